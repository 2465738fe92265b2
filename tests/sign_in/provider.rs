//! A provider that misbehaves: each sign-in ends within the time limit, with the cause, and the earlier token stays.

use std::time::{Duration, Instant};

use mailkey::account::Protocol;
use mailkey::demo::{Fault, Route};
use mailkey::error::Error;
use mailkey::oauth::{NetworkFailure, OAuthError};
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::support::{Bench, begin, sign_in};

fn answer(status: u16, content_type: &str, body: &str) -> Fault {
    Fault::Answer { status, content_type: content_type.into(), body: body.into() }
}

fn html(status: u16) -> Fault {
    answer(status, "text/html", "<html><body>Sign in to the network</body></html>")
}

fn json(status: u16, body: &str) -> Fault {
    answer(status, "application/json", body)
}

#[track_caller]
fn network(error: &Error) -> &NetworkFailure {
    match error {
        Error::OAuth(OAuthError::Network { failure, .. }) => failure,
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_token_endpoint_that_misbehaves_costs_no_earlier_token() {
    type Check = fn(&Error) -> bool;
    let cases: Vec<(Fault, Check)> = vec![
        (html(200), |e| *network(e) == NetworkFailure::NotOAuth),
        (html(500), |e| *network(e) == NetworkFailure::Status(500)),
        (json(500, "{}"), |e| *network(e) == NetworkFailure::Status(500)),
        (html(302), |e| *network(e) == NetworkFailure::Status(302)),
        (json(200, "{}"), |e| *network(e) == NetworkFailure::NotOAuth),
        (json(200, ""), |e| *network(e) == NetworkFailure::NotOAuth),
        (json(400, ""), |e| matches!(network(e), NetworkFailure::Status(400) | NetworkFailure::NotOAuth)),
        (json(200, r#"{"access_token":"","token_type":"Bearer"}"#), |e| *network(e) == NetworkFailure::NotOAuth),
        (answer(200, "application/json", &"x".repeat(3 << 20)), |e| *network(e) == NetworkFailure::NotOAuth),
        (json(400, r#"{"error":"invalid_grant"}"#), |e| matches!(e, Error::OAuth(OAuthError::CodeRefused(_)))),
        (Fault::Hang, |e| *network(e) == NetworkFailure::TimedOut),
        (Fault::Close, |e| matches!(network(e), NetworkFailure::Interrupted(_))),
        (Fault::LoseAnswer, |e| matches!(network(e), NetworkFailure::Interrupted(_))),
    ];
    let bench = Bench::signed_in().await;
    bench.hurry();
    let (token, state) = (bench.access().await.expect("a token"), bench.state());
    for (fault, right) in cases {
        bench.control().fail(Route::Token, fault.clone(), 1);
        let start = Instant::now();
        let error = sign_in(&bench.engine(), Protocol::Smtp).await.expect_err("a fault");
        assert!(right(&error), "{fault:?}: {error}");
        assert!(start.elapsed() < Duration::from_secs(4), "{fault:?}: {:?}", start.elapsed());
        assert!(!format!("{error} {error:?}").contains("x".repeat(2000).as_str()));
        assert_eq!(bench.access().await.expect("still there"), token, "{fault:?}");
        assert_eq!(bench.state(), state, "{fault:?}");
    }
}

#[tokio::test]
async fn an_answer_without_a_lifetime_or_a_refresh_token_is_good_enough() {
    let bench = Bench::start().await;
    bench.control().fail(Route::Token, json(200, r#"{"access_token":"abc","token_type":"bearer"}"#), 1);
    let facts = sign_in(&bench.engine(), Protocol::Smtp).await.expect("a token");
    assert_eq!((facts.expires_at, facts.renewable), (None, false));
    assert_eq!(bench.access().await.expect("a token"), "abc");
}

#[tokio::test]
async fn strange_lifetimes_do_no_harm() {
    let answers = ["0", "18446744073709551615", "9223372036854775807", "\"3600\"", "null"];
    for lifetime in answers {
        let bench = Bench::start().await;
        let body = format!(r#"{{"access_token":"abc","token_type":"Bearer","expires_in":{lifetime}}}"#);
        bench.control().fail(Route::Token, json(200, &body), 1);
        // Taken or refused: it ends, and what it leaves can be shown.
        let result = sign_in(&bench.engine(), Protocol::Smtp).await;
        let held = bench.engine().status().of(Protocol::Smtp).is_held();
        assert_eq!(held, result.is_ok(), "{lifetime}: {result:?}");
    }
}

#[tokio::test]
async fn a_forged_statement_about_the_person_is_not_believed() {
    let bench = Bench::start().await;
    for id_token in ["", "x", "a.b.c", "e30.e30.", "e30.bnVsbA."] {
        let body = format!(r#"{{"access_token":"abc","token_type":"Bearer","id_token":"{id_token}"}}"#);
        bench.control().fail(Route::Token, json(200, &body), 1);
        let error = sign_in(&bench.engine(), Protocol::Smtp).await.expect_err("forged");
        assert!(matches!(error, Error::OAuth(OAuthError::Identity(_))), "{id_token}: {error}");
    }
    assert!(matches!(bench.access().await, Err(Error::NotAcquired(_))));
}

#[tokio::test]
async fn a_discovery_that_misbehaves_ends_it_before_the_browser() {
    type Check = fn(&Error) -> bool;
    let bench = Bench::signed_in().await;
    bench.hurry();
    let (token, state) = (bench.access().await.expect("a token"), bench.state());
    let issuer = bench.practice.issuer().to_owned();
    let cases: Vec<(Fault, Check)> = vec![
        (html(200), |e| *network(e) == NetworkFailure::NotOAuth),
        (html(404), |e| *network(e) == NetworkFailure::Status(404)),
        (json(200, r#"{"issuer":"https://evil.example"}"#), |e| {
            matches!(e, Error::OAuth(OAuthError::Discovery { .. }))
        }),
        (json(200, &format!(r#"{{"issuer":"{issuer}"}}"#)), |e| {
            matches!(e, Error::OAuth(OAuthError::Discovery { .. }))
        }),
        (
            json(
                200,
                &format!(
                    r#"{{"issuer":"{issuer}","authorization_endpoint":"http://evil.example/a","token_endpoint":"http://evil.example/t"}}"#
                ),
            ),
            |e| matches!(e, Error::OAuth(OAuthError::Discovery { .. })),
        ),
        (json(200, "[]"), |e| *network(e) == NetworkFailure::NotOAuth),
        (Fault::Hang, |e| *network(e) == NetworkFailure::TimedOut),
        (Fault::Close, |e| matches!(network(e), NetworkFailure::Interrupted(_))),
    ];
    for (fault, right) in cases {
        bench.control().fail(Route::Discovery, fault.clone(), 1);
        let start = Instant::now();
        let error = begin(&bench.engine(), Protocol::Smtp).await.err().expect("a fault");
        assert!(right(&error), "{fault:?}: {error}");
        assert!(start.elapsed() < Duration::from_secs(3), "{fault:?}: {:?}", start.elapsed());
        assert_eq!(bench.access().await.expect("still there"), token, "{fault:?}");
        assert_eq!(bench.state(), state, "{fault:?}");
        assert!(!bench.engine().status().any_waiting());
    }
}

#[tokio::test]
async fn an_issuer_that_is_not_there_is_named() {
    let bench = Bench::start().await;
    let free = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = free.local_addr().expect("an address").port();
    drop(free);
    bench.change(|settings| settings.smtp.oauth2.issuer = format!("http://127.0.0.1:{port}").parse().ok());
    let error = begin(&bench.engine(), Protocol::Smtp).await.err().expect("nobody there");
    assert!(matches!(network(&error), NetworkFailure::Unreachable(_)), "{error}");
    assert!(error.to_string().contains(&format!("127.0.0.1:{port}")), "{error}");
}

#[test]
fn a_proxy_is_not_asked_for_what_is_on_this_computer() {
    // The proxy's address is read from the environment, and only a program of its own may have another one.
    let this = std::env::current_exe().expect("this program");
    let mut command = std::process::Command::new(this);
    for name in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        let _ = command.env(name, "http://127.0.0.1:1");
    }
    let _ = command.env_remove("NO_PROXY").env_remove("no_proxy");
    let test = "browser::a_sign_in_serves_both_protocols_and_every_process";
    let output = command.args(["--exact", test]).output().expect("started");
    let words = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && words.contains("1 passed"), "{words}");
}

/// A server that does this with each connection, at an https address.
async fn tls_server<F: Future<Output = ()> + Send + 'static>(
    serve: impl Fn(TcpStream) -> F + Send + 'static,
) -> (String, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = format!("https://{}", listener.local_addr().expect("an address"));
    let task = tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            drop(tokio::spawn(serve(stream)));
        }
    });
    (address, task)
}

#[tokio::test]
async fn what_was_never_sent_is_told_from_an_answer_that_was_lost() {
    let bench = Bench::start().await;
    bench.hurry();
    let silent = tls_server(|stream| async move {
        tokio::time::sleep(Duration::from_secs(60)).await;
        drop(stream);
    });
    let closing = tls_server(|stream| async move { drop(stream) });
    let babbling = tls_server(|mut stream| async move {
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
    });
    for (address, task) in [silent.await, closing.await, babbling.await] {
        bench.change(|settings| settings.smtp.oauth2.issuer = address.parse().ok());
        let start = Instant::now();
        let error = begin(&bench.engine(), Protocol::Smtp).await.err().expect("no TLS");
        assert!(matches!(network(&error), NetworkFailure::Unreachable(_) | NetworkFailure::Tls(_)), "{error}");
        assert!(!network(&error).was_sent());
        assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
        task.abort();
    }
    bench.change(|settings| settings.smtp.oauth2.issuer = bench.practice.issuer().parse().ok());
    for fault in [Fault::Close, Fault::Hang, Fault::LoseAnswer] {
        bench.control().fail(Route::Token, fault.clone(), 1);
        let error = sign_in(&bench.engine(), Protocol::Smtp).await.expect_err("no answer");
        assert!(network(&error).was_sent(), "{fault:?}: {error}");
    }
    for (status, after) in [(429, "7"), (503, "7")] {
        bench.control().fail(Route::Token, Fault::Later { status, retry_after: after.into() }, 1);
        let error = sign_in(&bench.engine(), Protocol::Smtp).await.expect_err("later");
        assert_eq!(network(&error).retry_after(), Some(Duration::from_secs(7)), "{error}");
        assert_eq!(network(&error).was_sent(), status == 503);
    }
}
