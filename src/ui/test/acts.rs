//! What the window does for a test.
//!
//! Protects: it walks over what is stored, which is what is shown, because drafts are stored first; cancelling drops the
//! walk. Leaves to others: the walk itself (the engine).

use std::pin::pin;

use iced::futures::{SinkExt, Stream};
use iced::{Task, stream};

use super::super::app::{App, Message, Then};
use super::super::deeds::focus;
use super::super::run::Running;
use super::super::screens::smtp;
use super::super::tab::Tab;
use super::super::widgets::{glimpse, show_whole};
use super::{Action, Basis, Progressed, State, links, view, walk};
use crate::account::Protocol;
use crate::chain::Observer;
use crate::engine::{Engine, TestReport, TestRequest};
use crate::i18n::Lang;
use crate::words;

impl App {
    pub(in super::super) fn on_test(&mut self, protocol: Protocol, action: Action) -> Task<Message> {
        match action {
            Action::None => Task::none(),
            Action::Test(to) => {
                let request = words::test_request(protocol, to, self.lang);
                self.save(Then::Test(Box::new(request)))
            }
            Action::Focus(at) => focus(at),
            Action::Copy => self.copy_report(protocol),
            Action::Cause(message) => self.on_cause(message),
        }
    }

    /// Whether the field for a message's recipient is open and in sight.
    pub(in super::super) fn asks_recipient(&self) -> bool {
        self.tab == Tab::Smtp && !self.first.is_shown() && self.smtp.chain.asks()
    }

    /// Closes that field.
    pub(in super::super) fn ask_no_recipient(&mut self) -> Task<Message> {
        self.on_smtp(smtp::Message::Chain(super::Message::Back))
    }

    /// The card of a tab.
    pub(in super::super) fn test_of(&mut self, protocol: Protocol) -> &mut State {
        match protocol {
            Protocol::Smtp => &mut self.smtp.chain,
            Protocol::Pop => &mut self.pop.chain,
        }
    }

    /// Whether a protocol's last test broke, and nothing was changed since.
    pub(in super::super) fn test_has_broken(&self, protocol: Protocol) -> bool {
        let state = match protocol {
            Protocol::Smtp => &self.smtp.chain,
            Protocol::Pop => &self.pop.chain,
        };
        state.has_broken(self.context(), protocol)
    }

    /// Begins, now that everything is stored.
    pub(in super::super) fn test(&mut self, request: TestRequest) -> Task<Message> {
        let protocol = request.protocol;
        let stored = self.form.stored();
        let basis = Basis::new(stored, &self.status, protocol, self.engine.clock().now());
        let links = links(stored.security(protocol), request.send_to.is_some());
        let engine = self.engine.clone();
        let (running, task) = Running::start(|generation| Task::stream(walking(engine, request, generation)));
        let first = self.first.is_shown();
        let state = self.test_of(protocol);
        // What was asked with the field open goes on at the key that can end it.
        let next = if first || state.asks() || state.has_ended() { focus(view::TEST) } else { Task::none() };
        state.started(running, links, basis);
        let _read = self.auth(protocol).read();
        Task::batch([task, next, glimpse(view::LIST, view::TEST)])
    }

    pub(in super::super) fn tested(
        &mut self,
        protocol: Protocol,
        generation: u64,
        progressed: Progressed,
    ) -> Task<Message> {
        let state = self.test_of(protocol);
        let before = state.sent().is_some();
        let Some(fields) = state.progressed(generation, progressed) else { return Task::none() };
        let (sent, ended) = (!before && state.sent().is_some(), state.has_ended());
        let next = if sent { self.first_sent() } else { Task::none() };
        if !ended {
            return next;
        }
        // They are marked; the way there is a key in the cause box, so that the result is seen first.
        self.form.point_out(&fields);
        let broken = self.test_of(protocol).walk.as_ref().is_some_and(walk::Walk::has_broken);
        let shown = match self.shows_test(protocol) {
            true if broken => show_whole(view::RESULT, view::TEST),
            true => glimpse(view::RESULT, view::TEST),
            false => Task::none(),
        };
        // It is in the mailbox that the other tab shows.
        let arrived = self.test_of(protocol).walk.as_ref().is_some_and(walk::Walk::has_arrived);
        let check = if arrived { self.check_by_itself() } else { Task::none() };
        Task::batch([next.chain(shown), check, self.look()])
    }

    /// Whether a protocol's test is in front: the page of the first start has that of sending.
    fn shows_test(&self, protocol: Protocol) -> bool {
        if self.first.is_shown() { protocol == Protocol::Smtp } else { self.tab == protocol.into() }
    }

    fn copy_report(&mut self, protocol: Protocol) -> Task<Message> {
        let lang = self.lang;
        let report = self.test_of(protocol).report(protocol, lang);
        report.map_or_else(Task::none, |report| self.copy(report))
    }
}

impl State {
    /// The report of the test whose result is shown.
    fn report(&self, protocol: Protocol, lang: Lang) -> Option<String> {
        let walk = self.walk.as_ref()?;
        match walk.ended()? {
            walk::End::Report(report, _) => Some(words::report(report, lang)),
            walk::End::Refused(..) => None,
            walk::End::Cancelled(at) => {
                let basis = self.basis.as_ref()?;
                let report = TestReport {
                    protocol,
                    links: walk.met().to_vec(),
                    broken: None,
                    token_held: false,
                    settings: Some(Box::new(basis.settings.clone())),
                    begun_at: basis.begun_at,
                };
                Some(words::cancelled_report(&report, *at, lang))
            }
        }
    }
}

/// The engine's test as events. Dropping the stream cancels it.
fn walking(engine: Engine, request: TestRequest, generation: u64) -> impl Stream<Item = Message> {
    let protocol = request.protocol;
    let clock = engine.clock().clone();
    stream::channel(16, async move |mut output: iced::futures::channel::mpsc::Sender<Message>| {
        let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
        let observer = Observer::new(move |progress| drop(tell.send(progress)));
        let mut work = pin!(engine.test(request, observer));
        let result = loop {
            tokio::select! {
                biased;
                Some(step) = told.recv() => {
                    let step = Message::Tested(protocol, generation, Progressed::Step(step));
                    drop(output.send(step).await);
                }
                result = &mut work => break result,
            }
        };
        let ended = Progressed::Ended(Box::new(result), clock.now());
        drop(output.send(Message::Tested(protocol, generation, ended)).await);
    })
}
