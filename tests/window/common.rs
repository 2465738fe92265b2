//! The common account: one account on both tabs, parted with a copy, joined with a choice of the token.

use iced_test::core::keyboard::{Key, Modifiers, key::Named};
use mailkey::account::{AccountId, Protocol};
use mailkey::demo::Route;
use mailkey::oauth::session::TokenState;
use mailkey::settings;
use mailkey::ui::app::Message;
use mailkey::ui::form::{Message as Field, key};
use mailkey::ui::modal::Modal;

use super::open::{practice, practice_with};
use super::support::Window;
use super::tokens::sign_in;

const ME: &str = "recepce@cviceni.test";
const OTHER: &str = "sklad@cviceni.test";

fn show(window: &mut Window, tab: Protocol) {
    window.send(Message::Tab(tab.into()));
    window.settle();
}

fn save(window: &mut Window) {
    window.click("save");
    window.wait("saved", |window| !window.app.form().is_changed());
    window.settle();
}

/// Two accounts, each with a token of its own.
fn two(smtp_has_one: bool) -> Window {
    let mut window = practice_with(|settings| {
        settings.pop.common_account = false;
        settings.pop.oauth2 = settings.smtp.oauth2.clone();
        settings.pop.oauth2.account = Some(OTHER.parse().expect("an address"));
    });
    if smtp_has_one {
        sign_in(&mut window, ME);
    }
    show(&mut window, Protocol::Pop);
    sign_in(&mut window, OTHER);
    window
}

#[test]
fn every_setting_of_the_common_account_is_one_on_both_tabs() {
    let mut window = practice();
    let values = [
        (key::provider(Protocol::Smtp), "google"),
        (key::account(Protocol::Smtp), "sklad@firma.cz"),
        (key::sign_in_as(Protocol::Smtp), "jan@firma.cz"),
        (key::client_id(Protocol::Smtp), "abc"),
        (key::tenant(Protocol::Smtp), "firma.cz"),
        (key::issuer(Protocol::Smtp), "https://id.firma.cz"),
        (key::scopes(Protocol::Smtp), "mail"),
        (key::sign_in(Protocol::Smtp), "device"),
        (key::client_secret_expires(Protocol::Smtp), "2030-01-31"),
    ];
    assert_eq!(values.len(), key::ACCOUNT.len());
    for (name, text) in values {
        window.send(Message::Field(Field::Chosen(name, text.to_owned())));
        for tab in Protocol::ALL {
            let shown = key::ACCOUNT.iter().find(|of| of(Protocol::Smtp) == name).expect("listed")(
                window.app.form().owner(tab),
            );
            assert_eq!(window.app.form().text(shown), text, "{name} on {tab}");
        }
    }
}

#[test]
fn parted_pop_has_a_copy_of_the_account_and_no_token() {
    let mut window = practice();
    sign_in(&mut window, ME);
    show(&mut window, Protocol::Pop);
    window.click("pop.common_account");
    assert!(window.shows("POP dostal kopii nastavení"), "{:?}", window.texts());
    assert_eq!(window.app.form().text("pop.oauth2.account"), ME);
    window.click("pop.common_account");
    assert!(!window.app.form().is_changed(), "and back: {:?}", window.app.form().changed());
    window.click("pop.common_account");
    save(&mut window);
    let stored = settings::load(&window.home.settings_file()).expect("readable");
    assert_eq!(stored.pop.oauth2, stored.smtp.oauth2);
    assert_eq!(window.app.status().of(Protocol::Pop).state, TokenState::NotAcquired);
    assert_eq!(window.app.status().of(Protocol::Smtp).state, TokenState::Acquired);
}

