//! The way with a code that is entered on any other device (RFC 8628).

use jiff::SignedDuration;
use tokio::time::Instant;

use super::{Grant, Plan, SignInStep};
use crate::engine::Engine;
use crate::error::Error;
use crate::oauth::OAuthError;
use crate::oauth::device::{DeviceCode, DevicePoll, Pace};

impl Engine {
    /// Shows a code and waits until a person has entered it. Drop the future to cancel.
    pub(super) async fn wait_for_device(&self, plan: &Plan, progress: &impl Fn(SignInStep)) -> Result<Grant, Error> {
        let code = plan.asker().device_start(&plan.endpoints, &plan.scopes).await?;
        let lifetime = SignedDuration::try_from(code.lifetime).unwrap_or(SignedDuration::ZERO);
        progress(SignInStep::Code {
            user_code: code.user_code.clone(),
            address: code.address.clone(),
            complete: code.complete.clone(),
            deadline: self.clock().now() + lifetime,
        });
        let mut failure = None;
        let polling = poll(plan, &code, &mut failure);
        match tokio::time::timeout_at(Instant::now() + code.lifetime, polling).await {
            Ok(grant) => Ok(grant?),
            // Nobody may have entered the code; but when the provider was not to be asked, that is what to say.
            Err(_) => Err(failure.unwrap_or(OAuthError::DeviceExpired).into()),
        }
    }
}

/// Asks until there is an answer; what came last in between, if it was a failure, is in `failure`.
async fn poll(plan: &Plan, code: &DeviceCode, failure: &mut Option<OAuthError>) -> Result<Grant, OAuthError> {
    let mut pace = Pace::new(code);
    loop {
        tokio::time::sleep(pace.pause()).await;
        match plan.asker().device_poll(&plan.account, &plan.endpoints, code, &plan.scopes).await {
            Ok(DevicePoll::Done(grant)) => {
                let (facts, tokens, identity) = *grant;
                return Ok(Grant { facts, tokens, identity: Some(identity) });
            }
            Ok(DevicePoll::Pending) => {
                pace.answered(false);
                *failure = None;
            }
            Ok(DevicePoll::SlowDown) => {
                pace.answered(true);
                *failure = None;
            }
            Err(error) if error.may_pass() => {
                tracing::debug!(%error, "the provider could not be asked about the code");
                pace.failed(error.retry_after());
                *failure = Some(error);
            }
            Err(error) => return Err(error),
        }
    }
}
