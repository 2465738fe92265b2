//! The registration guide at the right of the window: what to do at the provider, step by step, beside the fields.
//!
//! What the person fears: to lose their place between two windows, and to find out only at the sign-in that a value was
//! wrong. So nothing here is modal, steps done stay ticked, and the last step looks at the fields as they are typed.
//!
//! Protects: closing and opening it again loses nothing; it always shows the provider that stands in the fields. Leaves
//! to others: what the steps are (`crate::guide`), and everything it asks the window for.

mod acts;
mod panel;
mod step;
mod verdicts;

use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;

use super::context::Context;
use super::form::key;
use crate::account::{OAuthAccount, Protocol};
use crate::guide::{Guide, Kind, Step, Way};
use crate::oauth::shapes::Field;

/// What the guide remembers.
#[derive(Debug, Default)]
pub struct State {
    open: bool,
    /// Whether it was ever open: before, there is nothing to keep.
    used: bool,
    way: Way,
    done: BTreeSet<(Kind, Step)>,
    copied: Option<(Step, usize)>,
    not_opened: Option<String>,
    /// Whether it stands on the fields, as the last layout found.
    covers: Rc<Cell<bool>>,
}

/// What a person did in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// Wants to see it.
    Open,
    /// Has seen enough.
    Close,
    /// Chose how to do it.
    Way(Way),
    /// Ticked a step off, or not.
    Tick(Kind, Step),
    /// Copies a part of a step.
    Copy(Step, usize, String),
    /// Opens a page.
    Browse(String),
    /// No browser opened it.
    NotOpened(String),
    /// Wants to fill in a field.
    Fill(Field),
    /// “Get token”.
    Get,
}

/// What it asks of the window.
#[derive(Debug)]
pub(super) enum Action {
    None,
    /// It was opened: the focus goes in.
    Opened,
    /// It was closed: the focus goes back.
    Closed,
    Copy(String),
    Browse(String),
    Fill(Field),
    Get,
}

impl State {
    /// What was copied was copied long ago.
    pub fn forget_copied(&mut self) {
        self.copied = None;
    }

    /// Whether it is open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// Does what a person did.
    pub(super) fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Open => {
                (self.open, self.used) = (true, true);
                Action::Opened
            }
            Message::Close => {
                self.open = false;
                Action::Closed
            }
            Message::Way(way) => {
                self.way = way;
                self.copied = None;
                Action::None
            }
            Message::Tick(kind, step) => {
                if !self.done.remove(&(kind, step)) {
                    let _ = self.done.insert((kind, step));
                }
                Action::None
            }
            Message::Copy(step, part, words) => {
                self.copied = Some((step, part));
                Action::Copy(words)
            }
            Message::Browse(address) => {
                self.not_opened = None;
                Action::Browse(address)
            }
            Message::NotOpened(address) => {
                self.not_opened = Some(address);
                Action::None
            }
            Message::Fill(field) => {
                // What covers the fields gives way; what stands beside them stays.
                self.open = !self.covers.get();
                Action::Fill(field)
            }
            Message::Get => Action::Get,
        }
    }
}

/// The account whose registration is shown: as it stands in the fields of a tab.
fn account(context: Context<'_>, protocol: Protocol) -> OAuthAccount {
    let settings = context.form.preview();
    match context.form.owner(protocol) {
        Protocol::Smtp => settings.smtp.oauth2.clone(),
        Protocol::Pop => settings.pop.oauth2.clone(),
    }
}

/// The setting of a field.
fn setting(field: Field, owner: Protocol) -> &'static str {
    match field {
        Field::Account => key::account(owner),
        Field::ClientId => key::client_id(owner),
        Field::ClientSecret => super::secret::Which::Client(owner).id(),
        Field::Tenant => key::tenant(owner),
        Field::Issuer => key::issuer(owner),
        Field::Scopes => key::scopes(owner),
    }
}

fn guide(account: &OAuthAccount, way: Way) -> Guide<'_> {
    Guide::new(account, way)
}
