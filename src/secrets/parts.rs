//! One secret ↔ the entries that hold it.
//!
//! The head entry holds a short value itself (`=` and base64), or names its parts (`a3:TAG`: parts `NAME.a.0` to
//! `NAME.a.2`, each beginning with `TAG:`). New parts get the letter that the head does not name, then the head is
//! replaced, then the old parts go: a crash between any two steps leaves either the old value or the new one. Every
//! value has a tag of its own, so that who reads while another process writes never takes one's beginning for the
//! other's: it reads again. After a request that was given up (its one write that is under way may still come late) two
//! other letters are taken, so that nothing of it gets among newer parts.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use super::{SecretError, Store};

/// The most bytes of one entry: Windows allows 2,560 (`CRED_MAX_CREDENTIAL_BLOB_SIZE`).
pub const PART: usize = 2_400;

/// The most parts of one secret; a real one has about four.
const MAX_PARTS: usize = 64;

/// How often a value is read that others keep replacing meanwhile, and how long the pause is between.
const READS: usize = 20;
const READ_PAUSE: Duration = Duration::from_millis(20);

/// The letters of parts: two for each turn, of which the head names at most one.
const LETTERS: [char; 8] = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/// The letter for new parts.
fn letter(turn: usize, used: Option<char>) -> char {
    let pair = turn % (LETTERS.len() / 2) * 2;
    if used == Some(LETTERS[pair]) { LETTERS[pair + 1] } else { LETTERS[pair] }
}

enum Head {
    Whole(Zeroizing<String>),
    /// `mark` is what each part begins with.
    Parts {
        letter: char,
        count: usize,
        mark: String,
    },
}

/// A mark that no other value has.
fn new_mark() -> String {
    format!("{:016x}:", RandomState::new().build_hasher().finish())
}

fn head(store: &dyn Store, name: &str) -> Result<Option<Head>, SecretError> {
    let Some(bytes) = store.get(name)? else { return Ok(None) };
    let text = std::str::from_utf8(&bytes).map_err(|_| SecretError::Damaged)?;
    if let Some(whole) = text.strip_prefix('=') {
        return Ok(Some(Head::Whole(Zeroizing::new(whole.to_owned()))));
    }
    // Entries of earlier versions have no mark.
    let (place, mark) = text.split_once(':').map_or((text, String::new()), |(place, tag)| (place, format!("{tag}:")));
    let mut chars = place.chars();
    let letter = chars.next().filter(|c| LETTERS.contains(c)).ok_or(SecretError::Damaged)?;
    let count = chars.as_str().parse().ok().filter(|n| (1..=MAX_PARTS).contains(n)).ok_or(SecretError::Damaged)?;
    Ok(Some(Head::Parts { letter, count, mark }))
}

/// Puts the parts together; `None` when they are not, or no longer, those that the head named.
fn join(
    store: &dyn Store,
    name: &str,
    letter: char,
    count: usize,
    mark: &str,
) -> Result<Option<Zeroizing<String>>, SecretError> {
    let mut all = Zeroizing::new(String::with_capacity(count * PART));
    for index in 0..count {
        let bytes = store.get(&part_name(name, letter, index))?;
        let text = bytes.as_ref().and_then(|bytes| std::str::from_utf8(bytes).ok());
        let Some(chunk) = text.and_then(|text| text.strip_prefix(mark)) else { return Ok(None) };
        all.push_str(chunk);
    }
    Ok(Some(all))
}

fn part_name(name: &str, letter: char, index: usize) -> String {
    format!("{name}.{letter}.{index}")
}

pub fn get(store: &dyn Store, name: &str) -> Result<Option<SecretString>, SecretError> {
    let mut reads = 0;
    let encoded = loop {
        match head(store, name)? {
            None => return Ok(None),
            Some(Head::Whole(text)) => break text,
            Some(Head::Parts { letter, count, mark }) => {
                if let Some(all) = join(store, name, letter, count, &mark)? {
                    break all;
                }
            }
        }
        reads += 1;
        if reads == READS {
            return Err(SecretError::Damaged);
        }
        std::thread::sleep(READ_PAUSE);
    };
    let bytes = Zeroizing::new(STANDARD.decode(encoded.as_bytes()).map_err(|_| SecretError::Damaged)?);
    let text = std::str::from_utf8(&bytes).map_err(|_| SecretError::Damaged)?;
    Ok(Some(SecretString::from(text)))
}

