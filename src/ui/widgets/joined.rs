//! Controls of which one is chosen, side by side: tabs, the languages.
//!
//! Protects: with the focus on one of them Left, Right, Home and End go to another and choose it, round the ends; Tab
//! still reaches each. Leaves to others: the controls.

use iced::advanced::widget::{Id, Operation, Tree, operation};
use iced::advanced::{Clipboard, Layout, Shell, Widget, mouse};
use iced::keyboard::{self, Key, key::Named};
use iced::{Element, Event, Rectangle, Renderer, Theme};

use super::focus::FocusNth;

struct Joined<'a, M> {
    content: Element<'a, M>,
    choose: Vec<M>,
}

/// `content` holds as many controls as there are messages, in the same order.
pub fn joined<'a, M: Clone + 'a>(content: impl Into<Element<'a, M>>, choose: Vec<M>) -> Element<'a, M> {
    Element::new(Joined { content: content.into(), choose })
}

#[derive(Default)]
struct FindFocused {
    at: usize,
    focused: Option<usize>,
}

impl Operation for FindFocused {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn focusable(&mut self, _: Option<&Id>, _: Rectangle, state: &mut dyn operation::Focusable) {
        if state.is_focused() {
            self.focused = Some(self.at);
        }
        self.at += 1;
    }
}

/// Where a key leads from the one `at` of `count`.
fn goal(event: &Event, at: usize, count: usize) -> Option<usize> {
    let Event::Keyboard(keyboard::Event::KeyPressed { key: Key::Named(key), modifiers, .. }) = event else {
        return None;
    };
    if !modifiers.is_empty() {
        return None;
    }
    match key {
        Named::ArrowLeft => Some(at.checked_sub(1).unwrap_or(count - 1)),
        Named::ArrowRight => Some((at + 1) % count),
        Named::Home => Some(0),
        Named::End => Some(count - 1),
        _ => None,
    }
}

impl<M: Clone> Widget<M, Theme, Renderer> for Joined<'_, M> {
    around_content!((), M);

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
        let content = self.content.as_widget_mut();
        let tree = &mut tree.children[0];
        content.update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
        if shell.is_event_captured() || !matches!(event, Event::Keyboard(keyboard::Event::KeyPressed { .. })) {
            return;
        }
        let mut find = FindFocused::default();
        content.operate(tree, layout, renderer, &mut find);
        let goal = find.focused.and_then(|at| goal(event, at, self.choose.len().max(1)));
        if let Some((to, message)) = goal.and_then(|to| Some((to, self.choose.get(to)?))) {
            content.operate(tree, layout, renderer, &mut FocusNth::new(to));
            shell.publish(message.clone());
            shell.capture_event();
            shell.request_redraw();
        }
    }

    content_is_drawn!();

    content_points!();
}
