//! A list of choices, open.
//!
//! Protects: it is never larger than the window and scrolls when it must; Escape and a click elsewhere close it and do
//! nothing else, so that a modal behind stays; Tab takes the marked one, and goes on where that changes nothing. Leaves to others: opening it.

use iced::advanced::text::Renderer as _;
use iced::advanced::{Clipboard, Layout, Renderer as _, Shell, layout, mouse, overlay, renderer};
use iced::keyboard::{self, Key, key::Named};
use iced::{Event, Point, Rectangle, Renderer, Size, Theme, border, touch};

use super::focusable::is_repeated;
use super::list::{Label, State, draw_icon, label};
use crate::ui::style;
use crate::ui::theme::icon::Icon;
use crate::ui::theme::{colours, radius, size, space};

/// The open list over everything.
pub(super) struct Menu<'a, M> {
    pub state: &'a mut State,
    pub options: &'a [(String, M)],
    pub chosen: Option<usize>,
    /// Where the closed list stands.
    pub anchor: Rectangle,
}

/// What a key does.
enum Act {
    To(usize),
    Take,
    CloseAndPass,
    Close,
    Swallow,
    Pass,
}

const SIDES: f32 = 2.0 * (space::TINY + space::MENU_ROW[1]) + size::ICON + space::SMALL;

impl<M: Clone> Menu<'_, M> {
    fn act(&mut self, event: &Event) -> Act {
        let Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, .. }) = event else { return Act::Pass };
        let last = self.options.len().saturating_sub(1);
        match key {
            // What was chosen may change what comes next, so Tab goes on only when nothing changed.
            Key::Named(Named::Tab) if Some(self.state.at) == self.chosen => Act::CloseAndPass,
            Key::Named(Named::Tab) => Act::Take,
            Key::Named(Named::Escape) => Act::Close,
            Key::Named(Named::Enter | Named::Space) if is_repeated(event) => Act::Swallow,
            Key::Named(Named::Enter | Named::Space | Named::F4) => Act::Take,
            Key::Named(Named::ArrowUp | Named::ArrowDown) if modifiers.alt() => Act::Take,
            Key::Named(Named::ArrowUp) => Act::To(self.state.at.saturating_sub(1)),
            Key::Named(Named::ArrowDown) => Act::To((self.state.at + 1).min(last)),
            Key::Named(Named::Home | Named::PageUp) => Act::To(0),
            Key::Named(Named::End | Named::PageDown) => Act::To(last),
            _ if modifiers.command() || modifiers.control() => Act::Pass,
            Key::Character(letter) => {
                let found = self.state.find(letter, self.options, Some(self.state.at));
                found.map_or(Act::Swallow, Act::To)
            }
            _ => Act::Swallow,
        }
    }

    fn take(&mut self, shell: &mut Shell<'_, M>) {
        self.state.open = false;
        let at = self.state.at;
        if let Some((_, message)) = self.options.get(at).filter(|_| Some(at) != self.chosen) {
            shell.publish(message.clone());
        }
    }

    /// Scrolls so that the marked one is seen.
    fn reveal(&mut self, layout: Layout<'_>) {
        let Some(row) = layout.children().nth(self.state.at) else { return };
        let (menu, row) = (layout.bounds(), row.bounds());
        let (above, below) = (menu.y + space::TINY - row.y, row.y + row.height - (menu.y + menu.height - space::TINY));
        self.state.scroll += below.max(0.0) - above.max(0.0);
    }

    fn row_at(&self, layout: Layout<'_>, cursor: mouse::Cursor) -> Option<usize> {
        let point = cursor.position_over(layout.bounds())?;
        layout.children().position(|row| row.bounds().contains(point))
    }

    fn press(&mut self, layout: Layout<'_>, cursor: mouse::Cursor, shell: &mut Shell<'_, M>) {
        match self.row_at(layout, cursor) {
            Some(row) => {
                self.state.at = row;
                self.take(shell);
            }
            None if cursor.is_over(layout.bounds()) => (),
            None => self.state.open = false,
        }
        shell.capture_event();
        shell.request_redraw();
    }
}

