//! Getting a token: the question, the wait, and every way in which it can end.
//!
//! Protects: [Cancel] works at once until the browser's answer came, and not after it, because a code can be used only
//! once; a late answer to a cancelled attempt changes nothing. Leaves to others: signing in (the engine).

use iced::widget::{Column, column, container, rich_text, row, span, text};
use iced::{Center, Element, Fill};
use jiff::Timestamp;
use url::Url;

use super::super::auth_card::provider_name;
use super::super::context::Context;
use super::super::format::left;
use super::super::run::{Running, awaits};
use super::super::style::{self, Tone};
use super::super::theme::{MEDIUM, SEMIBOLD, radius, size, space};
use super::super::widgets::{Kind, body, busy, key, notice, small};
use super::dialog;
use crate::account::{EmailAddress, Protocol, Provider};
use crate::engine::SignInStep;
use crate::error::Error;
use crate::oauth::OAuthError;
use crate::{tr, words};

/// How far it has come.
#[derive(Debug)]
enum Stage {
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
    protocol: Protocol,
    provider: Provider,
    account: String,
    copied: bool,
    now: Timestamp,
    stage: Stage,
}

/// What a person did.
#[derive(Debug, Clone)]
pub enum Message {
    /// [OK], [Try again].
    Start,
    /// [Cancel], [Close].
    Cancel,
    /// [Open again].
    OpenAgain,
    /// [Copy address].
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

    /// The modal's content.
    #[must_use]
    pub fn view<'a>(&'a self, context: Context<'a>) -> Element<'a, Message> {
        let lang = context.lang;
        let cancel = || key(tr!(lang, "win-cancel"), Kind::Secondary, self.escape()).id("modal-cancel").into();
        let title = tr!(lang, "win-get-title", account = self.account.as_str());
        match &self.stage {
            Stage::Confirm => dialog(
                title,
                self.question(context),
                [cancel(), key(tr!(lang, "win-ok"), Kind::Primary, Some(Message::Start)).id("modal-ok").into()],
            ),
            Stage::Saving => dialog(title, [working(tr!(lang, "win-saving"))], [cancel()]),
            Stage::Starting(_) => dialog(title, [working(tr!(lang, "win-sign-in-starting"))], [cancel()]),
            Stage::Finishing(_) => dialog(title, [working(tr!(lang, "win-sign-in-finishing"))], [cancel()]),
            Stage::Waiting { address, deadline, no_browser, .. } => {
                self.waiting(context, address, *deadline, *no_browser, cancel())
            }
            Stage::Other { expected, signed_in_as } => other(context, expected, signed_in_as),
            Stage::Failed(error) => failed(context, self.protocol, error),
        }
    }

