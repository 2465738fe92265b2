//! `mailkeyctl status`: the state of the tokens, once or at each change.
//!
//! Protects: whoever watches reads each state once, at once, and is not outlived: the watching ends with its reader.
//! Leaves to others: what the state is (the engine), and its words.

use std::io::Write as _;
use std::time::Duration;

use jiff::Timestamp;

use super::interruption;
use super::output::{Output, time};
use super::{Failure, Outcome};
use crate::account::{Protocol, Settings};
use crate::engine::{AccountStatus, Engine};
use crate::error::Error;
use crate::i18n::Lang;
use crate::oauth::session::{Facts, TokenState};
use crate::words::{self, protocol_name};
use crate::{tr, watch};

/// While somebody signs in: a lock makes no file change when it is let go.
const WHILE_WAITING: Duration = Duration::from_secs(1);
/// Otherwise: a token can end while the computer sleeps.
const LONGEST: Duration = Duration::from_secs(30);

/// The state now.
pub fn once(engine: &Engine, output: &Output) -> Outcome {
    let settings = engine.settings()?;
    engine.readable()?;
    let status = engine.status();
    let lines: Vec<_> = Protocol::ALL.iter().map(|p| lines(*p, &settings, status.of(*p), output.lang)).collect();
    output.data(&lines.join("\n"), || all(engine, &settings, output.lang));
    Ok(())
}

/// The state now and at each change, until interrupted or until nobody reads any more.
pub async fn watch(engine: &Engine, output: &Output) -> Outcome {
    let interruption = interruption().map_err(|error| Failure::Said(error.to_string()))?;
    let reader = reader_gone();
    tokio::pin!(interruption, reader);
    // Before the first look, so that no change comes between.
    let mut changes = watch::changes(engine.home());
    let mut last = None;
    loop {
        let line = line(engine, output);
        if last.as_ref() != Some(&line) {
            let shown = match &line {
                Err(error) => error.clone(),
                Ok(line) if output.json => line.clone(),
                Ok(line) => format!("{}  {line}", clock_time(engine.clock().now())),
            };
            if !written(&shown, line.is_ok()) {
                return Ok(());
            }
            last = Some(line);
        }
        tokio::select! {
            () = changes.next() => {}
            () = engine.clock().sleep(next_look(engine)) => {}
            () = &mut interruption => return Ok(()),
            () = &mut reader => return Ok(()),
        }
    }
}

/// What is shown now; settings that cannot be read are no end, because somebody may be mending them.
fn line(engine: &Engine, output: &Output) -> Result<String, String> {
    let shown = || -> Result<String, Error> {
        let settings = engine.settings()?;
        engine.readable()?;
        if output.json {
            return Ok(all(engine, &settings, output.lang).to_string());
        }
        let status = engine.status();
        let one = |protocol: &Protocol| {
            let status = status.of(*protocol);
            let mut text = summary(*protocol, &settings, status, output.lang);
            if let Some(problem) = words::problem(status, output.lang) {
                text.push_str(&format!("  {}", problem.text));
            }
            one_line(&text)
        };
        Ok(Protocol::ALL.iter().map(one).collect::<Vec<_>>().join("  |  "))
    };
    shown().map_err(|error| one_line(&words::explain(&error, output.lang).to_string()))
}

fn next_look(engine: &Engine) -> Duration {
    let status = engine.status();
    if status.any_waiting() {
        return WHILE_WAITING;
    }
    let now = engine.clock().now();
    let ends = status.accounts().filter_map(|(_, account)| account.facts.as_ref()?.expires_at);
    let next = ends.filter(|end| *end > now).min().map(|end| end.duration_since(now));
    next.and_then(|wait| Duration::try_from(wait).ok()).unwrap_or(LONGEST).min(LONGEST)
}

/// Data to standard output, trouble to standard error; whether somebody reads it.
fn written(line: &str, data: bool) -> bool {
    if !data {
        eprintln!("mailkeyctl: {line}");
        return true;
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).is_ok()
}

