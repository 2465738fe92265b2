//! A test as one text: for the clipboard, a file, an e-mail to whoever helps.
//!
//! Protects: it holds what somebody elsewhere needs to understand the failure, and no secret: settings hold none, what a
//! server wrote is cleaned where it is put into words, and the whole text passes the last net ([`crate::log::net`]).
//! Leaves to others: the words of each part.

use std::fmt::Write as _;

use super::when::full;
use super::{Explanation, explain_about, found, helps, link_name, protocol_name};
use crate::account::{Method, Protocol, Settings};
use crate::chain::{Found, Link};
use crate::diagnosis::About;
use crate::engine::{Broken, TestReport};
use crate::error::Error;
use crate::i18n::Lang;
use crate::log::net;
use crate::settings::{KEYS, Key, names};
use crate::tr;

/// Why a test broke, and what helps; `None` when it did not.
#[must_use]
pub fn broken(report: &TestReport, lang: Lang) -> Option<Explanation> {
    let Broken { error, .. } = report.broken.as_ref()?;
    // A message that POP is tested with goes out through SMTP, and its arrival is seen through POP.
    let protocol = match error {
        Error::Mail(error) => error.protocol,
        _ => report.protocol,
    };
    let settings = report.settings.as_deref();
    let about = About { settings, protocol: Some(protocol), token_held: report.token_held };
    Some(explain_about(error, &about, lang))
}

/// What is not as it should be although no link broke.
#[must_use]
pub fn test_warning(report: &TestReport, lang: Lang) -> Option<String> {
    let primary = report.links.iter().find_map(|holds| match &holds.found {
        Found::Connect { instead_of, .. } => instead_of.as_deref(),
        _ => None,
    });
    primary.filter(|_| report.broken.is_none()).map(|primary| tr!(lang, "test-by-secondary", primary = primary))
}

/// That the test's end was reached, with what is not as it should be.
#[must_use]
pub fn test_holds(report: &TestReport, lang: Lang) -> String {
    match test_warning(report, lang) {
        Some(warning) => format!("{}. {warning}", tr!(lang, "test-secondary")),
        None => tr!(lang, "cli-test-holds"),
    }
}

/// Whether what was found proves that all is well, and not only that nothing is wrong.
#[must_use]
pub fn proves(found: &Found) -> bool {
    !matches!(found, Found::ArrivesElsewhere | Found::Unprotected | Found::Connect { instead_of: Some(_), .. })
}

/// The whole test.
#[must_use]
pub fn report(report: &TestReport, lang: Lang) -> String {
    whole(report, test_holds(report, lang), lang)
}

/// That a person ended a test, at this link where one was being looked at.
#[must_use]
pub fn cancelled(at: Option<Link>, lang: Lang) -> String {
    match at {
        Some(Link::Message) => format!("{} {}", tr!(lang, "test-cancelled"), tr!(lang, "cancelled-sending")),
        _ => tr!(lang, "test-cancelled"),
    }
}

/// A test that a person ended, at this link where one was being looked at.
#[must_use]
pub fn cancelled_report(report: &TestReport, at: Option<Link>, lang: Lang) -> String {
    let ended = cancelled(at, lang);
    let at = at.map(|link| link_name(link, report.protocol, lang));
    let at = at.map(|name| format!("– {name}: {}\n\n", tr!(lang, "test-cancelled-here")));
    whole(report, at.unwrap_or_default() + &ended, lang)
}

/// The test's text; `ended` is what is said where nothing broke.
fn whole(report: &TestReport, ended: String, lang: Lang) -> String {
    let protocol = protocol_name(report.protocol);
    let mut text = tr!(lang, "report-title", protocol = protocol, time = full(report.begun_at, lang));
    let system = format!("{} {}", std::env::consts::OS, std::env::consts::ARCH);
    let _ = write!(text, "\nMailkey {}, {system}\n", env!("CARGO_PKG_VERSION"));
    for holds in &report.links {
        let name = link_name(holds.link, report.protocol, lang);
        let cost = cost(holds.took, holds.round_trips, lang);
        let sign = if proves(&holds.found) { '✓' } else { '–' };
        let _ = write!(text, "\n{sign} {name}: {}", found(&holds.found, lang));
        // For whoever knows such names; on the screen it would only be in the way.
        if let Found::Tls { cipher, .. } = &holds.found {
            let _ = write!(text, "; {cipher}");
        }
        let _ = write!(text, " ({cost})");
    }
    if let (Some(broken), Some(cause)) = (&report.broken, self::broken(report, lang)) {
        let name = link_name(broken.link, report.protocol, lang);
        let _ = write!(text, "\n✗ {name} ({})\n", cost(broken.took, broken.round_trips, lang));
        let _ = write!(text, "\n{}\n{}\n", tr!(lang, "report-cause"), cause.what);
        let _ = write!(text, "\n{}\n{}\n", tr!(lang, "report-help"), cause.cure);
        for help in helps(&cause, lang) {
            let _ = writeln!(text, "{help}");
        }
        if let Some(raw) = &cause.raw {
            let _ = write!(text, "\n{}\n{raw}\n", tr!(lang, "report-raw"));
        }
        let _ = write!(text, "\n{}", tr!(lang, "report-id", id = cause.id));
    } else {
        let _ = write!(text, "\n\n{ended}");
    }
    if let Some(settings) = &report.settings {
        let _ = write!(text, "\n\n{}", tr!(lang, "report-settings"));
        for key in KEYS.iter().filter(|key| matters(key, report.protocol, settings)) {
            let _ = write!(text, "\n{} = {}", key.name, key.get(settings));
        }
    }
    net::clean_line(text)
}

fn cost(took: std::time::Duration, round_trips: u32, lang: Lang) -> String {
    let ms = format!("{}\u{a0}ms", took.as_millis());
    match round_trips {
        0 => ms,
        trips => format!("{ms}, {}", tr!(lang, "report-trips", count = trips)),
    }
}

/// Whether a setting says something about this test: those of the tab, of the account that it uses, and of the whole
/// computer; not what is empty.
fn matters(key: &Key, protocol: Protocol, settings: &Settings) -> bool {
    let tab = settings.account_id(protocol).tab();
    let shown = if key.name.contains(".oauth2.") {
        settings.method(protocol) == Method::OAuth2 && names::ACCOUNT.iter().any(|name| name(tab) == key.name)
    } else {
        key.name.starts_with(&format!("{protocol}.")) || key.name == "extra_ca"
    };
    shown && !key.get(settings).to_string().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chain::{Found, Holds, Link};

    #[test]
    fn a_secret_that_went_astray_is_not_in_it() {
        let secret = "vC4nWq9ZtB6yRk1HsD3pXe8U";
        net::learn_text(secret);
        let found = Found::Greeting(format!("welcome back, {secret}"));
        let links =
            vec![Holds { link: Link::Greeting, found, took: std::time::Duration::from_millis(7), round_trips: 1 }];
        let mut settings = Settings::default();
        // Entered into the wrong field.
        settings.smtp.sender_name = secret.parse().expect("a name");
        let report = TestReport {
            protocol: Protocol::Smtp,
            links,
            broken: None,
            token_held: true,
            settings: Some(Box::new(settings)),
            begun_at: jiff::Timestamp::UNIX_EPOCH,
        };
        let text = super::report(&report, Lang::En);
        assert!(text.contains("welcome back, ") && text.contains("smtp.sender_name = "), "{text}");
        assert!(!text.contains(secret), "{text}");
    }
}
