//! Lists with the keyboard alone.

use iced_test::core::keyboard::{Key, Modifiers, key::Named};
use mailkey::account::Theme;

use super::open::{empty, practice};
use super::support::Window;

const ID: &str = "smtp.method";

fn shown(window: &mut Window) -> String {
    let node = window.controls().into_iter().find(|node| node.described.name == "Způsob autorizace").expect("the list");
    let mailkey::ui::widgets::Value::Text(shown) = node.described.value else { panic!("a list has a value") };
    shown
}

fn at_list() -> Window {
    let mut window = practice();
    while window.focused_control().is_none_or(|node| node.described.name != "Způsob autorizace") {
        window.press(Named::Tab);
    }
    assert_eq!(shown(&mut window), "OAuth 2.0");
    window
}

fn alt(window: &mut Window, key: Named) {
    window.press_with(Key::Named(key), Modifiers::ALT);
}

#[test]
fn a_closed_list_goes_by_arrows_home_end_and_letters() {
    let mut window = at_list();
    window.press(Named::ArrowUp);
    assert_eq!(shown(&mut window), "Jméno a heslo");
    window.press(Named::Home);
    assert_eq!(shown(&mut window), "Bez přihlášení");
    window.press(Named::ArrowUp);
    assert_eq!(shown(&mut window), "Bez přihlášení", "before the first there is none");
    window.press(Named::End);
    assert_eq!(shown(&mut window), "OAuth 2.0");
    window.press_with(Key::Character("j".into()), Modifiers::empty());
    assert_eq!(shown(&mut window), "Jméno a heslo");
}

#[test]
fn an_open_list_changes_nothing_before_enter() {
    for open in [Named::Enter, Named::Space] {
        let mut window = at_list();
        window.press(open);
        window.press(Named::ArrowUp);
        window.press(Named::ArrowUp);
        assert_eq!(shown(&mut window), "OAuth 2.0", "{open:?}");
        window.press(Named::Enter);
        assert_eq!(shown(&mut window), "Bez přihlášení", "{open:?}");
        assert!(window.app.form().is_changed());
        let focused = window.focused_control().expect("focus");
        assert_eq!(focused.described.name, "Způsob autorizace", "the list keeps the focus");
        window.press(Named::ArrowDown);
        assert_eq!(shown(&mut window), "Jméno a heslo", "closed again, the arrows change it");
    }
}

#[test]
fn alt_and_the_arrow_open_it_home_end_and_letters_move_in_it() {
    let mut window = at_list();
    alt(&mut window, Named::ArrowDown);
    window.press(Named::Home);
    window.press(Named::Enter);
    assert_eq!(shown(&mut window), "Bez přihlášení");
    alt(&mut window, Named::ArrowDown);
    window.press(Named::End);
    window.press(Named::Space);
    assert_eq!(shown(&mut window), "OAuth 2.0");
    window.press(Named::Enter);
    window.press_with(Key::Character("j".into()), Modifiers::empty());
    window.press(Named::Enter);
    assert_eq!(shown(&mut window), "Jméno a heslo");
}

#[test]
fn escape_closes_it_and_nothing_else() {
    let mut window = at_list();
    window.press(Named::Enter);
    window.press(Named::ArrowUp);
    window.press(Named::Escape);
    assert_eq!(shown(&mut window), "OAuth 2.0");
    assert!(window.focused_control().is_some(), "the list keeps the focus");
    window.press(Named::ArrowUp);
    assert_eq!(shown(&mut window), "Jméno a heslo", "it is closed: the arrow changes the value");
}

#[test]
fn tab_takes_what_is_marked_or_goes_on() {
    let mut window = at_list();
    window.press(Named::Enter);
    window.press(Named::ArrowUp);
    window.press(Named::Tab);
    assert_eq!(shown(&mut window), "Jméno a heslo");
    window.press(Named::Enter);
    window.press(Named::Tab);
    assert_eq!(shown(&mut window), "Jméno a heslo");
    assert_ne!(window.focused_control().expect("focus").described.name, "Způsob autorizace");
}

#[test]
fn a_click_elsewhere_closes_it_and_presses_nothing() {
    let mut window = at_list();
    window.click(ID);
    window.click("get-token");
    assert!(window.app.modal().is_none(), "the click went through the open list's closing");
    window.click("get-token");
    assert!(window.app.modal().is_some(), "the list is closed now");
}

#[test]
fn a_click_takes_a_row() {
    let mut window = practice();
    let before = window.picture_at(&iced::Theme::Light, 1.0);
    window.click(ID);
    let bounds = window.bounds(ID).expect("the list");
    assert_ne!(window.picture_at(&iced::Theme::Light, 1.0), before, "the open list is seen");
    window.click_at((bounds.x + 20.0, bounds.y + bounds.height + 20.0).into());
    assert_eq!(shown(&mut window), "Bez přihlášení");
}

#[test]
fn a_letter_finds_what_is_written_with_czech_marks() {
    let mut window = empty();
    while window.focused_control().is_none_or(|node| node.described.name != "Vzhled") {
        window.press(Named::Tab);
    }
    for letter in "vzhled: t".chars() {
        window.press_with(Key::Character(letter.to_string().as_str().into()), Modifiers::empty());
    }
    window.settle();
    assert_eq!(window.app.theme(), Some(iced::Theme::Dark), "{:?}", Theme::ALL);
}
