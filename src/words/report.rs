//! A test as one text: for the clipboard, a file, an e-mail to whoever helps.
//!
//! Protects: it holds what somebody elsewhere needs to understand the failure, and no secret: settings hold none, and
//! what a server wrote is cleaned where it comes in. Leaves to others: the words of each part.

use std::fmt::Write as _;

use super::when::full;
use super::{Explanation, explain, found, link_name, protocol_name};
use crate::account::{Protocol, Settings};
use crate::engine::{Broken, TestReport};
use crate::i18n::Lang;
use crate::settings::{KEYS, Key, names};
use crate::tr;

/// Why a test broke, and what helps; `None` when it did not.
#[must_use]
pub fn broken(report: &TestReport, lang: Lang) -> Option<Explanation> {
    let Broken { error, .. } = report.broken.as_ref()?;
    Some(explain(error, lang))
}

/// The whole test.
#[must_use]
pub fn report(report: &TestReport, lang: Lang) -> String {
    let protocol = protocol_name(report.protocol);
    let mut text = tr!(lang, "report-title", protocol = protocol, time = full(report.begun_at, lang));
    let system = format!("{} {}", std::env::consts::OS, std::env::consts::ARCH);
    let _ = write!(text, "\nMailkey {}, {system}\n", env!("CARGO_PKG_VERSION"));
    for holds in &report.links {
        let name = link_name(holds.link, report.protocol, lang);
        let cost = cost(holds.took, holds.round_trips, lang);
        let _ = write!(text, "\n✓ {name}: {} ({cost})", found(&holds.found, lang));
    }
    if let (Some(broken), Some(cause)) = (&report.broken, self::broken(report, lang)) {
        let name = link_name(broken.link, report.protocol, lang);
        let _ = write!(text, "\n✗ {name} ({})\n", cost(broken.took, broken.round_trips, lang));
        let _ = write!(text, "\n{}\n{}\n", tr!(lang, "report-cause"), cause.what);
        let _ = write!(text, "\n{}\n{}\n", tr!(lang, "report-cure"), cause.cure);
    } else {
        let _ = write!(text, "\n\n{}", tr!(lang, "cli-test-holds"));
    }
    if let Some(settings) = &report.settings {
        let _ = write!(text, "\n\n{}", tr!(lang, "report-settings"));
        for key in KEYS.iter().filter(|key| matters(key, report.protocol, settings)) {
            let _ = write!(text, "\n{} = {}", key.name, key.get(settings));
        }
    }
    text
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
    let of_tab = format!("{protocol}.");
    let tab = settings.account_id(protocol).tab();
    let of_account = names::ACCOUNT.iter().any(|name| name(tab) == key.name);
    let of_other_account = key.name.contains(".oauth2.") && !of_account;
    let shown = key.name.starts_with(&of_tab) && !of_other_account;
    (shown || of_account || key.name == "extra_ca") && !key.get(settings).to_string().is_empty()
}
