//! The SMTP tab: server, sender, authentication, test.
//!
//! Protects: the order of the cards is the order in which a person fills them in. Leaves to others: everything inside
//! the cards that POP has too.

use iced::Element;

use super::super::context::Context;
use super::super::form::{self, key};
use super::super::widgets::{Kind, Side, card, columns, key as press};
use super::super::{auth_card, background, fields, test};
use crate::account::Protocol;
use crate::tr;

/// What the tab remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The authentication card.
    pub auth: auth_card::State,
    /// The test.
    pub chain: test::State,
}

/// What a person did in the tab.
#[derive(Debug, Clone)]
pub enum Message {
    /// Something in a field.
    Form(form::Message),
    /// Something in the authentication card.
    Auth(auth_card::Message),
    /// Something with the test.
    Chain(test::Message),
    /// Something with the background service.
    Background(background::Message),
    /// Wants the page of the first start.
    First,
}

/// What the tab asks of the window.
#[derive(Debug)]
pub enum Action {
    /// Change the form.
    Form(form::Message),
    /// The authentication card's wish.
    Auth(auth_card::Action),
    /// The test's wish.
    Chain(test::Action),
    /// Something with the background service.
    Background(background::Message),
    /// Show the page of the first start.
    First,
}

impl State {
    /// Does what a person did.
    pub fn update(&mut self, message: Message, context: Context<'_>) -> Action {
        match message {
            Message::Form(message) => Action::Form(message),
            Message::Auth(message) => Action::Auth(self.auth.update(message, context, Protocol::Smtp)),
            Message::Chain(message) => Action::Chain(self.chain.update(message, context, Protocol::Smtp)),
            Message::Background(message) => Action::Background(message),
            Message::First => Action::First,
        }
    }

    /// The tab.
    pub fn view<'a>(&'a self, context: Context<'a>) -> Element<'a, Message> {
        columns([
            (Side::Left, server(context)),
            (Side::Left, sender(context)),
            (Side::Right, self.auth.view(context, Protocol::Smtp).map(Message::Auth)),
            (Side::Right, self.chain.view(context, Protocol::Smtp).map(Message::Chain)),
            (Side::Left, context.background.view(context).map(Message::Background)),
            (
                Side::Left,
                press(tr!(context.lang, "first-open"), Kind::Link, (!context.locked).then_some(Message::First))
                    .id("first-open")
                    .into(),
            ),
        ])
    }
}

fn server(context: Context<'_>) -> Element<'_, Message> {
    let Context { lang, form, .. } = context;
    let secondary = fields::text(form, lang, "smtp.secondary_server").placeholder(tr!(lang, "win-optional")).view();
    let rows = fields::server(form, lang, Protocol::Smtp, Some(secondary));
    card(tr!(lang, "win-server-smtp"), rows).map(Message::Form)
}

fn sender(context: Context<'_>) -> Element<'_, Message> {
    let Context { lang, form, .. } = context;
    let account = form.preview().smtp.oauth2.account.as_ref();
    let name = fields::text(form, lang, "smtp.sender_name").placeholder(tr!(lang, "win-optional")).view();
    let address = fields::text(form, lang, "smtp.sender_address")
        .placeholder(tr!(lang, "win-address-example"))
        .suggestion(
            account.map(|account| account.to_string()).filter(|_| form.text(key::method(Protocol::Smtp)) == "oauth2"),
        )
        .view();
    card(tr!(lang, "win-sender"), [name, address]).map(Message::Form)
}
