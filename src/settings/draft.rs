//! What stands in the fields but is not stored yet.
//!
//! Protects: a half-typed value is kept as it was typed, and never reaches [`Settings`] before it is valid; when another
//! program stores a setting meanwhile, neither its value nor the typed one is lost before a person has chosen. Leaves to
//! others: which field shows which key, and the words for what is wrong.

use std::collections::BTreeMap;

use super::keys::{KEYS, Key, Value};
use super::rules::{Violation, violations};
use crate::account::{Invalid, Settings};

/// What is wrong with a draft, at which key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// The value itself.
    Value(Invalid),
    /// A rule between several values.
    Rule(Violation),
}

/// A setting that another program has changed, and that nobody was changing here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// The setting.
    pub key: &'static str,
    /// What it was.
    pub was: String,
    /// What it is now.
    pub is: String,
}

/// Values by the names of their settings.
pub type Values = BTreeMap<&'static str, Value>;

/// Stored settings and what was typed over them.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    base: Settings,
    typed: BTreeMap<&'static str, String>,
    /// The typed keys that another program changed, with what was stored when they were typed.
    disputed: Values,
    /// What follows from the above, worked out once after each change.
    preview: Settings,
    wrong: Vec<(&'static str, Wrong)>,
}

impl Draft {
    /// A draft in which nothing was typed yet.
    #[must_use]
    pub fn new(base: Settings) -> Self {
        let mut draft = Self { base, ..Self::default() };
        draft.apply();
        draft
    }

    /// What is stored.
    #[must_use]
    pub fn base(&self) -> &Settings {
        &self.base
    }

    /// What the key's field shows. An unknown name shows nothing.
    #[must_use]
    pub fn text(&self, name: &str) -> String {
        match (self.typed.get(name), Key::find(name)) {
            (Some(text), _) => text.clone(),
            (None, Some(key)) => key.get(&self.base).to_string(),
            (None, None) => String::new(),
        }
    }

    /// Puts a text into the key's field. What equals the stored value is no change.
    pub fn type_in(&mut self, name: &str, text: &str) {
        let Some(key) = Key::find(name) else { return };
        if key.get(&self.base).to_string() == text {
            self.forget(key.name);
        } else {
            let _ = self.typed.insert(key.name, text.to_owned());
        }
        self.apply();
    }

    /// Whether the key differs from what is stored.
    #[must_use]
    pub fn is_typed(&self, name: &str) -> bool {
        self.typed.contains_key(name)
    }

    /// The keys that differ from what is stored, in the table's order.
    #[must_use]
    pub fn changed(&self) -> Vec<&'static str> {
        KEYS.iter().map(|key| key.name).filter(|name| self.typed.contains_key(name)).collect()
    }

    /// The keys that were typed here and changed by another program, in the table's order.
    #[must_use]
    pub fn disputed(&self) -> Vec<&'static str> {
        KEYS.iter().map(|key| key.name).filter(|name| self.disputed.contains_key(name)).collect()
    }

    /// The typed value counts, whatever another program has stored.
    pub fn keep_mine(&mut self, name: &str) {
        let _ = self.disputed.remove(name);
    }

    /// The stored value counts.
    pub fn take_theirs(&mut self, name: &str) {
        self.forget(name);
        self.apply();
    }

    fn forget(&mut self, name: &str) {
        let _ = self.typed.remove(name);
        let _ = self.disputed.remove(name);
    }

    /// The stored settings with every valid typed value; a wrong one leaves its setting as stored.
    #[must_use]
    pub fn preview(&self) -> &Settings {
        &self.preview
    }

    /// What is wrong, by key, in the table's order.
    #[must_use]
    pub fn wrong(&self) -> &[(&'static str, Wrong)] {
        &self.wrong
    }

    /// The settings to store.
    ///
    /// # Errors
    /// Every key whose value is wrong.
    pub fn settings(&self) -> Result<Settings, Vec<(&'static str, Wrong)>> {
        if self.wrong.is_empty() { Ok(self.preview.clone()) } else { Err(self.wrong.clone()) }
    }

    /// Takes newly stored settings as the base; what was typed over other values stays typed. `own` is what this program
    /// itself is storing or has stored: nobody needs to hear of that. Gives what somebody else has changed.
    pub fn rebase(&mut self, base: Settings, own: &Values) -> Vec<News> {
        let mut news = Vec::new();
        for key in KEYS {
            let (was, is) = (key.get(&self.base), key.get(&base));
            let mine = self.typed.get(key.name).map(|text| value_of(key, text));
            if mine.as_ref().is_some_and(|mine| mine.as_ref() == Some(&is)) && was != is {
                // Both want the same.
                self.forget(key.name);
            } else if was == is || own.get(key.name) == Some(&is) {
                continue;
            } else if mine.is_none() {
                news.push(News { key: key.name, was: was.to_string(), is: is.to_string() });
            } else if self.disputed.get(key.name) == Some(&is) {
                // It is again what it was when the typing began.
                let _ = self.disputed.remove(key.name);
            } else {
                let _ = self.disputed.entry(key.name).or_insert(was);
            }
        }
        self.base = base;
        let same = |(name, text): (&&'static str, &String)| {
            Key::find(name).filter(|key| key.get(&self.base).to_string() == *text).map(|key| key.name)
        };
        let same: Vec<_> = self.typed.iter().filter_map(same).collect();
        same.into_iter().for_each(|name| self.forget(name));
        self.apply();
        news
    }

    /// Forgets everything that was typed.
    pub fn discard(&mut self) {
        self.typed.clear();
        self.disputed.clear();
        self.apply();
    }

    fn apply(&mut self) {
        let mut settings = self.base.clone();
        let mut wrong = Vec::new();
        for key in KEYS {
            if let Some(text) = self.typed.get(key.name)
                && let Err(invalid) = key.set_text(&mut settings, text)
            {
                wrong.push((key.name, Wrong::Value(invalid)));
            }
        }
        wrong.extend(violations(&settings).into_iter().map(|rule| (rule.key(), Wrong::Rule(rule))));
        (self.preview, self.wrong) = (settings, wrong);
    }
}

