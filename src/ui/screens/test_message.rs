//! The test message of the first start: to whom, sending it, and what came of it.
//!
//! Protects: the result stays until it is closed; a late answer to a cancelled attempt changes nothing. Leaves to
//! others: sending.

use iced::widget::{Column, column, container, row};
use iced::{Center, Element, Fill};
use jiff::Timestamp;

use super::super::cause::{self, Cause};
use super::super::context::Context;
use super::super::form::key;
use super::super::format::ago;
use super::super::run::{Running, awaits};
use super::super::style::{self, Tone};
use super::super::theme::{MEDIUM, space};
use super::super::widgets::{Kind, body, busy, field, key as press, labelled, moment, notice, small};
use crate::account::{EmailAddress, Protocol};
use crate::engine::SentMessage;
use crate::error::Error;
use crate::settings::Wrong;
use crate::{tr, words};

/// The name of the field for the focus.
pub const TO: &str = "test.to";
/// The name of the result, to be scrolled into view.
pub const RESULT: &str = "test-result";

#[derive(Debug, Default)]
enum Outcome {
    #[default]
    None,
    Sent(Box<SentMessage>, String, Timestamp),
    Failed(Error, Timestamp),
}

/// What the card remembers.
#[derive(Debug, Default)]
pub struct State {
    to: Option<String>,
    left: bool,
    running: Option<Running>,
    result: Outcome,
}

/// What a person did.
#[derive(Debug, Clone)]
pub enum Message {
    /// Typed the address.
    To(String),
    /// Left the address.
    Left,
    /// “Send”.
    Send,
    /// “Cancel”.
    Cancel,
    /// Has read the result.
    Close,
    /// Wants to see whether it came.
    ShowMailbox,
    /// Something in the cause box.
    Cause(cause::Message),
}

/// What the card asks of the window.
#[derive(Debug)]
pub enum Action {
    /// Nothing.
    None,
    /// Send to this address.
    Send(EmailAddress),
    /// The address is wrong: put the focus there.
    FocusTo,
    /// Show the mailbox.
    ShowMailbox,
    /// Something in the cause box.
    Cause(cause::Message),
}

impl State {
    /// Does what a person did.
    pub fn update(&mut self, message: Message, context: Context<'_>) -> Action {
        match message {
            Message::To(text) => self.set(|state| state.to = Some(text)),
            Message::Left => self.set(|state| state.left = true),
            Message::Cancel => self.set(|state| state.running = None),
            Message::Close => self.set(|state| state.result = Outcome::None),
            // It may be under way already, without being seen.
            Message::Send if self.running.is_some() => Action::None,
            Message::Send => self.send(context),
            Message::ShowMailbox => Action::ShowMailbox,
            Message::Cause(message) => Action::Cause(message),
        }
    }

    fn set(&mut self, change: impl FnOnce(&mut Self)) -> Action {
        change(self);
        Action::None
    }

    fn send(&mut self, context: Context<'_>) -> Action {
        self.left = true;
        self.to(context).parse().map_or(Action::FocusTo, Action::Send)
    }

    /// To whom and when it was sent, as long as that is shown.
    #[must_use]
    pub fn sent(&self) -> Option<(&str, Timestamp)> {
        match &self.result {
            Outcome::Sent(_, to, at) => Some((to, *at)),
            Outcome::None | Outcome::Failed(..) => None,
        }
    }

    /// Whether sending takes so long that it must be seen.
    #[must_use]
    pub fn is_slow(&self) -> bool {
        self.running.as_ref().is_some_and(Running::is_slow)
    }

    /// Sending has begun.
    pub fn started(&mut self, running: Running) {
        self.result = Outcome::None;
        self.running = Some(running);
    }

