//! What stands in the fields but is not stored yet.
//!
//! Protects: a half-typed value is kept as it was typed, and never reaches [`Settings`] before it is valid. Leaves to
//! others: which field shows which key, and the words for what is wrong.

use std::collections::BTreeMap;

use super::keys::{KEYS, Key};
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

/// Stored settings and what was typed over them.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    base: Settings,
    typed: BTreeMap<&'static str, String>,
}

impl Draft {
    /// A draft in which nothing was typed yet.
    #[must_use]
    pub fn new(base: Settings) -> Self {
        Self { base, typed: BTreeMap::new() }
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
            let _ = self.typed.remove(key.name);
        } else {
            let _ = self.typed.insert(key.name, text.to_owned());
        }
    }

    /// The keys that differ from what is stored, in the table's order.
    #[must_use]
    pub fn changed(&self) -> Vec<&'static str> {
        KEYS.iter().map(|key| key.name).filter(|name| self.typed.contains_key(name)).collect()
    }

    /// The stored settings with every valid typed value; a wrong one leaves its setting as stored.
    #[must_use]
    pub fn preview(&self) -> Settings {
        self.try_apply().0
    }

    /// What is wrong, by key, in the table's order.
    #[must_use]
    pub fn wrong(&self) -> Vec<(&'static str, Wrong)> {
        self.try_apply().1
    }

    /// The settings to store.
    ///
    /// # Errors
    /// Every key whose value is wrong.
    pub fn settings(&self) -> Result<Settings, Vec<(&'static str, Wrong)>> {
        let (settings, wrong) = self.try_apply();
        if wrong.is_empty() { Ok(settings) } else { Err(wrong) }
    }

    /// Takes newly stored settings as the base; what was typed over other values stays typed.
    pub fn rebase(&mut self, base: Settings) {
        self.base = base;
        let typed = std::mem::take(&mut self.typed);
        for (name, text) in typed {
            self.type_in(name, &text);
        }
    }

    /// Forgets everything that was typed.
    pub fn discard(&mut self) {
        self.typed.clear();
    }

    fn try_apply(&self) -> (Settings, Vec<(&'static str, Wrong)>) {
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
        (settings, wrong)
    }
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
        assert_eq!(draft.preview().smtp.server.expect("valid").as_str(), "mail.example.com");
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
        draft.rebase(stored);
        assert_eq!(draft.changed(), ["smtp.sender_name"]);
    }
}
