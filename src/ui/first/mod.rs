//! The first start: one page that asks for what is needed, in order.
//!
//! What the person fears: many tabs of fields, and not knowing which of them matter. So here are five steps and nothing
//! else, each to be skipped, and the page can be left at any time and found again.
//!
//! Protects: the steps are the same fields of the same form as in the tabs, so that nothing is asked for twice and
//! nothing is lost on leaving. Leaves to others: what the steps are (`step`), how they look (`view`), what the window
//! does for them (`acts`).

mod acts;
mod step;
mod view;

use std::collections::BTreeSet;

pub use self::step::{Keeper, Step, keeper};
use super::context::Context;
use super::{background, cause, form, test};
use crate::account::Settings;
use crate::engine::Status;

/// What the page remembers.
#[derive(Debug, Default)]
pub struct State {
    shown: bool,
    /// The step that is open; none: all is done or skipped.
    at: Option<Step>,
    skipped: BTreeSet<Step>,
    /// The account that signs in is not the sender.
    other_account: bool,
}

/// What a person did on it.
#[derive(Debug, Clone)]
pub enum Message {
    /// Wants to see it.
    Begin,
    /// Wants the settings instead.
    Leave,
    /// Wants to see a step.
    Show(Step),
    /// Goes on from a step.
    Next(Step),
    /// Leaves a step for later.
    Skip(Step),
    /// Something in a field.
    Form(form::Message),
    /// Somebody else signs in than sends.
    OtherAccount,
    /// Takes servers and password of a provider without OAuth 2.0, and goes on in the settings.
    Password(&'static str, &'static str),
    /// Wants the registration guide.
    Guide,
    /// “Get token”.
    Get,
    /// Something with the test.
    Chain(test::Message),
    /// Wants to see the mailbox.
    Mailbox,
    /// Something with the background service.
    Background(background::Message),
    /// Something in a cause box.
    Cause(cause::Message),
}

impl State {
    /// Whether it is shown instead of the tabs.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        self.shown
    }

    /// The step that is open.
    #[must_use]
    pub fn at(&self) -> Option<Step> {
        self.at
    }

    /// The first step that is neither done nor skipped.
    fn next(&self, context: Context<'_>, test: &test::State) -> Option<Step> {
        Step::ALL.into_iter().find(|step| !self.skipped.contains(step) && !step.is_done(context, test))
    }
}

/// Whether nothing is set up yet: no setting but language and colours, and no token.
#[must_use]
pub fn is_new(settings: &Settings, status: &Status) -> bool {
    let untouched = Settings { language: settings.language, theme: settings.theme, ..Settings::default() };
    *settings == untouched && !status.accounts().any(|(_, account)| account.is_held())
}
