//! The steps of the first start: what each is about, and when it is done.
//!
//! Protects: a step is done because of what is true, however it came about, not because somebody walked through it.
//! Leaves to others: showing them (`view`) and doing them (`acts`).

use super::super::context::Context;
use super::super::form::key;
use super::super::test;
use crate::account::{Method, OAuthAccount, Protocol, Provider};
use crate::i18n::Lang;
use crate::oauth::session::TokenState;
use crate::oauth::shapes::{Field, Typed, notes, provider_of};
use crate::tr;

/// One step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Who sends.
    Sender,
    /// Whose servers.
    Provider,
    /// Which registration.
    Application,
    /// Signing in.
    SignIn,
    /// The test message.
    Test,
}

impl Step {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [Self::Sender, Self::Provider, Self::Application, Self::SignIn, Self::Test];

    /// Its heading.
    #[must_use]
    pub fn title(self, lang: Lang) -> String {
        match self {
            Self::Sender => tr!(lang, "first-sender"),
            Self::Provider => tr!(lang, "first-provider"),
            Self::Application => tr!(lang, "first-application"),
            Self::SignIn => tr!(lang, "first-sign-in"),
            Self::Test => tr!(lang, "first-test"),
        }
    }

    /// The control with which it begins.
    #[must_use]
    pub fn control(self) -> &'static str {
        match self {
            Self::Sender => "smtp.sender_name",
            Self::Provider => key::provider(Protocol::Smtp),
            Self::Application => key::client_id(Protocol::Smtp),
            Self::SignIn => "get-token",
            Self::Test => test::TO,
        }
    }

    /// The name of the key at its head, which shows it.
    pub(super) fn head(self) -> &'static str {
        match self {
            Self::Sender => "first-step-1",
            Self::Provider => "first-step-2",
            Self::Application => "first-step-3",
            Self::SignIn => "first-step-4",
            Self::Test => "first-step-5",
        }
    }

    /// The step in which a setting stands.
    #[must_use]
    pub fn with(setting: &str) -> Option<Self> {
        match setting {
            "smtp.sender_name" | "smtp.sender_address" | "smtp.oauth2.account" => Some(Self::Sender),
            "smtp.oauth2.provider" | "smtp.oauth2.issuer" | "smtp.server" | "pop.server" => Some(Self::Provider),
            "smtp.oauth2.client_id" | "smtp.client_secret" => Some(Self::Application),
            _ => None,
        }
    }

    /// Whether nothing is left to do in it.
    #[must_use]
    pub fn is_done(self, context: Context<'_>, test: &test::State) -> bool {
        let preview = context.form.preview();
        let filled = |key: &str| !context.form.text(key).trim().is_empty();
        let oauth = context.form.text(key::method(Protocol::Smtp)) == Method::OAuth2.word();
        match self {
            Self::Sender => filled("smtp.sender_address") && preview.smtp.sender_address.is_some(),
            Self::Provider => preview.smtp.server.is_some(),
            Self::Application => {
                !oauth || (filled(key::client_id(Protocol::Smtp)) && !has_mistaken_id(&preview.smtp.oauth2))
            }
            Self::SignIn => !oauth || context.status.of(Protocol::Smtp).state == TokenState::Acquired,
            Self::Test => test.sent().is_some(),
        }
    }
}

/// Whether the application's ID is surely none, such as an e-mail address.
#[must_use]
pub(super) fn has_mistaken_id(account: &OAuthAccount) -> bool {
    // Nothing here could mend the tenant.
    let typed = Typed { tenant: "", ..Typed::of(account) };
    notes(&typed).into_iter().any(|oddity| oddity.field() == Field::ClientId && oddity.is_mistake())
}

/// What an address says about who keeps its mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeper {
    /// A provider with OAuth 2.0.
    Known(Provider),
    /// One that wants a password; its servers for SMTP and POP3.
    Password(&'static str, &'static str),
}

/// Who keeps the mail of an address, where its domain alone says so.
#[must_use]
pub fn keeper(address: &str) -> Option<Keeper> {
    if let Some(provider) = provider_of(address) {
        return Some(Keeper::Known(provider));
    }
    let domain = address.trim().rsplit_once('@')?.1.to_ascii_lowercase();
    match domain.as_str() {
        "seznam.cz" | "email.cz" | "post.cz" | "spoluzaci.cz" => {
            Some(Keeper::Password("smtp.seznam.cz", "pop3.seznam.cz"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_names_the_provider_where_it_can() {
        let table = [
            ("me@gmail.com", Some(Keeper::Known(Provider::Google))),
            (" me@GoogleMail.com ", Some(Keeper::Known(Provider::Google))),
            ("me@outlook.com", Some(Keeper::Known(Provider::Outlook))),
            ("me@hotmail.co.uk", Some(Keeper::Known(Provider::Outlook))),
            ("me@live.fr", Some(Keeper::Known(Provider::Outlook))),
            ("me@firma.onmicrosoft.com", Some(Keeper::Known(Provider::Microsoft))),
            ("me@seznam.cz", Some(Keeper::Password("smtp.seznam.cz", "pop3.seznam.cz"))),
            ("me@firma.cz", None),
            ("me@live.mail.firma.cz", None),
            ("me@notgmail.com", None),
            ("gmail.com", None),
            ("", None),
        ];
        for (address, expected) in table {
            assert_eq!(keeper(address), expected, "{address}");
        }
    }
}
