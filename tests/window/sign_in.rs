//! The ways of getting a token where no browser answers here: a pasted answer, a code, no person at all.

use std::time::Duration;

use iced_test::core::keyboard::key::Named;
use iced_test::core::widget;
use mailkey::account::{Protocol, Provider, SignInMethod};
use mailkey::demo::{READ, SEND, SERVICE_ID, SERVICE_SECRET, SignIn};
use mailkey::oauth::session::TokenState;
use mailkey::ui::app::Message;
use mailkey::ui::modal::Modal;
use mailkey::ui::screens::smtp;
use mailkey::ui::secret::{self, Typed, Which};
use mailkey::ui::{auth_card, form};

use super::open::{practice, practice_with};
use super::support::Window;
use super::tokens::{answer_page, begin};

const ME: &str = "recepce@cviceni.test";

/// Signs in on the practice page and gives the address at which a browser on another computer ends.
pub async fn elsewhere(address: String, who: &'static str) -> String {
    let reply = answer_page(&address, who, "allow", reqwest::redirect::Policy::none()).await.expect("reply");
    reply.headers()["location"].to_str().expect("text").to_owned()
}

/// From the wait to the code; the code as it is copied.
pub fn code(window: &mut Window) -> String {
    window.wait("the code", |window| window.bounds("device-code").is_some());
    window.click("modal-copy-code");
    assert!(window.shows("Zkopírováno") || window.shows("Copied"));
    window.clipboard.take().expect("the code is in the clipboard")
}

fn acquired(window: &mut Window) {
    window.wait("the end", |window| window.app.modal().is_none());
    window.wait("the badge", |window| window.app.status().of(Protocol::Smtp).state == TokenState::Acquired);
    window.settle();
    assert!(window.shows("Načteno"), "{:?}", window.texts());
}

/// Every control that Tab reaches, in order, until it comes round.
fn reachable(window: &mut Window) -> Vec<widget::Id> {
    let mut seen = Vec::new();
    for _ in 0..12 {
        window.press(Named::Tab);
        let Some(id) = window.focused() else { continue };
        if seen.first() == Some(&id) {
            break;
        }
        seen.push(id);
    }
    seen
}

