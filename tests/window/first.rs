//! The page of the first start: five steps with the keyboard alone, each to be skipped, left and found again.

use iced_test::core::keyboard::{Key, Modifiers, key::Named};
use iced_test::core::{Size, widget};
use mailkey::account::{Protocol, Provider};
use mailkey::engine::Engine;
use mailkey::i18n::Lang;
use mailkey::oauth::session::TokenState;
use mailkey::settings;
use mailkey::ui::app::Message;
use mailkey::ui::first::{self, Step};
use mailkey::ui::screens::test_message;

use super::modals::tab_to;
use super::open::{first_practice, first_start, practice};
use super::support::Window;
use super::tokens::browse;

const ME: &str = "recepce@cviceni.test";
const WAITS: &str = "Waiting for the message to arrive";

#[track_caller]
fn is_at(window: &mut Window, step: Step) {
    window.settle();
    assert_eq!(window.app.first().at(), Some(step), "{:?}", window.texts());
    assert_eq!(window.focused(), Some(widget::Id::new(step.control())), "the focus is in the step");
}

#[track_caller]
fn write(window: &mut Window, text: &str) {
    window.write(text);
}

/// Practice mode after all five steps.
pub fn ready() -> Window {
    let mut window = first_practice();
    walk(&mut window);
    window
}

#[test]
fn from_nothing_to_the_received_message_with_the_keyboard_alone() {
    let mut window = first_practice();
    walk(&mut window);
    assert!(window.shows("odesílání i\u{a0}příjem fungují"));
    assert!(window.shows("Hotovo: tento počítač odesílá a\u{a0}přijímá poštu jako recepce@cviceni.test"));
    assert!(window.bounds("keep-working").is_some(), "the switch is where it is wanted");
    tab_to(&mut window, "first-finish");
    window.press(Named::Enter);
    assert!(!window.app.first().is_shown());
    assert!(window.bounds("tab-smtp").is_some());
}

#[track_caller]
fn walk(window: &mut Window) {
    to_the_test(window);
    // Enter in the field sends; the message is looked for by itself.
    window.press(Named::Enter);
    window.wait("received", |window| window.bounds("first-arrived").is_some());
}

#[track_caller]
fn to_the_test(window: &mut Window) {
    assert!(window.app.first().is_shown());
    assert!(window.shows("Nastavte poštu v\u{a0}pěti krocích"));
    assert!(window.bounds("tab-smtp").is_none(), "no tabs yet");
    // In practice everything is filled in: what is left is to sign in.
    is_at(window, Step::SignIn);
    window.press(Named::Enter);
    window.press(Named::Enter);
    window.wait("the wait", |window| window.bounds("modal-copy").is_some());
    window.settle();
    assert_eq!(window.focused(), Some("modal-copy".into()));
    window.press(Named::Enter);
    let address = window.clipboard.take().expect("the address is in the clipboard");
    drop(window.beside(browse(address, ME.to_owned(), "allow")));
    window.wait("the end", |window| window.app.modal().is_none());
    window.wait("the badge", |window| window.app.status().of(Protocol::Smtp).state == TokenState::Acquired);
    is_at(window, Step::Test);
    assert_eq!(window.app.form().text("smtp.sender_address"), ME);
}

