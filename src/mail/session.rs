//! One conversation with a server: commands, answers, the switch to TLS. Both protocols share it.
//!
//! Protects: every single answer, however it trickles in, is complete within the time limit or is an error; what a
//! server says is cleaned of secrets before it leaves; after STARTTLS nothing of the plain conversation is left.
//! Leaves to others: which commands are sent ([`super::smtp`], [`super::pop3`]) and the login's dialogue
//! ([`super::sasl`]).

use std::sync::Arc;

use tokio::net::TcpStream;
use zeroize::Zeroizing;

use super::connect::within;
pub(super) use super::listening::Answer;
use super::listening::{self, MAX_LINES};
use super::reply::Redactor;
use super::walk::Walk;
use super::wire::Wire;
use super::{Cause, Step};
use super::{first_words, handshake};
use crate::account::{Host, Protocol, Timeout};
use crate::chain::Found;
use crate::log::transcript::{Direction, Piece, What};

/// How much of a message is handed over at a time; each piece has the time limit for itself.
const PIECE: usize = 16 << 10;

/// An open conversation.
pub(super) struct Session {
    wire: Wire,
    protocol: Protocol,
    limit: Timeout,
    /// Whether secrets may be sent: over TLS, or to this computer itself.
    safe: bool,
    over_tls: bool,
    /// Whether something was sent (or a connection made) to which no answer has come yet.
    waits: bool,
    pub(super) redactor: Redactor,
    pub(super) walk: Walk,
}

impl Session {
    /// A conversation over a new connection. The greeting has not been read.
    pub(super) fn new(stream: TcpStream, walk: Walk, protocol: Protocol, limit: Timeout) -> Self {
        let safe = stream.peer_addr().is_ok_and(|peer| peer.ip().to_canonical().is_loopback());
        let wire = Wire::new(Box::new(stream));
        Self { wire, protocol, limit, safe, over_tls: false, waits: true, redactor: Redactor::default(), walk }
    }

    /// The TLS handshake: from the first byte, or after the server agreed to it.
    pub(super) async fn start_tls(&mut self, host: &Host, tls: &Arc<rustls::ClientConfig>) -> Result<Found, Cause> {
        let stream = std::mem::replace(&mut self.wire, Wire::dead()).into_stream()?;
        self.walk.trips(1);
        let protected = handshake::protect(stream, host, tls, self.limit).await?;
        self.walk.trips(protected.trips.saturating_sub(1));
        self.wire = Wire::new(protected.stream);
        (self.safe, self.over_tls) = (true, true);
        self.waits = !protected.server_ended;
        Ok(protected.found)
    }

    /// A conversation over any stream, as with another computer and without TLS.
    #[cfg(any(test, feature = "fuzzing"))]
    pub(super) fn unprotected(stream: impl super::wire::Stream + 'static, protocol: Protocol) -> Self {
        let walk = Walk::new(protocol, String::new(), crate::chain::Observer::default());
        Self {
            wire: Wire::new(Box::new(stream)),
            protocol,
            limit: Timeout::default(),
            safe: false,
            over_tls: false,
            waits: false,
            redactor: Redactor::default(),
            walk,
        }
    }

    /// The same, as with this computer itself: secrets may be sent.
    #[cfg(any(test, feature = "fuzzing"))]
    pub(super) fn local(stream: impl super::wire::Stream + 'static, protocol: Protocol) -> Self {
        Self { safe: true, ..Self::unprotected(stream, protocol) }
    }

    /// Waits for the server's first words. When they are none, or not of this protocol, finds out what is spoken here.
    pub(super) async fn greeting(
        &mut self,
        host: &Host,
        tls: &Arc<rustls::ClientConfig>,
    ) -> Result<Vec<String>, Cause> {
        if std::mem::take(&mut self.waits) {
            self.walk.trips(1);
        }
        let protocol = self.protocol;
        // The question what is spoken here belongs to the time limit.
        let patience = if self.over_tls { self.limit.duration() } else { handshake::before_probe(self.limit) };
        let first = tokio::time::timeout(patience, async {
            // What is no line at all would be waited for in vain, so the first piece is looked at by itself.
            if let Some(other) = not_mail(self.wire.peek().await?, protocol) {
                return Err(other);
            }
            // A piece can be a letter: whatever did not turn out to be an answer is looked at as a whole.
            self.answer().await.map_err(|cause| not_mail(&self.wire.first(), protocol).unwrap_or(cause))
        })
        .await
        .unwrap_or(Err(Cause::TimedOut(self.limit)));
        match first {
            Err(silence @ Cause::TimedOut(_)) if !self.over_tls && self.wire.is_untouched() => {
                // Whoever waits for TLS or for a request keeps silent; the beginning of a handshake makes them speak.
                let wire = std::mem::replace(&mut self.wire, Wire::dead());
                let found = handshake::probe(wire.into_stream()?, host, tls, self.limit).await;
                Err(found.unwrap_or(silence))
            }
            other => other?.yes(),
        }
    }

    /// Closes the connection at once: where a word more could be taken for something else.
    pub(super) fn hang_up(&mut self) {
        self.wire = Wire::dead();
    }

    pub(super) fn protocol(&self) -> Protocol {
        self.protocol
    }

