//! What is known about the token: who signed in, until when it holds, for what it serves; or why it is dead.
//!
//! Protects: what a person needs in order to trust the badge, in two lines. Leaves to others: what stands in the way
//! (`trouble`), and the words for errors.

use iced::Element;
use iced::widget::{Column, column};
use jiff::Timestamp;

use super::super::context::Context;
use super::super::form::key;
use super::super::format::{end, moment};
use super::super::style::{self, Tone};
use super::super::theme::{MEDIUM, space};
use super::super::widgets::{body, small};
use super::Message;
use crate::account::{Protocol, SignInMethod};
use crate::engine::AccountStatus;
use crate::i18n::Lang;
use crate::oauth::session::{Facts, TokenState};
use crate::{tr, words};

/// The lines under the badge.
pub fn view<'a>(account: &AccountStatus, context: Context<'_>, protocol: Protocol) -> Option<Element<'a, Message>> {
    let lang = context.lang;
    if let Some(reason) = account.reason.as_ref().filter(|_| account.state == TokenState::Invalid) {
        let words = words::reason(reason, lang);
        let lines = column![
            body(words.what).font(MEDIUM).style(style::toned(Tone::Danger)),
            small(words.cure).style(style::plain)
        ];
        return Some(lines.spacing(space::TINY).into());
    }
    match (account.state, &account.facts) {
        (TokenState::NotAcquired, _) => Some(small(not_acquired(context, protocol)).into()),
        (TokenState::Waiting, _) => Some(small(tr!(lang, "win-waiting-note")).into()),
        (_, Some(facts)) => {
            let lines = lines(facts, account, context.now, lang);
            Some(Column::with_children(lines.map(|line| small(line).into())).into())
        }
        (_, None) => None,
    }
}

fn not_acquired(context: Context<'_>, protocol: Protocol) -> String {
    let method = context.form.text(key::sign_in(context.form.owner(protocol)));
    if method == SignInMethod::Browser.word() {
        tr!(context.lang, "win-not-acquired-note")
    } else {
        tr!(context.lang, "win-not-acquired-note-other")
    }
}

fn lines(facts: &Facts, account: &AccountStatus, now: Timestamp, lang: Lang) -> impl Iterator<Item = String> {
    let when = moment(facts.refreshed_at, lang);
    let refreshed = if facts.refreshed_at == facts.obtained_at {
        tr!(lang, "win-obtained", when = when)
    } else {
        tr!(lang, "win-refreshed", when = when)
    };
    let who = facts.signed_in_as.clone().or_else(|| facts.account().map(ToString::to_string));
    let first = match who {
        _ if facts.application => format!("{} · {refreshed}", tr!(lang, "win-signed-in-application")),
        Some(who) => format!("{} · {refreshed}", tr!(lang, "win-signed-in", who = who)),
        None => refreshed,
    };
    let until = facts.expires_at.map(|at| {
        let when = end(at, lang);
        if at > now { tr!(lang, "win-valid-until", when = when) } else { tr!(lang, "win-was-valid-until", when = when) }
    });
    let renewal = if facts.can_be_renewed() { tr!(lang, "win-renewable") } else { tr!(lang, "win-not-renewable") };
    let serves = match account.serves.as_slice() {
        [Protocol::Smtp, Protocol::Pop] => tr!(lang, "win-serves-both"),
        [Protocol::Pop] => tr!(lang, "win-serves-pop"),
        _ => tr!(lang, "win-serves-smtp"),
    };
    let lasts = until.into_iter().chain([renewal]).collect::<Vec<_>>().join(", ");
    let second = format!("{lasts} · {serves}");
    [first, second].into_iter()
}

/// A way of signing in by its name.
#[must_use]
pub fn sign_in_name(method: SignInMethod, lang: Lang) -> String {
    match method {
        SignInMethod::Browser => tr!(lang, "win-sign-in-browser"),
        SignInMethod::Device => tr!(lang, "win-sign-in-device"),
        SignInMethod::Application => tr!(lang, "win-sign-in-application"),
    }
}
