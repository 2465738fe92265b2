//! How far a conversation has come: the link of the chain, the step, the time and the round trips that it took.
//!
//! Protects: whoever observes is told of each link once before it is tried and once when it holds, and a failure carries
//! where it happened, how long it was tried and how often an answer was waited for. Leaves to others: the conversation
//! ([`super::session`]).

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use super::{Cause, Step};
use crate::account::Protocol;
use crate::chain::{Found, Holds, Link, Observer, Progress};
use crate::log::transcript::{self, Direction, Piece};

/// A session, or an attempt at one, that failed. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{protocol} {server}, {step}: {cause}")]
pub struct MailError {
    /// What was spoken.
    pub protocol: Protocol,
    /// `host:port`, an IPv6 address in brackets.
    pub server: String,
    /// How far it came.
    pub step: Step,
    /// Why it went no further.
    pub cause: Cause,
    /// What it took to find out.
    pub tried: Box<Tried>,
}

/// What it took until a link broke.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tried {
    /// The link that was looked at; none where the error was not met on a walk.
    pub link: Option<Link>,
    /// How long.
    pub took: Duration,
    /// How often something was sent and an answer waited for.
    pub round_trips: u32,
    /// The addresses that did not take a connection, and why, in the system's words.
    pub addresses: Vec<(SocketAddr, String)>,
}

impl MailError {
    /// An error that was not met on a walk.
    #[must_use]
    pub fn new(protocol: Protocol, server: impl Into<String>, step: Step, cause: Cause) -> Self {
        Self { protocol, server: server.into(), step, cause, tried: Box::default() }
    }

    /// The link that was looked at when it broke: of sending a message MAIL FROM is a part, though the same refusal
    /// breaks [`Link::Command`] where nothing is sent. What the failure is about is [`Step::link`].
    #[must_use]
    pub fn link(&self) -> Link {
        self.tried.link.unwrap_or_else(|| self.step.link())
    }
}

/// The place of a conversation in the chain.
pub(super) struct Walk {
    protocol: Protocol,
    server: String,
    observer: Observer,
    link: Link,
    step: Step,
    since: Instant,
    round_trips: u32,
    total: u32,
    /// The addresses that have not taken a connection, and why.
    pub(super) addresses: Vec<(SocketAddr, String)>,
}

impl Walk {
    pub(super) fn new(protocol: Protocol, server: String, observer: Observer) -> Self {
        Self {
            protocol,
            server,
            observer,
            link: Link::Name,
            step: Step::Resolve,
            since: Instant::now(),
            round_trips: 0,
            total: 0,
            addresses: Vec::new(),
        }
    }

    pub(super) fn server(&self) -> &str {
        &self.server
    }

    /// All round trips so far.
    pub(super) fn total(&self) -> u32 {
        self.total
    }

    /// A link is looked at from now on.
    pub(super) fn begin(&mut self, link: Link, step: Step) {
        (self.link, self.step, self.since, self.round_trips) = (link, step, Instant::now(), 0);
        self.observer.tell(Progress::Begun(link));
    }

    /// The next step of the same link.
    pub(super) fn at(&mut self, step: Step) {
        self.step = step;
    }

    /// Something was sent, and its answer is waited for.
    pub(super) fn trips(&mut self, trips: u32) {
        self.round_trips = self.round_trips.saturating_add(trips);
        self.total = self.total.saturating_add(trips);
    }

    /// The link holds.
    pub(super) fn holds(&mut self, found: Found) {
        let (link, took, round_trips) = (self.link, self.since.elapsed(), self.round_trips);
        self.observer.tell(Progress::Holds(Holds { link, found, took, round_trips }));
    }

    /// The link is broken.
    pub(super) fn fail(&self, cause: Cause) -> MailError {
        // What a server offers in plain text is asked on the way to TLS; that it cannot say it is a link of its own.
        let link = if self.step == Step::Capabilities { Link::Capabilities } else { self.link };
        let tried = Tried {
            link: Some(link),
            took: self.since.elapsed(),
            round_trips: self.round_trips,
            addresses: self.addresses.clone(),
        };
        let tried = Box::new(tried);
        MailError { protocol: self.protocol, server: self.server.clone(), step: self.step, cause, tried }
    }

    /// A line of the conversation, made only when somebody wants to see it.
    pub(super) fn note(&self, direction: Direction, text: impl FnOnce() -> Vec<Piece>) {
        if transcript::is_on() {
            let line = transcript::Line { protocol: self.protocol, server: &self.server, direction, text: text() };
            transcript::write(&line);
        }
    }

    /// The link holds, or is broken.
    pub(super) fn settle(&mut self, result: Result<Found, Cause>) -> Result<(), MailError> {
        match result {
            Ok(found) => {
                self.holds(found);
                Ok(())
            }
            Err(cause) => Err(self.fail(cause)),
        }
    }
}
