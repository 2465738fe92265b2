//! A switch's track and knob. (iced's own jumps.)
//!
//! Protects: on and off differ by place as well as by colour; the knob slides there in a moment. Leaves to others: the
//! keyboard (`focusable`).

use iced::advanced::widget::{Tree, tree};
use iced::advanced::{Clipboard, Layout, Renderer as _, Shell, Widget, layout, mouse, renderer};
use iced::widget::toggler::Status;
use iced::{Background, Color, Element, Event, Length, Rectangle, Renderer, Size, Theme, border, touch};

use crate::ui::motion::{Way, between};
use crate::ui::style;
use crate::ui::theme::space;

struct Knob<M> {
    on: bool,
    toggle: Option<M>,
}

#[derive(Default)]
struct State {
    way: Way<bool>,
    hovered: bool,
}

/// A switch that sends `toggle` when it is clicked.
pub(super) fn knob<'a, M: Clone + 'a>(on: bool, toggle: Option<M>) -> Element<'a, M> {
    Element::new(Knob { on, toggle })
}

fn plain(ground: Background) -> Color {
    match ground {
        Background::Color(colour) => colour,
        Background::Gradient(_) => Color::TRANSPARENT,
    }
}

impl<M: Clone> Widget<M, Theme, Renderer> for Knob<M> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Shrink, Length::Shrink)
    }

    fn layout(&mut self, _: &mut Tree, _: &Renderer, _: &layout::Limits) -> layout::Node {
        layout::Node::new(Size::new(2.0 * space::SWITCH, space::SWITCH))
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _: &Renderer,
        _: &mut dyn Clipboard,
        shell: &mut Shell<'_, M>,
        _: &Rectangle,
    ) {
        let state = tree.state.downcast_mut::<State>();
        state.way.lead(self.on, event, shell);
        let over = cursor.is_over(layout.bounds());
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left))
            | Event::Touch(touch::Event::FingerPressed { .. })
                if over =>
            {
                if let Some(toggle) = &self.toggle {
                    shell.publish(toggle.clone());
                    shell.capture_event();
                }
            }
            _ if state.hovered != over => {
                state.hovered = over;
                shell.request_redraw();
            }
            _ => {}
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
        let state = tree.state.downcast_ref::<State>();
        let look = |is_toggled| {
            style::switch(
                theme,
                match (&self.toggle, state.hovered) {
                    (None, _) => Status::Disabled { is_toggled },
                    (Some(_), true) => Status::Hovered { is_toggled },
                    (Some(_), false) => Status::Active { is_toggled },
                },
            )
        };
        let progress = state.way.progress();
        let part = if self.on { progress } else { 1.0 - progress };
        let (off, on, bounds) = (look(false), look(true), layout.bounds());
        let track = between(plain(off.background), plain(on.background), part);
        let corners = border::rounded(bounds.height / 2.0);
        renderer.fill_quad(renderer::Quad { bounds, border: corners, ..renderer::Quad::default() }, track);
        let gap = space::SWITCH_GAP;
        let side = bounds.height - 2.0 * gap;
        let x = bounds.x + gap + part * (bounds.width - bounds.height);
        let bounds = Rectangle { x, y: bounds.y + gap, width: side, height: side };
        let knob = between(plain(off.foreground), plain(on.foreground), part);
        let quad = renderer::Quad { bounds, border: border::rounded(side / 2.0), ..renderer::Quad::default() };
        renderer.fill_quad(quad, knob);
    }

    fn mouse_interaction(
        &self,
        _: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _: &Rectangle,
        _: &Renderer,
    ) -> mouse::Interaction {
        match (cursor.is_over(layout.bounds()), &self.toggle) {
            (true, Some(_)) => mouse::Interaction::Pointer,
            (true, None) => mouse::Interaction::NotAllowed,
            (false, _) => mouse::Interaction::default(),
        }
    }
}
