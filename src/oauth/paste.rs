//! The redirected address, pasted from a browser that could not reach this computer.
//!
//! Protects: whatever is pasted, it is an answer or a reason, and an attempt is never used up by a slip: only what has
//! the right state and a code or an error goes on to it. Leaves to others: state and PKCE ([`super::attempt`]).

use std::borrow::Cow;

use super::attempt::{Answer, Attempt};
use super::error::OAuthError;

/// The longest text that is looked at, in characters; real addresses have a few thousand.
const MAX: usize = 64 * 1024;

/// Why a pasted text is not the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WrongPaste {
    /// Nothing was pasted.
    #[error("it is empty")]
    Empty,
    /// It has neither an address nor its query in it.
    #[error("it is no address with an answer")]
    NotAnAddress,
    /// It is a page of the provider: the address to open, or one before the last redirect.
    #[error("it is the provider's own address")]
    Provider,
    /// A part is missing: it was cut off.
    #[error("a part is missing")]
    CutOff,
    /// It belongs to another attempt.
    #[error("it belongs to another sign-in")]
    OtherSignIn,
}

/// Reads what was pasted: the whole address, or only its query; with blanks or quotes around it, or broken into lines.
///
/// # Errors
/// It is not this attempt's answer; or it is a refusal that does not say of which attempt.
pub(super) fn read(text: &str, attempt: &Attempt) -> Result<Answer, OAuthError> {
    let text = tidy(text);
    if text.is_empty() {
        return Err(WrongPaste::Empty.into());
    }
    let query = query(&text);
    let answer = Answer::parse(query);
    // The address that was to be opened has the state as well, and always these.
    let is_request = ["client_id", "redirect_uri", "code_challenge"].iter().any(|name| has(query, name));
    if is_request || (attempt.is_at_provider(&text) && !answer.has_outcome()) {
        return Err(WrongPaste::Provider.into());
    }
    match (answer.has_outcome(), answer.has_state()) {
        (false, false) => Err(WrongPaste::NotAnAddress.into()),
        (false, true) => Err(WrongPaste::CutOff.into()),
        (true, false) => Err(answer.refusal().map_or(WrongPaste::CutOff.into(), OAuthError::Refused)),
        // The issuer stands last: that is what is cut off.
        (true, true) if attempt.owns(&answer) && !attempt.is_issuer_of(&answer) => Err(WrongPaste::CutOff.into()),
        (true, true) if attempt.owns(&answer) => Ok(answer),
        (true, true) => Err(WrongPaste::OtherSignIn.into()),
    }
}

/// Without line ends and blanks (no address has any), without what surrounds it in a message, and with `&` where a page's
/// source has `&amp;`.
fn tidy(text: &str) -> String {
    let bare: String = text.chars().take(MAX).filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let around = |c: char| "\"'`´‘’‚“”„«»‹›<>()[]{},;\u{feff}\u{200b}".contains(c);
    bare.trim_matches(around).replace("&amp;", "&")
}

/// What stands between `?` and `#`, or the text itself when it has no `?`.
fn query(text: &str) -> &str {
    let query = text.split_once('?').map_or(text, |(_, query)| query);
    query.split_once('#').map_or(query, |(query, _)| query)
}

fn has(query: &str, wanted: &str) -> bool {
    url::form_urlencoded::parse(query.as_bytes()).take(100).any(|(name, _): (Cow<'_, str>, _)| name == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oauth::Refusal;
    use crate::oauth::attempt::tests::attempt;

    /// What comes of a text, in which STATE stands for the right state and OPEN for the address that was to be opened.
    fn result(text: &str) -> Result<String, OAuthError> {
        let (attempt, address, state) = attempt();
        let text = text.replace("STATE", &state).replace("OPEN", address.as_str());
        read(&text, &attempt).and_then(|answer| attempt.accept(answer)).map(|code| code.code.secret().clone())
    }

    #[test]
    fn the_right_answer_is_found_in_every_form() {
        for text in [
            "http://127.0.0.1:1/?code=abc&state=STATE",
            "http://localhost:1?state=STATE&code=abc&session_state=x#_=_",
            "  \"http://127.0.0.1:1/?code=abc&state=STATE\"\r\n",
            "<http://127.0.0.1:1/?code=abc&state=STATE>",
            "„http://127.0.0.1:1/?code=abc&state=STATE“,",
            "`http://127.0.0.1:1/?code=abc&amp;state=STATE`",
            "127.0.0.1:1/?code=abc&state=STATE",
            "?code=abc&state=STATE",
            "code=abc&state=STATE",
            "http://127.0.0.1:1/?co\nde=a\r\n bc&sta\tte=STATE",
            "http://127.0.0.1:1/?code=abc&state=STATE&iss=https%3A%2F%2Fid.example",
        ] {
            assert_eq!(result(text).as_deref(), Ok("abc"), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_and_only_a_refusal_with_the_right_state_ends_it() {
        use WrongPaste as W;
        let cases = [
            ("", W::Empty),
            (" \"\" \n", W::Empty),
            ("hello", W::NotAnAddress),
            ("https://www.example.com/", W::NotAnAddress),
            ("https://www.example.com/?q=1", W::NotAnAddress),
            ("http://127.0.0.1:1/", W::NotAnAddress),
            ("OPEN", W::Provider),
            ("https://id.example/login?flow=1", W::Provider),
            ("id.example", W::Provider),
            ("http://127.0.0.1:1/?state=STATE", W::CutOff),
            ("http://127.0.0.1:1/?code=abc", W::CutOff),
            ("http://127.0.0.1:1/?code=abc&state=", W::CutOff),
            ("http://127.0.0.1:1/?code=&state=STATE", W::CutOff),
            ("http://127.0.0.1:1/?code=abc&state=STAT", W::OtherSignIn),
            ("http://127.0.0.1:1/?code=abc&state=STATEx", W::OtherSignIn),
            ("http://127.0.0.1:1/?error=access_denied&state=other", W::OtherSignIn),
            ("https://id.example.evil/?code=abc&state=other", W::OtherSignIn),
        ];
        for (text, wrong) in cases {
            assert_eq!(result(text), Err(OAuthError::Pasted(wrong)), "{text}");
        }
        let refused = || Err(OAuthError::Refused(Refusal::new("access_denied", Some("No"), None)));
        assert_eq!(result("http://127.0.0.1:1/?error=access_denied&error_description=No&state=STATE"), refused());
        // Some providers leave the state out of a refusal: it is told, but it may belong to any sign-in.
        let (attempt, _, _) = attempt();
        assert_eq!(read("?error=access_denied&error_description=No", &attempt).map(|_| String::new()), refused());
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_a_wrong_one(text in "(code=|state=|error=|[&?#=%]|http://|.){0,40}") {
            let (attempt, _, _) = attempt();
            proptest::prop_assert!(read(&text, &attempt).is_err());
        }
    }
}
