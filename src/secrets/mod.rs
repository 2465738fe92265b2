//! Secrets: tokens, passwords and client secrets, kept by the operating system's keyring and nowhere else.
//!
//! Protects: a value is stored whole or not at all, whatever its length; a keyring that does not answer is an error
//! after [`PATIENCE`], never a hang; nothing falls back to a file. Leaves to others: what the values mean.
//!
//! What is hard: the keyring's calls block, some for ever, so they run on a thread of their own; and Windows takes only
//! 2,560 bytes an entry, so a value is cut into parts. The parts are written under a new name first and the entry that
//! names them last: that last write is the moment at which the new value counts.

mod keyring;
mod memory;
mod parts;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Duration;

use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use tokio::sync::oneshot;
use zeroize::Zeroizing;

pub use self::keyring::keyring;
pub use self::memory::memory;

/// How long the keyring may take for one request.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// Why a secret could not be read or stored. The value itself is never part of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecretError {
    /// There is no keyring: no session bus, or no program on it that keeps secrets.
    #[error("no keyring service: {0}")]
    NoService(String),
    /// The keyring is locked, and it was not unlocked.
    #[error("the keyring is locked")]
    Locked,
    /// It did not answer in time.
    #[error("the keyring did not answer within {} seconds", PATIENCE.as_secs())]
    NotAnswering,
    /// What it gave back is not what Mailkey stored.
    #[error("the keyring's entry is damaged")]
    Damaged,
    /// Anything else, in the system's words.
    #[error("the keyring failed: {0}")]
    Other(String),
}

/// One kind of keyring. Blocking; called on one thread only.
pub trait Store {
    /// The bytes stored under a name, or `None`.
    ///
    /// # Errors
    /// The keyring's reason.
    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, SecretError>;
    /// Stores at most 2,400 bytes under a name, in place of what was there.
    ///
    /// # Errors
    /// The keyring's reason.
    fn set(&self, name: &str, value: &[u8]) -> Result<(), SecretError>;
    /// Removes a name; a missing one is no error.
    ///
    /// # Errors
    /// The keyring's reason.
    fn delete(&self, name: &str) -> Result<(), SecretError>;
}

/// Opens a keyring on the thread that calls it; called again after a failure.
pub type Opener = Arc<dyn Fn() -> Result<Box<dyn Store>, SecretError> + Send + Sync>;

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// The keyring's front: asks on a thread of its own and waits no longer than [`PATIENCE`].
pub struct Vault {
    opener: Opener,
    thread: Mutex<Option<mpsc::Sender<Job>>>,
    /// How many requests were given up.
    given_up: AtomicUsize,
}

/// The keyring as its thread sees it: opened at the first request, opened anew after a failure.
struct Connection {
    opener: Opener,
    store: Option<Box<dyn Store>>,
}

/// A keyring for one request. When nobody waits for the answer any more (the keyring was frozen), the rest of the request
/// is not carried out: it would write over what a newer one has stored meanwhile.
struct Awaited<'a> {
    store: &'a dyn Store,
    given_up: &'a dyn Fn() -> bool,
}

impl Awaited<'_> {
    fn still(&self) -> Result<&dyn Store, SecretError> {
        if (self.given_up)() { Err(SecretError::NotAnswering) } else { Ok(self.store) }
    }
}

impl Store for Awaited<'_> {
    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, SecretError> {
        self.still()?.get(name)
    }

    fn set(&self, name: &str, value: &[u8]) -> Result<(), SecretError> {
        self.still()?.set(name, value)
    }

    fn delete(&self, name: &str) -> Result<(), SecretError> {
        self.still()?.delete(name)
    }
}

impl Connection {
    fn run<T>(&mut self, work: impl FnOnce(&dyn Store) -> Result<T, SecretError>) -> Result<T, SecretError> {
        let store = match self.store.take() {
            Some(store) => store,
            None => (self.opener)()?,
        };
        let result = work(store.as_ref());
        // Whatever failed may lie in the connection (the service was restarted, the bus is gone).
        if result.is_ok() {
            self.store = Some(store);
        }
        result
    }
}

impl Vault {
    /// A front for the keyring that `opener` opens; nothing is opened before the first request.
    #[must_use]
    pub fn new(opener: Opener) -> Self {
        Self { opener, thread: Mutex::new(None), given_up: AtomicUsize::new(0) }
    }

    /// The secret stored under a name, or `None`.
    ///
    /// # Errors
    /// The keyring's reason, or that it did not answer.
    pub async fn get(&self, name: &str) -> Result<Option<SecretString>, SecretError> {
        let name = name.to_owned();
        self.ask(move |store| parts::get(store, &name)).await
    }

    /// Stores a secret. When this fails, the old one is still there.
    ///
    /// # Errors
    /// The keyring's reason, or that it did not answer.
    pub async fn set(&self, name: &str, secret: SecretString) -> Result<(), SecretError> {
        let name = name.to_owned();
        let turn = self.given_up.load(Ordering::SeqCst);
        self.ask(move |store| parts::set(store, &name, &secret, turn)).await
    }

    /// Removes a secret; a missing one is no error.
    ///
    /// # Errors
    /// The keyring's reason, or that it did not answer.
    pub async fn delete(&self, name: &str) -> Result<(), SecretError> {
        let name = name.to_owned();
        self.ask(move |store| parts::delete(store, &name)).await
    }

