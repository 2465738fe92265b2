//! The administrator's password: who does not know it may look at everything and change nothing.
//!
//! Protects: the password is kept only as a verifier (Argon2id); what cannot be read counts as locked, never as open; and
//! guessing is slow, in however many processes and across restarts (`tries`). All its files are in one folder, so that
//! a second `--home` which names that folder finds the same tries. Leaves to others: what is locked (the engine), and
//! words.
//!
//! It is no protection against somebody who may write the user's files: deleting the verifier opens the panel.

mod password;
mod tries;
mod verifier;

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use secrecy::SecretString;

use self::password::Password;
pub use self::password::{MAX_BYTES, MIN_CHARACTERS};
use self::tries::Guard;
pub use self::tries::{LOCK_OUT, MAX_TRIES};
pub use self::verifier::Verifier;
use crate::clock::Clock;
use crate::home::{Home, one_spelling};
use crate::log::{self, Event};
use crate::system;

/// What keeps the administrator's password from doing what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AdminError {
    /// A password is set, and nobody has entered it here.
    #[error("the settings are locked by the administrator's password")]
    Locked,
    /// Another password was expected.
    #[error("wrong administrator's password, {left} tries left")]
    Wrong {
        /// How many tries are left before unlocking is refused for a time; at least one.
        left: u32,
    },
    /// It was wrong too often.
    #[error("the administrator's password was wrong too often, unlocking is refused until {until}")]
    LockedOut {
        /// Until when.
        until: Timestamp,
    },
    /// The file of the verifier is there, but cannot be used.
    #[error("{}: not a usable verifier of the administrator's password", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// A new password must have [`MIN_CHARACTERS`].
    #[error("the password is too short")]
    TooShort,
    /// A password may have [`MAX_BYTES`].
    #[error("the password is too long")]
    TooLong,
    /// There is a password already: it must be changed, with the old one.
    #[error("an administrator's password is set already")]
    AlreadySet,
    /// There is none.
    #[error("no administrator's password is set")]
    NotSet,
    /// Another process checks a password and does not end.
    #[error("another Mailkey process is checking a password")]
    Busy,
    /// One of the files cannot be used.
    #[error("{}: {reason}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// The system's reason.
        reason: String,
    },
}

impl AdminError {
    fn file(path: &Path, reason: &io::Error) -> Self {
        Self::File { path: path.to_owned(), reason: system::reason(reason) }
    }
}

/// Reads a file of which no more than `most` bytes are of interest, and one more tells that there is more. What is no file
/// (a pipe, a device, a folder) is an error at once, because whoever reads it might wait for ever.
fn read_small(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a file"));
    }
    let mut bytes = Vec::new();
    let _length = std::fs::File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Whether the settings may be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lock {
    /// No password is set.
    Open,
    /// The password was entered here.
    Unlocked,
    /// It must be entered first.
    Locked {
        /// How many tries are left.
        left: u32,
        /// Until when unlocking is refused, after too many of them.
        until: Option<Timestamp>,
    },
    /// Nobody can enter it, because its file cannot be read.
    Broken(AdminError),
}

impl Lock {
    /// Whether nothing may be changed.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        matches!(self, Self::Locked { .. } | Self::Broken(_))
    }

    /// Until when unlocking is refused.
    #[must_use]
    pub fn until(&self) -> Option<Timestamp> {
        if let Self::Locked { until, .. } = self { *until } else { None }
    }
}

/// Proof that the settings were not locked a moment ago; only [`crate::engine::Engine::permit`] gives it.
#[derive(Debug, Clone, Copy)]
pub struct Permit(());

/// What this process has been told: the verifier that a password was checked against. When another process sets another
/// one, this is worth nothing any more.
#[derive(Default)]
pub struct Permission(Option<Verifier>);

impl Permission {
    /// Forgets it; whether there was anything to forget.
    pub fn withdraw(&mut self) -> bool {
        self.0.take().is_some()
    }

    /// A password was checked against this, or it was made here.
    pub fn give(&mut self, verifier: Option<Verifier>) {
        self.0 = verifier;
    }

    /// Whether what is guarded may be done. Reads one small file.
    ///
    /// # Errors
    /// [`AdminError::Locked`], or the verifier cannot be used.
    pub fn permit(&self, home: &Home) -> Result<Permit, AdminError> {
        check_door(home)?;
        match Verifier::read(home)? {
            None => Ok(Permit(())),
            set if set == self.0 => Ok(Permit(())),
            Some(_) => Err(AdminError::Locked),
        }
    }

    /// The state, for showing it. Reads two small files.
    #[must_use]
    pub fn lock(&self, home: &Home, clock: &Clock) -> Lock {
        if check_door(home).is_err() {
            return Lock::Locked { left: MAX_TRIES, until: None };
        }
        match Verifier::read(home) {
            Ok(None) => Lock::Open,
            Ok(set) if set == self.0 => Lock::Unlocked,
            Ok(Some(_)) => {
                let (left, until) = tries::now(home, clock);
                Lock::Locked { left, until }
            }
            Err(error) => Lock::Broken(error),
        }
    }
}

