//! A keyring in memory that records what is stored, and fails when it is told to.

use std::sync::{Arc, Mutex};

use mailkey::secrets::{self, Opener, SecretError, Store};
use zeroize::Zeroizing;

/// The handle of the test.
#[derive(Clone, Default)]
pub struct Watched {
    shared: Arc<Mutex<Shared>>,
}

#[derive(Default)]
struct Shared {
    fails: Option<SecretError>,
    fails_times: u32,
    /// What every reading says.
    unreadable: Option<SecretError>,
    /// The most bytes of one entry.
    limit: Option<usize>,
    /// While this is true, every write fails.
    fails_while: Option<Box<dyn Fn() -> bool + Send>>,
    /// What is called before each write.
    before_write: Option<Box<dyn Fn() + Send>>,
    /// What the names begin with that cannot be removed.
    keeps: Option<&'static str>,
    writes: u32,
}

impl Watched {
    /// The keyring itself; every opening sees the same entries.
    pub fn opener(&self) -> Opener {
        let (memory, shared) = (secrets::memory(), Arc::clone(&self.shared));
        Arc::new(move || Ok(Box::new(Recorder { inner: memory()?, shared: Arc::clone(&shared) })))
    }

    /// Lets the next `times` writes fail.
    pub fn fail_writes(&self, error: SecretError, times: u32) {
        let mut shared = self.shared.lock().expect("no panic");
        shared.fails = Some(error);
        shared.fails_times = times;
    }

    /// Lets every reading fail, until `None`.
    pub fn fail_reads(&self, error: Option<SecretError>) {
        self.shared.lock().expect("no panic").unreadable = error;
    }

    /// Refuses entries of more bytes, as the systems do.
    pub fn limit(&self, bytes: Option<usize>) {
        self.shared.lock().expect("no panic").limit = bytes;
    }

    /// Lets every write fail while something is so.
    pub fn fail_writes_while(&self, so: impl Fn() -> bool + Send + 'static) {
        self.shared.lock().expect("no panic").fails_while = Some(Box::new(so));
    }

    /// Lets every removal fail of what begins so, until `None`.
    pub fn fail_removals(&self, of: Option<&'static str>) {
        self.shared.lock().expect("no panic").keeps = of;
    }

    pub fn before_write(&self, call: impl Fn() + Send + 'static) {
        self.shared.lock().expect("no panic").before_write = Some(Box::new(call));
    }

    pub fn writes(&self) -> u32 {
        self.shared.lock().expect("no panic").writes
    }
}

struct Recorder {
    inner: Box<dyn Store>,
    shared: Arc<Mutex<Shared>>,
}

impl Store for Recorder {
    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, SecretError> {
        if let Some(error) = &self.shared.lock().expect("no panic").unreadable {
            return Err(error.clone());
        }
        self.inner.get(name)
    }

    fn set(&self, name: &str, value: &[u8]) -> Result<(), SecretError> {
        let mut shared = self.shared.lock().expect("no panic");
        if let Some(call) = &shared.before_write {
            call();
        }
        if shared.limit.is_some_and(|limit| value.len() > limit) {
            return Err(SecretError::Other(format!("{} bytes are too many", value.len())));
        }
        if shared.fails_while.as_ref().is_some_and(|so| so()) {
            return Err(SecretError::Other("the disk is full".into()));
        }
        if let (Some(error), 1..) = (&shared.fails, shared.fails_times) {
            let error = error.clone();
            shared.fails_times -= 1;
            return Err(error);
        }
        shared.writes += 1;
        self.inner.set(name, value)
    }

    fn delete(&self, name: &str) -> Result<(), SecretError> {
        if self.shared.lock().expect("no panic").keeps.is_some_and(|of| name.starts_with(of)) {
            return Err(SecretError::Other("the disk is full".into()));
        }
        self.inner.delete(name)
    }
}

/// What an entry holds, as JSON; read through the same front as Mailkey's.
pub async fn entry_of(bench: &super::Bench, name: &str) -> Option<serde_json::Value> {
    use secrecy::ExposeSecret as _;
    let name = format!("{name}@{}", bench.home().config_dir().display());
    let text = secrets::Vault::new(bench.opener.clone()).get(&name).await.expect("readable")?;
    Some(serde_json::from_str(text.expose_secret()).expect("JSON"))
}

fn entry_name(bench: &super::Bench) -> String {
    format!("smtp@{}", bench.home().config_dir().display())
}

/// What is stored of the common account's grant, as JSON; read through the same front as Mailkey's.
pub async fn entry(bench: &super::Bench) -> Option<serde_json::Value> {
    use secrecy::ExposeSecret as _;
    let vault = secrets::Vault::new(bench.opener.clone());
    let text = vault.get(&entry_name(bench)).await.expect("readable")?;
    Some(serde_json::from_str(text.expose_secret()).expect("JSON"))
}

/// Puts something else in place of the common account's grant.
pub async fn replace_entry(bench: &super::Bench, text: &str) {
    secrets::Vault::new(bench.opener.clone()).set(&entry_name(bench), text.into()).await.expect("stored");
}

/// Puts a secret into the keyring past all checks.
pub async fn put(bench: &super::Bench, name: &str, text: &str) {
    let name = format!("{name}@{}", bench.home().config_dir().display());
    secrets::Vault::new(bench.opener.clone()).set(&name, text.into()).await.expect("stored");
}

/// Removes the common account's grant, as a person does with the system's own tool.
pub async fn remove_entry(bench: &super::Bench) {
    secrets::Vault::new(bench.opener.clone()).delete(&entry_name(bench)).await.expect("removed");
}

/// Makes the stored access token as old as that: it ends in so many seconds (or ended so many seconds ago).
pub async fn age(bench: &super::Bench, seconds_left: i64) {
    let mut entry = entry(bench).await.expect("an entry");
    let end = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(seconds_left);
    entry["facts"]["expires_at"] = end.to_string().into();
    entry["facts"]["refreshed_at"] = (end - jiff::SignedDuration::from_hours(1)).to_string().into();
    replace_entry(bench, &entry.to_string()).await;
}
