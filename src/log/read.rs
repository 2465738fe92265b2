//! The log, read again: over all its files, without trusting any of them.
//!
//! Protects: what is read is bounded, whatever lies in the folder; a damaged line costs itself and nothing else; a file
//! that is turned over while it is read neither repeats nor loses lines in a [`Follower`]. Leaves to others: who writes
//! ([`super::file`]), and the words.

use std::fs::File;
use std::io::Read;

use super::entry::{Area, Entry, Severity};
use super::file::{self, FILES, Identity, MAX_SIZE};
use crate::home::Home;

/// The most bytes that are read of one file; a file of the log has half of it as a rule.
const MAX_FILE: u64 = 2 * MAX_SIZE;

/// Which entries are wanted; the default wants all. What is in their words is looked for above ([`crate::words::Search`]).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only of this area.
    pub area: Option<Area>,
    /// Only as grave as this, or graver.
    pub severity: Option<Severity>,
}

impl Filter {
    /// Whether an entry is wanted.
    #[must_use]
    pub fn wants(&self, entry: &Entry) -> bool {
        self.area.is_none_or(|area| area == entry.area) && self.severity.is_none_or(|least| entry.severity >= least)
    }
}

/// The newest entries, at most so many, oldest first. A log that is not there is empty.
#[must_use]
pub fn read(home: &Home, most: usize) -> Vec<Entry> {
    // From the newest file back, and each file turned round: what is enough is enough.
    let mut newest_first = Vec::new();
    let mut seen = Vec::new();
    for number in 0..FILES {
        let left = most - newest_first.len();
        if left == 0 {
            break;
        }
        let Some((mut file, identity, length)) = file::opened(home, number) else { continue };
        // Turned over while we read: the same file under its next name.
        if seen.contains(&identity) {
            continue;
        }
        seen.push(identity);
        let bytes = rest(&mut file, length.saturating_sub(MAX_FILE));
        newest_first.extend(String::from_utf8_lossy(&bytes).lines().rev().filter_map(Entry::parse).take(left));
    }
    newest_first.reverse();
    newest_first
}

/// A file from a place on, at most [`MAX_FILE`] bytes; what cannot be read is empty.
fn rest(file: &mut File, from: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    let read = file::seek(file, from).and_then(|()| file.take(MAX_FILE).read_to_end(&mut bytes));
    if read.is_err() {
        bytes.clear();
    }
    bytes
}

/// Reads what is new since it was asked last. Cheap to ask when nothing is.
#[derive(Debug)]
pub struct Follower {
    home: Home,
    /// Which file was read, and how far.
    file: Option<Identity>,
    at: u64,
}

/// What the log holds now, as [`read`], and who goes on from there: nothing is lost or told twice between the two.
#[must_use]
pub fn read_and_follow(home: &Home, most: usize) -> (Vec<Entry>, Follower) {
    // In this order, so that nothing falls between.
    let mut follower = Follower::new(home);
    let mut entries = read(home, most);
    let new = follower.news();
    // Read twice is at most what both have: the end of the one is the beginning of the other.
    let both = new.len().min(entries.len());
    let again = (1..=both).rev().find(|count| entries[entries.len() - count..] == new[..*count]);
    entries.extend(new.into_iter().skip(again.unwrap_or(0)));
    drop(entries.drain(..entries.len().saturating_sub(most)));
    (entries, follower)
}

impl Follower {
    /// Begins at the log's present end.
    #[must_use]
    pub fn new(home: &Home) -> Self {
        let opened = file::opened(home, 0);
        let at = opened.as_ref().map_or(0, |(_, _, length)| *length);
        Self { home: home.clone(), file: opened.map(|(_, identity, _)| identity), at }
    }

    /// The entries since the last call, oldest first.
    pub fn news(&mut self) -> Vec<Entry> {
        let mut entries = Vec::new();
        let Some((file, identity, length)) = file::opened(&self.home, 0) else { return entries };
        if Some(identity) == self.file {
            // Emptied by hand: from its beginning.
            let from = if length < self.at { 0 } else { self.at };
            self.at = if length == from { from } else { take(file, from, &mut entries) };
            return entries;
        }
        // It was turned over: the rest of the file that was read, those that came in between, and the new one.
        let mut newer = vec![(file, identity)];
        let mut from = 0;
        if self.file.is_some() {
            for number in 1..FILES {
                let Some((file, identity, _)) = file::opened(&self.home, number) else { break };
                if newer.iter().any(|(_, known)| *known == identity) {
                    continue;
                }
                newer.push((file, identity));
                if Some(identity) == self.file {
                    from = self.at;
                    break;
                }
            }
        }
        for (file, _) in newer.into_iter().rev() {
            self.at = take(file, from, &mut entries);
            from = 0;
        }
        self.file = Some(identity);
        entries
    }
}

/// Reads a file's whole lines from a place on; gives the place after them. Half a line is read when it is whole.
fn take(mut file: File, from: u64, entries: &mut Vec<Entry>) -> u64 {
    let bytes = rest(&mut file, from);
    let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    entries.extend(String::from_utf8_lossy(&bytes[..whole]).lines().filter_map(Entry::parse));
    from + whole as u64
}
