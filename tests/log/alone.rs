//! A process has one log, for good: what needs one runs in a process of its own.

use std::process::{Command, Output, Stdio};

/// Says to the child what it is for.
const ROLE: &str = "MAILKEY_TEST_ROLE";

/// The role of this process, where it is such a child.
pub fn role() -> Option<String> {
    std::env::var(ROLE).ok()
}

/// This program once more, running the test `name` (with its modules) in a role.
pub fn command(name: &str, role: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    let _ = command.args([name, "--exact", "--nocapture"]).env(ROLE, role).env_remove("MAILKEY_LOG");
    let _ = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs it to its end, which must be a good one.
#[track_caller]
pub fn finish(command: &mut Command) -> Output {
    let output = command.output().expect("it runs");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && out.contains("1 passed"), "{out}\n{err}");
    output
}
