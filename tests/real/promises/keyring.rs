//! Secrets are in the keyring or nowhere: each trouble with it has its own words, and nothing falls back to a file.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::support::{Keyring, Run, World};

/// The words of a refusal, without what differs from run to run.
fn words(run: &Run) -> String {
    let _ = run.refused(&[]);
    assert!(run.took < Duration::from_secs(20), "nobody waits for a keyring for ever: {run:?}");
    run.stderr.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n")
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn without_a_keyring_nothing_is_kept_anywhere() {
    let world = World::with(Keyring::Missing);
    let run = world.run(&["token", "get"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(!run.stderr.trim().is_empty(), "it says why");
    let _ = world.expect_state("not_acquired");
    let _ = world.expect_no_secret_outside();
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn each_trouble_with_the_keyring_has_its_own_words() {
    let world = World::new();
    let _ = world.sign_in();
    let show = ["token", "show"];
    let quiet = |world: &World, address: Option<&str>| {
        let mut command = world.mailkeyctl(&show);
        let _ = command.env_remove("MAILKEY_LOG");
        match address {
            Some("") => drop(command.env_remove("DBUS_SESSION_BUS_ADDRESS")),
            Some(address) => drop(command.env("DBUS_SESSION_BUS_ADDRESS", address)),
            None => {}
        }
        words(&world.finish(&show, command, ""))
    };

    world.desktop.freeze_keyring();
    let frozen = quiet(&world, None);
    world.desktop.thaw_keyring();
    assert!(world.stand.accepts(&world.token()), "it works again when the keyring answers again");

    world.desktop.lock_keyring();
    let locked = quiet(&world, None);
    let no_bus = quiet(&world, Some("unix:path=/nonexistent/bus"));
    let unset = quiet(&world, Some(""));
    world.desktop.end_keyring();
    let no_service = quiet(&world, None);

    let different = BTreeSet::from([&frozen, &locked, &no_service]);
    assert_eq!(different.len(), 3, "frozen, locked and missing differ: {different:#?}");
    for (trouble, said) in [("no bus", &no_bus), ("no address", &unset)] {
        assert!(said != &frozen && said != &locked, "{trouble}: {said}");
    }
    let _ = world.expect_no_secret_outside();
}
