//! The folded part of the card: how to sign in, the application, and what only some providers want.
//!
//! Protects: a way that the provider does not offer is not offered; what a token was got for cannot be changed while it
//! is held. Leaves to others: the fields (`fields`, `secret`).

use iced::Element;
use iced::widget::{Column, column, row};

use super::super::context::Context;
use super::super::form::{self, key};
use super::super::secret::Which;
use super::super::style::{self, Tone};
use super::super::theme::icon::Icon;
use super::super::theme::space;
use super::super::widgets::{Kind, choice, icon_key, labelled, small};
use super::super::{fields, words_of};
use super::{GUIDE, Message, details};
use crate::account::{Protocol, Provider, SignInMethod};
use crate::oauth::offers;
use crate::tr;

/// The settings that most people never need.
pub fn view(context: Context<'_>, protocol: Protocol) -> Element<'_, Message> {
    let Context { lang, form, .. } = context;
    let owner = form.owner(protocol);
    let held = context.is_held(protocol);
    let provider: Provider = form.text(key::provider(owner)).parse().unwrap_or_default();
    let client_id = fields::text(form, lang, key::client_id(owner)).locked(held).view();
    let tenant = match provider {
        Provider::Microsoft => Some(
            fields::text(form, lang, key::tenant(owner)).placeholder(tr!(lang, "win-optional")).locked(held).view(),
        ),
        _ => None,
    };
    let issuer = (provider == Provider::Custom)
        .then(|| fields::text(form, lang, key::issuer(owner)).placeholder("https://".to_owned()).locked(held).view());
    let sign_in_as = fields::text(form, lang, key::sign_in_as(owner)).placeholder(tr!(lang, "win-optional")).view();
    let scopes = fields::text(form, lang, key::scopes(owner)).placeholder(tr!(lang, "win-scopes-default")).view();
    let secret_ends =
        fields::text(form, lang, key::client_secret_expires(owner)).placeholder(tr!(lang, "win-date-example")).view();
    let guide = icon_key(Icon::Book, tr!(lang, "guide-open"), Kind::Link, Some(Message::Guide)).id(GUIDE);
    let above = Column::new().push(issuer).push(sign_in_row(context, protocol)).push(client_id);
    let rows = Column::new()
        .push(fields::secret(context, Which::Client(owner)))
        .push(secret_ends)
        .push(tenant)
        .push(sign_in_as)
        .push(scopes)
        .spacing(space::SMALL + 2.0);
    let above = Element::from(above.spacing(space::SMALL + 2.0)).map(Message::Form);
    column![above, labelled(String::new(), row![guide]), Element::from(rows).map(Message::Form)]
        .spacing(space::SMALL + 2.0)
        .into()
}

/// The ways that this provider offers; and the one that is set, lest it be changed by looking at it.
fn sign_in_row(context: Context<'_>, protocol: Protocol) -> Element<'_, form::Message> {
    let Context { lang, form, .. } = context;
    let owner = form.owner(protocol);
    let at = key::sign_in(owner);
    let method: SignInMethod = form.text(at).parse().unwrap_or_default();
    let preview = form.preview();
    let account = preview.account(owner);
    let offered = |way: &SignInMethod| *way == method || offers(account, *way);
    let ways: Vec<_> = SignInMethod::ALL.iter().copied().filter(offered).collect();
    let options = words_of(&ways, |way| details::sign_in_name(way, lang));
    let chosen = options.iter().find(|option| option.value == method).cloned();
    let list = choice(options, chosen, move |way| form::Message::Chosen(at, way.value.word().to_owned()))
        .enabled(!context.locked);
    let (note, wrong) = match method {
        _ if !offers(account, method) => (None, Some(tr!(lang, "win-sign-in-not-offered"))),
        SignInMethod::Browser => (Some(tr!(lang, "win-sign-in-browser-note")), None),
        SignInMethod::Device => (Some(tr!(lang, "win-sign-in-device-note")), None),
        SignInMethod::Application => (Some(tr!(lang, "win-sign-in-application-note")), None),
    };
    let wrong = wrong.map(|words| small(words).style(style::toned(Tone::Danger)));
    fields::labelled_control(form, lang, at, column![list.id(at)].push(wrong).spacing(space::TINY), note)
}
