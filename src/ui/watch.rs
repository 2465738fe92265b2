//! What comes from outside the window: changed files (settings.toml, the accounts' states), time, signals.
//!
//! Protects: the badge follows within a second, and nothing runs while nothing happens. Reading a file is no change, or
//! the window would wake itself. Leaves to others: what the files mean.

use std::path::PathBuf;
use std::time::Duration;

use iced::futures::channel::mpsc::Sender;
use iced::futures::{SinkExt, Stream};
use iced::{Subscription, stream};
use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{RecursiveMode, Watcher};

use crate::home::{Home, create_private_dir};

/// Several changes that come together are one.
const PAUSE: Duration = Duration::from_millis(60);

/// Tells when settings or states may have changed.
pub fn changes(home: &Home) -> Subscription<()> {
    let settings = home.settings_file();
    let folders = [settings.parent().map(PathBuf::from), Some(home.state_dir())];
    Subscription::run_with(Folders(folders.into_iter().flatten().collect()), watch)
}

#[derive(Clone, Hash)]
struct Folders(Vec<PathBuf>);

fn watch(folders: &Folders) -> impl Stream<Item = ()> + use<> {
    let Folders(folders) = folders.clone();
    stream::channel(1, async move |output| follow(&folders, output).await)
}

async fn follow(folders: &[PathBuf], mut output: Sender<()>) {
    let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
    let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        if event.is_ok_and(|event| is_change(event.kind)) {
            // The window is closing when nobody listens any more.
            let _ = tell.send(());
        }
    });
    let mut watcher = match watcher {
        Ok(watcher) => watcher,
        Err(error) => return tracing::warn!(%error, "changes by other programs will not be seen"),
    };
    for folder in folders {
        if let Err(error) = create_private_dir(folder) {
            tracing::warn!(%error, "a folder could not be created");
        }
        if let Err(error) = watcher.watch(folder, RecursiveMode::NonRecursive) {
            tracing::warn!(%error, "changes by other programs will not be seen");
        }
    }
    while told.recv().await.is_some() {
        tokio::time::sleep(PAUSE).await;
        while told.try_recv().is_ok() {}
        if output.send(()).await.is_err() {
            return;
        }
    }
}

fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write))
        | EventKind::Create(_)
        | EventKind::Modify(_)
        | EventKind::Remove(_) => true,
        EventKind::Access(_) | EventKind::Any | EventKind::Other => false,
    }
}

/// Tells once, at a moment.
pub fn at(moment: jiff::Timestamp) -> Subscription<()> {
    Subscription::run_with(moment, |moment| {
        let moment = *moment;
        stream::channel(1, async move |mut output: Sender<()>| {
            let wait = moment.duration_since(jiff::Timestamp::now());
            tokio::time::sleep(wait.try_into().unwrap_or_default()).await;
            // The window is closing when nobody listens any more.
            let _ = output.send(()).await;
        })
    })
}

/// Tells when the system asks the program to end (SIGTERM, SIGINT, SIGHUP).
#[cfg(unix)]
pub fn asked_to_end() -> Subscription<()> {
    Subscription::run(|| {
        stream::channel(1, async |mut output: Sender<()>| {
            use tokio::signal::unix::{SignalKind, signal};
            let kinds = [SignalKind::terminate(), SignalKind::interrupt(), SignalKind::hangup()];
            let [Ok(mut term), Ok(mut int), Ok(mut hup)] = kinds.map(signal) else {
                return tracing::warn!("signals will end the program at once");
            };
            tokio::select! {
                _ = term.recv() => (),
                _ = int.recv() => (),
                _ = hup.recv() => (),
            }
            // The window is closing when nobody listens any more.
            let _ = output.send(()).await;
        })
    })
}

/// Tells when the system asks the program to end; here it closes the window instead.
#[cfg(not(unix))]
pub fn asked_to_end() -> Subscription<()> {
    Subscription::none()
}
