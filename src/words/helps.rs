//! What helps, as lines of text: for the command line and for reports, where nothing can be clicked.
//!
//! Protects: what is to be copied stands alone on its line. Leaves to others: what helps ([`crate::diagnosis`]).

use super::{Explanation, protocol_name};
use crate::diagnosis::{Action, CopyWhat};
use crate::i18n::Lang;
use crate::tr;

/// What helps with a failure, each as a line that says what it is and under it what to run, open or hand on; without what
/// the cure says already, and no link twice.
#[must_use]
pub fn helps(cause: &Explanation, lang: Lang) -> Vec<String> {
    new_helps(cause).map(|action| help(action, lang)).collect()
}

/// What is to be copied, each with what it is: for the log, whose cures speak of it.
#[must_use]
pub fn to_copy(cause: &Explanation, lang: Lang) -> Vec<String> {
    let copied = new_helps(cause).filter(|action| matches!(action, Action::Copy { .. }));
    copied.map(|action| help(action, lang).replace('\n', " ")).collect()
}

fn new_helps(cause: &Explanation) -> impl Iterator<Item = &Action> {
    let told = |text: &str| cause.cure.contains(text);
    let handed_on = |address: &str| {
        cause.actions.iter().any(|action| matches!(action, Action::Copy { text, .. } if text.as_str() == address))
    };
    let new = move |action: &&Action| match action {
        Action::Copy { text, .. } => !told(text),
        Action::Open(address) => !told(address) && !handed_on(address),
        Action::Field(key) => !told(key),
        Action::GetToken(_) => !told("mailkeyctl token get"),
        Action::DeleteToken(_) => !told("mailkeyctl token delete"),
    };
    cause.actions.iter().filter(new)
}

fn help(action: &Action, lang: Lang) -> String {
    let (what, text) = match action {
        Action::Copy { what: CopyWhat::Exchange, text } => (tr!(lang, "helps-exchange"), text.clone()),
        Action::Copy { what: CopyWhat::ExchangeMailbox, text } => (tr!(lang, "cause-exchange-mailbox"), text.clone()),
        Action::Copy { what: CopyWhat::ExchangeOrganization, text } => {
            (tr!(lang, "cause-exchange-organization"), text.clone())
        }
        Action::Copy { what: CopyWhat::Link, text } => (tr!(lang, "helps-link"), text.clone()),
        Action::Copy { what: CopyWhat::RedirectUri, text } => (tr!(lang, "helps-redirect"), text.clone()),
        Action::Open(address) => (tr!(lang, "helps-page"), address.clone()),
        Action::Field(key) => (tr!(lang, "helps-field"), field(key)),
        Action::GetToken(of) => {
            (tr!(lang, "helps-get", protocol = protocol_name(*of)), format!("mailkeyctl token get {of}"))
        }
        Action::DeleteToken(of) => {
            (tr!(lang, "helps-delete", protocol = protocol_name(*of)), format!("mailkeyctl token delete {of}"))
        }
    };
    format!("{what}\n{text}")
}

fn field(key: &str) -> String {
    if key.ends_with(".password") || key.ends_with(".client_secret") {
        format!("mailkeyctl secret set {key}")
    } else {
        format!("mailkeyctl settings set {key} …")
    }
}
