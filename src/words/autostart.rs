//! The background service's failures in words.

use super::{Explanation, say};
use crate::autostart::{AutostartError, Obstacle};
use crate::i18n::Lang;
use crate::tr;

/// Why the background service could not be installed or removed, in words.
#[must_use]
pub fn autostart(error: &AutostartError, lang: Lang) -> Explanation {
    match error {
        AutostartError::NotHere(why) => obstacle(why, lang),
        AutostartError::NoProgram(path) => say(
            tr!(lang, "err-service-no-program", path = path.display().to_string()),
            tr!(lang, "err-service-no-program-cure"),
        ),
        AutostartError::Path(path) => {
            say(tr!(lang, "err-service-path", path = path.display().to_string()), tr!(lang, "err-service-path-cure"))
        }
        AutostartError::Changed(what) => {
            say(tr!(lang, "err-service-changed", what = what.clone()), tr!(lang, "err-service-changed-cure"))
        }
        AutostartError::OtherHome(what) => {
            say(tr!(lang, "err-service-other-home", what = what.clone()), tr!(lang, "err-service-other-home-cure"))
        }
        AutostartError::Running => say(tr!(lang, "err-service-running"), tr!(lang, "err-service-running-cure")),
        AutostartError::File { path, reason } => say(
            tr!(lang, "err-service-file", path = path.display().to_string(), reason = reason.clone()),
            tr!(lang, "err-service-file-cure"),
        ),
        AutostartError::Command { command, reason } => say(
            tr!(lang, "err-service-command", command = command.clone(), reason = reason.clone()),
            tr!(lang, "err-service-command-cure"),
        ),
    }
}

/// Why no background service can be installed here, in words.
#[must_use]
pub fn obstacle(obstacle: &Obstacle, lang: Lang) -> Explanation {
    match obstacle {
        Obstacle::NoUserManager(reason) => {
            say(tr!(lang, "err-service-no-manager", reason = reason.clone()), tr!(lang, "err-service-no-manager-cure"))
        }
    }
}
