//! The page of the first start: five steps with the keyboard alone, each to be skipped, left and found again.

use iced_test::core::keyboard::{Key, Modifiers, key::Named};
use iced_test::core::{Size, widget};
use mailkey::account::{Protocol, Provider};
use mailkey::demo::{MailFault, MailStep};
use mailkey::engine::Engine;
use mailkey::i18n::Lang;
use mailkey::oauth::session::TokenState;
use mailkey::settings;
use mailkey::ui::app::Message;
use mailkey::ui::first::{self, Step};
use mailkey::ui::form;
use mailkey::ui::tab::Tab;

use super::modals::tab_to;
use super::open::{first_practice, first_start, practice};
use super::support::Window;
use super::tokens::browse;
use super::walks::{DISABLED, to_the_end};

const ME: &str = "recepce@cviceni.test";
const WAITS: &str = "čekám na krok „Doručení“";

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
    assert!(window.shows("zpráva je odeslaná a\u{a0}dorazila do schránky"), "{:?}", window.texts());
    assert!(window.shows("Hotovo: tento počítač odesílá a\u{a0}přijímá poštu jako recepce@cviceni.test"));
    assert!(window.bounds("keep-working").is_some(), "the switch is where it is wanted");
    assert_eq!(window.focused(), Some("first-finish".into()), "the way on");
    window.press(Named::Enter);
    assert!(!window.app.first().is_shown());
    assert!(window.bounds("tab-smtp").is_some());
    assert!(window.bounds("test-result").is_some(), "what it came to is there too");
}

