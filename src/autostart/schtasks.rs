//! The Windows scheduled task: what `schtasks` does with it.
//!
//! Protects: a task that a person has changed is left alone; the service is asked to end before it is ended. Leaves to
//! others: the task's text (`task`), the asking (`ending`).
//! Source: learn.microsoft.com, “schtasks commands”.

use std::io::Write as _;
use std::process::Command;

use super::files::ours;
use super::stamp::Origin;
use super::{AutostartError, Job, command, ending, is_running, task};
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
            end(&job.name, home);
        }
        None if is_running(home) => return Err(AutostartError::Running),
        None => {}
    }
    let failed = |error: std::io::Error| AutostartError::File { path: "schtasks".into(), reason: error.to_string() };
    let printed = command::run(Command::new("whoami").args(["/user", "/fo", "csv", "/nh"]))?;
    let user = task::sid(&printed).ok_or_else(|| AutostartError::Command {
        command: "whoami /user".into(),
        reason: format!("no user in: {}", printed.trim()),
    })?;
    let mut file = tempfile::NamedTempFile::new().map_err(failed)?;
    file.write_all(&task::bytes(&task::xml_text(job, user))).map_err(failed)?;
    // Windows lets nobody else read a file that is open for writing.
    let file = file.into_temp_path();
    let _ = schtasks(&["/Create", "/F", "/TN", &job.name, "/XML", &file.display().to_string()])?;
    let started = schtasks(&["/Run", "/TN", &job.name]);
    if started.is_err() {
        let _ = schtasks(&["/Delete", "/F", "/TN", &job.name])?;
    }
    started.map(drop)
}

pub fn remove(name: &str, tag: &str, home: &Home) -> Result<(), AutostartError> {
    let Some(text) = stored(name) else { return Ok(()) };
    let origin = task::stored_origin(&text, tag);
    if origin == Origin::OtherHome {
        return Err(AutostartError::OtherHome(name.to_owned()));
    }
    end(name, home);
    match origin {
        Origin::Ours => schtasks(&["/Delete", "/F", "/TN", name]).map(drop),
        _ => schtasks(&["/Change", "/Disable", "/TN", name]).map(drop),
    }
}

/// `/End` kills. It fails where the task does not run.
fn end(name: &str, home: &Home) {
    ending::ask(home);
    let _ = schtasks(&["/End", "/TN", name]);
}

/// The task as Windows keeps it.
fn stored(name: &str) -> Option<String> {
    schtasks(&["/Query", "/TN", name, "/XML"]).ok()
}

fn schtasks(arguments: &[&str]) -> Result<String, AutostartError> {
    command::run(Command::new("schtasks").args(arguments))
}
