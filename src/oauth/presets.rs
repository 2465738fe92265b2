//! The providers that Mailkey knows by name: `assets/providers.toml`, which is data.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::account::{AccountId, Host, OAuthAccount, Port, Protocol, Provider, Settings};

/// What is known of a provider beforehand. Absent addresses come from discovery, absent servers from the person.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Preset {
    /// The tenant where none is configured; Microsoft only.
    pub tenant: Option<String>,
    /// The authorization endpoint (RFC 6749, 3.1), with `{tenant}`.
    pub authorization: Option<String>,
    /// The token endpoint (RFC 6749, 3.2), with `{tenant}`.
    pub token: Option<String>,
    /// The device authorization endpoint (RFC 8628, 3.1), with `{tenant}`.
    pub device: Option<String>,
    /// The revocation endpoint (RFC 7009).
    pub revocation: Option<String>,
    /// The page on which an administrator permits an application, with `{tenant}`; Microsoft only.
    pub consent: Option<String>,
    /// What `iss` must be, with `{tid}`.
    pub issuer: Option<String>,
    /// The redirect URI on this computer, with `{port}`.
    pub redirect: String,
    /// Whether the registration has a client secret.
    pub secret: SecretUse,
    /// Scopes that say who signed in and keep the permission.
    pub identity_scopes: Vec<String>,
    /// Scopes for sending.
    pub smtp_scopes: Vec<String>,
    /// Scopes for receiving.
    pub pop_scopes: Vec<String>,
    /// Scopes that the application asks for in its own name (RFC 6749, 4.4); none: it cannot.
    pub application_scopes: Vec<String>,
    /// More parameters of the authorization request.
    pub parameters: BTreeMap<String, String>,
    /// The SMTP server.
    pub smtp_server: Option<String>,
    /// Its port.
    pub smtp_port: Option<u16>,
    /// The POP3 server.
    pub pop_server: Option<String>,
    /// Its port.
    pub pop_port: Option<u16>,
}

impl Preset {
    /// The account's tenant, or the one for accounts that name none; `None` where it cannot stand in an address.
    #[must_use]
    pub fn tenant_of<'a>(&'a self, account: &'a OAuthAccount) -> Option<&'a str> {
        let tenant = match account.tenant.as_str() {
            "" => self.tenant.as_deref().unwrap_or_default(),
            tenant => tenant,
        };
        let plain = tenant.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_'));
        plain.then_some(tenant)
    }
}

/// Whether a client secret belongs to the registration.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SecretUse {
    /// It is sent where one is stored.
    #[default]
    Optional,
    /// The provider gives one to every application of this kind.
    Expected,
}

static PRESETS: LazyLock<BTreeMap<String, Preset>> = LazyLock::new(|| {
    // The file is inside the program and a test reads it, so this cannot fail in a person's hands.
    toml::from_str(include_str!("../../assets/providers.toml")).unwrap_or_else(|error| {
        tracing::error!(%error, "assets/providers.toml");
        BTreeMap::new()
    })
});

/// What is known of a provider.
#[must_use]
pub fn preset(provider: Provider) -> &'static Preset {
    static NOTHING: LazyLock<Preset> = LazyLock::new(Preset::default);
    PRESETS.get(provider.word()).unwrap_or(&NOTHING)
}

/// The provider's own server and port for a protocol.
#[must_use]
pub fn suggestion(provider: Provider, protocol: Protocol) -> (Option<&'static str>, u16) {
    let preset = preset(provider);
    let (server, port, usual) = match protocol {
        Protocol::Smtp => (&preset.smtp_server, preset.smtp_port, Port::SUBMISSION),
        Protocol::Pop => (&preset.pop_server, preset.pop_port, Port::POP3S),
    };
    (server.as_deref(), port.unwrap_or(usual.get()))
}

/// Gives every protocol that an account serves its provider's server and port, where none or another provider's own
/// stands: a server that somebody entered is never replaced.
pub fn fill_servers(settings: &mut Settings, id: &AccountId) {
    for protocol in settings.served_by(id) {
        let provider = settings.account(protocol).provider;
        let (server, port) = match protocol {
            Protocol::Smtp => (&mut settings.smtp.server, &mut settings.smtp.port),
            Protocol::Pop => (&mut settings.pop.server, &mut settings.pop.port),
        };
        let theirs = |host: &Host| Provider::ALL.iter().any(|p| suggestion(*p, protocol).0 == Some(host.as_str()));
        if server.as_ref().is_none_or(theirs) {
            let (own, own_port) = suggestion(provider, protocol);
            *server = own.and_then(|own| own.parse().ok());
            *port = Port::try_from(i64::from(own_port)).unwrap_or(*port);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_provider_has_a_usable_preset() {
        let text = include_str!("../../assets/providers.toml");
        let all: BTreeMap<String, Preset> = toml::from_str(text).expect("well-formed");
        assert_eq!(all.len(), Provider::ALL.len());
        for provider in Provider::ALL {
            let preset = preset(*provider);
            let redirect = preset.redirect.as_str();
            assert!(
                matches!(redirect, "http://localhost:{port}" | "http://127.0.0.1:{port}/"),
                "{provider}: {redirect}"
            );
            let known = *provider != Provider::Custom;
            assert_eq!(preset.authorization.is_some(), known, "{provider}");
            assert_eq!(preset.token.is_some(), known, "{provider}");
            assert_eq!(preset.smtp_server.is_some() && preset.pop_server.is_some(), known, "{provider}");
            assert!(preset.identity_scopes.iter().any(|scope| scope == "openid"), "{provider}");
        }
    }
}
