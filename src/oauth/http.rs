//! The one HTTP client for authorization servers.
//!
//! Protects: no redirect is followed (a token request must not wander), every request ends in time, no more than
//! [`MAX_BODY`] bytes are read, what is not an OAuth answer (a captive portal's page, a proxy's error) is told from one,
//! and so is a request that was never sent from one whose answer was lost. Leaves to others: what the answers mean.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use reqwest::header::{self, HeaderMap};
use serde::de::DeserializeOwned;
use url::Url;

use super::error::OAuthError;
use super::network::NetworkFailure;
use crate::account::is_here;
use crate::clock::Clock;
use crate::log::transcript::{self, Direction};
use crate::system;

/// The largest answer that is read, in bytes; real ones have at most some ten thousand.
const MAX_BODY: usize = 1 << 20;
/// The longest error code that is written into a transcript; the longest known one has 27 characters.
const MAX_CODE: usize = 40;
/// The longest time that a server may ask to be left alone.
const MAX_PATIENCE: Duration = Duration::from_secs(24 * 60 * 60);
/// A difference between two clocks that is worth a word.
const CLOCK_LEEWAY: SignedDuration = SignedDuration::from_mins(5);

/// A client for one operation.
pub struct Http {
    client: reqwest::Client,
    /// For servers on this computer, which no proxy can reach and no proxy's owner may hear.
    direct: reqwest::Client,
    clock: Clock,
    clock_off: Mutex<Option<SignedDuration>>,
}

/// An answer of a token or revocation endpoint: success, or an OAuth error (RFC 6749, 5.2).
pub struct Answer {
    /// Whether the status is 2xx.
    pub success: bool,
    /// The HTTP status.
    pub status: u16,
    /// JSON, or nothing.
    pub body: Vec<u8>,
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
                // A little less, so that what ends while connecting can be told from a request that got no answer.
                .connect_timeout(timeout.mul_f32(0.9))
        };
        let failed = |error: reqwest::Error| OAuthError::Http(words(&error));
        let client = builder().build().map_err(failed)?;
        let direct = builder().no_proxy().build().map_err(failed)?;
        Ok(Self { client, direct, clock, clock_off: Mutex::new(None) })
    }

    /// The clock by which everything that is answered is dated.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The local clock minus that of the server that answered last, where they differ by more than five minutes.
    #[must_use]
    pub fn clock_off(&self) -> Option<SignedDuration> {
        *self.clock_off.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// GETs a JSON document, with a bearer token where one is given.
    ///
    /// # Errors
    /// The server cannot be reached, or its answer is not that document.
    pub async fn get_json<T: DeserializeOwned>(&self, url: &Url, bearer: Option<&str>) -> Result<T, OAuthError> {
        let host = host_of(url);
        note_request("GET", url);
        let mut request = self.client(url).get(url.clone()).header("accept", "application/json");
        if let Some(token) = bearer {
            request = request.bearer_auth(token);
        }
        let (status, headers, body) = self.ask(&host, request).await?;
        if status != 200 {
            let failure = NetworkFailure::of_status(status, retry_after(&headers, self.clock.now()));
            return Err(OAuthError::Network { host, failure });
        }
        serde_json::from_slice(&body).map_err(|_| OAuthError::Network { host, failure: NetworkFailure::NotOAuth })
    }

    /// POSTs a form to a token, device or revocation endpoint; only success and OAuth errors come back.
    ///
    /// # Errors
    /// The server cannot be reached, or what it sent is no OAuth answer.
    pub async fn post(&self, url: &Url, form: String) -> Result<Answer, OAuthError> {
        let host = host_of(url);
        note_request("POST", url);
        let request = self
            .client(url)
            .post(url.clone())
            .header("accept", "application/json")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form);
        let (status, headers, body) = self.ask(&host, request).await?;
        let failed = |failure| OAuthError::Network { host: host.clone(), failure };
        let of_status = || NetworkFailure::of_status(status, retry_after(&headers, self.clock.now()));
        // RFC 6749, 5.2: errors come as 400 or 401; anything else is no answer to the request.
        if !matches!(status, 200..=299 | 400 | 401 | 403) {
            return Err(failed(of_status()));
        }
        let is_json = body.is_empty() || serde_json::from_slice::<serde::de::IgnoredAny>(&body).is_ok();
        if !is_json {
            return Err(failed(if status == 200 { NetworkFailure::NotOAuth } else { of_status() }));
        }
        Ok(Answer { success: (200..300).contains(&status), status, body })
    }

    fn client(&self, url: &Url) -> &reqwest::Client {
        if is_here(url) { &self.direct } else { &self.client }
    }

    async fn ask(&self, host: &str, request: reqwest::RequestBuilder) -> Result<(u16, HeaderMap, Vec<u8>), OAuthError> {
        let network = |error: reqwest::Error| OAuthError::Network { host: host.to_owned(), failure: failure(&error) };
        let mut response = request.send().await.map_err(network)?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        if let Some(off) = clock_difference(&headers, self.clock.now()) {
            let off = Some(off).filter(|off| off.abs() > CLOCK_LEEWAY);
            *self.clock_off.lock().unwrap_or_else(PoisonError::into_inner) = off;
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(network)? {
            if body.len() + chunk.len() > MAX_BODY {
                return Err(OAuthError::Network { host: host.to_owned(), failure: NetworkFailure::NotOAuth });
            }
            body.extend_from_slice(&chunk);
        }
        if transcript::is_on() {
            transcript::write_request(host, Direction::Received, answered(status, &body));
        }
        Ok((status, headers, body))
    }
}

