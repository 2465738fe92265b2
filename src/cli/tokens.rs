//! `mailkeyctl token …`

use secrecy::ExposeSecret;

use super::args::{TokenVerb, WayArgs};
use super::output::{self, Output, ask, print_line, time};
use super::paste::{self, Pasting};
use super::status::{json, local};
use super::{Failure, Outcome};
use crate::account::{Protocol, Provider};
use crate::engine::{Engine, Revocation, SignInRequest, SignInStep, Way};
use crate::i18n::Lang;
use crate::log::{self, Event};
use crate::words::{self, explain, protocol_name};
use crate::{page, tr};

pub async fn run(engine: &Engine, verb: TokenVerb, output: &Output) -> Outcome {
    match verb {
        TokenVerb::Get { protocol, way } => get(engine, protocol.into(), way, output).await,
        TokenVerb::Show { protocol } => show(engine, protocol.into(), output).await,
        TokenVerb::Refresh { protocol } => refresh(engine, protocol.into(), output).await,
        TokenVerb::Delete { protocol, yes } => delete(engine, protocol.into(), yes, output).await,
    }
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
    log::event(Event::TokenShown { account: engine.settings()?.account_id(protocol) });
    output.data(access.token.expose_secret(), || {
        serde_json::json!({
            "access_token": access.token.expose_secret(),
            "expires_at": access.expires_at.map(time),
        })
    });
    Ok(())
}

async fn refresh(engine: &Engine, protocol: Protocol, output: &Output) -> Outcome {
    let access = engine.refresh(protocol).await?;
    let lang = output.lang;
    let words = match access.expires_at {
        Some(end) => tr!(lang, "cli-refreshed", time = local(end)),
        None => tr!(lang, "cli-refreshed-open"),
    };
    output.data(&words, || serde_json::json!({"expires_at": access.expires_at.map(time)}));
    Ok(())
}

async fn delete(engine: &Engine, protocol: Protocol, yes: bool, output: &Output) -> Outcome {
    let lang = output.lang;
    if !yes {
        let settings = engine.settings()?;
        let served = settings.served_by(&settings.account_id(protocol));
        let names: Vec<_> = served.into_iter().map(protocol_name).collect();
        match ask(&tr!(lang, "cli-delete-question", protocol = names.join(" + "))) {
            Some(true) => {}
            Some(false) => return Err(Failure::Said(tr!(lang, "cli-cancelled"))),
            None => return Err(Failure::Usage(tr!(lang, "cli-delete-yes"))),
        }
    }
    // Where the permission is kept: what the token was issued for, whatever the settings say by now.
    let status = engine.status();
    let facts = status.of(protocol).facts.as_ref();
    let provider = match facts {
        Some(facts) => facts.issued_for.provider,
        None => engine.settings()?.account(protocol).provider,
    };
    let mut deleted = engine.delete_token(protocol).await?;
    loop {
        said(&deleted.revocation, provider, output);
        let again = || !yes && ask(&tr!(lang, "cli-revoke-again")) == Some(true);
        if !matches!(deleted.revocation, Revocation::Failed(_)) || !again() {
            break;
        }
        deleted = engine.revoke_again(protocol).await?;
    }
    if output.json {
        let id = match &deleted.revocation {
            Revocation::Revoked => "revoked",
            Revocation::NotOffered => "not_offered",
            Revocation::Failed(_) => "failed",
            Revocation::UsedElsewhere => "used_elsewhere",
            Revocation::NothingHeld => "nothing_held",
        };
        output.data("", || serde_json::json!({"deleted": id != "nothing_held", "revocation": id}));
    }
    Ok(())
}

/// What a deletion did, and what is left to do by hand.
pub fn said(revocation: &Revocation, provider: Provider, output: &Output) {
    let lang = output.lang;
    match revocation {
        Revocation::Revoked => output.say(&tr!(lang, "cli-deleted-revoked")),
        Revocation::NotOffered => {
            output.say(&tr!(lang, "cli-deleted-here"));
            output.say(&words::withdraw(provider, lang));
        }
        Revocation::Failed(error) => {
            let why = explain(&error.clone().into(), lang).what;
            output.say(&tr!(lang, "cli-deleted-not-revoked", why = why));
            output.say(&words::withdraw(provider, lang));
        }
        Revocation::UsedElsewhere => output.say(&tr!(lang, "cli-deleted-used")),
        Revocation::NothingHeld => output.say(&tr!(lang, "cli-deleted-nothing")),
    }
}
