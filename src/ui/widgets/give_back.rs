//! Gives the focus to one of several widgets when none has it.
//!
//! Protects: a focus that is somewhere stays there. Leaves to others: which widgets are sensible.

use iced::advanced::widget::operation::{Focusable, Outcome};
use iced::advanced::widget::{Id, Operation, operate};
use iced::{Rectangle, Task};

use super::focus::{FocusNamed, reveal_focused};

/// When nothing has the focus: focuses the first of these that can have it now, and scrolls it into view.
pub fn focus_one_of<M: Send + 'static>(names: &'static [&'static str]) -> Task<M> {
    operate(Search { names, found: vec![false; names.len()], focused: false }).chain(reveal_focused())
}

struct Search {
    names: &'static [&'static str],
    found: Vec<bool>,
    focused: bool,
}

impl<T: 'static> Operation<T> for Search {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<T>)) {
        operate(self);
    }

    fn focusable(&mut self, id: Option<&Id>, _: Rectangle, state: &mut dyn Focusable) {
        self.focused |= state.is_focused();
        for (name, found) in self.names.iter().zip(&mut self.found) {
            *found |= id == Some(&Id::new(name));
        }
    }

    fn finish(&self) -> Outcome<T> {
        let first = self.names.iter().zip(&self.found).find(|(_, found)| **found).filter(|_| !self.focused);
        first.map_or(Outcome::None, |(name, _)| Outcome::Chain(Box::new(FocusNamed(Id::new(name)))))
    }
}
