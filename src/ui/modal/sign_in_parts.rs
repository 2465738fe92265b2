//! What getting a token is made of: how far it has come, what a person can do, and what the window must do then.
//!
//! Protects: an answer of the browser that was pasted is never shown in a log. Leaves to others: what follows from
//! what (`sign_in`).

use jiff::Timestamp;
use url::Url;

use super::super::cause;
use super::super::secret::Typed;
use crate::account::{EmailAddress, SignInMethod};
use crate::error::Error;
use crate::oauth::OAuthError;

/// How far it has come.
#[derive(Debug)]
pub(super) enum Stage {
    /// The question.
    Confirm,
    /// What was typed is being stored.
    Saving,
    /// The engine is at work; nothing is there yet that a person could use.
    Starting,
    /// A person signs in with a browser.
    Waiting { address: Url, deadline: Timestamp },
    /// A person types a code on another device.
    Code { code: String, address: Url, complete: Option<Url>, deadline: Timestamp },
    /// The answer came.
    Finishing,
    /// Somebody else signed in.
    Other { expected: EmailAddress, signed_in_as: EmailAddress },
    /// It ended without a token.
    Failed(Error),
}

impl Stage {
    /// Whether a person can only wait.
    pub(super) fn is_work(&self) -> bool {
        matches!(self, Self::Saving | Self::Starting | Self::Finishing)
    }
}

/// The field for the answer of a browser that cannot reach this computer.
#[derive(Debug, Default)]
pub(super) struct Paste {
    pub(super) text: Typed,
    pub(super) wrong: Option<OAuthError>,
}

/// What was last put into the clipboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Copied {
    Address,
    Code,
}

/// What a person did.
#[derive(Debug, Clone)]
pub enum Message {
    /// “OK”, “Try again”.
    Start,
    /// “Cancel”, “Close”.
    Cancel,
    /// “Open again”, “Open here”.
    Open,
    /// The system could not open it.
    NotOpened,
    /// “Copy address”.
    CopyAddress,
    /// “Copy code”.
    CopyCode,
    /// Something in the cause box.
    Cause(cause::Message),
    /// “Paste the answer…”.
    Paste,
    /// Typed or pasted the answer.
    Pasted(Typed),
    /// “Continue”.
    Continue,
    /// “Back”, from the field to the wait.
    Back,
    /// “Use a code instead”, “Use the browser instead”.
    Instead(SignInMethod),
    /// “Fill it in”: the setting that is missing or wrong.
    Mend(&'static str),
    /// [Use … as sign-in name].
    UseOther,
}

/// What the modal asks of the window.
#[derive(Debug)]
pub enum Action {
    /// Nothing.
    None,
    /// Store what was typed, then begin.
    Start,
    /// Begin anew: everything is stored.
    Restart,
    /// Close the modal.
    Close,
    /// Open this address in the browser.
    Open(Url),
    /// Put this into the clipboard.
    Copy(String),
    /// Something in the cause box.
    Cause(cause::Message),
    /// Close the modal and go to this setting's field.
    Mend(&'static str),
    /// Take this address as the one that signs in, then begin again.
    UseOther(EmailAddress),
}
