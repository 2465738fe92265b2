//! The systemd user unit: where its file is, and what `systemctl --user` does with it.
//!
//! Protects: an installation that does not start leaves nothing behind. Leaves to others: the unit's text (`systemd`).

use std::path::PathBuf;
use std::process::Command;

use super::files::{config_folder, delete, file_origin, may_write, write};
use super::stamp::Origin;
use super::{AutostartError, Job, command, is_running, systemd};
use crate::home::Home;

/// Whether a user manager answers.
///
/// # Errors
/// Its reason.
pub fn reachable() -> Result<(), String> {
    match call(&["show", "--property=Version"]) {
        Ok(_) => Ok(()),
        Err(AutostartError::Command { reason, .. }) => Err(reason.lines().next().unwrap_or_default().to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

pub fn is_on(name: &str, tag: &str) -> bool {
    let enabled = property(name, "UnitFileState").is_some_and(|state| state.starts_with("enabled"));
    enabled && path(name).is_ok_and(|path| file_origin(&path, tag) != Some(Origin::OtherHome))
}

pub fn install(job: &Job, home: &Home) -> Result<(), AutostartError> {
    let (path, unit) = (path(&job.name)?, unit(&job.name));
    may_write(&path, &job.home)?;
    // What runs is the unit's own, also while it is just starting.
    let idle = property(&job.name, "ActiveState").is_none_or(|state| ["inactive", "failed", ""].contains(&&*state));
    if idle && is_running(home) {
        return Err(AutostartError::Running);
    }
    write(&path, &systemd::unit(job))?;
    let file = path.display().to_string();
    // By its path it is found even where the manager was started with another XDG_CONFIG_HOME.
    let calls: [&[&str]; 3] = [&["daemon-reload"], &["enable", &file], &["restart", &unit]];
    let done = calls.iter().try_for_each(|arguments| call(arguments).map(drop));
    if done.is_err()
        && let Err(error) = take_away(&job.name)
    {
        tracing::warn!(%error, "the service that did not start could not be removed");
    }
    done
}

pub fn remove(name: &str, tag: &str) -> Result<(), AutostartError> {
    let path = path(name)?;
    match file_origin(&path, tag) {
        None => Ok(()),
        Some(Origin::Ours) => take_away(name),
        Some(Origin::Person) => switch_off(name),
        Some(Origin::OtherHome) => Err(AutostartError::OtherHome(path.display().to_string())),
    }
}

fn take_away(name: &str) -> Result<(), AutostartError> {
    let off = switch_off(name);
    delete(&path(name)?)?;
    let _ = call(&["daemon-reload"])?;
    // Fails where the unit is forgotten already, which is what is wanted.
    let _ = call(&["reset-failed", &unit(name)]);
    off
}

fn switch_off(name: &str) -> Result<(), AutostartError> {
    let unit = unit(name);
    let _ = call(&["disable", &unit])?;
    match call(&["stop", &unit]) {
        // A unit that could not even be loaded cannot be stopped, and need not be.
        Err(error) if property(name, "ActiveState").is_none_or(|state| state != "inactive") => Err(error),
        _ => Ok(()),
    }
}

fn unit(name: &str) -> String {
    format!("{name}.service")
}

fn path(name: &str) -> Result<PathBuf, AutostartError> {
    Ok(config_folder()?.join("systemd").join("user").join(unit(name)))
}

fn property(name: &str, property: &str) -> Option<String> {
    let text = call(&["show", &format!("--property={property}"), "--value", &unit(name)]).ok()?;
    Some(text.trim().to_owned())
}

fn call(arguments: &[&str]) -> Result<String, AutostartError> {
    let mut systemctl = Command::new("systemctl");
    let _ = systemctl.arg("--user").args(arguments);
    // A shell that did not come through a login (su, sudo) does not know where the manager listens.
    if std::env::var_os("XDG_RUNTIME_DIR").is_none()
        && let Some(folder) = runtime_folder().filter(|folder| folder.is_dir())
    {
        let _ = systemctl.env("XDG_RUNTIME_DIR", folder);
    }
    command::run(&mut systemctl)
}

#[cfg(unix)]
fn runtime_folder() -> Option<PathBuf> {
    use std::os::unix::fs::MetadataExt as _;
    let user = std::fs::metadata("/proc/self").ok()?.uid();
    Some(PathBuf::from(format!("/run/user/{user}")))
}

#[cfg(not(unix))]
fn runtime_folder() -> Option<PathBuf> {
    None
}
