//! A failure at the end of a verb: the cause, the cure, what helps, and what the other side said.
//!
//! Protects: it is the same diagnosis as in the window and in `test`; what can be copied stands alone on its line. Leaves
//! to others: the diagnosis ([`crate::diagnosis`]) and its words.

use crate::account::{Method, Protocol};
use crate::diagnosis::About;
use crate::engine::Engine;
use crate::error::Error;
use crate::i18n::Lang;
use crate::log::Whose;
use crate::tr;
use crate::words::{Explanation, explain_about, helps};

/// Why a verb failed; `protocol` is whose token it needed.
pub fn of(error: &Error, engine: &Engine, protocol: Option<Protocol>, lang: Lang) -> Explanation {
    let settings = engine.settings().ok();
    let Whose { protocol, token_held } = whose(engine, protocol);
    explain_about(error, &About { settings: settings.as_ref(), protocol, token_held }, lang)
}

/// The same for the log.
pub fn whose(engine: &Engine, protocol: Option<Protocol>) -> Whose {
    let settings = engine.settings().ok();
    let token_held = settings.as_ref().zip(protocol).is_some_and(|(settings, protocol)| {
        settings.method(protocol) == Method::OAuth2 && engine.status().of(protocol).is_good_for(protocol)
    });
    Whose { protocol, token_held }
}

/// All that is said of it.
pub fn text(cause: &Explanation, lang: Lang) -> String {
    let mut text = cause.to_string();
    for help in helps(cause, lang) {
        text.push('\n');
        text.push_str(&help);
    }
    if let Some(raw) = cause.raw.as_ref().filter(|raw| !cause.what.contains(raw.as_str())) {
        text.push('\n');
        text.push_str(&tr!(lang, "helps-raw", raw = raw.clone()));
    }
    text
}
