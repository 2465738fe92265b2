//! Moving the focus.
//!
//! Protects: Tab goes round without an empty step, and what has the focus is scrolled into view. Leaves to others:
//! which widgets can have it.

use std::any::Any;

use iced::advanced::widget::operation::{Focusable, Outcome, Scrollable, focusable, scrollable::AbsoluteOffset};
use iced::advanced::widget::{Id, Operation, operate};
use iced::{Rectangle, Task, Vector};

use super::ring::Focus;
use crate::ui::theme::space;

/// Focuses the next widget, or the one before; after the last comes the first. Scrolls it into view.
/// `on` does an operation with the widgets.
pub(super) fn cycle(forward: bool, mut on: impl FnMut(&mut dyn Operation)) {
    let mut next: Option<Box<dyn Operation>> = Some(Box::new(Cycle { forward, count: focusable::Count::default() }));
    while let Some(mut operation) = next.take() {
        on(operation.as_mut());
        if let Outcome::Chain(chained) = operation.finish() {
            next = Some(chained);
        }
    }
}

struct Cycle {
    forward: bool,
    count: focusable::Count,
}

impl<T: 'static> Operation<T> for Cycle {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<T>)) {
        operate(self);
    }

    fn focusable(&mut self, _: Option<&Id>, _: Rectangle, state: &mut dyn Focusable) {
        if state.is_focused() {
            self.count.focused = Some(self.count.total);
        }
        self.count.total += 1;
    }

    fn finish(&self) -> Outcome<T> {
        let last = self.count.total.saturating_sub(1);
        let to = match (self.count.focused, self.forward) {
            (None, true) => 0,
            (None, false) => last,
            (Some(at), true) => (at + 1) % self.count.total.max(1),
            (Some(at), false) => at.checked_sub(1).unwrap_or(last),
        };
        Outcome::Chain(Box::new(FocusNth { reveal: true, ..FocusNth::new(to) }))
    }
}

/// Focuses one of several, by its place.
pub(super) struct FocusNth {
    at: usize,
    to: usize,
    reveal: bool,
}

impl FocusNth {
    pub(super) fn new(to: usize) -> Self {
        Self { at: 0, to, reveal: false }
    }
}

impl<T: 'static> Operation<T> for FocusNth {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<T>)) {
        operate(self);
    }

    fn focusable(&mut self, _: Option<&Id>, _: Rectangle, state: &mut dyn Focusable) {
        if self.at == self.to {
            state.focus();
        } else {
            state.unfocus();
        }
        self.at += 1;
    }

    fn finish(&self) -> Outcome<T> {
        if self.reveal { Outcome::Chain(Box::new(FindFocused { focused: None })) } else { Outcome::None }
    }

    fn custom(&mut self, _: Option<&Id>, _: Rectangle, state: &mut dyn Any) {
        unfocus_sleeping(state);
    }
}

/// Takes the focus from a widget that cannot have it now: when it can again, two would have it.
pub(super) fn unfocus_sleeping(state: &mut dyn Any) {
    if let Some(focus) = state.downcast_mut::<Focus>() {
        *focus = Focus::default();
    }
}

/// Focuses the widget with this name, and nothing else. Scrolls it into view.
pub fn focus_on<M: Send + 'static>(name: &'static str) -> Task<M> {
    operate(FocusNamed(Id::new(name))).chain(reveal_focused())
}

pub(super) struct FocusNamed(pub(super) Id);

impl<T> Operation<T> for FocusNamed {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<T>)) {
        operate(self);
    }

    fn focusable(&mut self, id: Option<&Id>, _: Rectangle, state: &mut dyn Focusable) {
        if id == Some(&self.0) {
            state.focus();
        } else {
            state.unfocus();
        }
    }

    fn custom(&mut self, _: Option<&Id>, _: Rectangle, state: &mut dyn Any) {
        unfocus_sleeping(state);
    }
}

/// Scrolls what has the focus into view.
pub fn reveal_focused<M: Send + 'static>() -> Task<M> {
    operate(FindFocused { focused: None })
}

/// Scrolls the container with this name into view.
pub fn reveal<M: Send + 'static>(name: impl Into<Id>) -> Task<M> {
    operate(FindContainer { name: name.into(), found: None })
}

/// Scrolls to the container with this name if nothing of it is in sight, and never so far that the one called `keep`, which
/// the pointer may be over, goes out of sight.
pub fn glimpse<M: Send + 'static>(name: &'static str, keep: &'static str) -> Task<M> {
    operate(FindBoth { names: [Id::new(name), Id::new(keep)], found: [None, None], whole: false })
}

