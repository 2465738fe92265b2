//! Windows over a log: entries as Mailkey writes them, and the states of the tab.
//!
//! Protects: the times are long ago and on the wall of this computer, so that a picture is the same tomorrow. Leaves to
//! others: what must hold (`log`).

use std::io::Write as _;

use iced_test::core::keyboard::key::Named;
use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;
use mailkey::account::Protocol;
use mailkey::error::Error;
use mailkey::home::Home;
use mailkey::i18n::Lang;
use mailkey::log::{Area, Entry, Severity, Whose, Words as _};
use mailkey::mail::{Cause, MailError, Reply, Step};
use mailkey::oauth::{NetworkFailure, OAuthError};
use mailkey::ui::app::Message;
use mailkey::ui::log;
use mailkey::ui::tab::Tab;
use mailkey::words::{self, LogWords};
use serde_json::{Value, json};

use super::open::empty;
use super::support::Window;

/// A time on the wall of this computer, long ago: a picture of it is the same tomorrow.
fn wall(day: i8, hour: i8, minute: i8, second: i8) -> Timestamp {
    let at = date(2025, 11, day).at(hour, minute, second, 0);
    at.to_zoned(TimeZone::system()).expect("a time").timestamp()
}

fn entry(at: Timestamp, severity: Severity, area: Area, event: &str, args: Value) -> Entry {
    let Value::Object(args) = args else { panic!("an object") };
    let mut entry = Entry { at, severity, area, event: event.to_owned(), args, text: String::new(), process: None };
    entry.text = words::event(&entry, Lang::Cs);
    entry
}

/// A failure as the log keeps it.
fn why(error: &Error, protocol: Protocol) -> Value {
    let folder = tempfile::tempdir().expect("a folder");
    let home = Home::at(folder.path());
    let settings = "[smtp.oauth2]\naccount = \"recepce@firma.cz\"\n";
    std::fs::write(home.settings_file(), settings).expect("written");
    LogWords::new(&home).cause(error, Whose { protocol: Some(protocol), token_held: true })
}

/// What Microsoft says where the organization allows no SMTP AUTH, without its link and the server's name.
const REFUSED: (&str, &str) =
    ("535", "5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.");

fn switched_off() -> Value {
    let reply = Reply { code: REFUSED.0.to_owned(), text: REFUSED.1.to_owned(), challenge: None };
    let refused = MailError::new(Protocol::Smtp, "smtp.office365.com:587", Step::Login, Cause::Rejected(reply));
    why(&refused.into(), Protocol::Smtp)
}

fn offline() -> Value {
    let failure = NetworkFailure::Unreachable("failed to lookup address information".to_owned());
    why(&OAuthError::Network { host: "login.microsoftonline.com".to_owned(), failure }.into(), Protocol::Smtp)
}

/// A day in the life of a scanner at the reception.
pub fn day() -> Vec<Entry> {
    use Area::{Lock, Pop, Program, Service, SignIn, Smtp, Token, Window as Panel};
    use Severity::{Error as Failed, Info, Warning};
    let me = "recepce@firma.cz";
    let account = json!({ "account": "smtp", "address": me });
    let with = |name: &str, value: Value| {
        let mut args = account.clone();
        args[name] = value;
        args
    };
    let until = |at: Timestamp| Value::String(at.to_string());
    let checked = |messages: i64| json!({ "server": "outlook.office365.com", "messages": messages });
    let sent = |to: &str| json!({ "server": "smtp.office365.com", "to": to });
    let retry = {
        let mut args = with("why", offline());
        args["retry_at"] = until(wall(2, 23, 50, 0));
        args
    };
    vec![
        entry(wall(2, 17, 2, 11), Info, Service, "service-started", json!({})),
        entry(wall(2, 17, 2, 12), Info, Pop, "mailbox-checked", checked(3)),
        entry(wall(2, 23, 46, 5), Warning, Token, "token-not-renewed", retry),
        entry(wall(2, 23, 50, 2), Info, Token, "trouble-over", with("since", until(wall(2, 23, 46, 5)))),
        entry(wall(3, 7, 31, 40), Info, Panel, "window-opened", json!({ "version": "0.1.0" })),
        entry(wall(3, 7, 32, 8), Info, Lock, "unlocked", json!({})),
        entry(wall(3, 7, 33, 17), Info, SignIn, "sign-in-began", with("method", json!("browser"))),
        entry(wall(3, 7, 34, 2), Info, Token, "token-acquired", with("until", until(wall(3, 8, 39, 2)))),
        Entry {
            text: "The keyring answered after 1.2 s.".to_owned(),
            ..entry(wall(3, 7, 34, 2), Warning, Program, "trace", json!({}))
        },
        entry(wall(3, 7, 40, 51), Info, Smtp, "message-sent", sent("faktury@dodavatel.cz")),
        entry(wall(3, 8, 31, 0), Info, Token, "token-renewed", with("until", until(wall(3, 9, 36, 0)))),
        entry(
            wall(3, 9, 12, 34),
            Failed,
            Smtp,
            "send-failed",
            json!({ "to": "faktury@dodavatel.cz", "why": switched_off() }),
        ),
        entry(wall(3, 9, 14, 3), Info, Pop, "mailbox-checked", checked(5)),
    ]
}