#[test]
fn the_steps_are_the_same_fields_as_in_the_tabs() {
    let mut window = first_start();
    is_at(&mut window, Step::Sender);
    write(&mut window, "Recepce");
    tab_to(&mut window, "smtp.sender_address");
    write(&mut window, "recepce@gmail.com");
    assert_eq!(window.app.form().text("smtp.oauth2.account"), "recepce@gmail.com", "the account follows");
    window.press(Named::Enter);
    is_at(&mut window, Step::Provider);
    assert_eq!(window.app.form().text("smtp.oauth2.provider"), Provider::Google.word(), "as the address says");
    assert_eq!(window.app.form().text("smtp.server"), "smtp.gmail.com");
    assert_eq!(window.app.form().text("pop.server"), "pop.gmail.com");
    assert!(window.shows("Zvoleno podle vaší adresy"), "{:?}", window.texts());
    tab_to(&mut window, "first-next");
    window.press(Named::Enter);
    is_at(&mut window, Step::Application);
    assert!(window.bounds("smtp.client_secret").is_some(), "Google gives a secret to every application");
    assert!(window.bounds("first-guide").is_some());
    window.press(Named::Enter);
    assert_eq!(window.app.first().at(), Some(Step::Application), "not without the ID");
    assert!(window.shows("Tohle pole je potřeba vyplnit."));
    write(&mut window, "1234-abc.apps.googleusercontent.com");
    window.press(Named::Enter);
    is_at(&mut window, Step::SignIn);
    // On to the tabs: all of it stands there, as a draft.
    tab_to(&mut window, "first-leave");
    window.press(Named::Enter);
    assert!(window.shows("Neuložené změny"));
    assert_eq!(window.app.form().text("smtp.sender_name"), "Recepce");
    assert_eq!(window.app.form().text("smtp.oauth2.client_id"), "1234-abc.apps.googleusercontent.com");
    // And back: what is done is done.
    window.resize(Size::new(1080.0, 1400.0));
    tab_to(&mut window, "first-open");
    window.press(Named::Enter);
    is_at(&mut window, Step::SignIn);
    // An address that was typed anew later does not change an account that was named on purpose.
    window.send(Message::First(first::Message::Show(Step::Sender)));
    is_at(&mut window, Step::Sender);
    window.fill("smtp.sender_address", "info@firma.cz");
    assert_eq!(window.app.form().text("smtp.oauth2.account"), "info@firma.cz", "it follows as long as it is the same");
    tab_to(&mut window, "first-other");
    window.press(Named::Enter);
    window.settle();
    window.fill("smtp.oauth2.account", "recepce@firma.cz");
    window.fill("smtp.sender_address", "prodej@firma.cz");
    assert_eq!(window.app.form().text("smtp.oauth2.account"), "recepce@firma.cz");
}

#[test]
fn the_account_follows_whatever_the_sender_becomes() {
    let mut window = first_start();
    let account = |window: &Window| window.app.form().text("smtp.oauth2.account");
    tab_to(&mut window, "smtp.sender_address");
    window.paste("recepce@firma.cz");
    assert_eq!(account(&window), "recepce@firma.cz", "pasted");
    assert!(window.bounds("first-other").is_some(), "nobody is asked for the account");
    window.fill("smtp.sender_address", "Sklad <sklad@firma.cz>");
    window.press(Named::Tab);
    assert_eq!(window.app.form().text("smtp.sender_address"), "sklad@firma.cz");
    assert_eq!(account(&window), "sklad@firma.cz", "left");
    window.fill("smtp.sender_address", "Prodej <prodej@firma.cz>");
    window.press(Named::Enter);
    is_at(&mut window, Step::Provider);
    let form = window.app.form();
    assert_eq!(form.text("smtp.sender_address"), "prodej@firma.cz", "as if it had been left");
    assert_eq!(account(&window), "prodej@firma.cz");
}

#[test]
fn the_guide_gives_the_focus_back_to_the_page() {
    let mut window = first_start();
    window.send(Message::First(first::Message::Show(Step::Application)));
    is_at(&mut window, Step::Application);
    for close in [Named::Escape, Named::Enter] {
        tab_to(&mut window, "first-guide");
        window.press(Named::Enter);
        assert_eq!(window.focused(), Some("guide-close".into()));
        window.press(close);
        assert_eq!(window.bounds("guide-close"), None);
        assert_eq!(window.focused(), Some("first-guide".into()), "{close:?}");
    }
    // Where the page has gone on meanwhile, to the step that is open now.
    window.press(Named::Enter);
    window.send(Message::First(first::Message::Show(Step::Sender)));
    window.settle();
    window.press(Named::Escape);
    is_at(&mut window, Step::Sender);
}

/// Practice mode, waiting for a message that does not come: it is looked for under its English name.
fn waiting() -> Window {
    let mut window = first_practice();
    to_the_test(&mut window);
    window.send(Message::First(first::Message::Test(test_message::Message::Send)));
    window.send(Message::Language(Lang::En));
    window.wait("the wait", |window| window.shows(WAITS));
    window
}

#[test]
fn waiting_for_the_message_can_be_cancelled_and_taken_up_again() {
    let mut window = waiting();
    tab_to(&mut window, "first-stop");
    window.press(Named::Enter);
    assert!(!window.shows(WAITS), "{:?}", window.texts());
    assert_eq!(window.focused(), Some("first-check".into()));
    window.press(Named::Enter);
    window.wait("the wait", |window| window.shows(WAITS));
}

#[test]
fn waiting_for_the_message_ends_when_it_is_locked() {
    let mut window = waiting();
    let other = Engine::new(window.home.clone(), mailkey::secrets::memory());
    window.block_on(other.set_password(None, "tajné heslo".into())).expect("set");
    window.wait("locked", |window| window.app.lock().is_locked());
    window.wait("the end of the wait", |window| !window.shows(WAITS));
    window.wait("the way on", |window| window.bounds("first-check").is_some());
}

