//! Renewal: when it is due, once for everybody, stored before it is used, and never at the cost of the grant.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use mailkey::account::Protocol;
use mailkey::demo::{Fault, Options, Route};
use mailkey::error::Error;
use mailkey::oauth::session::{Cause, Reason, TokenState};
use mailkey::oauth::{NetworkFailure, OAuthError};
use mailkey::secrets::SecretError;

use crate::support::keyring::{self, Watched, age};
use crate::support::{Bench, access, sign_in};

fn json(status: u16, body: &str) -> Fault {
    Fault::Answer { status, content_type: "application/json".into(), body: body.into() }
}

#[tokio::test]
async fn a_short_life_is_renewed_at_its_half() {
    let bench = Bench::start().await;
    bench.control().set_access_lifetime(Duration::from_secs(4));
    let _ = sign_in(&bench.engine(), Protocol::Smtp).await.expect("a token");
    let first = bench.access().await.expect("a token");
    assert_eq!(bench.access().await.expect("a token"), first);
    assert_eq!(bench.control().counters().refreshes, 0);
    tokio::time::sleep(Duration::from_millis(2100)).await;
    let before = jiff::Timestamp::now();
    let renewed = bench.access().await.expect("a token");
    assert_ne!(renewed, first);
    assert_eq!(access(&bench.engine(), Protocol::Pop).await.expect("a token"), renewed);
    assert_eq!(bench.control().counters().refreshes, 1);
    let facts = bench.engine().status().of(Protocol::Pop).facts.clone().expect("facts");
    assert!(facts.refreshed_at >= before && facts.obtained_at < before);
    assert!(facts.expires_at.expect("an end") > before);
}

#[tokio::test]
async fn less_than_five_minutes_of_an_hour_are_too_few() {
    let bench = Bench::signed_in().await;
    let first = bench.access().await.expect("a token");
    age(&bench, 310).await;
    assert_eq!(bench.access().await.expect("a token"), first);
    age(&bench, 290).await;
    assert_ne!(bench.access().await.expect("a token"), first);
}

#[tokio::test]
async fn a_rotated_refresh_token_is_stored_before_anything_else_happens() {
    let watched = Watched::default();
    let bench = Bench::with(Options::default(), watched.opener()).await;
    let _ = sign_in(&bench.engine(), Protocol::Smtp).await.expect("a token");
    let old = keyring::entry(&bench).await.expect("an entry");
    age(&bench, 10).await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    watched.before_write({
        let (seen, control) = (Arc::clone(&seen), bench.control().clone());
        move || {
            let counters = control.counters();
            seen.lock().expect("no panic").push((counters.refreshes, counters.smtp_logins));
        }
    });
    let _ = bench.engine().send(crate::support::me(), "x".into(), "x".into()).await.expect("sent");
    let seen = seen.lock().expect("no panic").clone();
    assert_eq!(seen.first(), Some(&(0, 0)), "the journal is written before anybody asks");
    assert!(seen.contains(&(1, 0)), "the answer is stored before it is used: {seen:?}");
    assert!(seen.iter().all(|(_, logins)| *logins == 0));
    let new = keyring::entry(&bench).await.expect("an entry");
    assert_ne!(new["refresh_token"], old["refresh_token"]);
    assert_eq!(new["generation"].as_u64(), old["generation"].as_u64().map(|old| old + 1));
    // The new one is the right one: the provider withdraws the grant when an old one comes back.
    age(&bench, 10).await;
    let _ = bench.access().await.expect("a token");
    assert_eq!((bench.control().counters().refreshes, bench.control().counters().reuses), (2, 0));
}

#[tokio::test]
async fn a_keyring_that_takes_nothing_costs_nothing() {
    let watched = Watched::default();
    let bench = Bench::with(Options::default(), watched.opener()).await;
    let _ = sign_in(&bench.engine(), Protocol::Smtp).await.expect("a token");
    let token = bench.access().await.expect("a token");
    age(&bench, 10).await;
    watched.fail_writes(SecretError::Locked, 1000);
    assert_eq!(bench.access().await.expect("the old token still holds"), token);
    assert_eq!(bench.control().counters().refreshes, 0, "nobody asks for what could not be stored");
    let account = bench.engine().status().of(Protocol::Smtp).clone();
    assert_eq!(account.state, TokenState::Acquired);
    assert_eq!(account.trouble.expect("trouble").cause, Cause::Keyring { error: SecretError::Locked });
    age_in_memory(&bench, &watched, -10).await;
    let error = bench.access().await.expect_err("it has ended");
    assert!(matches!(error, Error::Secret(SecretError::Locked)), "{error}");
    watched.fail_writes(SecretError::Locked, 0);
    let _ = bench.access().await.expect("a new token");
    assert_eq!(bench.engine().status().of(Protocol::Smtp).trouble, None);
}

/// As [`age`], while the keyring refuses writes otherwise.
async fn age_in_memory(bench: &Bench, watched: &Watched, seconds_left: i64) {
    watched.fail_writes(SecretError::Locked, 0);
    age(bench, seconds_left).await;
    watched.fail_writes(SecretError::Locked, 1000);
}

