//! One secret ↔ the entries that hold it.
//!
//! The head entry holds a short value itself (`=` and base64), or names its parts (`a3:9f…`: parts `NAME.a.0` to
//! `NAME.a.2`, and a tag that no other head has).
//! New parts get a letter that the head does not name, then the head is replaced, then the old parts go: a crash
//! between any two steps leaves either the old value or the new one. After a request that was given up (its one write
//! that is under way may still come late) two other letters are taken, so that nothing of it gets among newer parts.

use std::hash::{BuildHasher, Hasher, RandomState};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use super::{SecretError, Store};

/// The most bytes of one entry: Windows allows 2,560 (`CRED_MAX_CREDENTIAL_BLOB_SIZE`).
pub const PART: usize = 2_400;

/// The most parts of one secret; a real one has about four.
const MAX_PARTS: usize = 64;

/// The letters of parts: two for each turn, of which the head names at most one.
const LETTERS: [char; 8] = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/// The letter for new parts.
fn letter(turn: usize, used: Option<char>) -> char {
    let pair = turn % (LETTERS.len() / 2) * 2;
    if used == Some(LETTERS[pair]) { LETTERS[pair + 1] } else { LETTERS[pair] }
}

enum Head {
    Whole(Zeroizing<String>),
    Parts(Parts),
}

/// What a head says of its parts.
#[derive(Clone, PartialEq, Eq)]
struct Parts {
    letter: char,
    count: usize,
    /// Differs each time, so that a reader knows that the parts it read belong to this head and not to a later one.
    tag: String,
}

impl Parts {
    fn parse(text: &str) -> Option<Self> {
        let (place, tag) = text.split_once(':').unwrap_or((text, ""));
        let letter = place.chars().next().filter(|c| LETTERS.contains(c))?;
        let count = place.get(1..)?.parse().ok().filter(|n| (1..=MAX_PARTS).contains(n))?;
        Some(Self { letter, count, tag: tag.to_owned() })
    }
}

fn head(store: &dyn Store, name: &str) -> Result<Option<Head>, SecretError> {
    let Some(bytes) = store.get(name)? else { return Ok(None) };
    let text = std::str::from_utf8(&bytes).map_err(|_| SecretError::Damaged)?;
    if let Some(whole) = text.strip_prefix('=') {
        return Ok(Some(Head::Whole(Zeroizing::new(whole.to_owned()))));
    }
    Ok(Some(Head::Parts(Parts::parse(text).ok_or(SecretError::Damaged)?)))
}

fn part_name(name: &str, letter: char, index: usize) -> String {
    format!("{name}.{letter}.{index}")
}

pub fn get(store: &dyn Store, name: &str) -> Result<Option<SecretString>, SecretError> {
    let mut last = None;
    loop {
        let encoded = match head(store, name)? {
            None => return Ok(None),
            Some(Head::Whole(text)) => text,
            Some(Head::Parts(parts)) => match whole(store, name, &parts) {
                Ok(text) if is_current(store, name, &parts)? => text,
                // Another process replaced the value while this one read it. The same head twice: it is damaged.
                Err(SecretError::Damaged) if last.as_ref() == Some(&parts) => return Err(SecretError::Damaged),
                Ok(_) | Err(SecretError::Damaged) => {
                    last = Some(parts);
                    continue;
                }
                Err(error) => return Err(error),
            },
        };
        let bytes = Zeroizing::new(STANDARD.decode(encoded.as_bytes()).map_err(|_| SecretError::Damaged)?);
        let text = std::str::from_utf8(&bytes).map_err(|_| SecretError::Damaged)?;
        return Ok(Some(SecretString::from(text)));
    }
}

fn whole(store: &dyn Store, name: &str, parts: &Parts) -> Result<Zeroizing<String>, SecretError> {
    let mut all = Zeroizing::new(String::with_capacity(parts.count * PART));
    for index in 0..parts.count {
        let bytes = store.get(&part_name(name, parts.letter, index))?.ok_or(SecretError::Damaged)?;
        all.push_str(std::str::from_utf8(&bytes).map_err(|_| SecretError::Damaged)?);
    }
    Ok(all)
}

