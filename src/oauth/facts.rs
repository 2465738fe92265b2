//! The public facts of a grant: what it was issued for, who signed in, until when it holds.
//!
//! Protects: a grant carries what it was issued for, so that it is never used for anything else; when to renew it is
//! decided here, by the time that is given. Leaves to others: the tokens themselves ([`super::tokens::Tokens`]).

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::account::{EmailAddress, OAuthAccount, Provider};

/// The longest time between two renewals: a grant that is used every day never meets the 90 idle days after which
/// Microsoft forgets it (learn.microsoft.com, "Refresh tokens in the Microsoft identity platform").
const AT_LEAST_EVERY: SignedDuration = SignedDuration::from_hours(24);

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
    /// Whether the application itself got it, without a person (RFC 6749, 4.4): then it is asked for anew.
    #[serde(default)]
    pub application: bool,
    /// When the permission itself ends and a person must sign in again, where the provider says so (Google, for an
    /// application in testing: `refresh_token_expires_in`).
    #[serde(default)]
    pub permission_ends_at: Option<Timestamp>,
}

impl Facts {
    /// The mailbox.
    #[must_use]
    pub fn account(&self) -> Option<&EmailAddress> {
        self.issued_for.account.as_ref()
    }

    /// Whether there is anything to renew it with.
    #[must_use]
    pub fn can_be_renewed(&self) -> bool {
        self.renewable || self.application
    }

    /// When to renew: 5 minutes before the access token's end, or of a lifetime under 10 minutes at its half; at least
    /// once a day. `None` when it cannot be renewed.
    #[must_use]
    pub fn due_at(&self) -> Option<Timestamp> {
        if !self.can_be_renewed() {
            return None;
        }
        let daily = self.refreshed_at.checked_add(AT_LEAST_EVERY).ok();
        let before_end = self.expires_at.and_then(|end| {
            let lifetime = end.duration_since(self.refreshed_at).max(SignedDuration::ZERO);
            end.checked_sub((lifetime / 2).min(SignedDuration::from_mins(5))).ok()
        });
        daily.into_iter().chain(before_end).min()
    }

    /// Whether the access token should be renewed before it is used.
    #[must_use]
    pub fn is_due(&self, now: Timestamp) -> bool {
        // A clock that was set back makes the token look younger than it is: renew.
        let set_back = now.checked_add(SignedDuration::from_mins(5)).is_ok_and(|soon| soon < self.refreshed_at);
        self.due_at().is_some_and(|due| due <= now || set_back)
    }

    /// Whether the access token has ended.
    #[must_use]
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|end| end <= now)
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
            application: false,
            permission_ends_at: None,
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
            // A token that holds for a month is renewed every day all the same.
            ("2026-02-01T10:00:00Z", "2026-01-02T09:59:59Z", false),
            ("2026-02-01T10:00:00Z", "2026-01-02T10:00:00Z", true),
        ];
        for (expires, now, due) in cases {
            let facts = facts("2026-01-01T10:00:00Z", Some(expires), true);
            assert_eq!(facts.is_due(now.parse().expect("a time")), due, "expires {expires}, now {now}");
        }
        let unknown = |renewable| facts("2026-01-01T10:00:00Z", None, renewable);
        let (same_day, next_day) = ("2026-01-02T09:00:00Z", "2026-01-02T11:00:00Z");
        let due = |renewable, now: &str| unknown(renewable).is_due(now.parse().expect("a time"));
        assert!(!due(true, same_day) && due(true, next_day));
        assert!(!due(false, next_day), "what cannot be renewed is never due");
    }
}
