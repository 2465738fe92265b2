//! What the window does for the first start.
//!
//! Protects: a step is left only when what it needs is there, or on purpose; the account follows the sender's address as
//! long as nobody says otherwise; a server that somebody typed is never replaced. Leaves to others: saving, signing in
//! and testing, which are the same as in the tabs.

use iced::Task;

use super::super::app::{App, Message};
use super::super::deeds::focus;
use super::super::form::{self, key};
use super::super::screens::smtp;
use super::super::tab::Tab;
use super::super::{guide, test};
use super::step::has_mistaken_id;
use super::{Keeper, Step, is_new, keeper};
use crate::account::{Method, Protocol, Provider};

const SENDER: &str = "smtp.sender_address";
/// The way on, at the end of the page.
pub(super) const FINISH: &str = "first-finish";

impl App {
    /// Shows the page when nothing is set up yet, and in practice, where it shows how short it is.
    pub(in super::super) fn begin_at_start(&mut self) -> Task<Message> {
        let new = self.practice || is_new(self.form.stored(), &self.status);
        if !new || self.broken.is_some() || (self.has_begun() && !self.practice) {
            return Task::none();
        }
        self.on_first(super::Message::Begin)
    }

    pub(in super::super) fn on_first(&mut self, message: super::Message) -> Task<Message> {
        match message {
            super::Message::Begin => {
                self.first.shown = true;
                self.first.skipped.clear();
                self.open_next()
            }
            super::Message::Leave => self.leave_first(),
            super::Message::Show(step) => self.open_step(Some(step)),
            super::Message::Next(step) => self.go_on_from(step),
            super::Message::Skip(step) => {
                let _ = self.first.skipped.insert(step);
                self.open_next()
            }
            super::Message::Form(message) => {
                let before = self.form.text(SENDER);
                let next = self.on_form(message);
                self.let_account_follow(before);
                next
            }
            super::Message::OtherAccount => {
                self.first.other_account = true;
                focus(key::account(Protocol::Smtp))
            }
            super::Message::Password(smtp, pop) => self.with_password(smtp, pop),
            super::Message::Guide => self.on_guide(guide::Message::Open),
            super::Message::Get => self.ask_to_sign_in(Protocol::Smtp),
            super::Message::Chain(message) => self.on_smtp(smtp::Message::Chain(message)),
            super::Message::Mailbox => Task::batch([self.leave_first(), self.show(Tab::Pop)]),
            super::Message::Background(message) => self.on_background(message),
            super::Message::Cause(message) => self.on_cause(message),
        }
    }

    fn leave_first(&mut self) -> Task<Message> {
        self.first.shown = false;
        self.tab = Tab::Smtp;
        Task::batch([self.remember_begun(), focus("tab-smtp")])
    }

    fn open_next(&mut self) -> Task<Message> {
        let next = self.first.next(self.context(), &self.smtp.chain);
        self.open_step(next)
    }

    fn open_step(&mut self, step: Option<Step>) -> Task<Message> {
        self.form.leave();
        self.first.at = step;
        let secret = if step == Some(Step::Application) { self.ask_for_secret() } else { Task::none() };
        Task::batch([secret, focus(step.map_or(FINISH, Step::control))])
    }

    fn ask_for_secret(&mut self) -> Task<Message> {
        self.ask(super::super::secret::Which::Client(Protocol::Smtp))
    }

    /// The setting's step, when the page is shown and has it; otherwise the page gives way to the tabs.
    pub(in super::super) fn show_step_of(&mut self, setting: &str) {
        match Step::with(setting).filter(|_| self.first.shown) {
            Some(step) => {
                self.first.at = Some(step);
                self.first.other_account |= setting == key::account(Protocol::Smtp);
            }
            None => self.first.shown = false,
        }
    }

    /// Enter that no widget wanted, as if the step's key had been clicked: past the lock leads no key either.
    pub(in super::super) fn enter_on_first(&mut self) -> Task<Message> {
        let meant = match self.first.at {
            Some(Step::SignIn) => super::Message::Get,
            Some(Step::Test) => super::Message::Chain(test::Message::Send),
            Some(step) => super::Message::Next(step),
            None => return Task::none(),
        };
        self.guarded(Message::First(meant))
    }

