//! What can be read and seen: the contrast of every pair of colours that the styles make, in light and dark.
//!
//! Protects: the pairs are taken from the style functions themselves, in each state, so that a new state or colour is
//! measured without anybody thinking of it. Text needs 4.5:1 (WCAG 2.2, 1.4.3), what shows where a control is and
//! whether it is on 3:1 (1.4.11). For what cannot be used WCAG asks nothing; here its words keep 3:1, because a person
//! reads them to learn what there is. Leaves to others: which style stands where.

use iced::widget::{button, container, pick_list, text_input, toggler};
use iced::{Background, Color, Theme};

use super::style::{self, Tone};
use super::theme::tests::contrast;
use super::theme::{TILE, colours};

const TEXT: f32 = 4.5;
const SHAPE: f32 = 3.0;

struct Sheet {
    theme: Theme,
    failures: Vec<String>,
}

fn over(front: Color, back: Color) -> Color {
    let mix = |front_part: f32, back_part: f32| front_part * front.a + back_part * (1.0 - front.a);
    Color::from_rgb(mix(front.r, back.r), mix(front.g, back.g), mix(front.b, back.b))
}

fn plain(ground: Option<Background>) -> Color {
    match ground {
        Some(Background::Color(color)) => color,
        Some(Background::Gradient(_)) | None => Color::TRANSPARENT,
    }
}

impl Sheet {
    fn need(&mut self, least: f32, what: &str, front: Color, back: Color) {
        let ratio = contrast(over(front, back), back);
        if ratio < least {
            let name = if self.theme == Theme::Dark { "dark" } else { "light" };
            self.failures.push(format!("{name}: {what} has {ratio:.2}:1 and needs {least}:1"));
        }
    }

    /// The grounds on which controls stand.
    fn grounds(&self) -> Vec<(String, Color)> {
        let theme = &self.theme;
        let ground = |style: container::Style| plain(style.background);
        let mut grounds = vec![
            ("the page".to_owned(), colours(theme).page),
            ("a card".to_owned(), ground(style::card(theme))),
            ("a modal".to_owned(), ground(style::modal(theme))),
            ("the bar".to_owned(), ground(style::bar(theme))),
        ];
        for tone in [Tone::Quiet, Tone::Ok, Tone::Warn, Tone::Danger] {
            grounds.push((format!("{tone:?}"), ground(style::tinted(tone, 0.0)(theme))));
        }
        grounds
    }

    fn texts(&mut self) {
        let tones = [Tone::Quiet, Tone::Ok, Tone::Warn, Tone::Danger];
        let color = |style: iced::widget::text::Style| style.color.unwrap_or(Color::TRANSPARENT);
        for (name, ground) in self.grounds() {
            self.need(TEXT, &format!("text on {name}"), color(style::plain(&self.theme)), ground);
            self.need(TEXT, &format!("muted text on {name}"), color(style::muted(&self.theme)), ground);
            // A tone speaks on its own ground or on a neutral one.
            for tone in tones {
                let foreign = tones.iter().any(|other| *other != tone && format!("{other:?}") == name);
                if !foreign || name == "Quiet" {
                    let front = color(style::toned(tone)(&self.theme));
                    self.need(TEXT, &format!("{tone:?} on {name}"), front, ground);
                }
            }
        }
        let tip = style::tip(&self.theme);
        self.need(TEXT, "text in a tip", tip.text_color.unwrap_or(Color::TRANSPARENT), plain(tip.background));
        let [above, below, sign] = TILE;
        self.need(SHAPE, "the program's sign", sign, above);
        self.need(SHAPE, "the program's sign", sign, below);
    }

    fn keys(&mut self) {
        type Look = Box<dyn Fn(&Theme, button::Status) -> button::Style>;
        let looks: [(&str, Look); 11] = [
            ("primary", Box::new(style::primary)),
            ("secondary", Box::new(style::secondary)),
            ("destructive", Box::new(style::destructive)),
            ("danger", Box::new(style::danger)),
            ("link", Box::new(style::link)),
            ("tab", Box::new(style::tab(false))),
            ("shown tab", Box::new(style::tab(true))),
            ("segment", Box::new(style::segment(false))),
            ("chosen segment", Box::new(style::segment(true))),
            ("step", Box::new(style::tick(false))),
            ("done step", Box::new(style::tick(true))),
        ];
        let states =
            [button::Status::Active, button::Status::Hovered, button::Status::Pressed, button::Status::Disabled];
        for (name, look) in &looks {
            for state in states {
                let style = look(&self.theme, state);
                let least = if state == button::Status::Disabled { SHAPE } else { TEXT };
                for (ground_name, ground) in self.grounds() {
                    let ground = over(plain(style.background), ground);
                    self.need(least, &format!("{name} key, {state:?}, on {ground_name}"), style.text_color, ground);
                }
            }
        }
    }

