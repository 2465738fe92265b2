//! Logging in: XOAUTH2, OAUTHBEARER (RFC 7628), PLAIN (RFC 4616) and LOGIN.
//!
//! Protects: the secret is sent in two steps only (`AUTH X`, the server's go-ahead, then the secret: Exchange's POP
//! wants it, and Postfix refuses initial responses over 2,048 characters), only where it is protected, and is known to
//! the redactor before it goes out; what a server says by a challenge and its final refusal are both kept. Leaves to
//! others: POP3's USER/PASS ([`super::pop3`]) and where secrets come from ([`crate::secrets`]).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use super::reply::{challenge, tidy};
use super::session::{Answer, Session};
use super::{Cause, Login};
use crate::account::Protocol;

/// The mechanisms that Mailkey can use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mechanism {
    /// Microsoft's and Google's own.
    XOAuth2,
    /// RFC 7628; Microsoft does not have it.
    OAuthBearer,
    /// RFC 4616.
    Plain,
    /// User name and password in two answers; never standardized, SMTP servers of old have nothing else.
    Login,
}

impl Mechanism {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::XOAuth2 => "XOAUTH2",
            Self::OAuthBearer => "OAUTHBEARER",
            Self::Plain => "PLAIN",
            Self::Login => "LOGIN",
        }
    }

    /// The best mechanism for this login among those offered.
    pub(super) fn choose(login: &Login, offered: &[String], protocol: Protocol) -> Option<Self> {
        let wanted: &[Self] = match (login, protocol) {
            (Login::None, _) => &[],
            (Login::OAuth { .. }, _) => &[Self::XOAuth2, Self::OAuthBearer],
            (Login::Password { .. }, Protocol::Smtp) => &[Self::Plain, Self::Login],
            (Login::Password { .. }, Protocol::Pop) => &[Self::Plain],
        };
        wanted.iter().copied().find(|mechanism| offered.iter().any(|name| name.eq_ignore_ascii_case(mechanism.name())))
    }
}

/// What a server offers, fit to be shown.
pub(super) fn no_common_mechanism(offered: &[String]) -> Cause {
    Cause::NoCommonMechanism { offered: offered.iter().take(20).map(|name| tidy(name)).collect() }
}

/// `user=` USER `^A` `auth=Bearer ` TOKEN `^A^A`
/// (<https://developers.google.com/gmail/imap/xoauth2-protocol>, Microsoft's page says the same).
pub(super) fn xoauth2(user: &str, token: &str) -> Zeroizing<String> {
    Zeroizing::new(format!("user={user}\x01auth=Bearer {token}\x01\x01"))
}

/// RFC 7628, 3.1; `,` and `=` of the user name are escaped (RFC 5801, 4).
pub(super) fn oauthbearer(user: &str, token: &str) -> Zeroizing<String> {
    let user = user.replace('=', "=3D").replace(',', "=2C");
    Zeroizing::new(format!("n,a={user},\x01auth=Bearer {token}\x01\x01"))
}

/// RFC 4616, 2, without an authorization identity.
pub(super) fn plain(user: &str, password: &str) -> Zeroizing<String> {
    Zeroizing::new(format!("\0{user}\0{password}"))
}

/// User name and secret, checked to be sendable: a control character would end a line or a field before its end.
pub(super) fn sendable<'a>(user: &'a str, secret: &'a SecretString) -> Result<(&'a str, &'a str), Cause> {
    let secret = secret.expose_secret();
    if user.chars().chain(secret.chars()).any(char::is_control) {
        return Err(Cause::ControlCharacter);
    }
    Ok((user, secret))
}

