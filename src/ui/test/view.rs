//! How the card of the test looks.
//!
//! Protects: the key that cancels stands where the key that starts stood, so that the focus stays where the hand is; the
//! cause stands under the link that broke, not somewhere else. Leaves to others: a link's line (`line`), the cause box.

use iced::widget::{Column, Row, column, container, row};
use iced::{Center, Element, Fill};
use jiff::Timestamp;

use super::super::cause::{self, Cause};
use super::super::context::Context;
use super::super::format::ago;
use super::super::style::{self, Tone};
use super::super::theme::{MEDIUM, space};
use super::super::widgets::{
    Kind, body, busy, card, copy_key, field, key as press, labelled, long_key, moment, notice, small,
};
use super::line::Seen;
use super::walk::{End, Line, Walk};
use super::{Message, State, line};
use crate::account::Protocol;
use crate::chain::{Found, Link};
use crate::engine::TestReport;
use crate::i18n::Lang;
use crate::{tr, words};

/// The name of the field for the recipient.
pub const TO: &str = "test.to";
/// The name of the result, to be scrolled into view.
pub const RESULT: &str = "test-result";
/// The key that starts: “Test connection”, on the page of the first start “Send”; in its place “Cancel”.
pub(super) const TEST: &str = "test";
/// “Send a test message…”.
pub(super) const SEND: &str = "send";
/// The setting to look at where the secondary server was used: only SMTP has one.
const PRIMARY: &str = "smtp.server";
/// The list of links.
pub(super) const LIST: &str = "test-list";

impl State {
    /// The card.
    pub fn view<'a>(&'a self, context: Context<'a>, protocol: Protocol) -> Element<'a, Message> {
        let rows = [
            Some(self.keys(context, protocol)),
            self.asking.then(|| self.recipient(send_or_back(context), context, protocol)),
            self.note(self.asking, context, protocol),
        ];
        let rows = rows.into_iter().flatten().chain(self.walked(context, protocol));
        card(tr!(context.lang, "test-title"), rows)
    }

    /// The same for a message alone, with the recipient's field always open: on the page of the first start.
    pub fn message_rows<'a>(&'a self, context: Context<'a>) -> impl Iterator<Item = Element<'a, Message>> {
        let protocol = Protocol::Smtp;
        let send = self.key(tr!(context.lang, "win-send"), Message::Send, context, protocol);
        let rows = [Some(self.recipient(send, context, protocol)), self.note(self.walk.is_none(), context, protocol)];
        rows.into_iter().flatten().chain(self.walked(context, protocol))
    }

