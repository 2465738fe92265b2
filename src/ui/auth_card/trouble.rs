//! What stands in the way of the token, or soon will: under the badge, which stays what it is.
//!
//! What the person fears: that mail has stopped, that they must do something now. So each says what it is, since when, by
//! when Mailkey tries again by itself, and what helps.
//!
//! Protects: a token that still works never looks dead, and an end that is known is said before it comes. Leaves to
//! others: the renewal (the engine), the errors' words.

use iced::widget::{Column, column, row};
use iced::{Center, Element};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::super::cause::Cause;
use super::super::context::Context;
use super::super::format::{ago, date, end};
use super::super::run::{Running, awaits};
use super::super::style::{self, Tone};
use super::super::theme::{MEDIUM, space};
use super::super::widgets::{Kind, body, busy, key as press, moment, notice, small};
use super::{Message, provider_name};
use crate::account::{OAuthAccount, PRESSING_DAYS, Protocol};
use crate::diagnosis::Action;
use crate::engine::AccountStatus;
use crate::error::Error;
use crate::oauth::session::{IssuedFor, TokenState, Trouble};
use crate::tr;
use crate::words::{self, Explanation};

/// From how many days before its end a client secret is spoken of.
const SECRET_AHEAD: i32 = 30;

/// “Refresh now”, and what came of it.
#[derive(Debug, Default)]
pub enum Refresh {
    /// Not asked for.
    #[default]
    None,
    /// Under way; nothing cuts it off.
    Running(Running),
    /// It worked.
    Done,
    /// It did not.
    Failed(Error, Timestamp),
}

impl Refresh {
    /// An answer came.
    pub fn finished(&mut self, generation: u64, result: Result<(), Error>, now: Timestamp) {
        if matches!(self, Self::Running(running) if awaits(Some(running), generation)) {
            *self = result.map_or_else(|error| Self::Failed(error, now), |()| Self::Done);
        }
    }
}

/// All that is to be said, the most pressing first.
pub fn rows<'a>(
    account: &AccountStatus,
    context: Context<'a>,
    protocol: Protocol,
    refresh: &Refresh,
) -> Vec<Element<'a, Message>> {
    let lang = context.lang;
    let stored = stored(context, protocol);
    let mut rows = Vec::new();
    if account.state == TokenState::Acquired {
        if !account.fits {
            rows.extend(account.facts.as_ref().map(|facts| other(&facts.issued_for, stored, context)));
        }
        rows.extend(account.trouble.as_ref().map(|trouble| renewal(trouble, context, protocol, refresh)));
        if account.trouble.is_none() {
            rows.extend(result(refresh, context, protocol));
        }
        if !account.lacks.is_empty() {
            rows.push(tell(Tone::Warn, words::lacking(&account.lacks, lang)));
        }
        let permission = account.facts.as_ref().and_then(|facts| facts.permission_ends_at);
        rows.extend(permission.map(|at| permission_ends(at, context)));
    }
    rows.extend(account.clock_off.map(|off| tell(Tone::Warn, words::clock(off, lang))));
    rows.extend(stored.client_secret_expires.and_then(|end| secret_ends(end.date(), context)));
    rows
}

/// The account whose token the tab shows, as it is stored.
fn stored<'a>(context: Context<'a>, protocol: Protocol) -> &'a OAuthAccount {
    let stored = context.form.stored();
    match context.form.owner(protocol) {
        Protocol::Smtp => &stored.smtp.oauth2,
        Protocol::Pop => &stored.pop.oauth2,
    }
}

fn tell<'a>(tone: Tone, words: Explanation) -> Element<'a, Message> {
    say(tone, words.what, words.cure)
}

fn say<'a>(tone: Tone, what: String, cure: String) -> Element<'a, Message> {
    let said = column![body(what).font(MEDIUM).style(style::toned(tone)), small(cure).style(style::plain)];
    notice(tone, said.spacing(space::TINY))
}

/// The next renewal: why it does not succeed, since when, when it is tried again; and a key to try it now.
fn renewal<'a>(trouble: &Trouble, context: Context<'_>, protocol: Protocol, refresh: &Refresh) -> Element<'a, Message> {
    let (lang, now) = (context.lang, context.now);
    let cause = Cause::of("renewal", &trouble.cause.clone().into(), context, Some(protocol));
    let again = match refresh {
        Refresh::Running(running) if running.is_slow() => {
            Some(row![busy(), small(tr!(lang, "win-refreshing"))].spacing(space::SMALL).align_y(Center))
        }
        // The server asked to be left alone.
        _ if trouble.forbids(now) => None,
        _ => {
            let key = press(tr!(lang, "win-refresh-now"), Kind::Link, (!context.locked).then_some(Message::Refresh))
                .id("refresh-now");
            let tried = match refresh {
                Refresh::Failed(_, at) => Some(tried(*at, context)),
                Refresh::None | Refresh::Running(_) | Refresh::Done => None,
            };
            Some(row![key].push(tried).spacing(space::MEDIUM).align_y(Center))
        }
    };
    let more = Column::new().push(times(trouble, context)).push(again).spacing(space::TINY);
    let cause = cause.tone(Tone::Warn).and(&tr!(lang, "win-trouble-kept")).without(in_the_card);
    cause.view_with(context, Message::Cause, None, Some(more.into()))
}

