//! Sending a message and looking into the mailbox, with whatever the settings say.
//!
//! Protects: what is sent and looked at here is what the test (`test`) sends and looks at. Drop the future to cancel.
//! Leaves to others: what is logged in with (`login`).

use std::sync::Arc;
use std::time::SystemTime;

use jiff::Timestamp;

use super::Engine;
use super::passing::passes;
use crate::account::{EmailAddress, Host, Method, Protocol, Settings, Timeout};
use crate::error::Error;
use crate::log::{self, Event};
use crate::mail::{Endpoint, Mailbox, Sent, message, pop3, smtp};
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
    pub(super) fn endpoint(&self, protocol: Protocol) -> Endpoint {
        let (servers, port): (Vec<&Option<Host>>, _) = match protocol {
            Protocol::Smtp => (vec![&self.smtp.server, &self.smtp.secondary_server], self.smtp.port),
            Protocol::Pop => (vec![&self.pop.server], self.pop.port),
        };
        Endpoint {
            servers: servers.into_iter().flatten().cloned().collect(),
            port,
            security: self.security(protocol),
            timeout: self.timeout(protocol),
        }
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
        let sent = self.send_by(&settings, &to, &subject, &body).await;
        if let Err(why) = &sent {
            let token_held = self.holds_good_token(&settings, Protocol::Smtp);
            let (uncertain, why) = (why.may_have_sent(), why.clone());
            log::event(match uncertain {
                true => Event::SendUncertain { to, why, token_held },
                false => Event::SendFailed { to, why, token_held },
            });
        }
        sent
    }

    /// Sends a message with these settings.
    pub(super) async fn send_by(
        &self,
        settings: &Settings,
        to: &EmailAddress,
        subject: &str,
        body: &str,
    ) -> Result<SentMessage, Error> {
        self.ready(settings, Protocol::Smtp)?;
        let message = Arc::new(letter(settings, to, subject, body)?);
        let endpoint = settings.endpoint(Protocol::Smtp);
        let tls = crate::tls::client_config(settings.extra_ca.as_deref())?;
        let sent = self
            .logged_in(settings, Protocol::Smtp, |login| {
                let (endpoint, tls, message) = (endpoint.clone(), Arc::clone(&tls), Arc::clone(&message));
                async move { smtp::send(&endpoint, &login, tls, &message).await }
            })
            .await?;
        log::event(Event::MessageSent { server: sent.server.clone(), to: to.clone() });
        Ok(SentMessage { sent, message_id: message_id(&message) })
    }

    /// Looks into the mailbox because somebody wants it.
    ///
    /// # Errors
    /// The settings are locked, or as [`Engine::check_by_itself`].
    pub async fn check(&self) -> Result<Checked, Error> {
        let _permit = self.permit()?;
        self.check_mailbox(true).await
    }

    /// Looks into the mailbox because it is time to; that goes on while the settings are locked.
    ///
    /// # Errors
    /// Settings are missing, there is no valid token, or the server did not let us look.
    pub async fn check_by_itself(&self) -> Result<Checked, Error> {
        self.check_mailbox(false).await
    }

    async fn check_mailbox(&self, asked: bool) -> Result<Checked, Error> {
        let checked = self.look_into_mailbox().await;
        log::event(match &checked {
            Ok(Checked { mailbox, .. }) => {
                Event::MailboxChecked { server: mailbox.server.clone(), messages: mailbox.messages }
            }
            Err(why) => {
                let settings = self.settings().ok();
                let token_held = settings.is_some_and(|settings| self.holds_good_token(&settings, Protocol::Pop));
                Event::CheckFailed { why: why.clone(), token_held, again: !asked && passes(why) }
            }
        });
        checked
    }

    async fn look_into_mailbox(&self) -> Result<Checked, Error> {
        let settings = self.settings()?;
        self.ready(&settings, Protocol::Pop)?;
        let endpoint = settings.endpoint(Protocol::Pop);
        let tls = crate::tls::client_config(settings.extra_ca.as_deref())?;
        let mailbox = self
            .logged_in(&settings, Protocol::Pop, |login| {
                let (endpoint, tls) = (endpoint.clone(), Arc::clone(&tls));
                async move { pop3::check(&endpoint, &login, tls, NEWEST).await }
            })
            .await?;
        Ok(Checked { mailbox, checked_at: self.clock().now() })
    }

    /// Whether a protocol's settings are complete and fit together; a token is not among them.
    pub(super) fn ready(&self, settings: &Settings, protocol: Protocol) -> Result<(), Error> {
        let mut missing = Vec::new();
        match protocol {
            Protocol::Smtp => {
                missing.extend(settings.smtp.server.is_none().then_some("smtp.server"));
                missing.extend(settings.smtp.sender_address.is_none().then_some("smtp.sender_address"));
            }
            Protocol::Pop => missing.extend(settings.pop.server.is_none().then_some("pop.server")),
        }
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
}

/// A message of plain text from the sender of the settings.
pub(super) fn letter(
    settings: &Settings,
    to: &EmailAddress,
    subject: &str,
    body: &str,
) -> Result<lettre::Message, Error> {
    let Some(from) = &settings.smtp.sender_address else {
        return Err(Error::Incomplete(vec!["smtp.sender_address"]));
    };
    Ok(message::compose(&settings.smtp.sender_name, from, to, subject, body, SystemTime::now())?)
}

/// A message's own identification, with its angle brackets.
pub(super) fn message_id(message: &lettre::Message) -> String {
    message.headers().get_raw("Message-ID").unwrap_or_default().to_owned()
}
