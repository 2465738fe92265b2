//! Wrong passwords are counted, for all processes and across restarts.
//!
//! Protects: one try at a time, under a lock file, each written down before it is checked; after three wrong ones in a row
//! nothing is tried for five minutes of the wall clock. A clock that is set back, or back and forth, neither shortens
//! them nor stretches them beyond measure. A damaged file counts as too many tries; a missing one as none, because
//! who can delete it can delete the verifier too. Leaves to others: checking.

use std::fs::File;
use std::io::ErrorKind;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{AdminError, read_small};
use crate::clock::Clock;
use crate::home::{Home, try_lock_exclusive};

/// So many wrong passwords in a row …
pub const MAX_TRIES: u32 = 3;
/// … and nobody can unlock for so long.
pub const LOCK_OUT: SignedDuration = SignedDuration::from_mins(5);
/// How long one process waits for others to end their tries.
const PATIENCE: Duration = Duration::from_secs(30);
/// Longer than what is written here.
const MAX_BYTES: u64 = 1024;

/// What the file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tries {
    /// How many were wrong.
    wrong: u32,
    /// When the last was counted.
    last: Timestamp,
    /// What time it was when somebody found the clock before that: it was set back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    set_back: Option<Timestamp>,
}

impl Tries {
    /// One that is counted at this moment.
    fn counted(wrong: u32, last: Timestamp) -> Self {
        Self { wrong, last, set_back: None }
    }

    /// Since when nothing is tried, by a clock that may have been set back meanwhile, and forward again.
    fn since(self, now: Timestamp) -> Timestamp {
        if now >= self.last { self.last } else { self.set_back.unwrap_or(now).min(now) }
    }

    /// Until when nothing is tried; never more than [`LOCK_OUT`] from now.
    fn until(self, now: Timestamp) -> Option<Timestamp> {
        let end = self.since(now).checked_add(LOCK_OUT).ok()?;
        (self.wrong >= MAX_TRIES && end > now).then_some(end)
    }

    /// What counts now: after a lock-out everything begins anew.
    fn wrong(self, now: Timestamp) -> u32 {
        if self.wrong >= MAX_TRIES && self.until(now).is_none() { 0 } else { self.wrong.min(MAX_TRIES) }
    }
}

/// What was found.
struct Found {
    tries: Tries,
    /// What must be written instead, or a lock-out that lies in the future (the clock was set back), or cannot be read,
    /// would never begin to pass.
    mend: Option<Tries>,
}

/// Reads them; a file that cannot be understood counts as too many, from now on.
fn find(home: &Home, now: Timestamp) -> Option<Found> {
    let path = home.admin_tries_file();
    let too_many = Tries::counted(MAX_TRIES, now);
    let tries = match read_small(&path, MAX_BYTES) {
        Err(error) if error.kind() == ErrorKind::NotFound => return None,
        Err(_) => None,
        Ok(bytes) => serde_json::from_slice::<Tries>(&bytes).ok(),
    };
    let Some(tries) = tries else {
        // Nothing is put in the place of a folder, a pipe or a device, least of all where a link leads to it: whoever made
        // it must take it away.
        return Some(Found { tries: too_many, mend: path.is_file().then_some(too_many) });
    };
    let set_back = now < tries.last && tries.set_back.is_none_or(|found| now < found);
    Some(Found { tries, mend: set_back.then_some(Tries { set_back: Some(now), ..tries }) })
}

/// How many tries are left, and until when none is allowed.
pub fn now(home: &Home, clock: &Clock) -> (u32, Option<Timestamp>) {
    let now = clock.now();
    let Some(Found { tries, mend }) = find(home, now) else { return (MAX_TRIES, None) };
    let until = tries.until(now);
    // Whoever only looks takes no lock and writes nothing.
    if until.is_some()
        && mend.is_some()
        && let Ok(mut guard) = Guard::enter_within(home, clock, Duration::ZERO)
    {
        let _left = guard.settle();
    }
    (MAX_TRIES - tries.wrong(now), until)
}

