//! `mailkeyctl service …`: whether the system keeps Mailkey working.

use super::args::ServiceVerb;
use super::output::Output;
use super::{Failure, Outcome};
use crate::autostart::{self, Autostart, AutostartError, Means};
use crate::engine::Engine;
use crate::home::Home;
use crate::{tr, words};

/// The system's tools are slow, but nothing else runs meanwhile.
pub async fn run(engine: &Engine, verb: ServiceVerb, output: &Output) -> Outcome {
    let (home, lang) = (engine.home(), output.lang);
    let failed = |error: AutostartError| Failure::Said(words::autostart(&error, lang).to_string());
    let owned = home.clone();
    let turn = match verb {
        ServiceVerb::On => Some((true, engine.permit()?)),
        ServiceVerb::Off => Some((false, engine.permit()?)),
        ServiceVerb::Status => None,
    };
    let done = tokio::task::spawn_blocking(move || match turn {
        Some((true, permit)) => autostart::install(&owned, permit),
        Some((false, permit)) => autostart::remove(&owned, permit),
        None => Ok(()),
    });
    done.await.map_err(|error| Failure::Said(error.to_string()))?.map_err(failed)?;
    match verb {
        ServiceVerb::On => {
            output.say(&tr!(lang, "cli-service-on"));
            if autostart::means() == Ok(Means::Systemd) {
                output.say(&tr!(lang, "cli-service-linger"));
            }
        }
        ServiceVerb::Off => output.say(&tr!(lang, "cli-service-off")),
        ServiceVerb::Status => {}
    }
    if output.json || matches!(verb, ServiceVerb::Status) {
        show(home, output);
    }
    Ok(())
}

fn show(home: &Home, output: &Output) {
    let lang = output.lang;
    let (state, running) = (autostart::state(home), autostart::is_running(home));
    let (word, words, reason) = match &state {
        Autostart::On => ("on", tr!(lang, "cli-service-state-on"), None),
        Autostart::Off => ("off", tr!(lang, "cli-service-state-off"), None),
        Autostart::NotHere(why) => {
            let why = words::obstacle(why, lang);
            ("not_here", why.to_string(), Some(why.what))
        }
    };
    let now = if running { tr!(lang, "cli-service-running") } else { tr!(lang, "cli-service-not-running") };
    output.data(&format!("{words}\n{now}"), || {
        let means = autostart::means().ok().map(|means| match means {
            Means::Systemd => "systemd",
            Means::Desktop => "desktop",
            Means::Launchd => "launchd",
            Means::Task => "task",
        });
        serde_json::json!({"service": word, "running": running, "means": means, "reason": reason})
    });
}
