//! The choice of the method, and the rows of those that need no token.
//!
//! Protects: only what the method needs is shown; who chooses a password hears where and since when it is refused, and can
//! leave it with one click; who chooses nothing hears who takes mail like that. Leaves to others: the rows of OAuth 2.0.

use iced::Element;
use iced::widget::column;

use super::super::context::Context;
use super::super::form::{self, key};
use super::super::secret::Which;
use super::super::style::{self, Tone};
use super::super::theme::space;
use super::super::widgets::{Kind, choice, key as press, notice, small};
use super::super::{fields, words_of};
use super::Message;
use crate::account::{Method, Protocol};
use crate::engine::advice;
use crate::{tr, words};

/// The list of methods.
pub fn row(context: Context<'_>, protocol: Protocol, method: Method) -> Element<'_, Message> {
    let Context { form, lang, .. } = context;
    let at = key::method(protocol);
    let options = words_of(Method::ALL, |method| words::value_name(at, method.word(), lang));
    let chosen = options.iter().find(|option| option.value == method).cloned();
    let list = choice(options, chosen, move |method| form::Message::Chosen(at, method.value.word().to_owned()));
    let control = list.enabled(!context.locked).id(at);
    fields::labelled_control(form, lang, at, control, None).map(Message::Form)
}

/// No login at all.
pub fn none(context: Context<'_>, protocol: Protocol) -> Vec<Element<'_, Message>> {
    let words = match protocol {
        Protocol::Smtp => tr!(context.lang, "method-none-warning"),
        Protocol::Pop => tr!(context.lang, "method-none-pop"),
    };
    vec![notice(Tone::Warn, small(words).style(style::plain))]
}

/// User name and password.
pub fn password(context: Context<'_>, protocol: Protocol) -> Vec<Element<'_, Message>> {
    let Context { form, lang, .. } = context;
    let user = fields::text(form, lang, key::user(protocol)).placeholder(tr!(lang, "win-address-example")).view();
    let secret = fields::secret(context, Which::Password(protocol));
    let note = small(tr!(lang, "win-password-note"));
    let refused = refused(context, protocol);
    vec![user.map(Message::Form), secret.map(Message::Form), note.into()].into_iter().chain(refused).collect()
}

/// The provider whose server this is takes no passwords, or soon will not.
fn refused(context: Context<'_>, protocol: Protocol) -> Option<Element<'_, Message>> {
    let provider = advice::password_provider(context.form.preview(), protocol)?;
    let words = words::password(provider, protocol, context.lang)?;
    let use_oauth = Message::Form(form::Message::UseOAuth(protocol, provider));
    let cure = press(tr!(context.lang, "method-use-oauth"), Kind::Secondary, (!context.locked).then_some(use_oauth));
    let said = column![small(words).style(style::plain), cure.id("use-oauth")].spacing(space::SMALL);
    Some(notice(Tone::Warn, said))
}