    /// What was met, and what it came to.
    fn walked<'a>(&self, context: Context<'_>, protocol: Protocol) -> impl Iterator<Item = Element<'a, Message>> {
        let walk = self.walk.as_ref();
        let past = self.is_past(context, protocol);
        let rows = [
            past.then(|| small(tr!(context.lang, "test-before")).style(style::plain).into()),
            walk.map(|walk| self.list(walk, past, context, protocol)),
            walk.and_then(|walk| self.end(walk, past, context, protocol)),
        ];
        rows.into_iter().flatten()
    }

    fn keys<'a>(&self, context: Context<'_>, protocol: Protocol) -> Element<'a, Message> {
        let lang = context.lang;
        let test = self.key(tr!(lang, "test-do"), Message::Test, context, protocol);
        let send = || {
            let ask = (is_usable(context) && !self.asking).then_some(Message::Ask);
            press(tr!(lang, "test-send"), Kind::Secondary, ask).id(SEND)
        };
        wrapped(test.push((protocol == Protocol::Smtp && !self.is_slow()).then(send)))
    }

    /// The key that starts; in its place the one that cancels, and what is being waited for.
    fn key<'a>(&self, words: String, start: Message, context: Context<'_>, protocol: Protocol) -> Row<'a, Message> {
        let lang = context.lang;
        if self.is_slow() {
            let words = row![busy(), small(self.waits(protocol, lang))].spacing(space::MEDIUM).align_y(Center);
            return row![
                press(tr!(lang, "win-cancel"), Kind::Secondary, Some(Message::Cancel)).id("test-cancel"),
                words,
            ];
        }
        let kind = if context.has_token(protocol) { Kind::Primary } else { Kind::Secondary };
        row![press(words, kind, is_usable(context).then_some(start)).id(TEST)]
    }

    /// What is being waited for, and at most how long.
    fn waits(&self, protocol: Protocol, lang: Lang) -> String {
        let Some(link) = self.walk.as_ref().and_then(Walk::at) else { return tr!(lang, "test-running") };
        let name = words::link_name(link, protocol, lang);
        // The others end after more than one answer, or are not the server's.
        let limited = !matches!(link, Link::Settings | Link::Token | Link::Message | Link::Arrival);
        match self.basis.as_ref().filter(|_| limited) {
            Some(basis) => {
                let limit = basis.settings.timeout(protocol);
                tr!(lang, "test-waits", name = name, seconds = limit.seconds().to_string())
            }
            None => tr!(lang, "test-waits-for", name = name),
        }
    }

    /// What the keys do, before they are pressed.
    fn note<'a>(&self, sends: bool, context: Context<'_>, protocol: Protocol) -> Option<Element<'a, Message>> {
        let lang = context.lang;
        let saves = context.form.is_changed() && self.running.is_none() && !context.locked;
        let note = match protocol {
            _ if sends => Some(tr!(lang, "test-note-send")),
            _ if self.walk.is_some() => None,
            Protocol::Smtp => Some(tr!(lang, "test-note-smtp")),
            Protocol::Pop => Some(tr!(lang, "test-note-pop")),
        };
        let saves = saves.then(|| tr!(lang, "win-saves-first"));
        let words: Vec<_> = note.into_iter().chain(saves).collect();
        (!words.is_empty()).then(|| small(words.join(" ")).into())
    }

    /// To whom the message goes.
    fn recipient<'a>(&self, keys: Row<'a, Message>, context: Context<'_>, protocol: Protocol) -> Element<'a, Message> {
        let lang = context.lang;
        let to = self.to(context, protocol);
        let complaint = self.complaint(&to, context);
        let usable = !context.locked;
        let input = field(&tr!(lang, "win-address-example"), &to)
            .id(TO)
            .on_input(usable.then_some(Message::To))
            .on_submit_maybe(usable.then_some(Message::Send))
            .on_blur(Message::Left)
            .wrong(complaint.is_some());
        let content = Column::new()
            .push(input)
            .push(complaint.map(|words| small(words).style(style::toned(Tone::Danger))))
            .push(wrapped(keys))
            .spacing(space::SMALL);
        labelled(tr!(lang, "win-test-to"), content)
    }

    fn list<'a>(&self, walk: &Walk, past: bool, context: Context<'_>, protocol: Protocol) -> Element<'a, Message> {
        let seen = match (past, self.is_slow()) {
            (true, _) => Seen::Past,
            (false, true) => Seen::Slow,
            (false, false) => Seen::Now,
        };
        let lines = walk.lines();
        let rows = lines.iter().map(|link| {
            let shown = line::view(link, seen, protocol, context);
            match (link, walk.ended()) {
                (Line::Broken(_), Some(End::Report(report, at))) => {
                    let words = words::broken(report, context.lang);
                    let cause = words.map(|words| Cause::said(place(protocol), words).at("time-tested", *at));
                    let cause = cause.map(|cause| if past { cause.past() } else { cause });
                    let cause = cause.map(|cause| cause.view(context, Message::Cause, None));
                    let cause = container(Column::new().push(cause)).id(RESULT);
                    column![shown, cause].spacing(space::SMALL).into()
                }
                _ => shown,
            }
        });
        container(Column::with_children(rows).spacing(space::SMALL)).id(LIST).into()
    }

    /// What it came to, and what can be done with that.
    fn end<'a>(
        &self,
        walk: &Walk,
        past: bool,
        context: Context<'_>,
        protocol: Protocol,
    ) -> Option<Element<'a, Message>> {
        let lang = context.lang;
        let close = || press(tr!(lang, "win-close"), Kind::Secondary, Some(Message::Close)).id("test-close");
        let copy = || copy_key("test-copy", tr!(lang, "test-copy"), Message::Copy, self.copied, lang);
        let (said, copy) = match walk.ended()? {
            End::Report(report, at) => {
                let not_sent = walk.has_not_sent().then(|| small(tr!(lang, "test-not-sent")).style(style::plain));
                let said = Column::new().push(not_sent).push(summary(report, *at, past, context));
                (said.spacing(space::TINY).into(), Some(copy()))
            }
            End::Refused(error, at) => {
                let cause = Cause::of(place(protocol), error, context, Some(protocol)).at("time-tested", *at);
                let cause = if past { cause.past() } else { cause };
                (cause.view(context, Message::Cause, None), None)
            }
            End::Cancelled(at) => (small(words::cancelled(*at, lang)).into(), Some(copy())),
        };
        let end = container(column![said, wrapped(row![].push(copy).push(close()))].spacing(space::MEDIUM));
        // Where it broke the cause is the result, and has the name.
        let broken = matches!(walk.ended(), Some(End::Report(report, _)) if report.broken.is_some());
        Some(if broken { end.into() } else { end.id(RESULT).into() })
    }
}

