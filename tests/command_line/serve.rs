//! `serve` and `service`: one service per home, its events, and how the system starts it.
#![cfg(unix)]

use std::io::BufReader;
use std::os::unix::net::UnixDatagram;
use std::path::PathBuf;
use std::process::Child;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::bench::{Bench, Ran, finish};
use crate::interrupted::end;

/// The next line of a child's standard output.
fn line(reader: &mut impl std::io::BufRead) -> String {
    let mut line = String::new();
    assert!(reader.read_line(&mut line).expect("a line") > 0, "it ended");
    line
}

fn reader(child: &mut Child) -> BufReader<std::process::ChildStdout> {
    BufReader::new(child.stdout.take().expect("a pipe"))
}

#[test]
fn serve_waits_where_nothing_is_set_up_and_ends_when_it_is_asked_to() {
    let bench = Bench::new();
    for signal in ["INT", "TERM", "HUP"] {
        let mut child = bench.command(["serve", "--json-log"]).spawn().expect("started");
        let mut out = reader(&mut child);
        let started: Value = serde_json::from_str(&line(&mut out)).expect("JSON");
        assert_eq!(started["event"], "started");
        assert_eq!(started["pid"], child.id());
        assert!(started["account"].is_null() && started["time"].is_string(), "{started}");

        let second = bench.run("serve --lang cs");
        assert!(second.failed(1).contains("už „mailkeyctl serve“ běží"), "{second:?}");
        assert!(bench.run("service status --lang en").words.is_empty());
        assert!(child.try_wait().expect("a status").is_none(), "it waits");

        assert_eq!(end(&mut child, signal).code(), Some(0), "{signal}");
        let stopped: Value = serde_json::from_str(&line(&mut out)).expect("JSON");
        assert_eq!(stopped["event"], "stopped");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn serve_that_is_to_outlive_its_terminal_does() {
    let bench = Bench::new();
    let serve = bench.command(["serve"]);
    let mut shell = std::process::Command::new("sh");
    let _ = shell.args(["-c", "trap '' HUP; exec \"$0\" serve"]).arg(serve.get_program());
    let _ = shell.envs(serve.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let mut child = shell.stdout(std::process::Stdio::piped()).spawn().expect("started");
    let mut out = reader(&mut child);
    assert!(line(&mut out).contains(bench.home().to_str().expect("text")));
    let hung_up = std::process::Command::new("kill").args(["-HUP", &child.id().to_string()]).status();
    assert!(hung_up.expect("kill runs").success());
    std::thread::sleep(Duration::from_millis(300));
    assert!(child.try_wait().expect("a status").is_none(), "as with nohup");
    assert_eq!(end(&mut child, "TERM").code(), Some(0));
}

#[test]
fn serve_ends_when_a_note_asks_it_to_and_not_by_an_old_one() {
    let bench = Bench::new();
    let home = mailkey::home::Home::at(&bench.home());
    mailkey::home::create_private_dir(&home.state_dir()).expect("a folder");
    std::fs::write(home.service_end_note(), "").expect("what nobody read");
    let mut child = bench.command(["serve", "--json-log"]).spawn().expect("started");
    let mut out = reader(&mut child);
    assert!(line(&mut out).contains("\"started\""));
    assert!(!home.service_end_note().exists());
    std::thread::sleep(Duration::from_millis(300));
    assert!(child.try_wait().expect("a status").is_none(), "an old note");

    let began = Instant::now();
    mailkey::autostart::ending::ask(&home);
    assert!(began.elapsed() < Duration::from_secs(10) && !mailkey::autostart::is_running(&home));
    assert!(line(&mut out).contains("\"stopped\""), "it ended in order");
    assert_eq!(child.wait().expect("a status").code(), Some(0));
    assert!(!home.service_end_note().exists());
    mailkey::autostart::ending::ask(&home);
    assert!(!home.service_end_note().exists(), "nobody is there to be asked");
}

#[test]
fn serve_speaks_the_language_of_the_settings_as_they_are_now() {
    let bench = Bench::new();
    let mut child = bench.command(["serve"]).spawn().expect("started");
    let mut out = reader(&mut child);
    assert!(line(&mut out).contains("Started"));
    assert_eq!(bench.run("settings set language cs").status, 0);
    assert_eq!(end(&mut child, "TERM").code(), Some(0));
    assert!(line(&mut out).ends_with("  Ukončeno.\n"));
}

#[test]
fn serve_tells_the_service_manager_when_it_works_and_when_it_ends() {
    let bench = Bench::new();
    let path = bench.folder.path().join("notify");
    let socket = UnixDatagram::bind(&path).expect("a socket");
    socket.set_read_timeout(Some(Duration::from_secs(10))).expect("set");
    let mut child = bench.command(["serve"]).env("NOTIFY_SOCKET", &path).spawn().expect("started");
    let told = || {
        let mut bytes = [0; 64];
        let length = socket.recv(&mut bytes).expect("a message");
        String::from_utf8_lossy(&bytes[..length]).into_owned()
    };
    assert_eq!(told(), "READY=1");
    assert_eq!(end(&mut child, "TERM").code(), Some(0));
    assert_eq!(told(), "STOPPING=1");
}

#[cfg(target_os = "linux")]
#[test]
fn serve_idles() {
    let bench = Bench::new();
    let mut child = bench.command(["serve"]).spawn().expect("started");
    let _ = line(&mut reader(&mut child));
    let stat = format!("/proc/{}/stat", child.id());
    // User and system time, in clock ticks (proc(5): fields 14 and 15, counted after the name).
    let ticks = || {
        let text = std::fs::read_to_string(&stat).expect("it runs");
        let fields: Vec<_> = text.rsplit(')').next().expect("fields").split_whitespace().collect();
        fields[11..13].iter().map(|field| field.parse::<u64>().expect("a number")).sum::<u64>()
    };
    std::thread::sleep(Duration::from_millis(500));
    let before = ticks();
    std::thread::sleep(Duration::from_secs(3));
    assert!(ticks() - before <= 1, "it works although nothing happens");
    assert_eq!(end(&mut child, "TERM").code(), Some(0));
}

/// A session without a systemd user manager.
fn session(bench: &Bench, verb: &str, desktop: bool) -> Ran {
    let folder = bench.folder.path();
    let mut command = bench.command(["service", verb, "--lang", "en"]);
    let _ = command.env("HOME", folder).env("XDG_RUNTIME_DIR", folder.join("none")).env_remove("XDG_CONFIG_HOME");
    let _ = command.env_remove("XDG_CURRENT_DESKTOP");
    if desktop {
        let _ = command.env("XDG_CURRENT_DESKTOP", "XFCE").env("DISPLAY", ":99");
    }
    finish(&mut command, "")
}

#[cfg(target_os = "linux")]
#[test]
fn where_nothing_can_start_it_the_reason_and_the_way_out_are_said() {
    let bench = Bench::new();
    let on = session(&bench, "on", false);
    assert!(on.failed(1).contains("mailkeyctl serve") && on.words.contains("No service manager"), "{on:?}");
    let status = session(&bench, "status", false);
    assert!(status.done().contains("No service manager") && status.out.contains("not running"), "{status:?}");
    assert!(!bench.folder.path().join(".config").exists(), "nothing was written");
}

#[cfg(target_os = "linux")]
#[test]
fn on_a_desktop_without_a_user_manager_the_session_starts_it() {
    let bench = Bench::new();
    assert!(session(&bench, "status", true).done().contains("is off"));
    let on = session(&bench, "on", true);
    assert_eq!(on.status, 0, "{on:?}");
    let status = session(&bench, "status", true);
    assert!(status.done().contains("is on") && status.out.contains("is running"), "{status:?}");
    let entries: Vec<PathBuf> = std::fs::read_dir(bench.folder.path().join(".config/autostart"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    assert_eq!(entries.len(), 1, "{entries:?}");
    let entry = std::fs::read_to_string(&entries[0]).expect("an entry");
    let home = bench.home().canonicalize().expect("a home");
    assert!(entry.contains(&format!("\"serve\" \"--home\" \"{}\"\n", home.display())), "{entry}");

    let began = Instant::now();
    let off = session(&bench, "off", true);
    assert_eq!(off.status, 0, "{off:?}");
    assert!(began.elapsed() < Duration::from_secs(20));
    assert!(!entries[0].exists());
    let status = session(&bench, "status", true);
    assert!(status.done().contains("is off") && status.out.contains("not running"), "{status:?}");
    assert_eq!(session(&bench, "off", true).status, 0, "removing twice is no mistake");
}
