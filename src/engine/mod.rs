//! The verbs that window, command line and background service share.
//!
//! Protects: what must not be cut off (code exchange, refresh, and the storing after them) runs to its end even when
//! whoever asked has gone; everything else is cancelled by dropping its future. Two processes agree through files: see
//! `grants`. What changes or uses anything asks for the administrator's permission first (`admin`). Leaves to others: words, and when to call.

mod access;
mod admin;
pub mod advice;
mod arrival;
mod delete;
mod grants;
mod join;
mod keep;
mod log;
mod login;
mod mail;
mod need;
mod notices;
mod passing;
mod renewal;
mod sign_in;
mod status;
mod test;
mod trail;
mod unstored;
mod walk;

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use secrecy::{ExposeSecret, SecretString};
use tokio::sync::{OwnedRwLockWriteGuard, RwLock};

pub use self::access::Access;
pub use self::admin::Preference;
pub use self::delete::{Deleted, Revocation};
use self::grants::Held;
pub use self::join::{Joined, Loser};
pub use self::keep::{Duties, KeepEvent};
pub use self::mail::{Checked, SentMessage};
pub use self::notices::Notice;
pub use self::sign_in::{Landing, PageMaker, SIGN_IN_TIME, SignInRequest, SignInStep, Way};
pub use self::status::{AccountStatus, Status};
pub use self::test::{Broken, TestReport, TestRequest};
use crate::account::{AccountId, OAuthAccount, Protocol, Provider, Settings, Timeout};
use crate::admin::Permission;
use crate::clock::Clock;
use crate::error::Error;
use crate::home::{Home, try_lock_exclusive};
use crate::log::{Event, net};
use crate::oauth::{ClientAuth, Http, OAuthError};
use crate::secrets::{Opener, SecretError, Vault};
use crate::settings::{self, names};

/// How long one process waits for another to let go of an account. A refresh holds it for one request (the largest time
/// limit is 300 s) and a few of the keyring's; giving up earlier could lose a sign-in's result.
const LOCK_TIME: Duration = Duration::from_secs(360);

/// The verbs. Cheap to clone: all clones are one engine.
#[derive(Clone)]
pub struct Engine {
    inner: Arc<Inner>,
}

struct Inner {
    home: Home,
    vault: Vault,
    clock: Clock,
    /// Whether the administrator's password was entered here.
    permission: Mutex<Permission>,
    /// Renewed grants that the keyring did not take.
    unstored: unstored::Memory,
    /// The generation of the last token that a mail server refused although it had just been renewed.
    renewed_in_vain: Mutex<BTreeMap<AccountId, u64>>,
    /// POP's entry had no note then: see `join`.
    without_note: Mutex<Option<(u64, SystemTime)>>,
    /// Kept from the moment at which the program is to end.
    closed: Mutex<Option<OwnedRwLockWriteGuard<()>>>,
    /// Deleted grants that the provider may still honour.
    unrevoked: Mutex<BTreeMap<AccountId, Held>>,
    /// Read by every piece of work that must reach its end; [`Engine::settle`] writes.
    critical: Arc<RwLock<()>>,
}

impl Inner {
    fn renewed_in_vain(&self) -> MutexGuard<'_, BTreeMap<AccountId, u64>> {
        self.renewed_in_vain.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn without_note(&self) -> MutexGuard<'_, Option<(u64, SystemTime)>> {
        self.without_note.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn unrevoked(&self) -> MutexGuard<'_, BTreeMap<AccountId, Held>> {
        self.unrevoked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").field("home", &self.inner.home).finish_non_exhaustive()
    }
}

/// A secret that a person enters.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SecretName {
    /// The application's secret at the provider.
    ClientSecret(AccountId),
    /// The mailbox's password, for the password method.
    Password(Protocol),
}

