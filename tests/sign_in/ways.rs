//! What the tests of the different ways to sign in share: a sign-in with its steps.

use mailkey::account::Protocol;
use mailkey::engine::{Engine, SignInRequest, SignInStep, Way};
use mailkey::error::Error;
use mailkey::i18n::Lang;
use mailkey::oauth::session::Facts;
use mailkey::page;
use secrecy::SecretString;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::support::PATIENCE;

/// A sign-in that runs.
pub struct Going {
    pub steps: mpsc::UnboundedReceiver<SignInStep>,
    pub paste: mpsc::UnboundedSender<SecretString>,
    pub task: JoinHandle<Result<Facts, Error>>,
}

pub fn go(engine: &Engine, protocol: Protocol, way: Way) -> Going {
    let (tell, steps) = mpsc::unbounded_channel();
    let (paste, pasted) = mpsc::unbounded_channel();
    let engine = engine.clone();
    let request = SignInRequest { protocol, way, page: page::in_language(Lang::En), pasted: Some(pasted) };
    let task = tokio::spawn(async move { engine.sign_in(request, move |step| drop(tell.send(step))).await });
    Going { steps, paste, task }
}

impl Going {
    /// The next step; panics when the sign-in ended instead.
    pub async fn step(&mut self) -> SignInStep {
        let step = tokio::time::timeout(PATIENCE, self.steps.recv()).await.expect("a step in time");
        match step {
            Some(step) => step,
            None => panic!("it ended: {:?}", (&mut self.task).await),
        }
    }

    pub async fn end(self) -> Result<Facts, Error> {
        tokio::time::timeout(PATIENCE, self.task).await.expect("an end in time").expect("no panic")
    }

    /// Drops the future, as a press on [Zrušit] does.
    pub async fn cancel(self) {
        self.task.abort();
        assert!(self.task.await.expect_err("cancelled").is_cancelled());
    }
}
