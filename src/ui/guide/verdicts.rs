//! The last step: what was typed, field by field, and the key that tries it.
//!
//! Protects: every field that is not right yet says what to do and leads there. Leaves to others: the judgement
//! (`crate::guide::check`).

use iced::widget::{Column, column, row};
use iced::{Element, Fill};
use secrecy::SecretString;

use super::super::context::Context;
use super::super::form::key as setting_of;
use super::super::secret::Which;
use super::super::style::{self, Tone};
use super::super::theme::icon::Icon;
use super::super::theme::{MEDIUM, size, space};
use super::super::widgets::{Kind, body, icon, key, small};
use super::step::fill_words;
use super::{Field, Message, State};
use crate::account::Protocol;
use crate::guide::Guide;
use crate::guide::check::{Verdict, verdicts};
use crate::oauth::shapes::Typed;
use crate::{tr, words};

impl State {
    /// What there is to say about the fields, and “Get token”.
    pub(super) fn check<'a>(
        &self,
        guide: &Guide<'_>,
        context: Context<'a>,
        protocol: Protocol,
    ) -> Element<'a, Message> {
        let owner = context.form.owner(protocol);
        let found = found(guide, context, owner);
        let usable = !context.saving && !context.locked;
        let get = key(tr!(context.lang, "win-get-token"), Kind::Primary, usable.then_some(Message::Get));
        Column::with_children(found.into_iter().map(|(field, verdict)| line(field, verdict, context)))
            .push(row![get.id("guide-get-token")].wrap())
            .spacing(space::MEDIUM)
            .into()
    }
}

fn found(guide: &Guide<'_>, context: Context<'_>, owner: Protocol) -> Vec<(Field, Verdict)> {
    let form = context.form;
    let text = |key: fn(Protocol) -> &'static str| form.text(key(owner));
    let (account, client_id, tenant) =
        (text(setting_of::account), text(setting_of::client_id), text(setting_of::tenant));
    let (issuer, scopes) = (text(setting_of::issuer), text(setting_of::scopes));
    let pending = form.secrets.pending();
    let typed = pending.iter().find(|(which, _)| *which == Which::Client(owner)).map(|(_, secret)| secret);
    let gone = typed.is_some_and(is_empty);
    let typed = Typed {
        provider: guide.provider(),
        sign_in: guide.sign_in(),
        account: &account,
        client_id: &client_id,
        client_secret: typed.filter(|secret| !is_empty(secret)),
        tenant: &tenant,
        issuer: &issuer,
    };
    verdicts(guide.kind(), &typed, &scopes, form.secrets.is_held(Which::Client(owner)) && !gone)
}

fn is_empty(secret: &SecretString) -> bool {
    secrecy::ExposeSecret::expose_secret(secret).is_empty()
}

fn line<'a>(field: Field, verdict: Verdict, context: Context<'a>) -> Element<'a, Message> {
    let lang = context.lang;
    let (sign, tone, what, cure) = match verdict {
        Verdict::Empty => (Icon::Circle, Tone::Quiet, tr!(lang, "guide-verdict-empty"), None),
        Verdict::Held => (Icon::Ok, Tone::Ok, tr!(lang, "guide-verdict-held"), None),
        Verdict::Fine => (Icon::Ok, Tone::Ok, tr!(lang, "guide-verdict-fine"), None),
        Verdict::Odd(oddity) => {
            let words = words::oddity(oddity, lang);
            let (sign, tone) = if oddity.is_mistake() { (Icon::Bad, Tone::Danger) } else { (Icon::Alert, Tone::Warn) };
            (sign, tone, words.what, Some(words.cure))
        }
    };
    let right = matches!(verdict, Verdict::Held | Verdict::Fine);
    let fill = (!right).then(|| {
        let fill = (!context.locked).then_some(Message::Fill(field));
        key(fill_words(field, lang), Kind::Link, fill).id(format!("guide-mend-{}", field.key()))
    });
    let said = column![body(words::key_name(field.key(), lang)).font(MEDIUM), small(what).style(style::toned(tone)),];
    let said = said.push(cure.map(|cure| small(cure).style(style::plain))).push(fill).spacing(2).width(Fill);
    row![icon(sign, size::ICON).style(style::toned(tone)), said].spacing(space::SMALL).into()
}
