//! What a failure is, and what helps: one place that turns an error into a cause and its cure.
//!
//! Protects: every failure has a cause with a stable name (`assets/diagnosis.toml` lists them all), wherever it happened;
//! what is not known keeps the raw text. Leaves to others: the words ([`crate::words`]).
//!
//! ```text
//! Error ─ symptom (mailbox, sign_in) ─ table (assets/diagnosis.toml) ─ Diagnosis: id, token_ok, raw, arguments, actions
//! ```

mod action;
mod kind;
mod mailbox;
#[cfg(test)]
mod needed;
mod sign_in;
#[cfg(test)]
mod soundness;
mod symptom;
mod table;

pub use self::kind::Kind;
pub use self::symptom::{Arg, Symptom};
pub use self::table::{Change, Copied, Do, Row, Token, When, rows};

use crate::account::{Method, Protocol, Settings};
use crate::chain::Link;
use crate::error::Error;
use crate::log::net;

/// What is known beside the error; more makes the diagnosis better.
#[derive(Debug, Clone, Copy, Default)]
pub struct About<'a> {
    /// The stored settings: for addresses, names and links that are whole.
    pub settings: Option<&'a Settings>,
    /// Whose failure it is, where the error does not say.
    pub protocol: Option<Protocol>,
    /// Whether a token is held that is known to be good.
    pub token_held: bool,
}

/// Something that helps, with one click.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Copies a text: a command, an address to register, a link to hand on.
    Copy {
        /// What the text is.
        what: CopyWhat,
        /// The text.
        text: String,
    },
    /// Opens a page in the browser.
    Open(String),
    /// Leads to a setting; its key.
    Field(&'static str),
    /// Gets a token.
    GetToken(Protocol),
    /// Deletes the token, to get it again.
    DeleteToken(Protocol),
}

/// What a text to copy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyWhat {
    /// Commands for Exchange Online PowerShell.
    Exchange,
    /// The same, where they concern one mailbox.
    ExchangeMailbox,
    /// The same, where they concern the whole organization.
    ExchangeOrganization,
    /// A link for an administrator.
    Link,
    /// An address to register at the provider.
    RedirectUri,
}

/// What a failure is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnosis {
    /// The cause's stable name.
    pub id: &'static str,
    /// Whether the token is good, where the failure or what is known beside it tells.
    pub token_ok: Option<bool>,
    /// Whether the words are to begin with the token being fine.
    pub but: bool,
    /// The other side's words, free of secrets.
    pub raw: Option<String>,
    /// What helps.
    pub actions: Vec<Action>,
    /// Whether nobody foresaw it, so that it is worth reporting.
    pub unknown: bool,
    /// The keys of the texts: what failed and why, and what to do.
    pub texts: [String; 2],
    /// What the texts may use; the first of a name counts.
    pub args: Vec<(&'static str, Arg)>,
}

/// The arguments with words of a server, a library or the system in them.
const OF_OTHERS: [&str; 2] = ["text", "reason"];

/// The cause of an error.
#[must_use]
pub fn diagnose(error: &Error, about: &About<'_>) -> Diagnosis {
    of_symptom(Symptom::from(error), about)
}

/// The cause of what an error shows of itself.
#[must_use]
pub fn of_symptom(symptom: Symptom, about: &About<'_>) -> Diagnosis {
    let known = action::Known::new(&symptom, about);
    let row = table::find(&symptom, known.surroundings());
    let method = known.surroundings().method;
    let token = row.map_or(Token::Doubt, |row| row.token);
    let token_ok = token_ok(token, &symptom, about, method);
    let actions = row.map(|row| known.actions(row)).unwrap_or_default();
    let more = known.args();
    let Symptom { mut args, raw, .. } = symptom;
    args.extend(more);
    for (_, arg) in args.iter_mut().filter(|(name, _)| OF_OTHERS.contains(name)) {
        if let Arg::Text(text) = arg {
            *text = net::clean(text);
        }
    }
    Diagnosis {
        id: row.map_or("unknown", |row| &row.id),
        token_ok,
        but: token_ok == Some(true),
        raw: raw.map(|raw| net::clean(&raw)),
        actions,
        unknown: row.is_none_or(|row| row.unknown),
        texts: row.map(|row| [row.cause_key(), row.cure_key()]).unwrap_or_default(),
        args,
    }
}

/// The replies to a login by which a server has not looked at it: about the command or the protection (RFC 5321, 4.2.3;
/// RFC 4954, 6). 501 is none of them: it is about what came after the command (RFC 4954, 4).
const OF_THE_COMMAND: [&str; 6] = ["500", "502", "503", "504", "530", "538"];

/// Whether a server that has looked at the login says no. It has not where it puts it off (4xx) or speaks of the command,
/// and in POP3 where a response code names another reason than the login (RFC 2449, 8; RFC 3206).
fn refuses_the_login(symptom: &Symptom) -> bool {
    let code = symptom.code.to_ascii_lowercase();
    let of_another_reason =
        code.starts_with('4') || OF_THE_COMMAND.contains(&code.as_str()) || code.starts_with('[') && code != "[auth]";
    symptom.kind == Kind::Reply && symptom.link == Some(Link::Login) && !of_another_reason
}

/// Whether the token is good. A password or no login has none, and what fails after a login with a token has proved it.
fn token_ok(token: Token, symptom: &Symptom, about: &About<'_>, method: Option<Method>) -> Option<bool> {
    if method.is_some_and(|method| method != Method::OAuth2) {
        return None;
    }
    let logged_in = method.is_some() && symptom.link.is_some_and(|link| link > Link::Login);
    // Before the login a server has not seen it: whatever it says proves nothing.
    let unseen = symptom.link.is_some_and(|link| link < Link::Token);
    // Nor is a token vouched for by what is known here when a server has just refused it.
    let refused = refuses_the_login(symptom);
    match token {
        Token::Aside if refused => None,
        Token::Fine if !unseen => Some(true),
        Token::Fine | Token::Aside => (about.token_held || logged_in).then_some(true),
        Token::Doubt => None,
        Token::Bad => Some(false),
    }
}
