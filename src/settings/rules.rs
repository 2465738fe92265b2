//! Rules between several settings.
//!
//! Protects: a password or a token never crosses a network unprotected, whichever setting was changed last. Leaves to
//! others: rules of one setting (`keys`), and where a broken rule is shown.

use crate::account::{Host, Method, Protocol, Settings};

/// A rule between several settings that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Violation {
    /// TLS is off although a password or a token would be sent to another computer (RFC 6750, 5.3; RFC 8314, 4.1).
    #[error("TLS cannot be off: a password or a token would cross the network unprotected")]
    TlsOff(Protocol),
}

impl Violation {
    /// The key at which it is reported.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::TlsOff(Protocol::Smtp) => "smtp.tls",
            Self::TlsOff(Protocol::Pop) => "pop.tls",
        }
    }
}

/// The rules between settings that do not hold; empty when all do.
#[must_use]
pub fn violations(settings: &Settings) -> Vec<Violation> {
    let exposed = |tls: bool, method: Method, hosts: &[Option<&Host>]| {
        !tls && method != Method::None && hosts.iter().flatten().any(|host| !host.is_loopback())
    };
    let smtp = &settings.smtp;
    let pop = &settings.pop;
    let mut found = Vec::new();
    if exposed(smtp.tls, smtp.method, &[smtp.server.as_ref(), smtp.secondary_server.as_ref()]) {
        found.push(Violation::TlsOff(Protocol::Smtp));
    }
    if exposed(pop.tls, pop.method, &[pop.server.as_ref()]) {
        found.push(Violation::TlsOff(Protocol::Pop));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tls_may_be_off_only_on_loopback_or_without_a_secret() {
        let mut settings = Settings::default();
        settings.smtp.tls = false;
        assert_eq!(violations(&settings), []);
        settings.smtp.server = Some("127.0.0.1".parse().unwrap());
        assert_eq!(violations(&settings), []);
        settings.smtp.secondary_server = Some("mail.example.com".parse().unwrap());
        assert_eq!(violations(&settings), [Violation::TlsOff(Protocol::Smtp)]);
        settings.smtp.method = Method::None;
        assert_eq!(violations(&settings), []);
    }
}