/// Writes entries at the log's end, as another process does.
pub fn write(window: &Window, entries: &[Entry]) {
    let path = window.home.log_file();
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("created");
    let mut file = std::fs::File::options().create(true).append(true).open(path).expect("opened");
    for entry in entries {
        writeln!(file, "{}", entry.line()).expect("written");
    }
}

/// Writes entries as a log that has grown over several files.
fn write_files(window: &Window, entries: &[Entry]) {
    for (number, part) in entries.rchunks(3000).enumerate() {
        let file = window.home.log_file();
        let file = if number == 0 { file } else { file.with_extension(format!("log.{number}")) };
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("created");
        let lines: String = part.iter().map(|entry| entry.line() + "\n").collect();
        std::fs::write(file, lines).expect("written");
    }
}

/// A window whose log holds these entries, and shows them.
pub fn opened(entries: &[Entry]) -> Window {
    shown(empty(), entries)
}

/// The same over a window.
pub fn shown(mut window: Window, entries: &[Entry]) -> Window {
    write_files(&window, entries);
    window.send(Message::Tab(Tab::Log));
    let count = entries.len();
    window.wait("the log", |window| window.app.log().counts().0 == count && window.app.log().is_known());
    window.settle();
    window
}

pub fn say(window: &mut Window, message: log::Message) {
    window.send(Message::Log(message));
    window.settle();
}

/// One that looks for something that is nowhere.
pub fn found_nothing() -> Window {
    let mut window = opened(&day());
    say(&mut window, log::Message::Search("nic takového".to_owned()));
    window
}

/// Only what went wrong.
pub fn filtered() -> Window {
    let mut window = opened(&day());
    say(&mut window, log::Message::Severity(Severity::Warning));
    window
}

/// Something that happens now.
pub fn news(what: &str) -> Entry {
    let args = json!({ "server": "smtp.office365.com", "to": what });
    entry(Timestamp::now(), Severity::Info, Area::Smtp, "message-sent", args)
}

/// So many entries, one a minute.
pub fn many(count: usize) -> Vec<Entry> {
    let first = wall(3, 0, 0, 0);
    let at = |number: usize| first + jiff::SignedDuration::from_mins(i64::try_from(number).expect("a number"));
    (0..count).map(|number| Entry { at: at(number), ..news(&format!("prijemce{number}@firma.cz")) }).collect()
}

/// A line of a conversation.
fn said(second: i8, direction: &str, line: Value) -> Entry {
    let args = json!({ "server": "smtp.office365.com:587", "direction": direction, "line": line });
    entry(wall(3, 9, 15, second), Severity::Detail, Area::Smtp, "wire", args)
}

/// What is said while a login is refused, and what came of it.
pub fn conversation() -> Vec<Entry> {
    let token = json!(["AUTH XOAUTH2 ", { "secret": "token", "characters": 1843 }]);
    let refused = format!("{} {}", REFUSED.0, REFUSED.1);
    let failed = json!({ "protocol": "smtp", "link": "login", "why": switched_off() });
    vec![
        said(1, "received", json!(["220 smtp.office365.com Microsoft ESMTP MAIL Service ready"])),
        said(1, "sent", json!(["EHLO recepce"])),
        said(1, "received", json!(["250-smtp.office365.com Hello"])),
        said(1, "received", json!(["250 AUTH LOGIN XOAUTH2"])),
        said(2, "sent", token),
        said(3, "received", json!([refused])),
        said(3, "sent", json!(["QUIT"])),
        entry(wall(3, 9, 15, 3), Severity::Error, Area::Test, "test-failed", failed),
    ]
}

/// Transcripts are on, and something was said.
pub fn talking() -> Window {
    let mut window = opened(&day());
    window.click("log-transcripts");
    window.wait("on", |window| window.app.log().transcripts().is_some());
    write(&window, &conversation());
    window.wait("all of it", |window| window.shows("Test SMTP skončil"));
    window
}

/// The keyboard stands at an entry that was just copied.
pub fn at_entry() -> Window {
    let mut window = opened(&day());
    window.click("log-severity");
    window.press(Named::Escape);
    for _ in 0..2 {
        window.press(Named::Tab);
    }
    window.press(Named::ArrowDown);
    window.press(Named::Enter);
    window
}
