//! Settings: the file on disk ↔ [`Settings`](crate::account::Settings), and what a person types ↔ the same.
//!
//! Protects: what was once stored is never half-written, and a file that cannot be read is never overwritten. One table
//! ([`KEYS`]) names every setting once; file, command line and window all read and write through it, so a rule cannot
//! hold in one place and not in another. Leaves to others: secrets, and words for people.

mod draft;
mod file;
mod keys;
pub mod mend;
pub mod names;
mod rules;
pub mod understand;
mod write;

pub use draft::{Draft, News, Values, Wrong};
pub use file::{FileError, Located, MAX_BYTES, Problem, load, read, read_str};
pub use keys::{KEYS, Key, Value, parse_switch};
pub use rules::{Violation, violations};
pub(crate) use write::replace;
pub use write::{save_changes, to_toml};
