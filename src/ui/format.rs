//! Times and lists in the form of each language.
//!
//! Protects: a time is always the computer's local time, written as people write it. Leaves to others: sentences.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::i18n::Lang;
use crate::words::when::clock;
pub use crate::words::when::{ago, date, full, next_change};

/// Until when something holds: "9:42", "23. 11. 2026 9:42".
#[must_use]
pub fn end(at: Timestamp, lang: Lang) -> String {
    let (at, now) = (at.to_zoned(TimeZone::system()), Timestamp::now().to_zoned(TimeZone::system()));
    let time = clock(&at, lang);
    if at.date() == now.date() { time } else { format!("{}\u{a0}{time}", date(at.date(), lang)) }
}

/// Minutes and seconds that are left, never below zero.
#[must_use]
pub fn left(until: Timestamp, now: Timestamp) -> String {
    let seconds = until.duration_since(now).as_secs().max(0);
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// A name inside a sentence: a small first letter, except for abbreviations.
#[must_use]
pub fn inside(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain([second]).chain(letters).collect()
        }
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_countdown_ends_at_zero() {
        let until: Timestamp = "2026-11-23T08:05:00Z".parse().unwrap();
        assert_eq!(left(until, until - jiff::SignedDuration::from_secs(299)), "4:59");
        assert_eq!(left(until, until + jiff::SignedDuration::from_secs(3)), "0:00");
    }

    #[test]
    fn names_lose_their_capital_but_abbreviations_do_not() {
        assert_eq!(inside("Časový limit"), "časový limit");
        assert_eq!(inside("ID aplikace"), "ID aplikace");
    }
}
