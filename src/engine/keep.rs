//! Keeping everything alive while a window or the service runs: grants are renewed before they are needed, the mailbox
//! is looked into, and what a person should know is told.
//!
//! Protects: nobody waits for a renewal that could have been made before, and a grant is used at least once a day, so
//! that no provider forgets it. Several of these at once, in whatever processes, do each thing once: they look under the
//! account's lock whether it is still to be done. Between events nothing runs. Leaves to others: words, and showing.
//!
//! What is hard: a computer that slept. The monotonic clock stands still meanwhile and the wall clock does not, so no
//! sleep here is longer than [`TICK`], and every round compares the two.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch::{Receiver, channel};
use tokio::task::JoinSet;

use super::need::Need;
use super::{Checked, Engine, Notice};
use crate::account::{AccountId, Method, Protocol, Settings};
use crate::clock::Clock;
use crate::error::Error;
use crate::oauth::session::{Reason, TokenState};

/// The longest time after which the clocks are looked at.
const TICK: Duration = Duration::from_secs(30);

/// How long to leave an account alone that could not even be tried (another process does not let go of it).
const LATER: SignedDuration = SignedDuration::from_secs(60);

/// Clocks that differ by more than this: the computer slept, or somebody set the time.
const JUMP: SignedDuration = SignedDuration::from_secs(60);

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
        let mut pulse = Pulse::new(self.clock());
        let mut left_alone = BTreeMap::new();
        loop {
            if let Some(slept) = pulse.jump(self.clock()) {
                tracing::info!(seconds = slept.as_secs(), "the computer slept, or its clock was set");
                tell(KeepEvent::Woke(slept));
                left_alone.clear();
                self.relieve_all().await;
            }
            let mut next = None;
            if let Ok(settings) = self.settings() {
                next = self.renew_due(&settings, &mut left_alone, tell).await;
                self.new_notices(&settings).into_iter().for_each(|notice| tell(KeepEvent::Notice(notice)));
            }
            self.wait(next, &mut changes).await;
        }
    }

    /// Waits until then, but no longer than [`TICK`], or until files change.
    async fn wait(&self, until: Option<Timestamp>, changes: &mut Receiver<()>) {
        let pause = until.map(|at| at.duration_since(self.clock().now()));
        let pause = pause.map_or(TICK, |pause| Duration::try_from(pause).unwrap_or_default().min(TICK));
        tokio::select! {
            () = self.clock().sleep(pause) => {}
            // The other end lives as long as this.
            _ = changes.changed() => {}
        }
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
        let status = self.status();
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
                Ok(access) => tell(KeepEvent::Renewed { account: id.clone(), until: access.expires_at }),
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
            let now = self.clock().now();
            let settings = self.settings().unwrap_or_default();
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
                match self.check().await {
                    Ok(checked) => tell(KeepEvent::Checked(Box::new(checked))),
                    Err(error) => {
                        tracing::warn!(%error, "the mailbox could not be checked");
                        tell(KeepEvent::CheckFailed(error));
                    }
                }
                continue;
            }
            self.wait(due, &mut changes).await;
        }
    }

    /// Whether a check of the mailbox could succeed: a server, and something to log in with. Reads a few small files.
    #[must_use]
    pub fn may_check(&self, settings: &Settings) -> bool {
        let pop = &settings.pop;
        let ready = match pop.method {
            Method::OAuth2 => {
                let status = self.status();
                let account = status.of(Protocol::Pop);
                account.state == TokenState::Acquired && account.fits
            }
            Method::Password => !pop.user.is_empty(),
            Method::None => false,
        };
        pop.server.is_some() && ready
    }
}

/// The two clocks at one moment.
struct Pulse {
    wall: Timestamp,
    monotonic: Instant,
}

impl Pulse {
    fn new(clock: &Clock) -> Self {
        Self { wall: clock.now(), monotonic: clock.instant() }
    }

    /// By how much the wall clock went further than the monotonic one since the last call, where that is much.
    fn jump(&mut self, clock: &Clock) -> Option<SignedDuration> {
        let now = Self::new(clock);
        let wall = now.wall.duration_since(self.wall);
        let monotonic = SignedDuration::try_from(now.monotonic.duration_since(self.monotonic)).unwrap_or_default();
        *self = now;
        let jump = wall - monotonic;
        (jump.abs() > JUMP).then_some(jump)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jump_is_noticed_once() {
        let clock = Clock::fast(1);
        let mut pulse = Pulse::new(&clock);
        assert_eq!(pulse.jump(&clock), None);
        for hours in [8, -8] {
            clock.jump(SignedDuration::from_hours(hours));
            let jump = pulse.jump(&clock).expect("a jump");
            assert_eq!(jump.round(jiff::Unit::Hour).expect("hours").as_hours(), hours);
            assert_eq!(pulse.jump(&clock), None);
        }
        clock.jump(SignedDuration::from_secs(30));
        assert_eq!(pulse.jump(&clock), None, "time servers correct a clock by seconds");
    }
}
