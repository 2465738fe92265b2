//! Calling the system's own tools.
//!
//! Protects: a tool that hangs is ended; what it says is in English and is passed on. Leaves to others: which tool.

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
