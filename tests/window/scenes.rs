//! Every screen and modal, each by a name: ONE list, for the pictures (`looks`), the check for clipped texts (`clipped`)
//! and the golden set (`golden`).
//!
//! Protects: whoever adds a screen or a modal adds a line here, and all three cover it. Leaves to others: sizes,
//! languages and themes, which every scene is seen in.

use std::time::Duration;

use iced_test::core::keyboard::key::Named;
use jiff::SignedDuration;
use mailkey::account::{Port, Provider, Settings, SignInMethod};
use mailkey::guide::Way;
use mailkey::ui::app::Message;
use mailkey::ui::first::{self, Step};
use mailkey::ui::screens::{pop, smtp};
use mailkey::ui::tab::Tab;
use mailkey::ui::{auth_card, form, guide};

use super::first::ready;
use super::guide::opened;
use super::open::{self, empty, first_practice, first_start, holding, over_file};
use super::sign_in::code;
use super::support::Window;
use super::tokens::{begin, browse, sign_in};
use super::trouble::{
    company, delete_without_revocation, for_sending_only, in_trouble, lose_answer, name_another, set_state,
};
use super::walks;

const ME: &str = "recepce@cviceni.test";

/// Practice mode whose mail servers have the usual ports, the same in each picture; nobody answers there.
fn practice() -> Window {
    practice_with(|_| {})
}

fn practice_with(change: impl FnOnce(&mut Settings)) -> Window {
    open::practice_with(|settings| {
        (settings.smtp.port, settings.pop.port) = (Port::SUBMISSION, Port::POP3S);
        change(settings);
    })
}

/// A state of the window.
pub struct Scene {
    pub name: &'static str,
    /// Brings a window into this state. The language is changed afterwards.
    pub make: fn() -> Window,
    /// What a picture of a small window scrolls to.
    pub at: Option<&'static str>,
}

const fn scene(name: &'static str, make: fn() -> Window) -> Scene {
    Scene { name, make, at: None }
}

const fn scene_at(name: &'static str, make: fn() -> Window, at: &'static str) -> Scene {
    Scene { name, make, at: Some(at) }
}

