//! Two accounts become one: which token stays, and what becomes of the other. And one becomes two.
//!
//! Protects: a refresh token is never alive in two places, and none is lost, at whatever instant the program dies; a
//! deletion meanwhile wins. Leaves to others: asking a person (window, command line), and the words.
//!
//! What is hard: three stores take part, settings.toml and two entries of the keyring. So before anything else POP's entry
//! notes that it is leaving, and where to ([`Leaving`]). With the note, whoever comes after a crash knows what is left to be
//! done; it is done before the account is used again (`settle_before`). Both accounts' locks are held, always
//! SMTP's first.
//!
//! | dies | what is there | what follows |
//! | --- | --- | --- |
//! | after the note (`join-noted`) | two accounts, POP's entry with the note | the note is removed |
//! | after the settings (`join-settings`) | one account; POP's token in POP's entry | it moves (or goes) as was wanted |
//! | after the move (`join-stored-keyring`) | the token in both entries, POP's with the note | POP's entry goes; it was not used meanwhile |
//! | after the state file (`join-stored`) | the same | the same |
//! | after the removal (`join-removed`) | the token in SMTP's entry | the state file is brought in line |
//!
//! A token has moved when SMTP's entry has reached the generation in the note: generations never go back. Where somebody has
//! deleted the common token since, or got a new one, the one that was on its way goes.

use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::grants::Held;
use super::log::saved;
use super::{Engine, Revocation, SecretName};
use crate::account::{AccountId, EmailAddress, Protocol, Provider, Settings};
use crate::error::Error;
use crate::fault;
use crate::log::{self, Event};
use crate::oauth::session::Record;
use crate::secrets::SecretError;
use crate::settings;

/// A grant's entry notes that it is to leave its account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leaving {
    /// Where to; nowhere: it is to be removed.
    to: Option<Target>,
}

/// The account that takes a grant over, as it was before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Target {
    /// The generation that its entry will have at the least.
    generation: u64,
    /// How often its token had been deleted.
    deletions: u64,
}

/// What became of it.
#[derive(Debug, Clone)]
pub struct Joined {
    /// What is stored now.
    pub settings: Settings,
    /// The token that did not stay.
    pub loser: Option<Loser>,
}

/// A token that did not stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loser {
    /// Who had issued it.
    pub provider: Provider,
    /// For which mailbox.
    pub account: Option<EmailAddress>,
    /// What happened at the provider.
    pub revocation: Revocation,
}

/// A token that is to go, with the secret of its application.
struct Going {
    held: Held,
    secret: Option<secrecy::SecretString>,
}

impl Engine {
    /// Stores settings in which the common account is switched on, and keeps one of the two tokens: with POP's, the account's
    /// settings are POP's as well. The other token is removed here, and revoked at the provider where that can be done.
    ///
    /// # Errors
    /// The settings are locked, a rule does not hold, a setting is held by a token, POP has no token to keep, the keyring
    /// refused, or the file cannot be written.
    pub async fn join(&self, base: &Settings, new: &Settings, keep: Protocol) -> Result<Joined, Error> {
        let _permit = self.permit()?;
        let mut new = new.clone();
        new.pop.common_account = true;
        if keep == Protocol::Pop {
            new.smtp.oauth2 = new.pop.oauth2.clone();
        }
        if let Some(violation) = settings::violations(&new).into_iter().next() {
            return Err(violation.into());
        }
        let id = if keep == Protocol::Pop { AccountId::POP } else { AccountId::SMTP };
        if let Some(key) = self.held_key_of(&id, base, &new) {
            return Err(Error::Held(key));
        }
        // Where POP has no token nothing is left to be done, and no keyring is needed for that.
        if keep == Protocol::Smtp && self.record(&AccountId::POP).session.facts().is_none() {
            let settings = settings::save_changes(&self.home().settings_file(), base, &new)?;
            saved(base, &new);
            return Ok(Joined { settings, loser: None });
        }
        let (engine, base) = (self.clone(), base.clone());
        self.to_its_end(async move { engine.join_now(&base, &new, keep).await }).await
    }

