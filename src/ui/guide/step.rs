//! One step: its number, what to do, and what belongs to it.
//!
//! Protects: a step that is ticked off takes one line, so that the next one is in sight; a value is copied exactly as it
//! must be put in. Leaves to others: what a step says (`crate::guide`).

use iced::widget::{Column, column, container, row, text};
use iced::{Center, Element, Fill};

use super::super::context::Context;
use super::super::style::{self, Tone};
use super::super::theme::icon::Icon;
use super::super::theme::{MEDIUM, SEMIBOLD, size, space};
use super::super::widgets::{Kind, body, copy_link, key, key_icon, notice, small, tick};
use super::{Field, Message, State};
use crate::account::Protocol;
use crate::guide::{Guide, Part, Step};
use crate::i18n::Lang;
use crate::tr;

impl State {
    /// A step by its number.
    pub(super) fn step<'a>(
        &'a self,
        guide: &Guide<'_>,
        step: Step,
        number: usize,
        context: Context<'a>,
        protocol: Protocol,
    ) -> Element<'a, Message> {
        let lang = context.lang;
        let words = guide.words(step, lang);
        let done = self.done.contains(&(guide.kind(), step));
        let (title, shown) = (words.title.clone(), number.to_string());
        let name = if done {
            tr!(lang, "guide-step-done", number = shown, title = title)
        } else {
            tr!(lang, "guide-step", number = shown, title = title)
        };
        let tick = tick(number, done, name, Message::Tick(guide.kind(), step)).id(format!("guide-tick-{number}"));
        let title = text(words.title).size(size::BODY).font(SEMIBOLD);
        let title = title.style(if done { style::muted } else { style::plain });
        let inside = (!done).then(|| {
            let parts = self.parts(step, words.parts, context);
            let check = (step == Step::Check).then(|| self.check(guide, context, protocol));
            Column::new()
                .push((!words.text.is_empty()).then(|| small(words.text).style(style::plain)))
                .extend(parts)
                .push(check)
                .spacing(space::SMALL)
        });
        let title = container(title).padding([4, 0]);
        row![tick, Column::new().push(title).push(inside).spacing(space::TINY).width(Fill)]
            .spacing(space::MEDIUM)
            .into()
    }

    /// What belongs to the step; keys that lead to fields stand beside one another.
    fn parts<'a>(&self, step: Step, parts: Vec<Part>, context: Context<'a>) -> Vec<Element<'a, Message>> {
        let numbered: Vec<_> = parts.into_iter().enumerate().collect();
        let together = numbered.chunk_by(|(_, one), (_, next)| matches!((one, next), (Part::Fill(_), Part::Fill(_))));
        let shown = |(at, part): &(usize, Part)| self.part((step, *at), part.clone(), context);
        together
            .map(|parts| match parts {
                [part] => shown(part),
                parts => {
                    row(parts.iter().map(shown)).spacing(space::SMALL).wrap().vertical_spacing(space::SMALL).into()
                }
            })
            .collect()
    }

    fn part<'a>(&self, at: (Step, usize), part: Part, context: Context<'a>) -> Element<'a, Message> {
        match part {
            Part::Value(value) => {
                let words = body(value.clone()).font(MEDIUM).wrapping(text::Wrapping::WordOrGlyph);
                let copy = self.copy(at, value, tr!(context.lang, "win-copy"), context.lang);
                let line = row![container(words).width(Fill), copy].spacing(space::MEDIUM).align_y(Center);
                container(line).padding([8, 12]).width(Fill).style(style::tinted(Tone::Quiet, 8.0)).into()
            }
            Part::Lines(lines) => {
                let words = small(lines.clone()).style(style::plain).wrapping(text::Wrapping::WordOrGlyph);
                let copy = self.copy(at, lines, tr!(context.lang, "win-copy"), context.lang);
                let inside = column![container(copy).align_right(Fill), words].spacing(space::TINY);
                container(inside).padding([8, 12]).width(Fill).style(style::tinted(Tone::Quiet, 8.0)).into()
            }
            Part::Page { name, address, to_send } => self.page(at, name, address, to_send, context.lang),
            Part::Note(words) => small(words).into(),
            Part::Fill(field) => {
                let fill = (!context.locked).then_some(Message::Fill(field));
                let id = format!("guide-fill-{}", field.key());
                key(fill_words(field, context.lang), Kind::Secondary, fill).id(id).into()
            }
        }
    }

    /// A key that opens a page, another one that copies its address, and what to do if no browser came up.
    fn page<'a>(
        &self,
        at: (Step, usize),
        name: String,
        address: String,
        to_send: bool,
        lang: Lang,
    ) -> Element<'a, Message> {
        let failed = self.not_opened.as_ref() == Some(&address);
        let open = key_icon(name, Icon::External, Kind::Secondary, Some(Message::Browse(address.clone())));
        let open = open.id(format!("guide-open-{:?}", at.0));
        let copy = self.copy(at, address.clone(), tr!(lang, "guide-copy-address"), lang);
        let keys = row![open, copy].spacing(space::MEDIUM).align_y(Center).wrap().vertical_spacing(space::SMALL);
        let shown = || small(address.clone()).style(style::plain).wrapping(text::Wrapping::WordOrGlyph);
        let why = failed.then(|| {
            let words = small(tr!(lang, "guide-not-opened")).style(style::toned(Tone::Warn));
            notice(Tone::Warn, column![words, shown()].spacing(space::TINY))
        });
        let sent = (to_send && !failed)
            .then(|| container(shown()).padding([8, 12]).width(Fill).style(style::tinted(Tone::Quiet, 8.0)));
        Column::new().push(sent).push(keys).push(why).spacing(space::SMALL).into()
    }

    fn copy<'a>(&self, at: (Step, usize), value: String, label: String, lang: Lang) -> Element<'a, Message> {
        let copy = copy_link("", label, Message::Copy(at.0, at.1, value), self.copied == Some(at), lang);
        copy.id(format!("guide-copy-{:?}-{}", at.0, at.1)).into()
    }
}

/// What the key says that leads to a field.
pub(super) fn fill_words(field: Field, lang: Lang) -> String {
    match field {
        Field::Account => tr!(lang, "guide-fill-account"),
        Field::ClientId => tr!(lang, "guide-fill-client-id"),
        Field::ClientSecret => tr!(lang, "guide-fill-client-secret"),
        Field::Tenant => tr!(lang, "guide-fill-tenant"),
        Field::Issuer => tr!(lang, "guide-fill-issuer"),
        Field::Scopes => tr!(lang, "guide-fill-scopes"),
    }
}
