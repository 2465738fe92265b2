//! A mistake in the program: written down, with its place.
//!
//! Protects: a panic's message goes through the last net, into the log as on standard error, and a panic in the middle of
//! writing a line neither ends in a second one nor waits for ever for what this thread holds. Leaves to others: what becomes of the program.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::cell::Cell;
use std::io::Write as _;
use std::panic::{self, PanicHookInfo};

use super::{Event, net};

thread_local! {
    /// Whether this thread is writing a panic down.
    static WRITING: Cell<bool> = const { Cell::new(false) };
}

/// Listens from now on, in the place of the standard library's own words, which know no net.
pub(super) fn listen() {
    panic::set_hook(Box::new(|info| {
        if WRITING.replace(true) {
            return;
        }
        tell(info);
        WRITING.set(false);
    }));
}

fn tell(info: &PanicHookInfo<'_>) {
    let said = info.payload().downcast_ref::<String>().map(String::as_str);
    let said = said.or_else(|| info.payload().downcast_ref::<&str>().copied());
    let message = net::clean_after_panic(said.unwrap_or("a panic without a message"));
    let place = info.location().map(|place| format!("{}:{}", place.file(), place.line())).unwrap_or_default();
    let thread = std::thread::current().name().unwrap_or("unnamed").to_owned();
    let trace = Backtrace::capture();
    let mut stderr = std::io::stderr().lock();
    // Standard error may be gone; there is nothing else to tell it to.
    let shown = message.as_deref().unwrap_or("its message may hold a secret");
    let _ = writeln!(stderr, "mailkey: a mistake in the program, in thread {thread}, panicked at {place}:\n{shown}");
    if trace.status() == BacktraceStatus::Captured {
        // It holds the names of functions, and no values.
        let _ = writeln!(stderr, "{trace}");
    }
    drop(stderr);
    // Otherwise the log would wait for what this thread holds: the net, the words' or the writer's lock.
    if let Some(message) = message
        && !super::WRITING.get()
    {
        super::event(Event::Panicked { place, message });
    }
}
