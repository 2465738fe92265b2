//! A real systemd user manager for one test, beside whatever runs the machine (see `tests/real/user-manager`).

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use super::children::{Helper, wait_for};
use super::desktop::Desktop;
use super::stand::source;

/// The manager; it and all its services end with the value.
pub struct Manager {
    pid: String,
    variables: Vec<(&'static str, String)>,
    _process: Helper,
}

impl Manager {
    /// Starts it in the desktop's session; `None` where this machine lets nobody (not even root) have a namespace.
    pub fn start(desktop: &Desktop) -> Option<Self> {
        let allowed = Command::new("unshare").args(["--mount", "true"]).stderr(Stdio::null()).status();
        if !allowed.expect("util-linux is installed").success() {
            eprintln!("skipped: no namespaces here, so no systemd user manager of its own");
            return None;
        }
        let mut variables = desktop.variables();
        variables.push(("PATH", std::env::var("PATH").unwrap_or_default()));
        variables.push(("LANG", "en_US.UTF-8".to_owned()));
        let mut process = Command::new(source().join("user-manager"))
            .args(["sh", "-c", "echo $$; exec cat"])
            .env_clear()
            .envs(variables.iter().cloned())
            .env("TMPDIR", std::env::temp_dir())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the manager can be started");
        let mut pid = String::new();
        let stdout = process.stdout.as_mut().expect("its stdout is a pipe");
        let _ = BufReader::new(stdout).read_line(&mut pid).expect("it says its process");
        let pid = pid.trim().to_owned();
        if pid.is_empty() && process.wait().is_ok_and(|status| status.code() == Some(77)) {
            eprintln!("skipped: no control groups can be made here, so no systemd user manager of its own");
            return None;
        }
        assert!(!pid.is_empty(), "the systemd user manager did not start");
        Some(Self { pid, variables, _process: Helper(process) })
    }

    /// A command where the manager is seen, with the session's variables and those of `like`.
    pub fn within(&self, like: &Command) -> Command {
        let mut command = Command::new("nsenter");
        let _ = command.arg(format!("--mount=/proc/{}/ns/mnt", self.pid)).arg("--").arg(like.get_program());
        let _ = command.args(like.get_args()).env_clear().envs(self.variables.iter().cloned());
        let _ = command.envs(like.get_envs().filter_map(|(name, value)| Some((name, value?))));
        let _ = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// What `systemctl --user` prints.
    pub fn systemctl(&self, arguments: &[&str]) -> String {
        let mut command = Command::new("systemctl");
        let _ = command.arg("--user").args(arguments);
        let output = self.within(&command).output().expect("systemctl can be started");
        String::from_utf8(output.stdout).expect("UTF-8").trim().to_owned()
    }

    /// Waits until the unit's main process is another than `before`; answers with its number.
    pub fn wait_for_process(&self, unit: &str, before: &str) -> String {
        wait_for("the service's process", Duration::from_secs(20), || {
            let process = self.systemctl(&["show", "--property=MainPID", "--value", unit]);
            (!process.is_empty() && process != "0" && process != before).then_some(process)
        })
    }
}
