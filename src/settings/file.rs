//! settings.toml: reading it and naming what is wrong in it.
//!
//! Protects: a file with a mistake is reported with line and column and stays as it is. Leaves to others: which settings
//! there are ([`super::keys`]), writing ([`super::write`]).

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use toml_edit::{Document, Item, TableLike};

use super::keys::{KEYS, Key, Value};
use super::rules::{Violation, violations};
use crate::account::{Invalid, Settings, Shape};

/// The largest file that is read, in bytes; a real one has about a thousand.
pub const MAX_BYTES: u64 = 1 << 20;

/// What is wrong with one place of the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Not TOML; the text is the parser's.
    #[error("{0}")]
    Syntax(String),
    /// A key that Mailkey does not know; with the known one that is most like it.
    #[error("unknown key {key}")]
    UnknownKey {
        /// The full name as it stands in the file.
        key: String,
        /// A known key that differs by a letter or two.
        meant: Option<&'static str>,
    },
    /// A value that the key does not take.
    #[error("{key} {why}")]
    Value {
        /// The key.
        key: &'static str,
        /// What is wrong.
        why: Invalid,
    },
    /// A rule between several keys.
    #[error("{0}")]
    Rule(Violation),
}

/// A problem with its place, both counted from 1; column in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// Line.
    pub line: usize,
    /// Column.
    pub column: usize,
    /// What is wrong there.
    pub problem: Problem,
}

/// Why a settings file could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It cannot be opened or read.
    #[error("{path}: cannot be read: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// It cannot be written; the file is as it was.
    #[error("{path}: cannot be written: {source}")]
    Write {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// With what another program has stored meanwhile a rule between settings would not hold; nothing was written.
    #[error(transparent)]
    Rule(Violation),
    /// Another program has stored other values of these settings meanwhile; nothing was written.
    #[error("changed by another program meanwhile: {}", .0.join(", "))]
    Changed(Vec<&'static str>),
    /// It was read, and something in it is wrong.
    #[error("{}: {}", path.display(), Listed(problems))]
    Wrong {
        /// The file.
        path: PathBuf,
        /// Everything that is wrong, in the file's order; never empty.
        problems: Vec<Located>,
    },
}

struct Listed<'a>(&'a [Located]);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, Located { line, column, problem }) in self.0.iter().enumerate() {
            write!(f, "{}{line}:{column}: {problem}", if index == 0 { "" } else { "; " })?;
        }
        Ok(())
    }
}

/// Reads a settings file; a missing one means all defaults.
///
/// # Errors
/// The file cannot be read, or something in it is wrong. The file is never changed.
pub fn load(path: &Path) -> Result<Settings, FileError> {
    match read(path) {
        Err(FileError::Read { source, .. }) if source.kind() == io::ErrorKind::NotFound => Ok(Settings::default()),
        other => other,
    }
}

/// Reads a settings file that must exist.
///
/// # Errors
/// As [`load`], and when it is missing.
pub fn read(path: &Path) -> Result<Settings, FileError> {
    let text = read_text(path).map_err(|source| FileError::Read { path: path.to_owned(), source })?;
    read_str(path, &text)
}

/// The settings of a text that came from elsewhere; `name` is what it is called in errors.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read_str(name: &Path, text: &str) -> Result<Settings, FileError> {
    parse(text).map_err(|problems| FileError::Wrong { path: name.to_owned(), problems })
}

pub(super) fn read_text(path: &Path) -> io::Result<String> {
    if std::fs::metadata(path)?.len() > MAX_BYTES {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "larger than 1 MiB"));
    }
    std::fs::read_to_string(path)
}

