//! What token, device and revocation endpoints answer, read once for all requests (RFC 6749, 5; RFC 8628, 3.2).
//!
//! Protects: an empty token is none, a strange number does not cost a good token, and nothing of an answer reaches an
//! error or a log. Leaves to others: what was asked.

use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use url::Url;

use super::error::{OAuthError, Refusal};
use super::http::{Answer, host_of};
use super::network::NetworkFailure;
use crate::log::net;

/// A successful answer.
#[derive(Deserialize)]
pub(super) struct TokenAnswer {
    access_token: Secret,
    refresh_token: Option<Secret>,
    /// The statement about who signed in (OpenID Connect Core, 3.1.3.3).
    pub(super) id_token: Option<String>,
    expires_in: Option<Seconds>,
    refresh_token_expires_in: Option<Seconds>,
    scope: Option<String>,
}

/// A text that goes straight into its protected form.
#[derive(Deserialize)]
#[serde(from = "String")]
pub(super) struct Secret(SecretString);

impl From<String> for Secret {
    fn from(text: String) -> Self {
        net::learn_text(&text);
        Self(text.into())
    }
}

impl Secret {
    /// The text; an empty one is none.
    pub(super) fn filled(self) -> Option<SecretString> {
        Some(self.0).filter(|text| !text.expose_secret().is_empty())
    }
}

/// A lifetime: a number, or a number as text as some servers write it. Whatever else counts as unknown.
#[derive(Deserialize)]
#[serde(from = "serde_json::Value")]
pub(super) struct Seconds(Option<i64>);

impl From<serde_json::Value> for Seconds {
    fn from(value: serde_json::Value) -> Self {
        let number = match &value {
            serde_json::Value::String(text) => text.trim().parse().ok(),
            number => number.as_i64(),
        };
        Self(number.filter(|seconds| *seconds >= 0))
    }
}

impl Seconds {
    /// The number.
    pub(super) fn get(&self) -> Option<u64> {
        self.0.and_then(|seconds| u64::try_from(seconds).ok())
    }

    /// When it is over.
    fn after(&self, now: Timestamp) -> Option<Timestamp> {
        now.checked_add(SignedDuration::from_secs(self.0?)).ok()
    }
}

impl TokenAnswer {
    /// The tokens; an old refresh token stays where no new one came.
    pub(super) fn tokens(self, old_refresh: Option<&SecretString>) -> (SecretString, Option<SecretString>) {
        let refresh = self.refresh_token.and_then(Secret::filled).or_else(|| old_refresh.cloned());
        (self.access_token.0, refresh)
    }

    /// The access token.
    pub(super) fn access(&self) -> &SecretString {
        &self.access_token.0
    }

    /// Until when the access token holds.
    pub(super) fn ends(&self, now: Timestamp) -> Option<Timestamp> {
        self.expires_in.as_ref()?.after(now)
    }

    /// Until when the permission holds, where it has an end (Google, while the application is in testing: seven days).
    /// Zero is Google's word for "no end".
    pub(super) fn permission_ends(&self, now: Timestamp) -> Option<Timestamp> {
        self.refresh_token_expires_in.as_ref().filter(|seconds| seconds.get() != Some(0))?.after(now)
    }

    /// The granted scopes: left out when they are what was asked for (RFC 6749, 5.1).
    pub(super) fn scopes(&self, asked: &[String]) -> Vec<String> {
        match &self.scope {
            Some(scope) => scope.split(' ').filter(|scope| !scope.is_empty()).map(str::to_owned).collect(),
            None => asked.to_vec(),
        }
    }
}

/// An error answer with Microsoft's additions.
#[derive(Deserialize)]
struct ErrorAnswer {
    error: String,
    error_description: Option<String>,
    suberror: Option<String>,
}

/// Reads an answer as JSON of this form.
pub(super) fn read<T: for<'a> Deserialize<'a>>(answer: Answer, endpoint: &Url) -> Result<T, OAuthError> {
    let answer = check(answer, endpoint)?;
    serde_json::from_slice(&answer.body).map_err(|_| failed(endpoint, NetworkFailure::NotOAuth))
}

