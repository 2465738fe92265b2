//! What the fuzz targets share: each failure must have words, and no secret may be in them.

use std::sync::{Arc, LazyLock};

use mailkey::error::Error;
use mailkey::i18n::Lang;
use mailkey::mail::fuzzing::{TOKEN, conversation};
use mailkey::mail::{Login, MailError};
use mailkey::words;

/// The most that a failure may say, in bytes: no answer of a server may grow without end.
const MOST: usize = 20_000;

/// A runtime whose time stands still while there is work and jumps where somebody waits: nothing can hang for long.
fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().expect("a runtime")
}

/// Runs something to its end.
pub fn run<T>(work: impl Future<Output = T>) -> T {
    thread_local! {
        static RUNTIME: tokio::runtime::Runtime = runtime();
    }
    RUNTIME.with(|runtime| runtime.block_on(work))
}

/// That there is a cause and a cure, in both languages, of a bounded length, and without the token.
pub fn has_a_cause(error: impl Into<Error>) {
    let error = error.into();
    for lang in [Lang::En, Lang::Cs] {
        let words = words::explain(&error, lang);
        assert!(!words.what.trim().is_empty() && !words.cure.trim().is_empty(), "no words for {error:?}");
        let said = words.to_string();
        assert!(said.len() < MOST, "{} bytes for {error}", said.len());
        assert!(!said.contains(TOKEN), "the token is in the words");
        assert!(!said.chars().any(|c| c.is_control() && c != '\n'), "control characters: {said:?}");
    }
    let logged = format!("{error} {error:?}");
    assert!(!logged.contains(TOKEN), "the token is in the log");
}

static TLS: LazyLock<Arc<rustls::ClientConfig>> =
    LazyLock::new(|| mailkey::tls::client_config(None).expect("the system's certificates"));

/// Logs in with the token.
pub fn oauth() -> Login {
    Login::OAuth { user: "recepce@example.com".into(), token: TOKEN.into() }
}

/// Logs in with a password.
pub fn password() -> Login {
    Login::Password { user: "recepce@example.com".into(), password: TOKEN.into() }
}

/// A conversation with a server that says all of this.
pub fn talk(protocol: mailkey::account::Protocol, login: &Login, said: &[u8]) -> Result<(), MailError> {
    let ended = run(conversation(protocol, login, &TLS, said));
    if let Err(error) = &ended {
        has_a_cause(error.clone());
    }
    ended
}
