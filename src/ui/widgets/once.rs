//! A double click presses one thing once.
//!
//! What the person fears: to click [OK] twice out of habit and to have pressed, unseen, what came up in its place.
//!
//! Protects: the second press of a double click does nothing when what stands there has changed since the first.
//! Leaves to others: what has changed (the scene's number).

use std::time::{Duration, Instant};

use iced::advanced::widget::Tree;
use iced::advanced::{Clipboard, Layout, Shell, Widget, mouse};
use iced::{Element, Event, Point, Rectangle, Renderer, Theme};

/// Within this time two presses are a double click.
const DOUBLE: Duration = Duration::from_millis(500);
/// Within this distance, in logical pixels, they are at the same place.
const NEAR: f32 = 12.0;

struct Once<'a, M> {
    content: Element<'a, M>,
    scene: u64,
}

#[derive(Default)]
struct State {
    /// The last press: when, where, and what was shown then.
    pressed: Option<(Instant, Point, u64)>,
    /// The press that is down now is not passed on.
    swallows: bool,
}

/// Guards everything inside; `scene` is another number whenever something else is shown.
pub fn once<'a, M: 'a>(content: impl Into<Element<'a, M>>, scene: u64) -> Element<'a, M> {
    Element::new(Once { content: content.into(), scene })
}

impl State {
    /// Whether the event belongs to the second press of a double click on what was not there at the first.
    fn is_stray(&mut self, event: &Event, cursor: mouse::Cursor, scene: u64) -> bool {
        match (event, cursor.position()) {
            (Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)), Some(at)) => {
                let now = Instant::now();
                self.swallows = self.pressed.is_some_and(|(when, place, shown)| {
                    shown != scene && now.duration_since(when) < DOUBLE && place.distance(at) < NEAR
                });
                if !self.swallows {
                    self.pressed = Some((now, at, scene));
                }
                self.swallows
            }
            (Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)), _) => std::mem::take(&mut self.swallows),
            _ => false,
        }
    }
}

impl<M> Widget<M, Theme, Renderer> for Once<'_, M> {
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
        if tree.state.downcast_mut::<State>().is_stray(event, cursor, self.scene) {
            shell.capture_event();
            return;
        }
        let content = self.content.as_widget_mut();
        content.update(&mut tree.children[0], event, layout, cursor, renderer, clipboard, shell, viewport);
    }

    content_is_drawn!();

    content_points!();
}
