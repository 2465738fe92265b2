//! From the header of a message to the line that is shown for it.
//!
//! Protects: any bytes give a line fit for a screen: decoded (RFC 2047, raw 8-bit), without control characters, of
//! bounded length; a header that cannot be read gives an empty line and no error. Leaves to others: fetching
//! ([`super::pop3`]).

use mail_parser::{HeaderName, MessageParser};

use super::reply::tidy;

/// One message in a mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The number in this POP3 session, 1 is the oldest.
    pub number: u32,
    /// Who sent it, `Name <address>`, or what of it there is; may be empty.
    pub from: String,
    /// The subject; may be empty.
    pub subject: String,
    /// The Date field, when there is one and it is a date.
    pub date: Option<jiff::Timestamp>,
    /// Bytes, as the server counts them.
    pub size: Option<u64>,
}

impl Header {
    /// A message of which nothing more is known.
    pub(super) fn unknown(number: u32, size: Option<u64>) -> Self {
        Self { number, from: String::new(), subject: String::new(), date: None, size }
    }

    /// What the header of a message (or the whole message) says.
    pub(super) fn parse(number: u32, size: Option<u64>, raw: &[u8]) -> Self {
        let parser = MessageParser::new()
            .header_address(HeaderName::From)
            .header_address(HeaderName::Sender)
            .header_text(HeaderName::Subject)
            .header_date(HeaderName::Date);
        let Some(message) = parser.parse_headers(raw) else { return Self::unknown(number, size) };
        let sender = message.from().or_else(|| message.sender()).and_then(|list| list.first());
        let from = match sender.map(|who| (who.name().map(tidy), who.address().map(tidy))) {
            Some((Some(name), Some(address))) if !name.is_empty() && name != address => format!("{name} <{address}>"),
            Some((name, address)) => address.filter(|text| !text.is_empty()).or(name).unwrap_or_default(),
            None => String::new(),
        };
        let date = message
            .date()
            .filter(|date| date.is_valid())
            .and_then(|date| jiff::Timestamp::from_second(date.to_timestamp()).ok());
        Self { number, from, subject: message.subject().map(tidy).unwrap_or_default(), date, size }
    }
}

/// The field in which a message of Mailkey's own repeats its Message-ID: Amazon SES and others replace that one, and
/// leave fields alone that they do not know.
pub(super) const OWN_ID: &str = "X-Mailkey-ID";

/// The fields that can hold the identification with which a message was sent. The servers that Exchange Online and
/// Outlook.com take messages with replace Message-ID and keep the former one under their own name; fields that they do
/// not know they have been seen to take out (chatmail/core #1006), so [`OWN_ID`] alone would not do.
const ID_FIELDS: [&str; 3] = ["Message-ID", "X-Microsoft-Original-Message-ID", OWN_ID];

/// The most identifications that are looked for.
const MAX_IDS: usize = 4;
/// The longest identification: a line of RFC 5322 (2.1.1), less its brackets.
const MAX_ID: usize = 996;

/// The message identifications in a text (RFC 5322, 3.6.4), without their angle brackets: a message's own, or the one
/// that a server gave it and names in its answer, as Exchange Online does. A few at the most.
#[must_use]
pub fn identifications(text: &str) -> Vec<String> {
    let whole = |id: &&str| {
        let plain = id.bytes().all(|byte| byte.is_ascii_graphic());
        plain
            && id.len() <= MAX_ID
            && id.split_once('@').is_some_and(|(left, right)| !left.is_empty() && !right.is_empty())
    };
    let pieces = text.split('<').skip(1).filter_map(|piece| piece.split_once('>'));
    pieces.map(|(id, _)| id).filter(whole).take(MAX_IDS).map(str::to_owned).collect()
}

