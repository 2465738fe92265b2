//! Arrangements that follow the width: a label beside or above its field, two groups on one line or two, margins that
//! shrink in a narrow window and hold the content in the middle of a very wide one.
//!
//! Protects: nothing is squeezed below what it needs while there is room elsewhere; what does not fit beside goes under.
//! Leaves to others: words and looks.

use iced::advanced::layout::{Limits, Node};
use iced::{Element, Length, Point, Size};

use super::arranged::{Room, arranged};
use crate::ui::theme::{size, space};

/// A label and its content: beside one another, or in a narrow card the label above.
pub fn beside<'a, M: 'a>(label: impl Into<Element<'a, M>>, content: impl Into<Element<'a, M>>) -> Element<'a, M> {
    arranged([label.into(), content.into()], Length::Shrink, |room, limits| {
        let whole = limits.max().width;
        let narrow = whole < space::LABEL_BESIDE;
        let (label_width, x) = if narrow { (whole, 0.0) } else { (space::LABEL, space::LABEL + space::MEDIUM) };
        let label = room.measure(0, &loose(label_width));
        let content = room.measure(1, &loose(whole - x));
        // Beside a field the label stands on the line of the field's words.
        let down = (space::CONTROL - size::BODY * 1.3) / 2.0;
        let (label_y, y) = if narrow { (0.0, label.size().height + space::TINY) } else { (down, 0.0) };
        let height = (label_y + label.size().height).max(y + content.size().height);
        let nodes = vec![label.move_to(Point::new(0.0, label_y)), content.move_to(Point::new(x, y))];
        Node::with_children(Size::new(whole, height), nodes)
    })
}

/// Where the second group goes when it does not fit beside the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Under {
    /// At the left edge.
    Left,
    /// At the right edge.
    Right,
}

/// Two groups at the two ends of one line; `least` is the width that the first must have there at least (less, if it needs
/// less). Otherwise the second stands under the first. Where the height is limited, the first gives way.
pub fn ends<'a, M: 'a>(
    first: impl Into<Element<'a, M>>,
    second: impl Into<Element<'a, M>>,
    least: f32,
    under: Under,
) -> Element<'a, M> {
    arranged([first.into(), second.into()], Length::Shrink, move |room, limits| {
        let Size { width: whole, height: highest } = limits.max();
        let second = room.measure(1, &loose(whole));
        let Size { width, height } = second.size();
        let wanted = room.measure(0, &loose(whole)).size().width;
        let left = whole - width - space::LARGE;
        if left >= wanted.min(least) {
            let first = room.measure(0, &Limits::new(Size::ZERO, Size::new(left, highest)));
            let line = height.max(first.size().height);
            let middle = |inner: f32| ((line - inner) / 2.0).round();
            let first_at = Point::new(0.0, middle(first.size().height));
            let nodes = vec![first.move_to(first_at), second.move_to(Point::new(whole - width, middle(height)))];
            return Node::with_children(Size::new(whole, line), nodes);
        }
        let rest = (highest - height - space::SMALL).max(0.0);
        let first = room.measure(0, &Limits::new(Size::ZERO, Size::new(whole, rest)));
        let y = first.size().height + space::SMALL;
        let x = if under == Under::Left { 0.0 } else { whole - width };
        Node::with_children(Size::new(whole, y + height), vec![first, second.move_to(Point::new(x, y))])
    })
}

/// A heading and a key at the end of its first line; where next to nothing is left for it, the key stands above.
pub fn ends_top<'a, M: 'a>(first: impl Into<Element<'a, M>>, second: impl Into<Element<'a, M>>) -> Element<'a, M> {
    arranged([first.into(), second.into()], Length::Shrink, |room, limits| {
        let whole = limits.max().width;
        let second = room.measure(1, &loose(whole));
        let Size { width, height } = second.size();
        let left = whole - width - space::MEDIUM;
        let fits = left >= space::NUMBER;
        let first = room.measure(0, &loose(if fits { left } else { whole }));
        let y = if fits { 0.0 } else { height + space::SMALL };
        let tall = (y + first.size().height).max(height);
        let nodes = vec![first.move_to(Point::new(0.0, y)), second.move_to(Point::new(whole - width, 0.0))];
        Node::with_children(Size::new(whole, tall), nodes)
    })
}