    fn go_on_from(&mut self, step: Step) -> Task<Message> {
        let owner = Protocol::Smtp;
        let needed = match step {
            Step::Sender => vec!["smtp.sender_address", key::account(owner)],
            Step::Provider if self.is_custom() && !self.practice => vec![key::issuer(owner), key::server(owner)],
            Step::Provider => vec![],
            Step::Application => vec![key::client_id(owner)],
            Step::SignIn | Step::Test => return self.open_after(step),
        };
        if step == Step::Provider {
            self.fill_servers();
        }
        let wrong = self.form.wrong_among(&needed);
        if let Some(at) = self.form.demand(&needed).or(wrong) {
            self.first.other_account |= at == key::account(owner);
            return focus(at);
        }
        // What is wrong with it stands under the field; “Skip” leads on all the same.
        if step == Step::Application && has_mistaken_id(&self.form.preview().smtp.oauth2) {
            return focus(key::client_id(owner));
        }
        if step == Step::Sender {
            self.suggest_provider();
        }
        self.open_after(step)
    }

    /// The next step that is open, looking first at those after this one; never back without being asked.
    fn open_after(&mut self, step: Step) -> Task<Message> {
        let (context, test) = (self.context(), &self.smtp.chain);
        let open = |other: &Step| !self.first.skipped.contains(other) && !other.is_done(context, test);
        let later = Step::ALL.into_iter().filter(|other| *other > step).find(open);
        // The provider is looked at once, even where its servers stand already.
        let look = (step == Step::Sender && !self.practice).then_some(Step::Provider);
        let next = look.or(later).or_else(|| Step::ALL.into_iter().find(open));
        self.open_step(next)
    }

    fn is_custom(&self) -> bool {
        self.form.text(key::provider(Protocol::Smtp)) == Provider::Custom.word()
    }

    /// However the sender's address has changed: typed, pasted, taken as it was meant or as it was suggested.
    fn let_account_follow(&mut self, before: String) {
        let (account, address) = (key::account(Protocol::Smtp), self.form.text(SENDER));
        let follows = address != before && [String::new(), before].contains(&self.form.text(account));
        if follows && !self.context().is_held(Protocol::Smtp) {
            self.form.update(form::Message::Typed(account, address));
        }
    }

    /// What the address says, as long as nobody chose otherwise.
    fn suggest_provider(&mut self) {
        let untouched = self.form.text(key::server(Protocol::Smtp)).trim().is_empty();
        let address = self.form.text(key::account(Protocol::Smtp));
        if let Some(Keeper::Known(provider)) = keeper(&address).filter(|_| untouched) {
            self.form.update(form::Message::Provider(Protocol::Smtp, provider));
        }
    }

    fn fill_servers(&mut self) {
        let provider = self.form.text(key::provider(Protocol::Smtp)).parse().unwrap_or_default();
        if self.form.text(key::server(Protocol::Smtp)).trim().is_empty() {
            self.form.update(form::Message::Provider(Protocol::Smtp, provider));
        }
    }

    fn with_password(&mut self, smtp: &str, pop: &str) -> Task<Message> {
        let user = self.form.text("smtp.sender_address");
        for (protocol, server, port) in [(Protocol::Smtp, smtp, "465"), (Protocol::Pop, pop, "995")] {
            for (key, value) in [
                (key::server(protocol), server),
                (key::port(protocol), port),
                (key::method(protocol), Method::Password.word()),
                (key::user(protocol), user.as_str()),
            ] {
                self.form.update(form::Message::Chosen(key, value.to_owned()));
            }
        }
        let (left, asked) = (self.leave_first(), self.ask_for_passwords());
        Task::batch([left, asked])
    }

    /// Goes on by itself once somebody has signed in.
    pub(in super::super) fn first_goes_on(&mut self) -> Task<Message> {
        let waits = self.first.shown && self.first.at == Some(Step::SignIn) && self.modal.is_none();
        if waits && Step::SignIn.is_done(self.context(), &self.smtp.chain) {
            return self.open_after(Step::SignIn);
        }
        Task::none()
    }

    /// The server took the test message over: the way on has come up, and has the focus.
    pub(in super::super) fn first_sent(&self) -> Task<Message> {
        let waits = self.first.shown && self.first.at == Some(Step::Test) && self.modal.is_none();
        if waits && self.has_end() { focus(FINISH) } else { Task::none() }
    }

    /// Whether nothing is left to do, so that the page shows the way on.
    pub(super) fn has_end(&self) -> bool {
        let done = |step: Step| step.is_done(self.context(), &self.smtp.chain);
        self.first.at.is_none() || Step::ALL.into_iter().all(done)
    }
}
