//! Not a test: prints where the controls are, for `scripts/screenshots`, which clicks the real window.
//!
//! The real window has the same widgets, fonts and size, so that what is measured here holds there.

use iced_test::core::keyboard::{Key, Modifiers};
use mailkey::i18n::Lang;
use mailkey::ui::app::Message;
use mailkey::ui::theme::colours;

use super::looks::{lang_name, theme_name};
use super::open::{first_practice, over_file, practice};
use super::support::Window;
use super::tokens::sign_in;

const NAMES: [&str; 13] = [
    "first-leave",
    "theme",
    "get-token",
    "delete-token",
    "badge",
    "send",
    "check",
    "test-result",
    "check-result",
    "smtp.sender_name",
    "reload",
    "save",
    "modal-cancel",
];

fn print(window: &mut Window, lang: Lang, state: &str) {
    for name in NAMES {
        if let Some(bounds) = window.visible(name) {
            let [x, y, w, h] = [bounds.x, bounds.y, bounds.width, bounds.height].map(f32::round);
            println!("BOUNDS {} {state} {name} {x} {y} {w} {h}", lang_name(lang));
        }
    }
}

fn print_colours() {
    for theme in [iced::Theme::Light, iced::Theme::Dark] {
        let c = colours(&theme);
        for (name, colour) in [("page", c.page), ("ok", c.ok_soft), ("quiet", c.quiet), ("accent", c.accent)] {
            println!("COLOUR {} {name} {}", theme_name(&theme), colour.to_string().to_uppercase());
        }
    }
}

#[test]
#[ignore = "a measure for scripts/screenshots, not a test"]
fn print_bounds() {
    print_colours();
    for lang in Lang::ALL {
        let mut window = first_practice();
        window.send(Message::Language(lang));
        window.settle();
        print(&mut window, lang, "steps");
        let mut window = practice();
        window.send(Message::Language(lang));
        window.settle();
        print(&mut window, lang, "start");
        sign_in(&mut window, "recepce@cviceni.test");
        print(&mut window, lang, "acquired");
        super::walks::send(&mut window);
        print(&mut window, lang, "sent");
        window.press_with(Key::Character("2".into()), Modifiers::CTRL);
        print(&mut window, lang, "pop");
        window.click("check");
        window.wait("checked", |window| window.bounds("check-result").is_some());
        window.settle();
        print(&mut window, lang, "checked");
        let mut window = over_file("[smtp]\nport = 99999\n");
        window.send(Message::Language(lang));
        window.settle();
        print(&mut window, lang, "broken");
    }
}
