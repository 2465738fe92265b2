//! The servers of an endpoint, one after the other.
//!
//! Protects: the next server is tried only where [`MailError::may_try_next_server`] allows it, and the failure that is
//! told is the one to mend. Leaves to others: talking to each ([`super::smtp`], [`super::pop3`]).

use super::{Cause, Endpoint, MailError, Step};
use crate::account::{Host, Protocol};
use crate::chain::{Observer, Progress};
use crate::log::{self, Event};

/// What went wrong with the servers that were tried so far.
#[derive(Debug)]
pub struct Failures {
    protocol: Protocol,
    first: Option<MailError>,
}

impl Failures {
    /// Nothing was tried yet.
    #[must_use]
    pub fn new(protocol: Protocol) -> Self {
        Self { protocol, first: None }
    }

    /// Notes that a server failed.
    ///
    /// # Errors
    /// The failure, when no other server may be tried after it.
    pub fn add(&mut self, error: MailError) -> Result<(), MailError> {
        tracing::debug!(%error, "mail session failed");
        if !error.may_try_next_server() {
            return Err(error);
        }
        let _ = self.first.get_or_insert(error);
        Ok(())
    }

    /// The failure of the first server: none could be reached, and the first is the one to mend.
    #[must_use]
    pub fn into_error(self) -> MailError {
        let nobody = || MailError::new(self.protocol, "", Step::Resolve, Cause::NameNotFound(String::new()));
        self.first.unwrap_or_else(nobody)
    }
}

/// Holds a conversation with the first server of the endpoint that can be reached; the observer is told
/// [`Progress::Again`] before each further server.
///
/// # Errors
/// The first server's failure when none can be reached; otherwise the failure of the one that was reached.
pub async fn with_first<T, S>(
    endpoint: &Endpoint,
    protocol: Protocol,
    observer: &Observer,
    conversation: impl Fn(Host) -> S,
) -> Result<T, MailError>
where
    S: Future<Output = Result<T, MailError>>,
{
    let mut failures = Failures::new(protocol);
    for (at, host) in endpoint.servers.iter().enumerate() {
        if at > 0 {
            observer.tell(Progress::Again);
        }
        match conversation(host.clone()).await {
            Ok(done) => {
                if let Some(first) = endpoint.servers.first().filter(|_| at > 0) {
                    let (primary, server) = (endpoint.server(first), endpoint.server(host));
                    log::event(Event::SecondaryUsed { primary, server });
                }
                return Ok(done);
            }
            Err(error) => failures.add(error)?,
        }
    }
    Err(failures.into_error())
}
