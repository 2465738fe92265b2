//! How a protocol logs in: one card, used by both tabs.
//!
//! Protects: only the fields of the chosen method are shown; while a token is held, what it was got for cannot be
//! changed; the one field without which nothing works (the application's ID) is pointed out, not hidden. Leaves to
//! others: signing in, deleting, storing.

mod advanced;
pub(super) mod details;
mod method;
mod token;
mod trouble;

use iced::Element;
use iced::widget::{column, row};
use jiff::Timestamp;

pub use self::token::{Look, badge, mark};
use self::trouble::Refresh;
use super::cause;
use super::context::Context;
use super::form::{self, key};
use super::run::Running;
use super::secret::Which;
use super::style::{self, Tone};
use super::theme::icon::Icon;
use super::theme::{MEDIUM, space};
use super::widgets::{Kind, Value, body, card, choice, divider, field, key as press, key_icon, notice, small, switch};
use super::{fields, words_of};
use crate::account::{AccountId, Method, Protocol, Provider};
use crate::error::Error;
use crate::tr;

/// The key beside the field that opens the registration guide.
pub const GUIDE: &str = "guide";
/// The same where the field is missing.
pub const GUIDE_MISSING: &str = "guide-missing";

/// What the card remembers.
#[derive(Debug, Default)]
pub struct State {
    advanced: bool,
    just_acquired: bool,
    refresh: Refresh,
}

/// What a person did in the card.
#[derive(Debug, Clone)]
pub enum Message {
    /// Something in a field.
    Form(form::Message),
    /// Opened or closed the advanced settings.
    Advanced(bool),
    /// Wants to fill in the application's ID.
    FillClientId,
    /// “How to get an application ID?”
    Guide,
    /// “Get token”.
    Get,
    /// “Delete”.
    Delete,
    /// “Refresh now”.
    Refresh,
    /// Has read that the token is there.
    Read,
    /// Something in a cause box.
    Cause(cause::Message),
}

/// What the card asks of the window.
#[derive(Debug)]
pub enum Action {
    /// Nothing.
    None,
    /// Change the form.
    Form(form::Message),
    /// Ask whether a secret is stored.
    Ask(Which),
    /// Put the focus into a field, and ask whether a secret is stored.
    Focus(&'static str, Which),
    /// Open the registration guide.
    Guide,
    /// Begin to sign in.
    Get,
    /// Begin to delete.
    Delete,
    /// Renew the token now.
    Refresh,
    /// Something in a cause box.
    Cause(cause::Message),
}

impl State {
    /// Does what a person did.
    pub fn update(&mut self, message: Message, context: Context<'_>, protocol: Protocol) -> Action {
        let owner = context.form.owner(protocol);
        match message {
            Message::Form(form::Message::Chosen(at, word)) if at == key::method(protocol) => chosen(at, word),
            Message::Form(message) => Action::Form(message),
            Message::Advanced(open) => self.open(open, owner),
            Message::FillClientId => self.fill_client_id(owner),
            Message::Guide => Action::Guide,
            Message::Get => Action::Get,
            Message::Delete => Action::Delete,
            Message::Refresh => match self.refresh {
                Refresh::Running(_) => Action::None,
                _ => Action::Refresh,
            },
            Message::Read => self.read(),
            Message::Cause(message) => Action::Cause(message),
        }
    }

    /// A token was got from this card.
    pub fn acquired(&mut self) {
        let _read = self.read();
        self.just_acquired = true;
    }

    /// Whether the advanced settings are open.
    #[must_use]
    pub fn is_unfolded(&self) -> bool {
        self.advanced
    }

    /// Opens the advanced settings, where a wrong field may stand.
    pub fn unfold(&mut self) {
        self.advanced = true;
    }

    /// The token is no longer news, or no longer there.
    pub fn read(&mut self) -> Action {
        self.just_acquired = false;
        if !matches!(self.refresh, Refresh::Running(_)) {
            self.refresh = Refresh::None;
        }
        Action::None
    }

    /// A renewal that was asked for here has begun.
    pub fn refreshing(&mut self, running: Running) {
        self.refresh = Refresh::Running(running);
    }

    /// Its answer came.
    pub fn refreshed(&mut self, generation: u64, result: Result<(), Error>, now: Timestamp) {
        self.refresh.finished(generation, result, now);
    }

    fn open(&mut self, open: bool, owner: Protocol) -> Action {
        self.advanced = open;
        if open { Action::Ask(Which::Client(owner)) } else { Action::None }
    }

    fn fill_client_id(&mut self, owner: Protocol) -> Action {
        self.advanced = true;
        Action::Focus(key::client_id(owner), Which::Client(owner))
    }

    /// The card.
    pub fn view<'a>(&'a self, context: Context<'a>, protocol: Protocol) -> Element<'a, Message> {
        let method = context.form.text(key::method(protocol)).parse().unwrap_or_default();
        let rows = std::iter::once(method::row(context, protocol, method)).chain(match method {
            Method::None => method::none(context, protocol),
            Method::Password => method::password(context, protocol),
            Method::OAuth2 => self.oauth_rows(context, protocol),
        });
        card(tr!(context.lang, "win-authentication"), rows)
    }

