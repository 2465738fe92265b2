//! The window's state and what can happen to it.
//!
//! Protects: one table says what each event does; work that takes time runs elsewhere and answers with an event.
//! Leaves to others: doing it (`deeds`) and showing it (`shell`).

use std::sync::Arc;

use iced::{Subscription, Task, window};
use tokio::sync::Mutex;

use super::background;
use super::cause;
use super::context::{Context, context};
use super::first;
use super::focus::Followed;
use super::form::{self, Form};
use super::guide;
use super::lock;
use super::log;
use super::memory::{self, Memory};
use super::modal::{self, Modal};
use super::run::Running;
use super::saving::Stored;
use super::screens::{pop, smtp};
use super::secret::Which;
use super::tab::Tab;
use super::test;
use super::untold::Untold;
use super::widgets::Press;
use super::{Launch, watch};
use crate::account::{Protocol, Settings, Theme};
use crate::admin::Lock;
use crate::engine::{Checked, Deleted, Engine, KeepEvent, SignInStep, Status, TestRequest};
use crate::error::Error;
use crate::i18n::Lang;
use crate::oauth::session::Facts;
use crate::tr;

/// Everything that can happen.
#[derive(Debug, Clone)]
pub enum Message {
    /// A tab was chosen.
    Tab(Tab),
    /// A language was chosen.
    Language(Lang),
    /// Colours were chosen.
    Theme(Theme),
    /// Something in the SMTP tab.
    Smtp(smtp::Message),
    /// Something in the POP tab.
    Pop(pop::Message),
    /// Something with the administrator's lock.
    Admin(lock::Event),
    /// Something in the modal.
    Modal(modal::Message),
    /// Something on the page of the first start.
    First(first::Message),
    /// Something in the registration guide.
    Guide(guide::Message),
    /// Something in the log.
    Log(log::Message),
    /// A shortcut.
    Pressed(Press),
    /// Something in a field, wherever it is shown.
    Field(form::Message),
    /// Wants to see a field.
    GoTo(&'static str),
    /// “Save”.
    Save,
    /// “Discard”.
    Discard,
    /// Has read why something could not be stored.
    CloseSaveError,
    /// “Load again”, or files changed, or it is time to look.
    Look,
    /// What the files say, and after how many saves they were looked at.
    Seen(u64, Box<Result<Settings, Error>>, Box<Status>),
    /// The answer to a save.
    Saved(u64, Box<Result<Settings, Error>>, Stored),
    /// The answer to storing language or colours.
    Preferred(Box<Result<Settings, Error>>),
    /// Whether a secret is stored.
    Secret(Which, Result<bool, Error>),
    /// A step of a sign-in.
    SignInStep(u64, SignInStep),
    /// The end of a sign-in.
    SignedIn(u64, Box<Result<Facts, Error>>),
    /// The end of a deletion, or of a revocation that was tried again.
    Deleted(u64, Result<Deleted, Error>),
    /// The end of a renewal that was asked for on a tab.
    Refreshed(Protocol, u64, Result<(), Error>),
    /// Something that keeping the tokens alive brought about.
    Kept(KeepEvent),
    /// Something with the background service.
    Background(background::Message),
    /// The window came to the front.
    Focused,
    /// A test came further, or to its end.
    Tested(Protocol, u64, test::Progressed),
    /// Something in a cause box.
    Cause(cause::Message),
    /// The end of a check.
    Checked(u64, Box<Result<Checked, Error>>),
    /// It is time to check the mailbox.
    CheckDue,
    /// A second went by.
    Second,
    /// Somebody wants to close the window.
    CloseRequested,
    /// The system asks the program to end: nobody is there to be asked about unsaved changes.
    End,
    /// Something that the window remembers of itself.
    Memory(memory::Message),
    /// Nothing is left that must not be cut off.
    Settled,
    /// Some seconds ago something was copied; how often there was a copy by then.
    CopiedLongAgo(u64),
    /// Nothing.
    Nothing,
}

/// What follows a save.
#[derive(Debug, Clone)]
pub(super) enum Then {
    Nothing,
    SignIn,
    Test(Box<TestRequest>),
    Check,
    Close,
}

/// A save under way.
#[derive(Debug)]
pub(super) struct Saving {
    pub running: Running,
    pub sent: Vec<(&'static str, String)>,
    pub then: Then,
}

/// The window's state.
pub struct App {
    pub(super) engine: Engine,
    pub(super) practice: bool,
    pub(super) browser: bool,
    pub(super) lang: Lang,
    pub(super) theme: Theme,
    pub(super) tab: Tab,
    /// The protocol whose tab was in front last.
    pub(super) before: Protocol,
    pub(super) memory: memory::State,
    pub(super) form: Form,
    pub(super) admin: lock::State,
    pub(super) broken: Option<Error>,
    pub(super) status: Status,
    pub(super) smtp: smtp::State,
    pub(super) pop: pop::State,
    pub(super) log: log::State,
    pub(super) background: background::State,
    pub(super) causes: cause::State,
    /// Whose turn it is to sign in: one attempt ends before the next begins.
    pub(super) sign_in_turn: Arc<Mutex<()>>,
    pub(super) modal: Option<Modal>,
    pub(super) followed: Followed,
    pub(super) guide: guide::State,
    pub(super) first: first::State,
    pub(super) saving: Option<Saving>,
    /// How many saves have ended: a look that began before one must not bring back what was before it.
    pub(super) saves: u64,
    pub(super) save_error: Option<Error>,
    pub(super) just_saved: bool,
    pub(super) untold: Untold,
    /// How often something was copied.
    pub(super) copies: u64,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("tab", &self.tab).field("modal", &self.modal).finish_non_exhaustive()
    }
}

impl App {
    /// The window as it opens with what it remembers of itself, and the first check of the mailbox.
    pub fn new(launch: Launch, memory: Memory) -> (Self, Task<Message>) {
        let Launch { engine, practice, lang, browser } = launch;
        let (settings, broken) = match engine.settings() {
            Ok(settings) => (settings, None),
            Err(error) => (Settings::default(), Some(error)),
        };
        // What could not be read is not known: it is no news when it can be.
        let mut form = if broken.is_some() { Form::default() } else { Form::new(settings.clone()) };
        form.set_today(engine.clock().now());
        let admin = lock::State::new(&engine);
        form.set_locked(admin.is_locked());
        let mut app = Self {
            lang: lang.unwrap_or_else(|| Lang::of(settings.language)),
            theme: settings.theme,
            tab: memory.tab(),
            before: memory.tab().protocol().unwrap_or(Protocol::Smtp),
            memory: memory::State::new(memory),
            status: engine.status(),
            form,
            admin,
            broken,
            engine,
            practice,
            browser,
            smtp: smtp::State::default(),
            pop: pop::State::default(),
            log: log::State::default(),
            background: background::State::default(),
            causes: cause::State::default(),
            sign_in_turn: Arc::default(),
            modal: None,
            followed: Followed::default(),
            guide: guide::State::default(),
            first: first::State::default(),
            saving: None,
            saves: 0,
            save_error: None,
            just_saved: false,
            untold: Untold::default(),
            copies: 0,
        };
        let secrets = app.ask_for_passwords();
        let check =
            if app.form.stored().pop.check_interval.every().is_some() { app.check_by_itself() } else { Task::none() };
        let background = app.on_background(background::Message::Look);
        let first = app.begin_at_start();
        let log = app.log_follows();
        (app, Task::batch([secrets, check, background, first, log]))
    }

