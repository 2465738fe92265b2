//! Making a message (RFC 5322, 2045, 2047).
//!
//! Protects: whatever is typed, the message is well-formed: no text can add a header or a line, a body in any language
//! is encoded so that every server takes it. Leaves to others: sending ([`super::smtp`]).

use std::time::{Duration, SystemTime};

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, SinglePart};
use lettre::{Address, Message};

use super::header::OWN_ID;
use super::reply::tidy;
use crate::account::{EmailAddress, Line};

/// Why a message cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ComposeError {
    /// An address that cannot stand in a message.
    #[error("{0} cannot be used as an address in a message")]
    Address(EmailAddress),
    /// The message library refused; its words.
    #[error("the message cannot be made: {0}")]
    Message(String),
    /// The system gives no random numbers, so no Message-ID can be made.
    #[error("the system gives no random numbers")]
    Random,
}

/// A message of plain text (UTF-8) with From, To, Subject, Date and a Message-ID of the sender's domain, which is repeated
/// in a field of Mailkey's own.
///
/// Control characters and line breaks in the subject become blanks; line breaks in the body become CR LF.
///
/// # Errors
/// See [`ComposeError`].
pub fn compose(
    from_name: &Line<64>,
    from: &EmailAddress,
    to: &EmailAddress,
    subject: &str,
    body: &str,
    date: SystemTime,
) -> Result<Message, ComposeError> {
    let sender = address(from)?;
    let id = message_id(sender.domain())?;
    let name = (!from_name.is_empty()).then(|| from_name.as_str().to_owned());
    Message::builder()
        .from(Mailbox::new(name, sender))
        .to(Mailbox::new(None, address(to)?))
        .subject(tidy(subject))
        .date(in_range(date))
        .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str(OWN_ID), id.trim_matches(['<', '>']).to_owned()))
        .message_id(Some(id))
        .singlepart(SinglePart::builder().header(ContentType::TEXT_PLAIN).body(lines(body)))
        .map_err(|error| ComposeError::Message(error.to_string()))
}

/// The address for lettre, its domain in ASCII (RFC 5891), so that only a local part may need SMTPUTF8.
fn address(email: &EmailAddress) -> Result<Address, ComposeError> {
    let refused = || ComposeError::Address(email.clone());
    let address: Address = email.as_str().parse().map_err(|_| refused())?;
    match url::Host::parse(address.domain()) {
        Ok(url::Host::Domain(domain)) => Address::new(address.user(), domain).map_err(|_| refused()),
        _ => Ok(address),
    }
}

fn message_id(domain: &str) -> Result<String, ComposeError> {
    let mut random = [0; 16];
    let provider = rustls::crypto::ring::default_provider();
    provider.secure_random.fill(&mut random).map_err(|_| ComposeError::Random)?;
    let random: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("<{random}@{domain}>"))
}

/// RFC 5322's dates have four digits of year; lettre panics on others.
fn in_range(date: SystemTime) -> SystemTime {
    let last = SystemTime::UNIX_EPOCH + Duration::from_secs(253_402_300_799); // 9999-12-31T23:59:59Z
    date.clamp(SystemTime::UNIX_EPOCH, last)
}

/// Line breaks of any kind as CR LF; other control characters than the tab go.
fn lines(body: &str) -> String {
    let unix = body.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = unix.chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect();
    kept.replace('\n', "\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn made(name: &str, from: &str, subject: &str, body: &str, date: SystemTime) -> String {
        let message = compose(
            &name.parse().unwrap(),
            &from.parse().unwrap(),
            &"to@example.org".parse().unwrap(),
            subject,
            body,
            date,
        );
        String::from_utf8(message.unwrap().formatted()).unwrap()
    }

    #[test]
    fn a_message_has_all_its_parts() {
        let date = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let text = made("Recepce – příjem", "recepce@example.cz", "Zkouška", "Příliš žluťoučký\nkůň", date);
        let parsed = mail_parser::MessageParser::default().parse(text.as_bytes()).unwrap();
        let from = parsed.from().unwrap().first().unwrap();
        assert_eq!(from.name(), Some("Recepce – příjem"));
        assert_eq!(from.address(), Some("recepce@example.cz"));
        assert_eq!(parsed.to().unwrap().first().unwrap().address(), Some("to@example.org"));
        assert_eq!(parsed.subject(), Some("Zkouška"));
        assert_eq!(parsed.date().unwrap().to_timestamp(), 1_700_000_000);
        assert!(parsed.message_id().unwrap().ends_with("@example.cz"));
        assert_eq!(parsed.body_text(0).unwrap().replace("\r\n", "\n").trim_end(), "Příliš žluťoučký\nkůň");
        assert!(text.contains("MIME-Version: 1.0\r\n") && text.contains("charset=utf-8"), "{text}");
        assert!(text.is_ascii());
    }

    /// Also one of a long domain, which a line of a header could be broken at or encoded for.
    #[test]
    fn a_message_is_known_by_its_own_field() {
        use super::super::header::is_one_of;
        for domain in ["example.cz".to_owned(), format!("{}.cz", ["a"; 80].join("."))] {
            let text = made("", &format!("recepce@{domain}"), "s", "b", SystemTime::UNIX_EPOCH);
            let ids = super::super::identifications(&text.replace(&format!("<recepce@{domain}>"), ""));
            assert_eq!(ids.len(), 1, "{text}");
            let renamed = text.replace("Message-ID: <", "Message-ID: <other.");
            assert!(is_one_of(text.as_bytes(), &ids) && is_one_of(renamed.as_bytes(), &ids), "{text}");
            assert!(!is_one_of(renamed.replace(OWN_ID, "X-Other").as_bytes(), &ids), "{text}");
        }
    }

    #[test]
    fn message_ids_differ() {
        assert_ne!(message_id("example.com"), message_id("example.com"));
    }

    #[test]
    fn a_domain_with_other_letters_goes_out_in_ascii() {
        let text = made("", "info@příklad.cz", "s", "b", SystemTime::UNIX_EPOCH);
        assert!(text.contains("From: info@xn--pklad-zsa96e.cz\r\n"), "{text}");
        assert!(text.is_ascii(), "{text}");
    }

    #[test]
    fn odd_dates_do_not_panic() {
        for date in [
            SystemTime::UNIX_EPOCH - Duration::from_secs(1 << 40),
            SystemTime::UNIX_EPOCH + Duration::from_secs(1 << 45),
        ] {
            assert!(made("", "a@example.com", "s", "b", date).contains("Date: "));
        }
    }

    proptest! {
        #[test]
        fn no_text_adds_a_header(subject in any::<String>(), body in any::<String>()) {
            let text = made("x", "a@example.com", &subject, &body, SystemTime::UNIX_EPOCH);
            let (head, _) = text.split_once("\r\n\r\n").unwrap();
            let names: Vec<&str> = head
                .split("\r\n")
                .filter(|line| !line.starts_with([' ', '\t']))
                .map(|line| line.split(':').next().unwrap())
                .collect();
            prop_assert_eq!(
                names,
                ["From", "To", "Subject", "Date", OWN_ID, "Message-ID", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"]
            );
            prop_assert!(text.is_ascii());
            prop_assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
        }
    }
}
