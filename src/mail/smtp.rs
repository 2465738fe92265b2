//! Sending one message (RFC 5321, 6409, 3207, 4954), and trying whether it could be sent.
//!
//! Protects: a message is handed over once at the most (a second server is tried only while the first cannot have taken
//! it), and what the server said is kept word for word. Leaves to others: making the message ([`super::message`]), and
//! the way to the login (`opening`).
//!
//! lettre gives the message and its envelope; its connection (`AsyncSmtpConnection`) is not used. It reads greeting and
//! EHLO in one call and, on a refusal there, sends QUIT and waits again, so steps can be neither told apart nor bounded
//! singly; it reads a line of any length before it looks at its limit; it takes plain text after STARTTLS for an answer
//! over TLS; an answer that is not UTF-8 is lost as an IO error; and the text behind a 334 is lost. The conversation is
//! therefore `session`'s, which POP3 needs as well.

use std::sync::Arc;

use super::answer::Capabilities;
use super::envelope::Envelope;
use super::reply::join;
use super::sasl::{self, Mechanism, no_common_mechanism};
use super::session::{Answer, Session};
use super::wire::stuff;
use super::{Cause, Endpoint, Login, MailError, Step, opening, with_first};
use crate::account::{EmailAddress, Host, Protocol};
use crate::chain::{Found, Link, Observer};

/// The most recipients that are named without waiting for each answer: a server that answers while nobody reads stops
/// reading itself.
const MAX_TOGETHER: usize = 50;

/// A message that a server has taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// `host:port` of the server that took it.
    pub server: String,
    /// The server's answer to the message, for example `2.0.0 Ok: queued as 4XyZ`.
    pub reply: String,
}

/// Sends a message through the first server that can be reached. Dropping the future cancels; after the message itself
/// was sent the server may have taken it all the same, which a failure says ([`MailError::may_have_sent`]).
///
/// # Errors
/// See [`MailError`]; when no server can be reached, the first one's failure.
pub async fn send(
    endpoint: &Endpoint,
    login: &Login,
    tls: Arc<rustls::ClientConfig>,
    message: &lettre::Message,
) -> Result<Sent, MailError> {
    let (tls, observer) = (&tls, &Observer::default());
    with_first(endpoint, Protocol::Smtp, observer, |host| async move {
        let mut open = Open::open(endpoint, &host, tls, observer).await?;
        open.log_in(login, false).await?;
        let sent = open.hand_over(message).await?;
        open.quit().await;
        Ok(sent)
    })
    .await
}

