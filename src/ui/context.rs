//! What every part of the window may look at.
//!
//! Protects: a part shows only what it is given here, and changes nothing. Leaves to others: keeping it.

use jiff::Timestamp;

use super::background;
use super::cause;
use super::form::Form;
use crate::account::Protocol;
use crate::clock::Clock;
use crate::engine::{AccountStatus, Status};
use crate::i18n::Lang;
use crate::oauth::session::TokenState;

/// The window's state, as its parts see it.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The language in which everything is said.
    pub lang: Lang,
    /// What stands in the fields.
    pub form: &'a Form,
    /// The accounts' states.
    pub status: &'a Status,
    /// Whether this is practice mode.
    pub practice: bool,
    /// Whether something that uses the account's settings is being stored, for so long that it must be seen.
    pub saving: bool,
    /// Whether the administrator's password must be entered before anything can be changed or used.
    pub locked: bool,
    /// What time it is.
    pub now: Timestamp,
    /// Who says so.
    pub clock: &'a Clock,
    /// Whether Mailkey keeps working without the window.
    pub background: &'a background::State,
    /// What the cause boxes remember.
    pub causes: &'a cause::State,
}

/// The window's state from its parts, so that the part of the window beside them can be changed meanwhile.
macro_rules! context {
    ($app:expr) => {
        $crate::ui::context::Context {
            lang: $app.lang,
            form: &$app.form,
            status: &$app.status,
            practice: $app.practice,
            saving: $app.saving.as_ref().is_some_and(|saving| saving.running.is_slow()),
            locked: $app.form.is_locked(),
            now: $app.engine.clock().now(),
            clock: $app.engine.clock(),
            background: &$app.background,
            causes: &$app.causes,
        }
    };
}
pub(super) use context;

impl<'a> Context<'a> {
    /// The state of the account that a tab shows; `None` while the tab shows an account that is not stored as this
    /// protocol's yet.
    #[must_use]
    pub fn account(&self, protocol: Protocol) -> Option<&'a AccountStatus> {
        let stored_common = self.form.stored().pop.common_account;
        match (protocol, stored_common, self.form.is_common()) {
            (_, false, true) if self.form.keep() == Some(Protocol::Pop) => Some(self.status.of(Protocol::Pop)),
            (Protocol::Pop, true, false) => None,
            (Protocol::Pop, false, true) => Some(self.status.of(Protocol::Smtp)),
            _ => Some(self.status.of(protocol)),
        }
    }

    /// Whether the account that a tab shows has a token that works.
    #[must_use]
    pub fn has_token(&self, protocol: Protocol) -> bool {
        self.account(protocol).is_some_and(|account| account.state == TokenState::Acquired)
    }

    /// Whether a grant is held for the account that a tab shows.
    #[must_use]
    pub fn is_held(&self, protocol: Protocol) -> bool {
        self.account(protocol).is_some_and(AccountStatus::is_held)
    }
}
