//! What time it is, and waiting.
//!
//! Protects: everything that decides by the time asks one clock, so that a test can run a day of service in minutes or
//! set the clock wrong, without touching the code that it tests. A real program's clock is the system's. Leaves to
//! others: what follows from the time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};

/// A clock. Clones are the same clock.
#[derive(Debug, Clone)]
pub struct Clock {
    start: (Timestamp, Instant),
    speed: u32,
    /// How far it was set wrong, in milliseconds.
    off: Arc<AtomicI64>,
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}

impl Clock {
    /// The system's clock.
    ///
    /// In a debug build `MAILKEY_CLOCK` sets it wrong by a time such as `+2h` or `-10m`: for tests of whole programs.
    #[must_use]
    pub fn system() -> Self {
        let clock = Self::fast(1);
        #[cfg(debug_assertions)]
        if let Some(off) = std::env::var("MAILKEY_CLOCK").ok().and_then(|text| text.parse::<SignedDuration>().ok()) {
            clock.jump(off);
        }
        clock
    }

    /// A clock that runs `speed` times as fast as the system's, from now on.
    #[must_use]
    pub fn fast(speed: u32) -> Self {
        Self { start: (Timestamp::now(), Instant::now()), speed: speed.max(1), off: Arc::default() }
    }

    /// Sets it forward or back, as a person or a time server does; the monotonic clock does not change.
    pub fn jump(&self, by: SignedDuration) {
        let by = i64::try_from(by.as_millis()).unwrap_or_default();
        let _before = self.off.fetch_add(by, Ordering::SeqCst);
    }

    /// The time of day.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        let real = Timestamp::now();
        let off = SignedDuration::from_millis(self.off.load(Ordering::SeqCst));
        // The system's own jumps and suspended hours are in it, because the real time is read each time.
        let extra = real.duration_since(self.start.0).saturating_mul(i32::try_from(self.speed - 1).unwrap_or(i32::MAX));
        real.checked_add(extra).and_then(|time| time.checked_add(off)).unwrap_or(real)
    }

    /// The monotonic clock: it stands still while the computer sleeps, and nobody sets it.
    #[must_use]
    pub fn instant(&self) -> Instant {
        let elapsed = self.start.1.elapsed().saturating_mul(self.speed);
        self.start.1.checked_add(elapsed).unwrap_or(self.start.1)
    }

    /// Waits so long by the monotonic clock.
    pub async fn sleep(&self, time: Duration) {
        tokio::time::sleep(time / self.speed).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_can_be_fast_and_wrong() {
        let clock = Clock::fast(3600);
        let before = (clock.now(), clock.instant());
        std::thread::sleep(Duration::from_millis(20));
        assert!(clock.now().duration_since(before.0) >= SignedDuration::from_secs(72));
        assert!(clock.instant().duration_since(before.1) >= Duration::from_secs(72));
        let clock = Clock::fast(1);
        clock.clone().jump(SignedDuration::from_hours(-2));
        let off = clock.now().duration_since(Timestamp::now());
        assert!(off < SignedDuration::from_mins(-119) && off > SignedDuration::from_mins(-121), "{off}");
    }
}
