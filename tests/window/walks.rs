//! The test of the connection as a person sees it: link by link, with the cause and the cure where it breaks.

use std::net::TcpListener;

use iced_test::core::keyboard::key::Named;
use iced_test::core::{Point, Size, widget};
use mailkey::account::{Port, Protocol, Settings};
use mailkey::demo::{MailFault, MailStep};
use mailkey::engine::Engine;
use mailkey::i18n::Lang;
use mailkey::ui::app::Message;
use mailkey::ui::modal::Modal;
use mailkey::ui::tab::Tab;
use mailkey::ui::theme::icon::{Icon, glyph};
use secrecy::ExposeSecret;

use super::modals::tab_to;
use super::open::{self, practice, practice_with};
use super::support::Window;
use super::tokens::sign_in;

const ME: &str = "recepce@cviceni.test";

/// What Microsoft says where the organization allows no SMTP AUTH (learn.microsoft.com, “Enable or disable SMTP AUTH”).
pub const DISABLED: &str = "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. \
    Visit https://aka.ms/smtp_auth_disabled for more information. [AM0PR01CA0154.eurprd01.prod.exchangelabs.com]";
/// What no server is known to say.
pub const UNKNOWN: &str = "535 5.9.77 The moon is in the wrong house for this mailbox (ref 0xC0FFEE)";

/// Tests to the end.
fn test(window: &mut Window) {
    window.click("test");
    to_the_end(window);
}

fn to_the_end(window: &mut Window) {
    window.wait("the end of the test", |window| window.bounds("test-result").is_some());
    window.settle();
    // What has come to stand under the pointer must not open.
    window.point(Point::new(2.0, 2.0));
    window.settle();
}

fn signed_in(change: impl FnOnce(&mut Settings)) -> Window {
    let mut window = open::practice_with(change);
    sign_in(&mut window, ME);
    window
}

/// A test in which all is well.
pub fn fine() -> Window {
    let mut window = signed_in(|_| {});
    test(&mut window);
    window
}

/// The same for POP.
pub fn fine_on_pop() -> Window {
    let mut window = signed_in(|_| {});
    window.send(Message::Tab(Tab::Pop));
    window.settle();
    test(&mut window);
    window
}

/// A message that was sent and has come.
pub fn arrived() -> Window {
    let mut window = signed_in(|_| {});
    send(&mut window);
    window
}

/// [Send a test message…], and Enter.
pub fn send(window: &mut Window) {
    window.click("send");
    window.press(Named::Enter);
    to_the_end(window);
}

/// A test whose server takes the connection and says nothing.
pub fn waiting() -> Window {
    let silent = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let port = i64::from(silent.local_addr().expect("an address").port());
    let mut window = signed_in(|settings| settings.smtp.port = port.try_into().expect("a port"));
    // Its queue takes the connection as long as it listens.
    drop(window.beside(async move {
        let _listens = silent;
        std::future::pending::<()>().await;
    }));
    window.click("test");
    window.wait("a wait", |window| window.bounds("test-cancel").is_some());
    window
}

/// A test without a server.
pub fn without_server() -> Window {
    let mut window = practice_with(|settings| {
        settings.smtp.server = None;
        // The same in each picture.
        (settings.smtp.port, settings.pop.port) = (Port::SUBMISSION, Port::POP3S);
    });
    test(&mut window);
    window
}

/// A test of a server whose certificate nobody known vouches for.
pub fn untrusted() -> Window {
    let mut window = signed_in(|settings| settings.extra_ca = None);
    test(&mut window);
    window
}

/// A test that only the secondary server passes.
pub fn by_secondary() -> Window {
    let mut window = signed_in(|settings| {
        settings.smtp.secondary_server = settings.smtp.server.clone();
        settings.smtp.server = Some("127.0.0.9".parse().expect("a host"));
    });
    test(&mut window);
    window
}

/// A test whose login is refused with this line.
pub fn refused(line: &str) -> Window {
    let mut window = signed_in(|_| {});
    window.practice.as_ref().expect("practice").control().refuse_logins(Protocol::Smtp, Some(line));
    test(&mut window);
    window
}