/// Reads an answer that must hold an access token: an empty one must not take a good one's place.
pub(super) fn tokens(answer: Answer, endpoint: &Url) -> Result<TokenAnswer, OAuthError> {
    let answer: TokenAnswer = read(answer, endpoint)?;
    if let Some(statement) = &answer.id_token {
        net::learn_text(statement);
    }
    if answer.access().expose_secret().is_empty() {
        return Err(failed(endpoint, NetworkFailure::NotOAuth));
    }
    Ok(answer)
}

/// Lets a success pass; anything else is the error that it stands for.
pub(super) fn check(answer: Answer, endpoint: &Url) -> Result<Answer, OAuthError> {
    if answer.success {
        return Ok(answer);
    }
    match serde_json::from_slice::<ErrorAnswer>(&answer.body) {
        Ok(error) => {
            let (description, suberror) = (error.error_description.as_deref(), error.suberror.as_deref());
            Err(OAuthError::Refused(Refusal::new(&error.error, description, suberror)))
        }
        Err(_) => Err(failed(endpoint, NetworkFailure::of_status(answer.status, None))),
    }
}

fn failed(endpoint: &Url, failure: NetworkFailure) -> OAuthError {
    OAuthError::Network { host: host_of(endpoint), failure }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn endpoint() -> Url {
        Url::parse("https://id.example/token").expect("an address")
    }

    fn answer(status: u16, body: &str) -> Answer {
        Answer { success: status == 200, status, body: body.into() }
    }

    #[test]
    fn lifetimes_are_read_and_strange_ones_are_unknown() {
        let now: Timestamp = "2026-01-01T00:00:00Z".parse().expect("a time");
        let cases = [
            ("3600", Some("2026-01-01T01:00:00Z")),
            ("\"3600\"", Some("2026-01-01T01:00:00Z")),
            ("0", Some("2026-01-01T00:00:00Z")),
            ("-1", None),
            ("9223372036854775807", None),
            ("1e300", None),
            ("null", None),
            ("{}", None),
        ];
        for (lifetime, end) in cases {
            let body = format!(
                r#"{{"access_token":"a","expires_in":{lifetime},"refresh_token_expires_in":{lifetime},"scope":"x  y"}}"#
            );
            let answer = tokens(answer(200, &body), &endpoint()).unwrap_or_else(|error| panic!("{lifetime}: {error}"));
            let end = end.map(|end| end.parse().expect("a time"));
            assert_eq!(answer.ends(now), end, "{lifetime}");
            assert_eq!(answer.permission_ends(now), end.filter(|end| *end > now), "{lifetime}");
            assert_eq!(answer.scopes(&[]), ["x", "y"]);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_answer_is_read_without_a_panic(
            success: bool,
            body in "[{}\\[\\]\":,a-z_0-9]{0,80}|\\{\"(access_token|error)\":\"[a-z]{0,9}\"(,\"expires_in\":-?[0-9]{1,25})?\\}",
        ) {
            let answer = Answer { success, status: if success { 200 } else { 400 }, body: body.into_bytes() };
            if let Ok(answer) = tokens(answer, &endpoint()) {
                let _ = (answer.ends(Timestamp::MAX), answer.permission_ends(Timestamp::MAX));
            }
        }
    }

    #[test]
    fn what_is_no_answer_is_told_from_a_refusal() {
        let error = |status, body: &str| tokens(answer(status, body), &endpoint()).err().expect("an error");
        for body in ["", "{}", "[]", r#"{"access_token":""}"#, r#"{"access_token":null}"#, r#"{"access_token":7}"#] {
            assert_eq!(error(200, body), failed(&endpoint(), NetworkFailure::NotOAuth), "{body}");
        }
        assert_eq!(error(400, ""), failed(&endpoint(), NetworkFailure::Status(400)));
        let refusal = Refusal::new("invalid_grant", Some("gone"), Some("bad_token"));
        let body = r#"{"error":"invalid_grant","error_description":"gone","suberror":"bad_token","error_codes":[1]}"#;
        assert_eq!(error(400, body), OAuthError::Refused(refusal));
    }
}
