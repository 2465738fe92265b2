//! The POP tab: server, authentication, mailbox, test.
//!
//! Protects: as the SMTP tab. Leaves to others: everything inside the cards that SMTP has too.

use iced::Element;

use super::super::context::Context;
use super::super::form;
use super::super::widgets::{Side, card, columns};
use super::super::{auth_card, background, fields, test};
use super::mailbox;
use crate::account::Protocol;
use crate::tr;

/// What the tab remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The authentication card.
    pub auth: auth_card::State,
    /// The test.
    pub chain: test::State,
    /// The mailbox.
    pub mailbox: mailbox::State,
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
    /// Something with the mailbox.
    Mailbox(mailbox::Message),
    /// Something with the background service.
    Background(background::Message),
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
    /// The mailbox's wish.
    Mailbox(mailbox::Action),
    /// Something with the background service.
    Background(background::Message),
}

impl State {
    /// Does what a person did.
    pub fn update(&mut self, message: Message, context: Context<'_>) -> Action {
        match message {
            Message::Form(message) => Action::Form(message),
            Message::Auth(message) => Action::Auth(self.auth.update(message, context, Protocol::Pop)),
            Message::Chain(message) => Action::Chain(self.chain.update(message, context, Protocol::Pop)),
            Message::Mailbox(message) => Action::Mailbox(self.mailbox.update(message)),
            Message::Background(message) => Action::Background(message),
        }
    }

    /// The tab.
    pub fn view<'a>(&'a self, context: Context<'a>) -> Element<'a, Message> {
        columns([
            (Side::Left, server(context)),
            (Side::Right, self.auth.view(context, Protocol::Pop).map(Message::Auth)),
            (Side::Right, self.chain.view(context, Protocol::Pop).map(Message::Chain)),
            (Side::Left, self.mailbox.view(context).map(Message::Mailbox)),
            (Side::Left, context.background.view(context).map(Message::Background)),
        ])
    }
}

fn server(context: Context<'_>) -> Element<'_, Message> {
    let rows = fields::server(context.form, context.lang, Protocol::Pop, None);
    card(tr!(context.lang, "win-server-pop"), rows).map(Message::Form)
}
