//! Logging in to the two mail servers: SASL XOAUTH2, OAUTHBEARER (RFC 7628) and PLAIN (RFC 4616).
//!
//! Protects: a token opens only the mailbox and the protocol that it was given for; a refused token is answered with
//! the challenge that real servers send before the refusal. Leaves to others: whether the connection is TLS.

use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use crate::account::{EmailAddress, Protocol};

use super::PASSWORD;
use super::faults::{self, MailStep};
use super::scopes::{READ, SEND};
use super::wire::{Input, Wire};
use super::world::World;

/// The names of the mechanisms, as CAPA and EHLO list them.
pub(super) const NAMES: &str = "PLAIN XOAUTH2 OAUTHBEARER";
/// The longest line of an exchange (RFC 4954, 4).
pub(super) const MOST_LINE: usize = 12_288;

/// A way to log in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mechanism {
    XOAuth2,
    OAuthBearer,
    Plain,
}

impl Mechanism {
    /// By its name, in any case.
    pub(super) fn named(name: &str) -> Option<Self> {
        [("XOAUTH2", Self::XOAuth2), ("OAUTHBEARER", Self::OAuthBearer), ("PLAIN", Self::Plain)]
            .into_iter()
            .find_map(|(known, mechanism)| known.eq_ignore_ascii_case(name).then_some(mechanism))
    }
}

/// How an exchange ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// This mailbox is signed in.
    Accepted(EmailAddress),
    /// Nobody is.
    Refused,
    /// The client gave up with `*`.
    Cancelled,
    /// What came is no base64, or not in the mechanism's form.
    Malformed,
}

/// Who wants in, and with what.
#[derive(Debug, PartialEq, Eq)]
enum Claim {
    Token { user: Option<String>, token: String },
    Password { user: String, password: String },
}

/// Runs one exchange; `prompt` is what the protocol puts before a challenge.
///
/// # Errors
/// The connection ended.
pub(super) async fn exchange(
    wire: &mut Wire,
    world: &World,
    protocol: Protocol,
    mechanism: Mechanism,
    initial: Option<&str>,
    prompt: &str,
) -> io::Result<Outcome> {
    let response = match initial {
        Some("=") => String::new(),
        Some(initial) => initial.to_owned(),
        None => {
            wire.reply(prompt).await?;
            match wire.line(MOST_LINE).await? {
                Input::Line { bytes, .. } => String::from_utf8_lossy(&bytes).into_owned(),
                Input::TooLong { .. } => return Ok(Outcome::Malformed),
                Input::End => return Err(io::ErrorKind::UnexpectedEof.into()),
            }
        }
    };
    if response.trim() == "*" {
        return Ok(Outcome::Cancelled);
    }
    let Some(claim) = STANDARD.decode(response.trim()).ok().and_then(|bytes| parse(mechanism, &bytes)) else {
        return Ok(Outcome::Malformed);
    };
    let challenged = faults::spoil(wire, world, protocol, MailStep::Challenge).await?;
    if let Some(mailbox) = judge(world, protocol, &claim).filter(|_| !challenged) {
        world.count(|counters| match protocol {
            Protocol::Smtp => counters.smtp_logins += 1,
            Protocol::Pop => counters.pop_logins += 1,
        });
        return Ok(Outcome::Accepted(mailbox));
    }
    world.count(|counters| counters.refused_logins += 1);
    if challenged || mechanism != Mechanism::Plain {
        if !challenged {
            wire.reply(&format!("{prompt}{}", STANDARD.encode(challenge(world, protocol, mechanism)))).await?;
        }
        // Whatever comes, an empty line, `AQ==` or `*`, the refusal follows.
        if wire.line(MOST_LINE).await? == Input::End {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(Outcome::Refused)
}

/// A user name and a password outside SASL (POP3 USER and PASS).
pub(super) fn password(world: &World, user: &str, password: &str) -> Option<EmailAddress> {
    let claim = Claim::Password { user: user.to_owned(), password: password.to_owned() };
    let mailbox = judge(world, Protocol::Pop, &claim);
    world.count(|counters| match mailbox {
        Some(_) => counters.pop_logins += 1,
        None => counters.refused_logins += 1,
    });
    mailbox
}

fn judge(world: &World, protocol: Protocol, claim: &Claim) -> Option<EmailAddress> {
    if world.knobs().refuses_logins(protocol) {
        return None;
    }
    match claim {
        Claim::Password { user, password } => {
            world.mailboxes.get(user).filter(|_| password == PASSWORD).map(|mailbox| mailbox.address.clone())
        }
        Claim::Token { user, token } => {
            let (grant, scopes) = world.bearer(token)?;
            let same = user.as_ref().is_none_or(|user| user.parse() == Ok(grant.mailbox.clone()));
            (same && scopes.allow(protocol)).then(|| grant.mailbox.clone())
        }
    }
}

/// The JSON that says why: Google's and Microsoft's form for XOAUTH2, RFC 7628, 3.2.2 for OAUTHBEARER.
fn challenge(world: &World, protocol: Protocol, mechanism: Mechanism) -> String {
    let scope = match protocol {
        Protocol::Smtp => SEND,
        Protocol::Pop => READ,
    };
    let discovery = format!("{}/.well-known/openid-configuration", world.issuer);
    match mechanism {
        Mechanism::OAuthBearer => {
            json!({ "status": "invalid_token", "scope": scope, "openid-configuration": discovery }).to_string()
        }
        Mechanism::XOAuth2 | Mechanism::Plain => {
            json!({ "status": "401", "schemes": "bearer", "scope": scope }).to_string()
        }
    }
}

fn parse(mechanism: Mechanism, bytes: &[u8]) -> Option<Claim> {
    let text = std::str::from_utf8(bytes).ok()?;
    match mechanism {
        Mechanism::Plain => {
            let mut parts = text.split('\0');
            let (authorize, user, password) = (parts.next()?, parts.next()?, parts.next()?);
            let own = authorize.is_empty() || authorize.eq_ignore_ascii_case(user);
            (own && parts.next().is_none())
                .then(|| Claim::Password { user: user.to_owned(), password: password.to_owned() })
        }
        Mechanism::XOAuth2 => {
            let fields = text.strip_suffix("\u{1}\u{1}")?;
            let user = field(fields, "user")?.to_owned();
            Some(Claim::Token { user: Some(user), token: bearer(fields)? })
        }
        Mechanism::OAuthBearer => {
            let fields = text.strip_suffix("\u{1}\u{1}")?;
            let (head, fields) = fields.split_once('\u{1}')?;
            // n,a=user, (RFC 5801, 4): no channel binding, and perhaps who it is for.
            let identity = head.strip_prefix("n,").or_else(|| head.strip_prefix("y,"))?.strip_suffix(',')?;
            let user = match identity.strip_prefix("a=") {
                Some(name) => Some(name.replace("=2C", ",").replace("=3D", "=")),
                None if identity.is_empty() => None,
                None => return None,
            };
            Some(Claim::Token { user, token: bearer(fields)? })
        }
    }
}

fn field<'a>(fields: &'a str, name: &str) -> Option<&'a str> {
    fields.split('\u{1}').find_map(|field| field.strip_prefix(name)?.strip_prefix('='))
}

