//! Looking into a mailbox (RFC 1939, 2449, 2595, 5034). Nothing is ever deleted.
//!
//! Protects: one odd message never hides the others: when its header cannot be had, its line is empty. Leaves to
//! others: decoding headers (`header`). No crate on crates.io speaks POP3 well enough (dots, STLS, SASL,
//! limits), so this one is Mailkey's own.

use std::sync::Arc;

use zeroize::Zeroizing;

use super::answer::Capabilities;
use super::fetch::{Fetch, Raw, Top, two_numbers};
use super::header::{self, Header};
use super::sasl::{self, Mechanism, no_common_mechanism, sendable};
use super::session::{Answer, Session};
use super::{Cause, Endpoint, Login, MailError, Step, opening, with_first};
use crate::account::{Host, Protocol};
use crate::chain::{Found, Link, Observer};

/// The most messages whose headers are fetched.
const MAX_NEWEST: usize = 100;

/// What is in a mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// How many messages.
    pub messages: u32,
    /// How many bytes they have together.
    pub bytes: u64,
    /// The newest messages, the newest first.
    pub newest: Vec<Header>,
    /// `host:port` of the server that was asked.
    pub server: String,
}

/// Logs in, counts the messages and fetches the headers of the `newest` ones (100 at the most). Dropping the future
/// cancels.
///
/// # Errors
/// See [`MailError`]; when no server can be reached, the first one's failure.
pub async fn check(
    endpoint: &Endpoint,
    login: &Login,
    tls: Arc<rustls::ClientConfig>,
    newest: usize,
) -> Result<Mailbox, MailError> {
    let (tls, observer) = (&tls, &Observer::default());
    with_first(endpoint, Protocol::Pop, observer, |host| async move {
        let mut open = Open::open(endpoint, &host, tls, observer).await?;
        open.log_in(login, false).await?;
        let mailbox = open.look(newest).await?;
        open.quit().await;
        Ok(mailbox)
    })
    .await
}

/// A conversation with one server, in stages; each tells the observer of its links. After a failure it is of no use.
/// Dropping it hangs up.
pub struct Open {
    session: Session,
    offered: Option<Capabilities>,
}

impl Open {
    /// Name, connection, greeting, TLS, capabilities.
    ///
    /// # Errors
    /// See [`MailError`].
    pub async fn open(
        endpoint: &Endpoint,
        host: &Host,
        tls: &Arc<rustls::ClientConfig>,
        observer: &Observer,
    ) -> Result<Self, MailError> {
        let (session, offered) = opening::open(Protocol::Pop, endpoint, host, tls, observer).await?;
        Ok(Self { session, offered })
    }

    /// A conversation that has come so far; for `fuzz/`.
    #[cfg(any(test, feature = "fuzzing"))]
    pub(super) fn opened(session: Session, offered: Option<Capabilities>) -> Self {
        Self { session, offered }
    }

    /// Logs in. `second_try` is told to the observer: whether this is the renewed token.
    ///
    /// # Errors
    /// See [`MailError`].
    pub async fn log_in(&mut self, login: &Login, second_try: bool) -> Result<(), MailError> {
        self.session.walk.begin(Link::Login, Step::Login);
        let result = log_in(&mut self.session, login, self.offered.as_ref()).await;
        self.session.walk.settle(result.map(|mechanism| login.found(mechanism, second_try)))
    }

    /// Counts the messages, and asks whether they can be told apart for good (UIDL); together where the server allows
    /// it (RFC 2449, 6.6).
    ///
    /// # Errors
    /// See [`MailError`].
    pub async fn stat_and_uidl(&mut self) -> Result<(u32, u64), MailError> {
        self.session.walk.begin(Link::Command, Step::Mailbox);
        let result = self.count_and_tell_apart().await;
        let counted = result.as_ref().map(|(messages, bytes, _)| (*messages, *bytes)).unwrap_or_default();
        self.session.walk.settle(result.map(|(messages, bytes, uidl)| Found::Mailbox { messages, bytes, uidl }))?;
        Ok(counted)
    }

    /// Counts the messages and fetches the headers of the `newest` ones (100 at the most).
    ///
    /// # Errors
    /// See [`MailError`].
    pub async fn look(&mut self, newest: usize) -> Result<Mailbox, MailError> {
        self.session.walk.begin(Link::Command, Step::Mailbox);
        let (messages, bytes, raw) = match self.newest(newest).await {
            Ok(found) => found,
            Err(cause) => return Err(self.session.walk.fail(cause)),
        };
        self.session.walk.holds(Found::Mailbox { messages, bytes, uidl: self.offers("UIDL") });
        let newest = raw.into_iter().map(Raw::header).collect();
        Ok(Mailbox { messages, bytes, newest, server: self.session.walk.server().to_owned() })
    }

