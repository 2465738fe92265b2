//! No text is cut off, runs over another, or leaves its place: in any screen, modal, language and size.
//!
//! Protects: for every scene of the list (`scenes`), in windows from 320×280 to 5120×2880 logical pixels (640×560 at
//! 200 % to 4K at 75 %): every line of text is drawn whole, inside the ground it stands on, clear of other lines and of
//! controls it does not belong to, inside the window, and can be reached by scrolling. Leaves to others: whether it looks
//! good (`golden`).

use std::collections::{BTreeMap, BTreeSet};

use iced_test::core::{Rectangle, Size};

use mailkey::i18n::Lang;
use mailkey::ui::app::Message;
use mailkey::ui::theme::colours;

use super::scenes::SCENES;
use super::seen::{Ground, Line, Seen};
use super::support::Window;

/// Rounding, in logical pixels: glyphs stand on whole pixels.
const ROUNDING: f32 = 1.0;

fn within(inner: Rectangle, outer: Rectangle) -> bool {
    let outer = outer.expand(ROUNDING);
    inner.x >= outer.x
        && inner.y >= outer.y
        && inner.x + inner.width <= outer.x + outer.width
        && inner.y + inner.height <= outer.y + outer.height
}

fn across(inner: Rectangle, outer: Rectangle) -> bool {
    within(Rectangle { y: outer.y, height: outer.height, ..inner }, outer)
}

/// Whether they share more than what rounding explains.
fn overlap(a: Rectangle, b: Rectangle) -> bool {
    a.intersection(&b).is_some_and(|shared| shared.width > ROUNDING && shared.height > ROUNDING)
}

fn is_in_view(line: &Line) -> bool {
    line.tight().intersects(&line.clip)
}

/// What is wrong with what is seen at one moment.
pub fn faults(seen: &Seen) -> BTreeSet<String> {
    let window = Rectangle::with_size(seen.size);
    let mut faults = BTreeSet::new();
    let lines: Vec<_> = seen.lines.iter().filter(|line| is_in_view(line)).collect();
    for (at, line) in lines.iter().enumerate() {
        let tight = line.tight();
        let mut fault = |what: &str, other: &str| {
            let _new = faults.insert(format!("{what}{other}: “{}”", shortened(&line.text)));
        };
        // A value may be longer than its field: it scrolls there.
        let input = seen.inputs.iter().find(|input| within(line.clip, **input));
        let value = input.is_some() && is_value(line, seen);
        let visible = tight.intersection(&line.clip).unwrap_or_default();
        if line.number.1.is_none() {
            fault("lines have no room", "");
        }
        if !value && !across(tight, line.clip) {
            fault("cut off at the side", "");
        }
        if !value && !across(tight, window) {
            fault("outside the window", "");
        }
        // Of what is half scrolled away, the seen half counts.
        let wide = Rectangle { y: visible.y, height: visible.height, ..tight };
        let holds = |ground: &Ground| value || within(wide, ground.bounds);
        if let Some(ground) = seen.under(line).find(|ground| !holds(ground)) {
            fault("larger than its ground", &format!(" {:?}", rounded(ground.bounds)));
        }
        // A caret is no wider than this.
        let covers = |ground: &Ground| ground.bounds.width > 3.0 && overlap(ground.shown, visible);
        if let Some(ground) = seen.over(line).find(|ground| covers(ground)) {
            fault("covered by something", &format!(" at {:?}", rounded(ground.bounds)));
        }
        let clear = |control: &Rectangle| !overlap(*control, visible) || within(wide, *control) || input.is_some();
        let mut controls = seen.controls.iter().filter_map(|(_, seen)| *seen);
        if let Some(control) = controls.find(|control| !clear(control)) {
            fault("runs into a control", &format!(" at {:?}", rounded(control)));
        }
        for other in &lines[at + 1..] {
            let [one, two] = [line, *other].map(|line| line.tight().intersection(&line.clip).unwrap_or_default());
            if overlap(one, two) {
                fault("runs into another text", &format!(" “{}”", shortened(&other.text)));
            }
        }
    }
    let seen_controls: Vec<_> = seen.controls.iter().filter_map(|(_, seen)| *seen).collect();
    for (at, (control, _)) in seen.controls.iter().enumerate() {
        if !across(*control, window) {
            let _new = faults.insert(format!("control {at} is outside the window: {:?}", rounded(*control)));
        }
    }
    for (at, control) in seen_controls.iter().enumerate() {
        for other in &seen_controls[at + 1..] {
            if overlap(*control, *other) && !within(*control, *other) && !within(*other, *control) {
                let places = (rounded(*control), rounded(*other));
                let _new = faults.insert(format!("controls overlap: {places:?}"));
            }
        }
    }
    faults
}