/// Writes a request's method and path into the transcript: the query can hold a code.
fn note_request(method: &str, url: &Url) {
    if transcript::is_on() {
        transcript::write_request(&host_of(url), Direction::Sent, format!("{method} {}", url.path()));
    }
}

/// An answer's status and error code (RFC 6749, 5.2); nothing else of its body.
fn answered(status: u16, body: &[u8]) -> String {
    let error = serde_json::from_slice::<serde_json::Value>(body).ok().and_then(|body| {
        let error = body.get("error")?.as_str()?;
        // A code is a short word; whatever is not can hold anything.
        let is_code = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        (error.len() <= MAX_CODE && error.chars().all(is_code)).then(|| error.to_owned())
    });
    error.map_or_else(|| format!("HTTP {status}"), |error| format!("HTTP {status} {error}"))
}

/// `host` or `host:port`.
#[must_use]
pub fn host_of(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// How long the server wants to be left alone: seconds or a date (RFC 9110, 10.2.3). The date is measured by the
/// server's own clock where it tells it.
fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    let wait = match text.parse::<u64>() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => {
            let now = date(headers).unwrap_or(now);
            Duration::try_from(http_date(text)?.duration_since(now)).unwrap_or_default()
        }
    };
    Some(wait.min(MAX_PATIENCE))
}

/// The local clock minus the server's. An answer from a cache is as old as it says (RFC 9111, 5.1).
fn clock_difference(headers: &HeaderMap, now: Timestamp) -> Option<SignedDuration> {
    let age = headers.get(header::AGE).and_then(|age| age.to_str().ok()).and_then(|age| age.trim().parse().ok());
    let theirs = date(headers)?.checked_add(SignedDuration::from_secs(age.unwrap_or(0))).ok()?;
    Some(now.duration_since(theirs))
}

fn date(headers: &HeaderMap) -> Option<Timestamp> {
    http_date(headers.get(header::DATE)?.to_str().ok()?)
}

fn http_date(text: &str) -> Option<Timestamp> {
    Timestamp::try_from(httpdate::parse_http_date(text.trim()).ok()?).ok()
}