    /// Whether one of the `newest` messages (100 at the most) was sent with one of these Message-IDs (without their angle
    /// brackets) or has been given it; see [`super::identifications`].
    /// A POP3 session shows the mailbox as it was at the login (RFC 1939, 4): each further look needs its own.
    ///
    /// # Errors
    /// See [`MailError`].
    pub async fn find(&mut self, ids: &[String], newest: usize) -> Result<bool, MailError> {
        self.session.walk.begin(Link::Arrival, Step::Mailbox);
        let found = self.newest(newest).await.map_err(|cause| self.session.walk.fail(cause))?;
        Ok(found.2.iter().any(|raw| raw.header.as_deref().is_some_and(|header| header::is_one_of(header, ids))))
    }

    /// Says good-bye; see `Session::quit`.
    pub async fn quit(self) {
        self.session.quit().await;
    }

    /// The round trips of all links so far.
    #[must_use]
    pub fn round_trips(&self) -> u32 {
        self.session.walk.total()
    }

    fn offers(&self, keyword: &str) -> bool {
        self.offered.as_ref().is_some_and(|offered| offered.has(keyword))
    }

    async fn count_and_tell_apart(&mut self) -> Result<(u32, u64, bool), Cause> {
        // Of one message, since a whole list may be megabytes long.
        const TELL: &str = "UIDL 1";
        let together = self.offers("PIPELINING");
        if together {
            self.session.send_together(["STAT", TELL].into_iter()).await?;
        }
        let said = if together { self.session.answer().await } else { self.session.ask("STAT").await };
        let (messages, bytes) = counted(said?)?;
        if !together && messages == 0 {
            return Ok((messages, bytes, self.offers("UIDL")));
        }
        self.session.walk.at(Step::List);
        let said = if together { self.session.answer().await } else { self.session.ask(TELL).await };
        let uidl = match said? {
            Answer::Yes(_) => true,
            // An empty mailbox has no first message.
            Answer::No(_) => messages == 0 && self.offers("UIDL"),
            Answer::Continue(_) => return Err(Cause::Malformed),
        };
        Ok((messages, bytes, uidl))
    }

    /// The number of messages, their bytes, and the newest ones.
    async fn newest(&mut self, newest: usize) -> Result<(u32, u64, Vec<Raw>), Cause> {
        let (messages, bytes) = counted(self.session.ask("STAT").await?)?;
        let numbers: Vec<u32> = (1..=messages).rev().take(newest.min(MAX_NEWEST)).collect();
        let top = match &self.offered {
            Some(offered) if offered.has("TOP") => Top::Offered,
            Some(_) => Top::Missing,
            None => Top::Unknown,
        };
        let pipelining = self.offers("PIPELINING");
        let mut fetch = Fetch { session: &mut self.session, pipelining };
        fetch.session.walk.at(Step::List);
        let sizes = fetch.sizes(&numbers).await?;
        fetch.session.walk.at(Step::Headers);
        Ok((messages, bytes, fetch.headers(&numbers, &sizes, top).await?))
    }
}

/// A SASL mechanism where one fits, else USER and PASS for a password. A server without CAPA is asked all the same.
async fn log_in(session: &mut Session, login: &Login, offered: Option<&Capabilities>) -> Result<&'static str, Cause> {
    let mechanisms = offered.map(|offered| offered.parameters("SASL")).unwrap_or_default();
    if let Some(mechanism) = Mechanism::choose(login, &mechanisms, session.protocol()) {
        sasl::log_in(session, login, mechanism).await?;
        return Ok(mechanism.name());
    }
    match (login, offered) {
        (Login::OAuth { .. }, None) => {
            sasl::log_in(session, login, Mechanism::XOAuth2).await?;
            Ok(Mechanism::XOAuth2.name())
        }
        (Login::Password { user, password }, offered) if offered.is_none_or(|offered| offered.has("USER")) => {
            let (user, password) = sendable(user, password)?;
            session.require_protection()?;
            session.redactor.learn(password);
            let _ok = session.ask(&format!("USER {user}")).await?.yes()?;
            let shown = vec!["PASS ".into(), login.shown()];
            let _ok = session.ask_secretly(&Zeroizing::new(format!("PASS {password}")), shown).await?.yes()?;
            Ok("USER")
        }
        (_, offered) => {
            let user = offered.is_some_and(|offered| offered.has("USER")).then(|| "USER".to_owned());
            Err(no_common_mechanism(&mechanisms.into_iter().chain(user).collect::<Vec<_>>()))
        }
    }
}

/// What STAT says.
fn counted(answer: Answer) -> Result<(u32, u64), Cause> {
    let (messages, bytes) = two_numbers(&answer.yes()?).ok_or(Cause::Malformed)?;
    Ok((u32::try_from(messages).map_err(|_| Cause::Malformed)?, bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::AsyncReadExt as _;

    #[tokio::test]
    async fn no_password_leaves_without_protection() {
        let login = Login::Password { user: "u".into(), password: "secret".into() };
        let (near, mut far) = tokio::io::duplex(1000);
        let mut session = Session::unprotected(near, Protocol::Pop);
        assert_eq!(log_in(&mut session, &login, None).await, Err(Cause::Unprotected));
        drop(session);
        assert_eq!(far.read_to_end(&mut Vec::new()).await.unwrap(), 0);
    }
}
