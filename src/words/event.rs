//! What the log's entries say, in the person's language.
//!
//! Protects: an entry says the same whether it is being written or was read from an old file: both are made here, from
//! the event's name and arguments. What is not known here (a newer version's event) keeps the words it was written with.
//! Leaves to others: which events there are ([`crate::log::Event`]).

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};

use super::helps::to_copy;
use super::sentence::{at_most, capital, ended, inside};
use super::{Explanation, explain_about, key_name, link_name, value_name, when};
use crate::account::{AccountId, Protocol, Settings};
use crate::chain::Link;
use crate::diagnosis::About;
use crate::error::Error;
use crate::home::Home;
use crate::i18n::Lang;
use crate::log::{Area, Entry, Severity, Whose, Words};
use crate::{settings, tr};

/// Stands for what is not known; the texts choose by it.
const NONE: &str = "none";
/// The name of a conversation's line.
const WIRE: &str = "wire";
/// The most characters that are said of a server's answer.
const MAX_SAID: usize = 400;
/// The most characters that are said of a setting's value.
const MAX_VALUE: usize = 60;

/// The arguments of an entry.
struct Args<'a> {
    map: &'a Map<String, Value>,
    /// When it was written.
    at: Timestamp,
    lang: Lang,
}

impl Args<'_> {
    fn text(&self, name: &str) -> String {
        match self.map.get(name) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        }
    }

    fn number(&self, name: &str) -> i64 {
        self.map.get(name).and_then(Value::as_i64).unwrap_or_default()
    }

    /// The address, or which tab's account it is.
    fn account(&self) -> String {
        match (self.text("address"), self.text("account")) {
            (address, _) if !address.is_empty() => address,
            (_, account) if account == AccountId::POP.as_str() => tr!(self.lang, "event-account", protocol = "POP"),
            _ => tr!(self.lang, "event-account", protocol = "SMTP"),
        }
    }

    /// A local time; the day only where it is another one than the entry's.
    fn time(&self, name: &str) -> String {
        let Ok(at) = self.text(name).parse::<Timestamp>() else { return NONE.into() };
        let zoned = |at: Timestamp| at.to_zoned(TimeZone::system());
        let (at, then) = (zoned(at), zoned(self.at));
        let time = when::clock(&at, self.lang);
        if at.date() == then.date() {
            return time;
        }
        tr!(self.lang, "when-date", date = when::date(at.date(), self.lang), time = time)
    }

    /// A failure's cause and cure, and what the server answered where they do not say it.
    fn why(&self) -> String {
        let why = self.map.get("why");
        let text = |of: Option<&Value>, name: &str| {
            let text = of.and_then(|of| of.get(name)).and_then(Value::as_str).unwrap_or_default();
            text.lines().map(str::trim).collect::<Vec<_>>().join("\n").trim().to_owned()
        };
        let said = why.and_then(|why| why.get(code(self.lang)));
        let copied = said.and_then(|said| said.get("copy")).and_then(Value::as_array).into_iter().flatten();
        // Commands stand on lines of their own, so that they can be told from the sentences around them.
        let copied = copied.filter_map(Value::as_str);
        // What is known first, then what helps.
        let told = [ended(&text(said, "what")), self.answer(&text(why, "raw"), said), text(said, "cure")];
        let told = told.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        std::iter::once(told.as_str()).chain(copied).collect::<Vec<_>>().join("\n")
    }

    /// The server's own words; nothing where they were said with the cause.
    fn answer(&self, raw: &str, said: Option<&Value>) -> String {
        let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let raw = flat(raw);
        let parts = said.and_then(Value::as_object).into_iter().flat_map(|said| said.values());
        let is_said = parts.filter_map(Value::as_str).any(|part| flat(part).contains(&raw));
        if is_said || raw.is_empty() {
            return String::new();
        }
        tr!(self.lang, "event-answer", text = ended(&at_most(&raw, MAX_SAID)))
    }

    /// The settings that were changed, tab by tab, with what they were and are where that is known.
    fn changes(&self) -> String {
        let keys = self.map.get("keys").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        let keys: Vec<_> = keys.collect();
        let tabs = ["SMTP", "POP", ""].into_iter().filter_map(|tab| {
            let of_tab = keys.iter().filter(|key| tab_of(key) == tab).map(|key| self.change(key));
            let changes = of_tab.collect::<Vec<_>>().join(", ");
            match tab {
                _ if changes.is_empty() => None,
                "" => Some(changes),
                tab => Some(format!("{tab}: {changes}")),
            }
        });
        capital(&tabs.collect::<Vec<_>>().join("; "))
    }

    fn change(&self, key: &str) -> String {
        let name = inside(&key_name(key, self.lang));
        let values = self.map.get("values").and_then(|values| values.get(key));
        let value = |at: usize| {
            let text = values.and_then(|values| values.get(at)).and_then(Value::as_str)?;
            if text.is_empty() {
                return Some(tr!(self.lang, "win-nothing"));
            }
            Some(at_most(&value_name(key, text, self.lang), MAX_VALUE))
        };
        match (value(0), value(1)) {
            (Some(was), Some(is)) => tr!(self.lang, "disk-news-one", name = name, was = was, is = is),
            // As older versions wrote it.
            _ => name,
        }
    }

    /// The name of a password or a client secret.
    fn secret(&self) -> String {
        let key = self.text("key");
        let name = inside(&key_name(&key, self.lang));
        if tab_of(&key).is_empty() { name } else { format!("{}: {name}", tab_of(&key)) }
    }

    /// The link's name in the test.
    fn link(&self) -> String {
        let (id, pop) = (self.text("link"), self.text("protocol") == "pop");
        let protocol = if pop { Protocol::Pop } else { Protocol::Smtp };
        let link = Link::ALL.into_iter().find(|link| link.id() == id);
        link.map_or(id, |link| link_name(link, protocol, self.lang))
    }

    fn protocol(&self) -> &'static str {
        if self.text("protocol") == "pop" { "POP" } else { "SMTP" }
    }
}

