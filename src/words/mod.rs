//! Errors in words: what failed and why, and what to do next, in the person's language.
//!
//! Protects: every failure has both a cause and a cure, made in one place for window, command line and the browser's
//! page; no bare code and no `Debug` text reaches a person. Leaves to others: where the words are shown.

mod admin;
mod advice;
mod autostart;
mod event;
mod fields;
mod found;
mod help;
mod mail;
mod oauth;
mod problem;
mod refusal;
mod remedy;
mod report;
mod shapes;
pub mod when;
mod withdraw;

use std::fmt;

pub use self::advice::{advice, password, said};
pub use self::autostart::{autostart, obstacle};
pub use self::event::{LogWords, area, event, severity};
pub use self::fields::{invalid, key_name, value_name, wrong};
pub use self::found::{found, link_name, test_request};
pub use self::help::{Help, help};
pub use self::oauth::reason;
pub use self::problem::{Problem, clock, failure, lacking, notice, problem, rejected};
pub use self::remedy::remedy;
pub use self::report::{broken, report};
pub use self::shapes::{oddity, provider_name};
pub use self::withdraw::withdraw;
use crate::error::Error;
use crate::i18n::Lang;
use crate::secrets::SecretError;
use crate::settings::{self, FileError, Located, names};
use crate::tls::TlsSetupError;
use crate::tr;

/// A failure in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// What failed, and why.
    pub what: String,
    /// What to do next.
    pub cure: String,
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}", self.what, self.cure)
    }
}

fn say(what: String, cure: String) -> Explanation {
    Explanation { what, cure }
}

/// An error in words.
#[must_use]
pub fn explain(error: &Error, lang: Lang) -> Explanation {
    match error {
        Error::Settings(error) => file(error, lang),
        Error::Incomplete(keys) => {
            let names: Vec<_> = keys.iter().map(|key| key_name(key, lang)).collect();
            let cure = match keys.first() {
                Some(key) if key.ends_with(".password") => tr!(lang, "err-incomplete-password-cure"),
                Some(key) if key.ends_with(".client_secret") => tr!(lang, "err-incomplete-client-secret-cure"),
                Some(key) if key.ends_with(".tenant") => tr!(lang, "err-incomplete-tenant-cure"),
                Some(key) if key.ends_with(".client_id") => tr!(lang, "err-incomplete-client-id-cure"),
                _ => tr!(lang, "err-incomplete-cure"),
            };
            say(tr!(lang, "err-incomplete", names = names.join(", "), keys = keys.join(", ")), cure)
        }
        Error::Rule(_) => say(tr!(lang, "rule-tls-off"), tr!(lang, "rule-tls-off-cure")),
        Error::Home { path, reason } => say(
            tr!(lang, "err-home", path = path.display().to_string(), reason = reason.clone()),
            tr!(lang, "err-home-cure"),
        ),
        Error::Admin(error) => admin::admin(error, lang),
        Error::Secret(error) => secret(error, lang),
        Error::Tls(error) => tls(error, lang),
        Error::NotAcquired(protocol) => {
            say(tr!(lang, "err-not-acquired", protocol = protocol_name(*protocol)), tr!(lang, "err-not-acquired-cure"))
        }
        Error::Invalid { reason: why, .. } => reason(why, lang),
        Error::OtherSettings { issued_for, .. } => {
            let account = issued_for.as_ref().map(ToString::to_string).unwrap_or_default();
            say(tr!(lang, "err-other-settings", account = account), tr!(lang, "err-other-settings-cure"))
        }
        Error::NotPermitted(protocol) => lacking(&[*protocol], lang),
        Error::NotArrived { to, after } => say(
            tr!(lang, "err-not-arrived", to = to.to_string(), seconds = after.as_secs()),
            tr!(lang, "err-not-arrived-cure"),
        ),
        Error::Held(names::COMMON) => say(tr!(lang, "err-held-common"), tr!(lang, "err-held-common-cure")),
        Error::Held(key) => say(tr!(lang, "err-held", name = key_name(key, lang)), tr!(lang, "err-held-cure")),
        Error::SignInRunning => say(tr!(lang, "err-sign-in-running"), tr!(lang, "err-sign-in-running-cure")),
        Error::NotRenewed(text) => {
            say(tr!(lang, "err-not-renewed", text = text.clone()), tr!(lang, "err-not-renewed-cure"))
        }
        Error::DeletedMeanwhile => say(tr!(lang, "err-deleted-meanwhile"), tr!(lang, "err-deleted-meanwhile-cure")),
        Error::Busy => say(tr!(lang, "err-busy"), tr!(lang, "err-busy-cure")),
        Error::OAuth(error) => oauth::explain(error, lang),
        Error::Mail(error) => mail::explain(error, lang),
        // What the library said is in the log; it would be English in a Czech sentence.
        Error::Compose(_) => say(tr!(lang, "err-compose"), tr!(lang, "err-compose-cure")),
    }
}

