//! The redirect port: it takes the one right answer, and nothing else disturbs it.

use std::time::{Duration, Instant};

use mailkey::account::Protocol;
use mailkey::demo::{Fault, Route};
use mailkey::error::Error;
use mailkey::oauth::OAuthError;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::support::{Bench, Running, answer_of, begin, browse, client, get, is_open, open, raw};

async fn listening() -> (Bench, Running) {
    let bench = Bench::start().await;
    let running = begin(&bench.engine(), Protocol::Smtp).await.expect("listening");
    (bench, running)
}

/// After whatever came before, the right answer is still taken.
async fn assert_still_works(running: Running) {
    let page = browse(running.address.as_str()).await;
    assert_eq!(page.status, 200);
    let _ = running.end().await.expect("a token");
}

#[tokio::test]
async fn an_answer_with_another_state_is_not_taken() {
    let (bench, running) = listening().await;
    let right = running.parameter("state");
    let mut near = right.clone();
    let last = if near.pop() == Some('A') { 'B' } else { 'A' };
    near.push(last);
    for query in
        ["code=x", "state=&code=x", "code=x&state=wrong", &format!("state={near}&code=x"), "", "error=access_denied"]
    {
        let page = get(&running.answer(query)).await;
        assert_eq!(page.status, 400, "{query}");
        assert!(!running.task.is_finished());
    }
    // Of a repeated parameter the first counts.
    let twice = format!("state=wrong&state={right}&code=x");
    assert_eq!(get(&running.answer(&twice)).await.status, 400);
    assert_eq!(bench.control().counters().token_requests, 0);
    assert_still_works(running).await;
}

#[tokio::test]
async fn an_answer_without_a_code_ends_it() {
    for query in ["state=STATE", "state=STATE&code="] {
        let (bench, running) = listening().await;
        let issuer = bench.practice.issuer();
        let page = get(&running.answer(&format!("{query}&iss={issuer}"))).await;
        assert!(page.text.contains("incomplete"), "{}", page.text);
        let error = running.end().await.expect_err("no code");
        assert!(matches!(error, Error::OAuth(OAuthError::Incomplete("no code"))), "{error}");
        assert_eq!(bench.control().counters().token_requests, 0);
    }
}

/// The provider says that its answers name it (RFC 9207): one that does not is somebody else's, too.
#[tokio::test]
async fn an_answer_of_another_issuer_or_of_none_ends_it() {
    for query in ["state=STATE&code=abc", "state=STATE&code=x&iss=https%3A%2F%2Fevil.example"] {
        let (bench, running) = listening().await;
        let _ = get(&running.answer(query)).await;
        let error = running.end().await.expect_err("another issuer");
        assert!(matches!(error, Error::OAuth(OAuthError::Incomplete("another issuer"))), "{error}");
        assert_eq!(bench.control().counters().token_requests, 0);
    }
}

#[tokio::test]
async fn a_second_answer_is_told_that_it_is_late() {
    let bench = Bench::start().await;
    bench.change(|settings| settings.smtp.timeout = 3.try_into().expect("three seconds"));
    bench.control().fail(Route::Token, Fault::Hang, 1);
    let running = begin(&bench.engine(), Protocol::Smtp).await.expect("listening");
    let answer = answer_of(running.address.as_str()).await;
    let first = tokio::spawn({
        let answer = answer.clone();
        async move { get(&answer).await }
    });
    // While the first is being exchanged, from its beginning to its end.
    for pause in [300, 1500] {
        tokio::time::sleep(Duration::from_millis(pause)).await;
        let second = get(&answer).await;
        assert_eq!(second.status, 400);
        assert!(second.text.contains("does not belong to a running sign-in"), "{}", second.text);
    }
    assert!(first.await.expect("a page").text.contains("No token was acquired"));
    let _ = running.end().await.expect_err("the exchange got no answer");
    assert_eq!(bench.control().counters().code_exchanges, 0);
}

#[tokio::test]
async fn only_the_one_path_host_and_method_are_answered() {
    let (_bench, running) = listening().await;
    let (port, state) = (running.port(), running.parameter("state"));
    let query = format!("state={state}&code=x");
    for path in ["/x", "//", "/index.html", "/favicon.ico", "/%00"] {
        assert_eq!(get(&format!("http://127.0.0.1:{port}{path}?{query}")).await.status, 404, "{path}");
    }
    let address = running.answer(&query);
    for host in
        ["evil.example", &format!("evil.example:{port}"), "127.0.0.1", "127.0.0.1:1", &format!("127.0.0.1.evil:{port}")]
    {
        let page = open(client().get(&address).header("host", host)).await.expect("an answer");
        assert_eq!(page.status, 404, "{host}");
    }
    assert!(raw("127.0.0.1", port, format!("GET /?{query} HTTP/1.1\r\n\r\n").as_bytes()).await.contains(" 404 "));
    for method in [reqwest::Method::POST, reqwest::Method::HEAD, reqwest::Method::OPTIONS, reqwest::Method::PUT] {
        let page = open(client().request(method.clone(), &address)).await.expect("an answer");
        assert_eq!(page.status, 405, "{method}");
    }
    assert!(!running.task.is_finished());
    assert_still_works(running).await;
}

