//! “Keep working when the window is closed”: one switch, the same on both tabs.
//!
//! What the person sees: a switch and one line that says what it does now. What they fear: that closing the window stops
//! their mail, or that something runs of which they know nothing.
//!
//! Protects: the switch shows what the system says, never what was only wished for; where it cannot be used, it says
//! why, in words of its own and not the system's. Leaves to others: installing and removing (`crate::autostart`), which takes time and runs elsewhere.

use std::time::Instant;

use iced::Element;
use iced::widget::{Column, row};
use jiff::Timestamp;

use super::cause::{self, Cause};
use super::context::Context;
use super::run::is_slow;
use super::theme::space;
use super::widgets::{busy, card, small, switch};
use crate::autostart::{Autostart, AutostartError, Obstacle};
use crate::i18n::Lang;
use crate::{tr, words};

/// The name of the switch.
pub const ID: &str = "keep-working";

/// What is known, and what is under way.
#[derive(Debug, Default)]
pub struct State {
    known: Option<Autostart>,
    /// Since when an answer is awaited that nothing stands in for.
    asked: Option<Instant>,
    /// What the switch is being turned to, and since when.
    turning: Option<(bool, Instant)>,
    failed: Option<(AutostartError, Timestamp)>,
}

/// What happened.
#[derive(Debug, Clone)]
pub enum Message {
    /// Turned the switch.
    Turn(bool),
    /// Has read the error.
    Close,
    /// Something in the cause box.
    Cause(cause::Message),
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
    /// Something in the cause box.
    Cause(cause::Message),
}

impl State {
    /// Does what happened.
    pub fn update(&mut self, message: Message, now: Timestamp) -> Action {
        match message {
            Message::Turn(_) | Message::Look if self.turning.is_some() => Action::None,
            Message::Look => {
                self.asked = self.asked.or_else(|| Some(Instant::now()));
                Action::Look
            }
            Message::Turn(on) => {
                (self.turning, self.failed) = (Some((on, Instant::now())), None);
                Action::Turn(on)
            }
            Message::Close => {
                self.failed = None;
                Action::None
            }
            Message::Cause(message) => Action::Cause(message),
            // An answer to a question from before the switch was turned says nothing any more.
            Message::Told(_, None) if self.turning.is_some() => Action::None,
            Message::Told(state, turned) => {
                self.known = Some(state);
                if let Some(result) = turned {
                    (self.turning, self.failed) = (None, result.err().map(|error| (error, now)));
                }
                Action::None
            }
        }
    }

    /// The card.
    #[must_use]
    pub fn view<'a>(&'a self, context: Context<'a>) -> Element<'a, Message> {
        card(tr!(context.lang, "win-keep"), [self.rows(context)])
    }

    /// The switch and what is to be said about it.
    #[must_use]
    pub fn rows<'a>(&'a self, context: Context<'a>) -> Element<'a, Message> {
        let lang = context.lang;
        let on = self.turning.map_or(self.known == Some(Autostart::On), |(on, _)| on);
        let usable = !context.practice && !context.locked && matches!(self.known, Some(Autostart::On | Autostart::Off));
        let turn = usable.then_some(Message::Turn(!on));
        let under_way = self.turning.filter(|(_, since)| is_slow(*since)).map(|(on, _)| {
            let words = if on { tr!(lang, "win-keep-turning-on") } else { tr!(lang, "win-keep-turning-off") };
            row![busy(), small(words)].spacing(space::SMALL).align_y(iced::Center)
        });
        let obstacle = match &self.known {
            Some(Autostart::NotHere(why)) if !context.practice => Some(words::obstacle(why, lang).cure),
            _ => None,
        };
        let failed = self.failed.as_ref();
        let failed = failed.map(|(error, at)| {
            let cause = Cause::said("keep", words::autostart(error, lang)).at("time-keep-failed", *at);
            cause.view(context, Message::Cause, Some(Message::Close))
        });
        Column::new()
            .push(switch(ID, on, turn, self.note(context.practice, lang)))
            .push(obstacle.map(small))
            .push(under_way)
            .push(failed)
            .spacing(space::TINY)
            .into()
    }

    fn note(&self, practice: bool, lang: Lang) -> String {
        match &self.known {
            _ if practice => tr!(lang, "win-keep-practice"),
            None if self.asked.is_some_and(is_slow) => tr!(lang, "win-keep-asking"),
            None => String::new(),
            Some(Autostart::On) => tr!(lang, "win-keep-on"),
            Some(Autostart::Off) => tr!(lang, "win-keep-off"),
            Some(Autostart::NotHere(Obstacle::NoUserManager(_))) => tr!(lang, "win-keep-not-here"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_switch_shows_what_the_system_says() {
        let mut state = State::default();
        let now = Timestamp::UNIX_EPOCH;
        assert_eq!(state.update(Message::Look, now), Action::Look);
        let _ = state.update(Message::Told(Autostart::Off, None), now);
        assert_eq!(state.update(Message::Turn(true), now), Action::Turn(true));
        assert_eq!(state.update(Message::Turn(true), now), Action::None, "once");
        let _ = state.update(Message::Told(Autostart::Off, None), now);
        assert_eq!(state.turning.map(|(on, _)| on), Some(true), "an older answer does not end it");
        let _ = state.update(Message::Told(Autostart::Off, Some(Err(AutostartError::Running))), now);
        assert_eq!((state.turning.is_none(), state.known.clone()), (true, Some(Autostart::Off)));
        assert_eq!(state.failed, Some((AutostartError::Running, now)));
        let _ = state.update(Message::Close, now);
        assert_eq!(state.failed, None);
    }
}
