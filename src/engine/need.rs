//! Whether a grant must be renewed for what is wanted, and whether it may be used at all.
//!
//! Protects: a grant is used for what it was issued for and for nothing else; a dead one is refused at once; nobody waits
//! for a server while the token still holds. Pure. Leaves to others: renewing (`renewal`).

use jiff::Timestamp;

use super::Access;
use super::grants::Held;
use crate::account::{Protocol, Settings};
use crate::error::Error;
use crate::oauth::session::{IssuedFor, Record, Session};
use crate::secrets::SecretError;

/// Why a token is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// One that is valid now.
    Valid,
    /// Another than the one of this generation: a server refused that one.
    Other(u64),
    /// Nobody waits for it; it is time.
    Background,
    /// A person wants it renewed.
    Forced,
}

impl Need {
    /// Whether the grant must be renewed for this.
    pub(super) fn renews(self, session: &Session, held: &Held, now: Timestamp) -> bool {
        let trouble = session.trouble();
        let due = held.facts.is_due(now) || held.facts.is_over(now);
        held.facts.can_be_renewed()
            && trouble.is_none_or(|trouble| !trouble.forbids(now))
            && match self {
                Self::Forced => true,
                Self::Other(generation) => generation == held.generation,
                // A renewal that failed is tried again also when it was made before it was due.
                Self::Background => trouble.map_or(due, |trouble| trouble.is_over(now)),
                // While the token holds, nobody is made to wait for a server that did not answer a moment ago.
                Self::Valid => due && (held.facts.is_over(now) || trouble.is_none_or(|trouble| trouble.is_over(now))),
            }
    }
}

/// The stored grant, if it may be used for this.
pub(super) fn usable(
    settings: &Settings,
    protocol: Protocol,
    record: &Record,
    held: Result<Option<Held>, SecretError>,
    now: Timestamp,
) -> Result<Held, Error> {
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
    // An application's grant is asked for anew all the same: what was refused may have been mended meanwhile.
    if let Some(reason) = record.session.reason(now).filter(|_| !held.facts.application) {
        return Err(dead(reason));
    }
    if held.facts.issued_for != IssuedFor::new(settings.account(protocol)) {
        return Err(Error::OtherSettings { protocol, issued_for: held.facts.issued_for.account });
    }
    Ok(held)
}

/// The token that is there, if it still holds; else what keeps it from being renewed.
pub(super) fn access_of(held: Held, session: &Session, need: Need, now: Timestamp) -> Result<Access, Error> {
    match session.trouble() {
        Some(trouble) if held.facts.is_over(now) || need == Need::Forced => Err(trouble.cause.clone().into()),
        _ => Ok(Access::of(held)),
    }
}