/// Ends when the other end of the pipe on standard output is closed.
#[cfg(unix)]
async fn reader_gone() {
    use std::fs::File;
    use std::os::fd::AsFd as _;
    use std::os::unix::fs::FileTypeExt as _;

    use tokio::io::Interest;
    use tokio::net::unix::pipe::Sender;

    let watched = || -> std::io::Result<Option<Sender>> {
        let output = File::from(std::io::stdout().as_fd().try_clone_to_owned()?);
        // A file or a terminal has no reader that goes away.
        let pipe = output.metadata()?.file_type().is_fifo();
        // Unchecked: standard output stays as it is, blocking; this only looks at it.
        pipe.then(|| Sender::from_file_unchecked(output)).transpose()
    };
    match watched() {
        Ok(Some(pipe)) if pipe.ready(Interest::ERROR).await.is_ok() => {}
        _ => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn reader_gone() {
    std::future::pending().await
}

fn all(engine: &Engine, settings: &Settings, lang: Lang) -> serde_json::Value {
    let status = engine.status();
    let of = |protocol| json(protocol, settings, status.of(protocol), lang);
    serde_json::json!({"smtp": of(Protocol::Smtp), "pop": of(Protocol::Pop)})
}

/// One protocol's state as JSON.
pub fn json(protocol: Protocol, settings: &Settings, status: &AccountStatus, lang: Lang) -> serde_json::Value {
    let account = settings.account(protocol);
    let facts = status.facts.as_ref();
    let problem = words::problem(status, lang);
    serde_json::json!({
        "state": status.state,
        "account": account.account.as_ref().map(ToString::to_string),
        "provider": account.provider.word(),
        "signed_in_as": facts.and_then(|facts| facts.signed_in_as.clone()),
        "expires_at": facts.and_then(|facts| facts.expires_at).map(time),
        "refreshed_at": facts.map(|facts| time(facts.refreshed_at)),
        "next_refresh_at": next_refresh(status).map(time),
        "failing_since": status.trouble.as_ref().map(|trouble| time(trouble.since)),
        "reason": status.reason.as_ref().map(|reason| words::reason(reason, lang).what),
        "error": problem.map(|problem| serde_json::json!({
            "kind": problem.kind, "code": problem.code, "text": problem.text, "cure": problem.cure,
        })),
    })
}

/// When it is renewed next. What is overdue keeps its time, so that it does not change at each look.
fn next_refresh(status: &AccountStatus) -> Option<Timestamp> {
    let next = status.next_refresh_at?;
    let due = status.facts.as_ref().and_then(Facts::due_at);
    Some(status.trouble.as_ref().map(|trouble| trouble.retry_at).or(due).unwrap_or(next))
}

/// The state in words, as the badge says it.
fn state(state: TokenState, lang: Lang) -> String {
    match state {
        TokenState::NotAcquired => tr!(lang, "token-not-acquired"),
        TokenState::Waiting => tr!(lang, "token-waiting"),
        TokenState::Acquired => tr!(lang, "token-acquired"),
        TokenState::Invalid => tr!(lang, "token-invalid"),
    }
}

fn summary(protocol: Protocol, settings: &Settings, status: &AccountStatus, lang: Lang) -> String {
    let mut text = format!("{:4}  {}", protocol_name(protocol), state(status.state, lang));
    if let Some(account) = settings.account(protocol).account.as_ref() {
        text.push_str(&format!("  {account}"));
    }
    if let Some(end) = status.facts.as_ref().and_then(|facts| facts.expires_at) {
        text.push_str(&format!("  {}", tr!(lang, "cli-valid-until", time = local(end))));
    }
    text
}

/// One protocol's state, and under it what is wrong.
fn lines(protocol: Protocol, settings: &Settings, status: &AccountStatus, lang: Lang) -> String {
    let mut text = summary(protocol, settings, status, lang);
    if let Some(problem) = words::problem(status, lang) {
        text.push_str(&format!("\n      {}\n      {}", problem.text, problem.cure));
    }
    if let Some(trouble) = &status.trouble {
        let (since, next) = (local(trouble.since), local(trouble.retry_at));
        text.push_str(&format!("\n      {}", tr!(lang, "cli-failing-since", since = since, next = next)));
    }
    text
}

/// A moment for people, in their time zone.
pub fn local(time: Timestamp) -> String {
    time.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string()
}

fn clock_time(time: Timestamp) -> String {
    time.to_zoned(jiff::tz::TimeZone::system()).strftime("%H:%M:%S").to_string()
}

/// Words in one line.
pub fn one_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}
