//! A home and the program, as a shell runs it.

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

pub struct Bench {
    pub folder: tempfile::TempDir,
}

#[derive(Debug)]
pub struct Ran {
    pub status: i32,
    pub out: String,
    pub words: String,
}

impl Ran {
    #[track_caller]
    pub fn json(&self) -> Value {
        assert_eq!(self.status, 0, "{self:?}");
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Failed with this status, said why, and left standard output empty.
    #[track_caller]
    pub fn failed(&self, status: i32) -> &str {
        assert_eq!((self.status, self.out.as_str()), (status, ""), "{self:?}");
        assert!(!self.words.trim().is_empty() && !self.words.contains("panicked"), "{self:?}");
        &self.words
    }

    #[track_caller]
    pub fn done(&self) -> &str {
        assert_eq!(self.status, 0, "{self:?}");
        &self.out
    }
}

pub fn bare() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mailkeyctl"));
    for name in ["MAILKEY_HOME", "MAILKEY_LOG", "DISPLAY", "WAYLAND_DISPLAY", "LANGUAGE", "LC_ALL", "LC_MESSAGES"] {
        let _ = command.env_remove(name);
    }
    let _ = command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent").env("LANG", "C.UTF-8");
    let _ = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

pub fn finish(command: &mut Command, input: &str) -> Ran {
    let mut child = command.stdin(Stdio::piped()).spawn().expect("started");
    // It may end without reading.
    let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
    let output = child.wait_with_output().expect("ended");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Ran { status: output.status.code().expect("a status"), out: text(output.stdout), words: text(output.stderr) }
}

impl Bench {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    pub fn settings_file(&self) -> PathBuf {
        self.home().join("settings.toml")
    }

    pub fn command<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        let mut command = bare();
        let _ = command.env("MAILKEY_HOME", self.home()).args(args);
        command
    }

    /// Runs with arguments that hold no blanks.
    pub fn run(&self, args: &str) -> Ran {
        finish(&mut self.command(args.split_whitespace()), "")
    }

    pub fn run_list(&self, args: &[&str]) -> Ran {
        finish(&mut self.command(args), "")
    }

    pub fn write_settings(&self, text: &str) {
        std::fs::create_dir_all(self.home()).expect("a home");
        std::fs::write(self.settings_file(), text).expect("written");
    }
}
