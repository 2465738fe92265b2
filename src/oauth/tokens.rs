//! The token endpoint: a code becomes a grant, a refresh token becomes a new access token, a grant is revoked.
//!
//! Protects: the answer is kept whole (a rotated refresh token replaces the old one, a missing one keeps it), and none of
//! it reaches an error or a log. Leaves to others: when to ask, and storing the answer before it is used.

use jiff::{SignedDuration, Timestamp};
use oauth2::basic::BasicTokenType;
use oauth2::{
    AuthType, Client, ClientId, ClientSecret, EndpointNotSet, EndpointSet, ExtraTokenFields, RedirectUrl, RefreshToken,
    RequestTokenError, StandardRevocableToken, StandardTokenIntrospectionResponse, StandardTokenResponse,
    TokenResponse, TokenUrl,
};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use super::attempt::Authorization;
use super::endpoints::Endpoints;
use super::error::{NetworkFailure, OAuthError, Refusal};
use super::http::{Http, host_of};
use super::identity::{self, Claims, Identity};
use super::session::{Facts, IssuedFor};
use crate::account::{OAuthAccount, is_safe};

/// A grant's secrets. The keyring holds them, as JSON, with the facts that they belong to.
#[derive(Clone)]
pub struct Tokens {
    /// For the mail servers.
    pub access: SecretString,
    /// For the token endpoint.
    pub refresh: Option<SecretString>,
}

/// The one extra field of a token answer that is wanted. No `Debug` of the content.
#[derive(Clone, Default, Serialize, Deserialize)]
struct IdTokenField {
    id_token: Option<String>,
}

impl std::fmt::Debug for IdTokenField {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("IdTokenField")
    }
}

impl ExtraTokenFields for IdTokenField {}

type TokenAnswer = StandardTokenResponse<IdTokenField, BasicTokenType>;

/// An error answer with Microsoft's additions (oauth2's own drops them).
#[derive(Debug, Clone, Serialize, Deserialize)]
struct ErrorAnswer {
    error: String,
    error_description: Option<String>,
    suberror: Option<String>,
}

impl std::fmt::Display for ErrorAnswer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.error)
    }
}

impl oauth2::ErrorResponse for ErrorAnswer {}

type TokenClient = Client<
    ErrorAnswer,
    TokenAnswer,
    StandardTokenIntrospectionResponse<IdTokenField, BasicTokenType>,
    StandardRevocableToken,
    ErrorAnswer,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
>;

/// Who asks: the application, and where.
pub struct Asker<'a> {
    /// The client to ask with.
    pub http: &'a Http,
    /// The application's ID.
    pub client_id: &'a str,
    /// Its secret; a public client has none.
    pub client_secret: Option<&'a SecretString>,
}

