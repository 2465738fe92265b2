//! What the command line says of a token's renewal and its end.

use std::process::{Command, Stdio};

use serde_json::json;

use crate::support::{Run, World};

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_renewal_can_be_forced_and_says_until_when_it_holds() {
    let world = World::new();
    world.sign_in_quickly();
    let first = world.token();
    world.stand.set(json!({ "access": 7200 }));
    let run = world.run(&["token", "refresh"]);
    assert!(run.code == Some(0) && run.stdout.contains("valid until") && run.stderr.is_empty(), "{run:?}");
    let second = world.token();
    assert_ne!(first, second);
    assert!(world.stand.accepts(&second));

    let run = world.run(&["token", "refresh", "pop", "--json"]).json();
    assert_eq!(run.as_object().map(|object| object.len()), Some(1), "{run}");
    assert_eq!(run["expires_at"], world.expect_state("acquired")["expires_at"]);
    assert_eq!(world.stand.refreshes().len(), 2);

    world.stand.fault(json!({ "route": "token", "status": 503, "body": "" }));
    let _ = world.run(&["token", "refresh"]).refused(&["503"]);
    let status = world.expect_state("acquired");
    assert!(status["failing_since"].is_string() && !status["next_refresh_at"].is_null(), "{status}");
    assert_eq!((&status["error"]["kind"], &status["error"]["code"]), (&json!("network"), &json!(null)), "{status}");
    let text = world.run(&["status"]).stdout;
    assert!(text.contains("503") && text.contains("Failing since"), "{text}");

    world.stand.revoke_all();
    let _ = world.run(&["token", "refresh"]).refused(&["token"]);
    let status = world.expect_state("invalid");
    assert_eq!((&status["error"]["kind"], &status["error"]["code"]), (&json!("invalid"), &json!("invalid_grant")));
    assert!(status["error"]["cure"].is_string() && status["next_refresh_at"].is_null(), "{status}");
    let _ = world.expect_no_secret_outside();
}

/// `token delete` at a terminal, with a person's answers.
fn delete_at_a_terminal(world: &World, answers: &str) -> Run {
    let like = world.mailkeyctl(&[]);
    let mut command = Command::new("script");
    let shell = format!("'{}' token delete --lang en", env!("CARGO_BIN_EXE_mailkeyctl"));
    let _ = command.args(["--quiet", "--return", "--command", &shell, "/dev/null"]).env_clear();
    let _ = command.envs(like.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let _ = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    world.finish(&["token", "delete"], command, answers)
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_revocation_that_failed_can_be_tried_again() {
    let world = World::new();
    world.sign_in_quickly();
    let token = world.token();
    world.stand.fault(json!({ "route": "revocation", "times": 1, "status": 503, "body": "" }));
    let run = delete_at_a_terminal(&world, "y\ny\n");
    assert_eq!(run.code, Some(0), "{run:?}");
    for words in ["could not be withdrawn", "Try again to withdraw", "was withdrawn at the provider"] {
        assert!(run.stdout.contains(words), "“{words}”: {run:?}");
    }
    let _ = world.expect_state("not_acquired");
    assert!(!world.stand.accepts(&token));

    world.sign_in_quickly();
    world.stand.fault(json!({ "route": "revocation", "times": 9, "status": 503, "body": "" }));
    let run = delete_at_a_terminal(&world, "y\nn\n");
    assert!(run.code == Some(0) && !run.stdout.contains("was withdrawn at the provider"), "{run:?}");
    assert!(run.stdout.contains("To withdraw it altogether"), "where it can be done by hand: {run:?}");
    let _ = world.expect_state("not_acquired");

    world.sign_in_quickly();
    let run = delete_at_a_terminal(&world, "n\n");
    assert!(run.code == Some(1) && run.stdout.contains("Cancelled"), "{run:?}");
    let _ = world.expect_state("acquired");
    // Where nobody can be asked, nobody is.
    let run = world.run(&["token", "delete", "--yes", "--json"]);
    assert_eq!(run.json(), json!({"deleted": true, "revocation": "failed"}));
    let _ = world.expect_no_secret_outside();
}
