//! What the window does: every act that the parts only ask for.
//!
//! Protects: nothing here waits; work goes to the engine as a task whose answer carries its generation. What needs
//! stored settings goes through `saving`. Leaves to others: the work itself, and the talks with the provider
//! (`grants`).

use std::time::Instant;

use iced::Task;

use super::app::{App, Message, Then};
use super::auth_card;
use super::background;
use super::context::context;
use super::first;
use super::form::{self, key};
use super::guide;
use super::modal::{self, Modal};
use super::run::{Running, when_slow};
use super::screens::{mailbox, pop, smtp};
use super::secret::Which;
use super::tab::Tab;
use super::widgets::{Press, focus_on};
use crate::account::{Method, Protocol, Settings, Theme};
use crate::engine::{Checked, KeepEvent, Preference, Status};
use crate::error::Error;
use crate::i18n::Lang;
use crate::{autostart, notification, words};

/// Puts the focus into a field and scrolls it into view.
pub(super) fn focus(id: &'static str) -> Task<Message> {
    focus_on(id)
}

/// Runs short blocking work off the window's thread.
pub(super) fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
    answer: impl Fn(T) -> Message + Send + 'static,
) -> Task<Message> {
    // The work ends without a value only when it panicked or the program ends: then there is nothing to tell.
    Task::perform(tokio::task::spawn_blocking(work), move |done| done.map_or(Message::Nothing, &answer))
}

impl App {
    pub(super) fn show(&mut self, tab: Tab) -> Task<Message> {
        if tab != self.tab {
            self.form.leave();
        }
        self.tab = tab;
        Task::none()
    }

    pub(super) fn on_smtp(&mut self, message: smtp::Message) -> Task<Message> {
        let context = context!(self);
        match self.smtp.update(message, context) {
            smtp::Action::Form(message) => self.on_form(message),
            smtp::Action::Auth(action) => self.on_auth(Protocol::Smtp, action),
            smtp::Action::Chain(action) => self.on_test(Protocol::Smtp, action),
            smtp::Action::Background(message) => self.on_background(message),
            smtp::Action::First => self.on_first(first::Message::Begin),
        }
    }

    pub(super) fn on_pop(&mut self, message: pop::Message) -> Task<Message> {
        let context = context!(self);
        match self.pop.update(message, context) {
            pop::Action::Form(message) | pop::Action::Mailbox(mailbox::Action::Form(message)) => self.on_form(message),
            pop::Action::Auth(action) => self.on_auth(Protocol::Pop, action),
            pop::Action::Chain(action) => self.on_test(Protocol::Pop, action),
            pop::Action::Mailbox(mailbox::Action::Cause(message)) => self.on_cause(message),
            pop::Action::Mailbox(mailbox::Action::None) => Task::none(),
            pop::Action::Mailbox(mailbox::Action::Check) => self.save(Then::Check),
            pop::Action::Background(message) => self.on_background(message),
        }
    }

    fn on_auth(&mut self, protocol: Protocol, action: auth_card::Action) -> Task<Message> {
        match action {
            auth_card::Action::None => Task::none(),
            auth_card::Action::Form(message) => self.on_form(message),
            auth_card::Action::Ask(which) => self.ask(which),
            auth_card::Action::Focus(at, which) => Task::batch([self.ask(which), focus(at)]),
            auth_card::Action::Guide => self.on_guide(guide::Message::Open),
            auth_card::Action::Get => self.ask_to_sign_in(protocol),
            auth_card::Action::Delete => self.ask_to_delete(protocol),
            auth_card::Action::Refresh => self.refresh(protocol),
            auth_card::Action::Cause(message) => self.on_cause(message),
        }
    }

    pub(super) fn on_form(&mut self, message: form::Message) -> Task<Message> {
        self.just_saved = false;
        if matches!(&message, form::Message::Chosen(key::COMMON, on) if on == "true") && self.asks_which_stays() {
            return self.ask_which_stays();
        }
        self.form.update(message);
        self.ask_for_passwords()
    }