    /// Does what happened, unless the settings are locked and it is not for everybody; moves the focus when that shows
    /// something else.
    pub fn update(&mut self, message: Message) -> Task<Message> {
        let next = self.guarded(message);
        self.note_tab();
        self.tell();
        Task::batch([next, self.follow(), self.first_goes_on(), self.remember_tab(), self.log_follows()])
    }

    pub(super) fn act(&mut self, message: Message) -> Task<Message> {
        match message {
            Message::Tab(tab) => self.show(tab),
            Message::Language(lang) => self.choose_language(lang),
            Message::Theme(theme) => self.choose_theme(theme),
            Message::Smtp(message) => self.on_smtp(message),
            Message::Pop(message) => self.on_pop(message),
            Message::Log(message) => self.on_log(message),
            Message::Admin(event) => self.on_admin(event),
            Message::Modal(message) => self.on_modal(message),
            Message::First(message) => self.on_first(message),
            Message::Guide(message) => self.on_guide(message),
            Message::Pressed(press) => self.on_press(press),
            Message::Field(message) => self.on_form(message),
            Message::GoTo(at) => self.go_to(at),
            Message::Save => self.save(Then::Nothing),
            Message::Discard => self.discard(),
            Message::CloseSaveError => self.close_save_error(),
            Message::Look => Task::batch([self.look_at_lock(), self.look(), self.look_at_transcripts()]),
            Message::Seen(saves, settings, status) => self.seen(saves, *settings, *status),
            Message::Saved(generation, result, stored) => self.saved(generation, *result, stored),
            Message::Preferred(result) => self.preferred(*result),
            Message::Secret(which, answer) => self.secret(which, answer),
            Message::SignInStep(generation, step) => self.sign_in_step(generation, step),
            Message::SignedIn(generation, result) => self.signed_in(generation, *result),
            Message::Deleted(generation, result) => self.deleted(generation, result),
            Message::Refreshed(tab, generation, result) => self.refreshed(tab, generation, result),
            Message::Kept(event) => self.kept(event),
            Message::Background(message) => self.on_background(message),
            Message::Focused => self.on_background(background::Message::Look),
            Message::Tested(protocol, generation, progressed) => self.tested(protocol, generation, progressed),
            Message::Cause(message) => self.on_cause(message),
            Message::Checked(generation, result) => self.checked(generation, *result),
            Message::CheckDue => self.check_by_itself(),
            Message::Second => self.second(),
            Message::CloseRequested => self.close(),
            Message::End => self.settle(),
            Message::Memory(message) => self.on_memory(message),
            Message::Settled => iced::exit(),
            Message::CopiedLongAgo(copy) => self.copied_long_ago(copy),
            Message::Nothing => Task::none(),
        }
    }

