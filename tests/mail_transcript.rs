//! What a transcript shows of a conversation: every line in both directions, and of tokens, passwords and messages only
//! how long they are. One test: the log belongs to the whole process.

mod mail_support;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use jiff::{SignedDuration, Timestamp};
use mail_support::scripts::{self, capa, greeting, pop_greeting, pop_quit, quit, stat};
use mail_support::{Pki, Script, TOKEN, Turn, endpoint, oauth, password, say, serve};
use mailkey::account::{AccountId, Security};
use mailkey::error::Error;
use mailkey::home::Home;
use mailkey::log::{self, Entry, Program, Whose, Words};
use mailkey::mail::{Login, Step, message::compose, pop3, smtp};
use serde_json::{Value, json};

/// As little as the log needs.
struct NoWords;

impl Words for NoWords {
    fn say(&self, _: &Entry) -> String {
        "a line".into()
    }

    fn cause(&self, error: &Error, _: Whose) -> Value {
        error.to_string().into()
    }

    fn address(&self, _: &AccountId) -> Option<String> {
        None
    }
}

/// A server that offers everything together, and echoes the token where it can.
fn smtp_script() -> Script {
    let echo = BASE64.encode(format!(r#"{{"status":"401","token":"{TOKEN}"}}"#));
    let ehlo = vec![
        (Step::Capabilities, Turn::Hear("EHLO ")),
        (Step::Capabilities, say("250-mail\r\n250-PIPELINING\r\n250 AUTH XOAUTH2\r\n")),
    ];
    let login = vec![
        (Step::Login, Turn::Hear("AUTH XOAUTH2")),
        (Step::Login, say("334 \r\n")),
        (Step::Login, Turn::Hear("dXNlcj1")),
        (Step::Login, say(format!("334 {echo}\r\n"))),
        (Step::Login, Turn::Hear("")),
        (Step::Login, say(format!("235 2.7.0 welcome {TOKEN}\r\n"))),
    ];
    let envelope = scripts::together("250 a\r\n", "250 b\r\n", "354 c\r\n");
    let message = vec![(Step::Data, Turn::HearMessage), (Step::Data, say("250 2.0.0 queued\r\n"))];
    [greeting(), ehlo, login, envelope, message, quit()].concat()
}

fn pop_script() -> Script {
    let top = vec![
        (Step::List, Turn::Hear("LIST 1")),
        (Step::List, say("+OK 1 100\r\n")),
        (Step::Headers, Turn::Hear("TOP 1 0")),
        (Step::Headers, say("+OK\r\nSubject: private-subject\r\n\r\n.\r\n")),
    ];
    [pop_greeting(), capa("TOP\r\nUSER\r\n"), scripts::user_pass(), stat(1), top, pop_quit()].concat()
}

#[tokio::test]
async fn every_line_is_shown_and_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::at(folder.path());
    log::start(&home, Program::Command, NoWords);
    mailkey::home::create_private_dir(&home.state_dir()).unwrap();
    let until = Timestamp::now() + SignedDuration::from_mins(10);
    std::fs::write(home.transcripts_file(), until.to_string()).unwrap();
    assert!(log::transcript::is_on());

    let pki = Pki::new();
    let server = serve(smtp_script(), pki.good());
    let to = endpoint(&["127.0.0.1"], server.port, Security::Plain, 5);
    let (from, recipient) = ("recepce@example.cz".parse().unwrap(), "to@example.org".parse().unwrap());
    let at = std::time::SystemTime::now();
    let letter = compose(&"".parse().unwrap(), &from, &recipient, "private-subject", "private-body", at).unwrap();
    let _sent = smtp::send(&to, &oauth(), std::sync::Arc::clone(&pki.trusting), &letter).await.unwrap();
    let server = serve(pop_script(), pki.good());
    let to = endpoint(&["127.0.0.1"], server.port, Security::Plain, 5);
    let login = password();
    let _found = pop3::check(&to, &login, std::sync::Arc::clone(&pki.trusting), 5).await.unwrap();

    let lines: Vec<(String, Value)> = log::read(&home, 1000)
        .into_iter()
        .filter(|entry| entry.event == "wire")
        .map(|entry| (entry.args["direction"].as_str().unwrap().to_owned(), entry.args["line"].clone()))
        .collect();
    let has = |direction: &str, line: Value| {
        assert!(lines.contains(&(direction.to_owned(), line.clone())), "{direction} {line} is not in {lines:#?}");
    };
    let token = TOKEN.chars().count();
    has("received", json!(["220 mail.example.cz ESMTP"]));
    has("sent", json!(["EHLO [127.0.0.1]"]));
    has("received", json!(["250-PIPELINING"]));
    has("sent", json!(["AUTH XOAUTH2"]));
    has("sent", json!([{"secret": "token", "characters": token}]));
    has("received", json!([r#"334 {"status":"401","token":"[removed]"}"#]));
    has("received", json!(["235 2.7.0 welcome [removed]"]));
    has("sent", json!(["RCPT TO:<to@example.org>"]));
    has("sent", json!(["DATA"]));
    has("received", json!(["+OK ready"]));
    has("received", json!(["TOP"]));
    has("sent", json!(["PASS ", {"secret": "password", "characters": 18}]));
    has("sent", json!(["QUIT"]));
    let messages = lines.iter().filter(|(_, line)| line[0]["secret"] == "message").count();
    assert_eq!(messages, 2, "one sent, one received: {lines:#?}");

    let Login::Password { password, .. } = login else { panic!() };
    let password = secrecy::ExposeSecret::expose_secret(&password).to_owned();
    let file = std::fs::read_to_string(home.log_file()).unwrap();
    let encoded = BASE64.encode(format!("user=recepce@example.cz\x01auth=Bearer {TOKEN}\x01\x01"));
    for secret in [TOKEN, &encoded, &BASE64.encode(TOKEN), &password, "private-body", "private-subject"] {
        let size = secret.len().min(12);
        for piece in secret.as_bytes().windows(size).filter_map(|piece| std::str::from_utf8(piece).ok()) {
            assert!(!file.contains(piece), "{piece:?} of a secret is in the log");
        }
    }
}
