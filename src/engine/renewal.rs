//! One renewal of a grant, from the decision to the stored answer.
//!
//! Protects: one process renews at a time, after looking whether another has just done it; the answer is stored before
//! it is used; only the authorization server makes a grant invalid; and a crash at any instant leaves a grant that works
//! or a state that says what happened.
//!
//! What is hard: a provider that rotates refresh tokens retires the old one when it answers (RFC 9700, 4.14.2). Whoever
//! dies between its answer and the keyring has lost the grant, and nothing that we write can change that. What can be
//! done is to know it afterwards. So before the request goes out the entry in the keyring is written once more, with the
//! time of asking in it (the journal). That also proves that the keyring takes a value of this size now: a keyring that
//! refuses costs nothing, because nothing was asked yet.
//!
//! The points at which a process can die (`crate::fault` names them for the tests), and what the next one finds:
//!
//! | dies | in the keyring | what follows |
//! | --- | --- | --- |
//! | before the journal is written (`refresh-before-journal`) | the old grant | it is renewed as if nothing had been |
//! | while it is written | the old grant, with the journal or without | as above, or as below |
//! | before the request is sent (`refresh-journalled`) | the old grant and the journal | the old refresh token works |
//! | before the answer arrives | the same | it works, unless the provider rotates and got the request: then **the grant is lost**, the provider says `invalid_grant`, and the journal makes of it [`Reason::AnswerLost`] |
//! | before the answer is stored (`refresh-answered`) | the same | the same |
//! | before the state file is written (`refresh-stored-keyring`) | the new grant | the next use brings the file in line |
//! | after that (`refresh-stored`) | the new grant | nothing |
//!
//! An answer that the keyring does not take, though it took the journal, stays in this process's memory (`unstored`) and
//! is stored as soon as the keyring is well again. Until then this process keeps the account's lock.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

use jiff::SignedDuration;

use super::grants::{Held, Issued};
use super::need::{Need, access_of, usable};
use super::passing::passes;
use super::{Access, Engine, LOCK_TIME, SecretName};
use crate::account::{AccountId, OAuthAccount, Protocol, Provider, Settings};
use crate::error::Error;
use crate::fault;
use crate::log::{self, Event};
use crate::oauth::session::{Cause, Facts, Reason, Record, Session, Trouble};
use crate::oauth::tokens::{Asker, Tokens};
use crate::oauth::{ClientAuth, Endpoints, OAuthError};

/// How long somebody waits for another's renewal while the token still holds.
const WHILE_IT_HOLDS: Duration = Duration::from_secs(2);

/// There is no new token.
struct NotRenewed {
    error: Error,
    clock_off: Option<SignedDuration>,
}

impl Engine {
    /// Renews a grant where it is needed; gives the access token that counts then.
    pub(super) async fn renew(
        &self,
        settings: &Settings,
        protocol: Protocol,
        id: &AccountId,
        need: Need,
    ) -> Result<Access, Error> {
        let patience = if need == Need::Valid { WHILE_IT_HOLDS } else { LOCK_TIME };
        let _lock = match self.grant_lock_within(id, patience).await {
            // Somebody is at it; nobody needs to wait while the token holds.
            Err(Error::Busy) if need == Need::Valid => match self.held(id).await? {
                Some(held) if !held.facts.is_over(self.clock().now()) => return Ok(Access::of(held)),
                _ => self.grant_lock(id).await?,
            },
            lock => lock?,
        };
        // Another process may have renewed it, or removed it, while this one waited.
        let (mut record, held) = match self.truth(id).await {
            Ok((record, held)) => (record, Ok(held)),
            Err(Error::Secret(error)) => {
                let record = self.record(id);
                if need == Need::Background {
                    let cause = Cause::Keyring { error: error.clone() };
                    let _session = self.note_trouble(id, &record, cause, None, None);
                }
                (record, Err(error))
            }
            Err(other) => return Err(other),
        };
        let mut held = usable(settings, protocol, &record, held, self.clock().now())?;
        if let Some(stored) = self.store_late(id, &record, &held).await {
            (record, held) = stored;
        }
        if !need.renews(&record.session, &held, self.clock().now()) {
            return access_of(held, &record.session, need, self.clock().now());
        }
        fault::point("refresh-before-journal");
        let asked = self.ask(settings, protocol, id, &held).await;
        match asked {
            Ok(answer) => self.store_renewed(id, &record, &held, need, answer).await,
            Err(failed) => self.not_renewed(protocol, id, &record, held, need, failed),
        }
    }

    /// Asks the provider, with the journal written before.
    async fn ask(
        &self,
        settings: &Settings,
        protocol: Protocol,
        id: &AccountId,
        held: &Held,
    ) -> Result<Issued, NotRenewed> {
        let own = |error: Error| NotRenewed { error, clock_off: None };
        let secret = self.secret(&SecretName::ClientSecret(id.clone())).await.map_err(own)?;
        let http = self.http(settings, settings.timeout(protocol)).map_err(own)?;
        let client_id = held.facts.issued_for.client_id.clone();
        let client_auth = ClientAuth::read(secret).map_err(|error| own(OAuthError::from(error).into()))?;
        let asker = Asker { http: &http, client_id: &client_id, client_auth: &client_auth };
        let answer = if held.facts.application {
            // Nothing is used up by asking: there is no refresh token that could be lost.
            self.ask_as_application(settings.account(protocol), held, &asker).await
        } else {
            self.ask_with_journal(id, held, &asker).await
        };
        let clock_off = http.clock_off();
        match answer {
            Ok((facts, tokens)) => Ok(Issued { facts, tokens, clock_off }),
            Err(error) => Err(NotRenewed { error, clock_off }),
        }
    }

