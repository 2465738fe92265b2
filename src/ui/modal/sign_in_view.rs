//! What the modal for getting a token shows at each stage.
//!
//! Protects: a person sees what to do now, and every end has a way on. Leaves to others: the stages
//! (`sign_in`), and the waits with a browser (`waiting_view`) and with a code (`code_view`).

use iced::widget::{column, container, rich_text, row, span, text};
use iced::{Center, Element, Fill};
use jiff::Timestamp;

use super::super::auth_card::provider_name;
use super::super::cause::Cause;
use super::super::context::Context;
use super::super::format::left;
use super::super::style::{self, Tone};
use super::super::theme::{MEDIUM, SEMIBOLD, radius, size, space};
use super::super::widgets::{Kind, body, busy, key, notice, small};
use super::dialog;
use super::sign_in::{Message, SignIn};
use super::sign_in_parts::Stage;
use crate::account::{EmailAddress, Protocol, SignInMethod};
use crate::diagnosis::Action;
use crate::error::Error;
use crate::tr;

impl SignIn {
    /// The modal's content.
    #[must_use]
    pub fn view<'a>(&'a self, context: Context<'a>) -> Element<'a, Message> {
        let lang = context.lang;
        let cancel = || key(tr!(lang, "win-cancel"), Kind::Secondary, self.escape()).id("modal-cancel").into();
        let title = tr!(lang, "win-get-title", account = self.account.as_str());
        match self.shown() {
            Stage::Confirm => dialog(
                title,
                self.question(context),
                [cancel(), key(tr!(lang, "win-ok"), Kind::Primary, Some(Message::Start)).id("modal-ok").into()],
            ),
            Stage::Saving => dialog(title, [working(tr!(lang, "win-saving"))], [cancel()]),
            Stage::Starting => {
                let words = match self.method {
                    SignInMethod::Browser => tr!(lang, "win-sign-in-starting"),
                    SignInMethod::Device => tr!(lang, "win-code-starting"),
                    SignInMethod::Application => tr!(lang, "win-application-starting"),
                };
                dialog(title, [working(words)], [cancel()])
            }
            Stage::Finishing => dialog(title, [working(tr!(lang, "win-sign-in-finishing"))], [cancel()]),
            Stage::Waiting { deadline, .. } if self.paste.is_some() => self.pasting(lang, *deadline),
            Stage::Waiting { address, deadline, .. } => self.waiting(lang, address, *deadline, cancel()),
            Stage::Code { code, address, deadline, .. } => self.code(lang, code, address, *deadline, cancel()),
            Stage::Other { expected, signed_in_as } => other(context, expected, signed_in_as),
            Stage::Failed(error) => self.ended(context, error),
        }
    }

    fn question<'a>(&self, context: Context<'a>) -> Vec<Element<'a, Message>> {
        let lang = context.lang;
        let provider = provider_name(self.provider, context);
        let ask = match self.method {
            SignInMethod::Browser => tr!(lang, "win-get-text", provider = provider, account = MARK),
            SignInMethod::Device => tr!(lang, "win-get-code", provider = provider, account = MARK),
            SignInMethod::Application => tr!(lang, "win-get-application", provider = provider, account = MARK),
        };
        let both = context.form.is_common();
        let serves = match self.protocol {
            _ if both => tr!(lang, "win-get-both"),
            Protocol::Smtp => tr!(lang, "win-get-smtp"),
            Protocol::Pop => tr!(lang, "win-get-pop"),
        };
        let saves = context.form.is_changed().then(|| {
            notice(
                Tone::Quiet,
                small(tr!(lang, "win-get-saves", what = super::super::changes::listed(context))).style(style::plain),
            )
        });
        [emphasized(&ask, &self.account), body(serves).into()].into_iter().chain(saves).collect()
    }

    fn ended<'a>(&self, context: Context<'a>, error: &Error) -> Element<'a, Message> {
        let lang = context.lang;
        let mends = matches!(self.primary(), Some(Message::Mend(_)));
        let cause = Cause::of("modal-sign-in", error, context, Some(self.protocol)).without(|action| match action {
            Action::GetToken(_) => true,
            Action::Field(_) => mends,
            _ => false,
        });
        let held = context.is_held(self.protocol).then(|| small(tr!(lang, "win-failed-kept")).into());
        let instead = |method: SignInMethod, kind| {
            let words = match method {
                SignInMethod::Device => tr!(lang, "win-use-code"),
                SignInMethod::Browser | SignInMethod::Application => tr!(lang, "win-use-browser"),
            };
            key(words, kind, Some(Message::Instead(method))).id("modal-instead").into()
        };
        let close = key(tr!(lang, "win-close"), Kind::Secondary, Some(Message::Cancel)).id("modal-cancel").into();
        let again = || key(tr!(lang, "win-try-again"), Kind::Primary, Some(Message::Start)).id("modal-ok").into();
        let keys = match (self.primary(), self.way_out(error)) {
            // Trying the same again would only fail again.
            (Some(mend @ Message::Mend(_)), _) => {
                vec![close, key(tr!(lang, "win-fill-in"), Kind::Primary, Some(mend)).id("modal-ok").into()]
            }
            (Some(Message::Instead(method)), _) => vec![close, instead(method, Kind::Primary)],
            (_, Some(method)) => vec![close, instead(method, Kind::Secondary), again()],
            (_, None) => vec![close, again()],
        };
        dialog(
            tr!(lang, "win-failed-title"),
            std::iter::once(cause.view(context, Message::Cause, None)).chain(held),
            keys,
        )
    }

    /// How long it is still waited for.
    pub(super) fn countdown<'a>(&self, words: String, deadline: Timestamp) -> Element<'a, Message> {
        let clock = row![
            busy(),
            body(words),
            text(left(deadline, self.now)).size(size::BODY).font(SEMIBOLD).style(style::plain),
        ];
        container(clock.spacing(space::SMALL + 2.0).align_y(Center).wrap().vertical_spacing(space::TINY))
            .padding(space::MEDIUM)
            .width(Fill)
            .style(style::tinted(Tone::Quiet, radius::CONTROL))
            .into()
    }
}

/// Stands in a text for what is shown in bold.
pub(super) const MARK: &str = "\u{1}";

/// A sentence with the account in bold.
pub(super) fn emphasized<'a>(sentence: &str, account: &str) -> Element<'a, Message> {
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
            key(tr!(lang, "win-close"), Kind::Secondary, Some(Message::Cancel)).id("modal-cancel").into(),
            key(tr!(lang, "win-try-again"), Kind::Primary, Some(Message::Start)).id("modal-ok").into(),
        ],
    )
}
