//! The log as it is read: all of it once, then what is new.
//!
//! Protects: the window's thread reads no file; nothing that is written while the log is first read is lost or told twice;
//! nothing runs while nothing is written. Leaves to others: the lines ([`crate::log::read`]).

use std::io::{ErrorKind, Read as _};
use std::sync::Arc;

use iced::futures::SinkExt;
use iced::futures::channel::mpsc::Sender;
use iced::{Subscription, stream};

use super::{MOST, Message};
use crate::home::Home;
use crate::log::{Entry, Follower, read_and_follow};

/// Follows a home's log.
pub fn follow(home: &Home) -> Subscription<Message> {
    Subscription::run_with(Followed(home.clone()), |Followed(home)| {
        let home = home.clone();
        stream::channel(4, async move |mut output: Sender<Message>| {
            // It listens before it reads, so that nothing falls between.
            let mut changes = crate::watch::log(&home);
            let Ok((first, mut follower)) = tokio::task::spawn_blocking(move || all(&home)).await else { return };
            let goes_on = output.send(Message::Read(first)).await;
            if goes_on.is_err() {
                return;
            }
            loop {
                let asked = tokio::task::spawn_blocking(move || {
                    let new: Vec<_> = follower.news().into_iter().map(Arc::new).collect();
                    (new, follower)
                });
                let Ok((new, again)) = asked.await else { return };
                follower = again;
                // Nobody listens any more when the window closes.
                if !new.is_empty() && output.send(Message::New(new)).await.is_err() {
                    return;
                }
                changes.next().await;
            }
        })
    })
}

/// What the log holds now, or the system's reason why it cannot be read; and who goes on from there.
fn all(home: &Home) -> (Result<Vec<Arc<Entry>>, String>, Follower) {
    let (entries, follower) = read_and_follow(home, MOST);
    // A log that is not there yet is empty; one that cannot be opened is not.
    let look = |mut file: std::fs::File| file.read(&mut [0]);
    let trouble = match std::fs::File::open(home.log_file()).and_then(look) {
        Err(error) if error.kind() != ErrorKind::NotFound && entries.is_empty() => Some(error.to_string()),
        _ => None,
    };
    (trouble.map_or_else(|| Ok(entries.into_iter().map(Arc::new).collect()), Err), follower)
}

#[derive(Clone)]
struct Followed(Home);

impl std::hash::Hash for Followed {
    fn hash<H: std::hash::Hasher>(&self, hasher: &mut H) {
        "log".hash(hasher);
        self.0.log_file().hash(hasher);
    }
}
