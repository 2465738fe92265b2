//! Where the focus goes when a modal comes up, goes on or goes away.
//!
//! Protects: whoever uses the keyboard alone always stands somewhere sensible: in the modal as long as there is one,
//! then where they were, or, when that is gone, beside it. Leaves to others: which control a modal wants
//! ([`super::modal::Modal::place`]), and moving the focus (`widgets`).

use std::hash::{DefaultHasher, Hash, Hasher};

use iced::Task;

use super::app::{App, Message};
use super::deeds::focus;
use super::modal::{Modal, Place};
use super::widgets::focus_one_of;

/// What was shown last.
#[derive(Debug, Default)]
pub(super) struct Followed {
    place: Option<Place>,
    openers: &'static [&'static str],
    /// Something has led the focus elsewhere already.
    pub(super) led: bool,
}

impl App {
    /// Moves the focus when something else is shown than before.
    pub(super) fn follow(&mut self) -> Task<Message> {
        let led = std::mem::take(&mut self.followed.led);
        let place = self.modal.as_ref().map(Modal::place);
        let before = std::mem::replace(&mut self.followed.place, place);
        if before == place {
            return Task::none();
        }
        match (&self.modal, place) {
            (Some(modal), Some(place)) => {
                self.followed.openers = modal.openers();
                place.focus.map_or_else(Task::none, focus)
            }
            _ if led => Task::none(),
            _ => focus_one_of(self.followed.openers),
        }
    }

    /// A number that is another one whenever other keys are shown.
    pub(super) fn scene(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.modal.as_ref().map(Modal::place).hash(&mut hasher);
        (self.tab, self.broken.is_some(), self.pop.mailbox.is_slow()).hash(&mut hasher);
        (self.smtp.chain.is_slow(), self.pop.chain.is_slow(), self.smtp.chain.asks()).hash(&mut hasher);
        (self.smtp.chain.has_ended(), self.pop.chain.has_ended()).hash(&mut hasher);
        (self.first.is_shown(), self.first.at(), self.guide.is_open()).hash(&mut hasher);
        hasher.finish()
    }
}