/// The tab to which a setting belongs; empty for what belongs to all.
fn tab_of(key: &str) -> &'static str {
    match key.split_once('.') {
        Some(("smtp", _)) => "SMTP",
        Some(("pop", _)) => "POP",
        _ => "",
    }
}

fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::Cs => "cs",
        Lang::En => "en",
    }
}

/// An entry in words.
#[must_use]
pub fn event(entry: &Entry, lang: Lang) -> String {
    let a = Args { map: &entry.args, at: entry.at, lang };
    match entry.event.as_str() {
        "sign-in-began" => tr!(lang, "event-sign-in-began", account = a.account(), method = a.text("method")),
        "sign-in-cancelled" => tr!(lang, "event-sign-in-cancelled", account = a.account()),
        "sign-in-failed" => tr!(lang, "event-sign-in-failed", account = a.account(), why = a.why()),
        "browser-failed" => tr!(lang, "event-browser-failed", reason = ended(&a.text("reason"))),
        "token-acquired" => tr!(lang, "event-token-acquired", account = a.account(), until = a.time("until")),
        "token-renewed" => tr!(lang, "event-token-renewed", account = a.account(), until = a.time("until")),
        "token-not-renewed" => {
            let (why, at) = (a.why(), a.time("retry_at"));
            tr!(lang, "event-token-not-renewed", account = a.account(), why = why, at = at)
        }
        "trouble-over" => tr!(lang, "event-trouble-over", account = a.account(), since = a.time("since")),
        "token-invalid" => tr!(lang, "event-token-invalid", account = a.account(), why = a.why()),
        "token-deleted" => tr!(lang, "event-token-deleted", account = a.account()),
        "token-revoked" => tr!(lang, "event-token-revoked", account = a.account()),
        "token-not-revoked" => tr!(lang, "event-token-not-revoked", account = a.account(), why = a.why()),
        "token-unstored" => tr!(lang, "event-token-unstored", account = a.account(), why = a.why()),
        "token-stored-late" => tr!(lang, "event-token-stored-late", account = a.account()),
        "token-lost" => tr!(lang, "event-token-lost", account = a.account(), why = a.why()),
        "token-shown" => tr!(lang, "event-token-shown", account = a.account()),
        "accounts-joined" => tr!(lang, "event-accounts-joined", account = a.account()),
        "message-sent" => tr!(lang, "event-message-sent", server = a.text("server"), to = a.text("to")),
        "send-failed" => tr!(lang, "event-send-failed", to = a.text("to"), why = a.why()),
        "send-uncertain" => tr!(lang, "event-send-uncertain", to = a.text("to"), why = a.why()),
        "secondary-used" => {
            tr!(lang, "event-secondary-used", primary = a.text("primary"), server = a.text("server"))
        }
        "login-refused" => tr!(lang, "event-login-refused", why = a.why()),
        "mailbox-checked" => {
            tr!(lang, "event-mailbox-checked", server = a.text("server"), count = a.number("messages"))
        }
        "check-failed" => tr!(lang, "event-check-failed", why = a.why()),
        "settings-saved" => tr!(lang, "event-settings-saved", names = a.changes()),
        "settings-unreadable" => tr!(lang, "event-settings-unreadable", why = a.why()),
        "secret-stored" => tr!(lang, "event-secret-stored", name = a.secret()),
        "secret-removed" => tr!(lang, "event-secret-removed", name = a.secret()),
        "password-set" => tr!(lang, "event-password-set"),
        "password-changed" => tr!(lang, "event-password-changed"),
        "password-removed" => tr!(lang, "event-password-removed"),
        "unlocked" => tr!(lang, "event-unlocked"),
        "locked" => tr!(lang, "event-locked"),
        "password-wrong" => tr!(lang, "event-password-wrong", left = a.number("left")),
        "locked-out" => tr!(lang, "event-locked-out", until = a.time("until")),
        "service-started" => tr!(lang, "event-service-started"),
        "service-stopped" => tr!(lang, "event-service-stopped"),
        "service-installed" => tr!(lang, "event-service-installed"),
        "service-removed" => tr!(lang, "event-service-removed"),
        "woke" => woke(a.number("seconds"), lang),
        "window-opened" => tr!(lang, "event-window-opened", version = a.text("version")),
        "window-closed" => tr!(lang, "event-window-closed"),
        "test-cancelled" if a.map.contains_key("sending") => {
            let cancelled = tr!(lang, "event-test-cancelled", protocol = a.protocol());
            format!("{cancelled} {}", tr!(lang, "cancelled-sending"))
        }
        "test-cancelled" => tr!(lang, "event-test-cancelled", protocol = a.protocol()),
        "test-passed" => tr!(lang, "event-test-passed", protocol = a.protocol(), ms = a.text("ms")),
        "test-failed" => {
            tr!(lang, "event-test-failed", protocol = a.protocol(), link = a.link(), why = a.why())
        }
        "transcripts-on" => tr!(lang, "event-transcripts-on", until = a.time("until")),
        "transcripts-off" => tr!(lang, "event-transcripts-off"),
        "command-failed" => tr!(lang, "event-command-failed", why = a.why()),
        WIRE => wire(&a),
        "panicked" => tr!(lang, "event-panicked", place = a.text("place"), message = ended(&a.text("message"))),
        _ => entry.text.clone(),
    }
}

