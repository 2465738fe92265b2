//! Getting and deleting tokens: the acts behind the modals.
//!
//! Protects: a sign-in starts only when everything it needs is filled in and stored; closing its modal ends it; when
//! it ends the badge is read anew, whatever the answer. Leaves to others: the talk with the provider (the engine).

use std::pin::pin;

use iced::futures::{SinkExt, Stream};
use iced::{Task, clipboard, stream};
use jiff::Timestamp;
use url::Url;

use super::app::{App, Message, Then};
use super::deeds::blocking;
use super::form::key;
use super::modal::{self, Modal, delete, sign_in};
use super::run::Running;
use crate::account::{EmailAddress, Protocol, Provider};
use crate::engine::{Deleted, Engine, PageMaker, SignInRequest, SignInStep, Way};
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
        let account = self.form.text(key::account(owner)).trim().to_owned();
        self.modal = Some(Modal::SignIn(sign_in::SignIn::new(protocol, provider, account)));
        Task::none()
    }

    fn provider(&self, owner: Protocol) -> Provider {
        self.form.text(key::provider(owner)).parse().unwrap_or_default()
    }

    /// “Delete”: the question.
    pub(super) fn ask_to_delete(&mut self, protocol: Protocol) -> Task<Message> {
        let stored = self.form.stored().account(protocol);
        let account = stored.account.as_ref().map(ToString::to_string).unwrap_or_default();
        self.modal = Some(Modal::Delete(delete::Delete::new(protocol, stored.provider, account)));
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
                self.on_delete(&action)
            }
            (modal::Message::SaveAndClose, Some(Modal::Unsaved)) => self.save(Then::Close),
            (modal::Message::DiscardAndClose, Some(Modal::Unsaved)) => self.settle(),
            (modal::Message::Stay, Some(Modal::Unsaved)) => self.close_modal(),
            _ => Task::none(),
        }
    }

    fn close_modal(&mut self) -> Task<Message> {
        self.modal = None;
        self.look()
    }

    fn on_sign_in(&mut self, action: sign_in::Action) -> Task<Message> {
        match action {
            sign_in::Action::None => Task::none(),
            sign_in::Action::Start => self.save(Then::SignIn),
            sign_in::Action::Close => self.close_modal(),
            sign_in::Action::Open(address) => open_browser(&address),
            sign_in::Action::Copy(address) => clipboard::write(address.to_string()),
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

    /// Begins the sign-in whose question is on the screen.
    pub(super) fn sign_in(&mut self) -> Task<Message> {
        let Some(Modal::SignIn(modal)) = &mut self.modal else { return Task::none() };
        let (engine, protocol, browser) = (self.engine.clone(), modal.protocol(), self.browser);
        let page = crate::page::in_language(self.lang);
        let (running, task) =
            Running::start(|generation| Task::stream(signing_in(engine, protocol, browser, page, generation)));
        modal.started(running);
        task
    }

    pub(super) fn sign_in_step(&mut self, generation: u64, step: SignInStep) -> Task<Message> {
        match &mut self.modal {
            Some(Modal::SignIn(modal)) if modal.awaits(generation) => modal.step(step),
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

    fn on_delete(&mut self, action: &delete::Action) -> Task<Message> {
        match action {
            delete::Action::None => Task::none(),
            delete::Action::Close => self.close_modal(),
            delete::Action::Start => self.delete(),
        }
    }

    fn delete(&mut self) -> Task<Message> {
        let Some(Modal::Delete(modal)) = &mut self.modal else { return Task::none() };
        let (engine, protocol) = (self.engine.clone(), modal.protocol());
        let (running, task) = Running::start(|generation| {
            Task::perform(async move { engine.delete_token(protocol).await }, move |result| {
                Message::Deleted(generation, result)
            })
        });
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
    // Whether it opened is seen at once; the address can also be copied.
    blocking(move || open::that_detached(address), |_| Message::Nothing)
}

/// The engine's sign-in as events. Dropping the stream cancels it.
fn signing_in(
    engine: Engine,
    protocol: Protocol,
    browser: bool,
    page: PageMaker,
    generation: u64,
) -> impl Stream<Item = Message> {
    stream::channel(8, async move |mut output: iced::futures::channel::mpsc::Sender<Message>| {
        let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
        let way = if browser { Way::Browser } else { Way::Address };
        let request = SignInRequest { protocol, way, page, pasted: None };
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
