//! A person signs in in a real browser; the grant is Mailkey's from then on, until it is deleted.

use std::collections::HashMap;

use crate::support::World;
use crate::support::children::wait_or_kill;
use serde_json::Value;
use std::time::Duration;

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn from_signing_in_to_a_received_message_and_back() {
    let world = World::new();
    let _ = world.expect_state("not_acquired");

    let page = world.sign_in();
    assert!(!page.trim().is_empty(), "the browser says what happened");
    let asked = &world.stand.requests("authorization")[0]["params"];
    assert_eq!(asked["code_challenge_method"], "S256", "{asked}");
    assert_eq!(asked["login_hint"], "recepce@firma.test", "{asked}");
    assert_eq!(asked["response_type"], "code", "{asked}");
    assert!(asked["state"].as_str().is_some_and(|state| state.len() >= 16), "{asked}");
    let exchanged = &world.stand.requests("token")[0];
    assert_eq!(exchanged["params"]["redirect_uri"], asked["redirect_uri"], "{exchanged}");
    assert_eq!(exchanged["auth"], "none", "a public client has no secret: {exchanged}");

    let smtp = world.expect_state("acquired");
    assert_eq!(smtp["account"], "recepce@firma.test", "{smtp}");
    assert_eq!(smtp["signed_in_as"], "recepce@firma.test", "{smtp}");
    assert_eq!(smtp["provider"], "custom", "{smtp}");
    assert!(smtp["expires_at"].is_string() || smtp["expires_at"].is_number(), "{smtp}");

    let token = world.token();
    let known = world.stand.introspect(&token);
    assert_eq!((&known["active"], &known["username"]), (&true.into(), &"recepce@firma.test".into()), "{known}");

    let subject = "Žluťoučký kůň úpěl ďábelské ódy – 1";
    let sent =
        world.run(&["send", "--to", "recepce@firma.test", "--subject", subject, "--body", "Příliš dlouhý text."]);
    assert_eq!(sent.code, Some(0), "{sent:?}");
    let message = world.wait_for_message(subject);
    assert!(message["from"].as_str().is_some_and(|from| from.contains("recepce@firma.test")), "{message}");
    assert!(message["size"].as_u64().is_some_and(|size| size > 100), "{message}");
    assert!(!message["date"].is_null(), "{message}");

    let refresh = world.stand.issued("refresh").pop().expect("a refresh token was issued");
    assert!(world.stand.accepts(&refresh));
    let deleted = world.run(&["token", "delete", "--yes"]);
    assert_eq!(deleted.code, Some(0), "{deleted:?}");
    let _ = world.expect_state("not_acquired");
    assert!(!world.stand.accepts(&refresh), "the refresh token is revoked at the server");
    assert!(!world.stand.accepts(&token), "the access token is revoked at the server");
    let _ = world.run(&["token", "show"]).refused(&[]);
    let _ = world.run(&["send", "--to", "recepce@firma.test"]).refused(&[]);
    let _ = world.run(&["check"]).refused(&[]);
    let _ = world.expect_no_secret_outside();
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn without_a_browser_the_address_is_all_of_standard_output() {
    let world = World::new();
    let (mut child, address) = world.start(&["token", "get", "--no-browser"]);
    assert!(address.starts_with(world.stand.text("/issuer")), "the address to open comes first: {address}");
    let url = url::Url::parse(&address).expect("it is an address");
    let parameters: HashMap<_, _> = url.query_pairs().into_owned().collect();
    let redirect = url::Url::parse(&parameters["redirect_uri"]).expect("the redirect is an address");
    assert!(matches!(redirect.host_str(), Some("localhost" | "127.0.0.1")), "{redirect}");

    world.open(&address);
    let page = world.browser_report();
    assert_eq!(page["ok"], true, "{page}");
    let status = wait_or_kill(&mut child, Duration::from_secs(30), || false).expect("it ends when the grant is stored");
    assert_eq!(status.code(), Some(0));
    let mut rest = String::new();
    let _ = std::io::Read::read_to_string(child.stdout.as_mut().expect("a pipe"), &mut rest).expect("text");
    assert_eq!(rest, "", "nothing but the address on standard output");
    let _ = world.expect_state("acquired");
    assert!(world.stand.accepts(&world.token()));

    let json = world.sign_in_as_json();
    assert!(json.is_object(), "{json}");
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_refusal_in_the_browser_changes_nothing() {
    let world = World::new();
    let (run, page) = world.sign_in_with(&[("MAILKEY_BROWSER_DENY", "1")]);
    let _ = run.says(&[]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(!run.stderr.trim().is_empty(), "it says why");
    assert_eq!(page["ok"], true, "the browser gets a page, too: {page}");
    let _ = world.expect_state("not_acquired");

    let thanks = world.sign_in();
    let before = world.token();
    let (run, denied) = world.sign_in_with(&[("MAILKEY_BROWSER_DENY", "1")]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_ne!(denied["text"], Value::from(thanks), "the page says what happened");
    let _ = world.expect_state("acquired");
    assert_eq!(world.token(), before, "the earlier token is kept");
    assert!(world.stand.accepts(&before));
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn another_persons_sign_in_is_not_taken() {
    let world = World::new();
    let (run, page) = world.sign_in_with(&[("MAILKEY_BROWSER_LOGIN", "sklad@firma.test")]);
    assert_eq!(page["ok"], true, "{page}");
    assert_eq!(run.code, Some(1), "{run:?}");
    let _ = run.says(&["sklad@firma.test", "recepce@firma.test"]);
    let _ = world.expect_state("not_acquired");
    let _ = world.expect_no_secret_outside();
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_code_that_cannot_be_exchanged_changes_nothing() {
    let world = World::new();
    world.stand.fault(serde_json::json!({ "route": "token", "times": 9, "status": 500, "body": "<h1>Oops</h1>" }));
    let (run, _) = world.sign_in_with(&[]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let _ = run.says(&["500"]);
    let _ = world.expect_state("not_acquired");
    world.stand.heal();
    let _ = world.sign_in();
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_confidential_client_shows_its_secret_to_the_server_only() {
    let world = World::new();
    world.set("smtp.oauth2.client_id", world.stand.text("/confidential_client_id"));
    let secret = world.stand.text("/confidential_client_secret").to_owned();
    let (run, _) = world.sign_in_with(&[]);
    assert_eq!(run.code, Some(1), "this client needs its secret: {run:?}");
    let _ = run.says(&["client secret"]);

    let stored = world.run_with_input(&["secret", "set", "smtp.client_secret"], &format!("{secret}\n"));
    assert_eq!(stored.code, Some(0), "{stored:?}");
    world.stand.set(serde_json::json!({ "access": 4 }));
    let _ = world.sign_in();
    let exchanged = world.stand.requests("token").pop().expect("the code was exchanged");
    assert_eq!((&exchanged["auth"], &exchanged["status"]), (&"post".into(), &200.into()), "{exchanged}");

    std::thread::sleep(Duration::from_millis(2500));
    world.stand.set(serde_json::json!({ "access": 3600 }));
    assert!(world.stand.accepts(&world.token()));
    let refreshed = world.stand.refreshes().pop().expect("the token was refreshed");
    assert_eq!((&refreshed["auth"], &refreshed["status"]), (&"post".into(), &200.into()), "{refreshed}");
    let _ = world.expect_no_secret_outside();
}
