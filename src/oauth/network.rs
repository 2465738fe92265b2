//! What can go wrong on the way to an authorization server and back.
//!
//! Protects: whether a request can have been carried out is known (a refresh whose answer was lost may have used up its
//! token), and a server that asks for patience is heard. Leaves to others: making the requests ([`super::http`]).

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Why the authorization server did not answer as it should on the network's level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum NetworkFailure {
    /// No connection, so nothing was sent; the system's words.
    #[error("cannot be reached: {0}")]
    Unreachable(String),
    /// Connected, but the connection ended before the answer was whole; the library's words.
    #[error("ended the connection before its answer was complete: {0}")]
    Interrupted(String),
    /// Connected, but no answer in time.
    #[error("did not answer in time")]
    TimedOut,
    /// The certificate was not accepted, so nothing was sent; the TLS library's words.
    #[error("its certificate was not accepted: {0}")]
    Tls(String),
    /// It wants fewer requests (429).
    #[error("wants fewer requests")]
    TooMany {
        /// How long to wait, where it says so.
        retry_after: Option<Duration>,
    },
    /// An HTTP status that is no answer to the request, with a time to wait (503 usually).
    #[error("answered with HTTP status {status}: later")]
    Later {
        /// The status.
        status: u16,
        /// How long to wait.
        retry_after: Duration,
    },
    /// An HTTP status that is no answer to the request.
    #[error("answered with HTTP status {0}")]
    Status(u16),
    /// Not the JSON that the standard asks for (a captive portal, a proxy's page).
    #[error("answered with something that is not an OAuth answer")]
    NotOAuth,
}

impl NetworkFailure {
    /// The failure that an HTTP status stands for.
    #[must_use]
    pub fn of_status(status: u16, retry_after: Option<Duration>) -> Self {
        match (status, retry_after) {
            (429, retry_after) => Self::TooMany { retry_after },
            (_, Some(retry_after)) if status >= 500 => Self::Later { status, retry_after },
            _ => Self::Status(status),
        }
    }

    /// How long the server wants to be left alone (RFC 9110, 10.2.3).
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::TooMany { retry_after } => *retry_after,
            Self::Later { retry_after, .. } => Some(*retry_after),
            _ => None,
        }
    }

    /// Whether the server may have carried the request out.
    #[must_use]
    pub fn was_sent(&self) -> bool {
        match self {
            Self::Interrupted(_) | Self::TimedOut | Self::NotOAuth | Self::Later { .. } => true,
            Self::Status(status) => *status >= 500,
            Self::Unreachable(_) | Self::Tls(_) | Self::TooMany { .. } => false,
        }
    }

    /// Whether the same request may do better in a while.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Status(status) => *status >= 500 || *status == 408,
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_says_what_became_of_the_request() {
        let minute = Some(Duration::from_secs(60));
        let cases = [
            (429, minute, minute, false, true),
            (429, None, None, false, true),
            (503, minute, minute, true, true),
            (503, None, None, true, true),
            (404, minute, None, false, false),
            (302, None, None, false, false),
        ];
        for (status, said, wait, sent, may_pass) in cases {
            let failure = NetworkFailure::of_status(status, said);
            assert_eq!(
                (failure.retry_after(), failure.was_sent(), failure.may_pass()),
                (wait, sent, may_pass),
                "{status}"
            );
            let json = serde_json::to_string(&failure).expect("written");
            assert_eq!(serde_json::from_str::<NetworkFailure>(&json).expect("read"), failure, "{json}");
        }
    }
}
