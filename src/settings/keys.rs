//! The table of settings: each key's name, shape, and how it is read from and written into [`Settings`].
//!
//! Protects: one rule per key, wherever its value comes from. Adding a setting is one line here (and a field in
//! [`crate::account`]). Leaves to others: where the text comes from and how a wrong one is reported.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use serde::Serialize;

use crate::account::{Invalid, Line, Settings, Shape};

/// A setting's value, as settings.toml and JSON show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// A text; empty means "not set".
    Text(String),
    /// A whole number.
    Number(i64),
    /// true or false.
    Switch(bool),
    /// A list of texts.
    List(Vec<String>),
}

impl Value {
    /// The value's shape.
    #[must_use]
    pub fn shape(&self) -> Shape {
        match self {
            Self::Text(_) => Shape::Text,
            Self::Number(_) => Shape::Number,
            Self::Switch(_) => Shape::Switch,
            Self::List(_) => Shape::List,
        }
    }
}

/// As one line of text: what `settings get` prints and what a text field shows.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
            Self::Switch(on) => on.fmt(f),
            Self::List(items) => f.write_str(&items.join(" ")),
        }
    }
}

/// One setting.
pub struct Key {
    /// Its full name, for instance `smtp.oauth2.account`.
    pub name: &'static str,
    /// What its value looks like.
    pub shape: Shape,
    read: fn(&Settings) -> Value,
    write: fn(&mut Settings, Value) -> Result<(), Invalid>,
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Key {}

impl Key {
    /// The key of this name.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        KEYS.iter().find(|key| key.name == name)
    }

    /// The key's value in these settings.
    #[must_use]
    pub fn get(&self, settings: &Settings) -> Value {
        (self.read)(settings)
    }

    /// The smallest and the largest value of a number.
    #[must_use]
    pub fn range(&self) -> Option<(i64, i64)> {
        // The rule itself says it.
        match self.set(&mut Settings::default(), Value::Number(i64::MIN)) {
            Err(Invalid::Range { min, max }) => Some((min, max)),
            _ => None,
        }
    }

    /// Puts a value into the settings; a wrong one leaves them as they were.
    ///
    /// # Errors
    /// Says what is wrong with the value.
    pub fn set(&self, settings: &mut Settings, value: Value) -> Result<(), Invalid> {
        if value.shape() != self.shape {
            return Err(Invalid::Type(self.shape));
        }
        (self.write)(settings, value)
    }

    /// Puts a value that was typed into the settings.
    ///
    /// # Errors
    /// Says what is wrong with the text.
    pub fn set_text(&self, settings: &mut Settings, text: &str) -> Result<(), Invalid> {
        let text = text.trim();
        let value = match self.shape {
            Shape::Text => Value::Text(text.to_owned()),
            // Something that is no number is out of every range: the setting's own range is the better message.
            Shape::Number => Value::Number(text.parse().unwrap_or(i64::MIN)),
            Shape::Switch => Value::Switch(parse_switch(text).ok_or(Invalid::Type(Shape::Switch))?),
            Shape::List => Value::List(words_of(text)),
        };
        self.set(settings, value)
    }
}

/// `true`/`on`/`yes`/`1` and their opposites.
#[must_use]
pub fn parse_switch(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "on" | "yes" | "1" => Some(true),
        "false" | "off" | "no" | "0" => Some(false),
        _ => None,
    }
}

