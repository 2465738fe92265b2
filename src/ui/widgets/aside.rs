//! A panel at the right of a page, or on it where there is no room for both.
//!
//! Protects: neither loses its state (focus, caret, how far it has scrolled) while the other covers it or the panel is
//! closed. Leaves to others: when it is open.

use std::cell::Cell;
use std::rc::Rc;

use iced::advanced::layout::{Limits, Node};
use iced::{Element, Fill, Point, Size};

use super::arranged::arranged;
use crate::ui::theme::space;

/// Page and panel in this order. `covers` is told whether the panel stands on the page.
pub fn aside<'a, M: 'a>(
    page: impl Into<Element<'a, M>>,
    panel: impl Into<Element<'a, M>>,
    open: bool,
    covers: Rc<Cell<bool>>,
) -> Element<'a, M> {
    arranged([page.into(), panel.into()], Fill, move |room, limits| {
        let whole = limits.max();
        let covered = open && whole.width < space::TWO_COLUMNS;
        covers.set(covered);
        let width = match (open, covered) {
            (false, _) => 0.0,
            (true, true) => whole.width,
            (true, false) => (whole.width * 0.36).clamp(space::ASIDE[0], space::ASIDE[1]).round(),
        };
        // What has no room is not there; it need not be measured either.
        let node = |room: &mut super::arranged::Room<'_, 'a, M>, child, width: f32| {
            let size = Size::new(width, whole.height);
            if width > 0.0 { room.measure(child, &Limits::new(size, size)) } else { Node::new(Size::ZERO) }
        };
        let left = whole.width - width;
        let nodes = vec![node(room, 0, left), node(room, 1, width).move_to(Point::new(left, 0.0))];
        Node::with_children(whole, nodes)
    })
}
