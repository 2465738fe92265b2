//! No alternative stands in the table for nothing: each is needed by a text that a server really says.
//!
//! Protects: what `tests/diagnosis/wire.toml` plays is every word of the rows for a mail server's replies, and not only
//! every row. A word that no server says cannot be wrong for anybody to see, and many that were, were wrong. Leaves to
//! others: playing the texts the whole way (tests/diagnosis).

use serde::Deserialize;

use super::symptom::Symptom;
use super::table::{Known, Surroundings, When, find, rows};
use super::{About, Kind, action};
use crate::account::{Method, Protocol, Provider, Settings, SignInMethod};
use crate::mail::{Cause, MailError, Reply, Step};

/// Alternatives that no text needs, and why they stay.
const KEPT: &[(&str, &str, &str)] = &[
    ("smtp-greylisted", "graylist", "the American spelling of a word that every such server chooses itself"),
    ("pop-too-many", "too many connections", "no document has it in a POP server's mouth; tests/faults plays it"),
];

#[derive(Deserialize)]
struct File {
    case: Vec<Case>,
}

/// What is read of a case; the rest is tests/diagnosis's.
#[derive(Deserialize)]
struct Case {
    #[serde(rename = "where")]
    place: String,
    wire: String,
    challenge: Option<String>,
    provider: Option<Provider>,
    sign_in: Option<SignInMethod>,
}

/// A case as the table sees it, where a mail server says it.
fn seen(case: Case) -> Option<(Symptom, Surroundings)> {
    let (protocol, place) = case.place.split_once(' ')?;
    let protocol = match protocol {
        "smtp" => Protocol::Smtp,
        "pop" => Protocol::Pop,
        _ => return None,
    };
    let (method, step) = match place.split_once(' ').unwrap_or(("", place)) {
        ("anonymous", step) => (Method::None, step),
        (_, "password") => (Method::Password, "login"),
        ("password", step) => (Method::Password, step),
        (_, step) => (Method::OAuth2, step),
    };
    let step = match step {
        "greeting" => Step::Greeting,
        "ehlo" | "capa" => Step::Capabilities,
        "starttls" => Step::StartTls,
        "auth" | "login" => Step::Login,
        "mail" => Step::Sender,
        "rcpt" => Step::Recipient,
        "message" => Step::Receipt,
        _ => Step::Mailbox,
    };
    let reply = reply(protocol, &case.wire, case.challenge)?;
    let error = MailError::new(protocol, "127.0.0.1:2525", step, Cause::Rejected(reply));
    let mut settings = Settings::default();
    (settings.smtp.method, settings.pop.method) = (method, method);
    for account in [&mut settings.smtp.oauth2, &mut settings.pop.oauth2] {
        account.provider = case.provider.unwrap_or(Provider::Custom);
        account.sign_in = case.sign_in.unwrap_or(account.sign_in);
    }
    let symptom = Symptom::from(&error);
    let about = About { settings: Some(&settings), ..About::default() };
    let around = action::Known::new(&symptom, &about).surroundings();
    Some((symptom, around))
}

/// The reply as the mail layer reads it: lines as one, the enhanced code once.
fn reply(protocol: Protocol, wire: &str, challenge: Option<String>) -> Option<Reply> {
    let (code, text) = match protocol {
        Protocol::Smtp => {
            let code = wire.get(..3).filter(|code| code.bytes().all(|b| b.is_ascii_digit()))?;
            let mut lines = wire.lines().filter_map(|line| line.get(4..)).map(str::trim);
            let first = lines.next()?;
            let again = first.split(' ').next().filter(|word| word.matches('.').count() == 2).unwrap_or_default();
            let rest = lines.map(|line| line.strip_prefix(again).unwrap_or(line).trim_start());
            (code.to_owned(), std::iter::once(first).chain(rest).collect::<Vec<_>>().join(" "))
        }
        Protocol::Pop => {
            let text = wire.strip_prefix("-ERR")?.trim();
            match text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
                Some((code, rest)) => (format!("[{code}]"), rest.trim().to_owned()),
                None => ("-ERR".to_owned(), text.to_owned()),
            }
        }
    };
    Some(Reply { code, text, challenge })
}

/// What a list's entries are taken from.
type Lists = [(&'static str, fn(&mut When) -> &mut Vec<String>); 3];

const LISTS: Lists =
    [("code", |when| &mut when.code), ("enhanced", |when| &mut when.enhanced), ("text", |when| &mut when.text)];

#[test]
fn every_alternative_is_in_a_text_that_a_server_says() {
    let file: File = toml::from_str(include_str!("../../tests/diagnosis/wire.toml")).expect("a table of cases");
    let cases: Vec<_> = file.case.into_iter().filter_map(seen).collect();
    assert!(cases.len() > 150, "{}", cases.len());
    let mut unneeded = Vec::new();
    for row in rows() {
        let mine: Vec<_> =
            cases.iter().filter(|(symptom, around)| find(symptom, *around).is_some_and(|of| of.id == row.id)).collect();
        for when in row.when.iter().filter(|when| when.kind == Kind::Reply) {
            for (name, list) in LISTS {
                for entry in list(&mut when.clone()).clone() {
                    let mut only = when.clone();
                    *list(&mut only) = vec![entry.clone()];
                    if !mine.iter().any(|(symptom, around)| only.fits(&Known::new(symptom, *around))) {
                        unneeded.push((row.id.as_str(), name, entry));
                    }
                }
            }
        }
    }
    let kept: Vec<_> = KEPT.iter().map(|(id, entry, _)| (*id, *entry)).collect();
    let wrong: Vec<_> = unneeded.iter().filter(|(id, _, entry)| !kept.contains(&(*id, entry.as_str()))).collect();
    assert!(wrong.is_empty(), "{} that no case needs: {wrong:#?}", wrong.len());
    let stale: Vec<_> =
        kept.iter().filter(|(id, entry)| !unneeded.iter().any(|(other, _, of)| other == id && of == entry)).collect();
    assert!(stale.is_empty(), "kept without a reason: {stale:?}");
}
