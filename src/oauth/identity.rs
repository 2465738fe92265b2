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

/// What [`OAuthError::Identity`] says when only the time is wrong.
pub(super) const ENDED: &str = "it has ended";
pub(super) const NOT_YET: &str = "it does not hold yet";

/// How far the clocks may differ.
const LEEWAY: SignedDuration = SignedDuration::from_mins(5);

/// The addresses by which the provider knows the person who signed in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identity {
    /// Most telling first; empty when the provider says none.
    pub addresses: Vec<EmailAddress>,
    /// The provider's own name for the person (`sub`).
    pub subject: Option<String>,
}

impl Identity {
    /// The address to show.
    #[must_use]
    pub fn shown(&self) -> Option<&EmailAddress> {
        self.addresses.first()
    }

    /// Whether two statements can be about one person (OpenID Connect Core, 5.3.2: `sub` must be the same).
    #[must_use]
    pub fn is_one_with(&self, other: &Self) -> bool {
        !matches!((&self.subject, &other.subject), (Some(one), Some(other)) if one != other)
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
    sub: Option<serde_json::Value>,
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
        let subject = claims.sub.and_then(|sub| sub.as_str().map(str::to_owned));
        Self { addresses, subject }
    }
}

#[derive(Deserialize)]
struct Frame {
    iss: Option<String>,
    aud: Option<Audience>,
    exp: Option<f64>,
    nbf: Option<f64>,
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

/// Reads an id_token and checks that it answers this sign-in. `nonce` is the one that was sent; the device flow sends none.
///
/// # Errors
/// It is no id_token, or of another issuer, application or sign-in, or it has ended.
pub fn read(
    id_token: &str,
    issuer: Option<&str>,
    client_id: &str,
    nonce: Option<&str>,
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
    let ends = frame.exp.and_then(time);
    if ends.is_none_or(|ends| ends < now - LEEWAY) {
        return Err(OAuthError::Identity(ENDED));
    }
    if frame.nbf.and_then(time).is_some_and(|begins| begins > now + LEEWAY) {
        return Err(OAuthError::Identity(NOT_YET));
    }
    if nonce.is_some_and(|nonce| frame.nonce.as_deref() != Some(nonce)) {
        return Err(OAuthError::Identity("another sign-in"));
    }
    Ok(frame.claims.into())
}

#[expect(clippy::cast_possible_truncation, reason = "a cast of a float saturates, and seconds need no fraction")]
fn time(seconds: f64) -> Option<Timestamp> {
    Timestamp::from_second(seconds as i64).ok()
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

    const GOOD: &str = r#"{"iss":"https://id.example/T1/v2.0","tid":"T1","aud":"app","exp":1767229200,"nbf":1767225600,
        "nonce":"n","preferred_username":"a@firma.cz","email":"b@firma.cz"}"#;

    fn check(payload: &str, issuer: &str, nonce: Option<&str>) -> Result<Identity, OAuthError> {
        let now: Timestamp = "2026-01-01T00:00:00Z".parse().expect("a time");
        read(&token(payload), Some(issuer), "app", nonce, now)
    }

    #[test]
    fn an_id_token_must_answer_this_sign_in() {
        let issuer = "https://id.example/{tid}/v2.0";
        let identity = check(GOOD, issuer, Some("n")).expect("good");
        assert_eq!(identity.shown().map(EmailAddress::as_str), Some("b@firma.cz"));
        assert!(identity.may_be(&"A@FIRMA.cz".parse().expect("an address")));
        assert!(!identity.may_be(&"c@firma.cz".parse().expect("an address")));
        for (from, to, why) in [
            ("https://id.example/T1", "https://id.example/T2", "another issuer"),
            (r#""tid":"T1","#, "", "another issuer"),
            (r#""iss":"https://id.example/T1/v2.0","#, "", "another issuer"),
            (r#""app""#, r#"["other"]"#, "another application"),
            (r#""app""#, "[]", "another application"),
            (r#""aud":"app","#, "", "another application"),
            ("1767229200", "1767139200", ENDED),
            ("1767229200", "1767225299", ENDED),
            (r#""exp":1767229200,"#, "", ENDED),
            ("1767225600", "1767225901", NOT_YET),
            (r#""nonce":"n""#, r#""nonce":"m""#, "another sign-in"),
            (r#""nonce":"n","#, "", "another sign-in"),
        ] {
            let changed = GOOD.replace(from, to);
            assert_ne!(changed, GOOD, "{from}");
            assert_eq!(check(&changed, issuer, Some("n")), Err(OAuthError::Identity(why)), "{from} -> {to}");
        }
        // The device flow has no nonce; the clocks may differ by five minutes.
        for good in [GOOD.replace(r#""nonce":"n","#, ""), GOOD.replace("1767229200", "1767225300")] {
            assert!(check(&good, issuer, None).is_ok(), "{good}");
        }
        let list = GOOD.replace(r#""app""#, r#"["other","app"]"#);
        assert!(check(&list, issuer, Some("n")).is_ok());
        assert!(check(&GOOD.replace("b@firma.cz", "nobody"), issuer, None).expect("no address").addresses.len() == 1);
        assert!(read("rubbish", Some(issuer), "app", None, Timestamp::UNIX_EPOCH).is_err());
    }

    #[test]
    fn microsofts_issuer_is_the_tenants_own_and_googles_may_lack_its_scheme() {
        let microsoft = "https://login.microsoftonline.com/{tid}/v2.0";
        // A personal account's tenant is always this one.
        let personal = "9188040d-6c67-4c5b-b112-36a304b66dad";
        for tenant in ["72f988bf-86f1-41af-91ab-2d7cd011db47", personal] {
            let iss = format!("https://login.microsoftonline.com/{tenant}/v2.0");
            let good = GOOD.replace("https://id.example/T1/v2.0", &iss).replace("T1", tenant);
            assert!(check(&good, microsoft, Some("n")).is_ok(), "{tenant}");
            let other = good.replace(&format!(r#""tid":"{tenant}""#), r#""tid":"someone-elses""#);
            assert_eq!(check(&other, microsoft, Some("n")), Err(OAuthError::Identity("another issuer")));
        }
        let evil = GOOD.replace("https://id.example/T1/v2.0", "https://evil.example/T1/v2.0");
        assert_eq!(check(&evil, microsoft, Some("n")), Err(OAuthError::Identity("another issuer")));
        for iss in ["https://accounts.google.com", "accounts.google.com"] {
            let google = GOOD.replace("https://id.example/T1/v2.0", iss);
            assert!(check(&google, "https://accounts.google.com", Some("n")).is_ok(), "{iss}");
        }
        let http = GOOD.replace("https://id.example/T1/v2.0", "http://accounts.google.com");
        assert!(check(&http, "https://accounts.google.com", Some("n")).is_err());
    }

    proptest::proptest! {
        #[test]
        fn garbage_is_an_error_and_no_panic(payload in ".{0,200}", text in ".{0,200}") {
            for token in [token(&payload), text] {
                proptest::prop_assert!(read(&token, None, "app", Some("n"), Timestamp::UNIX_EPOCH).is_err());
            }
        }
    }
}
