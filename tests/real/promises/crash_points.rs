//! The program ends (`MAILKEY_DIE_AT`, see `src/fault.rs`) at each point where the provider and this computer could
//! know different things. What follows is a grant that works, or a state that says what happened.

use std::time::Duration;

use serde_json::json;

use crate::support::{Run, World, says_answer_lost};

/// The points of a refresh, and whether the answer is lost there.
const REFRESH: [(&str, bool); 5] = [
    ("refresh-before-journal", false),
    ("refresh-journalled", false),
    ("refresh-answered", true),
    ("refresh-stored-keyring", false),
    ("refresh-stored", false),
];

/// Runs a command that ends itself at this point.
fn die(world: &World, point: &str, arguments: &[&str]) -> Run {
    let mut command = world.mailkeyctl(arguments);
    let _ = command.env("MAILKEY_DIE_AT", point).env("MAILKEY_BROWSER_QUICK", "1");
    let run = world.finish(arguments, command, "");
    assert!(run.code.is_none() && run.took < Duration::from_secs(30), "{point}: it died there: {run:?}");
    run
}

/// That the token is good at the provider, now and after one more refresh.
fn works(world: &World, point: &str) {
    assert!(world.stand.accepts(&world.token()), "{point}: the token is good");
    let run = world.run(&["token", "refresh"]);
    assert_eq!(run.code, Some(0), "{point}: the grant can be renewed: {run:?}");
    assert!(world.stand.accepts(&world.token()), "{point}: the new token is good");
    let _ = world.expect_state("acquired");
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn where_refresh_tokens_stay_no_crash_costs_anything() {
    let world = World::new();
    world.stand.set(json!({ "rotate": false }));
    world.sign_in_quickly();
    for (point, _) in REFRESH {
        let _ = die(&world, point, &["token", "refresh"]);
        works(&world, point);
    }
    assert_eq!(world.stand.issued("refresh").len(), 1, "one sign-in was enough for all of them");
    let _ = world.expect_no_secret_outside();
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn where_they_are_replaced_only_a_lost_answer_costs_the_grant_and_it_is_named() {
    let world = World::new();
    world.sign_in_quickly();
    for (point, lost) in REFRESH {
        let _ = die(&world, point, &["token", "refresh"]);
        if !lost {
            works(&world, point);
            continue;
        }
        // The next refresh finds it out; until then the old access token may serve.
        let _ = world.run(&["token", "refresh"]).refused(&[]);
        let _ = world.expect_answer_lost();
        let refused = world.run(&["token", "show"]);
        let _ = refused.refused(&[]);
        world.sign_in_quickly();
        works(&world, point);
    }
    let _ = world.expect_no_secret_outside();
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn an_answer_that_the_network_swallows_is_a_lost_answer_too() {
    let world = World::new();
    world.sign_in_quickly();
    world.stand.fault(json!({ "route": "token", "then": "lost" }));
    let _ = world.run(&["token", "refresh"]).refused(&[]);
    let _ = world.expect_state("acquired");
    let _ = world.run(&["token", "refresh"]).refused(&[]);
    let _ = world.expect_answer_lost();
    world.sign_in_quickly();
    works(&world, "after a lost answer");

    // A certain death of the grant is not blamed on an old outage: here no answer was lost.
    world.stand.fault(json!({ "route": "token", "status": 500, "body": "" }));
    let _ = world.run(&["token", "refresh"]).refused(&["500"]);
    let run = world.run(&["token", "refresh"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    world.stand.revoke_all();
    let _ = world.run(&["token", "refresh"]).refused(&[]);
    let smtp = world.expect_state("invalid");
    assert!(!says_answer_lost(&smtp), "{smtp}");
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_sign_in_that_dies_leaves_what_was_before_or_what_it_got() {
    let world = World::new();
    let _ = die(&world, "sign-in-answered", &["token", "get"]);
    let _ = world.browser_report();
    let _ = world.expect_state("not_acquired");
    let _ = die(&world, "sign-in-stored-keyring", &["token", "get"]);
    let _ = world.browser_report();
    works(&world, "sign-in-stored-keyring");

    let before = world.token();
    let _ = die(&world, "sign-in-answered", &["token", "get"]);
    let _ = world.browser_report();
    let _ = world.expect_state("acquired");
    assert_eq!(world.token(), before, "the earlier token is kept");
    let _ = die(&world, "sign-in-stored-keyring", &["token", "get"]);
    let _ = world.browser_report();
    assert_ne!(world.token(), before, "the keyring is the truth");
    works(&world, "sign-in-stored-keyring");
    let _ = world.expect_no_secret_outside();
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_deletion_that_dies_has_deleted() {
    let world = World::new();
    world.sign_in_quickly();
    let _ = die(&world, "delete-keyring", &["token", "delete", "--yes"]);
    let _ = world.run(&["token", "show"]).refused(&[]);
    let _ = world.expect_state("not_acquired");
    let again = world.run(&["token", "delete", "--yes"]);
    assert_eq!(again.code, Some(0), "{again:?}");
    world.sign_in_quickly();
    works(&world, "after a deletion that died");
    let _ = world.expect_no_secret_outside();
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn two_accounts_that_become_one_lose_no_token_wherever_it_dies() {
    const KEYS: [&str; 5] = ["provider", "account", "client_id", "issuer", "scopes"];
    let world = World::new();
    world.sign_in_quickly();
    for point in ["join-noted", "join-settings", "join-stored-keyring", "join-stored", "join-removed"] {
        for keep in ["pop", "smtp"] {
            if keep == "smtp" && point.starts_with("join-stored") {
                continue; // Nothing moves then.
            }
            world.set("pop.common_account", "false");
            for key in KEYS {
                let value = world.run(&["settings", "get", &format!("smtp.oauth2.{key}")]);
                world.set(&format!("pop.oauth2.{key}"), value.stdout.trim());
            }
            let arguments = ["token", "get", "pop"];
            let mut command = world.mailkeyctl(&arguments);
            let _ = command.env("MAILKEY_BROWSER_QUICK", "1");
            let run = world.finish(&arguments, command, "");
            assert_eq!(run.code, Some(0), "{point}: POP's own token: {run:?}");
            let _ = world.browser_report();

            let _ = die(&world, point, &["settings", "set", "pop.common_account", "true", "--keep", keep]);
            let shown = world.run(&["token", "show", "pop"]);
            assert_eq!(shown.code, Some(0), "{point}, {keep} stays: {shown:?}");
            if point == "join-noted" {
                let run = world.run(&["settings", "set", "pop.common_account", "true", "--keep", keep]);
                assert_eq!(run.code, Some(0), "{point}, {keep} stays: {run:?}");
            }
            works(&world, point);
            let pop = world.run(&["token", "refresh", "pop"]);
            assert_eq!(pop.code, Some(0), "{point}, {keep} stays: {pop:?}");
        }
    }
    let _ = world.expect_no_secret_outside();
}
