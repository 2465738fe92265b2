//! What an error shows of itself: what the table's rows are compared with, and what their texts may use.
//!
//! Protects: every variant of every error has a symptom (a new one is a compile error here). Leaves to others: what it
//! means ([`super::table`]), and the words ([`crate::words`]).

use std::path::PathBuf;

use jiff::{SignedDuration, Timestamp};

use super::kind::Kind;
use crate::account::Protocol;
use crate::admin::{AdminError, LOCK_OUT, MAX_BYTES, MAX_TRIES, MIN_CHARACTERS};
use crate::chain::Link;
use crate::error::Error;
use crate::mail::Step;
use crate::oauth::session::Reason;
use crate::oauth::{OAuthError, Refusal};
use crate::secrets::{PATIENCE, SecretError};
use crate::settings::{FileError, Located};
use crate::system;
use crate::tls::TlsSetupError;

/// Something that a text may use. What depends on the language becomes words only later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg {
    /// As it is.
    Text(String),
    /// A number, by which languages choose their forms.
    Number(i64),
    /// What was being done.
    Step(Step),
    /// Settings, by their labels.
    Names(Vec<&'static str>),
    /// A moment, to the second.
    Moment(Timestamp),
    /// A day.
    Day(Timestamp),
    /// The time of day, rounded up to a minute.
    TimeOfDay(Timestamp),
    /// By how much the clock is wrong, as a sentence.
    Clock(SignedDuration),
    /// The mistakes in a file, a line each.
    Mistakes(PathBuf, Vec<Located>),
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// What an error shows of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symptom {
    /// What kind of failure it is.
    pub kind: Kind,
    /// Whose it is, where the error says so.
    pub protocol: Option<Protocol>,
    /// The link of the chain at which it happened, in a mail session.
    pub link: Option<Link>,
    /// The step at which it happened, in a mail session.
    pub step: Option<Step>,
    /// Whether it was a sign-in's code that was refused.
    pub of_code: bool,
    /// The reply's code, the OAuth `error`, the HTTP status, the setting's name.
    pub code: String,
    /// SMTP's enhanced status code.
    pub enhanced: String,
    /// The other side's words.
    pub text: String,
    /// Microsoft's code.
    pub aadsts: Option<u64>,
    /// Microsoft's `suberror`.
    pub suberror: String,
    /// The mail server's name.
    pub host: String,
    /// Its port.
    pub port: Option<u16>,
    /// The other side's words as they are shown.
    pub raw: Option<String>,
    /// The setting that it is about.
    pub key: Option<&'static str>,
    /// What its texts may use.
    pub args: Vec<(&'static str, Arg)>,
}

impl Symptom {
    pub(super) fn new(kind: Kind) -> Self {
        Self {
            kind,
            protocol: None,
            link: None,
            step: None,
            of_code: false,
            code: String::new(),
            enhanced: String::new(),
            text: String::new(),
            aadsts: None,
            suberror: String::new(),
            host: String::new(),
            port: None,
            raw: None,
            key: None,
            args: vec![],
        }
    }

    pub(super) fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    fn number(self, name: &'static str, value: impl TryInto<i64>) -> Self {
        self.with(name, Arg::Number(value.try_into().unwrap_or(i64::MAX)))
    }

    /// The system's or a library's words: to be shown, and to be looked at.
    pub(super) fn because(mut self, reason: &str) -> Self {
        reason.clone_into(&mut self.text);
        self.with("reason", reason)
    }

    /// The system's or a library's words, which are all that is known.
    pub(super) fn only_because(mut self, reason: &str) -> Self {
        self.raw = Some(reason.to_owned());
        self.because(reason)
    }

    pub(super) fn coded(mut self, code: impl Into<String>) -> Self {
        self.code = code.into();
        self
    }

    fn about(mut self, key: &'static str) -> Self {
        self.key = Some(key);
        self.coded(key)
    }

    fn of(mut self, protocol: Protocol) -> Self {
        self.protocol = Some(protocol);
        self
    }

    /// The other side's words, which are also what it is known by.
    pub(super) fn heard(mut self, raw: String) -> Self {
        self.text.clone_from(&raw);
        self.said(raw)
    }

    /// The other side's words: kept as they are, because a search finds more with them.
    pub(super) fn said(mut self, raw: String) -> Self {
        self.raw = Some(raw.clone());
        self.with("text", raw)
    }
}

impl From<&Error> for Symptom {
    fn from(error: &Error) -> Self {
        match error {
            Error::Settings(error) => file(error),
            Error::Incomplete(keys) => {
                let symptom = Self::new(Kind::Incomplete).with("names", Arg::Names(keys.clone()));
                let symptom = symptom.with("keys", keys.join(", "));
                match keys.first() {
                    Some(key) => symptom.about(key),
                    None => symptom,
                }
            }
            Error::Rule(violation) => Self::new(Kind::Rule).about(violation.key()),
            Error::Home { path, reason } => {
                Self::new(Kind::Home).because(reason).with("path", path.display().to_string())
            }
            Error::Admin(error) => admin(error),
            Error::Secret(error) => secret(error),
            Error::SecretDamaged(key) => Self::new(Kind::SecretDamaged).about(key).with("key", *key),
            Error::Tls(error) => trust(error),
            Error::NotAcquired(protocol) => Self::new(Kind::NoToken).of(*protocol),
            Error::Invalid { protocol, reason } => Self::from(reason).of(*protocol),
            Error::OtherSettings { protocol, issued_for } => {
                let account = issued_for.as_ref().map(ToString::to_string).unwrap_or_default();
                Self::new(Kind::OtherSettings).of(*protocol).with("account", account)
            }
            Error::Held(key) => Self::new(Kind::Held).about(key).with("name", Arg::Names(vec![key])),
            Error::SignInRunning => Self::new(Kind::SignInRunning),
            Error::NotPermitted(protocol) => Self::lacking(&[*protocol]),
            Error::NotArrived { to, after } => {
                let symptom = Self::new(Kind::NotArrived).number("seconds", after.as_secs()).with("to", to.to_string());
                Self { link: Some(Link::Arrival), ..symptom }
            }
            Error::NotRenewed(text) => Self::new(Kind::NotRenewed).because(text).with("text", text.as_str()),
            Error::DeletedMeanwhile => Self::new(Kind::DeletedMeanwhile),
            Error::Busy => Self::new(Kind::Busy),
            Error::OAuth(error) => Self::from(error),
            Error::Mail(error) => Self::from(error),
            // What the library said is in the log; it would be English in a Czech sentence.
            Error::Compose(_) => Self::new(Kind::Compose),
        }
    }
}

impl From<&Reason> for Symptom {
    fn from(reason: &Reason) -> Self {
        match reason {
            Reason::Refused { error, description } => {
                Self::from(&OAuthError::Refused(Refusal::new(error, description.as_deref(), None)))
            }
            Reason::AnswerLost { at, error, description } => {
                let refused = Self::from(&Self::refusal(error, description.as_deref()));
                Self { kind: Kind::AnswerLost, ..refused }.with("when", Arg::Moment(*at))
            }
            Reason::Expired => Self::new(Kind::TokenEnded),
        }
    }
}

impl Symptom {
    /// A clock that differs from the provider's by so much; positive: ahead.
    #[must_use]
    pub fn clock(off: SignedDuration) -> Self {
        let code = if off.is_negative() { "behind" } else { "ahead" };
        Self::new(Kind::Clock).coded(code).number("minutes", off.abs().as_mins())
    }

    /// Permissions that the provider did not grant.
    #[must_use]
    pub fn lacking(lacks: &[Protocol]) -> Self {
        match lacks {
            [protocol] => Self::new(Kind::NotPermitted).of(*protocol),
            _ => Self::new(Kind::NotPermitted).coded("both"),
        }
    }

    fn refusal(error: &str, description: Option<&str>) -> OAuthError {
        OAuthError::Refused(Refusal::new(error, description, None))
    }
}

fn file(error: &FileError) -> Symptom {
    let failed = |kind, path: &std::path::Path, source: &std::io::Error| {
        Symptom::new(kind).because(&system::reason(source)).with("path", path.display().to_string())
    };
    match error {
        FileError::Read { path, source } => failed(Kind::FileRead, path, source),
        FileError::Write { path, source } => failed(Kind::FileWrite, path, source),
        FileError::Rule(violation) => Symptom::new(Kind::Rule).about(violation.key()),
        FileError::Changed(keys) => {
            let symptom = Symptom::new(Kind::FileChanged).with("names", Arg::Names(keys.clone()));
            let symptom = symptom.with("keys", keys.join(", "));
            match keys.first() {
                Some(key) => symptom.about(key),
                None => symptom,
            }
        }
        FileError::Wrong { path, problems } => {
            Symptom::new(Kind::FileWrong).with("problems", Arg::Mistakes(path.clone(), problems.clone()))
        }
    }
}

fn admin(error: &AdminError) -> Symptom {
    let new = Symptom::new;
    match error {
        AdminError::Locked => new(Kind::AdminLocked),
        AdminError::Wrong { left } => {
            new(Kind::AdminWrong).number("left", i64::from(*left)).number("minutes", LOCK_OUT.as_mins())
        }
        AdminError::LockedOut { until } => new(Kind::AdminLockedOut)
            .number("tries", i64::from(MAX_TRIES))
            .number("minutes", LOCK_OUT.as_mins())
            .with("time", Arg::TimeOfDay(*until)),
        AdminError::Damaged { path } => new(Kind::AdminDamaged).with("path", path.display().to_string()),
        AdminError::TooShort => new(Kind::AdminTooShort).number("count", MIN_CHARACTERS),
        AdminError::TooLong => new(Kind::AdminTooLong).number("count", MAX_BYTES),
        AdminError::AlreadySet => new(Kind::AdminAlreadySet),
        AdminError::NotSet => new(Kind::AdminNotSet),
        AdminError::Busy => new(Kind::AdminBusy),
        AdminError::File { path, reason } => new(Kind::Home).because(reason).with("path", path.display().to_string()),
    }
}

fn secret(error: &SecretError) -> Symptom {
    match error {
        SecretError::NoService(reason) => Symptom::new(Kind::KeyringNone).because(reason),
        SecretError::Locked => Symptom::new(Kind::KeyringLocked),
        SecretError::NotAnswering => Symptom::new(Kind::KeyringSilent).number("seconds", PATIENCE.as_secs()),
        SecretError::Damaged => Symptom::new(Kind::KeyringDamaged),
        SecretError::Other(reason) => Symptom::new(Kind::KeyringOther).only_because(reason),
    }
}

fn trust(error: &TlsSetupError) -> Symptom {
    match error {
        TlsSetupError::Unreadable { path, cause } => {
            Symptom::new(Kind::CaUnreadable).because(&system::reason(cause)).with("path", path.display().to_string())
        }
        TlsSetupError::NoCertificate { path } => Symptom::new(Kind::CaEmpty).with("path", path.display().to_string()),
        TlsSetupError::BadCertificate { path, number } => {
            Symptom::new(Kind::CaDamaged).with("path", path.display().to_string()).with("number", number.to_string())
        }
        TlsSetupError::NoTrustStore(reason) | TlsSetupError::Library(reason) => {
            Symptom::new(Kind::NoTrust).because(reason)
        }
    }
}
