//! Faults of the practice mail servers: at which step of a conversation, and what happens there in place of an answer.
//!
//! Protects: a fault changes nothing but the one step that it is set for, and every fault ends within bounded memory
//! and time. Leaves to others: setting faults ([`super::Control`]), the conversations themselves (`smtp`, `pop3`).

use std::io;

use crate::account::Protocol;

use super::certs::BadCertificate;
use super::wire::{Input, Wire};
use super::world::World;

/// How much of an endless line is sent: more than any client should read.
const ENDLESS: usize = 10 << 20;
/// The longest line that is read from a client after a fault.
const MOST_LINE: usize = 12_288;

/// A step of a conversation with a mail server, as the server sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MailStep {
    /// The connection was made; before TLS, where TLS comes first.
    Connect,
    /// The first line.
    Greeting,
    /// EHLO or CAPA in plain text.
    Capabilities,
    /// STARTTLS or STLS.
    StartTls,
    /// The TLS handshake.
    Handshake,
    /// EHLO or CAPA over TLS.
    CapabilitiesOverTls,
    /// AUTH; POP3's USER.
    Auth,
    /// The answer to a token, where it is a challenge (RFC 7628, 3.2.2); the refusal follows.
    Challenge,
    /// The last answer to a login; POP3's PASS. [`MailFault::Say`] refuses it, whatever was presented.
    Login,
    /// MAIL FROM.
    Mail,
    /// RCPT TO.
    Rcpt,
    /// RSET.
    Rset,
    /// DATA, before the message.
    Data,
    /// The answer to the message.
    Message,
    /// STAT.
    Stat,
    /// UIDL.
    Uidl,
    /// LIST.
    List,
    /// TOP.
    Top,
    /// RETR.
    Retr,
    /// QUIT.
    Quit,
}

/// What happens at a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailFault {
    /// This is said in place of the answer, and a CRLF; the conversation goes on.
    Say(String),
    /// These bytes are sent as they are, then the connection is closed.
    Bytes(Vec<u8>),
    /// Nothing is said any more.
    Hang,
    /// The connection is closed without a word.
    Close,
    /// Bytes of every kind, then silence.
    Garbage,
    /// Ten megabytes without a line break, then silence.
    EndlessLine,
    /// A page as a captive portal sends it, then the connection is closed.
    HttpPage,
    /// [`MailStep::Capabilities`], [`MailStep::CapabilitiesOverTls`]: these keywords are not offered.
    Without(Vec<String>),
    /// The same steps: these login mechanisms are offered in place of the real ones.
    Mechanisms(Vec<String>),
    /// [`MailStep::Handshake`]: another certificate than the good one.
    Certificate(BadCertificate),
}

impl MailFault {
    /// Whether it can only be set for steps that have to do with it.
    pub(super) fn fits(&self, step: MailStep) -> bool {
        match self {
            Self::Without(_) | Self::Mechanisms(_) => {
                matches!(step, MailStep::Capabilities | MailStep::CapabilitiesOverTls)
            }
            Self::Certificate(_) => step == MailStep::Handshake,
            _ => true,
        }
    }
}

/// The step that a command is, where it is one before its work is done.
pub(super) fn step_of(verb: &str, tls: bool) -> Option<MailStep> {
    Some(match verb {
        "EHLO" | "HELO" | "CAPA" if tls => MailStep::CapabilitiesOverTls,
        "EHLO" | "HELO" | "CAPA" => MailStep::Capabilities,
        "STARTTLS" | "STLS" => MailStep::StartTls,
        "AUTH" | "USER" => MailStep::Auth,
        "MAIL" => MailStep::Mail,
        "RCPT" => MailStep::Rcpt,
        "RSET" => MailStep::Rset,
        "DATA" => MailStep::Data,
        "STAT" => MailStep::Stat,
        "UIDL" => MailStep::Uidl,
        "LIST" => MailStep::List,
        "TOP" => MailStep::Top,
        "RETR" => MailStep::Retr,
        "QUIT" => MailStep::Quit,
        _ => return None,
    })
}

