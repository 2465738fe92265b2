//! The focus of one widget, and how it shows.
//!
//! Protects: the ring looks the same around everything that can have the focus, stands clear of what it surrounds and
//! is drawn over its neighbours. Leaves to others: who gets the focus.

use iced::advanced::{Renderer as _, renderer, widget::operation};
use iced::{Color, Rectangle, Renderer, Theme, border};

use crate::ui::theme::{colours, ring};

/// Whether a widget has the focus, and whether it got it from the keyboard.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Focus {
    /// Has it.
    pub focused: bool,
    /// Shows it: a mouse needs no ring.
    pub ring: bool,
}

impl operation::Focusable for Focus {
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

/// The ring around a widget, with its halo.
pub fn draw_ring(renderer: &mut Renderer, theme: &Theme, around: Rectangle, corners: f32, viewport: &Rectangle) {
    let line = around.expand(ring::GAP + ring::LINE);
    draw_halo(renderer, theme, line, corners + ring::GAP + ring::LINE, viewport);
    edge(renderer, line, corners + ring::GAP + ring::LINE, ring::LINE, colours(theme).accent, viewport);
}

/// The halo alone, for what colours its own edge.
pub fn draw_halo(renderer: &mut Renderer, theme: &Theme, around: Rectangle, corners: f32, viewport: &Rectangle) {
    let soft = colours(theme).accent.scale_alpha(ring::HALO_ALPHA);
    edge(renderer, around.expand(ring::HALO), corners + ring::HALO, ring::HALO, soft, viewport);
}

fn edge(renderer: &mut Renderer, bounds: Rectangle, corners: f32, width: f32, colour: Color, viewport: &Rectangle) {
    // A layer of its own, or the neighbours' grounds would be drawn over it.
    let Some(clip) = bounds.expand(1.0).intersection(viewport) else { return };
    renderer.with_layer(clip, |renderer| {
        let border = border::rounded(corners).width(width).color(colour);
        renderer.fill_quad(renderer::Quad { bounds, border, ..renderer::Quad::default() }, Color::TRANSPARENT);
    });
}
