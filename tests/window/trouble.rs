//! What stands in the way of a token, or soon will; and a deletion that the provider does not hear of.

use std::time::Duration;

use iced_test::core::keyboard::key::Named;
use jiff::SignedDuration;
use mailkey::account::{AccountId, Protocol};
use mailkey::demo::{Fault, Route};
use mailkey::oauth::session::TokenState;

use super::open::{holding, practice, practice_with};
use super::support::Window;
use super::tokens::sign_in;

const ME: &str = "recepce@cviceni.test";

pub fn fail(window: &Window, route: Route, status: u16) {
    let fault = Fault::Answer { status, content_type: "text/plain".into(), body: "unavailable".into() };
    window.practice.as_ref().expect("practice").control().fail(route, fault, u32::MAX);
}

pub fn mend(window: &Window, route: Route) {
    window.practice.as_ref().expect("practice").control().mend(route);
}

/// A token whose renewal has just failed.
pub fn in_trouble(window: &mut Window) {
    sign_in(window, ME);
    fail(window, Route::Token, 503);
    let refreshed = window.block_on(window.engine.refresh(Protocol::Smtp));
    assert!(refreshed.is_err());
    window.look();
}

#[test]
fn a_renewal_that_fails_leaves_the_badge_and_says_what_and_since_when() {
    let mut window = practice();
    in_trouble(&mut window);
    assert_eq!(window.app.status().of(Protocol::Smtp).state, TokenState::Acquired);
    assert!(window.shows("Načteno"), "{:?}", window.texts());
    assert!(window.shows("503"), "{:?}", window.texts());
    assert!(window.shows("Obnovení poprvé selhalo") && window.shows("další pokus"), "{:?}", window.texts());

    window.click("refresh-now");
    window.wait("the result", |window| window.shows("se nepodařil"));
    mend(&window, Route::Token);
    window.click("refresh-now");
    window.wait("the result", |window| window.shows("Token je obnovený"));
    window.wait("no trouble", |window| window.app.status().of(Protocol::Smtp).trouble.is_none());
    assert!(window.bounds("refresh-now").is_none());
    assert!(window.shows("obnoven právě teď"), "{:?}", window.texts());
}

#[test]
fn the_open_window_keeps_the_token_alive_and_shows_what_stands_in_the_way_by_itself() {
    let mut window = practice();
    window.practice.as_ref().expect("practice").control().set_access_lifetime(Duration::from_secs(4));
    sign_in(&mut window, ME);
    let first = window.app.status().of(Protocol::Smtp).facts.clone().expect("facts");
    let later = |window: &mut Window| {
        window.app.status().of(Protocol::Smtp).facts.as_ref().is_some_and(|now| now.refreshed_at > first.refreshed_at)
    };
    window.wait("a renewal that nobody asked for", later);
    assert!(window.shows("Načteno"));
    fail(&window, Route::Token, 503);
    window.wait("the trouble", |window| window.app.status().of(Protocol::Smtp).trouble.is_some());
    window.settle();
    assert!(window.shows("Načteno") && window.shows("Obnovení poprvé selhalo"), "{:?}", window.texts());
}

#[test]
fn what_happens_beside_the_window_shows_within_a_second() {
    let mut window = practice();
    sign_in(&mut window, ME);
    let deleted = window.beside({
        let engine = window.engine.clone();
        async move { engine.delete_token(Protocol::Smtp).await }
    });
    let deleted = window.block_on(deleted).expect("ended").expect("deleted");
    assert_eq!(deleted.revocation, mailkey::engine::Revocation::Revoked);
    let since = std::time::Instant::now();
    window.wait("the badge", |window| window.app.status().of(Protocol::Smtp).state == TokenState::NotAcquired);
    assert!(since.elapsed() < Duration::from_secs(1), "{:?}", since.elapsed());
}

