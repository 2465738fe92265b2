//! Deleting a token: the question, and what was really done.
//!
//! Protects: nothing is deleted without a question, and afterwards the window says whether the permission was withdrawn
//! at the provider or only removed here; what failed there can be tried again. Leaves to others: deleting (the engine).

use iced::Element;
use iced::widget::row;

use super::super::cause::{self, Cause};
use super::super::context::Context;
use super::super::run::{Running, awaits};
use super::super::style::Tone;
use super::super::theme::space;
use super::super::widgets::{Kind, body, busy, key, small};
use super::{Place, dialog};
use crate::account::{Protocol, Provider};
use crate::diagnosis::Action as Does;
use crate::engine::{Deleted, Revocation};
use crate::error::Error;
use crate::i18n::Lang;
use crate::oauth::OAuthError;
use crate::tr;
use crate::words::{self, Explanation};

#[derive(Debug)]
enum Stage {
    Confirm,
    /// It is gone here; what happened at the provider.
    Done(Revocation),
    Failed(Error),
}

/// One deletion, from the question to its result.
#[derive(Debug)]
pub struct Delete {
    protocol: Protocol,
    provider: Provider,
    account: String,
    stage: Stage,
    /// Deleting, or asking the provider once more. What was asked before stays on the screen while that is short.
    running: Option<Running>,
}

/// What a person did.
#[derive(Debug, Clone)]
pub enum Message {
    /// “Delete”, “Try again”.
    Start,
    /// “Try the revocation again”.
    Revoke,
    /// “Cancel”, “OK”.
    Close,
    /// Something in the cause box.
    Cause(cause::Message),
}

/// What the modal asks of the window.
#[derive(Debug)]
pub enum Action {
    /// Nothing.
    None,
    /// Delete.
    Start,
    /// Ask the provider once more.
    Revoke,
    /// Close the modal.
    Close,
    /// Something in the cause box.
    Cause(cause::Message),
}

impl Delete {
    /// The question.
    #[must_use]
    pub fn new(protocol: Protocol, provider: Provider, account: String) -> Self {
        Self { protocol, provider, account, stage: Stage::Confirm, running: None }
    }

    /// A deletion that is done already, with what is left to be said.
    #[must_use]
    pub fn done(protocol: Protocol, provider: Provider, account: String, revocation: Revocation) -> Self {
        Self { protocol, provider, account, stage: Stage::Done(revocation), running: None }
    }

    /// For which tab.
    #[must_use]
    pub fn protocol(&self) -> Protocol {
        self.protocol
    }

    /// Does what a person did.
    pub fn update(&mut self, message: Message) -> Action {
        match (message, &self.stage) {
            (Message::Cause(message), _) => Action::Cause(message),
            _ if self.running.is_some() => Action::None,
            (Message::Start, Stage::Confirm | Stage::Failed(_)) => Action::Start,
            (Message::Revoke, Stage::Done(Revocation::Failed(_))) => Action::Revoke,
            (Message::Start | Message::Revoke | Message::Close, _) => Action::Close,
        }
    }

    /// Deleting has begun, or the second try to revoke.
    pub fn started(&mut self, running: Running) {
        self.running = Some(running);
    }

    /// An answer came; whether it was awaited.
    pub fn finished(&mut self, generation: u64, result: Result<Deleted, Error>) -> bool {
        let awaited = awaits(self.running.as_ref(), generation);
        if awaited {
            self.running = None;
            self.stage = result.map_or_else(Stage::Failed, |deleted| Stage::Done(deleted.revocation));
        }
        awaited
    }

    /// Whether it is over, or so far that it cannot be stopped.
    #[must_use]
    pub fn is_done(&self) -> bool {
        !matches!(self.stage, Stage::Confirm)
    }

    /// What Enter means where no key has the focus: never to delete.
    #[must_use]
    pub fn primary(&self) -> Option<Message> {
        match self.stage {
            _ if self.running.is_some() => None,
            Stage::Done(Revocation::Failed(_)) => Some(Message::Revoke),
            Stage::Done(_) => Some(Message::Close),
            Stage::Confirm | Stage::Failed(_) => None,
        }
    }

    /// What Escape means.
    #[must_use]
    pub fn escape(&self) -> Option<Message> {
        self.running.is_none().then_some(Message::Close)
    }

    /// What it shows now, and where the focus belongs.
    #[must_use]
    pub fn place(&self) -> Place {
        match self.stage {
            _ if self.is_slow() => Place::new("deleting", None),
            Stage::Confirm => Place::new("delete", Some("modal-cancel")),
            Stage::Done(_) => Place::new("deleted", Some("modal-ok")),
            Stage::Failed(_) => Place::new("delete-failed", Some("modal-cancel")),
        }
    }

