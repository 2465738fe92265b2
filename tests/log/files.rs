//! Five files of 1 MB, many processes at once, the user's alone, and a disk that does not take them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use mailkey::home::{self, Home};
use mailkey::log::{self, Event, Follower, Program};
use mailkey::words::LogWords;

use crate::alone;

const PROCESSES: usize = 6;
const EVENTS: usize = 3_000;
/// How many lines of a process may be unread. All of them together fill less than the four files that are kept, so that
/// nothing is turned over for good before it was read, however slow the reader is.
const UNREAD: usize = 600;

fn files(home: &Home) -> Vec<PathBuf> {
    let folder = home.log_file().parent().expect("a folder").to_owned();
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    entries.map(|entry| entry.expect("an entry").path()).collect()
}

fn start(folder: &Path) -> Home {
    let home = Home::at(folder);
    log::start(&home, Program::Command, LogWords::new(&home));
    home
}

/// A child's folder.
fn folder() -> PathBuf {
    std::env::var_os("MAILKEY_TEST_FOLDER").expect("a folder").into()
}

fn child(name: &str, role: &str, folder: &Path) -> std::process::Command {
    let mut command = alone::command(name, role);
    let _ = command.env("MAILKEY_TEST_FOLDER", folder);
    command
}

/// A word that says which event of which process it is, and is long enough to fill the files several times.
fn mark(process: &str, number: usize) -> String {
    format!("<{process}-{number}>{}", "x".repeat(200 + number % 97))
}

#[test]
fn many_processes_write_at_once_and_no_line_is_lost_or_torn() {
    const NAME: &str = "files::many_processes_write_at_once_and_no_line_is_lost_or_torn";
    if let Some(role) = alone::role() {
        let _home = start(&folder());
        let read = || std::fs::read_to_string(folder().join(&role)).ok()?.parse::<usize>().ok();
        let began = std::time::Instant::now();
        for number in 0..EVENTS {
            while number % 100 == 0 && number >= read().unwrap_or(0) + UNREAD {
                assert!(began.elapsed() < std::time::Duration::from_secs(60), "nobody reads");
                std::thread::sleep(std::time::Duration::from_millis(1));
            }
            let (place, message) = (role.clone(), mark(&role, number));
            log::event(Event::Panicked { place, message });
        }
        return;
    }
    let dir = tempfile::tempdir().expect("a folder");
    let home = Home::at(dir.path());
    let mut follower = Follower::new(&home);
    let mut children: Vec<_> =
        (0..PROCESSES).map(|number| child(NAME, &format!("p{number}"), dir.path()).spawn().expect("started")).collect();
    // All of them fill the files several times over: who follows sees every line of each, once and in its order.
    let mut seen: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut ended = false;
    loop {
        for entry in follower.news() {
            let text = |name: &str| entry.args[name].as_str().expect("a text").to_owned();
            seen.entry(text("place")).or_default().push(text("message"));
        }
        for (role, read) in &seen {
            std::fs::write(dir.path().join(role), read.len().to_string()).expect("written");
        }
        if ended {
            break;
        }
        ended = children.iter_mut().all(|child| child.try_wait().expect("a child").is_some());
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    for child in children {
        assert!(child.wait_with_output().expect("ended").status.success());
    }
    assert_eq!(seen.len(), PROCESSES);
    for (process, messages) in seen {
        let all: Vec<_> = (0..EVENTS).map(|number| mark(&process, number)).collect();
        assert!(messages == all, "{process}: {} of {} lines", messages.len(), all.len());
    }
    let mut sizes = BTreeMap::new();
    for path in files(&home) {
        let text = std::fs::read_to_string(&path).expect("text");
        assert!(text.ends_with('\n'), "{}", path.display());
        for line in text.lines() {
            let entry = log::Entry::parse(line).unwrap_or_else(|| panic!("torn: {line}"));
            assert_eq!(entry.event, "panicked", "{line}");
        }
        let _new = sizes.insert(path.file_name().expect("a name").to_owned(), text.len());
    }
    assert_eq!(sizes.len(), 5, "{sizes:?}");
    assert!(sizes.values().all(|size| *size <= 1_000_000), "{sizes:?}");
    let full = sizes.values().filter(|size| **size > 999_000).count();
    assert_eq!(full, 4, "each was filled before the next one: {sizes:?}");
    let read = log::read(&home, usize::MAX);
    assert!(read.len() > 6_000, "{}", read.len());
    assert!(log::read(&home, 10) == read[read.len() - 10..]);
}

#[test]
fn nothing_is_told_twice_or_lost_between_what_was_there_and_what_comes() {
    const NAME: &str = "files::nothing_is_told_twice_or_lost_between_what_was_there_and_what_comes";
    if let Some(role) = alone::role() {
        let _home = start(&folder());
        for number in 0..EVENTS {
            log::event(Event::Panicked { place: role.clone(), message: number.to_string() });
        }
        return;
    }
    let dir = tempfile::tempdir().expect("a folder");
    let home = Home::at(dir.path());
    let mut writer = child(NAME, "p", dir.path()).spawn().expect("started");
    let mut ended = false;
    while !ended {
        ended = writer.try_wait().expect("a child").is_some();
        let (mut all, mut follower) = log::read_and_follow(&home, usize::MAX);
        for _ in 0..3 {
            all.extend(follower.news());
        }
        let numbers: Vec<usize> = all
            .iter()
            .map(|entry| entry.args["message"].as_str().expect("a text").parse().expect("a number"))
            .collect();
        let expected: Vec<usize> = (0..numbers.len()).collect();
        assert!(numbers == expected, "{numbers:?}");
    }
    assert!(writer.wait().expect("ended").success());
}

#[cfg(unix)]
#[test]
fn the_files_are_the_users_alone_whatever_they_were() {
    use std::os::unix::fs::PermissionsExt as _;
    const NAME: &str = "files::the_files_are_the_users_alone_whatever_they_were";
    if alone::role().is_some() {
        let home = start(&folder());
        let rights = |path: PathBuf| std::fs::metadata(path).expect("a file").permissions().mode() & 0o777;
        for path in files(&home) {
            assert_eq!(rights(path), 0o600, "at once, not at the next line");
        }
        for number in 0..12_000 {
            log::event(Event::Panicked { place: "here".into(), message: mark("one", number) });
        }
        assert_eq!(files(&home).len(), 5);
        for path in files(&home) {
            assert_eq!(rights(path.clone()), 0o600, "{}", path.display());
        }
        assert_eq!(rights(home.log_file().parent().expect("a folder").to_owned()), 0o700);
        // Somebody opens them to all while it runs.
        std::fs::set_permissions(home.log_file(), std::fs::Permissions::from_mode(0o644)).expect("changed");
        log::event(Event::PasswordSet);
        assert_eq!(rights(home.log_file()), 0o600);
        return;
    }
    let dir = tempfile::tempdir().expect("a folder");
    let home = Home::at(dir.path());
    home::create_private_dir(home.log_file().parent().expect("a folder")).expect("created");
    for path in [home.log_file(), home.log_file().with_extension("log.3")] {
        std::fs::write(&path, "").expect("written");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o666)).expect("open to all");
    }
    let _output = alone::finish(&mut child(NAME, "child", dir.path()));
}

