//! Work that is under way.
//!
//! Protects: dropping a [`Running`] ends the work at once, and a late answer is told from the awaited one by its
//! generation; work that ends at once never shows that it was under way, because what appears and vanishes in the blink
//! of an eye only frightens. Leaves to others: what the work is.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use iced::Task;
use iced::task::Handle;

use super::app::Message;

static NEXT: AtomicU64 = AtomicU64::new(1);

/// From how long on work shows that it is under way.
pub const SLOW: Duration = Duration::from_millis(300);

/// One piece of work; ends when dropped.
#[derive(Debug)]
pub struct Running {
    generation: u64,
    since: Instant,
    _work: Handle,
}

impl Running {
    /// Starts work; `build` gets the generation that its answers must carry.
    pub fn start(build: impl FnOnce(u64) -> Task<Message>) -> (Self, Task<Message>) {
        let generation = NEXT.fetch_add(1, Ordering::Relaxed);
        let since = Instant::now();
        let (task, handle) = Task::batch([build(generation), when_slow()]).abortable();
        (Self { generation, since, _work: handle.abort_on_drop() }, task)
    }

    /// Whether it takes so long that a person must see that it is under way.
    #[must_use]
    pub fn is_slow(&self) -> bool {
        is_slow(self.since)
    }

    /// Whether an answer belongs to this work.
    #[must_use]
    pub fn is(&self, generation: u64) -> bool {
        self.generation == generation
    }
}

/// Whether an answer belongs to the work that may be under way.
#[must_use]
pub fn awaits(running: Option<&Running>, generation: u64) -> bool {
    running.is_some_and(|running| running.is(generation))
}

/// Whether what began then takes so long that a person must see that it is under way.
#[must_use]
pub fn is_slow(since: Instant) -> bool {
    since.elapsed() >= SLOW
}

/// Draws the window anew when what begins now has become slow.
pub fn when_slow() -> Task<Message> {
    Task::perform(tokio::time::sleep(SLOW), |()| Message::Nothing)
}
