//! A text field: the one place that makes one.
//!
//! Protects: every field looks the same, says what it is and what it holds, and shows the focus; "left" is told once,
//! however the field lost the focus: a click elsewhere, Tab, Escape or a program's own move of the focus; and only when
//! the mouse's button is up again, because what is said then may move the key that is being pressed. A field that cannot
//! be changed now is passed over by Tab; with the mouse its text can still be marked and copied. Leaves to others: what
//! is done with the text.

use iced::advanced::widget::{Id, Operation, Tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, mouse, renderer};
use iced::keyboard::{self, Key, key::Named};
use iced::widget::text_input::{self, TextInput};
use iced::{Element, Event, Fill, Length, Rectangle, Renderer, Theme, touch, window};

use super::describe::{Described, Role, Value};
use super::ring::draw_halo;
use crate::ui::style;
use crate::ui::theme::{radius, size, space};

type Inner = text_input::State<<Renderer as iced::advanced::text::Renderer>::Paragraph>;

/// A text field before it is drawn.
pub struct Field<'a, M> {
    input: TextInput<'a, M>,
    id: Option<Id>,
    name: String,
    value: String,
    secret: bool,
    enabled: bool,
    wrong: bool,
    left: Option<M>,
    step: Option<Step<'a, M>>,
}

/// What a step up or down sends.
type Step<'a, M> = Box<dyn Fn(i64) -> M + 'a>;

/// A text field; `placeholder` is shown while it is empty. Without [`Field::on_input`] it cannot be changed.
#[must_use]
pub fn field<'a, M: Clone + 'a>(placeholder: &str, value: &str) -> Field<'a, M> {
    let input = TextInput::new(placeholder, value).size(size::BODY).padding(space::FIELD).width(Fill);
    let value = value.to_owned();
    Field {
        input,
        id: None,
        name: String::new(),
        value,
        secret: false,
        enabled: false,
        wrong: false,
        left: None,
        step: None,
    }
}

impl<'a, M: Clone + 'a> Field<'a, M> {
    /// The name under which it can be focused.
    #[must_use]
    pub fn id(self, id: impl Into<Id>) -> Self {
        let id = id.into();
        Self { input: self.input.id(id.clone()), id: Some(id), ..self }
    }

    /// What a screen reader says where no label stands beside it.
    #[must_use]
    pub fn named(self, name: String) -> Self {
        Self { name, ..self }
    }

    /// What is sent for each change, if it can be changed now.
    #[must_use]
    pub fn on_input(self, message: Option<impl Fn(String) -> M + 'a>) -> Self {
        Self { enabled: message.is_some(), input: self.input.on_input_maybe(message), ..self }
    }

    /// What is sent instead when something was pasted.
    #[must_use]
    pub fn on_paste(self, message: Option<impl Fn(String) -> M + 'a>) -> Self {
        Self { input: self.input.on_paste_maybe(message), ..self }
    }

    /// What the arrows up and down send: 1 and -1, with Shift or as Page Up and Page Down 10 and -10.
    #[must_use]
    pub fn on_step(self, message: Option<impl Fn(i64) -> M + 'a>) -> Self {
        Self { step: message.map(|message| Box::new(message) as Step<'a, M>), ..self }
    }

    /// What Enter sends.
    #[must_use]
    pub fn on_submit(self, message: M) -> Self {
        Self { input: self.input.on_submit(message), ..self }
    }

    /// What Enter sends, if anything.
    #[must_use]
    pub fn on_submit_maybe(self, message: Option<M>) -> Self {
        Self { input: self.input.on_submit_maybe(message), ..self }
    }

    /// What is sent when it was left.
    #[must_use]
    pub fn on_blur(self, message: M) -> Self {
        Self { left: Some(message), ..self }
    }

    /// Shown as dots; can be pasted but not copied out.
    #[must_use]
    pub fn secret(self) -> Self {
        Self { input: self.input.secure(true), value: String::new(), secret: true, ..self }
    }

    /// Whether its edge says that something is wrong.
    #[must_use]
    pub fn wrong(self, wrong: bool) -> Self {
        Self { wrong, ..self }
    }

    /// Another width than all there is.
    #[must_use]
    pub fn width(self, width: impl Into<Length>) -> Self {
        Self { input: self.input.width(width), ..self }
    }
}

impl<'a, M: Clone + 'a> From<Field<'a, M>> for Element<'a, M> {
    fn from(field: Field<'a, M>) -> Self {
        let Field { input, id, name, value, secret, enabled, wrong, left, step } = field;
        let value = if secret { Value::Secret } else { Value::Text(value) };
        let described = Described { role: Role::TextInput, name, value, enabled, focused: false };
        Self::new(Shown { content: input.style(style::field(wrong)).into(), id, described, left, step })
    }
}

struct Shown<'a, M> {
    content: Element<'a, M>,
    id: Option<Id>,
    described: Described,
    left: Option<M>,
    step: Option<Step<'a, M>>,
}

