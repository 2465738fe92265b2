//! The mailbox: checking it, how many messages there are, and the newest ten.
//!
//! Protects: what was found stays visible while a new check runs or fails; a check that nobody asked for shows its
//! error here and nowhere else. Leaves to others: checking.

use iced::widget::{Column, column, container, row, text};
use iced::{Center, Element, Fill, Right};
use jiff::Timestamp;

use super::super::context::Context;
use super::super::fields;
use super::super::form;
use super::super::format::{moment, stamp};
use super::super::run::{Running, awaits};
use super::super::style;
use super::super::theme::{MEDIUM, size, space};
use super::super::widgets::{Kind, body, busy, card, divider, key as press, small};
use super::failure;
use crate::account::Protocol;
use crate::engine::Checked;
use crate::error::Error;
use crate::i18n::Lang;
use crate::mail::Header;
use crate::tr;

/// The name of the result, to be scrolled into view.
pub const RESULT: &str = "check-result";
/// How many messages are shown.
const SHOWN: usize = 10;

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
}

impl State {
    /// Does what a person did.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Check => Action::Check,
            Message::Cancel => self.set(|state| state.running = None),
            Message::Close => self.set(|state| state.failed = None),
            Message::Form(message) => Action::Form(message),
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

    /// A check has begun; whether a person asked for it.
    pub fn started(&mut self, running: Running, asked_for: bool) {
        (self.running, self.asked_for) = (Some(running), asked_for);
    }

    /// An answer came. Gives the settings to mend, when a person asked for the check and some must be.
    pub fn finished(&mut self, generation: u64, result: Result<Checked, Error>) -> Vec<&'static str> {
        if !awaits(self.running.as_ref(), generation) {
            return Vec::new();
        }
        self.running = None;
        let fields = result.as_ref().err().filter(|_| self.asked_for).map(Error::fields).unwrap_or_default();
        match result {
            Ok(checked) => (self.last, self.failed) = (Some(Box::new(checked)), None),
            Err(error) => self.failed = Some((error, Timestamp::now())),
        }
        fields
    }

    /// The card.
    pub fn view<'a>(&'a self, context: Context<'a>) -> Element<'a, Message> {
        let lang = context.lang;
        let told = self.failed.as_ref().filter(|(error, _)| !(error.wants_token() && context.has_token(Protocol::Pop)));
        let failed = told.map(|(error, at)| {
            let when = small(tr!(lang, "win-check-failed-at", when = moment(*at, lang)));
            let said = column![failure(error, lang, Some(Message::Close)), when].spacing(space::TINY);
            container(said).id(RESULT).into()
        });
        let found = match &self.last {
            Some(checked) => found(checked, lang),
            None if self.running.is_none() && failed.is_none() => vec![small(tr!(lang, "win-never-checked")).into()],
            None => Vec::new(),
        };
        let rows = [interval(context), self.keys(context)].into_iter().chain(failed).chain(found);
        card(tr!(lang, "win-mailbox"), rows)
    }

    fn keys<'a>(&self, context: Context<'a>) -> Element<'a, Message> {
        let lang = context.lang;
        if self.running.is_some() {
            return row![
                busy(),
                body(tr!(lang, "win-checking")).width(Fill),
                press(tr!(lang, "win-cancel"), Kind::Secondary, Some(Message::Cancel)).id("cancel-check"),
            ]
            .spacing(space::MEDIUM)
            .align_y(Center)
            .into();
        }
        let saves = context.form.is_changed().then(|| small(tr!(lang, "win-saves-first")));
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

fn found<'a>(checked: &Checked, lang: Lang) -> Vec<Element<'a, Message>> {
    let count = checked.mailbox.messages;
    let summary = row![
        body(tr!(lang, "win-messages", count = count)).font(MEDIUM).width(Fill),
        small(tr!(lang, "win-checked-at", when = moment(checked.checked_at, lang))),
    ];
    let summary = summary.spacing(space::MEDIUM).align_y(Center);
    let mut rows = vec![container(summary).id(RESULT).into()];
    let newest = &checked.mailbox.newest;
    let shown = newest.len().min(SHOWN);
    if usize::try_from(count).is_ok_and(|count| count > shown) && shown > 0 {
        rows.push(small(tr!(lang, "win-newest", count = shown)).into());
    }
    for header in newest.iter().take(SHOWN) {
        rows.push(divider());
        rows.push(message(header, lang));
    }
    rows
}

fn message<'a>(header: &Header, lang: Lang) -> Element<'a, Message> {
    let or = |words: &str, instead: String| if words.trim().is_empty() { instead } else { words.trim().to_owned() };
    let subject = body(or(&header.subject, tr!(lang, "win-no-subject"))).font(MEDIUM).width(Fill);
    let date =
        header.date.map(|date| container(small(stamp(date, lang)).wrapping(text::Wrapping::None)).align_x(Right));
    let from = text(or(&header.from, tr!(lang, "win-no-sender"))).size(size::SMALL).style(style::muted);
    Column::new().push(row![subject].push(date).spacing(space::MEDIUM)).push(from).spacing(2).into()
}