    async fn join_now(&self, base: &Settings, new: &Settings, keep: Protocol) -> Result<Joined, Error> {
        let (stored, going) = {
            let _smtp = self.grant_lock(&AccountId::SMTP).await?;
            let _pop = self.grant_lock(&AccountId::POP).await?;
            let _earlier = self.settle_locked(base).await?;
            let (record, held) = self.truth(&AccountId::POP).await?;
            let Some(mut held) = held else {
                if keep == Protocol::Pop {
                    return Err(Error::NotAcquired(Protocol::Pop));
                }
                let settings = settings::save_changes(&self.home().settings_file(), base, new)?;
                saved(base, new);
                return Ok(Joined { settings, loser: None });
            };
            if let Some((_, late)) = self.store_late(&AccountId::POP, &record, &held).await {
                held = late;
            }
            if self.inner.unstored.has(&AccountId::POP) {
                // What is in this process's memory only cannot move.
                return Err(SecretError::NotAnswering.into());
            }
            self.hold(&AccountId::POP, &Held { leaving: Some(self.note(keep).await?), ..held.clone() }).await?;
            fault::point("join-noted");
            let stored = settings::save_changes(&self.home().settings_file(), base, new);
            let stored = match stored {
                Ok(stored) => stored,
                Err(error) => {
                    self.remove_note(&held).await;
                    return Err(error.into());
                }
            };
            fault::point("join-settings");
            (stored.clone(), self.settle_locked(&stored).await?)
        };
        saved(base, new);
        // Whichever was kept, it is the common account now.
        log::event(Event::AccountsJoined { kept: AccountId::SMTP });
        let loser = match going {
            None => None,
            Some(going) => Some(self.revoke_going(&stored, going).await),
        };
        Ok(Joined { settings: stored, loser })
    }

    /// What POP's entry is to note.
    async fn note(&self, keep: Protocol) -> Result<Leaving, Error> {
        if keep == Protocol::Smtp {
            return Ok(Leaving { to: None });
        }
        let (record, held) = self.truth(&AccountId::SMTP).await?;
        let generation = record.generation.max(held.map_or(0, |held| held.generation)).saturating_add(1);
        Ok(Leaving { to: Some(Target { generation, deletions: record.deletions }) })
    }

    async fn remove_note(&self, held: &Held) {
        let without = Held { leaving: None, ..held.clone() };
        if let Err(error) = self.hold(&AccountId::POP, &without).await {
            // It does no harm: it only speaks when the settings say that there is one account.
            tracing::warn!(%error, "a note in the keyring could not be removed");
        }
    }

    /// Finishes what a crash has interrupted, if anything.
    pub(super) async fn settle_leaving(&self, settings: &Settings) -> Result<(), Error> {
        let going = {
            let _smtp = self.grant_lock(&AccountId::SMTP).await?;
            let _pop = self.grant_lock(&AccountId::POP).await?;
            // Somebody may have changed them while this one waited.
            let settings = self.settings().unwrap_or_else(|_| settings.clone());
            self.settle_locked(&settings).await?
        };
        if let Some(going) = going {
            let _loser = self.revoke_going(settings, going).await;
        }
        Ok(())
    }

    /// The same before an account is used; `held` is what its entry holds.
    pub(super) async fn settle_before(
        &self,
        settings: &Settings,
        id: &AccountId,
        held: &Result<Option<Held>, SecretError>,
    ) -> Result<bool, Error> {
        let noted = matches!(held, Ok(Some(held)) if held.leaving.is_some());
        let left = *id == AccountId::SMTP && self.pop_is_left(settings);
        let looked = if left { self.what_a_note_follows() } else { None };
        if !noted && (!left || (looked.is_some() && *self.inner.without_note() == looked)) {
            return Ok(false);
        }
        let (engine, settings) = (self.clone(), settings.clone());
        match self.to_its_end(async move { engine.settle_leaving(&settings).await }).await {
            Ok(()) => *self.inner.without_note() = looked,
            // POP's entry must not stop the mail: this account has a token of its own.
            Err(error) if !noted && matches!(held, Ok(Some(_))) => {
                tracing::warn!(%error, "a token that was to leave its account is still there");
                return Ok(false);
            }
            Err(error) => return Err(error),
        }
        Ok(true)
    }

    /// What POP's entry belongs to, and when the settings were stored: whoever notes something stores them afterwards.
    fn what_a_note_follows(&self) -> Option<(u64, SystemTime)> {
        let stored = std::fs::metadata(self.home().settings_file()).and_then(|file| file.modified()).ok()?;
        Some((self.record(&AccountId::POP).generation, stored))
    }

    /// Whether POP has a token that nothing uses: it may have been on its way when the program died. Reads a small file.
    pub(super) fn pop_is_left(&self, settings: &Settings) -> bool {
        settings.pop.common_account && self.record(&AccountId::POP).session.facts().is_some()
    }

