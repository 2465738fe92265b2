//! Not a test: draws the window in states that a person cannot bring about at will, for `scripts/screenshots`.
//!
//! The provider must misbehave for most of them, which the practice mode of the real window does not let anybody do. The
//! widgets, fonts and renderer are the real window's. Each picture is a file of bare pixels (RGBA), named by state,
//! language, theme and size, in the folder `MAILKEY_LOOKS`.

use std::path::PathBuf;
use std::time::Duration;

use iced_test::core::Size;
use iced_test::core::keyboard::key::Named;
use jiff::SignedDuration;
use mailkey::account::{Provider, SignInMethod};
use mailkey::i18n::Lang;
use mailkey::ui::app::Message;
use mailkey::ui::screens::smtp;
use mailkey::ui::{MINIMUM, SIZE, auth_card};

use super::open::{holding, practice, practice_with};
use super::sign_in::code;
use super::support::Window;
use super::tokens::{begin, browse, sign_in};
use super::trouble::{
    company, delete_without_revocation, for_sending_only, in_trouble, lose_answer, name_another, set_state,
};

const ME: &str = "recepce@cviceni.test";

fn folder() -> PathBuf {
    std::env::var_os("MAILKEY_LOOKS").expect("MAILKEY_LOOKS names the folder for the pictures").into()
}

/// One state in both themes and sizes. In the small window `at` is scrolled into view.
fn draw(window: &mut Window, lang: Lang, state: &str, at: Option<&'static str>) {
    for (size, name) in [(SIZE, "large"), (MINIMUM, "small")] {
        window.resize(size);
        if let Some(at) = at.filter(|_| name == "small") {
            window.reveal(at);
        }
        for theme in [iced::Theme::Light, iced::Theme::Dark] {
            let picture = window.picture(&theme);
            let [lang, theme] =
                [if lang == Lang::Cs { "cs" } else { "en" }, if theme == iced::Theme::Dark { "dark" } else { "light" }];
            let Size { width, height } = size;
            let file = format!("{state}-{lang}-{theme}-{name}.{width}x{height}.rgba");
            std::fs::write(folder().join(file), picture).expect("written");
        }
    }
    window.resize(SIZE);
}

fn speaking(mut window: Window, lang: Lang) -> Window {
    window.send(Message::Language(lang));
    window.settle();
    window
}

fn advanced(window: &mut Window) {
    window.send(Message::Smtp(smtp::Message::Auth(auth_card::Message::Advanced(true))));
    window.settle();
}

fn waiting(lang: Lang) {
    let mut window = speaking(practice(), lang);
    let address = begin(&mut window);
    draw(&mut window, lang, "waiting", None);
    window.click("modal-paste");
    draw(&mut window, lang, "paste", None);
    window.fill("paste", &address);
    window.press(Named::Enter);
    window.settle();
    draw(&mut window, lang, "paste-wrong", None);
}

fn codes(lang: Lang) {
    let mut window = speaking(practice(), lang);
    window.practice.as_ref().expect("practice").control().set_device_interval(Duration::from_secs(1));
    let _address = begin(&mut window);
    window.click("modal-code");
    window.wait("the code", |window| window.bounds("device-code").is_some());
    draw(&mut window, lang, "code", None);
    let code = code(&mut window);
    assert!(window.practice.as_ref().expect("practice").control().answer_device(&code, None));
    window.wait("the end", |window| window.bounds("modal-instead").is_some());
    draw(&mut window, lang, "code-declined", None);

    let device = |settings: &mut mailkey::account::Settings| settings.smtp.oauth2.sign_in = SignInMethod::Device;
    let mut window = speaking(practice_with(device), lang);
    window.click("get-token");
    draw(&mut window, lang, "get-code", None);

    let application = |settings: &mut mailkey::account::Settings| {
        settings.smtp.oauth2.sign_in = SignInMethod::Application;
    };
    let mut window = speaking(practice_with(application), lang);
    window.click("get-token");
    draw(&mut window, lang, "get-application", None);
    window.press(Named::Enter);
    window.wait("the end", |window| window.bounds("modal-ok").is_some());
    window.settle();
    draw(&mut window, lang, "application-failed", None);

    let mut window = speaking(practice_with(|settings| settings.smtp.oauth2.provider = Provider::Google), lang);
    window.click("get-token");
    window.press(Named::Enter);
    window.wait("the wait", |window| window.bounds("modal-code").is_some());
    draw(&mut window, lang, "waiting-google", None);
}

fn other(lang: Lang) {
    let mut window = speaking(practice(), lang);
    let address = begin(&mut window);
    drop(window.beside(browse(address, "sklad@cviceni.test".to_owned(), "allow")));
    window.wait("the question", |window| window.bounds("modal-use").is_some());
    draw(&mut window, lang, "other", None);
}

fn troubles(lang: Lang) {
    let mut window = speaking(practice(), lang);
    in_trouble(&mut window);
    draw(&mut window, lang, "trouble", Some("refresh-now"));
    window.click("refresh-now");
    window.settle();
    draw(&mut window, lang, "trouble-tried", Some("refresh-now"));

    let mut window = speaking(practice(), lang);
    lose_answer(&mut window);
    draw(&mut window, lang, "answer-lost", Some("delete-token"));

    let mut window = speaking(practice(), lang);
    name_another(&mut window);
    draw(&mut window, lang, "other-settings", Some("delete-token"));

    let soon = jiff::Zoned::now().date() + jiff::Span::new().days(5);
    let secret = |settings: &mut mailkey::account::Settings| {
        settings.smtp.oauth2.client_secret_expires = soon.to_string().parse().ok();
    };
    let mut window = speaking(practice_with(secret), lang);
    sign_in(&mut window, ME);
    let in_two_days = jiff::Timestamp::now() + SignedDuration::from_hours(48);
    set_state(&window, |state| {
        state["session"]["facts"]["permission_ends_at"] = serde_json::json!(in_two_days.to_string());
        state["session"]["renewal"]["clock_off"] = serde_json::json!(SignedDuration::from_mins(-12).to_string());
    });
    window.look();
    draw(&mut window, lang, "ends", Some("delete-token"));
}

fn permissions(lang: Lang) {
    let mut window = speaking(holding(&company(), for_sending_only), lang);
    draw(&mut window, lang, "lacks", Some("delete-token"));
}

fn deletions(lang: Lang) {
    let mut window = speaking(practice(), lang);
    delete_without_revocation(&mut window);
    draw(&mut window, lang, "delete-failed", None);
}

fn settings(lang: Lang) {
    let mut window = speaking(practice(), lang);
    advanced(&mut window);
    draw(&mut window, lang, "advanced", Some("smtp.oauth2.sign_in"));
    window.resize(SIZE);
    window.reveal("keep-working");
    draw(&mut window, lang, "advanced-end", Some("keep-working"));
    let mut window = speaking(super::open::empty(), lang);
    window.settle();
    draw(&mut window, lang, "keep-not-here", Some("keep-working"));
}

#[test]
#[ignore = "draws for scripts/screenshots, is not a test"]
fn child_draws_looks() {
    for lang in Lang::ALL {
        waiting(lang);
        codes(lang);
        other(lang);
        troubles(lang);
        permissions(lang);
        deletions(lang);
        settings(lang);
    }
}
