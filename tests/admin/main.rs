//! The administrator's lock below window and command line: what it stops, what goes on, and each way round it that our
//! own interfaces offer.

#[path = "../support/mod.rs"]
mod support;

mod files;
mod tries;
mod verbs;

use mailkey::engine::Engine;
use mailkey::error::Error;
use mailkey::home::Home;
use mailkey::secrets;

pub const PASSWORD: &str = "příliš žluťoučký kůň";

/// A home with a password that nobody has entered.
pub struct Place {
    pub home: Home,
    _folder: tempfile::TempDir,
}

impl Place {
    pub fn open() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self { home: Home::at(&folder.path().join("home")), _folder: folder }
    }

    pub async fn locked() -> Self {
        let place = Self::open();
        place.engine().set_password(None, PASSWORD.into()).await.expect("set");
        place
    }

    /// Another process, as far as files go.
    pub fn engine(&self) -> Engine {
        Engine::new(self.home.clone(), secrets::memory())
    }
}

/// The administrator's error that this is.
#[track_caller]
pub fn refused<T>(result: Result<T, Error>) -> mailkey::admin::AdminError {
    match result {
        Err(Error::Admin(error)) => error,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("nobody refused"),
    }
}
