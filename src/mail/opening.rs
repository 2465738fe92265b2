//! The way to a server that waits for the login, which both protocols share: name, connection, greeting, TLS, and what
//! the server offers.
//!
//! Protects: nothing that was offered in plain text is believed after TLS (RFC 3207, 4.2; RFC 2595, 4); each link is told
//! to the observer. Leaves to others: the login and everything after it ([`super::smtp`], [`super::pop3`]).

use std::sync::Arc;

use super::answer::Capabilities;
use super::reply::{join, tidy};
use super::session::{Answer, Session};
use super::walk::Walk;
use super::{Cause, Endpoint, MailError, Step, connect};
use crate::account::{Host, Protocol, Security};
use crate::chain::{Found, Link, Observer};

/// The longest answer to CAPA that is read, in bytes.
const MAX_CAPA: usize = 1 << 20;
/// The most mechanisms that are told.
const MAX_MECHANISMS: usize = 20;

/// Opens a conversation; gives what the server offers, nothing where a POP3 server does not know CAPA (RFC 2449 came
/// after RFC 1939).
pub(super) async fn open(
    protocol: Protocol,
    endpoint: &Endpoint,
    host: &Host,
    tls: &Arc<rustls::ClientConfig>,
    observer: &Observer,
) -> Result<(Session, Option<Capabilities>), MailError> {
    let mut walk = Walk::new(protocol, endpoint.server(host), observer.clone());
    let mut session = match reach(&mut walk, endpoint, host).await {
        Ok(stream) => Session::new(stream, walk, protocol, endpoint.timeout),
        Err(cause) => return Err(walk.fail(cause)),
    };
    match greet(&mut session, endpoint.security, host, tls).await {
        Ok(offered) => Ok((session, offered)),
        Err(cause) => Err(session.walk.fail(cause)),
    }
}

/// Name and connection.
async fn reach(walk: &mut Walk, endpoint: &Endpoint, host: &Host) -> Result<tokio::net::TcpStream, Cause> {
    let limit = endpoint.timeout;
    walk.begin(Link::Name, Step::Resolve);
    let addresses = connect::resolve(host, endpoint.port, limit).await?;
    let found = addresses.iter().map(std::net::SocketAddr::ip).collect();
    walk.holds(Found::Name { host: host.clone(), addresses: found });
    walk.begin(Link::Connect, Step::Connect);
    walk.trips(1);
    let (stream, address) = connect::tcp(&addresses, limit, &mut walk.addresses).await?;
    let instead_of = endpoint.servers.first().filter(|first| *first != host).map(|first| endpoint.server(first));
    walk.holds(Found::Connect { address, failed: walk.addresses.clone(), instead_of });
    Ok(stream)
}

/// Greeting, TLS, capabilities.
pub(super) async fn greet(
    session: &mut Session,
    security: Security,
    host: &Host,
    tls: &Arc<rustls::ClientConfig>,
) -> Result<Option<Capabilities>, Cause> {
    if security == Security::Tls {
        session.walk.begin(Link::Tls, Step::TlsHandshake);
        let found = session.start_tls(host, tls).await?;
        session.walk.holds(found);
    }
    session.walk.begin(Link::Greeting, Step::Greeting);
    let banner = session.greeting(host, tls).await?;
    session.walk.holds(Found::Greeting(tidy(&join(banner.iter().map(String::as_str)))));
    match security {
        Security::Tls => {}
        Security::StartTls => {
            // The question whether TLS is offered belongs to TLS.
            session.walk.begin(Link::Tls, Step::Capabilities);
            let offered = ask(session).await?;
            session.walk.at(Step::StartTls);
            let command = if session.protocol() == Protocol::Smtp { "STARTTLS" } else { "STLS" };
            if offered.is_some_and(|offered| !offered.has(command)) {
                return Err(Cause::NoStartTls);
            }
            let _ready = session.ask(command).await?.yes()?;
            session.walk.at(Step::TlsHandshake);
            let found = session.start_tls(host, tls).await.inspect_err(|cause| {
                if *cause == Cause::LeftoverPlaintext {
                    session.walk.at(Step::StartTls);
                }
            })?;
            session.walk.holds(found);
        }
        Security::Plain => {
            session.walk.begin(Link::Tls, Step::TlsHandshake);
            session.walk.holds(Found::Unprotected);
        }
    }
    session.walk.begin(Link::Capabilities, Step::Capabilities);
    let offered = ask(session).await?;
    session.walk.holds(described(session.protocol(), offered.as_ref()));
    Ok(offered)
}

/// EHLO or CAPA.
async fn ask(session: &mut Session) -> Result<Option<Capabilities>, Cause> {
    match session.protocol() {
        // The address literal says nothing about this computer or its network (RFC 5321, 4.1.4 allows one).
        Protocol::Smtp => {
            let lines = session.ask("EHLO [127.0.0.1]").await?.yes()?;
            Ok(Some(Capabilities::parse(lines.iter().skip(1).map(String::as_str))))
        }
        Protocol::Pop => match session.ask("CAPA").await? {
            Answer::Yes(_) => Ok(Some(Capabilities::parse(session.lines(MAX_CAPA).await?.lines()))),
            Answer::No(_) => Ok(None),
            Answer::Continue(_) => Err(Cause::Malformed),
        },
    }
}

/// What a server offers, for the observer.
fn described(protocol: Protocol, offered: Option<&Capabilities>) -> Found {
    let Some(offered) = offered else {
        return Found::Capabilities { mechanisms: Vec::new(), size: None, pipelining: false };
    };
    let mechanisms = match protocol {
        Protocol::Smtp => offered.parameters("AUTH"),
        Protocol::Pop => {
            offered.parameters("SASL").into_iter().chain(offered.has("USER").then(|| "USER".into())).collect()
        }
    };
    // Zero means that the server names no limit (RFC 1870, 4).
    let size = offered.parameters("SIZE").first().and_then(|size| size.parse().ok()).filter(|size| *size > 0);
    Found::Capabilities {
        mechanisms: mechanisms.iter().take(MAX_MECHANISMS).map(|name| tidy(name)).collect(),
        size: size.filter(|_| protocol == Protocol::Smtp),
        pipelining: offered.has("PIPELINING"),
    }
}