/// A line of a conversation: an arrow, the server, and what was said.
fn wire(a: &Args<'_>) -> String {
    let (arrow, said) = line_said(a);
    format!("{arrow} {}  {said}", a.text("server"))
}

/// A line of a conversation below others with the same server: an arrow and what was said. `None` for anything else.
#[must_use]
pub fn said_next(entry: &Entry, lang: Lang) -> Option<String> {
    let a = Args { map: &entry.args, at: entry.at, lang };
    (entry.event == WIRE).then(|| line_said(&a)).map(|(arrow, said)| format!("{arrow} {said}"))
}

/// Who said it, and what.
fn line_said(a: &Args<'_>) -> (&'static str, String) {
    let pieces = a.map.get("line").and_then(Value::as_array).into_iter().flatten();
    let said: String = pieces
        .map(|piece| match piece {
            Value::String(text) => text.clone(),
            other => {
                let text = |name: &str| other.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
                let count = other.get("characters").and_then(Value::as_u64).unwrap_or_default();
                tr!(a.lang, "event-wire-secret", what = text("secret"), count = count)
            }
        })
        .collect();
    (if a.text("direction") == "sent" { "→" } else { "←" }, said)
}

fn woke(seconds: i64, lang: Lang) -> String {
    let minutes = SignedDuration::from_secs(seconds).abs().as_mins();
    if seconds < 0 {
        return tr!(lang, "event-set-back", minutes = minutes);
    }
    tr!(lang, "event-woke", minutes = minutes)
}

