//! Tells when settings or states may have changed, by whatever process.
//!
//! Protects: whoever waits here is woken within a moment of the change, and by nothing else: reading a file is no
//! change, nor is taking a lock, or a reader would wake itself. Leaves to others: what the files mean.

use std::path::PathBuf;
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::home::{Home, create_private_dir};

/// Several changes that come together are one.
const PAUSE: Duration = Duration::from_millis(60);

/// Changes of one home's files. Dropping it ends the watching.
pub struct Changes {
    told: UnboundedReceiver<()>,
    /// `None` where the system cannot watch files.
    _watcher: Option<RecommendedWatcher>,
}

/// Begins to watch a home.
#[must_use]
pub fn changes(home: &Home) -> Changes {
    let settings = home.settings_file();
    let folders = [settings.parent().map(PathBuf::from), Some(home.state_dir())];
    of(folders)
}

/// Begins to watch a home's log, and nothing else of it.
#[must_use]
pub fn log(home: &Home) -> Changes {
    of([home.log_file().parent().map(PathBuf::from)])
}

fn of(folders: impl IntoIterator<Item = Option<PathBuf>>) -> Changes {
    let (tell, told) = unbounded_channel();
    let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        if event.is_ok_and(|event| is_change(&event)) {
            // Nobody listens any more when the program ends.
            let _ = tell.send(());
        }
    });
    let watcher = match watcher {
        Ok(watcher) => Some(watcher),
        Err(error) => {
            tracing::warn!(%error, "changes by other programs will not be seen");
            None
        }
    };
    Changes { told, _watcher: watcher.map(|watcher| follow(watcher, folders)) }
}

fn follow(mut watcher: RecommendedWatcher, folders: impl IntoIterator<Item = Option<PathBuf>>) -> RecommendedWatcher {
    for folder in folders.into_iter().flatten() {
        if let Err(error) = create_private_dir(&folder) {
            tracing::warn!(%error, "a folder could not be created");
        }
        if let Err(error) = watcher.watch(&folder, RecursiveMode::NonRecursive) {
            tracing::warn!(%error, "changes by other programs will not be seen");
        }
    }
    watcher
}

impl Changes {
    /// Waits for the next change; for ever where the system cannot watch files.
    pub async fn next(&mut self) {
        if self.told.recv().await.is_none() {
            std::future::pending::<()>().await;
        }
        tokio::time::sleep(PAUSE).await;
        while self.told.try_recv().is_ok() {}
    }
}

fn is_change(event: &Event) -> bool {
    // Who takes a lock opens its file for writing, and has changed nothing yet.
    let is_lock = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "lock");
    if !event.paths.is_empty() && event.paths.iter().all(is_lock) {
        return false;
    }
    match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write))
        | EventKind::Create(_)
        | EventKind::Modify(_)
        | EventKind::Remove(_) => true,
        EventKind::Access(_) | EventKind::Any | EventKind::Other => false,
    }
}
