//! What comes from outside the window: changed files (settings.toml, the accounts' states), renewals, time, signals.
//!
//! Protects: the badge follows within a second, and nothing runs while nothing happens. Leaves to others: what the files
//! mean, and when to renew.

use iced::futures::SinkExt;
use iced::futures::channel::mpsc::Sender;
use iced::{Subscription, stream};

use crate::clock::Clock;
use crate::engine::{Duties, Engine, KeepEvent};
use crate::home::Home;

/// Tells when settings or states may have changed.
pub fn changes(home: &Home) -> Subscription<()> {
    Subscription::run_with(Watched(home.clone()), |Watched(home)| {
        let home = home.clone();
        stream::channel(1, async move |mut output: Sender<()>| {
            let mut changes = crate::watch::changes(&home);
            loop {
                changes.next().await;
                if output.send(()).await.is_err() {
                    return;
                }
            }
        })
    })
}

#[derive(Clone)]
struct Watched(Home);

impl std::hash::Hash for Watched {
    fn hash<H: std::hash::Hasher>(&self, hasher: &mut H) {
        self.0.settings_file().hash(hasher);
        self.0.state_dir().hash(hasher);
    }
}

/// Keeps the tokens alive while the window is open, and tells what happened. The window checks the mailbox itself.
pub fn keep(engine: &Engine) -> Subscription<KeepEvent> {
    Subscription::run_with(Kept(engine.clone()), |Kept(engine)| {
        let engine = engine.clone();
        stream::channel(8, async move |mut output: Sender<KeepEvent>| {
            let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
            let keeping = engine.keep(Duties { check: false }, move |event| drop(tell.send(event)));
            let telling = async {
                while let Some(event) = told.recv().await {
                    if output.send(event).await.is_err() {
                        return;
                    }
                }
            };
            tokio::select! {
                () = keeping => (),
                () = telling => (),
            }
        })
    })
}

/// One window has one engine.
#[derive(Clone)]
struct Kept(Engine);

impl std::hash::Hash for Kept {
    fn hash<H: std::hash::Hasher>(&self, hasher: &mut H) {
        Watched(self.0.home().clone()).hash(hasher);
    }
}

/// Tells when the window comes to the front: a person may have been at a command line meanwhile.
pub fn focused() -> Subscription<()> {
    iced::event::listen_with(|event, _, _| {
        matches!(event, iced::Event::Window(iced::window::Event::Focused)).then_some(())
    })
}

/// Tells once, at a moment of this clock.
pub fn at(clock: &Clock, moment: jiff::Timestamp) -> Subscription<()> {
    Subscription::run_with(Alarm(clock.clone(), moment), |Alarm(clock, moment)| {
        let (clock, moment) = (clock.clone(), *moment);
        stream::channel(1, async move |mut output: Sender<()>| {
            clock.sleep(moment.duration_since(clock.now()).try_into().unwrap_or_default()).await;
            // The window is closing when nobody listens any more.
            let _ = output.send(()).await;
        })
    })
}

/// One window has one clock.
struct Alarm(Clock, jiff::Timestamp);

impl std::hash::Hash for Alarm {
    fn hash<H: std::hash::Hasher>(&self, hasher: &mut H) {
        self.1.hash(hasher);
    }
}

/// Tells when the system asks the program to end (SIGTERM, SIGINT, SIGHUP).
#[cfg(unix)]
pub fn asked_to_end() -> Subscription<()> {
    Subscription::run(|| {
        stream::channel(1, async |mut output: Sender<()>| {
            use tokio::signal::unix::{SignalKind, signal};
            let kinds = [SignalKind::terminate(), SignalKind::interrupt(), SignalKind::hangup()];
            let [Ok(mut term), Ok(mut int), Ok(mut hup)] = kinds.map(signal) else {
                return tracing::warn!("signals will end the program at once");
            };
            tokio::select! {
                _ = term.recv() => (),
                _ = int.recv() => (),
                _ = hup.recv() => (),
            }
            // The window is closing when nobody listens any more.
            let _ = output.send(()).await;
        })
    })
}

/// Tells when the system asks the program to end; here it closes the window instead.
#[cfg(not(unix))]
pub fn asked_to_end() -> Subscription<()> {
    Subscription::none()
}
