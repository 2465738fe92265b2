//! The cause box: what failed and why, what helps, and the keys that do it; the same for every failure in the window.
//!
//! What the person sees: one sentence in bold, one with the cure, and under them whatever can be clicked or copied. What
//! they fear: to type a command off the screen, to look for the field that is meant, and that something is kept from
//! them; so the command has a key that copies it, the field a key that leads there, and the server's own words are
//! folded under them, whole.
//!
//! Protects: only `https` pages are opened, and where no browser comes up the address stands there to be copied; what a
//! copy key says is true (it names what is in the clipboard). Leaves to others: what a failure is and what helps
//! ([`crate::diagnosis`]), and the words ([`crate::words`]).

mod acts;
mod view;

use std::collections::BTreeMap;

pub use self::view::Cause;
use crate::account::Protocol;

/// Where a box stands; the beginning of the names of its keys.
pub type Place = &'static str;

/// The name of the text that unfolds, and of the key that copies it.
fn copy_raw(place: Place) -> String {
    format!("{place}:copy-raw")
}

/// What a person did in a box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// Wants to see what the server said, or has seen it.
    Unfold(Place, String),
    /// Copies a text.
    Copy(Place, String),
    /// Opens a page.
    Open(Place, String),
    /// No browser opened it.
    NotOpened(Place, String),
    /// Wants to see a setting's field.
    Go(&'static str),
    /// Wants a token.
    GetToken(Protocol),
    /// Wants to delete the token.
    DeleteToken(Protocol),
}

impl Message {
    /// Whether it only reads: it may be done while the settings are locked.
    #[must_use]
    pub fn reads(&self) -> bool {
        !matches!(self, Self::GetToken(_) | Self::DeleteToken(_))
    }
}

/// What the boxes remember. Each thing is remembered by its text, so that another failure in the same place begins folded,
/// with nothing copied.
#[derive(Debug, Default)]
pub struct State {
    unfolded: BTreeMap<Place, String>,
    copied: Option<(Place, String)>,
    not_opened: Option<(Place, String)>,
}

impl State {
    /// What was copied was copied long ago.
    pub fn forget_copied(&mut self) {
        self.copied = None;
    }

    fn is_unfolded(&self, place: Place, raw: &str) -> bool {
        self.unfolded.get(place).is_some_and(|shown| shown == raw)
    }

    fn is_copied(&self, place: Place, text: &str) -> bool {
        self.copied.as_ref().is_some_and(|(at, copied)| *at == place && copied == text)
    }

    fn is_not_opened(&self, place: Place, address: &str) -> bool {
        self.not_opened.as_ref().is_some_and(|(at, failed)| *at == place && failed == address)
    }

    fn unfold(&mut self, place: Place, raw: String) {
        if self.is_unfolded(place, &raw) {
            let _ = self.unfolded.remove(place);
        } else {
            let _ = self.unfolded.insert(place, raw);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_text_in_the_same_place_begins_folded() {
        let mut state = State::default();
        state.unfold("check", "-ERR one".to_owned());
        assert!(state.is_unfolded("check", "-ERR one"));
        assert!(!state.is_unfolded("check", "-ERR two") && !state.is_unfolded("save", "-ERR one"));
        state.unfold("check", "-ERR two".to_owned());
        assert!(state.is_unfolded("check", "-ERR two") && !state.is_unfolded("check", "-ERR one"));
        state.unfold("check", "-ERR two".to_owned());
        assert!(!state.is_unfolded("check", "-ERR two"));
    }

    #[test]
    fn while_locked_a_box_can_be_read_and_nothing_else() {
        let text = || String::from("text");
        for message in [Message::Unfold("a", text()), Message::Copy("a", text()), Message::Go("smtp.server")] {
            assert!(message.reads(), "{message:?}");
        }
        for message in [Message::GetToken(Protocol::Smtp), Message::DeleteToken(Protocol::Pop)] {
            assert!(!message.reads(), "{message:?}");
        }
    }
}