/// All of them.
pub const SCENES: &[Scene] = &[
    // The tabs, without a token.
    scene("start", practice),
    scene("start-pop", || on_pop(practice())),
    scene("first", empty),
    scene("first-pop", || on_pop(empty())),
    scene_at("keep-not-here", empty, "keep-working"),
    scene_at("advanced", || advanced(practice()), "smtp.oauth2.sign_in"),
    scene_at("advanced-end", || advanced(practice()), "keep-working"),
    scene_at("advanced-pop", || on_pop(advanced_pop(practice_with(own_pop))), "pop.oauth2.sign_in"),
    scene_at("advanced-microsoft", || advanced(practice_with(at_microsoft)), "smtp.oauth2.sign_in"),
    scene("password", || chosen(practice(), "smtp.method", "password")),
    scene("no-method", || chosen(practice(), "smtp.method", "none")),
    scene("wrong", wrong),
    scene("changed", changed),
    scene("broken", || over_file("[smtp]\nport = 99999\n")),
    // The page of the first start.
    scene("steps", first_start),
    scene("steps-practice", first_practice),
    scene("steps-provider", || at_step(first_start(), Step::Provider)),
    scene_at("steps-application", || at_step(first_start(), Step::Application), "smtp.oauth2.client_id"),
    scene_at("steps-sign-in", || at_step(first_start(), Step::SignIn), "get-token"),
    scene_at("steps-password", || with_password(first_start()), "first-password"),
    scene_at("steps-ready", ready, "first-finish"),
    scene_at("steps-skipped", skipped, "first-finish"),
    scene("steps-get-token", || clicked(first_practice(), "get-token")),
    // The registration guide.
    scene("guide-microsoft", || opened(Provider::Microsoft)),
    scene("guide-microsoft-changed", guide_filled),
    scene("guide-powershell", || guide_by(Way::PowerShell)),
    scene("guide-azure", || guide_by(Way::AzureCli)),
    scene("guide-outlook", || opened(Provider::Outlook)),
    scene("guide-google", || opened(Provider::Google)),
    scene("guide-custom", || opened(Provider::Custom)),
    scene_at("guide-application", super::guide::application, "guide-fill-client_secret"),
    scene_at("guide-check", super::guide::mistaken, "guide-get-token"),
    // Getting a token.
    scene("get-token", || clicked(practice(), "get-token")),
    scene("get-token-changed", || clicked(changed(), "get-token")),
    scene("waiting", waiting),
    scene("waiting-google", waiting_google),
    scene("paste", || clicked(waiting(), "modal-paste")),
    scene("paste-wrong", paste_wrong),
    scene("get-code", || clicked(practice_with(by_code), "get-token")),
    scene("code", with_code),
    scene("code-declined", code_declined),
    scene("get-application", || clicked(practice_with(by_application), "get-token")),
    scene("application-failed", application_failed),
    scene("other", other),
    scene("remedy", || super::remedy::refused("AADSTS90094")),
    // With a token.
    scene_at("acquired", acquired, "delete-token"),
    scene_at("checked", checked, "check-result"),
    scene_at("check-failed", check_failed, "check-result"),
    // The test.
    scene_at("test", acquired, "test"),
    scene_at("test-pop", || on_pop(acquired()), "test"),
    // The focus goes on: a caret blinks.
    scene_at("test-ask", || after(clicked(practice(), "send"), |window| window.press(Named::Tab)), "test-back"),
    scene_at("test-ask-wrong", ask_wrong, "test-back"),
    scene_at("test-running", walks::waiting, "test-cancel"),
    scene_at("test-cancelled", || clicked(walks::waiting(), "test-cancel"), "test-result"),
    scene_at("test-fine", walks::fine, "test-result"),
    scene_at("test-fine-pop", walks::fine_on_pop, "test-result"),
    scene_at("test-arrived", walks::arrived, "test-result"),
    scene_at("test-settings", walks::without_server, "test-result"),
    scene_at("test-tls", walks::untrusted, "test-result"),
    scene_at("test-login", || walks::refused(walks::DISABLED), "test-result"),
    scene_at("test-unknown", || clicked(walks::refused(walks::UNKNOWN), "test-smtp:raw"), "test-smtp:copy-raw"),
    scene_at("test-locked", walks::locked, "test-result"),
    scene_at("test-secondary", walks::by_secondary, "test-result"),
    scene_at("test-past", || walks::outdated(walks::refused(walks::DISABLED)), "test-result"),
    scene_at("test-past-fine", || walks::outdated(walks::fine()), "test-result"),
    scene_at("lacks", || holding(&company(), for_sending_only), "delete-token"),
    scene_at("trouble", || after(practice(), in_trouble), "refresh-now"),
    scene_at("trouble-tried", || clicked(after(practice(), in_trouble), "refresh-now"), "refresh-now"),
    scene_at("answer-lost", || after(practice(), lose_answer), "delete-token"),
    scene_at("other-settings", || after(practice(), name_another), "delete-token"),
    scene_at("ends", ends, "delete-token"),
    scene("common-asked", two_accounts),
    scene("disk-news", || changed_elsewhere(practice())),
    scene("disk-dispute", || changed_elsewhere(changed())),
    scene("delete", || clicked(acquired(), "delete-token")),
    scene("deleted", deleted),
    scene("delete-failed", || after(practice(), delete_without_revocation)),
    // The log.
    scene("log", || super::entries::opened(&super::entries::day())),
    scene("log-entry", super::entries::at_entry),
    scene("log-filtered", super::entries::filtered),
    scene_at("log-nothing-found", super::entries::found_nothing, "log-everything"),
    scene("log-empty", || super::entries::opened(&[])),
    scene("log-folder", || clicked(super::entries::opened(&super::entries::day()), "log-folder")),
    scene("log-transcripts", super::entries::talking),
    scene("log-locked", || super::entries::shown(super::lock::closed(), &super::entries::day())),
    // Closing.
    scene("discard", || clicked(much_changed(), "discard")),
    scene("unsaved", || after(changed(), |window| window.send(Message::CloseRequested))),
    // The administrator's lock.
    scene("locked", super::lock::closed),
    scene("locked-changed", super::lock::closed_with_draft),
    scene("locked-unsaved", || after(super::lock::closed_with_draft(), |window| window.send(Message::CloseRequested))),
    scene("unlock", || clicked(super::lock::closed(), "unlock")),
    scene("unlock-wrong", || super::lock::closed_after(1)),
    scene("unlock-out", || super::lock::closed_after(3)),
    scene("unlock-damaged", || clicked(super::lock::damaged(), "unlock")),
    scene("admin-set", || clicked(practice(), "admin")),
    scene("admin-set-wrong", || after(clicked(practice(), "admin"), |window| window.press(Named::Enter))),
    scene("admin", || clicked(super::lock::opened(), "admin")),
    scene("admin-change", || clicked(clicked(super::lock::opened(), "admin"), "admin-change")),
    scene("admin-remove", || clicked(clicked(super::lock::opened(), "admin"), "admin-remove")),
];

