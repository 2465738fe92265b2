//! Work that is under way.
//!
//! Protects: dropping a [`Running`] ends the work at once, and a late answer is told from the awaited one by its
//! generation. Leaves to others: what the work is.

use std::sync::atomic::{AtomicU64, Ordering};

use iced::Task;
use iced::task::Handle;

static NEXT: AtomicU64 = AtomicU64::new(1);

/// One piece of work; ends when dropped.
#[derive(Debug)]
pub struct Running {
    generation: u64,
    _work: Handle,
}

impl Running {
    /// Starts work; `build` gets the generation that its answers must carry.
    pub fn start<M: 'static>(build: impl FnOnce(u64) -> Task<M>) -> (Self, Task<M>) {
        let generation = NEXT.fetch_add(1, Ordering::Relaxed);
        let (task, handle) = build(generation).abortable();
        (Self { generation, _work: handle.abort_on_drop() }, task)
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
