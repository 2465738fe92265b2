//! The launchd agent: where its file is, and what `launchctl` does with it.
//!
//! Protects: an installation that does not start leaves nothing behind. Leaves to others: the agent's text (`launchd`).
//! Source: launchctl(1), “bootstrap” and “bootout”.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use super::files::{delete, file_origin, may_write, write};
use super::stamp::Origin;
use super::{AutostartError, Job, command, is_running, launchd};
use crate::home::Home;

/// How long the service may take to end: launchd kills it when its `ExitTimeOut` is over.
const PATIENCE: Duration = Duration::from_secs(100);

pub fn is_on(name: &str, tag: &str) -> bool {
    let there = path(name).is_ok_and(|path| matches!(file_origin(&path, tag), Some(Origin::Ours | Origin::Person)));
    there && is_loaded(name)
}

pub fn install(job: &Job, home: &Home) -> Result<(), AutostartError> {
    let path = path(&job.name)?;
    may_write(&path, &job.home)?;
    if is_loaded(&job.name) {
        unload(&job.name)?;
    } else if is_running(home) {
        return Err(AutostartError::Running);
    }
    write(&path, &launchd::plist(job))?;
    // An agent that was once disabled by hand stays so across files.
    let done = launchctl(&["enable", &target(&job.name)?])
        .and_then(|_| launchctl(&["bootstrap", &domain()?, &path.display().to_string()]));
    if done.is_err() {
        delete(&path)?;
    }
    done.map(drop)
}

pub fn remove(name: &str, tag: &str) -> Result<(), AutostartError> {
    let path = path(name)?;
    let origin = file_origin(&path, tag);
    if origin == Some(Origin::OtherHome) {
        return Err(AutostartError::OtherHome(path.display().to_string()));
    }
    if is_loaded(name) {
        unload(name)?;
    }
    match origin {
        Some(Origin::Ours) => delete(&path),
        // The file stays, so it must not be loaded at the next login.
        Some(_) => launchctl(&["disable", &target(name)?]).map(drop),
        None => Ok(()),
    }
}

/// `bootout` answers before the service has ended, also with a failure that says just that (EINPROGRESS); what is loaded in
/// between fails.
fn unload(name: &str) -> Result<(), AutostartError> {
    let target = target(name)?;
    let asked = launchctl(&["bootout", &target]);
    if command::wait(PATIENCE, || !is_loaded(name)) {
        return Ok(());
    }
    asked.and(Err(AutostartError::Command {
        command: format!("launchctl bootout {target}"),
        reason: format!("it has not ended within {} s", PATIENCE.as_secs()),
    }))
}

fn is_loaded(name: &str) -> bool {
    target(name).is_ok_and(|target| launchctl(&["print", &target]).is_ok())
}

fn path(name: &str) -> Result<PathBuf, AutostartError> {
    let home = directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_owned());
    let home = home.ok_or_else(|| AutostartError::File {
        path: "~".into(),
        reason: "the system names no home folder for this user".into(),
    })?;
    Ok(home.join("Library").join("LaunchAgents").join(format!("{}.plist", launchd::label(name))))
}

/// The session of the logged-in user.
fn domain() -> Result<String, AutostartError> {
    Ok(format!("gui/{}", command::run(Command::new("id").arg("-u"))?.trim()))
}

fn target(name: &str) -> Result<String, AutostartError> {
    Ok(format!("{}/{}", domain()?, launchd::label(name)))
}

fn launchctl(arguments: &[&str]) -> Result<String, AutostartError> {
    command::run(Command::new("launchctl").args(arguments))
}