#[cfg(unix)]
#[test]
fn a_disk_that_takes_nothing_is_said_once_and_stops_nothing() {
    const NAME: &str = "files::a_disk_that_takes_nothing_is_said_once_and_stops_nothing";
    if alone::role().is_some() {
        let home = start(&folder());
        for _ in 0..50 {
            log::event(Event::PasswordSet);
        }
        assert!(log::trouble().is_some());
        // The disk has room again.
        std::fs::remove_file(home.log_file()).expect("removed");
        log::event(Event::PasswordChanged);
        assert_eq!(log::trouble(), None);
        assert_eq!(log::read(&home, 10).len(), 1);
        std::fs::remove_dir_all(home.state_root().join("log")).expect("removed");
        std::fs::write(home.state_root().join("log"), "a file where the folder belongs").expect("written");
        for _ in 0..50 {
            log::event(Event::PasswordSet);
        }
        assert!(log::trouble().is_some());
        assert_eq!(log::read(&home, 10), []);
        return;
    }
    let dir = tempfile::tempdir().expect("a folder");
    let home = Home::at(dir.path());
    home::create_private_dir(home.log_file().parent().expect("a folder")).expect("created");
    // What is written there finds no room, as on a full disk; and it is no file.
    std::os::unix::fs::symlink("/dev/full", home.log_file()).expect("linked");
    let output = alone::finish(&mut child(NAME, "child", dir.path()));
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    let said = words.lines().filter(|line| line.contains("mailkey.log")).count();
    assert_eq!(said, 2, "once for each time: {words}");
}

#[test]
fn a_torn_line_costs_itself_and_a_stopped_process_stops_nobody() {
    const NAME: &str = "files::a_torn_line_costs_itself_and_a_stopped_process_stops_nobody";
    if alone::role().is_some() {
        let home = start(&folder());
        log::event(Event::PasswordSet);
        // Somebody holds the lock and does not let go of it.
        let lock = home::lock_exclusive(&home.log_lock()).expect("locked");
        let began = std::time::Instant::now();
        for _ in 0..100 {
            log::event(Event::PasswordChanged);
        }
        assert!(began.elapsed() < std::time::Duration::from_secs(3), "{:?}", began.elapsed());
        drop(lock);
        return;
    }
    let dir = tempfile::tempdir().expect("a folder");
    let home = Home::at(dir.path());
    home::create_private_dir(home.log_file().parent().expect("a folder")).expect("created");
    std::fs::write(home.log_file(), b"2026-11-23 20:00:00.000 +00:00\tINFO\ttok\0\0\0\xff").expect("written");
    let _output = alone::finish(&mut child(NAME, "child", dir.path()));
    let events: Vec<_> = log::read(&home, usize::MAX).into_iter().map(|entry| entry.event).collect();
    assert_eq!(events.len(), 101);
    assert_eq!(events[0], "password-set");
}