/// What the keys of the card do already.
pub(super) fn in_the_card(action: &Action) -> bool {
    matches!(action, Action::GetToken(_) | Action::DeleteToken(_))
}

/// Since when it does not succeed, and when it is tried next.
fn times<'a>(trouble: &Trouble, context: Context<'_>) -> Element<'a, Message> {
    let lang = context.lang;
    let trouble = trouble.clone();
    let known = [trouble.since, trouble.retry_at];
    let say = move |now| {
        let since = tr!(lang, "win-trouble-since", when = ago(trouble.since, now, lang));
        let next = if trouble.forbids(now) {
            tr!(lang, "win-trouble-wait", when = end(trouble.retry_at, lang))
        } else if trouble.retry_at <= now {
            tr!(lang, "win-trouble-soon")
        } else {
            tr!(lang, "win-trouble-next", when = ago(trouble.retry_at, now, lang))
        };
        format!("{since} · {next}")
    };
    moment("time-trouble", context.clock, lang, &known, say, small).into()
}

/// When the person tried in vain.
fn tried<'a>(at: Timestamp, context: Context<'_>) -> Element<'a, Message> {
    let lang = context.lang;
    let say = move |now| tr!(lang, "win-refresh-failed", when = ago(at, now, lang));
    moment("time-tried", context.clock, lang, &[at], say, small).into()
}

/// What “Refresh now” brought, when nothing stands in the way any more or something else does.
fn result<'a>(refresh: &Refresh, context: Context<'_>, protocol: Protocol) -> Option<Element<'a, Message>> {
    let lang = context.lang;
    match refresh {
        Refresh::None => None,
        Refresh::Running(running) => running
            .is_slow()
            .then(|| row![busy(), small(tr!(lang, "win-refreshing"))].spacing(space::SMALL).align_y(Center).into()),
        Refresh::Done => Some(small(tr!(lang, "win-refresh-done")).style(style::toned(Tone::Ok)).into()),
        Refresh::Failed(error, at) => {
            let cause = Cause::of("refresh", error, context, Some(protocol)).tone(Tone::Warn).at("time-tried", *at);
            Some(cause.without(in_the_card).view(context, Message::Cause, None))
        }
    }
}

/// The settings name something else than what the token was issued for: both are said.
fn other<'a>(issued: &IssuedFor, stored: &OAuthAccount, context: Context<'_>) -> Element<'a, Message> {
    let lang = context.lang;
    let wanted = IssuedFor::new(stored);
    let or_nothing = |text: String| if text.is_empty() { tr!(lang, "win-nothing") } else { text };
    let address = |issued: &IssuedFor| or_nothing(issued.account.as_ref().map(ToString::to_string).unwrap_or_default());
    let differing = [
        ("client_id", issued.client_id.clone(), wanted.client_id.clone()),
        ("tenant", issued.tenant.clone(), wanted.tenant.clone()),
        ("issuer", issued.issuer.clone().unwrap_or_default(), wanted.issuer.clone().unwrap_or_default()),
    ];
    let what = if issued.account != wanted.account {
        tr!(lang, "win-other-account", token = address(issued), settings = address(&wanted))
    } else if issued.provider != wanted.provider {
        let name = |issued: &IssuedFor| provider_name(issued.provider, context);
        tr!(lang, "win-other-provider", token = name(issued), settings = name(&wanted))
    } else {
        let differing = differing.into_iter().find(|(_, token, settings)| token != settings);
        let (key, token, settings) = differing.unwrap_or_default();
        let (token, settings) = (or_nothing(token), or_nothing(settings));
        tr!(lang, "win-other-value", name = words::key_name(key, lang), token = token, settings = settings)
    };
    say(Tone::Danger, what, tr!(lang, "win-other-cure"))
}

fn permission_ends<'a>(at: Timestamp, context: Context<'_>) -> Element<'a, Message> {
    let lang = context.lang;
    let what = tr!(lang, "win-permission-ends", when = end(at, lang));
    let cure = tr!(lang, "win-permission-ends-cure");
    let days = days_until(at.to_zoned(TimeZone::system()).date(), context.now);
    if days < PRESSING_DAYS { say(Tone::Warn, what, cure) } else { small(format!("{what} {cure}")).into() }
}

/// A client secret whose end is near, or over.
fn secret_ends<'a>(last: Date, context: Context<'_>) -> Option<Element<'a, Message>> {
    let lang = context.lang;
    let days = days_until(last, context.now);
    let day = date(last, lang);
    let (tone, what) = match days {
        ..0 => (Tone::Danger, tr!(lang, "win-secret-ended", day = day)),
        0..=SECRET_AHEAD => (Tone::Warn, tr!(lang, "win-secret-ends", day = day, days = days)),
        _ => return None,
    };
    let cure = tr!(lang, "notice-secret-cure");
    Some(if days < PRESSING_DAYS { say(tone, what, cure) } else { small(format!("{what} {cure}")).into() })
}

fn days_until(day: Date, now: Timestamp) -> i32 {
    let today = now.to_zoned(TimeZone::system()).date();
    i32::try_from(day.duration_since(today).as_hours() / 24).unwrap_or(i32::MAX)
}
