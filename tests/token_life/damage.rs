//! Damaged files, a keyring that somebody tidied up, and programs that ended in the middle.

use mailkey::account::Protocol;
use mailkey::error::Error;
use mailkey::oauth::session::TokenState;
use mailkey::secrets::SecretError;

use crate::support::keyring::{self, age};
use crate::support::{Bench, sign_in};

#[tokio::test]
async fn a_damaged_state_file_is_made_anew_from_the_keyring() {
    let bench = Bench::signed_in().await;
    let (token, state) = (bench.access().await.expect("a token"), bench.state());
    let cut = &state[..state.len() / 2];
    let odd = r#"{"generation":"x","session":{"state":"signed_in"}}"#;
    for damaged in ["", "{", "null", "[]", "\u{0}\u{0}", odd, cut, &"9".repeat(100_000)] {
        bench.write_state(damaged);
        assert_eq!(bench.engine().status().of(Protocol::Smtp).state, TokenState::NotAcquired);
        assert_eq!(bench.access().await.expect("recovered"), token, "{damaged:.20}");
        assert_eq!(bench.state(), state);
    }
    std::fs::remove_file(bench.home().state_file(&mailkey::account::AccountId::SMTP)).expect("removed");
    assert_eq!(bench.access().await.expect("recovered"), token);
    assert_eq!(bench.state(), state);
}

#[tokio::test]
async fn the_highest_generation_is_not_the_end() {
    let bench = Bench::signed_in().await;
    let signed_out = format!(r#"{{"generation":{},"session":{{"state":"signed_out"}}}}"#, u64::MAX);
    let mut high: serde_json::Value = serde_json::from_str(&bench.state()).expect("JSON");
    high["generation"] = u64::MAX.into();
    bench.write_state(&high.to_string());
    age(&bench, 10).await;
    let _ = bench.access().await.expect("renewed");
    let _ = bench.engine().delete_token(Protocol::Smtp).await.expect("deleted");
    bench.write_state(&signed_out);
    let _ = sign_in(&bench.engine(), Protocol::Smtp).await.expect("a token");
    let _ = bench.access().await.expect("a token");
}

#[tokio::test]
async fn an_entry_that_is_gone_from_the_keyring_is_no_token() {
    let bench = Bench::signed_in().await;
    keyring::remove_entry(&bench).await;
    assert!(matches!(bench.access().await, Err(Error::NotAcquired(Protocol::Smtp))));
    assert_eq!(bench.engine().status().of(Protocol::Smtp).state, TokenState::NotAcquired);
    assert!(bench.state().contains("signed_out"), "{}", bench.state());
    let _ = sign_in(&bench.engine(), Protocol::Smtp).await.expect("a new token");
    let _ = bench.access().await.expect("a token");
}

#[tokio::test]
async fn a_token_survives_that_another_keyring_was_asked_for_it() {
    let bench = Bench::signed_in().await;
    let token = bench.access().await.expect("a token");
    let elsewhere = mailkey::engine::Engine::new(bench.home(), mailkey::secrets::memory());
    assert!(matches!(elsewhere.access_token(Protocol::Smtp).await, Err(Error::NotAcquired(_))));
    assert_eq!(bench.access().await.expect("still there"), token);
    assert_eq!(bench.engine().status().of(Protocol::Smtp).state, TokenState::Acquired);
}

#[tokio::test]
async fn a_damaged_entry_is_named_and_can_be_deleted_or_replaced() {
    for damaged in ["", "{", "null", "{\"generation\":1}"] {
        let bench = Bench::signed_in().await;
        keyring::replace_entry(&bench, damaged).await;
        let error = bench.access().await.expect_err("damaged");
        assert!(matches!(error, Error::Secret(SecretError::Damaged)), "{damaged}: {error}");
        let _ = bench.engine().delete_token(Protocol::Smtp).await.expect("deleted");
        assert!(matches!(bench.access().await, Err(Error::NotAcquired(_))));

        let bench = Bench::signed_in().await;
        keyring::replace_entry(&bench, damaged).await;
        let _ = sign_in(&bench.engine(), Protocol::Smtp).await.expect("a new token");
        let _ = bench.access().await.expect("a token");
    }
}

#[tokio::test]
async fn a_renewal_whose_file_was_not_written_counts() {
    let bench = Bench::signed_in().await;
    let before = bench.state();
    age(&bench, 10).await;
    let token = bench.access().await.expect("renewed");
    let after = bench.state();
    bench.write_state(&before);
    assert_eq!(bench.access().await.expect("recovered"), token);
    assert_eq!(bench.state(), after);
    assert_eq!(bench.control().counters().refreshes, 1);
}

#[tokio::test]
async fn a_sign_in_whose_file_was_not_written_counts_whatever_the_file_says() {
    let bench = Bench::signed_in().await;
    let engine = bench.engine();
    let _ = engine.delete_token(Protocol::Smtp).await.expect("deleted");
    let signed_out = bench.state();
    let _ = sign_in(&engine, Protocol::Smtp).await.expect("a token");
    let (token, after) = (bench.access().await.expect("a token"), bench.state());
    bench.write_state(&signed_out);
    assert_eq!(bench.access().await.expect("recovered"), token);
    assert_eq!(bench.state(), after);

    bench.control().revoke_all();
    age(&bench, 10).await;
    let _ = bench.access().await.expect_err("refused for good");
    let rejected = bench.state();
    let _ = sign_in(&engine, Protocol::Smtp).await.expect("a token");
    let (token, after) = (bench.access().await.expect("a token"), bench.state());
    bench.write_state(&rejected);
    assert_eq!(bench.access().await.expect("recovered"), token);
    assert_eq!(bench.state(), after);
}

#[tokio::test]
async fn a_home_that_cannot_be_written_is_an_error_and_no_panic() {
    let bench = Bench::start().await;
    // A file where the folders must be.
    std::fs::write(bench.home_dir().join("state"), "").expect("written");
    let error = sign_in(&bench.engine(), Protocol::Smtp).await.expect_err("no state folder");
    assert!(matches!(error, Error::Home { .. }), "{error}");
    std::fs::remove_dir_all(bench.home_dir().join("lock")).expect("removed");
    std::fs::write(bench.home_dir().join("lock"), "").expect("written");
    let error = sign_in(&bench.engine(), Protocol::Smtp).await.expect_err("no lock folder");
    assert!(matches!(error, Error::Home { .. }), "{error}");
}