/// Scrolls until as much of the container with this name is in sight as can be, while the one called `keep` stays in
/// sight; where next to nothing could be seen then, `keep` goes.
pub fn show_whole<M: Send + 'static>(name: &'static str, keep: &'static str) -> Task<M> {
    operate(FindBoth { names: [Id::new(name), Id::new(keep)], found: [None, None], whole: true })
}

struct FindBoth {
    names: [Id; 2],
    found: [Option<Rectangle>; 2],
    whole: bool,
}

impl<T: 'static> Operation<T> for FindBoth {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<T>)) {
        operate(self);
    }

    fn container(&mut self, id: Option<&Id>, bounds: Rectangle) {
        for (name, found) in self.names.iter().zip(&mut self.found) {
            if id == Some(name) {
                *found = Some(bounds);
            }
        }
    }

    fn finish(&self) -> Outcome<T> {
        let [shown, keep] = self.found;
        shown.map_or(Outcome::None, |shown| Outcome::Chain(Box::new(Glimpse { shown, keep, whole: self.whole })))
    }
}

struct Glimpse {
    shown: Rectangle,
    keep: Option<Rectangle>,
    /// Whether all of it is to be seen, as far as that goes.
    whole: bool,
}

/// What is seen of a thing at least, in logical pixels, so that it is seen at all.
const GLIMPSE: f32 = 40.0;

impl<T> Operation<T> for Glimpse {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<T>)) {
        operate(self);
    }

    /// As in [`Reveal`].
    fn scrollable(
        &mut self,
        _: Option<&Id>,
        bounds: Rectangle,
        content: Rectangle,
        translation: Vector,
        state: &mut dyn Scrollable,
    ) {
        if !content.contains(self.shown.center()) {
            return;
        }
        let (from, to) = (bounds.y + translation.y, bounds.y + translation.y + bounds.height);
        let Rectangle { y: top, height, .. } = self.shown;
        let enough = if self.whole { height } else { height.min(GLIMPSE) };
        if top + enough <= to && top + height - enough >= from {
            return;
        }
        // Its end where it all fits, else its beginning.
        let end = top + height + space::PAGE - bounds.height;
        let mut y = from.max(end).min(top - space::PAGE);
        if let Some(keep) = self.keep.filter(|keep| keep.y >= from && keep.y + keep.height <= to) {
            let with_both = y.min(keep.y - space::TINY).max(keep.y + keep.height - bounds.height);
            let seen = with_both + bounds.height - top;
            if !self.whole || seen >= height.min(3.0 * GLIMPSE) {
                y = with_both;
            }
        }
        scroll(state, translation.y, y - bounds.y, content.height - bounds.height);
    }
}

/// Scrolls from one place to another. What lies beyond the `end` would be kept, and jumped to when there is more.
fn scroll(state: &mut dyn Scrollable, from: f32, to: f32, end: f32) {
    let to = to.min(end).max(0.0);
    if (to - from).abs() > 0.5 {
        state.scroll_to(AbsoluteOffset { x: None, y: Some(to) });
    }
}

struct FindContainer {
    name: Id,
    found: Option<Rectangle>,
}

impl<T: 'static> Operation<T> for FindContainer {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<T>)) {
        operate(self);
    }

    fn container(&mut self, id: Option<&Id>, bounds: Rectangle) {
        if id == Some(&self.name) {
            self.found = Some(bounds);
        }
    }

    fn finish(&self) -> Outcome<T> {
        self.found.map_or(Outcome::None, |focused| Outcome::Chain(Box::new(Reveal { focused })))
    }
}

struct FindFocused {
    focused: Option<Rectangle>,
}

impl<T: 'static> Operation<T> for FindFocused {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<T>)) {
        operate(self);
    }

    fn focusable(&mut self, _: Option<&Id>, bounds: Rectangle, state: &mut dyn Focusable) {
        if state.is_focused() {
            self.focused = Some(bounds);
        }
    }

    fn finish(&self) -> Outcome<T> {
        self.focused.map_or(Outcome::None, |focused| Outcome::Chain(Box::new(Reveal { focused })))
    }
}

struct Reveal {
    focused: Rectangle,
}

impl<T> Operation<T> for Reveal {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<T>)) {
        operate(self);
    }

    /// `bounds` are the scrollable's own, `translation` is how far it has scrolled; the widget's bounds do not count it.
    fn scrollable(
        &mut self,
        _: Option<&Id>,
        bounds: Rectangle,
        content: Rectangle,
        translation: Vector,
        state: &mut dyn Scrollable,
    ) {
        if !content.contains(self.focused.center()) {
            return;
        }
        let top = self.focused.y - bounds.y - space::PAGE;
        let bottom = self.focused.y + self.focused.height - bounds.y + space::PAGE - bounds.height;
        let y = translation.y.min(top).max(bottom);
        scroll(state, translation.y, y, content.height - bounds.height);
    }
}
