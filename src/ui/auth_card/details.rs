//! What is known about the token: who signed in, until when it holds, for what it serves; or why it is dead.
//!
//! Protects: what a person needs in order to trust the badge, in two lines. Leaves to others: what stands in the way
//! (`trouble`), and the words for errors.

use iced::Element;
use iced::widget::column;

use super::super::cause::Cause;
use super::super::context::Context;
use super::super::form::key;
use super::super::format::{ago, end};
use super::super::widgets::{moment, small};
use super::Message;
use super::trouble::in_the_card;
use crate::account::{Protocol, SignInMethod};
use crate::engine::AccountStatus;
use crate::i18n::Lang;
use crate::oauth::session::{Facts, TokenState};
use crate::{tr, words};

/// The lines under the badge.
pub fn view<'a>(account: &AccountStatus, context: Context<'_>, protocol: Protocol) -> Option<Element<'a, Message>> {
    let lang = context.lang;
    if let Some(reason) = account.reason.as_ref().filter(|_| account.state == TokenState::Invalid) {
        let cause = Cause::said("invalid", words::reason(reason, lang)).without(in_the_card);
        return Some(cause.view(context, Message::Cause, None));
    }
    match (account.state, &account.facts) {
        (TokenState::NotAcquired, _) => Some(small(not_acquired(context, protocol)).into()),
        (TokenState::Waiting, facts) => {
            let before = small(tr!(lang, "win-waiting-before", state = state_name(account.before, lang)));
            let facts = facts.as_ref().map(|facts| who_and_when(facts, context));
            Some(column![small(tr!(lang, "win-waiting-note")), before].push(facts).into())
        }
        (_, Some(facts)) => Some(column![who_and_when(facts, context), small(lasting(facts, account, context))].into()),
        (_, None) => None,
    }
}

fn not_acquired(context: Context<'_>, protocol: Protocol) -> String {
    let what = match protocol {
        _ if context.form.is_common() => tr!(context.lang, "win-no-token-both"),
        Protocol::Smtp => tr!(context.lang, "win-no-token-smtp"),
        Protocol::Pop => tr!(context.lang, "win-no-token-pop"),
    };
    let method = context.form.text(key::sign_in(context.form.owner(protocol)));
    if method == SignInMethod::Browser.word() {
        format!("{what} {}", tr!(context.lang, "win-no-token-browser"))
    } else {
        what
    }
}

/// Who signed in, and when that was last made use of.
fn who_and_when<'a>(facts: &Facts, context: Context<'_>) -> Element<'a, Message> {
    let lang = context.lang;
    let who = facts.signed_in_as.clone().or_else(|| facts.account().map(ToString::to_string));
    let who = if facts.application {
        Some(tr!(lang, "win-signed-in-application"))
    } else {
        who.map(|who| tr!(lang, "win-signed-in", who = who))
    };
    let (at, first) = (facts.refreshed_at, facts.refreshed_at == facts.obtained_at);
    let say = move |now| {
        let when = ago(at, now, lang);
        let refreshed =
            if first { tr!(lang, "win-obtained", when = when) } else { tr!(lang, "win-refreshed", when = when) };
        who.iter().cloned().chain([refreshed]).collect::<Vec<_>>().join(" · ")
    };
    moment("time-refreshed", context.clock, lang, &[at], say, small).into()
}

/// How long it lasts, and for what it serves.
fn lasting(facts: &Facts, account: &AccountStatus, context: Context<'_>) -> String {
    let Context { lang, now, .. } = context;
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
    format!("{lasts} · {serves}")
}

/// A state by its name.
fn state_name(state: TokenState, lang: Lang) -> String {
    match state {
        TokenState::NotAcquired => tr!(lang, "token-not-acquired"),
        TokenState::Waiting => tr!(lang, "token-waiting"),
        TokenState::Acquired => tr!(lang, "token-acquired"),
        TokenState::Invalid => tr!(lang, "token-invalid"),
    }
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
