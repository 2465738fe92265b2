//! A server's words, made fit to be shown, logged and kept.
//!
//! Protects: no control character, nothing endless, and no secret, even when the server echoes one, is in a [`Reply`].
//! Leaves to others: what the words mean for the person (`crate::words`).

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use zeroize::Zeroizing;

use crate::log::net;
use crate::redact::Secrets;

/// The most characters of a server's words that are kept.
const MAX_TEXT: usize = 1_000;

/// A refusal in the server's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// SMTP: the three digits (`535`). POP3: the response code with its brackets (`[AUTH]`, RFC 2449 and 3206) or `-ERR`.
    pub code: String,
    /// All lines as one, without control characters, at most 1,000 characters, secrets removed.
    pub text: String,
    /// What a server said by a SASL challenge before it refused: JSON as a rule (RFC 7628, 3.2.2; XOAUTH2 has the same).
    pub challenge: Option<String>,
}

impl Reply {
    /// Whether the server says "not now": nothing is wrong with the account, trying later may work.
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        self.code.starts_with('4')
            || ["[SYS/TEMP]", "[IN-USE]", "[LOGIN-DELAY]"].iter().any(|code| self.code.eq_ignore_ascii_case(code))
    }

    /// The enhanced status code at the start of an SMTP text, for example `5.7.139` (RFC 3463).
    #[must_use]
    pub fn enhanced(&self) -> Option<&str> {
        enhanced(&self.text)
    }

    /// What the challenge says, where it is the JSON that the specifications want.
    #[must_use]
    pub fn challenge(&self) -> Option<Challenge> {
        Challenge::parse(self.challenge.as_deref()?)
    }

    /// Whether this, as the answer to a login, is final and about the credentials. 500–504 are about the command;
    /// `[SYS/PERM]` is about the server (RFC 3206, 4).
    pub(super) fn refuses_login(&self) -> bool {
        let about_the_command = self.code.len() == 3 && self.code.starts_with("50");
        !self.is_temporary() && !about_the_command && !self.code.eq_ignore_ascii_case("[SYS/PERM]")
    }
}

/// What a server says of a token that it does not take (RFC 7628, 3.2.2; Google's and Microsoft's XOAUTH2 have the same).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Challenge {
    /// `invalid_token`, `insufficient_scope` (RFC 7628), or an HTTP status such as `400` or `401` (XOAUTH2).
    pub status: Option<String>,
    /// The scope that a token needs here.
    pub scope: Option<String>,
    /// The kinds of token that are taken, for example `bearer`.
    pub schemes: Option<String>,
}

impl Challenge {
    /// From JSON; `None` when it is none, or says none of the three.
    fn parse(json: &str) -> Option<Self> {
        let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(json).ok()?;
        let text = |key: &str| match object.get(key)? {
            serde_json::Value::String(text) => Some(tidy(text)),
            serde_json::Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        let said = Self { status: text("status"), scope: text("scope"), schemes: text("schemes") };
        (said != Self::default()).then_some(said)
    }
}

impl fmt::Display for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code)?;
        if !self.text.is_empty() {
            write!(f, " {}", self.text)?;
        }
        match &self.challenge {
            Some(challenge) => write!(f, " (challenge: {challenge})"),
            None => Ok(()),
        }
    }
}

/// The enhanced status code that a text begins with.
fn enhanced(text: &str) -> Option<&str> {
    let word = text.split(' ').next()?;
    let mut parts = word.split('.');
    let digits = |part: Option<&str>, most| {
        part.is_some_and(|p| (1..=most).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()))
    };
    (digits(parts.next(), 1) && digits(parts.next(), 3) && digits(parts.next(), 3) && parts.next().is_none())
        .then_some(word)
}

