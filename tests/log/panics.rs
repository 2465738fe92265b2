//! A mistake in the program, in the middle of writing a line.

use std::panic::catch_unwind;
use std::process::Output;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use mailkey::account::AccountId;
use mailkey::error::Error;
use mailkey::home::Home;
use mailkey::log::{self, Entry, Event, Program, Words};
use serde_json::Value;

use crate::alone;

/// Makes its first words wrongly, while it holds what every words need.
struct Wrong(Mutex<u32>);

impl Words for Wrong {
    fn say(&self, entry: &Entry) -> String {
        let mut said = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *said += 1;
        assert!(*said > 1, "a mistake in the words");
        entry.event.clone()
    }

    fn cause(&self, _: &Error, _: mailkey::log::Whose) -> Value {
        Value::Null
    }

    fn address(&self, _: &AccountId) -> Option<String> {
        None
    }
}

#[test]
fn a_panic_in_the_middle_of_a_line_does_not_hang_the_program() {
    const NAME: &str = "panics::a_panic_in_the_middle_of_a_line_does_not_hang_the_program";
    if alone::role().is_some() {
        let home = Home::at(std::env::var_os("MAILKEY_TEST_FOLDER").expect("a folder").as_ref());
        log::start(&home, Program::Command, Wrong(Mutex::new(0)));
        assert!(catch_unwind(|| log::event(Event::PasswordSet)).is_err());
        log::event(Event::PasswordChanged);
        assert!(catch_unwind(|| panic!("elsewhere")).is_err());
        let events: Vec<_> = log::read(&home, 10).into_iter().map(|entry| entry.event).collect();
        assert_eq!(events, ["password-changed", "panicked"], "and goes on afterwards");
        return;
    }
    let dir = tempfile::tempdir().expect("a folder");
    let mut child = alone::command(NAME, "child");
    let mut child = child.env("MAILKEY_TEST_FOLDER", dir.path()).spawn().expect("started");
    let began = Instant::now();
    while child.try_wait().expect("a child").is_none() {
        if began.elapsed() > Duration::from_secs(20) {
            child.kill().expect("ended");
            panic!("it hangs");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    let Output { status, stderr, .. } = child.wait_with_output().expect("ended");
    let stderr = String::from_utf8_lossy(&stderr);
    assert!(status.success() && stderr.contains("a mistake in the words"), "{stderr}");
}
