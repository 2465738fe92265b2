//! The administrator's password on the command line: every verb is decided, the password comes from standard input or a
//! terminal, and no way round it leads through `--home`, a second process, a file to export to or the clock.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::bench::{Bench, Ran, bare, finish};

const PASSWORD: &str = "tajné heslo 1";
const LOCKED: &str = "The settings are locked with the administrator password.";

/// Every verb with arguments that would do something, and whether it asks for permission. `secret`: what it reads.
const VERBS: &[(&str, &str, bool)] = &[
    ("status", "", false),
    ("settings show", "", false),
    ("settings get", "smtp.port", false),
    ("settings set", "smtp.timeout 77", true),
    ("settings import", "-", true),
    ("settings export", "", false),
    ("token get", "--no-browser", true),
    ("token show", "", true),
    ("token refresh", "", true),
    ("token delete", "--yes", true),
    ("secret set", "smtp.client_secret", true),
    ("secret delete", "smtp.client_secret", true),
    ("send", "--to recepce@firma.cz", true),
    ("check", "", true),
    ("test", "", true),
    ("log", "--transcripts on", true),
    ("serve", "", false),
    ("service on", "", true),
    ("service off", "", true),
    ("service status", "", false),
    ("guide", "microsoft", false),
    ("admin status", "", false),
    ("admin set", "", false),
    ("admin change", "", true),
    ("admin remove", "", true),
    ("demo", "", false),
];

/// The verbs that `--help` names under these, the ones that do something.
fn verbs(bench: &Bench, under: &str) -> Vec<String> {
    let mut args: Vec<_> = under.split_whitespace().collect();
    args.push("--help");
    let help = bench.run_list(&args);
    let lines = help.done().lines().skip_while(|line| *line != "Commands:").skip(1);
    let names = lines.take_while(|line| !line.is_empty()).filter_map(|line| {
        let name = line.strip_prefix("  ").filter(|rest| !rest.starts_with(' '))?.split_whitespace().next()?;
        (name != "help").then(|| format!("{under} {name}").trim().to_owned())
    });
    let names: Vec<_> = names.collect();
    if names.is_empty() {
        return vec![under.to_owned()];
    }
    names.iter().flat_map(|name| verbs(bench, name)).collect()
}

fn with_password(bench: &Bench, args: &str, input: &str) -> Ran {
    let args = args.split_whitespace().chain(["--password-stdin", "--lang", "en"]);
    finish(&mut bench.command(args), input)
}

fn locked() -> Bench {
    let bench = Bench::new();
    let set = with_password(&bench, "admin set", &format!("{PASSWORD}\n"));
    assert_eq!(set.done(), "");
    bench
}

#[test]
fn every_verb_is_decided_and_a_guarded_one_refuses_at_once() {
    let bench = locked();
    let all = verbs(&bench, "");
    for verb in &all {
        assert!(VERBS.iter().any(|(name, ..)| name == verb), "is `{verb}` guarded? say so here and in Verb::guard");
    }
    for (verb, args, guarded) in VERBS {
        assert!(all.iter().any(|name| name == verb), "{verb} is gone");
        if ["serve", "demo"].contains(verb) {
            continue;
        }
        let begun = Instant::now();
        let ran = finish(bench.command(format!("{verb} {args} --lang en").split_whitespace()).env("PATH", ""), "");
        assert!(begun.elapsed() < Duration::from_secs(5), "{verb} waited");
        assert_eq!(ran.words.contains(LOCKED), *guarded, "{verb}: {ran:?}");
        if *guarded {
            assert!(ran.failed(1).contains("--password-stdin"), "{ran:?}");
        }
    }
    assert!(!bench.settings_file().exists(), "nothing was changed");
}

