//! Several pages of which one is shown.
//!
//! Protects: a page that is not shown keeps its focus, caret and scroll bar, and nothing reaches it: no event, no
//! move of the focus, no layout. Leaves to others: which one is shown.

use iced::advanced::widget::{Operation, Tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, layout, mouse, overlay, renderer};
use iced::{Element, Event, Length, Rectangle, Renderer, Size, Theme, Vector};

struct Pages<'a, M> {
    pages: Vec<Element<'a, M>>,
    shown: usize,
}

/// Shows one of the pages; all of them fill the place.
pub fn pages<'a, M: 'a>(pages: impl IntoIterator<Item = Element<'a, M>>, shown: usize) -> Element<'a, M> {
    let pages: Vec<_> = pages.into_iter().collect();
    let shown = shown.min(pages.len().saturating_sub(1));
    Element::new(Pages { pages, shown })
}

impl<'a, M> Pages<'a, M> {
    fn page<'b>(&'b self, tree: &'b Tree) -> Option<(&'b Element<'a, M>, &'b Tree)> {
        self.pages.get(self.shown).zip(tree.children.get(self.shown))
    }

    fn page_mut<'b>(&'b mut self, tree: &'b mut Tree) -> Option<(&'b mut Element<'a, M>, &'b mut Tree)> {
        self.pages.get_mut(self.shown).zip(tree.children.get_mut(self.shown))
    }
}

impl<M> Widget<M, Theme, Renderer> for Pages<'_, M> {
    fn children(&self) -> Vec<Tree> {
        self.pages.iter().map(Tree::new).collect()
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(&self.pages);
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Fill)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        match self.page_mut(tree) {
            Some((page, tree)) => page.as_widget_mut().layout(tree, renderer, limits),
            None => layout::Node::new(limits.max()),
        }
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        if let Some((page, tree)) = self.page_mut(tree) {
            page.as_widget_mut().operate(tree, layout, renderer, operation);
        }
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
        if let Some((page, tree)) = self.page_mut(tree) {
            page.as_widget_mut().update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
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
        if let Some((page, tree)) = self.page(tree) {
            page.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
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
        self.page(tree).map_or_else(Default::default, |(page, tree)| {
            page.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer)
        })
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, M, Theme, Renderer>> {
        let (page, tree) = self.page_mut(tree)?;
        page.as_widget_mut().overlay(tree, layout, renderer, viewport, translation)
    }
}
