//! The token endpoint: a code becomes a grant, a refresh token becomes a new access token, an application gets a token
//! for itself, a grant is revoked.
//!
//! Protects: the answer is kept whole (a rotated refresh token replaces the old one, a missing one keeps it), and none of
//! it reaches an error or a log. Leaves to others: when to ask, storing the answer before it is used, and the device
//! flow ([`super::device`]).

use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use url::Url;
use url::form_urlencoded::Serializer;

use super::attempt::Authorization;
use super::certificate::Algorithm;
use super::client_auth::ClientAuth;
use super::endpoints::{Endpoints, application_scopes};
use super::error::OAuthError;
use super::http::{Answer, Http};
use super::identity::{self, Claims, Identity};
use super::session::{Facts, IssuedFor};
use super::token_answer::{self, TokenAnswer};
use crate::account::{Issuer, OAuthAccount, Provider, is_safe};

/// A grant's secrets. The keyring holds them, as JSON, with the facts that they belong to.
#[derive(Clone)]
pub struct Tokens {
    /// For the mail servers.
    pub access: SecretString,
    /// For the token endpoint.
    pub refresh: Option<SecretString>,
}

/// Who asks: the application, and how it proves itself.
pub struct Asker<'a> {
    /// The client to ask with.
    pub http: &'a Http,
    /// The application's ID.
    pub client_id: &'a str,
    /// Its proof.
    pub client_auth: &'a ClientAuth,
}

