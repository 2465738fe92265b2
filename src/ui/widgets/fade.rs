//! Keys change their look within a moment instead of at once.
//!
//! Protects: the look itself stays one function of theme and status (`style_controls`); only what lies between two of
//! its answers is made here. Leaves to others: when the status changes (`focusable`).

use std::cell::Cell;
use std::rc::Rc;

use iced::Theme;
use iced::widget::button::{Status, Style};

use crate::ui::motion::{between, ground_between};

/// From which status a key comes, and how far it has come; shared by a key and its style.
#[derive(Clone)]
pub struct Fade(Rc<Cell<(Status, f32)>>);

impl Fade {
    pub(super) fn set(&self, from: Status, part: f32) {
        self.0.set((from, part));
    }
}

/// A style that goes over from one status to the next, and what tells it how far it has come.
pub fn fading<'a>(style: impl Fn(&Theme, Status) -> Style + 'a) -> (impl Fn(&Theme, Status) -> Style + 'a, Fade) {
    let fade = Fade(Rc::new(Cell::new((Status::Active, 1.0))));
    let told = fade.clone();
    let look = move |theme: &Theme, status| {
        let (from, part) = told.0.get();
        let to = style(theme, status);
        if part >= 1.0 { to } else { mix(style(theme, from), to, part) }
    };
    (look, fade)
}

fn mix(from: Style, to: Style, part: f32) -> Style {
    let mut border = to.border;
    border.color = between(from.border.color, to.border.color, part);
    Style {
        background: ground_between(from.background, to.background, part),
        text_color: between(from.text_color, to.text_color, part),
        border,
        ..to
    }
}
