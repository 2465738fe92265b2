//! settings.toml: writing it whole or not at all.
//!
//! Protects: comments and order of a file that a person wrote survive a save; two programs that save different settings
//! at once both keep theirs, and two that save the same one do not overwrite each other unseen; a broken file is never
//! overwritten. Leaves to others: what a file says ([`super::file`]).

use std::io::{self, Write};
use std::path::Path;

use toml_edit::{Array, DocumentMut, Item, Table, TableLike};

use super::file::{FileError, load, read_text};
use super::keys::{KEYS, Value};
use super::rules::violations;
use crate::account::Settings;
use crate::home::lock_exclusive;

/// All settings as TOML, defaults included: what `settings show` prints and `settings export` writes.
#[must_use]
pub fn to_toml(settings: &Settings) -> String {
    let mut document = DocumentMut::new();
    for key in KEYS {
        put(&mut document, key.name, &key.get(settings));
    }
    document.to_string()
}

/// Stores the settings in which `new` differs from `base`; everything else in the file stays as it is.
///
/// The file is locked while it is read, changed and replaced, so that another program's change is kept.
///
/// # Errors
/// The file on disk is broken, holds another value than `base` of a setting that `new` changes, or cannot be written; it is
/// as it was then.
pub fn save_changes(path: &Path, base: &Settings, new: &Settings) -> Result<Settings, FileError> {
    let write_error = |source: io::Error| FileError::Write { path: path.to_owned(), source };
    // Through a link as well, everybody who changes a file takes the lock that stands beside the file itself.
    let real = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = real.parent().unwrap_or(Path::new("."));
    crate::home::create_private_dir(folder).map_err(write_error)?;
    let _lock = lock_exclusive(&folder.join("settings.lock")).map_err(write_error)?;
    let mut stored = load(path)?;
    let text = match read_text(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        other => other.map_err(|source| FileError::Read { path: path.to_owned(), source })?,
    };
    let disputed = |key: &&super::Key| {
        let (was, is, wanted) = (key.get(base), key.get(&stored), key.get(new));
        wanted != was && is != was && is != wanted
    };
    let disputed: Vec<_> = KEYS.iter().filter(disputed).map(|key| key.name).collect();
    if !disputed.is_empty() {
        return Err(FileError::Changed(disputed));
    }
    let mut document: DocumentMut = text.parse().map_err(|_| write_error(io::ErrorKind::InvalidData.into()))?;
    for key in KEYS {
        let value = key.get(new);
        if value != key.get(base) {
            put(&mut document, key.name, &value);
            // The value comes from valid settings, so it is valid here too.
            let _ = key.set(&mut stored, value);
        }
    }
    if let Some(violation) = violations(&stored).into_iter().next() {
        return Err(FileError::Rule(violation));
    }
    replace(path, document.to_string().as_bytes()).map_err(write_error)?;
    Ok(stored)
}

/// Writes a file whole or not at all: a temporary file beside it, flushed to the disk, then renamed over it.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // Through a link, the file it points to is replaced, not the link.
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    let _ = file.persist(&target).map_err(|error| error.error)?;
    Ok(())
}

fn put(document: &mut DocumentMut, name: &str, value: &Value) {
    let mut table: &mut dyn TableLike = document.as_table_mut();
    let mut parts = name.split('.').peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            let mut new = match value {
                Value::Text(text) => toml_edit::value(text),
                Value::Number(number) => toml_edit::value(*number),
                Value::Switch(on) => toml_edit::value(*on),
                Value::List(items) => toml_edit::value(items.iter().collect::<Array>()),
            };
            // A comment behind the old value belongs to the key, not to the value.
            if let (Some(old), Some(fresh)) = (table.get(part).and_then(Item::as_value), new.as_value_mut()) {
                *fresh.decor_mut() = old.decor().clone();
            }
            match table.get_mut(part) {
                Some(item) => *item = new,
                None => drop(table.insert(part, new)),
            }
            return;
        }
        let missing = table.get(part).and_then(Item::as_table_like).is_none();
        if missing {
            let _ = table.insert(part, Item::Table(Table::new()));
        }
        match table.get_mut(part).and_then(Item::as_table_like_mut) {
            Some(inner) => table = inner,
            None => return,
        }
    }
}
