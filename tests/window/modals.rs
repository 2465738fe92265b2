//! Every modal with the keyboard alone: where the focus goes, what stays out of reach, what Enter and Escape do.

use std::time::Duration;

use iced_test::core::keyboard::{Key, Modifiers, key::Named};
use iced_test::core::{Event, Point, Size, mouse, widget};
use mailkey::demo::{Fault, Route};
use mailkey::oauth::session::TokenState;
use mailkey::ui::modal::Modal;
use mailkey::ui::tab::Tab;

use super::open::practice;
use super::support::Window;
use super::tokens::{begin, browse, sign_in};

const ME: &str = "recepce@cviceni.test";

/// Goes to a control with Tab.
#[track_caller]
pub fn tab_to(window: &mut Window, name: &'static str) {
    for _ in 0..60 {
        if window.focused() == Some(widget::Id::new(name)) {
            return;
        }
        window.press(Named::Tab);
    }
    panic!("Tab does not come to {name}");
}

/// Tab and Shift+Tab stay among the modal's own controls.
#[track_caller]
fn stays_inside(window: &mut Window) {
    let modifiers = [Modifiers::empty(), Modifiers::SHIFT];
    for modifiers in modifiers {
        for _ in 0..8 {
            window.press_with(Key::Named(Named::Tab), modifiers);
            let at = window.focused().expect("something has the focus");
            let name = format!("{at:?}");
            assert!(name.contains("modal-") || name.contains("paste"), "{name}");
        }
    }
}

#[track_caller]
fn has_focus(window: &mut Window, name: &'static str) {
    assert_eq!(window.focused(), Some(widget::Id::new(name)));
}

#[test]
fn the_question_before_signing_in_takes_the_focus_and_gives_it_back() {
    let mut window = practice();
    tab_to(&mut window, "get-token");
    window.press(Named::Enter);
    has_focus(&mut window, "modal-ok");
    stays_inside(&mut window);
    window.press(Named::Escape);
    assert!(window.app.modal().is_none());
    has_focus(&mut window, "get-token");

    window.press(Named::Space);
    assert!(window.app.modal().is_some(), "Space opens it, too");
    window.press(Named::Enter);
    window.wait("the wait", |window| window.bounds("modal-copy").is_some());
    window.settle();
    has_focus(&mut window, "modal-copy");
    stays_inside(&mut window);
    tab_to(&mut window, "modal-paste");
    window.press(Named::Enter);
    has_focus(&mut window, "paste");
    stays_inside(&mut window);
    window.press(Named::Escape);
    has_focus(&mut window, "modal-copy");
    tab_to(&mut window, "modal-code");
    window.press(Named::Enter);
    window.wait("the code", |window| window.bounds("device-code").is_some());
    window.settle();
    has_focus(&mut window, "modal-copy-code");
    stays_inside(&mut window);
    window.press(Named::Escape);
    assert!(window.app.modal().is_none());
    has_focus(&mut window, "get-token");
}

#[test]
fn the_ends_of_a_sign_in_take_the_focus() {
    let mut window = practice();
    let address = begin(&mut window);
    drop(window.beside(browse(address, "sklad@cviceni.test".to_owned(), "allow")));
    window.wait("the question", |window| window.bounds("modal-use").is_some());
    window.settle();
    has_focus(&mut window, "modal-ok");
    stays_inside(&mut window);
    window.press(Named::Escape);
    has_focus(&mut window, "get-token");
    let address = begin(&mut window);
    drop(window.beside(browse(address, ME.to_owned(), "deny")));
    window.wait("the reason", |window| window.shows("Token se nepodařilo získat"));
    window.settle();
    has_focus(&mut window, "modal-ok");
    stays_inside(&mut window);
}

#[test]
fn deleting_wants_its_own_key_and_the_focus_goes_to_what_is_left() {
    let mut window = practice();
    sign_in(&mut window, ME);
    let is_held = |window: &mut Window| window.app.status().of(window.app.protocol()).state == TokenState::Acquired;
    tab_to(&mut window, "delete-token");
    window.press(Named::Enter);
    has_focus(&mut window, "modal-cancel");
    stays_inside(&mut window);
    tab_to(&mut window, "modal-cancel");
    window.press(Named::Enter);
    assert!(window.app.modal().is_none(), "Enter is [Zrušit] here");
    has_focus(&mut window, "delete-token");

    window.click("delete-token");
    let title = Point::new(window.bounds("modal-cancel").expect("there").x - 150.0, 300.0);
    window.click_at(title);
    assert_eq!(window.focused(), None);
    window.press(Named::Enter);
    assert!(matches!(window.app.modal(), Some(Modal::Delete(_))), "Enter elsewhere deletes nothing");
    assert!(is_held(&mut window));

    tab_to(&mut window, "modal-ok");
    window.press(Named::Enter);
    window.wait("deleted", |window| window.shows("Token je smazaný"));
    window.settle();
    has_focus(&mut window, "modal-ok");
    window.press(Named::Enter);
    assert!(window.app.modal().is_none());
    window.settle();
    has_focus(&mut window, "get-token");
    // The key that had the focus can be pressed again by and by; it must not have kept the focus.
    sign_in(&mut window, ME);
    window.press(Named::Tab);
    has_focus(&mut window, "delete-token");
}

#[test]
fn closing_with_unsaved_changes_can_be_answered_with_the_keyboard() {
    let mut window = practice();
    window.fill("smtp.sender_name", "Sklad");
    window.press_with(Key::Character("q".into()), Modifiers::CTRL);
    has_focus(&mut window, "modal-ok");
    stays_inside(&mut window);
    window.press(Named::Escape);
    assert!(window.app.modal().is_none() && !window.exited);
    has_focus(&mut window, "smtp.sender_name");
    window.press_with(Key::Character("q".into()), Modifiers::CTRL);
    tab_to(&mut window, "modal-discard");
    window.press(Named::Enter);
    window.wait("the end", |window| window.exited);
}