/// A result from before the settings were changed.
pub fn outdated(mut window: Window) -> Window {
    window.reveal("smtp.sender_name");
    window.fill("smtp.sender_name", "Sklad");
    window.send(Message::Save);
    window.wait("saved", |window| !window.app.form().is_changed());
    window.settle();
    window
}

/// A result, and then somebody else locks the settings.
pub fn locked() -> Window {
    let mut window = refused(DISABLED);
    let other = Engine::new(window.home.clone(), mailkey::secrets::memory());
    window.block_on(other.set_password(None, "tajné heslo".into())).expect("set");
    window.wait("locked", |window| window.app.form().is_locked());
    window.settle();
    window
}

const LINKS: [&str; 9] = [
    "Nastavení",
    "Název serveru",
    "Spojení",
    "Pozdrav serveru",
    "Šifrování (TLS)",
    "Co server nabízí",
    "Token",
    "Přihlášení",
    "Odesílatel a příjemce",
];

/// From the top of the window down: where a text begins.
#[track_caller]
fn top(window: &mut Window, words: &str) -> f32 {
    let found = window.texts_with_bounds().into_iter().filter(|(text, _)| text == words).map(|(_, at)| at.y);
    found.max_by(f32::total_cmp).unwrap_or_else(|| panic!("{words}: {:?}", window.texts()))
}

fn sent(window: &Window) -> usize {
    let me = ME.parse().expect("an address");
    window.practice.as_ref().expect("practice").control().messages(&me).len()
}

#[test]
fn every_link_is_named_nothing_is_sent_and_the_result_stays_until_it_is_closed() {
    let mut window = signed_in(|_| {});
    let before = sent(&window);
    test(&mut window);
    assert!(window.shows("Všechno funguje"), "{:?}", window.texts());
    let places = LINKS.map(|link| top(&mut window, link));
    assert!(places.is_sorted(), "in the order in which they were met: {places:?}");
    assert!(window.shows("127.0.0.1") && window.shows("TLS 1.3") && window.shows("XOAUTH2"), "{:?}", window.texts());
    assert_eq!(sent(&window), before);
    window.send(Message::Tab(Tab::Pop));
    window.settle();
    assert!(window.bounds("test-result").is_none() && window.bounds("test").is_some(), "POP has a test of its own");
    window.send(Message::Tab(Tab::Smtp));
    window.send(Message::Language(Lang::En));
    window.settle();
    assert!(window.shows("Everything works") && window.shows("Server name"), "{:?}", window.texts());
    window.send(Message::Language(Lang::Cs));
    window.settle();
    window.reveal("test-close");
    window.click("test-close");
    assert!(window.bounds("test-result").is_none() && !window.shows("Název serveru"));
    assert_eq!(window.focused(), Some(widget::Id::new("test")));
}

#[test]
fn the_mailbox_is_tested_without_touching_it() {
    let mut window = fine_on_pop();
    assert!(window.shows("Všechno funguje: ve schránce je 1 zpráva"), "{:?}", window.texts());
    assert!(window.shows("Schránka") && !window.shows("Odesílatel a příjemce"));
}

#[test]
fn a_message_is_asked_for_in_place_and_its_arrival_is_seen() {
    let mut window = signed_in(|_| {});
    tab_to(&mut window, "send");
    window.press(Named::Enter);
    assert_eq!(window.focused(), Some(widget::Id::new("test.to")));
    let before = sent(&window);
    window.fill("test.to", "recepce@");
    window.press(Named::Enter);
    assert_eq!(window.focused(), Some(widget::Id::new("test.to")), "the address is wrong");
    assert_eq!(sent(&window), before);
    tab_to(&mut window, "test-back");
    window.press(Named::Escape);
    assert!(window.bounds("test.to").is_none());
    assert_eq!(window.focused(), Some(widget::Id::new("send")), "back to where it was asked for");
    window.press(Named::Enter);
    window.press(Named::Enter);
    to_the_end(&mut window);
    assert_eq!(sent(&window), before + 1, "to the account itself, unless somebody says otherwise");
    assert!(window.shows("zpráva je odeslaná a\u{a0}dorazila do schránky"), "{:?}", window.texts());
    assert!(top(&mut window, "Doručení") > top(&mut window, "Zpráva"));
    assert_eq!(window.focused(), Some(widget::Id::new("test")));
}

