//! The permissions that the practice provider knows.
//!
//! Protects: only known permissions are granted, so a typing mistake shows as `invalid_scope` here as it would at a
//! real provider. The names that Microsoft and Google use for mail are known too: presets can be tried unchanged.

use std::fmt;

use crate::account::Protocol;

/// The permission to send mail.
pub const SEND: &str = "mail.send";
/// The permission to read mail.
pub const READ: &str = "mail.read";
/// What the practice settings ask for.
pub(super) const ASKED: [&str; 6] = ["openid", "email", "profile", "offline_access", SEND, READ];

/// Every permission that can be asked for.
pub(super) const KNOWN: [&str; 9] = [
    "openid",
    "email",
    "profile",
    "offline_access",
    SEND,
    READ,
    "https://outlook.office.com/SMTP.Send",
    "https://outlook.office.com/POP.AccessAsUser.All",
    "https://mail.google.com/",
];

/// A set of known permissions, in the order in which they were asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Scopes(Vec<&'static str>);

impl Scopes {
    /// Reads the space-separated list of RFC 6749, 3.3. `None` when it is empty or holds an unknown permission.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut scopes = Vec::new();
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            let known = KNOWN.into_iter().find(|known| *known == word)?;
            if !scopes.contains(&known) {
                scopes.push(known);
            }
        }
        (!scopes.is_empty()).then_some(Self(scopes))
    }

    /// Whether a permission is among these.
    pub(super) fn has(&self, scope: &str) -> bool {
        self.0.contains(&scope)
    }

    /// Whether these open a mail server.
    pub(super) fn allow(&self, protocol: Protocol) -> bool {
        let names = match protocol {
            Protocol::Smtp => [SEND, "https://outlook.office.com/SMTP.Send", "https://mail.google.com/"],
            Protocol::Pop => [READ, "https://outlook.office.com/POP.AccessAsUser.All", "https://mail.google.com/"],
        };
        names.into_iter().any(|name| self.has(name))
    }

    /// Whether each of these is also among `others`.
    pub(super) fn within(&self, others: &Self) -> bool {
        self.0.iter().all(|scope| others.has(scope))
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_permissions_are_read_once_and_unknown_ones_refused() {
        let scopes = Scopes::parse("openid  mail.send openid").unwrap();
        assert_eq!(scopes.to_string(), "openid mail.send");
        assert!(scopes.allow(Protocol::Smtp) && !scopes.allow(Protocol::Pop));
        assert_eq!(Scopes::parse("openid mail.sent"), None);
        assert_eq!(Scopes::parse(" "), None);
    }

    #[test]
    fn one_google_permission_opens_both_servers() {
        let scopes = Scopes::parse("https://mail.google.com/").unwrap();
        assert!(scopes.allow(Protocol::Smtp) && scopes.allow(Protocol::Pop));
    }
}
