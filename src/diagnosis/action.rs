//! What helps, made whole for this account: links, commands and addresses that nobody has to put together.
//!
//! Protects: a placeholder that cannot be filled leaves its action out; a value cannot break out of a command or an
//! address. Leaves to others: the words on the keys.
//! Source: learn.microsoft.com, “Grant tenant-wide admin consent to an application” and “Redirect URI restrictions”.

use url::Url;
use url::form_urlencoded::byte_serialize;

use super::symptom::{Arg, Symptom};
use super::table::{Change, Copied, Do, Row, Surroundings};
use super::{About, Action, CopyWhat};
use crate::account::{Method, OAuthAccount, Protocol, Settings, SignInMethod};
use crate::oauth::{consent_link, preset};
use crate::settings::{KEYS, names};

/// How a value is made safe where it stands.
#[derive(Clone, Copy)]
enum Quoting {
    /// Between single quotes in PowerShell.
    PowerShell,
    /// In an address.
    Address,
    /// Nothing is made of it.
    Plain,
}

/// What is known of a failure and its surroundings.
pub(super) struct Known<'a> {
    symptom: &'a Symptom,
    settings: Option<&'a Settings>,
    protocol: Option<Protocol>,
}

impl<'a> Known<'a> {
    pub(super) fn new(symptom: &'a Symptom, about: &About<'a>) -> Self {
        Self { symptom, settings: about.settings, protocol: symptom.protocol.or(about.protocol) }
    }

    pub(super) fn surroundings(&self) -> Surroundings {
        let known = self.settings.zip(self.protocol);
        let method = known.map(|(settings, protocol)| settings.method(protocol));
        let account = self.account().filter(|_| method == Some(Method::OAuth2));
        let (provider, sign_in) = (account.map(|account| account.provider), account.map(|account| account.sign_in));
        let tls = known.map(|(settings, protocol)| settings.tls(protocol));
        Surroundings { protocol: self.protocol, provider, method, sign_in, tls }
    }

    /// What every text may use, where the symptom itself has not said it.
    pub(super) fn args(&self) -> Vec<(&'static str, Arg)> {
        let text = |name: &str| Arg::Text(self.value(name).unwrap_or_default());
        let mut args: Vec<_> =
            ["account", "sender", "tenant", "client_id", "server", "port"].map(|name| (name, text(name))).into();
        let protocol = match self.protocol {
            Some(Protocol::Smtp) => "SMTP",
            Some(Protocol::Pop) => "POP",
            None => "",
        };
        args.push(("protocol", Arg::Text(protocol.to_owned())));
        args.extend(["text", "code", "host", "step", "seconds", "reason", "offered"].map(|name| (name, Arg::from(""))));
        args
    }

    /// A row's actions that can be made whole.
    pub(super) fn actions(&self, row: &Row) -> Vec<Action> {
        row.actions.iter().filter_map(|action| self.action(action)).collect()
    }

    fn action(&self, action: &Do) -> Option<Action> {
        if let (Some(what), Some(text)) = (action.copy, &action.text) {
            let (what, quoting) = match what {
                Copied::Exchange => (exchange(text), Quoting::PowerShell),
                Copied::Link => (CopyWhat::Link, Quoting::Address),
                Copied::Redirect => (CopyWhat::RedirectUri, Quoting::Plain),
            };
            return Some(Action::Copy { what, text: self.fill(text, quoting)? });
        }
        if let Some(address) = &action.open {
            return Some(Action::Open(self.fill(address, Quoting::Address)?));
        }
        if let Some(name) = &action.field {
            return self.field(name).map(Action::Field);
        }
        match action.token? {
            Change::Get => self.protocol.map(Action::GetToken),
            Change::Delete => self.protocol.map(Action::DeleteToken),
        }
    }