/// Several lines as one; the enhanced status code that SMTP servers repeat on each line is kept once.
pub(super) fn join<'a>(lines: impl IntoIterator<Item = &'a str>) -> String {
    let mut joined = String::new();
    for line in lines {
        let line = line.trim();
        let line = match enhanced(&joined) {
            Some(code) => line.strip_prefix(code).filter(|rest| rest.starts_with(' ')).unwrap_or(line).trim_start(),
            None => line,
        };
        if !joined.is_empty() && !line.is_empty() {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    joined
}

/// Text from outside for one line on a screen: no control characters, none that turn the direction of writing, at most
/// 1,000 characters; and no secret of this process, looked for before a cut could make one too short to be known.
pub(super) fn tidy(text: &str) -> String {
    shorten(&net::clean(&clean(text)))
}

fn clean(text: &str) -> String {
    let kept = text.chars().map(|c| if is_control(c) { ' ' } else { c }).collect::<String>();
    kept.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn is_control(c: char) -> bool {
    c.is_control()
        || c.is_whitespace()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(MAX_TEXT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The secrets of one session, as they went over the wire: for taking them out of what the server says.
#[derive(Default)]
pub(super) struct Redactor(Secrets);

impl Redactor {
    /// From now on this text is removed. To be told in each form in which it is sent.
    pub(super) fn learn(&mut self, secret: &str) {
        self.0.learn(secret);
    }

    /// A server's words, tidied, without the secrets or longer pieces of them.
    pub(super) fn tidy(&self, text: &str) -> String {
        let text = clean(text);
        shorten(&self.0.removed(&text).unwrap_or(text))
    }
}

/// What a base64 challenge says, or `None` when it is empty or is not text.
pub(super) fn challenge(base64: &str, redactor: &Redactor) -> Option<String> {
    let bytes = Zeroizing::new(BASE64.decode(base64.trim()).ok()?);
    let text = redactor.tidy(std::str::from_utf8(&bytes).ok()?);
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TOKEN: &str = "EwBgA8l6BAAUO9chh8cJscQLmU+LSWpbnr0vmwwAAQ";

    fn redactor() -> Redactor {
        let mut redactor = Redactor::default();
        redactor.learn(TOKEN);
        redactor.learn(&BASE64.encode(TOKEN));
        redactor
    }

    #[test]
    fn the_repeated_status_code_is_kept_once() {
        let lines = ["5.7.139 Authentication unsuccessful,", "5.7.139 the request did not", "", "5.7.139x meet"];
        assert_eq!(join(lines), "5.7.139 Authentication unsuccessful, the request did not 5.7.139x meet");
        let reply = Reply { code: "535".into(), text: join(lines), challenge: None };
        assert_eq!(reply.enhanced(), Some("5.7.139"));
    }

    #[test]
    fn an_echoed_token_is_removed_whole_or_in_pieces_plain_or_base64() {
        let encoded = BASE64.encode(TOKEN);
        for echo in [TOKEN, &TOKEN[5..30], &encoded, &encoded[..40]] {
            let text = redactor().tidy(&format!("535 5.7.3 bad token <{echo}> sorry"));
            assert_eq!(text, "535 5.7.3 bad token <[removed]> sorry");
        }
    }

    #[test]
    fn a_short_password_is_removed_too() {
        let mut redactor = Redactor::default();
        redactor.learn("hunter2");
        assert_eq!(redactor.tidy("bad password hunter2!"), "bad password [removed]!");
    }

    #[test]
    fn control_characters_and_endless_text_go() {
        assert_eq!(tidy("a\r\n\x1b[31mb\0\u{202e}c  d"), "a [31mb c d");
        let long = tidy(&"ž".repeat(5_000));
        assert_eq!(long.chars().count(), MAX_TEXT + 1);
        assert!(long.ends_with('…'));
    }

    #[test]
    fn a_challenge_is_decoded() {
        let json = r#"{"status":"401","schemes":"bearer","scope":"https://mail.google.com/"}"#;
        assert_eq!(challenge(&BASE64.encode(json), &redactor()).as_deref(), Some(json));
        let echo = challenge(&BASE64.encode(format!("{{\"token\":\"{TOKEN}\"}}")), &redactor());
        assert_eq!(echo.as_deref(), Some(r#"{"token":"[removed]"}"#));
        for nothing in ["", "%%%", "/////w=="] {
            assert_eq!(challenge(nothing, &redactor()), None);
        }
    }

    #[test]
    fn a_challenge_says_status_and_scope() {
        let of = |json: &str| Challenge::parse(json);
        let google = of(r#"{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}"#).unwrap();
        assert_eq!(google.status.as_deref(), Some("400"));
        assert_eq!(google.scope.as_deref(), Some("https://mail.google.com/"));
        let rfc = of(r#"{"status":"invalid_token","openid-configuration":"https://id.example/"}"#).unwrap();
        assert_eq!((rfc.status.as_deref(), rfc.scope), (Some("invalid_token"), None));
        assert_eq!(of(r#"{"status":401}"#).unwrap().status.as_deref(), Some("401"));
        for nothing in ["", "{}", "[1]", "null", r#"{"status":null}"#, "eyJ", r#"{"error":"x"}"#] {
            assert_eq!(of(nothing), None, "{nothing}");
        }
    }

    proptest! {
        #[test]
        fn any_challenge_ends_well(bytes in proptest::collection::vec(any::<u8>(), 0..4_000)) {
            let text = String::from_utf8_lossy(&bytes);
            let raw = challenge(&text, &redactor());
            let encoded = challenge(&BASE64.encode(&bytes), &redactor());
            for said in [raw, encoded].into_iter().flatten() {
                prop_assert!(said.chars().count() <= MAX_TEXT + 1);
                prop_assert!(!said.chars().any(char::is_control));
                let _ = Challenge::parse(&said);
            }
        }

        #[test]
        fn no_long_piece_of_a_token_survives(before in ".{0,40}", from in 0usize..20, len in 12usize..22, after in ".{0,40}") {
            let piece = &TOKEN[from..from + len];
            let text = redactor().tidy(&format!("{before}{piece}{after}"));
            prop_assert!(!text.contains(piece), "{}", text);
        }
    }
}
