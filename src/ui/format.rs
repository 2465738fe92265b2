//! Times and lists in the form of each language.
//!
//! Protects: a time is always the computer's local time, written as people write it. Leaves to others: sentences.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::i18n::Lang;
use crate::tr;

/// When something happened, inside a sentence: "v 9:42", "23. 11. 2026 v 9:42".
#[must_use]
pub fn moment(at: Timestamp, lang: Lang) -> String {
    moment_in(at, Timestamp::now(), &TimeZone::system(), lang)
}

fn moment_in(at: Timestamp, now: Timestamp, zone: &TimeZone, lang: Lang) -> String {
    let (at, now) = (at.to_zoned(zone.clone()), now.to_zoned(zone.clone()));
    let time = clock(&at, lang);
    if at.date() == now.date() {
        tr!(lang, "win-at", time = time)
    } else {
        tr!(lang, "win-date-at", date = day(&at, lang), time = time)
    }
}

/// Until when something holds: "9:42", "23. 11. 2026 9:42".
#[must_use]
pub fn end(at: Timestamp, lang: Lang) -> String {
    let (at, now) = (at.to_zoned(TimeZone::system()), Timestamp::now().to_zoned(TimeZone::system()));
    let time = clock(&at, lang);
    if at.date() == now.date() { time } else { format!("{}\u{a0}{time}", day(&at, lang)) }
}

/// A day: "23. 11. 2026". The blanks inside it do not break.
#[must_use]
pub fn date(date: jiff::civil::Date, lang: Lang) -> String {
    match lang {
        Lang::Cs => format!("{}.\u{a0}{}.\u{a0}{}", date.day(), date.month(), date.year()),
        Lang::En => date.strftime("%-d\u{a0}%b\u{a0}%Y").to_string(),
    }
}

/// A point in time in a table.
#[must_use]
pub fn stamp(at: Timestamp, lang: Lang) -> String {
    let at = at.to_zoned(TimeZone::system());
    format!("{}  {}", day(&at, lang), clock(&at, lang))
}

fn clock(at: &jiff::Zoned, lang: Lang) -> String {
    match lang {
        Lang::Cs => format!("{}:{:02}", at.hour(), at.minute()),
        Lang::En => format!("{:02}:{:02}", at.hour(), at.minute()),
    }
}

fn day(at: &jiff::Zoned, lang: Lang) -> String {
    date(at.date(), lang)
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
    fn times_are_local_and_in_the_form_of_the_language() {
        let zone = TimeZone::fixed(jiff::tz::offset(1));
        let at: Timestamp = "2026-11-23T08:05:00Z".parse().unwrap();
        let later: Timestamp = "2026-11-25T08:05:00Z".parse().unwrap();
        assert_eq!(moment_in(at, at, &zone, Lang::Cs), "v\u{a0}9:05");
        assert_eq!(moment_in(at, at, &zone, Lang::En), "at 09:05");
        assert_eq!(moment_in(at, later, &zone, Lang::Cs), "23.\u{a0}11.\u{a0}2026 v\u{a0}9:05");
        assert_eq!(moment_in(at, later, &zone, Lang::En), "23\u{a0}Nov\u{a0}2026 at 09:05");
    }

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