impl Asker<'_> {
    /// Exchanges a code, and finds out who signed in.
    ///
    /// # Errors
    /// The provider refused, could not be asked, or its id_token does not answer this sign-in.
    pub async fn exchange(
        &self,
        account: &OAuthAccount,
        endpoints: &Endpoints,
        authorization: Authorization,
        asked: &[String],
    ) -> Result<(Facts, Tokens, Identity), OAuthError> {
        let Authorization { code, verifier, redirect_uri, nonce } = authorization;
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code.secret()),
            ("redirect_uri", &redirect_uri),
            ("code_verifier", verifier.secret()),
        ];
        let answer = self.ask(&endpoints.token, &endpoints.token, endpoints.algorithm, &form).await;
        let answer = answer.and_then(|answer| token_answer::tokens(answer, &endpoints.token));
        self.grant(account, endpoints, answer.map_err(OAuthError::of_a_code)?, asked, Some(nonce.secret())).await
    }

    /// What a person's answer is worth, and who it was. `nonce` is what the id_token must repeat, where one was sent.
    pub(super) async fn grant(
        &self,
        account: &OAuthAccount,
        endpoints: &Endpoints,
        answer: TokenAnswer,
        asked: &[String],
        nonce: Option<&str>,
    ) -> Result<(Facts, Tokens, Identity), OAuthError> {
        let now = self.http.clock().now();
        let identity = self.identity(&answer, endpoints, nonce, now).await?;
        let mut facts = facts(account, endpoints, &answer, asked, now);
        facts.signed_in_as = identity.shown().map(ToString::to_string);
        let (access, refresh) = answer.tokens(None);
        facts.renewable = refresh.is_some();
        Ok((facts, Tokens { access, refresh }, identity))
    }

    async fn identity(
        &self,
        answer: &TokenAnswer,
        endpoints: &Endpoints,
        nonce: Option<&str>,
        now: Timestamp,
    ) -> Result<Identity, OAuthError> {
        let found = match &answer.id_token {
            Some(token) => {
                let read = identity::read(token, endpoints.issuer.as_deref(), self.client_id, nonce, now);
                read.map_err(|error| error.of_a_clock(self.http.clock_off()))?
            }
            None => Identity::default(),
        };
        let (true, Some(userinfo)) = (found.addresses.is_empty(), &endpoints.userinfo) else { return Ok(found) };
        let token = answer.access();
        let ask = || self.http.get_json::<Claims>(userinfo, Some(token.expose_secret()));
        let mut told = ask().await;
        if told.as_ref().is_err_and(OAuthError::may_pass) {
            told = ask().await;
        }
        match told {
            Ok(claims) => {
                let told = Identity::from(claims);
                if told.is_one_with(&found) {
                    Ok(told)
                } else {
                    Err(OAuthError::Identity("userinfo of another person"))
                }
            }
            // Nobody's token is stored only because the question who it is was lost on the way.
            Err(error) if error.may_pass() => Err(error),
            // A provider that never says who signed in: the token is good all the same.
            Err(error) => {
                tracing::warn!(%error, "the provider's userinfo could not be read");
                Ok(found)
            }
        }
    }

    /// Asks for a new access token.
    ///
    /// # Errors
    /// The provider refused (for good when [`OAuthError::refusal_that_kills`] says so), or could not be asked.
    pub async fn refresh(&self, facts: &Facts, refresh: &SecretString) -> Result<(Facts, Tokens), OAuthError> {
        let endpoint = Url::parse(&facts.token_endpoint).map_err(|_| OAuthError::Incomplete("no token endpoint"))?;
        let form = [("grant_type", "refresh_token"), ("refresh_token", refresh.expose_secret())];
        let algorithm = self.algorithm(&facts.issued_for).await;
        let answer = self.ask(&endpoint, &endpoint, algorithm, &form).await?;
        let answer = token_answer::tokens(answer, &endpoint)?;
        let now = self.http.clock().now();
        let facts = Facts {
            refreshed_at: now,
            expires_at: answer.ends(now),
            permission_ends_at: answer.permission_ends(now).or(facts.permission_ends_at),
            scopes: answer.scopes(&facts.scopes),
            renewable: true,
            ..facts.clone()
        };
        let (access, refresh) = answer.tokens(Some(refresh));
        Ok((facts, Tokens { access, refresh }))
    }

    /// Asks for a token of the application itself (RFC 6749, 4.4). There is no refresh token: ask again before its end.
    ///
    /// # Errors
    /// The provider refused, or could not be asked.
    pub async fn application(
        &self,
        account: &OAuthAccount,
        endpoints: &Endpoints,
    ) -> Result<(Facts, Tokens), OAuthError> {
        let asked = application_scopes(account);
        let scope = asked.join(" ");
        let form = [("grant_type", "client_credentials"), ("scope", &scope)];
        // An empty parameter is as good as a wrong one with some servers; the provider's own default is meant.
        let form = if asked.is_empty() { &form[..1] } else { &form[..] };
        let answer = self.ask(&endpoints.token, &endpoints.token, endpoints.algorithm, form).await?;
        let answer = token_answer::tokens(answer, &endpoints.token)?;
        let facts = Facts { application: true, ..facts(account, endpoints, &answer, &asked, self.http.clock().now()) };
        let (access, _) = answer.tokens(None);
        Ok((facts, Tokens { access, refresh: None }))
    }

    /// Revokes a grant (RFC 7009, 2.1). An unknown token is no error there.
    ///
    /// # Errors
    /// The provider refused, or could not be asked.
    pub async fn revoke(&self, facts: &Facts, tokens: &Tokens) -> Result<(), OAuthError> {
        let unusable = OAuthError::Incomplete("no safe revocation endpoint");
        let parse = |text: &str| Url::parse(text).ok().filter(is_safe);
        let endpoint = facts.revocation_endpoint.as_deref().and_then(parse).ok_or(unusable.clone())?;
        let token_endpoint = parse(&facts.token_endpoint).ok_or(unusable)?;
        // The refresh token where there is one: revoking it ends the whole grant (RFC 7009, 2.1).
        let (token, hint) = match &tokens.refresh {
            Some(refresh) => (refresh, "refresh_token"),
            None => (&tokens.access, "access_token"),
        };
        let form = [("token", token.expose_secret()), ("token_type_hint", hint)];
        let algorithm = self.algorithm(&facts.issued_for).await;
        let answer = self.ask(&endpoint, &token_endpoint, algorithm, &form).await?;
        match token_answer::check(answer, &endpoint) {
            // RFC 7009, 2.2 calls that a success, but Google answers so for a token that is dead already.
            Err(OAuthError::Refused(refusal)) if refusal.error == "invalid_token" => Ok(()),
            other => other.map(drop),
        }
    }

    /// Sends a form with the application's proof.
    pub(super) async fn ask(
        &self,
        endpoint: &Url,
        token_endpoint: &Url,
        algorithm: Algorithm,
        parameters: &[(&str, &str)],
    ) -> Result<Answer, OAuthError> {
        let form = {
            let mut form = Serializer::new(String::new());
            let _ = form.extend_pairs(parameters);
            self.client_auth.prove(&mut form, self.client_id, token_endpoint, algorithm, self.http.clock().now())?;
            form.finish()
        };
        self.http.post(endpoint, form).await
    }

    /// How a statement to the issuer of an earlier grant is signed. Only a provider of one's own has to be asked.
    async fn algorithm(&self, issued_for: &IssuedFor) -> Algorithm {
        let (ClientAuth::Certificate(_), Provider::Custom) = (self.client_auth, issued_for.provider) else {
            return Algorithm::default();
        };
        let Some(issuer) = issued_for.issuer.as_deref().and_then(|text| text.parse::<Issuer>().ok()) else {
            return Algorithm::default();
        };
        match Endpoints::discover(&issuer, self.http).await {
            Ok(endpoints) => endpoints.algorithm,
            // Not an error of the request itself: nobody must think that a refresh token was sent.
            Err(error) => {
                tracing::warn!(%error, "the provider's document could not be read");
                Algorithm::Rs256
            }
        }
    }
}

fn facts(
    account: &OAuthAccount,
    endpoints: &Endpoints,
    answer: &TokenAnswer,
    asked: &[String],
    now: Timestamp,
) -> Facts {
    Facts {
        issued_for: IssuedFor::new(account),
        signed_in_as: None,
        token_endpoint: endpoints.token.to_string(),
        revocation_endpoint: endpoints.revocation.as_ref().map(ToString::to_string),
        scopes: answer.scopes(asked),
        obtained_at: now,
        refreshed_at: now,
        expires_at: answer.ends(now),
        renewable: false,
        application: false,
        permission_ends_at: answer.permission_ends(now),
    }
}