fn at_step(window: Window, step: Step) -> Window {
    after(window, |window| window.send(Message::First(first::Message::Show(step))))
}

fn with_password(window: Window) -> Window {
    let window = after(window, |window| window.fill("smtp.sender_address", "obchod@seznam.cz"));
    at_step(window, Step::Provider)
}

fn skipped() -> Window {
    after(first_start(), |window| {
        for step in Step::ALL {
            window.send(Message::First(first::Message::Skip(step)));
            window.settle();
        }
        window.wait("the focus", |window| window.focused() == Some("first-finish".into()));
    })
}

fn after(mut window: Window, act: impl FnOnce(&mut Window)) -> Window {
    act(&mut window);
    window.settle();
    window
}

fn clicked(window: Window, name: &'static str) -> Window {
    after(window, |window| window.click(name))
}

fn on_pop(window: Window) -> Window {
    after(window, |window| window.send(Message::Tab(Tab::Pop)))
}

fn advanced(window: Window) -> Window {
    after(window, |window| window.send(Message::Smtp(smtp::Message::Auth(auth_card::Message::Advanced(true)))))
}

fn advanced_pop(window: Window) -> Window {
    after(window, |window| window.send(Message::Pop(pop::Message::Auth(auth_card::Message::Advanced(true)))))
}

fn own_pop(settings: &mut Settings) {
    settings.pop.common_account = false;
}

fn at_microsoft(settings: &mut Settings) {
    (settings.smtp.oauth2.provider, settings.smtp.oauth2.issuer) = (Provider::Microsoft, None);
}

fn chosen(window: Window, key: &'static str, word: &'static str) -> Window {
    let message = form::Message::Chosen(key, word.to_owned());
    after(window, |window| window.send(Message::Smtp(smtp::Message::Form(message))))
}

fn wrong() -> Window {
    after(practice(), |window| {
        for (key, text) in [("smtp.sender_address", "recepce@firma"), ("smtp.timeout", "999"), ("smtp.server", "")] {
            window.fill(key, text);
        }
        window.press(Named::Tab);
    })
}

fn changed() -> Window {
    after(practice(), |window| {
        window.fill("smtp.timeout", "45");
        window.fill("smtp.sender_name", "Sklad – příjem zboží");
    })
}

fn guide_by(way: Way) -> Window {
    let message = Message::Guide(guide::Message::Way(way));
    after(opened(Provider::Microsoft), |window| window.send(message))
}

fn guide_filled() -> Window {
    let typed = [("smtp.oauth2.client_id", "recepce@firma.cz"), ("smtp.oauth2.tenant", "firma.cz")];
    after(opened(Provider::Microsoft), |window| {
        for (key, text) in typed {
            let message = form::Message::Typed(key, text.to_owned());
            window.send(Message::Smtp(smtp::Message::Form(message)));
        }
    })
}

fn waiting() -> Window {
    after(practice(), |window| drop(begin(window)))
}

fn waiting_google() -> Window {
    after(practice_with(|settings| settings.smtp.oauth2.provider = Provider::Google), |window| {
        window.click("get-token");
        window.press(Named::Enter);
        window.wait("the wait", |window| window.bounds("modal-code").is_some());
    })
}

