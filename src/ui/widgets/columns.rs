//! Cards in two columns, or in one where the window is narrow.
//!
//! Protects: crossing the limit keeps the tree of widgets, and with it focus, caret and open lists; the reading order
//! is the order of the list, either way. Leaves to others: scrolling and the cards.

use iced::advanced::layout::{Limits, Node};
use iced::{Element, Length, Point, Size};

use super::arranged::{Room, arranged};
use crate::ui::theme::space;

/// Where a card stands when there are two columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// In the left one.
    Left,
    /// In the right one.
    Right,
}

/// Cards in reading order, each with its side.
pub fn columns<'a, M: 'a>(cards: impl IntoIterator<Item = (Side, Element<'a, M>)>) -> Element<'a, M> {
    let (sides, cards): (Vec<_>, Vec<_>) = cards.into_iter().unzip();
    arranged(cards, Length::Shrink, move |room, limits| arrange(&sides, room, limits))
}

fn arrange<M>(sides: &[Side], room: &mut Room<'_, '_, M>, limits: &Limits) -> Node {
    let whole = limits.max().width;
    let two = whole >= space::TWO_COLUMNS - 2.0 * space::PAGE;
    let width = if two { ((whole - space::LARGE) / 2.0).floor() } else { whole };
    let card = Limits::new(Size::ZERO, Size::new(width, f32::INFINITY));
    let (mut left, mut right) = (0.0_f32, 0.0_f32);
    let mut nodes = Vec::with_capacity(sides.len());
    for (at, side) in sides.iter().enumerate() {
        let (x, y) = match side {
            Side::Right if two => (whole - width, &mut right),
            Side::Left | Side::Right => (0.0, &mut left),
        };
        let node = room.measure(at, &card).move_to(Point::new(x, *y));
        *y += node.size().height + space::LARGE;
        nodes.push(node);
    }
    let height = (left.max(right) - space::LARGE).max(0.0);
    Node::with_children(Size::new(whole, height), nodes)
}
