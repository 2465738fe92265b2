//! The chain between this computer and a mailbox: its links, and what a test finds at each.
//!
//! Protects: nothing found here holds a secret, and a server's own words are tidied before they come here. Leaves to
//! others: walking the chain ([`crate::mail`], [`crate::engine`]), the words for people ([`crate::words`]), and what a
//! broken link means ([`crate::diagnosis`]).

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use crate::account::{EmailAddress, Host, Method, Port, Security};

/// A link of the chain. Over TLS from the first byte [`Link::Tls`] comes before [`Link::Greeting`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Link {
    /// The settings are complete and fit together.
    Settings,
    /// The server's name has addresses.
    Name,
    /// An address takes a TCP connection.
    Connect,
    /// The server's first line.
    Greeting,
    /// TLS: STARTTLS or STLS where it is used, the handshake, the certificate.
    Tls,
    /// What the server offers (EHLO, CAPA).
    Capabilities,
    /// The access token: it is there, holds, and is for this protocol.
    Token,
    /// The login.
    Login,
    /// A command after the login: MAIL FROM, RCPT TO and RSET; STAT and UIDL.
    Command,
    /// A message, where one is wanted.
    Message,
    /// Its arrival in the mailbox that POP reads.
    Arrival,
}

impl Link {
    /// All, in the order in which they are named.
    pub const ALL: [Self; 11] = [
        Self::Settings,
        Self::Name,
        Self::Connect,
        Self::Greeting,
        Self::Tls,
        Self::Capabilities,
        Self::Token,
        Self::Login,
        Self::Command,
        Self::Message,
        Self::Arrival,
    ];

    /// The stable word by which programs know it (`mailkeyctl test --json`).
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Name => "name",
            Self::Connect => "connect",
            Self::Greeting => "greeting",
            Self::Tls => "tls",
            Self::Capabilities => "capabilities",
            Self::Token => "token",
            Self::Login => "login",
            Self::Command => "command",
            Self::Message => "message",
            Self::Arrival => "arrival",
        }
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// What was found at a link that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// What the settings say.
    Settings {
        /// The primary server.
        server: Host,
        /// Its port.
        port: Port,
        /// How the connection is protected.
        security: Security,
        /// How one logs in.
        method: Method,
    },
    /// The server's addresses, in the order in which they are tried; one that was configured as an address has itself.
    Name {
        /// The server.
        host: Host,
        /// Its addresses.
        addresses: Vec<IpAddr>,
    },
    /// A TCP connection.
    Connect {
        /// To which address.
        address: SocketAddr,
        /// The addresses that did not answer first, and why, in the system's words.
        failed: Vec<(SocketAddr, String)>,
        /// The server in whose place this one was tried, as `host:port`, when this is the secondary one.
        instead_of: Option<String>,
    },
    /// The server's first line, tidied.
    Greeting(String),
    /// A protected connection.
    Tls {
        /// `TLS 1.3`, `TLS 1.2`.
        version: &'static str,
        /// The cipher suite's name.
        cipher: String,
        /// The server's certificate; `None` where it could not be read although it was accepted.
        certificate: Option<Certificate>,
    },
    /// No protection: allowed to this computer itself, and where no secret is sent.
    Unprotected,
    /// What the server offers after TLS.
    Capabilities {
        /// The login mechanisms; POP3's `USER` among them.
        mechanisms: Vec<String>,
        /// The longest message in bytes (SMTP SIZE, RFC 1870), where it says so.
        size: Option<u64>,
        /// Whether commands may be sent without waiting for each answer (RFC 2920; RFC 2449, 6.6).
        pipelining: bool,
    },
    /// An access token that holds and is for this protocol.
    Token {
        /// Until when.
        until: Option<Timestamp>,
        /// Whether it was renewed for this.
        renewed: bool,
        /// Who signed in, where known.
        signed_in_as: Option<String>,
    },
    /// No token is needed: a password, or no login at all.
    NoToken(Method),
    /// A login.
    Login {
        /// `XOAUTH2`, `OAUTHBEARER`, `PLAIN`, `LOGIN`, `USER`.
        mechanism: &'static str,
        /// The user name.
        user: String,
        /// Whether the first token was refused and a renewed one taken.
        second_try: bool,
    },
    /// The settings want no login.
    NoLogin,
    /// SMTP took sender and recipient; nothing was sent so far.
    Envelope {
        /// The sender.
        from: EmailAddress,
        /// The recipient.
        to: EmailAddress,
        /// Whether a message follows in the same session.
        message: bool,
    },
    /// What is in the mailbox.
    Mailbox {
        /// How many messages.
        messages: u32,
        /// Their bytes together.
        bytes: u64,
        /// Whether the server tells messages apart for good (UIDL, RFC 1939, 7).
        uidl: bool,
    },
    /// The server took a message over.
    Message {
        /// To whom.
        to: EmailAddress,
        /// Its answer, tidied.
        reply: String,
    },
    /// The message is in the mailbox.
    Arrival {
        /// How long after it was taken over it was found there.
        after: Duration,
    },
    /// The message went to another mailbox than the one that POP reads, so nobody here can see it arrive.
    ArrivesElsewhere,
}

/// What a server's certificate says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// Whose it is: the common name or the first name.
    pub subject: String,
    /// Who vouches for it: organization or common name.
    pub issuer: String,
    /// The names and addresses that it is for.
    pub names: Vec<String>,
    /// From when it holds.
    pub not_before: Timestamp,
    /// Until when it holds.
    pub not_after: Timestamp,
    /// Whether nobody but itself vouches for it.
    pub self_signed: bool,
}

/// A link that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holds {
    /// Which.
    pub link: Link,
    /// What was found.
    pub found: Found,
    /// How long it took.
    pub took: Duration,
    /// How often something was sent and an answer waited for (TCP's and TLS's handshakes count by their flights).
    pub round_trips: u32,
}

/// What happens while the chain is walked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// A link is being looked at.
    Begun(Link),
    /// A link holds.
    Holds(Holds),
    /// The links from [`Link::Name`] on are looked at once more: at the secondary server, or with a renewed token.
    Again,
}

/// Is told what happens. Cheap to clone; the default tells nobody.
#[derive(Clone, Default)]
pub struct Observer(Option<Arc<dyn Fn(Progress) + Send + Sync>>);

impl Observer {
    /// Tells `told`. It is called between two steps of a conversation, so it must not wait.
    pub fn new(told: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(told)))
    }

    /// Tells what happened.
    pub fn tell(&self, progress: Progress) {
        if let Some(told) = &self.0 {
            told(progress);
        }
    }
}

impl fmt::Debug for Observer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Observer").field(&self.0.is_some()).finish()
    }
}