/// The settings of a file's text.
///
/// # Errors
/// Everything that is wrong, in the text's order; never empty.
fn parse(text: &str) -> Result<Settings, Vec<Located>> {
    let place = |start: usize| {
        let before = text.get(..start).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    };
    let locate = |start: usize, problem: Problem| {
        let (line, column) = place(start);
        Located { line, column, problem }
    };
    let document = Document::parse(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        vec![locate(start, Problem::Syntax(error.message().trim().to_owned()))]
    })?;
    let mut settings = Settings::default();
    let mut found: Vec<(usize, Problem)> = Vec::new();
    let mut places = Vec::new();
    walk(document.as_table(), "", &mut |name, start, item| {
        places.push((name.to_owned(), start));
        let problem = match Key::find(name) {
            None => Some(Problem::UnknownKey { key: name.to_owned(), meant: closest(name) }),
            Some(key) => value_of(item, key)
                .and_then(|value| key.set(&mut settings, value))
                .err()
                .map(|why| Problem::Value { key: key.name, why }),
        };
        found.extend(problem.map(|problem| (start, problem)));
    });
    for rule in violations(&settings) {
        let start = places.iter().find(|(name, _)| name == rule.key()).map_or(0, |(_, start)| *start);
        found.push((start, Problem::Rule(rule)));
    }
    if found.is_empty() {
        return Ok(settings);
    }
    found.sort_by_key(|(start, _)| *start);
    Err(found.into_iter().map(|(start, problem)| locate(start, problem)).collect())
}

/// Calls `leaf` for every value with its full name and where it starts (an unknown one: where its key starts).
fn walk(table: &dyn TableLike, prefix: &str, leaf: &mut dyn FnMut(&str, usize, &Item)) {
    for (name, item) in table.iter() {
        let full = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") };
        let is_section = KEYS.iter().any(|key| key.name.strip_prefix(&full).is_some_and(|rest| rest.starts_with('.')));
        match item.as_table_like() {
            Some(inner) if is_section => walk(inner, &full, leaf),
            _ => {
                let key_start = table.key(name).and_then(toml_edit::Key::span).map(|span| span.start);
                let value_start = item.span().map(|span| span.start);
                let start =
                    if Key::find(&full).is_some() { value_start.or(key_start) } else { key_start.or(value_start) };
                leaf(&full, start.unwrap_or(0), item);
            }
        }
    }
}

fn value_of(item: &Item, key: &Key) -> Result<Value, Invalid> {
    let wrong = Invalid::Type(key.shape);
    match key.shape {
        Shape::Text => item.as_str().map(|text| Value::Text(text.to_owned())).ok_or(wrong),
        Shape::Number => item.as_integer().map(Value::Number).ok_or(wrong),
        Shape::Switch => item.as_bool().map(Value::Switch).ok_or(wrong),
        // One text with blanks between the words is how scopes are written elsewhere: take it too.
        Shape::List => match (item.as_array(), item.as_str()) {
            (Some(array), _) => array
                .iter()
                .map(|entry| entry.as_str().map(str::to_owned))
                .collect::<Option<Vec<_>>>()
                .map(Value::List)
                .ok_or(wrong),
            (None, Some(text)) => Ok(Value::List(text.split_whitespace().map(str::to_owned).collect())),
            (None, None) => Err(wrong),
        },
    }
}

