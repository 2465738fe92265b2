//! What was found on the way, and who is told of it while it is found.
//!
//! Protects: the report has each link once, as it was found last; when a further server could not be reached either, the
//! links are those of the first, like the failure that is told. Leaves to others: walking.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::test::Broken;
use crate::chain::{Found, Holds, Link, Observer, Progress};
use crate::error::Error;

/// The way so far. Clones are the same way.
#[derive(Clone)]
pub(super) struct Trail {
    observer: Observer,
    seen: Arc<Mutex<Seen>>,
}

struct Seen {
    /// The link that is looked at, and since when.
    at: (Link, Instant),
    /// What held before the first server was looked for.
    before: Vec<Holds>,
    /// What held then: one list for each time that it was looked at from the beginning.
    rounds: Vec<Vec<Holds>>,
}

impl Trail {
    /// Tells `observer` of everything that comes.
    pub(super) fn new(observer: Observer) -> Self {
        let seen = Seen { at: (Link::Settings, Instant::now()), before: Vec::new(), rounds: vec![Vec::new()] };
        Self { observer, seen: Arc::new(Mutex::new(seen)) }
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// For whoever walks a part of the way and tells of it.
    pub(super) fn observer(&self) -> Observer {
        let trail = self.clone();
        Observer::new(move |progress| trail.tell(progress))
    }

    fn tell(&self, progress: Progress) {
        {
            let mut seen = self.seen();
            match &progress {
                Progress::Begun(link) => seen.at = (*link, Instant::now()),
                Progress::Holds(holds) if holds.link < Link::Name => seen.before.push(holds.clone()),
                Progress::Holds(holds) => {
                    if let Some(round) = seen.rounds.last_mut() {
                        round.push(holds.clone());
                    }
                }
                Progress::Again => seen.rounds.push(Vec::new()),
            }
        }
        self.observer.tell(progress);
    }

    /// A link is looked at from now on.
    pub(super) fn begin(&self, link: Link) {
        self.tell(Progress::Begun(link));
    }

    /// The link that is looked at holds.
    pub(super) fn holds(&self, found: Found, round_trips: u32) {
        let (link, since) = self.seen().at;
        self.tell(Progress::Holds(Holds { link, found, took: since.elapsed(), round_trips }));
    }

    /// The link that is looked at is broken.
    pub(super) fn broken(&self, error: Error) -> Broken {
        let (link, since) = self.seen().at;
        Broken { link, error, took: since.elapsed(), round_trips: 0 }
    }

    /// Whether a message is being handed over.
    pub(super) fn hands_over(&self) -> bool {
        self.seen().at.0 == Link::Message && self.links().iter().all(|holds| holds.link != Link::Message)
    }

    /// The links from [`Link::Name`] on are looked at once more.
    pub(super) fn again(&self) {
        self.tell(Progress::Again);
    }

    /// How often they were looked at once more.
    pub(super) fn rounds(&self) -> usize {
        self.seen().rounds.len()
    }

    /// Forgets what was found after a round: it was not what is told in the end.
    pub(super) fn back_to(&self, rounds: usize) {
        self.seen().rounds.truncate(rounds.max(1));
    }

    /// Forgets what was found from a link on: it is not true any more.
    pub(super) fn cut(&self, link: Link) {
        if let Some(round) = self.seen().rounds.last_mut() {
            round.retain(|holds| holds.link < link);
        }
    }

    /// What holds.
    pub(super) fn links(&self) -> Vec<Holds> {
        let seen = self.seen();
        seen.before.iter().chain(seen.rounds.last().into_iter().flatten()).cloned().collect()
    }
}
