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
