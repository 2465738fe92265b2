//! What is wrong with an account's token, in words: for the badge, `status` and the notifications.

use jiff::SignedDuration;

use super::{Explanation, explain, reason, say, shown};
use crate::account::Protocol;
use crate::diagnosis::Symptom;
use crate::engine::{AccountStatus, Notice};
use crate::error::Error;
use crate::i18n::Lang;
use crate::oauth::Refusal;
use crate::oauth::session::{Cause, Reason};
use crate::tr;

/// What is wrong, for programs and for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// A stable word: `invalid`, `other_settings`, `network`, `refused`, `certificate`, `keyring`, `clock`,
    /// `permission`, `secret`, `mail`, `locked` or `other`.
    pub kind: &'static str,
    /// The provider's own code, where there is one.
    pub code: Option<String>,
    /// What, and why.
    pub text: String,
    /// What to do.
    pub cure: String,
}

/// The worst of what is wrong with an account's token; `None` when nothing is.
#[must_use]
pub fn problem(account: &AccountStatus, lang: Lang) -> Option<Problem> {
    let made = |kind, code, words: Explanation| Some(Problem { kind, code, text: words.what, cure: words.cure });
    if let Some(why) = &account.reason {
        return Some(rejected(why, lang));
    }
    if !account.fits {
        let issued_for = account.facts.as_ref().and_then(|facts| facts.account()).cloned();
        let protocol = account.serves.first().copied().unwrap_or(Protocol::Smtp);
        return made("other_settings", None, explain(&Error::OtherSettings { protocol, issued_for }, lang));
    }
    if let Some(trouble) = &account.trouble {
        return Some(failure(&trouble.cause.clone().into(), lang));
    }
    if let Some(off) = account.clock_off {
        return made("clock", None, clock(off, lang));
    }
    if !account.lacks.is_empty() {
        return made("permission", None, lacking(&account.lacks, lang));
    }
    account.secret_ends.and_then(|end| {
        let what = tr!(lang, "err-secret-ends", when = day(end.date(), lang));
        made("secret", None, say(what, tr!(lang, "notice-secret-cure")))
    })
}

/// A failure; what can only happen to a mailbox is `mail`.
#[must_use]
pub fn failure(error: &Error, lang: Lang) -> Problem {
    let words = explain(error, lang);
    let (kind, code) = match (error, Cause::from(error)) {
        (Error::Mail(_), _) => ("mail", None),
        (Error::Invalid { reason, .. }, _) => return rejected(reason, lang),
        (Error::OtherSettings { .. }, _) => ("other_settings", None),
        (Error::Admin(_), _) => ("locked", None),
        (_, Cause::Network { .. }) => ("network", None),
        (_, Cause::Refused(refusal)) => ("refused", Some(code_of(&refusal))),
        (_, Cause::Keyring { .. } | Cause::Secret { .. }) => ("keyring", None),
        (_, Cause::Certificate { .. } | Cause::Trust { .. }) => ("certificate", None),
        (_, Cause::Discovery { .. }) => ("network", None),
        (_, Cause::Other { .. }) => ("other", None),
    };
    Problem { kind, code, text: words.what, cure: words.cure }
}

/// A token that is dead.
#[must_use]
pub fn rejected(why: &Reason, lang: Lang) -> Problem {
    let words = reason(why, lang);
    Problem { kind: "invalid", code: code_of_reason(why), text: words.what, cure: words.cure }
}

fn code_of(refusal: &Refusal) -> String {
    refusal.aadsts().unwrap_or(&refusal.error).to_owned()
}

fn code_of_reason(reason: &Reason) -> Option<String> {
    match reason {
        Reason::Refused { error, description } => Some(code_of(&Refusal::new(error, description.as_deref(), None))),
        Reason::AnswerLost { error, .. } => Some(error.clone()),
        Reason::Expired => None,
    }
}

/// A clock that is wrong by so much; positive: ahead.
#[must_use]
pub fn clock(off: SignedDuration, lang: Lang) -> Explanation {
    shown(Symptom::clock(off), lang)
}

/// Permissions that the provider did not grant.
#[must_use]
pub fn lacking(lacks: &[Protocol], lang: Lang) -> Explanation {
    shown(Symptom::lacking(lacks), lang)
}

/// What a notification says: the title, and the text with what to do.
#[must_use]
pub fn notice(notice: &Notice, lang: Lang) -> Explanation {
    match notice {
        Notice::Invalid { account_name, reason: why } => {
            let words = reason(why, lang);
            say(tr!(lang, "notice-invalid", account = account_name.clone()), format!("{} {}", words.what, words.cure))
        }
        Notice::PermissionEnds { account_name, at } => {
            let at = at.to_zoned(jiff::tz::TimeZone::system());
            let when = format!("{} {}", day(at.date(), lang), at.strftime("%H:%M"));
            say(
                tr!(lang, "notice-permission", account = account_name.clone()),
                tr!(lang, "notice-permission-cure", when = when),
            )
        }
        Notice::SecretEnds { account_name, on } => {
            let when = day(*on, lang);
            say(
                tr!(lang, "notice-secret", account = account_name.clone(), when = when),
                tr!(lang, "notice-secret-cure"),
            )
        }
    }
}

/// A day, as people write it.
fn day(date: jiff::civil::Date, lang: Lang) -> String {
    match lang {
        Lang::Cs => date.strftime("%-d. %-m. %Y").to_string(),
        Lang::En => date.strftime("%-d %B %Y").to_string(),
    }
}
