//! A server that follows a script, on loopback, and certificates made on the spot.
#![allow(dead_code, reason = "each test program uses a part of this")]

pub mod counting;
pub mod scripts;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use counting::{Counting, Flights};
use mailkey::account::{Port, Security, Timeout};
use mailkey::mail::{Endpoint, Login, Step};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket};
use tokio::task::JoinHandle;

/// As long as a real one, with every kind of character that tokens have.
pub const TOKEN: &str = "EwBgA8l6BAAUO9ch8cJscQLmU+LSWpbnr0vmwwAAAUzRiW.e-yJ0eXAiOiJKV1Qi_LCJhbGciOiJSUzI1NiJ9";
pub const USER: &str = "recepce@example.cz";

/// What a server does in place of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    Stall,
    Close,
    LongLine,
    Garbage,
}

impl Fault {
    pub const ALL: [Self; 4] = [Self::Stall, Self::Close, Self::LongLine, Self::Garbage];
}

/// One turn of a conversation, as the server sees it.
#[derive(Debug, Clone)]
pub enum Turn {
    /// Reads a line and checks its beginning.
    Hear(&'static str),
    /// Reads up to the end mark of a message.
    HearMessage,
    /// Waits, and checks that the client sends nothing meanwhile.
    HearNothing,
    /// Reads the client's first bytes of TLS.
    HearHello,
    /// Reads nothing any more.
    HearNothingAnyMore,
    Say(String),
    Tls,
    Do(Fault),
}

/// A turn and the client's step that it belongs to.
pub type Script = Vec<(Step, Turn)>;

/// A running server; ends after one conversation and gives all lines that it heard.
pub struct Server {
    pub port: Port,
    pub flights: Flights,
    pub heard: JoinHandle<Vec<String>>,
}

/// Certificates: an authority, and what it vouches for.
pub struct Pki {
    authority: CertifiedIssuer<'static, KeyPair>,
    _file: tempfile::NamedTempFile,
    pub trusting: Arc<rustls::ClientConfig>,
}

impl Pki {
    pub fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(rcgen::DnType::CommonName, "Mailkey test authority");
        let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), authority.pem()).unwrap();
        let trusting = mailkey::tls::client_config(Some(file.path())).unwrap();
        Self { authority, _file: file, trusting }
    }

    pub fn path(&self) -> &std::path::Path {
        self._file.path()
    }

    /// For `names`; `change` may spoil it.
    pub fn server(&self, names: &[&str], change: impl FnOnce(&mut CertificateParams)) -> Arc<rustls::ServerConfig> {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let mut params = CertificateParams::new(names).unwrap();
        change(&mut params);
        let key = KeyPair::generate().unwrap();
        let leaf = params.signed_by(&key, &self.authority).unwrap();
        server_config(leaf.der().clone(), &key)
    }

    /// A good server that knows TLS 1.2 only.
    pub fn old(&self) -> Arc<rustls::ServerConfig> {
        let key = KeyPair::generate().unwrap();
        let leaf = CertificateParams::new(vec!["127.0.0.1".into()]).unwrap().signed_by(&key, &self.authority).unwrap();
        server_config_of(leaf.der().clone(), &key, &[&rustls::version::TLS12])
    }

    pub fn good(&self) -> Arc<rustls::ServerConfig> {
        self.server(&["localhost", "127.0.0.1", "127.0.0.2"], |_| {})
    }
}

pub fn server_config(leaf: CertificateDer<'static>, key: &KeyPair) -> Arc<rustls::ServerConfig> {
    server_config_of(leaf, key, rustls::ALL_VERSIONS)
}

pub fn server_config_of(
    leaf: CertificateDer<'static>,
    key: &KeyPair,
    versions: &[&'static rustls::SupportedProtocolVersion],
) -> Arc<rustls::ServerConfig> {
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let mut config = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_protocol_versions(versions)
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![leaf], key)
        .unwrap();
    // Tickets come at any time, which would be counted as a word of the server.
    config.send_tls13_tickets = 0;
    Arc::new(config)
}

pub fn say(text: impl Into<String>) -> Turn {
    Turn::Say(text.into())
}

pub fn endpoint(servers: &[&str], port: Port, security: Security, seconds: i64) -> Endpoint {
    Endpoint {
        servers: servers.iter().map(|host| host.parse().unwrap()).collect(),
        port,
        security,
        timeout: Timeout::try_from(seconds).unwrap(),
    }
}

pub fn oauth() -> Login {
    Login::OAuth { user: USER.into(), token: TOKEN.into() }
}

