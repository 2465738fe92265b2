//! `mailkeyctl status` and `mailkeyctl token …`

use secrecy::ExposeSecret;

use super::args::TokenVerb;
use super::output::{Output, ask, print_line, time};
use super::{Failure, Outcome};
use crate::account::{Protocol, Settings};
use crate::engine::{AccountStatus, Engine, Revocation, SignInStep};
use crate::i18n::Lang;
use crate::oauth::session::TokenState;
use crate::words::{self, explain, protocol_name};
use crate::{page, tr};

pub async fn run(engine: &Engine, verb: TokenVerb, output: &Output) -> Outcome {
    match verb {
        TokenVerb::Get { protocol, no_browser } => get(engine, protocol.into(), !no_browser, output).await,
        TokenVerb::Show { protocol } => show(engine, protocol.into(), output).await,
        TokenVerb::Delete { protocol, yes } => delete(engine, protocol.into(), yes, output).await,
    }
}

pub fn status(engine: &Engine, output: &Output) -> Outcome {
    let settings = engine.settings()?;
    engine.readable()?;
    let status = engine.status();
    let lines: Vec<_> = Protocol::ALL.iter().map(|p| line(*p, &settings, status.of(*p), output.lang)).collect();
    output.data(&lines.join("\n"), || {
        let of = |protocol| json(protocol, &settings, status.of(protocol), output.lang);
        serde_json::json!({"smtp": of(Protocol::Smtp), "pop": of(Protocol::Pop)})
    });
    Ok(())
}

fn json(protocol: Protocol, settings: &Settings, status: &AccountStatus, lang: Lang) -> serde_json::Value {
    let account = settings.account(protocol);
    let facts = status.facts.as_ref();
    serde_json::json!({
        "state": status.state,
        "account": account.account.as_ref().map(ToString::to_string),
        "provider": account.provider.word(),
        "signed_in_as": facts.and_then(|facts| facts.signed_in_as.clone()),
        "expires_at": facts.and_then(|facts| facts.expires_at).map(time),
        "refreshed_at": facts.map(|facts| time(facts.refreshed_at)),
        "reason": status.reason.as_ref().map(|reason| words::reason(reason, lang).what),
    })
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

fn line(protocol: Protocol, settings: &Settings, status: &AccountStatus, lang: Lang) -> String {
    let account = settings.account(protocol).account.as_ref();
    let mut text = format!("{:4}  {}", protocol_name(protocol), state(status.state, lang));
    if let Some(account) = account {
        text.push_str(&format!("  {account}"));
    }
    if let Some(end) = status.facts.as_ref().and_then(|facts| facts.expires_at) {
        let local = end.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string();
        text.push_str(&format!("  {}", tr!(lang, "cli-valid-until", time = local)));
    }
    if let Some(reason) = &status.reason {
        let words = words::reason(reason, lang);
        text.push_str(&format!("\n      {}\n      {}", words.what, words.cure));
    }
    if !status.fits {
        text.push_str(&format!("\n      {}", tr!(lang, "cli-imported-held")));
    }
    text
}

async fn get(engine: &Engine, protocol: Protocol, open_browser: bool, output: &Output) -> Outcome {
    let (lang, as_json) = (output.lang, output.json);
    let progress = move |step: SignInStep| match step {
        SignInStep::Listening { address, .. } => {
            let words = if open_browser { tr!(lang, "cli-sign-in") } else { tr!(lang, "cli-sign-in-open") };
            eprintln!("{words}");
            // With --json standard output holds the one object at the end, and nothing else.
            if as_json { eprintln!("{address}") } else { print_line(address.as_str()) }
        }
        SignInStep::BrowserFailed(reason) => eprintln!("{}", tr!(lang, "cli-no-browser", reason = reason)),
        SignInStep::CodeArrived => eprintln!("{}", tr!(lang, "cli-code-arrived")),
    };
    let facts = engine.sign_in(protocol, open_browser, page::in_language(lang), progress).await?;
    let who = facts.signed_in_as.or_else(|| facts.issued_for.account.as_ref().map(ToString::to_string));
    output.say(&tr!(lang, "cli-acquired", account = who.unwrap_or_default()));
    if output.json {
        let settings = engine.settings()?;
        let status = engine.status();
        output.data("", || json(protocol, &settings, status.of(protocol), lang));
    }
    Ok(())
}

async fn show(engine: &Engine, protocol: Protocol, output: &Output) -> Outcome {
    let access = engine.access_token(protocol).await?;
    output.data(access.token.expose_secret(), || {
        serde_json::json!({
            "access_token": access.token.expose_secret(),
            "expires_at": access.expires_at.map(time),
        })
    });
    Ok(())
}

async fn delete(engine: &Engine, protocol: Protocol, yes: bool, output: &Output) -> Outcome {
    let lang = output.lang;
    if !yes {
        match ask(&tr!(lang, "cli-delete-question", protocol = protocol_name(protocol))) {
            Some(true) => {}
            Some(false) => return Err(Failure::Said(tr!(lang, "cli-cancelled"))),
            None => return Err(Failure::Usage(tr!(lang, "cli-delete-yes"))),
        }
    }
    let deleted = engine.delete_token(protocol).await?;
    let (words, id) = match &deleted.revocation {
        Revocation::Revoked => (tr!(lang, "cli-deleted-revoked"), "revoked"),
        Revocation::NotOffered => (tr!(lang, "cli-deleted-here"), "not_offered"),
        Revocation::Failed(error) => {
            let why = explain(&error.clone().into(), lang).what;
            (tr!(lang, "cli-deleted-not-revoked", why = why), "failed")
        }
        Revocation::NothingHeld => (tr!(lang, "cli-deleted-nothing"), "nothing_held"),
    };
    output.say(&words);
    if output.json {
        output.data("", || serde_json::json!({"deleted": id != "nothing_held", "revocation": id}));
    }
    Ok(())
}
