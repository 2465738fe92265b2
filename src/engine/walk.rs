//! The test's way along the chain, from the settings to the last command.
//!
//! Protects: what is walked here is what sending and checking walk: the stages of [`crate::mail`], the same servers in
//! the same order, the same login with its second try (`login`). Leaves to others: what was found (`trail`), and whether
//! a message arrives (`arrival`).

use std::sync::Arc;
use std::time::Instant;

use super::Engine;
use super::login::Credentials;
use super::mail::{letter, message_id};
use super::test::{Broken, TestRequest};
use super::trail::Trail;
use crate::account::{EmailAddress, Host, Method, Protocol, Settings};
use crate::chain::{Found, Link, Observer};
use crate::error::Error;
use crate::log::{self, Event};
use crate::mail::{Endpoint, Login, MailError, identifications, pop3, smtp, with_first};
use crate::oauth::endpoints::covers;

/// What the walk needs, once the settings hold.
struct Plan<'a> {
    settings: &'a Settings,
    protocol: Protocol,
    endpoint: Endpoint,
    tls: Arc<rustls::ClientConfig>,
    /// The login that needs no token.
    credentials: Option<Credentials>,
    /// From whom to whom, where SMTP is tested.
    envelope: Option<(EmailAddress, EmailAddress)>,
    /// The message that goes out in the same session.
    message: Option<lettre::Message>,
}

/// How a session ended.
enum Ended {
    /// It did everything.
    Done,
    /// The server refused this login.
    Refused(MailError, Credentials),
    /// There was nothing to log in with.
    Stopped(Broken),
}

/// A conversation in either protocol.
enum Conversation {
    Smtp(smtp::Open),
    Pop(pop3::Open),
}

impl Conversation {
    async fn open(plan: &Plan<'_>, host: &Host, observer: &Observer) -> Result<Self, MailError> {
        Ok(match plan.protocol {
            Protocol::Smtp => Self::Smtp(smtp::Open::open(&plan.endpoint, host, &plan.tls, observer).await?),
            Protocol::Pop => Self::Pop(pop3::Open::open(&plan.endpoint, host, &plan.tls, observer).await?),
        })
    }

    async fn log_in(&mut self, login: &Login, second_try: bool) -> Result<(), MailError> {
        match self {
            Self::Smtp(open) => open.log_in(login, second_try).await,
            Self::Pop(open) => open.log_in(login, second_try).await,
        }
    }

    /// The command after the login, and the message where one is wanted.
    async fn work(mut self, plan: &Plan<'_>) -> Result<(), MailError> {
        match &mut self {
            Self::Smtp(open) => {
                if let Some((from, to)) = &plan.envelope {
                    open.try_envelope(from, to, plan.message.is_some()).await?;
                    if let Some(message) = &plan.message {
                        let sent = open.send(message, to).await?;
                        log::event(Event::MessageSent { server: sent.server, to: to.clone() });
                    }
                }
            }
            Self::Pop(open) => {
                let _counted = open.stat_and_uidl().await?;
            }
        }
        match self {
            Self::Smtp(open) => open.quit().await,
            Self::Pop(open) => open.quit().await,
        }
        Ok(())
    }
}

impl Engine {
    /// All links.
    pub(super) async fn walk(&self, request: &TestRequest, settings: &Settings, trail: &Trail) -> Result<(), Broken> {
        let (plan, found) = self.whole(request, settings).await.map_err(|error| trail.broken(error))?;
        trail.holds(found, 0);
        self.along(&plan, trail).await?;
        let Some(to) = &request.send_to else { return Ok(()) };
        let message_id = match &plan.message {
            Some(message) => message_id(message),
            // POP's test: the message goes out as any other does.
            None => {
                trail.begin(Link::Message);
                let sent = self.send_by(settings, to, &request.subject, &request.body).await;
                let sent = sent.map_err(|error| trail.broken(error))?;
                trail.holds(Found::Message { to: to.clone(), reply: sent.sent.reply }, 0);
                sent.message_id
            }
        };
        // What a server says that it calls the message from now on; one that says nothing may all the same.
        let named = trail.links().into_iter().find_map(|holds| match holds.found {
            Found::Message { reply, .. } => Some(reply),
            _ => None,
        });
        let ids = identifications(&format!("{message_id} {}", named.unwrap_or_default()));
        self.arrival(settings, to, &ids, trail).await
    }