#[test]
fn nothing_under_a_modal_can_be_reached() {
    let mut window = practice();
    window.resize(mailkey::ui::MINIMUM);
    window.reveal("get-token");
    let before = window.visible("get-token");
    window.click("get-token");
    let at = Point::new(40.0, 300.0);
    window.point(at);
    for delta in [-400.0, 400.0, -80.0] {
        window.event(Event::Mouse(mouse::Event::WheelScrolled {
            delta: mouse::ScrollDelta::Pixels { x: 0.0, y: delta },
        }));
    }
    window.click_at(at);
    window.click_at(Point::new(320.0, 60.0));
    window.press_with(Key::Character("2".into()), Modifiers::CTRL);
    window.press_with(Key::Character("s".into()), Modifiers::CTRL);
    tab_to(&mut window, "modal-ok");
    assert!(window.app.modal().is_some());
    assert_eq!(window.app.tab(), Tab::Smtp);
    window.press(Named::Escape);
    assert_eq!(window.visible("get-token"), before, "the page under it has not moved");
}

#[test]
fn however_small_the_window_the_keys_are_in_sight_and_the_text_scrolls() {
    for size in [Size::new(320.0, 280.0), mailkey::ui::MINIMUM, Size::new(3840.0, 2160.0)] {
        let mut window = practice();
        window.send(mailkey::ui::app::Message::Language(mailkey::i18n::Lang::Cs));
        window.fill("smtp.sender_name", "Sklad");
        let address = begin(&mut window);
        window.resize(size);
        let inside = |window: &mut Window, names: &[&'static str]| {
            for name in names {
                let seen = window.visible(name).unwrap_or_else(|| panic!("{name} cannot be seen at {size:?}"));
                let whole = window.bounds(name).expect("there");
                assert!((seen.height - whole.height).abs() < 0.5 && (seen.width - whole.width).abs() < 0.5, "{name}");
                assert!(seen.x >= 0.0 && seen.x + seen.width <= size.width, "{name}");
            }
        };
        inside(&mut window, &["modal-cancel", "modal-open"]);
        for name in ["modal-paste", "modal-code", "modal-cancel", "modal-open", "modal-copy"] {
            tab_to(&mut window, name);
            inside(&mut window, &[name]);
        }
        drop(window.beside(browse(address, "sklad@cviceni.test".to_owned(), "allow")));
        window.wait("the question", |window| window.bounds("modal-use").is_some());
        window.settle();
        inside(&mut window, &["modal-cancel", "modal-ok"]);
        tab_to(&mut window, "modal-use");
        inside(&mut window, &["modal-use"]);
        window.press(Named::Escape);
        window.press_with(Key::Character("q".into()), Modifiers::CTRL);
        window.settle();
        assert!(window.exited || window.app.modal().is_some());
    }
}

#[test]
fn a_double_click_presses_once() {
    let mut window = practice();
    window.click("get-token");
    let ok = window.bounds("modal-ok").expect("there").center();
    window.quick_click(ok);
    window.wait("the wait", |window| window.bounds("modal-copy").is_some());
    window.quick_click(ok);
    window.settle();
    assert!(window.bounds("device-code").is_none(), "nothing that came up there was pressed");
    let waits = window.practice.as_ref().expect("practice").control().counters();
    std::thread::sleep(Duration::from_millis(520));
    window.click("modal-code");
    window.wait("the code", |window| window.bounds("device-code").is_some());
    assert_eq!(waits.device_exchanges, 0);
}

#[test]
fn what_ends_at_once_does_not_flash_and_what_lasts_shows_and_can_be_cancelled() {
    let mut window = practice();
    sign_in(&mut window, ME);
    let test = window.bounds("test").expect("there").center();
    window.quick_click(test);
    assert!(!window.shows("Zkouším spojení") && window.bounds("test-cancel").is_none());
    window.wait("tested", |window| {
        assert!(!window.shows("Zkouším spojení"), "it is over before it could be read");
        window.bounds("test-result").is_some()
    });
    let control = window.practice.as_ref().expect("practice").control().clone();
    control.fail(Route::Revocation, Fault::Hang, u32::MAX);
    window.settle();
    window.reveal("delete-token");
    window.click("delete-token");
    let ok = window.bounds("modal-ok").expect("there").center();
    window.quick_click(ok);
    assert!(!window.shows("Mažu token") && window.shows("Smazat token pro"), "not at once");
    window.wait("the sign", |window| window.shows("Mažu token"));
    assert!(window.shows("Přerušit už to nejde"), "{:?}", window.texts());
    window.press(Named::Escape);
    assert!(window.app.modal().is_some(), "Escape does not cut it off");

    let mut window = practice();
    window.practice.as_ref().expect("practice").control().fail(Route::Discovery, Fault::Hang, u32::MAX);
    window.click("get-token");
    let ok = window.bounds("modal-ok").expect("there").center();
    window.quick_click(ok);
    assert!(window.shows("Získat token pro") && !window.shows("Otevírám prohlížeč"), "not at once");
    window.wait("the sign", |window| window.shows("Otevírám prohlížeč"));
    window.settle();
    has_focus(&mut window, "modal-cancel");
    window.press(Named::Enter);
    assert!(window.app.modal().is_none(), "it is cancelled at once");
    has_focus(&mut window, "get-token");
}
