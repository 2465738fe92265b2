//! The practice SMTP server: the dialogue on the wire (RFC 5321, RFC 3207, RFC 4954).
//!
//! Protects: nothing secret is asked for before TLS, a message ends only at CRLF `.` CRLF, and a client that errs again
//! and again is sent away. Leaves to others: which command is allowed when (`smtp_session`), who may log in (`sasl`).

use std::io;
use std::sync::Arc;
use std::time::Duration;

use crate::account::Protocol;

use super::faults::{self, MailStep};
use super::mailbox::MOST_BYTES;
use super::sasl::{self, Mechanism, Outcome};
use super::smtp_session::Session;
use super::wire::{Input, Wire};
use super::world::World;

/// The wait for each line (RFC 5321, 4.5.3.2.7).
pub(super) const PATIENCE: Duration = Duration::from_secs(5 * 60);
/// The longest line of a message, without CRLF but with a stuffed dot (RFC 5321, 4.5.3.1.6).
const MOST_TEXT_LINE: usize = 999;
/// The most wrong commands in one connection.
const MOST_MISTAKES: u32 = 20;
const SMTP: Protocol = Protocol::Smtp;

/// Serves one connection until it ends.
pub(super) async fn connection(wire: Wire, world: Arc<World>, direct_tls: bool) {
    if let Err(error) = talk(wire, &world, direct_tls).await {
        tracing::debug!(%error, "practice smtp connection ended");
    }
}

async fn talk(mut wire: Wire, world: &World, direct_tls: bool) -> io::Result<()> {
    if faults::spoil(&mut wire, world, SMTP, MailStep::Connect).await? {
        return Ok(());
    }
    if direct_tls {
        wire = faults::secure(wire, world, SMTP).await?;
    }
    if !faults::spoil(&mut wire, world, SMTP, MailStep::Greeting).await? {
        wire.reply("220 localhost ESMTP Mailkey practice").await?;
    }
    let mut session = Session::new(direct_tls);
    let mut mistakes = 0;
    while mistakes < MOST_MISTAKES {
        let line = match wire.line(sasl::MOST_LINE).await {
            Ok(Input::Line { bytes, .. }) => String::from_utf8_lossy(&bytes).into_owned(),
            Ok(Input::TooLong { .. }) => {
                mistakes += 1;
                wire.reply("500 5.5.2 The line is too long").await?;
                continue;
            }
            Ok(Input::End) => return Ok(()),
            Err(error) if error.kind() == io::ErrorKind::TimedOut => {
                wire.reply("421 4.4.2 Nothing came for too long").await?;
                return Ok(());
            }
            Err(error) => return Err(error),
        };
        let (verb, rest) = line.split_once(' ').unwrap_or((line.as_str(), ""));
        let verb = verb.to_ascii_uppercase();
        let step = faults::step_of(&verb, session.is_protected());
        if let Some(step) = step
            && faults::spoil(&mut wire, world, SMTP, step).await?
        {
            continue;
        }
        let answer = match verb.as_str() {
            "QUIT" => {
                wire.reply("221 2.0.0 Goodbye").await?;
                wire.close().await;
                return Ok(());
            }
            "STARTTLS" => match session.may_secure(rest) {
                Ok(()) => {
                    wire.reply("220 2.0.0 Ready to start TLS").await?;
                    wire = faults::secure(wire, world, SMTP).await?;
                    // Nothing said before counts (RFC 3207, 4.2).
                    session = Session::new(true);
                    continue;
                }
                Err(refusal) => refusal.to_owned(),
            },
            "AUTH" => match authenticate(&mut wire, world, &mut session, rest).await? {
                Some(answer) => answer,
                None => continue,
            },
            "DATA" => match session.may_send(rest) {
                Ok(()) => match receive(&mut wire).await? {
                    Some(_) if faults::spoil(&mut wire, world, SMTP, MailStep::Message).await? => {
                        session.forget_message();
                        continue;
                    }
                    Some(Ok(text)) => session.deliver(world, &text),
                    Some(Err(refusal)) => session.drop_message(refusal),
                    None => return Ok(()),
                },
                Err(refusal) => refusal.to_owned(),
            },
            "EHLO" => {
                let answer = session.command(world, "EHLO", rest).into_bytes();
                let step = step.unwrap_or(MailStep::Capabilities);
                String::from_utf8_lossy(&faults::offer(answer, world, SMTP, step)).into_owned()
            }
            verb => session.command(world, verb, rest),
        };
        mistakes += u32::from(answer.starts_with("50") || answer.starts_with("535"));
        wire.reply(&answer).await?;
    }
    wire.reply("421 4.7.0 Too many errors").await
}

/// The answer to an AUTH command; `None` when a fault has given it.
async fn authenticate(wire: &mut Wire, world: &World, session: &mut Session, rest: &str) -> io::Result<Option<String>> {
    if let Err(refusal) = session.may_log_in() {
        return Ok(Some(refusal.to_owned()));
    }
    let mut words = rest.split_ascii_whitespace();
    let Some(mechanism) = words.next().and_then(Mechanism::named) else {
        return Ok(Some("504 5.5.4 This mechanism is not known".to_owned()));
    };
    let outcome = sasl::exchange(wire, world, SMTP, mechanism, words.next(), "334 ").await?;
    let answer = match outcome {
        Outcome::Accepted(_) | Outcome::Refused if faults::spoil(wire, world, SMTP, MailStep::Login).await? => {
            return Ok(None);
        }
        Outcome::Accepted(mailbox) => {
            session.log_in(mailbox);
            "235 2.7.0 Authentication successful"
        }
        Outcome::Refused => "535 5.7.8 Error: authentication failed",
        Outcome::Cancelled => "501 5.7.0 Authentication aborted",
        Outcome::Malformed => "501 5.5.2 This is not what the mechanism wants",
    };
    Ok(Some(answer.to_owned()))
}

/// Reads a message to its end and takes the stuffed dots out (RFC 5321, 4.5.2); also says why it is refused.
/// `None` when the connection ended.
async fn receive(wire: &mut Wire) -> io::Result<Option<Result<Vec<u8>, &'static str>>> {
    wire.reply("354 End the message with a line that holds only a dot").await?;
    let mut text = Vec::new();
    let mut refusal = None;
    let mut received = 0_usize;
    // Whether the line before ended in CRLF: LF `.` CRLF ends nothing.
    let mut whole = true;
    loop {
        match wire.line(MOST_TEXT_LINE).await? {
            Input::End => return Ok(None),
            Input::TooLong { crlf } => {
                whole = crlf;
                refusal = refusal.or(Some("554 5.6.0 A line of the message is longer than 998 bytes"));
            }
            Input::Line { bytes, crlf: true } if whole && bytes == b"." => break,
            Input::Line { bytes, crlf } => {
                whole = crlf;
                received = received.saturating_add(bytes.len() + 2);
                // A lone CR or LF could end the message for the next program that reads it (SMTP smuggling).
                if !crlf || bytes.contains(&b'\r') {
                    refusal = refusal.or(Some("554 5.6.0 A line of the message does not end in CRLF"));
                }
                if received > MOST_BYTES {
                    refusal = refusal.or(Some("552 5.3.4 The message is too big"));
                }
                if received > MOST_BYTES.saturating_mul(4) {
                    return Ok(None);
                }
                if refusal.is_some() {
                    text = Vec::new();
                } else {
                    text.extend_from_slice(bytes.strip_prefix(b".").unwrap_or(&bytes));
                    text.extend_from_slice(b"\r\n");
                }
            }
        }
    }
    Ok(Some(refusal.map_or(Ok(text), Err)))
}