/// The known key that a mistyped one most likely means.
fn closest(name: &str) -> Option<&'static str> {
    let distance = |known: &str| {
        let mut row: Vec<usize> = (0..=known.chars().count()).collect();
        for (i, a) in name.chars().enumerate() {
            let mut diagonal = std::mem::replace(&mut row[0], i + 1);
            for (j, b) in known.chars().enumerate() {
                let above = row[j + 1];
                row[j + 1] = (diagonal + usize::from(a != b)).min(above + 1).min(row[j] + 1);
                diagonal = above;
            }
        }
        row.last().copied().unwrap_or(usize::MAX)
    };
    if name.len() > 64 {
        return None;
    }
    KEYS.iter().map(|key| (distance(key.name), key.name)).min().filter(|(d, _)| *d <= 3).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::super::write::{save_changes, to_toml};
    use super::*;

    fn wrong(text: &str) -> Vec<(usize, usize, String)> {
        let problems = parse(text).expect_err(text);
        problems.into_iter().map(|l| (l.line, l.column, l.problem.to_string())).collect()
    }

    #[test]
    fn what_is_wrong_is_named_with_line_and_column() {
        let text = "[smtp]\nport = 99999\nservr = \"x\"\n\n[pop]\ntls = 1\n";
        assert_eq!(
            wrong(text),
            [
                (2, 8, "smtp.port must be a whole number from 1 to 65535".into()),
                (3, 1, "unknown key smtp.servr".into()),
                (6, 7, "pop.tls must be true or false".into()),
            ]
        );
        assert_eq!(closest("smtp.servr"), Some("smtp.server"));
        assert_eq!(closest("zzz"), None);
        assert_eq!(wrong("[smtp]\nport = \n")[0].0, 2);
        assert_eq!(wrong("\"ěšč\".x = 1")[0], (1, 1, "unknown key ěšč".into()));
        assert_eq!(wrong("smtp = 3")[0].2, "unknown key smtp");
        assert_eq!(wrong("[smtp.oauth2]\nprovider = \"gmail\"\n")[0].1, 12);
        assert_eq!(wrong("[smtp]\nserver = \"a.example\"\ntls = false\n")[0].0, 3);
    }

    #[test]
    fn all_settings_survive_the_file() {
        let mut settings = Settings::default();
        settings.smtp.server = Some("mail.example.com".parse().unwrap());
        settings.smtp.sender_name = "Recepce \"A\" – skener".parse().unwrap();
        settings.smtp.oauth2.scopes = vec!["openid".into(), "mail".into()];
        settings.pop.common_account = false;
        settings.extra_ca = Some("/tmp/ca \\ x.pem".into());
        assert_eq!(parse(&to_toml(&settings)).expect("valid"), settings);
    }

    #[test]
    fn comments_and_other_programs_changes_survive_a_save() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("settings.toml");
        std::fs::write(&path, "# mine\n[smtp]\nport = 465 # why\nserver = \"a.example\"\n").unwrap();
        let base = Settings::default();
        let mut new = base.clone();
        new.smtp.sender_name = "Sklad".parse().unwrap();
        new.smtp.timeout = 5.try_into().unwrap();
        let stored = save_changes(&path, &base, &new).unwrap();
        assert_eq!(stored.smtp.port.get(), 465);
        assert_eq!(load(&path).unwrap(), stored);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("# mine\n[smtp]\nport = 465 # why\n"), "{text}");
    }

    #[test]
    fn two_changes_that_do_not_go_together_are_not_both_stored() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("settings.toml");
        let mut base = Settings::default();
        base.smtp.server = Some("localhost".parse().unwrap());
        let base = save_changes(&path, &Settings::default(), &base).unwrap();
        let (mut plain, mut far) = (base.clone(), base.clone());
        plain.smtp.tls = false;
        far.smtp.server = Some("mail.example.com".parse().unwrap());
        let _ = save_changes(&path, &base, &plain).unwrap();
        assert!(matches!(save_changes(&path, &base, &far), Err(FileError::Rule(_))));
        assert_eq!(load(&path).unwrap(), plain);
    }

    #[test]
    fn another_programs_value_of_the_same_setting_is_never_overwritten_unseen() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("settings.toml");
        let base = Settings::default();
        let (mut mine, mut theirs) = (base.clone(), base.clone());
        mine.smtp.timeout = 45.try_into().unwrap();
        mine.smtp.sender_name = "Sklad".parse().unwrap();
        theirs.smtp.timeout = 30.try_into().unwrap();
        let _ = save_changes(&path, &base, &theirs).unwrap();
        let error = save_changes(&path, &base, &mine).expect_err("both changed it");
        assert!(matches!(&error, FileError::Changed(keys) if *keys == ["smtp.timeout"]), "{error}");
        assert_eq!(load(&path).unwrap(), theirs, "nothing was written");
        // Whoever has seen it may.
        assert_eq!(save_changes(&path, &theirs, &mine).unwrap(), mine);
        // The same value twice is no dispute.
        assert_eq!(save_changes(&path, &base, &mine).unwrap(), mine);
    }

    #[test]
    fn a_broken_file_is_never_overwritten() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("settings.toml");
        let broken = "[smtp]\nport = \"x\n";
        std::fs::write(&path, broken).unwrap();
        let mut new = Settings::default();
        new.smtp.tls = false;
        assert!(matches!(save_changes(&path, &Settings::default(), &new), Err(FileError::Wrong { .. })));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), broken);
        std::fs::write(&path, [0xff, 0xfe, 0]).unwrap();
        assert!(matches!(load(&path), Err(FileError::Read { .. })));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in ".{0,200}") {
            let _ = parse(&text);
        }

        #[test]
        fn any_value_in_any_key_is_read_without_a_panic(index in 0..KEYS.len(), value in ".{0,60}") {
            let _ = parse(&format!("{} = {value}", KEYS[index].name));
            let _ = KEYS[index].set_text(&mut Settings::default(), &value);
        }
    }
}
