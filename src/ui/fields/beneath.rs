//! What stands under a field: what is wrong and the cure, what another program stored, what was understood, advice, help.
//!
//! Protects: it is the same, in the same order, for every field; what can be mended with one click is offered as one.
//! Leaves to others: when to say it (`form`), and the words.

use iced::Element;
use iced::widget::{Column, Row, column, row};

use super::super::form::{Form, Message};
use super::super::format;
use super::super::style::{self, Tone};
use super::super::theme::space;
use super::super::widgets::{Kind, key as press, notice, small};
use crate::account::Invalid;
use crate::i18n::Lang;
use crate::settings::{Key, Wrong};
use crate::{tr, words};

/// All that is to be said under a field, if there is anything; its keys work unless it is locked.
pub fn beneath<'a>(form: &'a Form, lang: Lang, key: &'static str, locked: bool) -> Option<Column<'a, Message>> {
    let said = form.said(key).map(|said| words::said(said, lang, |day| format::date(day, lang)));
    let all = [
        complaint(form, lang, key, locked),
        form.disputed(key).map(|theirs| dispute(form, lang, key, &theirs)),
        said.map(|said| small(said).style(style::plain).into()),
        advice(form, lang, key, locked),
    ];
    let all: Vec<_> = all.into_iter().flatten().collect();
    (!all.is_empty()).then(|| Column::with_children(all).spacing(space::TINY))
}

/// A sentence and what mends it, on one line where there is room.
fn mending<'a>(words: iced::widget::Text<'a>, cure: Option<Element<'a, Message>>) -> Element<'a, Message> {
    match cure {
        None => words.into(),
        Some(cure) => Row::new().push(words).push(cure).spacing(space::SMALL).wrap().vertical_spacing(0).into(),
    }
}

fn complaint<'a>(form: &Form, lang: Lang, key: &'static str, locked: bool) -> Option<Element<'a, Message>> {
    let complaint = form.complaint(key, lang)?;
    let no_dot = matches!(form.wrong(key), Some(Wrong::Value(Invalid::AddressNoDot)));
    let Some(meant) = form.mended(key, lang).filter(|_| !locked) else {
        return Some(small(complaint).style(style::toned(Tone::Danger)).into());
    };
    let shown = words::value_name(key, &meant, lang);
    let (complaint, question) = if no_dot {
        (tr!(lang, "mend-no-dot"), tr!(lang, "mend-no-dot-meant", value = shown))
    } else {
        (complaint, tr!(lang, "mend-meant", value = shown))
    };
    let cure = press(question, Kind::Link, Some(Message::Chosen(key, meant))).id(format!("mend:{key}"));
    Some(mending(small(complaint).style(style::toned(Tone::Danger)), Some(cure.into())))
}

fn advice<'a>(form: &Form, lang: Lang, key: &'static str, locked: bool) -> Option<Element<'a, Message>> {
    let note = form.advice(key)?;
    let cure = note.cure.filter(|_| !locked).map(|(at, value)| {
        let words = match value.as_str() {
            "" => tr!(lang, "mend-clear"),
            value => tr!(lang, "win-use", value = value),
        };
        press(words, Kind::Link, Some(Message::Chosen(at, value))).id(format!("advice:{key}")).into()
    });
    Some(mending(small(words::advice(note.advice, lang)).style(style::toned(Tone::Warn)), cure))
}

fn dispute<'a>(form: &Form, lang: Lang, key: &'static str, theirs: &str) -> Element<'a, Message> {
    let mine = words::value_name(key, &form.text(key), lang);
    let theirs = words::value_name(key, theirs, lang);
    let words = small(tr!(lang, "disk-dispute", theirs = theirs, mine = mine)).style(style::plain);
    notice(Tone::Warn, column![words, choice(lang, key, form.is_locked(), "")].spacing(space::TINY))
}

/// The two ways out when another program has stored a setting that is being typed.
pub fn choice<'a>(lang: Lang, key: &'static str, locked: bool, place: &str) -> Element<'a, Message> {
    let link = |words, message: Message, name: &str| {
        press(words, Kind::Link, (!locked).then_some(message)).id(format!("{name}{place}:{key}"))
    };
    row![
        link(tr!(lang, "disk-mine"), Message::Mine(key), "mine"),
        link(tr!(lang, "disk-theirs"), Message::Theirs(key), "theirs"),
    ]
    .spacing(space::LARGE)
    .wrap()
    .vertical_spacing(0)
    .into()
}

/// The help that was opened: what it is, why one would change it, and the range of a number.
pub fn help<'a>(form: &Form, lang: Lang, key: &'static str, usual: Option<String>) -> Option<Element<'a, Message>> {
    let words = words::help(key, lang).filter(|_| form.is_helped(key))?;
    let range = Key::find(key).and_then(Key::range).map(|(min, max)| {
        let unit = match key.rsplit('.').next() {
            Some("timeout") => format!("\u{a0}{}", tr!(lang, "win-seconds")),
            Some("check_interval") => format!("\u{a0}{}", tr!(lang, "win-minutes")),
            _ => String::new(),
        };
        let usual = usual.unwrap_or_default();
        tr!(lang, "help-range", min = min.to_string(), max = max.to_string(), unit = unit, usual = usual)
    });
    let lines = Column::new()
        .push(small(words.what).style(style::plain))
        .push(small(words.why))
        .push(range.map(small))
        .spacing(space::TINY);
    Some(notice(Tone::Quiet, lines))
}