/// A conversation with one server, in stages; each tells the observer of its links. After a failure it is of no use.
/// Dropping it hangs up.
pub struct Open {
    session: Session,
    offered: Capabilities,
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
        let (session, offered) = opening::open(Protocol::Smtp, endpoint, host, tls, observer).await?;
        Ok(Self { session, offered: offered.unwrap_or_default() })
    }

    /// A conversation that has come so far; for `fuzz/`.
    #[cfg(any(test, feature = "fuzzing"))]
    pub(super) fn opened(session: Session, offered: Option<Capabilities>) -> Self {
        Self { session, offered: offered.unwrap_or_default() }
    }

    /// Logs in, where a login is wanted. `second_try` is told to the observer: whether this is the renewed token.
    ///
    /// # Errors
    /// See [`MailError`].
    pub async fn log_in(&mut self, login: &Login, second_try: bool) -> Result<(), MailError> {
        self.session.walk.begin(Link::Login, Step::Login);
        let result = self.authenticate(login).await.map(|mechanism| login.found(mechanism, second_try));
        self.session.walk.settle(result)
    }

    async fn authenticate(&mut self, login: &Login) -> Result<&'static str, Cause> {
        if matches!(login, Login::None) {
            return Ok("");
        }
        let mechanisms = self.offered.parameters("AUTH");
        let mechanism =
            Mechanism::choose(login, &mechanisms, Protocol::Smtp).ok_or_else(|| no_common_mechanism(&mechanisms))?;
        sasl::log_in(&mut self.session, login, mechanism).await?;
        Ok(mechanism.name())
    }

    /// Names sender and recipient and takes them back: whether a message could be sent, without sending one. `message`
    /// is told to the observer: whether one follows.
    ///
    /// # Errors
    /// See [`MailError`].
    pub async fn try_envelope(
        &mut self,
        from: &EmailAddress,
        to: &EmailAddress,
        message: bool,
    ) -> Result<(), MailError> {
        self.session.walk.begin(Link::Command, Step::Sender);
        let result = self.envelope(&Envelope::between(from, to), Step::Reset, "RSET").await;
        let found = Found::Envelope { from: from.clone(), to: to.clone(), message };
        let result = result.and_then(|answer| answer.yes()).map(|_ok| found);
        self.session.walk.settle(result)
    }

    /// Hands a message over; `to` is told to the observer, the message's own envelope is used.
    ///
    /// # Errors
    /// See [`MailError`].
    pub async fn send(&mut self, message: &lettre::Message, to: &EmailAddress) -> Result<Sent, MailError> {
        let sent = self.hand_over(message).await?;
        self.session.walk.holds(Found::Message { to: to.clone(), reply: sent.reply.clone() });
        Ok(sent)
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

    async fn hand_over(&mut self, message: &lettre::Message) -> Result<Sent, MailError> {
        self.session.walk.begin(Link::Message, Step::Sender);
        match self.deliver(message).await {
            Ok(reply) => Ok(Sent { server: self.session.walk.server().to_owned(), reply }),
            Err(cause) => {
                // The server may be waiting for the message: any further word would be taken for it.
                self.session.hang_up();
                Err(self.session.walk.fail(cause))
            }
        }
    }

    /// MAIL, RCPT, DATA and the message.
    async fn deliver(&mut self, message: &lettre::Message) -> Result<String, Cause> {
        let content = message.formatted();
        let envelope = Envelope::of(message.envelope(), !content.is_ascii());
        let _go_ahead = self.envelope(&envelope, Step::Data, "DATA").await?.more()?;
        let answer = self.session.ask_to_take(&stuff(&content)).await?;
        if let Answer::No(_) = answer {
            // It has said that it did not take the message.
            self.session.walk.at(Step::Data);
        }
        let lines = answer.yes()?;
        Ok(self.session.redactor.tidy(&join(lines.iter().map(String::as_str))))
    }

    /// MAIL, RCPT for each recipient, and a last command, whose answer it gives; together where the server allows it
    /// (RFC 2920).
    async fn envelope(&mut self, envelope: &Envelope, end: Step, last: &str) -> Result<Answer, Cause> {
        self.session.walk.at(Step::Sender);
        let mut commands = vec![(Step::Sender, envelope.mail(&self.offered)?)];
        commands.extend(envelope.recipients().map(|command| (Step::Recipient, command)));
        commands.push((end, last.to_owned()));
        let together = self.offered.has("PIPELINING") && commands.len() <= MAX_TOGETHER;
        if together {
            self.session.send_together(commands.iter().map(|(_, command)| command.as_str())).await?;
        }
        let mut refused = None;
        for (step, command) in &commands {
            if refused.is_none() {
                self.session.walk.at(*step);
            }
            let said = if together { self.session.answer().await } else { self.session.ask(command).await };
            match (said, &refused) {
                // The first refusal is the cause; what follows comes from it, and is read to keep the order.
                (Ok(Answer::No(reply)), None) if together => refused = Some(Cause::Rejected(reply)),
                (Ok(_), Some(_)) => {}
                (Err(_), Some(_)) => break,
                (said, None) if *step == end => return said,
                (said, None) => {
                    let _ok = said?.yes()?;
                }
            }
        }
        Err(refused.unwrap_or(Cause::Malformed))
    }
}
