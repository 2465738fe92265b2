//! Every event has words in both languages, and says the same when it is read again.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use mailkey::account::{AccountId, Protocol, SignInMethod};
use mailkey::chain::Link;
use mailkey::diagnosis::About;
use mailkey::error::Error;
use mailkey::home::Home;
use mailkey::i18n::Lang;
use mailkey::log::{self, Area, Entry, Event, Filter, Program, Severity};
use mailkey::mail::{Cause, MailError, Step};
use mailkey::oauth::{OAuthError, Refusal};
use mailkey::words::{self, LogWords};

use crate::alone;
use crate::support::me;

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
        Event::TokenNotRenewed { account: a(), why: w(), retry_at: Some(now + SignedDuration::from_hours(48)) },
        Event::TokenNotRenewed { account: a(), why: w(), retry_at: None },
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
        Event::CheckFailed { why: w(), token_held: true },
        Event::SettingsSaved { keys: vec!["smtp.port", "smtp.server"] },
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
    mailkey::home::create_private_dir(home.config_dir()).expect("created");
    std::fs::write(home.settings_file(), "language = \"cs\"\n[smtp.oauth2]\naccount = \"recepce@firma.cz\"\n")
        .expect("written");
    log::start(&home, Program::Service, LogWords::new(&home));
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
    assert_eq!(words::event(named("sign-in-cancelled"), Lang::En), "Signing in to the POP account was cancelled.");
    assert_eq!(named("token-invalid").severity, Severity::Error);
    assert_eq!(named("test-failed").args["why"]["id"], "sign-in-running");
    // The settings change, and so does the language of what follows.
    std::fs::write(home.settings_file(), "language = \"en\"\n# changed\n").expect("written");
    log::event(Event::PasswordSet);
    let last = log::read(&home, 1).remove(0);
    assert_eq!(last.text, "An administrator’s password was set.");

    let filter = |area, severity, text: &str| Filter { area, severity, text: text.into() };
    let found = |filter: Filter| -> Vec<&str> {
        let wanted = |entry: &&Entry| filter.wants(entry, &words::event(entry, Lang::Cs));
        entries.iter().filter(wanted).map(|entry| entry.event.as_str()).collect()
    };
    assert_eq!(found(filter(Some(Area::Pop), None, "")), ["login-refused", "mailbox-checked", "check-failed"]);
    assert_eq!(found(filter(Some(Area::Pop), Some(Severity::Warning), "")), ["login-refused", "check-failed"]);
    assert_eq!(found(filter(None, None, " SCHRÁNKA NA ")), ["mailbox-checked"]);
    assert_eq!(found(filter(None, Some(Severity::Error), "")).len(), 4);
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
    mailkey::home::create_private_dir(home.config_dir()).expect("created");
    std::fs::write(home.settings_file(), "language = \"en\"\n[smtp.oauth2]\nprovider = \"google\"\n").expect("written");
    log::start(&home, Program::Service, LogWords::new(&home));
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
