//! “Keep working when the window is closed”: one switch, the same on both tabs.
//!
//! What the person sees: a switch and one line that says what it does now. What they fear: that closing the window stops
//! their mail, or that something runs of which they know nothing.
//!
//! Protects: the switch shows what the system says, never what was only wished for; where it cannot be used, it says
//! why. Leaves to others: installing and removing (`crate::autostart`), which takes time and runs elsewhere.

use iced::Element;
use iced::widget::{Column, row};

use super::context::Context;
use super::screens::explained;
use super::theme::space;
use super::widgets::{busy, card, small, switch};
use crate::autostart::{Autostart, AutostartError};
use crate::i18n::Lang;
use crate::{tr, words};

/// The name of the switch.
pub const ID: &str = "keep-working";

/// What is known, and what is under way.
#[derive(Debug, Default)]
pub struct State {
    known: Option<Autostart>,
    /// What the switch is being turned to.
    turning: Option<bool>,
    failed: Option<AutostartError>,
}

/// What happened.
#[derive(Debug, Clone)]
pub enum Message {
    /// Turned the switch.
    Turn(bool),
    /// Has read the error.
    Close,
    /// It is time to ask the system.
    Look,
    /// What the system says, and what came of turning the switch.
    Told(Autostart, Option<Result<(), AutostartError>>),
}

/// What the switch asks of the window.
#[derive(Debug, PartialEq, Eq)]
pub enum Action {
    /// Nothing.
    None,
    /// Ask the system.
    Look,
    /// Install or remove, then ask the system.
    Turn(bool),
}

impl State {
    /// Does what happened.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Turn(_) | Message::Look if self.turning.is_some() => Action::None,
            Message::Look => Action::Look,
            Message::Turn(on) => {
                (self.turning, self.failed) = (Some(on), None);
                Action::Turn(on)
            }
            Message::Close => {
                self.failed = None;
                Action::None
            }
            // An answer to a question from before the switch was turned says nothing any more.
            Message::Told(_, None) if self.turning.is_some() => Action::None,
            Message::Told(state, turned) => {
                self.known = Some(state);
                if let Some(result) = turned {
                    (self.turning, self.failed) = (None, result.err());
                }
                Action::None
            }
        }
    }

    /// The card.
    #[must_use]
    pub fn view<'a>(&'a self, context: Context<'a>) -> Element<'a, Message> {
        let lang = context.lang;
        let on = self.turning.unwrap_or(self.known == Some(Autostart::On));
        let usable = !context.practice
            && !context.locked
            && self.turning.is_none()
            && matches!(self.known, Some(Autostart::On | Autostart::Off));
        let turn = usable.then_some(Message::Turn(!on));
        let under_way = self.turning.map(|on| {
            let words = if on { tr!(lang, "win-keep-turning-on") } else { tr!(lang, "win-keep-turning-off") };
            row![busy(), small(words)].spacing(space::SMALL).align_y(iced::Center)
        });
        let obstacle = match &self.known {
            Some(Autostart::NotHere(obstacle)) if !context.practice => Some(words::obstacle(obstacle, lang).cure),
            _ => None,
        };
        let failed = self.failed.as_ref();
        let failed = failed.map(|error| explained(words::autostart(error, lang), lang, Some(Message::Close)));
        let content = Column::new()
            .push(switch(ID, on, turn, self.note(context.practice, lang)))
            .push(obstacle.map(small))
            .push(under_way)
            .push(failed)
            .spacing(space::TINY);
        card(tr!(lang, "win-keep"), [content.into()])
    }

    fn note(&self, practice: bool, lang: Lang) -> String {
        match &self.known {
            _ if practice => tr!(lang, "win-keep-practice"),
            None => tr!(lang, "win-keep-asking"),
            Some(Autostart::On) => tr!(lang, "win-keep-on"),
            Some(Autostart::Off) => tr!(lang, "win-keep-off"),
            Some(Autostart::NotHere(obstacle)) => words::obstacle(obstacle, lang).what,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_switch_shows_what_the_system_says() {
        let mut state = State::default();
        assert_eq!(state.update(Message::Look), Action::Look);
        let _ = state.update(Message::Told(Autostart::Off, None));
        assert_eq!(state.update(Message::Turn(true)), Action::Turn(true));
        assert_eq!(state.update(Message::Turn(true)), Action::None, "once");
        let _ = state.update(Message::Told(Autostart::Off, None));
        assert_eq!(state.turning, Some(true), "an older answer does not end it");
        let _ = state.update(Message::Told(Autostart::Off, Some(Err(AutostartError::Running))));
        assert_eq!((state.turning, state.known.clone()), (None, Some(Autostart::Off)));
        assert_eq!(state.failed, Some(AutostartError::Running));
        let _ = state.update(Message::Close);
        assert_eq!(state.failed, None);
    }
}
