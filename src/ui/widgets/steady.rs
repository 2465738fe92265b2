//! Several contents of which one is shown, in a place that is large enough for each of them.
//!
//! Protects: what stands beside it does not move when the content changes ("Copy" → "Copied"); what is not shown is
//! neither drawn nor found. Leaves to others: which one is shown.

use iced::advanced::widget::{Operation, Tree};
use iced::advanced::{Layout, Widget, layout, mouse, renderer};
use iced::{Element, Length, Rectangle, Renderer, Size, Theme};

struct Steady<'a, M> {
    contents: Vec<Element<'a, M>>,
    shown: usize,
}

/// Shows one of the contents, in the middle of a place as large as the largest. For words, not for controls: events
/// do not reach them.
pub fn steady<'a, M: 'a>(contents: impl IntoIterator<Item = Element<'a, M>>, shown: usize) -> Element<'a, M> {
    Element::new(Steady { contents: contents.into_iter().collect(), shown })
}

impl<M> Widget<M, Theme, Renderer> for Steady<'_, M> {
    fn children(&self) -> Vec<Tree> {
        self.contents.iter().map(Tree::new).collect()
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(&self.contents);
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Shrink, Length::Shrink)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let loose = limits.loose();
        let nodes: Vec<_> = self
            .contents
            .iter_mut()
            .zip(&mut tree.children)
            .map(|(content, tree)| content.as_widget_mut().layout(tree, renderer, &loose))
            .collect();
        let largest = nodes
            .iter()
            .map(layout::Node::size)
            .fold(Size::ZERO, |a, b| Size::new(a.width.max(b.width), a.height.max(b.height)));
        let size = limits.resolve(Length::Shrink, Length::Shrink, largest);
        let nodes = nodes.into_iter().map(|node| node.align(iced::Center, iced::Center, size)).collect();
        layout::Node::with_children(size, nodes)
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        let place = self.contents.get_mut(self.shown).zip(tree.children.get_mut(self.shown));
        if let Some(((content, tree), layout)) = place.zip(layout.children().nth(self.shown)) {
            content.as_widget_mut().operate(tree, layout, renderer, operation);
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
        let place = self.contents.get(self.shown).zip(tree.children.get(self.shown));
        if let Some(((content, tree), layout)) = place.zip(layout.children().nth(self.shown)) {
            content.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
        }
    }
}