#[test]
fn a_server_that_wants_to_be_left_alone_is() {
    let mut window = practice();
    sign_in(&mut window, ME);
    set_state(&window, |state| {
        let now = jiff::Timestamp::now();
        state["session"]["renewal"] = serde_json::json!({"trouble": {
            "since": (now - SignedDuration::from_mins(3)).to_string(),
            "failures": 2,
            "retry_at": (now + SignedDuration::from_hours(1)).to_string(),
            "wait": true,
            "cause": {"kind": "network", "host": "id.example", "failure": "timed_out"},
        }});
    });
    window.look();
    assert!(window.app.status().of(Protocol::Smtp).trouble.is_some(), "the state file was read");
    assert!(window.shows("server si vyžádal přestávku do"), "{:?}", window.texts());
    assert!(window.bounds("refresh-now").is_none());
}

/// Changes what is written down about the account.
pub fn set_state(window: &Window, change: impl FnOnce(&mut serde_json::Value)) {
    let path = window.home.state_file(&AccountId::SMTP);
    let mut state = serde_json::from_slice(&std::fs::read(&path).expect("readable")).expect("JSON");
    change(&mut state);
    std::fs::write(&path, serde_json::to_vec(&state).expect("JSON")).expect("written");
}

/// A token, and then a settings file that names another account.
pub fn name_another(window: &mut Window) {
    sign_in(window, ME);
    let base = window.engine.settings().expect("readable");
    let mut new = base.clone();
    new.smtp.oauth2.account = Some("sklad@cviceni.test".parse().expect("address"));
    let _stored = window.engine.replace_settings(&base, &new).expect("written");
    window.look();
}

#[test]
fn a_settings_file_that_names_another_account_is_noticed_and_both_are_named() {
    let mut window = practice();
    name_another(&mut window);
    assert!(
        window.texts().iter().any(|text| text.contains(ME) && text.contains("sklad@cviceni.test")),
        "{:?}",
        window.texts()
    );
    assert!(window.shows("Smažte ho a získejte nový"));
}

#[test]
fn what_will_end_soon_is_said_with_its_day() {
    let soon = jiff::Zoned::now().date() + jiff::Span::new().days(5);
    let mut window =
        practice_with(|settings| settings.smtp.oauth2.client_secret_expires = soon.to_string().parse().ok());
    assert!(window.shows("Platnost tajného klíče skončí za 5 dní"), "{:?}", window.texts());
    sign_in(&mut window, ME);
    let in_two_days = jiff::Timestamp::now() + SignedDuration::from_hours(48);
    set_state(&window, |state| {
        state["session"]["facts"]["permission_ends_at"] = serde_json::json!(in_two_days.to_string());
    });
    window.look();
    assert!(window.shows("Oprávnění skončí"), "{:?}", window.texts());
}

/// Settings as a company has them.
pub fn company() -> mailkey::account::Settings {
    let mut settings = mailkey::account::Settings::default();
    settings.smtp.server = "smtp.office365.com".parse().ok();
    settings.smtp.sender_address = "recepce@firma.cz".parse().ok();
    settings.smtp.oauth2.account = "recepce@firma.cz".parse().ok();
    settings.smtp.oauth2.client_id = "5f0c2d1e-0000-4000-8000-000000000000".parse().expect("an ID");
    settings.pop.server = "outlook.office365.com".parse().ok();
    // A check would find that the keyring has no entry.
    settings.pop.check_interval = 0.try_into().expect("never");
    settings
}

/// A token with which only sending was permitted.
pub fn for_sending_only(record: &mut serde_json::Value) {
    record["session"]["facts"]["scopes"] = serde_json::json!(["https://outlook.office.com/SMTP.Send"]);
}

#[test]
fn a_permission_that_was_not_granted_is_named() {
    let mut window = holding(&company(), for_sending_only);
    assert_eq!(window.app.status().of(Protocol::Pop).lacks, [Protocol::Pop]);
    assert!(window.shows("oprávnění přijímat poštu (POP)"), "{:?}", window.texts());
}