fn paste_wrong() -> Window {
    after(practice(), |window| {
        let address = begin(window);
        window.click("modal-paste");
        window.fill("paste", &address);
        window.press(Named::Enter);
    })
}

fn by_code(settings: &mut Settings) {
    settings.smtp.oauth2.sign_in = SignInMethod::Device;
}

fn by_application(settings: &mut Settings) {
    settings.smtp.oauth2.sign_in = SignInMethod::Application;
}

fn with_code() -> Window {
    after(practice(), |window| {
        window.practice.as_ref().expect("practice").control().set_device_interval(Duration::from_secs(1));
        let _address = begin(window);
        window.click("modal-code");
        window.wait("the code", |window| window.bounds("device-code").is_some());
    })
}

fn code_declined() -> Window {
    after(with_code(), |window| {
        let code = code(window);
        assert!(window.practice.as_ref().expect("practice").control().answer_device(&code, None));
        window.wait("the end", |window| window.bounds("modal-instead").is_some());
    })
}

fn application_failed() -> Window {
    after(practice_with(by_application), |window| {
        window.click("get-token");
        window.press(Named::Enter);
        window.wait("the end", |window| window.bounds("modal-ok").is_some());
    })
}

fn other() -> Window {
    after(practice(), |window| {
        let address = begin(window);
        drop(window.beside(browse(address, "sklad@cviceni.test".to_owned(), "allow")));
        window.wait("the question", |window| window.bounds("modal-use").is_some());
    })
}

fn acquired() -> Window {
    after(practice(), |window| sign_in(window, ME))
}

fn ask_wrong() -> Window {
    after(clicked(acquired(), "send"), |window| {
        window.fill("test.to", "recepce@");
        window.press(Named::Enter);
    })
}

fn check_failed() -> Window {
    after(on_pop(acquired()), |window| {
        window.click("check");
        window.wait("not checked", |window| window.bounds("check-result").is_some());
    })
}

fn checked() -> Window {
    after(on_pop(walks::arrived()), |window| {
        window.click("check");
        window.wait("checked", |window| window.bounds("check-result").is_some());
    })
}

fn ends() -> Window {
    let soon = jiff::Zoned::now().date() + jiff::Span::new().days(5);
    let secret = |settings: &mut Settings| {
        settings.smtp.oauth2.client_secret_expires = soon.to_string().parse().ok();
    };
    after(practice_with(secret), |window| {
        sign_in(window, ME);
        let in_two_days = jiff::Timestamp::now() + SignedDuration::from_hours(48);
        set_state(window, |state| {
            state["session"]["facts"]["permission_ends_at"] = serde_json::json!(in_two_days.to_string());
            state["session"]["renewal"]["clock_off"] = serde_json::json!(SignedDuration::from_mins(-12).to_string());
        });
        window.look();
    })
}

/// Two accounts, both with a token, that are to become one.
fn two_accounts() -> Window {
    after(practice_with(own_pop), |window| {
        sign_in(window, ME);
        window.send(Message::Tab(Tab::Pop));
        window.settle();
        sign_in(window, ME);
        let message = form::Message::Chosen("pop.common_account", "true".to_owned());
        window.send(Message::Pop(pop::Message::Form(message)));
    })
}

/// Another program stored the time limit.
fn changed_elsewhere(window: Window) -> Window {
    after(window, |window| {
        let base = window.engine.settings().expect("readable");
        let mut new = base.clone();
        new.smtp.timeout = 77.try_into().expect("seconds");
        let _stored = window.engine.replace_settings(&base, &new).expect("written");
        window.look();
    })
}

fn much_changed() -> Window {
    after(changed(), |window| {
        for (key, text) in [("smtp.server", "posta.firma.cz"), ("smtp.sender_address", "sklad@firma.cz")] {
            window.fill(key, text);
        }
    })
}

fn deleted() -> Window {
    after(clicked(acquired(), "delete-token"), |window| {
        window.click("modal-ok");
        window.wait("deleted", |window| window.bounds("modal-cancel").is_none());
    })
}