#[test]
fn a_message_to_somebody_else_is_not_waited_for() {
    let mut window = signed_in(|_| {});
    window.click("send");
    window.fill("test.to", "sklad@cviceni.test");
    window.press(Named::Enter);
    to_the_end(&mut window);
    assert!(window.shows("server převzal zprávu pro sklad@cviceni.test"), "{:?}", window.texts());
    assert!(window.shows("jiné schránky"), "{:?}", window.texts());
}

#[test]
fn a_test_that_lasts_is_ended_by_the_key_that_began_it() {
    let mut window = waiting();
    assert!(window.shows("Zkouším spojení"), "{:?}", window.texts());
    assert_eq!(window.focused(), Some(widget::Id::new("test-cancel")), "the focus stayed where the hand is");
    window.press(Named::Enter);
    assert!(window.shows("Test jste zrušili") && window.bounds("test-cancel").is_none(), "{:?}", window.texts());
    assert_eq!(window.focused(), Some(widget::Id::new("test")));
    assert!(window.shows("Název serveru"), "what was found stays");
    std::thread::sleep(std::time::Duration::from_millis(300));
    window.settle();
    assert!(window.shows("Test jste zrušili"), "nothing comes late");
}

#[test]
fn the_cause_stands_under_the_link_that_broke() {
    let mut window = untrusted();
    let cause = window.bounds("test-result").expect("a cause");
    let (broken, next) = (top(&mut window, "Šifrování (TLS)"), top(&mut window, "Co server nabízí"));
    assert!(broken < cause.y && cause.y + cause.height < next, "{broken} {cause:?} {next}");
    assert!(window.shows("Test skončil u\u{a0}kroku „Šifrování (TLS)“"), "{:?}", window.texts());
    window.click("smtp.sender_name");
    assert!(window.bounds("test-result").is_some(), "it stays");
}

#[test]
fn what_an_administrator_must_run_can_be_copied_and_the_token_is_said_to_be_fine() {
    let mut window = refused(DISABLED);
    assert!(window.shows("Token je v pořádku, ale"), "{:?}", window.texts());
    assert!(window.bounds("test-smtp:copy-raw").is_none(), "the server's own words are folded");
    window.reveal("test-smtp:do-0");
    window.click("test-smtp:do-0");
    let copied = window.clipboard.take().expect("copied");
    assert!(copied.contains("Set-CASMailbox -Identity"), "{copied}");
    assert!(window.shows("Zkopírováno"));
    window.reveal("test-smtp:raw");
    window.click("test-smtp:raw");
    assert!(window.shows("prod.exchangelabs.com"), "{:?}", window.texts());
    window.reveal("test-smtp:copy-raw");
    window.click("test-smtp:copy-raw");
    assert!(window.clipboard.take().is_some_and(|text| text.contains("5.7.139")));
    window.reveal("test-smtp:raw");
    window.click("test-smtp:raw");
    assert!(window.bounds("test-smtp:copy-raw").is_none());
}

#[test]
fn a_page_that_no_browser_opens_can_be_copied() {
    let mut window = refused(DISABLED);
    window.reveal("test-smtp:do-2");
    window.click("test-smtp:do-2");
    window.wait("the address", |window| window.shows("https://"));
    window.settle();
    window.reveal("test-smtp:do-2-address");
    window.click("test-smtp:do-2-address");
    assert!(window.clipboard.take().is_some_and(|text| text.starts_with("https://")));
}

#[test]
fn what_nobody_knows_is_told_with_the_servers_own_words() {
    let mut window = refused(UNKNOWN);
    window.reveal("test-smtp:raw");
    window.click("test-smtp:raw");
    assert!(window.shows("The moon is in the wrong house"), "{:?}", window.texts());
}