/// How far a key press steps.
fn steps(event: &Event) -> Option<i64> {
    let Event::Keyboard(keyboard::Event::KeyPressed { key: Key::Named(key), modifiers, .. }) = event else {
        return None;
    };
    let by = if modifiers.shift() { 10 } else { 1 };
    match key {
        Named::ArrowUp => Some(by),
        Named::ArrowDown => Some(-by),
        Named::PageUp => Some(10),
        Named::PageDown => Some(-10),
        _ => None,
    }
}

#[derive(Default)]
struct State {
    focused: bool,
    /// It was left by a press that goes on: it is told when that ends.
    owed: bool,
}

/// Whether a press begins that will end.
fn is_press(event: &Event) -> bool {
    matches!(event, Event::Mouse(mouse::Event::ButtonPressed(_)) | Event::Touch(touch::Event::FingerPressed { .. }))
}

/// Whether no press can be going on after it: also where its end was kept from this field.
fn ends_press(event: &Event) -> bool {
    matches!(
        event,
        Event::Mouse(mouse::Event::ButtonReleased(_))
            | Event::Touch(touch::Event::FingerLifted { .. } | touch::Event::FingerLost { .. })
            | Event::Keyboard(keyboard::Event::KeyPressed { .. })
            | Event::Window(window::Event::Unfocused)
    )
}

fn is_focused(tree: &Tree) -> bool {
    tree.children[0].state.downcast_ref::<Inner>().is_focused()
}

impl<M: Clone> Widget<M, Theme, Renderer> for Shown<'_, M> {
    around_content!(State, M);

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        let focused = is_focused(tree);
        operation.container(self.id.as_ref(), layout.bounds());
        let mut described = Described { focused, ..self.described.clone() };
        operation.custom(self.id.as_ref(), layout.bounds(), &mut described);
        // One that has the focus by the mouse is offered, so that Tab goes on from there.
        if self.described.enabled || focused {
            self.content.as_widget_mut().operate(&mut tree.children[0], layout, renderer, operation);
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
        if let Some((step, by)) = self.step.as_ref().filter(|_| is_focused(tree)).zip(steps(event)) {
            shell.publish(step(by));
            shell.capture_event();
            return;
        }
        let content = self.content.as_widget_mut();
        content.update(&mut tree.children[0], event, layout, cursor, renderer, clipboard, shell, viewport);
        let focused = is_focused(tree);
        let state = tree.state.downcast_mut::<State>();
        let lost = state.focused && !focused;
        let told = if lost { !is_press(event) } else { state.owed && ends_press(event) };
        *state = State { focused, owed: !focused && !told && (lost || state.owed) };
        if let Some(left) = self.left.as_ref().filter(|_| told && !focused) {
            shell.publish(left.clone());
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
        if is_focused(tree) {
            draw_halo(renderer, theme, layout.bounds(), radius::CONTROL, viewport);
        }
        self.content.as_widget().draw(&tree.children[0], renderer, theme, style, layout, cursor, viewport);
    }

    content_points!();
}
