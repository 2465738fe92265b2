//! Two accounts become one, and both or only POP's have a token: which one stays.
//!
//! Protects: nothing is chosen for the person; who signed in, with whom and since when stands beside each key, and what the
//! token that stays cannot do. Leaves to others: carrying it out, which happens only when it is saved.

use iced::Element;
use jiff::Timestamp;

use super::super::auth_card::provider_name;
use super::super::context::Context;
use super::super::format::end;
use super::super::style::{self, Tone};
use super::super::widgets::{Kind, body, key, small};
use super::dialog;
use crate::account::{OAuthAccount, Protocol, Provider};
use crate::engine::AccountStatus;
use crate::oauth::endpoints::covers;
use crate::tr;

/// An account with a token.
#[derive(Debug, Clone)]
pub struct Holder {
    protocol: Protocol,
    who: String,
    provider: Provider,
    since: Timestamp,
    /// Whether the token serves the other protocol as well.
    covers_both: bool,
}

impl Holder {
    /// The account of a protocol, if it holds a token.
    #[must_use]
    pub fn new(status: &AccountStatus, account: &OAuthAccount, protocol: Protocol) -> Option<Self> {
        let facts = status.facts.as_ref()?;
        let who = facts.signed_in_as.clone().or_else(|| facts.account().map(ToString::to_string));
        let covers_both = Protocol::ALL.iter().all(|of| covers(account, &facts.scopes, *of));
        let provider = facts.issued_for.provider;
        Some(Self { protocol, who: who.unwrap_or_default(), provider, since: facts.obtained_at, covers_both })
    }

    fn said<'a>(&self, context: Context<'_>) -> Element<'a, Message> {
        let protocol = match self.protocol {
            Protocol::Smtp => tr!(context.lang, "win-tab-smtp"),
            Protocol::Pop => tr!(context.lang, "win-tab-pop"),
        };
        let provider = provider_name(self.provider, context);
        let since = end(self.since, context.lang);
        let who = self.who.clone();
        body(tr!(context.lang, "common-holder", protocol = protocol, who = who, provider = provider, since = since))
            .into()
    }

    /// What it cannot do for the other protocol.
    fn lacks<'a>(&self, context: Context<'_>) -> Option<Element<'a, Message>> {
        let words = match self.protocol {
            _ if self.covers_both => return None,
            Protocol::Smtp => tr!(context.lang, "common-lacks-pop"),
            Protocol::Pop => tr!(context.lang, "common-lacks-smtp"),
        };
        Some(small(words).style(style::toned(Tone::Warn)).into())
    }
}

/// The question.
#[derive(Debug, Clone)]
pub struct Common {
    smtp: Option<Holder>,
    pop: Holder,
}

/// What a person chose.
#[derive(Debug, Clone)]
pub enum Message {
    /// This one's token stays.
    Keep(Protocol),
    /// The accounts stay two.
    Cancel,
}

impl Common {
    /// The question for these accounts.
    #[must_use]
    pub fn new(smtp: Option<Holder>, pop: Holder) -> Self {
        Self { smtp, pop }
    }

    /// What Escape means.
    #[must_use]
    pub fn escape(&self) -> Option<Message> {
        Some(Message::Cancel)
    }

    /// The modal's content.
    #[must_use]
    pub fn view<'a>(&self, context: Context<'_>) -> Element<'a, Message> {
        let lang = context.lang;
        let (title, text, smtp, pop) = match self.smtp {
            Some(_) => (
                tr!(lang, "common-title-both"),
                tr!(lang, "common-text-both"),
                (tr!(lang, "common-keep-smtp"), Kind::Primary),
                (tr!(lang, "common-keep-pop"), Kind::Secondary),
            ),
            None => (
                tr!(lang, "common-title-pop"),
                tr!(lang, "common-text-pop"),
                (tr!(lang, "common-drop-pop"), Kind::Destructive),
                (tr!(lang, "common-take-pop"), Kind::Primary),
            ),
        };
        let holders = self.smtp.iter().chain([&self.pop]);
        let said = holders.flat_map(|holder| std::iter::once(holder.said(context)).chain(holder.lacks(context)));
        let content: Vec<_> = std::iter::once(body(text).into()).chain(said).collect();
        let keep = |(words, kind), of| key(words, kind, Some(Message::Keep(of)));
        let keys = [
            key(tr!(lang, "win-cancel"), Kind::Secondary, Some(Message::Cancel)).id("modal-cancel").into(),
            keep(smtp, Protocol::Smtp).id("keep-smtp").into(),
            keep(pop, Protocol::Pop).id("keep-pop").into(),
        ];
        dialog(title, content, keys)
    }
}
