//! Where grants are kept: their tokens in the keyring, their public facts in a small file beside the settings.
//!
//! Protects: the keyring's entry is the truth and is written first; the file repeats its facts so that the state can be
//! shown without the keyring. A crash between the two leaves an entry with a higher generation than the file's, which
//! the next use takes over. All changes happen under the account's lock, after reading again what is there.

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{Engine, LOCK_TIME, lock};
use crate::account::AccountId;
use crate::error::Error;
use crate::home::create_private_dir;
use crate::oauth::session::{Facts, Record, Session};
use crate::oauth::tokens::Tokens;
use crate::secrets::SecretError;

/// A grant with its tokens.
pub struct Held {
    /// The generation that stored it.
    pub generation: u64,
    /// Its facts.
    pub facts: Facts,
    /// Its tokens.
    pub tokens: Tokens,
}

/// The keyring's entry.
#[derive(Deserialize)]
struct Entry {
    generation: u64,
    facts: Facts,
    access_token: SecretText,
    refresh_token: Option<SecretText>,
}

/// What is written as the entry.
#[derive(Serialize)]
struct EntryRef<'a> {
    generation: u64,
    facts: &'a Facts,
    access_token: &'a str,
    refresh_token: Option<&'a str>,
}

#[derive(Deserialize)]
#[serde(from = "String")]
struct SecretText(SecretString);

impl From<String> for SecretText {
    fn from(text: String) -> Self {
        Self(text.into())
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
    pub(super) async fn grant_lock(&self, id: &AccountId) -> Result<std::fs::File, Error> {
        lock(&self.inner.home.grant_lock(id), LOCK_TIME, Error::Busy).await
    }

    /// The grant in the keyring.
    pub(super) async fn held(&self, id: &AccountId) -> Result<Option<Held>, SecretError> {
        let Some(text) = self.inner.vault.get(&self.entry(id.as_str())).await? else { return Ok(None) };
        let entry: Entry = serde_json::from_str(text.expose_secret()).map_err(|_| SecretError::Damaged)?;
        let tokens = Tokens { access: entry.access_token.0, refresh: entry.refresh_token.map(|text| text.0) };
        Ok(Some(Held { generation: entry.generation, facts: entry.facts, tokens }))
    }

    /// Stores a grant: keyring first, then the file. Call it under the lock.
    pub(super) async fn store(&self, id: &AccountId, facts: Facts, tokens: &Tokens) -> Result<Record, Error> {
        let known = self.held(id).await.ok().flatten().map_or(0, |held| held.generation);
        let generation = self.record(id).generation.max(known).saturating_add(1);
        let entry = EntryRef {
            generation,
            facts: &facts,
            access_token: tokens.access.expose_secret(),
            refresh_token: tokens.refresh.as_ref().map(ExposeSecret::expose_secret),
        };
        let json = serde_json::to_string(&entry).map(Zeroizing::new).map_err(|_| SecretError::Damaged)?;
        let name = self.entry(id.as_str());
        let mut result = self.inner.vault.set(&name, json.as_str().into()).await;
        // The old refresh token may be dead already: a keyring that stumbles once must not cost the grant.
        for _ in 0..2 {
            if result.is_ok() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(500)).await;
            result = self.inner.vault.set(&name, json.as_str().into()).await;
        }
        result?;
        let record = Record { generation, session: Session::SignedIn { facts } };
        self.write_record(id, &record)?;
        Ok(record)
    }

    /// Removes a grant: keyring first, then the file. Call it under the lock.
    pub(super) async fn forget(&self, id: &AccountId) -> Result<(), Error> {
        self.inner.vault.delete(&self.entry(id.as_str())).await?;
        let record = self.record(id);
        if record.session != Session::SignedOut {
            self.write_record(id, &record.next(Session::SignedOut))?;
        }
        Ok(())
    }
}
