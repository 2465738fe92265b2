//! The real window: a person clicks, the real browser signs in, the real servers answer.

use std::time::{Duration, Instant};

use crate::support::World;
use crate::support::children::{time_until, wait_for};
use crate::support::window::{ACCENT, DANGER, Window};

/// Waits until both sessions are in this state.
fn wait_for_state(world: &World, state: &str) {
    wait_for(state, Duration::from_secs(60), || {
        std::thread::sleep(Duration::from_millis(300));
        let status = world.status();
        (status["smtp"]["state"] == state && status["pop"]["state"] == state).then_some(())
    });
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn from_get_token_to_a_received_message() {
    let world = World::new();
    world.set("theme", "light");
    let window = Window::open(&world);

    window.click("[Získat token]", ACCENT, 1500);
    window.agree();
    wait_for_state(&world, "acquired");
    assert_eq!(world.browser_report()["ok"], true);
    window.wait_for_page();
    let token = world.token();
    assert!(world.stand.accepts(&token));

    // Now that there is a token, the one primary key is [Test připojení]; after it comes [Odeslat zkušební zprávu…].
    std::thread::sleep(Duration::from_secs(1));
    window.click("[Test připojení]", ACCENT, 1500);
    let log = world.home.join("log/mailkey.log");
    wait_for("a test without a fault", Duration::from_secs(20), || {
        std::fs::read_to_string(&log).is_ok_and(|log| log.contains("test-passed")).then_some(())
    });
    window.wait_for_rest();
    window.press(&["Tab", "Return"]);
    window.wait_for_rest();
    window.press(&["Return"]);
    let _ = world.wait_for_message("Zkušební zpráva z programu Mailkey");

    window.wait_for_rest();
    window.scroll_up();
    window.click("[Smazat]", DANGER, 10);
    window.agree_to_delete();
    wait_for_state(&world, "not_acquired");
    assert!(!world.stand.accepts(&token), "the provider forgot it, too");
    window.end();
    let _ = world.expect_no_secret_outside();
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn the_window_follows_another_process_within_a_second() {
    let world = World::new();
    world.set("theme", "light");
    let window = Window::open(&world);
    let _ = wait_for("[Získat token]", Duration::from_secs(30), || window.find(ACCENT, 1500));
    let looking = Instant::now();
    assert!(window.find(DANGER, 10).is_none(), "nothing can be deleted yet");
    println!("one look takes {:.0?}", looking.elapsed());
    let mut times = Vec::new();
    for round in 0..3 {
        world.sign_in_quickly();
        let deleting = time_until("a token that can be deleted", || window.find(DANGER, 10).is_some());
        let _ = world.run(&["token", "delete", "--yes"]);
        let gone = time_until("no token", || window.find(DANGER, 10).is_none());
        println!("the window’s badge, round {round}: {deleting:.2?} after a sign-in, {gone:.2?} after a deletion");
        times.extend([deleting, gone]);
    }
    window.end();
    times.sort();
    // The middle ones: while all tests run, the machine is busy, and a look alone takes a fifth of a second.
    let middle = times[times.len() / 2];
    assert!(middle < Duration::from_secs(1), "the badge follows within a second: {times:?}");
}