#[test]
fn errors_are_said_where_they_belong() {
    let mut window = first_start();
    window.press(Named::Enter);
    assert_eq!(window.app.first().at(), Some(Step::Sender), "an address is needed");
    assert_eq!(window.focused(), Some("smtp.sender_address".into()));
    assert!(window.shows("Tohle pole je potřeba vyplnit."));
    write(&mut window, "recepce@firma");
    let before = window.texts();
    window.press(Named::Enter);
    assert_eq!(window.app.first().at(), Some(Step::Sender));
    assert!(window.texts().len() > before.len() - 1 && window.focused() == Some("smtp.sender_address".into()));
    // Signing in with nothing filled in leads to the step that lacks something.
    window.send(Message::First(first::Message::Show(Step::SignIn)));
    window.settle();
    window.press(Named::Enter);
    window.settle();
    assert!(window.app.modal().is_none() && window.app.first().is_shown());
    assert_ne!(window.app.first().at(), Some(Step::SignIn));
}

#[test]
fn each_step_can_be_skipped_and_done_later() {
    let mut window = first_start();
    for step in Step::ALL {
        is_at(&mut window, step);
        tab_to(&mut window, "first-skip");
        window.press(Named::Enter);
        window.settle();
    }
    assert_eq!(window.app.first().at(), None);
    assert!(
        window.shows("Zbytek můžete nastavit kdykoli později") && window.shows("Přeskočeno"),
        "{:?}",
        window.texts()
    );
    assert_eq!(window.focused(), Some("first-finish".into()));
    // A step that was skipped opens again from its head.
    tab_to(&mut window, "first-step-3");
    window.press(Named::Space);
    is_at(&mut window, Step::Application);
    assert!(!window.app.form().is_changed(), "skipping changes nothing");
}

#[test]
fn once_left_it_does_not_come_again_by_itself() {
    let mut window = first_start();
    tab_to(&mut window, "first-leave");
    window.press(Named::Enter);
    assert!(!window.app.first().is_shown());
    assert!(!window.home.settings_file().exists(), "that is no setting");
    let file = window.home.window_file();
    window.wait("remembered", |_| std::fs::read_to_string(&file).is_ok_and(|text| text.contains("begun")));
    let mut window = window.restarted();
    assert!(!window.app.first().is_shown());
    assert!(window.bounds("tab-smtp").is_some());
}

#[test]
fn where_something_is_set_up_it_does_not_come() {
    let mut window = practice();
    let home = window.home.clone();
    window.fill("smtp.sender_name", "Sklad");
    window.press_with(Key::Character("s".into()), Modifiers::CTRL);
    window
        .wait("saved", |_| settings::load(&home.settings_file()).is_ok_and(|s| s.smtp.sender_name.as_str() == "Sklad"));
    let settings = settings::load(&home.settings_file()).expect("readable");
    assert!(!first::is_new(&settings, window.app.status()));
}

#[test]
fn a_provider_without_oauth_is_said_and_filled_in() {
    let mut window = first_start();
    tab_to(&mut window, "smtp.sender_address");
    write(&mut window, "obchod@seznam.cz");
    window.press(Named::Enter);
    is_at(&mut window, Step::Provider);
    assert!(window.shows("jménem a\u{a0}heslem"), "{:?}", window.texts());
    tab_to(&mut window, "first-password");
    window.press(Named::Enter);
    window.settle();
    assert!(!window.app.first().is_shown(), "on in the settings");
    let form = window.app.form();
    assert_eq!((form.text("smtp.server"), form.text("smtp.port")), ("smtp.seznam.cz".into(), "465".into()));
    assert_eq!((form.text("pop.server"), form.text("pop.method")), ("pop3.seznam.cz".into(), "password".into()));
    assert_eq!(form.text("smtp.user"), "obchod@seznam.cz");
}

#[test]
fn in_the_smallest_window_and_in_both_languages_every_step_can_be_reached() {
    for lang in Lang::ALL {
        let mut window = first_start();
        window.send(Message::Language(lang));
        window.resize(Size::new(320.0, 280.0));
        for step in Step::ALL {
            window.send(Message::First(first::Message::Show(step)));
            is_at(&mut window, step);
            tab_to(&mut window, "first-skip");
            assert!(window.visible("first-skip").is_some(), "{step:?}");
        }
    }
}