/// Does what is set for this step. Whether it was answered with that: else the step's own work is to be done.
///
/// # Errors
/// The fault has ended the connection.
pub(super) async fn spoil(wire: &mut Wire, world: &World, protocol: Protocol, step: MailStep) -> io::Result<bool> {
    let Some(fault) = world.knobs().mail_fault(protocol, step) else { return Ok(false) };
    match fault {
        MailFault::Say(text) => {
            wire.reply(&text).await?;
            return Ok(true);
        }
        MailFault::Without(_) | MailFault::Mechanisms(_) | MailFault::Certificate(_) => return Ok(false),
        MailFault::Bytes(bytes) => wire.send(&bytes).await?,
        MailFault::HttpPage => wire.send(PORTAL.as_bytes()).await?,
        MailFault::Close => {}
        MailFault::Hang => silence(wire).await?,
        MailFault::Garbage => {
            wire.send(&garbage()).await?;
            silence(wire).await?;
        }
        MailFault::EndlessLine => {
            let piece = [b'x'; 64 << 10];
            for _ in 0..ENDLESS / piece.len() {
                wire.send(&piece).await?;
            }
            silence(wire).await?;
        }
    }
    Err(io::ErrorKind::ConnectionAborted.into())
}

/// The TLS handshake, with what is set for it.
///
/// # Errors
/// It failed, or a fault has ended the connection.
pub(super) async fn secure(mut wire: Wire, world: &World, protocol: Protocol) -> io::Result<Wire> {
    let fault = world.knobs().mail_fault(protocol, MailStep::Handshake);
    if matches!(fault, Some(MailFault::Say(_) | MailFault::Bytes(_) | MailFault::Garbage | MailFault::HttpPage)) {
        // Any earlier it would be plain text behind the answer to STARTTLS, which is another fault.
        wire.wait_for_anything().await?;
    }
    if spoil(&mut wire, world, protocol, MailStep::Handshake).await? {
        // Words in place of a handshake: there is nothing to go on with.
        silence(&mut wire).await?;
        return Err(io::ErrorKind::ConnectionAborted.into());
    }
    let bad = match fault {
        Some(MailFault::Certificate(bad)) => Some(bad),
        _ => None,
    };
    let acceptor = world.certificates.acceptor(bad.as_ref())?;
    wire.secure(&acceptor).await
}

/// What a server offers (the whole answer to EHLO or CAPA), less or other than it really does.
pub(super) fn offer(answer: Vec<u8>, world: &World, protocol: Protocol, step: MailStep) -> Vec<u8> {
    let fault = world.knobs().mail_fault(protocol, step);
    let (without, mechanisms): (Vec<String>, _) = match fault {
        Some(MailFault::Without(keywords)) => (keywords, None),
        Some(MailFault::Mechanisms(names)) => (Vec::new(), Some(names.join(" "))),
        _ => return answer,
    };
    let text = String::from_utf8_lossy(&answer).into_owned();
    let mut lines: Vec<String> = Vec::new();
    for (at, line) in text.split("\r\n").enumerate() {
        // `250-SIZE 1`, `250 SIZE 1`; CAPA's lines have nothing before the keyword.
        let offered = if protocol == Protocol::Smtp { line.get(4..).unwrap_or_default() } else { line };
        let keyword = offered.split(' ').next().unwrap_or_default();
        let left_out = at > 0 && without.iter().any(|without| without.eq_ignore_ascii_case(keyword));
        match &mechanisms {
            _ if left_out => {}
            Some(names) if keyword == "AUTH" || keyword == "SASL" => {
                lines.push(line.replace(offered, &format!("{keyword} {names}")));
            }
            _ => lines.push(line.to_owned()),
        }
    }
    // A dash after each code of SMTP but the last one.
    if protocol == Protocol::Smtp
        && let Some(last) = lines.last_mut()
    {
        *last = last.replacen('-', " ", 1);
    }
    lines.join("\r\n").into_bytes()
}

/// Says nothing until the other side goes, or for as long as the wire waits for a line.
async fn silence(wire: &mut Wire) -> io::Result<()> {
    while wire.line(MOST_LINE).await? != Input::End {}
    Ok(())
}

/// The same every time, with bytes of every value, and no text of any protocol at its beginning.
fn garbage() -> Vec<u8> {
    let mut state = 1_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    let mut bytes = vec![0xff];
    bytes.extend(std::iter::repeat_with(&mut next).take(4096));
    bytes.extend_from_slice(b"\r\n");
    bytes
}

/// What somebody in a hotel gets in place of a mail server.
const PORTAL: &str = "HTTP/1.1 302 Found\r\nLocation: http://login.hotel.example/\r\nContent-Type: text/html\r\n\
    Content-Length: 54\r\nConnection: close\r\n\r\n<html><body>Please sign in to the network</body></html>";
