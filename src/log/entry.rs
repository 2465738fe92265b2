//! One line of the log, and what it is made of.
//!
//! Protects: a line is one line, whatever is in it; it says itself in words to whoever opens the file, and keeps its
//! event's name and arguments, so that the window can say it again in another language. Leaves to others: which events
//! there are ([`super::event`]), the words ([`crate::words::event`]) and the file ([`super::file`]).

use std::fmt;
use std::str::FromStr;

use jiff::tz::TimeZone;
use jiff::{Timestamp, fmt::strtime};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// How times are written: local, to the millisecond, with the distance from Greenwich.
const TIME: &str = "%Y-%m-%d %H:%M:%S.%3f %:z";
/// The most bytes of one line; what is longer loses its end.
pub(super) const MAX_LINE: usize = 16 * 1024;

/// How much an entry matters, in rising order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// For those who look closely: transcripts, and the developers' own lines.
    Detail,
    /// Something happened as it should.
    Info,
    /// Something failed and mends itself: it is tried again, or done another way.
    Warning,
    /// Somebody asked for it and did not get it, or it needs a person.
    Error,
}

impl Severity {
    /// All of them, in rising order.
    pub const ALL: [Self; 4] = [Self::Detail, Self::Info, Self::Warning, Self::Error];

    /// Its name in the file, on the command line and in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Detail => "detail",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// What an entry is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Area {
    /// Somebody signs in.
    SignIn,
    /// A token's life.
    Token,
    /// Sending.
    Smtp,
    /// Receiving.
    Pop,
    /// The settings and the secrets that are entered with them.
    Settings,
    /// The administrator's password.
    Lock,
    /// The background service.
    Service,
    /// The window.
    Window,
    /// The test of the chain.
    Test,
    /// The program itself; developers' lines too.
    Program,
}

impl Area {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 10] = [
        Self::SignIn,
        Self::Token,
        Self::Smtp,
        Self::Pop,
        Self::Settings,
        Self::Lock,
        Self::Service,
        Self::Window,
        Self::Test,
        Self::Program,
    ];

    /// Its name in the file, on the command line and in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::Token => "token",
            Self::Smtp => "smtp",
            Self::Pop => "pop",
            Self::Settings => "settings",
            Self::Lock => "lock",
            Self::Service => "service",
            Self::Window => "window",
            Self::Test => "test",
            Self::Program => "program",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// No severity or area has this name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unknown;

impl FromStr for Severity {
    type Err = Unknown;

    fn from_str(text: &str) -> Result<Self, Unknown> {
        Self::ALL.into_iter().find(|severity| severity.id().eq_ignore_ascii_case(text)).ok_or(Unknown)
    }
}

impl FromStr for Area {
    type Err = Unknown;

    fn from_str(text: &str) -> Result<Self, Unknown> {
        Self::ALL.into_iter().find(|area| area.id().eq_ignore_ascii_case(text)).ok_or(Unknown)
    }
}

/// Which process wrote an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Process {
    /// `window`, `service` or `command`.
    pub program: String,
    /// The system's number for it.
    pub id: u32,
}

/// One entry of the log.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// How much it matters.
    pub severity: Severity,
    /// What it is about.
    pub area: Area,
    /// The event's name, such as `token-renewed`; empty where the line could not be read as an event.
    pub event: String,
    /// The event's arguments; secrets are not among them.
    pub args: Map<String, Value>,
    /// The words as they were written then.
    pub text: String,
    /// Who wrote it, where the line says so.
    pub process: Option<Process>,
}

/// What a line holds behind its words.
#[derive(Serialize, Deserialize)]
struct Behind {
    id: String,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    args: Map<String, Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    process: Option<Process>,
}

