//! Transcripts: what is said to servers and by them, line by line, while somebody wants to see it.
//!
//! Protects: they end by themselves, in every process, at the time that stands in a small file; whoever forgets the
//! switch has written a quarter of an hour. A secret is never given as text: a line says what stood there and how long it
//! was. Leaves to others: the conversations (`crate::mail`, `crate::oauth::http`), and the switch ([`crate::engine::Engine::set_transcripts`]).

use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};

use super::{Area, LOG, Severity, held};
use crate::account::Protocol;
use crate::home::Home;

/// How long transcripts are written after they were switched on.
pub const LASTS: SignedDuration = SignedDuration::from_mins(15);
/// How often a process looks whether they are.
const LOOK: Duration = Duration::from_millis(250);
/// The most characters of one piece of text.
const MAX_TEXT: usize = 2_000;

/// Who said it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Mailkey.
    Sent,
    /// The server.
    Received,
}

/// What stands in a line instead of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// An access token, with whatever is encoded together with it.
    Token,
    /// A password, with whatever is encoded together with it.
    Password,
    /// A message, or a part of one: nobody's mail is written down.
    Message,
}

impl What {
    /// Its name in the log.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::Password => "password",
            Self::Message => "message",
        }
    }
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// As it went over the wire.
    Text(String),
    /// Something that is not written down; of the token or the password itself, how many characters it has.
    Secret {
        /// What.
        what: What,
        /// How long it is.
        characters: usize,
    },
}

/// One line of a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line<'a> {
    /// The protocol.
    pub protocol: Protocol,
    /// The server, as `host:port`.
    pub server: &'a str,
    /// Who said it.
    pub direction: Direction,
    /// The line without its end.
    pub text: Vec<Piece>,
}

impl From<&str> for Piece {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// What one process knows of the switch.
#[derive(Debug, Default)]
pub(super) struct Known(Mutex<Option<(Instant, Option<Timestamp>)>>);

/// Whether this process should write lines now. Cheap: whoever speaks to a server asks before it makes a line.
#[must_use]
pub fn is_on() -> bool {
    let Some(log) = LOG.get() else { return false };
    let now = log.clock.now();
    let mut known = held(&log.transcripts.0);
    let until = match *known {
        Some((looked, until)) if looked.elapsed() < LOOK => until,
        _ => {
            let until = read(&log.switch, now);
            *known = Some((Instant::now(), until));
            until
        }
    };
    until.is_some_and(|until| now < until)
}

/// Until when transcripts are written in a home; `None` when they are not.
#[must_use]
pub fn until(home: &Home, now: Timestamp) -> Option<Timestamp> {
    read(&home.transcripts_file(), now)
}

/// A time that is over, or farther away than any switch sets it (the clock was set back since), is none.
fn read(path: &Path, now: Timestamp) -> Option<Timestamp> {
    let until: Timestamp = std::fs::read_to_string(path).ok()?.trim().parse().ok()?;
    let left = until.duration_since(now);
    (left.is_positive() && left <= LASTS).then_some(until)
}

/// Writes a line down, if that is wanted now.
pub fn write(line: &Line<'_>) {
    let area = match line.protocol {
        Protocol::Smtp => Area::Smtp,
        Protocol::Pop => Area::Pop,
    };
    put(area, line.server, line.direction, &line.text);
}

/// Writes down what was asked of an authorization server, or what it answered, if that is wanted now: a request's method
/// and path, an answer's status and error code. Everything else there can hold codes and tokens.
pub fn write_request(server: &str, direction: Direction, text: String) {
    put(Area::Token, server, direction, &[Piece::Text(text)]);
}

fn put(area: Area, server: &str, direction: Direction, text: &[Piece]) {
    let Some(log) = LOG.get().filter(|_| is_on()) else { return };
    let direction = match direction {
        Direction::Sent => "sent",
        Direction::Received => "received",
    };
    let pieces = text.iter().map(|piece| match piece {
        Piece::Text(text) => Value::String(text.chars().take(MAX_TEXT).collect()),
        Piece::Secret { what, characters } => json!({"secret": what.id(), "characters": characters}),
    });
    let mut args = Map::new();
    let _ = args.insert("server".into(), server.into());
    let _ = args.insert("direction".into(), direction.into());
    let _ = args.insert("line".into(), pieces.collect());
    log.write("wire", area, Severity::Detail, args, None);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_switch_that_is_over_or_impossible_is_off() {
        let folder = tempfile::tempdir().expect("a folder");
        let home = Home::at(folder.path());
        std::fs::create_dir_all(home.state_dir()).expect("created");
        let now: Timestamp = "2026-11-23T20:00:00Z".parse().expect("a time");
        assert_eq!(until(&home, now), None, "nobody switched them on");
        for (left, on) in [(1, true), (900, true), (901, false), (0, false), (-5, false), (1_000_000, false)] {
            let end = now + SignedDuration::from_secs(left);
            std::fs::write(home.transcripts_file(), format!("{end}\n")).expect("written");
            assert_eq!(until(&home, now), on.then_some(end), "{left} s");
        }
        std::fs::write(home.transcripts_file(), "for ever").expect("written");
        assert_eq!(until(&home, now), None);
    }
}
