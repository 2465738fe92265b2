//! The entries, newest first (`book` says what that means for a conversation), of which only those in sight are made and drawn.
//!
//! What the person does: looks, scrolls, copies a line, unfolds a long one. With the keyboard: Tab comes to the list as to
//! one control; arrows, Page Up and Down, Home and End go from entry to entry, Enter or Ctrl+C copies it, Space unfolds it.
//!
//! Protects: a frame costs the rows in sight, however many there are; times are never older than they say; whoever reads
//! is told of, so that nothing moves under their eyes. Leaves to others: scrolling (the page), what a row is (`row`), and
//! doing what is asked.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::time::{Duration, Instant};

use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, layout, mouse, renderer};
use iced::keyboard::{self, Key, Modifiers, key::Named};
use iced::{Element, Event as Happened, Length, Point, Rectangle, Renderer, Size, Theme, touch, window};
use jiff::tz::TimeZone;

use super::book::Book;
use super::draw::{self, Look};
use super::measure::Measured;
use super::row::{self, Shape};
use crate::clock::Clock;
use crate::i18n::Lang;
use crate::ui::widgets::{Described, Focus, Role, Value};
use crate::words::when::next_change;

/// The list's name.
pub const ID: &str = "log-entries";

/// What a person did with the entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// Went to another: it is to be seen.
    Moved,
    /// Reads further down, or does not any more.
    Reads(bool),
    /// Unfolded or folded one.
    Fold(u64),
    /// Copies one.
    Copy(u64),
    /// Wants to see what is new.
    Newest,
}

/// The entries.
pub struct List<'a, M> {
    /// Which.
    pub book: &'a Book,
    /// Those that are unfolded, and a number that changes with them.
    pub unfolded: (&'a BTreeSet<u64>, u64),
    /// The one that was just copied.
    pub copied: Option<u64>,
    /// In which language.
    pub lang: Lang,
    /// Who says what time it is.
    pub clock: &'a Clock,
    /// What a screen reader says.
    pub name: String,
    /// What is sent.
    pub on: fn(Event) -> M,
}

#[derive(Default)]
struct State {
    focus: Focus,
    /// The entry at which the keyboard is; without one it stays with the newest.
    current: Option<u64>,
    hovered: Option<(usize, bool)>,
    measured: RefCell<Measured>,
    seen: Range<usize>,
    reads: bool,
    /// Where the word that tells of new entries stands, while it does.
    news: Option<Rectangle>,
}

impl State {
    fn row(&self, book: &Book) -> usize {
        self.current.and_then(|number| book.row(number)).unwrap_or(0)
    }

    /// The place of a row.
    fn place(&self, row: usize, bounds: Rectangle) -> Rectangle {
        let (from, to) = self.measured.borrow().span(row).unwrap_or_default();
        Rectangle { y: bounds.y + from, height: to - from, ..bounds }
    }

    /// The row under the pointer, and whether it is at the sign that copies.
    fn under(
        &self,
        book: &Book,
        cursor: mouse::Cursor,
        bounds: Rectangle,
        viewport: &Rectangle,
    ) -> Option<(usize, bool)> {
        let point = cursor.position_over(bounds.intersection(viewport)?)?;
        let row = self.measured.borrow().row_at(point.y - bounds.y)?;
        let place = self.place(row, bounds);
        let (x, y) = row::copy_at(Shape::new(bounds.width), book.form(row));
        let sign = Rectangle::new(
            Point::new(place.x + x - row::END / 2.0, place.y + y - row::END / 2.0),
            Size::new(row::END, row::END),
        );
        Some((row, sign.contains(point)))
    }
}