#[test]
fn a_missing_setting_is_a_key_away() {
    let mut window = without_server();
    assert!(window.shows("Test skončil u\u{a0}kroku „Nastavení“."), "{:?}", window.texts());
    window.reveal("test-smtp:do-0");
    window.click("test-smtp:do-0");
    assert_eq!(window.focused(), Some(widget::Id::new("smtp.server")));
    assert!(window.bounds("test-result").is_some());
}

#[test]
fn without_a_token_the_key_that_gets_one_stands_there() {
    let mut window = practice();
    test(&mut window);
    assert!(window.shows("Test skončil u\u{a0}kroku „Token“"), "{:?}", window.texts());
    window.reveal("test-smtp:do-0");
    window.click("test-smtp:do-0");
    assert!(matches!(window.app.modal(), Some(Modal::SignIn(_))));
}

#[test]
fn drafts_are_stored_first_or_led_to_when_they_are_wrong() {
    let mut window = signed_in(|_| {});
    window.fill("smtp.sender_name", "Sklad");
    assert!(window.shows("Nejdříve se uloží změny."), "{:?}", window.texts());
    test(&mut window);
    assert_eq!(window.app.form().stored().smtp.sender_name.as_str(), "Sklad");
    window.click("test-close");
    window.fill("smtp.timeout", "999");
    // What is wrong with it is said when it is left, and moves what stands below.
    window.press(Named::Tab);
    window.click("test");
    assert_eq!(window.focused(), Some(widget::Id::new("smtp.timeout")));
    assert!(window.bounds("test-list").is_none());
}

#[test]
fn the_report_is_copied_whole_and_without_secrets() {
    let mut window = refused(DISABLED);
    window.reveal("test-copy");
    window.click("test-copy");
    let report = window.clipboard.take().expect("copied");
    for words in ["Mailkey", "Přihlášení", "5.7.139", "smtp.server = 127.0.0.1"] {
        assert!(report.contains(words), "{words}: {report}");
    }
    assert!(window.shows("Zkopírováno"));
    let access = window.block_on(window.engine.access_token(Protocol::Smtp)).expect("a token");
    assert!(!report.contains(access.token.expose_secret()), "{report}");
}

#[test]
fn while_locked_a_result_can_be_read_copied_and_closed_and_nothing_else() {
    let mut window = locked();
    window.resize(Size::new(900.0, 2600.0));
    assert!(window.shows("Test skončil"), "{:?}", window.texts());
    let usable = |window: &mut Window, name: &'static str| {
        let nodes = window.controls();
        nodes.iter().any(|node| node.id == Some(widget::Id::new(name)) && node.described.enabled)
    };
    for name in ["test", "send"] {
        assert!(!usable(&mut window, name), "{name}");
    }
    for name in ["test-smtp:do-0", "test-smtp:raw", "test-copy", "test-close"] {
        assert!(usable(&mut window, name), "{name}");
    }
    window.click("test-smtp:do-0");
    assert!(window.clipboard.take().is_some());
    window.click("test-close");
    assert!(window.bounds("test-result").is_none());
}

#[test]
fn with_the_keyboard_alone_from_the_test_to_the_command() {
    let mut window = signed_in(|_| {});
    window.practice.as_ref().expect("practice").control().refuse_logins(Protocol::Smtp, Some(DISABLED));
    tab_to(&mut window, "test");
    window.press(Named::Enter);
    to_the_end(&mut window);
    tab_to(&mut window, "test-smtp:do-0");
    window.press(Named::Enter);
    assert!(window.clipboard.take().is_some_and(|text| text.contains("Set-CASMailbox")));
    tab_to(&mut window, "test-smtp:raw");
    window.press(Named::Space);
    assert!(window.shows("prod.exchangelabs.com"));
    tab_to(&mut window, "test-copy");
    tab_to(&mut window, "test-close");
    window.press(Named::Enter);
    assert_eq!(window.focused(), Some(widget::Id::new("test")));
}

