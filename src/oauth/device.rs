//! A sign-in with a code that is entered on any other device (RFC 8628).
//!
//! Protects: the provider is asked no more often than it wants, also after a failure, and not after the code's end; the
//! device code is a secret. Leaves to others: showing the person's code, and waiting ([`Pace`] says how long).

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use url::Url;

use super::endpoints::Endpoints;
use super::error::OAuthError;
use super::http::Answer;
use super::identity::Identity;
use super::session::Facts;
use super::token_answer::{self, Seconds, Secret};
use super::tokens::{Asker, Tokens};
use crate::account::{OAuthAccount, SignInMethod, is_safe};
use crate::log::net;

/// The grant type (RFC 8628, 3.4).
const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";
/// The pause where the provider names none (3.2).
const INTERVAL: Duration = Duration::from_secs(5);
/// How much longer after each `slow_down` (3.5).
const SLOWER: Duration = Duration::from_secs(5);
/// The longest pause that failures lead to.
const MAX_PAUSE: Duration = Duration::from_secs(60);
/// The longest that a code is waited for.
const MAX_LIFETIME: Duration = Duration::from_secs(60 * 60);

/// A code that waits for a person.
pub struct DeviceCode {
    secret: SecretString,
    /// What the person enters.
    pub user_code: String,
    /// Where.
    pub address: Url,
    /// The same with the code in it, where the provider offers that.
    pub complete: Option<Url>,
    /// How long it holds.
    pub lifetime: Duration,
    interval: Duration,
}

#[derive(Deserialize)]
struct DeviceAnswer {
    device_code: Secret,
    user_code: String,
    #[serde(alias = "verification_url")]
    verification_uri: String,
    verification_uri_complete: Option<String>,
    expires_in: Seconds,
    interval: Option<Seconds>,
}

/// What the provider says when it is asked whether the person has answered.
pub enum DevicePoll {
    /// Not yet.
    Pending,
    /// Not yet, and more slowly.
    SlowDown,
    /// The grant, and who signed in.
    Done(Box<(Facts, Tokens, Identity)>),
}

/// How long to wait before the next question.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    interval: Duration,
    pause: Duration,
}

impl Pace {
    /// As the code says.
    #[must_use]
    pub fn new(code: &DeviceCode) -> Self {
        Self { interval: code.interval, pause: code.interval }
    }

    /// The pause before the next question.
    #[must_use]
    pub fn pause(&self) -> Duration {
        self.pause
    }

    /// After an answer: `slow_down` holds for good.
    pub fn answered(&mut self, slower: bool) {
        if slower {
            self.interval = self.interval.saturating_add(SLOWER);
        }
        self.pause = self.interval;
    }

    /// After a failure on the way: twice as long each time, or as long as the server wants (3.5).
    pub fn failed(&mut self, retry_after: Option<Duration>) {
        let longer = self.pause.saturating_mul(2).min(MAX_PAUSE.max(self.interval));
        self.pause = longer.max(retry_after.unwrap_or_default());
    }
}

/// Reads an answer that must hold a code.
pub(super) fn read(answer: Answer, endpoint: &Url) -> Result<DeviceCode, OAuthError> {
    let answer: DeviceAnswer = token_answer::read(answer, endpoint)?;
    let incomplete = || OAuthError::Incomplete("no device code");
    let parse = |text: &str| Url::parse(text).ok().filter(is_safe);
    let seconds = |seconds: &Seconds| seconds.get().map(Duration::from_secs);
    let user_code: String = answer.user_code.chars().filter(|c| !c.is_control()).take(64).collect();
    if user_code.trim().is_empty() {
        return Err(incomplete());
    }
    net::learn_text(&user_code);
    Ok(DeviceCode {
        secret: answer.device_code.filled().ok_or_else(incomplete)?,
        user_code: user_code.trim().to_owned(),
        address: parse(&answer.verification_uri).ok_or_else(incomplete)?,
        complete: answer.verification_uri_complete.as_deref().and_then(parse),
        lifetime: seconds(&answer.expires_in).ok_or_else(incomplete)?.min(MAX_LIFETIME),
        interval: answer.interval.as_ref().and_then(seconds).unwrap_or(INTERVAL).max(Duration::from_secs(1)),
    })
}

impl Asker<'_> {
    /// Asks for a code.
    ///
    /// # Errors
    /// The provider offers none, refused, or could not be asked.
    pub async fn device_start(&self, endpoints: &Endpoints, scopes: &[String]) -> Result<DeviceCode, OAuthError> {
        let endpoint = endpoints.device.as_ref().ok_or(OAuthError::NotOffered(SignInMethod::Device))?;
        let scope = scopes.join(" ");
        let answer = self.ask(endpoint, &endpoints.token, endpoints.algorithm, &[("scope", &scope)]).await?;
        read(answer, endpoint)
    }

    /// Asks whether the person has answered.
    ///
    /// # Errors
    /// The person declined, the code has ended, the provider refused or could not be asked ([`OAuthError::may_pass`]).
    pub async fn device_poll(
        &self,
        account: &OAuthAccount,
        endpoints: &Endpoints,
        code: &DeviceCode,
        asked: &[String],
    ) -> Result<DevicePoll, OAuthError> {
        let form = [("grant_type", GRANT), ("device_code", code.secret.expose_secret())];
        let answer = self.ask(&endpoints.token, &endpoints.token, endpoints.algorithm, &form).await?;
        match token_answer::tokens(answer, &endpoints.token) {
            // There is no nonce in this flow: the answer comes straight to whoever has the device code.
            Ok(answer) => {
                let grant = self.grant(account, endpoints, answer, asked, None).await?;
                Ok(DevicePoll::Done(Box::new(grant)))
            }
            Err(OAuthError::Refused(refusal)) => match refusal.error.as_str() {
                "authorization_pending" => Ok(DevicePoll::Pending),
                "slow_down" => Ok(DevicePoll::SlowDown),
                "expired_token" | "code_expired" => Err(OAuthError::DeviceExpired),
                "access_denied" | "authorization_declined" => Err(OAuthError::Declined),
                _ => Err(OAuthError::Refused(refusal).of_a_code()),
            },
            Err(error) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pace(seconds: u64) -> Pace {
        let interval = Duration::from_secs(seconds);
        Pace { interval, pause: interval }
    }

    #[test]
    fn slow_down_holds_for_good_and_a_failure_only_until_the_next_answer() {
        let seconds = Duration::from_secs;
        let mut pace = pace(5);
        pace.answered(false);
        assert_eq!(pace.pause(), seconds(5));
        pace.answered(true);
        assert_eq!(pace.pause(), seconds(10));
        pace.answered(true);
        pace.answered(false);
        assert_eq!(pace.pause(), seconds(15));
        pace.failed(None);
        assert_eq!(pace.pause(), seconds(30));
        pace.failed(Some(seconds(90)));
        assert_eq!(pace.pause(), seconds(90));
        pace.failed(None);
        assert_eq!(pace.pause(), seconds(60));
        pace.answered(false);
        assert_eq!(pace.pause(), seconds(15));
        for _ in 0..20 {
            pace.answered(true);
        }
        assert_eq!(pace.pause(), seconds(115));
        pace.failed(None);
        assert_eq!(pace.pause(), seconds(115), "never sooner than the provider wants");
    }
}