impl SecretName {
    /// The setting that it is.
    fn key(&self) -> &'static str {
        match self {
            Self::ClientSecret(id) => names::client_secret(id.tab()),
            Self::Password(protocol) => names::password(*protocol),
        }
    }
}

impl Engine {
    /// An engine for one home; the keyring is opened at the first use.
    #[must_use]
    pub fn new(home: Home, keyring: Opener) -> Self {
        Self::with_clock(home, keyring, Clock::system())
    }

    /// As [`Engine::new`], by another clock than the system's.
    #[must_use]
    pub fn with_clock(home: Home, keyring: Opener, clock: Clock) -> Self {
        // An error means that somebody installed one before: as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let inner = Inner {
            home,
            vault: Vault::new(keyring),
            clock,
            permission: Mutex::default(),
            unstored: unstored::Memory::default(),
            renewed_in_vain: Mutex::default(),
            without_note: Mutex::default(),
            closed: Mutex::default(),
            unrevoked: Mutex::default(),
            critical: Arc::default(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// Where the files are.
    #[must_use]
    pub fn home(&self) -> &Home {
        &self.inner.home
    }

    /// What time it is.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// The stored settings. Reads one small file.
    ///
    /// # Errors
    /// The file cannot be read or is wrong.
    pub fn settings(&self) -> Result<Settings, Error> {
        Ok(settings::load(&self.inner.home.settings_file())?)
    }

    /// Stores the settings in which `new` differs from `base` and gives what is stored then.
    ///
    /// # Errors
    /// The settings are locked, a rule does not hold, a setting is held by a token, or the file cannot be written; nothing
    /// is changed then.
    pub fn save(&self, base: &Settings, new: &Settings) -> Result<Settings, Error> {
        let _permit = self.permit()?;
        self.storable(base, new)?;
        self.store(base, new)
    }

    /// Whether these settings can be stored: every rule holds, and no token holds a setting.
    fn storable(&self, base: &Settings, new: &Settings) -> Result<(), Error> {
        if let Some(violation) = settings::violations(new).into_iter().next() {
            return Err(violation.into());
        }
        self.held_key(base, new).map_or(Ok(()), |key| Err(Error::Held(key)))
    }

    /// Takes over whole settings from elsewhere, also when a token is held: the token says what it was issued for, and is
    /// not used for anything else.
    ///
    /// # Errors
    /// The settings are locked, or the file cannot be written; it is as it was then.
    pub fn replace_settings(&self, base: &Settings, new: &Settings) -> Result<Settings, Error> {
        let _permit = self.permit()?;
        self.store(base, new)
    }

    /// Stores settings and writes down which.
    fn store(&self, base: &Settings, new: &Settings) -> Result<Settings, Error> {
        let stored = settings::save_changes(&self.inner.home.settings_file(), base, new)?;
        log::saved(base, new);
        Ok(stored)
    }

    /// Waits until everything that must not be cut off has ended, and stores what the keyring had not taken. Call it
    /// before the program ends: nothing of that kind begins afterwards.
    pub async fn settle(&self) {
        if self.closed().is_some() {
            return;
        }
        let closed = Arc::clone(&self.inner.critical).write_owned().await;
        *self.closed() = Some(closed);
        self.store_unstored().await;
    }

    fn closed(&self) -> MutexGuard<'_, Option<OwnedRwLockWriteGuard<()>>> {
        self.inner.closed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether something runs that must not be cut off.
    #[must_use]
    pub fn must_finish(&self) -> bool {
        self.inner.critical.try_write().is_err()
    }

    /// Whether a secret is stored.
    ///
    /// # Errors
    /// The keyring's reason.
    pub async fn has_secret(&self, name: SecretName) -> Result<bool, Error> {
        Ok(self.secret(&name).await?.is_some())
    }

    /// Stores a secret; an empty one removes it.
    ///
    /// # Errors
    /// The settings are locked, the keyring's reason, or a certificate that cannot be used; what was stored before is as it
    /// was then.
    pub async fn set_secret(&self, name: SecretName, value: SecretString) -> Result<(), Error> {
        let _permit = self.permit()?;
        net::learn(&value);
        let entry = self.entry(&name.to_string());
        if matches!(name, SecretName::ClientSecret(_)) {
            // Better said to whoever pastes it than at the next renewal.
            let _usable = ClientAuth::read(Some(value.expose_secret().trim().into())).map_err(OAuthError::from)?;
        }
        match value.expose_secret().trim() {
            "" => {
                self.inner.vault.delete(&entry).await?;
                crate::log::event(Event::SecretRemoved { name: name.to_string() });
            }
            // What is pasted often brings blanks and line ends along.
            trimmed => {
                self.inner.vault.set(&entry, trimmed.into()).await?;
                crate::log::event(Event::SecretStored { name: name.to_string() });
            }
        }
        if let SecretName::ClientSecret(id) = &name {
            // The secret is stored, and that is what was asked for.
            if let Err(error) = self.relieve(id).await {
                tracing::warn!(account = %id, %error, "the next renewal waits as before");
            }
        }
        Ok(())
    }

    async fn secret(&self, name: &SecretName) -> Result<Option<SecretString>, Error> {
        let secret = self.inner.vault.get(&self.entry(&name.to_string())).await.map_err(|error| match error {
            // Not the token's entry: deleting the token would not help.
            SecretError::Damaged => Error::SecretDamaged(name.key()),
            other => other.into(),
        })?;
        secret.iter().for_each(net::learn);
        Ok(secret)
    }

    /// The name of an entry in the keyring. The home's path keeps two homes of one user apart.
    fn entry(&self, name: &str) -> String {
        format!("{name}@{}", self.inner.home.config_dir().display())
    }

    fn http(&self, settings: &Settings, timeout: Timeout) -> Result<Http, Error> {
        let tls = crate::tls::client_config(settings.extra_ca.as_deref())?;
        Ok(Http::new(&tls, timeout.duration(), self.clock().clone())?)
    }

    /// Runs work to its end even when the caller's future is dropped.
    async fn to_its_end<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, Error>> + Send + 'static,
    ) -> Result<T, Error> {
        let guard = Arc::clone(&self.inner.critical).read_owned().await;
        let task = tokio::spawn(async move {
            let result = work.await;
            drop(guard);
            result
        });
        match task.await {
            Ok(result) => result,
            Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            // A task is cancelled only when the runtime ends; whoever asked is gone then.
            Err(_) => Err(Error::Busy),
        }
    }
}

impl std::fmt::Display for SecretName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::ClientSecret(id) => f.write_str(names::client_secret(id.tab())),
            Self::Password(protocol) => f.write_str(names::password(*protocol)),
        }
    }
}

/// Waits for a lock between processes; `kept` gives it when this process has it already.
async fn lock(path: &Path, patience: Duration, refused: Error, kept: impl Fn() -> Option<File>) -> Result<File, Error> {
    let deadline = tokio::time::Instant::now() + patience;
    let mut pause = Duration::from_millis(5);
    loop {
        if let Some(file) = kept() {
            return Ok(file);
        }
        if let Some(file) = try_lock_exclusive(path).map_err(|error| Error::home(path, &error))? {
            return Ok(file);
        }
        if tokio::time::Instant::now() >= deadline {
            return Err(refused);
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 3 / 2).min(Duration::from_millis(150));
    }
}

/// The keys of an account that must be filled in before anyone can sign in.
fn missing_for_sign_in(id: &AccountId, account: &OAuthAccount) -> Vec<&'static str> {
    let needed = [
        (account.account.is_none(), names::account(id.tab())),
        (account.client_id.is_empty(), names::client_id(id.tab())),
        (account.provider == Provider::Custom && account.issuer.is_none(), names::issuer(id.tab())),
    ];
    needed.into_iter().filter_map(|(missing, key)| missing.then_some(key)).collect()
}
