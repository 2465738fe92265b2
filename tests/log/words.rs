//! Every event has words in both languages, and says the same when it is read again.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use mailkey::account::{AccountId, Protocol, SignInMethod};
use mailkey::chain::Link;
use mailkey::diagnosis::About;
use mailkey::error::Error;
use mailkey::home::Home;
use mailkey::i18n::Lang;
use mailkey::log::{self, Area, Change, Entry, Event, Filter, Program, Severity};
use mailkey::mail::{Cause, MailError, Step};
use mailkey::oauth::{OAuthError, Refusal};
use mailkey::words::{self, LogWords, Search};
use serde_json::json;

use crate::alone;
use crate::support::me;

fn changed(key: &'static str, was: &str, is: &str) -> Change {
    Change { key, was: was.into(), is: is.into() }
}

/// One of each; a new event must be named here, or this does not compile.
fn all() -> Vec<Event> {
    let (account, why) = (AccountId::SMTP, Error::SignInRunning);
    let (a, w) = (|| account.clone(), || why.clone());
    let (now, server) = (Timestamp::now(), || "mail.example.com:587".to_owned());
    let events = vec![
        Event::SignInBegan { account: a(), method: SignInMethod::Device },
        Event::SignInCancelled { account: AccountId::POP },
        Event::SignInFailed { account: a(), why: w() },
        Event::BrowserFailed { account: a(), reason: "entity not found".into() },
        Event::TokenAcquired { account: a(), signed_in_as: Some("me".into()), until: Some(now) },
        Event::TokenAcquired { account: a(), signed_in_as: None, until: None },
        Event::TokenRenewed { account: a(), until: Some(now) },
        Event::TokenRenewed { account: a(), until: None },
        Event::TokenNotRenewed {
            account: a(),
            why: w(),
            retry_at: Some(now + SignedDuration::from_hours(48)),
            again: true,
        },
        Event::TokenNotRenewed { account: a(), why: w(), retry_at: None, again: false },
        Event::TroubleOver { account: a(), since: now },
        Event::TokenInvalid { account: a(), why: w() },
        Event::TokenDeleted { account: a() },
        Event::TokenRevoked { account: a() },
        Event::TokenNotRevoked { account: a(), why: w() },
        Event::TokenUnstored { account: a(), why: w() },
        Event::TokenStoredLate { account: a() },
        Event::TokenLost { account: a(), why: w() },
        Event::TokenShown { account: a() },
        Event::AccountsJoined { kept: a() },
        Event::MessageSent { server: server(), to: me() },
        Event::SendFailed { to: me(), why: w(), token_held: true },
        Event::SendUncertain { to: me(), why: w(), token_held: true },
        Event::SecondaryUsed { primary: server(), server: server() },
        Event::LoginRefused { protocol: Protocol::Pop, why: w() },
        Event::MailboxChecked { server: server(), messages: 3 },
        Event::CheckFailed { why: w(), token_held: true, again: false },
        Event::CheckFailed { why: w(), token_held: true, again: true },
        Event::SettingsSaved { changes: vec![changed("smtp.port", "587", "465"), changed("pop.tls", "true", "false")] },
        Event::SettingsUnreadable { why: w() },
        Event::SecretStored { name: "smtp.password".into() },
        Event::SecretRemoved { name: "pop.client_secret".into() },
        Event::PasswordSet,
        Event::PasswordChanged,
        Event::PasswordRemoved,
        Event::Unlocked,
        Event::Locked,
        Event::PasswordWrong { left: 2 },
        Event::LockedOut { until: now },
        Event::ServiceStarted,
        Event::ServiceStopped,
        Event::ServiceInstalled,
        Event::ServiceRemoved,
        Event::Woke { by: SignedDuration::from_mins(61) },
        Event::Woke { by: SignedDuration::from_mins(-5) },
        Event::WindowOpened,
        Event::WindowClosed,
        Event::TestCancelled { protocol: Protocol::Pop, sending: false },
        Event::TestCancelled { protocol: Protocol::Smtp, sending: true },
        Event::TestPassed { protocol: Protocol::Smtp, took: Duration::from_millis(345) },
        Event::TestFailed { protocol: Protocol::Pop, link: Link::Login, why: w(), token_held: true },
        Event::TranscriptsOn { until: now },
        Event::TranscriptsOff,
        Event::CommandFailed { why: w(), whose: log::Whose::default() },
        Event::Panicked { place: "src/x.rs:1".into(), message: "why\nnot".into() },
    ];
    for event in &events {
        match event {
            Event::SignInBegan { .. } | Event::SignInCancelled { .. } | Event::SignInFailed { .. } => {}
            Event::BrowserFailed { .. } | Event::TokenAcquired { .. } | Event::TokenRenewed { .. } => {}
            Event::TokenNotRenewed { .. } | Event::TroubleOver { .. } | Event::TokenInvalid { .. } => {}
            Event::TokenDeleted { .. } | Event::TokenRevoked { .. } | Event::TokenNotRevoked { .. } => {}
            Event::TokenUnstored { .. } | Event::TokenStoredLate { .. } | Event::TokenLost { .. } => {}
            Event::TokenShown { .. } | Event::AccountsJoined { .. } | Event::MessageSent { .. } => {}
            Event::SendFailed { .. } | Event::SendUncertain { .. } | Event::SecondaryUsed { .. } => {}
            Event::LoginRefused { .. } => {}
            Event::MailboxChecked { .. } | Event::CheckFailed { .. } | Event::SettingsSaved { .. } => {}
            Event::SettingsUnreadable { .. } | Event::SecretStored { .. } | Event::SecretRemoved { .. } => {}
            Event::PasswordSet | Event::PasswordChanged | Event::PasswordRemoved | Event::Unlocked => {}
            Event::Locked | Event::PasswordWrong { .. } | Event::LockedOut { .. } | Event::ServiceStarted => {}
            Event::ServiceStopped | Event::ServiceInstalled | Event::ServiceRemoved | Event::Woke { .. } => {}
            Event::WindowOpened | Event::WindowClosed | Event::TestCancelled { .. } => {}
            Event::TestPassed { .. } | Event::TestFailed { .. } | Event::TranscriptsOn { .. } => {}
            Event::TranscriptsOff | Event::CommandFailed { .. } | Event::Panicked { .. } => {}
        }
    }
    events
}

