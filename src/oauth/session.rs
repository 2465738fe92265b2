//! What is known of one account's authorization, as pure values: nothing here reads a clock, a file or a keyring.
//!
//! Protects: a state that cannot be is not representable (a signed-in session has a grant, a rejected one a reason), and
//! each change has a higher generation, so that a late answer can be told from a current one. Leaves to others: the
//! tokens themselves ([`super::tokens::Tokens`]) and where records are kept (`crate::engine`).

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::error::Refusal;
use crate::account::{EmailAddress, OAuthAccount, Provider};

/// What the badge shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenState {
    /// Nenačteno: no grant is stored, and no sign-in is under way.
    NotAcquired,
    /// Čekání na autorizaci: a sign-in is under way.
    Waiting,
    /// Načteno: a grant is stored, and nothing says that it is dead.
    Acquired,
    /// Neplatný: the provider refused it for good, or it has ended and cannot be renewed.
    Invalid,
}

/// What a grant was issued for. A grant is used for nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedFor {
    /// The provider.
    pub provider: Provider,
    /// The mailbox.
    pub account: Option<EmailAddress>,
    /// The application.
    pub client_id: String,
    /// Microsoft's tenant, as configured.
    #[serde(default)]
    pub tenant: String,
    /// The issuer, for a provider of one's own.
    #[serde(default)]
    pub issuer: Option<String>,
}

impl IssuedFor {
    /// What a grant for this account would be issued for.
    #[must_use]
    pub fn new(account: &OAuthAccount) -> Self {
        Self {
            provider: account.provider,
            account: account.account.clone(),
            client_id: account.client_id.to_string(),
            tenant: account.tenant.to_string(),
            issuer: account.issuer.as_ref().map(ToString::to_string),
        }
    }
}

/// The public facts of a grant: all but its tokens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// What it was issued for.
    pub issued_for: IssuedFor,
    /// Who signed in, where the provider says so.
    pub signed_in_as: Option<String>,
    /// The token endpoint that issued it; only that one renews it (Microsoft: AADSTS7000012).
    pub token_endpoint: String,
    /// Where it can be revoked (RFC 7009).
    pub revocation_endpoint: Option<String>,
    /// The scopes that were granted.
    pub scopes: Vec<String>,
    /// When the person signed in.
    pub obtained_at: Timestamp,
    /// When the access token was last issued.
    pub refreshed_at: Timestamp,
    /// Until when the access token holds; unknown when the provider does not say.
    pub expires_at: Option<Timestamp>,
    /// Whether there is a refresh token.
    pub renewable: bool,
}

impl Facts {
    /// The mailbox.
    #[must_use]
    pub fn account(&self) -> Option<&EmailAddress> {
        self.issued_for.account.as_ref()
    }

    /// Whether the access token should be renewed before it is used: less than 5 minutes are left, or of a lifetime
    /// under 10 minutes less than half. One of unknown lifetime is used until it is refused.
    #[must_use]
    pub fn is_due(&self, now: Timestamp) -> bool {
        let Some(expires_at) = self.expires_at else { return false };
        let lifetime = expires_at.duration_since(self.refreshed_at);
        let margin = (lifetime / 2).min(SignedDuration::from_mins(5));
        // A clock that was set back makes the token look younger than it is: renew.
        expires_at.duration_since(now) < margin
            || now.checked_add(SignedDuration::from_mins(5)).is_ok_and(|soon| soon < self.refreshed_at)
    }

    fn is_over(&self, now: Timestamp) -> bool {
        !self.renewable && self.expires_at.is_some_and(|end| end <= now)
    }
}

/// Why a grant is dead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Reason {
    /// The provider refused to renew it.
    Refused {
        /// The code (`invalid_grant`).
        error: String,
        /// The provider's own text.
        description: Option<String>,
    },
    /// The access token ended, and there is no refresh token.
    Expired,
}

impl From<&Refusal> for Reason {
    fn from(refusal: &Refusal) -> Self {
        Self::Refused { error: refusal.error.clone(), description: refusal.description.clone() }
    }
}

/// One account's authorization.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum Session {
    /// No grant is stored.
    #[default]
    SignedOut,
    /// A grant is stored.
    SignedIn {
        /// Its facts.
        facts: Facts,
    },
    /// A grant is stored, and the provider refused it for good.
    Rejected {
        /// Its facts.
        facts: Facts,
        /// Why.
        reason: Reason,
    },
}