fn bearer(fields: &str) -> Option<String> {
    let (scheme, token) = field(fields, "auth")?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(user: Option<&str>) -> Option<Claim> {
        Some(Claim::Token { user: user.map(str::to_owned), token: "T".to_owned() })
    }

    #[test]
    fn each_mechanism_reads_its_own_form() {
        assert_eq!(parse(Mechanism::XOAuth2, b"user=a@b.cz\x01auth=Bearer T\x01\x01"), token(Some("a@b.cz")));
        assert_eq!(
            parse(Mechanism::OAuthBearer, b"n,a=a=3Db@b.cz,\x01host=h\x01port=1\x01auth=bearer T\x01\x01"),
            token(Some("a=b@b.cz"))
        );
        assert_eq!(parse(Mechanism::OAuthBearer, b"n,,\x01auth=Bearer T\x01\x01"), token(None));
        let password = Claim::Password { user: "u".to_owned(), password: "p".to_owned() };
        assert_eq!(parse(Mechanism::Plain, b"\0u\0p"), Some(password));
    }

    #[test]
    fn other_forms_are_refused() {
        for bad in [
            &b"user=a@b.cz\x01auth=Bearer T\x01"[..],
            b"auth=Bearer T\x01\x01",
            b"user=a\x01auth=Basic T\x01\x01",
            b"\xff",
        ] {
            assert_eq!(parse(Mechanism::XOAuth2, bad), None);
        }
        for bad in
            [&b"p=x,,\x01auth=Bearer T\x01\x01"[..], b"n,b=c,\x01auth=Bearer T\x01\x01", b"n,,auth=Bearer T\x01\x01"]
        {
            assert_eq!(parse(Mechanism::OAuthBearer, bad), None);
        }
        for bad in [&b"u\0p"[..], b"other\0u\0p", b"\0u\0p\0q"] {
            assert_eq!(parse(Mechanism::Plain, bad), None);
        }
    }
}
