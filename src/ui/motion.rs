//! Short transitions, and whether there are any.
//!
//! Protects: nothing moves for longer than [`SHORT`], and nothing at all where the system asks for reduced motion: then
//! the first frame is the last. A widget asks to be drawn again only while something moves, so that a window at rest
//! costs nothing. Leaves to others: what moves, and asking off the window's thread.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use iced::advanced::Shell;
use iced::{Background, Color, Event, window};

/// How long a transition lasts.
pub const SHORT: Duration = Duration::from_millis(120);

/// What the system asks for is the same for everything that this process shows.
static REDUCED: AtomicBool = AtomicBool::new(false);

/// Whether nothing is to move.
#[must_use]
pub fn is_reduced() -> bool {
    REDUCED.load(Ordering::Relaxed)
}

/// Sets whether nothing is to move.
pub fn reduce(reduced: bool) {
    REDUCED.store(reduced, Ordering::Relaxed);
}

/// Does as the system asks. Takes as long as the system takes to answer: call it off the window's thread.
pub fn follow_system() {
    let reduced = system::is_reduced();
    tracing::debug!(reduced, "motion");
    reduce(reduced);
}

/// A way from one look to another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way<T> {
    from: Option<T>,
    to: Option<T>,
    since: Option<Instant>,
    now: Option<Instant>,
}

impl<T> Default for Way<T> {
    fn default() -> Self {
        Self { from: None, to: None, since: None, now: None }
    }
}

impl<T: Copy + PartialEq> Way<T> {
    /// With each frame: where it leads now. Asks for the next frame while it is under way.
    pub(super) fn lead<M>(&mut self, to: T, event: &Event, shell: &mut Shell<'_, M>) {
        let Event::Window(window::Event::RedrawRequested(now)) = event else { return };
        self.now = Some(*now);
        match self.to {
            Some(before) if before != to => (self.from, self.since) = (Some(before), Some(*now)),
            // What is seen for the first time has not come from anywhere.
            Some(_) | None => (),
        }
        self.to = Some(to);
        if self.progress() < 1.0 {
            shell.request_redraw();
        } else {
            self.since = None;
        }
    }

    /// From where, if it has come from anywhere.
    pub(super) fn from(&self) -> Option<T> {
        self.from
    }

    /// How far it has come, from 0 to 1; slower towards the end.
    pub(super) fn progress(&self) -> f32 {
        let (Some(since), Some(now)) = (self.since.filter(|_| !is_reduced()), self.now) else { return 1.0 };
        let part = now.saturating_duration_since(since).as_secs_f32() / SHORT.as_secs_f32();
        1.0 - (1.0 - part.min(1.0)).powi(2)
    }
}

impl Way<bool> {
    /// One that begins at `false` with its first frame: something that appears.
    pub(super) fn appearing() -> Self {
        Self { to: Some(false), ..Self::default() }
    }
}

/// A colour between two.
pub(super) fn between(from: Color, to: Color, part: f32) -> Color {
    // What cannot be seen has no colour of its own.
    let from_seen = if from.a == 0.0 { Color { a: 0.0, ..to } } else { from };
    let to_seen = if to.a == 0.0 { Color { a: 0.0, ..from } } else { to };
    let mix = |from: f32, to: f32| from + (to - from) * part;
    Color {
        r: mix(from_seen.r, to_seen.r),
        g: mix(from_seen.g, to_seen.g),
        b: mix(from_seen.b, to_seen.b),
        a: mix(from_seen.a, to_seen.a),
    }
}

/// A ground between two; only plain colours have anything between them.
pub(super) fn ground_between(from: Option<Background>, to: Option<Background>, part: f32) -> Option<Background> {
    let colour = |ground: Option<Background>| match ground {
        Some(Background::Color(colour)) => Some(colour),
        Some(Background::Gradient(_)) => None,
        None => Some(Color::TRANSPARENT),
    };
    match (colour(from), colour(to)) {
        (Some(from), Some(to)) => Some(between(from, to, part).into()),
        _ => to,
    }
}

/// XDG Desktop Portal, Settings: `reduced-motion` of the newer desktops, `enable-animations` of GNOME.
#[cfg(all(unix, not(target_os = "macos")))]
mod system {
    use std::time::Duration;

    use zbus::blocking::Connection;
    use zbus::blocking::connection::Builder;
    use zbus::zvariant::{OwnedValue, Value};

    const SERVICE: &str = "org.freedesktop.portal.Desktop";
    const PATH: &str = "/org/freedesktop/portal/desktop";
    const SETTINGS: &str = "org.freedesktop.portal.Settings";
    const PATIENCE: Duration = Duration::from_secs(5);

