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
use super::modal::{Modal, common};
use super::run::Running;
use super::secret::Which;
use crate::account::{Protocol, Settings};
use crate::engine::{Engine, Loser, Preference};
use crate::error::Error;
use crate::settings::FileError;

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
            Ok(stored) => {
                self.saves += 1;
                self.form.rebase(stored);
                return self.look();
            }
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
        if self.form.joins() && self.form.keep().is_none() && self.asks_which_stays() {
            return self.ask_which_stays();
        }
        self.save_error = None;
        self.form.sending(&new);
        let work = Work {
            engine: self.engine.clone(),
            base: self.form.stored().clone(),
            new,
            secrets: self.form.secrets.pending(),
            keep: self.form.keep(),
        };
        let (running, task) = Running::start(|generation| {
            Task::perform(work.store(), move |(result, stored)| Message::Saved(generation, Box::new(result), stored))
        });
        self.saving = Some(Saving { running, sent: self.form.typed(), then });
        task
    }

    pub(super) fn saved(&mut self, generation: u64, result: Result<Settings, Error>, stored: Stored) -> Task<Message> {
        let Some(saving) = self.saving.take_if(|saving| saving.running.is(generation)) else { return Task::none() };
        self.saves += 1;
        for (which, value) in &stored.secrets {
            self.form.secrets.stored(*which, value);
            let (Which::Client(of) | Which::Password(of)) = which;
            let both = matches!(which, Which::Client(_)) && self.form.stored().pop.common_account;
            for tab in Protocol::ALL.into_iter().filter(|tab| both || tab == of) {
                self.test_of(tab).overtaken();
            }
        }
        self.keep_to_tell(stored.loser);
        match result {
            Ok(settings) => {
                self.form.saved(settings, &saving.sent);
                self.just_saved = !self.form.is_changed();
                let next = self.go_on(saving.then);
                Task::batch([next, self.look()])
            }
            Err(error) => self.not_saved(error),
        }
    }

    fn not_saved(&mut self, error: Error) -> Task<Message> {
        self.form.not_sent();
        Protocol::ALL.iter().for_each(|tab| drop(self.auth(*tab).read()));
        let fields = error.fields();
        match (&error, &mut self.modal) {
            // Both values are shown at the field, with the choice, as soon as the disk was looked at.
            (Error::Settings(why), _) if matches!(why.as_ref(), FileError::Changed(_)) => {
                let next = fields.first().map_or_else(Task::none, |at| self.go_to(at));
                return Task::batch([self.look(), next]);
            }
            (Error::Held(key::COMMON), _) => return self.look_and_ask(error),
            (_, Some(Modal::SignIn(modal))) => modal.failed(error),
            _ => (self.modal, self.save_error) = (None, Some(error)),
        }
        self.look()
    }

    fn go_on(&mut self, then: Then) -> Task<Message> {
        match then {
            Then::Nothing => Task::none(),
            Then::SignIn => self.sign_in(),
            Then::Test(request) => self.test(*request),
            Then::Check => self.check(true),
            Then::Close => {
                // What was typed since is asked about.
                self.modal = None;
                self.close()
            }
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
        let protocol = match common {
            true => self.protocol(),
            false if at.starts_with("pop.") => Protocol::Pop,
            false => Protocol::Smtp,
        };
        self.tab = protocol.into();
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
            self.auth(protocol).unfold();
        }
        if let Some(which) = secret {
            self.auth(protocol).unfold();
            return Task::batch([self.ask(which), focus(at)]);
        }
        focus(at)
    }

    pub(super) fn auth(&mut self, protocol: Protocol) -> &mut auth_card::State {
        match protocol {
            Protocol::Smtp => &mut self.smtp.auth,
            Protocol::Pop => &mut self.pop.auth,
        }
    }

    /// “Discard”: asks first when what would be lost is much, or cannot be read off the old value.
    pub(super) fn discard(&mut self) -> Task<Message> {
        if self.form.secrets.is_changed() || self.form.changed().len() > MUCH {
            self.modal = Some(Modal::Discard);
            return Task::none();
        }
        self.discard_now()
    }

    pub(super) fn discard_now(&mut self) -> Task<Message> {
        self.modal = None;
        self.form.discard();
        self.close_save_error()
    }

    /// Whether POP has a token of its own, so that a person must say which one stays.
    pub(super) fn asks_which_stays(&self) -> bool {
        !self.form.stored().pop.common_account && self.status.of(Protocol::Pop).is_held()
    }

    pub(super) fn ask_which_stays(&mut self) -> Task<Message> {
        let stored = self.form.stored();
        let holder = |of: Protocol| common::Holder::new(self.status.of(of), stored.section(of), of);
        self.modal = holder(Protocol::Pop).map(|pop| Modal::Common(common::Common::new(holder(Protocol::Smtp), pop)));
        Task::none()
    }

    pub(super) fn on_common(&mut self, message: &common::Message) -> Task<Message> {
        self.modal = None;
        if let common::Message::Keep(keep) = message {
            self.form.join(*keep);
        }
        Task::none()
    }

    pub(super) fn close_save_error(&mut self) -> Task<Message> {
        self.save_error = None;
        Task::none()
    }
}

/// From how many changed fields on discarding them is asked about.
const MUCH: usize = 3;

/// What was stored beside the settings.
#[derive(Debug, Clone, Default)]
pub struct Stored {
    /// As they were sent: what was typed since is still to be stored.
    secrets: Vec<(Which, SecretString)>,
    loser: Option<Loser>,
}

/// What is to be stored.
struct Work {
    engine: Engine,
    base: Settings,
    new: Settings,
    secrets: Vec<(Which, SecretString)>,
    keep: Option<Protocol>,
}

impl Work {
    /// Stores settings, then secrets; answers with what is stored even when something later failed.
    async fn store(self) -> (Result<Settings, Error>, Stored) {
        let mut stored = Stored::default();
        let result = self.store_all(&mut stored).await;
        (result, stored)
    }

    async fn store_all(self, stored: &mut Stored) -> Result<Settings, Error> {
        let Self { engine, base, new, secrets, keep } = self;
        let parts = base.pop.common_account && !new.pop.common_account;
        let settings = match keep {
            Some(keep) => {
                let joined = engine.join(&base, &new, keep).await?;
                stored.loser = joined.loser;
                joined.settings
            }
            None if parts => engine.part(&base, &new).await?,
            None => {
                let file = engine.clone();
                match tokio::task::spawn_blocking(move || file.save(&base, &new)).await {
                    Ok(result) => result?,
                    Err(panic) => std::panic::resume_unwind(panic.into_panic()),
                }
            }
        };
        for (which, value) in secrets {
            engine.set_secret(which.name(), value.clone()).await?;
            stored.secrets.push((which, value));
        }
        Ok(settings)
    }
}
