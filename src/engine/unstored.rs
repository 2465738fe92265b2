//! Renewed grants that the keyring did not take: this process's memory is the only place where they are.
//!
//! Protects: they are stored as soon as the keyring takes them, at the latest when the program ends; and never over
//! something newer. Leaves to others: how they come here (`renewal`).

use super::Engine;
use super::grants::Held;
use crate::account::AccountId;
use crate::error::Error;
use crate::oauth::session::Record;
use crate::secrets::SecretError;

impl Engine {
    /// Stores what a keyring did not take earlier, if that still fits what it holds.
    pub(super) async fn store_late(&self, id: &AccountId, record: &Record, held: &Held) -> Option<(Record, Held)> {
        let (follows, unstored) = self.inner.unstored().get(id).cloned()?;
        if follows != held.generation {
            let _gone = self.inner.unstored().remove(id);
            return None;
        }
        let next = record.renewed(record.generation, unstored.facts.clone(), None)?;
        let late = Held { generation: next.generation, ..unstored };
        if let Err(error) = self.hold(id, &late).await {
            tracing::warn!(account = %id, %error, "the renewed token still could not be stored");
            return Some((record.clone(), Held { generation: held.generation, ..late }));
        }
        let _stored = self.inner.unstored().remove(id);
        self.write_down(id, &next);
        tracing::info!(account = %id, "the renewed token is stored now");
        Some((next, late))
    }

    /// Stores what the keyring had not taken, before the program ends.
    pub(super) async fn store_unstored(&self, id: &AccountId) -> Result<(), Error> {
        let _lock = self.grant_lock(id).await?;
        let (record, held) = self.truth(id).await?;
        let Some(held) = held else { return Ok(()) };
        let _stored = self.store_late(id, &record, &held).await;
        if self.inner.unstored().contains_key(id) { Err(SecretError::NotAnswering.into()) } else { Ok(()) }
    }
}
