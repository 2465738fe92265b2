//! The administrator's password on the command line: asking for it, and `mailkeyctl admin …`.
//!
//! Protects: a password comes from a terminal that does not show it or from standard input, never from an argument or the
//! environment; where nobody can be asked, that is said at once. It is read before anything else is done, so that the
//! rest of standard input is the verb's own. Leaves to others: what is guarded (`Verb::guard`, and the engine, which
//! would refuse anyway).

use std::io::{self, BufRead as _, ErrorKind, IsTerminal as _, Read as _};

use secrecy::{ExposeSecret as _, SecretString};
use zeroize::Zeroizing;

use super::args::{AdminVerb, Guard, Verb};
use super::output::{Output, time};
use super::{Failure, Outcome};
use crate::admin::{self, AdminError, Lock, MAX_BYTES};
use crate::engine::Engine;
use crate::error::Error;
use crate::i18n::Lang;
use crate::tr;
use crate::words::explain;

/// What was entered before the verb began.
#[derive(Default)]
pub struct Entered {
    /// The password that is set.
    current: Option<SecretString>,
    /// The one that is to be set.
    new: Option<SecretString>,
}

impl Entered {
    /// Asks for what the verb needs. `stdin`: standard input begins with it.
    pub fn ask(engine: &Engine, verb: &Verb, stdin: bool, lang: Lang) -> Result<Self, Failure> {
        let (current, new) = verb.guard().passwords();
        let lock = engine.admin();
        if !stdin {
            possible(&lock, current, new)?;
        }
        let mut entered = Self::default();
        // The first line is the password's also where none is set: the next one must not become it.
        if current && (stdin || lock.is_locked() || new) {
            entered.current = Some(read(stdin, &tr!(lang, "cli-admin-prompt"), lang)?);
        }
        if new {
            let typed = read(stdin, &tr!(lang, "cli-admin-prompt-new"), lang)?;
            admin::check_new(&typed).map_err(Error::from)?;
            if !stdin {
                let again = read(stdin, &tr!(lang, "cli-admin-prompt-again"), lang)?;
                if again.expose_secret() != typed.expose_secret() {
                    return Err(Failure::Said(tr!(lang, "cli-admin-differ")));
                }
            }
            entered.new = Some(typed);
        }
        Ok(entered)
    }

    /// Unlocks the settings for a verb that asked.
    pub async fn unlock(&mut self, engine: &Engine, verb: &Verb) -> Result<(), Error> {
        match self.current.take_if(|_| verb.guard() == Guard::Asks) {
            Some(password) => engine.unlock(password).await,
            None => Ok(()),
        }
    }
}

/// Nobody should type a password that cannot help.
fn possible(lock: &Lock, current: bool, new: bool) -> Result<(), Error> {
    Err(match lock {
        Lock::Broken(error) if current || new => error.clone().into(),
        Lock::Locked { until: Some(until), .. } if current => AdminError::LockedOut { until: *until }.into(),
        Lock::Locked { .. } | Lock::Unlocked if new && !current => AdminError::AlreadySet.into(),
        Lock::Open if new && current => AdminError::NotSet.into(),
        _ => return Ok(()),
    })
}

fn read(stdin: bool, prompt: &str, lang: Lang) -> Result<SecretString, Failure> {
    // At a terminal a line of standard input would be shown.
    if stdin && !io::stdin().is_terminal() {
        return line(lang);
    }
    if !(io::stdin().is_terminal() || io::stderr().is_terminal()) {
        return Err(Error::from(AdminError::Locked).into());
    }
    match rpassword::prompt_password(format!("{prompt} ")) {
        Ok(password) => Ok(password.into()),
        Err(error) if matches!(error.kind(), ErrorKind::Interrupted | ErrorKind::UnexpectedEof) => {
            Err(Failure::Said(tr!(lang, "cli-cancelled")))
        }
        Err(error) => {
            tracing::warn!(%error, "the terminal could not be read");
            Err(Error::from(AdminError::Locked).into())
        }
    }
}

/// The next line of standard input, without what ends it and otherwise as it is.
fn line(lang: Lang) -> Result<SecretString, Failure> {
    let mut text = Zeroizing::new(String::new());
    let most = MAX_BYTES as u64 + 2;
    let read = io::stdin().lock().take(most).read_line(&mut text);
    let length = read.map_err(|error| Failure::Said(tr!(lang, "cli-stdin", reason = error.to_string())))?;
    let password = text.strip_suffix('\n').map_or(text.as_str(), |line| line.strip_suffix('\r').unwrap_or(line));
    if password.len() > MAX_BYTES || (length as u64 == most && !text.ends_with('\n')) {
        return Err(Error::from(AdminError::TooLong).into());
    }
    if password.is_empty() {
        return Err(Failure::Said(tr!(lang, "cli-admin-empty")));
    }
    Ok(password.into())
}

/// Runs `mailkeyctl admin …`.
pub async fn run(engine: &Engine, verb: AdminVerb, entered: Entered, output: &Output) -> Outcome {
    let lang = output.lang;
    let Entered { current, new } = entered;
    match (verb, current, new) {
        (AdminVerb::Status, _, _) => return status(&engine.admin(), output),
        (AdminVerb::Set | AdminVerb::Change, current, Some(new)) => {
            engine.set_password(current, new).await?;
            output.say(&tr!(lang, "cli-admin-set"));
        }
        (AdminVerb::Remove, Some(current), _) => {
            engine.remove_password(current).await?;
            output.say(&tr!(lang, "cli-admin-removed"));
        }
        (AdminVerb::Remove, None, _) => return Err(Error::from(AdminError::NotSet).into()),
        // `Entered::ask` gives the new one or fails.
        (AdminVerb::Set | AdminVerb::Change, _, None) => return Err(Error::from(AdminError::TooShort).into()),
    }
    if output.json { status(&engine.admin(), output) } else { Ok(()) }
}

fn status(lock: &Lock, output: &Output) -> Outcome {
    let lang = output.lang;
    let (state, words) = match lock {
        Lock::Open => ("open", tr!(lang, "cli-admin-open")),
        Lock::Unlocked => ("unlocked", tr!(lang, "cli-admin-unlocked")),
        Lock::Locked { until: Some(until), .. } => {
            ("locked", explain(&AdminError::LockedOut { until: *until }.into(), lang).to_string())
        }
        Lock::Locked { left, .. } => ("locked", {
            let left = *left;
            tr!(lang, "cli-admin-locked", left = left)
        }),
        Lock::Broken(error) => ("damaged", explain(&error.clone().into(), lang).to_string()),
    };
    let left = if let Lock::Locked { left, .. } = lock { Some(*left) } else { None };
    output.data(
        &words,
        || serde_json::json!({"state": state, "tries_left": left, "locked_until": lock.until().map(time)}),
    );
    Ok(())
}
