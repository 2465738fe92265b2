//! The log: a file under the home, readable by the user only.
//!
//! Protects: only Mailkey's own events are written, never those of libraries (which could hold a request), at whatever
//! level `MAILKEY_LOG` asks for. Leaves to others: what an event says; no event holds a secret.

use std::fs::File;
use std::io;
use std::sync::Mutex;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

use crate::home::{Home, create_private_dir};

/// The level where `MAILKEY_LOG` says nothing.
const DEFAULT: &str = "info";

/// Starts writing events to the home's log; for the whole process, once.
///
/// # Errors
/// The file cannot be opened. The program can go on without a log.
pub fn start(home: &Home) -> io::Result<()> {
    let path = home.log_file();
    if let Some(folder) = path.parent() {
        create_private_dir(folder)?;
    }
    let mut options = File::options();
    let _ = options.create(true).append(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        let _ = options.mode(0o600);
    }
    let file = options.open(path)?;
    let wanted = std::env::var("MAILKEY_LOG").unwrap_or_else(|_| DEFAULT.into());
    let filter = EnvFilter::try_new(&wanted).unwrap_or_else(|_| EnvFilter::new(DEFAULT));
    let layer = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_writer(Mutex::new(file))
        .with_filter(filter)
        .with_filter(filter_fn(|event| event.target().starts_with("mailkey")));
    // An error means that a test or another part has started one before: that one is used.
    let _ = tracing_subscriber::registry().with(layer).try_init();
    Ok(())
}
