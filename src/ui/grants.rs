//! Getting and deleting tokens: the acts behind the modals.
//!
//! Protects: a sign-in starts only when everything it needs is filled in and stored; closing its modal ends it; when
//! it ends the badge is read anew, whatever the answer. Leaves to others: the talk with the provider (the engine).

use std::pin::pin;
use std::sync::Arc;

use iced::futures::{SinkExt, Stream};
use iced::{Task, stream};
use jiff::Timestamp;
use tokio::sync::Mutex;
use url::Url;

use super::app::{App, Message, Then};
use super::deeds::blocking;
use super::form::key;
use super::modal::{self, Modal, delete, sign_in};
use super::run::Running;
use crate::account::{EmailAddress, Protocol, Provider, SignInMethod};
use crate::engine::{Deleted, Engine, SignInRequest, SignInStep, Way};
use crate::error::Error;
use crate::oauth::session::{Facts, TokenState};

impl App {
    /// “Get token”: the question, or the field that must be filled in first.
    pub(super) fn ask_to_sign_in(&mut self, protocol: Protocol) -> Task<Message> {
        let owner = self.form.owner(protocol);
        let provider = self.provider(owner);
        let mut needed = vec![key::account(owner)];
        if provider == Provider::Custom {
            needed.push(key::issuer(owner));
        }
        needed.push(key::client_id(owner));
        if let Some(missing) = self.form.demand(&needed) {
            return self.go_to(missing);
        }
        if let Err(wrong) = self.form.settings() {
            return self.go_to(wrong);
        }
        let preview = self.form.preview();
        let now = self.engine.clock().now();
        self.modal = Some(Modal::SignIn(Box::new(sign_in::SignIn::new(protocol, preview.account(owner), now))));
        Task::none()
    }

    fn provider(&self, owner: Protocol) -> Provider {
        self.form.text(key::provider(owner)).parse().unwrap_or_default()
    }

    /// “Delete”: the question.
    pub(super) fn ask_to_delete(&mut self, protocol: Protocol) -> Task<Message> {
        let stored = self.form.stored().account(protocol);
        // What the token was issued for, whatever the settings say by now.
        let issued = self.status.of(protocol).facts.as_ref().map(|facts| &facts.issued_for);
        let provider = issued.map_or(stored.provider, |issued| issued.provider);
        let account = issued.map_or(stored.account.as_ref(), |issued| issued.account.as_ref());
        let account = account.map(ToString::to_string).unwrap_or_default();
        self.modal = Some(Modal::Delete(delete::Delete::new(protocol, provider, account)));
        Task::none()
    }

    pub(super) fn on_modal(&mut self, message: modal::Message) -> Task<Message> {
        match (message, &mut self.modal) {
            (modal::Message::SignIn(message), Some(Modal::SignIn(modal))) => {
                let action = modal.update(message);
                self.on_sign_in(action)
            }
            (modal::Message::Delete(message), Some(Modal::Delete(modal))) => {
                let action = modal.update(message);
                self.on_delete(action)
            }
            (modal::Message::Admin(message), Some(Modal::Admin(modal))) => {
                let action = modal.update(message);
                self.on_ask(action)
            }
            (modal::Message::SaveAndClose, Some(Modal::Unsaved)) => self.save(Then::Close),
            (modal::Message::DiscardAndClose, Some(Modal::Unsaved)) => self.settle(),
            (modal::Message::Common(message), Some(Modal::Common(_))) => self.on_common(&message),
            (modal::Message::Discard, Some(Modal::Discard)) => self.discard_now(),
            (modal::Message::Stay, Some(Modal::Unsaved | Modal::Discard)) => self.close_modal(),
            _ => Task::none(),
        }
    }

    pub(super) fn close_modal(&mut self) -> Task<Message> {
        self.modal = None;
        self.look()
    }

    fn on_sign_in(&mut self, action: sign_in::Action) -> Task<Message> {
        match action {
            sign_in::Action::None => Task::none(),
            sign_in::Action::Start => self.save(Then::SignIn),
            sign_in::Action::Restart => self.sign_in(),
            sign_in::Action::Close => self.close_modal(),
            sign_in::Action::Open(address) => open_browser(&address),
            sign_in::Action::Copy(words) => self.copy(words),
            sign_in::Action::Cause(message) => self.on_cause(message),
            sign_in::Action::Mend(field) => {
                let look = self.look();
                Task::batch([self.go_to(field), look])
            }
            sign_in::Action::UseOther(who) => self.sign_in_as(&who),
        }
    }

    fn sign_in_as(&mut self, who: &EmailAddress) -> Task<Message> {
        let Some(Modal::SignIn(modal)) = &mut self.modal else { return Task::none() };
        let owner = self.form.owner(modal.protocol());
        self.form.update(super::form::Message::Chosen(key::sign_in_as(owner), who.to_string()));
        let action = modal.update(sign_in::Message::Start);
        self.on_sign_in(action)
    }

