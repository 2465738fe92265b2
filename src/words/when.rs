//! Times as people say them: "před 4 min", "včera v 9:42", "za 2 h".
//!
//! Protects: a time is the computer's local time, and the words change when they would become wrong, which is known
//! beforehand ([`next_change`]): nothing needs to look every second. Leaves to others: the sentences around them, and
//! waking up.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, Zoned};

use crate::i18n::Lang;
use crate::tr;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;

/// How far away a time is, as far as the words show it. Minutes and hours are whole and rounded down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Distance {
    Now,
    Soon,
    MinutesAgo(i64),
    MinutesAhead(i64),
    HoursAgo(i64),
    HoursAhead(i64),
    Yesterday,
    Tomorrow,
    ThisYear,
    OtherYear,
}

fn distance(at: &Zoned, now: &Zoned) -> Distance {
    let ago = now.timestamp().duration_since(at.timestamp());
    let seconds = ago.abs().as_secs();
    let past = !ago.is_negative();
    match () {
        () if seconds < MINUTE && past => Distance::Now,
        () if seconds < MINUTE => Distance::Soon,
        () if seconds < HOUR && past => Distance::MinutesAgo(seconds / MINUTE),
        () if seconds < HOUR => Distance::MinutesAhead(seconds / MINUTE),
        () if at.date() == now.date() && past => Distance::HoursAgo(seconds / HOUR),
        () if at.date() == now.date() => Distance::HoursAhead(seconds / HOUR),
        () if now.date().yesterday().is_ok_and(|day| day == at.date()) => Distance::Yesterday,
        () if now.date().tomorrow().is_ok_and(|day| day == at.date()) => Distance::Tomorrow,
        () if at.year() == now.year() => Distance::ThisYear,
        () => Distance::OtherYear,
    }
}

/// When something happened or will happen, for a place inside a sentence.
#[must_use]
pub fn ago(at: Timestamp, now: Timestamp, lang: Lang) -> String {
    ago_in(at, now, &TimeZone::system(), lang)
}

fn ago_in(at: Timestamp, now: Timestamp, zone: &TimeZone, lang: Lang) -> String {
    let (at, now) = (at.to_zoned(zone.clone()), now.to_zoned(zone.clone()));
    let time = clock(&at, lang);
    match distance(&at, &now) {
        Distance::Now => tr!(lang, "when-now"),
        Distance::Soon => tr!(lang, "when-soon"),
        Distance::MinutesAgo(count) => tr!(lang, "when-minutes-ago", count = count),
        Distance::MinutesAhead(count) => tr!(lang, "when-minutes-ahead", count = count),
        Distance::HoursAgo(count) => tr!(lang, "when-hours-ago", count = count),
        Distance::HoursAhead(count) => tr!(lang, "when-hours-ahead", count = count),
        Distance::Yesterday => tr!(lang, "when-yesterday", time = time),
        Distance::Tomorrow => tr!(lang, "when-tomorrow", time = time),
        Distance::ThisYear => tr!(lang, "when-date", date = day_of_year(at.date(), lang), time = time),
        Distance::OtherYear => tr!(lang, "when-date", date = date(at.date(), lang), time = time),
    }
}

/// When [`ago`] will say something else; `None`: never.
#[must_use]
pub fn next_change(at: Timestamp, now: Timestamp) -> Option<Timestamp> {
    next_change_in(at, now, &TimeZone::system())
}