/// What a text means as the key's value, when it is valid.
fn value_of(key: &Key, text: &str) -> Option<Value> {
    let mut settings = Settings::default();
    key.set_text(&mut settings, text).ok()?;
    Some(key.get(&settings))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_the_stored_value_again_is_no_change() {
        let mut draft = Draft::default();
        draft.type_in("smtp.port", "465");
        assert_eq!(draft.changed(), ["smtp.port"]);
        draft.type_in("smtp.port", "587");
        assert!(draft.changed().is_empty());
    }

    #[test]
    fn a_wrong_value_is_named_and_does_not_reach_the_settings() {
        let mut draft = Draft::default();
        draft.type_in("smtp.port", "0");
        draft.type_in("smtp.server", "mail.example.com");
        assert_eq!(draft.text("smtp.port"), "0");
        assert_eq!(draft.preview().smtp.port.get(), 587);
        assert_eq!(draft.preview().smtp.server.clone().expect("valid").as_str(), "mail.example.com");
        let wrong = draft.settings().expect_err("port 0");
        assert_eq!(wrong, [("smtp.port", Wrong::Value(Invalid::Range { min: 1, max: 65535 }))]);
    }

    #[test]
    fn what_was_typed_survives_a_change_on_disk() {
        let mut draft = Draft::default();
        draft.type_in("smtp.server", "a.example");
        draft.type_in("smtp.sender_name", "Sklad");
        let mut stored = Settings::default();
        stored.smtp.server = Some("a.example".parse().unwrap());
        assert_eq!(draft.rebase(stored, &Values::new()), []);
        assert_eq!(draft.changed(), ["smtp.sender_name"]);
        assert!(draft.disputed().is_empty());
    }

    fn stored(change: impl FnOnce(&mut Settings)) -> Settings {
        let mut settings = Settings::default();
        change(&mut settings);
        settings
    }

    #[test]
    fn what_nobody_was_typing_is_taken_and_told() {
        let mut draft = Draft::default();
        draft.type_in("smtp.sender_name", "Sklad");
        let news = draft.rebase(stored(|settings| settings.smtp.timeout = 30.try_into().unwrap()), &Values::new());
        assert_eq!(news, [News { key: "smtp.timeout", was: "20".into(), is: "30".into() }]);
        assert_eq!((draft.text("smtp.timeout").as_str(), draft.text("smtp.sender_name").as_str()), ("30", "Sklad"));
        assert_eq!(draft.preview().smtp.timeout.seconds(), 30);
    }

    #[test]
    fn what_both_changed_is_disputed_until_somebody_chooses() {
        let other = stored(|settings| settings.smtp.timeout = 30.try_into().unwrap());
        let mut draft = Draft::default();
        draft.type_in("smtp.timeout", "45");
        assert_eq!(draft.rebase(other.clone(), &Values::new()), []);
        assert_eq!(draft.disputed(), ["smtp.timeout"]);
        assert_eq!(draft.text("smtp.timeout"), "45");
        assert_eq!(draft.rebase(other.clone(), &Values::new()), [], "the same look again brings nothing new");
        assert_eq!(draft.disputed(), ["smtp.timeout"]);
        let mut mine = draft.clone();
        mine.keep_mine("smtp.timeout");
        assert_eq!((mine.disputed().len(), mine.preview().smtp.timeout.seconds()), (0, 45));
        let mut theirs = draft.clone();
        theirs.take_theirs("smtp.timeout");
        assert_eq!((theirs.disputed().len(), theirs.changed().len()), (0, 0));
        assert_eq!(theirs.preview().smtp.timeout.seconds(), 30);
        assert_eq!(draft.rebase(Settings::default(), &Values::new()), []);
        assert_eq!(draft.disputed(), Vec::<&str>::new(), "it is again what it was when the typing began");
        assert_eq!(draft.text("smtp.timeout"), "45");
    }

    #[test]
    fn what_this_program_stores_itself_is_no_news_and_no_dispute() {
        let own = stored(|settings| {
            settings.smtp.timeout = 45.try_into().unwrap();
            settings.smtp.server = Some("mail.firma.cz".parse().unwrap());
        });
        let mut draft = Draft::default();
        draft.type_in("smtp.server", "Mail.Firma.CZ.");
        draft.type_in("smtp.timeout", "46");
        let sent = Values::from([("smtp.timeout", Value::Number(45))]);
        assert_eq!(draft.rebase(own, &sent), []);
        assert_eq!(draft.changed(), ["smtp.timeout"], "typed on while 45 was being stored");
        assert!(draft.disputed().is_empty());
    }

    #[test]
    fn a_half_typed_value_is_disputed_as_well() {
        let mut draft = Draft::default();
        draft.type_in("smtp.sender_address", "recepce@");
        let other = stored(|settings| settings.smtp.sender_address = Some("sklad@firma.cz".parse().unwrap()));
        assert_eq!(draft.rebase(other, &Values::new()), []);
        assert_eq!(draft.disputed(), ["smtp.sender_address"]);
        assert_eq!(draft.text("smtp.sender_address"), "recepce@");
    }
}
