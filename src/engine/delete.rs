//! The end of a grant: removed here in any case, and withdrawn at the provider where it lets us.
//!
//! Protects: what was really done is said; a deletion wins over everything that runs meanwhile, because it waits for a
//! renewal's end and is counted, so that a sign-in which began before it stores nothing. Leaves to others: words.

use secrecy::SecretString;

use super::grants::Held;
use super::{Engine, SecretName};
use crate::account::{AccountId, Protocol, Provider, Settings};
use crate::error::Error;
use crate::fault;
use crate::log::{self, Event};
use crate::oauth::session::Facts;
use crate::oauth::tokens::Asker;
use crate::oauth::{ClientAuth, NetworkFailure, OAuthError};
use crate::secrets::SecretError;

/// What a deletion did at the provider. Here the token is gone in every case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Revocation {
    /// The provider confirmed that the grant is withdrawn.
    Revoked,
    /// The provider offers no revocation: the permission remains there until it is withdrawn by hand.
    NotOffered,
    /// The provider could not be asked or refused. [`Engine::revoke_again`] tries once more.
    Failed(OAuthError),
    /// It was left alone: at this provider withdrawing it would end the other protocol's token as well, because both are
    /// of one person and one application.
    UsedElsewhere,
    /// There was no token.
    NothingHeld,
}

/// The result of a deletion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deleted {
    /// What happened at the provider.
    pub revocation: Revocation,
}

impl Engine {
    /// Removes a protocol's token here, and revokes it at the provider where that can be done. A sign-in that is under
    /// way ends without a token, in whatever process.
    ///
    /// # Errors
    /// The settings are locked, or the keyring did not let go of it.
    pub async fn delete_token(&self, protocol: Protocol) -> Result<Deleted, Error> {
        let _permit = self.permit()?;
        let settings = self.settings()?;
        let engine = self.clone();
        self.to_its_end(async move {
            let id = settings.account_id(protocol);
            // What is on its way to another account must not be withdrawn from under it.
            if id == AccountId::POP || engine.pop_is_left(&settings) {
                engine.settle_leaving(&settings).await?;
            }
            let revocation = match engine.remove(&id).await? {
                None => Revocation::NothingHeld,
                Some(held) => engine.revoke(&settings, protocol, id, held).await,
            };
            Ok(Deleted { revocation })
        })
        .await
    }

    /// Tries again to revoke what a deletion could not. The token for it is in memory only, until this succeeds, the
    /// next deletion, or the program's end.
    ///
    /// # Errors
    /// The settings are locked, or settings.toml cannot be read.
    pub async fn revoke_again(&self, protocol: Protocol) -> Result<Deleted, Error> {
        let _permit = self.permit()?;
        let settings = self.settings()?;
        let engine = self.clone();
        self.to_its_end(async move {
            let id = settings.account_id(protocol);
            let held = engine.inner.unrevoked().remove(&id);
            let revocation = match held {
                None => Revocation::NothingHeld,
                Some(held) => engine.revoke(&settings, protocol, id, held).await,
            };
            Ok(Deleted { revocation })
        })
        .await
    }

    /// Removes a grant: keyring first, then the file.
    async fn remove(&self, id: &AccountId) -> Result<Option<Held>, Error> {
        let _lock = self.grant_lock(id).await?;
        // A damaged entry cannot be revoked, but it can be removed.
        let held = match self.held(id).await {
            Err(SecretError::Damaged) => None,
            other => other?,
        };
        self.inner.vault.delete(&self.entry(id.as_str())).await?;
        fault::point("delete-keyring");
        // What the keyring had not taken yet is the younger one.
        let unstored = self.inner.unstored.forget(id);
        let _older = self.inner.unrevoked().remove(id);
        // It is gone: a file that cannot be written must not look like a deletion that failed.
        self.write_down(id, &self.record(id).deleted());
        let held = unstored.or(held);
        if held.is_some() {
            log::event(Event::TokenDeleted { account: id.clone() });
        }
        Ok(held)
    }

    /// Whether revoking a grant would end another account's: Google withdraws all that a person has allowed an
    /// application (developers.google.com, "Using OAuth 2.0 for Web Server Applications", revoking a token).
    pub(super) fn is_used_elsewhere(&self, id: &AccountId, facts: &Facts) -> bool {
        let others = [AccountId::SMTP, AccountId::POP].into_iter().filter(|other| other != id);
        let theirs = |other: Facts| {
            facts.issued_for.provider == Provider::Google
                && other.issued_for.provider == Provider::Google
                && other.issued_for.client_id == facts.issued_for.client_id
                && other.signed_in_as == facts.signed_in_as
        };
        others.into_iter().any(|other| self.record(&other).session.facts().cloned().is_some_and(theirs))
    }

    async fn revoke(&self, settings: &Settings, protocol: Protocol, id: AccountId, held: Held) -> Revocation {
        if held.facts.revocation_endpoint.is_none() {
            return Revocation::NotOffered;
        }
        if self.is_used_elsewhere(&id, &held.facts) {
            return Revocation::UsedElsewhere;
        }
        let secret = self.secret(&SecretName::ClientSecret(id.clone())).await.unwrap_or_default();
        self.revoke_with(settings, protocol, id, held, secret).await
    }

    /// As [`Engine::revoke`], for a grant that has left its account for another's sake: `kept` is the one that stays.
    pub(super) async fn revoke_beside(
        &self,
        settings: &Settings,
        kept: &AccountId,
        held: Held,
        secret: Option<SecretString>,
    ) -> Revocation {
        if held.facts.revocation_endpoint.is_none() {
            return Revocation::NotOffered;
        }
        // Of all accounts but the one that is empty now.
        if self.is_used_elsewhere(&AccountId::POP, &held.facts) {
            return Revocation::UsedElsewhere;
        }
        self.revoke_with(settings, kept.tab(), kept.clone(), held, secret).await
    }

    async fn revoke_with(
        &self,
        settings: &Settings,
        protocol: Protocol,
        id: AccountId,
        held: Held,
        secret: Option<SecretString>,
    ) -> Revocation {
        let Some(endpoint) = &held.facts.revocation_endpoint else { return Revocation::NotOffered };
        let revoked = match self.http(settings, settings.timeout(protocol)) {
            Ok(http) => {
                let client_id = &held.facts.issued_for.client_id;
                match ClientAuth::read(secret) {
                    Ok(client_auth) => {
                        let asker = Asker { http: &http, client_id, client_auth: &client_auth };
                        asker.revoke(&held.facts, &held.tokens).await
                    }
                    Err(error) => Err(error.into()),
                }
            }
            // Here the token is gone already: that must not look like a failed deletion.
            Err(error) => {
                Err(OAuthError::Network { host: endpoint.clone(), failure: NetworkFailure::Tls(error.to_string()) })
            }
        };
        match revoked {
            Ok(()) => {
                log::event(Event::TokenRevoked { account: id });
                Revocation::Revoked
            }
            Err(error) => {
                log::event(Event::TokenNotRevoked { account: id.clone(), why: error.clone().into() });
                let _older = self.inner.unrevoked().insert(id, held);
                Revocation::Failed(error)
            }
        }
    }
}
