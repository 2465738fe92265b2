//! A keyring that fails, at whatever moment: state and token stay what they were, and it is said why.

use mailkey::account::Protocol;
use mailkey::demo::Options;
use mailkey::engine::Engine;
use mailkey::error::Error;
use mailkey::oauth::session::{Cause, TokenState};
use mailkey::secrets::SecretError;

use crate::support::keyring::{Watched, age, entry};
use crate::support::{Bench, access, begin, browse, sign_in};

/// What the largest entry of Windows' Credential Manager may have (CRED_MAX_CREDENTIAL_BLOB_SIZE).
const WINDOWS: usize = 2_560;

fn failures() -> Vec<SecretError> {
    vec![
        SecretError::NoService("nobody is on the bus".into()),
        SecretError::Locked,
        SecretError::NotAnswering,
        SecretError::Other("the disk is full".into()),
    ]
}

async fn bench() -> (Bench, Watched) {
    let watched = Watched::default();
    watched.limit(Some(WINDOWS));
    let bench = Bench::with(Options::default(), watched.opener()).await;
    let _ = sign_in(&bench.engine(), Protocol::Smtp).await.expect("a token");
    (bench, watched)
}

fn acquired(engine: &Engine) -> bool {
    engine.status().of(Protocol::Smtp).state == TokenState::Acquired
}

#[tokio::test]
async fn real_tokens_fit_where_entries_are_small() {
    let (bench, _) = bench().await;
    let token = bench.access().await.expect("a token");
    assert!(token.len() > 1_500, "as long as real ones: {}", token.len());
    age(&bench, 10).await;
    assert_ne!(bench.access().await.expect("renewed"), token);
}

#[tokio::test]
async fn a_keyring_that_cannot_be_written_costs_nothing() {
    for failure in failures() {
        let (bench, watched) = bench().await;
        age(&bench, 10).await;
        let before = entry(&bench).await;
        watched.fail_writes(failure.clone(), 1000);
        let engine = bench.engine();
        let token = access(&engine, Protocol::Smtp).await.expect("the old token still holds");
        assert_eq!(bench.control().counters().refreshes, 0, "{failure}: nobody asks for what could not be stored");
        assert!(acquired(&engine), "{failure}");
        let trouble = engine.status().of(Protocol::Smtp).trouble.clone().expect("trouble");
        assert_eq!(trouble.cause, Cause::Keyring { error: failure.clone() });
        watched.fail_writes(failure.clone(), 0);
        assert_eq!(entry(&bench).await, before, "{failure}");
        engine.refresh(Protocol::Smtp).await.map(|_| ()).expect("well again");
        assert_ne!(bench.access().await.expect("a token"), token, "{failure}");
    }
}

#[tokio::test]
async fn a_keyring_that_cannot_be_read_costs_nothing() {
    for failure in failures() {
        let (bench, watched) = bench().await;
        age(&bench, -10).await;
        let state = bench.state();
        watched.fail_reads(Some(failure.clone()));
        let engine = bench.engine();
        let error = access(&engine, Protocol::Smtp).await.expect_err("unreadable");
        assert!(matches!(&error, Error::Secret(said) if *said == failure), "{failure}: {error}");
        assert!(acquired(&engine), "{failure}: what cannot be read is not gone");
        assert_eq!((bench.state(), bench.control().counters().refreshes), (state, 0), "{failure}");
        watched.fail_reads(None);
        let _ = bench.access().await.expect("well again");
    }
}

/// The token is there already when the keyring is found to fail: the earlier one must still be whole.
#[tokio::test]
async fn a_sign_in_that_cannot_be_stored_leaves_the_earlier_token() {
    for failure in failures() {
        let (bench, watched) = bench().await;
        let before = (bench.access().await.expect("a token"), bench.state());
        let running = begin(&bench.engine(), Protocol::Smtp).await.expect("listening");
        watched.fail_writes(failure.clone(), 1000);
        let _ = browse(running.address.as_str()).await;
        let error = running.end().await.expect_err("not stored");
        assert!(matches!(&error, Error::Secret(said) if *said == failure), "{failure}: {error}");
        watched.fail_writes(failure.clone(), 0);
        assert_eq!((bench.access().await.expect("a token"), bench.state()), before, "{failure}");
    }
}

#[tokio::test]
async fn an_entry_that_is_too_large_is_an_error_and_no_half_token() {
    let (bench, watched) = bench().await;
    let before = entry(&bench).await;
    watched.limit(Some(500));
    let error = bench.engine().refresh(Protocol::Smtp).await.map(|_| ()).expect_err("too large");
    assert!(matches!(&error, Error::Secret(SecretError::Other(_))), "{error}");
    assert_eq!(bench.control().counters().refreshes, 0);
    watched.limit(Some(WINDOWS));
    assert_eq!(entry(&bench).await, before);
}

#[tokio::test]
async fn a_deletion_that_the_keyring_refuses_is_said_and_can_be_repeated() {
    let (bench, watched) = bench().await;
    watched.fail_reads(Some(SecretError::Locked));
    let error = bench.engine().delete_token(Protocol::Smtp).await.map(|_| ()).expect_err("locked");
    assert!(matches!(error, Error::Secret(SecretError::Locked)), "{error}");
    assert!(acquired(&bench.engine()), "it is still there, and shown as such");
    watched.fail_reads(None);
    let _ = bench.engine().delete_token(Protocol::Smtp).await.expect("deleted");
    assert_eq!(entry(&bench).await, None);
    assert_eq!(bench.engine().status().of(Protocol::Smtp).state, TokenState::NotAcquired);
}
