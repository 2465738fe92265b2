//! The XDG autostart entry: a desktop session without a systemd user manager.
//!
//! Protects: the service outlives the window that switched it on, and ends when it is switched off. Leaves to others: the
//! entry's text (`desktop`). Nothing starts it anew when it fails: desktops have no such thing.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::stamp::Origin;
use super::{AutostartError, Job, command, config_folder, delete, desktop, file_origin, is_running, may_write, write};
use crate::home::Home;

/// How long the service may take to start, and to end (it finishes a request first).
const PATIENCE: Duration = Duration::from_secs(90);

/// Whether this is a session in which autostart entries mean something.
pub fn is_desktop() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    set("XDG_CURRENT_DESKTOP") && (set("DISPLAY") || set("WAYLAND_DISPLAY"))
}

pub fn is_on(name: &str, tag: &str) -> bool {
    path(name).is_ok_and(|path| match file_origin(&path, tag) {
        Some(Origin::Ours) => true,
        // As the specification has it, a hidden entry is as if it were not there.
        Some(Origin::Person) => !std::fs::read_to_string(&path).unwrap_or_default().contains("Hidden=true"),
        Some(Origin::OtherHome) | None => false,
    })
}

pub fn install(job: &Job, home: &Home) -> Result<(), AutostartError> {
    let path = path(&job.name)?;
    may_write(&path, &job.home)?;
    if file_origin(&path, &job.home).is_none() && is_running(home) {
        return Err(AutostartError::Running);
    }
    write(&path, &desktop::entry(job))?;
    if is_running(home) {
        return Ok(());
    }
    // In a session of its own it neither ends with the window nor with a terminal.
    let mut start = Command::new("setsid");
    let _ = start.arg("--fork").arg(&job.program).args(&job.arguments);
    let started = start.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let reason = match started {
        Ok(status) if status.success() && wait_until(|| is_running(home)) => return Ok(()),
        Ok(status) => status.to_string(),
        Err(error) => error.to_string(),
    };
    delete(&path)?;
    Err(AutostartError::Command { command: format!("setsid --fork {}", job.program), reason })
}

pub fn remove(name: &str, tag: &str, home: &Home) -> Result<(), AutostartError> {
    let path = path(name)?;
    match file_origin(&path, tag) {
        None => return Ok(()),
        Some(Origin::Ours) => delete(&path)?,
        Some(Origin::Person) => return Err(AutostartError::Changed(path.display().to_string())),
        Some(Origin::OtherHome) => return Err(AutostartError::OtherHome(path.display().to_string())),
    }
    // Only who holds the lock has written there.
    let process = std::fs::read_to_string(home.service_lock()).unwrap_or_default();
    if is_running(home) && process.trim().parse::<u32>().is_ok() {
        let _ = command::run(Command::new("kill").args(["-TERM", process.trim()]))?;
        let _ = wait_until(|| !is_running(home));
    }
    Ok(())
}

fn path(name: &str) -> Result<PathBuf, AutostartError> {
    Ok(config_folder()?.join("autostart").join(format!("{name}.desktop")))
}

fn wait_until(done: impl Fn() -> bool) -> bool {
    let until = Instant::now() + PATIENCE;
    while Instant::now() < until {
        if done() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    false
}