    /// An answer came. Gives the settings to mend, when some must be.
    pub fn finished(
        &mut self,
        generation: u64,
        to: String,
        result: Result<SentMessage, Error>,
        now: Timestamp,
    ) -> Vec<&'static str> {
        if !awaits(self.running.as_ref(), generation) {
            return Vec::new();
        }
        self.running = None;
        let fields = result.as_ref().err().map(Error::fields).unwrap_or_default();
        self.result = match result {
            Ok(sent) => Outcome::Sent(Box::new(sent), to, now),
            Err(error) => Outcome::Failed(error, now),
        };
        fields
    }

    /// The address: what was typed, else the account's own.
    fn to(&self, context: Context<'_>) -> String {
        self.to.clone().unwrap_or_else(|| context.form.text(key::account(Protocol::Smtp)))
    }

    /// Address, key and result.
    pub fn rows<'a>(&'a self, context: Context<'a>) -> Vec<Element<'a, Message>> {
        let lang = context.lang;
        let to = self.to(context);
        let wrong = to.parse::<EmailAddress>().err().filter(|_| self.left && !to.trim().is_empty());
        let complaint = match wrong {
            Some(wrong) => Some(words::wrong(&Wrong::Value(wrong), lang)),
            None => (self.left && to.trim().is_empty()).then(|| tr!(lang, "win-required")),
        };
        let field = field(&tr!(lang, "win-address-example"), &to)
            .id(TO)
            .on_input((!context.locked).then_some(Message::To))
            .on_submit_maybe((!context.locked).then_some(Message::Send))
            .on_blur(Message::Left)
            .wrong(complaint.is_some());
        let changed = context.form.is_changed() && self.running.is_none() && !context.locked;
        let field = Column::new()
            .push(row![field, self.key(context)].spacing(space::SMALL))
            .push(complaint.map(|words| small(words).style(style::toned(Tone::Danger))))
            .push(changed.then(|| small(tr!(lang, "win-saves-first"))))
            .spacing(space::TINY);
        let busy = self
            .is_slow()
            .then(|| row![busy(), body(tr!(lang, "win-sending"))].spacing(space::MEDIUM).align_y(Center).into());
        let result = self.result(context).map(|result| container(result).id(RESULT).into());
        std::iter::once(labelled(tr!(lang, "win-test-to"), field)).chain(busy).chain(result).collect()
    }

    fn key<'a>(&self, context: Context<'a>) -> Element<'a, Message> {
        let lang = context.lang;
        if self.is_slow() {
            return press(tr!(lang, "win-cancel"), Kind::Secondary, Some(Message::Cancel)).id("cancel-send").into();
        }
        let ready = context.has_token(Protocol::Smtp);
        let kind = if ready { Kind::Primary } else { Kind::Secondary };
        press(tr!(lang, "win-send"), kind, (!context.saving && !context.locked).then_some(Message::Send))
            .id("send")
            .into()
    }

    fn result<'a>(&self, context: Context<'_>) -> Option<Element<'a, Message>> {
        let lang = context.lang;
        match &self.result {
            Outcome::None => None,
            Outcome::Failed(error, _) if error.wants_token() && context.has_token(Protocol::Smtp) => None,
            Outcome::Failed(error, at) => {
                let cause = Cause::of("send", error, context, Some(Protocol::Smtp)).at("time-sent", *at);
                Some(cause.view(context, Message::Cause, Some(Message::Close)))
            }
            Outcome::Sent(sent, to, at) => {
                let (server, at) = (sent.sent.server.clone(), *at);
                let accepted =
                    move |now| tr!(lang, "win-sent-note", server = server.as_str(), when = ago(at, now, lang));
                let words = column![
                    body(tr!(lang, "win-sent", to = to.as_str())).font(MEDIUM).style(style::toned(Tone::Ok)),
                    moment("time-sent", context.clock, lang, &[at], accepted, |words| small(words).style(style::plain)),
                    small(tr!(lang, "win-sent-reply", reply = sent.sent.reply.as_str())),
                    press(tr!(lang, "win-sent-next"), Kind::Link, Some(Message::ShowMailbox)).id("show-mailbox"),
                ];
                let close = press(tr!(lang, "win-close"), Kind::Link, Some(Message::Close));
                let row = row![words.spacing(space::TINY).width(Fill), close].spacing(space::MEDIUM);
                Some(notice(Tone::Ok, row))
            }
        }
    }
}
