//! Asking a running service to end, where the system can only kill it (Windows ends a task's processes hard).
//!
//! Protects: a renewal under way is stored first; a note that nobody read does not end the next service. Leaves to
//! others: what ends (`mailkeyctl serve`), and ending it when it does not answer.

use std::io;
use std::time::Duration;

use super::{command, is_running};
use crate::home::{Home, create_private_dir};
use crate::watch;

/// How long the service may take to end: it finishes a request first.
const PATIENCE: Duration = Duration::from_secs(90);

/// Asks the service of this home, whoever started it, to end, and waits until it has.
pub fn ask(home: &Home) {
    if !is_running(home) {
        return;
    }
    let note = home.service_end_note();
    let ended = match std::fs::write(&note, "") {
        Ok(()) => command::wait(PATIENCE, || !is_running(home)),
        Err(_) => false,
    };
    if !ended {
        tracing::warn!("the background service did not end when it was asked to");
    }
    let _ = std::fs::remove_file(&note);
}

/// What a service does about it: forgets what was asked of an earlier one, and then waits to be asked itself. For ever
/// where files cannot be watched.
///
/// # Errors
/// The folder cannot be written: the system's reason.
pub fn asked(home: &Home) -> io::Result<impl Future<Output = ()>> {
    let note = home.service_end_note();
    create_private_dir(&home.state_dir())?;
    match std::fs::remove_file(&note) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut changes = watch::changes(home);
    Ok(async move {
        while !note.exists() {
            changes.next().await;
        }
    })
}
