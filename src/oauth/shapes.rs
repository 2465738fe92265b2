//! What providers' IDs and secrets look like, and how one tells that something else was typed in their place.
//!
//! Protects: one set of rules for the fields and for the registration guide; a secret is looked at and never kept, shown
//! or named. Nothing here forbids anything: shapes are habits of providers, not promises. Leaves to others: the words
//! (`crate::words::oddity`) and what is valid at all (`crate::account`).
//!
//! Sources: learn.microsoft.com, “Register an application in Microsoft Entra ID” (application and directory ID are GUIDs)
//! and “Microsoft Entra client secret” (Purview's definition: up to 40 of `a-z 0-9 - _ . ~`, such as `abc8Q~…`);
//! developers.google.com, “OAuth 2.0 for Mobile & Desktop Apps” (client IDs end in `.apps.googleusercontent.com`);
//! Google's secrets begin with `GOCSPX-` since 2021, which no document of theirs promises.

use secrecy::{ExposeSecret, SecretString};

pub use crate::account::is_guid;
use crate::account::{EmailAddress, Host, Issuer, OAuthAccount, Provider, SignInMethod};

/// What stands in the fields of one account, as typed.
#[derive(Debug, Clone, Copy)]
pub struct Typed<'a> {
    /// Who issues the tokens.
    pub provider: Provider,
    /// How a token is got.
    pub sign_in: SignInMethod,
    /// The mailbox.
    pub account: &'a str,
    /// The application's ID.
    pub client_id: &'a str,
    /// A client secret that was typed but is not stored; a stored one is not looked at.
    pub client_secret: Option<&'a SecretString>,
    /// Microsoft's tenant.
    pub tenant: &'a str,
    /// The address of the issuer, for [`Provider::Custom`].
    pub issuer: &'a str,
}

impl<'a> Typed<'a> {
    /// What an account holds; its client secret is not among it.
    #[must_use]
    pub fn of(account: &'a OAuthAccount) -> Self {
        Self {
            provider: account.provider,
            sign_in: account.sign_in,
            account: account.account.as_ref().map(EmailAddress::as_str).unwrap_or_default(),
            client_id: account.client_id.as_str(),
            client_secret: None,
            tenant: account.tenant.as_str(),
            issuer: account.issuer.as_ref().map(Issuer::as_str).unwrap_or_default(),
        }
    }
}

/// The field that a note belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The mailbox.
    Account,
    /// The application's ID.
    ClientId,
    /// The application's secret.
    ClientSecret,
    /// Microsoft's tenant.
    Tenant,
    /// The issuer.
    Issuer,
    /// The permissions to ask for; nothing is odd about them.
    Scopes,
}

impl Field {
    /// The last part of its setting's name.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::ClientId => "client_id",
            Self::ClientSecret => "client_secret",
            Self::Tenant => "tenant",
            Self::Issuer => "issuer",
            Self::Scopes => "scopes",
        }
    }
}

/// Something that looks wrong, or wants a word of explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oddity {
    /// An account of this provider, while another one is chosen.
    AccountOf(Provider),
    /// An e-mail address as the application's ID.
    IdIsAddress,
    /// A web address as the application's ID.
    IdIsWeb,
    /// A client secret as the application's ID.
    IdIsSecret,
    /// The application's ID is the same as the tenant's.
    IdIsTenant,
    /// This provider's ID, while another one is chosen.
    IdOf(Provider),
    /// Microsoft: no GUID.
    IdNotGuid,
    /// Google: does not end as its IDs do.
    IdNotGoogle,
    /// Microsoft: a GUID as the secret: that is the secret's ID, not its value.
    SecretIsId,
    /// The application's ID again, as the secret.
    SecretIsClientId,
    /// Google: does not begin as its newer secrets do.
    SecretNotGoogle,
    /// This provider's secret, while another one is chosen.
    SecretOf(Provider),
    /// Microsoft: a person signs in to a desktop application, which has no secret (AADSTS700025).
    SecretNotNeeded,
    /// An e-mail address as the tenant.
    TenantIsAddress,
    /// A web address as the tenant.
    TenantIsWeb,
    /// Neither a GUID nor a domain.
    TenantShape,
    /// `common`: work and personal accounts alike.
    TenantCommon,
    /// `organizations`: work accounts of any organization, the same as an empty field.
    TenantOrganizations,
    /// `consumers`: personal accounts only, while work accounts are meant.
    TenantConsumers,
    /// The application signs in for itself: that is done in one tenant, so it must be named.
    TenantNeeded,
    /// A tenant, while personal accounts are meant.
    TenantForPersonal,
    /// The address of the discovery document: the issuer's address is what stands before it.
    IssuerIsDocument,
    /// The issuer of a provider that Mailkey knows by name.
    IssuerOf(Provider),
}

