//! The one HTTP client for authorization servers.
//!
//! Protects: no redirect is followed (a token request must not wander), every request ends in time, no more than
//! [`MAX_BODY`] bytes are read, and what is not an OAuth answer (a captive portal's page, a proxy's error) is told from
//! one. Leaves to others: what the answers mean.

use std::sync::Arc;
use std::time::Duration;

use oauth2::{AsyncHttpClient, HttpRequest, HttpResponse};
use serde::de::DeserializeOwned;
use url::Url;

use super::error::{NetworkFailure, OAuthError};
use crate::account::is_here;
use crate::clock::Clock;

/// The largest answer that is read, in bytes; real ones have at most some ten thousand.
const MAX_BODY: usize = 1 << 20;

/// A client for one operation.
pub struct Http {
    client: reqwest::Client,
    /// For servers on this computer, which no proxy can reach and no proxy's owner may hear.
    direct: reqwest::Client,
    clock: Clock,
}

impl Http {
    /// A client with Mailkey's TLS set-up; `timeout` bounds each request from connecting to the last byte.
    ///
    /// # Errors
    /// The HTTP library's words.
    pub fn new(tls: &Arc<rustls::ClientConfig>, timeout: Duration, clock: Clock) -> Result<Self, OAuthError> {
        let builder = || {
            reqwest::Client::builder()
                .tls_backend_preconfigured(rustls::ClientConfig::clone(tls))
                .redirect(reqwest::redirect::Policy::none())
                .user_agent(concat!("Mailkey/", env!("CARGO_PKG_VERSION")))
                .timeout(timeout)
        };
        let failed = |error: reqwest::Error| OAuthError::Listener(error.to_string());
        let client = builder().build().map_err(failed)?;
        let direct = builder().no_proxy().build().map_err(failed)?;
        Ok(Self { client, direct, clock })
    }

    /// The clock by which everything that is answered is dated.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// How far this computer's clock is off the provider's.
    #[must_use]
    pub fn clock_off(&self) -> Option<jiff::SignedDuration> {
        None
    }

    fn client(&self, url: &Url) -> &reqwest::Client {
        if is_here(url) { &self.direct } else { &self.client }
    }

    /// GETs a JSON document, with a bearer token where one is given.
    ///
    /// # Errors
    /// The server cannot be reached, or its answer is not that document.
    pub async fn get_json<T: DeserializeOwned>(&self, url: &Url, bearer: Option<&str>) -> Result<T, OAuthError> {
        let host = host_of(url);
        let mut request = self.client(url).get(url.clone()).header("accept", "application/json");
        if let Some(token) = bearer {
            request = request.bearer_auth(token);
        }
        let response = request.send().await.map_err(|error| network(&host, &error))?;
        let (status, _, body) = read(&host, response).await?;
        if status != 200 {
            return Err(OAuthError::Network { host, failure: NetworkFailure::Status(status) });
        }
        serde_json::from_slice(&body).map_err(|_| OAuthError::Network { host, failure: NetworkFailure::NotOAuth })
    }

    /// Sends a request to a token or revocation endpoint; only success and OAuth errors come back.
    ///
    /// # Errors
    /// The server cannot be reached, or what it sent is no OAuth answer.
    pub async fn call(&self, request: HttpRequest) -> Result<HttpResponse, OAuthError> {
        let request: reqwest::Request = request
            .try_into()
            .map_err(|error: reqwest::Error| OAuthError::Listener(error.without_url().to_string()))?;
        let host = host_of(request.url());
        let response = self.client(request.url()).execute(request).await.map_err(|error| network(&host, &error))?;
        let (status, headers, body) = read(&host, response).await?;
        let failed = |failure| OAuthError::Network { host: host.clone(), failure };
        // RFC 6749, 5.2: errors come as 400 or 401; anything else is no answer to the request.
        if !matches!(status, 200..=299 | 400 | 401 | 403) {
            return Err(failed(NetworkFailure::Status(status)));
        }
        let is_json = body.is_empty() || serde_json::from_slice::<serde::de::IgnoredAny>(&body).is_ok();
        if !is_json {
            return Err(failed(if status == 200 { NetworkFailure::NotOAuth } else { NetworkFailure::Status(status) }));
        }
        let mut answer = HttpResponse::new(body);
        *answer.status_mut() = headers.0;
        *answer.headers_mut() = headers.1;
        Ok(answer)
    }
}

/// oauth2's own adapter is for reqwest 0.12; this is the same for 0.13.
impl<'c> AsyncHttpClient<'c> for Http {
    type Error = OAuthError;
    type Future = std::pin::Pin<Box<dyn Future<Output = Result<HttpResponse, OAuthError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.call(request))
    }
}

type Head = (reqwest::StatusCode, reqwest::header::HeaderMap);

async fn read(host: &str, mut response: reqwest::Response) -> Result<(u16, Head, Vec<u8>), OAuthError> {
    let head = (response.status(), response.headers().clone());
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| network(host, &error))? {
        if body.len() + chunk.len() > MAX_BODY {
            return Err(OAuthError::Network { host: host.to_owned(), failure: NetworkFailure::NotOAuth });
        }
        body.extend_from_slice(&chunk);
    }
    Ok((head.0.as_u16(), head, body))
}

/// `host` or `host:port`.
#[must_use]
pub fn host_of(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

fn network(host: &str, error: &reqwest::Error) -> OAuthError {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    let mut last = error.to_string();
    let mut tls = None;
    while let Some(inner) = cause {
        if let Some(found) = tls_error(inner) {
            tls = Some(found);
        }
        last = inner.to_string();
        cause = inner.source();
    }
    // The innermost cause says what happened; the outer ones hold the address, which can hold a code.
    let failure = match tls {
        Some(words) => NetworkFailure::Tls(words),
        None if error.is_timeout() => NetworkFailure::TimedOut,
        None => NetworkFailure::Unreachable(last.chars().take(200).collect()),
    };
    OAuthError::Network { host: host.to_owned(), failure }
}

fn tls_error(error: &(dyn std::error::Error + 'static)) -> Option<String> {
    if let Some(tls) = error.downcast_ref::<rustls::Error>() {
        return Some(tls.to_string());
    }
    let inner = error.downcast_ref::<std::io::Error>()?.get_ref()?;
    inner.downcast_ref::<rustls::Error>().map(ToString::to_string)
}
