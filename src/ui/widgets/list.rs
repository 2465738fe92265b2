//! A list of choices, closed: what is chosen and a sign that there is more. (iced's own has no keyboard.)
//!
//! Protects: everything a person expects of a list works with the keyboard alone: Enter, Space and Alt+Down open it, the
//! arrows, Home, End and a typed letter choose; an open list closes when the focus goes elsewhere. Leaves to others: the
//! open list (`list_menu`), and what choosing means.

use std::time::{Duration, Instant};

use iced::advanced::text::{self, paragraph::Plain};
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Layout, Renderer as _, Shell, Widget, layout, mouse, overlay, renderer};
use iced::advanced::{Text, text::Renderer as _};
use iced::keyboard::{self, Key, Modifiers, key::Named};
use iced::widget::pick_list::Status;
use iced::{Element, Event, Length, Padding, Pixels, Point, Rectangle, Renderer, Size, Theme, Vector};
use iced::{alignment, touch};

use super::describe::{Described, Role, Value};
use super::focusable::{activates, is_repeated};
use super::list_menu::Menu;
use super::ring::{Focus, draw_halo};
use crate::ui::format::plain_letter as plain;
use crate::ui::style;
use crate::ui::theme::icon::{self, Icon};
use crate::ui::theme::{REGULAR, colours, radius, ring, size, space};

/// Letters that come within this time belong together.
const TOGETHER: Duration = Duration::from_millis(900);

pub(super) type Label = Plain<<Renderer as text::Renderer>::Paragraph>;

/// A list of choices.
pub struct List<M> {
    id: Option<Id>,
    name: String,
    options: Vec<(String, M)>,
    chosen: Option<usize>,
    enabled: bool,
}

impl<M: Clone> List<M> {
    pub(super) fn new(options: Vec<(String, M)>, chosen: Option<usize>) -> Self {
        Self { id: None, name: String::new(), options, chosen, enabled: true }
    }

    /// The name under which it can be focused.
    #[must_use]
    pub fn id(self, id: impl Into<Id>) -> Self {
        Self { id: Some(id.into()), ..self }
    }

    /// What a screen reader says where no label stands beside it.
    #[must_use]
    pub fn named(self, name: String) -> Self {
        Self { name, ..self }
    }

    /// Whether another can be chosen now.
    #[must_use]
    pub fn enabled(self, enabled: bool) -> Self {
        Self { enabled, ..self }
    }

    fn shown(&self) -> &str {
        self.chosen.and_then(|at| self.options.get(at)).map_or("", |(name, _)| name)
    }

    /// What a key means while the list is closed.
    fn choice(&self, key: &Key, state: &mut State) -> Option<usize> {
        let last = self.options.len().checked_sub(1)?;
        let at = match (key, self.chosen) {
            (Key::Named(Named::ArrowUp), Some(at)) => at.checked_sub(1)?,
            (Key::Named(Named::ArrowDown), Some(at)) => at + 1,
            (Key::Named(Named::ArrowDown | Named::Home), _) => 0,
            (Key::Named(Named::End), _) => last,
            (Key::Character(letter), chosen) => state.find(letter, &self.options, chosen)?,
            _ => return None,
        };
        (at <= last && Some(at) != self.chosen).then_some(at)
    }
}

/// What a list remembers.
#[derive(Default)]
pub(super) struct State {
    pub focus: Focus,
    pub open: bool,
    /// The one that Enter would take.
    pub at: usize,
    pub scroll: f32,
    pub rows: Vec<Label>,
    label: Label,
    hovered: bool,
    typed: String,
    typed_at: Option<Instant>,
}

impl State {
    fn open(&mut self, chosen: Option<usize>) {
        (self.open, self.at, self.scroll) = (true, chosen.unwrap_or(0), 0.0);
    }

    /// The option that begins with what was typed; the same letter again leads to the next one.
    pub(super) fn find<M>(&mut self, letter: &str, options: &[(String, M)], from: Option<usize>) -> Option<usize> {
        let now = Instant::now();
        if self.typed_at.is_none_or(|at| now.duration_since(at) > TOGETHER) {
            self.typed.clear();
        }
        self.typed_at = Some(now);
        self.typed.extend(letter.chars().map(plain));
        let first = self.typed.chars().next()?;
        let same = self.typed.chars().all(|typed| typed == first);
        let wanted: String = if same { first.into() } else { self.typed.clone() };
        let start = from.map_or(0, |from| if same { from + 1 } else { from });
        let order = (0..options.len()).map(|step| (start + step) % options.len());
        let mut found = order.filter(|at| options[*at].0.chars().map(plain).collect::<String>().starts_with(&wanted));
        found.next()
    }
}

/// Text in the list, laid out in a width.
pub(super) fn label(words: &str, width: f32) -> Text<&str, iced::Font> {
    Text {
        content: words,
        bounds: Size::new(width, f32::INFINITY),
        size: Pixels(size::BODY),
        line_height: text::LineHeight::default(),
        font: REGULAR,
        align_x: text::Alignment::Default,
        align_y: alignment::Vertical::Top,
        shaping: text::Shaping::Advanced,
        wrapping: text::Wrapping::WordOrGlyph,
    }
}

