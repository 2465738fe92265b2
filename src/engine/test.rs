//! The test: the real chain, link by link, with what was found at each.
//!
//! Protects: the test walks the same code as sending and checking do. Leaves to others: words, and what a broken link
//! means ([`crate::diagnosis`]).

use std::time::Duration;

use crate::account::{EmailAddress, Protocol};
use crate::chain::{Holds, Link};
use crate::error::Error;

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