pub(crate) fn protocol_name(protocol: crate::account::Protocol) -> &'static str {
    match protocol {
        crate::account::Protocol::Smtp => "SMTP",
        crate::account::Protocol::Pop => "POP",
    }
}

fn file(error: &FileError, lang: Lang) -> Explanation {
    match error {
        FileError::Read { path, source } => say(
            tr!(lang, "err-file-read", path = path.display().to_string(), reason = source.to_string()),
            tr!(lang, "err-file-read-cure"),
        ),
        FileError::Write { path, source } => say(
            tr!(lang, "err-file-write", path = path.display().to_string(), reason = source.to_string()),
            tr!(lang, "err-file-write-cure"),
        ),
        FileError::Rule(_) => say(tr!(lang, "rule-tls-off"), tr!(lang, "rule-tls-off-cure")),
        FileError::Changed(keys) => {
            let names: Vec<_> = keys.iter().map(|key| key_name(key, lang)).collect();
            let (names, keys) = (names.join(", "), keys.join(", "));
            say(tr!(lang, "err-file-changed", names = names, keys = keys), tr!(lang, "err-file-changed-cure"))
        }
        FileError::Wrong { path, problems } => {
            let lines: Vec<_> = problems.iter().map(|located| place(path, located, lang)).collect();
            say(lines.join("\n"), tr!(lang, "err-file-wrong-cure"))
        }
    }
}

/// `FILE:LINE:COLUMN: what`, the form that editors understand.
fn place(path: &std::path::Path, located: &Located, lang: Lang) -> String {
    let what = match &located.problem {
        settings::Problem::Syntax(text) => tr!(lang, "file-syntax", text = text.clone()),
        settings::Problem::UnknownKey { key, meant: Some(meant) } => {
            tr!(lang, "file-unknown-key-meant", key = key.clone(), meant = meant.to_string())
        }
        settings::Problem::UnknownKey { key, meant: None } => tr!(lang, "file-unknown-key", key = key.clone()),
        settings::Problem::Value { key, why } => {
            tr!(lang, "file-value", key = key.to_string(), why = invalid(why, lang))
        }
        settings::Problem::Rule(rule) => tr!(lang, "file-value", key = rule.key(), why = tr!(lang, "rule-tls-off")),
    };
    format!("{}:{}:{}: {what}", path.display(), located.line, located.column)
}

fn secret(error: &SecretError, lang: Lang) -> Explanation {
    match error {
        SecretError::NoService(text) => {
            say(tr!(lang, "err-keyring-none", reason = text.clone()), tr!(lang, "err-keyring-none-cure"))
        }
        SecretError::Locked => say(tr!(lang, "err-keyring-locked"), tr!(lang, "err-keyring-locked-cure")),
        SecretError::NotAnswering => {
            let seconds = crate::secrets::PATIENCE.as_secs();
            say(tr!(lang, "err-keyring-silent", seconds = seconds), tr!(lang, "err-keyring-silent-cure"))
        }
        SecretError::Damaged => say(tr!(lang, "err-keyring-damaged"), tr!(lang, "err-keyring-damaged-cure")),
        SecretError::Other(text) => {
            say(tr!(lang, "err-keyring-other", reason = text.clone()), tr!(lang, "err-keyring-other-cure"))
        }
    }
}

fn tls(error: &TlsSetupError, lang: Lang) -> Explanation {
    let what = match error {
        TlsSetupError::Unreadable { path, cause } => {
            tr!(lang, "err-ca-unreadable", path = path.display().to_string(), reason = cause.to_string())
        }
        TlsSetupError::NoCertificate { path } => tr!(lang, "err-ca-empty", path = path.display().to_string()),
        TlsSetupError::BadCertificate { path, number } => {
            tr!(lang, "err-ca-damaged", path = path.display().to_string(), number = number.to_string())
        }
        TlsSetupError::NoTrustStore(reason) | TlsSetupError::Library(reason) => {
            return say(tr!(lang, "err-no-trust", reason = reason.clone()), tr!(lang, "err-no-trust-cure"));
        }
    };
    say(what, tr!(lang, "err-ca-cure"))
}
