//! One truth for all processes: one refresh for everybody, a deletion that wins, and a change that is seen everywhere.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::support::World;
use crate::support::children::wait_for;

const PROCESSES: usize = 20;
const EACH: usize = 10;
/// How often a long token is replaced while others read it.
const REPLACED: usize = 20;

/// So many processes at a time, each followed by the next when it ends. Answers with the tokens that they gave.
fn crowd(world: &World, processes: usize, each: usize) -> Vec<String> {
    std::thread::scope(|scope| {
        let rows: Vec<_> =
            (0..processes).map(|_| scope.spawn(|| (0..each).map(|_| world.token()).collect::<Vec<_>>())).collect();
        rows.into_iter().flat_map(|row| row.join().expect("each gets a token")).collect()
    })
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn two_hundred_who_ask_at_once_make_one_refresh() {
    let world = World::signed_in(6);
    std::thread::sleep(Duration::from_millis(3500));
    world.stand.set(json!({ "access": 3600 }));
    // Slow enough that all of the first row are there while the first one waits.
    world.stand.fault(json!({ "route": "token", "delay": 1500 }));
    let began = Instant::now();
    let tokens = crowd(&world, PROCESSES, EACH);
    println!("{} × token show in {:.1?}: {} refresh(es)", tokens.len(), began.elapsed(), world.stand.refreshes().len());
    assert_eq!(tokens.len(), PROCESSES * EACH);
    assert_eq!(world.stand.refreshes().len(), 1, "exactly one refresh");
    assert!(tokens.iter().all(|token| *token == tokens[0]), "all have the same token");
    assert!(world.stand.accepts(&tokens[0]));
    let _ = world.expect_no_secret_outside();
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn the_service_and_others_who_ask_make_one_refresh() {
    let world = World::signed_in(12);
    world.stand.set(json!({ "access": 3600 }));
    world.stand.fault(json!({ "route": "token", "delay": 1500 }));
    let serving = world.beside(&["serve"]);
    let old = world.token();
    // The service renews it by itself, at half of its life; the others come while it waits for the answer.
    wait_for_refresh(&world, 1);
    let began = Instant::now();
    let tokens = crowd(&world, 5, 4);
    assert!(began.elapsed() > Duration::from_millis(500), "the first ones came in time");
    assert_eq!(world.stand.refreshes().len(), 1, "exactly one refresh");
    assert!(tokens.iter().all(|token| *token != old && *token == tokens[0]), "all have the new token");
    assert!(world.stand.accepts(&tokens[0]));
    let ended = serving.end();
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let _ = world.expect_no_secret_outside();
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn nobody_reads_a_long_token_while_it_is_half_replaced() {
    for _ in 0..3 {
        match replaced_while_read() {
            Ok(()) => return,
            // Its death says nothing about the tokens; a new world has a new one.
            Err(died) => println!("once more: {died}"),
        }
    }
    panic!("gnome-keyring died three times");
}

/// Replaces a long token while others read it; an error when the keyring died by itself meanwhile.
fn replaced_while_read() -> Result<(), String> {
    let world = World::new();
    // As long as Microsoft's, so that a keyring entry does not hold it in one piece.
    world.stand.set(json!({ "token_bits": 16_000 }));
    world.sign_in_quickly();
    let done = AtomicBool::new(false);
    let shown = || {
        let run = world.run(&["token", "show"]);
        let died = world.desktop.keyring_died();
        assert!(run.code == Some(0) || died.is_some(), "a token is shown: {run:?}");
        (run.code == Some(0)).then(|| run.stdout.trim_end().to_owned())
    };
    let (tokens, refreshes) = std::thread::scope(|scope| {
        let reader = || {
            let mut seen = Vec::new();
            while !done.load(Ordering::Relaxed) {
                seen.extend(shown());
            }
            seen
        };
        let readers: Vec<_> = (0..3).map(|_| scope.spawn(reader)).collect();
        let refreshes = (0..REPLACED).take_while(|_| world.run(&["token", "refresh"]).code == Some(0)).count();
        done.store(true, Ordering::Relaxed);
        let tokens: Vec<_> =
            readers.into_iter().flat_map(|reader| reader.join().expect("each reads a token")).collect();
        (tokens, refreshes)
    });
    let issued = world.stand.issued("access");
    assert!(tokens.iter().all(|token| issued.contains(token)), "each was whole");
    world.desktop.keyring_died().map_or(Ok(()), Err)?;
    assert_eq!(refreshes, REPLACED);
    println!("{} × token show beside {refreshes} refreshes of {} bytes each", tokens.len(), tokens[0].len());
    let _ = world.expect_no_secret_outside();
    Ok(())
}

/// Waits until the provider has a refresh before it.
fn wait_for_refresh(world: &World, count: usize) {
    wait_for("a refresh", Duration::from_secs(20), || (world.stand.refreshes().len() >= count).then_some(()));
}

/// That nothing is left: no state, no token, and nothing that the provider would still accept.
fn expect_nothing(world: &World) {
    let _ = world.expect_state("not_acquired");
    let _ = world.run(&["token", "show"]).refused(&[]);
    assert_eq!(world.desktop.entries(), 0, "the keyring is empty");
    for kind in ["refresh", "access"] {
        let alive = world.stand.issued(kind).iter().filter(|token| world.stand.accepts(token)).count();
        assert_eq!(alive, 0, "{kind} tokens that the provider still accepts");
    }
    let _ = world.expect_no_secret_outside();
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_deletion_wins_against_a_refresh_that_is_under_way() {
    let world = World::signed_in(3600);
    assert_eq!(world.desktop.entries(), 1, "a short grant is one entry");
    world.stand.fault(json!({ "route": "token", "delay": 3000 }));
    let refreshing = world.beside(&["token", "refresh"]);
    wait_for_refresh(&world, 1);
    let deleted = world.run(&["token", "delete", "--yes"]);
    assert_eq!(deleted.code, Some(0), "{deleted:?}");
    let _ = refreshing.wait();
    expect_nothing(&world);
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_deletion_ends_a_sign_in_that_waits_elsewhere() {
    let world = World::new();
    for held in [false, true] {
        if held {
            world.sign_in_quickly();
        }
        let signing_in = world.beside(&["token", "get", "--no-browser"]);
        let _ = signing_in.wait_for_line("the address", |line| line.starts_with("http"));
        let deleted = world.run(&["token", "delete", "--yes"]);
        assert_eq!(deleted.code, Some(0), "{deleted:?}");
        let began = Instant::now();
        let ended = signing_in.wait();
        println!("the sign-in ended {:.1?} after the deletion", began.elapsed());
        assert!(began.elapsed() < Duration::from_secs(5), "it ends by itself");
        assert_eq!(ended.code, Some(1), "{ended:?}");
        let _ = ended.says(&["delete"]);
        expect_nothing(&world);
    }
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_deletion_wins_against_a_sign_in_whose_answer_is_under_way() {
    let world = World::new();
    world.stand.fault(json!({ "route": "token", "delay": 3000 }));
    let signing_in = world.beside_with(&["token", "get"], &[("MAILKEY_BROWSER_QUICK", "1")]);
    wait_for("the code's exchange", Duration::from_secs(20), || {
        (!world.stand.requests("token").is_empty()).then_some(())
    });
    let deleted = world.run(&["token", "delete", "--yes"]);
    assert_eq!(deleted.code, Some(0), "{deleted:?}");
    let ended = signing_in.wait();
    assert_eq!(ended.code, Some(1), "{ended:?}");
    let _ = ended.says(&["delete"]);
    let _ = world.browser_report();
    expect_nothing(&world);
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn status_watch_tells_each_change_of_another_process_within_a_second() {
    let world = World::new();
    let watching = world.beside(&["status", "--watch", "--json"]);
    let _ = watching.wait_for_line("the first line", |line| line.contains("not_acquired"));
    let slowest = |what: &str, wanted: &dyn Fn(&str) -> bool| {
        let done = Instant::now();
        let (came, line) = watching.wait_for_line(what, wanted);
        let late = came.saturating_duration_since(done);
        println!("status --watch: {what} after {late:.0?}");
        assert!(late < Duration::from_secs(1), "{what}: {late:?}: {line}");
    };
    world.sign_in_quickly();
    slowest("a sign-in", &|line| line.contains("\"acquired\""));
    world.stand.fault(json!({ "route": "token", "status": 500, "body": "" }));
    let _ = world.run(&["token", "refresh"]);
    slowest("a failure", &|line| line.contains("\"failing_since\":\""));
    world.stand.revoke_all();
    let _ = world.run(&["token", "refresh"]);
    slowest("the end of the grant", &|line| line.contains("\"invalid\""));
    let seen = watching.lines().len();
    let _ = world.run(&["token", "delete", "--yes"]);
    let done = Instant::now();
    let (came, _) = wait_for("a deletion", Duration::from_secs(5), || {
        watching.lines().into_iter().skip(seen).find(|(_, line)| line.contains("not_acquired"))
    });
    let late = came.saturating_duration_since(done);
    println!("status --watch: a deletion after {late:.0?}");
    assert!(late < Duration::from_secs(1), "{late:?}");

    let lines: Vec<String> = watching.lines().into_iter().map(|(_, line)| line).collect();
    assert!(lines.iter().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()), "{lines:#?}");
    assert!(lines.windows(2).all(|two| two[0] != two[1]), "a line is a change: {lines:#?}");
    let ended = watching.end();
    assert_eq!(ended.code, Some(0), "{ended:?}");
}