    /// The text with its placeholders filled; `None` where one cannot be.
    fn fill(&self, text: &str, quoting: Quoting) -> Option<String> {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}')?;
            filled.push_str(before);
            filled.push_str(&quoted(name, &self.value(name)?, quoting)?);
            rest = after;
        }
        filled.push_str(rest);
        Some(filled)
    }

    /// What a placeholder stands for; never empty.
    fn value(&self, name: &str) -> Option<String> {
        let account = self.account();
        let value = match name {
            "consent_link" => account.and_then(consent_link).map(Url::into),
            "redirect_uri" => account.and_then(registered_redirect),
            "account" => account.and_then(|account| account.account.as_ref()).map(ToString::to_string),
            "user" => self.user(),
            "client_id" => account.map(|account| account.client_id.as_str().to_owned()),
            "tenant" => account.and_then(|account| preset(account.provider).tenant_of(account)).map(str::to_owned),
            "sender" => self.settings.and_then(|s| s.smtp.sender_address.as_ref()).map(ToString::to_string),
            "server" => self.server(),
            "port" => {
                self.symptom.port.or_else(|| self.configured().map(|(_, port)| port)).map(|port| port.to_string())
            }
            "key" => self.symptom.key.map(str::to_owned),
            _ => None,
        };
        value.filter(|value| !value.is_empty())
    }

    /// The name that logs in: an administrator's commands are about that one, not about a shared mailbox.
    fn user(&self) -> Option<String> {
        let (settings, protocol) = self.settings.zip(self.protocol)?;
        match settings.method(protocol) {
            Method::None => None,
            Method::Password => Some(settings.user(protocol).to_owned()),
            Method::OAuth2 => {
                let account = settings.account(protocol);
                let application = account.sign_in == SignInMethod::Application;
                account.login_name(protocol, application).map(ToString::to_string)
            }
        }
    }

    fn server(&self) -> Option<String> {
        let met = Some(self.symptom.host.clone()).filter(|host| !host.is_empty());
        met.or_else(|| self.configured().and_then(|(host, _)| host))
    }

    /// The server and port that the settings name.
    fn configured(&self) -> Option<(Option<String>, u16)> {
        let settings = self.settings?;
        let (host, port) = match self.protocol? {
            Protocol::Smtp => (&settings.smtp.server, settings.smtp.port),
            Protocol::Pop => (&settings.pop.server, settings.pop.port),
        };
        Some((host.as_ref().map(|host| host.as_str().to_owned()), port.get()))
    }

    fn account(&self) -> Option<&'a OAuthAccount> {
        Some(self.settings?.account(self.protocol?))
    }

    /// The setting of this name: whole, or without its protocol or the account's.
    fn field(&self, name: &str) -> Option<&'static str> {
        if name == "{key}" {
            return self.symptom.key;
        }
        let all = || {
            let secrets = Protocol::ALL.into_iter().flat_map(|of| [names::password(of), names::client_secret(of)]);
            KEYS.iter().map(|key| key.name).chain(secrets)
        };
        let find = |wanted: &str| all().find(|key| *key == wanted);
        let of_protocol = || {
            let protocol = self.protocol?;
            let owner = self.settings.map_or(protocol, |settings| settings.account_id(protocol).tab());
            let in_account = || find(&format!("{owner}.oauth2.{name}"));
            // Another account's secret would be the wrong one: the application's is the owner's.
            let in_tab = if name == "client_secret" { owner } else { protocol };
            find(&format!("{in_tab}.{name}")).or_else(in_account)
        };
        find(name).or_else(of_protocol)
    }
}

/// Whom a command for Exchange concerns: its noun says so.
fn exchange(command: &str) -> CopyWhat {
    if command.contains("-CASMailbox ") {
        CopyWhat::ExchangeMailbox
    } else if command.contains("-TransportConfig ") {
        CopyWhat::ExchangeOrganization
    } else {
        CopyWhat::Exchange
    }
}

/// A value made safe where it stands; `None` where that cannot be done.
fn quoted(name: &str, value: &str, quoting: Quoting) -> Option<String> {
    match quoting {
        _ if matches!(name, "consent_link" | "redirect_uri") => Some(value.to_owned()),
        // PowerShell takes typographic quotes for quotes; what has them is left for the person to write.
        Quoting::PowerShell if value.contains(['‘', '’', '‚', '‛']) || value.contains(char::is_control) => None,
        Quoting::PowerShell => Some(value.replace('\'', "''")),
        Quoting::Address => Some(byte_serialize(value.as_bytes()).collect()),
        Quoting::Plain => Some(value.to_owned()),
    }
}

/// The redirect URI as it is registered at the provider, where one is: Microsoft ignores the port of this computer's own
/// name and registers it without one; Google's desktop applications register none.
fn registered_redirect(account: &OAuthAccount) -> Option<String> {
    preset(account.provider).redirect.strip_suffix(":{port}").map(str::to_owned)
}
