//! The lines of a conversation, for whoever wants to see them.
//!
//! Protects: a secret is never given as text; what stood there and how long it was is all that leaves the conversation.
//! Leaves to others: whether and where lines are written.

use std::sync::OnceLock;

use crate::account::Protocol;

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

impl From<&str> for Piece {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
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

/// Somebody who wants to see lines.
pub type Listener = Box<dyn Fn(&Line<'_>) + Send + Sync>;

static LISTENER: OnceLock<Listener> = OnceLock::new();

/// From now on every line of this process goes to `listener`; once.
pub fn listen(listener: Listener) {
    let _already = LISTENER.set(listener);
}

/// Whether anybody wants to see lines now.
pub(super) fn is_on() -> bool {
    LISTENER.get().is_some()
}

/// Shows a line.
pub(super) fn write(line: &Line<'_>) {
    if let Some(listener) = LISTENER.get() {
        listener(line);
    }
}
