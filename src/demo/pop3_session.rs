//! The rules of the practice POP3 server: which command is allowed when, and what it answers. No input or output here.
//!
//! Protects: a session sees the mailbox as it was at login, its numbers never move, and messages go only at QUIT. Two
//! sessions may have one mailbox open (as with Dovecot), because messages are removed by their name. Leaves to others:
//! the wire (`pop3`), keeping messages (`mailbox`).

use std::fmt::Write as _;
use std::sync::Arc;

use crate::account::EmailAddress;

use super::mailbox::Message;
use super::world::World;
use super::{pop3::REFUSAL, sasl};

const NO_TLS: &str = "-ERR Use STLS first";
const NOT_NOW: &str = "-ERR Not now";
const NO_SUCH: &str = "-ERR No such message";

/// One connection, as far as the rules go.
pub(super) struct Session {
    tls: bool,
    user: Option<String>,
    open: Option<Open>,
}

/// A mailbox as it was at login.
struct Open {
    mailbox: EmailAddress,
    messages: Vec<Entry>,
}

struct Entry {
    message: Arc<Message>,
    deleted: bool,
}

impl Session {
    /// Nobody logged in yet.
    pub(super) fn new(tls: bool) -> Self {
        Self { tls, user: None, open: None }
    }

    /// Whether the connection is protected.
    pub(super) fn is_protected(&self) -> bool {
        self.tls
    }

    /// Whether STLS is allowed now (RFC 2595, 4).
    pub(super) fn may_secure(&self) -> Result<(), &'static str> {
        if self.tls { Err("-ERR TLS is on already") } else { Ok(()) }
    }

    /// Whether AUTH is allowed now.
    pub(super) fn may_log_in(&self) -> Result<(), &'static str> {
        match self.open {
            _ if !self.tls => Err(NO_TLS),
            Some(_) => Err(NOT_NOW),
            None => Ok(()),
        }
    }

    /// Opens a mailbox.
    pub(super) fn log_in(&mut self, world: &World, mailbox: EmailAddress) -> String {
        let messages = world.mailboxes.get(mailbox.as_str()).map(|mailbox| mailbox.messages()).unwrap_or_default();
        let messages = messages.into_iter().map(|message| Entry { message, deleted: false }).collect();
        let open = self.open.insert(Open { mailbox, messages });
        format!("+OK {} messages", open.messages.len())
    }

    /// Ends the session: removes what was marked.
    pub(super) fn leave(&mut self, world: &World) {
        let Some(open) = self.open.take() else { return };
        let gone: Vec<&str> =
            open.messages.iter().filter(|entry| entry.deleted).map(|entry| entry.message.uid.as_str()).collect();
        if let Some(mailbox) = world.mailboxes.get(open.mailbox.as_str()) {
            mailbox.remove(&gone);
        }
    }

    /// Answers every command that needs nothing but this line; the answer without its last CRLF.
    pub(super) fn command(&mut self, world: &World, verb: &str, rest: &str) -> Vec<u8> {
        match verb {
            "CAPA" => self.capabilities().into_bytes(),
            "USER" | "PASS" => self.password(world, verb, rest).into_bytes(),
            "NOOP" | "STAT" | "LIST" | "UIDL" | "TOP" | "RETR" | "DELE" | "RSET" => {
                let Some(open) = &mut self.open else { return NOT_NOW.as_bytes().to_vec() };
                open.command(world, verb, rest.trim()).unwrap_or_else(|refusal| refusal.as_bytes().to_vec())
            }
            _ => b"-ERR This command is not known".to_vec(),
        }
    }

    fn capabilities(&self) -> String {
        let offer = if self.tls { format!("USER\r\nSASL {}", sasl::NAMES) } else { "STLS".to_owned() };
        format!(
            "+OK\r\n{offer}\r\nTOP\r\nUIDL\r\nPIPELINING\r\nRESP-CODES\r\nAUTH-RESP-CODE\r\nEXPIRE NEVER\r\n\
             IMPLEMENTATION Mailkey-practice\r\n."
        )
    }

    fn password(&mut self, world: &World, verb: &str, rest: &str) -> String {
        if let Err(refusal) = self.may_log_in() {
            return refusal.to_owned();
        }
        if verb == "USER" {
            self.user = Some(rest.to_owned());
            return "+OK".to_owned();
        }
        let Some(user) = self.user.take() else { return "-ERR Say USER first".to_owned() };
        match sasl::password(world, &user, rest) {
            Some(mailbox) => self.log_in(world, mailbox),
            None => REFUSAL.to_owned(),
        }
    }
}