    pub(super) fn on_press(&mut self, press: Press) -> Task<Message> {
        match press {
            Press::Save if self.modal.is_none() && self.broken.is_none() => self.save(Then::Nothing),
            Press::Save => Task::none(),
            Press::Quit => self.close(),
            Press::Zoom(zoom) => self.zoom(zoom),
            Press::Tab(_) if self.first.is_shown() => Task::none(),
            Press::Enter if self.modal.is_none() => self.enter_on_first(),
            Press::Tab(at) => Tab::ALL.get(at).map_or_else(Task::none, |tab| self.show(*tab)),
            Press::Escape if self.modal.is_none() && self.asks_recipient() => self.ask_no_recipient(),
            Press::Escape if self.modal.is_none() => self.on_guide(guide::Message::Close),
            Press::Escape => self.modal_key(Modal::escape),
            Press::Enter => self.modal_key(Modal::primary),
        }
    }

    fn modal_key(&mut self, meaning: fn(&Modal) -> Option<modal::Message>) -> Task<Message> {
        // As if it had been clicked: past the lock leads no key either.
        let message = self.modal.as_ref().and_then(meaning).map(Message::Modal);
        message.map_or_else(Task::none, |message| self.guarded(message))
    }

    pub(super) fn choose_language(&mut self, lang: Lang) -> Task<Message> {
        self.lang = lang;
        self.prefer(Preference::Language(lang.setting()))
    }

    pub(super) fn choose_theme(&mut self, theme: Theme) -> Task<Message> {
        self.theme = theme;
        self.prefer(Preference::Theme(theme))
    }

    /// Reads settings and states again.
    pub(super) fn look(&self) -> Task<Message> {
        let (engine, saves) = (self.engine.clone(), self.saves);
        blocking(
            move || (engine.settings(), engine.status()),
            move |(settings, status)| Message::Seen(saves, Box::new(settings), Box::new(status)),
        )
    }

    pub(super) fn seen(&mut self, saves: u64, settings: Result<Settings, Error>, status: Status) -> Task<Message> {
        if saves != self.saves {
            // Each save is followed by a look of its own.
            return Task::none();
        }
        self.form.set_today(self.engine.clock().now());
        self.status = status;
        match settings {
            Ok(settings) => {
                if settings.language != self.form.stored().language {
                    self.lang = Lang::of(settings.language);
                }
                if settings.theme != self.form.stored().theme {
                    self.theme = settings.theme;
                }
                self.broken = None;
                self.form.rebase(settings);
            }
            Err(error) => self.broken = Some(error),
        }
        self.ask_when_seen()
    }

    pub(super) fn second(&mut self) -> Task<Message> {
        match &mut self.modal {
            Some(Modal::SignIn(modal)) => modal.tick(self.engine.clock().now()),
            Some(Modal::Admin(modal)) if modal.counts_down() => return self.look_at_lock(),
            _ => {}
        }
        if self.status.any_waiting() { self.look() } else { Task::none() }
    }

    pub(super) fn ask(&mut self, which: Which) -> Task<Message> {
        if !self.form.secrets.ask(which) {
            return Task::none();
        }
        let engine = self.engine.clone();
        Task::perform(async move { engine.has_secret(which.name()).await }, move |answer| {
            Message::Secret(which, answer)
        })
    }

    /// The keyring is asked about a password when its field is in sight, not before: asking may unlock it.
    pub(super) fn ask_for_passwords(&mut self) -> Task<Message> {
        let shown = |protocol: &Protocol| self.form.text(key::method(*protocol)) == Method::Password.word();
        let shown = Protocol::ALL.into_iter().filter(shown).collect::<Vec<_>>();
        Task::batch(shown.into_iter().map(|protocol| self.ask(Which::Password(protocol))))
    }

    pub(super) fn secret(&mut self, which: Which, answer: Result<bool, Error>) -> Task<Message> {
        self.form.secrets.answered(which, answer);
        Task::none()
    }

