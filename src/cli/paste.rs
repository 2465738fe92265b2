//! Pasted addresses from standard input: a terminal or a pipe.
//!
//! Protects: an address that was broken into lines on its way is put together again, each further line is one more
//! try, and the end of the input ends a sign-in whose answer was not in it. Leaves to others: judging what was pasted.

use std::io::BufRead as _;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use secrecy::SecretString;
use tokio::sync::{Notify, mpsc};
use zeroize::Zeroizing;

use super::Failure;

/// Lines that come so close together are pasted, not typed: they may be one address.
const BURST: Duration = Duration::from_millis(150);
/// The longest text that is put together, in bytes.
const MAX: usize = 64 * 1024;

/// How far the input has come.
#[derive(Clone, Default)]
pub struct Pasting(Arc<Shared>);

#[derive(Default)]
struct Shared {
    counts: Mutex<Counts>,
    changed: Notify,
}

#[derive(Default)]
struct Counts {
    given: u64,
    refused: u64,
    ended: bool,
}

impl Pasting {
    /// Starts to read, on threads of its own: a terminal cannot be read in any other way that can be left again.
    pub fn start() -> Result<(Self, mpsc::UnboundedReceiver<SecretString>), Failure> {
        let (pasting, (give, texts)) = (Self::default(), mpsc::unbounded_channel());
        let (lines, read) = channel();
        let spawn = |name: &str, work: Box<dyn FnOnce() + Send>| {
            std::thread::Builder::new().name(name.into()).spawn(work).map(drop)
        };
        let failed = |error: std::io::Error| Failure::Said(error.to_string());
        spawn(
            "paste",
            Box::new(move || {
                for line in std::io::stdin().lock().lines().map_while(Result::ok) {
                    if lines.send(Zeroizing::new(line)).is_err() {
                        break;
                    }
                }
            }),
        )
        .map_err(failed)?;
        let told = pasting.clone();
        let gather = move || {
            let mut text = Zeroizing::new(String::new());
            loop {
                // Without a beginning there is nothing to wait for a short while for.
                let patience = if text.is_empty() { Duration::from_secs(3600) } else { BURST };
                match read.recv_timeout(patience) {
                    Ok(line) if continues(&text, &line) => text.push_str(&line),
                    Ok(line) => {
                        told.give(&give, &mut text);
                        text.push_str(&line);
                    }
                    Err(RecvTimeoutError::Timeout) => told.give(&give, &mut text),
                    Err(RecvTimeoutError::Disconnected) => {
                        told.give(&give, &mut text);
                        told.change(|counts| counts.ended = true);
                        break;
                    }
                }
            }
        };
        spawn("paste-lines", Box::new(gather)).map_err(failed)?;
        Ok((pasting, texts))
    }

    fn give(&self, give: &mpsc::UnboundedSender<SecretString>, text: &mut Zeroizing<String>) {
        if !text.trim().is_empty() {
            self.change(|counts| counts.given += 1);
            let _ = give.send(SecretString::from(text.as_str()));
        }
        text.clear();
    }

    /// One text was not the answer.
    pub fn refused(&self) {
        self.change(|counts| counts.refused += 1);
    }

    fn change(&self, change: impl FnOnce(&mut Counts)) {
        change(&mut self.0.counts.lock().unwrap_or_else(PoisonError::into_inner));
        self.0.changed.notify_one();
    }

    fn is_in_vain(&self) -> bool {
        let counts = self.0.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts.ended && counts.refused >= counts.given
    }
}

/// Whether a line goes on with an address that was broken: none of its own begins in it.
fn continues(text: &str, line: &str) -> bool {
    text.len() + line.len() <= MAX && !text.is_empty() && !line.trim().is_empty() && !line.contains("://")
}

/// Ends when nothing more can come and nothing of what came was the answer. Never without input.
pub async fn in_vain(pasting: Option<Pasting>) {
    let Some(pasting) = pasting else { return std::future::pending().await };
    while !pasting.is_in_vain() {
        pasting.0.changed.notified().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_line_that_begins_no_address_goes_on_with_one() {
        assert!(continues("http://127.0.0.1:1/?code=a", "b&state=c"));
        assert!(!continues("", "b&state=c"));
        assert!(!continues("http://127.0.0.1:1/?code=a", "http://127.0.0.1:1/?code=b"));
        assert!(!continues("http://127.0.0.1:1/?code=a", " "));
        assert!(!continues(&"x".repeat(MAX), "y"));
    }
}