#[test]
fn a_failure_elsewhere_has_the_same_box() {
    let mut window = signed_in(|_| {});
    let control = window.practice.as_ref().expect("practice").control().clone();
    control.refuse_logins(Protocol::Pop, Some("-ERR [SYS/TEMP] the mailbox is being moved"));
    window.send(Message::Tab(Tab::Pop));
    window.settle();
    window.click("check");
    window.wait("the failure", |window| window.bounds("check-result").is_some());
    window.settle();
    window.reveal("check:raw");
    window.click("check:raw");
    assert!(window.shows("the mailbox is being moved"), "{:?}", window.texts());
    window.reveal("check:close");
    window.click("check:close");
    assert!(window.bounds("check:raw").is_none());
}

const OF_BEFORE: &str = "Výsledek je z doby před poslední změnou.";

#[test]
fn a_result_from_before_the_token_was_got_says_so_and_stays() {
    let mut window = practice();
    test(&mut window);
    assert!(!window.shows(OF_BEFORE), "{:?}", window.texts());
    sign_in(&mut window, ME);
    assert!(window.shows(OF_BEFORE) && window.bounds("test-result").is_some(), "{:?}", window.texts());
    window.reveal("test");
    test(&mut window);
    assert!(window.shows("Všechno funguje") && !window.shows(OF_BEFORE), "{:?}", window.texts());
}

#[test]
fn a_result_from_before_the_settings_were_changed_says_so_and_stays() {
    let mut window = outdated(fine());
    assert!(window.shows(OF_BEFORE) && window.bounds("test-result").is_some(), "{:?}", window.texts());
}

#[test]
fn a_result_is_of_before_as_soon_as_something_else_is_typed() {
    for (key, text) in [("smtp.sender_name", "Sklad"), ("smtp.timeout", "0")] {
        let mut window = fine();
        let was = window.app.form().text(key);
        window.reveal(key);
        window.fill(key, text);
        assert!(window.shows(OF_BEFORE), "{key}: {:?}", window.texts());
        window.fill(key, &was);
        assert!(!window.shows(OF_BEFORE), "{key}: as it was: {:?}", window.texts());
    }
    let mut window = fine_on_pop();
    window.reveal("pop.check_interval");
    window.fill("pop.check_interval", "30");
    assert!(!window.shows(OF_BEFORE), "no test depends on it");
}

#[test]
fn a_primary_server_that_is_away_is_not_hidden_behind_the_secondary() {
    let mut window = by_secondary();
    assert!(window.shows("jen přes sekundární server") && window.shows("127.0.0.9:"), "{:?}", window.texts());
    assert!(!window.shows("Všechno funguje"), "{:?}", window.texts());
    window.reveal("test-go");
    window.click("test-go");
    assert_eq!(window.focused(), Some("smtp.server".into()));
}

#[test]
fn the_tab_tells_of_a_broken_test_until_something_is_changed() {
    let bad = glyph(Icon::Bad).to_string();
    let in_tabs = |window: &mut Window| {
        let tab = window.bounds("tab-smtp").expect("a tab");
        window.texts_with_bounds().into_iter().any(|(text, sign)| text == bad && tab.contains(sign.center()))
    };
    let mut window = refused(DISABLED);
    assert!(in_tabs(&mut window), "{:?}", window.texts());
    window.send(Message::Tab(Tab::Pop));
    window.settle();
    assert!(in_tabs(&mut window), "also from another tab");
    window.send(Message::Tab(Tab::Smtp));
    window.settle();
    let mut window = outdated(window);
    assert!(!in_tabs(&mut window), "{:?}", window.texts());
}

