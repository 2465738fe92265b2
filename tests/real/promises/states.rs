//! Each row of the table of token states (design, "The token state") that is not a sign-in's: what happens to a held
//! token, which state follows, and what the administrator sees.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::{World, says_answer_lost};

/// What is wrong, as `status --json` says it: a kind, and words with a cure.
fn trouble(world: &World) -> Value {
    let smtp = world.expect_state("acquired");
    assert!(smtp["failing_since"].is_string(), "it says since when: {smtp}");
    for text in ["kind", "text", "cure"] {
        assert!(smtp["error"][text].as_str().is_some_and(|text| !text.is_empty()), "{text}: {smtp}");
    }
    assert!(smtp["next_refresh_at"].is_string(), "it says when it will be tried again: {smtp}");
    smtp
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn an_outage_is_named_with_its_beginning_and_passes() {
    let world = World::signed_in(3600);
    let token = world.token();
    let calm = world.expect_state("acquired");
    assert!(calm["failing_since"].is_null() && calm["error"].is_null(), "{calm}");
    assert!(calm["next_refresh_at"].is_string(), "{calm}");

    let many = 99;
    let faults = [
        (json!({ "route": "token", "times": many, "then": "close" }), "127.0.0.1"),
        (json!({ "route": "token", "times": many, "status": 500, "body": "<h1>oops</h1>" }), "500"),
        (json!({ "route": "token", "times": many, "status": 503, "body": { "error": "temporarily_unavailable" } }), ""),
        (json!({ "route": "token", "times": many, "status": 429, "body": "" }), ""),
    ];
    let mut since = None;
    let mut texts = Vec::new();
    for (fault, word) in faults {
        world.stand.fault(fault);
        let _ = world.run(&["token", "refresh"]).refused(&[word]);
        let smtp = trouble(&world);
        let began = since.get_or_insert_with(|| smtp["failing_since"].clone());
        assert_eq!(&smtp["failing_since"], began, "the beginning of the outage stays: {smtp}");
        texts.push(smtp["error"]["text"].to_string());
        assert_eq!(world.token(), token, "what is still good is used");
        let sent = world.run(&["check"]);
        assert_eq!(sent.code, Some(0), "mail goes on meanwhile: {sent:?}");
        world.stand.heal();
        std::thread::sleep(Duration::from_millis(1100));
    }
    let different: std::collections::BTreeSet<_> = texts.iter().collect();
    assert_eq!(different.len(), texts.len(), "each trouble has its own words: {texts:#?}");

    let run = world.run(&["token", "refresh"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let smtp = world.expect_state("acquired");
    assert!(smtp["failing_since"].is_null() && smtp["error"].is_null(), "the outage is over: {smtp}");
    assert_ne!(world.token(), token);
    let _ = world.expect_no_secret_outside();
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_server_that_asks_to_wait_is_left_alone_so_long() {
    // More than Mailkey would wait by itself.
    const WAIT: u64 = 14;
    let world = World::signed_in(3600);
    let old = world.token();
    let wait = json!({ "retry-after": WAIT.to_string() });
    world.stand.fault(json!({ "route": "token", "status": 429, "body": "", "headers": wait }));
    let _ = world.run(&["token", "refresh"]).refused(&[]);
    let began = Instant::now();
    let _ = trouble(&world);
    for _ in 0..3 {
        let _ = world.run(&["token", "refresh"]).refused(&[]);
        assert_eq!(world.token(), old, "what is still good is used");
    }
    assert_eq!(world.stand.refreshes().len(), 1, "the server asked not to be asked, by nobody");
    std::thread::sleep((Duration::from_secs(WAIT) + Duration::from_millis(500)).saturating_sub(began.elapsed()));
    let run = world.run(&["token", "refresh"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let asked: Vec<u64> = world.stand.refreshes().iter().filter_map(|request| request["at"].as_u64()).collect();
    assert!(asked.len() == 2 && asked[1] - asked[0] >= WAIT * 1000, "{asked:?}");
    let smtp = world.expect_state("acquired");
    assert!(smtp["failing_since"].is_null(), "{smtp}");
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn what_the_provider_refuses_for_good_is_invalid_until_somebody_acts() {
    let world = World::signed_in(3600);
    world.stand.age("RefreshToken", 15 * 86_400);
    let refused = world.run(&["token", "refresh"]);
    let _ = refused.refused(&[]);
    let smtp = world.expect_state("invalid");
    assert_eq!(smtp["error"]["code"], "invalid_grant", "{smtp}");
    let reason = smtp["reason"].as_str().expect("a reason in words").to_owned();
    assert!(smtp["error"]["cure"].as_str().is_some_and(|cure| cure.len() > 10), "{smtp}");

    let before = (world.stand.requests("token").len(), world.stand.requests("introspection").len());
    let verbs: [&[&str]; 4] =
        [&["token", "show"], &["token", "refresh"], &["send", "--to", "recepce@firma.test"], &["check"]];
    for verb in verbs {
        let run = world.run(verb);
        let _ = run.refused(&[&reason]);
        assert!(run.took < Duration::from_secs(3), "it is refused at once: {run:?}");
    }
    let after = (world.stand.requests("token").len(), world.stand.requests("introspection").len());
    assert_eq!(after, before, "neither the provider nor a mail server is asked");

    let deleted = world.run(&["token", "delete", "--yes"]);
    assert_eq!(deleted.code, Some(0), "{deleted:?}");
    let smtp = world.expect_state("not_acquired");
    assert!(smtp["error"].is_null() && smtp["reason"].is_null(), "{smtp}");
    world.sign_in_quickly();
    assert!(world.stand.accepts(&world.token()));
    let _ = world.expect_no_secret_outside();
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_sign_in_whose_program_ends_leaves_the_state_before() {
    let world = World::new();
    let signing_in = world.beside(&["token", "get", "--no-browser"]);
    let (_, address) = signing_in.wait_for_line("the address", |line| line.starts_with("http"));
    let _ = world.expect_state("waiting");
    let _ = signing_in.kill();
    let _ = world.expect_state("not_acquired");
    // The answer comes too late: nobody listens any more.
    let late = world.visit(&address, &[("MAILKEY_BROWSER_LOGIN", "recepce@firma.test")]);
    assert!(late["url"].as_str().is_some_and(|url| url.contains("code=")), "{late}");
    let _ = world.expect_state("not_acquired");

    world.sign_in_quickly();
    let token = world.token();
    let signing_in = world.beside(&["token", "get", "--no-browser"]);
    let _ = signing_in.wait_for_line("the address", |line| line.starts_with("http"));
    let _ = world.expect_state("waiting");
    let _ = signing_in.kill();
    let _ = world.expect_state("acquired");
    assert_eq!(world.token(), token, "the earlier token is kept");
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_refresh_token_used_elsewhere_ends_the_grant_with_words() {
    let world = World::signed_in(3600);
    let client = world.stand.text("/client_id").to_owned();
    let elsewhere = |token: &str| {
        let asked = [("grant_type", "refresh_token"), ("client_id", &client), ("refresh_token", token)];
        world.stand.ask_for_token(&asked)
    };
    // Somebody has a copy of the first refresh token and uses it after Mailkey did: the provider withdraws everything.
    let first = world.stand.issued("refresh").pop().expect("one was issued");
    let run = world.run(&["token", "refresh"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(world.stand.accepts(&world.token()));
    assert_eq!(elsewhere(&first).0, 400, "rotation detects the reuse");
    let _ = world.run(&["token", "refresh"]).refused(&[]);
    let smtp = world.expect_state("invalid");
    assert_eq!(smtp["error"]["code"], "invalid_grant", "{smtp}");
    assert!(!says_answer_lost(&smtp), "no answer was lost: {smtp}");

    // The other way round: the thief was first.
    world.sign_in_quickly();
    let second = world.stand.issued("refresh").pop().expect("one was issued");
    assert_eq!(elsewhere(&second).0, 200);
    let _ = world.run(&["token", "refresh"]).refused(&[]);
    let smtp = world.expect_state("invalid");
    assert!(!says_answer_lost(&smtp), "no answer was lost: {smtp}");
    world.sign_in_quickly();
    assert!(world.stand.accepts(&world.token()), "signing in again cures it");
    let _ = world.expect_no_secret_outside();
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_login_that_is_refused_asks_the_provider_before_anything_is_said() {
    let world = World::signed_in(3600);
    let _ = world.token();
    // Withdrawn from outside; the access token still looks good here.
    world.stand.revoke_all();
    let run = world.run(&["check"]);
    let _ = run.refused(&[]);
    assert_eq!(world.stand.refreshes().len(), 1, "one forced refresh decides");
    let smtp = world.expect_state("invalid");
    assert!(run.stderr.contains(smtp["reason"].as_str().expect("a reason")), "{run:?}\n{smtp}");
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_deletion_without_the_provider_says_what_was_done() {
    let world = World::signed_in(3600);
    let refresh = world.stand.issued("refresh").pop().expect("one was issued");
    world.stand.fault(json!({ "route": "revocation", "times": 99, "then": "close" }));
    let deleted = world.run(&["token", "delete", "--yes", "--json"]);
    let answer = deleted.json();
    assert_eq!((&answer["deleted"], &answer["revocation"]), (&true.into(), &"failed".into()), "{deleted:?}");
    let _ = deleted.says(&["127.0.0.1"]);
    assert_eq!(world.desktop.entries(), 0, "here the token is gone in every case");
    let _ = world.expect_state("not_acquired");
    assert!(world.stand.accepts(&refresh), "and at the provider it is not, as was said");
    let _ = world.expect_no_secret_outside();
}
