//! “Keep working when the window is closed”: the system starts `mailkeyctl serve` at login, and at once.
//!
//! Protects: the program and the home arrive as they are, however odd their paths; each home has a service of its own;
//! what a person has changed is left alone, and said. Leaves to others: the words, and what `serve` does.
//!
//! The texts are pure functions, so that every system's text is tested on every system. The parts that call the
//! system's tool are compiled everywhere for the same reason; [`means`] chooses.

mod command;
pub mod desktop;
pub mod ending;
mod files;
mod launchctl;
pub mod launchd;
mod schtasks;
mod session;
pub mod stamp;
mod systemctl;
pub mod systemd;
pub mod task;

use std::path::{Path, PathBuf};

use crate::admin::Permit;
use crate::home::{Home, is_locked};
use crate::log::{self, Event};

/// Whether the system keeps Mailkey working.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Autostart {
    /// No.
    Off,
    /// It starts `mailkeyctl serve` at login.
    On,
    /// This system offers nothing that could do it.
    NotHere(Obstacle),
}

/// Why nothing here could start the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// No systemd user manager answers, and this is no desktop session either; with the system's own reason.
    NoUserManager(String),
}

/// What starts the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// A systemd user unit. Without lingering (`loginctl enable-linger`) it ends at logout.
    Systemd,
    /// An XDG autostart entry: a desktop without a systemd user manager. It ends with the desktop session.
    Desktop,
    /// A launchd agent.
    Launchd,
    /// A Windows scheduled task.
    Task,
}

/// Why the service could not be installed or removed. It is as it was, unless said otherwise.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AutostartError {
    /// Nothing here could start it.
    #[error("no service manager: {0:?}")]
    NotHere(Obstacle),
    /// The command line program is not where it should be.
    #[error("{} is not there", .0.display())]
    NoProgram(PathBuf),
    /// A path that the service manager's files cannot hold.
    #[error("{} is not text", .0.display())]
    Path(PathBuf),
    /// A person has changed this file (or the task of this name).
    #[error("{0} was changed by hand")]
    Changed(String),
    /// This file (or the task of this name) belongs to another home.
    #[error("{0} belongs to another home")]
    OtherHome(String),
    /// `mailkeyctl serve` was started by hand and runs already.
    #[error("mailkeyctl serve runs already")]
    Running,
    /// A file could not be written or removed.
    #[error("{}: {reason}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        reason: String,
    },
    /// The system's tool failed. After an installation nothing of it is left.
    #[error("{command}: {reason}")]
    Command {
        /// What was called.
        command: String,
        /// What it said.
        reason: String,
    },
}

/// What is to be started, for which home, under which name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// The service's name: `mailkey`, or with the home's tag where it is not the user's own.
    pub name: String,
    /// The home's [`stamp::tag`].
    pub home: String,
    /// The program's absolute path.
    pub program: String,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// Variables that decide where the user's own home is.
    pub environment: Vec<(String, String)>,
}

impl Job {
    fn new(home: &Home, program: &Path) -> Result<Self, AutostartError> {
        let text = |path: &Path| path.to_str().map(str::to_owned).ok_or_else(|| AutostartError::Path(path.to_owned()));
        let mut arguments = vec!["serve".to_owned()];
        let mut environment = Vec::new();
        let own = is_own(home);
        if own {
            // The service manager need not know what a shell's profile sets.
            for name in ["XDG_CONFIG_HOME", "XDG_STATE_HOME"] {
                if let Some(value) = std::env::var_os(name).filter(|value| Path::new(value).is_absolute()) {
                    environment.push((name.to_owned(), text(Path::new(&value))?));
                }
            }
        } else {
            arguments.extend(["--home".to_owned(), text(home.config_dir())?]);
        }
        Ok(Self { name: name(home), home: stamp::tag(home), program: text(program)?, arguments, environment })
    }
}

/// What would start the service here.
///
/// # Errors
/// Nothing would.
pub fn means() -> Result<Means, Obstacle> {
    if cfg!(windows) {
        return Ok(Means::Task);
    }
    if cfg!(target_os = "macos") {
        return Ok(Means::Launchd);
    }
    match systemctl::reachable() {
        Ok(()) => Ok(Means::Systemd),
        Err(_) if session::is_desktop() => Ok(Means::Desktop),
        Err(reason) => Err(Obstacle::NoUserManager(reason)),
    }
}

/// Whether the service is installed for this home. Calls the system's tool; takes a few milliseconds.
#[must_use]
pub fn state(home: &Home) -> Autostart {
    let (name, tag) = (name(home), stamp::tag(home));
    let on = match means() {
        Err(obstacle) => return Autostart::NotHere(obstacle),
        Ok(Means::Systemd) => systemctl::is_on(&name, &tag),
        Ok(Means::Desktop) => session::is_on(&name, &tag),
        Ok(Means::Launchd) => launchctl::is_on(&name, &tag),
        Ok(Means::Task) => schtasks::is_on(&name, &tag),
    };
    if on { Autostart::On } else { Autostart::Off }
}

