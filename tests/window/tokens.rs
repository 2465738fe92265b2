//! Getting and deleting a token, and using it, as a person does it in practice mode.

use iced_test::core::keyboard::{Key, Modifiers, key::Named};
use mailkey::account::Protocol;
use mailkey::demo::PASSWORD;
use mailkey::oauth::session::TokenState;
use mailkey::ui::modal::Modal;

use super::open::{empty, practice, practice_with};
use super::support::Window;
use super::walks;

/// Opens an address as a browser does, and answers the practice page; whether the window's own page came at the end.
pub async fn browse(address: String, who: String, decision: &'static str) -> bool {
    answer_page(&address, &who, decision, reqwest::redirect::Policy::default()).await.is_ok()
}

/// Opens an address and answers the practice page; what came then.
pub async fn answer_page(
    address: &str,
    who: &str,
    decision: &str,
    follow: reqwest::redirect::Policy,
) -> reqwest::Result<reqwest::Response> {
    let _installed = rustls::crypto::ring::default_provider().install_default();
    let http = reqwest::Client::builder().no_proxy().redirect(follow).build().expect("client");
    let page = http.get(address).send().await.expect("page").text().await.expect("text");
    let field = |name: &str| {
        let field = page.split("<input").find(|field| field.contains(&format!("name=\"{name}\""))).expect("field");
        field.split("value=\"").nth(1).expect("value").split('"').next().expect("end").to_owned()
    };
    let answer = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("request", &field("request"))
        .append_pair("ui_locales", &field("ui_locales"))
        .append_pair("address", who)
        .append_pair("password", PASSWORD)
        .append_pair("decision", decision)
        .finish();
    let action = url::Url::parse(address).expect("address").join("/sign-in").expect("action");
    http.post(action).header("content-type", "application/x-www-form-urlencoded").body(answer).send().await
}

/// [Get token] up to the wait for the browser; the address to open.
pub fn begin(window: &mut Window) -> String {
    window.click("get-token");
    assert!(matches!(window.app.modal(), Some(Modal::SignIn(_))));
    window.press(Named::Enter);
    window.wait("the wait", |window| window.bounds("modal-copy").is_some());
    window.click("modal-copy");
    window.clipboard.take().expect("the address is in the clipboard")
}

/// The whole of it.
pub fn sign_in(window: &mut Window, who: &str) {
    let address = begin(window);
    drop(window.beside(browse(address, who.to_owned(), "allow")));
    window.wait("the end", |window| window.app.modal().is_none());
    let tab = window.app.protocol();
    window.wait("the badge", |window| window.app.status().of(tab).state == TokenState::Acquired);
    window.settle();
}

const ME: &str = "recepce@cviceni.test";

#[test]
fn a_token_is_got_used_and_deleted() {
    let mut window = practice();
    assert!(window.shows("Nenačteno"));
    sign_in(&mut window, ME);
    assert!(window.shows("Načteno"), "{:?}", window.texts());
    assert!(window.shows("Hotovo, token je načtený"));
    assert_eq!(window.app.status().of(Protocol::Pop).state, TokenState::Acquired);

    walks::send(&mut window);
    assert!(window.shows("zpráva je odeslaná a\u{a0}dorazila do schránky"), "{:?}", window.texts());

    window.press_with(Key::Character("2".into()), Modifiers::CTRL);
    window.click("check");
    window.wait("checked", |window| window.bounds("check-result").is_some());
    assert!(window.shows("zpráv"), "{:?}", window.texts());
    assert!(window.shows("Zkušební zpráva z programu Mailkey"));

    window.click("delete-token");
    assert!(window.shows("Smazat token pro recepce@cviceni.test?"));
    window.press(Named::Escape);
    assert!(window.app.modal().is_none());
    window.click("delete-token");
    window.click("modal-ok");
    window.wait("deleted", |window| window.shows("Token je smazaný"));
    assert!(window.shows("zrušená i u poskytovatele"), "{:?}", window.texts());
    window.press(Named::Enter);
    assert!(window.app.modal().is_none());
    window.wait("the badge", |window| window.app.status().of(Protocol::Smtp).state == TokenState::NotAcquired);
    window.settle();
    assert!(window.shows("Nenačteno"));
}

#[test]
fn cancelling_ends_the_wait_at_once_and_a_late_answer_changes_nothing() {
    let mut window = practice();
    let address = begin(&mut window);
    window.click("modal-cancel");
    assert!(window.app.modal().is_none());
    let late = window.beside(browse(address, ME.to_owned(), "allow"));
    assert!(!window.block_on(late).expect("ended"), "nobody listens any more");
    window.send(mailkey::ui::app::Message::Look);
    window.wait("the badge", |window| window.app.status().of(Protocol::Smtp).state == TokenState::NotAcquired);
    assert!(window.app.modal().is_none());
}

#[test]
fn a_refusal_is_explained_inside_the_modal_and_can_be_tried_again() {
    let mut window = practice();
    let address = begin(&mut window);
    drop(window.beside(browse(address, ME.to_owned(), "deny")));
    window.wait("the reason", |window| window.shows("Token se nepodařilo získat"));
    assert!(window.bounds("modal-copy").is_none());
    window.press(Named::Enter);
    window.wait("the wait", |window| window.bounds("modal-copy").is_some());
    window.press(Named::Escape);
    assert!(window.app.modal().is_none());
}

