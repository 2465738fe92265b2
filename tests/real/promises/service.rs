//! The background service: it renews unasked, there is one per home, and the system starts it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::children::{Helper, signal, wait_for};
use crate::support::desktop::Desktop;
use crate::support::manager::Manager;
use crate::support::{Keyring, World};

fn event(line: &str) -> Value {
    serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))
}

fn is(name: &'static str) -> impl Fn(&str) -> bool {
    move |line| event(line)["event"] == name
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn serve_renews_and_checks_unasked_and_there_is_one_of_it() {
    let world = World::new();
    world.stand.set(json!({ "access": 6 }));
    // Nobody has signed in yet: it waits, and notices when somebody has.
    let service = world.beside(&["serve", "--json-log"]);
    let (_, started) = service.wait_for_line("the start", is("started"));
    assert_eq!(event(&started)["home"], world.home.display().to_string());
    let _ = world.run(&["serve"]).refused(&["already running"]);

    world.sign_in_quickly();
    let (_, checked) = service.wait_for_line("a check", is("checked"));
    assert_eq!(event(&checked)["messages"], 0);
    wait_for("three renewals", Duration::from_secs(40), || {
        (service.lines().iter().filter(|(_, line)| event(line)["event"] == "renewed").count() >= 3).then_some(())
    });
    let status = world.expect_state("acquired");
    assert!(status["failing_since"].is_null() && status["error"].is_null(), "{status}");
    assert!(!status["next_refresh_at"].is_null(), "{status}");

    world
        .stand
        .fault(json!({ "route": "token", "times": 99, "status": 503, "body": "", "headers": { "retry-after": "1" } }));
    let (_, failed) = service.wait_for_line("a failure", is("failed"));
    let failed = event(&failed);
    assert_eq!((&failed["account"], &failed["error"]["kind"]), (&json!("smtp"), &json!("network")), "{failed}");
    assert!(failed["retry_at"].is_string() && failed["error"]["cure"].is_string(), "{failed}");
    let status = world.expect_state("acquired");
    assert!(status["failing_since"].is_string() && status["error"]["text"].is_string(), "{status}");
    world.stand.heal();

    let ended = service.end();
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert_eq!(ended.stdout.lines().last().map(|line| event(line)["event"].clone()), Some(json!("stopped")));
    let _ = world.expect_no_secret_outside();
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn ending_the_service_loses_no_renewal_that_is_under_way() {
    let world = World::new();
    world.stand.set(json!({ "access": 4 }));
    world.sign_in_quickly();
    world.stand.fault(json!({ "route": "token", "delay": 1500 }));
    let service = world.beside(&["serve"]);
    wait_for("a request", Duration::from_secs(20), || (world.stand.refreshes().len() == 1).then_some(()));
    world.stand.set(json!({ "access": 3600 }));
    let ended = service.end();
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.stdout.lines().last().is_some_and(|line| line.ends_with("Stopped.")), "{ended:?}");
    assert!(world.stand.accepts(&world.token()));
    assert_eq!(world.stand.refreshes().len(), 1, "its answer was stored");
}

/// A desktop's notification service.
struct Notifications {
    variables: Vec<(&'static str, String)>,
    _daemon: Helper,
    _display: Helper,
}

impl Notifications {
    fn start(desktop: &Desktop, folder: &Path) -> Self {
        let told = folder.join("notifications-display");
        let display = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "800x600x24", "-nolisten", "tcp", "-noreset"])
            .stdout(fs::File::create(&told).expect("a file"))
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is installed");
        let display = Helper(display);
        let number = wait_for("a display", Duration::from_secs(30), || {
            let text = fs::read_to_string(&told).unwrap_or_default();
            text.ends_with('\n').then(|| format!(":{}", text.trim()))
        });
        let mut variables = desktop.variables();
        variables.push(("DISPLAY", number));
        let mut daemon = Command::new("dunst");
        let _ = daemon.args(["-conf", "/dev/null"]).envs(variables.iter().cloned());
        let daemon = daemon.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("dunst is installed");
        let started = Self { variables, _daemon: Helper(daemon), _display: display };
        wait_for("dunst", Duration::from_secs(20), || started.dunstctl(&["count"]).contains("Waiting").then_some(()));
        started
    }

    fn dunstctl(&self, arguments: &[&str]) -> String {
        let output = Command::new("dunstctl").args(arguments).envs(self.variables.iter().cloned()).output();
        String::from_utf8_lossy(&output.expect("dunst is installed").stdout).into_owned()
    }

    /// What was shown, as JSON.
    fn shown(&self) -> Vec<Value> {
        let _ = self.dunstctl(&["close-all"]);
        let history: Value = serde_json::from_str(&self.dunstctl(&["history"])).unwrap_or_default();
        history["data"][0].as_array().cloned().unwrap_or_default()
    }
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_dead_token_is_told_once_on_the_desktop() {
    let world = World::new();
    let desktop = Notifications::start(&world.desktop, world.home.parent().expect("a folder"));
    world.stand.set(json!({ "access": 4 }));
    world.sign_in_quickly();
    world.stand.revoke_all();
    let service = world.beside(&["serve", "--json-log"]);
    let (_, notice) = service.wait_for_line("a notice", is("notice"));
    assert_eq!(
        (&event(&notice)["notice"], &event(&notice)["address"]),
        (&json!("invalid"), &json!("recepce@firma.test"))
    );
    let shown = wait_for("a notification", Duration::from_secs(10), || {
        let shown = desktop.shown();
        (!shown.is_empty()).then_some(shown)
    });
    assert_eq!(shown.len(), 1, "{shown:?}");
    assert_eq!(shown[0]["appname"]["data"], "Mailkey", "{shown:?}");
    assert_eq!(shown[0]["summary"]["data"], event(&notice)["title"], "{shown:?}");
    assert_eq!(service.end().code, Some(0));

    let again = world.beside(&["serve", "--json-log"]);
    let _ = again.wait_for_line("the start", is("started"));
    std::thread::sleep(Duration::from_secs(1));
    assert!(again.lines().iter().all(|(_, line)| event(line)["event"] != "notice"), "told once");
    assert_eq!(again.end().code, Some(0));
    assert_eq!(desktop.shown().len(), 1);
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn where_no_desktop_shows_notifications_the_service_goes_on() {
    let world = World::new();
    world.stand.set(json!({ "access": 4 }));
    world.sign_in_quickly();
    world.stand.revoke_all();
    let service = world.beside(&["serve"]);
    let _ = service.wait_for_line("a notice", |line| line.contains("Notification: "));
    wait_for("a line in the log", Duration::from_secs(10), || {
        let log = fs::read_to_string(world.home.join("log/mailkey.log")).expect("a log");
        log.contains("no notification could be shown").then_some(())
    });
    world.stand.set(json!({ "access": 3600 }));
    world.sign_in_quickly();
    let _ = world.expect_state("acquired");
    assert_eq!(service.end().code, Some(0));
}

/// A folder with a desktop and a systemd user manager, and the program at a path that no quoting rule likes.
struct Machine {
    manager: Manager,
    program: PathBuf,
    home: PathBuf,
    units: PathBuf,
    _desktop: Desktop,
    _folder: tempfile::TempDir,
}

impl Machine {
    fn start() -> Option<Self> {
        let folder = tempfile::Builder::new().prefix("mk").rand_bytes(5).tempdir().expect("a folder");
        fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o711)).expect("it can be opened");
        let desktop = Desktop::start(folder.path(), Keyring::Missing);
        let manager = Manager::start(&desktop)?;
        let odd = folder.path().join("100 %h $HOME ${x} \"q\" 'č' \\ ; #");
        fs::create_dir_all(&odd).expect("a folder");
        let program = odd.join("mailkeyctl");
        let built = env!("CARGO_BIN_EXE_mailkeyctl");
        fs::hard_link(built, &program).or_else(|_| fs::copy(built, &program).map(drop)).expect("copied");
        let units = folder.path().join("user/.config/systemd/user");
        Some(Self { manager, program, home: odd.join("home\ttab"), units, _desktop: desktop, _folder: folder })
    }

    /// `mailkeyctl service VERB`: the exit status, and everything that it said.
    fn service(&self, verb: &str) -> (i32, String) {
        let mut command = Command::new(&self.program);
        let _ = command.args(["service", verb, "--lang", "en", "--home"]).arg(&self.home);
        let output = self.manager.within(&command).output().expect("started");
        let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("UTF-8")).concat();
        (output.status.code().expect("a status"), text)
    }

    fn unit(&self) -> PathBuf {
        let units: Vec<_> =
            fs::read_dir(&self.units).expect("a folder").map(|entry| entry.expect("read").path()).collect();
        let mut units = units.into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "service"));
        let unit = units.next().expect("a unit");
        assert_eq!(units.next(), None);
        unit
    }
}