impl Oddity {
    /// The field that it is about.
    #[must_use]
    pub fn field(self) -> Field {
        match self {
            Self::AccountOf(_) => Field::Account,
            Self::IdIsAddress
            | Self::IdIsWeb
            | Self::IdIsSecret
            | Self::IdIsTenant
            | Self::IdOf(_)
            | Self::IdNotGuid
            | Self::IdNotGoogle => Field::ClientId,
            Self::SecretIsId
            | Self::SecretIsClientId
            | Self::SecretNotGoogle
            | Self::SecretOf(_)
            | Self::SecretNotNeeded => Field::ClientSecret,
            Self::TenantIsAddress
            | Self::TenantIsWeb
            | Self::TenantShape
            | Self::TenantCommon
            | Self::TenantOrganizations
            | Self::TenantConsumers
            | Self::TenantNeeded
            | Self::TenantForPersonal => Field::Tenant,
            Self::IssuerIsDocument | Self::IssuerOf(_) => Field::Issuer,
        }
    }

    /// Whether a sign-in will hardly succeed like this. The others are worth knowing, and may be meant.
    #[must_use]
    pub fn is_mistake(self) -> bool {
        !matches!(
            self,
            Self::AccountOf(_)
                | Self::SecretNotGoogle
                | Self::SecretNotNeeded
                | Self::TenantCommon
                | Self::TenantOrganizations
                | Self::IssuerOf(_)
        )
    }
}

/// What is odd about the texts, in the order of the fields; at most one for each field. An empty field is not odd.
#[must_use]
pub fn notes(typed: &Typed<'_>) -> Vec<Oddity> {
    [account(typed), client_id(typed), secret(typed), tenant(typed), issuer(typed)].into_iter().flatten().collect()
}

fn is_microsoft(provider: Provider) -> bool {
    matches!(provider, Provider::Microsoft | Provider::Outlook)
}

fn is_web(text: &str) -> bool {
    text.contains("://")
}

fn is_address(text: &str) -> bool {
    text.parse::<EmailAddress>().is_ok()
}

fn is_google_id(text: &str) -> bool {
    text.strip_suffix(".apps.googleusercontent.com").is_some_and(|name| !name.is_empty())
}

fn is_google_secret(text: &str) -> bool {
    text.starts_with("GOCSPX-")
}

/// Three characters, a digit, `Q~`, and the rest.
fn is_microsoft_secret(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() > 30 && bytes[3].is_ascii_digit() && &bytes[4..6] == b"Q~"
}

/// Whose mailboxes the addresses of this domain are, where that is certain.
#[must_use]
pub fn provider_of(address: &str) -> Option<Provider> {
    let domain = address.trim().rsplit_once('@')?.1.to_ascii_lowercase();
    let name = domain.split('.').next().unwrap_or_default();
    match (domain.as_str(), name) {
        ("gmail.com" | "googlemail.com", _) => Some(Provider::Google),
        ("msn.com" | "windowslive.com", _) => Some(Provider::Outlook),
        (domain, _) if domain.ends_with(".onmicrosoft.com") => Some(Provider::Microsoft),
        // One country's after another's: outlook.cz, hotmail.co.uk, live.nl …
        (domain, "outlook" | "hotmail" | "live") if domain.matches('.').count() <= 2 => Some(Provider::Outlook),
        _ => None,
    }
}

fn account(typed: &Typed<'_>) -> Option<Oddity> {
    // A provider of one's own may be a gateway to any mailbox.
    let own = provider_of(typed.account).filter(|_| typed.provider != Provider::Custom)?;
    (own != typed.provider).then_some(Oddity::AccountOf(own))
}

