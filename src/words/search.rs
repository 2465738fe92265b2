//! Searching the log.
//!
//! Protects: window and command line find the same: words in either language and what an event names, without case and
//! marks, each word for itself. Leaves to others: areas and severities ([`crate::log::Filter`]), and showing what is found.

use serde_json::Value;

use super::event::{area, event, severity};
use crate::i18n::Lang;
use crate::log::Entry;

/// What somebody looks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search(Vec<String>);

impl Search {
    /// Each word of a text, in any order.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(plain(text).split_whitespace().map(str::to_owned).collect())
    }

    /// Whether all of it is in what [`sought`] gave. Nothing is in everything.
    #[must_use]
    pub fn finds(&self, sought: &str) -> bool {
        self.0.iter().all(|word| sought.contains(word.as_str()))
    }
}

/// What a search of an entry looks in: its words, area and severity in both languages, its name and its arguments.
#[must_use]
pub fn sought(entry: &Entry) -> String {
    let mut all = plain(&entry.event);
    let mut add = |text: &str| {
        all.push('\n');
        all.push_str(&plain(text));
    };
    for lang in Lang::ALL {
        add(&event(entry, lang));
        add(&area(entry.area, lang));
        add(&severity(entry.severity, lang));
    }
    for (name, value) in &entry.args {
        match (name.as_str(), value) {
            // Of a failure the words are there already.
            ("why", Value::Object(why)) => ["id", "raw"].iter().filter_map(|part| why.get(*part)).for_each(|value| {
                texts(value, &mut add);
            }),
            // And all of a conversation's line.
            ("line", _) => {}
            (_, value) => texts(value, &mut add),
        }
    }
    all
}

/// Every text and number in a value.
fn texts(value: &Value, add: &mut impl FnMut(&str)) {
    match value {
        Value::String(text) => add(text),
        Value::Number(number) => add(&number.to_string()),
        Value::Array(values) => values.iter().for_each(|value| texts(value, add)),
        Value::Object(values) => values.values().for_each(|value| texts(value, add)),
        Value::Null | Value::Bool(_) => {}
    }
}

/// Words as they are searched: without case and marks, so that "prihlaseni" finds "Přihlášení".
#[must_use]
pub fn plain(words: &str) -> String {
    words.chars().flat_map(char::to_lowercase).map(plain_letter).collect()
}

/// A letter without case and marks: „č“ is found by “c”, as on a keyboard without it.
#[must_use]
pub fn plain_letter(letter: char) -> char {
    let letter = letter.to_lowercase().next().unwrap_or(letter);
    match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => 'i',
        'ĺ' | 'ļ' | 'ľ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' => 's',
        'ţ' | 'ť' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        // A blank that does not break is typed as one that does.
        '\u{a0}' => ' ',
        other => other,
    }
}