#[test]
fn two_tokens_become_one_by_choice_and_only_after_saving() {
    for (key, who, gone) in [("keep-smtp", ME, OTHER), ("keep-pop", OTHER, ME)] {
        let mut window = two(true);
        window.click("pop.common_account");
        assert!(matches!(window.app.modal(), Some(Modal::Common(_))));
        for words in [ME, OTHER, "Který token má zůstat?"] {
            assert!(window.shows(words), "{words}: {:?}", window.texts());
        }
        window.press(Named::Escape);
        assert!(!window.app.form().is_changed(), "cancelled");
        window.click("pop.common_account");
        window.click(key);
        assert!(window.app.form().is_common() && window.app.form().is_changed());
        assert!(window.shows("Po uložení"), "{:?}", window.texts());
        for protocol in Protocol::ALL {
            assert!(window.app.status().of(protocol).is_held(), "nothing is deleted before it is saved");
        }
        save(&mut window);
        for protocol in Protocol::ALL {
            let status = window.app.status().of(protocol);
            assert_eq!(status.state, TokenState::Acquired, "{key}");
            let facts = status.facts.as_ref().expect("facts");
            assert_eq!(facts.signed_in_as.as_deref(), Some(who), "{key}: not {gone}");
            assert!(status.fits, "{key}");
        }
        assert_eq!(window.app.form().text("smtp.oauth2.account"), who);
    }
}

/// A draft in which two tokens become one; the provider cannot be told of the one that goes.
fn joining_without_revocation() -> Window {
    let mut window = two(true);
    super::trouble::fail(&window, Route::Revocation, 503);
    window.click("pop.common_account");
    window.click("keep-smtp");
    window
}

#[test]
fn what_is_left_to_do_by_hand_is_said_before_the_window_closes() {
    let mut window = joining_without_revocation();
    window.press_with(Key::Character("q".into()), Modifiers::CTRL);
    window.click("modal-ok");
    window.wait("what is left", |window| window.exited || window.shows("jen tady"));
    assert!(!window.exited && window.shows("503"), "{:?}", window.texts());
    window.settle();
    window.press(Named::Escape);
    window.wait("closed", |window| window.exited);
}

#[test]
fn what_is_left_to_do_by_hand_is_said_after_the_sign_in_that_followed() {
    let mut window = joining_without_revocation();
    window.click("get-token");
    window.click("modal-ok");
    window.wait("the wait", |window| window.bounds("modal-copy").is_some());
    window.settle();
    window.press(Named::Escape);
    assert!(window.shows("jen tady") && window.shows("503"), "{:?}", window.texts());
    window.press(Named::Escape);
    assert!(window.app.modal().is_none() && !window.exited);
}

#[test]
fn a_token_that_the_window_has_not_seen_yet_is_asked_about_all_the_same() {
    let mut window = two(false);
    let state = window.home.state_file(&AccountId::POP);
    let text = std::fs::read(&state).expect("a state");
    std::fs::remove_file(&state).expect("hidden");
    window.look();
    window.wait("no token", |window| !window.app.status().of(Protocol::Pop).is_held());
    window.settle();
    window.click("pop.common_account");
    assert!(window.app.modal().is_none());
    // Another program has got it; the window has not looked since.
    std::fs::write(&state, text).expect("there again");
    window.send(Message::Save);
    window.wait("the question", |window| matches!(window.app.modal(), Some(Modal::Common(_))));
    assert!(window.shows(OTHER), "{:?}", window.texts());
}

#[test]
fn the_choice_can_be_taken_back() {
    let mut window = two(true);
    window.click("pop.common_account");
    window.click("keep-pop");
    assert_eq!(window.app.form().text("smtp.oauth2.account"), OTHER);
    window.click("pop.common_account");
    assert!(!window.app.form().is_changed(), "{:?}", window.app.form().changed());
    window.click("pop.common_account");
    window.click("keep-pop");
    window.click("discard");
    if window.app.modal().is_some() {
        window.click("modal-ok");
    }
    assert!(!window.app.form().is_changed());
    assert_eq!(window.app.form().text("smtp.oauth2.account"), ME);
}

#[test]
fn the_only_token_is_offered_to_both() {
    let mut window = two(false);
    window.click("pop.common_account");
    assert!(window.shows("Převzít token POP?"), "{:?}", window.texts());
    window.click("keep-pop");
    save(&mut window);
    let status = window.app.status().of(Protocol::Smtp);
    assert_eq!(status.facts.as_ref().and_then(|facts| facts.signed_in_as.as_deref()), Some(OTHER));
    assert!(status.fits);
}

#[test]
fn without_a_token_of_pops_own_nothing_is_asked() {
    let mut window = practice_with(|settings| settings.pop.common_account = false);
    show(&mut window, Protocol::Pop);
    window.click("pop.common_account");
    assert!(window.app.modal().is_none());
    save(&mut window);
    assert!(window.app.form().stored().pop.common_account);
}
