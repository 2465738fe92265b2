//! The window's shortcuts.
//!
//! Protects: Ctrl+S, Ctrl+Q, Ctrl+1…9, Ctrl with +, − and 0, Tab and (in a modal) Escape work wherever the focus is; Enter reaches the modal's
//! primary key only when no widget wanted it. A widget, not a subscription, because iced tells subscriptions only what
//! no widget captured. And each frame is painted whole: the renderer repaints only what changed and leaves stale pixels
//! under what is half transparent (iced #3032, #3384), so an empty layer that is as large as the window changes its size
//! each time. Leaves to others: what the shortcuts do.

use std::cell::Cell;

use iced::advanced::widget::Tree;
use iced::advanced::{Clipboard, Layout, Renderer as _, Shell, Widget, mouse, renderer};
use iced::keyboard::{self, Key, key::Named};
use iced::{Element, Event, Rectangle, Renderer, Size, Theme};

use super::focus::cycle;
use super::shortcuts::{Press, shortcut, step};

struct Root<'a, M> {
    content: Element<'a, M>,
    open: Open,
    press: fn(Press) -> M,
}

/// What is open, and so what keys mean.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Open {
    /// A modal: no tab can be chosen.
    pub modal: bool,
    /// Something that Escape closes.
    pub escapes: bool,
    /// Something that goes on with Enter.
    pub enters: bool,
}

#[derive(Default)]
struct State {
    odd: Cell<bool>,
}

/// Everything in the window.
pub fn root<'a, M: 'a>(content: impl Into<Element<'a, M>>, open: Open, press: fn(Press) -> M) -> Element<'a, M> {
    Element::new(Root { content: content.into(), open, press })
}

impl<M> Widget<M, Theme, Renderer> for Root<'_, M> {
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
        if let Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, physical_key, .. }) = event {
            if let Some(forward) = step(key, *modifiers) {
                // At once, not by a message: the next key belongs to the widget that Tab leads to.
                let content = self.content.as_widget_mut();
                cycle(forward, |operation| content.operate(&mut tree.children[0], layout, renderer, operation));
                shell.capture_event();
                shell.request_redraw();
                return;
            }
            if let Some(press) = shortcut(key, *modifiers, *physical_key, self.open) {
                shell.publish((self.press)(press));
                shell.capture_event();
                return;
            }
        }
        let content = self.content.as_widget_mut();
        content.update(&mut tree.children[0], event, layout, cursor, renderer, clipboard, shell, viewport);
        if let Event::Keyboard(keyboard::Event::KeyPressed { key: Key::Named(Named::Enter), repeat: false, .. }) = event
            && self.open.enters
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
        // Twice as wide and high as the window, around its corner: of all that changed this stands nearest to the corner,
        // so the renderer begins with it, adds everything else to it, and paints once.
        let Size { width, height } = layout.bounds().size();
        let everything = Rectangle { x: -width, y: -height, width: 2.0 * width, height: 2.0 * height };
        renderer.with_layer(if odd.get() { everything } else { everything.expand(1.0) }, |_| {});
        self.content.as_widget().draw(&tree.children[0], renderer, theme, style, layout, cursor, viewport);
    }

    content_points!();
}
