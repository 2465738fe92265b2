//! Sender and recipients as SMTP names them (RFC 5321, 3.3; RFC 6531, 3.4).
//!
//! Protects: a domain goes out in ASCII, and what a server does not support is not asked of it. Leaves to others: when
//! the commands are sent ([`super::smtp`]).

use super::Cause;
use super::answer::Capabilities;
use crate::account::EmailAddress;

/// From whom, to whom, and what the message needs.
pub(super) struct Envelope {
    from: String,
    to: Vec<String>,
    /// Whether the message has other bytes than ASCII (RFC 6152).
    eight_bit: bool,
}

impl Envelope {
    /// A message's.
    pub(super) fn of(envelope: &lettre::address::Envelope, eight_bit: bool) -> Self {
        let from = envelope.from().map(ToString::to_string).unwrap_or_default();
        Self { from, to: envelope.to().iter().map(ToString::to_string).collect(), eight_bit }
    }

    /// Of a message that will not be sent.
    pub(super) fn between(from: &EmailAddress, to: &EmailAddress) -> Self {
        Self { from: in_ascii(from), to: vec![in_ascii(to)], eight_bit: false }
    }

    /// MAIL FROM.
    ///
    /// # Errors
    /// [`Cause::NotSupported`] with the extension that the server lacks.
    pub(super) fn mail(&self, offered: &Capabilities) -> Result<String, Cause> {
        let mut command = format!("MAIL FROM:<{}>", self.from);
        if !self.to.iter().chain([&self.from]).all(|address| address.is_ascii()) {
            require(offered, "SMTPUTF8")?;
            command.push_str(" SMTPUTF8");
        }
        if self.eight_bit {
            require(offered, "8BITMIME")?;
            command.push_str(" BODY=8BITMIME");
        }
        Ok(command)
    }

    /// RCPT TO for each.
    pub(super) fn recipients(&self) -> impl Iterator<Item = String> {
        self.to.iter().map(|to| format!("RCPT TO:<{to}>"))
    }
}

fn require(offered: &Capabilities, extension: &'static str) -> Result<(), Cause> {
    if offered.has(extension) { Ok(()) } else { Err(Cause::NotSupported(extension)) }
}

/// An address with its domain in ASCII (RFC 5891), so that only a local part may need SMTPUTF8.
fn in_ascii(email: &EmailAddress) -> String {
    match email.as_str().rsplit_once('@').map(|(user, domain)| (user, url::Host::parse(domain))) {
        Some((user, Ok(url::Host::Domain(domain)))) => format!("{user}@{domain}"),
        _ => email.as_str().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_with_other_letters_goes_out_in_ascii_and_a_name_needs_smtputf8() {
        let between = |from: &str, to: &str| Envelope::between(&from.parse().unwrap(), &to.parse().unwrap());
        let nothing = Capabilities::default();
        let plain = between("info@příklad.cz", "b@[127.0.0.1]");
        assert_eq!(plain.mail(&nothing).unwrap(), "MAIL FROM:<info@xn--pklad-zsa96e.cz>");
        assert_eq!(plain.recipients().collect::<Vec<_>>(), ["RCPT TO:<b@[127.0.0.1]>"]);
        let other = between("info@example.cz", "žofie@example.cz");
        assert_eq!(other.mail(&nothing), Err(Cause::NotSupported("SMTPUTF8")));
        let offered = Capabilities::parse(["SMTPUTF8"]);
        assert_eq!(other.mail(&offered).unwrap(), "MAIL FROM:<info@example.cz> SMTPUTF8");
    }
}
