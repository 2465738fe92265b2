//! What is configured: the vocabulary that every other module shares.
//!
//! Protects: a value of one of these types is valid, whoever made it; what a person typed becomes such a value only
//! through `FromStr`/`TryFrom`, which answer with an [`Invalid`] that names what is wrong. Leaves to others: files
//! ([`crate::settings`]), secrets ([`crate::secrets`]), words for people (`crate::words`). No input or output here.

use std::borrow::Cow;
use std::fmt;
use std::net::IpAddr;
use std::num::NonZeroU16;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Why a typed value is not valid. Each variant is one sentence for the person who typed it (see `crate::words`).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Invalid {
    /// A number outside its range, or not a number at all.
    #[error("must be a whole number from {min} to {max}")]
    Range {
        /// The smallest value allowed.
        min: i64,
        /// The largest value allowed.
        max: i64,
    },
    /// More characters than allowed.
    #[error("must not be longer than {max} characters")]
    TooLong {
        /// The most characters allowed.
        max: usize,
    },
    /// A control character (line break, tab, NUL …) inside a text of one line.
    #[error("must not contain control characters")]
    Control,
    /// Neither a host name nor an IP address.
    #[error("is not a host name or an IP address")]
    Host,
    /// Not an e-mail address.
    #[error("is not an e-mail address")]
    Address,
    /// An e-mail address whose domain has no dot.
    #[error("is an e-mail address whose domain has no dot")]
    AddressNoDot,
    /// Not a web address, or one that is neither https nor on this computer.
    #[error("must be an https:// address (http:// only on this computer)")]
    Url,
    /// None of the words that are allowed here.
    #[error("must be one of: {}", .0.join(", "))]
    OneOf(&'static [&'static str]),
    /// A value of another type: a text where a number is wanted, and so on.
    #[error("must be {0}")]
    Type(Shape),
    /// Spaces inside a value that is one word.
    #[error("must not contain spaces")]
    Space,
}

/// The shape of a value in settings.toml and on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A text.
    Text,
    /// A whole number.
    Number,
    /// true or false.
    Switch,
    /// A list of texts.
    List,
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "a text in quotes",
            Self::Number => "a whole number",
            Self::Switch => "true or false",
            Self::List => "a list of texts",
        })
    }
}

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
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A host name (RFC 1123, at most 253 characters; names with other letters are kept in their ASCII form, RFC 5891) or an IP address.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Host(String);

impl Host {
    /// The most characters a host name can have (RFC 1035, 2.3.4).
    pub const MAX: usize = 253;

    /// The host as text; an IPv6 address without brackets.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is a loopback address, or `localhost` (RFC 6761, 6.3).
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        self.0 == "localhost" || self.0.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
    }
}

impl FromStr for Host {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let bare = text.trim();
        let unbracketed = bare.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(bare);
        if let Ok(ip) = unbracketed.parse::<IpAddr>() {
            return Ok(Self(ip.to_string()));
        }
        let dotless = bare.strip_suffix('.').unwrap_or(bare);
        let Ok(url::Host::Domain(name)) = url::Host::parse(dotless) else {
            return Err(Invalid::Host);
        };
        if name.len() > Self::MAX {
            return Err(Invalid::TooLong { max: Self::MAX });
        }
        let label_ok = |label: &str| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        if name.split('.').all(label_ok) { Ok(Self(name)) } else { Err(Invalid::Host) }
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A TCP port, 1–65535.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Port(NonZeroU16);

impl Port {
    /// Message submission (RFC 6409): STARTTLS.
    pub const SUBMISSION: Self = Self(NonZeroU16::new(587).expect("587 is not zero"));
    /// POP3 with TLS from the first byte (RFC 8314, 7.3).
    pub const POP3S: Self = Self(NonZeroU16::new(995).expect("995 is not zero"));

    /// The number.
    #[must_use]
    pub fn get(self) -> u16 {
        self.0.get()
    }
}

impl TryFrom<i64> for Port {
    type Error = Invalid;

    fn try_from(number: i64) -> Result<Self, Invalid> {
        u16::try_from(number).ok().and_then(NonZeroU16::new).map(Self).ok_or(Invalid::Range { min: 1, max: 65535 })
    }
}

impl fmt::Display for Port {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The time allowed for each step (name look-up, connect, TLS, every single reply), 1–300 seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeout(u16);

impl Timeout {
    /// Seconds.
    #[must_use]
    pub fn seconds(self) -> u16 {
        self.0
    }

    /// As a duration.
    #[must_use]
    pub fn duration(self) -> Duration {
        Duration::from_secs(self.0.into())
    }
}

impl Default for Timeout {
    fn default() -> Self {
        Self(20)
    }
}

impl TryFrom<i64> for Timeout {
    type Error = Invalid;

    fn try_from(number: i64) -> Result<Self, Invalid> {
        in_range(number, 1, 300).map(Self)
    }
}

/// Minutes between two checks of the mailbox, 0–480; 0 means only on request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckInterval(u16);

impl CheckInterval {
    /// Minutes; 0 means only on request.
    #[must_use]
    pub fn minutes(self) -> u16 {
        self.0
    }