fn client_id(typed: &Typed<'_>) -> Option<Oddity> {
    let id = typed.client_id.trim();
    let known = typed.provider != Provider::Custom;
    match typed.provider {
        _ if id.is_empty() => None,
        _ if is_address(id) => Some(Oddity::IdIsAddress),
        _ if known && is_web(id) => Some(Oddity::IdIsWeb),
        _ if is_google_secret(id) || is_microsoft_secret(id) => Some(Oddity::IdIsSecret),
        Provider::Google if is_guid(id) => Some(Oddity::IdOf(Provider::Microsoft)),
        Provider::Google => (!is_google_id(id)).then_some(Oddity::IdNotGoogle),
        Provider::Microsoft | Provider::Outlook if is_google_id(id) => Some(Oddity::IdOf(Provider::Google)),
        Provider::Microsoft if is_guid(id) && id.eq_ignore_ascii_case(typed.tenant.trim()) => Some(Oddity::IdIsTenant),
        Provider::Microsoft | Provider::Outlook => (!is_guid(id)).then_some(Oddity::IdNotGuid),
        Provider::Custom => None,
    }
}

fn secret(typed: &Typed<'_>) -> Option<Oddity> {
    let secret = typed.client_secret?.expose_secret().trim();
    if secret.is_empty() || secret.contains("-----BEGIN") {
        return None;
    }
    if secret == typed.client_id.trim() || is_google_id(secret) {
        return Some(Oddity::SecretIsClientId);
    }
    match typed.provider {
        Provider::Custom => None,
        Provider::Google if is_microsoft_secret(secret) => Some(Oddity::SecretOf(Provider::Microsoft)),
        Provider::Google => (!is_google_secret(secret)).then_some(Oddity::SecretNotGoogle),
        Provider::Microsoft | Provider::Outlook if is_google_secret(secret) => Some(Oddity::SecretOf(Provider::Google)),
        Provider::Microsoft | Provider::Outlook if is_guid(secret) => Some(Oddity::SecretIsId),
        Provider::Microsoft | Provider::Outlook => {
            (typed.sign_in != SignInMethod::Application).then_some(Oddity::SecretNotNeeded)
        }
    }
}

fn tenant(typed: &Typed<'_>) -> Option<Oddity> {
    let tenant = typed.tenant.trim();
    if !is_microsoft(typed.provider) {
        return None;
    }
    let lower = tenant.to_ascii_lowercase();
    let of_one = match lower.as_str() {
        "" | "common" | "organizations" | "consumers" => false,
        _ if is_address(tenant) => return Some(Oddity::TenantIsAddress),
        _ if is_web(tenant) => return Some(Oddity::TenantIsWeb),
        _ if !is_guid(tenant) && !is_domain(tenant) => return Some(Oddity::TenantShape),
        _ => true,
    };
    match lower.as_str() {
        "" | "consumers" | "common" if typed.provider == Provider::Outlook => None,
        _ if typed.provider == Provider::Outlook => Some(Oddity::TenantForPersonal),
        "consumers" => Some(Oddity::TenantConsumers),
        _ if typed.sign_in == SignInMethod::Application => (!of_one).then_some(Oddity::TenantNeeded),
        "common" => Some(Oddity::TenantCommon),
        "organizations" => Some(Oddity::TenantOrganizations),
        _ => None,
    }
}

/// A domain as a tenant has one (`firma.cz`, `firma.onmicrosoft.com`): it may stand in an address as it is.
fn is_domain(text: &str) -> bool {
    let host = text.parse::<Host>().is_ok_and(|host| host.as_str().eq_ignore_ascii_case(text));
    let letters = text.rsplit('.').next().is_some_and(|last| last.bytes().any(|b| b.is_ascii_alphabetic()));
    host && letters && text.contains('.')
}

fn issuer(typed: &Typed<'_>) -> Option<Oddity> {
    let issuer = typed.issuer.trim().to_ascii_lowercase();
    if typed.provider != Provider::Custom {
        return None;
    }
    // Before the rest: who pasted it has the right server, and only too much of its address.
    if issuer.contains("/.well-known/") {
        return Some(Oddity::IssuerIsDocument);
    }
    let host = url::Url::parse(&issuer).ok()?.host_str()?.to_owned();
    match host.as_str() {
        "login.microsoftonline.com" | "sts.windows.net" => Some(Oddity::IssuerOf(Provider::Microsoft)),
        "accounts.google.com" => Some(Oddity::IssuerOf(Provider::Google)),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
