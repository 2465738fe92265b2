//! Which failures pass by themselves, so that whoever tries again later may have nobody to ask.
//!
//! Protects: the log calls a warning what a later try mends, and an error what needs a person. Leaves to others: when it is
//! tried again (`keep`, [`crate::oauth::session::Trouble`]), and what a failure means ([`crate::diagnosis`]).

use crate::error::Error;
use crate::mail::Cause;
use crate::oauth::{NetworkFailure, OAuthError};
use crate::secrets::SecretError;

/// Whether this may be over without anybody doing anything.
pub(super) fn passes(error: &Error) -> bool {
    match error {
        Error::Mail(failed) => match &failed.cause {
            Cause::NameNotFound(_) | Cause::Unreachable(_) | Cause::Refused | Cause::TimedOut(_) | Cause::Closed => {
                true
            }
            Cause::Rejected(reply) => reply.is_temporary(),
            _ => false,
        },
        Error::OAuth(OAuthError::Refused(refusal)) => refusal.may_pass(),
        Error::OAuth(OAuthError::Network { failure, .. }) => match failure {
            NetworkFailure::Status(status) => *status >= 500,
            // A certificate, or the page of a network that wants a sign-in first: somebody has to look.
            NetworkFailure::Tls(_) | NetworkFailure::NotOAuth => false,
            NetworkFailure::Unreachable(_)
            | NetworkFailure::Interrupted(_)
            | NetworkFailure::TimedOut
            | NetworkFailure::TooMany { .. }
            | NetworkFailure::Later { .. } => true,
        },
        Error::Secret(SecretError::NotAnswering) | Error::Busy | Error::SignInRunning => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Protocol;
    use crate::mail::{MailError, Step};
    use crate::oauth::Refusal;

    #[test]
    fn the_network_comes_back_and_a_refusal_stays() {
        let mail = |cause| Error::from(MailError::new(Protocol::Pop, "pop.example.com:995", Step::Greeting, cause));
        assert!(passes(&mail(Cause::Closed)) && passes(&mail(Cause::Refused)));
        assert!(!passes(&mail(Cause::NoStartTls)));
        let refused = |code| Error::from(OAuthError::Refused(Refusal::new(code, None, None)));
        assert!(passes(&refused("temporarily_unavailable")) && !passes(&refused("invalid_client")));
        let network = |failure| Error::from(OAuthError::Network { host: "login.example.com".into(), failure });
        assert!(passes(&network(NetworkFailure::Status(503))) && !passes(&network(NetworkFailure::Status(404))));
        assert!(!passes(&Error::NotAcquired(Protocol::Pop)));
    }
}
