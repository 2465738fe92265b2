//! A valid access token, whenever one is asked for.
//!
//! Protects: a token that still holds is given at once, without a lock and without the network. Leaves to others:
//! renewing it (`renewal`).

use jiff::Timestamp;
use secrecy::SecretString;

use super::Engine;
use super::grants::Held;
use super::need::{Need, access_of, usable};
use crate::account::{AccountId, Protocol, Settings};
use crate::error::Error;

/// An access token that is valid now.
pub struct Access {
    /// The token.
    pub token: SecretString,
    /// Until when it holds, where known.
    pub expires_at: Option<Timestamp>,
    /// The generation that it belongs to.
    pub generation: u64,
    /// Whether this call renewed it.
    pub renewed: bool,
    /// Whether the application itself got it, without a person.
    pub application: bool,
}

impl Access {
    pub(super) fn of(held: Held) -> Self {
        Self {
            expires_at: held.facts.expires_at,
            generation: held.generation,
            renewed: false,
            application: held.facts.application,
            token: held.tokens.access,
        }
    }
}

impl Engine {
    /// A valid access token for a protocol, for whoever asks; renewed when little of its life is left.
    ///
    /// # Errors
    /// The settings are locked, there is none, it is dead, or it could not be renewed.
    pub async fn access_token(&self, protocol: Protocol) -> Result<Access, Error> {
        let _permit = self.permit()?;
        let settings = self.settings()?;
        self.access(&settings, protocol, Need::Valid).await
    }

    /// Renews a protocol's token now, however long it still holds.
    ///
    /// # Errors
    /// The settings are locked, there is none, it is dead, or it could not be renewed.
    pub async fn refresh(&self, protocol: Protocol) -> Result<Access, Error> {
        let _permit = self.permit()?;
        let settings = self.settings()?;
        self.access(&settings, protocol, Need::Forced).await
    }

    pub(super) async fn access(&self, settings: &Settings, protocol: Protocol, need: Need) -> Result<Access, Error> {
        let id = settings.account_id(protocol);
        let (mut record, mut held) = (self.record(&id), self.held(&id).await);
        if self.settle_before(settings, &id, &held).await? {
            (record, held) = (self.record(&id), self.held(&id).await);
        }
        if let Ok(held) = &held
            && record.healed(held.as_ref().map(|held| (held.generation, &held.facts))).is_some()
        {
            self.heal(&id).await?;
            record = self.record(&id);
        }
        let now = self.clock().now();
        match usable(settings, protocol, &record, held, now) {
            // Goes on, for the renewal to write down what stands in its way.
            Err(Error::Secret(_)) if need == Need::Background => {}
            Err(error) => return Err(error),
            // What the keyring did not take yet is looked after first.
            Ok(held) if !need.renews(&record.session, &held, now) && !self.inner.unstored.has(&id) => {
                return access_of(held, &record.session, need, now);
            }
            Ok(_) => {}
        }
        let (engine, settings) = (self.clone(), settings.clone());
        self.to_its_end(async move { engine.renew(&settings, protocol, &id, need).await }).await
    }

    /// Brings the state file in line with the keyring, which is the truth, under the account's lock.
    pub(super) async fn heal(&self, id: &AccountId) -> Result<(), Error> {
        let _lock = self.grant_lock(id).await?;
        let _truth = self.truth(id).await?;
        Ok(())
    }
}