    pub fn is_reduced() -> bool {
        let Ok(bus) = Builder::session().and_then(|bus| bus.method_timeout(PATIENCE).build()) else { return false };
        let wanted = read(&bus, "org.freedesktop.appearance", "reduced-motion");
        let animations = || read(&bus, "org.gnome.desktop.interface", "enable-animations");
        let asks = |value: OwnedValue| matches!(innermost(&value), Value::U32(1) | Value::Bool(true));
        let still = |value: OwnedValue| matches!(innermost(&value), Value::Bool(false));
        wanted.is_some_and(asks) || animations().is_some_and(still)
    }

    fn read(bus: &Connection, namespace: &str, key: &str) -> Option<OwnedValue> {
        // `ReadOne` is newer; `Read` packs its answer twice.
        let call = |method| bus.call_method(Some(SERVICE), PATH, Some(SETTINGS), method, &(namespace, key));
        let answer = call("ReadOne").or_else(|_| call("Read")).ok()?;
        answer.body().deserialize().ok()
    }

    fn innermost<'a>(value: &'a Value<'a>) -> &'a Value<'a> {
        if let Value::Value(inner) = value { innermost(inner) } else { value }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn an_answer_that_is_packed_twice_is_read() {
            let packed = Value::Value(Box::new(Value::Value(Box::new(Value::Bool(false)))));
            assert_eq!(innermost(&packed), &Value::Bool(false));
        }
    }
}

/// “Animation effects” of the settings.
#[cfg(windows)]
mod system {
    pub fn is_reduced() -> bool {
        super::says("reg", &["query", r"HKCU\Control Panel\Desktop\WindowMetrics", "/v", "MinAnimate"], "0")
    }
}

/// “Reduce motion” of the accessibility settings.
#[cfg(target_os = "macos")]
mod system {
    pub fn is_reduced() -> bool {
        super::says("defaults", &["read", "com.apple.universalaccess", "reduceMotion"], "1")
    }
}

/// Whether the last word that one of the system's own programs prints is this one.
#[cfg(any(windows, target_os = "macos"))]
fn says(program: &str, arguments: &[&str], word: &str) -> bool {
    let mut command = std::process::Command::new(program);
    let _ = command.args(arguments).stdin(std::process::Stdio::null());
    #[cfg(windows)]
    {
        use std::os::windows::process::CommandExt;
        // CREATE_NO_WINDOW: no console flashes up.
        let _ = command.creation_flags(0x0800_0000);
    }
    let output = command.output();
    output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).split_whitespace().next_back() == Some(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Leads a way to `to` at each of these moments (in milliseconds) and says how far it has come.
    fn run(way: &mut Way<bool>, to: bool, start: Instant, moments: &[u64]) -> Vec<(f32, bool)> {
        let mut messages: Vec<()> = Vec::new();
        let steps = moments.iter().map(|moment| {
            let mut shell = Shell::new(&mut messages);
            let frame = window::Event::RedrawRequested(start + Duration::from_millis(*moment));
            way.lead(to, &Event::Window(frame), &mut shell);
            (way.progress(), shell.redraw_request() == window::RedrawRequest::NextFrame)
        });
        steps.collect()
    }

    #[test]
    fn a_transition_is_short_and_then_rests_and_with_reduced_motion_there_is_none() {
        reduce(false);
        let start = Instant::now();
        let mut way = Way::default();
        assert_eq!(run(&mut way, false, start, &[0]), [(1.0, false)], "what is seen first stands still");
        let steps = run(&mut way, true, start, &[10, 40, 80, 10 + 120, 500]);
        assert_eq!(steps[0], (0.0, true));
        assert!(steps.windows(2).all(|pair| pair[0].0 <= pair[1].0), "{steps:?}");
        assert_eq!(steps[3..], [(1.0, false), (1.0, false)], "over after {SHORT:?}, and no frame is asked for");

        reduce(true);
        assert_eq!(run(&mut way, false, start, &[600]), [(1.0, false)], "the first frame is the last");
        let mut way = Way::appearing();
        assert_eq!(run(&mut way, true, start, &[0]), [(1.0, false)]);
        reduce(false);
    }

    #[test]
    fn what_cannot_be_seen_lends_no_colour() {
        let blue = Color::from_rgb(0.2, 0.3, 0.9);
        let half = between(Color::TRANSPARENT, blue, 0.5);
        assert_eq!((half.r, half.g, half.b, half.a), (blue.r, blue.g, blue.b, 0.5));
        assert_eq!(between(blue, Color::BLACK, 0.0), blue);
    }
}
