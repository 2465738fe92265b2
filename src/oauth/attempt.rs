//! One sign-in: what is sent with the browser and what must come back.
//!
//! Protects: state, nonce and PKCE verifier (RFC 7636) are random, belong to one attempt, and are consumed by the first
//! answer that carries the right state. Leaves to others: the listener ([`super::callback`]), the exchange
//! ([`super::tokens`]).

use oauth2::{CsrfToken, PkceCodeChallenge, PkceCodeVerifier};
use url::Url;

use super::endpoints::Endpoints;
use super::error::{OAuthError, Refusal};
use super::http::host_of;
use crate::account::OAuthAccount;
use crate::log::net;

/// A sign-in that waits for its answer.
pub struct Attempt {
    state: CsrfToken,
    nonce: CsrfToken,
    verifier: PkceCodeVerifier,
    redirect_uri: String,
    issuer: Option<String>,
    names_issuer: bool,
    /// The host (and port) of the provider's pages.
    provider: String,
}

/// The one thing that a right answer is good for: to be exchanged, once.
pub struct Authorization {
    /// The code (RFC 6749, 4.1.2).
    pub code: oauth2::AuthorizationCode,
    /// The verifier that belongs to it.
    pub verifier: PkceCodeVerifier,
    /// The redirect URI that it was sent to.
    pub redirect_uri: String,
    /// What the id_token must repeat.
    pub nonce: CsrfToken,
}

/// The query that a browser brought to the redirect URI. Its `Debug` would show the code: it has none.
#[derive(Default)]
pub struct Answer {
    state: Option<String>,
    code: Option<String>,
    error: Option<String>,
    error_description: Option<String>,
    error_subcode: Option<String>,
    iss: Option<String>,
}

impl Answer {
    /// Reads a query; of a repeated parameter the first counts. At most 100 parameters are looked at.
    #[must_use]
    pub fn parse(query: &str) -> Self {
        let mut answer = Self::default();
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()).take(100) {
            let place = match name.as_ref() {
                "state" => &mut answer.state,
                "code" => &mut answer.code,
                "error" => &mut answer.error,
                "error_description" => &mut answer.error_description,
                "error_subcode" => &mut answer.error_subcode,
                "iss" => &mut answer.iss,
                _ => continue,
            };
            let _ = place.get_or_insert_with(|| value.into_owned());
        }
        answer
    }

    /// Whether it says how the sign-in ended: a code or an error.
    pub(super) fn has_outcome(&self) -> bool {
        [&self.code, &self.error].into_iter().flatten().any(|text| !text.is_empty())
    }

    /// Whether it says to which attempt it belongs.
    pub(super) fn has_state(&self) -> bool {
        self.state.as_ref().is_some_and(|state| !state.is_empty())
    }

    /// The error that it holds.
    pub(super) fn refusal(&self) -> Option<Refusal> {
        let error = self.error.as_deref().filter(|error| !error.is_empty())?;
        Some(Refusal::new(error, self.error_description.as_deref(), self.error_subcode.as_deref()))
    }
}

impl Attempt {
    /// Starts an attempt and gives the address that the browser must open.
    #[must_use]
    pub fn start(
        account: &OAuthAccount,
        endpoints: &Endpoints,
        scopes: &[String],
        redirect_uri: String,
        parameters: impl IntoIterator<Item = (String, String)>,
    ) -> (Self, Url) {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (state, nonce) = (CsrfToken::new_random(), CsrfToken::new_random());
        for secret in [state.secret(), nonce.secret(), verifier.secret()] {
            net::learn_text(secret);
        }
        let mut address = endpoints.authorization.clone();
        {
            let mut query = address.query_pairs_mut();
            let _ = query
                .append_pair("response_type", "code")
                .append_pair("client_id", account.client_id.as_str())
                .append_pair("redirect_uri", &redirect_uri)
                .append_pair("scope", &scopes.join(" "))
                .append_pair("state", state.secret())
                .append_pair("nonce", nonce.secret())
                .append_pair("code_challenge", challenge.as_str())
                .append_pair("code_challenge_method", "S256");
            if let Some(hint) = account.expected_sign_in() {
                let _ = query.append_pair("login_hint", hint.as_str());
            }
            for (name, value) in parameters {
                let _ = query.append_pair(&name, &value);
            }
        }
        let provider = host_of(&endpoints.authorization);
        (
            Self {
                state,
                nonce,
                verifier,
                redirect_uri,
                issuer: endpoints.issuer.clone(),
                names_issuer: endpoints.names_issuer,
                provider,
            },
            address,
        )
    }

    /// An attempt whose state is `STATE`; for `fuzz/`.
    #[cfg(feature = "fuzzing")]
    pub(super) fn known() -> Self {
        Self {
            state: CsrfToken::new("STATE".into()),
            nonce: CsrfToken::new("nonce".into()),
            verifier: PkceCodeVerifier::new("verifier".into()),
            redirect_uri: "http://127.0.0.1:1".into(),
            issuer: Some("https://id.example".into()),
            names_issuer: false,
            provider: "id.example".into(),
        }
    }