#[test]
fn the_first_line_is_the_password_and_the_rest_is_the_verbs() {
    let bench = locked();
    let set = with_password(&bench, "settings set smtp.timeout 77", &format!("{PASSWORD}\n"));
    assert_eq!(set.done(), "");
    assert_eq!(bench.run("settings get smtp.timeout").done(), "77\n");
    let set = with_password(&bench, "settings set smtp.timeout 78", &format!("{PASSWORD}\r\n"));
    assert_eq!(set.done(), "", "as Windows ends its lines");
    let imported = with_password(&bench, "settings import -", &format!("{PASSWORD}\n[smtp]\ntimeout = 33\n"));
    assert_eq!(imported.done(), "");
    assert_eq!(bench.run("settings get smtp.timeout").done(), "33\n");
    // Here no keyring answers, but the settings were unlocked before it was asked.
    let secret = with_password(&bench, "secret set smtp.client_secret", &format!("{PASSWORD}\nthe secret\n"));
    assert!(!secret.failed(1).contains("administrator"), "{secret:?}");
    let empty = with_password(&bench, "secret set smtp.client_secret", &format!("{PASSWORD}\n"));
    assert!(!empty.failed(1).contains("administrator"), "the password is not the secret: {empty:?}");

    for (input, says) in [
        ("", "There is no password on standard input"),
        ("\n", "There is no password on standard input"),
        ("tajné heslo 1 \n", "not correct"),
        ("Tajné heslo 1\n", "not correct"),
    ] {
        let ran = with_password(&bench, "settings set smtp.timeout 20", input);
        assert!(ran.failed(1).contains(says), "{input:?}: {ran:?}");
    }
    let long = with_password(&bench, "settings set smtp.timeout 20", &"x".repeat(100_000));
    assert!(long.failed(1).contains("too long"), "{long:?}");
    assert_eq!(bench.run("settings get smtp.timeout").done(), "33\n");
}

#[test]
fn where_no_password_is_set_its_line_is_still_not_the_secret() {
    let bench = Bench::new();
    let ran = with_password(&bench, "settings import -", "whatever\n[smtp]\ntimeout = 44\n");
    assert_eq!(ran.done(), "");
    assert_eq!(bench.run("settings get smtp.timeout").done(), "44\n");
}

#[test]
fn language_and_colours_need_no_password() {
    let bench = locked();
    assert_eq!(bench.run("settings set language en").done(), "");
    assert_eq!(bench.run("settings set theme dark").done(), "");
    assert_eq!(bench.run("settings get theme").done(), "dark\n");
}

#[test]
fn it_is_set_changed_and_removed() {
    let bench = Bench::new();
    let state = |bench: &Bench| bench.run("admin status --json").json()["state"].clone();
    assert_eq!(state(&bench), "open");
    let short = with_password(&bench, "admin set", "1234567\n");
    assert!(short.failed(1).contains("at least 8"), "{short:?}");
    assert!(with_password(&bench, "admin remove", "12345678\n").failed(1).contains("No administrator password"));
    assert!(bench.run("admin set").failed(1).contains("--password-stdin"), "nobody can be asked");
    let set = with_password(&bench, "admin set --json", "first password\n");
    assert_eq!(set.json()["state"], "unlocked");
    assert_eq!(state(&bench), "locked");
    assert!(with_password(&bench, "admin set", "other password\n").failed(1).contains("already set"));
    let wrong = with_password(&bench, "admin change", "wrong password\nother password\n");
    assert!(wrong.failed(1).contains("2 tries are left"), "{wrong:?}");
    assert_eq!(bench.run("admin status --json").json()["tries_left"], 2);
    assert!(with_password(&bench, "admin change", "first password\n").failed(1).contains("two lines"));
    assert_eq!(with_password(&bench, "admin change", "first password\nother password\n").done(), "");
    assert!(with_password(&bench, "admin remove", "first password\n").failed(1).contains("not correct"));
    assert_eq!(with_password(&bench, "admin remove", "other password\n").done(), "");
    assert_eq!(state(&bench), "open");
    assert_eq!(bench.run("settings set smtp.timeout 30").done(), "");
}

