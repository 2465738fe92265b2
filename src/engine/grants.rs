//! Where grants are kept: their tokens in the keyring, their public facts in a small file beside the settings.
//!
//! Protects: the keyring's entry is the truth and is written first; the file repeats its facts so that the state can be
//! shown without the keyring. A crash between the two leaves an entry with a higher generation than the file's, which
//! the next use takes over. All changes happen under the account's lock, after reading again what is there.

use std::fs::File;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::join::Leaving;
use super::{Engine, Inner, LOCK_TIME, lock};
use crate::account::AccountId;
use crate::error::Error;
use crate::home::create_private_dir;
use crate::oauth::session::{Facts, Record};
use crate::oauth::tokens::Tokens;
use crate::secrets::SecretError;

/// A grant with its tokens.
#[derive(Clone)]
pub struct Held {
    /// The generation that stored it.
    pub generation: u64,
    /// Its facts.
    pub facts: Facts,
    /// When a renewal was asked for whose answer is not stored: the journal of `renewal`.
    pub asked_at: Option<Timestamp>,
    /// That it is to leave its account: the note of `join`.
    pub leaving: Option<Leaving>,
    /// Its tokens.
    pub tokens: Tokens,
}

/// What a provider has just issued.
pub struct Issued {
    /// Its facts.
    pub facts: Facts,
    /// Its tokens.
    pub tokens: Tokens,
    /// How far this computer's clock was off the provider's then.
    pub clock_off: Option<SignedDuration>,
}

/// The keyring's entry.
#[derive(Deserialize)]
struct Entry {
    generation: u64,
    facts: Facts,
    #[serde(default)]
    asked_at: Option<Timestamp>,
    #[serde(default)]
    leaving: Option<Leaving>,
    access_token: SecretText,
    refresh_token: Option<SecretText>,
}

/// What is written as the entry.
#[derive(Serialize)]
struct EntryRef<'a> {
    generation: u64,
    facts: &'a Facts,
    asked_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    leaving: Option<Leaving>,
    access_token: &'a str,
    refresh_token: Option<&'a str>,
}

#[derive(Deserialize)]
#[serde(from = "String")]
struct SecretText(SecretString);

impl From<String> for SecretText {
    fn from(text: String) -> Self {
        crate::log::net::learn_text(&text);
        Self(text.into())
    }
}

/// The account's lock. It is let go with this value, unless a grant is in this process's memory only.
pub struct GrantLock {
    file: Option<File>,
    id: AccountId,
    inner: Arc<Inner>,
}

impl Drop for GrantLock {
    fn drop(&mut self) {
        if let Some(file) = self.file.take() {
            self.inner.unstored.give_lock(&self.id, file);
        }
    }
}

impl Engine {
    /// What is written down about an account. A file that cannot be read counts as nothing: the keyring knows better.
    pub(super) fn record(&self, id: &AccountId) -> Record {
        let path = self.inner.home.state_file(id);
        let Ok(bytes) = std::fs::read(&path) else { return Record::default() };
        serde_json::from_slice(&bytes).unwrap_or_else(|error| {
            tracing::warn!(path = %path.display(), %error, "the state file is damaged");
            Record::default()
        })
    }

    /// Whether what is written down can be read at all; what was never written counts as readable.
    ///
    /// # Errors
    /// The file and the system's reason.
    pub fn readable(&self) -> Result<(), Error> {
        for id in [AccountId::SMTP, AccountId::POP] {
            let path = self.inner.home.state_file(&id);
            match std::fs::read(&path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(Error::home(&path, &error)),
                Ok(_) | Err(_) => {}
            }
        }
        Ok(())
    }

    pub(super) fn write_record(&self, id: &AccountId, record: &Record) -> Result<(), Error> {
        let path = self.inner.home.state_file(id);
        let failed = |error: std::io::Error| Error::home(&path, &error);
        create_private_dir(&self.inner.home.state_dir()).map_err(failed)?;
        let json = serde_json::to_vec_pretty(record).map_err(|error| failed(error.into()))?;
        crate::settings::replace(&path, &json).map_err(failed)
    }

