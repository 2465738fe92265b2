//! Cards in two columns, or in one where the window is narrow.
//!
//! Protects: crossing the limit keeps the tree of widgets, and with it focus, caret and open lists; the reading order
//! is the order of the list, either way. Leaves to others: scrolling and the cards.

use iced::advanced::widget::{Operation, Tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, layout, mouse, overlay, renderer};
use iced::{Element, Event, Length, Point, Rectangle, Renderer, Size, Theme, Vector};

use crate::ui::theme::space;

/// Where a card stands when there are two columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// In the left one.
    Left,
    /// In the right one.
    Right,
}

struct Columns<'a, M> {
    cards: Vec<Element<'a, M>>,
    sides: Vec<Side>,
}

/// Cards in reading order, each with its side.
pub fn columns<'a, M: 'a>(cards: impl IntoIterator<Item = (Side, Element<'a, M>)>) -> Element<'a, M> {
    let (sides, cards) = cards.into_iter().unzip();
    Element::new(Columns { cards, sides })
}

impl<M> Widget<M, Theme, Renderer> for Columns<'_, M> {
    fn children(&self) -> Vec<Tree> {
        self.cards.iter().map(Tree::new).collect()
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(&self.cards);
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Shrink)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let whole = limits.max().width;
        let two = whole >= space::TWO_COLUMNS - 2.0 * space::PAGE;
        let width = if two { ((whole - space::LARGE) / 2.0).floor() } else { whole };
        let card = layout::Limits::new(Size::ZERO, Size::new(width, f32::INFINITY));
        let (mut left, mut right) = (0.0_f32, 0.0_f32);
        let mut nodes = Vec::with_capacity(self.cards.len());
        for ((element, side), tree) in self.cards.iter_mut().zip(&self.sides).zip(&mut tree.children) {
            let (x, y) = match side {
                Side::Right if two => (whole - width, &mut right),
                Side::Left | Side::Right => (0.0, &mut left),
            };
            let node = element.as_widget_mut().layout(tree, renderer, &card).move_to(Point::new(x, *y));
            *y += node.size().height + space::LARGE;
            nodes.push(node);
        }
        let height = (left.max(right) - space::LARGE).max(0.0);
        layout::Node::with_children(Size::new(whole, height), nodes)
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        operation.container(None, layout.bounds());
        operation.traverse(&mut |operation| {
            for ((card, tree), layout) in self.cards.iter_mut().zip(&mut tree.children).zip(layout.children()) {
                card.as_widget_mut().operate(tree, layout, renderer, operation);
            }
        });
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, M>,
        viewport: &Rectangle,
    ) {
        for ((card, tree), layout) in self.cards.iter_mut().zip(&mut tree.children).zip(layout.children()) {
            card.as_widget_mut().update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        for ((card, tree), layout) in self.cards.iter().zip(&tree.children).zip(layout.children()) {
            if layout.bounds().intersects(viewport) {
                card.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
            }
        }
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        let interactions =
            self.cards.iter().zip(&tree.children).zip(layout.children()).map(|((card, tree), layout)| {
                card.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer)
            });
        interactions.max().unwrap_or_default()
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, M, Theme, Renderer>> {
        overlay::from_children(&mut self.cards, tree, layout, renderer, viewport, translation)
    }
}
