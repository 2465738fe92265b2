//! The command line: arguments → a verb of the engine → text or JSON.
//!
//! Protects: data goes to standard output, words to standard error; exit status 0 done, 1 failed (with cause and cure),
//! 2 wrong usage; no secret is an argument. Leaves to others: everything that the verbs do.

/// As the standard library's, but a terminal that is gone (a dropped connection) is no reason to end in mid-work.
macro_rules! eprintln {
    ($($words:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stderr(), $($words)*);
    }};
}

mod admin;
mod args;
mod cause;
mod event;
mod guide;
mod interruption;
mod log;
mod output;
mod paste;
mod ready;
mod serve;
mod service;
mod settings;
mod status;
mod test;
mod tokens;

use std::process::ExitCode;

use clap::Parser as _;
use secrecy::{ExposeSecret as _, SecretString};

use self::admin::Entered;
use self::args::{Args, SecretArg, SecretVerb, Verb};
use self::interruption::{insistence, interrupted, interruption};
use self::output::Output;
use crate::account::{AccountId, EmailAddress, Protocol, Settings};
use crate::engine::{Engine, SecretName};
use crate::error::Error;
use crate::home::Home;
use crate::i18n::Lang;
use crate::log::{Event, Program};
use crate::words::{self, explain, invalid};
use crate::{demo, secrets, tr};

/// Why a verb ended without success.
enum Failure {
    /// It failed: status 1.
    Failed(Error),
    /// It failed with words of its own: status 1.
    Said(String),
    /// It was called wrongly: status 2.
    Usage(String),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

type Outcome = Result<(), Failure>;

/// Runs the command line; the program's whole life.
#[must_use]
pub fn run() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Help and version go to standard output with status 0, mistakes to standard error with status 2.
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let home = match home(args.home.as_deref()) {
        Ok(home) => home,
        Err(error) => {
            eprintln!("mailkeyctl: {}", explain(&error, args.lang.unwrap_or_else(Lang::of_system)));
            return ExitCode::FAILURE;
        }
    };
    let program = if matches!(args.verb, Verb::Serve { .. }) { Program::Service } else { Program::Command };
    crate::log::start(&home, program, words::LogWords::new(&home));
    let engine = Engine::new(home, secrets::keyring());
    let stored = engine.settings();
    let lang = args.lang.unwrap_or_else(|| Lang::of(stored.map(|s: Settings| s.language).unwrap_or_default()));
    let output = Output { lang, json: args.json };
    let (lasting, protocol, has_events) = (args.verb.lasts(), args.verb.protocol(), args.verb.has_events());
    let done = Entered::ask(&engine, &args.verb, args.password_stdin, lang).and_then(|entered| {
        let work = until_interrupted(&engine, args.verb, entered, args.lang, &output);
        block_on(lasting, work)
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Failed(error)) => {
            if !has_events {
                let whose = cause::whose(&engine, protocol);
                crate::log::event(Event::CommandFailed { why: error.clone(), whose });
            }
            eprintln!("mailkeyctl: {}", cause::text(&cause::of(&error, &engine, protocol, lang), lang));
            ExitCode::FAILURE
        }
        Err(Failure::Said(words)) => {
            eprintln!("mailkeyctl: {words}");
            ExitCode::FAILURE
        }
        Err(Failure::Usage(words)) => {
            eprintln!("mailkeyctl: {words}");
            ExitCode::from(2)
        }
    }
}

/// The home of `--home`, of `MAILKEY_HOME`, or the platform's.
///
/// # Errors
/// The system names no home folder.
pub fn home(folder: Option<&std::path::Path>) -> Result<Home, Error> {
    let folder = folder.map(std::path::Path::to_owned);
    let folder = folder.or_else(|| std::env::var_os("MAILKEY_HOME").filter(|v| !v.is_empty()).map(Into::into));
    match folder {
        Some(folder) => Ok(Home::at(&folder)),
        None => Home::of_user().map_err(|error| Error::home(std::path::Path::new("~"), &error)),
    }
}

/// What runs for weeks makes do with one thread.
fn block_on(lasting: bool, work: impl Future<Output = Outcome>) -> Outcome {
    use tokio::runtime::Builder;
    let mut builder = if lasting { Builder::new_current_thread() } else { Builder::new_multi_thread() };
    match builder.worker_threads(2).enable_all().build() {
        Ok(runtime) => {
            let outcome = runtime.block_on(work);
            // A thread that waits for a keyring or a browser must not keep the program from ending.
            runtime.shutdown_timeout(std::time::Duration::from_millis(200));
            outcome
        }
        Err(error) => Err(Failure::Said(error.to_string())),
    }
}

