//! Tells when a text field was left.
//!
//! Protects: "left" is told once, however the field lost the focus: a click elsewhere, Tab, Escape or a program's own
//! move of the focus. Leaves to others: what is done then.

use iced::advanced::widget::{Operation, Tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, mouse, renderer};
use iced::widget::text_input;
use iced::{Element, Event, Rectangle, Renderer, Theme};

type Inner = text_input::State<<Renderer as iced::advanced::text::Renderer>::Paragraph>;

struct Blur<'a, M> {
    content: Element<'a, M>,
    message: M,
}

#[derive(Default)]
struct State {
    focused: bool,
}

/// A text field that sends a message when it was left.
pub fn on_blur<'a, M: Clone + 'a>(field: iced::widget::TextInput<'a, M>, message: M) -> Element<'a, M> {
    Element::new(Blur { content: field.into(), message })
}

impl<M: Clone> Widget<M, Theme, Renderer> for Blur<'_, M> {
    around_content!(State, M);

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        self.content.as_widget_mut().operate(&mut tree.children[0], layout, renderer, operation);
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
        let Tree { state, children, .. } = tree;
        let field = &mut children[0];
        self.content.as_widget_mut().update(field, event, layout, cursor, renderer, clipboard, shell, viewport);
        let focused = field.state.downcast_ref::<Inner>().is_focused();
        let state = state.downcast_mut::<State>();
        if state.focused && !focused {
            shell.publish(self.message.clone());
        }
        state.focused = focused;
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
        self.content.as_widget().draw(&tree.children[0], renderer, theme, style, layout, cursor, viewport);
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        self.content.as_widget().mouse_interaction(&tree.children[0], layout, cursor, viewport, renderer)
    }
}
