//! The log: what happened when, in words, for an administrator; and beside it the developers' own lines.
//!
//! Protects: the log never stops or changes what the program does, whatever is wrong with its file (a full disk is said
//! once); only Mailkey's own events are written, never those of libraries (which could hold a request), at whatever level
//! `MAILKEY_LOG` asks for. Leaves to others: when something happens; the words ([`Words`], given at the start, because
//! nothing down here knows a language).
//!
//! * [`event`]: what can happen, as types. `entry`: a line and what it is made of. [`read`]: the lines, read again.
//! * [`file`]: five files of 1 MB, several processes, the user's alone.
//! * [`transcript`]: what is said to servers, on request.
//! * [`net`]: the last look for secrets in each line. `panics`: mistakes in the program.
//! * `developers`: what `tracing` is told, as lines.

mod developers;
mod entry;
mod event;
mod file;
pub mod net;
mod panics;
mod read;
pub mod transcript;

use std::cell::Cell;
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use serde_json::{Map, Value};

pub use self::entry::{Area, Entry, Process, Severity, Unknown};
pub use self::event::{Change, Event};
use self::file::Writer;
pub use self::read::{Filter, Follower, read, read_and_follow};
use crate::account::{AccountId, Protocol};
use crate::clock::Clock;
use crate::error::Error;
use crate::home::Home;

/// Whose a failure is, so that the log finds the same cause as the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Whose {
    /// The protocol, or the one whose tab edits the account.
    pub protocol: Option<Protocol>,
    /// Whether a token is held that is known to be good.
    pub token_held: bool,
}

/// What the log cannot say by itself.
pub trait Words: Send + Sync {
    /// An entry's words, in the language of the settings. `entry.text` is empty.
    fn say(&self, entry: &Entry) -> String;
    /// A failure, as the log keeps it: whatever `say` needs to say it later in any language.
    fn cause(&self, error: &Error, whose: Whose) -> Value;
    /// The mailbox that an account is, as the settings name it.
    fn address(&self, account: &AccountId) -> Option<String>;
}

/// Which of Mailkey's programs this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// The window.
    Window,
    /// `mailkeyctl serve`.
    Service,
    /// Any other `mailkeyctl`.
    Command,
}

/// The one log of this process.
struct Log {
    writer: Mutex<Writer>,
    words: Box<dyn Words>,
    process: Process,
    clock: Clock,
    /// Why the last line could not be written.
    trouble: Mutex<Option<String>>,
    /// Where the file is, for saying so.
    path: String,
    /// The switch of the transcripts, and what is known of it.
    switch: PathBuf,
    transcripts: transcript::Known,
}

static LOG: OnceLock<Log> = OnceLock::new();

/// Starts writing to a home's log; for the whole process, once. Before it, and without it, nothing is written.
///
/// Whether the file can be written to shows at the first line; what stands in the way is said once on standard error,
/// and [`trouble`] tells it.
pub fn start(home: &Home, program: Program, words: impl Words + 'static) {
    let (program, writer) = match program {
        Program::Window => ("window", Writer::hasty(home)),
        Program::Service => ("service", Writer::new(home)),
        Program::Command => ("command", Writer::new(home)),
    };
    let log = Log {
        writer: Mutex::new(writer),
        words: Box::new(words),
        process: Process { program: program.into(), id: std::process::id() },
        clock: Clock::system(),
        trouble: Mutex::default(),
        path: home.log_file().display().to_string(),
        switch: home.transcripts_file(),
        transcripts: transcript::Known::default(),
    };
    file::make_all_private(home);
    // An error means that a test or another part has started one before: that one is used.
    if LOG.set(log).is_ok() {
        developers::listen();
        panics::listen();
    }
}

thread_local! {
    /// Whether this thread is in the middle of writing an entry down.
    static WRITING: Cell<bool> = const { Cell::new(false) };
}

/// Says that this thread writes, until it is dropped (a panic's unwinding among the ways).
struct Writing(bool);

impl Writing {
    fn begin() -> Self {
        Self(WRITING.replace(true))
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        WRITING.set(self.0);
    }
}

/// Writes down that something happened.
pub fn event(event: Event) {
    let Some(log) = LOG.get() else { return };
    let _writing = Writing::begin();
    let event::Parts { id, area, severity, args } = event.parts(log.words.as_ref());
    log.write(id, area, severity, args, None);
}

/// Why the log could not be written to, if the last line could not.
#[must_use]
pub fn trouble() -> Option<String> {
    LOG.get().and_then(|log| held(&log.trouble).clone())
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes the secrets out of every text in an argument.
fn clean(value: &mut Value) {
    match value {
        Value::String(text) => *text = net::clean(text),
        Value::Array(values) => values.iter_mut().for_each(clean),
        Value::Object(values) => values.values_mut().for_each(clean),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

impl Log {
    /// Writes an entry; `text` where its words are not made from its arguments.
    fn write(&self, id: &str, area: Area, severity: Severity, args: Map<String, Value>, text: Option<String>) {
        let _writing = Writing::begin();
        let mut entry = Entry {
            at: self.clock.now(),
            severity,
            area,
            event: id.to_owned(),
            args,
            text: String::new(),
            process: Some(self.process.clone()),
        };
        entry.args.values_mut().for_each(clean);
        entry.text = match text {
            Some(text) => net::clean(&text),
            None => self.words.say(&entry),
        };
        let line = net::clean_line(entry.line());
        let result = held(&self.writer).write(&line);
        self.note(result);
    }

    /// Says once that the log cannot be written, and again only after it could be.
    fn note(&self, result: io::Result<()>) {
        let mut trouble = held(&self.trouble);
        match result {
            Ok(()) => *trouble = None,
            Err(error) => {
                let is_new = trouble.is_none();
                *trouble = Some(error.to_string());
                if is_new {
                    // Standard error may be gone as well (a closed terminal): that is no reason to end.
                    use std::io::Write as _;
                    let _ = writeln!(io::stderr(), "mailkey: {}: {error}", self.path);
                }
            }
        }
    }
}
