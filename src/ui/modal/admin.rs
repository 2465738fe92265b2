//! The administrator's password: setting it, entering it, changing it, removing it.
//!
//! What the person fears: to lock themselves out. So it is said before what the lock does, how many tries are left, and
//! when the next one can be made.
//!
//! Protects: passwords are dots on the screen and in no `Debug`, and what is kept here is wiped when the modal ends (the
//! text field has copies of its own); what the check answers late changes nothing. Leaves to others: the check (the
//! engine), how it looks (`admin_view`).

use jiff::Timestamp;
use secrecy::SecretString;

use super::super::cause;
use super::super::run::{Running, awaits};
use super::super::secret::Typed;
use super::Place;
use crate::admin::{AdminError, Lock, MAX_BYTES, check_new};
use crate::error::Error;

/// The field of the password that is set.
pub const CURRENT: &str = "admin-current";
/// The field of a new one.
pub const NEW: &str = "admin-new";
/// The same once more.
pub const AGAIN: &str = "admin-again";

/// What it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// Entering the password.
    Unlock,
    /// Setting the first one.
    Set,
    /// What can be done while it is unlocked.
    Manage,
    /// Setting another one.
    Change,
    /// Removing it.
    Remove,
}

/// The modal.
#[derive(Debug)]
pub struct Admin {
    pub(super) ask: Ask,
    pub(super) current: Typed,
    pub(super) new: Typed,
    pub(super) again: Typed,
    /// Whether it was tried: from then on fields say what is wrong with them.
    pub(super) tried: bool,
    pub(super) running: Option<Running>,
    pub(super) failed: Option<Error>,
    /// Until when nothing can be tried.
    pub(super) until: Option<Timestamp>,
}

/// What a person did.
#[derive(Debug, Clone)]
pub enum Message {
    /// Typed the password that is set.
    Current(Typed),
    /// Typed a new one.
    New(Typed),
    /// Typed it once more.
    Again(Typed),
    /// The primary key.
    Submit,
    /// “Lock now”.
    Lock,
    /// Wants to set another one.
    Change,
    /// Wants to remove it.
    Remove,
    /// “Cancel”, “Close”.
    Close,
    /// Something in the cause box.
    Cause(cause::Message),
}

/// What the modal asks of the window.
#[derive(Debug)]
pub enum Action {
    /// Nothing.
    None,
    /// Put the focus into a field.
    Focus(&'static str),
    /// Close the modal.
    Close,
    /// Something in the cause box.
    Cause(cause::Message),
    /// Lock the settings.
    Lock,
    /// Unlock them with this.
    Unlock(SecretString),
    /// Set a password; first the one that is set.
    Set(Option<SecretString>, SecretString),
    /// Remove it; this is it.
    Remove(SecretString),
}

impl Admin {
    /// What fits how the lock stands.
    #[must_use]
    pub fn new(lock: &Lock) -> Self {
        let ask = match lock {
            Lock::Open => Ask::Set,
            Lock::Unlocked => Ask::Manage,
            Lock::Locked { .. } | Lock::Broken(_) => Ask::Unlock,
        };
        let mut modal = Self {
            ask,
            current: Typed::default(),
            new: Typed::default(),
            again: Typed::default(),
            tried: false,
            running: None,
            failed: None,
            until: None,
        };
        modal.is_now(lock);
        modal
    }

    /// What it is about.
    #[must_use]
    pub fn ask(&self) -> Ask {
        self.ask
    }

    /// The lock stands so now, whoever has changed it.
    pub fn is_now(&mut self, lock: &Lock) {
        let waited = self.until.is_some();
        self.until = lock.until();
        if let Lock::Broken(error) = lock {
            self.failed = Some(error.clone().into());
        }
        if waited && self.until.is_none() {
            self.failed = None;
        }
    }

    /// Whether somebody waits until it can be tried again.
    #[must_use]
    pub fn counts_down(&self) -> bool {
        self.until.is_some()
    }

    /// Whether no password can help now.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        matches!(self.failed, Some(Error::Admin(AdminError::Damaged { .. }) | Error::Home { .. }))
            && self.ask == Ask::Unlock
    }

