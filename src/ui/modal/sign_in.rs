//! Getting a token: the question, the wait, and every way in which it can end.
//!
//! Protects: “Cancel” works at once until the browser's answer came, and not after it, because a code can be used only
//! once; a late answer to a cancelled attempt changes nothing. Leaves to others: signing in (the engine), and what is
//! shown (`sign_in_view`).

use jiff::Timestamp;
use url::Url;

use super::super::run::{Running, awaits};
use crate::account::{EmailAddress, Protocol, Provider};
use crate::engine::SignInStep;
use crate::error::Error;
use crate::oauth::OAuthError;

/// How far it has come.
#[derive(Debug)]
pub(super) enum Stage {
    /// The question.
    Confirm,
    /// What was typed is being stored.
    Saving,
    /// The engine is at work; the browser's address is not known yet.
    Starting(Running),
    /// A person signs in.
    Waiting { running: Running, address: Url, deadline: Timestamp, no_browser: bool },
    /// The browser's answer came.
    Finishing(Running),
    /// Somebody else signed in.
    Other { expected: EmailAddress, signed_in_as: EmailAddress },
    /// It ended without a token.
    Failed(Error),
}

/// One attempt, from the question to its end.
#[derive(Debug)]
pub struct SignIn {
    pub(super) protocol: Protocol,
    pub(super) provider: Provider,
    pub(super) account: String,
    pub(super) copied: bool,
    pub(super) now: Timestamp,
    pub(super) stage: Stage,
}

/// What a person did.
#[derive(Debug, Clone)]
pub enum Message {
    /// “OK”, “Try again”.
    Start,
    /// “Cancel”, “Close”.
    Cancel,
    /// “Open again”.
    OpenAgain,
    /// “Copy address”.
    Copy,
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
    /// Close the modal.
    Close,
    /// Open this address in the browser.
    Open(Url),
    /// Put this address into the clipboard.
    Copy(Url),
    /// Take this address as the one that signs in, then begin again.
    UseOther(EmailAddress),
}

impl SignIn {
    /// The question.
    #[must_use]
    pub fn new(protocol: Protocol, provider: Provider, account: String) -> Self {
        Self { protocol, provider, account, copied: false, now: Timestamp::now(), stage: Stage::Confirm }
    }

    /// For which tab.
    #[must_use]
    pub fn protocol(&self) -> Protocol {
        self.protocol
    }

    /// Whether a countdown runs.
    #[must_use]
    pub fn counts_down(&self) -> bool {
        matches!(self.stage, Stage::Waiting { .. })
    }

    /// A second went by.
    pub fn tick(&mut self) {
        self.now = Timestamp::now();
    }

    /// Does what a person did.
    pub fn update(&mut self, message: Message) -> Action {
        match (message, &self.stage) {
            (Message::Start, Stage::Confirm | Stage::Failed(_) | Stage::Other { .. }) => self.save(),
            (Message::Cancel, Stage::Saving | Stage::Finishing(_)) => Action::None,
            (Message::Cancel, _) => Action::Close,
            (Message::OpenAgain, Stage::Waiting { address, .. }) => Action::Open(address.clone()),
            (Message::Copy, Stage::Waiting { address, .. }) => {
                self.copied = true;
                Action::Copy(address.clone())
            }
            (Message::UseOther, Stage::Other { signed_in_as, .. }) => Action::UseOther(signed_in_as.clone()),
            _ => Action::None,
        }
    }

    fn save(&mut self) -> Action {
        self.stage = Stage::Saving;
        Action::Start
    }

    /// The engine began.
    pub fn started(&mut self, running: Running) {
        self.copied = false;
        self.stage = Stage::Starting(running);
    }

    /// The attempt ended without a token.
    pub fn failed(&mut self, error: Error) {
        self.stage = match error {
            Error::OAuth(OAuthError::OtherAccount { expected, signed_in_as }) => {
                Stage::Other { expected, signed_in_as }
            }
            error => Stage::Failed(error),
        };
    }

    /// Whether an answer belongs to this attempt.
    #[must_use]
    pub fn awaits(&self, generation: u64) -> bool {
        match &self.stage {
            Stage::Starting(running) | Stage::Waiting { running, .. } | Stage::Finishing(running) => {
                awaits(Some(running), generation)
            }
            _ => false,
        }
    }

    /// The engine went a step further.
    pub fn step(&mut self, step: SignInStep) {
        let stage = std::mem::replace(&mut self.stage, Stage::Confirm);
        self.now = Timestamp::now();
        self.stage = match (step, stage) {
            (SignInStep::Listening { address, deadline }, Stage::Starting(running)) => {
                Stage::Waiting { running, address, deadline, no_browser: false }
            }
            (SignInStep::BrowserFailed(_), Stage::Waiting { running, address, deadline, .. }) => {
                Stage::Waiting { running, address, deadline, no_browser: true }
            }
            (SignInStep::CodeArrived, Stage::Starting(running) | Stage::Waiting { running, .. }) => {
                Stage::Finishing(running)
            }
            (_, stage) => stage,
        };
    }

    /// What Enter means.
    #[must_use]
    pub fn primary(&self) -> Option<Message> {
        match self.stage {
            Stage::Confirm | Stage::Failed(_) | Stage::Other { .. } => Some(Message::Start),
            Stage::Waiting { .. } => Some(Message::OpenAgain),
            Stage::Saving | Stage::Starting(_) | Stage::Finishing(_) => None,
        }
    }

    /// What Escape means.
    #[must_use]
    pub fn escape(&self) -> Option<Message> {
        (!matches!(self.stage, Stage::Saving | Stage::Finishing(_))).then_some(Message::Cancel)
    }
}