/// The name of an area, as a filter shows it.
#[must_use]
pub fn area(area: Area, lang: Lang) -> String {
    match area {
        Area::SignIn => tr!(lang, "log-area-sign-in"),
        Area::Token => tr!(lang, "log-area-token"),
        Area::Smtp => "SMTP".into(),
        Area::Pop => "POP".into(),
        Area::Settings => tr!(lang, "log-area-settings"),
        Area::Lock => tr!(lang, "log-area-lock"),
        Area::Service => tr!(lang, "log-area-service"),
        Area::Window => tr!(lang, "log-area-window"),
        Area::Test => tr!(lang, "log-area-test"),
        Area::Program => tr!(lang, "log-area-program"),
    }
}

/// The name of a severity.
#[must_use]
pub fn severity(severity: Severity, lang: Lang) -> String {
    match severity {
        Severity::Detail => tr!(lang, "log-severity-detail"),
        Severity::Info => tr!(lang, "log-severity-info"),
        Severity::Warning => tr!(lang, "log-severity-warning"),
        Severity::Error => tr!(lang, "log-severity-error"),
    }
}

/// The words of a home's log: in the language of its settings, whenever they change.
pub struct LogWords {
    file: PathBuf,
    /// What was read last, and from which state of the file.
    known: Mutex<(Option<(SystemTime, u64)>, Settings)>,
}

impl LogWords {
    /// For a home.
    #[must_use]
    pub fn new(home: &Home) -> Self {
        Self { file: home.settings_file(), known: Mutex::default() }
    }

    /// Something of the settings; the file is read only when it has changed.
    fn of_settings<T>(&self, wanted: impl FnOnce(&Settings) -> T) -> T {
        let state = std::fs::metadata(&self.file).ok().and_then(|data| Some((data.modified().ok()?, data.len())));
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.0 != state {
            // What cannot be read now counts as it was.
            if let Ok(settings) = settings::load(&self.file) {
                known.1 = settings;
            }
            known.0 = state;
        }
        wanted(&known.1)
    }
}

impl Words for LogWords {
    fn say(&self, entry: &Entry) -> String {
        event(entry, Lang::of(self.of_settings(|settings| settings.language)))
    }

    /// Both languages: a failure cannot be explained again later, because not all of it can be written down.
    fn cause(&self, error: &Error, whose: Whose) -> Value {
        // A copy: nothing is held while words are made, so that a mistake there can still be written down.
        let settings = self.of_settings(Settings::clone);
        let Whose { protocol, token_held } = whose;
        let about = About { settings: Some(&settings), protocol, token_held };
        let said = |lang| explain_about(error, &about, lang);
        let text = |words: &Explanation, lang| {
            let mut text = json!({"what": words.what, "cure": words.cure});
            let copy = to_copy(words, lang);
            if !copy.is_empty() {
                text["copy"] = copy.into();
            }
            text
        };
        let (en, cs) = (said(Lang::En), said(Lang::Cs));
        json!({"id": en.id, "raw": en.raw, "en": text(&en, Lang::En), "cs": text(&cs, Lang::Cs)})
    }

    fn address(&self, account: &AccountId) -> Option<String> {
        self.of_settings(|settings| settings.named(account).account.as_ref().map(ToString::to_string))
    }
}
