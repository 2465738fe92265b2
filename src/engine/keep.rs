//! Keeping everything alive while a window or the service runs: grants are renewed before they are needed, the mailbox
//! is looked into, and what a person should know is told.
//!
//! Protects: nobody waits for a renewal that could have been made before, and a grant is used at least once a day, so
//! that no provider forgets it. Several of these at once, in whatever processes, do each thing once: they look under the
//! account's lock whether it is still to be done. Between events nothing runs. Leaves to others: words, and showing.
//!
//! What is hard: a computer that slept. No wait here is longer than [`TICK`], so one that took much longer by the wall
//! clock says that the computer slept, or that somebody set the time.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch::{Receiver, channel};
use tokio::task::JoinSet;

use super::need::Need;
use super::{Checked, Engine, Notice, Status};
use crate::account::{AccountId, Method, Protocol, Settings};
use crate::error::Error;
use crate::log::{self, Event};
use crate::oauth::session::{Reason, TokenState};

/// The longest time after which the clocks are looked at.
const TICK: Duration = Duration::from_secs(30);

/// How long to leave an account alone that could not even be tried (another process does not let go of it).
const LATER: SignedDuration = SignedDuration::from_secs(60);

/// A wait that took so much more than it should: the computer slept, or somebody set the time.
const JUMP: SignedDuration = SignedDuration::from_secs(60);

/// How often the state files are compared with the keyring: something else may have changed it.
const COMPARE_EVERY: SignedDuration = SignedDuration::from_hours(24);

/// What else is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duties {
    /// Look into the mailbox at its interval.
    pub check: bool,
}

/// What happened.
#[derive(Debug, Clone)]
pub enum KeepEvent {
    /// A grant was renewed here.
    Renewed {
        /// Whose.
        account: AccountId,
        /// Until when the access token holds.
        until: Option<Timestamp>,
    },
    /// It could not be renewed for now.
    Failed {
        /// Whose.
        account: AccountId,
        /// Why.
        error: Error,
        /// When it is tried again.
        retry_at: Option<Timestamp>,
    },
    /// The provider refused it for good.
    Rejected {
        /// Whose.
        account: AccountId,
        /// Why.
        reason: Reason,
    },
    /// The computer slept for so long, or its clock was set by so much (negative: back).
    Woke(SignedDuration),
    /// The mailbox was looked into.
    Checked(Box<Checked>),
    /// It could not be.
    CheckFailed(Error),
    /// A person should know this. Every notice comes once, in one process.
    Notice(Notice),
}

type Tell = Arc<dyn Fn(KeepEvent) + Send + Sync>;

impl Engine {
    /// Keeps everything alive until the future is dropped; a renewal that is under way then still runs to its end.
    pub async fn keep(&self, duties: Duties, tell: impl Fn(KeepEvent) + Send + Sync + 'static) {
        let tell: Tell = Arc::new(tell);
        let (changed, changes) = channel(());
        let mut files = crate::watch::changes(self.home());
        let watch = async {
            loop {
                files.next().await;
                changed.send_replace(());
            }
        };
        let check = async {
            if duties.check {
                self.keep_checking(changes.clone(), &tell).await;
            }
        };
        tokio::join!(watch, self.keep_grants(changes.clone(), &tell), check);
    }

    async fn keep_grants(&self, mut changes: Receiver<()>, tell: &Tell) {
        let mut left_alone = BTreeMap::new();
        let mut known = Known::default();
        loop {
            let mut next = None;
            if let Some(settings) = known.settings(self) {
                if known.compare_now(self.clock().now()) {
                    self.compare(&settings).await;
                }
                next = self.renew_due(&settings, &mut left_alone, tell).await;
                self.new_notices(&settings).into_iter().for_each(|notice| tell(KeepEvent::Notice(notice)));
            }
            if let Some(slept) = self.wait(next, &mut changes).await {
                log::event(Event::Woke { by: slept });
                tell(KeepEvent::Woke(slept));
                left_alone.clear();
                self.relieve_all().await;
            }
        }
    }

    /// Brings the state files of the accounts in use in line with the keyring.
    async fn compare(&self, settings: &Settings) {
        if self.pop_is_left(settings)
            && let Err(error) = self.settle_before(settings, &AccountId::SMTP, &Ok(None)).await
        {
            tracing::warn!(%error, "a token that was to leave its account is still there");
        }
        for protocol in Protocol::ALL {
            // Asking may unlock the keyring, so nobody asks for what was never set up.
            let account = settings.account(protocol);
            let id = settings.account_id(protocol);
            let used = account.account.is_some() && !account.client_id.is_empty();
            if used && let Err(error) = self.heal(&id).await {
                tracing::warn!(account = %id, %error, "the state could not be compared with the keyring");
            }
        }
    }

    /// Waits until then, but no longer than [`TICK`], or until files change. Gives how far the wall clock went astray.
    async fn wait(&self, until: Option<Timestamp>, changes: &mut Receiver<()>) -> Option<SignedDuration> {
        let before = self.clock().now();
        let pause = until.map(|at| at.duration_since(before));
        let pause = pause.map_or(TICK, |pause| Duration::try_from(pause).unwrap_or_default().min(TICK));
        tokio::select! {
            () = self.clock().sleep(pause) => {}
            // The other end lives as long as this.
            _ = changes.changed() => {}
        }
        astray(self.clock().now().duration_since(before), pause)
    }

    async fn relieve_all(&self) {
        for id in [AccountId::SMTP, AccountId::POP] {
            if let Err(error) = self.relieve(&id).await {
                tracing::warn!(account = %id, %error, "the next renewal waits as before");
            }
        }
    }

