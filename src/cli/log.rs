//! `mailkeyctl log`: what happened, read again; and the switch of the transcripts.
//!
//! Protects: looking needs no password and changes nothing, switching does; whatever is printed was cleaned of secrets
//! when it was written. Leaves to others: the reading ([`crate::log`]) and the words ([`crate::words::event`]).

use std::time::Duration;

use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::Outcome;
use super::args::{LogArgs, OnOff};
use super::interruption::interrupted;
use super::output::{Output, print_line, time};
use super::status::{local, one_line};
use crate::engine::Engine;
use crate::i18n::Lang;
use crate::log::{self, Entry, Filter};
use crate::{tr, words};

/// How often a follower looks.
const LOOK: Duration = Duration::from_millis(250);

pub async fn run(engine: &Engine, args: LogArgs, output: &Output) -> Outcome {
    if let Some(switch) = args.transcripts {
        return transcripts(engine, switch, output);
    }
    let filter = Filter { area: args.area, severity: args.severity };
    let search = args.search.as_deref().map(words::Search::new);
    let lang = output.lang;
    let (all, mut follower) = log::read_and_follow(engine.home(), usize::MAX);
    let wanted =
        |entry: &Entry| filter.wants(entry) && search.as_ref().is_none_or(|search| search.finds(&words::sought(entry)));
    let mut found: Vec<Entry> = all.into_iter().filter(wanted).collect();
    drop(found.drain(..found.len().saturating_sub(args.lines)));
    if output.json && !args.follow {
        output.data("", || json!({"entries": found.iter().map(|entry| to_json(entry, lang)).collect::<Vec<_>>()}));
        return Ok(());
    }
    found.iter().for_each(|entry| show(entry, output));
    if !args.follow {
        if found.is_empty() {
            output.say(&tr!(lang, "cli-log-empty", path = engine.home().log_file().display().to_string()));
        }
        return Ok(());
    }
    let following = async {
        loop {
            follower.news().iter().filter(|entry| wanted(entry)).for_each(|entry| show(entry, output));
            tokio::time::sleep(LOOK).await;
        }
    };
    tokio::select! {
        () = following => {}
        () = interrupted() => {}
    }
    Ok(())
}

fn transcripts(engine: &Engine, switch: OnOff, output: &Output) -> Outcome {
    let lang = output.lang;
    let until = engine.set_transcripts(matches!(switch, OnOff::On))?;
    output.data(
        &match until {
            Some(until) => tr!(lang, "cli-transcripts-on", time = local(until)),
            None => tr!(lang, "cli-transcripts-off"),
        },
        || json!({"transcripts_until": until.map(time)}),
    );
    Ok(())
}

fn show(entry: &Entry, output: &Output) {
    if output.json {
        print_line(&to_json(entry, output.lang).to_string());
        return;
    }
    let lang = output.lang;
    let at = entry.at.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M:%S");
    let (severity, area) = (words::severity(entry.severity, lang), words::area(entry.area, lang));
    print_line(&format!("{at}  {severity:<11}  {area:<10}  {}", one_line(&words::event(entry, lang))));
}

fn to_json(entry: &Entry, lang: Lang) -> Value {
    json!({
        "at": time(entry.at),
        "severity": entry.severity.id(),
        "area": entry.area.id(),
        "id": entry.event,
        "text": one_line(&words::event(entry, lang)),
        "args": entry.args,
        "process": entry.process,
    })
}
