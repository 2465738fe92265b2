//! What a test was made with.
//!
//! What the person fears: that a red or green result is believed when it is no longer true, because somebody has done
//! what helps or has changed the settings since.
//!
//! Protects: a result is told from one of now by all that its chain depends on, also by what is typed and not stored yet;
//! a renewal of the same token, or how often the mailbox is looked into, changes nothing of it. Leaves to others: how it
//! is shown.

use jiff::Timestamp;

use super::super::form::Form;
use crate::account::{Method, Protocol, Settings};
use crate::engine::Status;

/// The settings and the token of a test.
#[derive(Debug)]
pub struct Basis {
    pub(super) settings: Settings,
    /// When the person signed in, where a token is held.
    token: Option<Timestamp>,
    pub(super) begun_at: Timestamp,
}

impl Basis {
    /// What a test is made with that begins now.
    #[must_use]
    pub fn new(settings: &Settings, status: &Status, protocol: Protocol, begun_at: Timestamp) -> Self {
        Self { settings: settings.clone(), token: token(settings, status, protocol), begun_at }
    }

    /// Whether a test of now would be made with something else, or could not even begin with what was typed.
    pub(super) fn is_past(&self, form: &Form, status: &Status, protocol: Protocol) -> bool {
        !same(&self.settings, form.stored(), protocol)
            || !same(&self.settings, form.preview(), protocol)
            || form.all_wrong().any(|key| concerns(key, form.stored(), protocol))
            || self.token != token(form.stored(), status, protocol)
    }
}

fn same(one: &Settings, other: &Settings, protocol: Protocol) -> bool {
    let server = match protocol {
        Protocol::Smtp => one.smtp == other.smtp,
        Protocol::Pop => {
            let check_interval = other.pop.check_interval;
            crate::account::PopSettings { check_interval, ..one.pop.clone() } == other.pop
        }
    };
    server && one.account(protocol) == other.account(protocol) && one.extra_ca == other.extra_ca
}

/// Whether a setting stands on a protocol's tab, or belongs to the account that it uses.
fn concerns(key: &str, settings: &Settings, protocol: Protocol) -> bool {
    let account = settings.account_id(protocol).tab();
    key.starts_with(&format!("{protocol}.")) || key.starts_with(&format!("{account}.oauth2."))
}

fn token(settings: &Settings, status: &Status, protocol: Protocol) -> Option<Timestamp> {
    let facts = status.of(protocol).facts.as_ref();
    facts.filter(|_| settings.method(protocol) == Method::OAuth2).map(|facts| facts.obtained_at)
}
