//! The mailbox: checking it, how many messages there are, and the newest ten.
//!
//! Protects: what was found stays visible while a new check runs or fails; a check that nobody asked for shows its
//! error here and nowhere else. Leaves to others: checking.

use iced::widget::{Column, container, row, text};
use iced::{Center, Element, Fill};
use jiff::Timestamp;

use super::super::cause::{self, Cause};
use super::super::context::Context;
use super::super::fields;
use super::super::form;
use super::super::format::ago;
use super::super::run::{Running, awaits};
use super::super::style;
use super::super::theme::{MEDIUM, size, space};
use super::super::widgets::{Kind, body, busy, card, divider, key as press, moment, small};
use crate::account::Protocol;
use crate::engine::Checked;
use crate::error::Error;
use crate::mail::Header;
use crate::tr;

/// The name of the result, to be scrolled into view.
pub const RESULT: &str = "check-result";
/// The names of the messages' times; so many messages are shown.
const MESSAGES: [&str; 10] = [
    "time-message-1",
    "time-message-2",
    "time-message-3",
    "time-message-4",
    "time-message-5",
    "time-message-6",
    "time-message-7",
    "time-message-8",
    "time-message-9",
    "time-message-10",
];

/// What the card remembers.
#[derive(Debug, Default)]
pub struct State {
    running: Option<Running>,
    asked_for: bool,
    last: Option<Box<Checked>>,
    failed: Option<(Error, Timestamp)>,
}

/// What a person did.
#[derive(Debug, Clone)]
pub enum Message {
    /// “Check now”.
    Check,
    /// “Cancel”.
    Cancel,
    /// Has read the error.
    Close,
    /// Something in the field of the interval.
    Form(form::Message),
    /// Something in the cause box.
    Cause(cause::Message),
}

/// What the card asks of the window.
#[derive(Debug)]
pub enum Action {
    /// Nothing.
    None,
    /// Check.
    Check,
    /// Change the form.
    Form(form::Message),
    /// Something in the cause box.
    Cause(cause::Message),
}

impl State {
    /// Does what a person did.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            // It may be under way already, without being seen.
            Message::Check if self.asked_for && self.running.is_some() => Action::None,
            Message::Check => Action::Check,
            Message::Cancel => self.set(|state| state.running = None),
            Message::Close => self.set(|state| state.failed = None),
            Message::Form(message) => Action::Form(message),
            Message::Cause(message) => Action::Cause(message),
        }
    }

    fn set(&mut self, change: impl FnOnce(&mut Self)) -> Action {
        change(self);
        Action::None
    }

    /// Whether a check is under way.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.running.is_some()
    }

    /// Whether a check takes so long that it must be seen.
    #[must_use]
    pub fn is_slow(&self) -> bool {
        self.running.as_ref().is_some_and(Running::is_slow)
    }

    /// A check has begun; whether a person asked for it.
    pub fn started(&mut self, running: Running, asked_for: bool) {
        (self.running, self.asked_for) = (Some(running), asked_for);
    }

    /// An answer came. Gives the settings to mend, when a person asked for the check and some must be.
    pub fn finished(&mut self, generation: u64, result: Result<Checked, Error>, now: Timestamp) -> Vec<&'static str> {
        if !awaits(self.running.as_ref(), generation) {
            return Vec::new();
        }
        self.running = None;
        let fields = result.as_ref().err().filter(|_| self.asked_for).map(Error::fields).unwrap_or_default();
        match result {
            Ok(checked) => (self.last, self.failed) = (Some(Box::new(checked)), None),
            Err(error) => self.failed = Some((error, now)),
        }
        fields
    }

    /// Why the last check failed, unless it is mended or that was read.
    fn failure<'a>(&self, context: Context<'_>) -> Option<Element<'a, Message>> {
        let mended = |error: &Error| error.wants_token() && context.has_token(Protocol::Pop);
        let (error, at) = self.failed.as_ref().filter(|(error, _)| !mended(error))?;
        let cause = Cause::of("check", error, context, Some(Protocol::Pop)).at("time-check-failed", *at);
        Some(cause.view(context, Message::Cause, Some(Message::Close)))
    }

    /// The card.
    pub fn view<'a>(&'a self, context: Context<'a>) -> Element<'a, Message> {
        let lang = context.lang;
        let failed = self.failure(context).map(|said| container(said).id(RESULT).into());
        let found = match &self.last {
            Some(checked) => found(checked, context),
            None if !self.is_slow() && failed.is_none() => vec![small(tr!(lang, "win-never-checked")).into()],
            None => Vec::new(),
        };
        let rows = [interval(context), self.keys(context)].into_iter().chain(failed).chain(found);
        card(tr!(lang, "win-mailbox"), rows)
    }

    fn keys<'a>(&self, context: Context<'a>) -> Element<'a, Message> {
        let lang = context.lang;
        if self.is_slow() {
            return row![
                busy(),
                body(tr!(lang, "win-checking")).width(Fill),
                press(tr!(lang, "win-cancel"), Kind::Secondary, Some(Message::Cancel)).id("cancel-check"),
            ]
            .spacing(space::MEDIUM)
            .align_y(Center)
            .into();
        }
        let saves = (context.form.is_changed() && !context.locked).then(|| small(tr!(lang, "win-saves-first")));
        let ready = context.has_token(Protocol::Pop);
        let kind = if ready { Kind::Primary } else { Kind::Secondary };
        let key = press(tr!(lang, "win-check"), kind, (!context.saving && !context.locked).then_some(Message::Check))
            .id("check");
        row![key].push(saves).spacing(space::MEDIUM).align_y(Center).into()
    }
}

fn interval(context: Context<'_>) -> Element<'_, Message> {
    let Context { lang, form, .. } = context;
    fields::text(form, lang, "pop.check_interval").unit(tr!(lang, "win-minutes")).view().map(Message::Form)
}

fn found<'a>(checked: &Checked, context: Context<'_>) -> Vec<Element<'a, Message>> {
    let lang = context.lang;
    let (count, at) = (checked.mailbox.messages, checked.checked_at);
    let when = move |now| tr!(lang, "win-checked-at", when = ago(at, now, lang));
    let summary = row![
        body(tr!(lang, "win-messages", count = count)).font(MEDIUM).width(Fill),
        moment("time-checked", context.clock, lang, &[at], when, small),
    ];
    let summary = summary.spacing(space::MEDIUM).align_y(Center);
    let mut rows = vec![container(summary).id(RESULT).into()];
    let newest = &checked.mailbox.newest;
    let shown = newest.len().min(MESSAGES.len());
    if usize::try_from(count).is_ok_and(|count| count > shown) && shown > 0 {
        rows.push(small(tr!(lang, "win-newest", count = shown)).into());
    }
    for (header, id) in newest.iter().zip(MESSAGES) {
        rows.push(divider());
        rows.push(message(header, id, context));
    }
    rows
}

fn message<'a>(header: &Header, id: &'static str, context: Context<'_>) -> Element<'a, Message> {
    let lang = context.lang;
    let or = |words: &str, instead: String| if words.trim().is_empty() { instead } else { words.trim().to_owned() };
    let subject = body(or(&header.subject, tr!(lang, "win-no-subject"))).font(MEDIUM).width(Fill);
    let date = header.date.map(|at| moment(id, context.clock, lang, &[at], move |now| ago(at, now, lang), small));
    let from = text(or(&header.from, tr!(lang, "win-no-sender"))).size(size::SMALL).style(style::muted);
    Column::new().push(row![subject].push(date).spacing(space::MEDIUM)).push(from).spacing(2).into()
}