/// A field's value, as against what stands in an empty field (muted, on a ground that is not a disabled field's).
fn is_value(line: &Line, seen: &Seen) -> bool {
    let colours = colours(&iced::Theme::Light);
    let disabled = |ground: &Ground| ground.colour == Some(colours.quiet);
    line.colour == colours.text || seen.under(line).any(disabled)
}

fn rounded(r: Rectangle) -> [i32; 4] {
    [r.x, r.y, r.width, r.height].map(|length| length.round() as i32)
}

fn shortened(text: &str) -> String {
    text.chars().take(60).collect()
}

/// Which lines of which texts have been seen whole.
#[derive(Default)]
struct Reached {
    /// By text, and by place where the same text stands twice: the numbers of the lines.
    texts: BTreeMap<String, BTreeSet<usize>>,
    lines: BTreeMap<String, usize>,
}

impl Reached {
    fn add(&mut self, seen: &Seen) {
        for line in &seen.lines {
            let (number, of) = line.number;
            let _most = self.lines.insert(line.text.clone(), of.unwrap_or(usize::MAX));
            let tight = line.tight();
            let whole = within(Rectangle { x: line.clip.x, width: line.clip.width, ..tight }, line.clip);
            if whole && within(tight, Rectangle { x: tight.x, width: tight.width, ..Rectangle::with_size(seen.size) }) {
                let _new = self.texts.entry(line.text.clone()).or_default().insert(number);
            }
        }
    }

    /// The texts of which a line was never seen whole.
    fn missing(&self, texts: &BTreeSet<String>) -> Vec<String> {
        let empty = BTreeSet::new();
        let whole = |text: &&String| {
            let seen = self.texts.get(*text).unwrap_or(&empty).len();
            self.lines.get(*text).is_some_and(|lines| seen >= *lines)
        };
        // A clock that ticks is another text each second.
        let counts = |text: &String| !text.trim().is_empty() && !text.chars().all(|c| c.is_ascii_digit() || c == ':');
        texts.iter().filter(|text| counts(text) && !whole(text)).cloned().collect()
    }
}

/// Looks at a window at one size, from its top to its end: what is wrong.
fn look_through(window: &mut Window, size: Size) -> BTreeSet<String> {
    let (mut faults, mut reached, mut texts) = (BTreeSet::new(), Reached::default(), BTreeSet::new());
    let mut look = |window: &mut Window| {
        let seen = window.see();
        faults.extend(self::faults(&seen));
        reached.add(&seen);
        texts.extend(seen.texts.iter().cloned());
        seen
    };
    window.resize_at_once(size);
    // In a low window the header scrolls away; first it is there, then it is not.
    // The first turn brings the page to its top, the second the header.
    window.wheel(1000.0);
    window.wheel(1000.0);
    let _header = look(window);
    window.wheel(-1000.0);
    let scrolled = look(window).scrolled;
    for (which, scrolled) in scrolled.iter().enumerate() {
        let end = scrolled.content.height - scrolled.bounds.height;
        // Neighbouring views share two lines, so that each line is whole in one of them.
        let step = (scrolled.bounds.height - 48.0).max(24.0);
        let mut y = 0.0;
        loop {
            window.scroll(which, y);
            let _seen = look(window);
            if y >= end {
                break;
            }
            y = (y + step).min(end);
        }
        window.scroll(which, 0.0);
    }
    faults.extend(reached.missing(&texts).into_iter().map(|text| format!("never seen whole: “{}”", shortened(&text))));
    faults
}

/// Logical sizes: 640×560 at 200, 160, 100 and 75 %; on both sides of each width at which something changes; 4K at 100 and
/// 75 %.
const SIZES: [(f32, f32); 9] = [
    (320.0, 280.0),
    (400.0, 350.0),
    (640.0, 560.0),
    (853.0, 747.0),
    (900.0, 640.0),
    (1080.0, 860.0),
    (1600.0, 900.0),
    (3840.0, 2160.0),
    (5120.0, 2880.0),
];

fn check(lang: Lang) {
    let wanted = std::env::var("MAILKEY_SCENES").unwrap_or_default();
    let mut found = Vec::new();
    for scene in SCENES.iter().filter(|scene| wanted.split(',').any(|word| scene.name.contains(word))) {
        let mut window = (scene.make)();
        window.send(Message::Language(lang));
        window.settle();
        for (width, height) in SIZES {
            let faults = look_through(&mut window, Size::new(width, height));
            found.extend(faults.into_iter().map(|fault| format!("{} {width}×{height}: {fault}", scene.name)));
        }
    }
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
}

