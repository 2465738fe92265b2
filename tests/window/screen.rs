//! The screen as the real window paints it: only what changed since the frame before.
//!
//! Protects: the same steps as in the renderer's `present`, which needs a display, for figures (`benches/frame.rs`) and for
//! stale pixels. Leaves to others: handing the pixels to the display.

use iced::advanced::graphics::{Viewport, damage};
use iced_test::core::{Color, Rectangle, Size};
use iced_tiny_skia::Layer;

use super::support::Window;

/// What the real window keeps from frame to frame.
pub struct Screen {
    pixels: tiny_skia::Pixmap,
    mask: tiny_skia::Mask,
    viewport: Viewport,
    before: Vec<Layer>,
}

impl Screen {
    pub fn new(width: u32, height: u32, scale: f32) -> Self {
        Self {
            pixels: tiny_skia::Pixmap::new(width, height).expect("pixels"),
            mask: tiny_skia::Mask::new(width, height).expect("mask"),
            viewport: Viewport::with_physical_size(Size::new(width, height), scale),
            before: Vec::new(),
        }
    }

    /// Its size in logical pixels.
    pub fn size(&self) -> Size {
        self.viewport.logical_size()
    }

    /// Paints what changed. Gives the painted parts, in shares of the screen.
    #[allow(dead_code, reason = "for the figures")]
    pub fn paint(&mut self, window: &mut Window, theme: &iced::Theme) -> Vec<f32> {
        let ground = window.app.style(theme).background_color;
        window.drawn(theme, |renderer| self.present(renderer, ground)).0
    }

    /// The same; and whether painting all of it anew gives the same pixels.
    #[allow(dead_code, reason = "for the tests")]
    pub fn paint_and_compare(&mut self, window: &mut Window, theme: &iced::Theme) -> (Vec<f32>, bool) {
        let ground = window.app.style(theme).background_color;
        let (both, _) = window.drawn(theme, |renderer| {
            let shares = self.present(renderer, ground);
            let (width, height) = (self.pixels.width(), self.pixels.height());
            let mut anew = tiny_skia::Pixmap::new(width, height).expect("pixels");
            let whole = [Rectangle::with_size(self.size())];
            renderer.draw(&mut anew.as_mut(), &mut self.mask, &self.viewport, &whole, ground);
            (shares, anew.data() == self.pixels.data())
        });
        both
    }

    /// As `iced_tiny_skia::window::compositor::present`.
    fn present(&mut self, renderer: &mut iced::Renderer, ground: Color) -> Vec<f32> {
        let whole = Rectangle::with_size(self.size());
        let changed = if self.before.is_empty() {
            vec![whole]
        } else {
            damage::diff(&self.before, renderer.layers(), |layer| vec![layer.bounds], Layer::damage)
        };
        let changed = damage::group(changed, whole);
        self.before = renderer.layers().to_vec();
        renderer.draw(&mut self.pixels.as_mut(), &mut self.mask, &self.viewport, &changed, ground);
        changed.iter().map(|changed| changed.area() / whole.area()).collect()
    }
}
