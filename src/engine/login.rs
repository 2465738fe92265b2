//! What a session with a mail server logs in with, and what follows when the server refuses it.
//!
//! Protects: a login that is refused with a token leads to one forced renewal and one more try (a server says 535 for
//! more than bad tokens); only the authorization server can make a token invalid. Sending, checking and the test log in
//! with what is made here. Leaves to others: the session itself ([`crate::mail`]).

use jiff::Timestamp;

use super::need::Need;
use super::{Access, Engine, SecretName};
use crate::account::{Method, Protocol, Settings};
use crate::error::Error;
use crate::log::{self, Event};
use crate::mail::{Login, MailError};
use crate::settings::names;

/// A login, and the token behind it.
#[derive(Clone)]
pub(super) struct Credentials {
    pub(super) login: Login,
    pub(super) token: Option<Token>,
}

/// What is known of the token of a login.
#[derive(Clone)]
pub(super) struct Token {
    generation: u64,
    /// Until when it holds, where known.
    pub(super) until: Option<Timestamp>,
    /// Whether it was renewed for this.
    pub(super) renewed: bool,
    /// Whether it was renewed because a server refused the one before.
    after_refusal: bool,
}

impl Credentials {
    fn of(access: Access, settings: &Settings, protocol: Protocol, after_refusal: bool) -> Self {
        let Access { token, expires_at: until, generation, renewed, application } = access;
        let user = settings.account(protocol).login_name(protocol, application).map(ToString::to_string);
        let user = user.unwrap_or_default();
        let token_facts = Token { generation, until, renewed, after_refusal };
        Self { login: Login::OAuth { user, token }, token: Some(token_facts) }
    }
}

impl Engine {
    /// What to log in with; a token is renewed when that is due.
    pub(super) async fn credentials(&self, settings: &Settings, protocol: Protocol) -> Result<Credentials, Error> {
        match settings.method(protocol) {
            Method::None => Ok(Credentials { login: Login::None, token: None }),
            Method::Password => {
                let stored = self.secret(&SecretName::Password(protocol)).await?;
                let password = stored.ok_or_else(|| Error::Incomplete(vec![names::password(protocol)]))?;
                let user = settings.user(protocol).to_owned();
                Ok(Credentials { login: Login::Password { user, password }, token: None })
            }
            Method::OAuth2 => {
                let access = self.access(settings, protocol, Need::Valid).await?;
                Ok(Credentials::of(access, settings, protocol, false))
            }
        }
    }

    /// What to log in with after a server refused `credentials`.
    ///
    /// # Errors
    /// Nothing else can be tried: `refused`, or [`Error::Invalid`] where the authorization server says that the grant is
    /// dead, which says more.
    pub(super) async fn after_refusal(
        &self,
        settings: &Settings,
        protocol: Protocol,
        credentials: &Credentials,
        refused: MailError,
    ) -> Result<Credentials, Error> {
        let Some(token) = credentials.token.as_ref().filter(|token| !token.after_refusal) else {
            return Err(refused.into());
        };
        // A token that was renewed for this very reason and is refused, too, is not what is wrong.
        let in_vain = self.inner.renewed_in_vain().get(&settings.account_id(protocol)) == Some(&token.generation);
        if in_vain {
            return Err(refused.into());
        }
        match self.access(settings, protocol, Need::Other(token.generation)).await {
            Ok(renewed) if renewed.generation != token.generation => {
                log::event(Event::LoginRefused { protocol, why: refused.into() });
                Ok(Credentials::of(renewed, settings, protocol, true))
            }
            Err(dead @ Error::Invalid { .. }) => Err(dead),
            Ok(_) | Err(_) => Err(refused.into()),
        }
    }

    /// Remembers that a server refused a token also after it was renewed for that.
    pub(super) fn refused_again(&self, settings: &Settings, protocol: Protocol, credentials: &Credentials) {
        if let Some(token) = credentials.token.as_ref().filter(|token| token.after_refusal) {
            let id = settings.account_id(protocol);
            let _older = self.inner.renewed_in_vain().insert(id, token.generation);
        }
    }

    /// Runs a session; with a token that is refused, renews it and tries once more.
    ///
    /// Not an `AsyncFn`, whose futures the compiler cannot see to be `Send` (rust-lang/rust #110338): the window could
    /// not run them.
    pub(super) async fn logged_in<T, S>(
        &self,
        settings: &Settings,
        protocol: Protocol,
        session: impl Fn(Login) -> S,
    ) -> Result<T, Error>
    where
        S: Future<Output = Result<T, MailError>>,
    {
        let mut credentials = self.credentials(settings, protocol).await?;
        loop {
            match session(credentials.login.clone()).await {
                Err(refused) if refused.is_login_refused() => {
                    self.refused_again(settings, protocol, &credentials);
                    credentials = self.after_refusal(settings, protocol, &credentials, refused).await?;
                }
                done => return Ok(done?),
            }
        }
    }
}