    /// Begins the sign-in whose modal is on the screen. One that runs ends first.
    pub(super) fn sign_in(&mut self) -> Task<Message> {
        let Some(Modal::SignIn(modal)) = &mut self.modal else { return Task::none() };
        let way = match modal.method() {
            SignInMethod::Browser if self.browser => Way::Browser,
            SignInMethod::Browser => Way::Address,
            SignInMethod::Device => Way::Device,
            SignInMethod::Application => Way::Application,
        };
        let (answers, pasted) = tokio::sync::mpsc::unbounded_channel();
        let page = crate::page::in_language(self.lang);
        let request = SignInRequest { protocol: modal.protocol(), way, page, pasted: Some(pasted) };
        let (engine, turn) = (self.engine.clone(), Arc::clone(&self.sign_in_turn));
        let (running, task) = Running::start(|generation| Task::stream(signing_in(engine, turn, request, generation)));
        modal.started(running, answers);
        task
    }

    pub(super) fn sign_in_step(&mut self, generation: u64, step: SignInStep) -> Task<Message> {
        let now = self.engine.clock().now();
        match &mut self.modal {
            Some(Modal::SignIn(modal)) if modal.awaits(generation) => modal.step(step, now),
            _ => return Task::none(),
        }
        self.look()
    }

    pub(super) fn signed_in(&mut self, generation: u64, result: Result<Facts, Error>) -> Task<Message> {
        let Some(Modal::SignIn(modal)) = &mut self.modal else { return self.look() };
        if !modal.awaits(generation) {
            return self.look();
        }
        match result {
            Ok(_) => {
                let tab = modal.protocol();
                self.modal = None;
                self.auth(tab).acquired();
                self.look()
            }
            Err(error) => {
                let fields = error.fields();
                self.form.point_out(&fields);
                modal.failed(error);
                self.look()
            }
        }
    }

    fn on_delete(&mut self, action: delete::Action) -> Task<Message> {
        match action {
            delete::Action::None => Task::none(),
            delete::Action::Close if self.untold.closes() => self.close(),
            delete::Action::Close => self.close_modal(),
            delete::Action::Start => self.delete(false),
            delete::Action::Revoke => self.delete(true),
            delete::Action::Cause(message) => self.on_cause(message),
        }
    }

    /// Deletes; or, when it is gone here already, asks the provider once more to revoke it.
    fn delete(&mut self, again: bool) -> Task<Message> {
        let Some(Modal::Delete(modal)) = &mut self.modal else { return Task::none() };
        let (engine, protocol) = (self.engine.clone(), modal.protocol());
        let work = async move {
            if again { engine.revoke_again(protocol).await } else { engine.delete_token(protocol).await }
        };
        let (running, task) =
            Running::start(|generation| Task::perform(work, move |result| Message::Deleted(generation, result)));
        modal.started(running);
        task
    }

    pub(super) fn deleted(&mut self, generation: u64, result: Result<Deleted, Error>) -> Task<Message> {
        if let Some(Modal::Delete(modal)) = &mut self.modal
            && modal.finished(generation, result)
        {
            Protocol::ALL.iter().for_each(|tab| drop(self.auth(*tab).read()));
        }
        self.look()
    }

    /// “Refresh now”.
    pub(super) fn refresh(&mut self, tab: Protocol) -> Task<Message> {
        let (engine, owner) = (self.engine.clone(), self.form.owner(tab));
        let (running, task) = Running::start(|generation| {
            let work = async move { engine.refresh(owner).await.map(|_| ()) };
            Task::perform(work, move |result| Message::Refreshed(tab, generation, result))
        });
        self.auth(tab).refreshing(running);
        task
    }

    pub(super) fn refreshed(&mut self, tab: Protocol, generation: u64, result: Result<(), Error>) -> Task<Message> {
        let now = self.engine.clock().now();
        self.auth(tab).refreshed(generation, result, now);
        self.look()
    }

    /// When a token ends that cannot be renewed: the badge changes then without anybody's doing.
    pub(super) fn next_expiry(&self) -> Option<Timestamp> {
        let accounts = Protocol::ALL.iter().map(|protocol| self.status.of(*protocol));
        let ending = accounts
            .filter(|account| account.state == TokenState::Acquired)
            .filter_map(|account| account.facts.as_ref());
        ending.filter(|facts| !facts.renewable).filter_map(|facts| facts.expires_at).min()
    }
}

fn open_browser(address: &Url) -> Task<Message> {
    let address = address.to_string();
    blocking(
        move || open::that_detached(address),
        |opened| match opened {
            Ok(()) => Message::Nothing,
            // The reason repeats the address, which is the sign-in's own.
            Err(_) => Message::Modal(modal::Message::SignIn(sign_in::Message::NotOpened)),
        },
    )
}

/// The engine's sign-in as events. Dropping the stream cancels it; the next one waits in `turn` until it has ended.
fn signing_in(
    engine: Engine,
    turn: Arc<Mutex<()>>,
    request: SignInRequest,
    generation: u64,
) -> impl Stream<Item = Message> {
    stream::channel(8, async move |mut output: iced::futures::channel::mpsc::Sender<Message>| {
        let _turn = turn.lock().await;
        let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
        let mut work = pin!(engine.sign_in(request, move |step| drop(tell.send(step))));
        let result = loop {
            tokio::select! {
                biased;
                Some(step) = told.recv() => drop(output.send(Message::SignInStep(generation, step)).await),
                result = &mut work => break result,
            }
        };
        drop(output.send(Message::SignedIn(generation, Box::new(result))).await);
    })
}
