//! From a host name to a connection: look-up and TCP.
//!
//! Protects: each of the two ends within the time limit, and one dead address of several costs a quarter of a second
//! and not the whole limit (after RFC 8305). Dropping a future here ends what it started. Leaves to others: which
//! server is tried ([`super::servers`]), TLS ([`super::handshake`]).

use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::task::JoinSet;

use super::Cause;
use super::reply::tidy;
use crate::account::{Host, Port, Timeout};
use crate::system;

/// How long an address has before the next one is tried beside it (RFC 8305, 5).
const STAGGER: Duration = Duration::from_millis(250);
/// What is said of an address that has said nothing.
const NO_ANSWER: &str = "no answer";
/// The most addresses of one name that are tried.
const MAX_ADDRESSES: usize = 16;

/// Waits for `work`, at most as long as the time limit allows.
pub(super) async fn within<T>(limit: Timeout, work: impl Future<Output = Result<T, Cause>>) -> Result<T, Cause> {
    tokio::time::timeout(limit.duration(), work).await.unwrap_or(Err(Cause::TimedOut(limit)))
}

/// The addresses of a host, in the system's order of preference.
pub(super) async fn resolve(host: &Host, port: Port, limit: Timeout) -> Result<Vec<SocketAddr>, Cause> {
    within(limit, look_up(host, port)).await
}

/// A TCP connection to the first address that answers. `failed` gets the others that were tried, and why.
pub(super) async fn tcp(
    addresses: &[SocketAddr],
    limit: Timeout,
    failed: &mut Vec<(SocketAddr, String)>,
) -> Result<(TcpStream, SocketAddr), Cause> {
    let (stream, address) = within(limit, first_to_answer(addresses, failed)).await?;
    // Without this small commands may wait for the server's delayed acknowledgement; a failure only costs speed.
    let _ = stream.set_nodelay(true);
    Ok((stream, address))
}

async fn look_up(host: &Host, port: Port) -> Result<Vec<SocketAddr>, Cause> {
    if let Ok(ip) = host.as_str().parse::<IpAddr>() {
        return Ok(vec![SocketAddr::new(ip, port.get())]);
    }
    let (answer, answered) = tokio::sync::oneshot::channel();
    let asked = (host.as_str().to_owned(), port.get());
    // A thread of its own: the system's look-up cannot be cancelled, and the runtime waits for its own blocking threads
    // when the program ends, so a name server that does not answer would keep the window from closing.
    let _detached = std::thread::Builder::new()
        .name("name look-up".into())
        .spawn(move || {
            let found = asked.to_socket_addrs().map(|all| all.take(MAX_ADDRESSES).collect::<Vec<_>>());
            let _ = answer.send(found);
        })
        .map_err(|error| Cause::Unreachable(system::reason(&error)))?;
    match answered.await {
        Ok(Ok(addresses)) if !addresses.is_empty() => Ok(addresses),
        Ok(Err(error)) => {
            tracing::debug!(host = host.as_str(), %error, "name look-up failed");
            Err(Cause::NameNotFound(host.as_str().to_owned()))
        }
        Ok(Ok(_)) | Err(_) => Err(Cause::NameNotFound(host.as_str().to_owned())),
    }
}

/// Tries the addresses in turn, the next one as soon as one failed or after [`STAGGER`].
async fn first_to_answer(
    addresses: &[SocketAddr],
    failed: &mut Vec<(SocketAddr, String)>,
) -> Result<(TcpStream, SocketAddr), Cause> {
    let mut waiting = addresses.iter().copied();
    let mut trying = JoinSet::new();
    let mut failure: Option<Cause> = None;
    loop {
        if let Some(address) = waiting.next() {
            failed.push((address, NO_ANSWER.to_owned()));
            let _handle = trying.spawn(async move { (address, TcpStream::connect(address).await) });
        }
        let ended = tokio::select! {
            ended = trying.join_next() => ended,
            () = tokio::time::sleep(STAGGER), if waiting.len() > 0 => continue,
        };
        match ended {
            Some(Ok((address, Ok(stream)))) => {
                failed.retain(|(tried, _)| *tried != address);
                return Ok((stream, address));
            }
            Some(Ok((address, Err(error)))) => {
                let reason = tidy(&error.to_string());
                failed.iter_mut().filter(|(tried, _)| *tried == address).for_each(|(_, why)| why.clone_from(&reason));
                let cause = connect_failure(error);
                // That something answered says more than that something else did not.
                if failure.is_none() || cause == Cause::Refused {
                    failure = Some(cause);
                }
            }
            Some(Err(stopped)) => failure = failure.or(Some(Cause::Unreachable(stopped.to_string()))),
            None if waiting.len() == 0 => return Err(failure.unwrap_or(Cause::Unreachable("no address".into()))),
            None => {}
        }
    }
}

/// While connecting, a reset is an answer of the network and not of a server that has already spoken.
fn connect_failure(error: io::Error) -> Cause {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => Cause::Refused,
        _ => Cause::Unreachable(system::reason(&error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit() -> Timeout {
        Timeout::try_from(1).unwrap()
    }

    #[tokio::test]
    async fn a_dead_address_does_not_keep_a_living_one_waiting() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let living = listener.local_addr().unwrap();
        // The backlog of one connection is full: further ones get no answer.
        let silent = tokio::net::TcpSocket::new_v4().unwrap();
        silent.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let dead = silent.local_addr().unwrap();
        let _silent = silent.listen(0).unwrap();
        let _first = TcpStream::connect(dead).await.unwrap();
        let began = std::time::Instant::now();
        let mut failed = Vec::new();
        let (stream, address) = tcp(&[dead, living], limit(), &mut failed).await.unwrap();
        assert_eq!((stream.peer_addr().unwrap(), address), (living, living));
        assert_eq!(failed, [(dead, NO_ANSWER.to_owned())]);
        assert!(began.elapsed() < Duration::from_millis(800), "{:?}", began.elapsed());
        let mut failed = Vec::new();
        assert_eq!(tcp(&[dead], limit(), &mut failed).await.unwrap_err(), Cause::TimedOut(limit()));
        assert_eq!(failed, [(dead, NO_ANSWER.to_owned())]);
    }

    #[tokio::test]
    async fn a_refusing_address_is_passed_over_at_once_and_named_when_it_is_the_only_one() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let living = listener.local_addr().unwrap();
        let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let mut failed = Vec::new();
        assert!(first_to_answer(&[closed, living], &mut failed).await.is_ok());
        assert!(matches!(&failed[..], [(address, why)] if *address == closed && why.contains("refused")), "{failed:?}");
        assert_eq!(first_to_answer(&[closed, closed], &mut failed).await.unwrap_err(), Cause::Refused);
        assert!(matches!(first_to_answer(&[], &mut failed).await.unwrap_err(), Cause::Unreachable(_)));
    }

    #[tokio::test]
    async fn names_are_looked_up() {
        let port = Port::SUBMISSION;
        let local = resolve(&"localhost".parse().unwrap(), port, limit()).await.unwrap();
        assert!(local.iter().all(|address| address.ip().is_loopback() && address.port() == 587), "{local:?}");
        let six = resolve(&"[::1]".parse().unwrap(), port, limit()).await.unwrap();
        assert_eq!(six, ["[::1]:587".parse().unwrap()]);
    }
}
