//! The rules of the practice SMTP server: which command is allowed when, and what it answers. No input or output here.
//!
//! Protects: mail needs TLS and a login, comes from the mailbox that logged in, and goes to practice mailboxes only.
//! Leaves to others: the wire (`smtp`), keeping messages (`mailbox`).

use std::borrow::Cow;

use crate::account::EmailAddress;

use super::mailbox::{self, MOST_BYTES};
use super::world::World;
use super::{random, sasl};

/// The most recipients of one message (RFC 5321, 4.5.3.1.8).
const MOST_RECIPIENTS: usize = 100;
const NO_TLS: &str = "530 5.7.0 Must issue a STARTTLS command first";

/// One connection, as far as the rules go.
pub(super) struct Session {
    tls: bool,
    greeting: Option<String>,
    who: Option<EmailAddress>,
    message: Option<Vec<EmailAddress>>,
}

impl Session {
    /// Nothing said yet.
    pub(super) fn new(tls: bool) -> Self {
        Self { tls, greeting: None, who: None, message: None }
    }

    /// Whether the connection is protected.
    pub(super) fn is_protected(&self) -> bool {
        self.tls
    }

    /// Whether STARTTLS is allowed now.
    pub(super) fn may_secure(&self, rest: &str) -> Result<(), &'static str> {
        if !rest.trim().is_empty() {
            Err("501 5.5.4 STARTTLS takes no parameter")
        } else if self.tls {
            Err("503 5.5.1 TLS is on already")
        } else {
            Ok(())
        }
    }

    /// Whether AUTH is allowed now.
    pub(super) fn may_log_in(&self) -> Result<(), &'static str> {
        if !self.tls {
            Err(NO_TLS)
        } else if self.greeting.is_none() {
            Err("503 5.5.1 Say EHLO first")
        } else if self.who.is_some() || self.message.is_some() {
            Err("503 5.5.1 Not now: already authenticated, or a message has begun")
        } else {
            Ok(())
        }
    }

    /// This mailbox is signed in.
    pub(super) fn log_in(&mut self, mailbox: EmailAddress) {
        self.who = Some(mailbox);
    }

    /// Whether DATA is allowed now.
    pub(super) fn may_send(&self, rest: &str) -> Result<(), &'static str> {
        if !rest.trim().is_empty() {
            return Err("501 5.5.4 DATA takes no parameter");
        }
        match &self.message {
            _ if !self.tls => Err(NO_TLS),
            None => Err("503 5.5.1 Say MAIL first"),
            Some(to) if to.is_empty() => Err("554 5.5.1 No valid recipients"),
            Some(_) => Ok(()),
        }
    }

    /// Answers every command that needs nothing but this line.
    pub(super) fn command(&mut self, world: &World, verb: &str, rest: &str) -> String {
        match verb {
            "EHLO" | "HELO" => self.greet(verb, rest),
            "MAIL" => self.mail(rest).unwrap_or_else(Cow::into_owned),
            "RCPT" => self.recipient(world, rest).unwrap_or_else(|refusal| refusal.to_owned()),
            "RSET" => {
                self.message = None;
                "250 2.0.0 Ok".to_owned()
            }
            "NOOP" => "250 2.0.0 Ok".to_owned(),
            "VRFY" => "252 2.5.0 Send a message and see".to_owned(),
            "HELP" | "EXPN" | "ETRN" | "BDAT" => "502 5.5.1 Not offered here".to_owned(),
            _ => "500 5.5.2 This command is not known".to_owned(),
        }
    }

    fn greet(&mut self, verb: &str, rest: &str) -> String {
        // It goes into a header: printable ASCII only.
        let name: String = rest.trim().chars().filter(char::is_ascii_graphic).take(255).collect();
        if name.is_empty() {
            return "501 5.5.4 Say who you are".to_owned();
        }
        self.greeting = Some(name);
        self.message = None;
        if verb == "HELO" {
            return "250 localhost".to_owned();
        }
        let offer = if self.tls { format!("AUTH {}", sasl::NAMES) } else { "STARTTLS".to_owned() };
        let fixed = "250-PIPELINING\r\n250-8BITMIME\r\n250-ENHANCEDSTATUSCODES";
        format!("250-localhost\r\n{fixed}\r\n250-SIZE {MOST_BYTES}\r\n250 {offer}")
    }

    fn mail(&mut self, rest: &str) -> Result<String, Cow<'static, str>> {
        if !self.tls {
            return Err(NO_TLS.into());
        }
        if self.greeting.is_none() {
            return Err("503 5.5.1 Say EHLO first".into());
        }
        let Some(who) = &self.who else {
            return Err("530 5.7.0 Authentication required".into());
        };
        if self.message.is_some() {
            return Err("503 5.5.1 A message has begun already".into());
        }
        let (sender, parameters) = path(rest, "FROM:").ok_or("501 5.5.4 Syntax: MAIL FROM:<address>")?;
        for parameter in parameters.split_ascii_whitespace() {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            match name.to_ascii_uppercase().as_str() {
                "SIZE" => match value.parse::<u64>() {
                    Ok(size) if size > MOST_BYTES as u64 => {
                        return Err("552 5.3.4 The message is too big".into());
                    }
                    Ok(_) => {}
                    Err(_) => return Err("501 5.5.4 SIZE is not a number".into()),
                },
                "BODY" if ["7BIT", "8BITMIME"].iter().any(|body| body.eq_ignore_ascii_case(value)) => {}
                "AUTH" => {}
                _ => return Err("555 5.5.4 This parameter of MAIL is not known".into()),
            }
        }
        if sender.parse().as_ref() != Ok(who) {
            // As Postfix says it, but without the address that was sent: whatever it is, it is not repeated.
            return Err(format!("553 5.7.1 Sender address rejected: not owned by user {who}").into());
        }
        self.message = Some(Vec::new());
        Ok("250 2.1.0 Ok".to_owned())
    }

    fn recipient(&mut self, world: &World, rest: &str) -> Result<String, &'static str> {
        if !self.tls {
            return Err(NO_TLS);
        }
        let to = self.message.as_mut().ok_or("503 5.5.1 Say MAIL first")?;
        let (address, parameters) = path(rest, "TO:").ok_or("501 5.5.4 Syntax: RCPT TO:<address>")?;
        if !parameters.is_empty() {
            return Err("555 5.5.4 This parameter of RCPT is not known");
        }
        let mailbox = world.mailboxes.get(address).ok_or("550 5.1.1 There is no such practice mailbox")?;
        if to.len() >= MOST_RECIPIENTS {
            return Err("452 4.5.3 Too many recipients");
        }
        if !to.contains(&mailbox.address) {
            to.push(mailbox.address.clone());
        }
        Ok("250 2.1.5 Ok".to_owned())
    }

    /// Forgets the message that was refused, and says why.
    pub(super) fn drop_message(&mut self, refusal: &str) -> String {
        self.forget_message();
        refusal.to_owned()
    }

    /// Forgets the message.
    pub(super) fn forget_message(&mut self) {
        self.message = None;
    }

    /// Puts the message into the mailboxes.
    pub(super) fn deliver(&mut self, world: &World, text: &[u8]) -> String {
        let to = self.message.take().unwrap_or_default();
        let id = random::text(9);
        let renaming = world.knobs().renaming;
        let (text, answer) = match renaming {
            Some(renaming) => renaming.rename(text),
            None => (text.to_owned(), format!("250 2.0.0 Ok: queued as {id}")),
        };
        let mut ready = Vec::new();
        for address in &to {
            let Some(mailbox) = world.mailboxes.get(address.as_str()) else { continue };
            let mut message = self.trace(address, &id).into_bytes();
            message.extend_from_slice(&text);
            if !mailbox.has_room(message.len()) {
                return "452 4.2.2 The mailbox is full".to_owned();
            }
            ready.push((mailbox, message));
        }
        for (mailbox, message) in ready {
            world.mailboxes.put(mailbox, message);
        }
        world.count(|counters| counters.messages_sent += 1);
        answer
    }

    /// The headers that delivery adds (RFC 5321, 4.4; ESMTPSA: RFC 3848).
    fn trace(&self, to: &EmailAddress, id: &str) -> String {
        let sender = self.who.as_ref().map(EmailAddress::as_str).unwrap_or_default();
        let client = self.greeting.as_deref().unwrap_or_default();
        format!(
            "Return-Path: <{sender}>\r\nReceived: from {client} ([127.0.0.1])\r\n\tby localhost (Mailkey practice) \
             with ESMTPSA id {id}\r\n\tfor <{to}>; {date}\r\n",
            date = mailbox::date(),
        )
    }
}

/// Takes `FROM:<address> parameters` apart; the address without its brackets.
fn path<'a>(rest: &'a str, keyword: &str) -> Option<(&'a str, &'a str)> {
    let (head, tail) = rest.split_at_checked(keyword.len())?;
    if !head.eq_ignore_ascii_case(keyword) {
        return None;
    }
    let (address, parameters) = tail.trim_start().strip_prefix('<')?.split_once('>')?;
    Some((address, parameters.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_taken_apart() {
        assert_eq!(path("from:<a@b.cz> SIZE=10", "FROM:"), Some(("a@b.cz", "SIZE=10")));
        assert_eq!(path("FROM: <>", "FROM:"), Some(("", "")));
        for bad in ["", "FROM:a@b.cz", "FROM:<a@b.cz", "TO:<a@b.cz>", "příliš", "FRÓM:<a>"] {
            assert_eq!(path(bad, "FROM:"), None, "{bad}");
        }
    }
}
