//! A desktop without a screen: a private D-Bus session, and gnome-keyring on it.
//!
//! The bus knows no services that it could start by itself, so that "no keyring" is really none.

use std::fs::OpenOptions;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Output, Stdio};
use std::sync::Mutex;
use std::time::Duration;

use super::children::{Helper, signal, wait_for};

/// The keyring that a desktop starts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keyring {
    /// gnome-keyring, unlocked.
    Unlocked,
    /// A D-Bus session on which nobody keeps secrets.
    Missing,
}

/// A private session; it ends with the value.
pub struct Desktop {
    folder: PathBuf,
    address: String,
    keyring: Mutex<Option<Helper>>,
    _bus: Helper,
}

/// Why a lock is never poisoned.
const SOUND: &str = "nobody panics with it";

const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path=SOCKET</listen><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
"#;

impl Desktop {
    /// Starts the session in this folder.
    pub fn start(folder: &Path, keyring: Keyring) -> Self {
        for name in ["user", "run"] {
            let path = folder.join(name);
            std::fs::create_dir_all(&path).expect("the desktop's folder can be made");
            std::fs::set_permissions(&path, PermissionsExt::from_mode(0o700)).expect("it can be made private");
        }
        let config = folder.join("bus.conf");
        let socket = folder.join("run/bus-socket");
        std::fs::write(&config, BUS.replace("SOCKET", &socket.display().to_string())).expect("a file can be written");
        // It ends even when the test is killed, and gnome-keyring ends with its bus.
        let mut bus = Command::new("setpriv")
            .args(["--pdeathsig", "TERM", "dbus-daemon"])
            .arg(format!("--config-file={}", config.display()))
            .args(["--nofork", "--print-address=1"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("dbus-daemon is installed");
        let mut address = String::new();
        let stdout = bus.stdout.as_mut().expect("its stdout is a pipe");
        let _ = BufReader::new(stdout).read_line(&mut address).expect("the bus says its address");
        let address = address.trim().to_owned();
        assert!(!address.is_empty(), "dbus-daemon did not start");
        let desktop = Self { folder: folder.to_owned(), address, keyring: Mutex::default(), _bus: Helper(bus) };
        if keyring == Keyring::Unlocked {
            desktop.start_keyring();
        }
        desktop
    }

    /// The variables that a program of this session has.
    pub fn variables(&self) -> Vec<(&'static str, String)> {
        vec![
            ("HOME", self.folder.join("user").display().to_string()),
            ("XDG_RUNTIME_DIR", self.folder.join("run").display().to_string()),
            ("DBUS_SESSION_BUS_ADDRESS", self.address.clone()),
        ]
    }

    /// Starts the keyring, unlocked; what an earlier one kept is there again.
    pub fn start_keyring(&self) {
        let mut child = Command::new("gnome-keyring-daemon")
            .args(["--foreground", "--unlock", "--components=secrets"])
            .envs(self.variables())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(OpenOptions::new().create(true).append(true).open(self.words()).expect("a file can be made"))
            .spawn()
            .expect("gnome-keyring is installed");
        let mut password = child.stdin.take().expect("its stdin is a pipe");
        password.write_all(b"heslo klicenky").expect("the password can be written");
        drop(password);
        *self.keyring.lock().expect(SOUND) = Some(Helper(child));
        wait_for("the keyring", Duration::from_secs(15), || {
            let answer = self.call(
                "org.freedesktop.DBus",
                "/",
                "org.freedesktop.DBus.NameHasOwner",
                &["string:org.freedesktop.secrets"],
            );
            String::from_utf8_lossy(&answer.stdout).contains("boolean true").then_some(())
        });
    }

    /// What gnome-keyring has said.
    fn words(&self) -> PathBuf {
        self.folder.join("keyring.log")
    }

    fn call(&self, service: &str, path: &str, method: &str, arguments: &[&str]) -> Output {
        Command::new("dbus-send")
            .args(["--session", "--print-reply", &format!("--dest={service}"), path, method])
            .args(arguments)
            .envs(self.variables())
            .output()
            .expect("dbus-send is installed")
    }

    /// How many entries Mailkey has in the keyring.
    pub fn entries(&self) -> usize {
        let answer = self.call(
            "org.freedesktop.secrets",
            "/org/freedesktop/secrets",
            "org.freedesktop.Secret.Service.SearchItems",
            &["dict:string:string:service,mailkey"],
        );
        assert!(answer.status.success(), "the keyring answers: {}", String::from_utf8_lossy(&answer.stderr));
        String::from_utf8_lossy(&answer.stdout).matches("object path").count()
    }

    /// Locks the keyring, as a desktop does when it is left alone.
    pub fn lock_keyring(&self) {
        let collection = "array:objpath:/org/freedesktop/secrets/collection/login";
        let answer = self.call(
            "org.freedesktop.secrets",
            "/org/freedesktop/secrets",
            "org.freedesktop.Secret.Service.Lock",
            &[collection],
        );
        assert!(answer.status.success(), "the keyring can be locked: {}", String::from_utf8_lossy(&answer.stderr));
    }

    fn signal_keyring(&self, name: &str) {
        let keyring = self.keyring.lock().expect(SOUND);
        signal(keyring.as_ref().expect("there is a keyring").0.id(), name);
    }

    /// The keyring answers nothing any more.
    pub fn freeze_keyring(&self) {
        self.signal_keyring("STOP");
    }

    /// The keyring answers again.
    pub fn thaw_keyring(&self) {
        self.signal_keyring("CONT");
    }

    /// How the keyring's process has ended, when it has.
    pub fn keyring_ended(&self) -> Option<ExitStatus> {
        let mut keyring = self.keyring.lock().expect(SOUND);
        keyring.as_mut().and_then(|keyring| keyring.0.try_wait().expect("it can be asked"))
    }

    /// When gnome-keyring ended by itself: how, and what it said. Seen now and then under load (SIGTRAP in GLib); a
    /// token that cannot be read then is not a wrong token.
    pub fn keyring_died(&self) -> Option<String> {
        let words = || std::fs::read_to_string(self.words()).unwrap_or_default();
        self.keyring_ended().map(|status| format!("gnome-keyring died by itself ({status}):\n{}", words()))
    }

    /// The keyring is gone; the bus remains.
    pub fn end_keyring(&self) {
        drop(self.keyring.lock().expect(SOUND).take());
    }
}

/// When a test fails: whether the keyring is the cause.
impl Drop for Desktop {
    fn drop(&mut self) {
        if std::thread::panicking()
            && let Some(died) = self.keyring_died()
        {
            eprintln!("--- {died}");
        }
    }
}
