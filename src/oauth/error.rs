//! What can go wrong between Mailkey and an authorization server, as types.
//!
//! Protects: a failure says with whom and why; what will pass by itself is told from what will not. No token, code or
//! secret is in any of it. Leaves to others: words ([`crate::words`]).

use serde::{Deserialize, Serialize};

use crate::account::{EmailAddress, Invalid};

/// Why the authorization server did not answer as it should on the network's level.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NetworkFailure {
    /// No connection; the system's words.
    #[error("cannot be reached: {0}")]
    Unreachable(String),
    /// No answer in time.
    #[error("did not answer in time")]
    TimedOut,
    /// The certificate was not accepted; the TLS library's words.
    #[error("its certificate was not accepted: {0}")]
    Tls(String),
    /// An HTTP status that is no answer to the request.
    #[error("answered with HTTP status {0}")]
    Status(u16),
    /// Not the JSON that the standard asks for (a captive portal, a proxy's page).
    #[error("answered with something that is not an OAuth answer")]
    NotOAuth,
}

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
    /// A refusal from untrusted texts: control characters removed, length capped.
    #[must_use]
    pub fn new(error: &str, description: Option<&str>, suberror: Option<&str>) -> Self {
        let tidy = |text: &str, max: usize| -> String {
            let one_line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            one_line.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(max).collect()
        };
        Self {
            error: tidy(error, 80),
            description: description.map(|text| tidy(text, 500)).filter(|text| !text.is_empty()),
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

    /// Whether the grant is dead for good (RFC 6749, 5.2): only the authorization server can say so.
    #[must_use]
    pub fn kills_grant(&self) -> bool {
        self.error == "invalid_grant"
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
    /// Nobody answered before the sign-in's time was over.
    #[error("nobody signed in within {} minutes", .0.as_secs() / 60)]
    TimedOut(std::time::Duration),
    /// The browser came back without what it should bring.
    #[error("the provider's answer is incomplete: {0}")]
    Incomplete(&'static str),
    /// The id_token is not the answer to this sign-in.
    #[error("the provider's statement about who signed in was not accepted: {0}")]
    Identity(&'static str),
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

    /// Whether the provider may have carried the request out although no answer came: a refresh token may be used up then.
    #[must_use]
    pub fn was_sent(&self) -> bool {
        match self {
            Self::Network { failure, .. } => {
                matches!(failure, NetworkFailure::TimedOut | NetworkFailure::Status(500..) | NetworkFailure::NotOAuth)
            }
            _ => false,
        }
    }

    /// How long the provider asks to wait (RFC 9110, 10.2.3).
    #[must_use]
    pub fn retry_after(&self) -> Option<std::time::Duration> {
        None
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