    async fn ask_as_application(
        &self,
        account: &OAuthAccount,
        held: &Held,
        asker: &Asker<'_>,
    ) -> Result<(Facts, Tokens), Error> {
        let endpoints = Endpoints::find(account, asker.http).await?;
        let (facts, tokens) = asker.application(account, &endpoints).await?;
        Ok((Facts { obtained_at: held.facts.obtained_at, ..facts }, tokens))
    }

    async fn ask_with_journal(&self, id: &AccountId, held: &Held, asker: &Asker<'_>) -> Result<(Facts, Tokens), Error> {
        let Some(refresh) = &held.tokens.refresh else { return Err(OAuthError::Incomplete("no refresh token").into()) };
        let journal = Held { asked_at: held.asked_at.or(Some(self.clock().now())), ..held.clone() };
        self.hold(id, &journal).await?;
        fault::point("refresh-journalled");
        let answer = asker.refresh(&held.facts, refresh).await;
        if let Err(error) = &answer
            && !error.was_sent()
            && held.asked_at.is_none()
            // One that stays does no harm: it only speaks when the provider refuses the grant.
            && let Err(error) = self.hold(id, held).await
        {
            tracing::warn!(account = %id, %error, "the journal of a renewal could not be removed");
        }
        Ok(answer?)
    }

    async fn store_renewed(
        &self,
        id: &AccountId,
        record: &Record,
        old: &Held,
        need: Need,
        answer: Issued,
    ) -> Result<Access, Error> {
        let Issued { facts, tokens, clock_off } = answer;
        fault::point("refresh-answered");
        let Some(next) = record.renewed(record.generation, facts.clone(), clock_off) else { return Err(Error::Busy) };
        let held = Held { generation: next.generation, facts, asked_at: None, leaving: None, tokens };
        if let Err(error) = self.hold_surely(id, &held).await {
            log::event(Event::TokenUnstored { account: id.clone(), why: error.clone().into() });
            let cause = Cause::Keyring { error: error.clone() };
            let _session = self.note_trouble(id, record, cause, None, clock_off);
            self.inner.unstored.keep(id, old.generation, held.clone());
            return if need == Need::Forced {
                Err(error.into())
            } else {
                Ok(Access { renewed: true, ..Access::of(held) })
            };
        }
        fault::point("refresh-stored-keyring");
        self.write_down(id, &next);
        fault::point("refresh-stored");
        log::event(Event::TokenRenewed { account: id.clone(), until: held.facts.expires_at });
        if let Some(trouble) = record.session.trouble() {
            log::event(Event::TroubleOver { account: id.clone(), since: trouble.since });
        }
        Ok(Access { renewed: true, ..Access::of(held) })
    }

    /// What stood in the way of a renewal may be gone: the next attempt need not wait.
    pub(super) async fn relieve(&self, id: &AccountId) -> Result<(), Error> {
        if self.record(id).relieved(self.clock().now()).is_none() {
            return Ok(());
        }
        let _lock = self.grant_lock(id).await?;
        match self.record(id).relieved(self.clock().now()) {
            Some(relieved) => self.write_record(id, &relieved),
            None => Ok(()),
        }
    }

    fn not_renewed(
        &self,
        protocol: Protocol,
        id: &AccountId,
        record: &Record,
        held: Held,
        need: Need,
        failed: NotRenewed,
    ) -> Result<Access, Error> {
        let NotRenewed { error, clock_off } = failed;
        if let Error::OAuth(refused) = &error
            && let Some(refusal) = refused.refusal_that_kills()
            && !held.facts.application
        {
            // Microsoft and Google leave the old refresh token alone when it is used.
            let rotates = held.facts.issued_for.provider == Provider::Custom;
            let reason = Reason::of(refusal, held.asked_at.filter(|_| rotates));
            if let Some(rejected) = record.rejected(record.generation, reason.clone()) {
                self.write_record(id, &rejected)?;
            }
            let dead = Error::Invalid { protocol, reason };
            log::event(Event::TokenInvalid { account: id.clone(), why: dead.clone() });
            return Err(dead);
        }
        let asked = if let Error::OAuth(error) = &error { error.retry_after() } else { None };
        let session = self.note_trouble(id, record, Cause::from(&error), asked, clock_off);
        // Not the time from before: the provider may have been silent for long.
        let now = self.clock().now();
        let retry_at = session.trouble().map(|trouble| trouble.retry_at);
        let again = !matches!(need, Need::Forced) && passes(&error);
        log::event(Event::TokenNotRenewed { account: id.clone(), why: error.clone(), retry_at, again });
        match need {
            Need::Valid if held.facts.expires_at.is_none_or(|end| end > now) => Ok(Access::of(held)),
            _ => Err(session.reason(now).map_or(error, |reason| Error::Invalid { protocol, reason })),
        }
    }

    fn note_trouble(
        &self,
        id: &AccountId,
        record: &Record,
        cause: Cause,
        asked: Option<Duration>,
        clock_off: Option<SignedDuration>,
    ) -> Session {
        let trouble = Trouble::after(record.session.trouble(), cause, asked, chance(), self.clock().now());
        match record.troubled(record.generation, trouble, clock_off) {
            Some(troubled) => {
                self.write_down(id, &troubled);
                troubled.session
            }
            None => record.session.clone(),
        }
    }

    /// Writes a record whose loss the keyring makes good.
    pub(super) fn write_down(&self, id: &AccountId, record: &Record) {
        if let Err(error) = self.write_record(id, record) {
            tracing::warn!(account = %id, %error, "the state file could not be written");
        }
    }
}

/// From 0 to 1.
fn chance() -> f64 {
    let random = RandomState::new().build_hasher().finish();
    (random >> 11) as f64 / (1_u64 << 53) as f64
}