fn next_change_in(at: Timestamp, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
    // Until a whole number of minutes is left the words hold: they change right after.
    let after = |seconds: i64| at.checked_add(SignedDuration::from_secs(seconds)).ok();
    let before = |seconds: i64| at.checked_sub(SignedDuration::new(seconds, -1_000_000)).ok();
    let (local, here) = (at.to_zoned(zone.clone()), now.to_zoned(zone.clone()));
    let start = |day: Result<Date, jiff::Error>| {
        day.and_then(|day| day.to_zoned(zone.clone())).map(|midnight| midnight.timestamp()).ok()
    };
    let midnight = start(here.date().tomorrow());
    let new_year = start(Date::new(here.year().saturating_add(1), 1, 1));
    let earlier = |a: Option<Timestamp>, b: Option<Timestamp>| a.into_iter().chain(b).min();
    match distance(&local, &here) {
        Distance::Now => after(MINUTE),
        Distance::Soon => Some(at),
        Distance::MinutesAgo(count) => after((count + 1) * MINUTE),
        Distance::MinutesAhead(count) => before(count * MINUTE),
        Distance::HoursAgo(count) => earlier(after((count + 1) * HOUR), midnight),
        Distance::HoursAhead(count) => before(count * HOUR),
        Distance::Yesterday => midnight,
        Distance::Tomorrow => earlier(midnight, before(HOUR)),
        Distance::ThisYear if at > now => earlier(start(local.date().yesterday()), new_year),
        Distance::OtherYear if at > now => earlier(start(local.date().yesterday()), new_year),
        Distance::ThisYear => new_year,
        Distance::OtherYear => None,
    }
}

/// The whole of a local time, with the day of the week and seconds.
#[must_use]
pub fn full(at: Timestamp, lang: Lang) -> String {
    full_in(at, &TimeZone::system(), lang)
}

fn full_in(at: Timestamp, zone: &TimeZone, lang: Lang) -> String {
    let at = at.to_zoned(zone.clone());
    let time = format!("{}:{:02}", clock(&at, lang), at.second());
    let weekday = tr!(lang, "when-weekday", day = at.weekday().to_monday_one_offset());
    tr!(lang, "when-full", weekday = weekday, date = date(at.date(), lang), time = time)
}

/// A day: "23. 11. 2026". The blanks inside it do not break.
#[must_use]
pub fn date(date: Date, lang: Lang) -> String {
    match lang {
        Lang::Cs => format!("{}.\u{a0}{}.\u{a0}{}", date.day(), date.month(), date.year()),
        Lang::En => date.strftime("%-d\u{a0}%b\u{a0}%Y").to_string(),
    }
}

/// A day of this year: "23. 11.".
#[must_use]
pub fn day_of_year(date: Date, lang: Lang) -> String {
    match lang {
        Lang::Cs => format!("{}.\u{a0}{}.", date.day(), date.month()),
        Lang::En => date.strftime("%-d\u{a0}%b").to_string(),
    }
}