impl<M> List<'_, M> {
    /// Looks what is in sight, and asks to be woken when a time in sight is said otherwise.
    fn look(&self, state: &mut State, bounds: Rectangle, viewport: &Rectangle, shell: &mut Shell<'_, M>) {
        let from = (viewport.y - bounds.y).max(0.0);
        state.seen = state.measured.borrow().between(from, viewport.y + viewport.height - bounds.y);
        let scrolled = from > 1.0;
        state.news = (scrolled && self.book.waiting() > 0).then(|| {
            draw::news_at(viewport, bounds, self.book.waiting(), self.lang, &mut state.measured.borrow_mut().widths)
        });
        let reads = scrolled || (state.focus.focused && state.row(self.book) > 0);
        if std::mem::replace(&mut state.reads, reads) != reads {
            shell.publish((self.on)(Event::Reads(reads)));
        }
        let now = self.clock.now();
        let seen = state.seen.clone().filter_map(|row| self.book.line(self.book.number(row)?));
        let next = seen.filter_map(|line| next_change(line.entry.at, now)).min();
        if let Some(wait) = next.and_then(|next| Duration::try_from(next.duration_since(now)).ok()) {
            shell.request_redraw_at(Instant::now() + wait);
        }
    }

    fn press(
        &self,
        state: &mut State,
        bounds: Rectangle,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        shell: &mut Shell<'_, M>,
    ) {
        let news = state.news.is_some_and(|news| cursor.is_over(news));
        let under = state.under(self.book, cursor, bounds, viewport);
        state.focus = Focus { focused: under.is_some(), ring: false };
        shell.request_redraw();
        let Some((row, copies)) = under else { return };
        shell.capture_event();
        if news {
            state.current = None;
            return shell.publish((self.on)(Event::Newest));
        }
        let Some(number) = self.book.number(row) else { return };
        state.current = (row > 0).then_some(number);
        if copies {
            shell.publish((self.on)(Event::Copy(number)));
        } else if row::is_long(state.measured.borrow().lines(number)) {
            shell.publish((self.on)(Event::Fold(number)));
        }
    }

    /// The row to which a key leads.
    fn goal(&self, key: &Key, state: &State) -> Option<usize> {
        let (row, last) = (state.row(self.book), self.book.counts().1.checked_sub(1)?);
        let page = state.seen.len().saturating_sub(2).max(1);
        match key {
            Key::Named(Named::ArrowDown) => Some((row + 1).min(last)),
            Key::Named(Named::ArrowUp) => Some(row.saturating_sub(1)),
            Key::Named(Named::PageDown) => Some((row + page).min(last)),
            Key::Named(Named::PageUp) => Some(row.saturating_sub(page)),
            Key::Named(Named::Home) => Some(0),
            Key::Named(Named::End) => Some(last),
            _ => None,
        }
    }

    fn key(&self, state: &mut State, key: &Key, modifiers: Modifiers, shell: &mut Shell<'_, M>) {
        let copies = matches!(key.as_ref(), Key::Character(letter) if letter.eq_ignore_ascii_case("c"));
        let number = self.book.number(state.row(self.book));
        let event = match (key, number) {
            _ if modifiers.alt() || modifiers.logo() => return,
            (_, Some(number)) if copies && modifiers.command() => Event::Copy(number),
            _ if !modifiers.is_empty() => return,
            (Key::Named(Named::Enter), Some(number)) => Event::Copy(number),
            (Key::Named(Named::Space), Some(number)) => Event::Fold(number),
            (Key::Named(Named::Home), _) if self.book.waiting() > 0 => {
                state.current = None;
                Event::Newest
            }
            _ => {
                let Some(row) = self.goal(key, state) else { return };
                state.current = (row > 0).then(|| self.book.number(row)).flatten();
                state.focus.ring = true;
                Event::Moved
            }
        };
        shell.publish((self.on)(event));
        shell.capture_event();
        shell.request_redraw();
    }
}