fn name(unit: &Path) -> &str {
    unit.file_name().and_then(|name| name.to_str()).expect("a name")
}

#[test]
#[ignore = "needs a systemd user manager: run by scripts/test"]
fn a_real_user_manager_runs_what_was_installed_and_forgets_what_was_removed() {
    let Some(machine) = Machine::start() else { return };
    let (code, said) = machine.service("status");
    assert!(code == 0 && said.contains("is off") && said.contains("not running"), "{said}");

    let (code, said) = machine.service("on");
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("loginctl enable-linger"), "{said}");
    let (_, said) = machine.service("status");
    assert!(said.contains("is on") && said.contains("is running"), "{said}");
    let unit = machine.unit();
    // The paths arrive as they are: the running process says so.
    let process = machine.manager.wait_for_process(name(&unit), "");
    let words = fs::read(format!("/proc/{process}/cmdline")).expect("its command line");
    let words: Vec<_> = words.split(|byte| *byte == 0).map(|word| String::from_utf8_lossy(word).into_owned()).collect();
    assert_eq!(words[1..4], ["serve", "--home", machine.home.to_str().expect("text")]);
    assert_eq!(fs::read_link(format!("/proc/{process}/exe")).expect("its program"), machine.program);
    assert!(machine.home.join("log/mailkey.log").exists(), "it works in its home");
    let verify = machine.manager.within(Command::new("systemd-analyze").args(["--user", "verify"]).arg(&unit)).output();
    let verify = verify.expect("systemd-analyze is installed");
    let complaints = String::from_utf8_lossy(&verify.stderr).into_owned();
    assert!(verify.status.success() && !complaints.contains(name(&unit)), "{complaints}");

    // It comes back after a crash (a drop-in spares the test the pause), and a drop-in is no change by hand.
    let drop_in = machine.units.join(format!("{}.d", name(&unit)));
    fs::create_dir_all(&drop_in).expect("a folder");
    fs::write(drop_in.join("soon.conf"), "[Service]\nRestartSec=100ms\n").expect("written");
    let _ = machine.manager.systemctl(&["daemon-reload"]);
    signal(process.parse().expect("a number"), "KILL");
    let process = machine.manager.wait_for_process(name(&unit), &process);
    assert_eq!(machine.service("on").0, 0, "installing again is no mistake");
    let process = machine.manager.wait_for_process(name(&unit), &process);

    let (code, said) = machine.service("off");
    assert_eq!(code, 0, "{said}");
    assert!(!Path::new(&format!("/proc/{process}")).exists(), "it is stopped");
    assert!(!unit.exists() && !machine.units.join("default.target.wants").join(name(&unit)).is_symlink());
    assert_eq!(machine.manager.systemctl(&["show", "--property=ActiveState", "--value", name(&unit)]), "inactive");
    let (_, said) = machine.service("status");
    assert!(said.contains("is off") && said.contains("not running"), "{said}");
    assert_eq!(machine.service("off").0, 0, "removing twice is no mistake");
}