    async fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Store) -> Result<T, SecretError> + Send + 'static,
    ) -> Result<T, SecretError> {
        let (answer, answered) = oneshot::channel::<Result<T, SecretError>>();
        let job: Job = Box::new(move |connection| {
            if !answer.is_closed() {
                let result = connection.run(|store| work(&Awaited { store, given_up: &|| answer.is_closed() }));
                drop(answer.send(result));
            }
        });
        self.submit(job)?;
        match tokio::time::timeout(PATIENCE, answered).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(SecretError::Other("the keyring's thread ended".into())),
            Err(_) => {
                self.give_up();
                Err(SecretError::NotAnswering)
            }
        }
    }

    /// That thread may hang for ever; the next request gets a new one.
    fn give_up(&self) {
        let _before = self.given_up.fetch_add(1, Ordering::SeqCst);
        *self.thread.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn submit(&self, job: Job) -> Result<(), SecretError> {
        let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        let sender = match thread.take() {
            Some(sender) => sender,
            None => start(Arc::clone(&self.opener))?,
        };
        // A thread that has ended is forgotten here, so that the next request starts another.
        sender.send(job).map_err(|_| SecretError::Other("the keyring's thread ended".into()))?;
        *thread = Some(sender);
        Ok(())
    }
}

fn start(opener: Opener) -> Result<mpsc::Sender<Job>, SecretError> {
    let (sender, jobs) = mpsc::channel::<Job>();
    let work = move || {
        let mut connection = Connection { opener, store: None };
        for job in jobs {
            job(&mut connection);
        }
    };
    // Detached on purpose: a thread that the keyring never answers must not keep the program from ending.
    let thread = std::thread::Builder::new().name("keyring".into()).spawn(work);
    thread.map(|_| sender).map_err(|error| SecretError::Other(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Frozen;

    impl Store for Frozen {
        fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, SecretError> {
            if name == "x" {
                std::thread::sleep(Duration::from_secs(3600));
            }
            Ok(None)
        }
        fn set(&self, _: &str, _: &[u8]) -> Result<(), SecretError> {
            Ok(())
        }
        fn delete(&self, _: &str) -> Result<(), SecretError> {
            Ok(())
        }
    }

    /// A keyring whose first opening is something else.
    fn at_first(first: impl Fn() -> Result<Box<dyn Store>, SecretError> + Send + Sync + 'static) -> Vault {
        let later = memory();
        let opened = std::sync::atomic::AtomicBool::new(false);
        Vault::new(Arc::new(
            move || {
                if opened.swap(true, std::sync::atomic::Ordering::SeqCst) { later() } else { first() }
            },
        ))
    }

    #[tokio::test]
    async fn a_frozen_keyring_is_an_error_and_the_next_request_is_answered() {
        let vault = at_first(|| Ok(Box::new(Frozen)));
        assert_eq!(vault.delete("opened").await, Ok(()));
        tokio::time::pause();
        assert_eq!(vault.get("x").await.map(|_| ()), Err(SecretError::NotAnswering));
        tokio::time::resume();
        assert_eq!(vault.delete("x").await, Ok(()));
    }

    /// A keyring that takes its time over the first write, as a frozen service does until it goes on.
    struct Slow(Box<dyn Store>, Arc<std::sync::atomic::AtomicBool>, mpsc::Sender<()>);

    impl Store for Slow {
        fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, SecretError> {
            self.0.get(name)
        }
        fn set(&self, name: &str, value: &[u8]) -> Result<(), SecretError> {
            if !self.1.swap(true, std::sync::atomic::Ordering::SeqCst) {
                std::thread::sleep(Duration::from_millis(700));
                let result = self.0.set(name, value);
                self.2.send(()).expect("the test waits");
                return result;
            }
            self.0.set(name, value)
        }
        fn delete(&self, name: &str) -> Result<(), SecretError> {
            self.0.delete(name)
        }
    }

    #[tokio::test]
    async fn a_request_that_was_given_up_does_not_go_on_over_a_newer_one() {
        let (inner, slept, (done, went_on)) = (memory(), Arc::default(), mpsc::channel());
        let opener: Opener = Arc::new(move || Ok(Box::new(Slow(inner()?, Arc::clone(&slept), done.clone()))));
        let vault = Arc::new(Vault::new(opener));
        let (first, second) = ("1".repeat(9000), "2".repeat(9000));
        let begun = tokio::time::timeout(Duration::from_millis(200), vault.set("x", first.into())).await;
        assert!(begun.is_err(), "the first is given up");
        vault.give_up();
        vault.set("x", second.clone().into()).await.expect("stored");
        tokio::task::spawn_blocking(move || went_on.recv()).await.expect("no panic").expect("the first went on");
        std::thread::sleep(Duration::from_millis(100));
        use secrecy::ExposeSecret as _;
        // Its one write that was under way may have come late; the value as a whole must be the newer one.
        let stored = vault.get("x").await.expect("readable").expect("there");
        assert!(*stored.expose_secret() == *second, "parts of both are mixed");
    }

    #[tokio::test]
    async fn a_keyring_that_is_there_later_is_found_later() {
        let vault = at_first(|| Err(SecretError::Locked));
        assert_eq!(vault.delete("x").await, Err(SecretError::Locked));
        assert_eq!(vault.delete("x").await, Ok(()));
    }
}