    fn oauth_rows<'a>(&'a self, context: Context<'a>, protocol: Protocol) -> Vec<Element<'a, Message>> {
        let owner = context.form.owner(protocol);
        let mut rows = Vec::new();
        if protocol == Protocol::Pop {
            rows.push(common_row(context));
        }
        rows.push(provider_row(context, protocol));
        rows.push(account_row(context, protocol));
        if context.form.text(key::client_id(owner)).trim().is_empty() && !self.advanced && !context.practice {
            rows.push(client_id_missing(context));
        }
        rows.push(self.fold(context));
        if self.advanced {
            rows.push(advanced::view(context, protocol));
        }
        rows.push(divider());
        rows.extend(token::rows(context, protocol, self));
        rows
    }

    fn fold<'a>(&self, context: Context<'a>) -> Element<'a, Message> {
        let sign = if self.advanced { Icon::ChevronUp } else { Icon::ChevronDown };
        let toggle = Some(Message::Advanced(!self.advanced));
        let key = key_icon(tr!(context.lang, "win-advanced"), sign, Kind::Link, toggle);
        key.value(Value::On(self.advanced)).id("advanced").into()
    }
}

/// The keyring is asked when the password's field comes into sight.
fn chosen(at: &'static str, word: String) -> Action {
    Action::Form(form::Message::Chosen(at, word))
}

/// A provider by its name.
#[must_use]
pub fn provider_name(provider: Provider, context: Context<'_>) -> String {
    match provider {
        Provider::Microsoft => tr!(context.lang, "win-provider-microsoft"),
        Provider::Outlook => tr!(context.lang, "win-provider-outlook"),
        Provider::Google => tr!(context.lang, "win-provider-google"),
        Provider::Custom if context.practice => tr!(context.lang, "win-provider-practice"),
        Provider::Custom => tr!(context.lang, "win-provider-custom"),
    }
}

fn provider_row(context: Context<'_>, protocol: Protocol) -> Element<'_, Message> {
    let at = key::provider(context.form.owner(protocol));
    let provider = context.form.text(at).parse().unwrap_or_default();
    let control: Element<'_, form::Message> = if context.is_held(protocol) || context.locked {
        field("", &provider_name(provider, context)).id(at).into()
    } else {
        let options = words_of(Provider::ALL, |provider| provider_name(provider, context));
        let chosen = options.iter().find(|option| option.value == provider).cloned();
        let list = choice(options, chosen, move |chosen| form::Message::Provider(protocol, chosen.value));
        list.enabled(!context.locked).id(at).into()
    };
    fields::labelled_control(context.form, context.lang, at, control, None).map(Message::Form)
}

fn account_row(context: Context<'_>, protocol: Protocol) -> Element<'_, Message> {
    let held = context.is_held(protocol);
    fields::text(context.form, context.lang, key::account(context.form.owner(protocol)))
        .placeholder(tr!(context.lang, "win-address-example"))
        .locked(held)
        .hint(held.then(|| tr!(context.lang, "win-locked")))
        .view()
        .map(Message::Form)
}

fn common_row(context: Context<'_>) -> Element<'_, Message> {
    let Context { form, lang, .. } = context;
    let common = form.is_common();
    let note = match (common, form.keep()) {
        (true, Some(Protocol::Smtp)) => tr!(lang, "common-draft-smtp"),
        (true, Some(Protocol::Pop)) if context.status.named(&AccountId::SMTP).is_held() => {
            tr!(lang, "common-draft-pop-over")
        }
        (true, Some(Protocol::Pop)) => tr!(lang, "common-draft-pop"),
        (true, None) => tr!(lang, "win-common-on"),
        (false, _) if form.parts() => tr!(lang, "common-off-draft"),
        (false, _) => tr!(lang, "win-common-off"),
    };
    let toggle = (!context.locked).then(|| form::Message::Chosen(key::COMMON, (!common).to_string()));
    let toggle = switch(key::COMMON, common, toggle, note);
    fields::labelled_control(form, lang, key::COMMON, toggle, None).map(Message::Form)
}

fn client_id_missing(context: Context<'_>) -> Element<'_, Message> {
    let fill = (!context.locked).then_some(Message::FillClientId);
    let words = column![
        body(tr!(context.lang, "win-client-id-missing")).font(MEDIUM).style(style::toned(Tone::Warn)),
        small(tr!(context.lang, "win-client-id-missing-note")).style(style::plain),
        row![
            press(tr!(context.lang, "guide-open"), Kind::Secondary, Some(Message::Guide)).id(GUIDE_MISSING),
            press(tr!(context.lang, "win-client-id-fill"), Kind::Secondary, fill),
        ]
        .spacing(space::SMALL)
        .wrap()
        .vertical_spacing(space::SMALL),
    ];
    notice(Tone::Warn, words.spacing(space::SMALL))
}
