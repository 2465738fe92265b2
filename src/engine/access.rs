//! A valid access token, whenever one is asked for; and the end of a grant.
//!
//! Protects: a refresh is made by one process at a time, after looking whether another has just made it; its answer is
//! stored before it is used. Only the authorization server's `invalid_grant` makes a grant invalid.

use jiff::Timestamp;
use secrecy::SecretString;

use super::grants::Held;
use super::{Engine, SecretName};
use crate::account::{AccountId, Protocol, Settings};
use crate::error::Error;
use crate::oauth::session::{IssuedFor, Reason, Record, Session};
use crate::oauth::tokens::Asker;
use crate::oauth::{NetworkFailure, OAuthError};
use crate::secrets::SecretError;

/// An access token that is valid now.
pub struct Access {
    /// The token.
    pub token: SecretString,
    /// Until when it holds, where known.
    pub expires_at: Option<Timestamp>,
    /// The generation that it belongs to.
    pub generation: u64,
}

/// What a deletion did at the provider. Here the token is gone in every case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Revocation {
    /// The provider confirmed that the grant is withdrawn.
    Revoked,
    /// The provider offers no revocation: the permission remains there until it is withdrawn by hand.
    NotOffered,
    /// The provider could not be asked or refused.
    Failed(OAuthError),
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
    /// A valid access token for a protocol, renewed when little of its life is left.
    ///
    /// # Errors
    /// There is none, it is dead, or it could not be renewed.
    pub async fn access_token(&self, protocol: Protocol) -> Result<Access, Error> {
        let settings = self.settings()?;
        self.access(&settings, protocol, None).await
    }

    /// As [`Engine::access_token`]; `refused` is a generation whose token a server did not take: that one is renewed.
    pub(super) async fn access(
        &self,
        settings: &Settings,
        protocol: Protocol,
        refused: Option<u64>,
    ) -> Result<Access, Error> {
        let id = settings.account_id(protocol);
        let (record, held) = (self.record(&id), self.held(&id).await);
        if let Ok(held) = &held
            && true_session(&record, held.as_ref()) != record.session
        {
            self.heal(&id).await?;
        }
        let held = usable(settings, protocol, &record, held)?;
        if !wants_renewal(&held, refused, Timestamp::now()) {
            return Ok(access_of(held));
        }
        let (engine, settings) = (self.clone(), settings.clone());
        self.to_its_end(async move { engine.renew(&settings, protocol, &id, refused).await }).await
    }

    /// Brings the state file in line with the keyring, which is the truth, under the account's lock.
    async fn heal(&self, id: &AccountId) -> Result<(), Error> {
        let _lock = self.grant_lock(id).await?;
        let record = self.record(id);
        let held = self.held(id).await?;
        let session = true_session(&record, held.as_ref());
        if session == record.session {
            return Ok(());
        }
        tracing::warn!(account = %id, "the state file did not say what the keyring holds");
        let generation = held.map_or(0, |held| held.generation);
        let generation = generation.max(record.generation.saturating_add(1));
        self.write_record(id, &Record { generation, session })
    }

    async fn renew(
        &self,
        settings: &Settings,
        protocol: Protocol,
        id: &AccountId,
        refused: Option<u64>,
    ) -> Result<Access, Error> {
        let _lock = self.grant_lock(id).await?;
        // Another process may have renewed it, or removed it, while this one waited.
        let held = usable(settings, protocol, &self.record(id), self.held(id).await)?;
        let now = Timestamp::now();
        if !wants_renewal(&held, refused, now) {
            return Ok(access_of(held));
        }
        let Some(refresh) = &held.tokens.refresh else { return Ok(access_of(held)) };
        let secret = self.secret(&SecretName::ClientSecret(id.clone())).await?;
        let http = self.http(settings, settings.timeout(protocol))?;
        let asker = Asker { http: &http, client_id: &held.facts.issued_for.client_id, client_secret: secret.as_ref() };
        match asker.refresh(&held.facts, refresh).await {
            Ok((facts, tokens)) => {
                let expires_at = facts.expires_at;
                let record = self.store(id, facts, &tokens).await?;
                tracing::info!(account = %id, generation = record.generation, "the access token was renewed");
                Ok(Access { token: tokens.access, expires_at, generation: record.generation })
            }
            Err(error) => {
                if let Some(refusal) = error.refusal_that_kills() {
                    tracing::warn!(account = %id, %error, "the provider refused the grant for good");
                    let reason = Reason::from(refusal);
                    let session = Session::Rejected { facts: held.facts, reason: reason.clone() };
                    self.write_record(id, &self.record(id).next(session))?;
                    return Err(Error::Invalid { protocol, reason });
                }
                // Not the time from before: the provider may have been silent for long.
                let still_holds = held.facts.expires_at.is_some_and(|end| end > Timestamp::now()) && refused.is_none();
                tracing::warn!(account = %id, %error, still_holds, "the access token could not be renewed");
                if still_holds { Ok(access_of(held)) } else { Err(error.into()) }
            }
        }
    }

    /// Removes a protocol's token here, and revokes it at the provider where that can be done.
    ///
    /// # Errors
    /// The keyring did not let go of it.
    pub async fn delete_token(&self, protocol: Protocol) -> Result<Deleted, Error> {
        let settings = self.settings()?;
        let engine = self.clone();
        self.to_its_end(async move { engine.delete(&settings, protocol).await }).await
    }

    async fn delete(&self, settings: &Settings, protocol: Protocol) -> Result<Deleted, Error> {
        let id = settings.account_id(protocol);
        let held = {
            let _lock = self.grant_lock(&id).await?;
            // A damaged entry cannot be revoked, but it can be removed.
            let held = match self.held(&id).await {
                Err(SecretError::Damaged) => None,
                other => other?,
            };
            self.forget(&id).await?;
            held
        };
        let Some(held) = held else { return Ok(Deleted { revocation: Revocation::NothingHeld }) };
        tracing::info!(account = %id, "the token was removed");
        let Some(endpoint) = &held.facts.revocation_endpoint else {
            return Ok(Deleted { revocation: Revocation::NotOffered });
        };
        let secret = self.secret(&SecretName::ClientSecret(id)).await.unwrap_or_default();
        let revoked = match self.http(settings, settings.timeout(protocol)) {
            Ok(http) => {
                let client_id = &held.facts.issued_for.client_id;
                let asker = Asker { http: &http, client_id, client_secret: secret.as_ref() };
                asker.revoke(endpoint, &held.tokens).await
            }
            // Here the token is gone already: that must not look like a failed deletion.
            Err(error) => {
                Err(OAuthError::Network { host: endpoint.clone(), failure: NetworkFailure::Tls(error.to_string()) })
            }
        };
        let revocation = match revoked {
            Ok(()) => Revocation::Revoked,
            Err(error) => {
                tracing::warn!(%error, "the token could not be revoked at the provider");
                Revocation::Failed(error)
            }
        };
        Ok(Deleted { revocation })
    }
}