/// `turn` counts the requests that were given up before.
pub fn set(store: &dyn Store, name: &str, secret: &SecretString, turn: usize) -> Result<(), SecretError> {
    let encoded = Zeroizing::new(STANDARD.encode(secret.expose_secret()));
    // A damaged head must not keep a good value from being stored.
    let old = match head(store, name) {
        Err(SecretError::Damaged) => None,
        other => other?,
    };
    let used = if let Some(Head::Parts { letter, count, .. }) = old { Some((letter, count)) } else { None };
    if encoded.len() < PART {
        store.set(name, Zeroizing::new(format!("={}", *encoded)).as_bytes())?;
    } else {
        let letter = letter(turn, used.map(|(letter, _)| letter));
        let mark = new_mark();
        let chunks: Vec<&[u8]> = encoded.as_bytes().chunks(PART - mark.len()).collect();
        if chunks.len() > MAX_PARTS {
            return Err(SecretError::Other(format!("a secret of {} characters is too long", encoded.len())));
        }
        for (index, chunk) in chunks.iter().enumerate() {
            let part = Zeroizing::new([mark.as_bytes(), chunk].concat());
            store.set(&part_name(name, letter, index), &part)?;
        }
        let head = format!("{letter}{}:{}", chunks.len(), mark.trim_end_matches(':'));
        store.set(name, head.as_bytes())?;
    }
    if let Some((letter, count)) = used {
        remove_parts(store, name, letter, count);
    }
    Ok(())
}

/// Removes a secret, and with it what interrupted requests have left of it.
pub fn delete(store: &dyn Store, name: &str) -> Result<(), SecretError> {
    store.delete(name)?;
    for letter in LETTERS {
        // Without its head it is no secret any more: what cannot be looked for now is no reason to say that it is there.
        let is_there = |index: &usize| store.get(&part_name(name, letter, *index)).is_ok_and(|part| part.is_some());
        let count = (0..MAX_PARTS).take_while(is_there).count();
        remove_parts(store, name, letter, count);
    }
    Ok(())
}

