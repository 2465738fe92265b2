//! A person signs in: browser, loopback answer, exchange, store.
//!
//! Protects: until the code arrives the whole thing is cancelled by dropping its future; from then on it runs to its
//! end. An earlier grant is touched only when the new one is complete and of the expected person. One sign-in an
//! account at a time, across processes; a process that ends in the middle leaves no trace, because its lock ends with it.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use url::Url;

use super::{Engine, SecretName, lock, missing_for_sign_in};
use crate::account::{AccountId, OAuthAccount, Protocol, Settings};
use crate::error::Error;
use crate::home::{Home, create_private_dir};
use crate::oauth::attempt::{Attempt, Authorization};
use crate::oauth::callback::{Arrived, Listener, Pages};
use crate::oauth::session::Facts;
use crate::oauth::tokens::Asker;
use crate::oauth::{Endpoints, Http, OAuthError, endpoints, preset};

/// How long a sign-in waits for the person.
pub const SIGN_IN_TIME: Duration = Duration::from_secs(5 * 60);

/// What the browser's last page says.
#[derive(Debug, Clone)]
pub enum Landing {
    /// The token is there; who signed in, where known.
    Done(Option<String>),
    /// It ended without a token.
    Failed(Error),
    /// It was cancelled in Mailkey meanwhile.
    Cancelled,
    /// A second answer, or one to another sign-in.
    Stale,
}

/// Makes a whole HTML page of a landing, in the person's language.
pub type PageMaker = Arc<dyn Fn(&Landing) -> String + Send + Sync>;

/// What happens while a person signs in.
#[derive(Debug, Clone)]
pub enum SignInStep {
    /// The listener waits; this address is open in the browser, or must be opened.
    Listening {
        /// The address of the provider's page.
        address: Url,
        /// When the waiting ends.
        deadline: Timestamp,
    },
    /// No browser could be started; the system's reason.
    BrowserFailed(String),
    /// The answer arrived: from now on it cannot be cancelled.
    CodeArrived,
}

/// All that a sign-in needs to know.
struct Plan {
    id: AccountId,
    /// How often the token had been deleted when this began.
    deletions: u64,
    account: OAuthAccount,
    scopes: Vec<String>,
    endpoints: Endpoints,
    http: Http,
    page: PageMaker,
}

impl Engine {
    /// Lets a person sign in to a protocol's account. Drop the future to cancel.
    ///
    /// # Errors
    /// Settings are missing, another sign-in runs, the keyring does not answer, nobody answered in time, the provider
    /// refused, or somebody else signed in. An earlier token is as it was then.
    pub async fn sign_in(
        &self,
        protocol: Protocol,
        open_browser: bool,
        page: PageMaker,
        progress: impl Fn(SignInStep) + Send + 'static,
    ) -> Result<Facts, Error> {
        let settings = self.settings()?;
        let id = settings.account_id(protocol);
        let account = settings.account(protocol).clone();
        let missing = missing_for_sign_in(&id, &account);
        if !missing.is_empty() {
            return Err(Error::Incomplete(missing));
        }
        // Declared before the lock and so gone after it: whoever is woken by its end finds the lock free.
        let _announced;
        // A moment's patience: somebody who only looks at the lock holds it for an instant.
        let sign_in_lock = self.inner.home.sign_in_lock(&id);
        let running = lock(&sign_in_lock, Duration::from_millis(200), Error::SignInRunning).await?;
        // Nobody should sign in first and hear then that the result cannot be kept.
        let _ = self.held(&id).await.or_else(|error| match error {
            crate::secrets::SecretError::Damaged => Ok(None),
            other => Err(other),
        })?;
        _announced = Announcement::new(&self.inner.home, &id);
        let plan = self.plan(&settings, protocol, id, account, page).await?;
        let arrived = self.wait_for_answer(&plan, open_browser, &progress).await?;
        progress(SignInStep::CodeArrived);
        let engine = self.clone();
        self.to_its_end(async move {
            let Arrived { result, browser } = arrived;
            let outcome = match result {
                Ok(authorization) => engine.finish(&plan, authorization).await,
                Err(error) => Err(error.into()),
            };
            // The state turns before the browser says so.
            drop(running);
            let landing = match &outcome {
                Ok(facts) => Landing::Done(facts.signed_in_as.clone()),
                Err(error) => Landing::Failed(error.clone()),
            };
            let html = (plan.page)(&landing);
            let _ = tokio::spawn(browser.tell(html)).await;
            outcome
        })
        .await
    }

