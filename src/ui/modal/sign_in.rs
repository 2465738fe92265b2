//! Getting a token: the question, the wait, and every way in which it can end.
//!
//! Protects: “Cancel” works at once until the answer came, and not after it, because a code can be used only once; a
//! late answer to a cancelled attempt changes nothing; changing the way ends the attempt that runs; what ends at once
//! leaves on the screen what stood there. Leaves to others: signing in (the engine), what there is to do
//! (`sign_in_parts`), and what is shown (`sign_in_view`).

use std::time::Instant;

use jiff::Timestamp;
use secrecy::SecretString;
use tokio::sync::mpsc::UnboundedSender;

use super::super::run::{Running, awaits, is_slow};
use super::Place;
pub use super::sign_in_parts::{Action, Message};
use super::sign_in_parts::{Copied, Paste, Stage};
use super::waiting_view::PASTE;
use crate::account::{OAuthAccount, Protocol, Provider, SignInMethod};
use crate::engine::SignInStep;
use crate::error::Error;
use crate::oauth::{OAuthError, offers};

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
    /// What stands on the screen while the next stage may be over before anybody could read it.
    former: Option<Stage>,
    /// Since when nothing is there that a person could use.
    since: Instant,
    running: Option<Running>,
    answers: Option<UnboundedSender<SecretString>>,
}

impl SignIn {
    /// What was copied was copied long ago.
    pub fn forget_copied(&mut self) {
        self.copied = None;
    }

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
            former: None,
            since: Instant::now(),
            running: None,
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
            (Message::Cancel, Stage::Saving | Stage::Finishing) => Action::None,
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
            (Message::Cause(message), Stage::Failed(_)) => Action::Cause(message),
            (Message::Paste, Stage::Waiting { .. }) => self.set(|modal| modal.paste = Some(Paste::default())),
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
        self.work(Stage::Saving);
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
        (self.paste, self.no_browser) = (None, false);
        self.answers = Some(answers);
        self.running = Some(running);
        self.work(Stage::Starting);
    }

    /// The attempt ended without a token.
    pub fn failed(&mut self, error: Error) {
        self.copied = None;
        (self.running, self.former) = (None, None);
        self.stage = match error {
            Error::OAuth(OAuthError::OtherAccount { expected, signed_in_as }) => {
                Stage::Other { expected, signed_in_as }
            }
            error => Stage::Failed(error),
        };
    }

    /// Goes to a stage in which nobody can do anything, from one that stays on the screen as long as that is short.
    fn work(&mut self, next: Stage) {
        let stage = std::mem::replace(&mut self.stage, next);
        if !stage.is_work() {
            (self.former, self.since) = (Some(stage), Instant::now());
        }
    }

    /// What stands on the screen.
    pub(super) fn shown(&self) -> &Stage {
        let short = self.stage.is_work() && !is_slow(self.since);
        self.former.as_ref().filter(|_| short).unwrap_or(&self.stage)
    }

    /// Whether an answer belongs to this attempt.
    #[must_use]
    pub fn awaits(&self, generation: u64) -> bool {
        awaits(self.running.as_ref(), generation)
    }

    /// The engine went a step further.
    pub fn step(&mut self, step: SignInStep, now: Timestamp) {
        self.now = now;
        match (step, &self.stage) {
            (SignInStep::Listening { address, deadline }, Stage::Starting) => {
                self.reach(Stage::Waiting { address, deadline });
            }
            (
                SignInStep::Code { user_code: code, address, complete, deadline },
                Stage::Starting | Stage::Code { .. },
            ) => self.reach(Stage::Code { code, address, complete, deadline }),
            (SignInStep::BrowserFailed(_), _) => self.no_browser = true,
            (SignInStep::PasteRefused(why), _) => {
                if let Some(paste) = &mut self.paste {
                    paste.wrong = Some(why);
                }
            }
            (SignInStep::CodeArrived, Stage::Starting | Stage::Waiting { .. } | Stage::Code { .. }) => {
                self.work(Stage::Finishing);
            }
            _ => {}
        }
    }

    fn reach(&mut self, stage: Stage) {
        (self.stage, self.former, self.copied) = (stage, None, None);
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
            Stage::Saving | Stage::Starting | Stage::Finishing => None,
        }
    }

    /// What Escape means.
    #[must_use]
    pub fn escape(&self) -> Option<Message> {
        match &self.stage {
            Stage::Saving | Stage::Finishing => None,
            Stage::Waiting { .. } if self.paste.is_some() => Some(Message::Back),
            _ => Some(Message::Cancel),
        }
    }

    /// What it shows now, and where the focus belongs: where Enter does no harm.
    #[must_use]
    pub fn place(&self) -> Place {
        match self.shown() {
            Stage::Confirm => Place::new("get", Some("modal-ok")),
            Stage::Saving => Place::new("get-saving", None),
            Stage::Starting => Place::new("get-starting", Some("modal-cancel")),
            Stage::Waiting { .. } if self.paste.is_some() => Place::new("get-paste", Some(PASTE)),
            Stage::Waiting { .. } => Place::new("get-waiting", Some("modal-copy")),
            Stage::Code { .. } => Place::new("get-code", Some("modal-copy-code")),
            Stage::Finishing => Place::new("get-finishing", None),
            Stage::Other { .. } => Place::new("get-other", Some("modal-ok")),
            Stage::Failed(_) if matches!(self.primary(), Some(Message::Instead(_))) => {
                Place::new("get-failed", Some("modal-instead"))
            }
            Stage::Failed(_) => Place::new("get-failed", Some("modal-ok")),
        }
    }
}
