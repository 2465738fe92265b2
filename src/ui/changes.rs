//! What differs from what is stored, by name: for the bar, and for the questions before something is lost.
//!
//! Protects: a name says which tab it belongs to where it alone does not; the bar stays short however much was changed.
//! Leaves to others: going there.

use iced::Element;
use iced::widget::{Row, row};

use super::app::Message;
use super::context::Context;
use super::format;
use super::style::{self, Tone};
use super::theme::icon::Icon;
use super::theme::{size, space};
use super::widgets::{Kind, icon, key, small};
use crate::settings::Key;
use crate::{tr, words};

/// How many names the bar shows.
const SHOWN: usize = 3;

/// One field that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The setting or secret, which is the name of its field.
    pub key: &'static str,
    /// Its name, as it stands inside a sentence.
    pub name: String,
}

/// Every field that differs from what is stored, in the order of the tabs.
#[must_use]
pub fn all(context: Context<'_>) -> Vec<Change> {
    let settings = context.form.changed().into_iter();
    let secrets = context.form.secrets.pending().into_iter().map(|(which, _)| which.id());
    settings.chain(secrets).map(|key| Change { key, name: name(key, context) }).collect()
}

/// The name of a field; with its tab where both tabs have one of this name.
fn name(key: &'static str, context: Context<'_>) -> String {
    let name = format::inside(&words::key_name(key, context.lang));
    let (tab, counterpart) = match key.split_once('.') {
        Some(("smtp", rest)) => (tr!(context.lang, "win-tab-smtp"), format!("pop.{rest}")),
        Some(("pop", rest)) => (tr!(context.lang, "win-tab-pop"), format!("smtp.{rest}")),
        _ => return name,
    };
    let secret = key.ends_with(".password") || key.ends_with(".client_secret");
    let of_account = key.contains(".oauth2.") || key.ends_with(".client_secret");
    // The common account has no tab of its own, and the two servers have different names.
    let plain = key.ends_with(".server") || (of_account && context.form.is_common());
    if plain || !(secret || Key::find(&counterpart).is_some()) { name } else { format!("{name} ({tab})") }
}

/// All of them in one line.
#[must_use]
pub fn listed(context: Context<'_>) -> String {
    all(context).into_iter().map(|change| change.name).collect::<Vec<_>>().join(", ")
}

/// The bar's line: the first few names lead to their fields.
#[must_use]
pub fn line<'a>(context: Context<'_>) -> Element<'a, Message> {
    let mut all = all(context);
    let more = all.len().saturating_sub(SHOWN);
    // "And one more" is no shorter than the name itself.
    let shown = if more == 1 { all.len() } else { SHOWN.min(all.len()) };
    all.truncate(shown);
    let last = shown.saturating_sub(1);
    let names = all.into_iter().enumerate().map(|(at, change)| {
        let comma = if at == last { "" } else { "," };
        let label = format!("{}{comma}", change.name);
        key(label, Kind::Link, Some(Message::GoTo(change.key))).id(format!("change:{}", change.key)).into()
    });
    let more = (more > 1).then(|| small(tr!(context.lang, "bar-more", count = more)).style(style::plain));
    let later = context.locked.then(|| small(tr!(context.lang, "win-unsaved-later")).style(style::plain));
    let mark = icon(Icon::Dot, size::SIGN).style(style::toned(Tone::Warn));
    let head = row![mark, small(tr!(context.lang, "bar-unsaved")).style(style::plain)];
    let head = head.spacing(space::SMALL).align_y(iced::Center);
    Row::new().push(head).extend(names).push(more).push(later).spacing(space::SMALL).align_y(iced::Center).wrap().into()
}
