//! A clock that is wrong is named, and never makes a token invalid.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{Run, World};

/// Runs a command on a computer whose clock is wrong.
fn at(world: &World, off: &str, arguments: &[&str]) -> Run {
    let mut command = world.mailkeyctl(arguments);
    let _ = command.env("MAILKEY_CLOCK", off);
    world.finish(arguments, command, "")
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_clock_far_from_the_providers_is_named() {
    for (ahead, name) in [(600, "the provider is ahead"), (-600, "the provider is behind")] {
        let world = World::signed_in(3600);
        let calm = world.run(&["status"]);
        assert!(!calm.stdout.to_lowercase().contains("clock"), "{name}: {calm:?}");
        world.stand.set(json!({ "clock": ahead }));
        let run = world.run(&["token", "refresh"]);
        assert_eq!(run.code, Some(0), "{name}: it is no reason to fail: {run:?}");
        let told = world.run(&["status"]);
        assert!(told.stdout.to_lowercase().contains("clock"), "{name}: {told:?}");
        let _ = world.expect_state("acquired");
        world.stand.set(json!({ "clock": 0 }));
        let _ = world.run(&["token", "refresh"]);
        let calm = world.run(&["status"]);
        assert!(!calm.stdout.to_lowercase().contains("clock"), "{name}: it is right again: {calm:?}");
    }
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_clock_that_jumps_never_makes_a_token_invalid() {
    let world = World::signed_in(3600);
    for off in ["+2h", "-2h", "+200d", "-200d"] {
        let run = at(&world, off, &["token", "show"]);
        assert_eq!(run.code, Some(0), "{off}: {}", run.stderr);
        assert!(world.stand.accepts(run.stdout.trim_end()), "{off}: a good token");
        let status = at(&world, off, &["status", "--json"]).json();
        assert_eq!(status["smtp"]["state"], "acquired", "{off}: {status}");
        // The clock is set right again.
        assert!(world.stand.accepts(&world.token()), "{off} and back");
        let smtp = world.expect_state("acquired");
        assert_ne!(smtp["next_refresh_at"], Value::Null, "{off} and back: {smtp}");
    }
    let renewals = world.stand.refreshes().len();
    assert!(world.stand.accepts(&world.token()));
    assert_eq!(world.stand.refreshes().len(), renewals, "with a right clock nothing is due");
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn an_outage_with_a_wrong_clock_is_an_outage() {
    let world = World::signed_in(3600);
    let token = world.token();
    world.stand.fault(json!({ "route": "token", "times": 99, "status": 500, "body": "" }));
    let _ = at(&world, "+2h", &["token", "show"]).refused(&["500"]);
    let _ = world.expect_state("acquired");
    assert_eq!(world.token(), token, "with a right clock the token is still good");
    let _ = at(&world, "-2h", &["token", "show"]);
    let _ = world.expect_state("acquired");
    world.stand.heal();
    std::thread::sleep(Duration::from_secs(1));
    let run = world.run(&["token", "refresh"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let smtp = world.expect_state("acquired");
    assert!(smtp["failing_since"].is_null(), "{smtp}");
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_token_that_cannot_be_renewed_ends_by_the_clock_and_not_for_good() {
    let world = World::new();
    world.stand.set(json!({ "refresh_tokens": false }));
    world.sign_in_quickly();
    let token = world.token();
    let late = at(&world, "+2h", &["status", "--json"]).json();
    assert_eq!(late["smtp"]["state"], "invalid", "by that clock it is over: {late}");
    let _ = at(&world, "+2h", &["token", "show"]).refused(&[]);
    let _ = world.expect_state("acquired");
    assert_eq!(world.token(), token, "nothing was thrown away");
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_sign_in_with_a_wrong_clock_names_the_clock() {
    let world = World::new();
    let get = |off: &str| {
        let mut command = world.mailkeyctl(&["token", "get"]);
        let _ = command.env("MAILKEY_CLOCK", off).env("MAILKEY_BROWSER_QUICK", "1");
        let run = world.finish(&["token", "get"], command, "");
        let _ = world.browser_report();
        run
    };
    // By this clock the provider's word about who signed in has ended.
    let ahead = get("+2h");
    assert_eq!(ahead.code, Some(1), "{ahead:?}");
    let _ = ahead.says(&["clock", "ahead"]);
    let _ = world.expect_state("not_acquired");
    // By this one it was said in the future, which is no reason to refuse it; but it is named.
    let behind = get("-2h");
    assert_eq!(behind.code, Some(0), "{behind:?}");
    let status = at(&world, "-2h", &["status"]);
    assert!(status.stdout.contains("clock"), "{status:?}");
    world.sign_in_quickly();
    assert!(world.stand.accepts(&world.token()));
}
