//! The log's files: `mailkey.log` and four older ones, of at most 1 MB each, readable by the user only.
//!
//! Protects: several processes write at once and no line is lost, torn or written into another; files are turned over by
//! one of them while the others wait; the rights are the user's alone, whatever they were; nothing that happens here
//! stops the program. Leaves to others: what a line says ([`super::entry`]).
//!
//! How: a line is one `write` at the file's end (`O_APPEND`), made under a lock file that every writer takes. Whoever
//! finds the file full turns it over under the same lock, before its own line. The file is opened for each line, so that
//! nobody goes on writing into one that was turned over, deleted or put back meanwhile. A process that stops while it
//! holds the lock must not stop the others: they wait a moment, and then write without it, as they do where the file
//! system knows no locks. They turn over only what is twice as big as it should be: should two do so at the same moment,
//! the oldest file is lost, which is better than a full disk.

use std::fs::{File, Metadata};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::home::{Home, create_private_dir};

/// How many files there are.
pub const FILES: usize = 5;
/// The most bytes of one file; twice as many while its lock cannot be had.
pub const MAX_SIZE: u64 = 1_000_000;
/// How long a line waits for another process to let go of the lock, and how often it looks. Long: the lock knows no
/// queue, so that among many writers one can come off badly for a while.
const PATIENCE: Duration = Duration::from_secs(2);
/// The same where a person would see it: in the window.
const SHORT_PATIENCE: Duration = Duration::from_millis(300);
const PAUSE: Duration = Duration::from_millis(1);
/// How long nobody waits again after that was in vain.
const SULK: Duration = Duration::from_secs(10);

/// The file of a number; 0 is the one that is written to, 4 the oldest.
pub fn numbered(home: &Home, number: usize) -> PathBuf {
    let path = home.log_file();
    if number == 0 { path } else { path.with_extension(format!("log.{number}")) }
}

/// By what a file is told from another that has its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity(u64, u64);

impl Identity {
    /// Of an open file, or of what stands at a path.
    #[cfg(unix)]
    pub fn of(data: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt as _;
        Self(data.dev(), data.ino())
    }

    /// Of an open file, or of what stands at a path.
    #[cfg(not(unix))]
    pub fn of(data: &Metadata) -> Self {
        let made = data.created().ok().and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok()).unwrap_or_default();
        Self(made.as_secs(), u64::from(made.subsec_nanos()))
    }
}

/// Writes lines. One process has one; a mutex is around it.
#[derive(Debug)]
pub struct Writer {
    home: Home,
    lock: Option<File>,
    /// Until when the lock is not waited for.
    sulks_until: Option<Instant>,
    /// How long the lock is waited for, and not again after that was in vain.
    patience: Duration,
    sulk: Duration,
}

impl Writer {
    /// A writer of a home's log; nothing is created before the first line.
    pub fn new(home: &Home) -> Self {
        Self { home: home.clone(), lock: None, sulks_until: None, patience: PATIENCE, sulk: SULK }
    }

    /// One that keeps nobody waiting for long.
    pub fn hasty(home: &Home) -> Self {
        Self { patience: SHORT_PATIENCE, ..Self::new(home) }
    }

    /// Writes a line; its end is added.
    ///
    /// # Errors
    /// The system's reason. The next line is tried again.
    pub fn write(&mut self, line: &str) -> io::Result<()> {
        // With room for the end of somebody else's torn line in front.
        let bytes = [b"\n", line.as_bytes(), b"\n"].concat();
        let locked = self.take_lock();
        let result = self.append(&bytes, locked);
        if locked
            && let Some(lock) = &self.lock
            && lock.unlock().is_err()
        {
            // Closed it is let go in any case.
            self.lock = None;
        }
        result
    }