#[test]
#[ignore = "needs a systemd user manager: run by scripts/test"]
fn a_unit_that_a_person_changed_is_left_alone() {
    let Some(machine) = Machine::start() else { return };
    assert_eq!(machine.service("on"), machine.service("on"));
    let unit = machine.unit();
    let changed = format!("{}\n[Service]\nNice=5\n", fs::read_to_string(&unit).expect("read"));
    fs::write(&unit, &changed).expect("written");
    let (code, said) = machine.service("on");
    assert!(code == 1 && said.contains("changed by hand") && said.contains(name(&unit)), "{said}");
    assert_eq!(fs::read_to_string(&unit).expect("read"), changed);
    assert!(machine.service("status").1.contains("is on"));
    // Switched off all the same, because that was asked for; the file stays.
    assert_eq!(machine.service("off").0, 0);
    assert_eq!(fs::read_to_string(&unit).expect("read"), changed);
    let (_, said) = machine.service("status");
    assert!(said.contains("is off") && said.contains("not running"), "{said}");

    fs::remove_file(&unit).expect("removed");
    let mut serve = machine.manager.within(Command::new(&machine.program).args(["serve", "--home"]).arg(&machine.home));
    let serve = Helper(serve.spawn().expect("started"));
    wait_for("the service", Duration::from_secs(10), || {
        machine.service("status").1.contains("is running").then_some(())
    });
    let (code, said) = machine.service("on");
    assert!(code == 1 && said.contains("started by hand"), "{said}");
    drop(serve);
    assert_eq!(machine.service("on").0, 0);
    assert_eq!(machine.service("off").0, 0);
}
