//! What is configured: the vocabulary that every other module shares.
//!
//! Protects: a value of one of these types is valid, whoever made it; what a person typed becomes such a value only
//! through `FromStr`/`TryFrom`, which answer with an [`Invalid`] that names what is wrong. Leaves to others: files
//! ([`crate::settings`]), secrets ([`crate::secrets`]), words for people (`crate::words`). No input or output here.

mod choices;
mod invalid;
mod values;

use std::borrow::Cow;
use std::fmt;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

pub use self::choices::{Language, Method, Provider, SignInMethod, Theme};
pub use self::invalid::{Invalid, Shape};
pub use self::values::{
    CheckInterval, EmailAddress, Host, Issuer, Line, PRESSING_DAYS, Port, SecretEnd, Timeout, is_guid, is_here, is_safe,
};

/// The two protocols that Mailkey sets up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Protocol {
    /// Sending (RFC 5321, RFC 6409).
    Smtp,
    /// Receiving (RFC 1939).
    Pop,
}

impl Protocol {
    /// Both, in the order of the tabs.
    pub const ALL: [Self; 2] = [Self::Smtp, Self::Pop];
}

impl fmt::Display for Protocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Smtp => "smtp",
            Self::Pop => "pop",
        })
    }
}

/// The name of one account: of its state file, its lock and its entry in the keyring. Lower-case letters, digits and `-`.
///
/// Today an account is named after the protocol that it was made for; more accounts only need more names.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountId(Cow<'static, str>);

impl AccountId {
    /// The account that the SMTP tab edits; with the common account also POP's.
    pub const SMTP: Self = Self(Cow::Borrowed("smtp"));
    /// POP's own account.
    pub const POP: Self = Self(Cow::Borrowed("pop"));

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The protocol whose tab edits this account, and in whose section its settings stand.
    #[must_use]
    pub fn tab(&self) -> Protocol {
        if *self == Self::POP { Protocol::Pop } else { Protocol::Smtp }
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How a connection is protected, as it follows from the switch and the port.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte (RFC 8314).
    Tls,
    /// Plain text until STARTTLS (RFC 3207) or STLS (RFC 2595), then TLS or nothing.
    StartTls,
    /// No protection: loopback only, unless no secret is sent.
    Plain,
}

impl Security {
    /// SMTP: 465 means TLS from the first byte, every other port STARTTLS. POP3: the same with 995.
    #[must_use]
    pub fn of(protocol: Protocol, tls: bool, port: Port) -> Self {
        let direct = match protocol {
            Protocol::Smtp => 465,
            Protocol::Pop => 995,
        };
        match (tls, port.get() == direct) {
            (false, _) => Self::Plain,
            (true, true) => Self::Tls,
            (true, false) => Self::StartTls,
        }
    }
}

/// One account at a provider: what `[smtp.oauth2]` and `[pop.oauth2]` hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OAuthAccount {
    /// Who issues the tokens.
    pub provider: Provider,
    /// The mailbox whose mail it is.
    pub account: Option<EmailAddress>,
    /// The person who signs in, when it is not the mailbox itself (shared mailbox).
    pub sign_in_as: Option<EmailAddress>,
    /// The application's ID at the provider (RFC 6749, 2.2).
    pub client_id: Line<255>,
    /// Microsoft's tenant: a domain, a GUID or one of `organizations`, `consumers`, `common`; empty means the provider's own default.
    pub tenant: Line<255>,
    /// Where discovery starts, for [`Provider::Custom`].
    pub issuer: Option<Issuer>,
    /// The permissions to ask for instead of the provider's own; empty means those.
    pub scopes: Vec<String>,
    /// How a token is got.
    pub sign_in: SignInMethod,
    /// The last day of the client secret, as the provider's page shows it; Mailkey reminds of it.
    pub client_secret_expires: Option<SecretEnd>,
}

impl OAuthAccount {
    /// Who is expected to sign in: the person of a shared mailbox, else the mailbox itself.
    #[must_use]
    pub fn expected_sign_in(&self) -> Option<&EmailAddress> {
        self.sign_in_as.as_ref().or(self.account.as_ref())
    }

    /// The name that a protocol logs in with. In a shared mailbox SMTP knows the person, POP the mailbox; where the
    /// application got the token, there is no person.
    #[must_use]
    pub fn login_name(&self, protocol: Protocol, application: bool) -> Option<&EmailAddress> {
        match protocol {
            Protocol::Smtp if !application => self.expected_sign_in(),
            Protocol::Smtp | Protocol::Pop => self.account.as_ref(),
        }
    }
}

