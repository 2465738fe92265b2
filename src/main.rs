//! `mailkey`: opens the window.
//!
//! Protects: whatever prevents the window (no display, a missing library, an unusable home) is said in a sentence with
//! its cure, never as a panic. Leaves to others: the window itself ([`mailkey::ui`]).
#![forbid(unsafe_code)]
#![deny(missing_docs, unused_results)]
#![cfg_attr(windows, windows_subsystem = "windows")]

use std::panic;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::{Parser, ValueEnum};
use mailkey::account::Settings;
use mailkey::demo::{Options, Practice};
use mailkey::engine::Engine;
use mailkey::home::Home;
use mailkey::i18n::Lang;
use mailkey::log::Program;
use mailkey::tr;
use mailkey::ui::platform::{self, Obstacle};
use mailkey::ui::{self, Launch};
use mailkey::words::LogWords;
use mailkey::{log, secrets, settings};

/// Set up how this computer sends and receives mail with OAuth 2.0.
#[derive(Debug, Parser)]
#[command(name = "mailkey", version)]
struct Arguments {
    /// Practice mode: everything inside this program, nothing real, nothing kept. With --home its files are in that
    /// folder, which must not hold settings yet.
    #[arg(long)]
    demo: bool,
    /// The folder for settings and states instead of the platform's own (or MAILKEY_HOME).
    #[arg(long, value_name = "DIR")]
    home: Option<PathBuf>,
    /// The language instead of the settings' own.
    #[arg(long, value_enum)]
    lang: Option<Language>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Language {
    Cs,
    En,
}

impl Language {
    fn spoken(self) -> Lang {
        match self {
            Self::Cs => Lang::Cs,
            Self::En => Lang::En,
        }
    }
}

/// What lives as long as the window: in practice mode the servers and their folder.
enum Ground {
    Real,
    Practice { _runtime: tokio::runtime::Runtime, _practice: Practice, _folder: tempfile::TempDir },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let lang = arguments.lang.map(Language::spoken);
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(words) => {
            eprintln!("mailkey: {}", words(lang.unwrap_or_else(Lang::of_system)));
            ExitCode::FAILURE
        }
    }
}

/// A sentence that is made when the language is known.
type Words = Box<dyn FnOnce(Lang) -> String>;

fn run(arguments: Arguments) -> Result<(), Words> {
    platform::check().map_err(in_the_way)?;
    let lang = arguments.lang.map(Language::spoken);
    let (engine, ground) =
        if arguments.demo { practice(arguments.home)? } else { (real(arguments.home)?, Ground::Real) };
    log::start(engine.home(), Program::Window, LogWords::new(engine.home()));
    let practice = matches!(ground, Ground::Practice { .. });
    open(Launch { engine, practice, lang, browser: true })
}

fn real(home: Option<PathBuf>) -> Result<Engine, Words> {
    let home = mailkey::cli::home(home.as_deref())
        .map_err(|error| said(move |lang| tr!(lang, "win-no-home", why = error.to_string())))?;
    Ok(Engine::new(home, secrets::keyring()))
}

/// Own folder, own servers, secrets in memory: all of it ends with the program.
fn practice(home: Option<PathBuf>) -> Result<(Engine, Ground), Words> {
    let failed = |why: String| said(move |lang| tr!(lang, "win-no-practice", why = why));
    let folder = tempfile::Builder::new().prefix("mailkey-").tempdir().map_err(|error| failed(error.to_string()))?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| failed(error.to_string()))?;
    let practice = runtime
        .block_on(Practice::start(folder.path(), Options::default()))
        .map_err(|error| failed(error.to_string()))?;
    let home = Home::at(&home.unwrap_or_else(|| folder.path().join("home")));
    if home.settings_file().exists() || home.admin_file().exists() {
        let path = home.settings_file().display().to_string();
        return Err(said(move |lang| tr!(lang, "win-practice-home", path = path)));
    }
    let _stored = settings::save_changes(&home.settings_file(), &Settings::default(), &practice.settings())
        .map_err(|error| failed(error.to_string()))?;
    let engine = Engine::new(home, secrets::memory());
    Ok((engine, Ground::Practice { _runtime: runtime, _practice: practice, _folder: folder }))
}

/// Runs the window. Its toolkit panics when it cannot reach the display; that becomes a sentence, too.
fn open(launch: Launch) -> Result<(), Words> {
    let opened = Arc::new(AtomicBool::new(false));
    let hook = panic::take_hook();
    let seen = Arc::clone(&opened);
    panic::set_hook(Box::new(move |info| {
        if seen.load(Ordering::Relaxed) {
            hook(info);
        }
    }));
    let seen = Arc::clone(&opened);
    let ended = panic::catch_unwind(panic::AssertUnwindSafe(move || ui::application(launch, seen).run()));
    match ended {
        Ok(Ok(())) => {
            log::event(log::Event::WindowClosed);
            Ok(())
        }
        Ok(Err(error)) => Err(said(move |lang| tr!(lang, "win-no-window", why = error.to_string()))),
        Err(panic) if opened.load(Ordering::Relaxed) => panic::resume_unwind(panic),
        Err(panic) => {
            let why = panic.downcast_ref::<String>().cloned();
            let why = why.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string)).unwrap_or_default();
            Err(said(move |lang| tr!(lang, "win-no-window", why = why)))
        }
    }
}

fn in_the_way(obstacle: Obstacle) -> Words {
    said(move |lang| match obstacle {
        Obstacle::NoDisplay => tr!(lang, "win-no-display"),
        Obstacle::Libraries(packages) => tr!(lang, "win-no-libraries", packages = packages.join(" ")),
    })
}

fn said(words: impl FnOnce(Lang) -> String + 'static) -> Words {
    Box::new(words)
}
