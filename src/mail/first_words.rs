//! What the first bytes of a server are, when they are not what was expected: TLS, a web server, another mail protocol.
//!
//! Protects: any bytes give an answer or nothing, within bounded time and memory; what is said was really there, and is
//! never guessed from a port number. Leaves to others: reading and the handshake ([`super::session`]).

use super::Cause;
use super::reply::tidy;
use crate::account::Protocol;

/// Whether bytes are the beginning of a TLS record: an alert or a handshake of version 3.x (RFC 8446, 5.1).
pub(super) fn is_tls(bytes: &[u8]) -> bool {
    matches!(bytes, [0x15 | 0x16, 0x03, ..])
}

/// Whether a line is a web server's.
pub(super) fn is_http(line: &[u8]) -> bool {
    let low = line.trim_ascii_start().get(..14).unwrap_or(line.trim_ascii_start()).to_ascii_lowercase();
    [&b"http/"[..], b"<html", b"<!doctype html"].iter().any(|start| low.starts_with(start))
}

/// What a web server said: from its first line and as many of the following as are there.
pub(super) fn http(bytes: &[u8]) -> Cause {
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.lines();
    let line = tidy(lines.next().unwrap_or_default());
    let fields = lines.take_while(|line| !line.trim().is_empty()).filter_map(|line| line.split_once(':'));
    let location = fields.into_iter().find(|(name, _)| name.eq_ignore_ascii_case("location"));
    Cause::Http { line, location: location.map(|(_, value)| tidy(value)).filter(|value| !value.is_empty()) }
}

/// The protocol whose greeting a line is, when it is not the one that is spoken here.
pub(super) fn other_protocol(line: &[u8], spoken: Protocol) -> Option<&'static str> {
    let starts =
        |start: &str| line.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start.as_bytes()));
    let greetings = [("* OK", "IMAP"), ("* PREAUTH", "IMAP"), ("* BYE", "IMAP"), ("SSH-", "SSH")];
    let known = greetings.iter().find(|(start, _)| starts(start)).map(|(_, name)| *name);
    known.or(match spoken {
        Protocol::Smtp if starts("+OK") || starts("-ERR") => Some("POP3"),
        Protocol::Pop if starts("220 ") || starts("220-") => Some("SMTP"),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tls_is_known_by_its_record() {
        assert!(is_tls(b"\x15\x03\x01\0\x02\x02\x46") && is_tls(b"\x16\x03\x03"));
        assert!(!is_tls(b"220 mail") && !is_tls(b"\x15") && !is_tls(b""));
    }

    #[test]
    fn a_web_server_is_known_and_says_where_it_leads() {
        let portal =
            b"HTTP/1.1 302 Found\r\nServer: x\r\nlocation: http://hotel.example/login?\x1b[2J\r\n\r\nLocation: no";
        assert!(is_http(portal) && is_http(b"<!DOCTYPE HTML>") && is_http(b"\r\n<html>") && !is_http(b"220 http/"));
        let Cause::Http { line, location } = http(portal) else { panic!() };
        assert_eq!(line, "HTTP/1.1 302 Found");
        assert_eq!(location.as_deref(), Some("http://hotel.example/login? [2J"));
        assert_eq!(http(b""), Cause::Http { line: String::new(), location: None });
    }

    #[test]
    fn another_protocol_is_known_by_its_greeting() {
        for (line, smtp, pop) in [
            ("* OK IMAP4rev1 ready", Some("IMAP"), Some("IMAP")),
            ("SSH-2.0-OpenSSH_9.2", Some("SSH"), Some("SSH")),
            ("+OK ready", Some("POP3"), None),
            ("220 mail ESMTP", None, Some("SMTP")),
            ("2200", None, None),
            ("", None, None),
        ] {
            assert_eq!(other_protocol(line.as_bytes(), Protocol::Smtp), smtp, "{line}");
            assert_eq!(other_protocol(line.as_bytes(), Protocol::Pop), pop, "{line}");
        }
    }

    proptest! {
        #[test]
        fn any_first_bytes_are_fine(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = (is_tls(&bytes), is_http(&bytes), other_protocol(&bytes, Protocol::Pop));
            let Cause::Http { line, location } = http(&bytes) else { panic!() };
            for text in [Some(line), location].into_iter().flatten() {
                prop_assert!(!text.chars().any(char::is_control));
            }
        }
    }
}
