//! Talking to mail servers: sending a message by SMTP, looking into a mailbox by POP3.
//!
//! Protects: every call ends, with a result or with a [`MailError`] that says where and why, whatever the server does:
//! each step (name look-up, connect, TLS, every single answer) is bounded by the endpoint's time limit, memory by fixed
//! limits, and dropping the future ends the session. Tokens and passwords go only over TLS (or to this computer) and
//! are in no error and no log. Leaves to others: tokens ([`crate::oauth`]), when to send or check (`crate::engine`),
//! the words for people (`crate::words`).
//!
//! ```text
//! smtp, pop3 ── the commands           message, header ── what is sent, what is shown
//!    ├ opening ─ up to the capabilities  servers ───────── the first that can be reached
//!    └ sasl ─── the login              error, reply ───── what went wrong, in whose words
//!       └ session ── command, answer, time limit, STARTTLS
//!          └ wire ── lines and blocks, memory limits       answer ── their meaning
//!             └ connect ── name, TCP                tls_failure, certificate, interceptor ── what is wrong with it
//!                └ handshake ── TLS                 heard, first_words ── what answers when it is no mail server
//! ```
//!
//! A conversation is walked in stages ([`smtp::Open`], [`pop3::Open`]), which tell an observer of each link of the chain
//! (`walk`): the test, sending and checking are the same code.

mod answer;
mod certificate;
mod connect;
mod envelope;
mod error;
mod fetch;
mod first_words;
#[cfg(any(test, feature = "fuzzing"))]
#[doc(hidden)]
pub mod fuzzing;
mod handshake;
mod header;
mod heard;
mod interceptor;
mod listening;
pub mod message;
mod opening;
pub mod pop3;
mod reply;
mod sasl;
mod servers;
mod session;
pub mod smtp;
#[cfg(test)]
mod strangers;
mod tls_failure;
mod walk;
mod wire;

use secrecy::{ExposeSecret, SecretString};

pub use self::error::{Cause, Step};
pub use self::header::{Header, identifications};
pub use self::pop3::Mailbox;
pub use self::reply::{Challenge, Reply};
pub use self::servers::{Failures, with_first};
pub use self::smtp::Sent;
pub use self::tls_failure::TlsFailure;
pub use self::walk::{MailError, Tried};
use crate::account::{Host, Port, Security, Timeout};
use crate::chain::Found;
use crate::log::transcript::{Piece, What};

/// Where a protocol's servers are and how to speak to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// The primary server, then the secondary one, if any.
    pub servers: Vec<Host>,
    /// The port, of both.
    pub port: Port,
    /// How the connection is protected.
    pub security: Security,
    /// The time allowed for each step.
    pub timeout: Timeout,
}

impl Endpoint {
    /// `host:port`, an IPv6 address in brackets.
    #[must_use]
    pub fn server(&self, host: &Host) -> String {
        let (host, port) = (host.as_str(), self.port);
        if host.contains(':') { format!("[{host}]:{port}") } else { format!("{host}:{port}") }
    }
}

/// How to log in. `Debug` shows no secret.
#[derive(Debug, Clone)]
pub enum Login {
    /// Not at all; POP3 has no such thing.
    None,
    /// A user name and a password.
    Password {
        /// The user name.
        user: String,
        /// The password.
        password: SecretString,
    },
    /// An OAuth 2.0 access token.
    OAuth {
        /// The mailbox.
        user: String,
        /// The access token.
        token: SecretString,
    },
}

impl Login {
    /// In place of its secret, where a conversation is shown.
    fn shown(&self) -> Piece {
        let (what, secret) = match self {
            Self::None => return "".into(),
            Self::Password { password, .. } => (What::Password, password),
            Self::OAuth { token, .. } => (What::Token, token),
        };
        Piece::Secret { what, characters: secret.expose_secret().chars().count() }
    }

    /// What is found where it was taken.
    fn found(&self, mechanism: &'static str, second_try: bool) -> Found {
        match self {
            Self::None => Found::NoLogin,
            Self::Password { user, .. } | Self::OAuth { user, .. } => {
                Found::Login { mechanism, user: user.clone(), second_try }
            }
        }
    }
}
