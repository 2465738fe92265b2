//! The way through a browser: listener, address, and whatever is pasted.

use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use secrecy::SecretString;
use tokio::sync::mpsc;
use url::Url;

use super::{Landing, Plan, SIGN_IN_TIME, SignInStep};
use crate::engine::Engine;
use crate::error::Error;
use crate::log::{self, Event};
use crate::oauth::attempt::Attempt;
use crate::oauth::callback::{Arrived, Listener, Pages, Pasted};
use crate::oauth::{OAuthError, preset};
use crate::system;

impl Engine {
    /// Waits for the answer. Drop the future to cancel.
    pub(super) async fn wait_for_answer<F: Fn(SignInStep) + Send + Sync>(
        &self,
        plan: &Plan,
        open_browser: bool,
        pasted: Option<mpsc::UnboundedReceiver<SecretString>>,
        progress: &Arc<F>,
    ) -> Result<Arrived, Error> {
        let listener = Listener::open().await.map_err(|error| OAuthError::Listener(system::reason(&error)))?;
        let preset = preset(plan.account.provider);
        let redirect_uri = listener.redirect_uri(&preset.redirect);
        let parameters = preset.parameters.clone();
        let (attempt, address) = Attempt::start(&plan.account, &plan.endpoints, &plan.scopes, redirect_uri, parameters);
        let time = SignedDuration::try_from(SIGN_IN_TIME).unwrap_or(SignedDuration::ZERO);
        progress(SignInStep::Listening { address: address.clone(), deadline: self.clock().now() + time });
        let [stale, cancelled, unfinished] =
            [Landing::Stale, Landing::Cancelled, Landing::Unfinished].map(|landing| (plan.page)(&landing));
        let pages = Pages { stale, cancelled, unfinished };
        let pasted = pasted.map(|texts| {
            let progress = Arc::clone(progress);
            Pasted { texts, refused: move |error| progress(SignInStep::PasteRefused(error)) }
        });
        let waiting = listener.wait(attempt, pages, pasted);
        tokio::pin!(waiting);
        let waiting = async {
            if open_browser {
                // The listener runs while the browser starts: a quick browser must not find a closed door.
                tokio::select! {
                    arrived = &mut waiting => return arrived,
                    opened = open(address) => if let Err(reason) = opened {
                        log::event(Event::BrowserFailed { account: plan.id.clone(), reason: reason.clone() });
                        progress(SignInStep::BrowserFailed(reason));
                    },
                }
            }
            waiting.await
        };
        match tokio::time::timeout(SIGN_IN_TIME, waiting).await {
            Ok(arrived) => Ok(arrived?),
            Err(_) => Err(OAuthError::TimedOut(SIGN_IN_TIME).into()),
        }
    }
}

/// Opens an address in the person's browser; gives up waiting for the launcher after a few seconds.
async fn open(address: Url) -> Result<(), String> {
    let (answer, answered) = tokio::sync::oneshot::channel();
    let work = move || drop(answer.send(open::that_detached(address.as_str()).map_err(|error| reason(&error))));
    // A thread of its own: a launcher that hangs must not keep the program from ending.
    let _ = std::thread::Builder::new().name("browser".into()).spawn(work).map_err(|error| error.to_string())?;
    match tokio::time::timeout(Duration::from_secs(15), answered).await {
        Ok(Ok(result)) => result,
        Ok(Err(_)) | Err(_) => Ok(()),
    }
}

/// The launcher's own text repeats the whole address, which holds the state of the sign-in.
fn reason(error: &std::io::Error) -> String {
    error.kind().to_string()
}
