//! `mailkeyctl status` and `mailkeyctl token …`

use secrecy::ExposeSecret;

use super::args::{TokenVerb, WayArgs};
use super::output::{self, Output, ask, print_line, time};
use super::paste::{self, Pasting};
use super::{Failure, Outcome};
use crate::account::{Protocol, Settings};
use crate::engine::{AccountStatus, Engine, Revocation, SignInRequest, SignInStep, Way};
use crate::i18n::Lang;
use crate::oauth::session::TokenState;
use crate::words::{self, explain, protocol_name};
use crate::{page, tr};

pub async fn run(engine: &Engine, verb: TokenVerb, output: &Output) -> Outcome {
    match verb {
        TokenVerb::Get { protocol, way } => get(engine, protocol.into(), way, output).await,
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

async fn get(engine: &Engine, protocol: Protocol, args: WayArgs, output: &Output) -> Outcome {
    let lang = output.lang;
    let way = args.way(engine.settings()?.account(protocol).sign_in);
    let (pasted, pasting) =
        if args.paste { Pasting::start().map(|(p, texts)| (Some(texts), Some(p)))? } else { (None, None) };
    let told = pasting.clone();
    let (as_json, paste) = (output.json, args.paste);
    let progress = move |step: SignInStep| tell(step, way, paste, as_json, lang, told.as_ref());
    if way == Way::Application {
        output.say(&tr!(lang, "cli-application"));
    }
    let request = SignInRequest { protocol, way, page: page::in_language(lang), pasted };
    let facts = tokio::select! {
        biased;
        facts = engine.sign_in(request, progress) => facts?,
        () = paste::in_vain(pasting) => {
            let (what, cure) = (tr!(lang, "cli-paste-ended"), tr!(lang, "cli-paste-ended-cure"));
            return Err(Failure::Said(format!("{what}\n{cure}")));
        }
    };
    let mailbox = facts.issued_for.account.as_ref().map(ToString::to_string);
    if facts.application {
        output.say(&tr!(lang, "cli-acquired-application", account = mailbox.unwrap_or_default()));
    } else {
        output.say(&tr!(lang, "cli-acquired", account = facts.signed_in_as.or(mailbox).unwrap_or_default()));
    }
    if output.json {
        let settings = engine.settings()?;
        let status = engine.status();
        output.data("", || json(protocol, &settings, status.of(protocol), lang));
    }
    Ok(())
}

/// Says what happens. With --json standard output holds the one object at the end, and nothing else.
fn tell(step: SignInStep, way: Way, paste: bool, as_json: bool, lang: Lang, pasting: Option<&Pasting>) {
    let data = |text: &str| if as_json { eprintln!("{text}") } else { print_line(text) };
    match step {
        SignInStep::Listening { address, .. } => {
            let words = match way {
                Way::Browser => tr!(lang, "cli-sign-in"),
                _ if paste => tr!(lang, "cli-sign-in-anywhere"),
                _ => tr!(lang, "cli-sign-in-open"),
            };
            eprintln!("{words}");
            data(address.as_str());
            if paste {
                eprintln!("{}", tr!(lang, "cli-paste"));
            }
        }
        SignInStep::BrowserFailed(reason) => eprintln!("{}", tr!(lang, "cli-no-browser", reason = reason)),
        SignInStep::PasteRefused(error) => {
            eprintln!("{}", explain(&error.into(), lang));
            if let Some(pasting) = pasting {
                pasting.refused();
            }
        }
        SignInStep::Code { user_code, address, deadline, .. } => {
            let until = deadline.to_zoned(jiff::tz::TimeZone::system()).strftime("%H:%M").to_string();
            eprintln!("{}", tr!(lang, "cli-device-address"));
            data(address.as_str());
            eprintln!("{}\n", tr!(lang, "cli-device-code", time = until));
            data(&format!("    {}", output::strong(&user_code, as_json)));
            eprintln!();
        }
        SignInStep::CodeArrived if matches!(way, Way::Browser | Way::Address) => {
            eprintln!("{}", tr!(lang, "cli-code-arrived"));
        }
        SignInStep::CodeArrived => eprintln!("{}", tr!(lang, "cli-granted")),
    }
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
