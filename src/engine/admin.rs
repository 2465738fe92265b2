//! The administrator's lock: what asks for permission, and how one gets it.
//!
//! Protects: a verb that changes or uses anything for a person calls [`Engine::permit`] first; status, log, and what
//! Mailkey does by itself (renewals, the service, the check at its interval) never do. Permission belongs to this process
//! and to the password that was entered: another password, set wherever, ends it. Leaves to others: the password itself
//! (`crate::admin`), and when to withdraw the permission again.

use std::sync::{MutexGuard, PoisonError};

use secrecy::SecretString;

use super::Engine;
use crate::account::{Language, Settings, Theme};
use crate::admin::{self, Lock, Permission, Permit};
use crate::error::Error;
use crate::log::{self, Event, net};

/// A setting that is a matter of whoever sits there, not of the administrator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preference {
    /// The language of all words.
    Language(Language),
    /// The colours of the window.
    Theme(Theme),
}

impl Engine {
    fn permission(&self) -> MutexGuard<'_, Permission> {
        self.inner.permission.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the settings may be changed. Reads two small files.
    #[must_use]
    pub fn admin(&self) -> Lock {
        self.permission().lock(self.home(), self.clock())
    }

    /// Permission to change or use something now.
    ///
    /// # Errors
    /// A password is set and was not entered here, or its file cannot be used.
    pub fn permit(&self) -> Result<Permit, Error> {
        Ok(self.permission().permit(self.home())?)
    }

    /// Enters the password. Where none is set, that is fine as well.
    ///
    /// # Errors
    /// It is wrong, or was wrong too often; what was permitted before is not permitted any more then.
    pub async fn unlock(&self, password: SecretString) -> Result<(), Error> {
        net::learn(&password);
        let _was_given = self.permission().withdraw();
        let (home, clock) = (self.home().clone(), self.clock().clone());
        let verifier = slowly(move || admin::unlock(&home, &clock, &password)).await?;
        if verifier.is_some() {
            log::event(Event::Unlocked);
        }
        self.permission().give(verifier);
        Ok(())
    }

    /// Withdraws the permission.
    pub fn lock(&self) {
        if self.permission().withdraw() {
            log::event(Event::Locked);
        }
    }

    /// Sets a password, or another one; `old` is the one that is set. Then this process has permission.
    ///
    /// # Errors
    /// See [`admin::set`].
    pub async fn set_password(&self, old: Option<SecretString>, new: SecretString) -> Result<(), Error> {
        old.iter().chain([&new]).for_each(net::learn);
        let engine = self.clone();
        self.to_its_end(async move {
            let (home, clock) = (engine.home().clone(), engine.clock().clone());
            let verifier = slowly(move || admin::set(&home, &clock, old.as_ref(), &new)).await?;
            engine.permission().give(Some(verifier));
            Ok(())
        })
        .await
    }

    /// Removes the password.
    ///
    /// # Errors
    /// See [`admin::remove`].
    pub async fn remove_password(&self, old: SecretString) -> Result<(), Error> {
        net::learn(&old);
        let engine = self.clone();
        self.to_its_end(async move {
            let (home, clock) = (engine.home().clone(), engine.clock().clone());
            slowly(move || admin::remove(&home, &clock, &old)).await?;
            let _was_given = engine.permission().withdraw();
            Ok(())
        })
        .await
    }

    /// Stores a preference, also while the settings are locked, and gives what is stored then.
    ///
    /// # Errors
    /// The settings are those of another home, which are locked; or the file cannot be read or written.
    pub fn prefer(&self, preference: Preference) -> Result<Settings, Error> {
        admin::check_door(self.home())?;
        let base = self.settings()?;
        let mut new = base.clone();
        match preference {
            Preference::Language(language) => new.language = language,
            Preference::Theme(theme) => new.theme = theme,
        }
        self.store(&base, &new)
    }
}

/// Runs a check on a thread of its own.
async fn slowly<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, admin::AdminError> + Send + 'static,
) -> Result<T, Error> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => Ok(result?),
        Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
        // The runtime ends; whoever asked is gone then.
        Err(_) => Err(Error::Busy),
    }
}
