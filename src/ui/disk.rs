//! What another program has changed meanwhile: told calmly, and asked about where it was being typed here.
//!
//! Protects: nothing that another program stored is overwritten, and nothing that was typed is lost, before somebody has
//! seen both. Leaves to others: finding out ([`super::form`]), and the same question at the field itself (`fields`).

use iced::widget::{Column, column, row};
use iced::{Center, Element, Fill};

use super::app::Message;
use super::context::Context;
use super::fields;
use super::style::{self, Tone};
use super::theme::space;
use super::widgets::{Kind, key as press, notice, small};
use crate::{tr, words};

/// How many changes are named.
const NAMED: usize = 4;

/// What the bar says about it.
#[must_use]
pub fn view<'a>(context: Context<'_>) -> Option<Element<'a, Message>> {
    let said = [news(context), dispute(context)];
    let said: Vec<_> = said.into_iter().flatten().collect();
    (!said.is_empty()).then(|| Column::with_children(said).spacing(space::SMALL).into())
}

fn news<'a>(context: Context<'_>) -> Option<Element<'a, Message>> {
    let Context { lang, form, .. } = context;
    let news = form.news();
    if news.is_empty() {
        return None;
    }
    let value = |key, text: &str| match text {
        "" => tr!(lang, "win-nothing"),
        text => words::value_name(key, text, lang),
    };
    let one = |news: &crate::settings::News| {
        let name = super::format::inside(&words::key_name(news.key, lang));
        tr!(lang, "disk-news-one", name = name, was = value(news.key, &news.was), is = value(news.key, &news.is))
    };
    let mut named: Vec<_> = news.iter().take(NAMED).map(one).collect();
    if news.len() > NAMED {
        let more = news.len() - NAMED;
        named.push(tr!(lang, "bar-more", count = more));
    }
    let said = small(tr!(lang, "disk-news", what = named.join(", "))).style(style::plain).width(Fill);
    let read = Message::Field(super::form::Message::NewsRead);
    let close = press(tr!(lang, "disk-read"), Kind::Link, Some(read)).id("news-read");
    Some(notice(Tone::Quiet, row![said, close].spacing(space::MEDIUM).align_y(Center)))
}

/// One after the other: each needs a look.
fn dispute<'a>(context: Context<'_>) -> Option<Element<'a, Message>> {
    let Context { lang, form, .. } = context;
    let key = form.disputes().first().copied()?;
    let theirs = form.disputed(key)?;
    let value = |text: &str| words::value_name(key, text, lang);
    let name = words::key_name(key, lang);
    let said = tr!(lang, "disk-dispute-bar", name = name, mine = value(&form.text(key)), theirs = value(&theirs));
    let choice = fields::choice(lang, key, form.is_locked(), "-bar").map(Message::Field);
    let said = column![small(said).style(style::plain), choice].spacing(space::TINY);
    Some(notice(Tone::Warn, said))
}
