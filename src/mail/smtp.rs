//! Sending one message (RFC 5321, 6409, 3207, 4954).
//!
//! Protects: a message is handed over once at the most (a second server is tried only while the first cannot have taken
//! it), and what the server said is kept word for word. Leaves to others: making the message ([`super::message`]).
//!
//! lettre gives the message, its envelope and the commands; its connection (`AsyncSmtpConnection`) is not used. It reads
//! greeting and EHLO in one call and, on a refusal there, sends QUIT and waits again, so steps can be neither told apart
//! nor bounded singly; it reads a line of any length before it looks at its limit; it takes plain text after STARTTLS
//! for an answer over TLS; an answer that is not UTF-8 is lost as an IO error; and the text behind a 334 is lost. The
//! conversation is therefore `session`'s, which POP3 needs as well.

use std::sync::Arc;

use lettre::transport::smtp::commands::{Data, Ehlo, Mail, Rcpt, Starttls};
use lettre::transport::smtp::extension::{ClientId, MailBodyParameter, MailParameter};

use super::answer::Capabilities;
use super::reply::join;
use super::sasl::{self, Mechanism, no_common_mechanism};
use super::session::{Answer, Failures, Session};
use super::wire::stuff;
use super::{Cause, Endpoint, Login, MailError, Step};
use crate::account::{Host, Protocol, Security};

/// A message that a server has taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// `host:port` of the server that took it.
    pub server: String,
    /// The server's answer to the message, for example `2.0.0 Ok: queued as 4XyZ`.
    pub reply: String,
}

/// Sends a message through the first server that can be reached. Dropping the future cancels; after the message itself
/// was sent the server may have taken it all the same.
///
/// # Errors
/// See [`MailError`]; when no server can be reached, the first one's failure.
pub async fn send(
    endpoint: &Endpoint,
    login: &Login,
    tls: Arc<rustls::ClientConfig>,
    message: &lettre::Message,
) -> Result<Sent, MailError> {
    let mut failures = Failures::new(Protocol::Smtp, endpoint);
    for host in &endpoint.servers {
        let mut step = Step::Resolve;
        match deliver(endpoint, host, login, &tls, message, &mut step).await {
            Ok(reply) => return Ok(Sent { server: endpoint.server(host), reply }),
            Err(cause) => failures.add(host, step, cause)?,
        }
    }
    Err(failures.into_error())
}

/// One session with one server; gives its answer to the message.
async fn deliver(
    endpoint: &Endpoint,
    host: &Host,
    login: &Login,
    tls: &Arc<rustls::ClientConfig>,
    message: &lettre::Message,
    step: &mut Step,
) -> Result<String, Cause> {
    let mut session = Session::open(Protocol::Smtp, endpoint, host, tls, step).await?;
    *step = Step::Greeting;
    let _banner = session.answer().await?.yes()?;
    let mut offered = hello(&mut session, step).await?;
    if endpoint.security == Security::StartTls {
        *step = Step::StartTls;
        if !offered.has("STARTTLS") {
            return Err(Cause::NoStartTls);
        }
        let _ready = ask(&mut session, Starttls).await?.yes()?;
        session = session.start_tls(host, tls, step).await?;
        // What was offered in plain text may have been another's words (RFC 3207, 4.2).
        offered = hello(&mut session, step).await?;
    }
    if !matches!(login, Login::None) {
        *step = Step::Login;
        let mechanisms = offered.parameters("AUTH");
        let mechanism =
            Mechanism::choose(login, &mechanisms, Protocol::Smtp).ok_or_else(|| no_common_mechanism(&mechanisms))?;
        sasl::log_in(&mut session, login, mechanism).await?;
    }
    let reply = hand_over(&mut session, message, &offered, step).await?;
    *step = Step::Quit;
    session.quit().await;
    Ok(reply)
}

/// EHLO. The address literal says nothing about this computer or its network (RFC 5321, 4.1.4 allows one).
async fn hello(session: &mut Session, step: &mut Step) -> Result<Capabilities, Cause> {
    *step = Step::Capabilities;
    let name = ClientId::Ipv4(std::net::Ipv4Addr::LOCALHOST);
    let lines = ask(session, Ehlo::new(name)).await?.yes()?;
    Ok(Capabilities::parse(lines.iter().skip(1).map(String::as_str)))
}

/// MAIL, RCPT, DATA and the message.
async fn hand_over(
    session: &mut Session,
    message: &lettre::Message,
    offered: &Capabilities,
    step: &mut Step,
) -> Result<String, Cause> {
    let envelope = message.envelope();
    let content = message.formatted();
    *step = Step::Sender;
    let mut parameters = Vec::new();
    let addresses = envelope.from().into_iter().chain(envelope.to());
    if addresses.into_iter().any(|address| !AsRef::<str>::as_ref(address).is_ascii()) {
        require(offered, "SMTPUTF8")?;
        parameters.push(MailParameter::SmtpUtfEight);
    }
    if !content.is_ascii() {
        require(offered, "8BITMIME")?;
        parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    let _ok = ask(session, Mail::new(envelope.from().cloned(), parameters)).await?.yes()?;
    *step = Step::Recipient;
    for recipient in envelope.to() {
        let _ok = ask(session, Rcpt::new(recipient.clone(), Vec::new())).await?.yes()?;
    }
    *step = Step::Data;
    let _go_ahead = ask(session, Data).await?.more()?;
    let lines = session.ask_bytes(&stuff(&content)).await?.yes()?;
    Ok(session.redactor.tidy(&join(lines.iter().map(String::as_str))))
}

fn require(offered: &Capabilities, extension: &'static str) -> Result<(), Cause> {
    if offered.has(extension) { Ok(()) } else { Err(Cause::NotSupported(extension)) }
}

/// One of lettre's commands; they bring their own line break.
async fn ask(session: &mut Session, command: impl std::fmt::Display) -> Result<Answer, Cause> {
    session.ask(command.to_string().trim_end_matches("\r\n")).await
}
