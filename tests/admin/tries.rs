//! Three wrong passwords and no more, whatever is done to clock, files and processes.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use mailkey::admin::{AdminError, Lock};
use mailkey::clock::Clock;
use mailkey::engine::Engine;
use mailkey::secrets;

use crate::{PASSWORD, Place, refused};

const MINUTES: fn(i64) -> SignedDuration = SignedDuration::from_mins;

async fn wrong(engine: &Engine) -> AdminError {
    refused(engine.unlock("a wrong password".into()).await)
}

/// An engine whose clock can be set.
fn with_clock(place: &Place) -> (Engine, Clock) {
    let clock = Clock::fast(1);
    (Engine::with_clock(place.home.clone(), secrets::memory(), clock.clone()), clock)
}

async fn locked_out() -> Place {
    let place = Place::locked().await;
    let engine = place.engine();
    assert_eq!(wrong(&engine).await, AdminError::Wrong { left: 2 });
    assert_eq!(wrong(&engine).await, AdminError::Wrong { left: 1 });
    assert!(matches!(wrong(&engine).await, AdminError::LockedOut { .. }));
    place
}

/// How long the lock-out lasts by this engine's clock.
#[track_caller]
fn rest(engine: &Engine) -> SignedDuration {
    let Lock::Locked { left: 0, until: Some(until) } = engine.admin() else { panic!("{:?}", engine.admin()) };
    until.duration_since(engine.clock().now())
}

#[tokio::test]
async fn three_wrong_ones_lock_for_five_minutes_and_then_three_more_can_be_tried() {
    let place = locked_out().await;
    // A new process finds the same.
    let (engine, clock) = with_clock(&place);
    assert!(rest(&engine) > MINUTES(4) && rest(&engine) <= MINUTES(5), "{:?}", rest(&engine));
    assert!(
        matches!(refused(engine.unlock(PASSWORD.into()).await), AdminError::LockedOut { .. }),
        "not even the right one"
    );
    let until = engine.admin().until();
    let out = refused(engine.set_password(Some(PASSWORD.into()), "another password".into()).await);
    assert!(matches!(out, AdminError::LockedOut { .. }));
    assert!(matches!(refused(engine.remove_password(PASSWORD.into()).await), AdminError::LockedOut { .. }));
    assert_eq!(engine.admin().until(), until, "who tries meanwhile makes it no longer");

    clock.jump(MINUTES(5));
    assert_eq!(engine.admin(), Lock::Locked { left: 3, until: None });
    assert_eq!(wrong(&engine).await, AdminError::Wrong { left: 2 });
    engine.unlock(PASSWORD.into()).await.expect("unlocked");
    engine.lock();
    assert_eq!(engine.admin(), Lock::Locked { left: 3, until: None }, "a right one ends the row");
}

#[tokio::test]
async fn a_clock_that_is_set_back_makes_it_neither_shorter_nor_endless() {
    let place = locked_out().await;
    let (engine, clock) = with_clock(&place);
    clock.jump(MINUTES(-24 * 60));
    assert!(rest(&engine) > MINUTES(4) && rest(&engine) <= MINUTES(5), "{:?}", rest(&engine));
    assert!(matches!(refused(engine.unlock(PASSWORD.into()).await), AdminError::LockedOut { .. }));
    clock.jump(MINUTES(24 * 60));
    assert!(rest(&engine) > MINUTES(4), "set right again: {:?}", rest(&engine));
    clock.jump(MINUTES(-24 * 60));
    clock.jump(MINUTES(4));
    assert!(rest(&engine) <= MINUTES(1), "time passes for it: {:?}", rest(&engine));
    clock.jump(MINUTES(2));
    engine.unlock(PASSWORD.into()).await.expect("unlocked");
}

