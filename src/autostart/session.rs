//! The XDG autostart entry: a desktop session without a systemd user manager.
//!
//! Protects: the service outlives the window that switched it on, and ends when it is switched off. Leaves to others: the
//! entry's text (`desktop`). Nothing starts it anew when it fails: desktops have no such thing.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::files::{config_folder, delete, file_origin, may_write, write};
use super::stamp::Origin;
use super::{AutostartError, Job, command, desktop, is_running};
use crate::home::Home;

/// How long the service may take to start, and to end (it finishes a request first).
const PATIENCE: Duration = Duration::from_secs(90);
const PAUSE: Duration = Duration::from_millis(50);

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
    let reason = match started(job, home) {
        Ok(()) => return Ok(()),
        Err(reason) => reason,
    };
    delete(&path)?;
    Err(AutostartError::Command { command: format!("{} serve", job.program), reason })
}

/// Starts the service; it neither ends with the window nor with the terminal of the window.
fn started(job: &Job, home: &Home) -> Result<(), String> {
    let mut start = Command::new(&job.program);
    let _ = start.args(&job.arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // What a terminal sends at its end goes to the groups of processes that it knows.
    #[cfg(unix)]
    let _ = std::os::unix::process::CommandExt::process_group(&mut start, 0);
    let mut child = start.spawn().map_err(|error| error.to_string())?;
    let until = Instant::now() + PATIENCE;
    while !is_running(home) {
        match child.try_wait() {
            Ok(Some(status)) => return Err(status.to_string()),
            Ok(None) if Instant::now() < until => std::thread::sleep(PAUSE),
            Ok(None) => return Err(format!("not ready within {} s", PATIENCE.as_secs())),
            Err(error) => return Err(error.to_string()),
        }
    }
    // Should it end before this program, somebody must take note, or it stays in the system's list of processes.
    let _reaper = std::thread::spawn(move || child.wait());
    Ok(())
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
        let _ = command::wait(PATIENCE, || !is_running(home));
    }
    Ok(())
}

fn path(name: &str) -> Result<PathBuf, AutostartError> {
    Ok(config_folder()?.join("autostart").join(format!("{name}.desktop")))
}
