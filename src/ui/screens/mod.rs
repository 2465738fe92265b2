//! The tabs.
//!
//! Protects: a tab keeps what it shows while another is in front. Leaves to others: acting on what a tab asks for.

pub mod mailbox;
pub mod pop;
pub mod smtp;
pub mod test_message;

use iced::widget::{column, row};
use iced::{Element, Fill};

use super::style::{self, Tone};
use super::theme::{MEDIUM, space};
use super::widgets::{Kind, body, key, notice, small};
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