/// Installs the service for this home and starts it; an older installation of ours is replaced. Takes up to a minute.
///
/// # Errors
/// See [`AutostartError`].
pub fn install(home: &Home, _permit: Permit) -> Result<(), AutostartError> {
    let means = means().map_err(AutostartError::NotHere)?;
    let job = Job::new(home, &program()?)?;
    match means {
        Means::Systemd => systemctl::install(&job, home),
        Means::Desktop => session::install(&job, home),
        Means::Launchd => launchctl::install(&job, home),
        Means::Task => schtasks::install(&job, home),
    }
    .inspect(|()| log::event(Event::ServiceInstalled))
}

/// Stops the service of this home and removes it. What was not installed is removed already. A file that a person has
/// changed is switched off and stays where it is.
///
/// # Errors
/// See [`AutostartError`].
pub fn remove(home: &Home, _permit: Permit) -> Result<(), AutostartError> {
    let (name, tag) = (name(home), stamp::tag(home));
    match means().map_err(AutostartError::NotHere)? {
        Means::Systemd => systemctl::remove(&name, &tag),
        Means::Desktop => session::remove(&name, &tag, home),
        Means::Launchd => launchctl::remove(&name, &tag),
        Means::Task => schtasks::remove(&name, &tag, home),
    }
    .inspect(|()| log::event(Event::ServiceRemoved))
}

/// Whether a service of this home runs now, whoever started it.
#[must_use]
pub fn is_running(home: &Home) -> bool {
    is_locked(&home.service_lock())
}

fn is_own(home: &Home) -> bool {
    Home::of_user().is_ok_and(|own| own == *home)
}

fn name(home: &Home) -> String {
    if is_own(home) { "mailkey".into() } else { format!("mailkey-{}", stamp::tag(home)) }
}

/// `mailkeyctl` beside the running program.
fn program() -> Result<PathBuf, AutostartError> {
    let name = format!("mailkeyctl{}", std::env::consts::EXE_SUFFIX);
    let running = std::env::current_exe()
        .map_err(|error| AutostartError::File { path: name.clone().into(), reason: error.to_string() })?;
    let program = running.with_file_name(name);
    if program.is_file() { Ok(program) } else { Err(AutostartError::NoProgram(program)) }
}

/// Text inside an XML element.
fn xml(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('\n', "&#10;").replace('\t', "&#9;").replace('\r', "&#13;")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a path may hold.
    pub const ODD: [&str; 12] = [
        "plain",
        "two  blanks",
        "100 %h %% %",
        "$HOME ${HOME} $$ $",
        "back\\slash\\",
        "\"quoted\" 'single' `tick`",
        "Účetní/příliš žluťoučký",
        "a;b & c <d> --e ]]> {f}",
        "line\nbreak\ttab",
        "#hash",
        "\u{1}\u{7f}\u{85}",
        "\\\"",
    ];

    pub fn job(odd: &str) -> Job {
        Job {
            name: "mailkey-0123".into(),
            home: "0123456789abcdef".into(),
            program: format!("/opt/{odd}/mailkeyctl"),
            arguments: vec!["serve".into(), "--home".into(), format!("/srv/{odd}")],
            environment: vec![("XDG_STATE_HOME".into(), format!("/var/{odd}"))],
        }
    }

    /// The texts of all elements with this name, read as XML by a parser that is not ours.
    pub fn text_of(xml: &str, name: &str) -> Vec<String> {
        let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
        let document = roxmltree::Document::parse_with_options(xml, options).unwrap_or_else(|e| panic!("{e}: {xml}"));
        let found = document.descendants().filter(|node| node.tag_name().name() == name);
        found.map(|node| node.text().unwrap_or_default().to_owned()).collect()
    }

    #[test]
    fn a_home_of_its_own_has_a_service_of_its_own() {
        let folder = tempfile::tempdir().expect("a folder");
        let home = Home::at(folder.path());
        let job = Job::new(&home, Path::new("/usr/bin/mailkeyctl")).expect("text");
        assert_eq!(job.name, format!("mailkey-{}", job.home));
        assert_eq!(job.arguments, ["serve", "--home", home.config_dir().to_str().expect("text")]);
        let own = Job::new(&Home::of_user().expect("a home"), Path::new("/usr/bin/mailkeyctl")).expect("text");
        assert_eq!((own.name.as_str(), own.arguments), ("mailkey", vec!["serve".to_owned()]));
    }

    #[cfg(unix)]
    #[test]
    fn a_path_that_is_no_text_is_refused() {
        use std::os::unix::ffi::OsStrExt as _;
        let odd = Path::new(std::ffi::OsStr::from_bytes(b"/opt/\xff/mailkeyctl"));
        let home = Home::of_user().expect("a home");
        assert_eq!(Job::new(&home, odd), Err(AutostartError::Path(odd.to_owned())));
    }
}
