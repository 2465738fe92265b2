//! Widgets that iced does not have, and the few shapes that the window is made of.
//!
//! Protects: a key, a list and a switch can be reached and used without a mouse, wherever they stand. Leaves to
//! others: what they say and do.

#[macro_use]
mod delegation;

mod arranged;
mod aside;
mod attentive;
mod busy;
mod columns;
mod describe;
mod fade;
mod field;
mod focus;
mod focusable;
mod frame;
mod give_back;
mod inert;
mod joined;
mod knob;
mod list;
mod list_menu;
mod moment;
mod once;
mod pages;
mod places;
mod ring;
mod root;
mod shortcuts;
mod steady;
mod veil;

use iced::widget::{Button, Column, Text, button, column, container, row, rule, text};
use iced::{Center, Element, Fill, Length, Padding};

pub use self::aside::aside;
pub use self::attentive::{Activity, attentive};
pub use self::busy::busy;
pub use self::columns::{Side, columns};
pub use self::describe::{Described, Node, Role, Value, called, read_controls};
pub use self::fade::{Fade, fading};
pub use self::field::{Field, field};
pub use self::focus::{focus_on, glimpse, reveal, reveal_focused, show_whole};
pub use self::focusable::{Focusable, focusable};
pub use self::frame::{Bar, frame};
pub use self::give_back::focus_one_of;
pub use self::inert::inert;
pub use self::joined::joined;
use self::knob::knob;
pub use self::list::List;
pub(super) use self::list::draw_icon;
pub use self::moment::moment;
pub use self::once::once;
pub use self::pages::pages;
pub use self::places::{Under, ends, ends_top, listed, padded, page, sheet};
pub(super) use self::ring::{Focus, draw_ring};
pub use self::root::{Open, root};
pub use self::shortcuts::{Press, Zoom};
pub use self::steady::steady;
pub use self::veil::veil;
use super::style::{self, Tone};
use super::theme::icon::{self, Icon};
use super::theme::{MEDIUM, SEMIBOLD, radius, size, space};
use crate::i18n::Lang;
use crate::tr;

/// Ordinary text.
pub fn body<'a>(words: impl text::IntoFragment<'a>) -> Text<'a> {
    text(words).size(size::BODY).style(style::plain)
}

/// What explains something else.
pub fn small<'a>(words: impl text::IntoFragment<'a>) -> Text<'a> {
    text(words).size(size::SMALL).style(style::muted)
}

/// A sign of the window's own font, as wide and high as `size` says; its colour is that of the text around it.
pub fn icon<'a>(icon: Icon, size: f32) -> Text<'a> {
    let line = text::LineHeight::Relative(1.0);
    text(icon::glyph(icon)).font(icon::FONT).size(size).line_height(line).shaping(text::Shaping::Basic)
}

/// A card with a heading.
pub fn card<'a, M: 'a>(heading: String, rows: impl IntoIterator<Item = Element<'a, M>>) -> Element<'a, M> {
    let rows = called(heading.clone(), Column::with_children(rows).spacing(space::SMALL + 2.0));
    let heading = text(heading).size(size::HEADING).font(SEMIBOLD).style(style::plain);
    container(places::padded(column![heading, rows].spacing(space::MEDIUM + 2.0))).width(Fill).style(style::card).into()
}

/// A label and what stands beside it, or in a narrow card under it.
pub fn labelled<'a, M: 'a>(label: String, content: impl Into<Element<'a, M>>) -> Element<'a, M> {
    let content = called(label.clone(), content);
    let label = text(label).size(size::BODY).style(style::muted);
    places::beside(label, container(content).width(Fill))
}

/// The kinds of keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Most likely wanted.
    Primary,
    /// Any other.
    Secondary,
    /// Takes something away.
    Destructive,
    /// Takes something away, and is what was asked about.
    Danger,
    /// Looks like a word.
    Link,
}

impl Kind {
    fn text_size(self) -> f32 {
        if self == Self::Link { size::SMALL } else { size::BODY }
    }
}

/// A key; without a message it cannot be pressed.
pub fn key<'a, M: Clone + 'a>(label: String, kind: Kind, on_press: Option<M>) -> Focusable<'a, M> {
    let words = text(label.clone()).size(kind.text_size()).font(MEDIUM);
    key_of(words, label, kind, on_press)
}

/// A key with a sign before its words.
pub fn icon_key<'a, M: Clone + 'a>(sign: Icon, label: String, kind: Kind, on_press: Option<M>) -> Focusable<'a, M> {
    let words = text(label.clone()).size(kind.text_size()).font(MEDIUM);
    key_of(row![icon(sign, size::ICON), words].spacing(space::SMALL - 1.0).align_y(Center), label, kind, on_press)
}

/// A key with a sign after its words, which says where it leads.
pub fn key_icon<'a, M: Clone + 'a>(label: String, sign: Icon, kind: Kind, on_press: Option<M>) -> Focusable<'a, M> {
    let words = text(label.clone()).size(kind.text_size()).font(MEDIUM);
    key_of(row![words, icon(sign, size::ICON)].spacing(space::TINY).align_y(Center), label, kind, on_press)
}

/// A key that is only a sign; `name` is what a screen reader says, and wants a tooltip with the same words.
pub fn sign_key<'a, M: Clone + 'a>(sign: Icon, name: String, kind: Kind, on_press: Option<M>) -> Focusable<'a, M> {
    key_of(icon(sign, size::ICON), name, kind, on_press)
}

