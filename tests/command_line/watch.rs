//! `status --watch`: each state once, at once, and no longer than somebody reads.
#![cfg(unix)]

use std::io::{BufRead as _, BufReader};
use std::process::Child;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::bench::Bench;
use crate::interrupted::end;

/// The lines of a child, as they come.
fn lines(child: &mut Child) -> Receiver<String> {
    let out = BufReader::new(child.stdout.take().expect("a pipe"));
    let (tell, told) = channel();
    let _reader = std::thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| tell.send(line)));
    told
}

fn next(lines: &Receiver<String>) -> Value {
    let line = lines.recv_timeout(Duration::from_secs(5)).expect("a line");
    serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"))
}

fn write_state(bench: &Bench, text: &str) {
    let state = bench.home().join("state");
    std::fs::create_dir_all(&state).expect("a folder");
    let new = state.join("new");
    std::fs::write(&new, text).expect("written");
    std::fs::rename(new, state.join("smtp.json")).expect("in place");
}

/// A grant that ends then.
fn grant(end: &str, renewable: bool) -> String {
    serde_json::json!({
        "generation": 3,
        "session": {"state": "signed_in", "facts": {
            "issued_for": {"provider": "microsoft", "account": "recepce@firma.cz", "client_id": ""},
            "signed_in_as": "recepce@firma.cz", "obtained_at": "2026-01-01T00:00:00Z",
            "refreshed_at": "2026-01-01T00:00:00Z", "expires_at": end, "scopes": [], "renewable": renewable,
            "token_endpoint": "https://id.example/token",
        }},
    })
    .to_string()
}

#[test]
fn each_state_is_printed_once_and_at_once() {
    let bench = Bench::new();
    let mut child = bench.command(["status", "--watch", "--json"]).spawn().expect("started");
    let lines = lines(&mut child);
    assert_eq!(next(&lines), bench.run("status --json").json(), "the same object");
    let began = Instant::now();
    assert_eq!(bench.run("settings set smtp.oauth2.account recepce@firma.cz").status, 0);
    assert_eq!(next(&lines)["smtp"]["account"], "recepce@firma.cz");
    assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
    // No change of the state, so no line: neither another setting nor a file written anew.
    assert_eq!(bench.run("settings set smtp.port 465").status, 0);
    write_state(&bench, r#"{"generation":2,"session":{"state":"signed_out"}}"#);
    assert!(lines.recv_timeout(Duration::from_millis(800)).is_err());

    let soon = jiff::Timestamp::now() + jiff::SignedDuration::from_millis(2500);
    write_state(&bench, &grant(&soon.to_string(), false));
    let acquired = next(&lines);
    assert_eq!(acquired["smtp"]["state"], "acquired", "{acquired}");
    let ended = next(&lines);
    assert_eq!((&ended["smtp"]["state"], &ended["smtp"]["error"]["kind"]), (&"invalid".into(), &"invalid".into()));
    let late = jiff::Timestamp::now().duration_since(soon);
    assert!(late.abs() < jiff::SignedDuration::from_secs(1), "at the moment when the token ends: {late}");

    // Overdue, and nobody renews it: the same at each look.
    write_state(&bench, &grant("2026-01-01T01:00:00Z", true));
    let overdue = next(&lines);
    assert_eq!(overdue["smtp"]["next_refresh_at"], "2026-01-01T00:55:00Z", "{overdue}");
    std::thread::sleep(Duration::from_millis(1100));
    assert_eq!(bench.run("settings set smtp.port 587").status, 0);
    assert!(lines.recv_timeout(Duration::from_millis(800)).is_err());

    assert_eq!(end(&mut child, "INT").code(), Some(0));
    assert!(lines.recv().is_err(), "nothing more");
}

#[test]
fn as_text_it_is_one_line() {
    let bench = Bench::new();
    write_state(&bench, &grant("2026-01-01T01:00:00Z", false));
    let mut child = bench.command(["status", "--watch", "--lang", "cs"]).spawn().expect("started");
    let lines = lines(&mut child);
    let line = lines.recv_timeout(Duration::from_secs(5)).expect("a line");
    assert!(line.contains("SMTP") && line.contains("POP") && line.contains("Neplatný"), "{line}");
    assert!(lines.recv_timeout(Duration::from_millis(300)).is_err());
    assert_eq!(end(&mut child, "TERM").code(), Some(0));
}

#[test]
fn settings_that_cannot_be_read_are_said_and_do_not_end_it() {
    let bench = Bench::new();
    bench.write_settings("[smtp\n");
    let mut child = bench.command(["status", "--watch", "--json", "--lang", "en"]).spawn().expect("started");
    let lines = lines(&mut child);
    let mut words = BufReader::new(child.stderr.take().expect("a pipe"));
    let mut said = String::new();
    let _ = words.read_line(&mut said).expect("a line");
    assert!(said.contains("settings.toml:1"), "{said}");
    bench.write_settings("[smtp]\nport = 25\n");
    assert_eq!(next(&lines)["smtp"]["state"], "not_acquired");
    assert_eq!(end(&mut child, "INT").code(), Some(0));
}

#[test]
fn it_ends_when_its_reader_goes_away() {
    let bench = Bench::new();
    let mut child = bench.command(["status", "--watch"]).spawn().expect("started");
    let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut line = String::new();
    let _ = out.read_line(&mut line).expect("a line");
    drop(out);
    let until = Instant::now() + Duration::from_secs(5);
    let status = loop {
        if let Some(status) = child.try_wait().expect("a status") {
            break status;
        }
        assert!(Instant::now() < until, "it goes on for nobody");
        std::thread::sleep(Duration::from_millis(20));
    };
    assert_eq!(status.code(), Some(0));
}