impl<M> Widget<M, Theme, Renderer> for List<'_, M> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Shrink)
    }

    fn layout(&mut self, tree: &mut Tree, _: &Renderer, limits: &layout::Limits) -> layout::Node {
        let state = tree.state.downcast_mut::<State>();
        let (width, measured) = (limits.max().width, state.measured.get_mut());
        measured.update(self.book, width, self.unfolded.0, self.unfolded.1);
        layout::Node::new(Size::new(width, measured.height()))
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, _: &Renderer, operation: &mut dyn Operation) {
        let (id, bounds, state) = (Id::new(ID), layout.bounds(), tree.state.downcast_mut::<State>());
        if self.book.counts().1 == 0 {
            return;
        }
        operation.container(Some(&id), bounds);
        let row = state.row(self.book);
        let place = state.place(row, bounds);
        let zone = TimeZone::system();
        let now = self.clock.now();
        let parts = |row: usize| {
            let number = self.book.number(row)?;
            let unfolded = self.unfolded.0.contains(&number);
            let widths = &mut state.measured.borrow_mut().widths;
            let at = (now, &zone, self.lang);
            Some(row::parts(
                (self.book.line(number)?, self.book.form(row)),
                Shape::new(bounds.width),
                widths,
                unfolded,
                at,
            ))
        };
        let words = |row| {
            parts(row).into_iter().flatten().map(|part| part.text.replace('\n', " ")).collect::<Vec<_>>().join(", ")
        };
        let described = Described {
            role: Role::List,
            name: self.name.clone(),
            value: Value::Text(words(row)),
            enabled: true,
            focused: state.focus.focused,
        };
        operation.custom(Some(&id), bounds, &mut described.clone());
        for row in state.seen.clone() {
            let Rectangle { x, y, .. } = state.place(row, bounds);
            for part in parts(row).into_iter().flatten() {
                let at = Point::new(x + part.at.0, y + part.at.1);
                operation.text(None, Rectangle::new(at, Size::new(part.room.0, part.room.1)), &part.text);
            }
        }
        operation.focusable(Some(&id), place, &mut state.focus);
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Happened,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _: &Renderer,
        _: &mut dyn Clipboard,
        shell: &mut Shell<'_, M>,
        viewport: &Rectangle,
    ) {
        let (state, bounds) = (tree.state.downcast_mut::<State>(), layout.bounds());
        match event {
            Happened::Window(window::Event::RedrawRequested(_)) => self.look(state, bounds, viewport, shell),
            Happened::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left))
            | Happened::Touch(touch::Event::FingerPressed { .. }) => self.press(state, bounds, cursor, viewport, shell),
            Happened::Keyboard(keyboard::Event::KeyPressed { key, modifiers, .. })
                if state.focus.focused && !shell.is_event_captured() =>
            {
                self.key(state, key, *modifiers, shell);
            }
            Happened::Mouse(_) => {
                let hovered = state.under(self.book, cursor, bounds, viewport);
                if std::mem::replace(&mut state.hovered, hovered) != hovered {
                    shell.request_redraw();
                }
            }
            _ => {}
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        _: &renderer::Style,
        layout: Layout<'_>,
        _: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let (state, bounds) = (tree.state.downcast_ref::<State>(), layout.bounds());
        let rows = self.book.counts().1;
        if rows == 0 {
            return;
        }
        draw::ground(renderer, theme, bounds, viewport);
        let (from, to) = (viewport.y - bounds.y, viewport.y + viewport.height - bounds.y);
        let seen = state.measured.borrow().between(from.max(0.0), to);
        let (zone, now) = (TimeZone::system(), self.clock.now());
        let current = state.focus.focused.then(|| state.row(self.book));
        for row in seen {
            let Some((number, line)) = self.book.number(row).and_then(|number| Some((number, self.book.line(number)?)))
            else {
                continue;
            };
            let unfolded = self.unfolded.0.contains(&number);
            let shape = Shape::new(bounds.width);
            let place = state.place(row, bounds);
            let at = (now, &zone, self.lang);
            let form = self.book.form(row);
            let parts = row::parts((line, form), shape, &mut state.measured.borrow_mut().widths, unfolded, at);
            let hovered = state.hovered.filter(|(at, _)| *at == row).map(|(_, copies)| copies);
            let look = Look {
                marked: hovered.is_some() || current == Some(row),
                at_sign: hovered == Some(true),
                copied: self.copied == Some(number),
                separate: row > 0 && !self.book.goes_on(row),
            };
            draw::row(renderer, theme, place, (line, form, &parts, shape), look);
        }
        if let Some(row) = current.filter(|_| state.focus.ring) {
            draw::ring(renderer, theme, state.place(row, bounds), viewport);
        }
        if let Some(news) = state.news {
            draw::news(renderer, theme, news, self.book.waiting(), self.lang, viewport);
        }
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        _: &Renderer,
    ) -> mouse::Interaction {
        let state = tree.state.downcast_ref::<State>();
        let news = state.news.is_some_and(|news| cursor.is_over(news));
        let copies = state.under(self.book, cursor, layout.bounds(), viewport).is_some_and(|(_, copies)| copies);
        if news || copies { mouse::Interaction::Pointer } else { mouse::Interaction::default() }
    }
}

impl<'a, M: 'a> From<List<'a, M>> for Element<'a, M> {
    fn from(list: List<'a, M>) -> Self {
        Self::new(list)
    }
}
