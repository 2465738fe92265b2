//! A renewal that does not succeed for now: what stands in the way, since when, and when to try again.
//!
//! Protects: pauses grow, are spread, and are never shorter than the server asked for; what is wrong is kept in a form
//! that can be said in any language later. Pure: time and chance are arguments. Leaves to others: trying.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::certificate::CertificateError;
use super::error::{OAuthError, Refusal};
use super::network::NetworkFailure;
use crate::account::Protocol;
use crate::error::Error;
use crate::secrets::SecretError;
use crate::settings::names;
use crate::tls::TlsSetupError;

/// The longest pause that a server can ask for.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(24);

/// What stands in the way of a renewal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Cause {
    /// The authorization server could not be asked.
    Network {
        /// Its host.
        host: String,
        /// What happened.
        failure: NetworkFailure,
    },
    /// It refused for a reason that does not say that the grant is dead (a client secret that ended, for instance).
    Refused(Refusal),
    /// The keyring.
    Keyring {
        /// What it said.
        error: SecretError,
    },
    /// The application's secret in the keyring is not what Mailkey stored there.
    Secret {
        /// Whose: the account's tab.
        of: Protocol,
    },
    /// The application's certificate.
    Certificate {
        /// What is wrong with it.
        error: CertificateError,
    },
    /// The discovery document.
    Discovery {
        /// The configured issuer.
        issuer: String,
    },
    /// The file with additional certificates cannot be read.
    Trust {
        /// Which.
        path: std::path::PathBuf,
        /// The system's reason.
        reason: String,
    },
    /// Something of this computer's own, in English.
    Other {
        /// What.
        text: String,
    },
}

impl From<&Error> for Cause {
    fn from(error: &Error) -> Self {
        match error {
            Error::OAuth(OAuthError::Network { host, failure }) => {
                Self::Network { host: host.clone(), failure: failure.clone() }
            }
            Error::OAuth(OAuthError::Refused(refusal)) => Self::Refused(refusal.clone()),
            Error::OAuth(OAuthError::Certificate(error)) => Self::Certificate { error: *error },
            Error::OAuth(OAuthError::Discovery { issuer, .. }) => Self::Discovery { issuer: issuer.clone() },
            Error::Tls(TlsSetupError::Unreadable { path, cause }) => {
                Self::Trust { path: path.clone(), reason: cause.to_string() }
            }
            Error::Secret(error) => Self::Keyring { error: error.clone() },
            // Only an application's secret is needed to renew.
            Error::SecretDamaged(key) => {
                let of = |protocol: &Protocol| names::client_secret(*protocol) == *key;
                Self::Secret { of: Protocol::ALL.into_iter().find(of).unwrap_or(Protocol::Smtp) }
            }
            other => Self::Other { text: other.to_string() },
        }
    }
}

/// Renewals that did not succeed, since the last one that did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trouble {
    /// When the first of them failed.
    pub since: Timestamp,
    /// How many there were.
    pub failures: u32,
    /// When to try again.
    pub retry_at: Timestamp,
    /// Whether the server asked to wait until then (RFC 9110, 10.2.3: Retry-After), so that nobody may ask before.
    pub wait: bool,
    /// What stood in the way of the last one.
    pub cause: Cause,
}

impl Trouble {
    /// One more failure. `chance` is from 0 to 1 and spreads the next attempt by a fifth to either side, so that many
    /// computers do not come back at the same instant.
    #[must_use]
    pub fn after(before: Option<&Self>, cause: Cause, asked: Option<Duration>, chance: f64, now: Timestamp) -> Self {
        let failures = before.map_or(0, |trouble| trouble.failures).saturating_add(1);
        let (first, most) = match cause {
            // A person must change something first; asking every few seconds would only look like an attack.
            Cause::Refused(ref refusal) if !refusal.may_pass() => (300, 3600),
            Cause::Certificate { .. } => (300, 3600),
            Cause::Refused(_)
            | Cause::Network { .. }
            | Cause::Keyring { .. }
            | Cause::Secret { .. }
            | Cause::Discovery { .. }
            | Cause::Trust { .. }
            | Cause::Other { .. } => (10, 900),
        };
        let doubled = 1_i64.checked_shl((failures - 1).min(20)).unwrap_or(i64::MAX).saturating_mul(first);
        let seconds = doubled.min(most) as f64 * (0.8 + 0.4 * chance.clamp(0.0, 1.0));
        let own = SignedDuration::try_from_secs_f64(seconds).unwrap_or(SignedDuration::from_secs(most));
        let asked = asked.and_then(|time| SignedDuration::try_from(time).ok()).map(|time| time.min(LONGEST));
        let pause = asked.map_or(own, |asked| asked.max(own));
        Self {
            since: before.map_or(now, |trouble| trouble.since),
            failures,
            retry_at: now.checked_add(pause).unwrap_or(now),
            wait: asked.is_some(),
            cause,
        }
    }

