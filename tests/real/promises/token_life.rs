//! The access token is renewed when needed, by one process at a time, and only the provider's word ends a grant.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::support::{Run, World};

/// A token that lives this many seconds is due for refresh after half of them: time enough to see that a fresh one is not.
const SHORT: u64 = 10;
/// Where nobody looks at the fresh token, its life need not be waited for.
const SHORTER: u64 = 4;

fn world_with_tokens_of(seconds: u64) -> World {
    let world = World::new();
    world.stand.set(json!({ "access": seconds }));
    let _ = world.sign_in();
    world
}

/// Waits until more than half of a token's life is over.
fn until_due(seconds: u64) {
    std::thread::sleep(Duration::from_millis(seconds * 500 + 500));
}

/// Waits until a token is of no use to anybody.
fn until_expired(seconds: u64) {
    std::thread::sleep(Duration::from_millis(seconds * 1000 + 500));
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_token_near_its_end_is_replaced_and_so_is_the_refresh_token() {
    let world = world_with_tokens_of(SHORT);
    let first = world.token();
    assert_eq!(world.stand.refreshes().len(), 0, "a fresh token is used as it is");

    until_due(SHORT);
    let second = world.token();
    assert_ne!(first, second);
    assert!(world.stand.accepts(&second));

    until_due(SHORT);
    world.stand.set(json!({ "access": 3600 }));
    let third = world.token();
    assert_ne!(second, third);
    assert_eq!(world.token(), third, "a token with an hour to go is used again");

    let used: Vec<_> = world.stand.refreshes().iter().map(|r| r["params"]["refresh_token"].clone()).collect();
    let issued = world.stand.issued("refresh");
    assert_eq!(used, issued[..2], "each refresh token is used once, and the new one is what is kept");
    assert!(!world.stand.accepts(&issued[0]), "the old one was replaced");
    assert!(world.stand.accepts(&issued[2]));
    let smtp = world.expect_state("acquired");
    assert!(!smtp["refreshed_at"].is_null(), "{smtp}");
    let _ = world.expect_no_secret_outside();
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn two_processes_make_one_refresh() {
    let world = world_with_tokens_of(SHORTER);
    until_due(SHORTER);
    world.stand.set(json!({ "access": 3600 }));
    // Slow enough that the second process surely comes while the first is waiting for the answer.
    world.stand.fault(json!({ "route": "token", "delay": 1500 }));
    let (one, two) = std::thread::scope(|scope| {
        let other = scope.spawn(|| world.token());
        (world.token(), other.join().expect("a token"))
    });
    assert_eq!(one, two, "both have the same token");
    assert_eq!(world.stand.refreshes().len(), 1, "the second process used what the first had got");
    assert!(world.stand.accepts(&one));
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_grant_that_was_revoked_outside_is_invalid_and_says_so() {
    let world = world_with_tokens_of(SHORTER);
    until_due(SHORTER);
    world.stand.revoke_all();
    let _ = world.run(&["token", "show"]).refused(&[]);
    let smtp = world.expect_state("invalid");
    assert!(smtp["reason"].as_str().is_some_and(|reason| !reason.is_empty()), "{smtp}");

    let asked = world.stand.refreshes().len();
    for verb in [&["token", "show"][..], &["send", "--to", "recepce@firma.test"], &["check"]] {
        let run = world.run(verb);
        assert!(run.refused(&[]).stderr.len() > 10, "it says why: {run:?}");
    }
    assert_eq!(world.stand.refreshes().len(), asked, "what is invalid is not tried again");

    world.stand.set(json!({ "access": 3600 }));
    let _ = world.sign_in();
    assert!(world.stand.accepts(&world.token()), "signing in again cures it");
}

/// A refresh that fails for now: exit 1 with its cause, and the session stays as it was.
fn fails_for_now(world: &World, fault: serde_json::Value, words: &[&str]) -> Run {
    world.stand.fault(fault);
    let run = world.run(&["token", "show"]);
    assert!(run.refused(words).stderr.len() > 10, "it says why: {run:?}");
    let _ = world.expect_state("acquired");
    world.stand.heal();
    run
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn trouble_at_the_token_endpoint_passes() {
    let world = world_with_tokens_of(SHORTER);
    until_expired(SHORTER);
    let many = 99;
    let _ = fails_for_now(
        &world,
        json!({ "route": "token", "times": many, "status": 500, "body": { "error": "server_error" } }),
        &["500"],
    );
    let _ = fails_for_now(
        &world,
        json!({ "route": "token", "times": many, "status": 503, "body": "<h1>Údržba</h1>" }),
        &["503"],
    );
    let _ = fails_for_now(
        &world,
        json!({ "route": "token", "times": many, "status": 200, "body": "<!DOCTYPE html><p>Přihlaste se k síti</p>" }),
        &[],
    );
    let _ = fails_for_now(&world, json!({ "route": "token", "times": many, "status": 429, "body": "" }), &[]);
    let _ = fails_for_now(&world, json!({ "route": "token", "times": many, "then": "close" }), &[]);
    world.stand.set(json!({ "access": 3600 }));
    assert!(world.stand.accepts(&world.token()), "the grant works as before");
    let _ = world.expect_no_secret_outside();
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_token_endpoint_that_never_answers_is_not_waited_for_long() {
    let world = world_with_tokens_of(SHORTER);
    until_expired(SHORTER);
    let began = Instant::now();
    let run = fails_for_now(&world, json!({ "route": "token", "times": 99, "then": "hang" }), &[]);
    assert!(began.elapsed() < Duration::from_secs(60), "{run:?}");
    world.stand.set(json!({ "access": 3600 }));
    assert!(world.stand.accepts(&world.token()), "the grant works as before");
}