/// Whether a message is one of those that have these identifications.
pub(super) fn is_one_of(raw: &[u8], ids: &[String]) -> bool {
    let parser = MessageParser::new().default_header_raw();
    let Some(message) = parser.parse_headers(raw) else { return false };
    message.headers_raw().any(|(name, value)| {
        let value = value.trim();
        let value = value.strip_prefix('<').and_then(|value| value.strip_suffix('>')).unwrap_or(value);
        ID_FIELDS.iter().any(|field| field.eq_ignore_ascii_case(name)) && ids.iter().any(|id| id == value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(raw: &[u8]) -> Header {
        Header::parse(7, Some(100), raw)
    }

    #[test]
    fn encoded_words_are_decoded() {
        let header = parse(
            b"From: =?UTF-8?B?SmFuYSBOb3bDoWtvdsOh?= <jana@example.cz>\r\nSubject: =?iso-8859-2?Q?P=F8=EDli=B9?=\r\n =?utf-8?q?_=C5=BElu=C5=A5ou=C4=8Dk=C3=BD?=\r\nDate: Tue, 14 Nov 2023 23:13:20 +0100\r\n\r\n",
        );
        assert_eq!(header.from, "Jana Nováková <jana@example.cz>");
        assert_eq!(header.subject, "Příliš žluťoučký");
        assert_eq!(header.date, Some(jiff::Timestamp::from_second(1_700_000_000).unwrap()));
        assert_eq!((header.number, header.size), (7, Some(100)));
    }

    #[test]
    fn raw_eight_bit_is_kept_where_it_is_utf8() {
        let header = parse("From: Žofie <z@example.cz>\r\nSubject: Dobrý den\r\n\r\n".as_bytes());
        assert_eq!((header.from.as_str(), header.subject.as_str()), ("Žofie <z@example.cz>", "Dobrý den"));
        assert!(parse(b"Subject: Dobr\xfd den\r\n\r\n").subject.starts_with("Dobr"));
    }

    #[test]
    fn control_characters_inside_encoded_words_go() {
        let header = parse(b"Subject: =?utf-8?q?a=0D=0Ab=1B[31mc=00?=\r\nFrom: \x07x\x1b <a@b.cz>\r\n\r\n");
        assert_eq!(header.subject, "a b [31mc");
        assert!(!header.from.chars().any(char::is_control), "{}", header.from);
    }

    #[test]
    fn what_is_missing_is_empty() {
        for nothing in [&b""[..], b"\r\n", b"garbage", b"\xff\xff\xff\r\n\r\n"] {
            let header = parse(nothing);
            assert_eq!((header.subject.as_str(), header.date), ("", None));
        }
        assert_eq!(parse(b"From: only@example.com\r\n\r\n").from, "only@example.com");
        assert_eq!(parse(b"Sender: <s@example.com>\r\n\r\n").from, "s@example.com");
        assert_eq!(parse(b"Date: Tue, 99 Foo 99999 99:99:99 +9999\r\n\r\n").date, None);
    }

    #[test]
    fn a_message_is_known_by_any_field_that_holds_its_identification() {
        let ids = identifications("<1@b.cz> 2.0.0 OK <2@PROD.OUTLOOK.COM> [Hostname=x]");
        assert_eq!(ids, ["1@b.cz", "2@PROD.OUTLOOK.COM"]);
        for raw in [
            "Message-ID: <1@b.cz>\r\n\r\n",
            "message-id:\r\n <2@PROD.OUTLOOK.COM>\r\n\r\n",
            "From: a@b.cz\r\nMessage-ID: <3@b.cz>\r\nX-Microsoft-Original-Message-ID:\r\n\t<1@b.cz>\r\n\r\n",
            "Message-ID: <3@b.cz>\r\nX-MAILKEY-ID: 1@b.cz\r\n\r\n",
        ] {
            assert!(is_one_of(raw.as_bytes(), &ids), "{raw}");
            assert!(!is_one_of(raw.as_bytes(), &[]) && !is_one_of(raw.as_bytes(), &["1@b".to_owned()]), "{raw}");
        }
        // An answer to it is another message, and what stands in the body is no header.
        for raw in
            ["Message-ID: <3@b.cz>\r\nReferences: <1@b.cz>\r\n\r\n", "From: a@b.cz\r\n\r\nMessage-ID: <1@b.cz>\r\n"]
        {
            assert!(!is_one_of(raw.as_bytes(), &ids), "{raw}");
        }
    }

    #[test]
    fn what_is_no_identification_is_not_looked_for() {
        for none in ["", "queued as 4XyZ", "<>", "<a>", "<@>", "<a@>", "<a b@c>", "<a@b", "a@b>", "<ž@b>"] {
            assert!(identifications(none).is_empty(), "{none}");
        }
        assert!(identifications(&format!("<{}@b>", "x".repeat(MAX_ID))).is_empty());
        assert_eq!(identifications(&"<a@b>".repeat(99)).len(), MAX_IDS);
    }

    proptest! {
        #[test]
        fn any_bytes_have_an_identification_or_none(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let ids = identifications(&String::from_utf8_lossy(&bytes));
            prop_assert!(ids.len() <= MAX_IDS);
            for start in ["", "Message-ID: <", "X-Mailkey-ID: "] {
                prop_assert!(!is_one_of(&[start.as_bytes(), &bytes].concat(), &["1f@b.cz".to_owned()]));
            }
        }

        #[test]
        fn any_bytes_give_a_line(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            for start in ["", "Subject: ", "From: ", "Date: ", "Subject: =?utf-8?B?", "Subject: =?x?Q?", "From: =?utf-7?q?"] {
                let header = parse(&[start.as_bytes(), &bytes].concat());
                for text in [header.from, header.subject] {
                    prop_assert!(!text.chars().any(char::is_control));
                    prop_assert!(text.chars().count() <= 2_100);
                }
            }
        }

        #[test]
        fn any_date_is_a_date_or_none(text in "[A-Za-z0-9:+, -]{0,40}", n in any::<[u32; 7]>()) {
            let _ = parse(format!("Date: {text}\r\n\r\n").as_bytes());
            let [day, year, hour, minute, second, zone, month] = n;
            let month = ["Jan", "Feb", "Dec", "Xyz"][month as usize % 4];
            let _ = parse(format!("Date: {day} {month} {year} {hour}:{minute}:{second} +{zone}\r\n\r\n").as_bytes());
        }
    }
}
