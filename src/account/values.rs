//! Single values: hosts, numbers in a range, addresses, lines of text.

use std::fmt;
use std::net::IpAddr;
use std::num::NonZeroU16;
use std::str::FromStr;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Invalid;

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

/// How many days before an end that is known it is pressing: it is told then.
pub const PRESSING_DAYS: i32 = 7;

/// A day: the last one on which a client secret holds. Year, month and day, as in `2027-03-31` (ISO 8601).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SecretEnd(jiff::civil::Date);

impl SecretEnd {
    /// The day.
    #[must_use]
    pub fn date(self) -> jiff::civil::Date {
        self.0
    }

    /// Whether it is less than [`PRESSING_DAYS`] away, or over, where this computer is.
    #[must_use]
    pub fn is_near(self, now: jiff::Timestamp) -> bool {
        let today = now.to_zoned(jiff::tz::TimeZone::system()).date();
        self.0.duration_since(today) < jiff::SignedDuration::from_hours(24 * i64::from(PRESSING_DAYS))
    }
}

impl FromStr for SecretEnd {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let date = jiff::civil::Date::strptime("%Y-%m-%d", text.trim()).map_err(|_| Invalid::Date)?;
        if (2000..=9999).contains(&date.year()) { Ok(Self(date)) } else { Err(Invalid::Date) }
    }
}

impl fmt::Display for SecretEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
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
    url.host().is_some() && (url.scheme() == "https" || (url.scheme() == "http" && is_here(url)))
}

/// Whether an address is on this computer: a loopback address, or `localhost` (RFC 6761, 6.3).
#[must_use]
pub fn is_here(url: &url::Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

/// Whether a text is a GUID as Microsoft writes it: 8-4-4-4-12 hexadecimal digits.
#[must_use]
pub fn is_guid(text: &str) -> bool {
    let parts: Vec<_> = text.trim().split('-').collect();
    parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12])
        && parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_hexdigit()))
}
