//! Errors in words: what failed and why, and what to do next, in the person's language.
//!
//! Protects: every failure has both a cause and a cure, made in one place for window, command line and the browser's
//! page; no bare code and no `Debug` text reaches a person. Leaves to others: where the words are shown.

mod advice;
mod autostart;
mod cause;
mod event;
mod fields;
mod found;
mod help;
mod helps;
mod problem;
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
pub use self::helps::helps;
pub use self::problem::{Problem, clock, failure, lacking, notice, problem, rejected};
pub use self::report::{broken, cancelled, cancelled_report, proves, report, test_holds, test_warning};
pub use self::shapes::{oddity, provider_name};
pub use self::withdraw::withdraw;
use crate::diagnosis::{self, About, Action, Symptom};
use crate::error::Error;
use crate::i18n::Lang;
use crate::oauth::session::Reason;

/// A failure in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// What failed, and why.
    pub what: String,
    /// What to do next.
    pub cure: String,
    /// The cause's stable name (`assets/diagnosis.toml`); empty where it is not an error that is told.
    pub id: &'static str,
    /// Whether the token is good, where that is known.
    pub token_ok: Option<bool>,
    /// The other side's words, free of secrets.
    pub raw: Option<String>,
    /// What helps, with one click.
    pub actions: Vec<Action>,
}

impl Explanation {
    /// Words that are not an error's.
    #[must_use]
    pub fn plain(what: String, cure: String) -> Self {
        Self { what, cure, id: "", token_ok: None, raw: None, actions: vec![] }
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}", self.what, self.cure)
    }
}

fn say(what: String, cure: String) -> Explanation {
    Explanation::plain(what, cure)
}

/// An error in words.
#[must_use]
pub fn explain(error: &Error, lang: Lang) -> Explanation {
    explain_about(error, &About::default(), lang)
}

/// An error in words, with what is known beside it: whole links and commands, and whether the token is good.
#[must_use]
pub fn explain_about(error: &Error, about: &About<'_>, lang: Lang) -> Explanation {
    cause::cause(diagnosis::diagnose(error, about), lang)
}

/// Why a token is dead, in words.
#[must_use]
pub fn reason(reason: &Reason, lang: Lang) -> Explanation {
    shown(Symptom::from(reason), lang)
}

/// What an error would show of itself, in words.
fn shown(symptom: Symptom, lang: Lang) -> Explanation {
    cause::cause(diagnosis::of_symptom(symptom, &About::default()), lang)
}

pub(crate) fn protocol_name(protocol: crate::account::Protocol) -> &'static str {
    match protocol {
        crate::account::Protocol::Smtp => "SMTP",
        crate::account::Protocol::Pop => "POP",
    }
}