fn send_or_back<'a>(context: Context<'_>) -> Row<'a, Message> {
    let send = is_usable(context).then_some(Message::Send);
    row![
        press(tr!(context.lang, "win-send"), Kind::Primary, send).id("test-send"),
        press(tr!(context.lang, "win-cancel"), Kind::Secondary, Some(Message::Back)).id("test-back"),
    ]
}

/// Whether a test may begin.
fn is_usable(context: Context<'_>) -> bool {
    !context.saving && !context.locked
}

fn wrapped<'a>(keys: Row<'a, Message>) -> Element<'a, Message> {
    keys.spacing(space::SMALL).align_y(Center).wrap().vertical_spacing(space::SMALL).into()
}

fn summary<'a>(report: &TestReport, at: Timestamp, past: bool, context: Context<'_>) -> Element<'a, Message> {
    let lang = context.lang;
    let Some(broken) = &report.broken else {
        let when = move |now| tr!(lang, "test-when", when = ago(at, now, lang));
        // It works, and yet not as it is meant to.
        let warning = words::test_warning(report, lang);
        let tone = match &warning {
            _ if past => Tone::Quiet,
            Some(_) => Tone::Warn,
            None => Tone::Ok,
        };
        let said = if warning.is_some() { tr!(lang, "test-secondary") } else { all_is_well(report, lang) };
        let said = Column::new()
            .push(body(said).font(MEDIUM).style(style::toned(tone)))
            .push(warning.as_ref().map(|words| small(words.clone()).style(style::plain)))
            .push(moment("time-tested", context.clock, lang, &[at], when, |words| small(words).style(style::plain)))
            .push(warning.filter(|_| !past).map(|_| {
                let name = words::key_name(PRIMARY, lang);
                long_key(
                    tr!(lang, "cause-go", name = name),
                    Kind::Secondary,
                    Some(Message::Cause(cause::Message::Go(PRIMARY))),
                )
                .id("test-go")
            }));
        return notice(tone, said.spacing(space::TINY));
    };
    let name = words::link_name(broken.link, report.protocol, lang);
    let words = if report.links.is_empty() {
        tr!(lang, "test-ended-first", name = name)
    } else {
        tr!(lang, "test-ended", name = name)
    };
    container(small(words)).width(Fill).into()
}

/// What the test has proved.
fn all_is_well(report: &TestReport, lang: Lang) -> String {
    let found = |link: Link| report.links.iter().rev().find(|holds| holds.link == link).map(|holds| &holds.found);
    match (found(Link::Arrival), found(Link::Message), found(Link::Command)) {
        (Some(Found::Arrival { .. }), _, _) => tr!(lang, "test-well-arrived"),
        (_, Some(Found::Message { to, .. }), _) => tr!(lang, "test-well-sent", to = to.to_string()),
        (_, _, Some(&Found::Mailbox { messages, .. })) => tr!(lang, "test-well-pop", count = messages),
        _ => tr!(lang, "test-well-smtp"),
    }
}

fn place(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::Smtp => "test-smtp",
        Protocol::Pop => "test-pop",
    }
}
