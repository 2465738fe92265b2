//! Getting a token: the question, the wait, and every way in which it can end.
//!
//! Protects: “Cancel” works at once until the answer came, and not after it, because a code can be used only once; a
//! late answer to a cancelled attempt changes nothing; changing the way ends the attempt that runs. Leaves to others:
//! signing in (the engine), and what is shown (`sign_in_view`).

use jiff::Timestamp;
use secrecy::SecretString;
use tokio::sync::mpsc::UnboundedSender;
use url::Url;

use super::super::run::{Running, awaits};
use super::super::secret::Typed;
use crate::account::{EmailAddress, OAuthAccount, Protocol, Provider, SignInMethod};
use crate::engine::SignInStep;
use crate::error::Error;
use crate::oauth::{OAuthError, offers};

/// How far it has come.
#[derive(Debug)]
pub(super) enum Stage {
    /// The question.
    Confirm,
    /// What was typed is being stored.
    Saving,
    /// The engine is at work; nothing is there yet that a person could use.
    Starting(Running),
    /// A person signs in with a browser.
    Waiting { running: Running, address: Url, deadline: Timestamp },
    /// A person types a code on another device.
    Code { running: Running, code: String, address: Url, complete: Option<Url>, deadline: Timestamp },
    /// The answer came.
    Finishing(Running),
    /// Somebody else signed in.
    Other { expected: EmailAddress, signed_in_as: EmailAddress },
    /// It ended without a token.
    Failed(Error),
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
    Remedy,
}

/// One attempt, from the question to its end.
#[derive(Debug)]
pub struct SignIn {
    pub(super) protocol: Protocol,
    pub(super) provider: Provider,
    pub(super) account: String,
    /// The way that is taken now.
    pub(super) method: SignInMethod,
    /// Whether the provider can give a code.
    pub(super) offers_code: bool,
    pub(super) copied: Option<Copied>,
    pub(super) no_browser: bool,
    pub(super) paste: Option<Paste>,
    pub(super) now: Timestamp,
    pub(super) stage: Stage,
    answers: Option<UnboundedSender<SecretString>>,
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
    /// “Copy” beside what an administrator needs.
    CopyRemedy(String),
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
    /// Put the focus into the field for the answer.
    FocusPaste,
    /// Close the modal and go to this setting's field.
    Mend(&'static str),
    /// Take this address as the one that signs in, then begin again.
    UseOther(EmailAddress),
}

impl SignIn {
    /// The question.
    #[must_use]
    pub fn new(protocol: Protocol, account: &OAuthAccount, now: Timestamp) -> Self {
        Self {
            protocol,
            provider: account.provider,
            account: account.account.as_ref().map(ToString::to_string).unwrap_or_default(),
            method: account.sign_in,
            offers_code: offers(account, SignInMethod::Device),
            copied: None,
            no_browser: false,
            paste: None,
            now,
            stage: Stage::Confirm,
            answers: None,
        }
    }

    /// For which tab.
    #[must_use]
    pub fn protocol(&self) -> Protocol {
        self.protocol
    }

    /// The way that is taken.
    #[must_use]
    pub fn method(&self) -> SignInMethod {
        self.method
    }

    /// Whether it has begun and not ended.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        !matches!(self.stage, Stage::Confirm | Stage::Failed(_) | Stage::Other { .. })
    }

    /// Whether a countdown runs.
    #[must_use]
    pub fn counts_down(&self) -> bool {
        matches!(self.stage, Stage::Waiting { .. } | Stage::Code { .. })
    }

    /// A second went by.
    pub fn tick(&mut self, now: Timestamp) {
        self.now = now;
    }

    /// Does what a person did.
    pub fn update(&mut self, message: Message) -> Action {
        match (message, &self.stage) {
            (Message::Start, Stage::Confirm | Stage::Failed(_) | Stage::Other { .. }) => self.save(),
            (Message::Cancel, Stage::Saving | Stage::Finishing(_)) => Action::None,
            (Message::Cancel, _) => Action::Close,
            (Message::Open, Stage::Waiting { address, .. }) => Action::Open(address.clone()),
            (Message::Open, Stage::Code { address, complete, .. }) => {
                Action::Open(complete.as_ref().unwrap_or(address).clone())
            }
            (Message::NotOpened, _) => self.set(|modal| modal.no_browser = true),
            (Message::CopyAddress, Stage::Waiting { address, .. } | Stage::Code { address, .. }) => {
                self.copied = Some(Copied::Address);
                Action::Copy(address.to_string())
            }
            (Message::CopyCode, Stage::Code { code, .. }) => {
                self.copied = Some(Copied::Code);
                Action::Copy(code.clone())
            }
            (Message::CopyRemedy(text), Stage::Failed(_)) => {
                self.copied = Some(Copied::Remedy);
                Action::Copy(text)
            }
            (Message::Paste, Stage::Waiting { .. }) => {
                self.paste = Some(Paste::default());
                Action::FocusPaste
            }
            (Message::Pasted(text), Stage::Waiting { .. }) => {
                self.set(|modal| modal.paste = Some(Paste { text, wrong: None }))
            }
            (Message::Continue, Stage::Waiting { .. }) => self.hand_over(),
            (Message::Back, _) => self.set(|modal| modal.paste = None),
            (Message::Instead(method), Stage::Waiting { .. } | Stage::Code { .. } | Stage::Failed(_)) => {
                self.method = method;
                Action::Restart
            }
            (Message::Mend(field), Stage::Failed(_)) => Action::Mend(field),
            (Message::UseOther, Stage::Other { signed_in_as, .. }) => Action::UseOther(signed_in_as.clone()),
            _ => Action::None,
        }
    }