    /// Calls the system's own tools, which takes time.
    pub(super) fn on_background(&mut self, message: background::Message) -> Task<Message> {
        let told = |(state, turned)| Message::Background(background::Message::Told(state, turned));
        let (engine, home) = (self.engine.clone(), self.engine.home().clone());
        match self.background.update(message, self.engine.clock().now()) {
            background::Action::None => Task::none(),
            background::Action::Cause(message) => self.on_cause(message),
            // Its folder goes with the window.
            _ if self.practice => Task::none(),
            background::Action::Look => {
                Task::batch([blocking(move || (autostart::state(&home), None), told), when_slow()])
            }
            background::Action::Turn(on) => {
                let turn = if on { autostart::install } else { autostart::remove };
                let work = move || {
                    // Locked meanwhile: nothing was turned, and the state says so.
                    let turned = engine.permit().map_or(Ok(()), |permit| turn(&home, permit));
                    (autostart::state(&home), Some(turned))
                };
                Task::batch([blocking(work, told), when_slow()])
            }
        }
    }

    /// A renewal shows in the badge when the files have changed; only what a person must know is told.
    pub(super) fn kept(&mut self, event: KeepEvent) -> Task<Message> {
        match event {
            // Practice must not look like news.
            KeepEvent::Notice(_) if self.practice => Task::none(),
            KeepEvent::Notice(notice) => {
                let words = words::notice(&notice, self.lang);
                let engine = self.engine.clone();
                notification::show(&words.what, &words.cure, move || engine.not_shown(&notice));
                Task::none()
            }
            KeepEvent::Renewed { .. } | KeepEvent::Failed { .. } | KeepEvent::Rejected { .. } | KeepEvent::Woke(_) => {
                self.look()
            }
            KeepEvent::Checked(_) | KeepEvent::CheckFailed(_) => Task::none(),
        }
    }

    /// Whether a check could succeed: a server, and something to log in with.
    pub(super) fn may_check(&self) -> bool {
        self.broken.is_none() && self.form.stored().may_check(&self.status)
    }

    pub(super) fn check_by_itself(&mut self) -> Task<Message> {
        if self.may_check() && !self.pop.mailbox.is_running() { self.check(false) } else { Task::none() }
    }

    pub(super) fn check(&mut self, asked_for: bool) -> Task<Message> {
        let engine = self.engine.clone();
        let (running, task) = Running::start(|generation| {
            let work = async move { if asked_for { engine.check().await } else { engine.check_by_itself().await } };
            Task::perform(work, move |result| Message::Checked(generation, Box::new(result)))
        });
        self.pop.mailbox.started(running, asked_for);
        let _read = self.pop.auth.read();
        task
    }

    pub(super) fn checked(&mut self, generation: u64, result: Result<Checked, Error>) -> Task<Message> {
        let fields = self.pop.mailbox.finished(generation, result, self.engine.clock().now());
        Task::batch([self.mend(&fields), self.look()])
    }

    pub(super) fn close(&mut self) -> Task<Message> {
        if let Some(saving) = &mut self.saving {
            saving.then = Then::Close;
            self.modal = Some(Modal::Closing(Instant::now()));
            return when_slow();
        }
        if self.tell_before_closing() {
            return Task::none();
        }
        if self.form.is_changed() && !matches!(self.modal, Some(Modal::Closing(_))) {
            self.modal = Some(Modal::Unsaved);
            return Task::none();
        }
        self.settle()
    }

    /// Ends what may be ended and waits for the rest.
    pub(super) fn settle(&mut self) -> Task<Message> {
        self.modal = Some(Modal::Closing(Instant::now()));
        let engine = self.engine.clone();
        let remember = self.unwritten();
        let end = async move {
            // Writing ends without a value only when it panicked: the window closes all the same.
            drop(tokio::task::spawn_blocking(remember).await);
            engine.settle().await;
        };
        Task::batch([Task::perform(end, |()| Message::Settled), when_slow()])
    }
}