    fn fields(&mut self) {
        use text_input::Status;
        let card = colours(&self.theme).card;
        let states = [
            Status::Active,
            Status::Hovered,
            Status::Focused { is_hovered: false },
            Status::Focused { is_hovered: true },
            Status::Disabled,
        ];
        for (wrong, state) in [false, true].into_iter().flat_map(|wrong| states.map(|state| (wrong, state))) {
            let style = style::field(wrong)(&self.theme, state);
            let (inside, name) = (plain(Some(style.background)), format!("field, {state:?}, wrong: {wrong}"));
            let least = if state == Status::Disabled { SHAPE } else { TEXT };
            self.need(least, &format!("value of a {name}"), style.value, inside);
            self.need(least, &format!("placeholder of a {name}"), style.placeholder, inside);
            self.need(least, &format!("marked text of a {name}"), style.value, over(style.selection, inside));
            if state != Status::Disabled {
                self.need(SHAPE, &format!("edge of a {name}, inside"), style.border.color, inside);
                self.need(SHAPE, &format!("edge of a {name}, outside"), style.border.color, card);
            }
        }
    }

    fn lists(&mut self) {
        use pick_list::Status;
        let (card, page) = (colours(&self.theme).card, colours(&self.theme).page);
        for state in [Status::Active, Status::Hovered, Status::Opened { is_hovered: false }] {
            let style = style::list(&self.theme, state);
            let inside = plain(Some(style.background));
            self.need(TEXT, &format!("value of a list, {state:?}"), style.text_color, inside);
            self.need(SHAPE, &format!("sign of a list, {state:?}"), style.handle_color, inside);
            for (name, ground) in [("inside", inside), ("a card", card), ("the page", page)] {
                self.need(SHAPE, &format!("edge of a list, {state:?}, {name}"), style.border.color, ground);
            }
        }
        let locked = style::locked_list(&self.theme);
        self.need(SHAPE, "value of a locked list", locked.text_color, plain(Some(locked.background)));
        let menu = style::menu(&self.theme);
        let (ground, marked) = (plain(Some(menu.background)), plain(Some(menu.selected_background)));
        self.need(TEXT, "a row of an open list", menu.text_color, ground);
        self.need(TEXT, "the marked row of an open list", menu.selected_text_color, marked);
        self.need(SHAPE, "the check of an open list", colours(&self.theme).accent, ground);
    }

    fn switches(&mut self) {
        for is_toggled in [false, true] {
            for state in [toggler::Status::Active { is_toggled }, toggler::Status::Hovered { is_toggled }] {
                let style = style::switch(&self.theme, state);
                let ground = plain(Some(style.background));
                self.need(SHAPE, &format!("a switch, {state:?}"), ground, colours(&self.theme).card);
                self.need(SHAPE, &format!("knob of a switch, {state:?}"), plain(Some(style.foreground)), ground);
            }
        }
    }

    fn rings(&mut self) {
        let accent = colours(&self.theme).accent;
        for (name, ground) in self.grounds() {
            self.need(SHAPE, &format!("the ring of the focus on {name}"), accent, ground);
        }
        self.need(SHAPE, "the line under a tab", style::underline(true)(&self.theme).color, colours(&self.theme).page);
    }
}

#[test]
fn every_pair_of_colours_can_be_told_apart() {
    let mut failures = Vec::new();
    for theme in [Theme::Light, Theme::Dark] {
        let mut sheet = Sheet { theme, failures: Vec::new() };
        sheet.texts();
        sheet.keys();
        sheet.fields();
        sheet.lists();
        sheet.switches();
        sheet.rings();
        failures.append(&mut sheet.failures);
    }
    assert!(failures.is_empty(), "{} pairs are too faint:\n{}", failures.len(), failures.join("\n"));
}
