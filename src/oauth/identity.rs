//! Who signed in: the id_token, or the userinfo endpoint (OpenID Connect Core 1.0, 3.1.3.7 and 5.3).
//!
//! Protects: the id_token comes straight from the token endpoint over TLS, so its signature need not be checked (3.1.3.7,
//! 6), but issuer, audience, end and nonce are. Leaves to others: what to do when it is not the expected person.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::error::OAuthError;
use crate::account::EmailAddress;

/// How far the clocks may differ.
const LEEWAY: SignedDuration = SignedDuration::from_mins(5);

/// The addresses by which the provider knows the person who signed in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identity {
    /// Most telling first; empty when the provider says none.
    pub addresses: Vec<EmailAddress>,
}

impl Identity {
    /// The address to show.
    #[must_use]
    pub fn shown(&self) -> Option<&EmailAddress> {
        self.addresses.first()
    }

    /// Whether this may be the person expected: one of the addresses is, or the provider says none.
    #[must_use]
    pub fn may_be(&self, expected: &EmailAddress) -> bool {
        self.addresses.is_empty() || self.addresses.contains(expected)
    }
}

/// The claims of an id_token or of userinfo that matter here. Wrong types in them must not make a sign-in fail.
#[derive(Deserialize)]
pub struct Claims {
    email: Option<serde_json::Value>,
    preferred_username: Option<serde_json::Value>,
    upn: Option<serde_json::Value>,
}

impl From<Claims> for Identity {
    fn from(claims: Claims) -> Self {
        let mut addresses: Vec<EmailAddress> = Vec::new();
        for claim in [claims.email, claims.preferred_username, claims.upn].into_iter().flatten() {
            if let Some(address) = claim.as_str().and_then(|text| text.parse().ok())
                && !addresses.contains(&address)
            {
                addresses.push(address);
            }
        }
        Self { addresses }
    }
}

#[derive(Deserialize)]
struct Frame {
    iss: Option<String>,
    aud: Option<Audience>,
    exp: Option<f64>,
    nonce: Option<String>,
    tid: Option<String>,
    #[serde(flatten)]
    claims: Claims,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

/// Reads an id_token and checks that it answers this sign-in.
///
/// # Errors
/// It is no id_token, or of another issuer, application or sign-in, or it has ended.
pub fn read(
    id_token: &str,
    issuer: Option<&str>,
    client_id: &str,
    nonce: &str,
    now: Timestamp,
) -> Result<Identity, OAuthError> {
    let payload = id_token.split('.').nth(1).ok_or(OAuthError::Identity("not an id_token"))?;
    let json = URL_SAFE_NO_PAD.decode(payload.trim_end_matches('='));
    let json = json.map_err(|_| OAuthError::Identity("not an id_token"))?;
    let frame: Frame = serde_json::from_slice(&json).map_err(|_| OAuthError::Identity("not an id_token"))?;
    if let Some(template) = issuer {
        let expected = template.replace("{tid}", frame.tid.as_deref().unwrap_or_default());
        let iss = frame.iss.as_deref().unwrap_or_default();
        // Google writes its issuer with and without https:// (developers.google.com, "OpenID Connect").
        let same = |text: &str| text.trim_end_matches('/').trim_start_matches("https://") == bare(&expected);
        if !same(iss) {
            return Err(OAuthError::Identity("another issuer"));
        }
    }
    let for_us = match &frame.aud {
        Some(Audience::One(aud)) => aud == client_id,
        Some(Audience::Many(all)) => all.iter().any(|aud| aud == client_id),
        None => false,
    };
    if !for_us {
        return Err(OAuthError::Identity("another application"));
    }
    #[expect(clippy::cast_possible_truncation, reason = "a cast of a float saturates, and seconds need no fraction")]
    let ends = frame.exp.and_then(|seconds| Timestamp::from_second(seconds as i64).ok());
    if ends.is_none_or(|ends| ends < now - LEEWAY) {
        return Err(OAuthError::Identity("it has ended"));
    }
    if frame.nonce.as_deref() != Some(nonce) {
        return Err(OAuthError::Identity("another sign-in"));
    }
    Ok(frame.claims.into())
}

fn bare(issuer: &str) -> &str {
    issuer.trim_end_matches('/').trim_start_matches("https://")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(payload: &str) -> String {
        format!("e30.{}.sig", URL_SAFE_NO_PAD.encode(payload))
    }

    #[test]
    fn an_id_token_must_answer_this_sign_in() {
        let now: Timestamp = "2026-01-01T00:00:00Z".parse().expect("a time");
        let good = r#"{"iss":"https://id.example/T1/v2.0","tid":"T1","aud":"app","exp":1767229200,"nonce":"n",
            "preferred_username":"a@firma.cz","email":"b@firma.cz"}"#;
        let issuer = Some("https://id.example/{tid}/v2.0");
        let check = |payload: &str| read(&token(payload), issuer, "app", "n", now);
        let identity = check(good).expect("good");
        assert_eq!(identity.shown().map(EmailAddress::as_str), Some("b@firma.cz"));
        assert!(identity.may_be(&"A@FIRMA.cz".parse().expect("an address")));
        assert!(!identity.may_be(&"c@firma.cz".parse().expect("an address")));
        for (from, to) in [
            ("https://id.example/T1", "https://id.example/T2"),
            (r#""app""#, r#"["other"]"#),
            ("1767229200", "1767139200"),
            (r#""nonce":"n""#, r#""nonce":"m""#),
            (r#""exp":1767229200,"#, ""),
        ] {
            assert!(matches!(check(&good.replace(from, to)), Err(OAuthError::Identity(_))), "{from} -> {to}");
        }
        assert!(check(&good.replace("b@firma.cz", "nobody")).expect("no address is no error").addresses.len() == 1);
        assert!(read("rubbish", issuer, "app", "n", now).is_err());
    }
}