#[track_caller]
fn walk(window: &mut Window) {
    to_the_test(window);
    // Enter in the field sends; the message is looked for by itself.
    window.press(Named::Enter);
    to_the_end(window);
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
    write(&mut window, "recepce@gmail.com");
    window.press(Named::Enter);
    is_at(&mut window, Step::Application);
    assert!(window.shows("Tohle je e-mailová adresa, ne ID aplikace"), "{:?}", window.texts());
    window.fill("smtp.oauth2.client_id", "1234-abc.apps.googleusercontent.com");
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

/// Practice mode at the test message.
pub fn at_test() -> Window {
    let mut window = first_practice();
    to_the_test(&mut window);
    window
}

/// Practice mode, waiting for a message in a mailbox that says nothing.
pub fn waiting() -> Window {
    let mut window = at_test();
    let control = window.practice.as_ref().expect("practice").control();
    control.fail_mail(Protocol::Pop, MailStep::Greeting, MailFault::Hang);
    window.press(Named::Enter);
    window.wait("the wait", |window| window.bounds("first-finish").is_some() && window.shows(WAITS));
    window.settle();
    window
}

/// Practice mode whose SMTP server refuses the login.
pub fn broken() -> Window {
    let mut window = at_test();
    window.practice.as_ref().expect("practice").control().refuse_logins(Protocol::Smtp, Some(DISABLED));
    window.press(Named::Enter);
    to_the_end(&mut window);
    window
}

#[test]
fn the_test_message_is_a_walk_along_the_chain_and_the_way_on_has_the_focus_once_it_is_sent() {
    let mut window = waiting();
    assert!(window.shows("Přihlášení") && window.shows("Doručení"), "{:?}", window.texts());
    assert_eq!(window.focused(), Some("first-finish".into()), "the server has taken it over");
    assert_eq!(window.app.first().at(), Some(Step::Test));
    tab_to(&mut window, "test-cancel");
    window.press(Named::Enter);
    assert!(window.shows("Test jste zrušili") && !window.shows(WAITS), "{:?}", window.texts());
    assert_eq!(window.focused(), Some("test".into()), "the key that sends again");
    assert!(window.bounds("first-finish").is_some(), "sent is sent");
    tab_to(&mut window, "first-mailbox");
    window.press(Named::Enter);
    assert_eq!((window.app.first().is_shown(), window.app.tab()), (false, Tab::Pop));
}

#[test]
fn what_is_under_way_goes_on_where_the_settings_are_and_back() {
    let mut window = waiting();
    window.press(Named::Enter);
    assert_eq!((window.app.first().is_shown(), window.app.tab()), (false, Tab::Smtp));
    assert!(window.shows(WAITS), "{:?}", window.texts());
    window.reveal("test-cancel");
    window.click("test-cancel");
    assert!(window.shows("Test jste zrušili"), "{:?}", window.texts());
    // A test without a message makes none unsent.
    window.practice.as_ref().expect("practice").control().mend_mail(Protocol::Pop);
    window.click("test");
    to_the_end(&mut window);
    window.send(Message::First(first::Message::Begin));
    window.settle();
    assert_eq!(window.app.first().at(), None, "all is done");
    window.send(Message::First(first::Message::Show(Step::Test)));
    is_at(&mut window, Step::Test);
    assert!(window.shows("Všechno funguje"), "{:?}", window.texts());
}

#[test]
fn where_sending_fails_the_cause_and_the_cure_stand_there_and_sending_again_is_a_key_away() {
    let mut window = broken();
    assert!(window.shows("Token je v pořádku, ale"), "{:?}", window.texts());
    assert!(window.bounds("first-finish").is_none() && window.bounds("first-skip").is_some());
    assert_eq!(window.focused(), Some("test".into()), "the key that sends again");
    tab_to(&mut window, "test-smtp:do-0");
    window.press(Named::Enter);
    assert!(window.clipboard.take().is_some_and(|text| text.contains("Set-CASMailbox")));
    window.practice.as_ref().expect("practice").control().refuse_logins(Protocol::Smtp, None);
    tab_to(&mut window, "test");
    window.press(Named::Enter);
    window.wait("the way on", |window| window.focused() == Some("first-finish".into()));
    to_the_end(&mut window);
    tab_to(&mut window, "test-close");
    window.press(Named::Enter);
    assert_eq!(window.focused(), Some("test".into()));
    assert!(window.bounds("test-result").is_none() && window.bounds("first-finish").is_some(), "sent is sent");
}

#[test]
fn where_the_mailbox_cannot_be_read_nothing_says_that_this_computer_receives() {
    let mut window = at_test();
    let control = window.practice.as_ref().expect("practice").control();
    control.refuse_logins(Protocol::Pop, Some("-ERR [SYS/PERM] POP3 is switched off"));
    window.press(Named::Enter);
    to_the_end(&mut window);
    assert!(window.shows("Test skončil u\u{a0}kroku „Doručení“"), "{:?}", window.texts());
    assert!(window.shows("Hotovo: tento počítač odesílá poštu jako"), "{:?}", window.texts());
    assert_eq!(window.focused(), Some("first-finish".into()));
}

#[test]
fn a_wrong_recipient_is_said_and_one_elsewhere_is_not_waited_for() {
    let mut window = at_test();
    window.fill(Step::Test.control(), "sklad@");
    window.press(Named::Enter);
    is_at(&mut window, Step::Test);
    assert!(window.bounds("test-list").is_none() && window.shows("adres"), "{:?}", window.texts());
    window.fill(Step::Test.control(), "");
    window.press(Named::Enter);
    assert!(window.shows("Tohle pole je potřeba vyplnit."), "{:?}", window.texts());
    // What was typed in the steps before is stored first.
    window.send(Message::Field(form::Message::Typed("smtp.sender_name", "Sklad".to_owned())));
    window.fill(Step::Test.control(), "sklad@cviceni.test");
    assert!(window.shows("Nejdříve se uloží změny."), "{:?}", window.texts());
    window.press(Named::Enter);
    to_the_end(&mut window);
    assert_eq!(window.app.form().stored().smtp.sender_name.as_str(), "Sklad");
    assert!(window.shows("jiné schránky") && window.bounds("first-finish").is_some(), "{:?}", window.texts());
}

#[test]
fn locked_meanwhile_it_can_be_watched_and_ended_and_not_begun_again() {
    let mut window = waiting();
    let other = Engine::new(window.home.clone(), mailkey::secrets::memory());
    window.block_on(other.set_password(None, "tajné heslo".into())).expect("set");
    window.wait("locked", |window| window.app.lock().is_locked());
    window.settle();
    assert!(window.shows(WAITS), "{:?}", window.texts());
    tab_to(&mut window, "test-cancel");
    window.press(Named::Enter);
    assert!(window.shows("Test jste zrušili"), "{:?}", window.texts());
    let enabled = |window: &mut Window, name: &'static str| {
        window.controls().iter().any(|node| node.id == Some(name.into()) && node.described.enabled)
    };
    assert!(!enabled(&mut window, "test") && enabled(&mut window, "test-copy"));
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