    /// Whether an address (with or without its scheme) is one of the provider's pages.
    pub(super) fn is_at_provider(&self, address: &str) -> bool {
        let bare = address.split_once("://").map_or(address, |(_, rest)| rest);
        bare.strip_prefix(self.provider.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
    }

    /// Whether an answer belongs to this attempt.
    #[must_use]
    pub fn owns(&self, answer: &Answer) -> bool {
        // Constant time: whoever guesses must not learn how much of the guess was right.
        let (ours, theirs) = (self.state.secret().as_bytes(), answer.state.as_deref().unwrap_or_default().as_bytes());
        ours.len() == theirs.len() && ours.iter().zip(theirs).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
    }

    /// Whether an answer names the issuer as it must (RFC 9207, 2.4): the right one, and one at all where the provider says
    /// that it always does.
    #[must_use]
    pub fn is_issuer_of(&self, answer: &Answer) -> bool {
        // Microsoft's issuer is a template here and is checked in the id_token instead.
        let expected = self.issuer.as_deref().filter(|issuer| !issuer.contains('{'));
        match (expected, answer.iss.as_deref()) {
            (Some(expected), Some(iss)) => expected.trim_end_matches('/') == iss.trim_end_matches('/'),
            (_, None) => !self.names_issuer,
            (None, Some(_)) => true,
        }
    }

    /// Takes the answer: the attempt is over, one way or the other.
    ///
    /// # Errors
    /// The provider refused, or the answer is incomplete or from another issuer (RFC 9207).
    pub fn accept(self, answer: Answer) -> Result<Authorization, OAuthError> {
        if !self.owns(&answer) {
            return Err(OAuthError::Incomplete("another state"));
        }
        if !self.is_issuer_of(&answer) {
            return Err(OAuthError::Incomplete("another issuer"));
        }
        if let Some(refusal) = answer.refusal() {
            return Err(OAuthError::Refused(refusal));
        }
        let code = answer.code.filter(|code| !code.is_empty()).ok_or(OAuthError::Incomplete("no code"))?;
        net::learn_text(&code);
        Ok(Authorization {
            code: oauth2::AuthorizationCode::new(code),
            verifier: self.verifier,
            redirect_uri: self.redirect_uri,
            nonce: self.nonce,
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub fn attempt() -> (Attempt, Url, String) {
        let url = |text: &str| Url::parse(text).expect("an address");
        let endpoints = Endpoints {
            authorization: url("https://id.example/authorize?tenant=x"),
            token: url("https://id.example/token"),
            device: None,
            revocation: None,
            userinfo: None,
            issuer: Some("https://id.example".into()),
            names_issuer: false,
            algorithm: crate::oauth::Algorithm::default(),
        };
        let account = OAuthAccount {
            account: Some("recepce@firma.cz".parse().expect("an address")),
            client_id: "app".parse().expect("an id"),
            ..OAuthAccount::default()
        };
        let extra = [("access_type".to_owned(), "offline".to_owned())];
        let (attempt, address) =
            Attempt::start(&account, &endpoints, &["openid".into(), "a b".into()], "http://127.0.0.1:1".into(), extra);
        let state = address.query_pairs().find(|(name, _)| name == "state").expect("a state").1.into_owned();
        (attempt, address, state)
    }

    #[test]
    fn the_address_carries_what_the_standards_ask_for() {
        let (_, address, state) = attempt();
        let get = |name: &str| address.query_pairs().find(|(n, _)| n == name).map(|(_, v)| v.into_owned());
        assert_eq!(get("tenant").as_deref(), Some("x"));
        assert_eq!(get("response_type").as_deref(), Some("code"));
        assert_eq!(get("code_challenge_method").as_deref(), Some("S256"));
        assert_eq!(get("code_challenge").map(|c| c.len()), Some(43));
        assert_eq!(get("login_hint").as_deref(), Some("recepce@firma.cz"));
        assert_eq!(get("access_type").as_deref(), Some("offline"));
        assert!(state.len() >= 20);
        assert_ne!(attempt().2, state);
    }

    #[test]
    fn only_the_right_answer_is_taken() {
        let answer = |query: String| {
            let (attempt, _, state) = attempt();
            attempt.accept(Answer::parse(&query.replace("STATE", &state))).map(|a| a.code.secret().clone())
        };
        assert_eq!(answer("state=STATE&code=abc".into()), Ok("abc".into()));
        assert_eq!(answer("state=STATE&code=abc&iss=https%3A%2F%2Fid.example".into()), Ok("abc".into()));
        assert_eq!(answer("state=x&code=abc".into()), Err(OAuthError::Incomplete("another state")));
        assert_eq!(answer("code=abc".into()), Err(OAuthError::Incomplete("another state")));
        assert_eq!(answer("state=STATE".into()), Err(OAuthError::Incomplete("no code")));
        assert_eq!(answer("state=STATE&code=a&iss=https://evil".into()), Err(OAuthError::Incomplete("another issuer")));
        let refused = answer("state=STATE&error=access_denied&error_description=No%0Athanks&code=abc".into());
        assert_eq!(refused, Err(OAuthError::Refused(Refusal::new("access_denied", Some("No thanks"), None))));
    }

    proptest::proptest! {
        #[test]
        fn any_query_is_read_without_a_panic(query in ".{0,300}") {
            let (attempt, _, _) = attempt();
            proptest::prop_assert!(attempt.accept(Answer::parse(&query)).is_err());
        }
    }
}
