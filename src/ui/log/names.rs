//! The choices of severity that are offered.
//!
//! Protects: the words of a choice say that what is graver is among it. Leaves to others: the names of one severity and one
//! area (`words`).

use crate::i18n::Lang;
use crate::log::Severity;
use crate::tr;

/// The severities from one upwards.
#[must_use]
pub fn at_least(severity: Severity, lang: Lang) -> String {
    match severity {
        Severity::Detail => tr!(lang, "win-log-from-detail"),
        Severity::Info => tr!(lang, "win-log-from-info"),
        Severity::Warning => tr!(lang, "win-log-from-warning"),
        Severity::Error => tr!(lang, "win-log-from-error"),
    }
}
