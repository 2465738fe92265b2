//! No token is seen anywhere but in `token show`'s own output: not in a file, a log, an output or a command line.

use std::time::Duration;

use serde_json::json;

use crate::support::World;
use crate::support::secrecy::{CommandLines, Secrets};

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn no_token_is_seen_outside_the_keyring_in_a_whole_life() {
    let world = World::new();
    let watch = CommandLines::watch();
    let to_me = ["send", "--to", "recepce@firma.test", "--subject", "x"];

    // Everything that is said to servers and by them is written down as well.
    assert_eq!(world.run(&["log", "--transcripts", "on"]).code, Some(0));
    world.stand.set(json!({ "access": 4 }));
    let _ = world.sign_in();
    for verb in [
        &to_me[..],
        &["check"],
        &["check", "--json"],
        &["status"],
        &["status", "--json"],
        &["settings", "show"],
        &["settings", "export"],
    ] {
        let _ = world.run(verb);
    }
    // A refresh that fails in three ways, then works; an answer that cannot be read holds a token, too.
    std::thread::sleep(Duration::from_millis(4500));
    let answer = json!({ "access_token": ["neviditelny-pristup-4711"], "refresh_token": "neviditelne-obnoveni-4711", "expires_in": 60 });
    for fault in [
        json!({ "route": "token", "times": 9, "status": 200, "body": answer }),
        json!({ "route": "token", "times": 9, "status": 400, "body": { "error": "temporarily_unavailable", "error_description": "later" } }),
        json!({ "route": "token", "times": 9, "status": 502, "body": "<p>Bad gateway</p>" }),
    ] {
        world.stand.fault(fault);
        let _ = world.run(&["token", "show"]).refused(&[]);
        let _ = world.run(&to_me).refused(&[]);
        world.stand.heal();
    }
    world.stand.set(json!({ "access": 3600 }));
    assert!(world.stand.accepts(&world.token()));

    // Logins that are refused: the servers' challenges and replies are logged, the tokens are not.
    world.stand.fault(json!({ "route": "introspection", "times": 99, "status": 200, "body": { "active": false } }));
    let _ = world.run(&to_me).refused(&[]);
    let _ = world.run(&["check"]).refused(&[]);
    world.stand.heal();
    assert_eq!(world.run(&to_me).code, Some(0));
    assert_eq!(world.run(&["token", "delete", "--yes"]).code, Some(0));
    let _ = world.sign_in();
    world.stand.revoke_all();
    let _ = world.run(&["check"]);

    let lines = watch.seen();
    let secrets = world.expect_no_secret_outside();
    assert!(secrets.len() >= 8, "there was something to find");
    let log = std::fs::read_to_string(world.home.join("log/mailkey.log")).expect("there is a log");
    assert!(log.contains("INFO") && log.contains("WARN"), "successes and failures were logged: {log}");
    assert!(log.contains("\"id\":\"wire\"") && log.contains("‹token "), "there were transcripts: {log}");
    assert!(world.run(&["log", "--area", "smtp", "--severity", "detail"]).stdout.contains("AUTH "));
    assert!(
        lines.iter().any(|line| String::from_utf8_lossy(line).contains("mailkeyctl")),
        "the command lines were seen"
    );
    for line in &lines {
        let shown = String::from_utf8_lossy(line).replace('\0', " ");
        assert_eq!(secrets.found_in(line), Vec::<&str>::new(), "on a command line: {shown}");
    }
    let planted =
        ["neviditelny-pristup-4711", "neviditelne-obnoveni-4711"].map(|value| (value.to_owned(), value.to_owned()));
    let found = world.places_of(&Secrets::new(planted));
    assert!(found.is_empty(), "an answer that cannot be read is not shown either: {found:#?}");
}
