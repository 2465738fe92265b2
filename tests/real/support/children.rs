//! Child processes that do not outlive a test, and waiting with an end.

use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// Asks until there is an answer.
///
/// # Panics
/// There is none in time; says what was waited for.
pub fn wait_for<T>(what: &str, within: Duration, mut ask: impl FnMut() -> Option<T>) -> T {
    let until = Instant::now() + within;
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(Instant::now() < until, "{what}: nothing within {within:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// How long it takes from now until this is so.
#[cfg(feature = "window")]
pub fn time_until(what: &str, so: impl Fn() -> bool) -> Duration {
    let began = Instant::now();
    wait_for(what, Duration::from_secs(30), || so().then(|| began.elapsed()))
}

/// The exit status of a child, or `None` when it was killed because it took too long or became pointless.
pub fn wait_or_kill(child: &mut Child, within: Duration, pointless: impl Fn() -> bool) -> Option<ExitStatus> {
    let until = Instant::now() + within;
    loop {
        if let Some(status) = child.try_wait().expect("the child can be waited for") {
            return Some(status);
        }
        if Instant::now() > until || pointless() {
            let _ = child.kill();
            let _ = child.wait();
            return None;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// A signal by name (`TERM`, `STOP`) to one process.
pub fn signal(pid: u32, name: &str) {
    let _ = Command::new("kill").arg(format!("-{name}")).arg(pid.to_string()).stderr(Stdio::null()).status();
}

/// A child that ends with the value: first asked (SIGTERM), then made to.
pub struct Helper(pub Child);

impl Drop for Helper {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        signal(self.0.id(), "CONT");
        signal(self.0.id(), "TERM");
        let _ = wait_or_kill(&mut self.0, Duration::from_secs(5), || false);
    }
}