    fn is_slow(&self) -> bool {
        self.running.as_ref().is_some_and(Running::is_slow)
    }

    /// The modal's content.
    #[must_use]
    pub fn view<'a>(&'a self, context: Context<'a>) -> Element<'a, Message> {
        let lang = context.lang;
        let cancel = |message| key(tr!(lang, "win-cancel"), Kind::Secondary, message).id("modal-cancel").into();
        let title = tr!(lang, "win-delete-title", account = self.account.as_str());
        match &self.stage {
            Stage::Done(_) if self.is_slow() => {
                dialog(tr!(lang, "win-deleted-here-title"), [working(tr!(lang, "win-revoking"))], [cancel(None)])
            }
            _ if self.is_slow() => dialog(title, [working(tr!(lang, "win-deleting"))], [cancel(None)]),
            Stage::Confirm => dialog(
                title,
                [body(self.consequence(context)).into(), small(tr!(lang, "win-delete-note")).into()],
                [
                    cancel(Some(Message::Close)),
                    key(tr!(lang, "win-delete"), Kind::Danger, Some(Message::Start)).id("modal-ok").into(),
                ],
            ),
            Stage::Done(Revocation::Failed(why)) => self.not_revoked(why, context),
            Stage::Done(revocation) => dialog(
                tr!(lang, "win-deleted-title"),
                self.said(revocation, lang),
                [key(tr!(lang, "win-ok"), Kind::Primary, Some(Message::Close)).id("modal-ok").into()],
            ),
            Stage::Failed(error) => {
                let cause = Cause::of("modal-delete", error, context, Some(self.protocol));
                let cause = cause.without(|action| matches!(action, Does::DeleteToken(_)));
                dialog(
                    tr!(lang, "win-delete-failed-title"),
                    [cause.view(context, Message::Cause, None)],
                    [
                        key(tr!(lang, "win-close"), Kind::Secondary, Some(Message::Close)).id("modal-cancel").into(),
                        key(tr!(lang, "win-try-again"), Kind::Danger, Some(Message::Start)).id("modal-ok").into(),
                    ],
                )
            }
        }
    }

    fn consequence(&self, context: Context<'_>) -> String {
        let both = context.form.stored().pop.common_account;
        match self.protocol {
            _ if both => tr!(context.lang, "win-delete-both"),
            Protocol::Smtp => tr!(context.lang, "win-delete-smtp"),
            Protocol::Pop => tr!(context.lang, "win-delete-pop"),
        }
    }

    fn said<'a>(&self, revocation: &Revocation, lang: Lang) -> Vec<Element<'a, Message>> {
        let words = match revocation {
            Revocation::Revoked => vec![tr!(lang, "win-deleted-revoked")],
            Revocation::NotOffered | Revocation::Failed(_) => vec![tr!(lang, "win-deleted-here"), self.elsewhere(lang)],
            Revocation::UsedElsewhere => vec![tr!(lang, "cli-deleted-used")],
            Revocation::NothingHeld => vec![tr!(lang, "win-deleted-nothing")],
        };
        words.into_iter().map(|words| body(words).into()).collect()
    }

    /// It is gone here, but the provider could not be told.
    fn not_revoked<'a>(&self, why: &OAuthError, context: Context<'_>) -> Element<'a, Message> {
        let lang = context.lang;
        // Not the error's own cure: that speaks of a token that is still there.
        let why = words::explain(&Error::OAuth(why.clone()), lang);
        let words = Explanation { what: tr!(lang, "win-deleted-not-revoked"), cure: why.what.clone(), ..why };
        let cause = Cause::said("modal-delete", words).tone(Tone::Warn).without(|_| true);
        dialog(
            tr!(lang, "win-deleted-here-title"),
            [
                body(tr!(lang, "win-deleted-gone")).into(),
                cause.view(context, Message::Cause, None),
                small(format!("{} {}", tr!(lang, "win-revoke-note"), self.elsewhere(lang))).into(),
            ],
            [
                key(tr!(lang, "win-close"), Kind::Secondary, Some(Message::Close)).id("modal-cancel").into(),
                key(tr!(lang, "win-revoke-again"), Kind::Primary, Some(Message::Revoke)).id("modal-ok").into(),
            ],
        )
    }

    /// Where the permission can be withdrawn by hand.
    fn elsewhere(&self, lang: Lang) -> String {
        words::withdraw(self.provider, lang)
    }
}

fn working<'a>(words: String) -> Element<'a, Message> {
    row![busy(), body(words)].spacing(space::MEDIUM).align_y(iced::Center).into()
}