/// The session that counts. A deletion empties the keyring before it writes the file, so an entry beside a file that says
/// "signed out" is a grant that the file does not know of (a crash, or another session's keyring was asked meanwhile).
fn true_session(record: &Record, held: Option<&Held>) -> Session {
    match held {
        None => Session::SignedOut,
        Some(held) if held.generation > record.generation || record.session == Session::SignedOut => {
            Session::SignedIn { facts: held.facts.clone() }
        }
        Some(_) => record.session.clone(),
    }
}

/// The stored grant, if it may be used for this.
fn usable(
    settings: &Settings,
    protocol: Protocol,
    record: &Record,
    held: Result<Option<Held>, SecretError>,
) -> Result<Held, Error> {
    let now = Timestamp::now();
    let dead = |reason| Error::Invalid { protocol, reason };
    let held = match held {
        Ok(Some(held)) => held,
        Ok(None) => return Err(Error::NotAcquired(protocol)),
        // What the file knows for certain needs no keyring.
        Err(error) => {
            let signed_out = record.generation > 0 && record.session == Session::SignedOut;
            return Err(match record.session.reason(now) {
                Some(reason) => dead(reason),
                None if signed_out => Error::NotAcquired(protocol),
                None => error.into(),
            });
        }
    };
    if let Some(reason) = true_session(record, Some(&held)).reason(now) {
        return Err(dead(reason));
    }
    if held.facts.issued_for != IssuedFor::new(settings.account(protocol)) {
        return Err(Error::OtherSettings { protocol, issued_for: held.facts.issued_for.account });
    }
    Ok(held)
}

fn wants_renewal(held: &Held, refused: Option<u64>, now: Timestamp) -> bool {
    held.tokens.refresh.is_some() && (held.facts.is_due(now) || refused == Some(held.generation))
}

fn access_of(held: Held) -> Access {
    Access { token: held.tokens.access, expires_at: held.facts.expires_at, generation: held.generation }
}
