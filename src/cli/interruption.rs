//! How a verb is asked to end: by Ctrl+C, by the system, by a line that dropped.
//!
//! Protects: from the call on none of these cuts off what must end first (a renewal between the provider's answer and
//! its storing). Leaves to others: what ends, and how.

use std::io;

/// Waits for Ctrl+C, for the system's wish that the program end, or for the end of its terminal. From the call on (not only
/// from the first poll) they do not end the program by themselves.
#[cfg(unix)]
pub fn interruption() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    // Who started it with `nohup` wants it to outlive the terminal.
    let mut hangup = if ignores_hangup() { None } else { Some(signal(SignalKind::hangup())?) };
    Ok(async move {
        let hangup = async {
            match &mut hangup {
                Some(hangup) => hangup.recv().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
            _ = hangup => {}
        }
    })
}

/// Waits for Ctrl+C, for the end of the console window, or for the end of the session. When the last two have come,
/// Windows gives the program a few seconds.
#[cfg(windows)]
pub fn interruption() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::windows::{ctrl_c, ctrl_close, ctrl_logoff, ctrl_shutdown};
    let (mut key, mut close) = (ctrl_c()?, ctrl_close()?);
    let (mut logoff, mut shutdown) = (ctrl_logoff()?, ctrl_shutdown()?);
    Ok(async move {
        tokio::select! {
            _ = key.recv() => {}
            _ = close.recv() => {}
            _ = logoff.recv() => {}
            _ = shutdown.recv() => {}
        }
    })
}

/// As [`interruption`], from the first poll on.
pub async fn interrupted() {
    match interruption() {
        Ok(interruption) => interruption.await,
        // The system ends the program then, as ever.
        Err(_) => std::future::pending().await,
    }
}

/// Waits, after an interruption, for somebody who will not wait any longer. A hangup is none: when a connection drops, the
/// shell and the system send one each.
pub async fn insistence() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let (Ok(mut interrupt), Ok(mut terminate)) =
            (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
        {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    #[cfg(windows)]
    if tokio::signal::ctrl_c().await.is_ok() {
        return;
    }
    std::future::pending().await
}

/// Whether SIGHUP was already ignored when the program began (signal 1: the lowest bit; proc(5)). Elsewhere than in
/// Linux a program cannot learn that without unsafe code.
#[cfg(unix)]
fn ignores_hangup() -> bool {
    std::fs::read_to_string("/proc/self/status").is_ok_and(|text| is_hangup_ignored(&text))
}

#[cfg(unix)]
fn is_hangup_ignored(status: &str) -> bool {
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask & 1 == 1)
}