    /// Makes sure that a secret may be sent here.
    pub(super) fn require_protection(&self) -> Result<(), Cause> {
        if self.safe { Ok(()) } else { Err(Cause::Unprotected) }
    }

    /// Sends one line (without its line break) and waits for the answer.
    pub(super) async fn ask(&mut self, line: &str) -> Result<Answer, Cause> {
        self.walk.note(Direction::Sent, || vec![line.into()]);
        self.ask_bytes(format!("{line}\r\n").as_bytes()).await
    }

    /// Sends a line with a secret in it, and waits for the answer; `shown` is what may be seen of it.
    pub(super) async fn ask_secretly(&mut self, line: &str, shown: Vec<Piece>) -> Result<Answer, Cause> {
        self.walk.note(Direction::Sent, || shown);
        self.ask_bytes(&Zeroizing::new(format!("{line}\r\n").into_bytes())).await
    }

    /// Sends a message, dots and end mark and all, and waits for the answer. With the last piece goes the end mark: from
    /// then on ([`Step::Receipt`]) the server may have taken it.
    pub(super) async fn ask_to_take(&mut self, message: &[u8]) -> Result<Answer, Cause> {
        self.walk.note(Direction::Sent, || vec![message_of(message.len())]);
        let (most, last) = message.split_at(message.len().saturating_sub(1) / PIECE * PIECE);
        let mut sent = self.send(most).await;
        if sent.is_ok() {
            self.walk.at(Step::Receipt);
            sent = self.send(last).await;
        }
        self.answer_to(sent).await
    }

    /// Sends several lines at once; their answers are to be waited for one by one.
    pub(super) async fn send_together<'a>(&mut self, lines: impl Iterator<Item = &'a str>) -> Result<(), Cause> {
        let mut all = String::new();
        for line in lines {
            self.walk.note(Direction::Sent, || vec![line.into()]);
            all.push_str(line);
            all.push_str("\r\n");
        }
        self.send(all.as_bytes()).await
    }

    /// Sends bytes and waits for the answer.
    async fn ask_bytes(&mut self, bytes: &[u8]) -> Result<Answer, Cause> {
        let sent = self.send(bytes).await;
        self.answer_to(sent).await
    }

    /// Waits for the answer to what was sent.
    async fn answer_to(&mut self, sent: Result<(), Cause>) -> Result<Answer, Cause> {
        match sent {
            Ok(()) => self.answer().await,
            // A server that says why before it closes has often closed already: its words wait to be read.
            Err(Cause::Closed) => self.answer().await.map_err(|_| Cause::Closed),
            Err(cause) => Err(cause),
        }
    }

    /// Sends bytes, a piece at a time.
    async fn send(&mut self, bytes: &[u8]) -> Result<(), Cause> {
        self.waits = true;
        for piece in bytes.chunks(PIECE) {
            within(self.limit, self.wire.write(piece)).await?;
        }
        Ok(())
    }

    /// Waits for one complete answer.
    pub(super) async fn answer(&mut self) -> Result<Answer, Cause> {
        if std::mem::take(&mut self.waits) {
            self.walk.trips(1);
        }
        match self.protocol {
            Protocol::Smtp => within(self.limit, listening::smtp(&mut self.wire, &self.redactor, &self.walk)).await,
            Protocol::Pop => within(self.limit, listening::pop(&mut self.wire, &self.redactor, &self.walk)).await,
        }
    }

    /// Waits for a dot-terminated block of lines; see [`Wire::block`].
    pub(super) async fn lines(&mut self, max: usize) -> Result<String, Cause> {
        let block = within(self.limit, self.wire.block(max, max)).await?;
        let text = String::from_utf8_lossy(&block).into_owned();
        for line in text.lines().chain(["."]).take(MAX_LINES) {
            self.walk.note(Direction::Received, || vec![Piece::Text(self.redactor.tidy(line))]);
        }
        Ok(text)
    }

    /// Waits for a message, or its header; see [`Wire::block`].
    pub(super) async fn message(&mut self, keep: usize, max: usize) -> Result<Vec<u8>, Cause> {
        let message = within(self.limit, self.wire.block(keep, max)).await?;
        self.walk.note(Direction::Received, || vec![message_of(message.len())]);
        Ok(message)
    }

    /// Says good-bye. The work is done, so a failure is no error, and a silent server gets two seconds at the most.
    pub(super) async fn quit(mut self) {
        let short = std::time::Duration::from_secs(2).min(self.limit.duration());
        if !matches!(tokio::time::timeout(short, self.ask("QUIT")).await, Ok(Ok(Answer::Yes(_)))) {
            tracing::debug!(protocol = %self.protocol, "the server did not answer QUIT");
        }
    }
}

/// What the first bytes are, when they are known not to be this protocol's.
fn not_mail(first: &[u8], protocol: Protocol) -> Option<Cause> {
    if first_words::is_tls(first) {
        return Some(Cause::SpeaksTls);
    }
    if first_words::is_http(first) {
        return Some(first_words::http(first));
    }
    first_words::other_protocol(first, protocol).map(Cause::OtherProtocol)
}

/// In place of a message, or of a part of one.
fn message_of(characters: usize) -> Piece {
    Piece::Secret { what: What::Message, characters }
}
