//! Storing what was typed, and what waits for it.
//!
//! Protects: what needs stored settings (sign-in, test message, check, closing) goes on only after they are stored, or
//! leads to the field that prevents it; what is typed while a save runs stays typed. Leaves to others: the files and
//! the keyring (the engine).

use iced::Task;
use secrecy::SecretString;

use super::app::{App, Message, Saving, Then};
use super::auth_card;
use super::deeds::{blocking, focus};
use super::form::key;
use super::modal::Modal;
use super::run::Running;
use super::secret::Which;
use crate::account::{Protocol, Settings};
use crate::engine::{Engine, Preference};
use crate::error::Error;

impl App {
    /// Language and colours are stored at once: nobody thinks of them as a draft.
    pub(super) fn prefer(&self, preference: Preference) -> Task<Message> {
        if self.broken.is_some() {
            return Task::none();
        }
        let engine = self.engine.clone();
        blocking(move || engine.prefer(preference), |result| Message::Preferred(Box::new(result)))
    }

    pub(super) fn preferred(&mut self, result: Result<Settings, Error>) -> Task<Message> {
        match result {
            Ok(stored) => self.form.rebase(stored),
            Err(error) => self.save_error = Some(error),
        }
        Task::none()
    }

    /// Stores what was typed and goes on with `then`, or goes to the first wrong field.
    pub(super) fn save(&mut self, then: Then) -> Task<Message> {
        if self.saving.is_some() {
            return Task::none();
        }
        let new = match self.form.settings() {
            Ok(new) => new,
            Err(at) => return self.go_to(at),
        };
        if !self.form.is_changed() {
            return self.go_on(then);
        }
        self.save_error = None;
        let (engine, base) = (self.engine.clone(), self.form.stored().clone());
        let secrets = self.form.secrets.pending();
        let (running, task) = Running::start(|generation| {
            Task::perform(store(engine, base, new, secrets), move |(result, stored)| {
                Message::Saved(generation, Box::new(result), stored)
            })
        });
        self.saving = Some(Saving { running, sent: self.form.typed(), then });
        task
    }

    pub(super) fn saved(
        &mut self,
        generation: u64,
        result: Result<Settings, Error>,
        secrets: &[Which],
    ) -> Task<Message> {
        let Some(saving) = self.saving.take_if(|saving| saving.running.is(generation)) else { return Task::none() };
        secrets.iter().for_each(|which| self.form.secrets.stored(*which));
        match result {
            Ok(stored) => {
                self.form.saved(stored, &saving.sent);
                self.just_saved = !self.form.is_changed();
                Task::batch([self.go_on(saving.then), self.look()])
            }
            Err(error) => self.not_saved(error),
        }
    }

    fn not_saved(&mut self, error: Error) -> Task<Message> {
        match &mut self.modal {
            Some(Modal::SignIn(modal)) => modal.failed(error),
            _ => (self.modal, self.save_error) = (None, Some(error)),
        }
        Task::none()
    }

    fn go_on(&mut self, then: Then) -> Task<Message> {
        match then {
            Then::Nothing => Task::none(),
            Then::SignIn => self.sign_in(),
            Then::Send(to) => self.send(to),
            Then::Check => self.check(true),
            Then::Close => self.settle(),
        }
    }

    /// Marks the fields that an error names and goes to the first.
    pub(super) fn mend(&mut self, fields: &[&'static str]) -> Task<Message> {
        self.form.point_out(fields);
        fields.first().map_or_else(Task::none, |first| self.go_to(first))
    }

    /// Shows the field of a key and puts the focus there.
    pub(super) fn go_to(&mut self, at: &'static str) -> Task<Message> {
        self.modal = None;
        self.followed.led = true;
        self.show_step_of(at);
        let secret = Protocol::ALL.into_iter().map(Which::Client).find(|which| which.id() == at);
        let common = (at.starts_with("smtp.oauth2.") || secret.is_some()) && self.form.is_common();
        if !common {
            self.tab = if at.starts_with("pop.") { Protocol::Pop } else { Protocol::Smtp };
        }
        let folded = [
            key::sign_in,
            key::client_id,
            key::client_secret_expires,
            key::tenant,
            key::issuer,
            key::sign_in_as,
            key::scopes,
        ];
        if Protocol::ALL.iter().any(|protocol| folded.iter().any(|name| name(*protocol) == at)) {
            self.auth(self.tab).unfold();
        }
        if let Some(which) = secret {
            self.auth(self.tab).unfold();
            return Task::batch([self.ask(which), focus(at)]);
        }
        focus(at)
    }

    pub(super) fn auth(&mut self, tab: Protocol) -> &mut auth_card::State {
        match tab {
            Protocol::Smtp => &mut self.smtp.auth,
            Protocol::Pop => &mut self.pop.auth,
        }
    }

    pub(super) fn discard(&mut self) -> Task<Message> {
        self.form.discard();
        self.close_save_error()
    }

    pub(super) fn close_save_error(&mut self) -> Task<Message> {
        self.save_error = None;
        Task::none()
    }
}

/// Stores settings, then secrets; answers with what is stored even when something later failed.
async fn store(
    engine: Engine,
    base: Settings,
    new: Settings,
    secrets: Vec<(Which, SecretString)>,
) -> (Result<Settings, Error>, Vec<Which>) {
    let mut stored = Vec::new();
    let file = engine.clone();
    let settings = match tokio::task::spawn_blocking(move || file.save(&base, &new)).await {
        Ok(result) => result,
        Err(panic) => std::panic::resume_unwind(panic.into_panic()),
    };
    if settings.is_ok() {
        for (which, value) in secrets {
            if let Err(error) = engine.set_secret(which.name(), value).await {
                return (Err(error), stored);
            }
            stored.push(which);
        }
    }
    (settings, stored)
}
