//! `mailkeyctl serve`: keeps everything alive, without a window.
//!
//! Protects: one service per home; what must not be cut off ends before the program does; nothing runs between events.
//! Leaves to others: the work ([`Engine::keep`]) and the words of each event (`event`).

use std::fs::File;
use std::io::Write as _;
use std::time::Duration;

use super::event::{Event, json, words};
use super::interruption::{insistence, interruption};
use super::output::{Output, print_line};
use super::{Failure, Outcome, ready};
use crate::account::Settings;
use crate::autostart::ending;
use crate::engine::{Duties, Engine, KeepEvent};
use crate::error::Error;
use crate::home::try_lock_exclusive;
use crate::i18n::Lang;
use crate::{notification, tr};

/// Who only looks whether a service runs holds the lock for an instant.
const ATTEMPTS: u32 = 10;
const PAUSE: Duration = Duration::from_millis(100);

/// How events are written.
#[derive(Clone)]
struct Log {
    engine: Engine,
    /// The language, where it was named; the settings' own can change while this runs.
    lang: Option<Lang>,
    json: bool,
    /// Whether each line begins with the time; the system's journal has its own.
    dated: bool,
}

pub async fn run(engine: &Engine, lang: Option<Lang>, json_log: bool, output: &Output) -> Outcome {
    let _only = only_one(engine, output).await?;
    let interruption = interruption().map_err(|error| Failure::Said(error.to_string()))?;
    let asked = ending::asked(engine.home()).map_err(|error| Error::home(&engine.home().state_dir(), &error))?;
    let dated = std::env::var_os("JOURNAL_STREAM").is_none();
    let log = Log { engine: engine.clone(), lang, json: json_log || output.json, dated };
    crate::log::event(crate::log::Event::ServiceStarted);
    log.write(&Event::Started { home: engine.home().config_dir().to_owned() });
    ready::ready();
    let told = log.clone();
    tokio::select! {
        () = engine.keep(Duties { check: true }, move |event| told.tell(event)) => {}
        () = interruption => {}
        () = asked => {}
    }
    ready::stopping();
    // Asked a second time, it does not wait for what must not be cut off.
    tokio::select! {
        () = engine.settle() => {}
        () = insistence() => {}
    }
    crate::log::event(crate::log::Event::ServiceStopped);
    log.write(&Event::Stopped);
    Ok(())
}

/// Takes the service's place in this home and writes down which process has it.
async fn only_one(engine: &Engine, output: &Output) -> Result<File, Failure> {
    let path = engine.home().service_lock();
    let failed = |error: std::io::Error| Failure::Failed(Error::home(&path, &error));
    for _ in 0..ATTEMPTS {
        if let Some(mut file) = try_lock_exclusive(&path).map_err(failed)? {
            file.set_len(0).and_then(|()| write!(file, "{}", std::process::id())).map_err(failed)?;
            return Ok(file);
        }
        tokio::time::sleep(PAUSE).await;
    }
    let lang = output.lang;
    Err(Failure::Said(format!("{}\n{}", tr!(lang, "cli-serve-second"), tr!(lang, "cli-serve-second-cure"))))
}

impl Log {
    fn tell(&self, event: KeepEvent) {
        if let KeepEvent::Notice(notice) = &event {
            let words = crate::words::notice(notice, self.lang(&self.settings()));
            let (engine, notice) = (self.engine.clone(), notice.clone());
            notification::show(&words.what, &words.cure, move || engine.not_shown(&notice));
        }
        self.write(&Event::Keep(event));
    }

    fn write(&self, event: &Event) {
        let settings = self.settings();
        let (lang, now) = (self.lang(&settings), self.engine.clock().now());
        if self.json {
            print_line(&json(event, now, lang).to_string());
            return;
        }
        let words = words(event, &settings, lang);
        if self.dated {
            let time = now.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M:%S").to_string();
            print_line(&format!("{time}  {words}"));
        } else {
            print_line(&words);
        }
    }

    fn settings(&self) -> Settings {
        self.engine.settings().unwrap_or_default()
    }

    fn lang(&self, settings: &Settings) -> Lang {
        self.lang.unwrap_or_else(|| Lang::of(settings.language))
    }
}
