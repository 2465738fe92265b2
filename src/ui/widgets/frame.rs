//! The window's parts over one another: header, tabs, page, bar.
//!
//! Protects: the page can be used in the lowest window. Where too little is left of it, the header scrolls away before the
//! page scrolls, and comes back after it, or when the focus goes into it; the bar takes no more than its share, and is left
//! out while it has nothing to say. The tree of widgets stays the same. Leaves to others: what the parts are.

use iced::advanced::widget::{Operation, Tree, operation, tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, layout, mouse};
use iced::{Element, Event, Length, Point, Rectangle, Renderer, Size, Theme, mouse as pointer, window};

use super::arranged::is_there;
use crate::ui::theme::space;

/// Whether the bar has something to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bar {
    /// It has, and stays.
    Needed,
    /// It only says that all is well: a low window goes without.
    Idle,
}

/// The part of the window's height that the bar may take.
const SHARE: f32 = 0.45;

struct Frame<'a, M> {
    parts: [Element<'a, M>; 4],
    bar: Bar,
}

#[derive(Debug, Default)]
struct State {
    /// How much of the header has scrolled away.
    hidden: f32,
    /// How much of it can.
    hideable: f32,
    /// Whether the header was asked for, and may take the page's place.
    wanted: bool,
    focus: Option<usize>,
    pressed: bool,
}

impl State {
    /// Moves the header as the wheel was turned; whether it moved.
    fn scroll(&mut self, by: Option<f32>) -> bool {
        let by = by.unwrap_or_default();
        let hidden = (self.hidden - by).clamp(0.0, self.hideable);
        self.wanted = by > 0.0;
        let moved = (hidden - self.hidden).abs() > 0.1;
        self.hidden = hidden;
        moved
    }
}

const HEADER: usize = 0;
const TABS: usize = 1;
const PAGE: usize = 2;
const BAR: usize = 3;

/// Header, tabs, page and bar. The page fills what the others leave.
pub fn frame<'a, M: 'a>(
    header: impl Into<Element<'a, M>>,
    tabs: impl Into<Element<'a, M>>,
    page: impl Into<Element<'a, M>>,
    (bar, content): (Bar, Element<'a, M>),
) -> Element<'a, M> {
    Element::new(Frame { parts: [header.into(), tabs.into(), page.into(), content], bar })
}

impl<M> Frame<'_, M> {
    /// The part in which the focus is.
    fn focused(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer) -> Option<usize> {
        let mut parts = self.parts.iter_mut().zip(&mut tree.children).zip(layout.children());
        parts.position(|((part, tree), layout)| {
            let mut search = Focused(false);
            part.as_widget_mut().operate(tree, layout, renderer, &mut search);
            search.0
        })
    }

    /// Hides the header for a page that is used with keys, and shows it again when the focus goes there.
    fn follow_focus(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer) -> bool {
        let focus = self.focused(tree, layout, renderer);
        let state = tree.state.downcast_mut::<State>();
        let by_keys = !std::mem::take(&mut state.pressed);
        if std::mem::replace(&mut state.focus, focus) == focus || !by_keys {
            return false;
        }
        let hidden = match focus {
            Some(HEADER) => 0.0,
            Some(PAGE) => state.hideable,
            _ => state.hidden,
        };
        state.wanted = focus == Some(HEADER);
        std::mem::replace(&mut state.hidden, hidden) != hidden
    }
}

struct Focused(bool);

impl Operation for Focused {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn focusable(&mut self, _: Option<&iced::widget::Id>, _: Rectangle, state: &mut dyn operation::Focusable) {
        self.0 |= state.is_focused();
    }
}

/// How far the wheel was turned, in logical pixels; upwards is positive.
fn turned(event: &Event) -> Option<f32> {
    match event {
        Event::Mouse(pointer::Event::WheelScrolled { delta }) => Some(match delta {
            // As iced's scrollable has it.
            pointer::ScrollDelta::Lines { y, .. } => y * 60.0,
            pointer::ScrollDelta::Pixels { y, .. } => *y,
        }),
        _ => None,
    }
}

fn lay_out_again<M>(shell: &mut Shell<'_, M>) {
    shell.invalidate_layout();
    shell.request_redraw();
}

impl<M> Widget<M, Theme, Renderer> for Frame<'_, M> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    of_parts!(M);

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Fill)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let Size { width, height } = limits.max();
        let mut measure = |part: usize, size: Size| {
            let limits = layout::Limits::new(Size::ZERO, size);
            self.parts[part].as_widget_mut().layout(&mut tree.children[part], renderer, &limits)
        };
        let header = measure(HEADER, Size::new(width, f32::INFINITY));
        let tabs = measure(TABS, Size::new(width, f32::INFINITY));
        let mut bar = measure(BAR, Size::new(width, (height * SHARE).floor()));
        let above = header.size().height + tabs.size().height;
        let low = height - above - bar.size().height < space::PAGE_HEIGHT;
        if low && self.bar == Bar::Idle {
            bar = layout::Node::new(Size::ZERO);
        }
        let state = tree.state.downcast_mut::<State>();
        state.hideable = if low { header.size().height } else { 0.0 };
        let least = if state.wanted { 0.0 } else { space::PAGE_LEAST - (height - above - bar.size().height) };
        state.hidden = state.hidden.max(least).clamp(0.0, state.hideable);
        let hidden = state.hidden;
        let above = above - hidden;
        if above + bar.size().height > height {
            bar = layout::Node::new(Size::ZERO);
        }
        let rest = Size::new(width, (height - above - bar.size().height).max(0.0));
        let page = measure(PAGE, rest);
        let tabs_at = above - tabs.size().height;
        let nodes = vec![
            header.move_to(Point::new(0.0, -hidden)),
            tabs.move_to(Point::new(0.0, tabs_at)),
            page.move_to(Point::new(0.0, above)),
            bar.move_to(Point::new(0.0, above + rest.height)),
        ];
        layout::Node::with_children(Size::new(width, height), nodes)
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
        let turned = turned(event);
        let turned = turned.filter(|_| cursor.is_over(layout.bounds()));
        if turned.is_some_and(|by| by < 0.0) && tree.state.downcast_mut::<State>().scroll(turned) {
            shell.capture_event();
            return lay_out_again(shell);
        }
        for ((part, tree), layout) in self.parts.iter_mut().zip(&mut tree.children).zip(layout.children()) {
            if is_there(layout) {
                part.as_widget_mut().update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
            }
        }
        match event {
            Event::Mouse(pointer::Event::WheelScrolled { .. })
                if !shell.is_event_captured() && tree.state.downcast_mut::<State>().scroll(turned) =>
            {
                shell.capture_event();
                lay_out_again(shell);
            }
            Event::Mouse(pointer::Event::ButtonPressed(_)) => tree.state.downcast_mut::<State>().pressed = true,
            Event::Window(window::Event::RedrawRequested(_)) if self.follow_focus(tree, layout, renderer) => {
                lay_out_again(shell);
            }
            _ => {}
        }
    }
}
