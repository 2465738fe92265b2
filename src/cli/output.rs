//! Where text and JSON go, and how a mailbox looks as text.

use std::io::{self, IsTerminal, Read, Write};

use secrecy::SecretString;
use zeroize::Zeroizing;

use crate::engine::Checked;
use crate::i18n::Lang;
use crate::oauth::Certificate;
use crate::tr;

/// How to talk.
pub struct Output {
    /// The language.
    pub lang: Lang,
    /// Whether data is one JSON object.
    pub json: bool,
}

impl Output {
    /// Words: standard error, so that data can be piped on.
    #[expect(clippy::unused_self, reason = "everything said goes through one value, as data does")]
    pub fn say(&self, words: &str) {
        eprintln!("{words}");
    }

    /// Data: standard output, as text or as JSON. A reader that went away (`| head`) is no error.
    pub fn data(&self, text: &str, json: impl FnOnce() -> serde_json::Value) {
        let line = if self.json { json().to_string() } else { text.to_owned() };
        print_line(&line);
    }
}

/// One line on standard output, at once: whoever reads it may be waiting for it.
pub fn print_line(line: &str) {
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// Text that must be seen: bold where a terminal shows it.
pub fn strong(text: &str, on_stderr: bool) -> String {
    let terminal = if on_stderr { io::stderr().is_terminal() } else { io::stdout().is_terminal() };
    if terminal { format!("\x1b[1m{text}\x1b[0m") } else { text.to_owned() }
}

/// Reads a secret from standard input up to its end. At a terminal its first line is enough, unless that begins a PEM text
/// of several lines; `pem_prompt` says then how to end it.
pub fn read_secret(prompt: &str, pem_prompt: &str) -> io::Result<SecretString> {
    let mut text = Zeroizing::new(String::new());
    let stdin = io::stdin();
    if stdin.is_terminal() {
        eprint!("{prompt} ");
        let _ = stdin.read_line(&mut text)?;
        if Certificate::is_pem(&text) {
            eprintln!("{pem_prompt}");
            let _ = stdin.take(64 * 1024).read_to_string(&mut text)?;
        }
    } else {
        let _ = stdin.take(64 * 1024).read_to_string(&mut text)?;
    }
    Ok(SecretString::from(text.trim()))
}

/// A question with yes or no; `None` where nobody can be asked.
pub fn ask(question: &str) -> Option<bool> {
    let stdin = io::stdin();
    if !stdin.is_terminal() {
        return None;
    }
    eprint!("{question} ");
    let mut answer = String::new();
    let _ = stdin.read_line(&mut answer).ok()?;
    let answer = answer.trim().to_lowercase();
    Some(["y", "yes", "a", "ano"].contains(&answer.as_str()))
}

/// A mailbox as text.
pub fn mailbox(checked: &Checked, lang: Lang) -> String {
    let mut text = tr!(lang, "cli-messages", count = checked.mailbox.messages);
    for header in &checked.mailbox.newest {
        let date =
            header.date.map(|date| date.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string());
        text.push_str(&format!("\n{:16}  {}  {}", date.unwrap_or_default(), header.from, header.subject));
    }
    text
}

/// A time as JSON shows it: RFC 3339, UTC, whole seconds.
pub fn time(time: jiff::Timestamp) -> String {
    jiff::Timestamp::from_second(time.as_second()).unwrap_or(time).to_string()
}

/// A mailbox as JSON.
pub fn mailbox_json(checked: &Checked) -> serde_json::Value {
    let mailbox = &checked.mailbox;
    let newest: Vec<_> = mailbox
        .newest
        .iter()
        .map(|header| {
            serde_json::json!({
                "number": header.number,
                "from": header.from,
                "subject": header.subject,
                "date": header.date.map(time),
                "size": header.size,
            })
        })
        .collect();
    serde_json::json!({
        "messages": mailbox.messages,
        "bytes": mailbox.bytes,
        "newest": newest,
        "server": mailbox.server,
        "checked_at": time(checked.checked_at),
    })
}