    async fn plan(
        &self,
        settings: &Settings,
        protocol: Protocol,
        id: AccountId,
        account: OAuthAccount,
        page: PageMaker,
    ) -> Result<Plan, Error> {
        let http = self.http(settings, settings.timeout(protocol))?;
        let endpoints = Endpoints::find(&account, &http).await?;
        let scopes = endpoints::scopes(&account, &settings.served_by(&id));
        let deletions = self.record(&id).deletions;
        Ok(Plan { id, deletions, account, scopes, endpoints, http, page })
    }

    async fn wait_for_answer(
        &self,
        plan: &Plan,
        open_browser: bool,
        progress: &(impl Fn(SignInStep) + Send),
    ) -> Result<Arrived, Error> {
        let listener = Listener::open().await.map_err(|error| OAuthError::Listener(error.to_string()))?;
        let preset = preset(plan.account.provider);
        let redirect_uri = listener.redirect_uri(&preset.redirect);
        let parameters = preset.parameters.clone();
        let (attempt, address) = Attempt::start(&plan.account, &plan.endpoints, &plan.scopes, redirect_uri, parameters);
        let time = SignedDuration::try_from(SIGN_IN_TIME).unwrap_or(SignedDuration::ZERO);
        progress(SignInStep::Listening { address: address.clone(), deadline: self.clock().now() + time });
        let pages = Pages { stale: (plan.page)(&Landing::Stale), cancelled: (plan.page)(&Landing::Cancelled) };
        let waiting = listener.wait(attempt, pages);
        tokio::pin!(waiting);
        let waiting = async {
            if open_browser {
                // The listener runs while the browser starts: a quick browser must not find a closed door.
                tokio::select! {
                    arrived = &mut waiting => return arrived,
                    opened = open(address) => if let Err(reason) = opened {
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

    async fn finish(&self, plan: &Plan, authorization: Authorization) -> Result<Facts, Error> {
        let secret = self.secret(&SecretName::ClientSecret(plan.id.clone())).await?;
        let asker =
            Asker { http: &plan.http, client_id: plan.account.client_id.as_str(), client_secret: secret.as_ref() };
        let (facts, tokens, identity) =
            asker.exchange(&plan.account, &plan.endpoints, authorization, &plan.scopes).await?;
        if let (Some(expected), Some(signed_in_as)) = (plan.account.expected_sign_in(), identity.shown())
            && !identity.may_be(expected)
        {
            let (expected, signed_in_as) = (expected.clone(), signed_in_as.clone());
            return Err(OAuthError::OtherAccount { expected, signed_in_as }.into());
        }
        crate::fault::point("sign-in-answered");
        let _lock = self.grant_lock(&plan.id).await?;
        let _ = self.store_acquired(&plan.id, plan.deletions, facts.clone(), tokens).await?;
        tracing::info!(account = %plan.id, "a token was acquired");
        Ok(facts)
    }
}

/// A file that comes with the sign-in and goes with it, so that windows that watch the folder look at the account again.
/// It says nothing itself (the lock does), so one that a killed process leaves behind does no harm.
struct Announcement(PathBuf);

impl Announcement {
    fn new(home: &Home, id: &AccountId) -> Self {
        let path = home.sign_in_note(id);
        if let Err(error) = create_private_dir(&home.state_dir()).and_then(|()| std::fs::write(&path, "")) {
            tracing::warn!(%error, "the sign-in could not be announced to other windows");
        }
        Self(path)
    }
}

impl Drop for Announcement {
    fn drop(&mut self) {
        // An error means that it is gone already.
        let _ = std::fs::remove_file(&self.0);
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
