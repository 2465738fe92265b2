//! Several widgets that stand where a function puts them.
//!
//! Protects: however the places depend on the size, the tree of widgets is the same, so that focus, caret and open lists
//! outlive every change of size; the reading order is the order of the list. A widget whose place has no area is not
//! there: it gets no event, no focus and no paint. Leaves to others: the places (`places`, `columns`).

use iced::advanced::widget::Tree;
use iced::advanced::{Clipboard, Layout, Shell, Widget, layout, mouse};
use iced::{Element, Event, Length, Rectangle, Renderer, Size, Theme};

/// The widgets while their places are being found.
pub struct Room<'b, 'a, M> {
    children: &'b mut [Element<'a, M>],
    trees: &'b mut [Tree],
    renderer: &'b Renderer,
}

impl<M> Room<'_, '_, M> {
    /// The size of one of them within limits. The last answer for each counts. There must be such a child.
    pub fn measure(&mut self, child: usize, limits: &layout::Limits) -> layout::Node {
        self.children[child].as_widget_mut().layout(&mut self.trees[child], self.renderer, limits)
    }
}

type Arrange<'a, M> = Box<dyn Fn(&mut Room<'_, 'a, M>, &layout::Limits) -> layout::Node + 'a>;

struct Arranged<'a, M> {
    parts: Vec<Element<'a, M>>,
    height: Length,
    arrange: Arrange<'a, M>,
}

/// Widgets in reading order. `arrange` gives a node with one node for each of them, in their order; it takes all the width
/// there is.
pub fn arranged<'a, M: 'a>(
    children: impl IntoIterator<Item = Element<'a, M>>,
    height: Length,
    arrange: impl Fn(&mut Room<'_, 'a, M>, &layout::Limits) -> layout::Node + 'a,
) -> Element<'a, M> {
    Element::new(Arranged { parts: children.into_iter().collect(), height, arrange: Box::new(arrange) })
}

/// Whether something was given a place.
pub(super) fn is_there(layout: Layout<'_>) -> bool {
    layout.bounds().width > 0.0 && layout.bounds().height > 0.0
}

impl<M> Widget<M, Theme, Renderer> for Arranged<'_, M> {
    of_parts!(M);

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, self.height)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let mut room = Room { children: &mut self.parts, trees: &mut tree.children, renderer };
        (self.arrange)(&mut room, limits)
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
        for ((part, tree), layout) in self.parts.iter_mut().zip(&mut tree.children).zip(layout.children()) {
            if is_there(layout) {
                part.as_widget_mut().update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
            }
        }
    }
}
