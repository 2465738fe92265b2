//! `mailkeyctl settings …`

use std::io::Read;
use std::path::Path;

use super::args::SettingsVerb;
use super::output::Output;
use super::{Failure, Outcome, tokens};
use crate::account::{AccountId, Protocol, Settings};
use crate::admin::{AdminError, belongs_to_locked};
use crate::engine::{Engine, Preference};
use crate::error::Error;
use crate::oauth::fill_servers;
use crate::settings::{self, FileError, KEYS, Key, names};
use crate::tr;
use crate::words::invalid;

pub async fn run(engine: &Engine, verb: SettingsVerb, output: &Output) -> Outcome {
    match verb {
        SettingsVerb::Show => show(&engine.settings()?, output),
        SettingsVerb::Get { key } => get(engine, &key, output)?,
        SettingsVerb::Set { key, value, keep } => set(engine, &key, &value, keep.map(Protocol::from), output).await?,
        SettingsVerb::Import { file } => import(engine, &file, output)?,
        SettingsVerb::Export { file: None } => show(&engine.settings()?, output),
        SettingsVerb::Export { file: Some(file) } => export(engine, &file, output)?,
    }
    Ok(())
}

/// All settings as nested JSON, shaped as settings.toml.
pub fn json(settings: &Settings) -> serde_json::Value {
    let mut root = serde_json::Value::Object(serde_json::Map::new());
    for key in KEYS {
        let mut place = &mut root;
        for part in key.name.split('.') {
            if place.is_null() {
                *place = serde_json::Value::Object(serde_json::Map::new());
            }
            place = &mut place[part];
        }
        *place = serde_json::to_value(key.get(settings)).unwrap_or_default();
    }
    root
}

fn show(settings: &Settings, output: &Output) {
    output.data(settings::to_toml(settings).trim_end(), || json(settings));
}

fn find(name: &str, output: &Output) -> Result<&'static Key, Failure> {
    Key::find(name).ok_or_else(|| Failure::Usage(tr!(output.lang, "cli-unknown-key", key = name.to_owned())))
}

fn get(engine: &Engine, name: &str, output: &Output) -> Outcome {
    let key = find(name, output)?;
    let value = key.get(&engine.settings()?);
    output.data(&value.to_string(), || serde_json::json!({"key": key.name, "value": value}));
    Ok(())
}

async fn set(engine: &Engine, name: &str, text: &str, keep: Option<Protocol>, output: &Output) -> Outcome {
    let key = find(name, output)?;
    let base = engine.settings()?;
    let mut new = base.clone();
    key.set_text(&mut new, text)
        .map_err(|why| Failure::Usage(format!("{}: {}", key.name, invalid(&why, output.lang))))?;
    match key.name {
        "smtp.oauth2.provider" => fill_servers(&mut new, &AccountId::SMTP),
        "pop.oauth2.provider" => fill_servers(&mut new, &AccountId::POP),
        _ => {}
    }
    let joins = key.name == names::COMMON && new.pop.common_account && !base.pop.common_account;
    let parts = !new.pop.common_account && base.pop.common_account;
    if parts {
        new.pop.oauth2 = new.smtp.oauth2.clone();
    }
    let stored = match (keep, key.name) {
        (None, "language") => engine.prefer(Preference::Language(new.language))?,
        (None, "theme") => engine.prefer(Preference::Theme(new.theme))?,
        (None, _) if parts => engine.part(&base, &new).await?,
        (None, _) => engine.save(&base, &new)?,
        (Some(keep), _) if joins => {
            let joined = engine.join(&base, &new, keep).await?;
            if let Some(loser) = joined.loser {
                tokens::said(&loser.revocation, loser.provider, output);
            }
            joined.settings
        }
        (Some(_), _) => return Err(Failure::Usage(tr!(output.lang, "cli-keep-only"))),
    };
    for filled in ["smtp.server", "pop.server"].into_iter().filter_map(Key::find) {
        if key != filled && filled.get(&base) != filled.get(&stored) {
            let value = filled.get(&stored).to_string();
            output.say(&tr!(output.lang, "cli-set", key = filled.name, value = value));
        }
    }
    let value = key.get(&stored);
    output.say(&tr!(output.lang, "cli-set", key = key.name, value = value.to_string()));
    if output.json {
        output.data("", || serde_json::json!({"key": key.name, "value": value}));
    }
    Ok(())
}

fn import(engine: &Engine, file: &Path, output: &Output) -> Outcome {
    let new = if file == Path::new("-") {
        let failed = |source| Error::from(FileError::Read { path: "<stdin>".into(), source });
        let mut text = String::new();
        let length = std::io::stdin().take(settings::MAX_BYTES + 1).read_to_string(&mut text).map_err(failed)?;
        if length as u64 > settings::MAX_BYTES {
            return Err(failed(std::io::ErrorKind::FileTooLarge.into()).into());
        }
        settings::read_str(Path::new("<stdin>"), &text)
    } else {
        settings::read(file)
    }
    .map_err(Error::from)?;
    let base = engine.settings()?;
    let _ = engine.replace_settings(&base, &new)?;
    output.say(&tr!(output.lang, "cli-imported", file = engine.home().settings_file().display().to_string()));
    for protocol in crate::account::Protocol::ALL {
        if !engine.status().of(protocol).fits {
            output.say(&tr!(output.lang, "cli-imported-held"));
            break;
        }
    }
    if output.json {
        output.data("", || json(&new));
    }
    Ok(())
}

fn export(engine: &Engine, file: &Path, output: &Output) -> Outcome {
    let settings = engine.settings()?;
    let text = settings::to_toml(&settings);
    // A pipe or a device is written to; only a file can be replaced.
    let is_file = std::fs::metadata(file).map_or(true, |found| found.is_file());
    // Locked settings, the lock itself, or what the accounts stand on, are not replaced by a verb that asks for no password.
    if is_file && belongs_to_locked(file, engine.home()) {
        return Err(Error::from(AdminError::Locked).into());
    }
    let written = if is_file { settings::replace(file, text.as_bytes()) } else { std::fs::write(file, text) };
    written.map_err(|source| Error::from(FileError::Write { path: file.to_owned(), source }))?;
    output.say(&tr!(output.lang, "cli-exported", file = file.display().to_string()));
    if output.json {
        output.data("", || json(&settings));
    }
    Ok(())
}