impl Open {
    fn command(&mut self, world: &World, verb: &str, rest: &str) -> Result<Vec<u8>, &'static str> {
        Ok(match verb {
            "NOOP" => b"+OK".to_vec(),
            "STAT" => {
                let bytes: usize = self.left().map(|(_, message)| message.bytes.len()).sum();
                format!("+OK {} {bytes}", self.left().count()).into_bytes()
            }
            "LIST" => self.list(rest, |message| message.bytes.len().to_string())?,
            "UIDL" => self.list(rest, |message| message.uid.clone())?,
            "RETR" => {
                let message = Arc::clone(&self.entry(rest)?.message);
                world.count(|counters| counters.messages_fetched += 1);
                stuffed(&format!("+OK {} bytes", message.bytes.len()), &message.bytes, None)
            }
            "TOP" => {
                let (number, lines) = rest.split_once(' ').ok_or("-ERR Syntax: TOP message lines")?;
                let lines: usize = lines.trim().parse().map_err(|_| "-ERR Syntax: TOP message lines")?;
                stuffed("+OK", &self.entry(number)?.message.bytes, Some(lines))
            }
            "DELE" => {
                self.entry(rest)?.deleted = true;
                b"+OK".to_vec()
            }
            "RSET" => {
                self.messages.iter_mut().for_each(|entry| entry.deleted = false);
                b"+OK".to_vec()
            }
            _ => return Err(NOT_NOW),
        })
    }

    /// The messages that are not marked, with their numbers.
    fn left(&self) -> impl Iterator<Item = (usize, &Message)> {
        let numbered = self.messages.iter().enumerate();
        numbered.filter(|(_, entry)| !entry.deleted).map(|(at, entry)| (at + 1, &*entry.message))
    }

    fn entry(&mut self, number: &str) -> Result<&mut Entry, &'static str> {
        let at = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1)).ok_or(NO_SUCH)?;
        self.messages.get_mut(at).filter(|entry| !entry.deleted).ok_or(NO_SUCH)
    }

    /// One message's line, or all of them.
    fn list(&mut self, rest: &str, what: impl Fn(&Message) -> String) -> Result<Vec<u8>, &'static str> {
        if !rest.is_empty() {
            let message = Arc::clone(&self.entry(rest)?.message);
            return Ok(format!("+OK {rest} {}", what(&message)).into_bytes());
        }
        let mut all = "+OK\r\n".to_owned();
        for (number, message) in self.left() {
            let _written = write!(all, "{number} {}\r\n", what(message));
        }
        all.push('.');
        Ok(all.into_bytes())
    }
}

/// A multi-line answer: lines that start with a dot get a second one (RFC 1939, 3). With `body_lines`, the header and
/// as many lines of the body (TOP).
fn stuffed(first: &str, message: &[u8], body_lines: Option<usize>) -> Vec<u8> {
    let mut out = Vec::with_capacity(message.len() + message.len() / 64 + 64);
    out.extend_from_slice(first.as_bytes());
    out.extend_from_slice(b"\r\n");
    let mut left = None;
    for line in message.split_inclusive(|byte| *byte == b'\n') {
        match &mut left {
            Some(0) => break,
            Some(lines) => *lines -= 1,
            None if line == b"\r\n" => left = Some(body_lines.unwrap_or(usize::MAX)),
            None => {}
        }
        if line.starts_with(b".") {
            out.push(b'.');
        }
        out.extend_from_slice(line);
    }
    out.push(b'.');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_doubled_and_top_counts_body_lines() {
        let message = b".A: b\r\n\r\n.one\r\ntwo\r\n..\r\n";
        assert_eq!(stuffed("+OK", message, None), b"+OK\r\n..A: b\r\n\r\n..one\r\ntwo\r\n...\r\n.");
        assert_eq!(stuffed("+OK", message, Some(1)), b"+OK\r\n..A: b\r\n\r\n..one\r\n.");
        assert_eq!(stuffed("+OK", message, Some(0)), b"+OK\r\n..A: b\r\n\r\n.");
    }
}
