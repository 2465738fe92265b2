//! What lies between the page and a modal.
//!
//! Protects: a modal comes within a moment instead of at once, and the page under it is darkened with it. Leaves to
//! others: the modal.

use iced::advanced::widget::Tree;
use iced::advanced::{Clipboard, Layout, Renderer as _, Shell, Widget, mouse, renderer};
use iced::{Color, Element, Event, Rectangle, Renderer, Theme, Vector};

use crate::ui::motion::Way;
use crate::ui::theme::{colours, space};

struct Veil<'a, M> {
    content: Element<'a, M>,
}

struct State(Way<bool>);

impl Default for State {
    fn default() -> Self {
        Self(Way::appearing())
    }
}

/// Darkens what is under `content`.
pub fn veil<'a, M: 'a>(content: impl Into<Element<'a, M>>) -> Element<'a, M> {
    Element::new(Veil { content: content.into() })
}

impl<M> Widget<M, Theme, Renderer> for Veil<'_, M> {
    around_content!(State, M);

    content_operates!();

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
        tree.state.downcast_mut::<State>().0.lead(true, event, shell);
        let content = self.content.as_widget_mut();
        content.update(&mut tree.children[0], event, layout, cursor, renderer, clipboard, shell, viewport);
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
        let part = tree.state.downcast_ref::<State>().0.progress();
        let scrim: Color = colours(theme).scrim;
        let quad = renderer::Quad { bounds: layout.bounds(), ..renderer::Quad::default() };
        renderer.fill_quad(quad, scrim.scale_alpha(part));
        let rise = Vector::new(0.0, (space::RISE * (1.0 - part)).round());
        renderer.with_translation(rise, |renderer| {
            self.content.as_widget().draw(&tree.children[0], renderer, theme, style, layout, cursor, viewport);
        });
    }

    content_points!();
}
