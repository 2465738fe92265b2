//! The switch that has written down what Mailkey and the servers say to one another.
//!
//! Protects: it says what it is for, what is never written, and when it ends by itself; it shows what holds for every
//! process of this home, not what was wished for. Leaves to others: switching ([`crate::engine::Engine::set_transcripts`])
//! and writing.

use iced::widget::{Column, row, text};
use iced::{Center, Element, Fill};
use jiff::Timestamp;

use super::super::cause::{self, Cause};
use super::super::context::Context;
use super::super::format::{end, left};
use super::super::style;
use super::super::theme::{SEMIBOLD, size, space};
use super::super::widgets::{labelled, switch};
use super::{Action, Message, State};
use crate::error::Error;
use crate::log::Severity;
use crate::tr;

/// The name of the switch.
pub const ID: &str = "log-transcripts";

/// What is known of it.
#[derive(Debug, Default)]
pub(super) struct Switch {
    /// Until when transcripts are written.
    until: Option<Timestamp>,
    failed: Option<Error>,
}

/// What happened to it.
#[derive(Debug, Clone)]
pub enum Turn {
    /// Turned by a person.
    To(bool),
    /// What came of that.
    Done(Result<Option<Timestamp>, Error>),
    /// Until when they are written, whoever wanted it.
    Are(Option<Timestamp>),
    /// Has read why it failed.
    Close,
    /// Something in the box that says why.
    Cause(cause::Message),
}

impl State {
    /// Until when transcripts are written.
    #[must_use]
    pub fn transcripts(&self) -> Option<Timestamp> {
        self.switch.until
    }

    pub(super) fn turn(&mut self, turn: Turn) -> Action {
        match turn {
            Turn::To(on) => {
                self.switch.failed = None;
                return Action::Turn(on);
            }
            Turn::Done(Ok(until)) => {
                self.switch.until = until;
                if until.is_some() {
                    // Who switches them on wants to see them.
                    self.choose(|filter| filter.severity = Severity::Detail);
                }
            }
            Turn::Done(Err(error)) => self.switch.failed = Some(error),
            Turn::Are(until) => self.switch.until = until,
            Turn::Close => self.switch.failed = None,
            Turn::Cause(message) => return Action::Cause(message),
        }
        Action::None
    }

    /// The switch, what it means now, and how long it goes on.
    pub(super) fn transcripts_view<'a>(&'a self, context: Context<'a>) -> Element<'a, Message> {
        let lang = context.lang;
        let until = self.switch.until.filter(|until| *until > context.now);
        let note = match until {
            Some(until) => tr!(lang, "win-log-transcripts-on", time = end(until, lang)),
            None => tr!(lang, "win-log-transcripts-off"),
        };
        let turn = (!context.locked).then(|| Message::Transcripts(Turn::To(until.is_none())));
        let rest =
            until.map(|until| text(left(until, context.now)).size(size::HEADING).font(SEMIBOLD).style(style::plain));
        let switch = row![switch(ID, until.is_some(), turn, note)].push(rest).spacing(space::MEDIUM).align_y(Center);
        let failed = self.switch.failed.as_ref().map(|error| {
            let close = Message::Transcripts(Turn::Close);
            let on = |message| Message::Transcripts(Turn::Cause(message));
            Cause::of("log-transcripts", error, context, None).view(context, on, Some(close))
        });
        let rows = Column::new().push(switch).push(failed).spacing(space::SMALL).width(Fill);
        labelled(tr!(lang, "win-log-transcripts"), rows)
    }
}
