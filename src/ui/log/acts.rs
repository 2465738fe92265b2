//! What the window does for the log.
//!
//! Protects: words for thousands of entries are found off the window's thread. Leaves to others: everything that the tab
//! decides by itself.

use iced::widget::operation::{AbsoluteOffset, scroll_to};
use iced::{Subscription, Task};
use jiff::Timestamp;

use super::super::app::{App, Message};
use super::super::deeds::blocking;
use super::super::tab::Tab;
use super::super::widgets::reveal_focused;
use super::{Action, Line, Turn, follow};

/// The page on which the entries are.
pub const PAGE: &str = "log-page";

impl App {
    pub(in super::super) fn on_log(&mut self, message: super::Message) -> Task<Message> {
        let action = self.log.update(message, self.lang, self.engine.clock().now());
        self.for_log(action)
    }

    /// The log speaks the window's language, as soon as it is looked at.
    pub(in super::super) fn log_follows(&mut self) -> Task<Message> {
        let begins = self.tab == Tab::Log && !self.log.is_followed();
        if begins {
            self.log.begin();
        }
        let look = if begins { self.look_at_transcripts() } else { Task::none() };
        let action = self.log.speak(self.lang);
        Task::batch([look, self.for_log(action)])
    }

    /// Asks until when transcripts are written: any process may have switched them.
    pub(in super::super) fn look_at_transcripts(&self) -> Task<Message> {
        if !self.log.is_followed() {
            return Task::none();
        }
        let engine = self.engine.clone();
        blocking(move || engine.transcripts(), |until| Message::Log(super::Message::Transcripts(Turn::Are(until))))
    }

    /// When they end, and whether a countdown is seen until then.
    pub(in super::super) fn transcripts_end(&self) -> (Option<Timestamp>, bool) {
        let end = self.log.transcripts();
        (end, end.is_some() && self.tab == Tab::Log)
    }

    pub(in super::super) fn log_subscription(&self) -> Option<Subscription<Message>> {
        self.log.is_followed().then(|| follow::follow(self.engine.home()).map(Message::Log))
    }

    fn for_log(&mut self, action: Action) -> Task<Message> {
        match action {
            Action::None => Task::none(),
            Action::Word(turn, entries) => {
                let lang = self.lang;
                let work = move || entries.into_iter().map(|entry| Line::new(entry, lang)).collect();
                blocking(work, move |lines: Vec<Line>| Message::Log(super::Message::Worded(turn, lines)))
            }
            Action::Copy(text) => self.copy(text),
            Action::CopyFolder => {
                let folder = self.log_folder();
                self.copy(folder)
            }
            Action::Reveal => reveal_focused(),
            Action::Top => scroll_to(PAGE, AbsoluteOffset { x: Some(0.0), y: Some(0.0) }),
            Action::OpenFolder => self.open_log_folder(),
            Action::Turn(on) => {
                let engine = self.engine.clone();
                let done = |result| Message::Log(super::Message::Transcripts(Turn::Done(result)));
                blocking(move || engine.set_transcripts(on), done)
            }
            Action::Cause(message) => self.on_cause(message),
        }
    }

    /// Where the files are.
    pub(in super::super) fn log_folder(&self) -> String {
        let file = self.engine.home().log_file();
        file.parent().unwrap_or(&file).display().to_string()
    }

    fn open_log_folder(&self) -> Task<Message> {
        let failed = Message::Log(super::Message::NotOpened);
        if !self.browser {
            return Task::done(failed);
        }
        let folder = self.log_folder();
        blocking(
            move || open::that_detached(folder),
            move |opened| if opened.is_ok() { Message::Nothing } else { failed.clone() },
        )
    }
}