    /// Whether the settings are complete and fit together.
    async fn whole<'a>(&self, request: &TestRequest, settings: &'a Settings) -> Result<(Plan<'a>, Found), Error> {
        let protocol = request.protocol;
        self.ready(settings, protocol)?;
        let endpoint = settings.endpoint(protocol);
        let server = endpoint.servers.first().cloned().ok_or_else(|| Error::Incomplete(Vec::new()))?;
        let found = Found::Settings {
            server,
            port: endpoint.port,
            security: endpoint.security,
            method: settings.method(protocol),
        };
        let tls = crate::tls::client_config(settings.extra_ca.as_deref())?;
        let credentials = match settings.method(protocol) {
            Method::OAuth2 => None,
            Method::None | Method::Password => Some(self.credentials(settings, protocol).await?),
        };
        let from = settings.smtp.sender_address.clone().filter(|_| protocol == Protocol::Smtp);
        let envelope = from.map(|from| (from.clone(), request.send_to.clone().unwrap_or(from)));
        let message = match (&envelope, &request.send_to) {
            (Some(_), Some(to)) => Some(letter(settings, to, &request.subject, &request.body)?),
            _ => None,
        };
        Ok((Plan { settings, protocol, endpoint, tls, credentials, envelope, message }, found))
    }

    /// From the server's name to the last command; with a token that is refused, once more with a renewed one.
    async fn along(&self, plan: &Plan<'_>, trail: &Trail) -> Result<(), Broken> {
        let mut renewed = None;
        loop {
            let round = trail.rounds();
            let (refused, used) = match self.along_servers(plan, renewed.as_ref(), trail).await {
                Ok(Ended::Done) => return Ok(()),
                Ok(Ended::Stopped(broken)) => return Err(broken),
                Ok(Ended::Refused(refused, used)) => (refused, used),
                Err(error) => {
                    if error.may_try_next_server() {
                        // Nobody could be reached, and the first server is the one to mend.
                        trail.back_to(round);
                    }
                    return Err(error.into());
                }
            };
            self.refused_again(plan.settings, plan.protocol, &used);
            let begun = Instant::now();
            match self.after_refusal(plan.settings, plan.protocol, &used, refused).await {
                Ok(other) => {
                    trail.again();
                    renewed = Some(other);
                }
                Err(Error::Mail(refused)) => return Err(refused.into()),
                Err(error) => {
                    trail.cut(Link::Token);
                    return Err(Broken { link: Link::Token, error, took: begun.elapsed(), round_trips: 1 });
                }
            }
        }
    }

    /// A session with the first server that can be reached.
    async fn along_servers(
        &self,
        plan: &Plan<'_>,
        renewed: Option<&Credentials>,
        trail: &Trail,
    ) -> Result<Ended, MailError> {
        let observer = &trail.observer();
        with_first(&plan.endpoint, plan.protocol, observer, |host| async move {
            let mut conversation = Conversation::open(plan, &host, observer).await?;
            let credentials = match self.token(plan, renewed, trail).await {
                Ok(credentials) => credentials,
                Err(broken) => return Ok(Ended::Stopped(broken)),
            };
            match conversation.log_in(&credentials.login, renewed.is_some()).await {
                Err(refused) if refused.is_login_refused() => return Ok(Ended::Refused(refused, credentials)),
                other => other?,
            }
            conversation.work(plan).await?;
            Ok(Ended::Done)
        })
        .await
    }

    /// Whether there is a token that holds and is for this protocol.
    async fn token(
        &self,
        plan: &Plan<'_>,
        renewed: Option<&Credentials>,
        trail: &Trail,
    ) -> Result<Credentials, Broken> {
        let Plan { settings, protocol, .. } = plan;
        trail.begin(Link::Token);
        if let Some(credentials) = &plan.credentials {
            trail.holds(Found::NoToken(settings.method(*protocol)), 0);
            return Ok(credentials.clone());
        }
        let credentials = match renewed {
            Some(renewed) => renewed.clone(),
            None => self.credentials(settings, *protocol).await.map_err(|error| trail.broken(error))?,
        };
        let record = self.record(&settings.account_id(*protocol));
        let facts = record.session.facts();
        let account = settings.account(*protocol);
        if facts.is_some_and(|facts| !covers(account, &facts.scopes, *protocol)) {
            return Err(trail.broken(Error::NotPermitted(*protocol)));
        }
        let (until, fresh) = credentials.token.as_ref().map(|token| (token.until, token.renewed)).unwrap_or_default();
        let signed_in_as = facts.and_then(|facts| facts.signed_in_as.clone());
        trail.holds(Found::Token { until, renewed: fresh, signed_in_as }, u32::from(fresh));
        Ok(credentials)
    }
}
