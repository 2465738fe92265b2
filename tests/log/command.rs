//! `mailkeyctl log`, through the real program.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::Value;

fn program(home: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mailkeyctl"));
    let _ = command.args(args).args(["--lang", "en", "--home"]).arg(home);
    let _ = command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent").env_remove("MAILKEY_LOG");
    let _ = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(home: &Path, args: &[&str]) -> (i32, String, String) {
    let output = program(home, args).output().expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("a status"), text(output.stdout), text(output.stderr))
}

fn entries(home: &Path, args: &[&str]) -> Vec<Value> {
    let (status, out, words) = run(home, &[&["log", "--json"], args].concat());
    assert_eq!(status, 0, "{words}");
    let all: Value = serde_json::from_str(&out).expect("JSON");
    all["entries"].as_array().expect("a list").clone()
}

#[test]
fn the_log_is_shown_filtered_and_followed() {
    let dir = tempfile::tempdir().expect("a folder");
    let home = dir.path();
    let (status, out, words) = run(home, &["log"]);
    assert_eq!((status, out.as_str()), (0, ""), "{words}");
    assert!(words.contains("mailkey.log"), "an empty log says where it would be: {words}");

    let set = |key: &str, value: &str| assert_eq!(run(home, &["settings", "set", key, value]).0, 0);
    set("smtp.server", "mail.example.com");
    set("smtp.port", "2525");
    assert_eq!(run(home, &["check"]).0, 1);
    let all = entries(home, &[]);
    let ids: Vec<_> = all.iter().map(|entry| entry["id"].as_str().expect("an id")).collect();
    assert_eq!(ids, ["settings-saved", "settings-saved", "check-failed"], "{all:#?}");
    let keys: Vec<_> = all[2].as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(keys, ["area", "args", "at", "id", "process", "severity", "text"]);
    assert_eq!((&all[2]["area"], &all[2]["severity"]), (&"pop".into(), &"error".into()));
    assert_eq!(all[2]["process"]["program"], "command");
    assert!(all[2]["args"]["why"]["id"].as_str().is_some_and(|id| !id.is_empty()), "{}", all[2]);
    assert_eq!(entries(home, &["--area", "pop"]).len(), 1);
    assert_eq!(entries(home, &["--severity", "error"]).len(), 1);
    assert_eq!(entries(home, &["--search", "settings WERE"]).len(), 2);
    assert_eq!(entries(home, &["--search", "cislo portu"]).len(), 1, "in the other language, without accents");
    let (_, out, _) = run(home, &["log", "--search", "2525"]);
    assert!(out.contains("SMTP: port number 587 → 2525"), "{out}");
    assert_eq!(entries(home, &["-n", "1"])[0]["id"], "check-failed");
    let (_, out, _) = run(home, &["log", "--area", "settings"]);
    assert!(out.lines().count() == 2 && out.contains("Settings were saved"), "{out}");
    for wrong in [&["log", "--area", "nowhere"][..], &["log", "--severity", "x"], &["log", "--transcripts", "maybe"]] {
        assert_eq!(run(home, wrong).0, 2, "{wrong:?}");
    }

    let mut child = program(home, &["log", "--follow", "-n", "0", "--json"]).spawn().expect("started");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let seen = AtomicBool::new(false);
    let line = std::thread::scope(|scope| {
        // It may not have begun to follow at the first ones.
        let _writing = scope.spawn(|| {
            for port in (3000..3200).take_while(|_| !seen.load(Ordering::SeqCst)) {
                set("pop.port", &port.to_string());
            }
        });
        let line = lines.next().expect("a line").expect("readable");
        seen.store(true, Ordering::SeqCst);
        line
    });
    let entry: Value = serde_json::from_str(&line).expect("JSON");
    assert_eq!(entry["id"], "settings-saved");
    assert_eq!(entry["args"]["keys"], serde_json::json!(["pop.port"]));
    child.kill().expect("ended");
    let _status = child.wait().expect("ended");
}

#[test]
fn transcripts_are_switched_on_for_a_quarter_of_an_hour() {
    let dir = tempfile::tempdir().expect("a folder");
    let home = dir.path();
    let (status, out, words) = run(home, &["log", "--transcripts", "on", "--json"]);
    assert_eq!(status, 0, "{words}");
    let until: Value = serde_json::from_str(&out).expect("JSON");
    let until: jiff::Timestamp = until["transcripts_until"].as_str().expect("a time").parse().expect("a time");
    let left = until.duration_since(jiff::Timestamp::now());
    assert!(left.as_secs() > 14 * 60 && left.as_secs() <= 15 * 60, "{left}");
    let engine = mailkey::engine::Engine::new(mailkey::home::Home::at(home), mailkey::secrets::memory());
    assert!(engine.transcripts().is_some(), "in every process");
    let (_, out, _) = run(home, &["log", "--transcripts", "off"]);
    assert!(out.contains("not written"), "{out}");
    assert_eq!(engine.transcripts(), None);
    let ids: Vec<_> = entries(home, &[]).iter().map(|entry| entry["id"].clone()).collect();
    assert_eq!(ids, ["transcripts-on", "transcripts-off"]);
}
