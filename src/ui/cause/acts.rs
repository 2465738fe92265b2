//! What the window does for a cause box.

use iced::Task;
use url::Url;

use super::super::app::{App, Message};
use super::super::deeds::blocking;
use super::super::widgets::reveal;

impl App {
    pub(in super::super) fn on_cause(&mut self, message: super::Message) -> Task<Message> {
        match message {
            super::Message::Unfold(place, raw) => {
                self.causes.unfold(place, raw);
                return reveal(super::copy_raw(place));
            }
            super::Message::Copy(place, text) => {
                self.causes.copied = Some((place, text.clone()));
                return self.copy(text);
            }
            super::Message::Open(place, address) => {
                self.causes.not_opened = None;
                return self.open_page(place, address);
            }
            super::Message::NotOpened(place, address) => self.causes.not_opened = Some((place, address)),
            super::Message::Go(at) => return self.go_to(at),
            super::Message::GetToken(protocol) => return self.ask_to_sign_in(protocol),
            super::Message::DeleteToken(protocol) => return self.ask_to_delete(protocol),
        }
        Task::none()
    }

    /// Only pages that nobody on the way can change; everything else stands there to be looked at.
    fn open_page(&self, place: super::Place, address: String) -> Task<Message> {
        let failed = Message::Cause(super::Message::NotOpened(place, address.clone()));
        let safe = Url::parse(&address).is_ok_and(|page| page.scheme() == "https");
        if !self.browser || !safe {
            return Task::done(failed);
        }
        blocking(
            move || open::that_detached(address),
            move |opened| if opened.is_ok() { Message::Nothing } else { failed.clone() },
        )
    }
}
