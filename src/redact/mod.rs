//! Finding secrets in text, to take them out: whole, in pieces, and as other forms in which text travels.
//!
//! Protects: no piece of a known secret of [`PIECE`] characters or more is left in a text, nor a shorter secret as a
//! whole, whether plain, base64 (at any alignment, both alphabets), percent-encoded or escaped as in JSON. Ordinary words
//! stay. Known secrets are wiped when they are forgotten. Leaves to others: whose secrets they are ([`crate::log::net`],
//! and a mail session's replies).
//!
//! How it is quick: of each secret every third run of six bytes is noted (`Index`). A piece of eight bytes or more
//! holds at least one of them, so a text in which none of them is found is clean, and almost every text is. Only
//! where one is found the text is compared with the secrets themselves.

mod index;
mod views;

use std::collections::HashSet;
use std::ops::Range;

use secrecy::{ExposeSecret, SecretString};

use self::index::Index;
use self::views::{View, encoded, plain};

/// The shortest piece of a secret that is looked for; long secrets are found by pieces, since a server may echo a part.
pub const PIECE: usize = 12;
/// The same where a text must be decoded to see it: twelve characters of base64 hold eight whole bytes at the least, and a
/// percent sign before a piece may take its first two characters for an escape.
const PIECE_DECODED: usize = 8;
/// Shorter secrets are not looked for: any word could contain them.
const SHORTEST: usize = 4;
/// Shorter secrets are not in the index: where there are any, every text is compared.
const INDEXED: usize = 6;
/// How many characters of base64 the shortest has.
const SHORTEST_IN_BASE64: usize = 6;
/// What stands where a secret stood.
pub const REMOVED: &str = "[removed]";
/// The most bytes of secrets that are remembered; the oldest are forgotten first. Some seventy renewals.
const MEMORY: usize = 256 * 1024;

/// Secrets that are taken out of texts.
#[derive(Default)]
pub struct Secrets {
    /// The oldest first.
    known: Vec<SecretString>,
    /// All their bytes.
    size: usize,
    index: Index,
    /// Whether some are shorter than [`PIECE`], and whether some are not even in the index.
    short: bool,
    tiny: bool,
}

impl Secrets {
    /// From now on this text is taken out. Of a text of several lines each line is a secret of its own; the frames of PEM
    /// texts are none.
    pub fn learn(&mut self, secret: &str) {
        for line in secret.lines().map(str::trim) {
            if line.len() >= SHORTEST && !line.starts_with("-----") {
                self.learn_line(line);
            }
        }
    }

    fn learn_line(&mut self, line: &str) {
        if let Some(at) = self.known.iter().position(|known| known.expose_secret() == line) {
            // Learned again it is young again.
            self.known[at..].rotate_left(1);
            return;
        }
        self.size += line.len();
        self.known.push(SecretString::from(line));
        if self.size > MEMORY && self.known.len() > 1 {
            // Half of it at once, so that the index is not made anew for each.
            let mut kept = 0;
            let young = self.known.iter().rposition(|known| {
                kept += known.expose_secret().len();
                kept > MEMORY / 2
            });
            let _forgotten = self.known.drain(..=young.unwrap_or(0).min(self.known.len() - 2)).count();
            self.size = self.known.iter().map(|known| known.expose_secret().len()).sum();
            let is_there = |less: usize| self.known.iter().any(|known| known.expose_secret().len() < less);
            (self.short, self.tiny) = (is_there(PIECE), is_there(INDEXED));
            self.index = Index::default();
            self.known.iter().for_each(|known| self.index.add(known.expose_secret().as_bytes()));
        } else {
            self.short |= line.len() < PIECE;
            self.tiny |= line.len() < INDEXED;
            self.index.add(line.as_bytes());
        }
    }

    /// The text without the secrets; `None` where it holds none.
    #[must_use]
    pub fn removed(&self, text: &str) -> Option<String> {
        self.without(text, self.short)
    }

    /// As [`Secrets::removed`], but secrets shorter than [`PIECE`] may stand in it: for a text whose parts that could
    /// hold one were cleaned before, and whose own words must not be torn by a password that is a word.
    #[must_use]
    pub fn long_ones_removed(&self, text: &str) -> Option<String> {
        self.without(text, false)
    }

    fn without(&self, text: &str, short: bool) -> Option<String> {
        if self.known.is_empty() {
            return None;
        }
        let plain = plain(text);
        let must_compare = short && self.tiny;
        let least = if short { SHORTEST_IN_BASE64 } else { PIECE };
        if !must_compare && !plain.iter().any(|view| view.holds(&self.index, least)) {
            return None;
        }
        let mut covered = Vec::new();
        for view in plain.iter().chain(&encoded(&plain, least)) {
            self.cover(view, short, text.len(), &mut covered);
        }
        if covered.is_empty() {
            return None;
        }
        let mut kept = String::with_capacity(text.len());
        let mut removing = false;
        for (at, c) in text.char_indices() {
            let remove = covered[at..at + c.len_utf8()].contains(&true);
            match (remove, removing) {
                (true, false) => kept.push_str(REMOVED),
                (true, true) => {}
                (false, _) => kept.push(c),
            }
            removing = remove;
        }
        Some(kept)
    }

    /// Marks the bytes of the text that belong to a secret as this view shows it. `covered` is made when there is one.
    fn cover(&self, view: &View<'_>, short: bool, length: usize, covered: &mut Vec<bool>) {
        let bytes = view.bytes();
        let suspicious = self.index.is_in(bytes.iter().copied());
        if !suspicious && !short {
            return;
        }
        let least = if view.is_decoded() { PIECE_DECODED } else { PIECE };
        for secret in &self.known {
            let secret = secret.expose_secret().as_bytes();
            let wanted = if secret.len() < PIECE { short } else { suspicious };
            if wanted {
                found(bytes, secret, secret.len().min(least), |piece| {
                    covered.resize(length, false);
                    covered[view.place(piece)].fill(true);
                });
            }
        }
    }
}

/// Tells where in a text pieces of this size of a secret stand.
fn found(text: &[u8], secret: &[u8], size: usize, mut tell: impl FnMut(Range<usize>)) {
    if text.len() < size {
        return;
    }
    let pieces: HashSet<&[u8]> = secret.windows(size).collect();
    for (at, _) in text.windows(size).enumerate().filter(|(_, window)| pieces.contains(window)) {
        tell(at..at + size);
    }
}

#[cfg(test)]
mod tests;
