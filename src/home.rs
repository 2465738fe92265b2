//! Where Mailkey keeps its files, and the locks between its processes.
//!
//! Protects: everything is private to the user (mode 0700), and what two processes must not do at once is done under a
//! lock file that the system releases even when a process dies. Leaves to others: what the files hold. Secrets are
//! never among them.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::account::AccountId;

/// The places of one installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    config: PathBuf,
    state: PathBuf,
}

impl Home {
    /// Everything under one folder (`--home`, `MAILKEY_HOME`).
    #[must_use]
    pub fn at(folder: &Path) -> Self {
        let folder = one_spelling(folder);
        Self { config: folder.clone(), state: folder }
    }

    /// The platform's own folders.
    ///
    /// # Errors
    /// The system does not say where the user's home folder is.
    pub fn of_user() -> io::Result<Self> {
        let dirs = directories::ProjectDirs::from("", "", "Mailkey")
            .ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "the system names no home folder for this user"))?;
        let state = dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir());
        Ok(Self { config: dirs.config_dir().to_owned(), state: state.to_owned() })
    }

    /// settings.toml.
    #[must_use]
    pub fn settings_file(&self) -> PathBuf {
        self.config.join("settings.toml")
    }

    /// By what the administrator's password is recognized; not there when none is set. It and what belongs to it stand
    /// beside settings.toml, so that every home with these settings has the same lock.
    #[must_use]
    pub fn admin_file(&self) -> PathBuf {
        self.config.join("administrator")
    }

    /// How often the administrator's password was wrong.
    #[must_use]
    pub fn admin_tries_file(&self) -> PathBuf {
        self.config.join("administrator.tries")
    }

    /// The lock under which the administrator's password is tried and changed.
    #[must_use]
    pub fn admin_lock(&self) -> PathBuf {
        self.config.join("administrator.lock")
    }

    /// The folder of all that Mailkey writes down by itself.
    #[must_use]
    pub fn state_root(&self) -> &Path {
        &self.state
    }

    /// The folder of the accounts' public facts.
    #[must_use]
    pub fn state_dir(&self) -> PathBuf {
        self.state.join("state")
    }

    /// The public facts of one account.
    #[must_use]
    pub fn state_file(&self, id: &AccountId) -> PathBuf {
        self.state_dir().join(format!("{id}.json"))
    }

    /// The lock under which an account's grant is changed.
    #[must_use]
    pub fn grant_lock(&self, id: &AccountId) -> PathBuf {
        self.state.join("lock").join(format!("{id}.grant"))
    }

    /// A file that is there while somebody signs in to an account.
    #[must_use]
    pub fn sign_in_note(&self, id: &AccountId) -> PathBuf {
        self.state_dir().join(format!("{id}.sign-in"))
    }

    /// The lock that a process holds while somebody signs in to an account.
    #[must_use]
    pub fn sign_in_lock(&self, id: &AccountId) -> PathBuf {
        self.state.join("lock").join(format!("{id}.sign-in"))
    }

    /// What was told last of an account.
    #[must_use]
    pub fn notice_file(&self, id: &AccountId, kind: &str) -> PathBuf {
        self.state.join("notices").join(format!("{id}.{kind}"))
    }

    /// The lock under which it is told.
    #[must_use]
    pub fn notices_lock(&self) -> PathBuf {
        self.state.join("lock").join("notices")
    }

    /// The lock that the one background service of this home holds; it has written its process ID there.
    #[must_use]
    pub fn service_lock(&self) -> PathBuf {
        self.state.join("lock").join("service")
    }

    /// A file that asks the background service of this home to end.
    #[must_use]
    pub fn service_end_note(&self) -> PathBuf {
        self.state_dir().join("service.end")
    }

    /// What the window remembers of itself: its size, its scale, the tab.
    #[must_use]
    pub fn window_file(&self) -> PathBuf {
        self.state.join("window.json")
    }

    /// The log.
    #[must_use]
    pub fn log_file(&self) -> PathBuf {
        self.state.join("log").join("mailkey.log")
    }

    /// The lock under which lines are written to the log and its files are turned over.
    #[must_use]
    pub fn log_lock(&self) -> PathBuf {
        self.state.join("lock").join("log")
    }

    /// Until when transcripts are written to the log; not there when none are.
    #[must_use]
    pub fn transcripts_file(&self) -> PathBuf {
        self.state_dir().join("transcripts")
    }

    /// The folder whose path tells this installation's keyring entries from another's.
    #[must_use]
    pub fn config_dir(&self) -> &Path {
        &self.config
    }
}

/// The same folder always as the same path, because it also names the entries in the keyring: absolute, links followed,
/// without `..` and without a slash at its end. What does not exist yet is taken as it is written.
pub(crate) fn one_spelling(folder: &Path) -> PathBuf {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let found = absolute.ancestors().find_map(|part| Some((part, part.canonicalize().ok()?)));
    let Some((part, real)) = found else { return absolute };
    let rest = absolute.strip_prefix(part).unwrap_or(Path::new(""));
    real.components().chain(rest.components()).collect()
}

/// Creates a folder and its parents, readable by the user only.
///
/// # Errors
/// The system's reason.
pub fn create_private_dir(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        let _ = builder.mode(0o700);
    }
    builder.recursive(true).create(folder)
}

fn open_lock(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        create_private_dir(folder)?;
    }
    File::options().create(true).truncate(false).write(true).read(true).open(path)
}

/// Waits for a lock; it is released when the returned file is dropped or the process ends.
///
/// # Errors
/// The system's reason.
pub fn lock_exclusive(path: &Path) -> io::Result<File> {
    let file = open_lock(path)?;
    file.lock()?;
    Ok(file)
}

/// Takes a lock if nobody holds it.
///
/// # Errors
/// The system's reason; a lock that somebody holds is `Ok(None)`.
pub fn try_lock_exclusive(path: &Path) -> io::Result<Option<File>> {
    let file = open_lock(path)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Whether some process holds the lock. A lock file that is not there is not held.
#[must_use]
pub fn is_locked(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_folder_is_one_home_however_it_is_spelled() {
        let dir = tempfile::tempdir().expect("a folder");
        let home = Home::at(&dir.path().join("h"));
        create_private_dir(&dir.path().join("h")).expect("created");
        for spelling in ["h", "h/", "h/.", "h/../h", "./h"] {
            assert_eq!(Home::at(&dir.path().join(spelling)), home, "{spelling}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(dir.path().join("h"), dir.path().join("link")).expect("linked");
            assert_eq!(Home::at(&dir.path().join("link")), home);
        }
    }
}
