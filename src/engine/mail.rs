//! Sending a message and looking into the mailbox, with whatever the settings say.
//!
//! Protects: a login that is refused with a token leads to one forced renewal and one more try (a server says 535 for
//! more than bad tokens); only the authorization server can make a token invalid. Drop the future to cancel.

use std::sync::Arc;
use std::time::SystemTime;

use jiff::Timestamp;

use super::need::Need;
use super::{Engine, SecretName};
use crate::account::{EmailAddress, Host, Method, Protocol, Security, Settings, Timeout};
use crate::error::Error;
use crate::mail::{Endpoint, Login, MailError, Mailbox, Sent, message, pop3, smtp};
use crate::settings::violations;

/// How many messages a check lists.
const NEWEST: usize = 10;

/// A message that a server took over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentMessage {
    /// Where, and what the server said.
    pub sent: Sent,
    /// The message's own identification (RFC 5322, 3.6.4), with its angle brackets.
    pub message_id: String,
}

/// What was found in the mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The mailbox.
    pub mailbox: Mailbox,
    /// When.
    pub checked_at: Timestamp,
}

impl Settings {
    /// The time limit of a protocol's tab.
    #[must_use]
    pub fn timeout(&self, protocol: Protocol) -> Timeout {
        match protocol {
            Protocol::Smtp => self.smtp.timeout,
            Protocol::Pop => self.pop.timeout,
        }
    }

    /// The servers of a protocol's tab and how to speak to them.
    fn endpoint(&self, protocol: Protocol) -> Endpoint {
        let (servers, port, tls): (Vec<&Option<Host>>, _, _) = match protocol {
            Protocol::Smtp => (vec![&self.smtp.server, &self.smtp.secondary_server], self.smtp.port, self.smtp.tls),
            Protocol::Pop => (vec![&self.pop.server], self.pop.port, self.pop.tls),
        };
        Endpoint {
            servers: servers.into_iter().flatten().cloned().collect(),
            port,
            security: Security::of(protocol, tls, port),
            timeout: self.timeout(protocol),
        }
    }

    /// The name that a protocol logs in with. In a shared mailbox SMTP knows the person, POP the mailbox; where the
    /// application got the token, there is no person.
    fn login_name(&self, protocol: Protocol, application: bool) -> String {
        let account = self.account(protocol);
        let name = match protocol {
            Protocol::Smtp if !application => account.expected_sign_in(),
            Protocol::Smtp | Protocol::Pop => account.account.as_ref(),
        };
        name.map(ToString::to_string).unwrap_or_default()
    }
}

impl Engine {
    /// Sends a message of plain text.
    ///
    /// # Errors
    /// The settings are locked, some are missing, there is no valid token, or a server did not take it.
    pub async fn send(&self, to: EmailAddress, subject: String, body: String) -> Result<SentMessage, Error> {
        let _permit = self.permit()?;
        let settings = self.settings()?;
        let mut missing = Vec::new();
        if settings.smtp.server.is_none() {
            missing.push("smtp.server");
        }
        if settings.smtp.sender_address.is_none() {
            missing.push("smtp.sender_address");
        }
        self.ready(&settings, Protocol::Smtp, missing)?;
        let Some(from) = &settings.smtp.sender_address else { return Err(Error::Incomplete(vec![])) };
        let message = message::compose(&settings.smtp.sender_name, from, &to, &subject, &body, SystemTime::now())?;
        let message = Arc::new(message);
        let endpoint = settings.endpoint(Protocol::Smtp);
        let tls = crate::tls::client_config(settings.extra_ca.as_deref())?;
        let sent = self
            .logged_in(&settings, Protocol::Smtp, |login| {
                let (endpoint, tls, message) = (endpoint.clone(), Arc::clone(&tls), Arc::clone(&message));
                async move { smtp::send(&endpoint, &login, tls, &message).await }
            })
            .await?;
        let message_id = message.headers().get_raw("Message-ID").unwrap_or_default().to_owned();
        tracing::info!(server = %sent.server, "a message was sent");
        Ok(SentMessage { sent, message_id })
    }

    /// Looks into the mailbox because somebody wants it.
    ///
    /// # Errors
    /// The settings are locked, or as [`Engine::check_by_itself`].
    pub async fn check(&self) -> Result<Checked, Error> {
        let _permit = self.permit()?;
        self.check_by_itself().await
    }

