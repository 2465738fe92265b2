//! The test: the real chain, link by link, with what was found at each.
//!
//! Protects: the test walks the same code as sending and checking do; it breaks at the first link that does not hold and
//! says so in its report, so the only error of its own is the administrator's lock. Drop the future to cancel. Leaves to
//! others: the links (`walk`, `arrival`), words, and what a broken link means ([`crate::diagnosis`]).

use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::Engine;
use super::trail::Trail;
use crate::account::{EmailAddress, Method, Protocol, Settings};
use crate::chain::{Holds, Link, Observer};
use crate::error::Error;
use crate::log::{self, Event};
use crate::mail::MailError;

/// What is to be tested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestRequest {
    /// Which tab's chain.
    pub protocol: Protocol,
    /// To whom a message is sent at the end, if one is wanted.
    pub send_to: Option<EmailAddress>,
    /// That message's subject.
    pub subject: String,
    /// Its text.
    pub body: String,
}

/// How a test ended.
#[derive(Debug, Clone)]
pub struct TestReport {
    /// Which tab's chain.
    pub protocol: Protocol,
    /// The links that hold, in the order in which they were met.
    pub links: Vec<Holds>,
    /// The link that broke, if one did; nothing after it was looked at.
    pub broken: Option<Broken>,
    /// Whether a token was held that nothing speaks against.
    pub token_held: bool,
    /// The settings that were tested, unless they could not be read.
    pub settings: Option<Box<Settings>>,
    /// When it began.
    pub begun_at: Timestamp,
}

impl TestReport {
    /// Whether a link before this one broke.
    #[must_use]
    pub fn broke_before(&self, link: Link) -> bool {
        self.broken.as_ref().is_some_and(|broken| broken.link < link)
    }
}

/// A link that broke.
#[derive(Debug, Clone)]
pub struct Broken {
    /// Which.
    pub link: Link,
    /// Why.
    pub error: Error,
    /// How long it was tried.
    pub took: Duration,
    /// How often something was sent and an answer waited for.
    pub round_trips: u32,
}

impl From<MailError> for Broken {
    fn from(error: MailError) -> Self {
        let (link, took, round_trips) = (error.link(), error.tried.took, error.tried.round_trips);
        Self { link, error: error.into(), took, round_trips }
    }
}

impl Engine {
    /// Walks the chain and tells `observer` of each link.
    ///
    /// # Errors
    /// The settings are locked. Whatever else goes wrong is in the report.
    pub async fn test(&self, request: TestRequest, observer: Observer) -> Result<TestReport, Error> {
        let _permit = self.permit()?;
        let (begun_at, begun) = (self.clock().now(), Instant::now());
        let trail = Trail::new(observer);
        let end = End { protocol: request.protocol, trail: trail.clone(), known: false };
        trail.begin(Link::Settings);
        let (settings, broken) = match self.settings() {
            Ok(settings) => {
                let broken = self.walk(&request, &settings, &trail).await.err();
                (Some(Box::new(settings)), broken)
            }
            Err(error) => (None, Some(trail.broken(error))),
        };
        let protocol = request.protocol;
        let links = trail.links();
        let token_held = match &settings {
            Some(settings) => self.holds_token(settings, &request, &broken).await,
            None => false,
        };
        end.reached();
        log::event(match &broken {
            None => Event::TestPassed { protocol, took: begun.elapsed() },
            Some(Broken { link, error, .. }) => {
                Event::TestFailed { protocol, link: *link, why: error.clone(), token_held }
            }
        });
        Ok(TestReport { protocol, links, broken, token_held, settings, begun_at })
    }

    /// Whether nothing speaks against the token of the protocol that broke. The keyring is asked as well: where a home was
    /// copied to another computer, the state speaks of a token that is not here.
    async fn holds_token(&self, settings: &Settings, request: &TestRequest, broken: &Option<Broken>) -> bool {
        let protocol = match broken.as_ref().map(|broken| &broken.error) {
            Some(Error::Mail(error)) => error.protocol,
            _ => request.protocol,
        };
        self.holds_good_token(settings, protocol)
            && self.held(&settings.account_id(protocol)).await.is_ok_and(|held| held.is_some())
    }

    /// Whether nothing speaks against a protocol's token, as far as is known here.
    pub(super) fn holds_good_token(&self, settings: &Settings, protocol: Protocol) -> bool {
        settings.method(protocol) == Method::OAuth2 && self.status_by(settings).of(protocol).is_good_for(protocol)
    }
}

/// Writes down that a test was cancelled, which nobody is left to say: its future is dropped.
struct End {
    protocol: Protocol,
    trail: Trail,
    known: bool,
}

impl End {
    /// It came to its end, which is written down for itself.
    fn reached(mut self) {
        self.known = true;
    }
}

impl Drop for End {
    fn drop(&mut self) {
        if !self.known && !std::thread::panicking() {
            log::event(Event::TestCancelled { protocol: self.protocol, sending: self.trail.hands_over() });
        }
    }
}