#[test]
fn a_wrong_clock_is_named_with_its_minutes() {
    let mut window = holding(&company(), |record| {
        record["session"]["renewal"]["clock_off"] = serde_json::json!(SignedDuration::from_mins(12).to_string());
    });
    assert!(window.shows("o\u{a0}12 minut napřed"), "{:?}", window.texts());
}

#[test]
fn a_lost_answer_is_the_reason_that_is_given() {
    let mut window = practice();
    lose_answer(&mut window);
    assert_eq!(window.app.status().of(Protocol::Smtp).state, TokenState::Invalid);
    assert!(window.shows("Neplatný"));
    assert!(window.shows("se ztratila"), "{:?}", window.texts());
}

/// A renewal whose answer never arrived, and after it the provider's refusal of the old token.
pub fn lose_answer(window: &mut Window) {
    sign_in(window, ME);
    let practice = window.practice.as_ref().expect("practice");
    practice.control().fail(Route::Token, Fault::LoseAnswer, 1);
    assert!(window.block_on(window.engine.refresh(Protocol::Smtp)).is_err());
    assert!(window.block_on(window.engine.refresh(Protocol::Smtp)).is_err());
    window.look();
}

/// [Delete] → [OK] while the provider cannot be asked.
pub fn delete_without_revocation(window: &mut Window) {
    sign_in(window, ME);
    fail(window, Route::Revocation, 503);
    window.click("delete-token");
    window.click("modal-ok");
    window.wait("the failure", |window| window.shows("jen tady") || window.shows("only here"));
}

#[test]
fn a_revocation_that_failed_can_be_tried_again() {
    let mut window = practice();
    delete_without_revocation(&mut window);
    assert!(window.shows("503"), "{:?}", window.texts());
    assert!(!window.shows("Token zůstává"), "the token is gone here: {:?}", window.texts());
    window.press(Named::Enter);
    window.wait("the second failure", |window| window.shows("503") && window.bounds("modal-ok").is_some());
    mend(&window, Route::Revocation);
    window.click("modal-ok");
    window.wait("the end", |window| window.shows("zrušená i u poskytovatele"));
    assert_eq!(window.practice.as_ref().expect("practice").control().issued(), []);
    window.press(Named::Escape);
    assert!(window.app.modal().is_none());
    window.wait("the badge", |window| window.app.status().of(Protocol::Smtp).state == TokenState::NotAcquired);
}

#[test]
fn the_switch_is_the_same_on_both_tabs_and_off_in_practice_mode() {
    let mut window = practice();
    window.resize(iced_test::core::Size::new(1080.0, 1200.0));
    for tab in Protocol::ALL {
        window.send(mailkey::ui::app::Message::Tab(tab.into()));
        window.settle();
        assert!(window.shows("Pokračovat i po zavření okna"));
        assert!(window.shows("Cvičný režim nic neuchovává"), "{:?}", window.texts());
        window.click("keep-working");
        assert!(!window.shows("Zapínám…"), "it cannot be used here");
    }
}

#[test]
fn the_switch_says_what_the_system_says() {
    let mut window = super::open::empty();
    window.resize(iced_test::core::Size::new(1080.0, 1200.0));
    match mailkey::autostart::state(&window.home) {
        mailkey::autostart::Autostart::NotHere(obstacle) => {
            let mailkey::autostart::Obstacle::NoUserManager(reason) = &obstacle;
            let words = mailkey::words::obstacle(&obstacle, mailkey::i18n::Lang::Cs);
            window.wait("the system's answer", |window| window.shows("Tady to nejde zapnout"));
            assert!(window.shows(&words.cure), "{:?}", window.texts());
            assert!(reason.is_empty() || !window.shows(reason), "the system's own words: {:?}", window.texts());
        }
        // On a desktop with a service manager: nothing is installed for a home that is new.
        state => {
            assert_eq!(state, mailkey::autostart::Autostart::Off);
            let off = mailkey::tr!(mailkey::i18n::Lang::Cs, "win-keep-off");
            window.wait("the system's answer", |window| window.shows(&off));
        }
    }
}
