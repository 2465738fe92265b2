//! Windows over different homes: practice mode, nothing yet, a broken file, a token that is written down.

use mailkey::account::{AccountId, Settings};
use mailkey::clock::Clock;
use mailkey::demo::{Options, Practice};
use mailkey::engine::Engine;
use mailkey::home::Home;
use mailkey::oauth::session::{Facts, IssuedFor, Record, Session};
use mailkey::{secrets, settings};
use tokio::runtime::Runtime;

use super::support::{Window, at_start, over_engine, window};

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("runtime")
}

/// A window in practice mode, in Czech.
pub fn practice() -> Window {
    open(true, |_| {})
}

/// A window in practice mode whose stored settings were changed first.
pub fn practice_with(change: impl FnOnce(&mut Settings)) -> Window {
    open(true, change)
}

/// A window in practice mode over settings that are locked with this password.
pub fn locked(password: &str, change: impl FnOnce(&mut Settings)) -> Window {
    open_with(Some(password), true, change, over_engine)
}

/// A window over an empty home, with a clock so many times as fast as the real one.
pub fn hurried(speed: u32) -> Window {
    let folder = tempfile::tempdir().expect("folder");
    let home = Home::at(&folder.path().join("home"));
    let engine = Engine::with_clock(home, secrets::memory(), Clock::fast(speed));
    over_engine(folder, runtime(), None, engine)
}

/// A window over an empty home with this keyring.
pub fn empty_with(keyring: secrets::Opener) -> Window {
    let folder = tempfile::tempdir().expect("folder");
    let home = Home::at(&folder.path().join("home"));
    window(folder, runtime(), None, home, keyring)
}

/// A window over an empty home.
pub fn empty() -> Window {
    open(false, |_| {})
}

/// A window over an empty home as it opens: on the page of the first start.
pub fn first_start() -> Window {
    open_with(None, false, |_| {}, at_start)
}

/// The same in practice mode.
pub fn first_practice() -> Window {
    open_with(None, true, |_| {}, at_start)
}

type Opening = fn(tempfile::TempDir, Runtime, Option<Practice>, Engine) -> Window;

fn open(with_practice: bool, change: impl FnOnce(&mut Settings)) -> Window {
    open_with(None, with_practice, change, over_engine)
}

fn open_with(
    password: Option<&str>,
    with_practice: bool,
    change: impl FnOnce(&mut Settings),
    window: Opening,
) -> Window {
    let folder = tempfile::tempdir().expect("folder");
    let runtime = runtime();
    let practice = with_practice
        .then(|| runtime.block_on(Practice::start(folder.path(), Options::default())).expect("practice servers"));
    let home = Home::at(&folder.path().join("home"));
    let mut wanted = practice.as_ref().map_or_else(Settings::default, Practice::settings);
    change(&mut wanted);
    if wanted != Settings::default() {
        settings::save_changes(&home.settings_file(), &Settings::default(), &wanted).expect("saved");
    }
    if let Some(password) = password {
        let other = Engine::new(home.clone(), secrets::memory());
        runtime.block_on(other.set_password(None, password.into())).expect("set");
    }
    window(folder, runtime, practice, Engine::new(home, secrets::memory()))
}

/// A window over a home that holds a token for these settings; no provider knows it.
pub fn holding(settings: &Settings, change: impl FnOnce(&mut serde_json::Value)) -> Window {
    let now = jiff::Timestamp::now();
    let facts = Facts {
        issued_for: IssuedFor::new(&settings.smtp.oauth2),
        signed_in_as: settings.smtp.oauth2.account.as_ref().map(ToString::to_string),
        token_endpoint: "https://login.example/token".to_owned(),
        revocation_endpoint: None,
        scopes: Vec::new(),
        obtained_at: now,
        refreshed_at: now,
        expires_at: Some(now + jiff::SignedDuration::from_mins(60)),
        renewable: true,
        application: false,
        permission_ends_at: None,
    };
    let record = Record { generation: 1, deletions: 0, session: Session::signed_in(facts) };
    let mut record = serde_json::to_value(record).expect("JSON");
    change(&mut record);
    let folder = tempfile::tempdir().expect("folder");
    let runtime = runtime();
    let home = Home::at(&folder.path().join("home"));
    let _stored = settings::save_changes(&home.settings_file(), &Settings::default(), settings).expect("saved");
    let state = home.state_file(&AccountId::SMTP);
    std::fs::create_dir_all(state.parent().expect("folder")).expect("folder");
    std::fs::write(state, record.to_string()).expect("written");
    let keyring = secrets::memory();
    let entry = serde_json::json!({
        "generation": 1,
        "facts": record["session"]["facts"],
        "access_token": "access",
        "refresh_token": "refresh",
    });
    let name = format!("smtp@{}", home.config_dir().display());
    let stored = async { secrets::Vault::new(keyring.clone()).set(&name, entry.to_string().into()).await };
    runtime.block_on(stored).expect("stored");
    window(folder, runtime, None, home, keyring)
}

/// A window over a settings file with this text.
pub fn over_file(text: &str) -> Window {
    let folder = tempfile::tempdir().expect("folder");
    let runtime = runtime();
    let home = Home::at(&folder.path().join("home"));
    std::fs::create_dir_all(home.config_dir()).expect("folder");
    std::fs::write(home.settings_file(), text).expect("file");
    window(folder, runtime, None, home, secrets::memory())
}
