//! Not a test: prints where the controls are, for `scripts/screenshots`, which clicks the real window.
//!
//! The real window has the same widgets, fonts and size, so that what is measured here holds there.

use iced_test::core::keyboard::{Key, Modifiers, key::Named};
use mailkey::i18n::Lang;
use mailkey::ui::app::Message;

use super::open::{empty, first_practice, first_start, over_file, practice};
use super::support::Window;
use super::tokens::{begin, sign_in};

const NAMES: [&str; 18] = [
    "get-token",
    "delete-token",
    "badge",
    "send",
    "check",
    "test-result",
    "check-result",
    "smtp.sender_address",
    "reload",
    "save",
    "advanced",
    "keep-working",
    "modal-paste",
    "modal-code",
    "modal-browser",
    "paste",
    "device-code",
    "first-leave",
];

fn print(window: &mut Window, lang: Lang, state: &str) {
    for name in NAMES {
        if let Some(bounds) = window.visible(name) {
            let [x, y, w, h] = [bounds.x, bounds.y, bounds.width, bounds.height].map(f32::round);
            println!("BOUNDS {} {state} {name} {x} {y} {w} {h}", if lang == Lang::Cs { "cs" } else { "en" });
        }
    }
}

#[test]
#[ignore = "a measure for scripts/screenshots, not a test"]
fn print_bounds() {
    for lang in Lang::ALL {
        for (open, state) in [(first_practice as fn() -> Window, "steps"), (first_start, "steps-new")] {
            let mut window = open();
            window.send(Message::Language(lang));
            window.settle();
            print(&mut window, lang, state);
        }
        let mut window = practice();
        window.send(Message::Language(lang));
        window.settle();
        print(&mut window, lang, "start");
        window.click("advanced");
        print(&mut window, lang, "advanced");
        window.click("advanced");
        let _address = begin(&mut window);
        print(&mut window, lang, "waiting");
        window.click("modal-paste");
        window.fill("paste", "https://login.example/authorize");
        window.press(Named::Enter);
        window.settle();
        print(&mut window, lang, "paste-wrong");
        window.press(Named::Escape);
        window.click("modal-code");
        window.wait("the code", |window| window.bounds("device-code").is_some());
        print(&mut window, lang, "code");
        window.press(Named::Escape);
        sign_in(&mut window, "recepce@cviceni.test");
        print(&mut window, lang, "acquired");
        window.click("send");
        window.wait("sent", |window| window.bounds("test-result").is_some());
        window.settle();
        print(&mut window, lang, "sent");
        window.press_with(Key::Character("2".into()), Modifiers::CTRL);
        print(&mut window, lang, "pop");
        window.click("check");
        window.wait("checked", |window| window.bounds("check-result").is_some());
        window.settle();
        print(&mut window, lang, "checked");
        let mut window = empty();
        window.send(Message::Language(lang));
        window.settle();
        print(&mut window, lang, "first");
        let mut window = over_file("[smtp]\nport = 99999\n");
        window.send(Message::Language(lang));
        window.settle();
        print(&mut window, lang, "broken");
    }
}