pub fn password() -> Login {
    Login::Password { user: USER.into(), password: "příliš-tajné heslo".into() }
}

/// Starts a server on a free port of 127.0.0.1.
pub fn serve(script: Script, tls: Arc<rustls::ServerConfig>) -> Server {
    serve_at("127.0.0.1:0", script, tls)
}

pub fn serve_at(address: &str, script: Script, tls: Arc<rustls::ServerConfig>) -> Server {
    let listener = std::net::TcpListener::bind(address).unwrap();
    listener.set_nonblocking(true).unwrap();
    let listener = TcpListener::from_std(listener).unwrap();
    let port = Port::try_from(i64::from(listener.local_addr().unwrap().port())).unwrap();
    let flights = Flights::default();
    let counted = flights.clone();
    let heard = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        drop(listener);
        let mut talk = Talk { stream: Box::new(Counting::new(stream, counted)), buffer: Vec::new(), heard: Vec::new() };
        for (_, turn) in script {
            match turn {
                Turn::Tls => {
                    assert!(talk.buffer.is_empty(), "the client sent more than STARTTLS: {:?}", talk.buffer);
                    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::clone(&tls));
                    let Ok(stream) = acceptor.accept(talk.stream).await else { return talk.heard };
                    talk.stream = Box::new(stream);
                }
                turn => {
                    if talk.turn(turn).await.is_err() {
                        return talk.heard;
                    }
                }
            }
        }
        talk.heard
    });
    Server { port, flights, heard }
}

/// A port at which connections are neither accepted nor refused, as long as the sockets live.
pub async fn silent_at(address: &str) -> (Port, Vec<Box<dyn Send>>) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(address.parse().unwrap()).unwrap();
    let address = socket.local_addr().unwrap();
    let listener = socket.listen(0).unwrap();
    let filler = tokio::net::TcpStream::connect(address).await.unwrap();
    (Port::try_from(i64::from(address.port())).unwrap(), vec![Box::new(listener), Box::new(filler)])
}

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

struct Talk {
    stream: Box<dyn Stream>,
    buffer: Vec<u8>,
    heard: Vec<String>,
}

impl Talk {
    async fn turn(&mut self, turn: Turn) -> io::Result<()> {
        match turn {
            Turn::Hear(beginning) => {
                let line = self.until(b"\r\n").await?;
                assert!(line.starts_with(beginning), "{line:?} instead of {beginning:?}");
                self.heard.push(line);
            }
            Turn::HearMessage => {
                let message = self.until(b"\r\n.\r\n").await?;
                self.heard.push(message);
            }
            Turn::HearNothing => {
                let early = tokio::time::timeout(Duration::from_millis(150), self.stream.read_u8()).await;
                assert!(self.buffer.is_empty() && early.is_err(), "the client did not wait: {:?}", self.heard);
            }
            Turn::HearNothingAnyMore => std::future::pending().await,
            Turn::HearHello => {
                let _ = self.stream.read_buf(&mut self.buffer).await?;
            }
            Turn::Say(text) => {
                self.stream.write_all(text.as_bytes()).await?;
                self.stream.flush().await?;
            }
            Turn::Tls => unreachable!("done by the caller"),
            Turn::Do(fault) => self.fault(fault).await?,
        }
        Ok(())
    }

    async fn fault(&mut self, fault: Fault) -> io::Result<()> {
        match fault {
            Fault::Close => return self.stream.shutdown().await,
            Fault::Stall => {}
            Fault::LongLine => {
                for _ in 0..160 {
                    self.stream.write_all(&[b'x'; 64 << 10]).await?;
                }
            }
            Fault::Garbage => {
                let mut state = 1u32;
                let mut bytes = vec![0xff];
                bytes.extend(
                    std::iter::repeat_with(|| {
                        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                        (state >> 24) as u8
                    })
                    .take(4096),
                );
                bytes.push(b'\n');
                self.stream.write_all(&bytes).await?;
            }
        }
        self.stream.flush().await?;
        // Open until the client goes.
        let mut rest = [0; 1024];
        while self.stream.read(&mut rest).await? > 0 {}
        Ok(())
    }

    async fn until(&mut self, end: &[u8]) -> io::Result<String> {
        loop {
            if let Some(at) = self.buffer.windows(end.len()).position(|window| window == end) {
                let rest = self.buffer.split_off(at + end.len());
                let mut line = std::mem::replace(&mut self.buffer, rest);
                line.truncate(at);
                return Ok(String::from_utf8(line).unwrap());
            }
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
    }
}
