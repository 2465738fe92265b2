//! The token: its badge, what is known about it, and the two keys.
//!
//! Protects: the state has a shape and a word beside its colour. Leaves to others: what the states mean (the engine).

use iced::widget::{Column, column, container, row, text};
use iced::{Center, Element, Fill};

use super::super::context::Context;
use super::super::format::{end, moment};
use super::super::style::{self, Tone};
use super::super::theme::{MEDIUM, SEMIBOLD, radius, size, space};
use super::super::widgets::{Kind, body, key as press, labelled, notice, small};
use super::Message;
use crate::account::Protocol;
use crate::engine::AccountStatus;
use crate::i18n::Lang;
use crate::oauth::session::{Facts, TokenState};
use crate::{tr, words};

fn tone(state: TokenState) -> Tone {
    match state {
        TokenState::NotAcquired => Tone::Quiet,
        TokenState::Waiting => Tone::Warn,
        TokenState::Acquired => Tone::Ok,
        TokenState::Invalid => Tone::Danger,
    }
}

/// The state as a small shape, for a tab.
#[must_use]
pub fn mark<'a, M: 'a>(state: TokenState, points: f32) -> Element<'a, M> {
    let shape = match state {
        TokenState::NotAcquired => "○",
        TokenState::Waiting => "◆",
        TokenState::Acquired => "●",
        TokenState::Invalid => "×",
    };
    text(shape).size(points).font(SEMIBOLD).style(style::toned(tone(state))).into()
}

/// The state as a badge.
#[must_use]
pub fn badge<'a, M: 'a>(state: TokenState, lang: Lang) -> Element<'a, M> {
    let (shape, word) = match state {
        TokenState::NotAcquired => ("○", tr!(lang, "token-not-acquired")),
        TokenState::Waiting => ("◆", tr!(lang, "token-waiting")),
        TokenState::Acquired => ("✓", tr!(lang, "token-acquired")),
        TokenState::Invalid => ("✗", tr!(lang, "token-invalid")),
    };
    let words = row![
        text(shape).size(size::BADGE).font(SEMIBOLD).style(style::toned(tone(state))),
        text(word).size(size::BADGE).font(SEMIBOLD).style(style::toned(tone(state))),
    ];
    container(words.spacing(space::SMALL).align_y(Center))
        .id("badge")
        .padding([7, 16])
        .style(style::tinted(tone(state), radius::PILL))
        .into()
}

/// Badge, details and keys.
pub fn rows(context: Context<'_>, protocol: Protocol, just_acquired: bool) -> Vec<Element<'_, Message>> {
    let lang = context.lang;
    let Some(account) = context.account(protocol) else {
        let note = small(tr!(lang, "win-token-after-save"));
        return vec![labelled(tr!(lang, "win-token"), container(note).padding([8, 0])), keys(lang, false, true)];
    };
    let fresh = just_acquired && account.state == TokenState::Acquired;
    let mut rows = vec![labelled(tr!(lang, "win-token"), badge(account.state, lang))];
    rows.extend(details(account, lang));
    rows.extend(fresh.then(|| news(lang, protocol)));
    rows.push(keys(lang, account.is_held(), account.state != TokenState::Acquired));
    rows
}

fn keys<'a>(lang: Lang, held: bool, wanted: bool) -> Element<'a, Message> {
    let kind = if wanted { Kind::Primary } else { Kind::Secondary };
    row![
        press(tr!(lang, "win-get-token"), kind, Some(Message::Get)).id("get-token"),
        press(tr!(lang, "win-delete"), Kind::Destructive, held.then_some(Message::Delete)).id("delete-token"),
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

fn details<'a>(account: &AccountStatus, lang: Lang) -> Option<Element<'a, Message>> {
    if let Some(reason) = account.reason.as_ref().filter(|_| account.state == TokenState::Invalid) {
        let words = words::reason(reason, lang);
        let lines = column![
            body(words.what).font(MEDIUM).style(style::toned(Tone::Danger)),
            small(words.cure).style(style::plain)
        ];
        return Some(lines.spacing(space::TINY).into());
    }
    match (account.state, &account.facts) {
        (TokenState::NotAcquired, _) => Some(small(tr!(lang, "win-not-acquired-note")).into()),
        (TokenState::Waiting, _) => Some(small(tr!(lang, "win-waiting-note")).into()),
        (_, Some(_)) if !account.fits => {
            Some(small(tr!(lang, "win-not-fitting")).style(style::toned(Tone::Danger)).into())
        }
        (_, Some(facts)) => {
            Some(Column::with_children(lines(facts, account, lang).map(|line| small(line).into())).into())
        }
        (_, None) => None,
    }
}

fn lines(facts: &Facts, account: &AccountStatus, lang: Lang) -> impl Iterator<Item = String> {
    let when = moment(facts.refreshed_at, lang);
    let refreshed = if facts.refreshed_at == facts.obtained_at {
        tr!(lang, "win-obtained", when = when)
    } else {
        tr!(lang, "win-refreshed", when = when)
    };
    let first = match facts.signed_in_as.clone().or_else(|| facts.account().map(ToString::to_string)) {
        Some(who) => format!("{} · {refreshed}", tr!(lang, "win-signed-in", who = who)),
        None => refreshed,
    };
    let until = facts.expires_at.map(|at| tr!(lang, "win-valid-until", when = end(at, lang)));
    let renewal = if facts.renewable { tr!(lang, "win-renewable") } else { tr!(lang, "win-not-renewable") };
    let serves = match account.serves.as_slice() {
        [Protocol::Smtp, Protocol::Pop] => tr!(lang, "win-serves-both"),
        [Protocol::Pop] => tr!(lang, "win-serves-pop"),
        _ => tr!(lang, "win-serves-smtp"),
    };
    let lasts = until.into_iter().chain([renewal]).collect::<Vec<_>>().join(", ");
    let second = format!("{lasts} · {serves}");
    [first, second].into_iter()
}
