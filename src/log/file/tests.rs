use super::*;
use crate::home::lock_exclusive;

/// A writer that waits and sulks for so many milliseconds.
fn writer(home: &Home, patience: u64, sulk: u64) -> Writer {
    let (patience, sulk) = (Duration::from_millis(patience), Duration::from_millis(sulk));
    Writer { patience, sulk, ..Writer::new(home) }
}

/// How long a line takes.
fn took(writer: &mut Writer) -> Duration {
    let began = Instant::now();
    writer.write("a line").expect("written");
    began.elapsed()
}

#[test]
fn a_lock_that_is_never_let_go_of_is_waited_for_once_in_a_while() {
    let dir = tempfile::tempdir().expect("a folder");
    let home = Home::at(dir.path());
    let lock = lock_exclusive(&home.log_lock()).expect("locked");
    let waits = |took: Duration| took >= Duration::from_millis(200);
    let mut writer = writer(&home, 200, 600);
    for round in 0..2 {
        assert!(waits(took(&mut writer)), "round {round}: it may be let go of");
        assert!(!waits(took(&mut writer)), "round {round}: it was just waited for in vain");
        assert!(!waits(took(&mut writer)), "round {round}: and still");
        std::thread::sleep(Duration::from_millis(700));
    }
    drop(lock);
    assert!(!waits(took(&mut writer)));
}

#[test]
fn the_files_do_not_grow_without_end_where_the_lock_cannot_be_had() {
    let dir = tempfile::tempdir().expect("a folder");
    let home = Home::at(dir.path());
    let lock = lock_exclusive(&home.log_lock()).expect("locked");
    let mut writer = writer(&home, 1, 600_000);
    let line = "x".repeat(10_000);
    let size = |number| std::fs::metadata(numbered(&home, number)).map_or(0, |data| data.len());
    for _ in 0..450 {
        writer.write(&line).expect("written");
        assert!(size(0) <= 2 * MAX_SIZE, "{}", size(0));
    }
    assert!(size(1) > MAX_SIZE && size(2) > MAX_SIZE, "nobody else turned them over meanwhile");
    assert_eq!(size(1) + size(2) + size(0), 450 * 10_001, "and nothing was lost");
    drop(lock);
}
