//! The administrator's lock in the window: what may still happen while it is on, and when it goes on by itself.
//!
//! Protects: while the settings are locked, only what is listed here passes (`App::lets`), whatever sent it; ten minutes
//! without a hand on mouse or keyboard lock them again, but never a sign-in that is waiting for its answer; drafts stay as
//! they are, typed secrets are forgotten. The engine would refuse anyway. Leaves to others: the password (the engine)
//! and asking for it (`modal::admin`).

use iced::{Subscription, Task};
use jiff::SignedDuration;

use super::app::{App, Message};
use super::deeds::{blocking, focus};
use super::modal::{self, Modal, admin as ask, delete, sign_in};
use super::run::Running;
use super::screens::{mailbox, pop, smtp};
use super::widgets::{Activity, Press};
use super::{auth_card, background, first, form, guide, log, watch};
use crate::admin::Lock;
use crate::engine::Engine;
use crate::error::Error;

/// How long nobody may do anything before the settings are locked again.
pub const PAUSE: SignedDuration = SignedDuration::from_mins(10);

/// What happened to the lock.
#[derive(Debug, Clone)]
pub enum Event {
    /// The key in the header, or “Unlock”.
    Pressed,
    /// How it stands; the number is of the change before which it was looked at.
    Seen(u64, Lock),
    /// Nobody did anything for long, perhaps.
    Late,
    /// The engine has done what was asked in the modal.
    Done(u64, Box<Result<(), Error>>),
}

/// The lock as the window knows it.
#[derive(Debug)]
pub struct State {
    lock: Lock,
    /// Counts the changes made here: an answer from before one is worth nothing.
    change: u64,
    activity: Activity,
    /// When to look whether somebody still works.
    look_at: Option<jiff::Timestamp>,
}

impl State {
    /// As it stands when the window opens: locked, where a password is set.
    #[must_use]
    pub fn new(engine: &Engine) -> Self {
        let activity = Activity::new(engine.clock().clone(), PAUSE);
        Self { lock: engine.admin(), change: 0, activity, look_at: None }
    }

    /// Whether nothing may be changed or used.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.lock.is_locked()
    }

    /// How it stands.
    #[must_use]
    pub fn lock(&self) -> &Lock {
        &self.lock
    }
}

impl App {
    /// Whether a sign-in waits for its answer: whoever is away is at the provider's page.
    fn waits(&self) -> bool {
        matches!(&self.modal, Some(Modal::SignIn(modal)) if modal.is_under_way())
    }

    /// What a person's hand is watched by; nothing, where nothing can lock by itself.
    pub(super) fn activity(&self) -> Option<&Activity> {
        (self.admin.lock == Lock::Unlocked && !self.waits()).then_some(&self.admin.activity)
    }

    /// Wakes when the pause may be over.
    pub(super) fn pause(&self) -> Option<Subscription<Message>> {
        let at = self.admin.look_at.filter(|_| self.activity().is_some())?;
        Some(watch::at(self.engine.clock(), at).map(|()| Message::Admin(Event::Late)))
    }

    /// Does what happened, if the lock lets it.
    pub(super) fn guarded(&mut self, message: Message) -> Task<Message> {
        if self.activity().is_some_and(Activity::is_over) {
            self.lock_now();
        }
        if self.admin.is_locked() && !self.lets(&message) {
            tracing::debug!("the settings are locked");
            return Task::none();
        }
        let waited = self.waits();
        let task = self.act(message);
        if waited && !self.waits() {
            self.stay();
        }
        task
    }

    /// The pause begins anew.
    fn stay(&mut self) {
        self.admin.activity.touch();
        self.admin.look_at = Some(self.admin.activity.ends_at());
    }

