//! The Windows scheduled task: what `schtasks` does with it.
//!
//! Protects: a task that a person has changed is left alone. Leaves to others: the task's text (`task`).
//! Source: learn.microsoft.com, “schtasks commands”.

use std::io::Write as _;
use std::process::Command;

use super::files::ours;
use super::stamp::Origin;
use super::{AutostartError, Job, command, is_running, task};
use crate::home::Home;

pub fn is_on(name: &str, tag: &str) -> bool {
    stored(name).is_some_and(|text| {
        let settings = text.split_once("<Settings>").map_or("", |(_, after)| after);
        task::stored_origin(&text, tag) != Origin::OtherHome && !settings.contains("<Enabled>false</Enabled>")
    })
}

pub fn install(job: &Job, home: &Home) -> Result<(), AutostartError> {
    match stored(&job.name) {
        Some(text) => {
            ours(task::stored_origin(&text, &job.home), || job.name.clone())?;
            let _ = schtasks(&["/End", "/TN", &job.name]);
        }
        None if is_running(home) => return Err(AutostartError::Running),
        None => {}
    }
    let failed = |error: std::io::Error| AutostartError::File { path: "schtasks".into(), reason: error.to_string() };
    let user = command::run(&mut Command::new("whoami"))?;
    let mut file = tempfile::NamedTempFile::new().map_err(failed)?;
    file.write_all(&task::bytes(&task::xml_text(job, user.trim()))).map_err(failed)?;
    // Windows lets nobody else read a file that is open for writing.
    let file = file.into_temp_path();
    let _ = schtasks(&["/Create", "/F", "/TN", &job.name, "/XML", &file.display().to_string()])?;
    let started = schtasks(&["/Run", "/TN", &job.name]);
    if started.is_err() {
        let _ = schtasks(&["/Delete", "/F", "/TN", &job.name])?;
    }
    started.map(drop)
}

pub fn remove(name: &str, tag: &str) -> Result<(), AutostartError> {
    let Some(text) = stored(name) else { return Ok(()) };
    let origin = task::stored_origin(&text, tag);
    if origin == Origin::OtherHome {
        return Err(AutostartError::OtherHome(name.to_owned()));
    }
    // Fails where it does not run.
    let _ = schtasks(&["/End", "/TN", name]);
    match origin {
        Origin::Ours => schtasks(&["/Delete", "/F", "/TN", name]).map(drop),
        _ => schtasks(&["/Change", "/Disable", "/TN", name]).map(drop),
    }
}

/// The task as Windows keeps it.
fn stored(name: &str) -> Option<String> {
    schtasks(&["/Query", "/TN", name, "/XML"]).ok()
}

fn schtasks(arguments: &[&str]) -> Result<String, AutostartError> {
    command::run(Command::new("schtasks").args(arguments))
}
