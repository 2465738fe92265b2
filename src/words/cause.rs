//! A diagnosis in words: the two texts of its row, with what they use put in.
//!
//! Protects: one sentence, wherever it is said, and "the token is fine, but …" where that is known. Leaves to others:
//! what the cause is ([`crate::diagnosis`]).

use std::path::Path;

use fluent_bundle::{FluentArgs, FluentValue};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::sentence::{capital, ended};
use super::{Explanation, clock, invalid, key_name, when};
use crate::diagnosis::{Arg, Diagnosis};
use crate::i18n::Lang;
use crate::mail::Step;
use crate::settings::{self, Located};
use crate::tr;

/// A diagnosis in words.
pub(super) fn cause(diagnosis: Diagnosis, lang: Lang) -> Explanation {
    let mut args = FluentArgs::new();
    // The first of a name counts, and `set` lets the last one win.
    for (name, arg) in diagnosis.args.iter().rev() {
        args.set(*name, value(arg, lang));
    }
    let [what, cure] = &diagnosis.texts;
    let clause = lang.text(what, &args).unwrap_or_else(|| tr!(lang, "cause-unknown"));
    let what = if diagnosis.but { tr!(lang, "token-fine-but", what = clause) } else { capital(&clause) };
    let what = ended(&what);
    let cure = lang.text(cure, &args).unwrap_or_else(|| tr!(lang, "cause-unknown-cure"));
    let cure = if diagnosis.unknown { format!("{cure} {}", tr!(lang, "cause-report")) } else { cure };
    let Diagnosis { id, token_ok, raw, actions, .. } = diagnosis;
    Explanation { what, cure, id, token_ok, raw, actions }
}

fn value(arg: &Arg, lang: Lang) -> FluentValue<'static> {
    match arg {
        Arg::Text(text) => text.clone().into(),
        Arg::Number(number) => (*number).into(),
        Arg::Step(step) => self::step(*step, lang).into(),
        Arg::Names(keys) => {
            let names: Vec<_> = keys.iter().map(|key| key_name(key, lang)).collect();
            names.join(", ").into()
        }
        Arg::Moment(at) => moment(*at).into(),
        Arg::Day(at) => when::date(at.to_zoned(TimeZone::system()).date(), lang).into(),
        Arg::TimeOfDay(at) => time_of_day(*at).into(),
        Arg::Clock(off) => clock(*off, lang).what.into(),
        Arg::Mistakes(path, problems) => {
            let lines: Vec<_> = problems.iter().map(|located| place(path, located, lang)).collect();
            lines.join("\n").into()
        }
    }
}

fn moment(at: Timestamp) -> String {
    at.to_zoned(TimeZone::system()).strftime("%-d. %-m. %Y %H:%M:%S").to_string()
}

/// Rounded up to whole minutes: who comes then is not sent away again.
fn time_of_day(at: Timestamp) -> String {
    let full = at.checked_add(jiff::SignedDuration::from_secs(59)).unwrap_or(at);
    full.to_zoned(TimeZone::system()).strftime("%-H:%M").to_string()
}

/// What was being done.
fn step(step: Step, lang: Lang) -> String {
    match step {
        Step::Resolve => tr!(lang, "step-resolve"),
        Step::Connect => tr!(lang, "step-connect"),
        Step::TlsHandshake => tr!(lang, "step-tls"),
        Step::Greeting => tr!(lang, "step-greeting"),
        Step::Capabilities => tr!(lang, "step-capabilities"),
        Step::StartTls => tr!(lang, "step-starttls"),
        Step::Login => tr!(lang, "step-login"),
        Step::Sender => tr!(lang, "step-sender"),
        Step::Recipient | Step::Reset => tr!(lang, "step-recipient"),
        Step::Data | Step::Receipt => tr!(lang, "step-data"),
        Step::Mailbox | Step::List | Step::Headers => tr!(lang, "step-mailbox"),
        Step::Quit => tr!(lang, "step-quit"),
    }
}

/// `FILE:LINE:COLUMN: what`, the form that editors understand.
fn place(path: &Path, located: &Located, lang: Lang) -> String {
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
