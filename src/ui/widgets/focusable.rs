//! The keyboard for widgets that iced leaves to the mouse: keys, tabs and switches.
//!
//! Protects: what can be clicked can be reached with Tab, shows a ring when it was reached so, and answers Enter and
//! Space, once however long they are held; what cannot be pressed now is passed over; each says what it is and what it
//! is called. Leaves to others: the look and the meaning of the widget inside.

use iced::advanced::widget::{Id, Operation, Tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, mouse, renderer};
use iced::keyboard::{self, Key, key::Named};
use iced::widget::button::Status;
use iced::{Element, Event, Rectangle, Renderer, Theme};

use super::describe::{Described, Role, Value};
use super::fade::Fade;
use super::ring::{Focus, draw_ring};
use crate::ui::motion::Way;
use crate::ui::theme::{radius, ring};

/// A widget with the keyboard added.
pub struct Focusable<'a, M> {
    content: Element<'a, M>,
    id: Option<Id>,
    activate: Option<M>,
    corners: f32,
    role: Role,
    name: String,
    value: Value,
    fade: Option<Fade>,
    inset: bool,
}

#[derive(Default)]
struct State {
    focus: Focus,
    pressed: bool,
    way: Way<Status>,
}

/// Adds the keyboard to a widget: `activate` is sent on Enter and Space. `name` is what a screen reader says; it may be
/// empty where the widget stands beside a label.
pub fn focusable<'a, M>(
    role: Role,
    name: String,
    content: impl Into<Element<'a, M>>,
    activate: Option<M>,
) -> Focusable<'a, M> {
    let (content, corners, value) = (content.into(), radius::CONTROL, Value::None);
    Focusable { content, id: None, activate, corners, role, name, value, fade: None, inset: false }
}

impl<M> Focusable<'_, M> {
    /// The name under which it can be focused.
    #[must_use]
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// What a screen reader says instead of what is written on it, as for a key with a sign only.
    #[must_use]
    pub fn named(self, name: String) -> Self {
        Self { name, ..self }
    }

    /// What it holds.
    #[must_use]
    pub fn value(self, value: Value) -> Self {
        Self { value, ..self }
    }

    /// Draws the ring inside, where something else begins right beside it.
    #[must_use]
    pub fn inset(self) -> Self {
        Self { inset: true, ..self }
    }

    /// How it goes over from one status to the next, where its style was made with it.
    #[must_use]
    pub fn fade(self, fade: Fade) -> Self {
        Self { fade: Some(fade), ..self }
    }

    /// The radius of its corners, in logical pixels.
    #[must_use]
    pub fn corners(self, corners: f32) -> Self {
        Self { corners, ..self }
    }
}

impl State {
    /// The status that the key inside has, and the way to it.
    fn follow<M>(&mut self, usable: bool, over: bool, event: &Event, shell: &mut Shell<'_, M>) {
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) => self.pressed = over,
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)) => self.pressed = false,
            _ => {}
        }
        let status = match (usable, over, self.pressed) {
            (false, ..) => Status::Disabled,
            (true, true, true) => Status::Pressed,
            (true, true, false) => Status::Hovered,
            (true, false, _) => Status::Active,
        };
        self.way.lead(status, event, shell);
    }
}

/// Whether a key press activates: not while it is held, and not as a part of a shortcut.
pub(super) fn activates(event: &Event) -> bool {
    let Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, .. }) = event else { return false };
    let plain = !modifiers.command() && !modifiers.control() && !modifiers.alt() && !modifiers.logo();
    plain && matches!(key, Key::Named(Named::Enter | Named::Space))
}

pub(super) fn is_repeated(event: &Event) -> bool {
    matches!(event, Event::Keyboard(keyboard::Event::KeyPressed { repeat: true, .. }))
}

impl<M: Clone> Widget<M, Theme, Renderer> for Focusable<'_, M> {
    around_content!(State, M);

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        let (id, bounds, state) = (self.id.as_ref(), layout.bounds(), tree.state.downcast_mut::<State>());
        let enabled = self.activate.is_some();
        operation.container(id, bounds);
        let (role, name, value) = (self.role, self.name.clone(), self.value.clone());
        operation.custom(id, bounds, &mut Described { role, name, value, enabled, focused: state.focus.focused });
        if enabled {
            operation.focusable(id, bounds, &mut state.focus);
        } else {
            // It keeps the focus while it cannot be pressed, unless that goes elsewhere meanwhile.
            operation.custom(id, bounds, &mut state.focus);
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
        if self.fade.is_some() {
            state.follow(self.activate.is_some(), cursor.is_over(layout.bounds()), event, shell);
        }
        match (event, &self.activate) {
            // The focus goes where the mouse pressed, but the ring is for the keyboard only.
            (Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)), activate) => {
                let ringed = state.focus.ring;
                state.focus = Focus { focused: activate.is_some() && cursor.is_over(layout.bounds()), ring: false };
                if ringed {
                    shell.request_redraw();
                }
            }
            (event, Some(message)) if state.focus.focused && activates(event) && !shell.is_event_captured() => {
                if !is_repeated(event) {
                    shell.publish(message.clone());
                }
                shell.capture_event();
                return;
            }
            _ => {}
        }
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
        let state = tree.state.downcast_ref::<State>();
        if let Some(fade) = &self.fade {
            fade.set(state.way.from().unwrap_or(Status::Active), state.way.progress());
        }
        self.content.as_widget().draw(&tree.children[0], renderer, theme, style, layout, cursor, viewport);
        if self.activate.is_some() && state.focus.ring {
            let bounds = layout.bounds();
            let around = if self.inset { bounds.shrink(ring::GAP + ring::LINE + ring::HALO) } else { bounds };
            draw_ring(renderer, theme, around, self.corners, viewport);
        }
    }

    content_points!();
}

impl<'a, M: Clone + 'a> From<Focusable<'a, M>> for Element<'a, M> {
    fn from(widget: Focusable<'a, M>) -> Self {
        Self::new(widget)
    }
}