/// The time of day: "9:42", "09:42".
#[must_use]
pub fn clock(at: &Zoned, lang: Lang) -> String {
    match lang {
        Lang::Cs => format!("{}:{:02}", at.hour(), at.minute()),
        Lang::En => format!("{:02}:{:02}", at.hour(), at.minute()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Prague: UTC+1, in summer UTC+2.
    fn prague() -> TimeZone {
        TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").expect("a zone")
    }

    fn time(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    fn plain(words: &str) -> String {
        words.replace('\u{a0}', " ")
    }

    #[test]
    fn times_are_said_as_people_say_them() {
        let table = [
            // at, now, Czech, English
            ("2026-11-23T08:42:00Z", "2026-11-23T08:42:00Z", "právě teď", "just now"),
            ("2026-11-23T08:42:00Z", "2026-11-23T08:42:59Z", "právě teď", "just now"),
            ("2026-11-23T08:42:00Z", "2026-11-23T08:43:00Z", "před 1 min", "1 min ago"),
            ("2026-11-23T08:42:00Z", "2026-11-23T08:46:59Z", "před 4 min", "4 min ago"),
            ("2026-11-23T08:42:00Z", "2026-11-23T09:41:59Z", "před 59 min", "59 min ago"),
            ("2026-11-23T08:42:00Z", "2026-11-23T09:42:00Z", "před 1 h", "1 h ago"),
            ("2026-11-23T08:42:00Z", "2026-11-23T22:59:59Z", "před 14 h", "14 h ago"),
            // Midnight in Prague is 23:00 UTC.
            ("2026-11-23T08:42:00Z", "2026-11-23T23:00:00Z", "včera v 9:42", "yesterday at 09:42"),
            ("2026-11-23T22:50:00Z", "2026-11-23T23:05:00Z", "před 15 min", "15 min ago"),
            ("2026-11-23T08:42:00Z", "2026-11-24T22:59:59Z", "včera v 9:42", "yesterday at 09:42"),
            ("2026-11-23T08:42:00Z", "2026-11-24T23:00:00Z", "23. 11. v 9:42", "23 Nov at 09:42"),
            ("2026-11-03T08:42:00Z", "2026-12-31T22:59:59Z", "3. 11. v 9:42", "3 Nov at 09:42"),
            ("2026-11-03T08:42:00Z", "2026-12-31T23:00:00Z", "3. 11. 2026 v 9:42", "3 Nov 2026 at 09:42"),
            // What comes.
            ("2026-11-23T08:42:59Z", "2026-11-23T08:42:00Z", "za okamžik", "in a moment"),
            ("2026-11-23T08:43:00Z", "2026-11-23T08:42:00Z", "za 1 min", "in 1 min"),
            ("2026-11-23T08:46:00Z", "2026-11-23T08:42:00Z", "za 4 min", "in 4 min"),
            ("2026-11-23T10:42:00Z", "2026-11-23T08:42:00Z", "za 2 h", "in 2 h"),
            ("2026-11-24T08:42:00Z", "2026-11-23T08:42:00Z", "zítra v 9:42", "tomorrow at 09:42"),
            ("2026-11-25T08:42:00Z", "2026-11-23T08:42:00Z", "25. 11. v 9:42", "25 Nov at 09:42"),
            ("2027-01-03T08:42:00Z", "2026-11-23T08:42:00Z", "3. 1. 2027 v 9:42", "3 Jan 2027 at 09:42"),
            // The night of 25 October 2026 has the hour from 2:00 to 3:00 twice: four hours go by from 1:30 to 4:30.
            ("2026-10-24T23:30:00Z", "2026-10-25T03:30:00Z", "před 4 h", "4 h ago"),
            ("2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z", "včera v 14:00", "yesterday at 14:00"),
            // And on 29 March there is none: 1:30 to 3:30 is one hour.
            ("2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z", "před 1 h", "1 h ago"),
        ];
        for (at, now, czech, english) in table {
            let said = |lang| plain(&ago_in(time(at), time(now), &prague(), lang));
            assert_eq!(said(Lang::Cs), czech, "{at} seen at {now}");
            assert_eq!(said(Lang::En), english, "{at} seen at {now}");
        }
    }

    #[test]
    fn the_words_change_exactly_when_it_is_said() {
        let zone = prague();
        let minutes = [0, 1, 30, 59, 60, 61, 119, 125, 600, 1400, 1440, 1500, 2900, 50_000, 70_000, 600_000];
        let starts = ["2026-11-23T08:42:11Z", "2026-10-24T23:30:00Z", "2026-03-28T22:30:00Z", "2026-12-31T22:59:30Z"];
        for at in starts.map(time) {
            for minutes in minutes.into_iter().flat_map(|minutes| [minutes, -minutes]) {
                for seconds in [0, 1, 29, 59] {
                    let now = at + SignedDuration::from_secs(minutes * 60 + seconds);
                    let said = |now| ago_in(at, now, &zone, Lang::Cs);
                    let Some(change) = next_change_in(at, now, &zone) else { continue };
                    let case = format!("{at} seen at {now}, changes at {change}");
                    assert!(change > now, "{case}");
                    assert_eq!(said(now), said(change - SignedDuration::from_millis(2)), "{case}");
                    assert_ne!(said(now), said(change), "{case}");
                }
            }
        }
    }

    #[test]
    fn the_whole_of_a_time_names_the_day() {
        let at = time("2026-11-23T08:42:05Z");
        assert_eq!(plain(&full_in(at, &prague(), Lang::Cs)), "pondělí 23. 11. 2026 v 9:42:05");
        assert_eq!(plain(&full_in(at, &prague(), Lang::En)), "Monday 23 Nov 2026 at 09:42:05");
        let sunday = time("2026-11-29T08:42:05Z");
        assert!(full_in(sunday, &prague(), Lang::Cs).starts_with("neděle"));
    }
}