/// As the log writes words that have several lines.
fn one_line(text: &str) -> String {
    text.split(['\n', ' ']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Begins a log of its own over these settings.
fn begin(home: &Home, settings: &str) {
    mailkey::home::create_private_dir(home.config_dir()).expect("created");
    std::fs::write(home.settings_file(), settings).expect("written");
    log::start(home, Program::Service, LogWords::new(home));
}

fn is_a_sentence(text: &str) -> bool {
    !text.is_empty() && !text.contains(['{', '}', '\n', '\u{2068}']) && !text.contains("  ") && text.trim() == text
}

#[test]
fn every_event_has_words_in_both_languages_and_says_the_same_when_it_is_read_again() {
    const NAME: &str = "words::every_event_has_words_in_both_languages_and_says_the_same_when_it_is_read_again";
    let dir = tempfile::tempdir().expect("a folder");
    let home = Home::at(dir.path());
    if alone::role().is_none() {
        let _output = alone::finish(&mut alone::command(NAME, "child"));
        return;
    }
    begin(&home, "language = \"cs\"\n[smtp.oauth2]\naccount = \"recepce@firma.cz\"\n");
    let count = all().len();
    all().into_iter().for_each(log::event);
    let entries = log::read(&home, usize::MAX);
    assert_eq!(entries.len(), count);
    for entry in &entries {
        let [cs, en] = Lang::ALL.map(|lang| words::event(entry, lang));
        assert_eq!(entry.text, one_line(&cs), "the file speaks the settings' language");
        assert!(is_a_sentence(&entry.text) && is_a_sentence(&one_line(&en)), "{cs}\n{en}");
        assert_ne!(cs, en);
        assert_eq!(entry.process.as_ref().map(|process| process.program.as_str()), Some("service"));
        if entry.args.contains_key("address") && entry.event != "browser-failed" {
            assert!(cs.contains("recepce@firma.cz") && en.contains("recepce@firma.cz"), "{cs}\n{en}");
        }
    }
    let named = |id: &str| entries.iter().find(|entry| entry.event == id).unwrap_or_else(|| panic!("no {id}"));
    let cs = |id: &str| words::event(named(id), Lang::Cs);
    assert_eq!(cs("mailbox-checked"), "Schránka na serveru mail.example.com:587 byla zkontrolována: 3 zprávy.");
    assert!(cs("token-acquired").starts_with("Token (recepce@firma.cz) byl načten; přístupový token platí do "));
    let en = |id: &str| words::event(named(id), Lang::En);
    assert_eq!(
        cs("settings-saved"),
        "Nastavení bylo uloženo. SMTP: číslo portu 587 → 465; POP: povolit SSL/TLS zapnuto → vypnuto."
    );
    assert_eq!(en("settings-saved"), "Settings were saved. SMTP: port number 587 → 465; POP: enable SSL/TLS on → off.");
    assert_eq!(cs("secret-stored"), "Do klíčenky bylo uloženo – SMTP: heslo.");
    assert_eq!(words::event(named("sign-in-cancelled"), Lang::En), "Signing in to the POP account was cancelled.");
    assert_eq!(named("token-invalid").severity, Severity::Error);
    assert_eq!(named("test-failed").args["why"]["id"], "sign-in-running");
    // The settings change, and so does the language of what follows.
    std::fs::write(home.settings_file(), "language = \"en\"\n# changed\n").expect("written");
    log::event(Event::PasswordSet);
    let last = log::read(&home, 1).remove(0);
    assert_eq!(last.text, "An administrator’s password was set.");

    let filter = |area, severity, text: &'static str| (Filter { area, severity }, Search::new(text));
    let found = |(filter, search): (Filter, Search)| -> Vec<&str> {
        let wanted = |entry: &&Entry| filter.wants(entry) && search.finds(&words::sought(entry));
        entries.iter().filter(wanted).map(|entry| entry.event.as_str()).collect()
    };
    assert_eq!(
        found(filter(Some(Area::Pop), None, "")),
        ["login-refused", "mailbox-checked", "check-failed", "check-failed"]
    );
    assert_eq!(found(filter(Some(Area::Pop), Some(Severity::Warning), "")).len(), 3);
    assert_eq!(found(filter(Some(Area::Pop), Some(Severity::Error), "")), ["check-failed"]);
    // In either language, whatever is spoken; without marks; what an argument says; each word for itself.
    for text in [" SCHRÁNKA NA serveru", "schranka na serveru", "was checked mailbox", "checked mail.example.com:587 3"]
    {
        assert_eq!(found((Filter::default(), Search::new(text))), ["mailbox-checked"], "{text}");
    }
    assert_eq!(found(filter(None, None, "smtp.port 465")), ["settings-saved"]);
    // What was asked for and did not come, and what needs a person; nothing that mends itself.
    let errors = [
        "sign-in-failed",
        "token-not-renewed",
        "token-invalid",
        "token-not-revoked",
        "token-unstored",
        "token-lost",
        "send-failed",
        "send-uncertain",
        "check-failed",
        "settings-unreadable",
        "test-failed",
        "command-failed",
        "panicked",
    ];
    assert_eq!(found(filter(None, Some(Severity::Error), "")), errors);
    let of =
        |severity| entries.iter().filter(move |entry| entry.severity == severity).map(|entry| entry.event.as_str());
    let warnings: Vec<_> = of(Severity::Warning).collect();
    let mending = ["browser-failed", "token-not-renewed", "secondary-used", "login-refused", "check-failed"];
    assert_eq!(warnings, [&mending[..], &["password-wrong", "locked-out"]].concat());
    assert!(of(Severity::Info).any(|event| event == "test-cancelled"));
}

#[test]
fn the_log_names_the_same_cause_as_the_window() {
    const NAME: &str = "words::the_log_names_the_same_cause_as_the_window";
    let dir = tempfile::tempdir().expect("a folder");
    let home = Home::at(dir.path());
    if alone::role().is_none() {
        let _output = alone::finish(&mut alone::command(NAME, "child"));
        return;
    }
    begin(&home, "language = \"en\"\n[smtp.oauth2]\nprovider = \"google\"\n");
    let settings = mailkey::settings::load(&home.settings_file()).expect("settings");
    let denied: Error = OAuthError::Refused(Refusal::new("access_denied", None, None)).into();
    let shown = |error: &Error, token_held| {
        let about = About { settings: Some(&settings), protocol: Some(Protocol::Smtp), token_held };
        words::explain_about(error, &about, Lang::En)
    };
    let closed: Error = MailError::new(Protocol::Smtp, "mail.example.com:587", Step::Greeting, Cause::Closed).into();
    log::event(Event::SignInFailed { account: AccountId::SMTP, why: denied.clone() });
    log::event(Event::SendFailed { to: me(), why: closed.clone(), token_held: true });
    let entries = log::read(&home, usize::MAX);
    assert_eq!(shown(&denied, false).id, "google-testing");
    for (id, shown) in [("sign-in-failed", shown(&denied, false)), ("send-failed", shown(&closed, true))] {
        let entry = entries.iter().find(|entry| entry.event == id).unwrap_or_else(|| panic!("no {id}"));
        assert_eq!(entry.args["why"]["id"], shown.id);
        assert_eq!(entry.args["why"]["en"]["what"], shown.what);
    }
    let sent = entries.iter().find(|entry| entry.event == "send-failed").expect("an entry");
    assert!(sent.text.contains("The token is fine, but "), "{}", sent.text);
}

/// An entry as it stands in a file.
fn read(event: &str, args: serde_json::Value) -> Entry {
    let serde_json::Value::Object(args) = args else { panic!("an object") };
    let (severity, area) = (Severity::Info, Area::Settings);
    let (event, text) = (event.to_owned(), String::new());
    Entry { at: Timestamp::UNIX_EPOCH, severity, area, event, args, text, process: None }
}

#[test]
fn settings_say_their_tab_and_their_values_and_old_entries_are_still_read() {
    let said = |args| words::event(&read("settings-saved", args), Lang::En);
    let old = json!({"keys": ["smtp.port", "pop.port", "language"]});
    assert_eq!(said(old), "Settings were saved. SMTP: port number; POP: port number; language.");
    let long = "x".repeat(5000);
    let keys = json!({"keys": ["smtp.sender_name"], "values": {"smtp.sender_name": ["", long]}});
    let said = said(keys);
    assert!(said.starts_with("Settings were saved. SMTP: sender name (empty) → xxx"), "{said}");
    assert!(said.len() < 150, "{said}");
}

#[test]
fn what_the_server_answered_is_said_once_and_is_found() {
    let raw = format!("553 5.7.1 Sender address rejected\r\nnot owned by user{}", " x".repeat(1000));
    let side = |what: &str, cure: &str| json!({"what": what, "cure": cure});
    let with = |mut side: serde_json::Value, copy: &[&str]| {
        side["copy"] = json!(copy);
        side
    };
    let why = json!({
        "id": "sender-not-owned",
        "raw": raw,
        "en": with(side("the sender is not yours: <!DOCTYPE HTML>", "Enter another one."), &["Run: one", "Or: two"]),
        "cs": side("Odesílatel vám nepatří.", "Zadejte jiného."),
    });
    let entry = read("send-failed", json!({"to": "a@b.cz", "why": why}));
    let [cs, en] = Lang::ALL.map(|lang| words::event(&entry, lang));
    let answer = "553 5.7.1 Sender address rejected not owned by user x x";
    assert!(cs.contains(&format!("nepatří. Server odpověděl: {answer}")) && cs.ends_with("x… Zadejte jiného."), "{cs}");
    assert!(en.contains(&format!("<!DOCTYPE HTML>. The server said: {answer}")), "{en}");
    assert!(en.len() < 700 && en.ends_with("x… Enter another one.\nRun: one\nOr: two"), "{en}");
    assert!(Search::new("553 5.7.1").finds(&words::sought(&entry)));
    // Where the cause says it, it is not said again.
    let why = json!({"id": "refused", "raw": "no luck", "en": side("Refused: no luck.", "Wait."), "cs": side("", "")});
    let said = words::event(&read("check-failed", json!({"why": why})), Lang::En);
    assert_eq!(said.matches("no luck").count(), 1, "{said}");
    assert!(!said.contains("The server said"), "{said}");
}

#[test]
fn an_address_keeps_its_letters_at_the_beginning_of_a_sentence() {
    let address = |text: &str| text.parse().expect("an address");
    let (expected, signed_in_as) = (address("recepce@firma.cz"), address("sklad@firma.cz"));
    let error: Error = OAuthError::OtherAccount { expected, signed_in_as }.into();
    let said = words::explain(&error, Lang::En).what;
    assert!(said.starts_with("sklad@firma.cz signed in"), "{said}");
}