/// Tab goes through exactly these, from wherever it begins.
#[track_caller]
fn reaches(window: &mut Window, names: &[&'static str]) {
    let mut seen = reachable(window);
    let first = seen.iter().position(|id| *id == names[0].into()).expect("the first is reached");
    seen.rotate_left(first);
    assert_eq!(seen, names.iter().map(|name| (*name).into()).collect::<Vec<widget::Id>>());
}

#[test]
fn the_answer_of_a_browser_elsewhere_is_pasted() {
    let mut window = practice();
    let address = begin(&mut window);
    reaches(&mut window, &["modal-copy", "modal-paste", "modal-code", "modal-cancel", "modal-open"]);
    window.click("modal-paste");
    assert_eq!(window.focused(), Some("paste".into()), "the field is ready to be pasted into");

    window.press(Named::Enter);
    window.wait("why", |window| window.shows("Nic jste nevložili"));
    window.fill("paste", &address);
    window.click("modal-ok");
    window.settle();
    assert_eq!(window.bounds("modal-copy"), None, "a wrong paste stays where it is");
    assert!(window.shows("Tohle je adresa stránky poskytovatele"), "{:?}", window.texts());

    let answer = window.block_on(elsewhere(address, ME));
    let broken = format!("  <{}\n{}>  ", &answer[..20], &answer[20..]);
    window.fill("paste", &broken.replace('\n', ""));
    window.press(Named::Enter);
    acquired(&mut window);
}

#[test]
fn going_back_from_the_field_loses_nothing_and_closing_ends_the_wait() {
    let mut window = practice();
    let address = begin(&mut window);
    window.click("modal-paste");
    reaches(&mut window, &["paste", "modal-back", "modal-ok"]);
    window.press(Named::Escape);
    assert!(window.bounds("modal-copy").is_some(), "back to the wait, which goes on");
    drop(window.beside(super::tokens::browse(address, ME.to_owned(), "allow")));
    acquired(&mut window);

    let _address = begin(&mut window);
    window.press(Named::Escape);
    assert!(window.app.modal().is_none());
    window.wait("no wait", |window| !window.engine.status().any_waiting());
}

#[test]
fn a_code_is_shown_and_typed_on_another_device() {
    let mut window = practice();
    window.practice.as_ref().expect("practice").control().set_device_interval(Duration::from_secs(1));
    let _address = begin(&mut window);
    window.click("modal-code");
    let code = code(&mut window);
    assert!(window.shows("/device"), "the address is said: {:?}", window.texts());
    let letters = code.chars().filter(|c| window.texts().contains(&c.to_string())).count();
    assert_eq!(letters, code.chars().count(), "{code} in {:?}", window.texts());
    window.click("modal-copy");
    assert!(window.clipboard.take().is_some_and(|address| address.ends_with("/device")));
    reaches(&mut window, &["modal-copy", "modal-open", "modal-copy-code", "modal-cancel", "modal-browser"]);
    let answered =
        window.practice.as_ref().expect("practice").control().answer_device(&code, Some(ME.parse().expect("address")));
    assert!(answered);
    acquired(&mut window);
    assert_eq!(window.practice.as_ref().expect("practice").control().counters().device_exchanges, 1);
}

#[test]
fn from_the_code_back_to_the_browser() {
    let mut window = practice();
    let _first = begin(&mut window);
    window.click("modal-code");
    let code = code(&mut window);
    window.click("modal-browser");
    window.wait("the wait", |window| window.bounds("modal-paste").is_some());
    window.click("modal-copy");
    let address = window.clipboard.take().expect("the address");
    window.practice.as_ref().expect("practice").control().answer_device(&code, Some(ME.parse().expect("address")));
    drop(window.beside(super::tokens::browse(address, ME.to_owned(), "allow")));
    acquired(&mut window);
    let counters = window.practice.as_ref().expect("practice").control().counters();
    assert_eq!((counters.device_exchanges, counters.code_exchanges), (0, 1), "the code's attempt had ended");
}

#[test]
fn a_declined_or_late_code_says_so_and_offers_the_browser() {
    for late in [false, true] {
        let mut window = practice();
        let control = window.practice.as_ref().expect("practice").control();
        control.set_device_interval(Duration::from_secs(1));
        if late {
            control.set_device_lifetime(Duration::from_secs(2));
        } else {
            control.set_sign_in(SignIn::Deny);
        }
        let _address = begin(&mut window);
        window.click("modal-code");
        window.wait("the end", |window| window.shows("Token se nepodařilo získat"));
        assert!(window.bounds("device-code").is_none());
        window.click("modal-instead");
        window.wait("the browser", |window| window.bounds("modal-paste").is_some());
    }
}

#[test]
fn another_account_can_be_taken_from_the_code_as_well() {
    let mut window = practice();
    window.practice.as_ref().expect("practice").control().set_device_interval(Duration::from_secs(1));
    let _address = begin(&mut window);
    window.click("modal-code");
    let first = code(&mut window);
    let sklad = Some("sklad@cviceni.test".parse().expect("address"));
    assert!(window.practice.as_ref().expect("practice").control().answer_device(&first, sklad.clone()));
    window.wait("the question", |window| window.shows("Přihlásil se jiný účet"));
    window.click("modal-use");
    let second = code(&mut window);
    assert_ne!(first, second);
    assert!(window.practice.as_ref().expect("practice").control().answer_device(&second, sklad));
    acquired(&mut window);
}

#[test]
fn google_says_that_it_has_no_code_instead_of_failing() {
    let mut window = practice_with(|settings| settings.smtp.oauth2.provider = Provider::Google);
    window.click("get-token");
    window.press(Named::Enter);
    window.wait("the wait", |window| window.bounds("modal-code").is_some());
    assert!(window.shows("Google pro poštu kód nenabízí"), "{:?}", window.texts());
    window.click("modal-code");
    window.settle();
    assert!(window.bounds("modal-copy").is_some(), "the key does nothing");
    assert!(!reachable(&mut window).contains(&"modal-code".into()));
}

#[test]
fn the_method_that_is_set_is_the_one_that_begins() {
    let mut window = practice_with(|settings| settings.smtp.oauth2.sign_in = SignInMethod::Device);
    window.click("get-token");
    assert!(matches!(window.app.modal(), Some(Modal::SignIn(modal)) if modal.method() == SignInMethod::Device));
    window.press(Named::Enter);
    let copied = code(&mut window);
    window.press(Named::Enter);
    assert_eq!(window.clipboard.take(), Some(copied), "Enter copies the code");
    window.press(Named::Escape);
    assert!(window.app.modal().is_none());
    window.wait("no wait", |window| !window.engine.status().any_waiting());
}

#[test]
fn without_a_person_there_is_neither_browser_nor_code() {
    let mut window = practice_with(|settings| settings.smtp.oauth2.sign_in = SignInMethod::Application);
    window.click("get-token");
    assert!(matches!(window.app.modal(), Some(Modal::SignIn(modal)) if modal.method() == SignInMethod::Application));
    window.press(Named::Enter);
    // The practice application has no secret yet: that is said, and nothing waits for anybody.
    window.wait("the end", |window| window.shows("Token se nepodařilo získat"));
    assert!(window.bounds("modal-instead").is_none());
    window.press(Named::Enter);
    assert!(window.app.modal().is_none());
    assert_eq!(window.focused(), Some("smtp.client_secret".into()), "the field that is missing");
}

#[test]
fn the_application_gets_a_token_for_itself_with_the_secret_that_was_pasted() {
    let mut window = practice_with(|settings| {
        settings.smtp.oauth2.sign_in = SignInMethod::Application;
        settings.smtp.oauth2.client_id = SERVICE_ID.parse().expect("an ID");
        settings.smtp.oauth2.scopes = vec![SEND.to_owned(), READ.to_owned()];
    });
    window.resize(iced_test::core::Size::new(1080.0, 1600.0));
    window.send(Message::Smtp(smtp::Message::Auth(auth_card::Message::Advanced(true))));
    window.settle();
    window.fill("smtp.client_secret", SERVICE_SECRET);
    window.click("get-token");
    window.press(Named::Enter);
    acquired(&mut window);
    assert!(window.shows("Přihlášena aplikace"), "{:?}", window.texts());
    assert_eq!(window.practice.as_ref().expect("practice").control().counters().application_tokens, 1);
}

#[test]
fn a_certificate_whose_line_ends_were_lost_can_be_pasted_and_a_wrong_one_is_refused() {
    let mut window = practice();
    window.resize(iced_test::core::Size::new(1080.0, 1600.0));
    window.send(Message::Smtp(smtp::Message::Auth(auth_card::Message::Advanced(true))));
    window.settle();
    window.fill("smtp.client_secret", "-----BEGIN CERTIFICATE-----nonsense-----END CERTIFICATE-----");
    window.click("save");
    window.wait("the reason", |window| window.shows("Zavřít"));
    assert!(window.app.form().is_changed(), "what was pasted is not lost");
    let pem = concat!(include_str!("../keys/rsa.crt"), include_str!("../keys/rsa.key")).replace('\n', "");
    let typed = secret::Message::Typed(Which::Client(Protocol::Smtp), Typed::new(pem));
    window.send(Message::Smtp(smtp::Message::Form(form::Message::Secret(typed))));
    window.click("save");
    window.wait("saved", |window| !window.app.form().is_changed());
    assert!(window.shows("uloženo"), "{:?}", window.texts());
}

#[test]
fn a_wrong_date_and_every_new_setting_are_in_the_advanced_part() {
    let mut window = practice();
    window.send(Message::Smtp(smtp::Message::Auth(auth_card::Message::Advanced(true))));
    window.resize(iced_test::core::Size::new(1080.0, 1400.0));
    assert!(window.bounds("smtp.oauth2.sign_in").is_some());
    window.click("help:smtp.client_secret");
    assert!(window.shows("PEM"), "the field's help says that it takes a certificate");
    window.fill("smtp.oauth2.client_secret_expires", "31. 2. 2027");
    window.press(Named::Tab);
    assert!(window.shows("Zadejte datum"), "{:?}", window.texts());
    window.fill("smtp.oauth2.client_secret_expires", "31. 3. 2027");
    window.press(Named::Tab);
    assert_eq!(window.app.form().text("smtp.oauth2.client_secret_expires"), "2027-03-31");
    window.click("save");
    window.wait("saved", |window| !window.app.form().is_changed());
    let stored = window.engine.settings().expect("readable");
    assert_eq!(stored.smtp.oauth2.client_secret_expires.expect("stored").to_string(), "2027-03-31");
}
