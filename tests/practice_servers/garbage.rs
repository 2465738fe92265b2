//! Anything may connect: what comes is answered or cut off, and the servers go on.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::support::{Bench, Dialogue, ME, SCOPE};

async fn still_fine(bench: &Bench) {
    let access = bench.access_token(SCOPE).await;
    assert_eq!(bench.userinfo(&access).await.json()["email"], ME);
    for port in [bench.practice.smtp_tls_port(), bench.practice.pop_tls_port()] {
        assert!(bench.tls(port).await.line().await.contains("Mailkey practice"));
    }
    for port in [bench.practice.smtp_port(), bench.practice.pop_port()] {
        assert!(Dialogue::open(port).await.line().await.contains("Mailkey practice"));
    }
}

fn ports(bench: &Bench) -> [u16; 5] {
    let http = bench.practice.issuer().rsplit(':').next().unwrap().parse().unwrap();
    let practice = &bench.practice;
    [http, practice.smtp_port(), practice.smtp_tls_port(), practice.pop_port(), practice.pop_tls_port()]
}

/// Sends bytes, then reads what comes until the server closes or says nothing for a while.
async fn throw(port: u16, bytes: &[u8]) {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    // The server may close before everything is written.
    let _cut = stream.write_all(bytes).await;
    let _cut = stream.shutdown().await;
    let mut answer = Vec::new();
    let ended = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut answer)).await;
    assert!(ended.is_ok(), "the server must let go of a closed connection on port {port}");
    assert!(answer.len() < 100_000, "{} bytes of answer", answer.len());
}

#[tokio::test]
async fn garbage_is_survived_on_every_port() {
    let bench = Bench::start().await;
    // A fixed sequence (xorshift), so that a failure can be repeated.
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut noise = |length: usize| -> Vec<u8> {
        std::iter::repeat_with(|| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            seed.to_le_bytes()[0]
        })
        .take(length)
        .collect()
    };
    for port in ports(&bench) {
        for length in [0, 1, 7, 100, 5000, 70_000] {
            throw(port, &noise(length)).await;
        }
        throw(port, &[b'\n'; 500]).await;
        throw(port, &[0; 5000]).await;
        throw(port, "AUTH PLAIN ěšč\r\nRETR 99999999999999999999\r\nMAIL FROM:<\r\n".repeat(20).as_bytes()).await;
    }
    still_fine(&bench).await;
}

#[tokio::test]
async fn a_line_of_ten_megabytes_is_answered_and_forgotten() {
    let bench = Bench::start().await;
    for (port, refusal) in [(bench.practice.smtp_port(), "500 5.5.2"), (bench.practice.pop_port(), "-ERR")] {
        let mut wire = Dialogue::open(port).await;
        assert!(!wire.line().await.is_empty());
        let block = vec![b'x'; 1024 * 1024];
        for _ in 0..10 {
            wire.send(&block).await;
        }
        assert!(wire.say("").await.starts_with(refusal));
        assert!(!wire.say("QUIT").await.is_empty());
    }
    still_fine(&bench).await;
}

#[tokio::test]
async fn a_client_that_errs_again_and_again_is_sent_away() {
    let bench = Bench::start().await;
    for (port, last) in [(bench.practice.smtp_port(), "421 "), (bench.practice.pop_port(), "-ERR Too many")] {
        let mut wire = Dialogue::open(port).await;
        wire.send("BLAH\r\n".repeat(20).as_bytes()).await;
        let mut before = String::new();
        loop {
            let line = wire.line().await;
            if line.is_empty() {
                break;
            }
            before = line;
        }
        assert!(before.starts_with(last), "{before}");
    }
}

#[tokio::test]
async fn odd_http_is_refused() {
    let bench = Bench::start().await;
    assert_eq!(bench.get("/nothing", &[]).await.status, 404);
    assert_eq!(bench.get("/sign-in", &[]).await.status, 405);
    assert_eq!(bench.get("/authorize?%FF=%00&%%%&&==", &[]).await.status, 400);
    let long = "x".repeat(20_000);
    let refused = bench.try_post("/token", &[("client_id", &long)]).await;
    assert!(refused.is_err() || refused.is_ok_and(|answer| answer.status == 413));
    let unknown = bench.post("/sign-in", &[("request", "unknown"), ("decision", "allow")]).await;
    assert_eq!(unknown.status, 400);
    assert_eq!(bench.get("/", &[]).await.status, 200);
    still_fine(&bench).await;
}

#[tokio::test]
async fn a_crowd_of_silent_connections_is_bounded_and_leaves() {
    let bench = Bench::start().await;
    let port = bench.practice.pop_port();
    let mut crowd = Vec::new();
    for _ in 0..64 {
        let mut wire = Dialogue::open(port).await;
        assert!(wire.line().await.starts_with("+OK"));
        crowd.push(wire);
    }
    assert_eq!(Dialogue::open(port).await.line().await, "", "one too many is closed at once");
    drop(crowd);
    let start = Instant::now();
    while Dialogue::open(port).await.line().await.is_empty() {
        assert!(start.elapsed() < Duration::from_secs(10), "there must be room again");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
