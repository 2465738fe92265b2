//! The token: its badge, and the two keys.
//!
//! Protects: the state has a shape and a word beside its colour. Leaves to others: what the states mean (the engine),
//! what is known about the token (`details`) and what is wrong with it (`trouble`).

use iced::widget::{Column, column, container, row, text};
use iced::{Center, Element, Fill};

use super::super::context::Context;
use super::super::style::{self, Tone};
use super::super::theme::icon::Icon;
use super::super::theme::{MEDIUM, SEMIBOLD, radius, size, space};
use super::super::widgets::{Kind, body, icon, key as press, labelled, notice, small};
use super::{Message, State, details, trouble};
use crate::account::Protocol;
use crate::engine::AccountStatus;
use crate::i18n::Lang;
use crate::oauth::session::TokenState;
use crate::tr;

/// The state as it is shown: a word, a shape of its own and a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    state: TokenState,
    /// Whether the token serves what the settings want.
    serves: bool,
}

impl Look {
    /// How an account's state looks.
    #[must_use]
    pub fn of(account: &AccountStatus) -> Self {
        Self { state: account.state, serves: account.fits && account.lacks.is_empty() }
    }

    fn tone(self) -> Tone {
        match self.state {
            TokenState::NotAcquired => Tone::Quiet,
            TokenState::Waiting => Tone::Warn,
            TokenState::Acquired if self.serves => Tone::Ok,
            TokenState::Acquired => Tone::Warn,
            TokenState::Invalid => Tone::Danger,
        }
    }

    fn sign(self) -> Icon {
        match self.state {
            TokenState::NotAcquired => Icon::Circle,
            TokenState::Waiting => Icon::Clock,
            TokenState::Acquired if self.serves => Icon::Ok,
            TokenState::Acquired => Icon::Alert,
            TokenState::Invalid => Icon::Bad,
        }
    }

    fn word(self, lang: Lang) -> String {
        match self.state {
            TokenState::NotAcquired => tr!(lang, "token-not-acquired"),
            TokenState::Waiting => tr!(lang, "token-waiting"),
            TokenState::Acquired => tr!(lang, "token-acquired"),
            TokenState::Invalid => tr!(lang, "token-invalid"),
        }
    }
}

/// The state as a small shape, for a tab.
#[must_use]
pub fn mark<'a, M: 'a>(look: Look) -> Element<'a, M> {
    icon(look.sign(), size::SIGN).style(style::toned(look.tone())).into()
}

/// The state as a badge.
#[must_use]
pub fn badge<'a, M: 'a>(look: Look, lang: Lang) -> Element<'a, M> {
    let tone = look.tone();
    let words = row![
        icon(look.sign(), size::BADGE + 2.0).style(style::toned(tone)),
        text(look.word(lang)).size(size::BADGE).font(SEMIBOLD).style(style::toned(tone)),
    ];
    container(words.spacing(space::SMALL).align_y(Center))
        .id("badge")
        .padding([7, 16])
        .style(style::tinted(tone, radius::PILL))
        .into()
}

/// Badge, details and keys.
pub fn rows<'a>(context: Context<'a>, protocol: Protocol, card: &State) -> Vec<Element<'a, Message>> {
    let lang = context.lang;
    let Some(account) = context.account(protocol) else {
        let note = small(tr!(lang, "win-token-after-save"));
        let badge = labelled(tr!(lang, "win-token"), container(note).padding([8, 0]));
        return vec![badge, Column::new().into(), keys(context, false, true)];
    };
    // Good news beside bad news would be believed less, or believed too much.
    let works = account.state == TokenState::Acquired
        && account.trouble.is_none()
        && account.fits
        && account.lacks.is_empty()
        && account.clock_off.is_none();
    // In a column of its own: what comes and goes there moves nothing, and the keys keep their focus.
    let known = Column::new()
        .push(details::view(account, context, protocol))
        .extend(trouble::rows(account, context, protocol, &card.refresh))
        .push((card.just_acquired && works).then(|| news(lang, protocol)))
        .spacing(space::SMALL + 2.0);
    vec![
        labelled(tr!(lang, "win-token"), badge(Look::of(account), lang)),
        known.into(),
        // While two accounts are to become one, the token that is shown need not be this tab's own.
        keys(context, account.is_held() && !context.form.joins(), account.state != TokenState::Acquired),
    ]
}

fn keys<'a>(context: Context<'_>, held: bool, wanted: bool) -> Element<'a, Message> {
    let (lang, usable) = (context.lang, !context.locked);
    let kind = if wanted { Kind::Primary } else { Kind::Secondary };
    row![
        press(tr!(lang, "win-get-token"), kind, usable.then_some(Message::Get)).id("get-token"),
        press(tr!(lang, "win-delete"), Kind::Destructive, (held && usable).then_some(Message::Delete))
            .id("delete-token"),
    ]
    .spacing(space::SMALL)
    .into()
}

/// What a person can do now that the token is there.
fn news<'a>(lang: Lang, protocol: Protocol) -> Element<'a, Message> {
    let next = match protocol {
        Protocol::Smtp => tr!(lang, "win-acquired-next-smtp"),
        Protocol::Pop => tr!(lang, "win-acquired-next-pop"),
    };
    let words = column![
        body(tr!(lang, "win-acquired-news")).font(MEDIUM).style(style::toned(Tone::Ok)),
        small(next).style(style::plain),
    ];
    let close = press(tr!(lang, "win-close"), Kind::Link, Some(Message::Read));
    notice(Tone::Ok, row![words.spacing(space::TINY).width(Fill), close].spacing(space::MEDIUM))
}
