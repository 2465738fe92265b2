//! A sign that something is under way: three dots, one of them bright.
//!
//! Protects: the window draws ten times a second only while the sign is shown. Leaves to others: the words beside it.

use std::time::{Duration, Instant};

use iced::advanced::widget::{Tree, tree};
use iced::advanced::{Clipboard, Layout, Renderer as _, Shell, Widget, layout, mouse, renderer};
use iced::{Element, Event, Length, Rectangle, Renderer, Size, Theme, border, window};

use crate::ui::theme::colours;

const DOT: f32 = 7.0;
const GAP: f32 = 4.0;
const STEP: Duration = Duration::from_millis(220);

struct Busy;

struct State {
    since: Instant,
    now: Instant,
}

/// The sign.
#[must_use]
pub fn busy<'a, M: 'a>() -> Element<'a, M> {
    Element::new(Busy)
}

impl<M> Widget<M, Theme, Renderer> for Busy {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        let now = Instant::now();
        tree::State::new(State { since: now, now })
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Shrink, Length::Shrink)
    }

    fn layout(&mut self, _: &mut Tree, _: &Renderer, _: &layout::Limits) -> layout::Node {
        layout::Node::new(Size::new(3.0 * DOT + 2.0 * GAP, DOT))
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        _: Layout<'_>,
        _: mouse::Cursor,
        _: &Renderer,
        _: &mut dyn Clipboard,
        shell: &mut Shell<'_, M>,
        _: &Rectangle,
    ) {
        if let Event::Window(window::Event::RedrawRequested(now)) = event {
            tree.state.downcast_mut::<State>().now = *now;
            shell.request_redraw_at(*now + STEP);
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        _: &renderer::Style,
        layout: Layout<'_>,
        _: mouse::Cursor,
        _: &Rectangle,
    ) {
        let State { since, now } = tree.state.downcast_ref::<State>();
        let bright = now.saturating_duration_since(*since).as_millis() / STEP.as_millis() % 3;
        for (dot, x) in (0_u8..3).zip([0.0, DOT + GAP, 2.0 * (DOT + GAP)]) {
            let bounds = Rectangle { x: layout.bounds().x + x, y: layout.bounds().y, width: DOT, height: DOT };
            let colour = colours(theme).accent.scale_alpha(if u128::from(dot) == bright { 1.0 } else { 0.3 });
            let quad = renderer::Quad { bounds, border: border::rounded(DOT / 2.0), ..renderer::Quad::default() };
            renderer.fill_quad(quad, colour);
        }
    }
}