impl<M: Clone> overlay::Overlay<M, Theme, Renderer> for Menu<'_, M> {
    fn layout(&mut self, _: &Renderer, window: Size) -> layout::Node {
        let State { rows, scroll, at, .. } = &mut *self.state;
        rows.resize_with(self.options.len(), Label::default);
        *at = (*at).min(self.options.len().saturating_sub(1));
        let widest = |rows: &mut Vec<Label>, width: f32| {
            let laid = rows.iter_mut().zip(self.options).map(|(row, (name, _))| {
                let _changed = row.update(label(name, width));
                row.min_width().ceil()
            });
            laid.fold(0.0, f32::max)
        };
        let most = (window.width - 2.0 * space::SMALL).max(1.0);
        let width = (widest(rows, most - SIDES) + SIDES).max(self.anchor.width).min(most);
        let _laid = widest(rows, (width - SIDES).max(1.0));

        let heights = rows.iter().map(|row| row.min_height() + 2.0 * space::MENU_ROW[0]);
        let whole = heights.clone().sum::<f32>() + 2.0 * space::TINY;
        let below = window.height - (self.anchor.y + self.anchor.height) - space::TINY - space::SMALL;
        let above = self.anchor.y - space::TINY - space::SMALL;
        let under = whole <= below || below >= above;
        let height = whole.min(if under { below } else { above }).max(0.0);
        *scroll = scroll.clamp(0.0, (whole - height).max(0.0));

        let mut y = space::TINY - *scroll;
        let rows = heights.map(|height| {
            let row = layout::Node::new(Size::new(width - 2.0 * space::TINY, height));
            let row = row.move_to(Point::new(space::TINY, y));
            y += height;
            row
        });
        let rows = rows.collect();
        let x = self.anchor.x.min(window.width - space::SMALL - width).max(space::SMALL);
        let y =
            if under { self.anchor.y + self.anchor.height + space::TINY } else { self.anchor.y - space::TINY - height };
        layout::Node::with_children(Size::new(width, height), rows).move_to(Point::new(x, y))
    }

    fn update(
        &mut self,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _: &Renderer,
        _: &mut dyn Clipboard,
        shell: &mut Shell<'_, M>,
    ) {
        match event {
            Event::Keyboard(keyboard::Event::KeyPressed { .. }) => {
                match self.act(event) {
                    Act::To(at) => {
                        self.state.at = at;
                        self.reveal(layout);
                    }
                    Act::Take => self.take(shell),
                    Act::Close => self.state.open = false,
                    Act::Swallow => (),
                    Act::CloseAndPass => {
                        self.state.open = false;
                        return;
                    }
                    Act::Pass => return,
                }
                shell.capture_event();
                shell.invalidate_layout();
                shell.request_redraw();
            }
            Event::Mouse(mouse::Event::CursorMoved { .. }) => {
                if let Some(row) = self.row_at(layout, cursor).filter(|row| *row != self.state.at) {
                    self.state.at = row;
                    shell.request_redraw();
                }
            }
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left))
            | Event::Touch(touch::Event::FingerPressed { .. }) => self.press(layout, cursor, shell),
            Event::Mouse(mouse::Event::WheelScrolled { delta }) => {
                let lines = match delta {
                    mouse::ScrollDelta::Lines { y, .. } => y * space::CONTROL,
                    mouse::ScrollDelta::Pixels { y, .. } => *y,
                };
                self.state.scroll -= lines;
                shell.capture_event();
                shell.invalidate_layout();
                shell.request_redraw();
            }
            _ => {}
        }
    }

    fn draw(&self, renderer: &mut Renderer, theme: &Theme, _: &renderer::Style, layout: Layout<'_>, _: mouse::Cursor) {
        let (style, bounds) = (style::menu(theme), layout.bounds());
        let (border, shadow) = (style.border, style.shadow);
        renderer.fill_quad(renderer::Quad { bounds, border, shadow, ..renderer::Quad::default() }, style.background);
        renderer.with_layer(bounds.shrink(1.0), |renderer| {
            for (at, (row, words)) in layout.children().zip(&self.state.rows).enumerate() {
                let (row, marked) = (row.bounds(), at == self.state.at);
                if marked {
                    let border = border::rounded(radius::CONTROL - space::TINY / 2.0);
                    let quad = renderer::Quad { bounds: row, border, ..renderer::Quad::default() };
                    renderer.fill_quad(quad, style.selected_background);
                }
                let colour = if marked { style.selected_text_color } else { style.text_color };
                let place = Point::new(row.x + space::MENU_ROW[1], row.y + space::MENU_ROW[0]);
                renderer.fill_paragraph(words.raw(), place, colour, bounds);
                if Some(at) == self.chosen {
                    let x = row.x + row.width - space::MENU_ROW[1] - size::ICON / 2.0;
                    let place = Point::new(x, row.center_y());
                    draw_icon(renderer, Icon::Check, place, colours(theme).accent, bounds);
                }
            }
        });
    }

    fn mouse_interaction(&self, layout: Layout<'_>, cursor: mouse::Cursor, _: &Renderer) -> mouse::Interaction {
        if cursor.is_over(layout.bounds()) { mouse::Interaction::Pointer } else { mouse::Interaction::None }
    }
}
