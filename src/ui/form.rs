//! What stands in the fields: the draft, which fields were left, what is missing, and secrets typed but not stored.
//!
//! Protects: a field complains only after it was left or saving was tried; nothing typed is lost when the language,
//! the tab or the file on disk changes; choosing a provider never overwrites a server that a person typed; a setting that
//! another program stored while it was being typed waits for a choice. Leaves to others: how fields look (`fields`) and
//! the act of saving.

mod common;
mod typing;

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::secret::{self, Secrets};
use crate::account::{EmailAddress, Method, Protocol, Provider, Settings};
use crate::engine::advice::{self, Note};
use crate::i18n::Lang;
use crate::oauth::suggestion;
use crate::settings::mend::{Around, mend};
use crate::settings::understand::{Said, Understood, understand};
use crate::settings::{Draft, KEYS, Key, News, Values, Wrong};
use crate::{tr, words};

pub use crate::settings::names as key;

/// What a person did in a field.
#[derive(Debug, Clone)]
pub enum Message {
    /// Typed a text.
    Typed(&'static str, String),
    /// Pasted something; the whole text.
    Pasted(&'static str, String),
    /// Left a field.
    Left(&'static str),
    /// Chose a value from a list, flipped a switch, or took a suggestion.
    Chosen(&'static str, String),
    /// Wants a number to be so much larger (or smaller).
    Step(&'static str, i64),
    /// Chose the provider of the account that is edited for a protocol.
    Provider(Protocol, Provider),
    /// Wants OAuth 2.0 instead of a password, with this provider.
    UseOAuth(Protocol, Provider),
    /// Did something with a secret.
    Secret(secret::Message),
    /// Opened or closed a field's help.
    Help(&'static str),
    /// The typed value counts, not the one that another program has stored.
    Mine(&'static str),
    /// The stored value counts.
    Theirs(&'static str),
    /// Has read what another program has changed.
    NewsRead,
}

/// Everything that “Save” stores, before it is stored.
#[derive(Debug, Default)]
pub struct Form {
    draft: Draft,
    /// Whether the stored settings were ever read: until then nothing was changed by anybody.
    known: bool,
    left: BTreeSet<&'static str>,
    demanded: BTreeSet<&'static str>,
    locked: bool,
    helped: BTreeSet<&'static str>,
    said: Vec<(&'static str, Said)>,
    news: Vec<News>,
    /// What is being stored now.
    sending: Values,
    /// Whose token stays when the common account is switched on.
    keep: Option<Protocol>,
    today: Date,
    /// Secrets typed but not stored.
    pub secrets: Secrets,
}

impl Form {
    /// A form in which nothing was typed yet.
    #[must_use]
    pub fn new(stored: Settings) -> Self {
        Self { draft: Draft::new(stored), known: true, ..Self::default() }
    }

    /// Does what a person did.
    pub fn update(&mut self, message: Message) {
        match message {
            Message::Help(key) => self.toggle_help(key),
            Message::NewsRead => self.news.clear(),
            Message::Left(key) => self.leave_field(key),
            _ if self.locked => {}
            Message::Typed(key, text) => self.type_in(key, &text),
            Message::Pasted(key, text) => self.understand(key, &text),
            Message::Chosen(key::COMMON, text) => self.choose_common(text == "true"),
            Message::Chosen(key, text) => self.choose(key, &text),
            Message::Step(key, by) => self.step(key, by),
            Message::Provider(protocol, provider) => self.choose_provider(protocol, provider),
            Message::UseOAuth(protocol, provider) => self.use_oauth(protocol, provider),
            Message::Secret(message) => self.secrets.update(message),
            Message::Mine(key) => self.draft.keep_mine(key),
            Message::Theirs(key) => self.draft.take_theirs(key),
        }
    }

    fn toggle_help(&mut self, key: &'static str) {
        if !self.helped.remove(key) {
            let _ = self.helped.insert(key);
        }
    }

    /// Whether a field's help is open.
    #[must_use]
    pub fn is_helped(&self, key: &str) -> bool {
        self.helped.contains(key)
    }

    fn choose(&mut self, key: &'static str, text: &str) {
        self.forget_said(key);
        self.draft.type_in(key, text);
    }

    fn leave_field(&mut self, key: &'static str) {
        let _ = self.left.insert(key);
        if self.draft.is_typed(key) && !self.locked {
            self.understand(key, &self.text(key));
        }
    }

    /// Whoever goes on from inside a field has left it.
    fn leave_typed(&mut self, which: impl Fn(&'static str) -> bool) {
        self.changed().into_iter().filter(|key| which(key)).for_each(|key| self.leave_field(key));
    }

    fn forget_said(&mut self, key: &str) {
        self.said.retain(|(at, _)| *at != key);
    }

    /// Takes a finished text as it was meant.
    fn understand(&mut self, key: &'static str, text: &str) {
        let Understood { text, elsewhere, said } = understand(key, text);
        let mut said = said;
        for (other, value) in elsewhere {
            // A port is part of what was pasted; a name that stands there already is the person's own.
            if other == "smtp.sender_name" && !self.text(other).trim().is_empty() {
                said = said.map(|_| Said::AddressOnly);
            } else {
                self.draft.type_in(other, &value);
            }
        }
        if self.text(key) != text || said.is_some() {
            self.forget_said(key);
        }
        self.draft.type_in(key, &text);
        self.said.extend(said.map(|said| (key, said)));
    }

    /// What was made of a field's text, if that is worth telling.
    #[must_use]
    pub fn said(&self, key: &str) -> Option<&Said> {
        self.said.iter().find(|(at, _)| *at == key).map(|(_, said)| said)
    }

    /// What day it is; for what ends on a day.
    pub fn set_today(&mut self, now: jiff::Timestamp) {
        self.today = now.to_zoned(jiff::tz::TimeZone::system()).date();
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
    pub fn preview(&self) -> &Settings {
        self.draft.preview()
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
    /// The first wrong key in the order of the tabs, or the first that waits for a choice.
    pub fn settings(&mut self) -> Result<Settings, &'static str> {
        self.leave_typed(|_| true);
        let settings = self.draft.settings().map_err(|wrong| {
            self.left.extend(wrong.iter().map(|(key, _)| *key));
            wrong.first().map_or("smtp.server", |(key, _)| *key)
        })?;
        self.draft.disputed().first().map_or(Ok(settings), |key| Err(*key))
    }

    /// Marks keys that must be filled in; the first one that is empty.
    pub fn demand(&mut self, keys: &[&'static str]) -> Option<&'static str> {
        let missing: Vec<_> = keys.iter().copied().filter(|key| self.text(key).trim().is_empty()).collect();
        self.demanded.extend(&missing);
        missing.first().copied()
    }

    /// The keys whose value is wrong, whether that was said already or not.
    pub fn all_wrong(&self) -> impl Iterator<Item = &'static str> {
        self.draft.wrong().iter().map(|(key, _)| *key)
    }

    /// The first of these keys whose value is wrong; they complain from now on.
    pub fn wrong_among(&mut self, keys: &[&'static str]) -> Option<&'static str> {
        self.leave_typed(|key| keys.contains(&key));
        self.left.extend(keys);
        self.all_wrong().find(|key| keys.contains(key))
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

    /// The value that most likely was meant, where the field complains of a wrong one.
    #[must_use]
    pub fn mended(&self, key: &'static str, lang: Lang) -> Option<String> {
        let wrong = self.draft.wrong().iter().any(|(at, wrong)| *at == key && matches!(wrong, Wrong::Value(_)));
        if !wrong || !self.left.contains(key) {
            return None;
        }
        let (ending, day_first) = match lang {
            Lang::Cs => ("cz", true),
            Lang::En => ("com", false),
        };
        mend(key, &self.text(key), Around { settings: self.draft.preview(), ending, day_first })
    }

    /// What is wrong with the value itself, once it may say so.
    #[must_use]
    pub fn wrong(&self, key: &'static str) -> Option<&Wrong> {
        let wrong = self.draft.wrong().iter().find(|(at, _)| *at == key).map(|(_, wrong)| wrong);
        wrong.filter(|_| self.left.contains(key))
    }

    /// What should be said beside a value that is valid and yet most likely a mistake; not while it is being typed.
    #[must_use]
    pub fn advice(&self, key: &'static str) -> Option<Note> {
        let typing = self.draft.is_typed(key) && !self.left.contains(key);
        let wrong = self.draft.wrong().iter().any(|(at, _)| *at == key);
        if typing || wrong { None } else { advice::advise(key, self.draft.preview(), self.today) }
    }

    /// What another program has stored while this was typed.
    #[must_use]
    pub fn disputed(&self, key: &str) -> Option<String> {
        let known = Key::find(key).filter(|known| self.draft.disputed().contains(&known.name))?;
        Some(known.get(self.draft.base()).to_string())
    }

    /// Every setting that waits for a choice.
    #[must_use]
    pub fn disputes(&self) -> Vec<&'static str> {
        self.draft.disputed()
    }

    /// What another program has changed meanwhile, until it is read.
    #[must_use]
    pub fn news(&self) -> &[News] {
        &self.news
    }

    /// What is being stored from now on: whoever reads it from the disk reads no news.
    pub fn sending(&mut self, new: &Settings) {
        let differs = |key: &&Key| key.get(new) != key.get(self.draft.base());
        self.sending = KEYS.iter().filter(differs).map(|key| (key.name, key.get(new))).collect();
    }

    /// It could not be stored, or not all of it.
    pub fn not_sent(&mut self) {
        self.sending.clear();
    }

    /// Takes what was just stored. What was typed since `sent` was taken stays typed; the rest shows its stored form.
    pub fn saved(&mut self, stored: Settings, sent: &[(&'static str, String)]) {
        self.keep = None;
        self.rebase(stored);
        self.sending.clear();
        for (key, text) in sent {
            if self.text(key) == *text {
                self.draft.take_theirs(key);
                self.forget_said(key);
            }
        }
    }

    /// What is typed now, to be compared when the answer to a save comes.
    #[must_use]
    pub fn typed(&self) -> Vec<(&'static str, String)> {
        self.changed().into_iter().map(|key| (key, self.text(key))).collect()
    }

    /// Takes settings that changed on disk; what was typed stays typed, and what another program changed is told.
    pub fn rebase(&mut self, stored: Settings) {
        if !std::mem::replace(&mut self.known, true) {
            self.draft = Draft::new(stored);
            return;
        }
        for news in self.draft.rebase(stored, &self.sending) {
            // These are seen, wherever they were chosen.
            if matches!(news.key, "language" | "theme") {
                continue;
            }
            match self.news.iter_mut().find(|told| told.key == news.key) {
                Some(told) => told.is = news.is,
                None => self.news.push(news),
            }
        }
        self.news.retain(|news| news.was != news.is);
    }

    /// Forgets everything that was typed.
    pub fn discard(&mut self) {
        self.draft.discard();
        self.secrets.discard();
        self.left.clear();
        self.demanded.clear();
        self.said.clear();
        self.keep = None;
    }

    /// The account is set up for whose password it was, unless it is somebody's already.
    fn use_oauth(&mut self, protocol: Protocol, provider: Provider) {
        self.draft.type_in(key::method(protocol), Method::OAuth2.word());
        let account = key::account(self.owner(protocol));
        if self.text(account).trim().is_empty() {
            self.choose_provider(protocol, provider);
            let user = self.text(key::user(protocol));
            if user.parse::<EmailAddress>().is_ok() {
                self.draft.type_in(account, user.trim());
            }
        }
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