#[test]
fn it_is_no_argument_and_no_variable() {
    let bench = locked();
    let ran = bench.run_list(&["settings", "set", "smtp.timeout", "30", "--password", PASSWORD]);
    assert_eq!(ran.status, 2, "{ran:?}");
    for name in ["MAILKEY_PASSWORD", "MAILKEY_ADMIN_PASSWORD", "PASSWORD"] {
        let ran = finish(bench.command(["settings", "set", "smtp.timeout", "30"]).env(name, PASSWORD), "");
        let _words = ran.failed(1);
    }
}

/// Wrong passwords until nothing can be tried.
fn lock_out(command: impl Fn() -> std::process::Command) {
    for says in ["2 tries are left", "One try is left", "3 times in a row"] {
        let ran = finish(&mut command(), "a wrong password\n");
        assert!(ran.failed(1).contains(says), "{ran:?}");
    }
}

fn check_of(bench: &Bench) -> std::process::Command {
    bench.command(["check", "--password-stdin", "--lang", "en"])
}

#[test]
fn three_wrong_ones_lock_out_every_process_whatever_their_clock_says() {
    let bench = locked();
    lock_out(|| check_of(&bench));
    let right = format!("{PASSWORD}\n");
    for clock in ["+0s", "+4m", "-1m", "-2h", "+1m"] {
        let ran = finish(check_of(&bench).env("MAILKEY_CLOCK", clock), &right);
        assert!(ran.failed(1).contains("3 times in a row"), "{clock}: {ran:?}");
    }
    let status = bench.run("admin status --json").json();
    assert_eq!((&status["state"], &status["tries_left"]), (&"locked".into(), &0.into()));
    assert!(status["locked_until"].is_string(), "{status}");
    let ran = finish(check_of(&bench).env("MAILKEY_CLOCK", "+6m"), &right);
    assert!(ran.failed(1).contains("Not filled in") || !ran.words.contains("administrator"), "unlocked: {ran:?}");
}