#[test]
fn as_much_of_the_cause_is_seen_as_fits_beside_the_key_and_what_is_unfolded_too() {
    let mut window = refused(DISABLED);
    let cause = window.visible("test-result").expect("the cause");
    let key = window.visible("test").expect("and the key that tests again");
    let page = window.bounds("tab-smtp").expect("a tab").y + 40.0;
    assert!(cause.height > 250.0 && key.y < page + 20.0, "no room is wasted above the key: {cause:?} {key:?}");
    window.reveal("test-smtp:raw");
    window.click("test-smtp:raw");
    assert!(window.visible("test-smtp:copy-raw").is_some());
    window.reveal("test-close");
    window.click("test-close");
    window.resize(Size::new(420.0, 420.0));
    window.reveal("test");
    test(&mut window);
    let cause = window.visible("test-result").expect("a part of the cause at least");
    assert!(cause.height > 60.0, "{cause:?}");
}

#[test]
fn a_message_that_was_not_sent_is_said_not_to_be() {
    let mut window = signed_in(|_| {});
    window.practice.as_ref().expect("practice").control().refuse_logins(Protocol::Smtp, Some(DISABLED));
    window.click("send");
    window.press(Named::Enter);
    to_the_end(&mut window);
    assert!(window.shows("Zkušební zpráva se neodeslala"), "{:?}", window.texts());
    assert!(!refused(DISABLED).shows("neodeslala"), "nobody wanted one");
}

#[test]
fn the_mailbox_of_the_other_tab_holds_what_has_arrived() {
    let mut window = arrived();
    window.send(Message::Tab(Tab::Pop));
    window.wait("the mailbox", |window| window.shows("Zkušební zpráva z"));
}

#[test]
fn a_command_says_for_whom_it_is() {
    let mut window = refused(DISABLED);
    assert!(window.shows("pro celou organizaci") && window.shows("jen pro tuto schránku"), "{:?}", window.texts());
}

#[test]
fn that_something_was_copied_is_said_for_a_moment() {
    let mut window = refused(DISABLED);
    for key in ["test-smtp:do-0", "test-copy"] {
        window.reveal(key);
        window.click(key);
        assert!(window.shows("Zkopírováno"), "{key}");
        window.wait("the end of the moment", |window| !window.shows("Zkopírováno"));
    }
}

#[test]
fn what_is_waited_for_is_named_and_where_it_was_cancelled_too() {
    let mut window = waiting();
    assert!(window.shows("„Pozdrav serveru“, nejvýše 20\u{a0}s"), "{:?}", window.texts());
    window.click("test-cancel");
    window.settle();
    assert!(window.shows("Zde zrušeno"), "{:?}", window.texts());
    window.reveal("test-copy");
    window.click("test-copy");
    let report = window.clipboard.take().expect("copied");
    for words in ["Mailkey", "✓ Spojení", "Pozdrav serveru", "zrušen", "smtp.server = 127.0.0.1"] {
        assert!(report.contains(words), "{words}: {report}");
    }
    assert!(!report.contains("Všechno funguje"), "{report}");
}

#[test]
fn who_cancels_while_a_message_is_handed_over_learns_that_it_may_have_been_sent() {
    let mut window = signed_in(|_| {});
    let control = window.practice.as_ref().expect("practice").control().clone();
    control.fail_mail(Protocol::Smtp, MailStep::Message, MailFault::Hang);
    window.click("send");
    window.press(Named::Enter);
    window.wait("the message", |window| window.shows("čekám na krok „Zpráva“"));
    window.click("test-cancel");
    window.settle();
    assert!(window.shows("Test jste zrušili") && window.shows("možná už odešla"), "{:?}", window.texts());
    window.reveal("test-copy");
    window.click("test-copy");
    let report = window.clipboard.take().expect("copied");
    assert!(report.contains("možná už odešla"), "{report}");
}

#[test]
fn the_page_does_not_move_the_key_away_from_under_the_pointer() {
    for size in [Size::new(1100.0, 1400.0), Size::new(1100.0, 900.0), Size::new(520.0, 420.0), Size::new(320.0, 280.0)]
    {
        let mut window = signed_in(|_| {});
        window.resize(size);
        window.reveal("test");
        let before = window.visible("test").expect("in sight");
        test(&mut window);
        let after = window.visible("test").unwrap_or_else(|| panic!("{size:?}: the key is out of sight"));
        assert!(after.height > before.height - 1.0, "{size:?}: {after:?}");
    }
}
