//! The operating system's keyring: Secret Service on Linux, Credential Manager on Windows, Keychain on macOS.
//!
//! Protects: entries are named `mailkey` / NAME, as bytes. Leaves to others: waiting ([`super::Vault`]) and long values
//! ([`super::parts`]).

use std::sync::Arc;

use keyring_core::Error;
use keyring_core::api::CredentialStoreApi;
use zeroize::Zeroizing;

use super::{Opener, SecretError, Store};

/// The service under which every entry is stored.
const SERVICE: &str = "mailkey";

/// How often an entry is looked for that goes away while it is looked for.
const ATTEMPTS: u32 = 5;

struct System(Arc<dyn CredentialStoreApi + Send + Sync>);

/// Opens the operating system's keyring.
#[must_use]
pub fn keyring() -> Opener {
    Arc::new(|| Ok(Box::new(System(open_system().map_err(|error| no_service(&error))?))))
}

#[cfg(all(unix, not(target_os = "macos")))]
fn open_system() -> keyring_core::Result<Arc<dyn CredentialStoreApi + Send + Sync>> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

#[cfg(windows)]
fn open_system() -> keyring_core::Result<Arc<dyn CredentialStoreApi + Send + Sync>> {
    Ok(windows_native_keyring_store::Store::new()?)
}

#[cfg(target_os = "macos")]
fn open_system() -> keyring_core::Result<Arc<dyn CredentialStoreApi + Send + Sync>> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

/// Whatever keeps the keyring from being opened at all: it is not there.
fn no_service(error: &Error) -> SecretError {
    SecretError::NoService(first_line(&error.to_string()))
}

fn translate(error: &Error) -> SecretError {
    match error {
        Error::NoStorageAccess(_) => SecretError::Locked,
        Error::BadEncoding(_) | Error::BadDataFormat(..) | Error::Ambiguous(_) => SecretError::Damaged,
        // The Secret Service says IsLocked in an error of the bus where a collection is locked and nobody can be asked.
        other if other.to_string().contains("IsLocked") => SecretError::Locked,
        // Not `{other:?}`: the Debug form of some errors holds the bytes of the entry.
        other => SecretError::Other(first_line(&other.to_string())),
    }
}

/// Whether the entry was found, and removed by another process before it could be read: what services say to that
/// differs in its words.
fn is_gone(error: &Error) -> bool {
    let text = error.to_string();
    ["UnknownMethod", "UnknownObject", "UnknownInterface", "NoSuchObject"].iter().any(|name| text.contains(name))
}

/// Looks once more for an entry that went away between being found and being used. It is not taken for a missing one
/// before the keyring itself says so: whoever believes that a token is gone writes that down.
fn look_again<T>(ask: impl Fn() -> keyring_core::Result<T>) -> keyring_core::Result<T> {
    let first = ask();
    match first {
        Err(error) if is_gone(&error) => (1..ATTEMPTS)
            .find_map(|_| match ask() {
                Err(error) if is_gone(&error) => None,
                result => Some(result),
            })
            .unwrap_or(Err(error)),
        result => result,
    }
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().chars().filter(|c| !c.is_control()).take(300).collect()
}

impl System {
    fn entry(&self, name: &str) -> Result<keyring_core::Entry, SecretError> {
        self.0.build(SERVICE, name, None).map_err(|error| translate(&error))
    }
}

impl Store for System {
    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, SecretError> {
        let entry = self.entry(name)?;
        match look_again(|| entry.get_secret()) {
            Ok(bytes) => Ok(Some(Zeroizing::new(bytes))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(translate(&error)),
        }
    }

    fn set(&self, name: &str, value: &[u8]) -> Result<(), SecretError> {
        self.entry(name)?.set_secret(value).map_err(|error| translate(&error))
    }

    fn delete(&self, name: &str) -> Result<(), SecretError> {
        let entry = self.entry(name)?;
        match look_again(|| entry.delete_credential()) {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(translate(&error)),
        }
    }
}
