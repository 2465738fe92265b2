//! What a save leaves to be told or asked while something else stands before it.
//!
//! Protects: what is left to be done by hand at a provider is said when the modal that followed the save has gone, and at the
//! latest before the window closes; a save that needs a choice never ends without a word. Leaves to others: the modals
//! themselves, and storing (`saving`).

use iced::Task;

use super::app::{App, Message};
use super::modal::{Modal, delete};
use crate::account::Protocol;
use crate::engine::{Loser, Revocation};
use crate::error::Error;

/// What waits.
#[derive(Debug, Default)]
pub(super) struct Untold {
    /// The token that did not stay.
    loser: Option<delete::Delete>,
    /// Whether the window closes once that is read.
    closes: bool,
    /// Why a save needs to know whose token stays: the state on the screen is older than that.
    asks: Option<Error>,
}

impl Untold {
    /// Whether the window was to close when this modal ends.
    pub(super) fn closes(&mut self) -> bool {
        std::mem::take(&mut self.closes)
    }
}

impl App {
    /// The token that did not stay, when there is something left to be done by hand.
    pub(super) fn keep_to_tell(&mut self, loser: Option<Loser>) {
        let Some(Loser { provider, account, revocation }) = loser else { return };
        if matches!(revocation, Revocation::NotOffered | Revocation::Failed(_)) {
            let account = account.map(|account| account.to_string()).unwrap_or_default();
            self.untold.loser = Some(delete::Delete::done(Protocol::Smtp, provider, account, revocation));
        }
    }

    /// Tells it when nothing stands before it.
    pub(super) fn tell(&mut self) {
        if self.modal.is_none() {
            self.modal = self.untold.loser.take().map(Modal::Delete);
        }
    }

    /// The same whatever stands before it, because the window is to close; whether there is anything.
    pub(super) fn tell_before_closing(&mut self) -> bool {
        let Some(loser) = self.untold.loser.take() else { return false };
        self.modal = Some(Modal::Delete(loser));
        self.untold.closes = true;
        true
    }

    /// Looks, and asks whose token stays.
    pub(super) fn look_and_ask(&mut self, why: Error) -> Task<Message> {
        self.untold.asks = Some(why);
        self.look()
    }

    /// Asks it, now that the window knows the tokens.
    pub(super) fn ask_when_seen(&mut self) -> Task<Message> {
        match self.untold.asks.take() {
            None => Task::none(),
            Some(_) if self.asks_which_stays() && !self.form.is_locked() => self.ask_which_stays(),
            Some(why) => {
                (self.modal, self.save_error) = (None, Some(why));
                Task::none()
            }
        }
    }
}
