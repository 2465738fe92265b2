//! What the last net costs: a line of the log while the net holds twenty tokens of 4 kB, beside the same line with an
//! empty net. A program that prints figures, not a test.
//!
//! `cargo bench --bench log`. Also told as a ratio to a bare `write` of as many bytes to an open file, on the same machine
//! in the same moment, and for a line that holds a whole token in base64, which must be taken out of it.

use std::fs::File;
use std::hint::black_box;
use std::io::Write as _;
use std::time::{Duration, Instant};

use base64::Engine as _;
use mailkey::error::Error;
use mailkey::home::Home;
use mailkey::log::{self, Event, Program, net};
use mailkey::words::LogWords;

const TOKENS: u32 = 20;
const LENGTH: usize = 4_096;
const LINES: u32 = 2_000;
const ROUNDS: usize = 7;

/// A text that looks like a token and is another one for each number.
fn token(number: u32) -> String {
    let mut state = u64::from(number) + 1;
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let next = |_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(letters[(state >> 58) as usize])
    };
    (0..LENGTH).map(next).collect()
}

/// The middle one of some rounds, for one call.
fn median(mut work: impl FnMut()) -> Duration {
    let mut rounds: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let began = Instant::now();
            (0..LINES).for_each(|_| work());
            began.elapsed() / LINES
        })
        .collect();
    rounds.sort_unstable();
    rounds[ROUNDS / 2]
}

fn main() {
    let dir = tempfile::tempdir().expect("a folder");
    let home = Home::at(dir.path());
    log::start(&home, Program::Command, LogWords::new(&home));
    let sent = || log::event(Event::MessageSent { server: "smtp.example.com:587".into(), to: me() });
    let failed = || log::event(Event::CheckFailed { why: Error::SignInRunning, token_held: false, again: false });
    sent();
    let line = std::fs::read(home.log_file()).expect("a line");
    let mut file = File::create(dir.path().join("bare")).expect("a file");
    let bare = median(|| file.write_all(&line).expect("written"));
    let before = (median(sent), median(failed));
    let began = Instant::now();
    (0..TOKENS).for_each(|number| net::learn_text(&token(number)));
    let learned = began.elapsed() / TOKENS;
    let after = (median(sent), median(failed));

    let text = String::from_utf8(line.clone()).expect("text");
    let clean = median(|| drop(black_box(net::clean_line(black_box(text.clone())))));
    let echo = format!("535 5.7.3 <{}>", base64::engine::general_purpose::STANDARD.encode(token(7)));
    let found = Instant::now();
    (0..10).for_each(|_| assert!(black_box(net::clean(&echo)).contains("[removed]")));
    let found = found.elapsed() / 10;

    let ratio = |one: Duration, other: Duration| one.as_secs_f64() / other.as_secs_f64();
    println!("bare write of {} bytes               {bare:>10.1?}", line.len());
    println!("an event, the net empty              {:>10.1?}   {:.2} × bare", before.0, ratio(before.0, bare));
    println!(
        "the same with {TOKENS} tokens of {LENGTH}      {:>10.1?}   {:.2} × empty",
        after.0,
        ratio(after.0, before.0)
    );
    println!("a failure in words, the net empty    {:>10.1?}   {:.2} × bare", before.1, ratio(before.1, bare));
    println!(
        "the same with {TOKENS} tokens of {LENGTH}      {:>10.1?}   {:.2} × empty",
        after.1,
        ratio(after.1, before.1)
    );
    println!("the net alone, that line             {clean:>10.1?}   {:.3} × bare", ratio(clean, bare));
    println!("a token in base64 is taken out in    {found:>10.1?}");
    println!("a token is learned in                {learned:>10.1?}");
}

fn me() -> mailkey::account::EmailAddress {
    "recepce@firma.cz".parse().expect("an address")
}
