//! Times and lists in the form of each language.
//!
//! Protects: a time is always the computer's local time, written as people write it. Leaves to others: sentences.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::i18n::Lang;
use crate::tr;
use crate::words::when::clock;
use crate::words::when::day_of_year;
pub use crate::words::when::{ago, date, full, next_change};
pub use crate::words::{inside, plain_letter};

/// Until when something holds: "9:42", "23. 11. 2026 9:42".
#[must_use]
pub fn end(at: Timestamp, lang: Lang) -> String {
    let (at, now) = (at.to_zoned(TimeZone::system()), Timestamp::now().to_zoned(TimeZone::system()));
    let time = clock(&at, lang);
    if at.date() == now.date() { time } else { format!("{}\u{a0}{time}", date(at.date(), lang)) }
}

/// The exact time of something past, as short as the day allows: "9:42:13", "22. 11. 9:42:13".
#[must_use]
pub fn exact(at: Timestamp, now: Timestamp, zone: &TimeZone, lang: Lang) -> String {
    let (at, now) = (at.to_zoned(zone.clone()), now.to_zoned(zone.clone()));
    let time = format!("{}:{:02}", clock(&at, lang), at.second());
    match at.date() {
        day if day == now.date() => time,
        day if day.year() == now.year() => format!("{}\u{a0}{time}", day_of_year(day, lang)),
        day => format!("{}\u{a0}{time}", date(day, lang)),
    }
}

/// How long ago that is, beside the exact time: "před 4 min", "včera", "sobota".
#[must_use]
pub fn since(at: Timestamp, now: Timestamp, zone: &TimeZone, lang: Lang) -> String {
    let (then, today) = (at.to_zoned(zone.clone()), now.to_zoned(zone.clone()).date());
    let days = then.date().until(today).map_or(0, |span| span.get_days());
    match days {
        // In the first hours of a day the evening before is hours ago.
        1 if now.duration_since(at).as_mins() >= 60 => tr!(lang, "win-log-yesterday"),
        2.. => tr!(lang, "when-weekday", day = then.weekday().to_monday_one_offset()),
        _ => ago(at, now, lang),
    }
}

/// Minutes and seconds that are left, never below zero.
#[must_use]
pub fn left(until: Timestamp, now: Timestamp) -> String {
    let seconds = until.duration_since(now).as_secs().max(0);
    format!("{}:{:02}", seconds / 60, seconds % 60)
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
}
