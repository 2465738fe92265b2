//! Which runs of six bytes stand in the secrets: the quick look at a text.
//!
//! Protects: a text that holds eight bytes in a row of an indexed secret is never called clean; what the index holds of
//! the secrets is wiped with it. A secret of six bytes or more is found whole by its beginning. Leaves to others: the exact comparison.

use zeroize::Zeroizing;

/// The bytes of a run.
const RUN: usize = 6;
/// How far the runs are apart of which the index knows.
const STEP: usize = 3;
/// A run as a number.
const MASK: u64 = (1 << (8 * RUN)) - 1;
/// Marks a place in the table as taken, since a run may be zero.
const TAKEN: u64 = 1 << 63;
/// The bits of the sieve as a power of two: 32 kB, which stay in the processor's first cache.
const SIEVE: u32 = 18;

/// The index.
#[derive(Default)]
pub(super) struct Index {
    /// Runs by their hash, at most half full.
    table: Zeroizing<Vec<u64>>,
    count: usize,
    /// One bit for some runs each: what has none here is not in the table.
    sieve: Zeroizing<Vec<u64>>,
}

fn hash(run: u64) -> u64 {
    let mixed = run.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9)
}

/// Each run of a text, in its order.
fn runs(bytes: impl Iterator<Item = u8>) -> impl Iterator<Item = u64> {
    let mut run = 0;
    let all = bytes.map(move |byte| {
        run = (run << 8 | u64::from(byte)) & MASK;
        run
    });
    all.skip(RUN - 1)
}

impl Index {
    /// Takes a secret in.
    pub(super) fn add(&mut self, secret: &[u8]) {
        for run in runs(secret.iter().copied()).step_by(STEP) {
            if 2 * (self.count + 1) > self.table.len() {
                self.grow();
            }
            let hash = hash(run);
            if self.sieve.is_empty() {
                self.sieve = Zeroizing::new(vec![0; 1 << (SIEVE - 6)]);
            }
            let bit = hash >> (64 - SIEVE);
            self.sieve[(bit >> 6) as usize] |= 1 << (bit & 63);
            let place = self.place(run, hash);
            if self.table[place] == 0 {
                self.table[place] = run | TAKEN;
                self.count += 1;
            }
        }
    }

    /// Where a run is, or the free place where it would be.
    fn place(&self, run: u64, hash: u64) -> usize {
        let last = self.table.len() - 1;
        let mut place = hash as usize & last;
        while self.table[place] != 0 && self.table[place] != run | TAKEN {
            place = (place + 1) & last;
        }
        place
    }

    fn grow(&mut self) {
        let size = (self.table.len() * 2).max(256);
        let old = std::mem::replace(&mut self.table, Zeroizing::new(vec![0; size]));
        for entry in old.iter().copied().filter(|entry| *entry != 0) {
            let run = entry & MASK;
            let place = self.place(run, hash(run));
            self.table[place] = entry;
        }
    }

    /// Whether any known run is in a text.
    pub(super) fn is_in(&self, text: impl Iterator<Item = u8>) -> bool {
        if self.count == 0 {
            return false;
        }
        runs(text).any(|run| {
            let hash = hash(run);
            let bit = hash >> (64 - SIEVE);
            self.sieve[(bit >> 6) as usize] >> (bit & 63) & 1 == 1 && self.table[self.place(run, hash)] != 0
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_in(index: &Index, text: &[u8]) -> bool {
        index.is_in(text.iter().copied())
    }

    #[test]
    fn each_eight_bytes_of_a_secret_are_found_and_others_are_not() {
        let secret: Vec<u8> = (0..5_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        let mut index = Index::default();
        assert!(!is_in(&index, &secret));
        index.add(&secret);
        for window in secret.windows(8) {
            assert!(is_in(&index, window));
        }
        assert!(!is_in(&index, b"an ordinary line of a log, with nothing in it that anybody would have to hide"));
        assert!(!is_in(&index, b"short"));
        index.add(&[0; 20]);
        assert!(is_in(&index, &[0; 8]));
        assert!(!is_in(&index, &[1; 8]));
    }
}
