//! A sentence with a time in it, as people say times; the whole of the time on request.
//!
//! What the person sees: "obnoven před 4 min". Who wants to know exactly points at it, or comes to it with Tab, and
//! reads the day of the week, the date and the seconds.
//!
//! Protects: the words are never older than the time they speak of, and nothing wakes up before they change; what is
//! out of sight does not wake up at all. Leaves to others: the words (`words::when`).

use std::time::{Duration, Instant};

use iced::advanced::widget::{Id, Operation, Tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, layout, mouse, overlay, renderer};
use iced::widget::{Text, container};
use iced::{Element, Event, Point, Rectangle, Renderer, Size, Theme, Vector, window};
use jiff::Timestamp;

use super::describe::{Described, Role, Value};
use super::ring::{Focus, draw_ring};
use super::small;
use crate::clock::Clock;
use crate::i18n::Lang;
use crate::ui::style;
use crate::ui::theme::{radius, space};
use crate::words::when::{full, next_change};

/// How long the pointer rests before the whole time is shown.
const REST: Duration = Duration::from_millis(400);
/// Between the words and the whole time.
const GAP: f32 = 6.0;

/// A sentence about times.
pub struct Moment<'a, M> {
    id: Id,
    times: Vec<Timestamp>,
    clock: Clock,
    say: Box<dyn Fn(Timestamp) -> String + 'a>,
    look: fn(String) -> Text<'a>,
    said: String,
    full: String,
    words: Element<'a, M>,
    whole: Element<'a, M>,
}

#[derive(Default)]
struct State {
    focus: Focus,
    rests_since: Option<Instant>,
    open: bool,
}

/// A sentence that `say` makes anew when one of `times` is spoken of differently; it is given the time of day.
pub fn moment<'a, M: 'a>(
    id: &'static str,
    clock: &Clock,
    lang: Lang,
    times: &[Timestamp],
    say: impl Fn(Timestamp) -> String + 'a,
    look: fn(String) -> Text<'a>,
) -> Moment<'a, M> {
    let said = say(clock.now());
    let whole = times.iter().map(|at| full(*at, lang)).collect::<Vec<_>>().join("\n");
    let exact = whole.clone();
    let whole = container(small(whole).style(style::plain)).padding([space::TINY, space::SMALL]).style(style::tip);
    Moment {
        id: Id::new(id),
        times: times.to_vec(),
        clock: clock.clone(),
        say: Box::new(say),
        look,
        words: look(said.clone()).into(),
        said,
        full: exact,
        whole: whole.into(),
    }
}

impl<M> Moment<'_, M> {
    /// Says it anew where it must be, and asks to be woken when it must be next.
    fn keep_true(&mut self, shell: &mut Shell<'_, M>) {
        let now = self.clock.now();
        let said = (self.say)(now);
        if said != self.said {
            self.words = (self.look)(said.clone()).into();
            self.said = said;
            shell.invalidate_layout();
        }
        let next = self.times.iter().filter_map(|at| next_change(*at, now)).min();
        if let Some(wait) = next.and_then(|next| Duration::try_from(next.duration_since(now)).ok()) {
            shell.request_redraw_at(Instant::now() + wait);
        }
    }
}

impl State {
    /// Opens and closes the whole time.
    fn follow<M>(&mut self, over: bool, event: &Event, shell: &mut Shell<'_, M>) {
        let now = Instant::now();
        self.rests_since = over.then(|| self.rests_since.unwrap_or(now));
        let rested = self.rests_since.is_some_and(|since| now.duration_since(since) >= REST);
        let open = rested || self.focus.ring;
        if let Some(since) = self.rests_since.filter(|_| !rested) {
            shell.request_redraw_at(since + REST);
        }
        if open != self.open {
            self.open = open;
            shell.invalidate_layout();
            if !matches!(event, Event::Window(window::Event::RedrawRequested(_))) {
                shell.request_redraw();
            }
        }
    }
}

impl<M> Widget<M, Theme, Renderer> for Moment<'_, M> {
    fn tag(&self) -> iced::advanced::widget::tree::Tag {
        iced::advanced::widget::tree::Tag::of::<State>()
    }

    fn state(&self) -> iced::advanced::widget::tree::State {
        iced::advanced::widget::tree::State::new(State::default())
    }

    fn children(&self) -> Vec<Tree> {
        vec![Tree::new(&self.words), Tree::new(&self.whole)]
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(&[&self.words, &self.whole]);
    }

    fn size(&self) -> Size<iced::Length> {
        self.words.as_widget().size()
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        self.words.as_widget_mut().layout(&mut tree.children[0], renderer, limits)
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        operation.container(Some(&self.id), layout.bounds());
        let focus = &mut tree.state.downcast_mut::<State>().focus;
        let (name, value) = (self.said.clone(), Value::Text(self.full.clone()));
        let mut described = Described { role: Role::Note, name, value, enabled: true, focused: focus.focused };
        operation.custom(Some(&self.id), layout.bounds(), &mut described);
        operation.focusable(Some(&self.id), layout.bounds(), focus);
        self.words.as_widget_mut().operate(&mut tree.children[0], layout, renderer, operation);
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
        viewport: &Rectangle,
    ) {
        let state = tree.state.downcast_mut::<State>();
        let visible = layout.bounds().intersects(viewport);
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(_)) => {
                state.focus = Focus { focused: cursor.is_over(layout.bounds()), ring: false };
            }
            Event::Window(window::Event::RedrawRequested(_)) if visible => self.keep_true(shell),
            Event::Mouse(_) | Event::Keyboard(_) | Event::Window(_) => {}
            _ => return,
        }
        state.follow(visible && cursor.is_over(layout.bounds()), event, shell);
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
        self.words.as_widget().draw(&tree.children[0], renderer, theme, style, layout, cursor, viewport);
        if tree.state.downcast_ref::<State>().focus.ring {
            draw_ring(renderer, theme, layout.bounds(), radius::LINK, viewport);
        }
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        _: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, M, Theme, Renderer>> {
        let under = layout.bounds().intersection(viewport)? + translation;
        if !tree.state.downcast_ref::<State>().open {
            return None;
        }
        let tip = Tip { whole: &mut self.whole, tree: &mut tree.children[1], under };
        Some(overlay::Element::new(Box::new(tip)))
    }
}

/// The whole time, over the page.
struct Tip<'a, 'b, M> {
    whole: &'b mut Element<'a, M>,
    tree: &'b mut Tree,
    under: Rectangle,
}

impl<M> overlay::Overlay<M, Theme, Renderer> for Tip<'_, '_, M> {
    /// Under the words, or over them where there is no room; never outside of the window.
    fn layout(&mut self, renderer: &Renderer, bounds: Size) -> layout::Node {
        let node = self.whole.as_widget_mut().layout(self.tree, renderer, &layout::Limits::new(Size::ZERO, bounds));
        let Size { width, height } = node.size();
        let below = self.under.y + self.under.height + GAP;
        let y = if below + height > bounds.height { self.under.y - GAP - height } else { below };
        node.move_to(Point::new(self.under.x.min(bounds.width - width).max(0.0), y.max(0.0)))
    }

    fn draw(
        &self,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
    ) {
        let bounds = layout.bounds();
        self.whole.as_widget().draw(self.tree, renderer, theme, style, layout, cursor, &bounds.expand(32.0));
    }

    fn operate(&mut self, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        self.whole.as_widget_mut().operate(self.tree, layout, renderer, operation);
    }
}

impl<'a, M: 'a> From<Moment<'a, M>> for Element<'a, M> {
    fn from(widget: Moment<'a, M>) -> Self {
        Self::new(widget)
    }
}
