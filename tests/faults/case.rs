//! What a case of the table is made of.

use std::fmt;

use mailkey::account::{Protocol, Settings};
use mailkey::chain::Link;
use mailkey::demo::{Fault, MailFault, MailStep, Practice, Route};

/// What is wrong, and what the test must say of it.
pub struct Case {
    /// Whose chain.
    pub protocol: Protocol,
    /// What is wrong; all of it at once.
    pub wrong: Vec<Wrong>,
    /// Whether a message is to be sent at the end of the chain.
    pub with_message: bool,
    /// The link that breaks.
    pub link: Link,
    /// The cause's stable name (`assets/diagnosis.toml`).
    pub id: &'static str,
    /// What it says of the token.
    pub token_ok: Option<bool>,
}

/// One thing that is wrong.
#[derive(Clone)]
pub enum Wrong {
    /// The protocol's own server fails at a step.
    At(MailStep, MailFault),
    /// The other protocol's server does: a message that went out does not arrive.
    Beyond(MailStep, MailFault),
    /// The settings; with words for the list.
    Settings(&'static str, fn(&mut Settings, &Practice)),
    /// A part of the authorization server; the access token has ended, so that it is asked.
    Provider(Route, Fault),
    /// This password is stored; empty: none is.
    Password(&'static str),
    /// The tokens.
    Tokens(Tokens),
}

/// What became of the tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tokens {
    /// There is none.
    None,
    /// The provider has withdrawn all of them.
    Withdrawn,
    /// The access token was ended by the provider; a new one can be had.
    Ended,
    /// They are for another account than the settings name.
    OtherAccount,
    /// They lack the permission for this protocol.
    WrongScope,
}

/// The token is fine.
pub const FINE: Option<bool> = Some(true);
/// Nothing can be said.
pub const UNKNOWN: Option<bool> = None;
/// The token is not good.
pub const BAD: Option<bool> = Some(false);

impl Case {
    /// One thing wrong with SMTP.
    pub fn smtp(wrong: Wrong, link: Link, id: &'static str, token_ok: Option<bool>) -> Self {
        Self { protocol: Protocol::Smtp, wrong: vec![wrong], with_message: false, link, id, token_ok }
    }

    /// The same with a message at the end.
    pub fn message(wrong: Wrong, link: Link, id: &'static str, token_ok: Option<bool>) -> Self {
        Self { with_message: true, ..Self::smtp(wrong, link, id, token_ok) }
    }

    /// One thing wrong with POP3.
    pub fn pop(wrong: Wrong, link: Link, id: &'static str, token_ok: Option<bool>) -> Self {
        Self { protocol: Protocol::Pop, ..Self::smtp(wrong, link, id, token_ok) }
    }

    /// The same thing wrong with each, and the same cause.
    pub fn both(wrong: Wrong, link: Link, id: &'static str, token_ok: Option<bool>) -> [Self; 2] {
        [Self::smtp(wrong.clone(), link, id, token_ok), Self::pop(wrong, link, id, token_ok)]
    }

    /// One more thing wrong.
    pub fn and(mut self, wrong: Wrong) -> Self {
        self.wrong.push(wrong);
        self
    }

    /// Whether sending and checking come to the same point: neither takes an envelope back or asks for names, and both
    /// want the token first.
    pub fn breaks_work_too(&self) -> bool {
        let only_the_test = |wrong: &Wrong| match wrong {
            Wrong::At(step, _) => matches!(step, MailStep::Rset | MailStep::Uidl),
            Wrong::Tokens(tokens) => *tokens == Tokens::None,
            Wrong::Beyond(..) => true,
            _ => false,
        };
        !self.waits() && !self.wrong.iter().any(only_the_test)
    }

    /// Whether it ends only with the time limit, which is short then.
    pub fn waits(&self) -> bool {
        self.wrong.iter().any(|wrong| match wrong {
            Wrong::At(_, fault) | Wrong::Beyond(_, fault) => *fault == MailFault::Hang,
            Wrong::Provider(_, fault) => *fault == Fault::Hang,
            Wrong::Settings(words, _) => words.contains("silent"),
            Wrong::Password(_) | Wrong::Tokens(_) => false,
        })
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.protocol)?;
        for wrong in &self.wrong {
            match wrong {
                Wrong::At(step, fault) => write!(f, ", {step:?}: {}", shown(fault))?,
                Wrong::Beyond(step, fault) => write!(f, ", the other server's {step:?}: {}", shown(fault))?,
                Wrong::Settings(words, _) => write!(f, ", {words}")?,
                Wrong::Provider(route, fault) => write!(f, ", {route:?}: {fault:?}")?,
                Wrong::Password(password) => write!(f, ", the password “{password}”")?,
                Wrong::Tokens(tokens) => write!(f, ", tokens: {tokens:?}")?,
            }
        }
        Ok(())
    }
}

fn shown(fault: &MailFault) -> String {
    match fault {
        MailFault::Say(line) => format!("“{}”", line.replace("\r\n", " ⏎ ")),
        MailFault::Bytes(bytes) => String::from_utf8_lossy(bytes).escape_debug().to_string(),
        other => format!("{other:?}"),
    }
}

/// This is said at a step.
pub fn say(step: MailStep, line: &str) -> Wrong {
    Wrong::At(step, MailFault::Say(line.to_owned()))
}

/// This happens at a step.
pub fn at(step: MailStep, fault: MailFault) -> Wrong {
    Wrong::At(step, fault)
}

/// These bytes come at a step, and then the end.
pub fn bytes(step: MailStep, bytes: &[u8]) -> Wrong {
    Wrong::At(step, MailFault::Bytes(bytes.to_vec()))
}

/// These keywords are not offered.
pub fn without(step: MailStep, keywords: &[&str]) -> Wrong {
    Wrong::At(step, MailFault::Without(keywords.iter().map(|word| (*word).to_owned()).collect()))
}

/// These login mechanisms are offered, and no others.
pub fn mechanisms(names: &[&str]) -> Wrong {
    let names = names.iter().map(|name| (*name).to_owned()).collect();
    Wrong::At(MailStep::CapabilitiesOverTls, MailFault::Mechanisms(names))
}

/// The token endpoint answers this.
pub fn token_endpoint(status: u16, body: &str) -> Wrong {
    let content_type = if body.starts_with('{') { "application/json" } else { "text/html" };
    Wrong::Provider(Route::Token, Fault::Answer { status, content_type: content_type.into(), body: body.into() })
}