#[tokio::test]
async fn both_loopback_addresses_answer() {
    for host in ["127.0.0.1", "[::1]", "localhost"] {
        let (_bench, running) = listening().await;
        let answer = answer_of(running.address.as_str()).await.replacen("127.0.0.1", host, 1);
        assert_eq!(get(&answer).await.status, 200, "{host}");
        let _ = running.end().await.expect("a token");
    }
}

#[tokio::test]
async fn garbage_does_no_harm() {
    let (_bench, running) = listening().await;
    let port = running.port();
    let long = format!("GET /?state={} HTTP/1.1\r\n\r\n", "x".repeat(1_000_000));
    let many = format!("GET / HTTP/1.1\r\n{}\r\n", "x: y\r\n".repeat(20_000));
    let noise: Vec<u8> = (0..10_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let tls = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec();
    for bytes in [
        noise,
        tls,
        vec![0; 5000],
        b"\r\n\r\n".to_vec(),
        b"GET /\xff\xfe?\xc3\x28 HTTP/1.1\r\n\r\n".to_vec(),
        long.into(),
        many.into(),
    ] {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).await.expect("connected");
        let _ = tokio::io::AsyncWriteExt::write_all(&mut stream, &bytes).await;
    }
    assert!(!running.task.is_finished());
    assert_still_works(running).await;
}

#[tokio::test]
async fn a_port_scanner_does_no_harm() {
    let (_bench, running) = listening().await;
    for _ in 0..100 {
        drop(TcpStream::connect(("127.0.0.1", running.port())).await.expect("connected"));
    }
    assert_still_works(running).await;
}

#[tokio::test]
async fn idle_connections_keep_nobody_out() {
    let (_bench, running) = listening().await;
    let mut idle = Vec::new();
    for host in ["127.0.0.1", "::1"].iter().cycle().take(200) {
        idle.push(TcpStream::connect((*host, running.port())).await.expect("connected"));
    }
    let start = Instant::now();
    assert_still_works(running).await;
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    drop(idle);
}

#[tokio::test]
async fn a_browser_that_keeps_spare_connections_does_not_delay_the_end() {
    let (_bench, running) = listening().await;
    let spare = TcpStream::connect(("127.0.0.1", running.port())).await.expect("connected");
    let _ = browse(running.address.as_str()).await;
    let start = Instant::now();
    let _ = running.end().await.expect("a token");
    assert!(start.elapsed() < Duration::from_millis(500), "{:?}", start.elapsed());
    drop(spare);
}

#[tokio::test]
async fn the_port_closes_when_it_is_over() {
    let (_bench, running) = listening().await;
    let port = running.port();
    let _ = browse(running.address.as_str()).await;
    let _ = running.end().await.expect("a token");
    let until = Instant::now() + Duration::from_secs(3);
    while is_open("127.0.0.1", port).await || is_open("::1", port).await {
        assert!(Instant::now() < until, "still open");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn when_the_exchange_takes_long_the_browser_is_not_told_that_it_was_cancelled() {
    let bench = Bench::start().await;
    bench.change(|settings| settings.smtp.timeout = 120.try_into().expect("two minutes"));
    bench.control().fail(Route::Token, Fault::Hang, 1);
    let running = begin(&bench.engine(), Protocol::Smtp).await.expect("listening");
    let port = running.port();
    let answer = answer_of(running.address.as_str()).await;
    let query = answer.split_once("/?").expect("a query").1.to_owned();
    let request = format!("GET /?{query} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n");
    let mut browser = TcpStream::connect(("127.0.0.1", port)).await.expect("connected");
    browser.write_all(request.as_bytes()).await.expect("asked");
    while bench.control().counters().token_requests == 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(61)).await;
    tokio::time::resume();
    let mut page = String::new();
    let _ = browser.read_to_string(&mut page).await.expect("a page");
    assert!(page.contains("You have signed in") && !page.contains("cancelled"), "{page}");
    assert!(!running.task.is_finished(), "the exchange goes on");
}
