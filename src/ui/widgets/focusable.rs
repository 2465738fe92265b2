//! The keyboard for widgets that iced leaves to the mouse: keys, lists and switches.
//!
//! Protects: what can be clicked can be reached with Tab, shows a ring when it was reached so, and answers Enter and
//! Space; a list also answers the arrow keys. What cannot be pressed now is passed over. Leaves to others: the look
//! and the meaning of the widget inside.

use iced::advanced::widget::{Id, Operation, Tree, operation};
use iced::advanced::{Clipboard, Layout, Renderer as _, Shell, Widget, mouse, renderer};
use iced::keyboard::{self, Key, key::Named};
use iced::{Color, Element, Event, Rectangle, Renderer, Theme, border};

use crate::ui::theme::colours;

/// A widget with the keyboard added.
pub struct Focusable<'a, M> {
    content: Element<'a, M>,
    id: Option<Id>,
    activate: Option<M>,
    before: Option<M>,
    after: Option<M>,
    corners: f32,
}

#[derive(Default)]
struct State {
    focused: bool,
    ring: bool,
}

impl operation::Focusable for State {
    fn is_focused(&self) -> bool {
        self.focused
    }

    fn focus(&mut self) {
        *self = Self { focused: true, ring: true };
    }

    fn unfocus(&mut self) {
        *self = Self::default();
    }
}

/// Adds the keyboard to a widget: `activate` is sent on Enter and Space.
pub fn focusable<'a, M>(content: impl Into<Element<'a, M>>, activate: Option<M>) -> Focusable<'a, M> {
    Focusable { content: content.into(), id: None, activate, before: None, after: None, corners: 8.0 }
}

impl<M> Focusable<'_, M> {
    /// The name under which it can be focused.
    #[must_use]
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// What the arrow keys up and down send.
    #[must_use]
    pub fn steps(self, before: Option<M>, after: Option<M>) -> Self {
        Self { before, after, ..self }
    }

    /// The radius of the ring's corners, in logical pixels.
    #[must_use]
    pub fn corners(self, corners: f32) -> Self {
        Self { corners, ..self }
    }

    fn usable(&self) -> bool {
        self.activate.is_some() || self.before.is_some() || self.after.is_some()
    }

    fn answer(&self, key: &Key) -> Option<&M> {
        match key {
            Key::Named(Named::Enter | Named::Space) => self.activate.as_ref(),
            Key::Named(Named::ArrowUp) => self.before.as_ref(),
            Key::Named(Named::ArrowDown) => self.after.as_ref(),
            _ => None,
        }
    }
}

impl<M: Clone> Widget<M, Theme, Renderer> for Focusable<'_, M> {
    around_content!(State, M);

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        operation.container(self.id.as_ref(), layout.bounds());
        if self.usable() {
            operation.focusable(self.id.as_ref(), layout.bounds(), tree.state.downcast_mut::<State>());
        }
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
        let state = tree.state.downcast_mut::<State>();
        match event {
            // The focus goes where the mouse pressed, but the ring is for the keyboard only.
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) => {
                let ringed = state.ring;
                *state = State { focused: self.usable() && cursor.is_over(layout.bounds()), ring: false };
                if ringed {
                    shell.request_redraw();
                }
            }
            // A key held down steps through a list, but presses once.
            Event::Keyboard(keyboard::Event::KeyPressed { key, repeat, .. }) if state.focused => {
                let held = *repeat && matches!(key, Key::Named(Named::Enter | Named::Space));
                if let Some(message) = self.answer(key).filter(|_| !held) {
                    shell.publish(message.clone());
                    shell.capture_event();
                    return;
                }
            }
            _ => {}
        }
        self.content.as_widget_mut().update(
            &mut tree.children[0],
            event,
            layout,
            cursor,
            renderer,
            clipboard,
            shell,
            viewport,
        );
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
        let state = tree.state.downcast_ref::<State>();
        let bounds = layout.bounds().expand(3.0);
        let Some(clip) = bounds.expand(1.0).intersection(viewport).filter(|_| state.focused && state.ring) else {
            return;
        };
        renderer.with_layer(clip, |renderer| {
            let border = border::rounded(self.corners + 3.0).width(2).color(colours(theme).accent);
            renderer.fill_quad(renderer::Quad { bounds, border, ..renderer::Quad::default() }, Color::TRANSPARENT);
        });
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

impl<'a, M: Clone + 'a> From<Focusable<'a, M>> for Element<'a, M> {
    fn from(widget: Focusable<'a, M>) -> Self {
        Self::new(widget)
    }
}