#[test]
fn no_text_is_clipped_in_czech() {
    check(Lang::Cs);
}

#[test]
fn no_text_is_clipped_in_english() {
    check(Lang::En);
}

#[cfg(test)]
mod checker {
    //! The checker itself: it sees what is wrong, and only that.

    use iced::widget::{button, column, container, row, scrollable, space, stack, text};
    use iced_test::core::renderer::Headless;
    use iced_test::core::{Element, mouse, renderer};
    use iced_test::futures::futures::executor;
    use iced_test::runtime::user_interface::{Cache, UserInterface};

    use super::super::seen::see;
    use super::*;

    type View<'a> = Element<'a, (), iced::Theme, iced::Renderer>;

    const WORDS: &str = "Všechno je uloženo";

    /// What is wrong with a view in a window of 300×200, and which texts cannot be seen whole.
    fn found(view: View<'_>) -> (Vec<String>, Vec<String>) {
        let settings = mailkey::ui::settings();
        for font in settings.fonts {
            iced::advanced::graphics::text::font_system().write().expect("fonts").load_font(font);
        }
        let (font, size) = (settings.default_font, settings.default_text_size);
        let mut renderer = executor::block_on(<iced::Renderer as Headless>::new(font, size, None)).expect("renderer");
        let size = Size::new(300.0, 200.0);
        let mut widgets = UserInterface::build(view, size, Cache::default(), &mut renderer);
        let style = renderer::Style { text_color: iced_test::core::Color::BLACK };
        widgets.draw(&mut renderer, &iced::Theme::Light, &style, mouse::Cursor::Unavailable);
        let seen = see(&mut widgets, &mut renderer, size);
        let mut reached = Reached::default();
        reached.add(&seen);
        (faults(&seen).into_iter().collect(), reached.missing(&seen.texts.iter().cloned().collect()))
    }

    #[track_caller]
    fn finds(view: View<'_>, what: &str) {
        let (faults, missing) = found(view);
        assert!(faults.iter().chain(&missing).any(|fault| fault.contains(what)), "{what}: {faults:?} {missing:?}");
    }

    fn unwrapped<'a>() -> View<'a> {
        text(WORDS).wrapping(text::Wrapping::None).into()
    }

    fn on_ground<'a>(content: impl Into<View<'a>>) -> container::Container<'a, (), iced::Theme, iced::Renderer> {
        container(content).style(container::rounded_box)
    }

    #[test]
    fn what_is_right_passes() {
        let key = button(text("Uložit")).on_press(());
        let long = scrollable(column![text(WORDS), space().height(500), text("Konec")]).height(100).width(280);
        let view = column![on_ground(row![text(WORDS).width(200), key].spacing(8)).padding(8), text(WORDS), long];
        let (faults, missing) = found(view.into());
        assert_eq!(faults, Vec::<String>::new());
        assert_eq!(missing, ["Konec"], "what is below the fold has not been seen yet");
    }

    #[test]
    fn a_text_that_is_cut_is_found() {
        finds(container(unwrapped()).width(60).clip(true).into(), "cut off at the side");
        finds(on_ground(unwrapped()).width(60).into(), "larger than its ground");
        finds(container(unwrapped()).padding(iced::Padding::ZERO.left(280)).into(), "outside the window");
        finds(on_ground(text(WORDS).width(60)).height(24).into(), "lines have no room");
        finds(container(text(WORDS).width(60)).height(24).clip(true).into(), WORDS);
    }

    #[test]
    fn texts_and_controls_that_overlap_are_found() {
        let key = || mailkey::ui::widgets::key("Uložit".to_owned(), mailkey::ui::widgets::Kind::Primary, Some(()));
        let at = |x: f32, content: View<'static>| container(content).padding(iced::Padding::ZERO.left(x)).width(300);
        finds(stack![text(WORDS), text("Zahodit")].into(), "runs into another text");
        finds(stack![at(0.0, key().into()), at(20.0, key().into())].into(), "controls overlap");
        finds(row![container(unwrapped()).width(60), key()].into(), "runs into a control");
        finds(stack![text(WORDS), on_ground("").width(60).height(20)].into(), "covered by something");
        finds(at(270.0, key().into()).into(), "Uložit");
    }
}