    fn append(&self, bytes: &[u8], locked: bool) -> io::Result<()> {
        let path = self.home.log_file();
        if let Ok(data) = std::fs::metadata(&path) {
            // A pipe that nobody reads would keep us waiting for ever.
            if !data.is_file() {
                return Err(io::Error::new(io::ErrorKind::AlreadyExists, "it is no file"));
            }
            let most = if locked { MAX_SIZE } else { 2 * MAX_SIZE };
            if data.len() + bytes.len() as u64 > most && data.len() > 0 {
                turn_over(&self.home)?;
            }
        } else if let Some(folder) = path.parent() {
            create_private_dir(folder)?;
        }
        let mut file = open(&path)?;
        let before = file.metadata()?.len();
        // A line that was cut off, by a power failure as a rule, costs itself and not the next one.
        let bytes = if before == 0 || ends_whole(&mut file) { &bytes[1..] } else { bytes };
        let result = file.write_all(bytes);
        if result.is_err() && locked {
            // The disk is full: half a line is worse than none. It may not even be possible to cut it off.
            let _ = file.set_len(before);
        }
        result
    }

    /// Whether the lock is held now.
    fn take_lock(&mut self) -> bool {
        if self.lock.is_none() {
            self.lock = open_lock(&self.home.log_lock()).ok();
        }
        let Some(lock) = &self.lock else { return false };
        let deadline = Instant::now() + self.patience;
        let patient = self.sulks_until.is_none_or(|until| until < Instant::now());
        loop {
            match lock.try_lock() {
                Ok(()) => {
                    self.sulks_until = None;
                    return true;
                }
                Err(std::fs::TryLockError::WouldBlock) if patient && Instant::now() < deadline => {
                    std::thread::sleep(PAUSE);
                }
                Err(std::fs::TryLockError::WouldBlock) => {
                    if patient {
                        self.sulks_until = Some(Instant::now() + self.sulk);
                    }
                    return false;
                }
                // A file system that knows no locks.
                Err(std::fs::TryLockError::Error(_)) => return false,
            }
        }
    }
}

/// Each file becomes the next older one; the oldest goes.
fn turn_over(home: &Home) -> io::Result<()> {
    for number in (0..FILES - 1).rev() {
        let (from, to) = (numbered(home, number), numbered(home, number + 1));
        match std::fs::rename(&from, &to) {
            Ok(()) => make_private(&to),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            // The older ones may stay as they are; the newest must make room.
            Err(error) if number == 0 => return Err(error),
            Err(_) => {}
        }
    }
    Ok(())
}

/// Whether a file that is not empty ends with a line's end.
fn ends_whole(file: &mut File) -> bool {
    let mut last = [0];
    // What cannot be looked at is taken for whole.
    file.seek(SeekFrom::End(-1)).and_then(|_| file.read_exact(&mut last)).is_err() || last == *b"\n"
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    let _ = options.create(true).append(true).read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        let _ = options.mode(0o600);
    }
    let file = options.open(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let rights = file.metadata()?.permissions();
        if rights.mode() & 0o177 != 0 {
            // It was there before with other rights. Where they cannot be changed it is somebody else's.
            file.set_permissions(std::fs::Permissions::from_mode(0o600))?;
        }
    }
    Ok(file)
}

fn open_lock(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        create_private_dir(folder)?;
    }
    File::options().create(true).truncate(false).write(true).read(true).open(path)
}

/// Makes a file that is there the user's alone, as far as that can be done.
fn make_private(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let is_open = |data: Metadata| data.is_file() && data.permissions().mode() & 0o177 != 0;
        if std::fs::symlink_metadata(path).is_ok_and(is_open) {
            let _ = std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600));
        }
    }
    #[cfg(not(unix))]
    let _ = path;
}

/// Makes all files that are there the user's alone.
pub fn make_all_private(home: &Home) {
    (0..FILES).for_each(|number| make_private(&numbered(home, number)));
}

/// An open file of the log and what it is.
pub fn opened(home: &Home, number: usize) -> Option<(File, Identity, u64)> {
    let path = numbered(home, number);
    // What is no file (a pipe, a folder) could keep us waiting.
    if !std::fs::metadata(&path).is_ok_and(|data| data.is_file()) {
        return None;
    }
    let file = File::open(&path).ok()?;
    let data = file.metadata().ok()?;
    Some((file, Identity::of(&data), data.len()))
}

/// Goes to a place in a file.
pub fn seek(file: &mut File, at: u64) -> io::Result<()> {
    let _place = file.seek(SeekFrom::Start(at))?;
    Ok(())
}

#[cfg(test)]
mod tests;