/// What `[smtp]` holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmtpSettings {
    /// The server that is tried first.
    pub server: Option<Host>,
    /// Tried when the first cannot be reached or does not answer in time; never after an answer to the login.
    pub secondary_server: Option<Host>,
    /// 465 means TLS from the first byte, every other port STARTTLS.
    pub port: Port,
    /// Whether the connection is protected.
    pub tls: bool,
    /// The time allowed for each step.
    pub timeout: Timeout,
    /// The name in the From field.
    pub sender_name: Line<64>,
    /// The address in the From field and in MAIL FROM.
    pub sender_address: Option<EmailAddress>,
    /// How to log in.
    pub method: Method,
    /// The user name, for [`Method::Password`] only.
    pub user: Line<255>,
    /// The account, for [`Method::OAuth2`] only.
    pub oauth2: OAuthAccount,
}

impl Default for SmtpSettings {
    fn default() -> Self {
        Self {
            server: None,
            secondary_server: None,
            port: Port::SUBMISSION,
            tls: true,
            timeout: Timeout::default(),
            sender_name: Line::default(),
            sender_address: None,
            method: Method::default(),
            user: Line::default(),
            oauth2: OAuthAccount::default(),
        }
    }
}

/// What `[pop]` holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PopSettings {
    /// The server.
    pub server: Option<Host>,
    /// 995 means TLS from the first byte, every other port STLS.
    pub port: Port,
    /// Whether the connection is protected.
    pub tls: bool,
    /// The time allowed for each step.
    pub timeout: Timeout,
    /// How often the mailbox is checked by itself.
    pub check_interval: CheckInterval,
    /// How to log in.
    pub method: Method,
    /// The user name, for [`Method::Password`] only.
    pub user: Line<255>,
    /// Whether POP uses SMTP's account and token.
    pub common_account: bool,
    /// POP's own account, used when `common_account` is off.
    pub oauth2: OAuthAccount,
}

impl Default for PopSettings {
    fn default() -> Self {
        Self {
            server: None,
            port: Port::POP3S,
            tls: true,
            timeout: Timeout::default(),
            check_interval: CheckInterval::default(),
            method: Method::default(),
            user: Line::default(),
            common_account: true,
            oauth2: OAuthAccount::default(),
        }
    }
}

/// Everything that settings.toml holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// Sending.
    pub smtp: SmtpSettings,
    /// Receiving.
    pub pop: PopSettings,
    /// The language of window and command line.
    pub language: Language,
    /// The colours of the window.
    pub theme: Theme,
    /// A PEM file whose certificates are trusted beside the system's store.
    pub extra_ca: Option<PathBuf>,
}

impl Settings {
    /// The name of the account that a protocol uses.
    #[must_use]
    pub fn account_id(&self, protocol: Protocol) -> AccountId {
        match protocol {
            Protocol::Pop if !self.pop.common_account => AccountId::POP,
            Protocol::Smtp | Protocol::Pop => AccountId::SMTP,
        }
    }

    /// The account that a protocol uses.
    #[must_use]
    pub fn account(&self, protocol: Protocol) -> &OAuthAccount {
        self.named(&self.account_id(protocol))
    }

    /// The account of this name.
    #[must_use]
    pub fn named(&self, id: &AccountId) -> &OAuthAccount {
        self.section(id.tab())
    }

    /// The account that a protocol's tab edits when it has its own.
    #[must_use]
    pub fn section(&self, of: Protocol) -> &OAuthAccount {
        match of {
            Protocol::Smtp => &self.smtp.oauth2,
            Protocol::Pop => &self.pop.oauth2,
        }
    }

    /// The protocols that an account serves.
    #[must_use]
    pub fn served_by(&self, id: &AccountId) -> Vec<Protocol> {
        Protocol::ALL.into_iter().filter(|p| self.account_id(*p) == *id).collect()
    }

    /// How a protocol logs in.
    #[must_use]
    pub fn method(&self, protocol: Protocol) -> Method {
        match protocol {
            Protocol::Smtp => self.smtp.method,
            Protocol::Pop => self.pop.method,
        }
    }

    /// Whether a protocol's settings want SSL/TLS.
    #[must_use]
    pub fn tls(&self, protocol: Protocol) -> bool {
        match protocol {
            Protocol::Smtp => self.smtp.tls,
            Protocol::Pop => self.pop.tls,
        }
    }

    /// How a protocol's connection is protected.
    #[must_use]
    pub fn security(&self, protocol: Protocol) -> Security {
        let port = match protocol {
            Protocol::Smtp => self.smtp.port,
            Protocol::Pop => self.pop.port,
        };
        Security::of(protocol, self.tls(protocol), port)
    }

    /// The user name of a protocol, for [`Method::Password`].
    #[must_use]
    pub fn user(&self, protocol: Protocol) -> &str {
        match protocol {
            Protocol::Smtp => self.smtp.user.as_str(),
            Protocol::Pop => self.pop.user.as_str(),
        }
    }
}
