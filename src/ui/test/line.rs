//! One link: a sign, its name, what was found there, and how long it took.
//!
//! Protects: a sign has a shape of its own beside its colour; times stand under one another, digit under digit. Leaves to
//! others: the words.

use std::time::Duration;

use iced::widget::{Row, container, row};
use iced::{Center, Element};

use super::super::context::Context;
use super::super::style::{self, Tone};
use super::super::theme::icon::Icon;
use super::super::theme::{MEDIUM, size, space};
use super::super::widgets::{body, busy, icon, listed, small};
use super::walk::Line;
use crate::account::Protocol;
use crate::chain::{Found, Holds};
use crate::{tr, words};

/// How a test is looked at.
#[derive(Debug, Clone, Copy)]
pub(super) enum Seen {
    /// It is under way for so long that this must be seen.
    Slow,
    /// Its result is that of now, or is being found.
    Now,
    /// Its result is that of what has been changed since.
    Past,
}

/// The line of a link.
pub(super) fn view<'a, M: 'a>(line: &Line<'_>, seen: Seen, protocol: Protocol, context: Context<'_>) -> Element<'a, M> {
    let lang = context.lang;
    let (sign, tone) = sign(line);
    let past = matches!(seen, Seen::Past);
    let tone = if past { Tone::Quiet } else { tone };
    let name = words::link_name(line.link(), protocol, lang);
    let name = match line {
        Line::NotReached(_) => body(name).style(style::muted),
        _ if past => body(name).style(style::muted),
        Line::Holds(_) | Line::Running(_) | Line::Cancelled(_) => body(name).font(MEDIUM),
        Line::Broken(_) => body(name).font(MEDIUM).style(style::toned(Tone::Danger)),
    };
    let found = match line {
        Line::Holds(holds) => words::found(&holds.found, lang),
        Line::Cancelled(_) => tr!(lang, "test-cancelled-here"),
        Line::Running(_) | Line::Broken(_) | Line::NotReached(_) => String::new(),
    };
    let found = small(found).wrapping(iced::widget::text::Wrapping::WordOrGlyph);
    let time: Element<'a, M> = match line {
        Line::Holds(Holds { took, .. }) => milliseconds(*took),
        Line::Broken(broken) => milliseconds(broken.took),
        Line::Running(_) if matches!(seen, Seen::Slow) => container(busy()).center_y(size::BODY * 1.3).into(),
        Line::Running(_) | Line::Cancelled(_) | Line::NotReached(_) => row![].into(),
    };
    let sign = container(icon(sign, size::ICON).style(style::toned(tone))).center_y(size::BODY * 1.3);
    listed(sign, name, found, time)
}

fn sign(line: &Line<'_>) -> (Icon, Tone) {
    match line {
        // True, and yet no proof that all is well.
        Line::Holds(Holds { found: Found::Connect { instead_of: Some(_), .. }, .. }) => (Icon::Warning, Tone::Warn),
        Line::Holds(Holds { found, .. }) if !words::proves(found) => (Icon::Info, Tone::Quiet),
        Line::Holds(_) => (Icon::Ok, Tone::Ok),
        Line::Running(_) => (Icon::Clock, Tone::Quiet),
        Line::Broken(_) => (Icon::Bad, Tone::Danger),
        Line::Cancelled(_) => (Icon::Info, Tone::Quiet),
        Line::NotReached(_) => (Icon::Circle, Tone::Quiet),
    }
}

/// How long it took; every digit as wide as the widest.
fn milliseconds<'a, M: 'a>(took: Duration) -> Element<'a, M> {
    let digits = took.as_millis().to_string();
    let cells = digits.chars().enumerate().map(|(at, digit)| {
        // Between thousands and hundreds there is a little room.
        let gap = if at > 0 && (digits.len() - at).is_multiple_of(3) { space::TINY / 2.0 } else { 0.0 };
        let cell = container(small(digit.to_string())).center_x(size::SMALL * DIGIT);
        container(cell).padding(iced::Padding::ZERO.left(gap)).into()
    });
    let figures = Row::with_children(cells);
    row![figures, small("ms")].spacing(space::TINY).align_y(Center).padding([1, 0]).into()
}

/// The width of the font's widest digit (the four), in parts of its size.
const DIGIT: f32 = 0.65;
