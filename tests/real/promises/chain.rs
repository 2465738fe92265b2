//! `mailkeyctl test` against real servers: the whole chain, what is found at each link, and that none of it is secret.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::{Run, World};

const HOLDS: [&str; 9] =
    ["settings", "name", "connect", "greeting", "tls", "capabilities", "token", "login", "command"];

/// Standard output of a test, whatever its status.
#[track_caller]
fn object(run: &Run, code: i32) -> Value {
    assert_eq!((run.code, run.stdout.lines().count()), (Some(code), 1), "one object and nothing else: {run:?}");
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

fn names(object: &Value) -> Vec<&str> {
    object["links"].as_array().expect("links").iter().map(|link| link["name"].as_str().expect("a name")).collect()
}

#[track_caller]
fn found<'a>(object: &'a Value, link: &str) -> &'a str {
    let links = object["links"].as_array().expect("links");
    links.iter().find(|known| known["name"] == link).and_then(|link| link["found"].as_str()).expect("looked at")
}

/// The messages of Mailkey's that lie in a mailbox.
fn stored(world: &World, mailbox: &str) -> Vec<String> {
    let mail = Path::new(world.stand.text("/folder")).join("dovecot/mail").join(mailbox).join("Maildir");
    let files = ["new", "cur"].map(|folder| std::fs::read_dir(mail.join(folder)).expect("a mailbox"));
    let texts = files.into_iter().flatten().map(|file| std::fs::read(file.expect("a file").path()).expect("a message"));
    let texts = texts.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    texts.filter(|text| text.contains("X-Mailkey-ID: ")).collect()
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn every_link_holds_in_both_protocols_and_both_kinds_of_tls() {
    let world = World::new();
    let _ = world.sign_in();
    for protocol in ["smtp", "pop"] {
        let tested = object(&world.run(&["test", protocol, "--json"]), 0);
        assert_eq!(
            (&tested["protocol"], &tested["cause"], names(&tested)),
            (&json!(protocol), &json!(null), HOLDS.to_vec())
        );
        assert!(
            found(&tested, "settings").contains("STARTTLS") && found(&tested, "tls").starts_with("TLS 1.3"),
            "{tested}"
        );
        assert!(found(&tested, "login").starts_with("recepce@firma.test, XOAUTH2"), "{tested}");
    }
    for server in ["smtp.server", "pop.server"] {
        world.set(server, world.stand.text("/tls/host"));
    }
    world.set("smtp.port", "465");
    world.set("pop.port", "995");
    let mut order = HOLDS;
    order.swap(3, 4);
    for protocol in ["smtp", "pop"] {
        let tested = object(&world.run(&["test", protocol, "--json"]), 0);
        assert_eq!(names(&tested), order, "TLS comes before the greeting: {tested}");
    }
    let _ = world.expect_no_secret_outside();
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_message_goes_out_and_is_found_in_the_mailbox() {
    let world = World::new();
    let _ = world.sign_in();
    for protocol in ["smtp", "pop"] {
        let tested = object(&world.run(&["test", protocol, "--json", "--send-to", "recepce@firma.test"]), 0);
        assert_eq!(names(&tested), [&HOLDS[..], &["message", "arrival"]].concat(), "{tested}");
        assert!(found(&tested, "message").contains("queued"), "{tested}");
    }
    let tested = object(&world.run(&["test", "--json", "--send-to", "sklad@firma.test"]), 0);
    assert!(found(&tested, "arrival").contains("mailbox other than"), "{tested}");
    let text = world.run(&["test", "--send-to", "recepce@firma.test"]);
    assert_eq!(text.code, Some(0), "{text:?}");
    for words in ["✓ Token", "✓ Arrival", "Everything works."] {
        assert!(text.stderr.contains(words) && text.stdout.contains(words), "{words}: {text:?}");
    }
    let _ = world.expect_no_secret_outside();
}

/// As a server does that knows nothing of Mailkey and says nothing of what it does.
#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_message_that_the_server_gave_another_id_is_found_in_the_mailbox() {
    let world = World::new();
    let _ = world.sign_in();
    world.set("smtp.server", world.stand.text("/faulty/renames"));
    for protocol in ["smtp", "pop"] {
        let tested = object(&world.run(&["test", protocol, "--json", "--send-to", "recepce@firma.test"]), 0);
        assert_eq!(names(&tested).last(), Some(&"arrival"), "{tested}");
        assert!(!found(&tested, "arrival").contains("mailbox other than"), "{tested}");
    }
    let stored = stored(&world, "recepce@firma.test");
    assert_eq!(stored.len(), 2, "{stored:?}");
    for message in stored {
        let field = |name: &str| message.lines().find_map(|line| line.strip_prefix(name)).expect("a field").to_owned();
        let own = field("X-Mailkey-ID: ");
        assert!(!own.is_empty() && !field("Message-Id: ").contains(&own), "{message}");
    }
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_token_that_the_servers_refuse_is_renewed_and_taken() {
    let world = World::new();
    let run = world.run(&["test", "--json"]);
    let tested = object(&run, 1);
    assert_eq!((names(&tested).last(), &tested["cause"]["id"]), (Some(&"token"), &json!("no-token")), "{tested}");
    assert!(tested["cause"]["cure"].as_str().is_some_and(|cure| cure.contains("mailkeyctl token get")), "{tested}");

    // Ended at the servers, while Mailkey's own clock gives it an hour more.
    world.stand.set(json!({ "access": 2 }));
    world.sign_in_quickly();
    world.stand.set(json!({ "access": 3600 }));
    std::thread::sleep(std::time::Duration::from_secs(3));
    let tested = object(&world.run(&["test", "pop", "--json"]), 0);
    assert!(found(&tested, "token").contains("renewed"), "{tested}");

    world.stand.revoke_all();
    let tested = object(&world.run(&["test", "--json"]), 1);
    assert_eq!((names(&tested).last(), &tested["cause"]["token_ok"]), (Some(&"token"), &json!(false)), "{tested}");
    let _ = world.expect_state("invalid");
    let _ = world.expect_no_secret_outside();
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn what_a_server_refuses_is_the_link_that_breaks_and_the_token_is_said_to_be_fine() {
    let world = World::new();
    let _ = world.sign_in();
    world.set("smtp.sender_address", "sklad@firma.test");
    let tested = object(&world.run(&["test", "--json"]), 1);
    let cause = &tested["cause"];
    assert_eq!((names(&tested).last(), &cause["token_ok"]), (Some(&"command"), &json!(true)), "{tested}");
    assert!(cause["raw"].as_str().is_some_and(|raw| raw.starts_with("553 5.7.1")), "{tested}");
    assert!(cause["text"].as_str().is_some_and(|text| text.starts_with("The token is fine, but")), "{tested}");
    let text = world.run(&["test", "--lang", "cs"]);
    assert_eq!(text.code, Some(1), "{text:?}");
    assert!(
        text.stderr.contains("Token je v\u{a0}pořádku, ale") || text.stderr.contains("Token je v pořádku, ale"),
        "{text:?}"
    );
    world.set("smtp.sender_address", "recepce@firma.test");

    // The first server is dead, the second takes its place.
    world.set("smtp.secondary_server", "localhost");
    world.set("smtp.server", "127.0.0.77");
    let tested = object(&world.run(&["test", "--json"]), 0);
    assert!(found(&tested, "connect").contains("127.0.0.77"), "{tested}");
    let _ = world.expect_state("acquired");
    let _ = world.expect_no_secret_outside();
}