impl Entry {
    /// The line, without its end: time, severity, area, words, and JSON, with tabs between.
    #[must_use]
    pub fn line(&self) -> String {
        let behind = Behind { id: self.event.clone(), args: self.args.clone(), process: self.process.clone() };
        let json = serde_json::to_string(&behind).unwrap_or_default();
        let words = one_line(&self.text);
        let words = cut(&words, MAX_LINE.saturating_sub(json.len()).max(MAX_LINE / 4));
        let time = self.at.to_zoned(TimeZone::system()).strftime(TIME).to_string();
        let (severity, area) = (self.severity.id().to_uppercase(), self.area);
        // Arguments that are far too long are left out rather than cut: half of a JSON object is none.
        if json.len() + words.len() > MAX_LINE {
            return format!("{time}\t{severity}\t{area}\t{words}\t");
        }
        format!("{time}\t{severity}\t{area}\t{words}\t{json}")
    }

    /// Reads a line; `None` when it is none of this log (a torn one, or something else's).
    #[must_use]
    pub fn parse(line: &str) -> Option<Self> {
        let mut columns = line.trim_end_matches(['\r', '\n']).splitn(5, '\t');
        let at = strtime::parse(TIME, columns.next()?).ok()?.to_timestamp().ok()?;
        let severity = columns.next()?.parse().ok()?;
        let area = columns.next()?.parse().ok()?;
        let text = columns.next()?.to_owned();
        // The words are whole even where what stands behind them is not.
        let behind = columns.next().and_then(|json| serde_json::from_str::<Behind>(json).ok());
        let (event, args, process) =
            behind.map_or_else(Default::default, |behind| (behind.id, behind.args, behind.process));
        Some(Self { at, severity, area, event, args, text, process })
    }
}

/// Words without line ends, tabs and other control characters.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_control() || c == ' ').filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// At most so many bytes, and whole characters.
fn cut(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let end = (0..=most.saturating_sub('…'.len_utf8())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    format!("{}…", &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entry(text: &str) -> Entry {
        let mut args = Map::new();
        let _new = args.insert("why".into(), Value::String(text.to_owned()));
        Entry {
            at: "2026-11-23T20:15:00.123Z".parse().expect("a time"),
            severity: Severity::Warning,
            area: Area::SignIn,
            event: "sign-in-failed".into(),
            args,
            text: text.to_owned(),
            process: Some(Process { program: "service".into(), id: 4711 }),
        }
    }

    #[test]
    fn a_line_is_read_as_it_was_written() {
        let entry = entry("Přihlášení skončilo bez tokenu.");
        let line = entry.line();
        assert!(line.contains("\tWARNING\tsign-in\tPřihlášení skončilo bez tokenu.\t{"), "{line}");
        assert_eq!(Entry::parse(&line), Some(entry));
    }

    #[test]
    fn every_name_is_found_again() {
        for severity in Severity::ALL {
            assert_eq!(severity.id().parse(), Ok(severity));
        }
        for area in Area::ALL {
            assert_eq!(area.id().parse(), Ok(area));
        }
        assert_eq!("nothing".parse::<Area>(), Err(Unknown));
    }

    #[test]
    fn a_line_whose_end_is_lost_still_says_its_words() {
        let line = entry("words").line();
        let torn = &line[..line.len() - 10];
        let read = Entry::parse(torn).expect("readable");
        assert_eq!((read.text.as_str(), read.event.as_str()), ("words", ""));
        assert_eq!(Entry::parse("2026-11-23 20:1"), None);
    }

    proptest! {
        #[test]
        fn whatever_is_said_is_one_bounded_line(text in "\\PC{0,200}|(?s).{0,400}|x{20000}") {
            let line = entry(&text).line();
            prop_assert!(!line.contains(['\n', '\r']));
            prop_assert!(line.len() <= MAX_LINE + 200);
            let read = Entry::parse(&line).expect("readable");
            prop_assert!(read.text.len() <= MAX_LINE);
        }

        #[test]
        fn any_line_is_read_without_harm(line in "(?s).{0,300}") {
            let _read = Entry::parse(&line);
        }
    }
}