fn is_current(store: &dyn Store, name: &str, parts: &Parts) -> Result<bool, SecretError> {
    Ok(matches!(head(store, name)?, Some(Head::Parts(now)) if now == *parts))
}

/// `turn` counts the requests that were given up before.
pub fn set(store: &dyn Store, name: &str, secret: &SecretString, turn: usize) -> Result<(), SecretError> {
    let encoded = Zeroizing::new(STANDARD.encode(secret.expose_secret()));
    // A damaged head must not keep a good value from being stored.
    let old = match head(store, name) {
        Err(SecretError::Damaged) => None,
        other => other?,
    };
    let used = if let Some(Head::Parts(parts)) = old { Some((parts.letter, parts.count)) } else { None };
    if encoded.len() < PART {
        store.set(name, Zeroizing::new(format!("={}", *encoded)).as_bytes())?;
    } else {
        let letter = letter(turn, used.map(|(letter, _)| letter));
        let chunks: Vec<&[u8]> = encoded.as_bytes().chunks(PART).collect();
        if chunks.len() > MAX_PARTS {
            return Err(SecretError::Other(format!("a secret of {} characters is too long", encoded.len())));
        }
        for (index, chunk) in chunks.iter().enumerate() {
            store.set(&part_name(name, letter, index), chunk)?;
        }
        let tag = RandomState::new().build_hasher().finish();
        store.set(name, format!("{letter}{}:{tag:016x}", chunks.len()).as_bytes())?;
    }
    if let Some((letter, count)) = used {
        remove_parts(store, name, letter, count);
    }
    Ok(())
}

pub fn delete(store: &dyn Store, name: &str) -> Result<(), SecretError> {
    let old = match head(store, name) {
        Err(SecretError::Damaged) => None,
        other => other?,
    };
    store.delete(name)?;
    if let Some(Head::Parts(Parts { letter, count, .. })) = old {
        remove_parts(store, name, letter, count);
    }
    Ok(())
}

/// Removes parts that no head names any more. What cannot be removed now is overwritten or removed the next time.
fn remove_parts(store: &dyn Store, name: &str, letter: char, count: usize) {
    for index in 0..count {
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
            set(store.as_ref(), "x", &text.clone().into(), length).expect("stored");
            assert_eq!(value(store.as_ref()), Some(text));
        }
        delete(store.as_ref(), "x").expect("deleted");
        assert_eq!(value(store.as_ref()), None);
    }

    /// A reader must see one whole value, however often a writer replaces it meanwhile.
    #[test]
    fn a_value_that_is_replaced_while_it_is_read_is_read_whole() {
        let open = memory();
        let values: Vec<String> = (0..10_u8).map(|n| char::from(b'0' + n).to_string().repeat(9_000)).collect();
        let store = open().expect("memory");
        set(store.as_ref(), "x", &values[0].clone().into(), 0).expect("stored");
        let done = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|scope| {
            let _writer = scope.spawn(|| {
                let store = open().expect("memory");
                for value in values.iter().cycle().take(3_000) {
                    set(store.as_ref(), "x", &value.clone().into(), 0).expect("stored");
                }
                done.store(true, std::sync::atomic::Ordering::SeqCst);
            });
            while !done.load(std::sync::atomic::Ordering::SeqCst) {
                let found = value(store.as_ref()).expect("something is stored");
                assert!(values.contains(&found), "a mixture");
            }
        });
    }

    #[test]
    fn parts_that_are_gone_are_a_damaged_value_and_no_endless_search() {
        let store = memory()().expect("memory");
        set(store.as_ref(), "x", &"y".repeat(9_000).into(), 0).expect("stored");
        store.delete("x.a.1").expect("deleted");
        assert!(matches!(get(store.as_ref(), "x"), Err(SecretError::Damaged)));
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
                let result = set(&failing, "x", &new.clone().into(), writes);
                let found = value(store.as_ref()).expect("something is stored");
                assert!(found == old || found == new, "after {writes} writes");
                if result.is_ok() {
                    assert_eq!(found, new);
                }
            }
        }
    }
}
