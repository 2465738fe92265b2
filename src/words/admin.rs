//! What the administrator's password has to say.

use jiff::Timestamp;

use super::{Explanation, say};
use crate::admin::{AdminError, LOCK_OUT, MAX_BYTES, MAX_TRIES, MIN_CHARACTERS};
use crate::i18n::Lang;
use crate::tr;

/// An error in words.
#[must_use]
pub fn admin(error: &AdminError, lang: Lang) -> Explanation {
    match error {
        AdminError::Locked => say(tr!(lang, "err-admin-locked"), tr!(lang, "err-admin-locked-cure")),
        AdminError::Wrong { left } => {
            let left = *left;
            say(tr!(lang, "err-admin-wrong"), tr!(lang, "err-admin-wrong-cure", left = left, minutes = minutes()))
        }
        AdminError::LockedOut { until } => {
            let what = tr!(lang, "err-admin-out", tries = MAX_TRIES, minutes = minutes());
            say(what, tr!(lang, "err-admin-out-cure", time = clock_time(*until)))
        }
        AdminError::Damaged { path } => {
            let path = path.display().to_string();
            say(tr!(lang, "err-admin-damaged", path = path.clone()), tr!(lang, "err-admin-damaged-cure", path = path))
        }
        AdminError::TooShort => {
            say(tr!(lang, "err-admin-short"), tr!(lang, "err-admin-short-cure", count = MIN_CHARACTERS))
        }
        AdminError::TooLong => say(tr!(lang, "err-admin-long"), tr!(lang, "err-admin-long-cure", count = MAX_BYTES)),
        AdminError::AlreadySet => say(tr!(lang, "err-admin-set"), tr!(lang, "err-admin-set-cure")),
        AdminError::NotSet => say(tr!(lang, "err-admin-not-set"), tr!(lang, "err-admin-not-set-cure")),
        AdminError::Busy => say(tr!(lang, "err-admin-busy"), tr!(lang, "err-admin-busy-cure")),
        AdminError::File { path, reason } => say(
            tr!(lang, "err-home", path = path.display().to_string(), reason = reason.clone()),
            tr!(lang, "err-home-cure"),
        ),
    }
}

fn minutes() -> i64 {
    LOCK_OUT.as_mins()
}

/// A time of today, rounded up to whole minutes: who comes then is not sent away again.
fn clock_time(at: Timestamp) -> String {
    let full = at.checked_add(jiff::SignedDuration::from_secs(59)).unwrap_or(at);
    full.to_zoned(jiff::tz::TimeZone::system()).strftime("%-H:%M").to_string()
}
