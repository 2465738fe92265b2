//! Telling the service manager how far the program is.
//!
//! Protects: systemd starts what depends on the service only when it works. Without a manager that asks, nothing
//! happens. Source: sd_notify(3), “Notes”.

/// It works from now on.
pub fn ready() {
    tell("READY=1");
}

/// It is ending.
pub fn stopping() {
    tell("STOPPING=1");
}

#[cfg(target_os = "linux")]
fn tell(words: &str) {
    use std::os::linux::net::SocketAddrExt as _;
    use std::os::unix::ffi::OsStrExt as _;
    use std::os::unix::net::{SocketAddr, UnixDatagram};

    let Some(name) = std::env::var_os("NOTIFY_SOCKET") else { return };
    let sent = match name.as_bytes().strip_prefix(b"@") {
        Some(name) => SocketAddr::from_abstract_name(name),
        None => SocketAddr::from_pathname(&name),
    }
    .and_then(|address| UnixDatagram::unbound()?.send_to_addr(words.as_bytes(), &address));
    if let Err(error) = sent {
        tracing::warn!(%error, "the service manager could not be told");
    }
}

#[cfg(not(target_os = "linux"))]
fn tell(_words: &str) {}