#[tokio::test]
async fn a_new_token_that_the_keyring_refuses_is_kept_until_it_takes_it() {
    let watched = Watched::default();
    let bench = Bench::with(Options::default(), watched.opener()).await;
    let _ = sign_in(&bench.engine(), Protocol::Smtp).await.expect("a token");
    let old = bench.access().await.expect("a token");
    age(&bench, 10).await;
    let full = Arc::new(AtomicBool::new(true));
    watched.fail_writes_while({
        let (full, control) = (Arc::clone(&full), bench.control().clone());
        move || full.load(Ordering::SeqCst) && control.counters().refreshes > 0
    });
    let engine = bench.engine();
    let new = access(&engine, Protocol::Smtp).await.expect("the new token serves");
    assert_ne!(new, old);
    let account = engine.status().of(Protocol::Smtp).clone();
    assert_eq!(account.state, TokenState::Acquired);
    assert!(matches!(account.trouble.expect("trouble").cause, Cause::Keyring { .. }));
    full.store(false, Ordering::SeqCst);
    engine.settle().await;
    assert_eq!(bench.access().await.expect("another process has it, too"), new);
    age(&bench, 10).await;
    let _ = bench.access().await.expect("and can renew it");
    assert_eq!((bench.control().counters().refreshes, bench.control().counters().reuses), (2, 0));
    assert_eq!(bench.engine().status().of(Protocol::Smtp).trouble, None);
}

/// Window and service at once: only one has the rotated token, and the other would spend the retired one.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_renews_while_a_token_is_in_one_memory_only() {
    let watched = Watched::default();
    let bench = Bench::with(Options::default(), watched.opener()).await;
    let _ = sign_in(&bench.engine(), Protocol::Smtp).await.expect("a token");
    age(&bench, 30).await;
    let full = Arc::new(AtomicBool::new(true));
    watched.fail_writes_while({
        let (full, control) = (Arc::clone(&full), bench.control().clone());
        move || full.load(Ordering::SeqCst) && control.counters().refreshes > 0
    });
    let (window, service) = (bench.engine(), bench.engine());
    let new = access(&window, Protocol::Smtp).await.expect("the new token serves");
    let old = access(&service, Protocol::Smtp).await.expect("the old token still holds");
    assert_ne!(new, old);
    assert_eq!((bench.control().counters().refreshes, bench.control().counters().reuses), (1, 0));
    full.store(false, Ordering::SeqCst);
    assert_eq!(access(&window, Protocol::Smtp).await.expect("stored now"), new);
    assert_eq!(access(&service, Protocol::Smtp).await.expect("and found"), new);
    let _ = service.refresh(Protocol::Smtp).await.expect("whoever likes renews it");
    assert_eq!((bench.control().counters().refreshes, bench.control().counters().reuses), (2, 0));
}

#[tokio::test]
async fn an_answer_that_was_lost_is_the_reason_that_is_said() {
    let bench = Bench::signed_in().await;
    age(&bench, 10).await;
    bench.control().fail(Route::Token, Fault::LoseAnswer, 1);
    let _ = bench.access().await.expect("the old token still holds");
    assert_eq!(bench.control().counters().refreshes, 1);
    assert!(keyring::entry(&bench).await.expect("an entry")["asked_at"].is_string(), "the journal stays");
    age(&bench, -10).await;
    let error = bench.engine().refresh(Protocol::Smtp).await.map(|_| ()).expect_err("the old one is retired");
    let Error::Invalid { reason: Reason::AnswerLost { at, .. }, .. } = error else { panic!("{error}") };
    assert!(jiff::Timestamp::now().duration_since(at) < jiff::SignedDuration::from_secs(20));
    assert_eq!(bench.engine().status().of(Protocol::Pop).state, TokenState::Invalid);
}

#[tokio::test]
async fn a_lost_answer_costs_nothing_where_the_old_token_still_works() {
    let bench = Bench::with(Options { rotate: false, ..Options::default() }, mailkey::secrets::memory()).await;
    let _ = sign_in(&bench.engine(), Protocol::Smtp).await.expect("a token");
    age(&bench, -10).await;
    bench.control().fail(Route::Token, Fault::LoseAnswer, 1);
    let error = bench.access().await.expect_err("no answer");
    assert!(matches!(error, Error::OAuth(OAuthError::Network { .. })), "{error}");
    let trouble = bench.engine().status().of(Protocol::Smtp).trouble.clone().expect("trouble");
    assert_eq!((trouble.failures, trouble.wait), (1, false));
    let _ = bench.access().await.expect("renewed");
    assert!(keyring::entry(&bench).await.expect("an entry")["asked_at"].is_null(), "the journal is closed");
    assert_eq!(bench.engine().status().of(Protocol::Smtp).trouble, None);
}

