//! Renewed grants that the keyring did not take: this process's memory is the only place where they are.
//!
//! Protects: they are stored as soon as the keyring takes them, at the latest when the program ends; and until then no
//! other process renews, because the keyring still holds the refresh token that the provider has retired: this process
//! keeps the account's lock. Leaves to others: how they come here (`renewal`).

use std::collections::BTreeMap;
use std::fs::File;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::Engine;
use super::grants::Held;
use crate::account::AccountId;
use crate::error::Error;
use crate::log::{self, Event};
use crate::oauth::session::Record;
use crate::secrets::SecretError;

/// One such grant.
struct Unstored {
    /// The generation of the grant that it renewed.
    follows: u64,
    held: Held,
    /// The account's lock, while nobody in this process uses it.
    lock: Option<File>,
}

/// All of them.
#[derive(Default)]
pub(super) struct Memory(Mutex<BTreeMap<AccountId, Unstored>>);

impl Memory {
    fn all(&self) -> MutexGuard<'_, BTreeMap<AccountId, Unstored>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a grant that follows one of this generation.
    pub(super) fn keep(&self, id: &AccountId, follows: u64, held: Held) {
        let _older = self.all().insert(id.clone(), Unstored { follows, held, lock: None });
    }

    /// Whether there is one.
    pub(super) fn has(&self, id: &AccountId) -> bool {
        self.all().contains_key(id)
    }

    /// Forgets it; the lock that is with it is let go.
    pub(super) fn forget(&self, id: &AccountId) -> Option<Held> {
        self.all().remove(id).map(|unstored| unstored.held)
    }

    fn get(&self, id: &AccountId) -> Option<(u64, Held)> {
        self.all().get(id).map(|unstored| (unstored.follows, unstored.held.clone()))
    }

    /// The account's lock, if it is kept here.
    pub(super) fn take_lock(&self, id: &AccountId) -> Option<File> {
        self.all().get_mut(id)?.lock.take()
    }

    /// Keeps the lock if there is something to protect with it, else lets it go.
    pub(super) fn give_lock(&self, id: &AccountId, lock: File) {
        if let Some(unstored) = self.all().get_mut(id) {
            unstored.lock = Some(lock);
        }
    }

    fn ids(&self) -> Vec<AccountId> {
        self.all().keys().cloned().collect()
    }
}

impl Engine {
    /// Stores what a keyring did not take earlier, if that still fits what it holds. Call it under the lock.
    pub(super) async fn store_late(&self, id: &AccountId, record: &Record, held: &Held) -> Option<(Record, Held)> {
        let (follows, unstored) = self.inner.unstored.get(id)?;
        if follows != held.generation {
            let _gone = self.inner.unstored.forget(id);
            return None;
        }
        let next = record.renewed(record.generation, unstored.facts.clone(), None)?;
        let late = Held { generation: next.generation, ..unstored };
        if let Err(error) = self.hold(id, &late).await {
            tracing::warn!(account = %id, %error, "the renewed token still could not be stored");
            return Some((record.clone(), Held { generation: held.generation, ..late }));
        }
        let _stored = self.inner.unstored.forget(id);
        self.write_down(id, &next);
        log::event(Event::TokenStoredLate { account: id.clone() });
        Some((next, late))
    }

    /// Stores whatever the keyring had not taken, before the program ends.
    pub(super) async fn store_unstored(&self) {
        for id in self.inner.unstored.ids() {
            let stored = async {
                let _lock = self.grant_lock(&id).await?;
                let (record, held) = self.truth(&id).await?;
                let Some(held) = held else { return Ok(()) };
                let _stored = self.store_late(&id, &record, &held).await;
                if self.inner.unstored.has(&id) { Err(Error::Secret(SecretError::NotAnswering)) } else { Ok(()) }
            };
            if let Err(error) = stored.await {
                log::event(Event::TokenLost { account: id, why: error });
            }
        }
    }
}