impl Asker<'_> {
    fn client(&self, token_endpoint: &str) -> Result<TokenClient, OAuthError> {
        let url = TokenUrl::new(token_endpoint.to_owned()).map_err(|_| OAuthError::Incomplete("no token endpoint"))?;
        let client = Client::new(ClientId::new(self.client_id.to_owned())).set_token_uri(url);
        Ok(match self.client_secret {
            // In the body: Microsoft and Google both take it there, and not every provider decodes the header rightly.
            Some(secret) => client
                .set_client_secret(ClientSecret::new(secret.expose_secret().to_owned()))
                .set_auth_type(AuthType::RequestBody),
            None => client.set_auth_type(AuthType::RequestBody),
        })
    }

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
        let redirect = RedirectUrl::new(redirect_uri).map_err(|_| OAuthError::Incomplete("no redirect URI"))?;
        let client = self.client(endpoints.token.as_str())?;
        let request =
            client.exchange_code(code).set_pkce_verifier(verifier).set_redirect_uri(std::borrow::Cow::Owned(redirect));
        let answer = request.request_async(self.http).await.map_err(|e| translate(e, &endpoints.token).of_a_code())?;
        let answer = usable(answer, &endpoints.token)?;
        let now = self.http.clock().now();
        let identity = self.identity(&answer, endpoints, nonce.secret(), now).await?;
        let facts = Facts {
            issued_for: IssuedFor::new(account),
            signed_in_as: identity.shown().map(ToString::to_string),
            token_endpoint: endpoints.token.to_string(),
            revocation_endpoint: endpoints.revocation.as_ref().map(ToString::to_string),
            scopes: granted(&answer, asked),
            obtained_at: now,
            refreshed_at: now,
            expires_at: end(&answer, now),
            renewable: answer.refresh_token().is_some_and(|token| !token.secret().is_empty()),
            application: false,
            permission_ends_at: None,
        };
        Ok((facts, tokens(&answer, None), identity))
    }

    async fn identity(
        &self,
        answer: &TokenAnswer,
        endpoints: &Endpoints,
        nonce: &str,
        now: Timestamp,
    ) -> Result<Identity, OAuthError> {
        let found = match &answer.extra_fields().id_token {
            Some(token) => identity::read(token, endpoints.issuer.as_deref(), self.client_id, nonce, now)?,
            None => Identity::default(),
        };
        let (true, Some(userinfo)) = (found.addresses.is_empty(), &endpoints.userinfo) else { return Ok(found) };
        match self.http.get_json::<Claims>(userinfo, Some(answer.access_token().secret())).await {
            Ok(claims) => Ok(claims.into()),
            // The token is good all the same; who signed in stays unknown.
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
        let client = self.client(&facts.token_endpoint)?;
        let token = RefreshToken::new(refresh.expose_secret().to_owned());
        let endpoint =
            url::Url::parse(&facts.token_endpoint).map_err(|_| OAuthError::Incomplete("no token endpoint"))?;
        let answer = client.exchange_refresh_token(&token).request_async(self.http).await;
        let answer = usable(answer.map_err(|e| translate(e, &endpoint))?, &endpoint)?;
        let now = self.http.clock().now();
        let facts = Facts {
            refreshed_at: now,
            expires_at: end(&answer, now),
            scopes: granted(&answer, &facts.scopes),
            renewable: true,
            ..facts.clone()
        };
        Ok((facts, tokens(&answer, Some(refresh))))
    }

    /// Revokes a grant (RFC 7009, 2.1). An unknown token is no error there.
    ///
    /// The form is written here because oauth2 refuses http even on loopback, where practice mode lives.
    ///
    /// # Errors
    /// The provider refused, or could not be asked.
    pub async fn revoke(&self, endpoint: &str, tokens: &Tokens) -> Result<(), OAuthError> {
        let unusable = OAuthError::Incomplete("no safe revocation endpoint");
        let url = url::Url::parse(endpoint).ok().filter(is_safe).ok_or(unusable.clone())?;
        // The refresh token where there is one: revoking it ends the whole grant (RFC 7009, 2.1).
        let (token, hint) = match &tokens.refresh {
            Some(refresh) => (refresh, "refresh_token"),
            None => (&tokens.access, "access_token"),
        };
        let form = {
            let mut form = url::form_urlencoded::Serializer::new(String::new());
            let _ = form.append_pair("token", token.expose_secret()).append_pair("token_type_hint", hint);
            let _ = form.append_pair("client_id", self.client_id);
            if let Some(secret) = self.client_secret {
                let _ = form.append_pair("client_secret", secret.expose_secret());
            }
            form.finish().into_bytes()
        };
        let request = oauth2::http::Request::post(url.as_str())
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form)
            .map_err(|_| unusable)?;
        let answer = self.http.call(request).await?;
        if answer.status().is_success() {
            return Ok(());
        }
        match serde_json::from_slice::<ErrorAnswer>(answer.body()) {
            Ok(refusal) => Err(OAuthError::Refused(refusal.into())),
            Err(_) => Err(OAuthError::Network {
                host: host_of(&url),
                failure: NetworkFailure::Status(answer.status().as_u16()),
            }),
        }
    }
}

impl From<ErrorAnswer> for Refusal {
    fn from(answer: ErrorAnswer) -> Self {
        Self::new(&answer.error, answer.error_description.as_deref(), answer.suberror.as_deref())
    }
}

/// Not with `{:?}`: oauth2's parse error holds the raw answer, tokens included.
fn translate(error: RequestTokenError<OAuthError, ErrorAnswer>, endpoint: &url::Url) -> OAuthError {
    match error {
        RequestTokenError::ServerResponse(answer) => OAuthError::Refused(answer.into()),
        RequestTokenError::Request(error) => error,
        RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
            OAuthError::Network { host: host_of(endpoint), failure: NetworkFailure::NotOAuth }
        }
    }
}

/// An empty access token is none: it must not take a good one's place.
fn usable(answer: TokenAnswer, endpoint: &url::Url) -> Result<TokenAnswer, OAuthError> {
    if answer.access_token().secret().is_empty() {
        return Err(OAuthError::Network { host: host_of(endpoint), failure: NetworkFailure::NotOAuth });
    }
    Ok(answer)
}

fn granted(answer: &TokenAnswer, asked: &[String]) -> Vec<String> {
    // RFC 6749, 5.1: left out when it is what was asked for.
    match answer.scopes() {
        Some(scopes) => scopes.iter().map(|scope| scope.to_string()).collect(),
        None => asked.to_vec(),
    }
}

fn end(answer: &TokenAnswer, now: Timestamp) -> Option<Timestamp> {
    let lifetime = SignedDuration::try_from(answer.expires_in()?).ok()?;
    now.checked_add(lifetime).ok()
}

fn tokens(answer: &TokenAnswer, old_refresh: Option<&SecretString>) -> Tokens {
    let refresh = answer.refresh_token().map(|token| token.secret().as_str()).filter(|token| !token.is_empty());
    let refresh = refresh.map(SecretString::from);
    Tokens {
        access: SecretString::from(answer.access_token().secret().as_str()),
        refresh: refresh.or_else(|| old_refresh.cloned()),
    }
}