#[test]
fn many_processes_at_once_have_three_tries_together() {
    let bench = locked();
    let guesses: Vec<_> = (0..8)
        .map(|guess| {
            let mut command = check_of(&bench);
            std::thread::spawn(move || finish(&mut command, &format!("guess number {guess}\n")))
        })
        .collect();
    let ran: Vec<_> = guesses.into_iter().map(|guess| guess.join().expect("ended")).collect();
    let checked = ran.iter().filter(|ran| ran.failed(1).contains("left")).count();
    assert_eq!(checked, 2, "{ran:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_home_by_another_name_has_the_same_lock_and_the_same_tries() {
    let bench = Bench::new();
    let (config, state) = (bench.folder.path().join("config"), bench.folder.path().join("state"));
    let usual = |args: &[&str]| {
        let mut command = bare();
        let _ = command.env("XDG_CONFIG_HOME", &config).env("XDG_STATE_HOME", &state).env("HOME", bench.folder.path());
        let _ = command.args(args).args(["--password-stdin", "--lang", "en"]);
        command
    };
    assert_eq!(finish(&mut usual(&["admin", "set"]), &format!("{PASSWORD}\n")).done(), "");
    lock_out(|| usual(&["check"]));
    // The folder of the settings named as a home of its own: another place for the states, the same settings.
    let folder = config.join("mailkey");
    assert!(folder.join("administrator").exists());
    let link = bench.folder.path().join("link");
    std::os::unix::fs::symlink(&folder, &link).expect("linked");
    for home in [&folder, &link, &folder.join("../mailkey/.")] {
        let mut command = bare();
        let _ = command.args(["check", "--password-stdin", "--lang", "en", "--home"]).arg(home);
        let ran = finish(&mut command, &format!("{PASSWORD}\n"));
        assert!(ran.failed(1).contains("3 times in a row"), "{home:?}: {ran:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_locked_settings_leads_round_no_lock() {
    let (bench, other) = (locked(), Bench::new());
    bench.write_settings("theme = \"light\"\n");
    std::fs::create_dir_all(other.home()).expect("a folder");
    std::os::unix::fs::symlink(bench.settings_file(), other.settings_file()).expect("linked");
    for args in ["settings set smtp.server evil.example", "settings set theme dark", "settings import -"] {
        let ran = finish(other.command(args.split_whitespace()).args(["--lang", "en"]), "[smtp]\ntimeout = 33\n");
        assert!(ran.failed(1).contains(LOCKED), "{args}: {ran:?}");
    }
    assert_eq!(other.run("admin status --json").json()["state"], "locked");
    assert_eq!(std::fs::read_to_string(bench.settings_file()).expect("a file"), "theme = \"light\"\n");
}

#[test]
fn no_export_goes_over_locked_settings_or_over_the_lock() {
    let bench = locked();
    let other = Bench::new();
    assert_eq!(other.run("settings set smtp.timeout 99").done(), "");
    let before = std::fs::read(bench.home().join("administrator")).expect("a verifier");
    std::fs::create_dir_all(bench.home().join("state")).expect("a folder");
    for name in ["settings.toml", "administrator", "administrator.tries", "state/smtp.json", "state/service.end"] {
        let target = bench.home().join(name);
        for from in [&bench, &other] {
            let ran = finish(&mut from.command([Path::new("settings"), Path::new("export"), &target]), "");
            assert!(ran.failed(1).contains("locked"), "{name}: {ran:?}");
        }
    }
    assert!(!bench.settings_file().exists());
    assert_eq!(std::fs::read(bench.home().join("administrator")).expect("a verifier"), before);
    let elsewhere = bench.folder.path().join("copy.toml");
    assert_eq!(finish(&mut bench.command([Path::new("settings"), Path::new("export"), &elsewhere]), "").done(), "");
}

#[cfg(target_os = "linux")]
#[test]
fn no_export_goes_over_the_states_of_the_users_own_locked_home() {
    let (bench, other) = (Bench::new(), Bench::new());
    let (config, state) = (bench.folder.path().join("config"), bench.folder.path().join("state"));
    let usual = |mut command: std::process::Command| {
        let _ = command.env("XDG_CONFIG_HOME", &config).env("XDG_STATE_HOME", &state).env("HOME", bench.folder.path());
        command
    };
    let mut set = bare();
    let _ = set.args(["admin", "set", "--password-stdin"]);
    assert_eq!(finish(&mut usual(set), &format!("{PASSWORD}\n")).done(), "");
    let folder = state.join("mailkey").join("state");
    std::fs::create_dir_all(&folder).expect("a folder");
    let target = folder.join("smtp.json");
    for mut command in [bare(), other.command(["--lang", "en"])] {
        let _ = command.args([Path::new("settings"), Path::new("export"), &target]);
        let ran = finish(&mut usual(command), "");
        assert!(ran.failed(1).contains("locked"), "{ran:?}");
    }
    assert!(!target.exists());
}

#[test]
fn a_broken_settings_file_opens_nothing() {
    let bench = locked();
    bench.write_settings("this is [no toml");
    assert!(bench.run("settings set smtp.timeout 30 --lang en").failed(1).contains(LOCKED));
    assert!(bench.run("settings import - --lang en").failed(1).contains(LOCKED));
    assert_eq!(bench.run("admin status --json").json()["state"], "locked");
    assert_eq!(std::fs::read_to_string(bench.settings_file()).expect("a file"), "this is [no toml");
}

#[test]
fn a_damaged_verifier_says_what_to_do() {
    let bench = locked();
    let file = bench.home().join("administrator");
    std::fs::write(&file, "").expect("written");
    let ran = bench.run("settings set smtp.timeout 30 --lang en");
    assert!(ran.failed(1).contains("damaged") && ran.words.contains(file.to_str().expect("text")), "{ran:?}");
    let ran = with_password(&bench, "settings set smtp.timeout 30", &format!("{PASSWORD}\n"));
    assert!(ran.failed(1).contains("damaged"), "{ran:?}");
    assert_eq!(bench.run("admin status --json").json()["state"], "damaged");
    std::fs::remove_file(&file).expect("removed");
    assert_eq!(bench.run("settings set smtp.timeout 30").done(), "", "the README says so");
}

#[cfg(unix)]
#[test]
fn serve_works_while_the_settings_are_locked() {
    use std::io::BufRead as _;
    let bench = locked();
    let mut child = bench.command(["serve", "--json-log"]).spawn().expect("started");
    let mut out = std::io::BufReader::new(child.stdout.take().expect("a pipe"));
    let mut line = String::new();
    let _length = out.read_line(&mut line).expect("a line");
    assert!(line.contains("\"started\""), "{line}");
    assert_eq!(crate::interrupted::end(&mut child, "TERM").code(), Some(0));
}

/// A terminal, by `script` of util-linux: the words that it showed.
#[cfg(target_os = "linux")]
fn at_terminal(bench: &Bench, args: &str, typed: &[&str]) -> (i32, String) {
    use std::io::{Read as _, Write as _};
    let mut command = std::process::Command::new("script");
    let program = env!("CARGO_BIN_EXE_mailkeyctl");
    let _ = command.args(["--quiet", "--return", "--echo", "always", "--command"]).arg(format!("{program} {args}"));
    let _ = command.arg("/dev/null").env("MAILKEY_HOME", bench.home()).env("LANG", "C.UTF-8");
    let _ = command.env_remove("LC_ALL").env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    let _ = command.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
    let mut child = command.spawn().expect("script runs");
    let (mut keys, mut screen) = (child.stdin.take().expect("a pipe"), child.stdout.take().expect("a pipe"));
    let mut shown = String::new();
    let mut bytes = [0; 4096];
    for line in typed {
        // A person types when they are asked.
        let before = shown.len();
        while !shown[before..].contains("password: ") && !shown[before..].contains("once more: ") {
            let length = screen.read(&mut bytes).expect("the terminal");
            assert!(length > 0, "it ended: {shown}");
            shown.push_str(&String::from_utf8_lossy(&bytes[..length]));
        }
        // Not faster than a hand: the words are there a moment before the terminal stops to show what is typed.
        std::thread::sleep(Duration::from_millis(150));
        keys.write_all(line.as_bytes()).expect("typed");
        keys.flush().expect("typed");
    }
    let _rest = screen.read_to_string(&mut shown).expect("the terminal");
    drop(keys);
    (child.wait().expect("ended").code().expect("a status"), shown)
}

#[cfg(target_os = "linux")]
#[test]
fn a_terminal_is_asked_and_does_not_show_what_is_typed() {
    let bench = Bench::new();
    let (status, shown) = at_terminal(&bench, "admin set --lang en", &["tajné heslo 1\n", "tajné heslo 2\n"]);
    assert_eq!(status, 1, "{shown}");
    assert!(shown.contains("The passwords differ"), "{shown}");
    let (status, shown) = at_terminal(&bench, "admin set --lang en", &["tajné heslo 1\n", "tajné heslo 1\n"]);
    assert_eq!(status, 0, "{shown}");
    assert!(!shown.contains("tajn"), "{shown}");
    let (status, shown) = at_terminal(&bench, "settings set smtp.timeout 55 --lang en", &["tajné heslo 1\n"]);
    assert_eq!(status, 0, "{shown}");
    assert!(shown.contains("Administrator password:") && !shown.contains("tajn"), "{shown}");
    assert_eq!(bench.run("settings get smtp.timeout").done(), "55\n");
    let (status, shown) = at_terminal(&bench, "settings set smtp.timeout 56 --lang en", &["spatne heslo\n"]);
    assert_eq!(status, 1, "{shown}");
    assert!(shown.contains("2 tries are left"), "{shown}");
    // Ctrl+C ends it as it ends any program.
    let (status, shown) = at_terminal(&bench, "settings set smtp.timeout 56 --lang en", &["taj\u{3}"]);
    assert_eq!(status, 128 + 2, "{shown}");
    let (status, shown) =
        at_terminal(&bench, "admin change --lang en", &["tajné heslo 1\n", "jiné heslo 22\n", "jiné heslo 22\n"]);
    assert_eq!(status, 0, "{shown}");
    assert_eq!(with_password(&bench, "settings set smtp.timeout 57", "jiné heslo 22\n").done(), "");
}
