//! How a sign-in ends otherwise: cancelled, doubled, or with a keyring that does not take the token.

use mailkey::account::Protocol;
use mailkey::demo::Options;
use mailkey::engine::SecretName;
use mailkey::error::Error;
use mailkey::oauth::session::TokenState;
use mailkey::secrets::SecretError;

use crate::support::keyring::{self, Watched};
use crate::support::{Bench, answer_of, begin, browse, get, is_open, sign_in};

#[tokio::test]
async fn cancelling_closes_the_port_at_once_and_leaves_no_trace() {
    let bench = Bench::start().await;
    let running = begin(&bench.engine(), Protocol::Smtp).await.expect("listening");
    let (port, answer) = (running.port(), answer_of(running.address.as_str()).await);
    running.cancel().await;
    assert!(!is_open("127.0.0.1", port).await && !is_open("::1", port).await);
    assert!(crate::support::open(crate::support::client().get(&answer)).await.is_err());
    let engine = bench.engine();
    assert_eq!(engine.status().of(Protocol::Smtp).state, TokenState::NotAcquired);
    assert!(matches!(bench.access().await, Err(Error::NotAcquired(Protocol::Smtp))));
    assert!(keyring::entry(&bench).await.is_none());
    assert_eq!(bench.control().counters().token_requests, 0);
    engine.settle().await;
    let _ = sign_in(&bench.engine(), Protocol::Smtp).await.expect("the next one is not kept out");
}

#[tokio::test]
async fn cancelling_leaves_the_earlier_token_as_it_was() {
    let bench = Bench::signed_in().await;
    let (token, state) = (bench.access().await.expect("a token"), bench.state());
    begin(&bench.engine(), Protocol::Smtp).await.expect("listening").cancel().await;
    assert_eq!((bench.access().await.expect("still there"), bench.state()), (token, state));
    assert_eq!(bench.engine().status().of(Protocol::Smtp).state, TokenState::Acquired);
}

#[tokio::test]
async fn an_answer_that_has_arrived_is_carried_to_its_end() {
    let bench = Bench::start().await;
    let engine = bench.engine();
    let running = begin(&engine, Protocol::Smtp).await.expect("listening");
    let page = tokio::spawn({
        let address = running.address.to_string();
        async move { browse(&address).await }
    });
    while bench.control().counters().token_requests == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
    // Too late to cancel, and closing the program waits.
    running.task.abort();
    engine.settle().await;
    assert!(page.await.expect("a page").text.contains("Done"));
    assert_eq!(bench.engine().status().of(Protocol::Smtp).state, TokenState::Acquired);
    let _ = bench.access().await.expect("a token");
}

#[tokio::test]
async fn two_sign_ins_at_once_are_one() {
    let bench = Bench::start().await;
    let running = begin(&bench.engine(), Protocol::Smtp).await.expect("listening");
    let second = begin(&bench.engine(), Protocol::Pop).await.err().expect("refused");
    assert!(matches!(second, Error::SignInRunning), "{second}");
    let _ = get(&running.answer("state=other&code=x")).await;
    let _ = browse(running.address.as_str()).await;
    let _ = running.end().await.expect("the first goes on");
}

#[tokio::test]
async fn the_badge_waits_in_every_process_as_long_as_the_sign_in_runs() {
    let bench = Bench::start().await;
    let state = || bench.engine().status().of(Protocol::Smtp).state;
    assert_eq!(state(), TokenState::NotAcquired);
    let running = begin(&bench.engine(), Protocol::Smtp).await.expect("listening");
    assert_eq!(state(), TokenState::Waiting);
    running.cancel().await;
    assert_eq!(state(), TokenState::NotAcquired);
    // Looking at the state does not keep a sign-in from starting.
    let looking = tokio::task::spawn_blocking({
        let engine = bench.engine();
        move || (0..200).map(|_| engine.status().any_waiting()).filter(|waiting| *waiting).count()
    });
    for _ in 0..5 {
        begin(&bench.engine(), Protocol::Smtp).await.expect("listening").cancel().await;
    }
    let _ = looking.await.expect("no panic");
}

#[tokio::test]
async fn a_keyring_that_does_not_store_leaves_nothing_half_written() {
    let watched = Watched::default();
    let bench = Bench::with(Options::default(), watched.opener()).await;
    watched.fail_writes(SecretError::Locked, 1000);
    let running = begin(&bench.engine(), Protocol::Smtp).await.expect("listening");
    let page = browse(running.address.as_str()).await;
    assert!(page.text.contains("keyring is locked"), "{}", page.text);
    let error = running.end().await.expect_err("not stored");
    assert!(matches!(error, Error::Secret(SecretError::Locked)), "{error}");
    assert_eq!(bench.engine().status().of(Protocol::Smtp).state, TokenState::NotAcquired);
    assert!(keyring::entry(&bench).await.is_none());

    watched.fail_writes(SecretError::Locked, 0);
    let _ = sign_in(&bench.engine(), Protocol::Smtp).await.expect("a token");
    let (token, state) = (bench.access().await.expect("a token"), bench.state());
    watched.fail_writes(SecretError::Locked, 1000);
    let _ = sign_in(&bench.engine(), Protocol::Smtp).await.expect_err("not stored");
    assert_eq!((bench.access().await.expect("still there"), bench.state()), (token, state));
}

#[tokio::test]
async fn a_keyring_that_stumbles_once_costs_nothing() {
    let watched = Watched::default();
    let bench = Bench::with(Options::default(), watched.opener()).await;
    watched.fail_writes(SecretError::Other("busy".into()), 1);
    let _ = sign_in(&bench.engine(), Protocol::Smtp).await.expect("a token");
    let _ = bench.access().await.expect("a token");
}

#[tokio::test]
async fn without_a_keyring_nobody_is_sent_to_the_browser() {
    let opener = std::sync::Arc::new(|| Err(SecretError::NoService("none here".into())));
    let bench = Bench::with(Options::default(), opener).await;
    let error = begin(&bench.engine(), Protocol::Smtp).await.err().expect("an error");
    assert!(matches!(error, Error::Secret(SecretError::NoService(_))), "{error}");
    assert_eq!(bench.control().counters(), Default::default());
    let error = bench.engine().set_secret(SecretName::Password(Protocol::Smtp), "x".into()).await.expect_err("none");
    assert!(matches!(error, Error::Secret(SecretError::NoService(_))), "{error}");
}

#[tokio::test]
async fn a_deletion_wins_over_an_answer_that_comes_at_the_same_time() {
    for held in [false, true] {
        let bench = if held { Bench::signed_in().await } else { Bench::start().await };
        let running = begin(&bench.engine(), Protocol::Smtp).await.expect("listening");
        let answer = answer_of(running.address.as_str()).await;
        let _ = bench.engine().delete_token(Protocol::Pop).await.expect("deleted");
        // At once: before the sign-in has looked whether somebody deleted something, unless the computer is very busy.
        let page = crate::support::open(crate::support::client().get(&answer)).await;
        let error = running.end().await.expect_err("deleted");
        assert!(matches!(error, Error::DeletedMeanwhile), "{error}");
        assert!(page.is_err() || page.is_ok_and(|page| page.text.contains("No token was acquired")));
        assert!(keyring::entry(&bench).await.is_none());
        assert_eq!(bench.engine().status().of(Protocol::Smtp).state, TokenState::NotAcquired);
        assert_eq!(bench.control().issued(), [], "what came too late is withdrawn");
        let _ = sign_in(&bench.engine(), Protocol::Smtp).await.expect("a new one is not kept out");
    }
}
