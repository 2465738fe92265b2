//! What stands in the fields: the draft, which fields were left, what is missing, and secrets typed but not stored.
//!
//! Protects: a field complains only after it was left or saving was tried; nothing typed is lost when the language,
//! the tab or the file on disk changes; choosing a provider never overwrites a server that a person typed. Leaves to
//! others: how fields look (`fields`) and the act of saving.

use std::collections::BTreeSet;

use super::secret::{self, Secrets};
use crate::account::{Protocol, Provider, Settings};
use crate::i18n::Lang;
use crate::oauth::suggestion;
use crate::settings::{Draft, Key, Wrong};
use crate::{tr, words};

pub use crate::settings::names as key;

/// What a person did in a field.
#[derive(Debug, Clone)]
pub enum Message {
    /// Typed a text.
    Typed(&'static str, String),
    /// Left a field.
    Left(&'static str),
    /// Chose a value from a list, flipped a switch, or took a suggestion.
    Chosen(&'static str, String),
    /// Chose the provider of the account that is edited for a protocol.
    Provider(Protocol, Provider),
    /// Did something with a secret.
    Secret(secret::Message),
}

/// Everything that “Save” stores, before it is stored.
#[derive(Debug, Default)]
pub struct Form {
    draft: Draft,
    left: BTreeSet<&'static str>,
    demanded: BTreeSet<&'static str>,
    locked: bool,
    /// Secrets typed but not stored.
    pub secrets: Secrets,
}

impl Form {
    /// A form in which nothing was typed yet.
    #[must_use]
    pub fn new(stored: Settings) -> Self {
        Self { draft: Draft::new(stored), ..Self::default() }
    }

    /// Does what a person did.
    pub fn update(&mut self, message: Message) {
        match message {
            Message::Left(key) => drop(self.left.insert(key)),
            _ if self.locked => {}
            Message::Typed(key, text) => self.draft.type_in(key, &text),
            Message::Chosen(key, text) => self.draft.type_in(key, &text),
            Message::Provider(protocol, provider) => self.choose_provider(protocol, provider),
            Message::Secret(message) => self.secrets.update(message),
        }
    }

    /// Whether nothing may be typed, because the administrator's password must be entered first.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.locked
    }

    /// Locks or unlocks every field. What was typed stays as it is, but secrets are forgotten.
    pub fn set_locked(&mut self, locked: bool) {
        if locked && !self.locked {
            self.secrets.discard();
        }
        self.locked = locked;
    }

    /// The tab was left, and with it every field that was changed.
    pub fn leave(&mut self) {
        self.left.extend(self.draft.changed());
    }

    /// What is stored.
    #[must_use]
    pub fn stored(&self) -> &Settings {
        self.draft.base()
    }

    /// The stored settings with every valid value that was typed.
    #[must_use]
    pub fn preview(&self) -> Settings {
        self.draft.preview().clone()
    }

    /// What a field shows.
    #[must_use]
    pub fn text(&self, key: &str) -> String {
        self.draft.text(key)
    }

    /// Whether anything would be lost.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        !self.draft.changed().is_empty() || self.secrets.is_changed()
    }

    /// The keys that differ from what is stored.
    #[must_use]
    pub fn changed(&self) -> Vec<&'static str> {
        self.draft.changed()
    }

    /// The settings to store, or the key to mend first. From now on every wrong field complains.
    ///
    /// # Errors
    /// The first wrong key in the order of the tabs.
    pub fn settings(&mut self) -> Result<Settings, &'static str> {
        self.draft.settings().map_err(|wrong| {
            self.left.extend(wrong.iter().map(|(key, _)| *key));
            wrong.first().map_or("smtp.server", |(key, _)| *key)
        })
    }

    /// Marks keys that must be filled in; the first one that is empty.
    pub fn demand(&mut self, keys: &[&'static str]) -> Option<&'static str> {
        let missing: Vec<_> = keys.iter().copied().filter(|key| self.text(key).trim().is_empty()).collect();
        self.demanded.extend(&missing);
        missing.first().copied()
    }

    /// The first of these keys whose value is wrong; they complain from now on.
    pub fn wrong_among(&mut self, keys: &[&'static str]) -> Option<&'static str> {
        self.left.extend(keys);
        self.draft.wrong().iter().map(|(key, _)| *key).find(|key| keys.contains(key))
    }

    /// Marks keys that need attention whatever they hold; for errors that name their fields.
    pub fn point_out(&mut self, keys: &[&'static str]) {
        self.left.extend(keys);
        self.demanded.extend(keys);
    }

    /// What is wrong with a field, in words, once it may say so.
    #[must_use]
    pub fn complaint(&self, key: &'static str, lang: Lang) -> Option<String> {
        let wrong = self.draft.wrong().iter().find(|(at, _)| *at == key).map(|(_, wrong)| wrong);
        match wrong {
            // A rule between fields is broken at once, by a click: nobody is still typing.
            Some(wrong @ Wrong::Rule(_)) => Some(words::wrong(wrong, lang)),
            Some(wrong) if self.left.contains(key) => Some(words::wrong(wrong, lang)),
            _ if self.demanded.contains(key) && self.text(key).trim().is_empty() => Some(tr!(lang, "win-required")),
            _ => None,
        }
    }

    /// Takes what was just stored. What was typed since `sent` was taken stays typed; the rest shows its stored form.
    pub fn saved(&mut self, stored: Settings, sent: &[(&'static str, String)]) {
        let _ = self.draft.rebase(stored, &Default::default());
        for (key, text) in sent {
            if self.text(key) == *text
                && let Some(known) = Key::find(key)
            {
                let stored = known.get(self.draft.base()).to_string();
                self.draft.type_in(key, &stored);
            }
        }
    }

    /// What is typed now, to be compared when the answer to a save comes.
    #[must_use]
    pub fn typed(&self) -> Vec<(&'static str, String)> {
        self.changed().into_iter().map(|key| (key, self.text(key))).collect()
    }

    /// Takes settings that changed on disk; what was typed stays typed.
    pub fn rebase(&mut self, stored: Settings) {
        let _ = self.draft.rebase(stored, &Default::default());
    }

    /// Forgets everything that was typed.
    pub fn discard(&mut self) {
        self.draft.discard();
        self.secrets.discard();
        self.left.clear();
        self.demanded.clear();
    }

    /// The account whose keys a protocol's card edits.
    #[must_use]
    pub fn owner(&self, protocol: Protocol) -> Protocol {
        match protocol {
            Protocol::Pop if !self.is_common() => Protocol::Pop,
            Protocol::Smtp | Protocol::Pop => Protocol::Smtp,
        }
    }

    /// Whether SMTP and POP share an account, as the switch stands.
    #[must_use]
    pub fn is_common(&self) -> bool {
        self.text("pop.common_account") == "true"
    }

    fn choose_provider(&mut self, protocol: Protocol, provider: Provider) {
        let owner = self.owner(protocol);
        self.draft.type_in(key::provider(owner), provider.word());
        let served = Protocol::ALL.into_iter().filter(|p| self.owner(*p) == owner).collect::<Vec<_>>();
        for protocol in served {
            let server = self.text(key::server(protocol));
            let theirs = Provider::ALL.iter().any(|other| suggestion(*other, protocol).0 == Some(server.trim()));
            if !server.trim().is_empty() && !theirs {
                continue;
            }
            let (server, port) = suggestion(provider, protocol);
            self.draft.type_in(key::server(protocol), server.unwrap_or_default());
            self.draft.type_in(key::port(protocol), &port.to_string());
        }
    }
}
