//! What `serve` writes about an event: one line of words, or one JSON object.
//!
//! Protects: the names in the JSON form stay as README.md lists them; neither form holds a token or a message's text.

use std::path::PathBuf;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::output::time;
use super::status::{local, one_line};
use crate::account::{AccountId, Settings};
use crate::engine::{KeepEvent, Notice};
use crate::i18n::Lang;
use crate::tr;
use crate::words::{Problem, explain, failure, notice, reason, rejected};

/// An event of the service.
pub enum Event {
    /// It works from now on.
    Started {
        /// The folder of its settings.
        home: PathBuf,
    },
    /// Something happened.
    Keep(KeepEvent),
    /// It ends.
    Stopped,
}

/// One line of words, without the time.
pub fn words(event: &Event, settings: &Settings, lang: Lang) -> String {
    let event = match event {
        Event::Started { home } => return tr!(lang, "cli-serve-started", home = home.display().to_string()),
        Event::Stopped => return tr!(lang, "cli-serve-stopped"),
        Event::Keep(event) => event,
    };
    let of = |id| name(id, settings);
    let why = |error| one_line(&explain(error, lang).to_string());
    let text = match event {
        KeepEvent::Renewed { account, until: Some(until) } => {
            tr!(lang, "cli-serve-renewed", account = of(account), time = local(*until))
        }
        KeepEvent::Renewed { account, until: None } => tr!(lang, "cli-serve-renewed-open", account = of(account)),
        KeepEvent::Failed { account, error, retry_at } => {
            let text = tr!(lang, "cli-serve-failed", account = of(account), why = why(error));
            match retry_at {
                Some(at) => format!("{text} {}", tr!(lang, "cli-serve-next", time = local(*at))),
                None => text,
            }
        }
        KeepEvent::Rejected { account, reason: dead } => {
            let why = one_line(&reason(dead, lang).to_string());
            tr!(lang, "cli-serve-rejected", account = of(account), why = why)
        }
        KeepEvent::Woke(slept) if slept.is_negative() => {
            tr!(lang, "cli-serve-set-back", minutes = slept.abs().as_mins())
        }
        KeepEvent::Woke(slept) => tr!(lang, "cli-serve-woke", minutes = slept.as_mins()),
        KeepEvent::Checked(checked) => tr!(lang, "cli-messages", count = checked.mailbox.messages),
        KeepEvent::CheckFailed(error) => tr!(lang, "cli-serve-check-failed", why = why(error)),
        KeepEvent::Notice(told) => {
            let words = notice(told, lang);
            tr!(lang, "cli-serve-notice", title = words.what, text = words.cure)
        }
    };
    one_line(&text)
}

/// One JSON object: always `time`, `event` and `account`, then what the event has.
pub fn json(event: &Event, now: Timestamp, lang: Lang) -> Value {
    let (name, account, more) = match event {
        Event::Started { home } => ("started", None, json!({"home": home, "pid": std::process::id()})),
        Event::Stopped => ("stopped", None, json!({})),
        Event::Keep(event) => of_keep(event, lang),
    };
    let mut object = json!({"time": time(now), "event": name, "account": account.map(ToString::to_string)});
    if let (Value::Object(object), Value::Object(more)) = (&mut object, more) {
        object.extend(more);
    }
    object
}

fn of_keep(event: &KeepEvent, lang: Lang) -> (&'static str, Option<&AccountId>, Value) {
    match event {
        KeepEvent::Renewed { account, until } => ("renewed", Some(account), json!({"valid_until": until.map(time)})),
        KeepEvent::Failed { account, error, retry_at } => {
            ("failed", Some(account), json!({"error": problem(failure(error, lang)), "retry_at": retry_at.map(time)}))
        }
        KeepEvent::Rejected { account, reason: why } => {
            ("rejected", Some(account), json!({"error": problem(rejected(why, lang))}))
        }
        KeepEvent::Woke(slept) => ("woke", None, json!({"seconds": slept.as_secs()})),
        KeepEvent::Checked(checked) => {
            let mailbox = &checked.mailbox;
            ("checked", None, json!({"messages": mailbox.messages, "bytes": mailbox.bytes, "server": mailbox.server}))
        }
        KeepEvent::CheckFailed(error) => ("check_failed", None, json!({"error": problem(failure(error, lang))})),
        KeepEvent::Notice(told) => {
            let (kind, whose) = match told {
                Notice::Invalid { account_name, .. } => ("invalid", account_name),
                Notice::PermissionEnds { account_name, .. } => ("permission_ends", account_name),
                Notice::SecretEnds { account_name, .. } => ("secret_ends", account_name),
            };
            let words = notice(told, lang);
            ("notice", None, json!({"notice": kind, "address": whose, "title": words.what, "text": words.cure}))
        }
    }
}

/// As `error` in `status --json`.
fn problem(problem: Problem) -> Value {
    let Problem { kind, code, text, cure } = problem;
    json!({"kind": kind, "code": code, "text": text, "cure": cure})
}

/// The mailbox's address, or the name of the account's section where it has none.
fn name(id: &AccountId, settings: &Settings) -> String {
    settings.named(id).account.as_ref().map_or_else(|| id.to_string(), ToString::to_string)
}