    /// The field in which one begins.
    #[must_use]
    fn first_field(&self) -> Option<&'static str> {
        match self.ask {
            Ask::Unlock | Ask::Change | Ask::Remove => Some(CURRENT),
            Ask::Set => Some(NEW),
            Ask::Manage => None,
        }
    }

    /// Does what a person did.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            // A check that is under way goes on without whoever asked; what it unlocks then is not used.
            Message::Cause(message) => return Action::Cause(message),
            Message::Close => return if self.may_close() { Action::Close } else { Action::None },
            _ if self.running.is_some() => {}
            Message::Current(typed) => put(&mut self.current, typed),
            Message::New(typed) => put(&mut self.new, typed),
            Message::Again(typed) => put(&mut self.again, typed),
            Message::Submit => return self.submit(),
            Message::Lock => return Action::Lock,
            Message::Change => return self.turn(Ask::Change),
            Message::Remove => return self.turn(Ask::Remove),
        }
        Action::None
    }

    /// Whether nothing is under way that goes on without whoever asked: a password that is being set or removed will be,
    /// and then somebody must be told.
    pub(super) fn may_close(&self) -> bool {
        self.running.is_none() || self.ask == Ask::Unlock
    }

    fn turn(&mut self, ask: Ask) -> Action {
        (self.ask, self.tried, self.failed) = (ask, false, None);
        Action::None
    }

    fn submit(&mut self) -> Action {
        if self.until.is_some() || self.is_broken() {
            return Action::None;
        }
        self.tried = true;
        if let Some(wrong) = self.wrong_field() {
            return Action::Focus(wrong);
        }
        match self.ask {
            Ask::Unlock => Action::Unlock(self.current.secret()),
            Ask::Set => Action::Set(None, self.new.secret()),
            Ask::Change => Action::Set(Some(self.current.secret()), self.new.secret()),
            Ask::Remove => Action::Remove(self.current.secret()),
            Ask::Manage => Action::Lock,
        }
    }

    /// The first field that must be filled in or mended.
    fn wrong_field(&self) -> Option<&'static str> {
        let needs_current = matches!(self.ask, Ask::Unlock | Ask::Change | Ask::Remove);
        if needs_current && self.current.shown().is_empty() {
            return Some(CURRENT);
        }
        if !matches!(self.ask, Ask::Set | Ask::Change) {
            return None;
        }
        if self.new_complaint().is_some() {
            return Some(NEW);
        }
        self.differs().then_some(AGAIN)
    }

    /// The rule that the new password breaks.
    pub(super) fn new_complaint(&self) -> Option<AdminError> {
        check_new(&self.new.secret()).err()
    }

    /// Whether the new password was typed in two ways.
    pub(super) fn differs(&self) -> bool {
        self.new.shown() != self.again.shown()
    }

    /// The check has begun.
    pub fn started(&mut self, running: Running) {
        self.running = Some(running);
    }

    /// What it shows now, and where the focus belongs.
    #[must_use]
    pub fn place(&self) -> Place {
        let name = match self.ask {
            Ask::Unlock => "admin-unlock",
            Ask::Set => "admin-set",
            Ask::Manage => "admin-manage",
            Ask::Change => "admin-change",
            Ask::Remove => "admin-remove",
        };
        let focus = match self.first_field() {
            // To lock is harmless.
            None => "modal-ok",
            Some(field) if self.until.is_none() && !self.is_broken() => field,
            Some(_) => "modal-cancel",
        };
        Place::new(name, Some(focus))
    }

    /// Whether this answer is awaited.
    #[must_use]
    pub fn awaits(&self, generation: u64) -> bool {
        awaits(self.running.as_ref(), generation)
    }

    /// It did not work. Gives the field in which to go on.
    pub fn failed(&mut self, error: Error) -> Option<&'static str> {
        self.running = None;
        self.tried = false;
        if let Error::Admin(AdminError::LockedOut { until }) = &error {
            self.until = Some(*until);
        }
        self.failed = Some(error);
        self.current = Typed::default();
        self.until.is_none().then(|| self.first_field()).flatten()
    }

    /// What Enter means.
    #[must_use]
    pub fn primary(&self) -> Option<Message> {
        (self.running.is_none() && self.until.is_none() && !self.is_broken()).then_some(Message::Submit)
    }
}

fn put(field: &mut Typed, typed: Typed) {
    if typed.shown().len() <= MAX_BYTES {
        *field = typed;
    }
}