    /// Waits for the account's lock; whoever holds it may change the grant.
    pub(super) async fn grant_lock(&self, id: &AccountId) -> Result<GrantLock, Error> {
        self.grant_lock_within(id, LOCK_TIME).await
    }

    /// As [`Engine::grant_lock`], with another patience.
    pub(super) async fn grant_lock_within(&self, id: &AccountId, patience: Duration) -> Result<GrantLock, Error> {
        let kept = || self.inner.unstored.take_lock(id);
        let file = lock(&self.inner.home.grant_lock(id), patience, Error::Busy, kept).await?;
        Ok(GrantLock { file: Some(file), id: id.clone(), inner: Arc::clone(&self.inner) })
    }

    /// The grant in the keyring.
    pub(super) async fn held(&self, id: &AccountId) -> Result<Option<Held>, SecretError> {
        let Some(text) = self.inner.vault.get(&self.entry(id.as_str())).await? else { return Ok(None) };
        let entry: Entry = serde_json::from_str(text.expose_secret()).map_err(|_| SecretError::Damaged)?;
        let tokens = Tokens { access: entry.access_token.0, refresh: entry.refresh_token.map(|text| text.0) };
        let Entry { generation, facts, asked_at, leaving, .. } = entry;
        Ok(Some(Held { generation, facts, asked_at, leaving, tokens }))
    }

    /// Puts a grant into the keyring. Call it under the lock.
    pub(super) async fn hold(&self, id: &AccountId, held: &Held) -> Result<(), SecretError> {
        let entry = EntryRef {
            generation: held.generation,
            facts: &held.facts,
            asked_at: held.asked_at,
            leaving: held.leaving,
            access_token: held.tokens.access.expose_secret(),
            refresh_token: held.tokens.refresh.as_ref().map(ExposeSecret::expose_secret),
        };
        let json = serde_json::to_string(&entry).map(Zeroizing::new).map_err(|_| SecretError::Damaged)?;
        self.inner.vault.set(&self.entry(id.as_str()), json.as_str().into()).await
    }

    /// As [`Engine::hold`], for a grant that exists nowhere else: a keyring that stumbles once must not cost it.
    pub(super) async fn hold_surely(&self, id: &AccountId, held: &Held) -> Result<(), SecretError> {
        let mut result = self.hold(id, held).await;
        for _ in 0..2 {
            if result.is_ok() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(500)).await;
            result = self.hold(id, held).await;
        }
        result
    }

    /// What is known of an account, with the file brought in line with the keyring. Call it under the lock.
    pub(super) async fn truth(&self, id: &AccountId) -> Result<(Record, Option<Held>), Error> {
        let record = self.record(id);
        let held = self.held(id).await?;
        let healed = record.healed(held.as_ref().map(|held| (held.generation, &held.facts)));
        let Some(healed) = healed else { return Ok((record, held)) };
        tracing::warn!(account = %id, "the state file did not say what the keyring holds");
        // The keyring is the truth: a file that cannot be written must not stop the mail.
        self.write_down(id, &healed);
        Ok((healed, held))
    }

    /// Stores a grant that was just acquired; `began` is the number of deletions when that began. Call it under the lock.
    ///
    /// # Errors
    /// The token was deleted meanwhile, or it cannot be stored; what was there is still there then.
    pub(super) async fn store_acquired(&self, id: &AccountId, began: u64, acquired: Issued) -> Result<Record, Error> {
        let Issued { facts, tokens, clock_off } = acquired;
        // What cannot be read any more must not keep a good grant from being stored.
        let known = match self.held(id).await {
            Ok(held) => held.map_or(0, |held| held.generation),
            Err(SecretError::Damaged) => 0,
            Err(error) => return Err(error.into()),
        };
        let record = self.record(id).acquired(began, facts.clone(), clock_off).ok_or(Error::DeletedMeanwhile)?;
        let record = Record { generation: record.generation.max(known.saturating_add(1)), ..record };
        let held = Held { generation: record.generation, facts, asked_at: None, leaving: None, tokens };
        self.hold_surely(id, &held).await?;
        crate::fault::point("sign-in-stored-keyring");
        let _older = self.inner.unstored.forget(id);
        self.write_record(id, &record)?;
        Ok(record)
    }
}
