//! What the log says of one sign-in: that it began, and in one way or another that it ended.
//!
//! Protects: a sign-in whose future is dropped, which is how it is cancelled, is written down as cancelled; no end is
//! written twice. Leaves to others: the sign-in.

use crate::account::AccountId;
use crate::error::Error;
use crate::log::{self, Event};
use crate::oauth::session::Facts;

use super::Way;

/// One sign-in's story; dropped before its end it was cancelled.
pub(super) struct Chronicle {
    account: AccountId,
    ended: bool,
}

impl Chronicle {
    /// It begins.
    pub(super) fn begin(account: &AccountId, way: Way) -> Self {
        log::event(Event::SignInBegan { account: account.clone(), method: way.method() });
        Self { account: account.clone(), ended: false }
    }

    /// It ends with a token, or without.
    pub(super) fn end(mut self, outcome: &Result<Facts, Error>) {
        self.ended = true;
        let account = self.account.clone();
        log::event(match outcome {
            Ok(facts) => {
                let (signed_in_as, until) = (facts.signed_in_as.clone(), facts.expires_at);
                Event::TokenAcquired { account, signed_in_as, until }
            }
            Err(why) => Event::SignInFailed { account, why: why.clone() },
        });
    }
}

impl Drop for Chronicle {
    fn drop(&mut self) {
        if !self.ended {
            log::event(Event::SignInCancelled { account: self.account.clone() });
        }
    }
}
