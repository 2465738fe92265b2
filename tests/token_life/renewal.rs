//! Renewal: when it is due, once for everybody, stored before it is used, and never at the cost of the grant.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use mailkey::account::Protocol;
use mailkey::demo::{Fault, Options, Route};
use mailkey::error::Error;
use mailkey::oauth::session::TokenState;
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
    assert_eq!(seen.lock().expect("no panic").first(), Some(&(1, 0)));
    let new = keyring::entry(&bench).await.expect("an entry");
    assert_ne!(new["refresh_token"], old["refresh_token"]);
    assert_eq!(new["generation"].as_u64(), old["generation"].as_u64().map(|old| old + 1));
    // The new one is the right one: the provider withdraws the grant when an old one comes back.
    age(&bench, 10).await;
    let _ = bench.access().await.expect("a token");
    assert_eq!((bench.control().counters().refreshes, bench.control().counters().reuses), (2, 0));
}

#[tokio::test]
async fn a_renewal_that_cannot_be_stored_is_not_used() {
    let watched = Watched::default();
    let bench = Bench::with(Options::default(), watched.opener()).await;
    let _ = sign_in(&bench.engine(), Protocol::Smtp).await.expect("a token");
    age(&bench, 10).await;
    let state = bench.state();
    watched.fail_writes(SecretError::Locked, 1000);
    let error = bench.engine().send(crate::support::me(), "x".into(), "x".into()).await.expect_err("not stored");
    assert!(matches!(error, Error::Secret(SecretError::Locked)), "{error}");
    assert_eq!((bench.control().counters().smtp_logins, bench.state()), (0, state));
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