#[test]
fn when_another_account_signs_in_both_are_named_and_it_can_be_taken() {
    let mut window = practice();
    let address = begin(&mut window);
    drop(window.beside(browse(address, "sklad@cviceni.test".to_owned(), "allow")));
    window.wait("the question", |window| window.shows("Přihlásil se jiný účet"));
    assert!(window.shows(ME) && window.shows("sklad@cviceni.test"));
    window.click("modal-use");
    window.wait("the wait", |window| window.bounds("modal-copy").is_some());
    assert_eq!(
        window.app.form().stored().smtp.oauth2.sign_in_as.as_ref().expect("stored").as_str(),
        "sklad@cviceni.test"
    );
}

#[test]
fn getting_a_token_stores_what_was_typed_and_says_so_first() {
    let mut window = practice();
    window.fill("smtp.sender_name", "Sklad");
    window.click("get-token");
    assert!(window.shows("Nejdříve se uloží změny: název odesílatele"), "{:?}", window.texts());
    assert_eq!(
        window.practice.as_ref().expect("practice").settings().smtp.sender_name.as_str(),
        window.app.form().stored().smtp.sender_name.as_str()
    );
    window.press(Named::Enter);
    window.wait("the wait", |window| window.bounds("modal-copy").is_some());
    assert_eq!(window.app.form().stored().smtp.sender_name.as_str(), "Sklad");
}

#[test]
fn a_person_without_an_application_id_is_told_what_to_do() {
    let mut window = empty();
    assert!(window.shows("Chybí ID aplikace"));
    window.click("get-token");
    assert!(window.app.modal().is_none());
    assert_eq!(window.focused(), Some("smtp.oauth2.account".into()), "the account is the first that is missing");
    window.fill("smtp.oauth2.account", "recepce@firma.cz");
    window.click("get-token");
    assert_eq!(window.focused(), Some("smtp.oauth2.client_id".into()));
    assert!(window.shows("Tohle pole je potřeba vyplnit."));
}

#[test]
fn the_account_is_locked_while_a_token_is_held() {
    let mut window = practice();
    sign_in(&mut window, ME);
    window.fill("smtp.oauth2.account", "x");
    assert!(!window.app.form().is_changed());
    assert!(window.shows("Pro změnu účtu nejdříve smažte token."));
}

#[test]
fn the_mailbox_is_checked_by_itself_at_start_and_on_time_only_with_a_token() {
    let mut window = practice();
    window.send(mailkey::ui::app::Message::CheckDue);
    window.press_with(Key::Character("2".into()), Modifiers::CTRL);
    assert!(window.shows("zatím nezkontrolováno"));
    sign_in(&mut window, ME);
    window.send(mailkey::ui::app::Message::CheckDue);
    window.wait("checked", |window| window.bounds("check-result").is_some());
    assert!(window.app.modal().is_none());
}

#[test]
fn pop_can_have_an_account_of_its_own() {
    let mut window = practice_with(|settings| {
        settings.pop.common_account = false;
        settings.pop.oauth2 = settings.smtp.oauth2.clone();
    });
    window.press_with(Key::Character("2".into()), Modifiers::CTRL);
    sign_in(&mut window, ME);
    assert_eq!(window.app.status().of(Protocol::Pop).state, TokenState::Acquired);
    assert_eq!(window.app.status().of(Protocol::Smtp).state, TokenState::NotAcquired);
}

#[test]
fn a_withdrawn_permission_turns_the_badge_invalid_with_reason_and_cure() {
    let mut window = practice();
    sign_in(&mut window, ME);
    let practice = window.practice.as_ref().expect("practice");
    practice.control().revoke_all();
    walks::send(&mut window);
    window.wait("the badge", |window| window.app.status().of(Protocol::Smtp).state == TokenState::Invalid);
    window.settle();
    assert!(window.shows("Neplatný"), "{:?}", window.texts());
    assert!(window.bounds("test-result").is_some(), "the failure is said where the person acted");
    window.click("delete-token");
    window.click("modal-ok");
    window.wait("deleted", |window| window.shows("Token je smazaný"));
}

#[test]
fn a_sign_in_of_another_process_shows_as_waiting() {
    let mut window = practice();
    let id = mailkey::account::AccountId::SMTP;
    let lock = mailkey::home::try_lock_exclusive(&window.home.sign_in_lock(&id)).expect("lock").expect("free");
    window.send(mailkey::ui::app::Message::Look);
    window.wait("waiting", |window| window.app.status().any_waiting());
    window.settle();
    assert!(window.shows("Čekání na autorizaci") && window.shows("Dosavadní stav: Nenačteno"), "{:?}", window.texts());
    drop(lock);
    window.send(mailkey::ui::app::Message::Second);
    window.wait("over", |window| !window.app.status().any_waiting());
    window.settle();
    assert!(window.shows("Nenačteno"));
}

#[test]
fn an_unreachable_server_is_explained_and_the_token_stays() {
    let mut window = practice_with(|settings| {
        settings.smtp.server = Some("127.0.0.1".parse().expect("host"));
        settings.smtp.port = 1.try_into().expect("port");
    });
    sign_in(&mut window, ME);
    walks::send(&mut window);
    assert!(!window.shows("je odeslaná"));
    assert_eq!(window.app.status().of(Protocol::Smtp).state, TokenState::Acquired);
    window.click("smtp.sender_name");
    assert!(window.bounds("test-result").is_some(), "it stays until it is closed");
}
