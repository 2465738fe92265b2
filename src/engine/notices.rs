//! What a person should be told although nobody looks at Mailkey.
//!
//! Protects: each thing is told once, whichever of several processes notices it. Leaves to others: words and showing.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::{Engine, Status};
use crate::account::{AccountId, PRESSING_DAYS, Provider, Settings};
use crate::home::{create_private_dir, lock_exclusive};
use crate::oauth::session::Reason;

/// How long after a notice that nobody could be shown (no desktop, nobody logged in) it is tried again.
const AGAIN: SignedDuration = SignedDuration::from_hours(6);

/// How long before an end it is told.
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * PRESSING_DAYS as i64);

/// Something that a person should be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// A token became invalid.
    Invalid {
        /// Whose.
        account_name: String,
        /// Why.
        reason: Reason,
    },
    /// The permission itself ends soon (Google, for an application in testing).
    PermissionEnds {
        /// Whose.
        account_name: String,
        /// When.
        at: Timestamp,
    },
    /// The application's client secret ends soon.
    SecretEnds {
        /// Whose.
        account_name: String,
        /// Its last day.
        on: Date,
    },
}

/// A notice, and what tells it from the last one of its kind.
struct Told {
    id: AccountId,
    kind: &'static str,
    stamp: String,
    notice: Notice,
}

/// All that should be told now.
fn notices(settings: &Settings, status: &Status, now: Timestamp) -> Vec<Told> {
    let mut found = Vec::new();
    for (id, account) in status.accounts() {
        let account_name = settings.named(id).account.as_ref().map_or_else(|| id.to_string(), ToString::to_string);
        let Some(facts) = &account.facts else { continue };
        if let Some(reason) = &account.reason {
            // It dies once; the moment at which it was last renewed tells it from others.
            let notice = Notice::Invalid { account_name, reason: reason.clone() };
            found.push(Told { id: id.clone(), kind: "invalid", stamp: facts.refreshed_at.to_string(), notice });
            continue;
        }
        // Elsewhere the end moves with each renewal.
        let fixed = facts.permission_ends_at.filter(|_| facts.issued_for.provider == Provider::Google);
        if let Some(at) = fixed.filter(|at| at.duration_since(now) < AHEAD) {
            let notice = Notice::PermissionEnds { account_name: account_name.clone(), at };
            found.push(Told { id: id.clone(), kind: "permission", stamp: facts.obtained_at.to_string(), notice });
        }
        if let Some(end) = account.secret_ends {
            let notice = Notice::SecretEnds { account_name, on: end.date() };
            found.push(Told { id: id.clone(), kind: "secret", stamp: end.to_string(), notice });
        }
    }
    found
}

impl Engine {
    /// What should be told now and was not told before, by whichever process: whoever gets it here tells it.
    pub(super) fn new_notices(&self, settings: &Settings) -> Vec<Notice> {
        let mut found = notices(settings, &self.status_by(settings), self.clock().now());
        found.retain(|told| {
            self.claim(told).unwrap_or_else(|error| {
                tracing::warn!(%error, "a notification could not be noted, so it is not shown");
                false
            })
        });
        found.into_iter().map(|told| told.notice).collect()
    }

    fn claim(&self, told: &Told) -> std::io::Result<bool> {
        let home = &self.inner.home;
        let _lock = lock_exclusive(&home.notices_lock())?;
        let path = home.notice_file(&told.id, told.kind);
        let before = std::fs::read_to_string(&path).unwrap_or_default();
        let (stamp, failed) = before.split_once('\n').unwrap_or((&before, ""));
        let long_ago = |at: Timestamp| self.clock().now().duration_since(at).abs() >= AGAIN;
        if stamp == told.stamp && !failed.parse().is_ok_and(long_ago) {
            return Ok(false);
        }
        if let Some(folder) = path.parent() {
            create_private_dir(folder)?;
        }
        crate::settings::replace(&path, told.stamp.as_bytes())?;
        Ok(true)
    }

    /// Notes that a notice could not be shown to anybody: it comes again some hours later.
    pub fn not_shown(&self, notice: &Notice) {
        let Ok(settings) = self.settings() else { return };
        let now = self.clock().now();
        let Some(told) = notices(&settings, &self.status_by(&settings), now).into_iter().find(|t| t.notice == *notice)
        else {
            return;
        };
        let path = self.inner.home.notice_file(&told.id, told.kind);
        let noted = lock_exclusive(&self.inner.home.notices_lock())
            .and_then(|_lock| crate::settings::replace(&path, format!("{}\n{now}", told.stamp).as_bytes()));
        if let Err(error) = noted {
            tracing::warn!(%error, "a notification that was not shown will not come again");
        }
    }
}
