//! The files of service managers: whose they are, writing and removing them.
//!
//! Protects: nothing that a person has changed, or that another home owns, is written over. Leaves to others: their texts.

use std::path::{Path, PathBuf};

use super::AutostartError;
use super::stamp::{self, Origin};
use crate::home::create_private_dir;

/// Refuses what a person has changed and what another home owns.
pub fn ours(origin: Origin, what: impl FnOnce() -> String) -> Result<(), AutostartError> {
    match origin {
        Origin::Ours => Ok(()),
        Origin::OtherHome => Err(AutostartError::OtherHome(what())),
        Origin::Person => Err(AutostartError::Changed(what())),
    }
}

/// Refuses to write over a file that is not ours.
pub fn may_write(path: &Path, tag: &str) -> Result<(), AutostartError> {
    match file_origin(path, tag) {
        None => Ok(()),
        Some(origin) => ours(origin, || path.display().to_string()),
    }
}

/// Whose file it is; `None` where there is none.
pub fn file_origin(path: &Path, tag: &str) -> Option<Origin> {
    match std::fs::read(path) {
        Ok(bytes) => Some(std::str::from_utf8(&bytes).map_or(Origin::Person, |text| stamp::origin(text, tag))),
        // A link into nothing is a person's.
        Err(_) => path.is_symlink().then_some(Origin::Person),
    }
}

pub fn write(path: &Path, text: &str) -> Result<(), AutostartError> {
    let failed = |error: std::io::Error| AutostartError::File { path: path.to_owned(), reason: error.to_string() };
    if let Some(folder) = path.parent() {
        create_private_dir(folder).map_err(failed)?;
    }
    crate::settings::replace(path, text.as_bytes()).map_err(failed)
}

pub fn delete(path: &Path) -> Result<(), AutostartError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(AutostartError::File { path: path.to_owned(), reason: error.to_string() })
        }
        _ => Ok(()),
    }
}

/// The user's folder for configuration files: `XDG_CONFIG_HOME`, or `.config` in the home folder.
pub fn config_folder() -> Result<PathBuf, AutostartError> {
    directories::BaseDirs::new().map(|dirs| dirs.config_dir().to_owned()).ok_or_else(|| AutostartError::File {
        path: "~".into(),
        reason: "the system names no home folder for this user".into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_a_person_or_of_another_home_is_not_written_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.service");
        assert_eq!(may_write(&path, "t"), Ok(()));
        let text = stamp::seal(&stamp::mark("t"));
        std::fs::write(&path, &text).expect("written");
        assert_eq!(may_write(&path, "t"), Ok(()));
        assert_eq!(may_write(&path, "u"), Err(AutostartError::OtherHome(path.display().to_string())));
        std::fs::write(&path, format!("{text}\n")).expect("written");
        assert_eq!(may_write(&path, "t"), Err(AutostartError::Changed(path.display().to_string())));
        std::fs::write(&path, b"\xff").expect("written");
        assert_eq!(may_write(&path, "t"), Err(AutostartError::Changed(path.display().to_string())));
        delete(&path).expect("deleted");
        delete(&path).expect("it was gone");
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("/nonexistent", &path).expect("linked");
            assert!(may_write(&path, "t").is_err(), "a masked unit");
        }
    }
}