/// A line of a list: a sign, a name, what is to be said, and a figure at the right edge. In a narrow card what is to be said
/// stands under the name.
pub fn listed<'a, M: 'a>(
    sign: impl Into<Element<'a, M>>,
    name: impl Into<Element<'a, M>>,
    said: impl Into<Element<'a, M>>,
    figure: impl Into<Element<'a, M>>,
) -> Element<'a, M> {
    arranged([sign.into(), name.into(), said.into(), figure.into()], Length::Shrink, |room, limits| {
        let whole = limits.max().width;
        let (sign, figure) = (room.measure(0, &loose(whole)), room.measure(3, &loose(whole)));
        let left = sign.size().width + space::SMALL + 2.0;
        let narrow = whole < space::LABEL_BESIDE;
        let right = figure.size().width.max(if narrow { 0.0 } else { space::FIGURE }) + space::SMALL;
        let name_width = if narrow { whole - left - right } else { space::NAME };
        let name = room.measure(1, &loose(name_width));
        let x = if narrow { left } else { left + space::NAME + space::SMALL };
        let said = room.measure(2, &loose(if narrow { whole - left } else { whole - x - right }));
        // Small words stand on the line of the name's larger ones.
        let down = (size::BODY - size::SMALL) * 0.9;
        let said_y = if narrow { name.size().height } else { down };
        let empty = said.size().width < 1.0;
        let height = name.size().height.max(if empty { 0.0 } else { said_y + said.size().height });
        let figure_x = whole - figure.size().width;
        let nodes = vec![
            sign.move_to(Point::ORIGIN),
            name.move_to(Point::new(left, 0.0)),
            said.move_to(Point::new(x, said_y)),
            figure.move_to(Point::new(figure_x, 0.0)),
        ];
        Node::with_children(Size::new(whole, height), nodes)
    })
}

/// What is read, and the keys under it: however long the text and however small the window, the keys are in sight and the
/// text gets the height that they leave.
pub fn sheet<'a, M: 'a>(text: impl Into<Element<'a, M>>, keys: impl Into<Element<'a, M>>) -> Element<'a, M> {
    arranged([text.into(), keys.into()], Length::Shrink, |room, limits| {
        let Size { width, height } = limits.max();
        let keys = room.measure(1, &limits.loose());
        let left = (height - keys.size().height - space::MEDIUM).max(0.0);
        let text = room.measure(0, &Limits::new(Size::ZERO, Size::new(width, left)));
        let y = text.size().height + space::MEDIUM;
        let size = Size::new(width, y + keys.size().height);
        Node::with_children(size, vec![text, keys.move_to(Point::new(0.0, y))])
    })
}

/// The content with the window's margins at both sides, narrower in a narrow window; in a very wide one the content stays
/// readable in the middle.
pub fn page<'a, M: 'a>(content: impl Into<Element<'a, M>>) -> Element<'a, M> {
    arranged([content.into()], Length::Shrink, |room, limits| {
        let Size { width: whole, height } = limits.max();
        let margin = if whole < space::NARROW { space::MEDIUM } else { space::PAGE };
        let width = (whole - 2.0 * margin).clamp(0.0, space::WIDEST);
        inset(room, Size::new(width, height), whole, 0.0)
    })
}

/// The content with a card's padding, narrower in a narrow card.
pub fn padded<'a, M: 'a>(content: impl Into<Element<'a, M>>) -> Element<'a, M> {
    arranged([content.into()], Length::Shrink, |room, limits| {
        let Size { width: whole, height } = limits.max();
        let padding = if whole < space::NARROW_CARD { space::LARGE - 2.0 } else { space::CARD };
        let within = Size::new((whole - 2.0 * padding).max(0.0), (height - 2.0 * padding).max(0.0));
        inset(room, within, whole, padding)
    })
}

fn inset<M>(room: &mut Room<'_, '_, M>, within: Size, whole: f32, above: f32) -> Node {
    let content = room.measure(0, &Limits::new(Size::ZERO, within));
    let height = content.size().height + 2.0 * above;
    let x = ((whole - within.width) / 2.0).floor();
    Node::with_children(Size::new(whole, height), vec![content.move_to(Point::new(x, above))])
}

/// As wide as it may be, as high as it wants.
fn loose(width: f32) -> Limits {
    Limits::new(Size::ZERO, Size::new(width.max(0.0), f32::INFINITY))
}