/// Removes parts that no head names any more, the last one first: what an interruption leaves are always first parts,
/// which are found again. What cannot be removed now is overwritten or removed the next time.
fn remove_parts(store: &dyn Store, name: &str, letter: char, count: usize) {
    for index in (0..count).rev() {
        if let Err(error) = store.delete(&part_name(name, letter, index)) {
            tracing::warn!(%error, "an old part of a secret could not be removed");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::secrets::memory;

    /// A keyring whose power fails after so many writes.
    struct Failing {
        inner: Box<dyn Store>,
        writes_left: Cell<usize>,
    }

    impl Failing {
        fn write(&self) -> Result<(), SecretError> {
            let left = self.writes_left.get().checked_sub(1).ok_or(SecretError::Locked)?;
            self.writes_left.set(left);
            Ok(())
        }
    }

    impl Store for Failing {
        fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, SecretError> {
            self.inner.get(name)
        }
        fn set(&self, name: &str, value: &[u8]) -> Result<(), SecretError> {
            assert!(value.len() <= PART, "{} bytes", value.len());
            self.write()?;
            self.inner.set(name, value)
        }
        fn delete(&self, name: &str) -> Result<(), SecretError> {
            self.write()?;
            self.inner.delete(name)
        }
    }

    fn value(store: &dyn Store) -> Option<String> {
        get(store, "x").expect("readable").map(|s| s.expose_secret().to_owned())
    }

    #[test]
    fn values_of_every_length_come_back() {
        let store = memory()().expect("memory");
        for length in [0, 1, 1_700, 1_799, 1_800, 1_801, 3_600, 20_000] {
            let text = "ž".repeat(length);
            set(store.as_ref(), "x", &text.clone().into(), 0).expect("stored");
            assert_eq!(value(store.as_ref()), Some(text));
        }
        delete(store.as_ref(), "x").expect("deleted");
        assert_eq!(value(store.as_ref()), None);
    }

    #[test]
    fn an_interrupted_store_leaves_the_old_value_or_the_new_one() {
        for (old, new) in [(9_000, 7_000), (9_000, 10), (10, 9_000)] {
            for writes in 0..12 {
                let open = memory();
                let store = open().expect("memory");
                let (old, new) = ("o".repeat(old), "n".repeat(new));
                set(store.as_ref(), "x", &old.clone().into(), 0).expect("stored");
                let failing = Failing { inner: open().expect("memory"), writes_left: Cell::new(writes) };
                let result = set(&failing, "x", &new.clone().into(), 0);
                let found = value(store.as_ref()).expect("something is stored");
                assert!(found == old || found == new, "after {writes} writes");
                if result.is_ok() {
                    assert_eq!(found, new);
                }
            }
        }
    }

    #[test]
    fn a_deletion_leaves_nothing_of_an_interrupted_store() {
        for writes in 0..14 {
            let open = memory();
            let store = open().expect("memory");
            set(store.as_ref(), "x", &"o".repeat(9_000).into(), 0).expect("stored");
            let failing = Failing { inner: open().expect("memory"), writes_left: Cell::new(writes) };
            let _ = set(&failing, "x", &"n".repeat(12_000).into(), 1);
            let _ = set(&failing, "x", &"m".repeat(6_000).into(), 1);
            delete(store.as_ref(), "x").expect("deleted");
            for letter in LETTERS {
                for index in 0..MAX_PARTS {
                    let part = store.get(&part_name("x", letter, index)).expect("readable");
                    assert!(part.is_none(), "{letter}{index} is left after {writes} writes");
                }
            }
        }
    }

    /// A keyring in which another process replaces the value twice, just before the read of this number.
    struct Busy {
        inner: Box<dyn Store>,
        reads_left: Cell<usize>,
        other: String,
    }

    impl Store for Busy {
        fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, SecretError> {
            match self.reads_left.get() {
                0 => {}
                1 => {
                    self.reads_left.set(0);
                    for letter in ["m", "n"] {
                        set(self.inner.as_ref(), "x", &self.other.replace('n', letter).into(), 0)?;
                    }
                }
                left => self.reads_left.set(left - 1),
            }
            self.inner.get(name)
        }
        fn set(&self, name: &str, value: &[u8]) -> Result<(), SecretError> {
            self.inner.set(name, value)
        }
        fn delete(&self, name: &str) -> Result<(), SecretError> {
            self.inner.delete(name)
        }
    }

    #[test]
    fn who_reads_while_another_writes_gets_one_value_whole() {
        for (old, new) in [(9_000, 9_000), (9_000, 7_000), (9_000, 10), (10, 9_000)] {
            for read in 1..8 {
                let store = memory()().expect("memory");
                let (old, new) = ("o".repeat(old), "n".repeat(new));
                set(store.as_ref(), "x", &old.clone().into(), 0).expect("stored");
                let busy = Busy { inner: store, reads_left: Cell::new(read), other: new.clone() };
                let found = value(&busy).expect("something is stored");
                assert!(found == old || found == new, "before read {read}: {:.9}…{}", found, &found[found.len() - 9..]);
            }
        }
    }

    #[test]
    fn what_an_earlier_version_stored_is_still_read() {
        let store = memory()().expect("memory");
        let encoded = STANDARD.encode("z".repeat(3_000));
        let (one, two) = encoded.as_bytes().split_at(PART);
        for (name, bytes) in [("x.a.0", one), ("x.a.1", two), ("x", b"a2".as_slice())] {
            store.set(name, bytes).expect("stored");
        }
        assert_eq!(value(store.as_ref()), Some("z".repeat(3_000)));
        set(store.as_ref(), "x", &"y".repeat(3_000).into(), 0).expect("stored");
        assert_eq!(value(store.as_ref()), Some("y".repeat(3_000)));
        store.delete("x.b.0").expect("removed");
        assert!(matches!(get(store.as_ref(), "x"), Err(SecretError::Damaged)));
    }
}