/// The right to try a password now; nobody else has it meanwhile.
pub struct Guard<'a> {
    home: &'a Home,
    clock: &'a Clock,
    _lock: File,
}

impl<'a> Guard<'a> {
    /// Waits for it.
    pub fn enter(home: &'a Home, clock: &'a Clock) -> Result<Self, AdminError> {
        Self::enter_within(home, clock, PATIENCE)
    }

    fn enter_within(home: &'a Home, clock: &'a Clock, patience: Duration) -> Result<Self, AdminError> {
        let path = home.admin_lock();
        let end = Instant::now() + patience;
        loop {
            if let Some(lock) = try_lock_exclusive(&path).map_err(|error| AdminError::file(&path, &error))? {
                return Ok(Self { home, clock, _lock: lock });
            }
            if Instant::now() >= end {
                return Err(AdminError::Busy);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Where the files are.
    pub fn home(&self) -> &Home {
        self.home
    }

    /// Writes down what makes a lock-out pass, where that is needed, and gives what is known then.
    fn settle(&mut self) -> Result<Option<Tries>, AdminError> {
        let Some(Found { tries, mend }) = find(self.home, self.clock.now()) else { return Ok(None) };
        if let Some(mended) = mend {
            self.write(mended)?;
        }
        Ok(Some(mend.unwrap_or(tries)))
    }

    /// Counts one more try and gives how many are left after it.
    pub fn count(&mut self) -> Result<u32, AdminError> {
        let known = self.settle()?;
        let now = self.clock.now();
        if let Some(until) = known.and_then(|tries| tries.until(now)) {
            return Err(AdminError::LockedOut { until });
        }
        let wrong = known.map_or(0, |tries| tries.wrong(now)) + 1;
        self.write(Tries::counted(wrong, now))?;
        Ok(MAX_TRIES.saturating_sub(wrong))
    }

    /// It was right: nothing is counted any more.
    pub fn right(&mut self) -> Result<(), AdminError> {
        let path = self.home.admin_tries_file();
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(AdminError::file(&path, &error)),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// Until when nothing is tried.
    pub fn until(&self) -> Option<Timestamp> {
        let now = self.clock.now();
        find(self.home, now).and_then(|found| found.tries.until(now))
    }

    fn write(&self, tries: Tries) -> Result<(), AdminError> {
        let path = self.home.admin_tries_file();
        let json = serde_json::to_vec(&tries).map_err(|error| AdminError::file(&path, &error.into()))?;
        crate::settings::replace(&path, &json).map_err(|error| AdminError::file(&path, &error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).expect("a time")
    }

    #[test]
    fn three_wrong_ones_lock_for_five_minutes_whatever_the_clock_does() {
        let tries = |wrong| Tries::counted(wrong, at(1000));
        assert_eq!((tries(2).until(at(1000)), tries(2).wrong(at(9000))), (None, 2), "in a row, however slowly");
        assert_eq!(tries(3).until(at(1000)), Some(at(1300)));
        assert_eq!(tries(3).until(at(1299)), Some(at(1300)));
        assert_eq!((tries(3).until(at(1300)), tries(3).wrong(at(1300))), (None, 0));
        assert_eq!(tries(3).until(at(10)), Some(at(310)), "set back: five minutes from now, no more");
        let found = Tries { set_back: Some(at(10)), ..tries(3) };
        assert_eq!((found.until(at(200)), found.until(at(310))), (Some(at(310)), None), "and these pass");
        assert_eq!(found.until(at(1100)), Some(at(1300)), "set right again: as if nothing had been");
        assert_eq!(found.until(at(5)), Some(at(305)), "set back once more");
        assert_eq!(tries(u32::MAX).wrong(at(1001)), MAX_TRIES);
    }
}
