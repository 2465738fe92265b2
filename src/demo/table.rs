//! A table that cannot grow without end.
//!
//! Protects: whoever asks for codes and tokens all day costs a fixed amount of memory: at the limit the oldest entry
//! is forgotten. Leaves to others: when an entry expires.

use std::collections::VecDeque;

/// Entries by their key, oldest first. Look-ups are linear: a few hundred entries at most.
pub(super) struct Table<V> {
    entries: VecDeque<(String, V)>,
    most: usize,
}

impl<V> Table<V> {
    /// An empty table for `most` entries.
    pub(super) fn new(most: usize) -> Self {
        Self { entries: VecDeque::new(), most }
    }

    /// Adds an entry; forgets the oldest when the table is full.
    pub(super) fn insert(&mut self, key: String, value: V) {
        if self.entries.len() >= self.most {
            let _oldest = self.entries.pop_front();
        }
        self.entries.push_back((key, value));
    }

    /// The entry of a key.
    pub(super) fn get(&self, key: &str) -> Option<&V> {
        self.entries.iter().find(|(k, _)| k == key).map(|(_, v)| v)
    }

    /// The entry of a key, to change it.
    pub(super) fn get_mut(&mut self, key: &str) -> Option<&mut V> {
        self.entries.iter_mut().find(|(k, _)| k == key).map(|(_, v)| v)
    }

    /// Takes the entry of a key out.
    pub(super) fn remove(&mut self, key: &str) -> Option<V> {
        let at = self.entries.iter().position(|(k, _)| k == key)?;
        self.entries.remove(at).map(|(_, v)| v)
    }

    /// Keeps the entries for which `keep` holds.
    pub(super) fn retain(&mut self, mut keep: impl FnMut(&V) -> bool) {
        self.entries.retain(|(_, v)| keep(v));
    }

    /// Every entry, oldest first.
    pub(super) fn values(&self) -> impl Iterator<Item = &V> {
        self.entries.iter().map(|(_, v)| v)
    }

    /// Every entry, oldest first, to change it.
    pub(super) fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.entries.iter_mut().map(|(_, v)| v)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_entry_makes_room() {
        let mut table = Table::new(2);
        for (key, value) in [("a", 1), ("b", 2), ("c", 3)] {
            table.insert(key.to_owned(), value);
        }
        assert_eq!(table.get("a"), None);
        assert_eq!(table.values().copied().collect::<Vec<_>>(), [2, 3]);
    }
}
