//! A token is acquired: a person signs in, in a browser or with a code, or the application does for itself.
//!
//! Protects: until the answer arrived the whole thing is cancelled by dropping its future; from then on it runs to its
//! end. An earlier grant is touched only when the new one is complete and of the expected person. One sign-in an
//! account at a time, across processes; a process that ends in the middle leaves no trace, because its lock ends with it.
//! A deletion meanwhile, in whatever process, wins.

mod browser;
mod chronicle;
mod device;
mod steps;

use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use self::chronicle::Chronicle;
pub use self::steps::{Landing, PageMaker, SignInRequest, SignInStep, Way};
use super::grants::Issued;
use super::{Engine, SecretName, lock, missing_for_sign_in};
use crate::account::{AccountId, OAuthAccount, Protocol, Provider, Settings};
use crate::error::Error;
use crate::home::{Home, create_private_dir};
use crate::oauth::callback::Arrived;
use crate::oauth::identity::Identity;
use crate::oauth::session::Facts;
use crate::oauth::tokens::{Asker, Tokens};
use crate::oauth::{ClientAuth, Endpoints, Http, OAuthError, endpoints, offers};
use crate::settings::names;

/// How long a sign-in in a browser waits for the person.
pub const SIGN_IN_TIME: Duration = Duration::from_secs(5 * 60);
/// How often a waiting sign-in looks whether the token was deleted.
const LOOK_TIME: Duration = Duration::from_millis(500);

/// All that a sign-in needs to know.
struct Plan {
    id: AccountId,
    /// How often the token had been deleted when this began.
    deletions: u64,
    account: OAuthAccount,
    scopes: Vec<String>,
    endpoints: Endpoints,
    http: Http,
    client_auth: ClientAuth,
    page: PageMaker,
}

impl Plan {
    fn asker(&self) -> Asker<'_> {
        Asker { http: &self.http, client_id: self.account.client_id.as_str(), client_auth: &self.client_auth }
    }
}

/// What the provider gave; who signed in, where a person did.
struct Grant {
    facts: Facts,
    tokens: Tokens,
    identity: Option<Identity>,
}

/// What the waiting ended with.
enum Arrival {
    /// A code in the redirect or pasted, which must be exchanged.
    Redirect(Arrived),
    /// The grant itself.
    Grant(Box<Grant>),
}

/// A sign-in whose answer is there.
struct Begun {
    plan: Plan,
    arrival: Arrival,
    running: File,
    announced: Announcement,
}

impl Engine {
    /// Lets a person, or the application itself, sign in to a protocol's account. Drop the future to cancel.
    ///
    /// # Errors
    /// The settings are locked, some are missing, the provider does not offer this way, another sign-in runs, the keyring does not answer,
    /// nobody answered in time, the provider refused, somebody else signed in, or the token was deleted meanwhile. An
    /// earlier token is as it was then.
    pub async fn sign_in(
        &self,
        request: SignInRequest,
        progress: impl Fn(SignInStep) + Send + Sync + 'static,
    ) -> Result<Facts, Error> {
        let _permit = self.permit()?;
        let settings = self.settings()?;
        let chronicle = Chronicle::begin(&settings.account_id(request.protocol), request.way);
        let progress = Arc::new(progress);
        let Begun { plan, arrival, running, announced: _announced } =
            match self.arrive(&settings, request, &progress).await {
                Ok(begun) => begun,
                Err(error) => {
                    chronicle.end(&Err(error.clone()));
                    return Err(error);
                }
            };
        progress(SignInStep::CodeArrived);
        let engine = self.clone();
        self.to_its_end(async move {
            let (outcome, browser) = match arrival {
                Arrival::Redirect(Arrived { result, browser }) => {
                    let outcome = match result {
                        Ok(authorization) => engine.exchange(&plan, authorization).await,
                        Err(error) => Err(error.into()),
                    };
                    (outcome, Some(browser))
                }
                Arrival::Grant(grant) => (engine.finish(&plan, *grant).await, None),
            };
            chronicle.end(&outcome);
            // The state turns before the browser says so.
            drop(running);
            if let Some(browser) = browser {
                let landing = match &outcome {
                    Ok(facts) => Landing::Done(facts.signed_in_as.clone()),
                    Err(error) => Landing::Failed(error.clone()),
                };
                let html = (plan.page)(&landing);
                let _ = tokio::spawn(browser.tell(html)).await;
            }
            outcome
        })
        .await
    }