/// Checks a password. Takes a good part of a second: never call it on a thread that has something else to do.
///
/// # Errors
/// It is wrong, or nothing can be tried now.
pub fn unlock(home: &Home, clock: &Clock, typed: &SecretString) -> Result<Option<Verifier>, AdminError> {
    check_door(home)?;
    let mut guard = Guard::enter(home, clock)?;
    let Some(verifier) = Verifier::read(home)? else { return Ok(None) };
    check(&mut guard, &verifier, typed)?;
    Ok(Some(verifier))
}

fn check(guard: &mut Guard<'_>, verifier: &Verifier, typed: &SecretString) -> Result<(), AdminError> {
    // What can be no password at all is no try.
    let password = Password::typed(typed)?;
    // Counted before it is checked: who ends the process in between has gained nothing.
    let left = guard.count()?;
    if verifier.matches(&password, guard.home())? {
        return guard.right();
    }
    Err(match guard.until() {
        Some(until) => {
            log::event(Event::LockedOut { until });
            AdminError::LockedOut { until }
        }
        None => {
            log::event(Event::PasswordWrong { left });
            AdminError::Wrong { left }
        }
    })
}

/// Whether this may be a new password.
///
/// # Errors
/// The rule that it breaks.
pub fn check_new(text: &SecretString) -> Result<(), AdminError> {
    Password::chosen(text).map(drop)
}

/// Whether a file stands in the folder of settings that have an administrator's password.
fn stands_beside(file: &Path) -> bool {
    let real = file.canonicalize().unwrap_or_else(|_| file.to_owned());
    real.parent().is_some_and(|folder| Home::at(folder).admin_file().symlink_metadata().is_ok())
}

/// Whether a file belongs to a home with an administrator's password, in whatever folder of it: to this one, to the user's
/// own, or to one in whose folder it lies.
#[must_use]
pub fn belongs_to_locked(file: &Path, home: &Home) -> bool {
    let real = one_spelling(file);
    // Far above, only what is surely a verifier counts: somebody else's file may have that name.
    let is_set = |folder: &Path| matches!(Verifier::read(&Home::at(folder)), Ok(Some(_)));
    let is_locked = |home: &Home| home.admin_file().symlink_metadata().is_ok();
    let holds = |home: &Home| is_locked(home) && real.starts_with(one_spelling(home.state_root()));
    let users_own = Home::of_user().ok();
    stands_beside(&real) || real.ancestors().skip(2).any(is_set) || holds(home) || users_own.as_ref().is_some_and(holds)
}

/// Whether a home leads to settings that another home's password locks, by a link to their file: their own home is the
/// door.
///
/// # Errors
/// [`AdminError::Locked`]: no password of this home opens them.
pub fn check_door(home: &Home) -> Result<(), AdminError> {
    // What does not exist yet is no link to anything.
    let Ok(settings) = home.settings_file().canonicalize() else { return Ok(()) };
    let own = home.config_dir().canonicalize().unwrap_or_else(|_| home.config_dir().to_owned());
    let is_elsewhere = settings.parent().is_some_and(|folder| folder != own);
    if is_elsewhere && stands_beside(&settings) { Err(AdminError::Locked) } else { Ok(()) }
}

/// Sets a password, or another one instead of `old`. As slow as [`unlock`], or twice.
///
/// # Errors
/// The new one breaks a rule, the old one is wrong or missing, or the files cannot be written; nothing is changed then.
pub fn set(home: &Home, clock: &Clock, old: Option<&SecretString>, new: &SecretString) -> Result<Verifier, AdminError> {
    let password = Password::chosen(new)?;
    let mut guard = Guard::enter(home, clock)?;
    match (Verifier::read(home)?, old) {
        (None, None) => {}
        (None, Some(_)) => return Err(AdminError::NotSet),
        (Some(_), None) => return Err(AdminError::AlreadySet),
        (Some(verifier), Some(old)) => check(&mut guard, &verifier, old)?,
    }
    let verifier = Verifier::of(&password, home)?;
    // Before the password: what fails after it would be told as if nothing had been changed.
    guard.right()?;
    verifier.write(home)?;
    log::event(if old.is_some() { Event::PasswordChanged } else { Event::PasswordSet });
    Ok(verifier)
}

/// Removes the password. As slow as [`unlock`].
///
/// # Errors
/// It is wrong, there is none, or the file cannot be removed.
pub fn remove(home: &Home, clock: &Clock, old: &SecretString) -> Result<(), AdminError> {
    let mut guard = Guard::enter(home, clock)?;
    let verifier = Verifier::read(home)?.ok_or(AdminError::NotSet)?;
    check(&mut guard, &verifier, old)?;
    Verifier::remove(home)?;
    log::event(Event::PasswordRemoved);
    Ok(())
}