    /// Whether it is time to try again by itself.
    #[must_use]
    pub fn is_over(&self, now: Timestamp) -> bool {
        // Further away than any pause can be: the clock was set back.
        self.retry_at <= now || self.retry_at.duration_since(now) > LONGEST + SignedDuration::from_hours(1)
    }

    /// Whether the server would not have it that somebody asks now.
    #[must_use]
    pub fn forbids(&self, now: Timestamp) -> bool {
        self.wait && !self.is_over(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2026-01-01T10:00:00Z".parse().expect("a time")
    }

    fn network() -> Cause {
        Cause::Network { host: "id.example".into(), failure: NetworkFailure::TimedOut }
    }

    fn pauses(cause: &Cause, chance: f64) -> Vec<i64> {
        let mut trouble: Option<Trouble> = None;
        let pause = |_| {
            let next = Trouble::after(trouble.as_ref(), cause.clone(), None, chance, now());
            let pause = next.retry_at.duration_since(now()).as_secs();
            trouble = Some(next);
            pause
        };
        (0..9).map(pause).collect()
    }

    #[test]
    fn pauses_grow_up_to_a_limit() {
        assert_eq!(pauses(&network(), 0.5), [10, 20, 40, 80, 160, 320, 640, 900, 900]);
        assert_eq!(pauses(&network(), 0.0)[0..2], [8, 16]);
        assert_eq!(pauses(&network(), 1.0)[0..2], [12, 24]);
        assert_eq!(pauses(&Cause::Refused(Refusal::default()), 0.5)[0..6], [300, 600, 1200, 2400, 3600, 3600]);
    }

    #[test]
    fn what_the_server_asks_for_is_obeyed() {
        let after = |seconds| Trouble::after(None, network(), Some(Duration::from_secs(seconds)), 0.5, now());
        let short = after(3);
        assert_eq!(short.retry_at.duration_since(now()), SignedDuration::from_secs(10), "never sooner than by itself");
        let long = after(120);
        assert_eq!(long.retry_at.duration_since(now()), SignedDuration::from_secs(120));
        assert!(long.forbids(now()) && !long.forbids(long.retry_at) && long.is_over(long.retry_at));
        assert_eq!(after(u64::MAX).retry_at.duration_since(now()), SignedDuration::from_secs(10), "no time at all");
        assert_eq!(after(10_000_000).retry_at.duration_since(now()), LONGEST);
    }

    #[test]
    fn a_clock_that_was_set_back_does_not_stop_it() {
        let trouble = Trouble::after(None, network(), Some(Duration::from_secs(3600)), 0.5, now());
        assert!(!trouble.is_over(now()));
        assert!(trouble.is_over(now() - SignedDuration::from_hours(48)));
    }

    #[test]
    fn the_first_failure_is_remembered_and_the_last_cause() {
        let first = Trouble::after(None, network(), None, 0.5, now());
        let later = now() + SignedDuration::from_mins(5);
        let second = Trouble::after(Some(&first), Cause::Other { text: "x".into() }, None, 0.5, later);
        assert_eq!((second.since, second.failures), (now(), 2));
        assert_eq!(second.cause, Cause::Other { text: "x".into() });
        let json = serde_json::to_string(&second).expect("written");
        assert_eq!(serde_json::from_str::<Trouble>(&json).expect("read"), second);
        for cause in [
            network(),
            Cause::Refused(Refusal::new("a", Some("b"), None)),
            Cause::Keyring { error: SecretError::Locked },
        ] {
            let json = serde_json::to_string(&cause).expect("written");
            assert_eq!(serde_json::from_str::<Cause>(&json).expect("read"), cause, "{json}");
        }
    }
}