/// A sign that keeps in the background: there beside every field, and wanted seldom.
pub fn quiet_key<'a, M: Clone + 'a>(sign: Icon, name: String, on_press: Option<M>) -> Focusable<'a, M> {
    key_of(icon(sign, size::ICON).style(style::muted), name, Kind::Link, on_press)
}

/// A key whose words may need a second line in a narrow window: it grows with them.
pub fn long_key<'a, M: Clone + 'a>(label: String, kind: Kind, on_press: Option<M>) -> Focusable<'a, M> {
    let words = text(label.clone()).size(kind.text_size()).font(MEDIUM);
    let above = (space::CONTROL - kind.text_size() * 1.3) / 2.0;
    key_as_high(Length::Shrink, container(words).padding(Padding::ZERO.vertical(above)), label, kind, on_press)
}

fn key_of<'a, M: Clone + 'a>(
    content: impl Into<Element<'a, M>>,
    name: String,
    kind: Kind,
    on_press: Option<M>,
) -> Focusable<'a, M> {
    let height = if kind == Kind::Link { Length::Shrink } else { Length::Fixed(space::CONTROL) };
    key_as_high(height, content, name, kind, on_press)
}

fn key_as_high<'a, M: Clone + 'a>(
    height: Length,
    content: impl Into<Element<'a, M>>,
    name: String,
    kind: Kind,
    on_press: Option<M>,
) -> Focusable<'a, M> {
    let padding = if kind == Kind::Link { Padding::from([2, 0]) } else { Padding::from([0, 15]) };
    let (style, fade) = fading(match kind {
        Kind::Primary => style::primary,
        Kind::Secondary => style::secondary,
        Kind::Destructive => style::destructive,
        Kind::Danger => style::danger,
        Kind::Link => style::link,
    });
    let key: Button<'a, M> =
        button(container(content).center_y(height)).padding(padding).on_press_maybe(on_press.clone()).style(style);
    let role = if kind == Kind::Link { Role::Link } else { Role::Button };
    focusable(role, name, key, on_press).fade(fade).corners(if kind == Kind::Link {
        radius::LINK
    } else {
        radius::CONTROL
    })
}

/// A key that copies something, and says so once it has. Its width stays: nothing beside it moves.
pub fn copy_key<'a, M: Clone + 'a>(
    id: &'static str,
    label: String,
    copy: M,
    copied: bool,
    lang: Lang,
) -> Focusable<'a, M> {
    copy_key_as(Kind::Secondary, id, label, copy, copied, lang)
}

/// The same as a word among words.
pub fn copy_link<'a, M: Clone + 'a>(
    id: &'static str,
    label: String,
    copy: M,
    copied: bool,
    lang: Lang,
) -> Focusable<'a, M> {
    copy_key_as(Kind::Link, id, label, copy, copied, lang)
}

fn copy_key_as<'a, M: Clone + 'a>(
    kind: Kind,
    id: &'static str,
    label: String,
    copy: M,
    copied: bool,
    lang: Lang,
) -> Focusable<'a, M> {
    let words = |words: String| text(words).size(kind.text_size()).font(MEDIUM).into();
    let copied_label = tr!(lang, "win-copied");
    let name = if copied { copied_label.clone() } else { label.clone() };
    let content = steady([words(label), words(copied_label)], usize::from(copied));
    key_of(content, name, kind, Some(copy)).id(id)
}

/// The number of a step in a circle; a check, once it is done. `name` is what a screen reader says.
pub fn tick<'a, M: Clone + 'a>(number: usize, done: bool, name: String, toggle: M) -> Focusable<'a, M> {
    let sign: Element<'a, M> = if done {
        icon(Icon::Check, size::SIGN).into()
    } else {
        text(number.to_string()).size(size::SMALL).font(SEMIBOLD).into()
    };
    let key = button(container(sign).center(space::TILE)).padding(0).style(style::tick(done)).on_press(toggle.clone());
    focusable(Role::Switch, name, key, Some(toggle)).value(Value::On(done)).corners(space::TILE / 2.0)
}

/// A list of choices. Arrow keys choose the one before or after, Enter opens it.
pub fn choice<'a, T, M>(options: Vec<T>, chosen: Option<T>, choose: impl Fn(T) -> M + 'a) -> List<M>
where
    T: Clone + PartialEq + ToString + 'a,
    M: Clone + 'a,
{
    let at = chosen.and_then(|chosen| options.iter().position(|option| *option == chosen));
    List::new(options.into_iter().map(|option| (option.to_string(), choose(option))).collect(), at)
}

/// A switch with a word about what it means now.
pub fn switch<'a, M: Clone + 'a>(id: &'static str, on: bool, toggle: Option<M>, note: String) -> Element<'a, M> {
    let switch = focusable(Role::Switch, String::new(), knob(on, toggle.clone()), toggle).value(Value::On(on));
    let switch = switch.id(id).corners(space::SWITCH / 2.0);
    row![switch, small(note).width(Fill)].spacing(space::SMALL + 2.0).align_y(Center).padding([7, 0]).into()
}

/// A sentence that stays, in a tone.
pub fn notice<'a, M: 'a>(tone: Tone, content: impl Into<Element<'a, M>>) -> Element<'a, M> {
    container(content).padding(space::MEDIUM).width(Fill).style(style::tinted(tone, radius::CONTROL)).into()
}

/// A thin line across.
pub fn divider<'a, M: 'a>() -> Element<'a, M> {
    rule::horizontal(1).style(style::line).into()
}