#[tokio::test]
async fn a_damaged_file_of_tries_locks_and_a_missing_one_does_not() {
    let place = Place::locked().await;
    let (engine, clock) = with_clock(&place);
    for damaged in ["", "{}", "[1]", "{\"wrong\":0}", "{\"wrong\":-1,\"last\":\"2026-01-01T00:00:00Z\"}", "\u{0}"] {
        std::fs::write(place.home.admin_tries_file(), damaged).expect("written");
        assert!(rest(&engine) > MINUTES(4), "{damaged:?}");
        assert!(matches!(refused(engine.unlock(PASSWORD.into()).await), AdminError::LockedOut { .. }), "{damaged:?}");
        clock.jump(MINUTES(6));
        engine.unlock(PASSWORD.into()).await.expect("five minutes later");
        engine.lock();
    }
    let far = Timestamp::now() + SignedDuration::from_hours(24 * 365);
    std::fs::write(place.home.admin_tries_file(), format!("{{\"wrong\":3,\"last\":\"{far}\"}}")).expect("written");
    assert!(rest(&engine) <= MINUTES(5), "from now on, not in a year");
    // Who can delete this can delete the verifier; it is no way round that was not there before.
    std::fs::remove_file(place.home.admin_tries_file()).expect("removed");
    assert_eq!(engine.admin(), Lock::Locked { left: 3, until: None });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_at_once_have_three_tries_together() {
    let place = Place::locked().await;
    let mut guesses = tokio::task::JoinSet::new();
    for guess in 0..12 {
        let engine = place.engine();
        let _guess = guesses.spawn(async move { engine.unlock(format!("guess number {guess}").into()).await });
    }
    let results: Vec<_> = guesses.join_all().await.into_iter().map(|result| refused(result)).collect();
    let checked = results.iter().filter(|error| matches!(error, AdminError::Wrong { .. })).count();
    assert_eq!(checked, 2, "the third says already that it was one too many: {results:?}");
    assert!(place.engine().admin().until().is_some());
}

#[tokio::test]
async fn a_try_counts_even_when_its_process_does_not_live_to_see_the_answer() {
    let place = Place::locked().await;
    let engine = place.engine();
    for wrong in 1..=3 {
        let said = format!("\"wrong\":{wrong},");
        let is_counted =
            || std::fs::read_to_string(place.home.admin_tries_file()).is_ok_and(|text| text.contains(&said));
        let counted = async {
            while !is_counted() {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        // Given up while it is checked: what is counted was counted before.
        tokio::select! {
            biased;
            () = counted => {}
            result = engine.unlock("a wrong password".into()) => panic!("it was seen: {result:?}"),
        }
    }
    assert!(matches!(refused(engine.unlock(PASSWORD.into()).await), AdminError::LockedOut { .. }));
}

#[tokio::test]
async fn to_look_at_a_lock_out_wakes_nobody() {
    let place = locked_out().await;
    let (engine, clock) = with_clock(&place);
    mailkey::home::create_private_dir(&place.home.state_dir()).expect("a folder, which is a change too");
    let mut changes = mailkey::watch::changes(&place.home);
    let mut is_quiet = async || tokio::time::timeout(Duration::from_millis(400), changes.next()).await.is_err();
    for _ in 0..5 {
        assert!(rest(&engine) > MINUTES(4));
    }
    assert!(is_quiet().await, "who looks wakes itself, and looks again");
    // What must be written down is, and once.
    clock.jump(MINUTES(-60));
    assert!(rest(&engine) > MINUTES(4));
    assert!(!is_quiet().await);
    assert!(rest(&engine) > MINUTES(4));
    assert!(is_quiet().await, "written down already");
    // Neither do the locks of whoever writes: what they write does.
    drop(mailkey::home::lock_exclusive(&place.home.admin_lock()).expect("locked"));
    drop(mailkey::home::lock_exclusive(&place.home.config_dir().join("settings.lock")).expect("locked"));
    assert!(is_quiet().await, "a lock is no change");
    std::fs::write(place.home.settings_file(), "").expect("written");
    assert!(!is_quiet().await);
}

#[tokio::test]
async fn nothing_and_too_much_are_no_tries() {
    let place = Place::locked().await;
    let engine = place.engine();
    for _ in 0..4 {
        assert_eq!(refused(engine.unlock("".into()).await), AdminError::TooShort);
        assert_eq!(refused(engine.unlock("x".repeat(1025).into()).await), AdminError::TooLong);
    }
    assert_eq!(engine.admin(), Lock::Locked { left: 3, until: None });
}