fn words_of(text: &str) -> Vec<String> {
    text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn text_of(value: Value) -> Result<String, Invalid> {
    match value {
        Value::Text(text) => Ok(text),
        _ => Err(Invalid::Type(Shape::Text)),
    }
}

fn put<T: FromStr<Err = Invalid>>(place: &mut T, value: Value) -> Result<(), Invalid> {
    *place = text_of(value)?.parse()?;
    Ok(())
}

fn put_option<T: FromStr<Err = Invalid>>(place: &mut Option<T>, value: Value) -> Result<(), Invalid> {
    let text = text_of(value)?;
    *place = if text.trim().is_empty() { None } else { Some(text.parse()?) };
    Ok(())
}

/// A text that is one word: an identifier copied from a portal, where a blank is always a slip.
fn put_word(place: &mut Line<255>, value: Value) -> Result<(), Invalid> {
    let line: Line<255> = text_of(value)?.parse()?;
    if line.as_str().contains(char::is_whitespace) {
        return Err(Invalid::Space);
    }
    *place = line;
    Ok(())
}

fn put_number<T: TryFrom<i64, Error = Invalid>>(place: &mut T, value: Value) -> Result<(), Invalid> {
    let Value::Number(number) = value else { return Err(Invalid::Type(Shape::Number)) };
    *place = number.try_into()?;
    Ok(())
}

fn put_switch(place: &mut bool, value: Value) -> Result<(), Invalid> {
    let Value::Switch(on) = value else { return Err(Invalid::Type(Shape::Switch)) };
    *place = on;
    Ok(())
}

/// A list of scope names (RFC 6749, 3.3: printable ASCII without blanks, quotes and backslashes).
fn put_scopes(place: &mut Vec<String>, value: Value) -> Result<(), Invalid> {
    let Value::List(items) = value else { return Err(Invalid::Type(Shape::List)) };
    let ok = |item: &String| {
        !item.is_empty() && item.bytes().all(|b| matches!(b, 0x21 | 0x23..=0x5b | 0x5d..=0x7e)) && item.len() <= 255
    };
    if !items.iter().all(ok) {
        return Err(Invalid::Space);
    }
    *place = items;
    Ok(())
}

fn put_path(place: &mut Option<PathBuf>, value: Value) -> Result<(), Invalid> {
    let line: Line<4096> = text_of(value)?.parse()?;
    *place = (!line.is_empty()).then(|| PathBuf::from(line.as_str()));
    Ok(())
}

fn show<T: fmt::Display>(value: &T) -> Value {
    Value::Text(value.to_string())
}

fn show_option<T: fmt::Display>(value: Option<&T>) -> Value {
    Value::Text(value.map(ToString::to_string).unwrap_or_default())
}

macro_rules! key {
    ($name:literal, Text, $($path:ident).+) => {
        Key { name: $name, shape: Shape::Text, read: |s| show(&s.$($path).+), write: |s, v| put(&mut s.$($path).+, v) }
    };
    ($name:literal, Word, $($path:ident).+) => {
        Key { name: $name, shape: Shape::Text, read: |s| show(&s.$($path).+), write: |s, v| put_word(&mut s.$($path).+, v) }
    };
    ($name:literal, Option, $($path:ident).+) => {
        Key {
            name: $name,
            shape: Shape::Text,
            read: |s| show_option(s.$($path).+.as_ref()),
            write: |s, v| put_option(&mut s.$($path).+, v),
        }
    };
    ($name:literal, Number($get:ident), $($path:ident).+) => {
        Key {
            name: $name,
            shape: Shape::Number,
            read: |s| Value::Number(s.$($path).+.$get().into()),
            write: |s, v| put_number(&mut s.$($path).+, v),
        }
    };
    ($name:literal, Switch, $($path:ident).+) => {
        Key {
            name: $name,
            shape: Shape::Switch,
            read: |s| Value::Switch(s.$($path).+),
            write: |s, v| put_switch(&mut s.$($path).+, v),
        }
    };
    ($name:literal, Scopes, $($path:ident).+) => {
        Key {
            name: $name,
            shape: Shape::List,
            read: |s| Value::List(s.$($path).+.clone()),
            write: |s, v| put_scopes(&mut s.$($path).+, v),
        }
    };
}

/// Every setting, in the order in which a new file lists them.
pub static KEYS: &[Key] = &[
    key!("language", Text, language),
    key!("theme", Text, theme),
    Key {
        name: "extra_ca",
        shape: Shape::Text,
        read: |s| Value::Text(s.extra_ca.as_ref().map(|p| p.display().to_string()).unwrap_or_default()),
        write: |s, v| put_path(&mut s.extra_ca, v),
    },
    key!("smtp.server", Option, smtp.server),
    key!("smtp.secondary_server", Option, smtp.secondary_server),
    key!("smtp.port", Number(get), smtp.port),
    key!("smtp.tls", Switch, smtp.tls),
    key!("smtp.timeout", Number(seconds), smtp.timeout),
    key!("smtp.sender_name", Text, smtp.sender_name),
    key!("smtp.sender_address", Option, smtp.sender_address),
    key!("smtp.method", Text, smtp.method),
    key!("smtp.user", Text, smtp.user),
    key!("smtp.oauth2.provider", Text, smtp.oauth2.provider),
    key!("smtp.oauth2.account", Option, smtp.oauth2.account),
    key!("smtp.oauth2.sign_in_as", Option, smtp.oauth2.sign_in_as),
    key!("smtp.oauth2.client_id", Word, smtp.oauth2.client_id),
    key!("smtp.oauth2.tenant", Word, smtp.oauth2.tenant),
    key!("smtp.oauth2.issuer", Option, smtp.oauth2.issuer),
    key!("smtp.oauth2.scopes", Scopes, smtp.oauth2.scopes),
    key!("smtp.oauth2.sign_in", Text, smtp.oauth2.sign_in),
    key!("smtp.oauth2.client_secret_expires", Option, smtp.oauth2.client_secret_expires),
    key!("pop.server", Option, pop.server),
    key!("pop.port", Number(get), pop.port),
    key!("pop.tls", Switch, pop.tls),
    key!("pop.timeout", Number(seconds), pop.timeout),
    key!("pop.check_interval", Number(minutes), pop.check_interval),
    key!("pop.method", Text, pop.method),
    key!("pop.user", Text, pop.user),
    key!("pop.common_account", Switch, pop.common_account),
    key!("pop.oauth2.provider", Text, pop.oauth2.provider),
    key!("pop.oauth2.account", Option, pop.oauth2.account),
    key!("pop.oauth2.sign_in_as", Option, pop.oauth2.sign_in_as),
    key!("pop.oauth2.client_id", Word, pop.oauth2.client_id),
    key!("pop.oauth2.tenant", Word, pop.oauth2.tenant),
    key!("pop.oauth2.issuer", Option, pop.oauth2.issuer),
    key!("pop.oauth2.scopes", Scopes, pop.oauth2.scopes),
    key!("pop.oauth2.sign_in", Text, pop.oauth2.sign_in),
    key!("pop.oauth2.client_secret_expires", Option, pop.oauth2.client_secret_expires),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::{Method, SignInMethod};

    #[test]
    fn every_default_survives_being_written_and_read() {
        let defaults = Settings::default();
        let mut copy = Settings::default();
        for key in KEYS {
            key.set(&mut copy, key.get(&defaults)).unwrap_or_else(|e| panic!("{}: {e}", key.name));
            key.set_text(&mut copy, &key.get(&defaults).to_string()).unwrap_or_else(|e| panic!("{}: {e}", key.name));
        }
        assert_eq!(copy, defaults);
    }

    #[test]
    fn names_are_unique() {
        let mut names: Vec<_> = KEYS.iter().map(|key| key.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), KEYS.len());
    }

    #[test]
    fn typed_values_are_trimmed_and_checked() {
        let cases: &[(&str, &str, Result<&str, Invalid>)] = &[
            ("smtp.port", " 465 ", Ok("465")),
            ("smtp.port", "0", Err(Invalid::Range { min: 1, max: 65535 })),
            ("smtp.port", "65536", Err(Invalid::Range { min: 1, max: 65535 })),
            ("smtp.port", "abc", Err(Invalid::Range { min: 1, max: 65535 })),
            ("smtp.timeout", "301", Err(Invalid::Range { min: 1, max: 300 })),
            ("pop.check_interval", "0", Ok("0")),
            ("pop.check_interval", "481", Err(Invalid::Range { min: 0, max: 480 })),
            ("smtp.tls", "off", Ok("false")),
            ("smtp.tls", "maybe", Err(Invalid::Type(Shape::Switch))),
            ("smtp.server", " Mail.Example.COM. ", Ok("mail.example.com")),
            ("smtp.server", "pošta.example", Ok("xn--pota-h6a.example")),
            ("smtp.server", "[::1]", Ok("::1")),
            ("smtp.server", "a b", Err(Invalid::Host)),
            ("smtp.server", "-x.example", Err(Invalid::Host)),
            ("smtp.server", "", Ok("")),
            ("smtp.sender_name", "Recepce – skener", Ok("Recepce – skener")),
            ("smtp.sender_name", "a\u{7}b", Err(Invalid::Control)),
            ("smtp.sender_address", "recepce@firma", Err(Invalid::AddressNoDot)),
            ("smtp.sender_address", "recepce", Err(Invalid::Address)),
            ("smtp.sender_address", "recepce@firma.cz", Ok("recepce@firma.cz")),
            ("smtp.method", "oauth2", Ok("oauth2")),
            ("smtp.method", "oauth", Err(Invalid::OneOf(Method::WORDS))),
            ("smtp.oauth2.client_id", "a b", Err(Invalid::Space)),
            ("smtp.oauth2.issuer", "http://example.com", Err(Invalid::Url)),
            ("smtp.oauth2.issuer", "http://127.0.0.1:8080", Ok("http://127.0.0.1:8080")),
            ("smtp.oauth2.issuer", "https://id.example.com/", Ok("https://id.example.com")),
            ("smtp.oauth2.scopes", "openid, mail", Ok("openid mail")),
            ("smtp.oauth2.sign_in", "device", Ok("device")),
            ("smtp.oauth2.sign_in", "phone", Err(Invalid::OneOf(SignInMethod::WORDS))),
            ("smtp.oauth2.client_secret_expires", " 2027-03-31 ", Ok("2027-03-31")),
            ("smtp.oauth2.client_secret_expires", "31. 3. 2027", Err(Invalid::Date)),
            ("smtp.oauth2.client_secret_expires", "2027-02-30", Err(Invalid::Date)),
            ("smtp.oauth2.client_secret_expires", "27-03-31", Err(Invalid::Date)),
            ("smtp.oauth2.client_secret_expires", "", Ok("")),
        ];
        for (name, text, wanted) in cases {
            let mut settings = Settings::default();
            let key = Key::find(name).expect(name);
            let got = key.set_text(&mut settings, text).map(|()| key.get(&settings).to_string());
            assert_eq!(got, wanted.clone().map(str::to_owned), "{name} = {text}");
        }
    }
}