    /// Everything up to the answer, which is all that can be cancelled.
    async fn arrive<F: Fn(SignInStep) + Send + Sync + 'static>(
        &self,
        settings: &Settings,
        request: SignInRequest,
        progress: &Arc<F>,
    ) -> Result<Begun, Error> {
        let SignInRequest { protocol, way, page, pasted } = request;
        let id = settings.account_id(protocol);
        let account = settings.account(protocol).clone();
        let mut missing = missing_for_sign_in(&id, &account);
        missing.extend(missing_tenant(&id, &account, way));
        if !missing.is_empty() {
            return Err(Error::Incomplete(missing));
        }
        if !offers(&account, way.method()) {
            return Err(OAuthError::NotOffered(way.method()).into());
        }
        // Declared before the lock and so gone after it: whoever is woken by its end finds the lock free.
        let announced;
        // A moment's patience: somebody who only looks at the lock holds it for an instant.
        let sign_in_lock = self.inner.home.sign_in_lock(&id);
        let running = lock(&sign_in_lock, Duration::from_millis(200), Error::SignInRunning, || None).await?;
        // Nobody should sign in first and hear then that the result cannot be kept.
        let _ = self.held(&id).await.or_else(|error| match error {
            crate::secrets::SecretError::Damaged => Ok(None),
            other => Err(other),
        })?;
        announced = Announcement::new(&self.inner.home, &id);
        let plan = self.plan(settings, protocol, way, id, account, page).await?;
        let waiting = async {
            Ok(match way {
                Way::Browser | Way::Address => {
                    let open_browser = way == Way::Browser;
                    Arrival::Redirect(self.wait_for_answer(&plan, open_browser, pasted, progress).await?)
                }
                Way::Device => Arrival::Grant(Box::new(self.wait_for_device(&plan, &**progress).await?)),
                Way::Application => {
                    let (facts, tokens) = plan.asker().application(&plan.account, &plan.endpoints).await?;
                    Arrival::Grant(Box::new(Grant { facts, tokens, identity: None }))
                }
            })
        };
        let arrival = tokio::select! {
            biased;
            arrival = waiting => arrival,
            () = self.deleted_after(&plan) => Err(Error::DeletedMeanwhile),
        }?;
        Ok(Begun { plan, arrival, running, announced })
    }

    async fn plan(
        &self,
        settings: &Settings,
        protocol: Protocol,
        way: Way,
        id: AccountId,
        account: OAuthAccount,
        page: PageMaker,
    ) -> Result<Plan, Error> {
        let deletions = self.record(&id).deletions;
        let client_auth = ClientAuth::read(self.secret(&SecretName::ClientSecret(id.clone())).await?);
        let client_auth = client_auth.map_err(OAuthError::from)?;
        if way == Way::Application && matches!(client_auth, ClientAuth::Public) {
            return Err(Error::Incomplete(vec![names::client_secret(id.tab())]));
        }
        let http = self.http(settings, settings.timeout(protocol))?;
        let endpoints = Endpoints::find(&account, &http).await?;
        let scopes = endpoints::scopes(&account, &settings.served_by(&id));
        Ok(Plan { id, deletions, account, scopes, endpoints, http, client_auth, page })
    }

    /// Ends when the token was deleted after the sign-in began.
    async fn deleted_after(&self, plan: &Plan) {
        loop {
            tokio::time::sleep(LOOK_TIME).await;
            if self.record(&plan.id).deletions > plan.deletions {
                return;
            }
        }
    }

    async fn exchange(&self, plan: &Plan, authorization: crate::oauth::attempt::Authorization) -> Result<Facts, Error> {
        let exchanged = plan.asker().exchange(&plan.account, &plan.endpoints, authorization, &plan.scopes).await;
        let (facts, tokens, identity) = exchanged?;
        self.finish(plan, Grant { facts, tokens, identity: Some(identity) }).await
    }

    async fn finish(&self, plan: &Plan, grant: Grant) -> Result<Facts, Error> {
        let Grant { facts, tokens, identity } = grant;
        // Not revoked when it is somebody else's: with some providers that would end what the same person uses elsewhere.
        if let (Some(identity), Some(expected)) = (&identity, plan.account.expected_sign_in())
            && let Some(signed_in_as) = identity.shown()
            && !identity.may_be(expected)
        {
            let (expected, signed_in_as) = (expected.clone(), signed_in_as.clone());
            return Err(OAuthError::OtherAccount { expected, signed_in_as }.into());
        }
        crate::fault::point("sign-in-answered");
        let stored = {
            let _lock = self.grant_lock(&plan.id).await?;
            let clock_off = plan.http.clock_off();
            let issued = Issued { facts: facts.clone(), tokens: tokens.clone(), clock_off };
            self.store_acquired(&plan.id, plan.deletions, issued).await
        };
        match stored {
            Ok(_) => Ok(facts),
            Err(Error::DeletedMeanwhile) => {
                if facts.revocation_endpoint.is_some()
                    && !self.is_used_elsewhere(&plan.id, &facts)
                    && let Err(error) = plan.asker().revoke(&facts, &tokens).await
                {
                    tracing::warn!(%error, "a token that nobody wants any more could not be revoked");
                }
                Err(Error::DeletedMeanwhile)
            }
            Err(error) => Err(error),
        }
    }
}

/// The tenant's key, when the application signs in for itself and no real tenant is entered: Microsoft must know whose
/// mailboxes it asks for.
fn missing_tenant(id: &AccountId, account: &OAuthAccount, way: Way) -> Option<&'static str> {
    let tenant = account.tenant.as_str().to_ascii_lowercase();
    let real = !["", "organizations", "common", "consumers"].contains(&tenant.as_str());
    let needed = way == Way::Application && account.provider == Provider::Microsoft;
    (needed && !real).then(|| names::tenant(id.tab()))
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
