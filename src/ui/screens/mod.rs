//! The tabs.
//!
//! Protects: a tab keeps what it shows while another is in front. Leaves to others: acting on what a tab asks for.

pub mod mailbox;
pub mod pop;
pub mod smtp;
pub mod test_message;

use iced::widget::{Column, column, row};
use iced::{Element, Fill};
use jiff::Timestamp;

use super::context::Context;
use super::format::ago;
use super::style::{self, Tone};
use super::theme::{MEDIUM, space};
use super::widgets::{Kind, body, key, moment, notice, small};
use crate::error::Error;
use crate::i18n::Lang;
use crate::tr;
use crate::words::{self, Explanation};

/// What went wrong and what helps; stays until it is closed.
pub fn failure<'a, M: Clone + 'a>(error: &Error, lang: Lang, close: Option<M>) -> Element<'a, M> {
    explained(words::explain(error, lang), lang, close)
}

/// The same for words that are made already.
pub fn explained<'a, M: Clone + 'a>(words: Explanation, lang: Lang, close: Option<M>) -> Element<'a, M> {
    let said = column![
        body(words.what).font(MEDIUM).style(style::toned(Tone::Danger)),
        small(words.cure).style(style::plain),
    ];
    let close = close.map(|close| key(tr!(lang, "win-close"), Kind::Link, Some(close)));
    notice(Tone::Danger, row![said.spacing(space::TINY).width(Fill)].push(close).spacing(space::MEDIUM))
}

/// The same with when it was; `id` names the time.
pub fn failed_at<'a, M: Clone + 'a>(
    words: Explanation,
    (id, at): (&'static str, Timestamp),
    context: Context<'_>,
    close: M,
) -> Element<'a, M> {
    let lang = context.lang;
    let when =
        moment(id, context.clock, lang, &[at], move |now| tr!(lang, "when-it-was", when = ago(at, now, lang)), small);
    let said = Column::new()
        .push(body(words.what).font(MEDIUM).style(style::toned(Tone::Danger)))
        .push(small(words.cure).style(style::plain))
        .push(when)
        .spacing(space::TINY)
        .width(Fill);
    notice(Tone::Danger, row![said, key(tr!(lang, "win-close"), Kind::Link, Some(close))].spacing(space::MEDIUM))
}
