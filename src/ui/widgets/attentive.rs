//! Whether somebody works with the window.
//!
//! Protects: every movement and key counts without a message for each; what comes after too long a pause does nothing but
//! tell so, because it may be somebody else's hand. Leaves to others: what follows from the pause.

use std::cell::Cell;
use std::time::{Duration, Instant};

use iced::advanced::widget::Tree;
use iced::advanced::{Clipboard, Layout, Shell, Widget, mouse};
use iced::{Element, Event, Rectangle, Renderer, Theme, keyboard, touch};
use jiff::{SignedDuration, Timestamp};

use crate::clock::Clock;

/// When somebody last moved the mouse or pressed a key.
#[derive(Debug)]
pub struct Activity {
    clock: Clock,
    last: Cell<(Timestamp, Instant)>,
    pause: SignedDuration,
}

impl Activity {
    /// Somebody is here now; `pause` is how long they may do nothing.
    #[must_use]
    pub fn new(clock: Clock, pause: SignedDuration) -> Self {
        let last = Cell::new((clock.now(), clock.instant()));
        Self { clock, last, pause }
    }

    /// Somebody did something.
    pub fn touch(&self) {
        self.last.set((self.clock.now(), self.clock.instant()));
    }

    /// Whether nobody did anything for too long. By both clocks: one stands still while the computer sleeps, the other can
    /// be set back.
    #[must_use]
    pub fn is_over(&self) -> bool {
        let (at, instant) = self.last.get();
        let awake = self.clock.instant().saturating_duration_since(instant);
        self.clock.now().duration_since(at) >= self.pause || awake >= Duration::try_from(self.pause).unwrap_or_default()
    }

    /// When the pause will be over if nobody does anything.
    #[must_use]
    pub fn ends_at(&self) -> Timestamp {
        let (at, _) = self.last.get();
        at.checked_add(self.pause).unwrap_or(at)
    }
}

struct Attentive<'a, M> {
    content: Element<'a, M>,
    activity: Option<&'a Activity>,
    late: M,
}

/// Watches what a person does in `content`; what they do too late is not done: `late` is sent instead. Without an activity
/// it only shows the content.
pub fn attentive<'a, M: Clone + 'a>(
    content: impl Into<Element<'a, M>>,
    activity: Option<&'a Activity>,
    late: M,
) -> Element<'a, M> {
    Element::new(Attentive { content: content.into(), activity, late })
}

fn is_input(event: &Event) -> bool {
    matches!(
        event,
        Event::Keyboard(keyboard::Event::KeyPressed { .. } | keyboard::Event::KeyReleased { .. })
            | Event::Mouse(
                mouse::Event::CursorMoved { .. }
                    | mouse::Event::ButtonPressed(_)
                    | mouse::Event::ButtonReleased(_)
                    | mouse::Event::WheelScrolled { .. }
            )
            | Event::Touch(touch::Event::FingerPressed { .. } | touch::Event::FingerMoved { .. })
            | Event::InputMethod(_)
    )
}

impl<M: Clone> Widget<M, Theme, Renderer> for Attentive<'_, M> {
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
        if let Some(activity) = self.activity.filter(|_| is_input(event)) {
            if activity.is_over() {
                shell.publish(self.late.clone());
                shell.capture_event();
                return;
            }
            activity.touch();
        }
        let content = self.content.as_widget_mut();
        content.update(&mut tree.children[0], event, layout, cursor, renderer, clipboard, shell, viewport);
    }

    content_is_drawn!();

    content_points!();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_ends_by_either_clock_and_not_by_setting_one_back() {
        let clock = Clock::fast(1);
        let activity = Activity::new(clock.clone(), SignedDuration::from_mins(10));
        assert!(!activity.is_over());
        clock.jump(SignedDuration::from_mins(-60));
        assert!(!activity.is_over(), "set back");
        clock.jump(SignedDuration::from_mins(71));
        assert!(activity.is_over(), "the computer slept");
        activity.touch();
        assert!(!activity.is_over());
        assert!(activity.ends_at() > clock.now());
        let fast = Activity::new(Clock::fast(60_000), SignedDuration::from_mins(10));
        std::thread::sleep(Duration::from_millis(15));
        assert!(fast.is_over(), "nobody did anything");
    }
}
