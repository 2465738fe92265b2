//! The practice provider: an authorization server, an SMTP and a POP3 server on loopback, speaking the real protocols.
//!
//! Protects: nothing leaves this computer, nothing is kept (tokens and mail live in memory and end with [`Practice`]),
//! and whatever connects, in whatever encoding and of whatever length, is answered within bounded memory and time.
//! Leaves to others: being a client. The rest of Mailkey meets this module only at the socket, as it meets Microsoft
//! or Google; the tests do the same and use [`Control`] to make the provider misbehave.
//!
//! The sign-in page is `http`, not `https`: a browser would refuse a certificate made on the spot. The mail servers
//! do use TLS, with such a certificate; whoever connects trusts `practice-ca.pem` beside the system's store.

mod auth;
mod certs;
mod clients;
mod control;
mod device;
mod discovery;
mod faults;
mod http;
mod identity;
mod mailbox;
mod pages;
mod pop3;
mod pop3_session;
mod random;
mod renaming;
mod sasl;
mod scopes;
mod smtp;
mod smtp_session;
mod table;
mod token_endpoint;
mod tokens;
mod wire;
mod words;
mod world;

use std::future::Future;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::account::{EmailAddress, Host, OAuthAccount, PopSettings, Port, Provider, Settings, SmtpSettings};
use crate::clock::Clock;

pub use certs::BadCertificate;
pub use control::{Control, Counters, Fault, Issued, IssuedKind, Route, SignIn};
pub use faults::{MailFault, MailStep};
pub use renaming::Renaming;
pub use scopes::{READ, SEND};

use wire::Wire;
use world::World;

/// The application ID that the practice provider knows (a public client, RFC 6749, 2.1).
pub const CLIENT_ID: &str = "mailkey-practice";
/// The ID of a confidential application, which can also sign in for itself (RFC 6749, 4.4).
pub const SERVICE_ID: &str = "mailkey-practice-service";
/// Its secret; [`Control::trust_certificate`] lets it prove itself with a certificate as well.
pub const SERVICE_SECRET: &str = "cviceni-tajny-klic";
/// The password of every practice mailbox, for SASL PLAIN and POP3 USER/PASS.
pub const PASSWORD: &str = "cviceni";
/// The mailboxes that always exist.
pub const MAILBOXES: [&str; 2] = ["recepce@cviceni.test", "sklad@cviceni.test"];
/// The file in the practice folder that holds the certificate to trust.
pub const CA_FILE: &str = "practice-ca.pem";

/// The most connections that each server holds open at a time; further ones are closed at once.
const MOST_CONNECTIONS: usize = 64;
const ADDRESS: &str = "127.0.0.1";

/// How a practice provider behaves from its start.
#[derive(Debug, Clone)]
pub struct Options {
    /// The mailbox that the settings name.
    pub mailbox: EmailAddress,
    /// How long an access token holds.
    pub access_lifetime: Duration,
    /// Whether each refresh gives a new refresh token, and using an old one again withdraws the whole grant.
    pub rotate: bool,
    /// The pause between two questions of a device (RFC 8628, 3.2).
    pub device_interval: Duration,
    /// How long a device code holds.
    pub device_lifetime: Duration,
    /// The clock by which tokens end.
    pub clock: Clock,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            mailbox: MAILBOXES[0].parse().expect("the built-in mailbox is an address"),
            access_lifetime: Duration::from_secs(60 * 60),
            rotate: true,
            device_interval: Duration::from_secs(5),
            device_lifetime: Duration::from_secs(15 * 60),
            clock: Clock::system(),
        }
    }
}

/// The running servers. Dropping it stops them and closes every connection.
pub struct Practice {
    world: Arc<World>,
    control: Control,
    ports: Ports,
    ca: PathBuf,
    /// Owns the servers' tasks: they end with it.
    _servers: JoinSet<()>,
}

#[derive(Debug, Clone, Copy)]
struct Ports {
    smtp: Port,
    smtp_tls: Port,
    pop: Port,
    pop_tls: Port,
}