    /// The pause between two checks, or `None` when checks are only made on request.
    #[must_use]
    pub fn every(self) -> Option<Duration> {
        (self.0 > 0).then(|| Duration::from_secs(u64::from(self.0) * 60))
    }
}

impl Default for CheckInterval {
    fn default() -> Self {
        Self(15)
    }
}

impl TryFrom<i64> for CheckInterval {
    type Error = Invalid;

    fn try_from(number: i64) -> Result<Self, Invalid> {
        in_range(number, 0, 480).map(Self)
    }
}

fn in_range(number: i64, min: u16, max: u16) -> Result<u16, Invalid> {
    u16::try_from(number)
        .ok()
        .filter(|n| (min..=max).contains(n))
        .ok_or(Invalid::Range { min: min.into(), max: max.into() })
}

/// An e-mail address (RFC 5321 mailbox without a display name). Compared without regard to case, as providers do.
#[derive(Debug, Clone, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

impl EmailAddress {
    /// The address as typed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl PartialEq for EmailAddress {
    fn eq(&self, other: &Self) -> bool {
        self.0.to_lowercase() == other.0.to_lowercase()
    }
}

impl FromStr for EmailAddress {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let text = text.trim();
        if text.chars().count() > 254 {
            return Err(Invalid::TooLong { max: 254 });
        }
        let address: lettre::Address = text.parse().map_err(|_| Invalid::Address)?;
        let domain = address.domain();
        if !domain.contains('.') && domain != "localhost" && !domain.starts_with('[') {
            return Err(Invalid::AddressNoDot);
        }
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        text.parse()
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One line of text without control characters, at most `MAX` characters, without blanks at its ends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line<const MAX: usize>(String);

impl<const MAX: usize> Line<MAX> {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nothing was entered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<const MAX: usize> FromStr for Line<MAX> {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let text = text.trim();
        if text.chars().any(char::is_control) {
            Err(Invalid::Control)
        } else if text.chars().count() > MAX {
            Err(Invalid::TooLong { max: MAX })
        } else {
            Ok(Self(text.to_owned()))
        }
    }
}

impl<const MAX: usize> fmt::Display for Line<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The address of an OpenID issuer: https, or http on this computer only (practice mode, tests).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issuer(url::Url);

impl Issuer {
    /// The address, without a slash at its end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str().trim_end_matches('/')
    }
}

impl FromStr for Issuer {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let url = url::Url::parse(text.trim()).map_err(|_| Invalid::Url)?;
        if is_safe(&url) && url.query().is_none() && url.fragment().is_none() {
            Ok(Self(url))
        } else {
            Err(Invalid::Url)
        }
    }
}

impl fmt::Display for Issuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Whether tokens may be sent to this address: https anywhere (RFC 6749, 3.1 and 3.2), http on loopback only.
#[must_use]
pub fn is_safe(url: &url::Url) -> bool {
    let loopback = match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        None => return false,
    };
    url.scheme() == "https" || (url.scheme() == "http" && loopback)
}

/// A set of words, one of which is chosen: gives the enum its words, `FromStr` and `Display`.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "lowercase")]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every choice, in the order in which it is offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The words of the settings file, in the same order.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The word of the settings file.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl FromStr for $name {
            type Err = Invalid;

            fn from_str(text: &str) -> Result<Self, Invalid> {
                match text.trim() {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(Invalid::OneOf(Self::WORDS)),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}

words! {
    /// How Mailkey proves to a mail server who it is.
    Method {
        /// Not at all.
        None = "none",
        /// A user name and a password (SASL PLAIN, POP3 USER/PASS).
        Password = "password",
        /// An OAuth 2.0 access token (SASL XOAUTH2 or OAUTHBEARER).
        #[default]
        OAuth2 = "oauth2",
    }
}

words! {
    /// Who issues the tokens.
    Provider {
        /// Microsoft 365 for work or school (Exchange Online).
        #[default]
        Microsoft = "microsoft",
        /// Outlook.com, Hotmail, Live: personal accounts.
        Outlook = "outlook",
        /// Gmail and Google Workspace.
        Google = "google",
        /// Anyone with OpenID discovery at an issuer address.
        Custom = "custom",
    }
}

words! {
    /// The language of the window and of the command line.
    Language {
        /// The system's, or English when that is neither.
        #[default]
        System = "system",
        /// Czech.
        Czech = "cs",
        /// English.
        English = "en",
    }
}

words! {
    /// The colours of the window.
    Theme {
        /// As the system is set.
        #[default]
        System = "system",
        /// Dark text on light ground.
        Light = "light",
        /// Light text on dark ground.
        Dark = "dark",
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
}

impl OAuthAccount {
    /// Who is expected to sign in: the person of a shared mailbox, else the mailbox itself.
    #[must_use]
    pub fn expected_sign_in(&self) -> Option<&EmailAddress> {
        self.sign_in_as.as_ref().or(self.account.as_ref())
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
        match protocol {
            Protocol::Pop if !self.pop.common_account => &self.pop.oauth2,
            Protocol::Smtp | Protocol::Pop => &self.smtp.oauth2,
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
}