    /// Renews what is due; gives the next moment at which something will be, or changes by itself.
    async fn renew_due(
        &self,
        settings: &Settings,
        left_alone: &mut BTreeMap<AccountId, Timestamp>,
        tell: &Tell,
    ) -> Option<Timestamp> {
        let status = self.status_by(settings);
        // After looking: what is due "now" must not seem to lie in the future.
        let now = self.clock().now();
        left_alone.retain(|_, until| *until > now && until.duration_since(now) <= LATER);
        let mut next: Vec<Timestamp> = left_alone.values().copied().collect();
        let mut work = JoinSet::new();
        for (id, account) in status.accounts() {
            // What was issued for other settings is not used, not even to keep it alive.
            if !account.fits || left_alone.contains_key(id) {
                continue;
            }
            match (account.next_refresh_at, &account.facts) {
                (Some(at), _) if at <= now => {
                    let (engine, settings, id) = (self.clone(), settings.clone(), id.clone());
                    let protocol = account.serves.first().copied().unwrap_or(Protocol::Smtp);
                    let _task = work.spawn(async move {
                        let result = engine.access(&settings, protocol, Need::Background).await;
                        (id, result)
                    });
                }
                (Some(at), _) => next.push(at),
                // It ends then, and its badge turns.
                (None, Some(facts)) => next.extend(facts.expires_at.filter(|end| *end > now)),
                (None, None) => {}
            }
        }
        while let Some(done) = work.join_next().await {
            let Ok((id, result)) = done else { continue };
            let after = self.record(&id).session;
            let again = after.next_renewal(self.clock().now());
            match result {
                Ok(access) if access.renewed => {
                    tell(KeepEvent::Renewed { account: id.clone(), until: access.expires_at });
                }
                // Another process did.
                Ok(_) => {}
                Err(Error::Invalid { reason, .. }) => tell(KeepEvent::Rejected { account: id.clone(), reason }),
                // Somebody deleted it meanwhile.
                Err(Error::NotAcquired(_)) => continue,
                Err(error) => tell(KeepEvent::Failed { account: id.clone(), error, retry_at: again }),
            }
            match again {
                Some(at) if at <= self.clock().now() => {
                    let later = self.clock().now().checked_add(LATER).unwrap_or(at);
                    let _before = left_alone.insert(id, later);
                    next.push(later);
                }
                again => next.extend(again),
            }
        }
        next.into_iter().min()
    }

    async fn keep_checking(&self, mut changes: Receiver<()>, tell: &Tell) {
        let mut last: Option<Timestamp> = None;
        loop {
            let settings = self.settings().unwrap_or_default();
            let now = self.clock().now();
            let every = settings.pop.check_interval.every().and_then(|every| SignedDuration::try_from(every).ok());
            let due = match (every, last) {
                (None, _) => None,
                (Some(_), None) => Some(now),
                // A last time in the future: the clock was set back.
                (Some(every), Some(last)) => Some(last.min(now).checked_add(every).unwrap_or(now)),
            };
            let due = due.filter(|_| self.may_check(&settings));
            if due.is_some_and(|due| due <= now) {
                last = Some(now);
                match self.check_by_itself().await {
                    Ok(checked) => tell(KeepEvent::Checked(Box::new(checked))),
                    Err(error) => tell(KeepEvent::CheckFailed(error)),
                }
                continue;
            }
            let _astray = self.wait(due, &mut changes).await;
        }
    }

    fn may_check(&self, settings: &Settings) -> bool {
        settings.may_check(&self.status_by(settings))
    }
}

impl Settings {
    /// Whether a check of the mailbox could succeed: a server, and something to log in with.
    #[must_use]
    pub fn may_check(&self, status: &Status) -> bool {
        let ready = match self.pop.method {
            Method::OAuth2 => {
                let account = status.of(Protocol::Pop);
                account.state == TokenState::Acquired && account.fits
            }
            Method::Password => !self.pop.user.is_empty(),
            Method::None => false,
        };
        self.pop.server.is_some() && ready
    }
}

/// By how much a wait of at most `pause` went astray, where that is much.
fn astray(waited: SignedDuration, pause: Duration) -> Option<SignedDuration> {
    let more = waited - SignedDuration::try_from(pause).unwrap_or_default();
    if more > JUMP {
        return Some(more);
    }
    (waited < -JUMP).then_some(waited)
}

/// What one keeper knows from its last rounds.
#[derive(Default)]
struct Known {
    /// The last settings that could be read.
    settings: Option<Settings>,
    /// Whether they could be read at the last look.
    readable: bool,
    compared: Option<Timestamp>,
}

impl Known {
    /// The settings; the last ones that could be read while somebody breaks and mends the file.
    fn settings(&mut self, engine: &Engine) -> Option<Settings> {
        match engine.settings() {
            Ok(settings) => {
                self.settings = Some(settings);
                self.readable = true;
            }
            Err(error) => {
                if std::mem::take(&mut self.readable) || self.settings.is_none() {
                    log::event(Event::SettingsUnreadable { why: error });
                }
            }
        }
        self.settings.clone()
    }

    fn compare_now(&mut self, now: Timestamp) -> bool {
        let due = self.compared.is_none_or(|last| now.duration_since(last).abs() > COMPARE_EVERY);
        if due {
            self.compared = Some(now);
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_that_took_too_long_or_went_back_is_noticed() {
        let (seconds, pause) = (SignedDuration::from_secs, Duration::from_secs(30));
        for fine in [0, 10, 30, 45, 89, -50] {
            assert_eq!(astray(seconds(fine), pause), None, "{fine}");
        }
        assert_eq!(astray(seconds(8 * 3600 + 30), pause), Some(seconds(8 * 3600)));
        assert_eq!(astray(seconds(-3600), pause), Some(seconds(-3600)));
    }
}
