//! `mailkeyctl test`: the chain, link by link.
//!
//! Protects: with `--json` standard output holds the one object and nothing else; a person sees each link as it is looked
//! at; where it breaks they read the cause and the cure, and a file that standard output is sent to holds the whole
//! report. Leaves to others: the test (the engine) and its words ([`crate::words`]).

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;

use super::output::{Output, print_line};
use super::{Failure, Outcome, cause};
use crate::account::{EmailAddress, Protocol};
use crate::chain::{Holds, Link, Observer, Progress};
use crate::engine::{Engine, TestReport};
use crate::i18n::Lang;
use crate::tr;
use crate::words::{self, Explanation, invalid, link_name, test_request};

/// How wide the names of the links are.
const NAME: usize = 24;

pub async fn run(engine: &Engine, protocol: Protocol, send_to: Option<String>, output: &Output) -> Outcome {
    let lang = output.lang;
    let send_to = send_to.map(|to| address(&to, lang)).transpose()?;
    let wanted = send_to.is_some();
    let live = std::sync::Arc::new(Live::new(protocol, output));
    let told = std::sync::Arc::clone(&live);
    let observer = Observer::new(move |progress| told.tell(&progress));
    let report = engine.test(test_request(protocol, send_to, lang), observer).await?;
    live.end(&report);
    let cause = words::broken(&report, lang);
    if output.json {
        print_line(&json(&report, cause.as_ref(), lang));
    } else if !io::stdout().is_terminal() {
        print_line(&words::report(&report, lang));
    }
    match cause {
        None => {
            output.say(&words::test_holds(&report, lang));
            Ok(())
        }
        Some(cause) => {
            let not_sent = wanted && report.broke_before(Link::Message);
            let not_sent = not_sent.then(|| format!("\n{}", tr!(lang, "test-not-sent")));
            Err(Failure::Said(cause::text(&cause, lang) + &not_sent.unwrap_or_default()))
        }
    }
}

fn address(text: &str, lang: Lang) -> Result<EmailAddress, Failure> {
    text.parse().map_err(|why| Failure::Usage(format!("--send-to {text}: {}", invalid(&why, lang))))
}

/// The object that `--json` prints, its keys in this order.
#[derive(Serialize)]
struct Tested<'a> {
    protocol: Protocol,
    links: Vec<Looked>,
    cause: Option<Cause<'a>>,
}

#[derive(Serialize)]
struct Looked {
    name: &'static str,
    ok: bool,
    ms: u64,
    found: String,
}

#[derive(Serialize)]
struct Cause<'a> {
    id: &'a str,
    token_ok: Option<bool>,
    text: &'a str,
    cure: &'a str,
    raw: Option<&'a str>,
}

fn json(report: &TestReport, cause: Option<&Explanation>, lang: Lang) -> String {
    let mut links: Vec<_> = report.links.iter().map(|holds| looked(holds, lang)).collect();
    if let (Some(broken), Some(cause)) = (&report.broken, cause) {
        let ms = millis(broken.took);
        links.push(Looked { name: broken.link.id(), ok: false, ms, found: cause.what.clone() });
    }
    let cause = cause.map(|cause| Cause {
        id: cause.id,
        token_ok: cause.token_ok,
        text: &cause.what,
        cure: &cause.cure,
        raw: cause.raw.as_deref(),
    });
    // Texts, numbers and truth values only: nothing that JSON could not hold.
    serde_json::to_string(&Tested { protocol: report.protocol, links, cause }).unwrap_or_default()
}

fn looked(holds: &Holds, lang: Lang) -> Looked {
    Looked { name: holds.link.id(), ok: true, ms: millis(holds.took), found: words::found(&holds.found, lang) }
}

fn millis(time: std::time::Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// The lines that appear while it runs: plain ones in a pipe; on a terminal the link that is looked at stands there
/// until what was found takes its place.
struct Live {
    protocol: Protocol,
    lang: Lang,
    shown: bool,
    terminal: bool,
    running: Mutex<Option<Link>>,
}

/// How a link is marked.
#[derive(Debug, Clone, Copy)]
enum Sign {
    Holds,
    /// It holds, and is no proof that all is well.
    Noted,
    Broken,
}

impl Live {
    fn new(protocol: Protocol, output: &Output) -> Self {
        let terminal = io::stderr().is_terminal();
        // A program that reads JSON has no use for them.
        Self { protocol, lang: output.lang, shown: terminal || !output.json, terminal, running: Mutex::default() }
    }

    fn running(&self) -> MutexGuard<'_, Option<Link>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, progress: &Progress) {
        match progress {
            Progress::Begun(link) => {
                *self.running() = Some(*link);
                if self.terminal {
                    let _ = write!(io::stderr(), "\r\x1b[K  {} …", link_name(*link, self.protocol, self.lang));
                }
            }
            Progress::Holds(holds) => {
                *self.running() = None;
                let found = format!("{} ({} ms)", words::found(&holds.found, self.lang), millis(holds.took));
                self.line(if words::proves(&holds.found) { Sign::Holds } else { Sign::Noted }, holds.link, &found);
            }
            Progress::Again => {
                let running = self.running().take();
                running.into_iter().for_each(|link| self.line(Sign::Broken, link, ""));
                self.say(&format!("↻ {}", tr!(self.lang, "cli-test-again")));
            }
        }
    }

    /// The link that broke, if one did.
    fn end(&self, report: &TestReport) {
        *self.running() = None;
        match &report.broken {
            Some(broken) => {
                self.line(Sign::Broken, broken.link, &format!("({} ms)", millis(broken.took)));
                self.say("");
            }
            None if self.terminal => self.clear(),
            None => {}
        }
    }

    fn line(&self, sign: Sign, link: Link, found: &str) {
        let name = link_name(link, self.protocol, self.lang);
        let symbol = match (sign, self.terminal) {
            (Sign::Holds, true) => "\x1b[32m✓\x1b[0m",
            (Sign::Holds, false) => "✓",
            (Sign::Noted, true) => "\x1b[33m–\x1b[0m",
            (Sign::Noted, false) => "–",
            (Sign::Broken, true) => "\x1b[31m✗\x1b[0m",
            (Sign::Broken, false) => "✗",
        };
        self.say(format!("{symbol} {name:NAME$} {found}").trim_end());
    }

    fn say(&self, line: &str) {
        if self.shown {
            self.clear();
            eprintln!("{line}");
        }
    }

    fn clear(&self) {
        if self.terminal {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

/// However it ends (Ctrl+C among the ways), no half line stays; and who cuts a message off learns that it may be out.
impl Drop for Live {
    fn drop(&mut self) {
        let running = *self.running();
        if running.is_some() {
            self.clear();
        }
        if running == Some(Link::Message) {
            eprintln!("{}", tr!(self.lang, "cancelled-sending"));
        }
    }
}
