//! What the chain takes beyond the network's own round trips. A program that prints figures, not a test.
//!
//! `cargo bench --bench chain`. The practice servers stand behind a line that takes a fixed time for each round trip, so
//! what is left after round trips × that time is Mailkey's (and the practice servers') own: reading, checking
//! certificates, waiting more often than is said. The connection itself is not slowed down, so its round trip is left out.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use mailkey::account::{Host, Port, Protocol, Security, Timeout};
use mailkey::chain::{Link, Observer, Progress};
use mailkey::demo::{MAILBOXES, Options, PASSWORD, Practice};
use mailkey::mail::{Endpoint, Login, MailError, message::compose, pop3, smtp};

/// The time that one round trip is to take: a server in the next country.
const ROUND_TRIP: Duration = Duration::from_millis(20);
const RUNS: usize = 15;

/// A port behind which `to` answers as if it were far away.
fn far_away(to: u16) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let _accepts = thread::spawn(move || {
        for near in listener.incoming().flatten() {
            let _carries = thread::spawn(move || carry(&near, to));
        }
    });
    port
}

/// A link, how long it took each time, and its round trips.
type Seen = (Link, Vec<Duration>, u32);

/// Bytes, and when they arrive.
type Flight = (Instant, Vec<u8>);

fn carry(near: &TcpStream, to: u16) {
    // What the client sends before the far end knows of it is under way already.
    let from_near = leave(near);
    thread::sleep(ROUND_TRIP / 2);
    let Ok(far) = TcpStream::connect(("127.0.0.1", to)) else { return };
    let from_far = leave(&far);
    thread::scope(|both| {
        let _there = both.spawn(|| arrive(&far, from_near));
        arrive(near, from_far);
    });
}

fn leave(from: &TcpStream) -> Receiver<Flight> {
    let (under_way, arriving) = channel();
    let from = from.try_clone();
    let _reads = thread::spawn(move || {
        let Ok(mut from) = from else { return };
        let mut bytes = [0; 16 << 10];
        while let Ok(count @ 1..) = from.read(&mut bytes) {
            if under_way.send((Instant::now() + ROUND_TRIP / 2, bytes[..count].to_vec())).is_err() {
                break;
            }
        }
    });
    arriving
}

fn arrive(mut to: &TcpStream, flights: Receiver<Flight>) {
    let _ = to.set_nodelay(true);
    for (when, bytes) in flights {
        thread::sleep(when.saturating_duration_since(Instant::now()));
        if to.write_all(&bytes).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
}

/// What a round trip over such a line really takes: sleeping threads wake up late, and that is not Mailkey's time.
fn measured_round_trip() -> Duration {
    let echo = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = far_away(echo.local_addr().expect("an address").port());
    let _echoes = thread::spawn(move || {
        let Ok((mut far, _)) = echo.accept() else { return };
        let mut bytes = [0; 64];
        while let Ok(count @ 1..) = far.read(&mut bytes) {
            let _ = far.write_all(&bytes[..count]);
        }
    });
    let mut near = TcpStream::connect(("127.0.0.1", port)).expect("a connection");
    let ask = |_| {
        let begun = Instant::now();
        near.write_all(b"NOOP\r\n").expect("the line is open");
        let _count = near.read(&mut [0; 64]).expect("an echo");
        begun.elapsed()
    };
    median((0..5 * RUNS).map(ask).collect())
}

/// The chain that a test walks, without the message.
async fn walk(
    protocol: Protocol,
    to: &Endpoint,
    tls: &Arc<rustls::ClientConfig>,
    observer: &Observer,
) -> Result<u32, MailError> {
    let login = Login::Password { user: MAILBOXES[0].into(), password: PASSWORD.into() };
    match protocol {
        Protocol::Smtp => {
            let address = MAILBOXES[0].parse().expect("an address");
            let mut open = smtp::Open::open(to, &to.servers[0], tls, observer).await?;
            open.log_in(&login, false).await?;
            open.try_envelope(&address, &address, false).await?;
            let at = std::time::SystemTime::now();
            let letter = compose(&"".parse().expect("a name"), &address, &address, "s", "b", at).expect("a message");
            let _sent = open.send(&letter, &address).await?;
            Ok(open.round_trips())
        }
        Protocol::Pop => {
            let mut open = pop3::Open::open(to, &to.servers[0], tls, observer).await?;
            open.log_in(&login, false).await?;
            let _counted = open.stat_and_uidl().await?;
            Ok(open.round_trips())
        }
    }
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let folder = tempfile::tempdir().expect("a folder");
    let practice = runtime.block_on(Practice::start(folder.path(), Options::default())).expect("practice servers");
    let host: Host = "127.0.0.1".parse().expect("a host");
    let line = measured_round_trip();
    println!("one round trip: {:.2} ms; medians of {RUNS} runs, each with a TLS session of its own", ms(line));
    for (protocol, security, port) in [
        (Protocol::Smtp, Security::StartTls, practice.smtp_port()),
        (Protocol::Smtp, Security::Tls, practice.smtp_tls_port()),
        (Protocol::Pop, Security::StartTls, practice.pop_port()),
        (Protocol::Pop, Security::Tls, practice.pop_tls_port()),
    ] {
        let port = Port::try_from(i64::from(far_away(port))).expect("a port");
        let to = Endpoint { servers: vec![host.clone()], port, security, timeout: Timeout::default() };
        let (mut totals, mut trips) = (Vec::new(), 0);
        let links: Arc<Mutex<Vec<Seen>>> = Arc::default();
        for _ in 0..RUNS {
            let told = Arc::clone(&links);
            let observer = Observer::new(move |progress| {
                let Progress::Holds(holds) = progress else { return };
                let mut links = told.lock().expect("nobody panics");
                match links.iter_mut().find(|(link, ..)| *link == holds.link) {
                    Some((_, times, _)) => times.push(holds.took),
                    None => links.push((holds.link, vec![holds.took], holds.round_trips)),
                }
            });
            // A configuration of its own remembers no session.
            let tls = mailkey::tls::client_config(Some(practice.ca_file())).expect("a configuration");
            let begun = Instant::now();
            trips = runtime.block_on(walk(protocol, &to, &tls, &observer)).expect("a chain that holds");
            totals.push(begun.elapsed());
        }
        let network = line * (trips - 1);
        let total = median(totals);
        let beyond = total.saturating_sub(network);
        println!(
            "{protocol} {security:?}: {trips} round trips, {:.1} ms, beyond the network {:.1} ms = {:.1} %",
            ms(total),
            ms(beyond),
            100.0 * beyond.as_secs_f64() / network.as_secs_f64()
        );
        for (link, times, trips) in links.lock().expect("nobody panics").iter() {
            println!("    {:<14} {trips} round trips {:>8.1} ms", link.id(), ms(median(times.clone())));
        }
    }
}
