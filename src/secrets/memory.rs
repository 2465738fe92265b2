//! A keyring in memory: for practice mode and tests. It ends with the program.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use zeroize::Zeroizing;

use super::{Opener, SecretError, Store};

type Entries = Arc<Mutex<HashMap<String, Zeroizing<Vec<u8>>>>>;

struct Memory(Entries);

impl Store for Memory {
    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, SecretError> {
        Ok(self.0.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned())
    }

    fn set(&self, name: &str, value: &[u8]) -> Result<(), SecretError> {
        let value = Zeroizing::new(value.to_vec());
        let _ = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), value);
        Ok(())
    }

    fn delete(&self, name: &str) -> Result<(), SecretError> {
        let _ = self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
        Ok(())
    }
}

/// A new, empty keyring in memory; every opening sees the same entries.
#[must_use]
pub fn memory() -> Opener {
    let entries = Entries::default();
    Arc::new(move || Ok(Box::new(Memory(Arc::clone(&entries)))))
}