impl Practice {
    /// Starts every server on ports that the system chooses, and writes [`CA_FILE`] into `dir`.
    ///
    /// # Errors
    /// When no port can be opened on 127.0.0.1, no certificate can be made, or the file cannot be written.
    ///
    /// # Panics
    /// Outside a tokio runtime.
    pub async fn start(dir: &Path, options: Options) -> io::Result<Self> {
        let (http, http_port) = open().await?;
        let (smtp, smtp_port) = open().await?;
        let (smtp_tls, smtp_tls_port) = open().await?;
        let (pop, pop_port) = open().await?;
        let (pop_tls, pop_tls_port) = open().await?;
        let certificates = certs::Certificates::make()?;
        let ca = dir.join(CA_FILE);
        std::fs::write(&ca, &certificates.ca_pem)?;

        let world = Arc::new(World::new(http_port, options, certificates)?);
        let mut servers = JoinSet::new();
        let here = Arc::clone(&world);
        let _http = servers.spawn(serve(http, move |stream| http::connection(stream, Arc::clone(&here))));
        for (listener, direct_tls) in [(smtp, false), (smtp_tls, true)] {
            let here = Arc::clone(&world);
            let _smtp = servers.spawn(serve(listener, move |stream| {
                smtp::connection(Wire::new(stream, smtp::PATIENCE), Arc::clone(&here), direct_tls)
            }));
        }
        for (listener, direct_tls) in [(pop, false), (pop_tls, true)] {
            let here = Arc::clone(&world);
            let _pop = servers.spawn(serve(listener, move |stream| {
                pop3::connection(Wire::new(stream, pop3::PATIENCE), Arc::clone(&here), direct_tls)
            }));
        }
        let ports = Ports { smtp: smtp_port, smtp_tls: smtp_tls_port, pop: pop_port, pop_tls: pop_tls_port };
        Ok(Self { control: Control::new(Arc::clone(&world)), world, ports, ca, _servers: servers })
    }

    /// Settings with which everything works: provider, servers, sender, certificate, the common account.
    #[must_use]
    pub fn settings(&self) -> Settings {
        let mailbox = self.world.mailbox.clone();
        let server: Option<Host> = ADDRESS.parse().ok();
        let oauth2 = OAuthAccount {
            provider: Provider::Custom,
            account: Some(mailbox.clone()),
            client_id: CLIENT_ID.parse().unwrap_or_default(),
            issuer: self.world.issuer.parse().ok(),
            scopes: scopes::ASKED.map(str::to_owned).to_vec(),
            ..OAuthAccount::default()
        };
        Settings {
            smtp: SmtpSettings {
                server: server.clone(),
                port: self.ports.smtp,
                sender_name: "Recepce (cvičení)".parse().unwrap_or_default(),
                sender_address: Some(mailbox),
                oauth2: oauth2.clone(),
                ..SmtpSettings::default()
            },
            pop: PopSettings { server, port: self.ports.pop, oauth2, ..PopSettings::default() },
            extra_ca: Some(self.ca.clone()),
            ..Settings::default()
        }
    }

    /// The address where discovery starts, without a slash at its end.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.world.issuer
    }

    /// The SMTP port that starts in plain text and offers STARTTLS.
    #[must_use]
    pub fn smtp_port(&self) -> u16 {
        self.ports.smtp.get()
    }

    /// The SMTP port that speaks TLS from the first byte.
    #[must_use]
    pub fn smtp_tls_port(&self) -> u16 {
        self.ports.smtp_tls.get()
    }

    /// The POP3 port that starts in plain text and offers STLS.
    #[must_use]
    pub fn pop_port(&self) -> u16 {
        self.ports.pop.get()
    }

    /// The POP3 port that speaks TLS from the first byte.
    #[must_use]
    pub fn pop_tls_port(&self) -> u16 {
        self.ports.pop_tls.get()
    }

    /// The PEM file of the certificate authority that signed the mail servers' certificate.
    #[must_use]
    pub fn ca_file(&self) -> &Path {
        &self.ca
    }

    /// The handle that watches the provider and makes it misbehave.
    #[must_use]
    pub fn control(&self) -> &Control {
        &self.control
    }
}

async fn open() -> io::Result<(TcpListener, Port)> {
    let listener = TcpListener::bind((ADDRESS, 0)).await?;
    let number = listener.local_addr()?.port();
    let port = Port::try_from(i64::from(number)).map_err(io::Error::other)?;
    Ok((listener, port))
}

/// Accepts for ever. The connections belong to this future: when it is dropped, they end.
async fn serve<H, F>(listener: TcpListener, handle: H)
where
    H: Fn(TcpStream) -> F,
    F: Future<Output = ()> + Send + 'static,
{
    let mut open = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) if open.len() < MOST_CONNECTIONS => {
                    let _task = open.spawn(handle(stream));
                }
                Ok(_) => tracing::debug!("practice server is full: a connection was closed"),
                // Out of file descriptors, most likely: some will be free again in a moment.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            },
            Some(_) = open.join_next() => {}
        }
    }
}