    /// Looks into the mailbox because it is time to; that goes on while the settings are locked.
    ///
    /// # Errors
    /// Settings are missing, there is no valid token, or the server did not let us look.
    pub async fn check_by_itself(&self) -> Result<Checked, Error> {
        let settings = self.settings()?;
        let missing = if settings.pop.server.is_none() { vec!["pop.server"] } else { vec![] };
        self.ready(&settings, Protocol::Pop, missing)?;
        let endpoint = settings.endpoint(Protocol::Pop);
        let tls = crate::tls::client_config(settings.extra_ca.as_deref())?;
        let mailbox = self
            .logged_in(&settings, Protocol::Pop, |login| {
                let (endpoint, tls) = (endpoint.clone(), Arc::clone(&tls));
                async move { pop3::check(&endpoint, &login, tls, NEWEST).await }
            })
            .await?;
        tracing::info!(server = %mailbox.server, messages = mailbox.messages, "the mailbox was checked");
        Ok(Checked { mailbox, checked_at: self.clock().now() })
    }

    fn ready(&self, settings: &Settings, protocol: Protocol, mut missing: Vec<&'static str>) -> Result<(), Error> {
        let (account, user) = match protocol {
            Protocol::Smtp => ("smtp.oauth2.account", ("smtp.user", &settings.smtp.user)),
            Protocol::Pop if settings.pop.common_account => ("smtp.oauth2.account", ("pop.user", &settings.pop.user)),
            Protocol::Pop => ("pop.oauth2.account", ("pop.user", &settings.pop.user)),
        };
        match settings.method(protocol) {
            Method::OAuth2 if settings.account(protocol).account.is_none() => missing.push(account),
            Method::Password if user.1.is_empty() => missing.push(user.0),
            _ => {}
        }
        if !missing.is_empty() {
            return Err(Error::Incomplete(missing));
        }
        match violations(settings).into_iter().find(|violation| violation.key().starts_with(&protocol.to_string())) {
            Some(violation) => Err(violation.into()),
            None => Ok(()),
        }
    }

    /// Runs a session; with a token that is refused, renews it and tries once more.
    ///
    /// Not an `AsyncFn`, whose futures the compiler cannot see to be `Send` (rust-lang/rust #110338): the window could
    /// not run them.
    async fn logged_in<T, S>(
        &self,
        settings: &Settings,
        protocol: Protocol,
        session: impl Fn(Login) -> S,
    ) -> Result<T, Error>
    where
        S: Future<Output = Result<T, MailError>>,
    {
        match settings.method(protocol) {
            Method::None => Ok(session(Login::None).await?),
            Method::Password => {
                let name = SecretName::Password(protocol);
                let key = if protocol == Protocol::Smtp { "smtp.password" } else { "pop.password" };
                let password = self.secret(&name).await?.ok_or_else(|| Error::Incomplete(vec![key]))?;
                let user = match protocol {
                    Protocol::Smtp => settings.smtp.user.to_string(),
                    Protocol::Pop => settings.pop.user.to_string(),
                };
                Ok(session(Login::Password { user, password }).await?)
            }
            Method::OAuth2 => {
                let id = settings.account_id(protocol);
                let access = self.access(settings, protocol, Need::Valid).await?;
                let user = settings.login_name(protocol, access.application);
                let first = session(Login::OAuth { user: user.clone(), token: access.token }).await;
                let error = match first {
                    Err(error) if error.is_login_refused() => error,
                    other => return Ok(other?),
                };
                // A token that was renewed for this very reason and is refused, too, is not what is wrong.
                if self.inner.renewed_in_vain().get(&id) == Some(&access.generation) {
                    return Err(error.into());
                }
                let renewed = self.access(settings, protocol, Need::Other(access.generation)).await;
                match renewed {
                    Ok(renewed) if renewed.generation != access.generation => {
                        let second = session(Login::OAuth { user, token: renewed.token }).await;
                        if second.as_ref().is_err_and(MailError::is_login_refused) {
                            let _older = self.inner.renewed_in_vain().insert(id, renewed.generation);
                        }
                        Ok(second?)
                    }
                    // The grant is dead: that says more than the mail server's refusal.
                    Err(dead @ Error::Invalid { .. }) => Err(dead),
                    Ok(_) | Err(_) => Err(error.into()),
                }
            }
        }
    }
}