/// Draws a sign with its middle at a point.
pub(in crate::ui) fn draw_icon(renderer: &mut Renderer, icon: Icon, at: Point, colour: iced::Color, clip: Rectangle) {
    let text = Text {
        content: icon::glyph(icon).to_string(),
        bounds: Size::new(size::ICON, size::ICON),
        size: Pixels(size::ICON),
        line_height: text::LineHeight::Relative(1.0),
        font: icon::FONT,
        align_x: text::Alignment::Center,
        align_y: alignment::Vertical::Center,
        shaping: text::Shaping::Basic,
        wrapping: text::Wrapping::None,
    };
    renderer.fill_text(text, at, colour, clip);
}

fn inside() -> Padding {
    Padding::from(space::FIELD).right(space::FIELD[1] + size::ICON + space::SMALL)
}

impl<M: Clone> Widget<M, Theme, Renderer> for List<M> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Shrink)
    }

    fn layout(&mut self, tree: &mut Tree, _: &Renderer, limits: &layout::Limits) -> layout::Node {
        let state = tree.state.downcast_mut::<State>();
        let width = limits.max().width;
        let _changed = state.label.update(label(self.shown(), (width - inside().x()).max(1.0)));
        let line = f32::from(text::LineHeight::default().to_absolute(Pixels(size::BODY)));
        layout::Node::new(Size::new(width, state.label.min_height().max(line) + inside().y()))
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, _: &Renderer, operation: &mut dyn Operation) {
        let (id, bounds, state) = (self.id.as_ref(), layout.bounds(), tree.state.downcast_mut::<State>());
        operation.container(id, bounds);
        let (name, value) = (self.name.clone(), Value::Text(self.shown().to_owned()));
        let (enabled, focused) = (self.enabled, state.focus.focused);
        operation.custom(id, bounds, &mut Described { role: Role::ComboBox, name, value, enabled, focused });
        if enabled {
            operation.focusable(id, bounds, &mut state.focus);
        } else {
            operation.custom(id, bounds, &mut state.focus);
        }
        operation.text(None, bounds, self.shown());
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
        let over = self.enabled && cursor.is_over(layout.bounds());
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left))
            | Event::Touch(touch::Event::FingerPressed { .. }) => {
                let before = std::mem::replace(&mut state.focus, Focus { focused: over, ring: false });
                if over {
                    state.open(self.chosen);
                    shell.capture_event();
                }
                if over || before.ring {
                    shell.request_redraw();
                }
            }
            Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, .. })
                if state.focus.focused && self.enabled && !state.open && !shell.is_event_captured() =>
            {
                let alone = modifiers.difference(Modifiers::SHIFT).is_empty();
                let arrow = matches!(key, Key::Named(Named::ArrowUp | Named::ArrowDown));
                if activates(event) || (arrow && modifiers.alt()) || *key == Key::Named(Named::F4) {
                    if !is_repeated(event) {
                        state.open(self.chosen);
                        shell.request_redraw();
                    }
                    shell.capture_event();
                } else if let Some(at) = alone.then(|| self.choice(key, state)).flatten() {
                    shell.publish(self.options[at].1.clone());
                    shell.capture_event();
                } else if arrow && alone {
                    // At either end there is nothing to do, but the page must not answer instead.
                    shell.capture_event();
                }
            }
            Event::Window(iced::window::Event::RedrawRequested(_)) => {
                state.open &= state.focus.focused && self.enabled;
                state.hovered = over;
            }
            _ if state.hovered != over => shell.request_redraw(),
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
        viewport: &Rectangle,
    ) {
        let state = tree.state.downcast_ref::<State>();
        let bounds = layout.bounds();
        let status = match state {
            State { open: true, .. } => Status::Opened { is_hovered: state.hovered },
            State { hovered: true, .. } => Status::Hovered,
            _ => Status::Active,
        };
        let style = if self.enabled { style::list(theme, status) } else { style::locked_list(theme) };
        let ring = state.focus.ring && self.enabled;
        let border = if ring { style.border.width(ring::LINE).color(colours(theme).accent) } else { style.border };
        if ring {
            draw_halo(renderer, theme, bounds, radius::CONTROL, viewport);
        }
        let quad = renderer::Quad { bounds, border, ..renderer::Quad::default() };
        renderer.fill_quad(quad, style.background);
        let place = Point::new(bounds.x + inside().left, bounds.y + inside().top);
        renderer.fill_paragraph(state.label.raw(), place, style.text_color, *viewport);
        let chevron = if state.open { Icon::ChevronUp } else { Icon::ChevronDown };
        let place = Point::new(bounds.x + bounds.width - space::FIELD[1] - size::ICON / 2.0, bounds.center_y());
        draw_icon(renderer, chevron, place, style.handle_color, *viewport);
    }

    fn mouse_interaction(
        &self,
        _: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _: &Rectangle,
        _: &Renderer,
    ) -> mouse::Interaction {
        if self.enabled && cursor.is_over(layout.bounds()) { mouse::Interaction::Pointer } else { Default::default() }
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        _: &Renderer,
        _: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, M, Theme, Renderer>> {
        let state = tree.state.downcast_mut::<State>();
        if !state.open {
            return None;
        }
        let anchor = layout.bounds() + translation;
        Some(overlay::Element::new(Box::new(Menu { state, options: &self.options, chosen: self.chosen, anchor })))
    }
}

impl<'a, M: Clone + 'a> From<List<M>> for Element<'a, M> {
    fn from(list: List<M>) -> Self {
        Self::new(list)
    }
}