#[tokio::test]
async fn a_request_that_never_left_leaves_no_journal() {
    let bench = Bench::signed_in().await;
    let mut entry = keyring::entry(&bench).await.expect("an entry");
    let closed = std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port");
    entry["facts"]["token_endpoint"] = format!("http://{closed}/token").into();
    keyring::replace_entry(&bench, &entry.to_string()).await;
    age(&bench, -10).await;
    let error = bench.access().await.expect_err("nobody listens");
    assert!(
        matches!(error, Error::OAuth(OAuthError::Network { failure: NetworkFailure::Unreachable(_), .. })),
        "{error}"
    );
    assert!(keyring::entry(&bench).await.expect("an entry")["asked_at"].is_null());
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_who_ask_at_once_renew_once() {
    let bench = Bench::signed_in().await;
    age(&bench, 10).await;
    let engines: Vec<_> = (0..5).map(|_| bench.engine()).collect();
    let asking: Vec<_> = (0..20)
        .map(|n: usize| {
            let engine = engines[n % engines.len()].clone();
            let protocol = Protocol::ALL[n % 2];
            tokio::spawn(async move { access(&engine, protocol).await.expect("a token") })
        })
        .collect();
    let mut tokens = std::collections::BTreeSet::new();
    for asked in asking {
        let _ = tokens.insert(asked.await.expect("no panic"));
    }
    assert_eq!(tokens.len(), 1);
    let counters = bench.control().counters();
    assert_eq!((counters.refreshes, counters.reuses), (1, 0));
}

#[tokio::test]
async fn a_renewal_is_carried_to_its_end() {
    let bench = Bench::signed_in().await;
    let old = keyring::entry(&bench).await.expect("an entry");
    age(&bench, 10).await;
    let engine = bench.engine();
    let asking = tokio::spawn({
        let engine = engine.clone();
        async move { access(&engine, Protocol::Smtp).await }
    });
    while bench.control().counters().token_requests < 2 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    asking.abort();
    engine.settle().await;
    assert_ne!(keyring::entry(&bench).await.expect("an entry")["refresh_token"], old["refresh_token"]);
}

#[tokio::test]
async fn an_answer_without_a_refresh_token_keeps_the_old_one() {
    let bench = Bench::signed_in().await;
    let old = keyring::entry(&bench).await.expect("an entry");
    for body in [
        r#"{"access_token":"new","token_type":"Bearer","expires_in":3600}"#,
        r#"{"access_token":"new","token_type":"Bearer","expires_in":3600,"refresh_token":""}"#,
    ] {
        age(&bench, 10).await;
        bench.control().fail(Route::Token, json(200, body), 1);
        assert_eq!(bench.access().await.expect("a token"), "new");
        assert_eq!(keyring::entry(&bench).await.expect("an entry")["refresh_token"], old["refresh_token"]);
    }
    bench.control().set_rotation(false);
    age(&bench, 10).await;
    assert_ne!(bench.access().await.expect("a token"), "new");
    assert_eq!(keyring::entry(&bench).await.expect("an entry")["refresh_token"], old["refresh_token"]);
}

#[tokio::test]
async fn while_the_provider_is_out_of_reach_the_token_is_used_to_its_end() {
    let html = Fault::Answer { status: 200, content_type: "text/html".into(), body: "<html>".into() };
    let faults = [
        Fault::Close,
        Fault::Hang,
        html,
        json(500, "{}"),
        json(503, r#"{"error":"temporarily_unavailable"}"#),
        json(400, r#"{"error":"server_error"}"#),
        json(401, r#"{"error":"invalid_client"}"#),
        json(200, r#"{"access_token":"","token_type":"Bearer"}"#),
    ];
    let bench = Bench::signed_in().await;
    bench.hurry();
    let token = bench.access().await.expect("a token");
    for fault in faults {
        bench.control().fail(Route::Token, fault.clone(), u32::MAX);
        age(&bench, 60).await;
        let start = Instant::now();
        assert_eq!(bench.access().await.expect("still good"), token, "{fault:?}");
        assert!(start.elapsed() < Duration::from_secs(3), "{fault:?}");
        age(&bench, -1).await;
        let error = bench.access().await.expect_err("over");
        assert!(matches!(error, Error::OAuth(_)), "{fault:?}: {error}");
        let status = bench.engine().status();
        assert_eq!(status.of(Protocol::Smtp).state, TokenState::Acquired, "{fault:?}");
        assert_eq!(status.of(Protocol::Smtp).reason, None);
    }
    bench.control().mend(Route::Token);
    assert_ne!(bench.access().await.expect("renewed"), token);
}

#[tokio::test]
async fn a_token_that_ends_while_the_provider_hangs_is_not_given_out() {
    let bench = Bench::signed_in().await;
    bench.change(|settings| settings.smtp.timeout = 2.try_into().expect("two seconds"));
    bench.control().fail(Route::Token, Fault::Hang, 1);
    age(&bench, 1).await;
    let error = bench.access().await.expect_err("over meanwhile");
    let timed_out =
        matches!(&error, Error::OAuth(OAuthError::Network { failure, .. }) if *failure == NetworkFailure::TimedOut);
    assert!(timed_out, "{error}");
}