    pub(super) fn on_admin(&mut self, event: Event) -> Task<Message> {
        match event {
            Event::Pressed => self.open_admin(),
            Event::Seen(change, lock) => {
                if change == self.admin.change {
                    self.is_now(lock);
                }
                Task::none()
            }
            Event::Late => {
                self.admin.look_at = Some(self.admin.activity.ends_at());
                Task::none()
            }
            Event::Done(generation, result) => self.admin_done(generation, *result),
        }
    }

    fn open_admin(&mut self) -> Task<Message> {
        if self.modal.is_some() {
            return Task::none();
        }
        self.modal = Some(Modal::Admin(Box::new(ask::Admin::new(&self.admin.lock))));
        self.look_at_lock()
    }

    /// Looks how the lock stands, whoever has changed it.
    pub(super) fn look_at_lock(&self) -> Task<Message> {
        let (engine, change) = (self.engine.clone(), self.admin.change);
        blocking(move || engine.admin(), move |lock| Message::Admin(Event::Seen(change, lock)))
    }

    /// Locks the settings again.
    fn lock_now(&mut self) {
        self.engine.lock();
        self.admin.change += 1;
        self.is_now(self.engine.admin());
    }

    fn is_now(&mut self, lock: Lock) {
        if lock == Lock::Unlocked && self.admin.lock != Lock::Unlocked {
            self.stay();
        }
        let locks = lock.is_locked() && !self.admin.is_locked();
        self.admin.lock = lock;
        self.form.set_locked(self.admin.is_locked());
        if locks && self.modal.as_ref().is_some_and(|modal| !modal.may_stay()) {
            self.modal = None;
        }
        if let Some(Modal::Admin(modal)) = &mut self.modal {
            modal.is_now(&self.admin.lock);
        }
    }

    pub(super) fn on_ask(&mut self, action: ask::Action) -> Task<Message> {
        let engine = self.engine.clone();
        match action {
            ask::Action::None => Task::none(),
            ask::Action::Focus(at) => focus(at),
            ask::Action::Cause(message) => self.on_cause(message),
            ask::Action::Close => self.close_modal(),
            ask::Action::Lock => {
                self.lock_now();
                self.close_modal()
            }
            ask::Action::Unlock(password) => self.slowly(async move { engine.unlock(password).await }),
            ask::Action::Set(old, new) => self.slowly(async move { engine.set_password(old, new).await }),
            ask::Action::Remove(old) => self.slowly(async move { engine.remove_password(old).await }),
        }
    }

    fn slowly(&mut self, work: impl Future<Output = Result<(), Error>> + Send + 'static) -> Task<Message> {
        let (running, task) = Running::start(|generation| {
            Task::perform(work, move |result| Message::Admin(Event::Done(generation, Box::new(result))))
        });
        if let Some(Modal::Admin(modal)) = &mut self.modal {
            modal.started(running);
        }
        task
    }

    fn admin_done(&mut self, generation: u64, result: Result<(), Error>) -> Task<Message> {
        self.admin.change += 1;
        let look = self.look_at_lock();
        match &mut self.modal {
            Some(Modal::Admin(modal)) if modal.awaits(generation) => match result {
                Ok(()) => {
                    self.modal = None;
                    look
                }
                Err(error) => modal.failed(error).map_or(Task::none(), focus).chain(look),
            },
            _ => look,
        }
    }

