//! Calling the system's own tools.
//!
//! Protects: a tool that hangs is ended; what it says is in English and is passed on; it opens no window. Leaves to
//! others: which tool.

use std::io::Read;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::AutostartError;

/// The longest that a tool may take. Starting a unit waits until it is ready, which systemd allows 90 s.
const PATIENCE: Duration = Duration::from_secs(120);

/// What a tool that ended well printed.
///
/// # Errors
/// It is not there, failed, or did not end; with its own words.
pub fn run(command: &mut Command) -> Result<String, AutostartError> {
    let shown = shown(command);
    let failed = |reason: String| {
        tracing::warn!(command = shown, reason, "a system tool failed");
        AutostartError::Command { command: shown.clone(), reason }
    };
    without_window(command);
    let mut child = command
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| failed(error.to_string()))?;
    let (out, err) = (aside(child.stdout.take()), aside(child.stderr.take()));
    let until = Instant::now() + PATIENCE;
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if Instant::now() < until => thread::sleep(Duration::from_millis(5)),
            Ok(None) => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(failed(format!("no answer within {} s", PATIENCE.as_secs())));
            }
            Err(error) => return Err(failed(error.to_string())),
        }
    };
    let [out, err] = [out, err].map(|reader| reader.join().unwrap_or_default());
    if status.success() {
        return Ok(out);
    }
    let said = [err.trim(), out.trim()].into_iter().find(|text| !text.is_empty()).map(str::to_owned);
    Err(failed(said.unwrap_or_else(|| status.to_string())))
}

/// The window has no console, so Windows would open one for each tool: CREATE_NO_WINDOW (“Process Creation Flags”).
#[cfg(windows)]
fn without_window(command: &mut Command) {
    use std::os::windows::process::CommandExt as _;
    let _ = command.creation_flags(0x0800_0000);
}

#[cfg(not(windows))]
fn without_window(_command: &mut Command) {}

/// Waits until something holds; whether it does then.
pub fn wait(patience: Duration, holds: impl Fn() -> bool) -> bool {
    let until = Instant::now() + patience;
    while !holds() {
        if Instant::now() >= until {
            return false;
        }
        thread::sleep(Duration::from_millis(50));
    }
    true
}

fn shown(command: &Command) -> String {
    let words: Vec<_> = [command.get_program()].into_iter().chain(command.get_args()).collect();
    words.iter().map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

fn aside(pipe: Option<impl Read + Send + 'static>) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            let _ = pipe.read_to_end(&mut bytes);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn a_wait_ends_with_what_it_waits_for_or_with_its_patience() {
        let asked = Cell::new(0);
        let third = || asked.replace(asked.get() + 1) == 2;
        assert!(wait(Duration::from_secs(10), third));
        assert_eq!(asked.get(), 3);
        let began = Instant::now();
        assert!(!wait(Duration::from_millis(120), || false));
        assert!(began.elapsed() >= Duration::from_millis(120));
    }
}