/// The innermost cause says what happened; the outer ones hold the address, which can hold a code.
fn words(error: &reqwest::Error) -> String {
    let mut cause: &(dyn std::error::Error + 'static) = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    let words = cause.downcast_ref().map_or_else(|| cause.to_string(), system::reason);
    words.chars().take(200).collect()
}

fn failure(error: &reqwest::Error) -> NetworkFailure {
    // While connecting, TLS included, no byte of the request is sent.
    let connecting = error.is_connect();
    match tls_words(error) {
        Some(words) if connecting => NetworkFailure::Tls(words),
        Some(words) => NetworkFailure::Interrupted(words),
        None if connecting => NetworkFailure::Unreachable(words(error)),
        None if error.is_timeout() => NetworkFailure::TimedOut,
        None => NetworkFailure::Interrupted(words(error)),
    }
}

fn tls_words(error: &reqwest::Error) -> Option<String> {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    let mut found = None;
    while let Some(inner) = cause {
        if let Some(words) = tls_error(inner) {
            found = Some(words);
        }
        cause = inner.source();
    }
    found
}

fn tls_error(error: &(dyn std::error::Error + 'static)) -> Option<String> {
    if let Some(tls) = error.downcast_ref::<rustls::Error>() {
        return Some(tls.to_string());
    }
    // The connectors wrap one I/O error into another, and its source leaves the inner one out.
    tls_error(error.downcast_ref::<std::io::Error>()?.get_ref()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Pair = (header::HeaderName, &'static str);

    fn headers(pairs: &[Pair]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), value.parse().expect("a value"))).collect()
    }

    #[test]
    fn a_wait_is_seconds_or_a_date_and_at_most_a_day() {
        let now: Timestamp = "2026-01-01T12:00:00Z".parse().expect("a time");
        let at = "Thu, 01 Jan 2026 12:02:00 GMT";
        let cases: [(&[Pair], Option<u64>); 9] = [
            (&[], None),
            (&[(header::RETRY_AFTER, "120")], Some(120)),
            (&[(header::RETRY_AFTER, " 0 ")], Some(0)),
            (&[(header::RETRY_AFTER, "9999999999")], Some(86_400)),
            (&[(header::RETRY_AFTER, "soon")], None),
            (&[(header::RETRY_AFTER, "-5")], None),
            (&[(header::RETRY_AFTER, at)], Some(120)),
            // The server's clock counts, not ours.
            (&[(header::RETRY_AFTER, at), (header::DATE, "Thu, 01 Jan 2026 12:01:00 GMT")], Some(60)),
            (&[(header::RETRY_AFTER, at), (header::DATE, "Thu, 01 Jan 2026 13:00:00 GMT")], Some(0)),
        ];
        for (given, wait) in cases {
            assert_eq!(retry_after(&headers(given), now), wait.map(Duration::from_secs), "{given:?}");
        }
    }

    #[test]
    fn a_transcript_has_the_status_and_the_code_and_nothing_else() {
        for (body, shown) in [
            (r#"{"error": "invalid_grant", "error_description": "AADSTS70000 eyJ0"}"#, "HTTP 400 invalid_grant"),
            (r#"{"access_token": "eyJ0"}"#, "HTTP 400"),
            (r#"{"error": "the token eyJ0 is bad"}"#, "HTTP 400"),
            (r#"{"error": {"code": 400, "message": "eyJ0"}}"#, "HTTP 400"),
            ("<html>eyJ0", "HTTP 400"),
        ] {
            assert_eq!(answered(400, body.as_bytes()), shown);
        }
        let long = format!(r#"{{"error": "{}"}}"#, "x".repeat(41));
        assert_eq!(answered(200, long.as_bytes()), "HTTP 200");
    }

    #[test]
    fn the_clocks_are_compared_and_a_cache_is_not_mistaken_for_a_clock() {
        let now: Timestamp = "2026-01-01T12:00:00Z".parse().expect("a time");
        let old = (header::DATE, "Thu, 01 Jan 2026 11:00:00 GMT");
        assert_eq!(clock_difference(&headers(&[]), now), None);
        assert_eq!(clock_difference(&headers(&[(header::DATE, "x")]), now), None);
        assert_eq!(clock_difference(&headers(std::slice::from_ref(&old)), now), Some(SignedDuration::from_hours(1)));
        assert_eq!(clock_difference(&headers(&[old, (header::AGE, "3600")]), now), Some(SignedDuration::ZERO));
    }
}
