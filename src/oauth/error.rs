//! What can go wrong between Mailkey and an authorization server, as types.
//!
//! Protects: a failure says with whom and why; what will pass by itself is told from what will not. No token, code or
//! secret is in any of it. Leaves to others: words ([`crate::words`]).

use std::time::Duration;

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use super::certificate::CertificateError;
use super::identity;
use super::network::NetworkFailure;
use super::paste::WrongPaste;
use crate::account::{EmailAddress, Invalid, SignInMethod};
use crate::log::net;

/// An error answer (RFC 6749, 4.1.2.1 and 5.2), with what Microsoft adds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Refusal {
    /// The code, for instance `invalid_grant`.
    pub error: String,
    /// The provider's own text: one line, at most 500 characters.
    pub description: Option<String>,
    /// Microsoft's `suberror`.
    pub suberror: Option<String>,
}

impl Refusal {
    /// A refusal from untrusted texts: control characters and known secrets removed (some servers repeat what they were
    /// sent), length capped.
    #[must_use]
    pub fn new(error: &str, description: Option<&str>, suberror: Option<&str>) -> Self {
        let tidy = |text: &str, max: usize| -> String {
            let one_line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            let one_line = one_line.split_whitespace().collect::<Vec<_>>().join(" ");
            // Before its end is cut off, so that no piece of a secret is left there.
            net::clean_line(one_line).chars().take(max).collect()
        };
        Self {
            error: tidy(error, 80),
            description: description.map(|text| tidy(&net::clean(text), 500)).filter(|text| !text.is_empty()),
            suberror: suberror.map(|text| tidy(text, 80)).filter(|text| !text.is_empty()),
        }
    }

    /// Microsoft's code inside the description (`AADSTS…`), if there is one.
    #[must_use]
    pub fn aadsts(&self) -> Option<&str> {
        let text = self.description.as_deref()?;
        let start = text.find("AADSTS")?;
        let digits = text[start + 6..].bytes().take_while(u8::is_ascii_digit).count();
        (digits > 0).then(|| &text[start..start + 6 + digits])
    }

    /// Whether the grant is dead for good: only the authorization server can say so. RFC 6749, 5.2, and the codes by
    /// which it demands the person (OpenID Connect Core, 3.1.2.6): they come to a refresh as well, and no refresh helps.
    #[must_use]
    pub fn kills_grant(&self) -> bool {
        matches!(self.error.as_str(), "invalid_grant" | "interaction_required" | "login_required" | "consent_required")
    }

    /// Whether the server says that it cannot answer just now (RFC 6749, 4.1.2.1).
    #[must_use]
    pub fn may_pass(&self) -> bool {
        matches!(self.error.as_str(), "temporarily_unavailable" | "server_error")
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.error)?;
        match &self.description {
            Some(description) => write!(f, ": {description}"),
            None => Ok(()),
        }
    }
}

/// Why a sign-in, a refresh or a revocation failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OAuthError {
    /// The authorization server could not be asked; trying again later may help.
    #[error("{host} {failure}")]
    Network {
        /// The server's host (and port).
        host: String,
        /// What happened.
        failure: NetworkFailure,
    },
    /// It answered with an error.
    #[error("refused: {0}")]
    Refused(Refusal),
    /// It did not take the code of a sign-in (too old, or used before). That says nothing about an earlier token.
    #[error("the code was refused: {0}")]
    CodeRefused(Refusal),
    /// The discovery document lacks something, or belongs to another issuer.
    #[error("the discovery document of {issuer} is unusable: {problem}")]
    Discovery {
        /// The configured issuer.
        issuer: String,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// The tenant cannot stand in an address.
    #[error("the tenant {0}")]
    Tenant(Invalid),
    /// No port on this computer could be opened for the answer.
    #[error("no port could be opened on this computer: {0}")]
    Listener(String),
    /// The HTTP client could not be set up; the library's words.
    #[error("requests cannot be made: {0}")]
    Http(String),
    /// Nobody answered before the sign-in's time was over.
    #[error("nobody signed in within {} minutes", .0.as_secs() / 60)]
    TimedOut(Duration),
    /// The browser came back without what it should bring.
    #[error("the provider's answer is incomplete: {0}")]
    Incomplete(&'static str),
    /// The id_token is not the answer to this sign-in.
    #[error("the provider's statement about who signed in was not accepted: {0}")]
    Identity(&'static str),
    /// The id_token seems to have ended or not to hold yet, and this computer's clock differs from the provider's.
    #[error("this computer's clock is off by {} s", off.as_secs())]
    Clock {
        /// The local clock minus the provider's.
        off: SignedDuration,
    },
    /// What was pasted is not this sign-in's answer; the sign-in goes on.
    #[error("what was pasted is not the answer: {0}")]
    Pasted(#[from] WrongPaste),
    /// The provider does not offer this way of signing in.
    #[error("the provider does not offer the sign-in method {0}")]
    NotOffered(SignInMethod),
    /// Nobody entered the device code in time (RFC 8628, 3.5: `expired_token`).
    #[error("the code has expired")]
    DeviceExpired,
    /// The person refused (RFC 8628, 3.5: `access_denied`; Microsoft: `authorization_declined`).
    #[error("the person declined")]
    Declined,
    /// The application's own certificate cannot be used.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// Another person signed in than the one expected. Nothing was stored.
    #[error("expected {expected}, but {signed_in_as} signed in")]
    OtherAccount {
        /// Who should have.
        expected: EmailAddress,
        /// Who did.
        signed_in_as: EmailAddress,
    },
}

impl OAuthError {
    /// The same error when it was a code that was sent, not a refresh token.
    #[must_use]
    pub fn of_a_code(self) -> Self {
        match self {
            Self::Refused(refusal) if refusal.kills_grant() => Self::CodeRefused(refusal),
            other => other,
        }
    }

    /// How long the server wants to be left alone, at most a day.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Network { failure, .. } => failure.retry_after(),
            _ => None,
        }
    }

    /// Whether the provider may have carried the request out although no usable answer came: a refresh token may be used
    /// up then.
    #[must_use]
    pub fn was_sent(&self) -> bool {
        matches!(self, Self::Network { failure, .. } if failure.was_sent())
    }

    /// Whether the same request may do better in a while.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Network { failure, .. } => failure.may_pass(),
            Self::Refused(refusal) => refusal.may_pass(),
            _ => false,
        }
    }

    /// The same error when it may be the clock's fault: the local one minus the provider's, where they differ.
    #[must_use]
    pub(super) fn of_a_clock(self, off: Option<SignedDuration>) -> Self {
        match (self, off) {
            (Self::Identity(identity::ENDED | identity::NOT_YET), Some(off)) => Self::Clock { off },
            (other, _) => other,
        }
    }

    /// Whether the refresh token is dead for good.
    #[must_use]
    pub fn refusal_that_kills(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) if refusal.kills_grant() => Some(refusal),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn microsofts_code_is_found_in_the_text() {
        let refusal = Refusal::new("invalid_grant", Some("AADSTS700082: The refresh token\r\nhas expired"), None);
        assert_eq!(refusal.aadsts(), Some("AADSTS700082"));
        assert_eq!(refusal.description.as_deref(), Some("AADSTS700082: The refresh token has expired"));
        assert_eq!(Refusal::new("x", Some("AADSTS: none"), None).aadsts(), None);
    }
}
