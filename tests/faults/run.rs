//! Plays the cases: a few installations of Mailkey, each with a practice provider of its own, take them one after another.

use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use mailkey::account::{Protocol, Settings};
use mailkey::chain::{Link, Observer};
use mailkey::demo::{READ, Route, SEND};
use mailkey::diagnosis::About;
use mailkey::engine::{Engine, SecretName, TestReport, TestRequest};
use mailkey::i18n::Lang;
use mailkey::words;

use crate::case::{Case, Tokens, Wrong};
use crate::support::{Bench, me, other, sign_in};

/// How many installations there are: most of a case's time is waiting.
const BENCHES: usize = 8;
/// The seconds that no case may take, and the time limit of those that must not come near it.
const LIMIT: u64 = 12;
/// After this a case is given up.
const LONGEST: Duration = Duration::from_secs(30);

/// What the test said.
#[derive(Debug, PartialEq, Eq)]
pub struct Found {
    /// The link that broke; none when all hold.
    pub link: Option<Link>,
    pub id: String,
    pub token_ok: Option<bool>,
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let link = self.link.map_or("nothing", Link::id);
        write!(f, "{link}, {}, token ok: {:?}", self.id, self.token_ok)
    }
}

/// What was found, and the error in the log's words.
pub type Answer = Result<(Found, String), String>;

/// All cases, and what was found at each.
pub async fn run(cases: Vec<Case>) -> Vec<(Case, Answer)> {
    let left = Arc::new(Mutex::new(cases));
    let mut running = tokio::task::JoinSet::new();
    for _ in 0..BENCHES {
        let left = Arc::clone(&left);
        let _task = running.spawn(async move {
            let mut place = Place { bench: Bench::start().await, signed_in: false };
            let mut done = Vec::new();
            loop {
                let Some(case) = left.lock().expect("a list").pop() else { return done };
                let found = place.play(&case).await;
                done.push((case, found));
            }
        });
    }
    running.join_all().await.into_iter().flatten().collect()
}

/// An installation of Mailkey with its practice provider.
struct Place {
    bench: Bench,
    /// Whether it holds a token as after a sign-in.
    signed_in: bool,
}

impl Place {
    /// One case, from whatever the one before has left.
    async fn play(&mut self, case: &Case) -> Answer {
        let engine = self.prepare(case).await;
        let request = TestRequest {
            protocol: case.protocol,
            send_to: case.with_message.then(me),
            subject: "Zkouška".into(),
            body: "Zkouška".into(),
        };
        let began = Instant::now();
        let report = tokio::time::timeout(LONGEST, engine.test(request, Observer::default())).await;
        let report =
            report.map_err(|_| "the test did not end".to_owned())?.map_err(|error| format!("locked: {error}"))?;
        let took = began.elapsed();
        if took > Duration::from_secs(LIMIT) {
            return Err(format!("it took {took:?}"));
        }
        let (found, error) = told(&report);
        if case.breaks_work_too() {
            let id = work(&engine, &report).await;
            if id != found.id {
                return Err(format!("the test says {}, and the work itself {id}: {error}", found.id));
            }
        }
        Ok((found, error))
    }

    /// Settings, tokens and faults as the case wants them; the engine of a program that has just been started.
    async fn prepare(&mut self, case: &Case) -> Engine {
        let control = self.bench.control().clone();
        for protocol in Protocol::ALL {
            control.mend_mail(protocol);
        }
        control.mend(Route::Token);
        self.settings(|settings| {
            let limit = if case.waits() { 1 } else { LIMIT as i64 };
            settings.smtp.timeout = limit.try_into().expect("a limit");
            settings.pop.timeout = limit.try_into().expect("a limit");
        });
        if !self.signed_in {
            self.sign_in().await;
        }
        for wrong in &case.wrong {
            match wrong {
                Wrong::Settings(_, change) => {
                    let practice = &self.bench.practice;
                    self.bench.change(|settings| change(settings, practice));
                }
                Wrong::Password(password) => {
                    let name = SecretName::Password(case.protocol);
                    self.bench.engine().set_secret(name, (*password).into()).await.expect("stored");
                }
                Wrong::Tokens(tokens) => self.spoil(*tokens, case.protocol).await,
                Wrong::Provider(route, fault) => {
                    control.set_access_lifetime(Duration::ZERO);
                    self.sign_in().await;
                    control.set_access_lifetime(Duration::from_secs(3600));
                    self.signed_in = false;
                    control.fail(*route, fault.clone(), u32::MAX);
                }
                Wrong::At(step, fault) => control.fail_mail(case.protocol, *step, fault.clone()),
                Wrong::Beyond(step, fault) => control.fail_mail(beyond(case.protocol), *step, fault.clone()),
            }
        }
        self.bench.engine()
    }

    /// The settings with which everything works, with a change.
    fn settings(&self, change: impl FnOnce(&mut Settings)) {
        let good = self.bench.practice.settings();
        self.bench.change(|settings| {
            *settings = good;
            change(settings);
        });
    }

    async fn sign_in(&mut self) {
        let engine = self.bench.engine();
        let _before = engine.delete_token(Protocol::Smtp).await.expect("no token");
        let _facts = sign_in(&engine, Protocol::Smtp).await.expect("a token");
        self.signed_in = true;
    }

    async fn spoil(&mut self, tokens: Tokens, protocol: Protocol) {
        self.signed_in = false;
        let control = self.bench.control();
        match tokens {
            Tokens::None => drop(self.bench.engine().delete_token(protocol).await.expect("deleted")),
            Tokens::Withdrawn => control.revoke_all(),
            Tokens::Ended => control.expire_access_tokens(),
            Tokens::OtherAccount => {
                self.bench.change(|settings| settings.smtp.oauth2.account = Some(other()));
            }
            Tokens::WrongScope => {
                let lacking = if protocol == Protocol::Smtp { SEND } else { READ };
                let asked = self.bench.practice.settings().smtp.oauth2.scopes;
                let fewer = asked.iter().filter(|scope| *scope != lacking).cloned().collect();
                self.bench.change(|settings| settings.smtp.oauth2.scopes = fewer);
                self.sign_in().await;
                self.signed_in = false;
                self.bench.change(|settings| settings.smtp.oauth2.scopes = asked);
            }
        }
    }
}

/// The cause when the same is done in earnest: a message sent, the mailbox looked into.
async fn work(engine: &Engine, report: &TestReport) -> String {
    let done = match report.protocol {
        Protocol::Smtp => engine.send(me(), "Zkouška".into(), "Zkouška".into()).await.map(drop),
        Protocol::Pop => engine.check().await.map(drop),
    };
    let about =
        About { settings: report.settings.as_deref(), protocol: Some(report.protocol), token_held: report.token_held };
    done.err().map(|error| words::explain_about(&error, &about, Lang::En).id.to_owned()).unwrap_or_default()
}

fn beyond(protocol: Protocol) -> Protocol {
    if protocol == Protocol::Smtp { Protocol::Pop } else { Protocol::Smtp }
}

fn told(report: &TestReport) -> (Found, String) {
    let (Some(broken), Some(cause)) = (&report.broken, words::broken(report, Lang::En)) else {
        return (Found { link: None, id: String::new(), token_ok: None }, String::new());
    };
    let found = Found { link: Some(broken.link), id: cause.id.to_owned(), token_ok: cause.token_ok };
    (found, broken.error.to_string())
}