    fn question<'a>(&self, context: Context<'a>) -> Vec<Element<'a, Message>> {
        let lang = context.lang;
        let provider = provider_name(self.provider, context);
        let ask = tr!(lang, "win-get-text", provider = provider, account = MARK);
        let both = context.form.is_common();
        let serves = match self.protocol {
            _ if both => tr!(lang, "win-get-both"),
            Protocol::Smtp => tr!(lang, "win-get-smtp"),
            Protocol::Pop => tr!(lang, "win-get-pop"),
        };
        let saves = context.form.is_changed().then(|| {
            notice(
                Tone::Quiet,
                small(tr!(lang, "win-get-saves", what = super::super::changes(context))).style(style::plain),
            )
        });
        [emphasized(&ask, &self.account), body(serves).into()].into_iter().chain(saves).collect()
    }

    fn waiting<'a>(
        &self,
        context: Context<'a>,
        address: &Url,
        deadline: Timestamp,
        no_browser: bool,
        cancel: Element<'a, Message>,
    ) -> Element<'a, Message> {
        let lang = context.lang;
        let said = tr!(lang, "win-wait-text", account = MARK);
        let missing = no_browser.then(|| {
            let words = column![
                body(tr!(lang, "win-no-browser")).font(MEDIUM).style(style::toned(Tone::Warn)),
                small(tr!(lang, "win-no-browser-note")).style(style::plain),
                small(address.to_string()).style(style::plain).wrapping(text::Wrapping::WordOrGlyph),
            ];
            notice(Tone::Warn, words.spacing(space::TINY))
        });
        let clock = row![
            busy(),
            body(tr!(lang, "win-wait-left")),
            text(left(deadline, self.now)).size(size::BODY).font(SEMIBOLD).style(style::plain),
        ];
        let copy = if self.copied { tr!(lang, "win-copied") } else { tr!(lang, "win-copy-address") };
        let content = Column::new()
            .push(emphasized(&said, &self.account))
            .push(missing)
            .push(
                container(clock.spacing(space::SMALL + 2.0).align_y(Center))
                    .padding(space::MEDIUM)
                    .width(Fill)
                    .style(style::tinted(Tone::Quiet, radius::CONTROL)),
            )
            .spacing(space::MEDIUM);
        dialog(
            tr!(lang, "win-wait-title"),
            [content.into()],
            [
                cancel,
                key(copy, Kind::Secondary, Some(Message::Copy)).id("modal-copy").into(),
                key(tr!(lang, "win-open-again"), Kind::Secondary, Some(Message::OpenAgain)).id("modal-open").into(),
            ],
        )
    }
}

/// Stands in a text for what is shown in bold.
const MARK: &str = "\u{1}";

/// A sentence with the account in bold.
fn emphasized<'a>(sentence: &str, account: &str) -> Element<'a, Message> {
    let (before, after) = sentence.split_once(MARK).unwrap_or((sentence, ""));
    let spans: [iced::widget::text::Span<'a, ()>; 3] =
        [span(before.to_owned()), span(account.to_owned()).font(SEMIBOLD), span(after.to_owned())];
    rich_text(spans).on_link_click(|()| Message::Cancel).size(size::BODY).style(style::plain).into()
}

fn working<'a>(words: String) -> Element<'a, Message> {
    row![busy(), body(words)].spacing(space::MEDIUM).align_y(Center).into()
}

fn other<'a>(context: Context<'a>, expected: &EmailAddress, signed_in_as: &EmailAddress) -> Element<'a, Message> {
    let lang = context.lang;
    let addresses = column![
        small(tr!(lang, "win-other-expected")),
        body(expected.to_string()).font(MEDIUM),
        small(tr!(lang, "win-other-signed-in")),
        body(signed_in_as.to_string()).font(MEDIUM),
    ];
    let who = signed_in_as.to_string();
    dialog(
        tr!(lang, "win-other-title"),
        [
            notice(Tone::Warn, addresses.spacing(space::TINY)),
            body(tr!(lang, "win-other-text")).into(),
            small(tr!(lang, "win-other-shared")).into(),
            row![key(tr!(lang, "win-other-use", who = who), Kind::Secondary, Some(Message::UseOther)).id("modal-use")]
                .into(),
        ],
        [
            key(tr!(lang, "win-close"), Kind::Secondary, Some(Message::Cancel)).into(),
            key(tr!(lang, "win-try-again"), Kind::Primary, Some(Message::Start)).into(),
        ],
    )
}

fn failed<'a>(context: Context<'a>, protocol: Protocol, error: &Error) -> Element<'a, Message> {
    let lang = context.lang;
    let words = words::explain(error, lang);
    let held = context.is_held(protocol).then(|| small(tr!(lang, "win-failed-kept")).into());
    let said = column![body(words.what).font(MEDIUM).style(style::toned(Tone::Danger)), body(words.cure)];
    dialog(
        tr!(lang, "win-failed-title"),
        std::iter::once(notice(Tone::Danger, said.spacing(space::TINY))).chain(held),
        [
            key(tr!(lang, "win-close"), Kind::Secondary, Some(Message::Cancel)).into(),
            key(tr!(lang, "win-try-again"), Kind::Primary, Some(Message::Start)).into(),
        ],
    )
}
