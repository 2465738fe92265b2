//! The test of the real chain ([`mailkey::engine::Engine::test`]) against the practice provider.

mod breaks;
mod letters;
#[path = "../support/mod.rs"]
mod support;
mod walks;

use std::sync::{Arc, Mutex};

use mailkey::account::{EmailAddress, Protocol};
use mailkey::chain::{Found, Holds, Link, Observer, Progress};
use mailkey::engine::{Engine, TestReport, TestRequest};

/// All links of a test without a message, with TLS after the greeting.
pub const ALL: [Link; 9] = [
    Link::Settings,
    Link::Name,
    Link::Connect,
    Link::Greeting,
    Link::Tls,
    Link::Capabilities,
    Link::Token,
    Link::Login,
    Link::Command,
];

/// What an observer was told.
#[derive(Clone, Default)]
pub struct Told(Arc<Mutex<Vec<Progress>>>);

impl Told {
    pub fn observer(&self) -> Observer {
        let told = Arc::clone(&self.0);
        Observer::new(move |progress| told.lock().expect("no panic").push(progress))
    }

    pub fn all(&self) -> Vec<Progress> {
        self.0.lock().expect("no panic").clone()
    }

    pub fn agains(&self) -> usize {
        self.all().iter().filter(|progress| **progress == Progress::Again).count()
    }

    /// What was said of each link, in the order in which it was said; after the last [`Progress::Again`] only.
    pub fn held(&self) -> Vec<Holds> {
        let mut held: Vec<Holds> = Vec::new();
        for progress in self.all() {
            match progress {
                Progress::Holds(holds) => held.push(holds),
                Progress::Again => held.retain(|holds| holds.link < Link::Name),
                Progress::Begun(_) => {}
            }
        }
        held
    }
}

pub fn request(protocol: Protocol, send_to: Option<EmailAddress>) -> TestRequest {
    TestRequest { protocol, send_to, subject: "Zkouška".into(), body: "Tělo".into() }
}

/// As the window runs it: on another thread, with everything sent there.
pub async fn tested(engine: Engine, request: TestRequest, told: &Told) -> TestReport {
    let observer = told.observer();
    let task = tokio::spawn(async move { engine.test(request, observer).await });
    tokio::time::timeout(support::PATIENCE, task).await.expect("in time").expect("no panic").expect("not locked")
}

pub async fn test(engine: Engine, protocol: Protocol) -> TestReport {
    tested(engine, request(protocol, None), &Told::default()).await
}

pub fn links(report: &TestReport) -> Vec<Link> {
    report.links.iter().map(|holds| holds.link).collect()
}

#[track_caller]
pub fn found(report: &TestReport, link: Link) -> &Found {
    &report.links.iter().find(|holds| holds.link == link).expect("looked at").found
}
