//! Entries as text, for a message to the support.
//!
//! Protects: what is copied is what is shown, with the exact time of each, in the order in which it happened: whoever gets it
//! reads from above, a conversation and what came of it in one direction, as in the file and from `mailkeyctl log`. It says
//! which program and which choice it comes from. Leaves to others: the clipboard.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::book::{Book, Line};
use crate::i18n::Lang;
use crate::{tr, words};

/// As everywhere in writing to programmers: it sorts, and says the distance from Greenwich.
const TIME: &str = "%Y-%m-%d %H:%M:%S %:z";

fn time(at: Timestamp) -> String {
    at.to_zoned(TimeZone::system()).strftime(TIME).to_string()
}

/// One entry.
#[must_use]
pub fn line(line: &Line, lang: Lang) -> String {
    let severity = words::severity(line.entry.severity, lang);
    let area = words::area(line.entry.area, lang);
    format!("{}  {severity}  {area}  {}", time(line.entry.at), line.text)
}

/// All that are shown, under a line that says what they are.
#[must_use]
pub fn shown(book: &Book, lang: Lang, now: Timestamp) -> String {
    let (all, shown) = book.counts();
    let version = env!("CARGO_PKG_VERSION").to_owned();
    let mut text = tr!(lang, "win-log-head", version = version, time = time(now), shown = shown, all = all);
    for number in book.in_order() {
        if let Some(entry) = book.line(number) {
            text.push('\n');
            text.push_str(&line(entry, lang));
        }
    }
    text.push('\n');
    text
}
