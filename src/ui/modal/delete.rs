//! Deleting a token: the question, and what was really done.
//!
//! Protects: nothing is deleted without a question, and afterwards the window says whether the permission was withdrawn
//! at the provider or only removed here. Leaves to others: deleting (the engine).

use iced::Element;
use iced::widget::row;

use super::super::context::Context;
use super::super::run::{Running, awaits};
use super::super::style::{self, Tone};
use super::super::theme::{MEDIUM, space};
use super::super::widgets::{Kind, body, busy, key, notice, small};
use super::dialog;
use crate::account::{Protocol, Provider};
use crate::engine::{Deleted, Revocation};
use crate::error::Error;
use crate::i18n::Lang;
use crate::{tr, words};

#[derive(Debug)]
enum Stage {
    Confirm,
    Running(Running),
    Done(Deleted),
    Failed(Error),
}

/// One deletion, from the question to its result.
#[derive(Debug)]
pub struct Delete {
    protocol: Protocol,
    provider: Provider,
    account: String,
    stage: Stage,
}

/// What a person did.
#[derive(Debug, Clone)]
pub enum Message {
    /// “Delete”, “Try again”.
    Start,
    /// “Cancel”, “OK”.
    Close,
}

/// What the modal asks of the window.
#[derive(Debug)]
pub enum Action {
    /// Nothing.
    None,
    /// Delete.
    Start,
    /// Close the modal.
    Close,
}

impl Delete {
    /// The question.
    #[must_use]
    pub fn new(protocol: Protocol, provider: Provider, account: String) -> Self {
        Self { protocol, provider, account, stage: Stage::Confirm }
    }

    /// For which tab.
    #[must_use]
    pub fn protocol(&self) -> Protocol {
        self.protocol
    }

    /// Does what a person did.
    pub fn update(&mut self, message: Message) -> Action {
        match (message, &self.stage) {
            (_, Stage::Running(_)) => Action::None,
            (Message::Start, Stage::Confirm | Stage::Failed(_)) => Action::Start,
            (Message::Start | Message::Close, _) => Action::Close,
        }
    }

    /// Deleting has begun.
    pub fn started(&mut self, running: Running) {
        self.stage = Stage::Running(running);
    }

    /// An answer came; whether it was awaited.
    pub fn finished(&mut self, generation: u64, result: Result<Deleted, Error>) -> bool {
        let awaited = matches!(&self.stage, Stage::Running(running) if awaits(Some(running), generation));
        if awaited {
            self.stage = result.map_or_else(Stage::Failed, Stage::Done);
        }
        awaited
    }

    /// What Enter means.
    #[must_use]
    pub fn primary(&self) -> Option<Message> {
        (!matches!(self.stage, Stage::Running(_))).then_some(Message::Start)
    }

    /// What Escape means.
    #[must_use]
    pub fn escape(&self) -> Option<Message> {
        (!matches!(self.stage, Stage::Running(_))).then_some(Message::Close)
    }

    /// The modal's content.
    #[must_use]
    pub fn view<'a>(&'a self, context: Context<'a>) -> Element<'a, Message> {
        let lang = context.lang;
        let cancel = || key(tr!(lang, "win-cancel"), Kind::Secondary, self.escape()).id("modal-cancel").into();
        let title = tr!(lang, "win-delete-title", account = self.account.as_str());
        match &self.stage {
            Stage::Confirm => dialog(
                title,
                [body(self.consequence(context)).into(), small(tr!(lang, "win-delete-note")).into()],
                [cancel(), key(tr!(lang, "win-delete"), Kind::Danger, self.primary()).id("modal-ok").into()],
            ),
            Stage::Running(_) => {
                let working =
                    row![busy(), body(tr!(lang, "win-deleting"))].spacing(space::MEDIUM).align_y(iced::Center);
                dialog(title, [working.into()], [cancel()])
            }
            Stage::Done(deleted) => dialog(
                tr!(lang, "win-deleted-title"),
                self.said(deleted, lang),
                [key(tr!(lang, "win-ok"), Kind::Primary, Some(Message::Close)).id("modal-ok").into()],
            ),
            Stage::Failed(error) => {
                let words = words::explain(error, lang);
                let said = iced::widget::column![
                    body(words.what).font(MEDIUM).style(style::toned(Tone::Danger)),
                    body(words.cure)
                ];
                dialog(
                    tr!(lang, "win-delete-failed-title"),
                    [notice(Tone::Danger, said.spacing(space::TINY))],
                    [
                        key(tr!(lang, "win-close"), Kind::Secondary, Some(Message::Close)).into(),
                        key(tr!(lang, "win-try-again"), Kind::Primary, Some(Message::Start)).into(),
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

    fn said<'a>(&self, deleted: &Deleted, lang: Lang) -> Vec<Element<'a, Message>> {
        let words = match &deleted.revocation {
            Revocation::Revoked => vec![tr!(lang, "win-deleted-revoked")],
            Revocation::NotOffered => vec![tr!(lang, "win-deleted-here"), self.elsewhere(lang)],
            Revocation::Failed(why) => {
                vec![
                    tr!(lang, "win-deleted-not-revoked", why = words::explain(&Error::OAuth(why.clone()), lang).what),
                    self.elsewhere(lang),
                ]
            }
            Revocation::NothingHeld => vec![tr!(lang, "win-deleted-nothing")],
        };
        words.into_iter().map(|words| body(words).into()).collect()
    }

    /// Where the permission can be withdrawn by hand.
    fn elsewhere(&self, lang: Lang) -> String {
        words::withdraw(self.provider, lang)
    }
}