/// Logs in by one of the mechanisms that the server offers.
///
/// # Errors
/// [`Cause::Rejected`] with the final refusal and what a challenge said before it.
pub(super) async fn log_in(session: &mut Session, login: &Login, mechanism: Mechanism) -> Result<(), Cause> {
    let (user, secret) = match login {
        Login::None => return Ok(()),
        Login::Password { user, password } => sendable(user, password)?,
        Login::OAuth { user, token } => sendable(user, token)?,
    };
    session.require_protection()?;
    session.redactor.learn(secret);
    let go_ahead = session.ask(&format!("AUTH {}", mechanism.name())).await?;
    let _prompt = go_ahead.more()?;
    let response = match mechanism {
        Mechanism::XOAuth2 => xoauth2(user, secret),
        Mechanism::OAuthBearer => oauthbearer(user, secret),
        Mechanism::Plain => plain(user, secret),
        Mechanism::Login => {
            let _prompt = session.ask(&BASE64.encode(user)).await?.more()?;
            Zeroizing::new(secret.to_owned())
        }
    };
    let encoded = Zeroizing::new(BASE64.encode(response.as_bytes()));
    session.redactor.learn(&encoded);
    session.redactor.learn(&Zeroizing::new(BASE64.encode(secret)));
    let said = match session.ask_secretly(&encoded, vec![login.shown()]).await? {
        Answer::Yes(_) => return Ok(()),
        Answer::No(reply) => return Err(Cause::Rejected(reply)),
        Answer::Continue(said) => challenge(&said, &session.redactor),
    };
    // The refusal is told first as a challenge; a dummy answer makes the server say it for good (RFC 7628, 3.2.3).
    let dummy = match mechanism {
        Mechanism::XOAuth2 => "",
        Mechanism::OAuthBearer => "AQ==",
        Mechanism::Plain | Mechanism::Login => "*",
    };
    match session.ask(dummy).await? {
        Answer::Yes(_) => Ok(()),
        Answer::No(mut reply) => {
            reply.challenge = said;
            Err(Cause::Rejected(reply))
        }
        Answer::Continue(_) => Err(Cause::Malformed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base64(text: &str) -> String {
        BASE64.encode(text)
    }

    /// Google's own example; Microsoft's page shows the same form.
    #[test]
    fn xoauth2_is_the_vendors_example() {
        let response = xoauth2("someuser@example.com", "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg");
        assert_eq!(
            base64(&response),
            "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ=="
        );
    }

    /// Microsoft's own example.
    #[test]
    fn xoauth2_is_microsofts_example() {
        let response = xoauth2("test@contoso.onmicrosoft.com", "EwBAAl3BAAUFFpUAo7J3Ve0bjLBWZWCclRC3EoAA");
        assert_eq!(
            base64(&response),
            "dXNlcj10ZXN0QGNvbnRvc28ub25taWNyb3NvZnQuY29tAWF1dGg9QmVhcmVyIEV3QkFBbDNCQUFVRkZwVUFvN0ozVmUwYmpMQldaV0NjbFJDM0VvQUEBAQ=="
        );
    }

    /// RFC 7628, 4.1, without its optional host and port fields.
    #[test]
    fn oauthbearer_is_the_rfcs_form() {
        let token = "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==";
        assert_eq!(
            *oauthbearer("user@example.com", token),
            format!("n,a=user@example.com,\x01auth=Bearer {token}\x01\x01")
        );
        assert_eq!(*oauthbearer("a=b,c", "t"), "n,a=a=3Db=2Cc,\x01auth=Bearer t\x01\x01");
        assert_eq!(BASE64.decode("AQ==").unwrap(), b"\x01");
    }

    /// RFC 4616, 4.
    #[test]
    fn plain_is_the_rfcs_example() {
        assert_eq!(*plain("tim", "tanstaaftanstaaf"), "\0tim\0tanstaaftanstaaf");
    }

    #[test]
    fn the_best_mechanism_is_chosen() {
        let oauth = Login::OAuth { user: "u".into(), token: "t".into() };
        let password = Login::Password { user: "u".into(), password: "p".into() };
        let offered = |names: &str| names.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let smtp = |login, names| Mechanism::choose(login, &offered(names), Protocol::Smtp);
        assert_eq!(smtp(&oauth, "PLAIN OAUTHBEARER XOAUTH2"), Some(Mechanism::XOAuth2));
        assert_eq!(smtp(&oauth, "PLAIN oauthbearer"), Some(Mechanism::OAuthBearer));
        assert_eq!(smtp(&oauth, "PLAIN LOGIN"), None);
        assert_eq!(smtp(&password, "LOGIN PLAIN XOAUTH2"), Some(Mechanism::Plain));
        assert_eq!(smtp(&password, "LOGIN XOAUTH2"), Some(Mechanism::Login));
        assert_eq!(Mechanism::choose(&password, &offered("LOGIN"), Protocol::Pop), None);
    }

    #[test]
    fn a_control_character_is_never_sent() {
        for (user, secret) in [("u\r\nMAIL FROM:<x>", "t"), ("u", "t\n"), ("u\x01", "t"), ("u", "\0")] {
            assert_eq!(sendable(user, &SecretString::from(secret)), Err(Cause::ControlCharacter));
        }
        assert!(sendable("u@example.com", &SecretString::from("pass word ž")).is_ok());
    }

    #[tokio::test]
    async fn no_secret_leaves_without_protection() {
        use tokio::io::AsyncReadExt as _;
        let login = Login::OAuth { user: "u@example.com".into(), token: "t".into() };
        for protocol in Protocol::ALL {
            let (near, mut far) = tokio::io::duplex(1000);
            let mut session = Session::unprotected(near, protocol);
            assert_eq!(log_in(&mut session, &login, Mechanism::XOAuth2).await, Err(Cause::Unprotected));
            drop(session);
            assert_eq!(far.read_to_end(&mut Vec::new()).await.unwrap(), 0);
        }
    }
}