    fn set(&mut self, change: impl FnOnce(&mut Self)) -> Action {
        change(self);
        Action::None
    }

    fn save(&mut self) -> Action {
        self.stage = Stage::Saving;
        Action::Start
    }

    /// The answer goes to the engine, which says whether it is one.
    fn hand_over(&mut self) -> Action {
        if let (Some(paste), Some(answers)) = (&self.paste, &self.answers) {
            // The attempt has ended when nobody listens any more: its end is on its way here.
            let _ = answers.send(paste.text.secret());
        }
        Action::None
    }

    /// The engine began. `answers` takes what is pasted.
    pub fn started(&mut self, running: Running, answers: UnboundedSender<SecretString>) {
        (self.copied, self.paste, self.no_browser) = (None, None, false);
        self.answers = Some(answers);
        self.stage = Stage::Starting(running);
    }

    /// The attempt ended without a token.
    pub fn failed(&mut self, error: Error) {
        self.copied = None;
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
            Stage::Starting(running)
            | Stage::Waiting { running, .. }
            | Stage::Code { running, .. }
            | Stage::Finishing(running) => awaits(Some(running), generation),
            Stage::Confirm | Stage::Saving | Stage::Other { .. } | Stage::Failed(_) => false,
        }
    }

    /// The engine went a step further.
    pub fn step(&mut self, step: SignInStep, now: Timestamp) {
        let stage = std::mem::replace(&mut self.stage, Stage::Confirm);
        self.now = now;
        self.stage = match (step, stage) {
            (SignInStep::Listening { address, deadline }, Stage::Starting(running)) => {
                Stage::Waiting { running, address, deadline }
            }
            (
                SignInStep::Code { user_code: code, address, complete, deadline },
                Stage::Starting(running) | Stage::Code { running, .. },
            ) => Stage::Code { running, code, address, complete, deadline },
            (SignInStep::BrowserFailed(_), stage) => {
                self.no_browser = true;
                stage
            }
            (SignInStep::PasteRefused(why), stage) => {
                if let Some(paste) = &mut self.paste {
                    paste.wrong = Some(why);
                }
                stage
            }
            (
                SignInStep::CodeArrived,
                Stage::Starting(running) | Stage::Waiting { running, .. } | Stage::Code { running, .. },
            ) => Stage::Finishing(running),
            (_, stage) => stage,
        };
    }

    /// The other way, where it could help after a failure.
    pub(super) fn way_out(&self, error: &Error) -> Option<SignInMethod> {
        match (self.method, error) {
            (SignInMethod::Device, Error::OAuth(_)) => Some(SignInMethod::Browser),
            (SignInMethod::Browser, Error::OAuth(OAuthError::TimedOut(_) | OAuthError::Listener(_)))
                if self.offers_code =>
            {
                Some(SignInMethod::Device)
            }
            _ => None,
        }
    }

    /// What Enter means.
    #[must_use]
    pub fn primary(&self) -> Option<Message> {
        match &self.stage {
            Stage::Failed(error) if !error.fields().is_empty() => error.fields().first().copied().map(Message::Mend),
            Stage::Failed(Error::OAuth(OAuthError::NotOffered(SignInMethod::Device))) => {
                Some(Message::Instead(SignInMethod::Browser))
            }
            Stage::Confirm | Stage::Failed(_) | Stage::Other { .. } => Some(Message::Start),
            Stage::Waiting { .. } if self.paste.is_some() => Some(Message::Continue),
            Stage::Waiting { .. } => Some(Message::Open),
            Stage::Code { .. } => Some(Message::CopyCode),
            Stage::Saving | Stage::Starting(_) | Stage::Finishing(_) => None,
        }
    }

    /// What Escape means.
    #[must_use]
    pub fn escape(&self) -> Option<Message> {
        match &self.stage {
            Stage::Saving | Stage::Finishing(_) => None,
            Stage::Waiting { .. } if self.paste.is_some() => Some(Message::Back),
            _ => Some(Message::Cancel),
        }
    }
}
