//! How a row of the log is drawn.
//!
//! Protects: only what lies in sight is drawn, also of the ground under ten thousand rows. Leaves to others: which rows, and
//! what stands in them (`row`).

use iced::advanced::text::{self, Text};
use iced::advanced::{Renderer as _, renderer, text::Renderer as _};
use iced::{Color, Padding, Pixels, Point, Rectangle, Renderer, Size, Theme, alignment, border};

use super::book::{Form, Line};
use super::row::{self, Ink, Part, Shape};
use super::wrap::Widths;
use crate::i18n::Lang;
use crate::tr;
use crate::ui::style::{self, Tone};
use crate::ui::theme::icon::Icon;
use crate::ui::theme::{Colours, MEDIUM, colours, radius, ring, size, space};
use crate::ui::widgets::{draw_icon, draw_ring};

/// What is special about a row now.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// The pointer or the focus is at it.
    pub marked: bool,
    /// The pointer is at the sign that copies.
    pub at_sign: bool,
    /// It was just copied.
    pub copied: bool,
    /// A line separates it from the one above.
    pub separate: bool,
}

/// The card under the rows, as far as it is seen.
pub fn ground(renderer: &mut Renderer, theme: &Theme, bounds: Rectangle, viewport: &Rectangle) {
    let around = Rectangle { x: bounds.x, width: bounds.width, ..viewport.expand(2.0 * radius::CARD) };
    let Some(bounds) = bounds.intersection(&around) else { return };
    let style = style::card(theme);
    let quad = renderer::Quad { bounds, border: style.border, ..renderer::Quad::default() };
    renderer.fill_quad(quad, style.background.unwrap_or(Color::TRANSPARENT.into()));
}

fn ink(ink: Ink, c: &Colours) -> Color {
    match ink {
        Ink::Plain => c.text,
        Ink::Muted => c.muted,
        Ink::Link => c.accent,
        Ink::Toned(tone) => tone.front(c),
    }
}

/// A row.
pub fn row(
    renderer: &mut Renderer,
    theme: &Theme,
    place: Rectangle,
    (line, form, parts, shape): (&Line, Form, &[Part], Shape),
    look: Look,
) {
    let c = colours(theme);
    if look.separate {
        let bounds = Rectangle { x: place.x + row::SIDE, width: place.width - 2.0 * row::SIDE, height: 1.0, ..place };
        renderer.fill_quad(renderer::Quad { bounds, ..renderer::Quad::default() }, c.line);
    }
    if look.marked {
        let around = if form == Form::Next { Padding::ZERO.horizontal(space::TINY) } else { space::TINY.into() };
        let bounds = place.shrink(around);
        let border = border::rounded(radius::CONTROL);
        renderer.fill_quad(renderer::Quad { bounds, border, ..renderer::Quad::default() }, c.quiet);
    }
    for part in parts {
        let words = Text {
            content: part.text.clone(),
            bounds: Size::new(part.room.0, part.room.1.max(part.line)),
            size: Pixels(part.size),
            line_height: text::LineHeight::Absolute(Pixels(part.line)),
            font: part.font,
            align_x: text::Alignment::Default,
            align_y: alignment::Vertical::Top,
            shaping: text::Shaping::Advanced,
            wrapping: text::Wrapping::None,
        };
        let at = Point::new(place.x + part.at.0, place.y + part.at.1);
        // The renderer clips such a text at the layer only where it was told that the text goes beyond it.
        let room = Rectangle::new(at, words.bounds).expand(1.0);
        renderer.fill_text(words, at, ink(part.ink, c), room);
    }
    if form != Form::Next {
        let (sign, tone) = row::sign(line.entry.severity);
        sign_at(renderer, sign, place, row::sign_at(), tone.front(c));
    }
    if look.marked || look.copied {
        let (sign, colour) = match look {
            Look { copied: true, .. } => (Icon::Check, Tone::Ok.front(c)),
            Look { at_sign: true, .. } => (Icon::Copy, c.accent),
            _ => (Icon::Copy, c.muted),
        };
        sign_at(renderer, sign, place, row::copy_at(shape, form), colour);
    }
}

fn sign_at(renderer: &mut Renderer, sign: Icon, place: Rectangle, (x, y): (f32, f32), colour: Color) {
    let middle = Point::new(place.x + x, place.y + y);
    let around = Rectangle::new(middle, Size::ZERO).expand(size::ICON / 2.0 + 1.0);
    draw_icon(renderer, sign, middle, colour, around);
}

/// The ring around the row at which the keyboard is.
pub fn ring(renderer: &mut Renderer, theme: &Theme, place: Rectangle, viewport: &Rectangle) {
    draw_ring(renderer, theme, place.shrink(ring::GAP + ring::LINE + space::TINY), radius::CONTROL, viewport);
}

fn news_words(count: usize, lang: Lang) -> String {
    tr!(lang, "win-log-waiting", count = count)
}

/// Where the word that tells of new entries stands: in the middle above.
pub fn news_at(viewport: &Rectangle, bounds: Rectangle, count: usize, lang: Lang, widths: &mut Widths) -> Rectangle {
    let words = widths.text(&news_words(count, lang), size::SMALL) * 1.05;
    let width = (words + size::ICON + 2.0 * space::LARGE).min(bounds.width);
    let size = Size::new(width, space::CONTROL - space::TINY);
    Rectangle::new(Point::new(bounds.x + (bounds.width - width) / 2.0, viewport.y + space::SMALL), size)
}

/// The word that tells of new entries, over the rows.
pub fn news(renderer: &mut Renderer, theme: &Theme, at: Rectangle, count: usize, lang: Lang, viewport: &Rectangle) {
    let c = colours(theme);
    let Some(clip) = at.expand(ring::HALO).intersection(viewport) else { return };
    renderer.with_layer(clip, |renderer| {
        let quad = renderer::Quad { bounds: at, border: border::rounded(at.height / 2.0), ..renderer::Quad::default() };
        renderer.fill_quad(quad, c.accent);
        let sign = Point::new(at.x + space::MEDIUM + size::ICON / 2.0, at.center_y());
        draw_icon(renderer, Icon::ChevronUp, sign, c.on_accent, at);
        let words = Text {
            content: news_words(count, lang),
            bounds: Size::new(at.width - size::ICON - space::LARGE, at.height),
            size: Pixels(size::SMALL),
            line_height: text::LineHeight::default(),
            font: MEDIUM,
            align_x: text::Alignment::Default,
            align_y: alignment::Vertical::Center,
            shaping: text::Shaping::Advanced,
            wrapping: text::Wrapping::None,
        };
        let place = Point::new(at.x + space::MEDIUM + size::ICON + space::TINY, at.center_y());
        renderer.fill_text(words, place, c.on_accent, at);
    });
}