/// Runs a verb. When it is interrupted, what must not be cut off (a renewal whose answer is not stored yet) still ends
/// first; who interrupts it a second time does not wait.
async fn until_interrupted(
    engine: &Engine,
    verb: Verb,
    entered: Entered,
    lang: Option<Lang>,
    output: &Output,
) -> Outcome {
    // An interruption is how these end: for them it is no failure.
    if verb.lasts() {
        return dispatch(engine, verb, entered, lang, output).await;
    }
    // Caught from the start, except where a person is asked first: the system interrupts that, as ever.
    let first = if verb.asks() { None } else { interruption().ok() };
    let first = async {
        match first {
            Some(interruption) => interruption.await,
            None => interrupted().await,
        }
    };
    let work = async {
        let outcome = dispatch(engine, verb, entered, lang, output).await;
        // A renewed token that the keyring did not take gets its last chance here.
        engine.settle().await;
        outcome
    };
    tokio::pin!(work);
    tokio::select! {
        biased;
        outcome = &mut work => return outcome,
        () = first => {}
    }
    if engine.must_finish() {
        // It is done all the same, so what is said must be how it ended.
        tokio::select! {
            outcome = &mut work => return outcome,
            () = insistence() => {}
        }
    }
    Err(Failure::Said(tr!(output.lang, "cli-cancelled")))
}

/// `lang` is the language that was named on the command line.
async fn dispatch(engine: &Engine, verb: Verb, mut entered: Entered, lang: Option<Lang>, output: &Output) -> Outcome {
    entered.unlock(engine, &verb).await?;
    match verb {
        Verb::Status { watch: false } => status::once(engine, output),
        Verb::Status { watch: true } => status::watch(engine, output).await,
        Verb::Serve { json_log } => serve::run(engine, lang, json_log, output).await,
        Verb::Service { verb } => service::run(engine, verb, output).await,
        Verb::Settings { verb } => settings::run(engine, verb, output).await,
        Verb::Token { verb } => tokens::run(engine, verb, output).await,
        Verb::Secret { verb } => secret(engine, verb, output).await,
        Verb::Send { to, subject, body } => send(engine, &to, subject, body, output).await,
        Verb::Check => check(engine, output).await,
        Verb::Test { protocol, send_to } => test::run(engine, protocol.into(), send_to, output).await,
        Verb::Guide { provider, sign_in, powershell, az } => {
            guide::show(engine, provider, sign_in, guide::way(powershell, az), output)
        }
        Verb::Admin { verb } => admin::run(engine, verb, entered, output).await,
        Verb::Log(args) => self::log::run(engine, args, output).await,
        Verb::Demo => demo(output).await,
    }
}

async fn send(engine: &Engine, to: &str, subject: Option<String>, body: Option<String>, output: &Output) -> Outcome {
    let lang = output.lang;
    let to: EmailAddress = to.parse().map_err(|why| Failure::Usage(format!("--to {to}: {}", invalid(&why, lang))))?;
    let subject = subject.unwrap_or_else(|| tr!(lang, "cli-send-subject"));
    let body = body.unwrap_or_else(|| tr!(lang, "cli-send-body"));
    let sent = engine.send(to.clone(), subject, body).await?;
    output.say(&tr!(lang, "cli-sent", to = to.to_string(), server = sent.sent.server.clone()));
    output.data(
        &sent.sent.reply,
        || serde_json::json!({"server": sent.sent.server, "reply": sent.sent.reply, "message_id": sent.message_id}),
    );
    Ok(())
}

async fn check(engine: &Engine, output: &Output) -> Outcome {
    let checked = engine.check().await?;
    output.data(&output::mailbox(&checked, output.lang), || output::mailbox_json(&checked));
    Ok(())
}

async fn secret(engine: &Engine, verb: SecretVerb, output: &Output) -> Outcome {
    let name = |secret: SecretArg| match secret {
        SecretArg::SmtpPassword => SecretName::Password(Protocol::Smtp),
        SecretArg::PopPassword => SecretName::Password(Protocol::Pop),
        SecretArg::SmtpClientSecret => SecretName::ClientSecret(AccountId::SMTP),
        SecretArg::PopClientSecret => SecretName::ClientSecret(AccountId::POP),
    };
    match verb {
        SecretVerb::Set { secret } => {
            let value =
                output::read_secret(&tr!(output.lang, "cli-secret-prompt"), &tr!(output.lang, "cli-secret-pem"))
                    .map_err(|error| Failure::Said(tr!(output.lang, "cli-stdin", reason = error.to_string())))?;
            if value.expose_secret().trim().is_empty() {
                return Err(Failure::Said(tr!(output.lang, "cli-secret-empty")));
            }
            engine.set_secret(name(secret), value).await?;
            output.say(&tr!(output.lang, "cli-secret-set"));
        }
        SecretVerb::Delete { secret } => {
            engine.set_secret(name(secret), SecretString::default()).await?;
            output.say(&tr!(output.lang, "cli-secret-deleted"));
        }
    }
    Ok(())
}

async fn demo(output: &Output) -> Outcome {
    let failed = |error: std::io::Error| Failure::Said(error.to_string());
    let folder = tempfile::Builder::new().prefix("mailkey-demo").tempdir().map_err(failed)?;
    let practice = demo::Practice::start(folder.path(), demo::Options::default()).await.map_err(failed)?;
    let settings = practice.settings();
    // Before anybody can read that it runs, and then end it.
    let interruption = interruption().map_err(failed)?;
    output.say(&tr!(output.lang, "cli-demo-running"));
    output.data(crate::settings::to_toml(&settings).trim_end(), || settings::json(&settings));
    interruption.await;
    Ok(())
}
