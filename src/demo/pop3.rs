//! The practice POP3 server: the dialogue on the wire (RFC 1939, RFC 2595, RFC 5034).
//!
//! Protects: nothing secret is asked for before TLS; a client that errs again and again is sent away. Leaves to others:
//! which command is allowed when (`pop3_session`), who may log in (`sasl`).

use std::io;
use std::sync::Arc;
use std::time::Duration;

use crate::account::Protocol;

use super::faults::{self, MailStep};
use super::pop3_session::Session;
use super::sasl::{self, Mechanism, Outcome};
use super::wire::{Input, Wire};
use super::world::World;

/// The wait for each line (RFC 1939, 3: at least ten minutes).
pub(super) const PATIENCE: Duration = Duration::from_secs(10 * 60);
/// The most wrong commands in one connection.
const MOST_MISTAKES: u32 = 20;
const POP: Protocol = Protocol::Pop;
/// The line that refuses a login (AUTH: RFC 3206, 4).
pub(super) const REFUSAL: &str = "-ERR [AUTH] Authentication failed.";

/// Serves one connection until it ends.
pub(super) async fn connection(wire: Wire, world: Arc<World>, direct_tls: bool) {
    if let Err(error) = talk(wire, &world, direct_tls).await {
        tracing::debug!(%error, "practice pop3 connection ended");
    }
}

async fn talk(mut wire: Wire, world: &World, direct_tls: bool) -> io::Result<()> {
    if faults::spoil(&mut wire, world, POP, MailStep::Connect).await? {
        return Ok(());
    }
    if direct_tls {
        wire = faults::secure(wire, world, POP).await?;
    }
    if !faults::spoil(&mut wire, world, POP, MailStep::Greeting).await? {
        wire.reply("+OK Mailkey practice POP3").await?;
    }
    let mut session = Session::new(direct_tls);
    let mut mistakes = 0;
    while mistakes < MOST_MISTAKES {
        let line = match wire.line(sasl::MOST_LINE).await? {
            Input::Line { bytes, .. } => String::from_utf8_lossy(&bytes).into_owned(),
            Input::TooLong { .. } => {
                mistakes += 1;
                wire.reply("-ERR The line is too long").await?;
                continue;
            }
            // Without QUIT nothing is deleted (RFC 1939, 6).
            Input::End => return Ok(()),
        };
        let (verb, rest) = line.split_once(' ').unwrap_or((line.as_str(), ""));
        let verb = verb.to_ascii_uppercase();
        let step = faults::step_of(&verb, session.is_protected());
        if let Some(step) = step
            && faults::spoil(&mut wire, world, POP, step).await?
        {
            continue;
        }
        let answer = match verb.as_str() {
            "QUIT" => {
                session.leave(world);
                wire.reply("+OK Goodbye").await?;
                wire.close().await;
                return Ok(());
            }
            "STLS" => match session.may_secure() {
                Ok(()) => {
                    wire.reply("+OK Begin TLS").await?;
                    wire = faults::secure(wire, world, POP).await?;
                    session = Session::new(true);
                    continue;
                }
                Err(refusal) => refusal.to_owned().into_bytes(),
            },
            "AUTH" => match authenticate(&mut wire, world, &mut session, rest).await? {
                Some(answer) => answer.into_bytes(),
                None => continue,
            },
            "PASS" => {
                // Judged first, so that a refused login counts as one.
                let answer = session.command(world, "PASS", rest);
                if faults::spoil(&mut wire, world, POP, MailStep::Login).await? {
                    continue;
                }
                answer
            }
            "CAPA" => {
                let answer = session.command(world, "CAPA", rest);
                faults::offer(answer, world, POP, step.unwrap_or(MailStep::Capabilities))
            }
            verb => session.command(world, verb, rest),
        };
        mistakes += u32::from(answer.starts_with(b"-ERR"));
        wire.send(&[&answer, b"\r\n".as_slice()].concat()).await?;
    }
    wire.reply("-ERR Too many errors").await
}

/// The answer to an AUTH command; `None` when a fault has given it.
async fn authenticate(wire: &mut Wire, world: &World, session: &mut Session, rest: &str) -> io::Result<Option<String>> {
    if let Err(refusal) = session.may_log_in() {
        return Ok(Some(refusal.to_owned()));
    }
    let mut words = rest.split_ascii_whitespace();
    let Some(mechanism) = words.next().and_then(Mechanism::named) else {
        return Ok(Some("-ERR This mechanism is not known".to_owned()));
    };
    let outcome = sasl::exchange(wire, world, POP, mechanism, words.next(), "+ ").await?;
    Ok(Some(match outcome {
        Outcome::Accepted(_) | Outcome::Refused if faults::spoil(wire, world, POP, MailStep::Login).await? => {
            return Ok(None);
        }
        Outcome::Accepted(mailbox) => session.log_in(world, mailbox),
        Outcome::Refused => REFUSAL.to_owned(),
        Outcome::Cancelled => "-ERR Authentication aborted".to_owned(),
        Outcome::Malformed => "-ERR This is not what the mechanism wants".to_owned(),
    }))
}
