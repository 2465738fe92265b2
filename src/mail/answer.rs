//! What a server answers: SMTP replies (RFC 5321, 4.2) and POP3 status lines (RFC 1939, 2449, 5034), and the lists of
//! what it can do (EHLO, CAPA).
//!
//! Protects: any bytes give an answer or `None`, never a panic; whatever is neither protocol's is `None`. Leaves to
//! others: reading the bytes ([`super::wire`]), cleaning the text ([`super::reply`]).

/// One line of an SMTP reply.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SmtpLine {
    /// The three digits, 200–599.
    pub(super) code: u16,
    /// Whether the reply ends with this line.
    pub(super) last: bool,
    pub(super) text: String,
}

impl SmtpLine {
    pub(super) fn parse(line: &[u8]) -> Option<Self> {
        let (digits, rest) = line.split_at_checked(3)?;
        if !matches!(digits, [b'2'..=b'5', b'0'..=b'9', b'0'..=b'9']) {
            return None;
        }
        let code = digits.iter().fold(0, |code, digit| code * 10 + u16::from(digit - b'0'));
        let (last, text) = match rest {
            [] => (true, rest),
            [b' ', text @ ..] => (true, text),
            [b'-', text @ ..] => (false, text),
            _ => return None,
        };
        Some(Self { code, last, text: String::from_utf8_lossy(text).into_owned() })
    }
}

/// A POP3 status line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum PopLine {
    /// `+OK`
    Ok(String),
    /// `+`, a SASL challenge in base64.
    Continue(String),
    /// `-ERR`; the code is `[…]` (RFC 2449, 8) in capitals, or `-ERR`.
    No { code: String, text: String },
}

impl PopLine {
    pub(super) fn parse(line: &[u8]) -> Option<Self> {
        let line = String::from_utf8_lossy(line);
        let (word, rest) = line.split_once(' ').unwrap_or((&line, ""));
        match word {
            "+" => Some(Self::Continue(rest.trim().to_owned())),
            _ if word.eq_ignore_ascii_case("+OK") => Some(Self::Ok(rest.to_owned())),
            _ if word.eq_ignore_ascii_case("-ERR") => {
                let (code, text) = response_code(rest).unwrap_or(("-ERR", rest));
                Some(Self::No { code: code.to_ascii_uppercase(), text: text.to_owned() })
            }
            _ => None,
        }
    }
}

/// A response code with its brackets, and the text after it.
fn response_code(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let end = text.strip_prefix('[')?.find(']')? + 2;
    let (code, rest) = text.split_at(end);
    let inner = &code[1..end - 1];
    let plain = (1..=40).contains(&inner.len())
        && inner.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte));
    plain.then_some((code, rest.trim_start()))
}

/// What a server says it can do.
#[derive(Debug, Default)]
pub(super) struct Capabilities(Vec<Vec<String>>);

impl Capabilities {
    /// From the lines of EHLO's answer after the first, or of CAPA's block.
    pub(super) fn parse<'a>(lines: impl IntoIterator<Item = &'a str>) -> Self {
        let words = |line: &str| line.split_ascii_whitespace().map(str::to_ascii_uppercase).collect::<Vec<_>>();
        Self(lines.into_iter().map(words).filter(|words| !words.is_empty()).collect())
    }

    pub(super) fn has(&self, keyword: &str) -> bool {
        self.0.iter().any(|line| line.first().is_some_and(|first| first == keyword))
    }

    /// The words after a keyword, from all its lines; also in the old form `AUTH=LOGIN PLAIN`.
    pub(super) fn parameters(&self, keyword: &str) -> Vec<String> {
        let mut found = Vec::new();
        for line in &self.0 {
            let Some((first, rest)) = line.split_first() else { continue };
            let old_form = first.strip_prefix(keyword).and_then(|rest| rest.strip_prefix('='));
            if first == keyword || old_form.is_some() {
                for word in old_form.into_iter().chain(rest.iter().map(String::as_str)) {
                    if !word.is_empty() && !found.iter().any(|known| known == word) {
                        found.push(word.to_owned());
                    }
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn smtp_lines() {
        let line = |code, last, text: &str| Some(SmtpLine { code, last, text: text.into() });
        assert_eq!(SmtpLine::parse(b"250-SIZE 1000"), line(250, false, "SIZE 1000"));
        assert_eq!(SmtpLine::parse(b"535 5.7.3 no"), line(535, true, "5.7.3 no"));
        assert_eq!(SmtpLine::parse(b"334"), line(334, true, ""));
        assert_eq!(SmtpLine::parse(b"334 "), line(334, true, ""));
        assert_eq!(SmtpLine::parse(b"550 \xe8\xe9"), line(550, true, "\u{fffd}\u{fffd}"));
        for bad in [&b""[..], b"25", b"150 x", b"650 x", b"2x0 x", b"250x", b"+OK", b"HTTP/1.1 400 Bad Request"] {
            assert_eq!(SmtpLine::parse(bad), None);
        }
    }

    #[test]
    fn pop_lines() {
        let no = |code: &str, text: &str| Some(PopLine::No { code: code.into(), text: text.into() });
        assert_eq!(PopLine::parse(b"+OK 2 320"), Some(PopLine::Ok("2 320".into())));
        assert_eq!(PopLine::parse(b"+"), Some(PopLine::Continue(String::new())));
        assert_eq!(PopLine::parse(b"+ e30="), Some(PopLine::Continue("e30=".into())));
        assert_eq!(PopLine::parse(b"-ERR [AUTH] Authentication failed."), no("[AUTH]", "Authentication failed."));
        assert_eq!(PopLine::parse(b"-err [sys/temp] later"), no("[SYS/TEMP]", "later"));
        assert_eq!(PopLine::parse(b"-ERR"), no("-ERR", ""));
        assert_eq!(PopLine::parse(b"-ERR [not a code] x"), no("-ERR", "[not a code] x"));
        assert_eq!(PopLine::parse(b"-ERR [] x"), no("-ERR", "[] x"));
        assert_eq!(PopLine::parse("-ERR [\u{17e}".as_bytes()), no("-ERR", "[\u{17e}"));
        for bad in [&b""[..], b"OK", b"+OKAY", b"220 smtp", b"-"] {
            assert_eq!(PopLine::parse(bad), None);
        }
    }

    #[test]
    fn capabilities() {
        let offered = Capabilities::parse(["SIZE 1", "auth plain XOAUTH2", "AUTH=PLAIN LOGIN", "", "STARTTLS"]);
        assert!(offered.has("STARTTLS") && !offered.has("TOP"));
        assert_eq!(offered.parameters("AUTH"), ["PLAIN", "XOAUTH2", "LOGIN"]);
        assert!(offered.parameters("SASL").is_empty());
    }

    proptest! {
        #[test]
        fn any_bytes_are_an_answer_or_none(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            for start in [&b""[..], b"250-", b"535 ", b"-ERR ", b"-ERR [", b"+OK ", b"+ "] {
                let line = [start, &bytes].concat();
                if let Some(parsed) = SmtpLine::parse(&line) {
                    prop_assert!((200..600).contains(&parsed.code));
                    prop_assert!(parsed.text.len() <= 3 * line.len());
                }
                if let Some(PopLine::No { code, .. }) = PopLine::parse(&line) {
                    prop_assert!(code == "-ERR" || (code.starts_with('[') && code.is_ascii() && code.len() <= 42));
                }
                let text = String::from_utf8_lossy(&line);
                let _ = Capabilities::parse(text.split('\n')).parameters("AUTH");
            }
        }
    }
}