    /// Does what POP's entry has noted. Call it under both locks. Gives the token that is to be revoked.
    async fn settle_locked(&self, settings: &Settings) -> Result<Option<Going>, Error> {
        let (record, held) = match self.truth(&AccountId::POP).await {
            // What cannot be read is nobody's any more, whatever was noted there.
            Err(Error::Secret(SecretError::Damaged)) => return Ok(None),
            other => other?,
        };
        let Some(held) = held else { return Ok(None) };
        let Some(leaving) = held.leaving else { return Ok(None) };
        let common = settings.pop.common_account;
        let going = match leaving.to {
            None if common => Some(self.going(&AccountId::POP, held).await?),
            Some(target) if common || self.has_moved(target).await? => self.take_over(target, &record, held).await?,
            // The settings were not stored: nothing has happened.
            None | Some(_) => {
                self.remove_note(&held).await;
                return Ok(None);
            }
        };
        self.inner.vault.delete(&self.entry(AccountId::POP.as_str())).await?;
        fault::point("join-removed");
        let _older = self.inner.unrevoked().remove(&AccountId::POP);
        self.write_down(&AccountId::POP, &self.record(&AccountId::POP).deleted());
        Ok(going)
    }

    /// Whether SMTP's entry holds what was to move, or something younger.
    async fn has_moved(&self, target: Target) -> Result<bool, Error> {
        Ok(self.held(&AccountId::SMTP).await?.is_some_and(|held| held.generation >= target.generation))
    }

    /// SMTP's account takes POP's token over, unless it has already, or somebody has deleted or replaced it since. Gives the
    /// token that was there.
    async fn take_over(&self, target: Target, from: &Record, held: Held) -> Result<Option<Going>, Error> {
        let id = AccountId::SMTP;
        let (record, old) = self.truth(&id).await?;
        let there = old.as_ref().map_or(0, |old| old.generation);
        if there >= target.generation {
            if record.deletions == target.deletions && there == target.generation {
                self.write_down(&id, &Record { deletions: record.deletions.saturating_add(1), ..record });
            }
            return Ok(None);
        }
        if record.deletions != target.deletions {
            return Ok(Some(self.going(&AccountId::POP, held).await?));
        }
        let going = match old {
            Some(old) => Some(self.going(&id, old).await?),
            None => None,
        };
        self.copy_secret(&AccountId::POP, &id).await?;
        let record = record.taken_over(from.session.clone());
        let record = Record { generation: record.generation.max(there.saturating_add(1)), ..record };
        self.hold_surely(&id, &Held { generation: record.generation, leaving: None, ..held }).await?;
        fault::point("join-stored-keyring");
        let _older = self.inner.unstored.forget(&id);
        self.write_down(&id, &record);
        fault::point("join-stored");
        Ok(going)
    }

    async fn going(&self, id: &AccountId, held: Held) -> Result<Going, Error> {
        let secret = self.secret(&SecretName::ClientSecret(id.clone())).await?;
        Ok(Going { held, secret })
    }

    async fn revoke_going(&self, settings: &Settings, going: Going) -> Loser {
        let Going { held, secret } = going;
        let issued = held.facts.issued_for.clone();
        let revocation = self.revoke_beside(settings, &AccountId::SMTP, held, secret).await;
        Loser { provider: issued.provider, account: issued.account, revocation }
    }

    /// Stores settings in which the common account is switched off. POP's own account has SMTP's client secret from then on,
    /// until somebody changes it; its settings are those of `new`.
    ///
    /// # Errors
    /// The settings are locked, a rule does not hold, a setting is held by a token, the keyring refused, or the file cannot be
    /// written; the settings are as they were then.
    pub async fn part(&self, base: &Settings, new: &Settings) -> Result<Settings, Error> {
        let _permit = self.permit()?;
        self.storable(base, new)?;
        let (engine, base, new) = (self.clone(), base.clone(), new.clone());
        self.to_its_end(async move {
            // First of all: once the settings are stored, nobody knows any more that a secret is missing.
            match engine.copy_secret(&AccountId::SMTP, &AccountId::POP).await {
                // Where there is no keyring there is no secret in it.
                Err(Error::Secret(SecretError::NoService(why))) => tracing::warn!(%why, "no client secret was copied"),
                result => result?,
            }
            let stored = settings::save_changes(&engine.home().settings_file(), &base, &new)?;
            saved(&base, &new);
            Ok(stored)
        })
        .await
    }

    /// Gives an account the other's client secret, or none where the other has none.
    async fn copy_secret(&self, from: &AccountId, to: &AccountId) -> Result<(), Error> {
        let secret = self.secret(&SecretName::ClientSecret(from.clone())).await?;
        let entry = self.entry(&SecretName::ClientSecret(to.clone()).to_string());
        match secret {
            Some(secret) => self.inner.vault.set(&entry, secret).await?,
            None => self.inner.vault.delete(&entry).await?,
        }
        Ok(())
    }
}