    /// Whether something may happen while the settings are locked. All that is not named here may not.
    fn lets(&self, message: &Message) -> bool {
        match message {
            // To look around, and what a person chooses for themselves.
            Message::GoTo(_) | Message::Tab(_) | Message::Language(_) | Message::Theme(_) | Message::CloseSaveError => {
                true
            }
            Message::Pressed(press) => *press != Press::Save,
            Message::Field(message) => lets_form(message),
            Message::Cause(message) => message.reads(),
            Message::Smtp(message) => lets_smtp(message),
            Message::Pop(message) => lets_pop(message),
            Message::Background(message) => !matches!(message, background::Message::Turn(_)),
            // The guide may be read.
            Message::Guide(message) => !matches!(message, guide::Message::Fill(_) | guide::Message::Get),
            Message::First(message) => lets_first(message),
            // The log may be read, searched and copied.
            Message::Log(log::Message::Transcripts(log::Turn::To(_))) => false,
            Message::Log(log::Message::Transcripts(log::Turn::Cause(message))) => message.reads(),
            Message::Log(_) => true,
            Message::Modal(message) => self.lets_modal(message),
            Message::Admin(_) => true,
            // What comes by itself, and the ends of what was begun before.
            Message::Look
            | Message::Seen(..)
            | Message::Saved(..)
            | Message::Preferred(_)
            | Message::Secret(..)
            | Message::SignInStep(..)
            | Message::SignedIn(..)
            | Message::Deleted(..)
            | Message::Refreshed(..)
            | Message::Tested(..)
            | Message::Kept(_)
            | Message::Focused
            | Message::Checked(..)
            | Message::CheckDue
            | Message::Second
            | Message::CopiedLongAgo(_)
            | Message::Memory(_) => true,
            Message::CloseRequested | Message::End | Message::Settled | Message::Nothing => true,
            Message::Save | Message::Discard => false,
        }
    }

    fn lets_modal(&self, message: &modal::Message) -> bool {
        match message {
            modal::Message::Admin(_) | modal::Message::DiscardAndClose | modal::Message::Stay => true,
            // A sign-in that waits was begun with permission and may be brought to its end.
            modal::Message::SignIn(sign_in::Message::Cancel) => true,
            modal::Message::SignIn(sign_in::Message::Cause(message))
            | modal::Message::Delete(delete::Message::Cause(message)) => message.reads(),
            modal::Message::SignIn(_) => self.waits(),
            modal::Message::Delete(message) => matches!(message, delete::Message::Close),
            modal::Message::Common(message) => matches!(message, modal::common::Message::Cancel),
            modal::Message::SaveAndClose | modal::Message::Discard => false,
        }
    }
}

fn lets_smtp(message: &smtp::Message) -> bool {
    match message {
        smtp::Message::Form(message) => lets_form(message),
        smtp::Message::Auth(message) => lets_auth(message),
        smtp::Message::Chain(message) => message.reads(),
        smtp::Message::Background(message) => !matches!(message, background::Message::Turn(_)),
        smtp::Message::First => true,
    }
}

/// The steps may be read.
fn lets_first(message: &first::Message) -> bool {
    use first::Message as M;
    match message {
        M::Begin | M::Leave | M::Show(_) | M::Skip(_) | M::Guide | M::Mailbox => true,
        M::Form(message) => lets_form(message),
        M::Cause(message) => message.reads(),
        M::Chain(message) => message.reads(),
        M::Background(message) => !matches!(message, background::Message::Turn(_)),
        M::Next(_) | M::OtherAccount | M::Password(..) | M::Get => false,
    }
}

fn lets_pop(message: &pop::Message) -> bool {
    match message {
        pop::Message::Form(message) => lets_form(message),
        pop::Message::Auth(message) => lets_auth(message),
        pop::Message::Mailbox(mailbox::Message::Form(message)) => lets_form(message),
        pop::Message::Mailbox(mailbox::Message::Cause(message)) => message.reads(),
        pop::Message::Mailbox(message) => matches!(message, mailbox::Message::Cancel | mailbox::Message::Close),
        pop::Message::Chain(message) => message.reads(),
        pop::Message::Background(message) => !matches!(message, background::Message::Turn(_)),
    }
}

fn lets_form(message: &form::Message) -> bool {
    use form::Message as M;
    matches!(message, M::Left(_) | M::Help(_) | M::NewsRead)
}

fn lets_auth(message: &auth_card::Message) -> bool {
    match message {
        auth_card::Message::Form(message) => lets_form(message),
        auth_card::Message::Cause(message) => message.reads(),
        message => {
            use auth_card::Message as M;
            matches!(message, M::Advanced(_) | M::Guide | M::Read)
        }
    }
}