impl Session {
    /// The facts of the stored grant.
    #[must_use]
    pub fn facts(&self) -> Option<&Facts> {
        match self {
            Self::SignedOut => None,
            Self::SignedIn { facts } | Self::Rejected { facts, .. } => Some(facts),
        }
    }

    /// Why the grant is dead, if it is.
    #[must_use]
    pub fn reason(&self, now: Timestamp) -> Option<Reason> {
        match self {
            Self::SignedOut => None,
            Self::SignedIn { facts } => facts.is_over(now).then_some(Reason::Expired),
            Self::Rejected { reason, .. } => Some(reason.clone()),
        }
    }

    /// What the badge shows; `signing_in` says whether a sign-in is under way in any process.
    #[must_use]
    pub fn shown(&self, signing_in: bool, now: Timestamp) -> TokenState {
        match self {
            _ if signing_in => TokenState::Waiting,
            Self::SignedOut => TokenState::NotAcquired,
            Self::SignedIn { .. } | Self::Rejected { .. } if self.reason(now).is_some() => TokenState::Invalid,
            Self::SignedIn { .. } | Self::Rejected { .. } => TokenState::Acquired,
        }
    }
}

/// A session as it is written down.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Record {
    /// Counts the changes; never goes back.
    pub generation: u64,
    /// The session.
    pub session: Session,
}

impl Record {
    /// The next record.
    #[must_use]
    pub fn next(&self, session: Session) -> Self {
        Self { generation: self.generation.saturating_add(1), session }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn facts(refreshed: &str, expires: Option<&str>, renewable: bool) -> Facts {
        let time = |text: &str| text.parse::<Timestamp>().expect("a time");
        Facts {
            issued_for: IssuedFor::new(&OAuthAccount::default()),
            signed_in_as: None,
            token_endpoint: "https://id.example/token".into(),
            revocation_endpoint: None,
            scopes: vec![],
            obtained_at: time(refreshed),
            refreshed_at: time(refreshed),
            expires_at: expires.map(time),
            renewable,
        }
    }

    #[test]
    fn a_token_is_renewed_five_minutes_before_its_end_or_at_half_of_a_short_life() {
        let cases = [
            ("2026-01-01T11:00:00Z", "2026-01-01T10:54:59Z", false),
            ("2026-01-01T11:00:00Z", "2026-01-01T10:55:01Z", true),
            ("2026-01-01T11:00:00Z", "2026-01-01T12:00:00Z", true),
            ("2026-01-01T10:04:00Z", "2026-01-01T10:01:59Z", false),
            ("2026-01-01T10:04:00Z", "2026-01-01T10:02:01Z", true),
            // The clock was set back by an hour.
            ("2026-01-01T11:00:00Z", "2026-01-01T09:00:00Z", true),
        ];
        for (expires, now, due) in cases {
            let facts = facts("2026-01-01T10:00:00Z", Some(expires), true);
            assert_eq!(facts.is_due(now.parse().expect("a time")), due, "expires {expires}, now {now}");
        }
        assert!(!facts("2026-01-01T10:00:00Z", None, true).is_due("2027-01-01T10:00:00Z".parse().expect("a time")));
    }

    #[test]
    fn the_badge_follows_the_session_and_the_time() {
        let before: Timestamp = "2026-01-01T10:30:00Z".parse().expect("a time");
        let after: Timestamp = "2026-01-01T11:30:00Z".parse().expect("a time");
        let renewable = Session::SignedIn { facts: facts("2026-01-01T10:00:00Z", Some("2026-01-01T11:00:00Z"), true) };
        let fixed = Session::SignedIn { facts: facts("2026-01-01T10:00:00Z", Some("2026-01-01T11:00:00Z"), false) };
        let dead = Session::Rejected {
            facts: facts("2026-01-01T10:00:00Z", None, true),
            reason: Reason::Refused { error: "invalid_grant".into(), description: None },
        };
        assert_eq!(Session::SignedOut.shown(false, before), TokenState::NotAcquired);
        assert_eq!(Session::SignedOut.shown(true, before), TokenState::Waiting);
        assert_eq!(renewable.shown(false, after), TokenState::Acquired);
        assert_eq!(fixed.shown(false, before), TokenState::Acquired);
        assert_eq!(fixed.shown(false, after), TokenState::Invalid);
        assert_eq!(dead.shown(false, before), TokenState::Invalid);
    }
}