    /// What every part of the window may look at.
    pub(super) fn context(&self) -> Context<'_> {
        context!(self)
    }

    /// The window's title.
    #[must_use]
    pub fn title(&self) -> String {
        if self.practice { tr!(self.lang, "win-title-practice") } else { tr!(self.lang, "app-name") }
    }

    /// The colours; `None` follows the system.
    #[must_use]
    pub fn theme(&self) -> Option<iced::Theme> {
        match self.theme {
            Theme::System => None,
            Theme::Light => Some(iced::Theme::Light),
            Theme::Dark => Some(iced::Theme::Dark),
        }
    }

    /// What wakes the window. With nothing under way: changed files and the mailbox's interval only.
    pub fn subscription(&self) -> Subscription<Message> {
        let counting = match &self.modal {
            Some(Modal::SignIn(modal)) => modal.counts_down(),
            Some(Modal::Admin(modal)) => modal.counts_down(),
            _ => false,
        };
        let waiting = self.status.any_waiting();
        let (transcripts, counts) = self.transcripts_end();
        let second = (counting || waiting || counts)
            .then(|| iced::time::every(std::time::Duration::from_secs(1)).map(|_| Message::Second));
        let interval = self.form.stored().pop.check_interval.every().filter(|_| self.may_check());
        let check = interval.map(|interval| iced::time::every(interval).map(|_| Message::CheckDue));
        let expiry = self.next_expiry().map(|at| watch::at(self.engine.clock(), at).map(|()| Message::Look));
        let transcripts = transcripts.map(|at| watch::at(self.engine.clock(), at).map(|()| Message::Look));
        let always = [
            window::close_requests().map(|_| Message::CloseRequested),
            watch::changes(self.engine.home()).map(|()| Message::Look),
            watch::asked_to_end().map(|()| Message::End),
            watch::keep(&self.engine).map(Message::Kept),
            watch::focused().map(|()| Message::Focused),
            window::resize_events().map(|(id, size)| Message::Memory(memory::Message::Resized(id, size))),
        ];
        Subscription::batch(
            always
                .into_iter()
                .chain(second)
                .chain(check)
                .chain(expiry)
                .chain(self.pause())
                .chain(self.log_subscription())
                .chain(transcripts),
        )
    }

    /// The language shown.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The tab shown.
    #[must_use]
    pub fn tab(&self) -> Tab {
        self.tab
    }

    /// What stands in the fields.
    #[must_use]
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// The accounts' states, as last seen.
    #[must_use]
    pub fn status(&self) -> &Status {
        &self.status
    }

    /// The log.
    #[must_use]
    pub fn log(&self) -> &log::State {
        &self.log
    }

    /// The page of the first start.
    #[must_use]
    pub fn first(&self) -> &first::State {
        &self.first
    }

    /// How the administrator's lock stands.
    #[must_use]
    pub fn lock(&self) -> &Lock {
        self.admin.lock()
    }

    /// The modal that is open.
    #[must_use]
    pub fn modal(&self) -> Option<&Modal> {
        self.modal.as_ref()
    }
}
