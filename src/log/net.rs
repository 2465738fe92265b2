//! The last net: every secret that this process holds or held, looked for in every line before it is written.
//!
//! Protects: should a secret ever find a way into a text, by a mistake here, a library's error or a server that echoes
//! it, it is not written down. Secrets are kept from texts by their types in the first place; this is for what nobody
//! thought of. Leaves to others: finding them ([`crate::redact`]). Whoever receives, reads or is given a secret tells it
//! here, at the place where it becomes one.

use std::sync::{PoisonError, RwLock, TryLockError};

use secrecy::{ExposeSecret, SecretString};

use crate::redact::Secrets;

static NET: RwLock<Option<Secrets>> = RwLock::new(None);

/// From now on this secret is in no line of the log.
pub fn learn(secret: &SecretString) {
    learn_text(secret.expose_secret());
}

/// As [`learn`], for what is no [`SecretString`] (yet).
pub fn learn_text(secret: &str) {
    let mut net = NET.write().unwrap_or_else(PoisonError::into_inner);
    net.get_or_insert_with(Secrets::default).learn(secret);
}

/// A text without any secret.
#[must_use]
pub fn clean(text: &str) -> String {
    let net = NET.read().unwrap_or_else(PoisonError::into_inner);
    net.as_ref().and_then(|secrets| secrets.removed(text)).unwrap_or_else(|| text.to_owned())
}

/// As [`clean`], for a panic: it may have happened while this was held. `None`: the text cannot be looked through, so it
/// is not to be shown.
pub(super) fn clean_after_panic(text: &str) -> Option<String> {
    let net = match NET.try_read() {
        Ok(net) => net,
        Err(TryLockError::Poisoned(net)) => net.into_inner(),
        Err(TryLockError::WouldBlock) => return None,
    };
    Some(net.as_ref().and_then(|secrets| secrets.removed(text)).unwrap_or_else(|| text.to_owned()))
}

/// A whole line, whose changing parts were cleaned before: its own words are not torn by a password that is a word.
#[must_use]
pub fn clean_line(line: String) -> String {
    let net = NET.read().unwrap_or_else(PoisonError::into_inner);
    net.as_ref().and_then(|secrets| secrets.long_ones_removed(&line)).unwrap_or(line)
}
