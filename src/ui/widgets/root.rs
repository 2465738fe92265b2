//! The window's shortcuts.
//!
//! Protects: Ctrl+S, Ctrl+Q, Ctrl+1…9, Tab and (in a modal) Escape work wherever the focus is; Enter reaches the modal's
//! primary key only when no widget wanted it. A widget, not a subscription, because iced tells subscriptions only what
//! no widget captured. And it paints the ground anew, by the least possible step of alpha, each time: the renderer
//! repaints only what changed and leaves stale pixels under what is half transparent (iced #3032, #3384), so each frame
//! must change everywhere. Leaves to others: what the shortcuts do.

use std::cell::Cell;

use iced::advanced::widget::{Operation, Tree};
use iced::advanced::{Clipboard, Layout, Renderer as _, Shell, Widget, mouse, renderer};
use iced::keyboard::{self, Key, Modifiers, key::Named};
use iced::{Element, Event, Rectangle, Renderer, Theme};

use crate::ui::theme::colours;

/// A shortcut that was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// Ctrl+S.
    Save,
    /// Ctrl+Q.
    Quit,
    /// Ctrl+1 is 0, and so on.
    Tab(usize),
    /// Tab.
    Next,
    /// Shift+Tab.
    Previous,
    /// Escape, while something can be closed.
    Escape,
    /// Enter that no widget wanted, while a modal is open.
    Enter,
}

struct Root<'a, M> {
    content: Element<'a, M>,
    modal: bool,
    escapes: bool,
    press: fn(Press) -> M,
}

#[derive(Default)]
struct State {
    odd: Cell<bool>,
}

/// Everything in the window; `modal`: whether a modal is open; `escapes`: whether that or something else can be closed.
pub fn root<'a, M: 'a>(
    content: impl Into<Element<'a, M>>,
    modal: bool,
    escapes: bool,
    press: fn(Press) -> M,
) -> Element<'a, M> {
    Element::new(Root { content: content.into(), modal, escapes, press })
}

fn before(key: &Key, modifiers: Modifiers, escapes: bool) -> Option<Press> {
    match key.as_ref() {
        Key::Named(Named::Tab) if modifiers.shift() => Some(Press::Previous),
        Key::Named(Named::Tab) => Some(Press::Next),
        Key::Named(Named::Escape) if escapes => Some(Press::Escape),
        Key::Character(letter) if modifiers.command() && letter.eq_ignore_ascii_case("s") => Some(Press::Save),
        Key::Character(letter) if modifiers.command() && letter.eq_ignore_ascii_case("q") => Some(Press::Quit),
        _ => None,
    }
}

/// The digit keys by their place, because a Czech layout has letters with diacritics there.
fn digit(physical: keyboard::key::Physical) -> Option<usize> {
    use keyboard::key::{Code, Physical};
    let codes = [
        Code::Digit1,
        Code::Digit2,
        Code::Digit3,
        Code::Digit4,
        Code::Digit5,
        Code::Digit6,
        Code::Digit7,
        Code::Digit8,
        Code::Digit9,
    ];
    codes.iter().position(|code| physical == Physical::Code(*code))
}

impl<M> Widget<M, Theme, Renderer> for Root<'_, M> {
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
        if let Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, physical_key, .. }) = event {
            let number = digit(*physical_key).filter(|_| modifiers.command() && !self.modal).map(Press::Tab);
            if let Some(press) = before(key, *modifiers, self.escapes).or(number) {
                shell.publish((self.press)(press));
                shell.capture_event();
                return;
            }
        }
        let content = self.content.as_widget_mut();
        content.update(&mut tree.children[0], event, layout, cursor, renderer, clipboard, shell, viewport);
        if let Event::Keyboard(keyboard::Event::KeyPressed { key: Key::Named(Named::Enter), repeat: false, .. }) = event
            && self.modal
            && !shell.is_event_captured()
        {
            shell.publish((self.press)(Press::Enter));
            shell.capture_event();
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
        let odd = &tree.state.downcast_ref::<State>().odd;
        odd.set(!odd.get());
        let alpha = if odd.get() { 1.0 } else { 1.0 - f32::EPSILON };
        let ground = iced::Color { a: alpha, ..colours(theme).page };
        renderer.fill_quad(renderer::Quad { bounds: layout.bounds(), ..renderer::Quad::default() }, ground);
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
