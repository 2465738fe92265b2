//! The TLS handshake.
//!
//! Protects: the certificate is checked against the host that was configured; a failure keeps what the certificate says,
//! or what was said in place of TLS. Leaves to others: the check ([`crate::tls`]) and what failures are
//! ([`super::tls_failure`]).

use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::ServerName;
use rustls::{HandshakeKind, ProtocolVersion};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::heard::Heard;
use super::reply::tidy;
use super::tls_failure::{self, TlsFailure};
use super::wire::Stream;
use super::{Cause, certificate, first_words};
use crate::account::{Host, Timeout};
use crate::chain::Found;

/// How long a silent server has at most to answer the beginning of a handshake; somebody waits for the result by then.
const PROBE: Duration = Duration::from_secs(2);

/// A protected connection.
pub(super) struct Protected {
    pub(super) stream: Box<dyn Stream>,
    pub(super) found: Found,
    /// How often the client waited for the server in the handshake.
    pub(super) trips: u32,
    /// Whether the handshake's last word was the server's, so that its greeting comes right behind it.
    pub(super) server_ended: bool,
}

/// Makes the connection a protected one.
pub(super) async fn protect(
    stream: Box<dyn Stream>,
    host: &Host,
    config: &Arc<rustls::ClientConfig>,
    limit: Timeout,
) -> Result<Protected, Cause> {
    let stream = match shake_hands(stream, host, config, limit.duration()).await {
        (Ok(stream), _) => stream,
        (Err(Failure::Silence), _) => return Err(Cause::TimedOut(limit)),
        (Err(Failure::Cause(Cause::Tls(TlsFailure::NotTls(_)))), first) => return Err(in_place_of_tls(&first)),
        (Err(Failure::Cause(cause)), _) => return Err(cause),
    };
    let (_, connection) = stream.get_ref();
    let old = connection.protocol_version() == Some(ProtocolVersion::TLSv1_2);
    let kind = connection.handshake_kind();
    // RFC 8446, 2: one flight each way, one more after HelloRetryRequest; RFC 5246, 7.3: two, and one when resumed.
    let trips = match kind {
        Some(HandshakeKind::FullWithHelloRetryRequest) => 2,
        Some(HandshakeKind::Full) if old => 2,
        _ => 1,
    };
    let found = Found::Tls {
        version: if old { "TLS 1.2" } else { "TLS 1.3" },
        cipher: connection.negotiated_cipher_suite().map(|suite| format!("{:?}", suite.suite())).unwrap_or_default(),
        certificate: connection.peer_certificates().and_then(<[_]>::first).and_then(|leaf| certificate::read(leaf)),
    };
    let server_ended = old && kind == Some(HandshakeKind::Full);
    Ok(Protected { stream: Box::new(stream), found, trips, server_ended })
}

/// How long a server's first words are waited for, so that there is time left to find out what else is spoken.
pub(super) fn before_probe(limit: Timeout) -> Duration {
    limit.duration().saturating_sub(PROBE).max(limit.duration() / 2)
}

/// Begins a handshake with a server that has said nothing: whether it speaks TLS here, or HTTP. Nothing of the handshake
/// is used.
pub(super) async fn probe(
    stream: Box<dyn Stream>,
    host: &Host,
    config: &Arc<rustls::ClientConfig>,
    limit: Timeout,
) -> Option<Cause> {
    let (_, first) = shake_hands(stream, host, config, limit.duration() - before_probe(limit)).await;
    if first_words::is_tls(&first) {
        return Some(Cause::SpeaksTls);
    }
    first_words::is_http(&first).then(|| first_words::http(&first))
}

enum Failure {
    Silence,
    Cause(Cause),
}

/// The handshake, and the first bytes that came.
async fn shake_hands(
    stream: Box<dyn Stream>,
    host: &Host,
    config: &Arc<rustls::ClientConfig>,
    limit: Duration,
) -> (Result<TlsStream<Heard>, Failure>, Vec<u8>) {
    let Ok(name) = ServerName::try_from(host.as_str().to_owned()) else {
        let failure = TlsFailure::Other("the host name cannot be in a certificate".into());
        return (Err(Failure::Cause(Cause::Tls(failure))), Vec::new());
    };
    let stream = Heard::new(stream);
    let first = stream.first();
    let handshake = TlsConnector::from(Arc::clone(config)).connect(name, stream);
    let (result, leaf) = crate::tls::presented(tokio::time::timeout(limit, handshake)).await;
    let result = match result {
        Ok(Ok(stream)) => Ok(stream),
        Ok(Err(error)) => Err(Failure::Cause(match tls_failure::inside(&error) {
            Some(tls) => Cause::Tls(TlsFailure::of(tls, leaf.as_deref())),
            None => Cause::from(error),
        })),
        Err(_elapsed) => Err(Failure::Silence),
    };
    (result, first.get())
}

/// What was said where TLS was wanted.
fn in_place_of_tls(first: &[u8]) -> Cause {
    if first_words::is_http(first) {
        return first_words::http(first);
    }
    let line = first.split(|byte| *byte == b'\n').next().unwrap_or_default();
    Cause::Tls(TlsFailure::NotTls(tidy(&String::from_utf8_lossy(line))))
}
