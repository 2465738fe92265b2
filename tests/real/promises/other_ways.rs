//! Where no browser answers on this computer: a pasted answer, a device's code, and no person at all.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::children::wait_for;
use crate::support::{Beside, World};

const ME: [(&str, &str); 1] = [("MAILKEY_BROWSER_LOGIN", "recepce@firma.test")];

/// That mail goes out and comes in with the token.
fn mail_works(world: &World, subject: &str) {
    let sent = world.run(&["send", "--to", "recepce@firma.test", "--subject", subject]);
    assert_eq!(sent.code, Some(0), "{sent:?}");
    let _ = world.wait_for_message(subject);
}

/// Starts `token get --paste`; answers with it and with where a person on another machine ended up.
fn paste<'a>(world: &'a World, variables: &[(&str, &str)]) -> (Beside<'a>, String) {
    let signing_in = world.beside(&["token", "get", "--paste"]);
    let issuer = world.stand.text("/issuer");
    let (_, address) = signing_in.wait_for_line("the address", |line| line.starts_with(issuer));
    let seen = world.visit(&address, variables);
    (signing_in, seen["url"].as_str().expect("an address").to_owned())
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn an_answer_from_another_machine_can_be_pasted() {
    let world = World::new();
    let (mut signing_in, answer) = paste(&world, &ME);
    let wrong_state = answer.replace("state=", "state=x");
    for wrong in ["", "nesmysl", "http://localhost/?code=abc", &wrong_state] {
        signing_in.type_line(wrong);
    }
    std::thread::sleep(Duration::from_millis(700));
    let _ = world.expect_state("waiting");
    assert!(world.stand.requests("token").is_empty(), "what is not this sign-in's answer goes nowhere");
    let complaints = signing_in.said().len();
    assert!(complaints > 40, "it says what is wrong: {}", signing_in.said());

    signing_in.type_line(&format!("  {answer} "));
    let ended = signing_in.wait();
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let _ = world.expect_state("acquired");
    let exchanged = &world.stand.requests("token")[0];
    assert!(exchanged["params"]["code_verifier"].as_str().is_some_and(|text| text.len() >= 43), "{exchanged}");
    mail_works(&world, "Vloženo z jiného počítače");
    let _ = world.expect_no_secret_outside();
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_pasted_refusal_or_another_persons_answer_is_said() {
    let world = World::new();
    let refused = [ME[0], ("MAILKEY_BROWSER_DENY", "1")];
    let (mut signing_in, answer) = paste(&world, &refused);
    signing_in.type_line(&answer);
    let ended = signing_in.wait();
    assert_eq!(ended.code, Some(1), "{ended:?}");
    let (mut signing_in, answer) = paste(&world, &[("MAILKEY_BROWSER_LOGIN", "sklad@firma.test")]);
    signing_in.type_line(&answer);
    let ended = signing_in.wait();
    assert_eq!(ended.code, Some(1), "{ended:?}");
    let _ = ended.says(&["sklad@firma.test", "recepce@firma.test"]);
    let _ = world.expect_state("not_acquired");
    let _ = world.expect_no_secret_outside();
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_missing_consent_ends_with_the_link_for_the_administrator() {
    let world = World::new();
    for (key, value) in [
        ("smtp.oauth2.provider", "microsoft"),
        ("smtp.oauth2.client_id", "11111111-2222-3333-4444-555555555555"),
        ("smtp.oauth2.tenant", "firma.cz"),
    ] {
        world.set(key, value);
    }
    // Nobody opens this address: the answer is the one that Microsoft sends back.
    let mut signing_in = world.beside(&["token", "get", "--paste", "--lang", "en"]);
    let (_, address) = signing_in.wait_for_line("the address", |line| line.starts_with("https://login."));
    let part = |name: &str| {
        let value = address.split(['?', '&']).find_map(|part| part.strip_prefix(name)).expect("a parameter");
        value.replace("%3A", ":").replace("%2F", "/")
    };
    let (redirect, state) = (part("redirect_uri="), part("state="));
    let text = "AADSTS90094%3A+The+grant+requires+admin+permission.";
    signing_in.type_line(&format!("{redirect}/?error=access_denied&error_description={text}&state={state}"));
    let ended = signing_in.wait();
    assert_eq!(ended.code, Some(1), "{ended:?}");
    let link = "https://login.microsoftonline.com/firma.cz/adminconsent?client_id=11111111-2222-3333-4444-555555555555";
    let alone = ended.stderr.lines().filter(|line| *line == link).count();
    assert_eq!(alone, 1, "whole, alone on its line, and said once: {ended:?}");
    let _ = ended.says(&["AADSTS90094", "administrator"]);
}

/// Starts `token get --device`; answers with it, the address and the code that it shows.
fn device(world: &World) -> (Beside<'_>, String, String) {
    let signing_in = world.beside(&["token", "get", "--device"]);
    let word = |wanted: &dyn Fn(&str) -> bool| {
        wait_for("the code and its address", Duration::from_secs(20), || {
            let all = signing_in.lines().into_iter().map(|(_, line)| line).collect::<Vec<_>>().join("\n")
                + "\n"
                + &signing_in.said();
            all.split_whitespace().find(|word| wanted(word)).map(str::to_owned)
        })
    };
    let address = word(&|word| word.ends_with("/device"));
    let is_code = |word: &str| {
        word.len() == 9 && word.as_bytes()[4] == b'-' && word.bytes().all(|b| b == b'-' || b.is_ascii_uppercase())
    };
    let code = word(&is_code);
    (signing_in, address, code)
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_code_that_is_typed_elsewhere_gets_a_token() {
    let world = World::new();
    // It is polled more slowly when the provider asks for it.
    world.stand.fault(json!({ "route": "token", "status": 400, "body": { "error": "slow_down" } }));
    let (signing_in, address, code) = device(&world);
    std::thread::sleep(Duration::from_millis(1500));
    let _ = world.expect_state("waiting");
    let seen = world.visit(&address, &[ME[0], ("MAILKEY_BROWSER_CODE", &code)]);
    assert!(seen["text"].as_str().is_some_and(|text| text.contains("Hotovo")), "{seen}");
    let ended = signing_in.wait();
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let smtp = world.expect_state("acquired");
    assert_eq!(smtp["signed_in_as"], "recepce@firma.test", "{smtp}");

    let polls = world.stand.requests("token");
    let times: Vec<u64> = polls.iter().filter_map(|poll| poll["at"].as_u64()).collect();
    assert!(
        times.windows(2).all(|two| two[1] - two[0] >= 5000),
        "after slow_down 5 s more than the interval of 1 s: {times:?}"
    );
    let slow = polls.iter().filter(|poll| poll["status"] == 400).count();
    assert!(slow >= 1 && polls.last().is_some_and(|poll| poll["status"] == 200), "{polls:?}");
    mail_works(&world, "Kódem z jiného zařízení");
    let run = world.run(&["token", "refresh"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let _ = world.expect_no_secret_outside();
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_code_that_is_declined_expired_or_another_persons_is_said() {
    let world = World::new();
    let (signing_in, address, code) = device(&world);
    let _ = world.visit(&address, &[ME[0], ("MAILKEY_BROWSER_CODE", &code), ("MAILKEY_BROWSER_DENY", "1")]);
    let declined = signing_in.wait();
    assert_eq!(declined.code, Some(1), "{declined:?}");

    let (signing_in, address, code) = device(&world);
    let other = ("MAILKEY_BROWSER_LOGIN", "sklad@firma.test");
    let _ = world.visit(&address, &[other, ("MAILKEY_BROWSER_CODE", &code)]);
    let stranger = signing_in.wait();
    assert_eq!(stranger.code, Some(1), "{stranger:?}");
    let _ = stranger.says(&["sklad@firma.test", "recepce@firma.test"]);

    world.stand.set(json!({ "device": 3 }));
    let (signing_in, _, _) = device(&world);
    let expired = signing_in.wait();
    assert_eq!(expired.code, Some(1), "{expired:?}");
    assert!(expired.took < Duration::from_secs(20), "{expired:?}");
    assert_ne!(expired.stderr, declined.stderr, "each end has its own words");
    let _ = world.expect_state("not_acquired");
    let _ = world.expect_no_secret_outside();
}

/// A world whose account signs in by itself, as this client with this secret (or certificate).
fn application(world: &World, client: &str, secret: &str) {
    let settings = world.settings().replace(
        &format!("client_id = \"{}\"", world.stand.text("/client_id")),
        &format!("client_id = \"{client}\"\nsign_in = \"application\""),
    );
    let begin = settings.find("scopes = [").expect("there are scopes");
    let end = begin + settings[begin..].find(']').expect("and their end");
    let scope = "scopes = [\"https://outlook.office365.com/.default\"";
    world.import(&format!("{}{scope}{}", &settings[..begin], &settings[end..]));
    let stored = world.run_with_input(&["secret", "set", "smtp.client_secret"], secret);
    assert_eq!(stored.code, Some(0), "{stored:?}");
}

/// The whole life of a token that nobody signed in for.
fn application_life(world: &World, proof: &str) {
    world.stand.set(json!({ "access": 6 }));
    let got = world.run(&["token", "get", "--app-only"]);
    assert_eq!(got.code, Some(0), "{got:?}");
    let asked = world.stand.requests("token").pop().expect("a request");
    assert_eq!(asked["params"]["grant_type"], "client_credentials", "{asked}");
    assert_eq!(asked["params"]["scope"], "https://outlook.office365.com/.default", "{asked}");
    assert_eq!((&asked["auth"], &asked["status"]), (&proof.into(), &200.into()), "{asked}");
    assert!(world.stand.issued("refresh").is_empty(), "there is no refresh token");
    let first = world.token();
    assert_eq!(world.stand.introspect(&first)["username"], "recepce@firma.test");

    // It is asked for anew when it is due, without anybody.
    std::thread::sleep(Duration::from_millis(3500));
    world.stand.set(json!({ "access": 3600 }));
    let second = world.token();
    assert_ne!(first, second);
    assert!(world.stand.accepts(&second));
    mail_works(world, &format!("Aplikace: {proof}"));
    let run = world.run(&["token", "refresh"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_ne!(world.token(), second);
    let smtp = world.expect_state("acquired");
    assert_ne!(smtp["next_refresh_at"], Value::Null, "{smtp}");

    // Over, and the provider out of reach: an outage, and not the end.
    world.stand.set(json!({ "access": 1 }));
    let _ = world.run(&["token", "refresh"]);
    std::thread::sleep(Duration::from_millis(1500));
    world.stand.fault(json!({ "route": "token", "times": 99, "status": 500, "body": "" }));
    let _ = world.run(&["token", "show"]).refused(&["500"]);
    let _ = world.expect_state("acquired");
    world.stand.heal();
    world.stand.set(json!({ "access": 3600 }));
    let run = world.run(&["token", "refresh"]);
    assert_eq!(run.code, Some(0), "{run:?}");

    let deleted = world.run(&["token", "delete", "--yes"]);
    assert_eq!(deleted.code, Some(0), "{deleted:?}");
    let _ = world.expect_state("not_acquired");
    let _ = world.expect_no_secret_outside();
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn an_application_with_a_secret_needs_nobody() {
    let world = World::new();
    let client = world.stand.text("/application_client_id").to_owned();
    application(&world, &client, "spatny-klic-neceho-jineho");
    let wrong = world.run(&["token", "get", "--app-only"]);
    assert_eq!(wrong.code, Some(1), "{wrong:?}");
    let _ = world.expect_state("not_acquired");
    application(&world, &client, world.stand.text("/application_client_secret"));
    application_life(&world, "post");
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn an_application_with_a_certificate_needs_no_secret() {
    let world = World::new();
    let pem = std::fs::read_to_string(world.stand.text("/certificate_with_key")).expect("the certificate and its key");
    application(&world, world.stand.text("/certificate_client_id"), &pem);
    application_life(&world, "assertion");
}
