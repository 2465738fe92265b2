//! What the window does for the guide.
//!
//! Protects: the focus goes into the guide when it opens, and back to the key that opens it when it closes. Leaves to
//! others: the fields and the sign-in.

use iced::Task;

use super::super::app::{App, Message};
use super::super::deeds::{blocking, focus};
use super::super::first::Step;
use super::super::form::key;
use super::super::secret::Which;
use super::super::widgets::reveal;
use super::{Action, Kind, account, setting};
use crate::oauth::shapes::Field;

/// The key that closes it.
pub(super) const CLOSE: &str = "guide-close";

impl App {
    pub(in super::super) fn on_guide(&mut self, message: super::Message) -> Task<Message> {
        let owner = self.form.owner(self.protocol());
        let next = match self.guide.update(message) {
            Action::None => Task::none(),
            // The fields that it is about stay in sight beside it.
            Action::Opened => reveal(self.opener()).chain(focus(CLOSE)),
            Action::Closed => focus(self.opener()),
            Action::Copy(words) => self.copy(words),
            Action::Browse(address) => self.browse(address),
            Action::Fill(field) => self.go_to(setting(field, owner)),
            Action::Get => self.ask_to_sign_in(self.protocol()),
        };
        // Whether a secret is stored is part of what is checked, where there is one.
        let kind = Kind::of(&account(self.context(), self.protocol()));
        let secret = self.guide.is_open() && kind.fields().contains(&Field::ClientSecret);
        if secret { Task::batch([self.ask(Which::Client(owner)), next]) } else { next }
    }

    /// The key in what is shown that opens the guide.
    fn opener(&self) -> &'static str {
        let auth = match self.protocol() {
            crate::account::Protocol::Smtp => &self.smtp.auth,
            crate::account::Protocol::Pop => &self.pop.auth,
        };
        let missing = self.form.text(key::client_id(self.form.owner(self.protocol()))).trim().is_empty();
        if self.first.is_shown() {
            // The page may have gone on meanwhile.
            return match self.first.at() {
                Some(Step::Application) => "first-guide",
                step => step.map_or("first-finish", Step::control),
            };
        }
        match (auth.is_unfolded(), missing && !self.practice) {
            (true, _) => super::super::auth_card::GUIDE,
            (false, true) => super::super::auth_card::GUIDE_MISSING,
            (false, false) => "advanced",
        }
    }

    fn browse(&self, address: String) -> Task<Message> {
        let failed = Message::Guide(super::Message::NotOpened(address.clone()));
        if !self.browser {
            return Task::done(failed);
        }
        blocking(
            move || open::that_detached(address),
            move |opened| if opened.is_ok() { Message::Nothing } else { failed.clone() },
        )
    }
}
