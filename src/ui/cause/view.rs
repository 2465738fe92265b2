//! How a cause box looks.
//!
//! Protects: the order is always cause, cure, what helps, what was said; long commands and addresses wrap and are never
//! cut. Leaves to others: what the keys do (`acts`).

use iced::widget::{Column, Row, column, container, text};
use iced::{Element, Fill};
use jiff::Timestamp;
use url::Url;

use super::super::context::Context;
use super::super::format::ago;
use super::super::style::{self, Tone};
use super::super::theme::icon::Icon;
use super::super::theme::{MEDIUM, space};
use super::super::widgets::{Kind, Value, body, copy_link, ends_top, key, key_icon, long_key, moment, notice, small};
use super::{Message, Place};
use crate::account::Protocol;
use crate::diagnosis::{About, Action, CopyWhat};
use crate::error::Error;
use crate::tr;
use crate::words::{self, Explanation};

/// What a server wrote may be longer than a line and have no spaces.
const WRAPPING: text::Wrapping = text::Wrapping::WordOrGlyph;

/// The causes whose raw text is the system's or a library's own.
const OF_THE_SYSTEM: [&str; 2] = ["keyring-other", "tls-other"];

/// A failure, to be shown.
#[derive(Debug)]
pub struct Cause {
    place: Place,
    words: Explanation,
    tone: Tone,
    when: Option<(&'static str, Timestamp)>,
}

impl Cause {
    /// Why something failed that concerns a protocol's account, or none.
    #[must_use]
    pub fn of(place: Place, error: &Error, context: Context<'_>, protocol: Option<Protocol>) -> Self {
        let token_held = protocol.is_some_and(|protocol| context.has_token(protocol));
        let about = About { settings: Some(context.form.stored()), protocol, token_held };
        Self::said(place, words::explain_about(error, &about, context.lang))
    }

    /// The same for words that are made already.
    #[must_use]
    pub fn said(place: Place, words: Explanation) -> Self {
        Self { place, words, tone: Tone::Danger, when: None }
    }

    /// With when it was; `id` names the time.
    #[must_use]
    pub fn at(self, id: &'static str, at: Timestamp) -> Self {
        Self { when: Some((id, at)), ..self }
    }

    /// In another tone: what failed now, and is tried again.
    #[must_use]
    pub fn tone(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }

    /// What has been true before something was changed: what helped then may be done already.
    #[must_use]
    pub fn past(self) -> Self {
        self.tone(Tone::Quiet).without(|action| matches!(action, Action::GetToken(_) | Action::DeleteToken(_)))
    }

    /// With a sentence more after the cure.
    #[must_use]
    pub fn and(mut self, words: &str) -> Self {
        let between = if self.words.cure.is_empty() { "" } else { " " };
        self.words.cure.push_str(between);
        self.words.cure.push_str(words);
        self
    }

    /// Without some of the actions: where what stands beside the box does them already.
    #[must_use]
    pub fn without(mut self, done_beside: impl Fn(&Action) -> bool) -> Self {
        self.words.actions.retain(|action| !done_beside(action));
        self
    }

    /// The box.
    #[must_use]
    pub fn view<'a, M: Clone + 'a>(
        self,
        context: Context<'_>,
        on: impl Fn(Message) -> M + 'a,
        close: Option<M>,
    ) -> Element<'a, M> {
        self.view_with(context, on, close, None)
    }

    /// The box with something more at its end.
    #[must_use]
    pub fn view_with<'a, M: Clone + 'a>(
        self,
        context: Context<'_>,
        on: impl Fn(Message) -> M + 'a,
        close: Option<M>,
        more: Option<Element<'a, M>>,
    ) -> Element<'a, M> {
        let Self { place, words, tone, when } = self;
        let lang = context.lang;
        let when = when.map(|(id, at)| {
            let say = move |now| tr!(lang, "when-it-was", when = ago(at, now, lang));
            moment(id, context.clock, lang, &[at], say, small)
        });
        let said = Column::new()
            .push(body(words.what).font(MEDIUM).style(style::toned(tone)).wrapping(WRAPPING))
            .push((!words.cure.is_empty()).then(|| small(words.cure).style(style::plain).wrapping(WRAPPING)))
            .push(when)
            .spacing(space::TINY)
            .width(Fill);
        let head: Element<'a, M> = match close {
            Some(close) => {
                let close = key(tr!(lang, "win-close"), Kind::Link, Some(close)).id(format!("{place}:close"));
                ends_top(said, close)
            }
            None => said.into(),
        };
        let inside = Inside { place, context };
        let parts = inside.actions(words.actions).into_iter().chain(words.raw.map(|raw| inside.raw(raw, words.id)));
        let parts: Vec<_> = parts.collect();
        let parts =
            (!parts.is_empty()).then(|| Element::from(Column::with_children(parts).spacing(space::SMALL)).map(on));
        notice(tone, Column::new().push(head).push(parts).push(more).spacing(space::SMALL))
    }
}

struct Inside<'c> {
    place: Place,
    context: Context<'c>,
}

impl Inside<'_> {
    /// What helps; keys that lead somewhere stand beside one another.
    fn actions<'a>(&self, actions: Vec<Action>) -> Vec<Element<'a, Message>> {
        let copies = |action: &Action| matches!(action, Action::Copy { .. });
        let numbered: Vec<_> = actions.into_iter().enumerate().collect();
        let together = numbered.chunk_by(|(_, one), (_, next)| !copies(one) && !copies(next));
        together
            .flat_map(|parts| match parts {
                [(at, Action::Copy { what, text })] => vec![self.copy(*at, *what, text)],
                parts => self.keys(parts),
            })
            .collect()
    }

    fn id(&self, at: usize) -> String {
        format!("{}:do-{at}", self.place)
    }

    fn copy<'a>(&self, at: usize, what: CopyWhat, words: &str) -> Element<'a, Message> {
        let lang = self.context.lang;
        // In a command a line that ends at a hyphen reads as one that has none.
        let wrapping = match what {
            CopyWhat::Exchange | CopyWhat::ExchangeMailbox | CopyWhat::ExchangeOrganization => text::Wrapping::Glyph,
            CopyWhat::Link | CopyWhat::RedirectUri => WRAPPING,
        };
        let what = match what {
            CopyWhat::ExchangeMailbox => tr!(lang, "cause-exchange-mailbox"),
            CopyWhat::ExchangeOrganization => tr!(lang, "cause-exchange-organization"),
            CopyWhat::Exchange => tr!(lang, "cause-exchange"),
            CopyWhat::Link => tr!(lang, "cause-link"),
            CopyWhat::RedirectUri => tr!(lang, "cause-redirect"),
        };
        column![small(what), self.quoted_as(words, self.id(at), wrapping)].spacing(space::TINY).into()
    }

    /// A text as it is, with the key that copies it.
    fn quoted<'a>(&self, words: &str, id: String) -> Element<'a, Message> {
        self.quoted_as(words, id, WRAPPING)
    }

    fn quoted_as<'a>(&self, words: &str, id: String, wrapping: text::Wrapping) -> Element<'a, Message> {
        let Self { place, context } = self;
        let shown = small(words.to_owned()).style(style::plain).wrapping(wrapping).width(Fill);
        let copied = context.causes.is_copied(place, words);
        let copy = Message::Copy(place, words.to_owned());
        let copy = copy_link("", tr!(context.lang, "win-copy"), copy, copied, context.lang).id(id);
        container(ends_top(shown, copy)).padding([8, 12]).width(Fill).style(style::group).into()
    }

    fn keys<'a>(&self, actions: &[(usize, Action)]) -> Vec<Element<'a, Message>> {
        let Self { place, context } = self;
        let (lang, usable) = (context.lang, !context.locked);
        let keys = actions.iter().filter_map(|(at, action)| {
            let key = match action {
                Action::Copy { .. } => return None,
                Action::Open(address) => {
                    let words = tr!(lang, "cause-open", host = host(address));
                    key_icon(words, Icon::External, Kind::Secondary, Some(Message::Open(place, address.clone())))
                }
                Action::Field(at) => {
                    let words = tr!(lang, "cause-go", name = words::key_name(at, lang));
                    long_key(words, Kind::Secondary, Some(Message::Go(at)))
                }
                Action::GetToken(protocol) => {
                    let get = usable.then_some(Message::GetToken(*protocol));
                    key(tr!(lang, "win-get-token"), Kind::Secondary, get)
                }
                Action::DeleteToken(protocol) => {
                    let delete = usable.then_some(Message::DeleteToken(*protocol));
                    key(tr!(lang, "cause-delete-token"), Kind::Secondary, delete)
                }
            };
            Some(key.id(self.id(*at)).into())
        });
        let keys = Row::with_children(keys).spacing(space::SMALL).wrap().vertical_spacing(space::SMALL);
        let failed = actions.iter().filter_map(|(at, action)| match action {
            Action::Open(address) if context.causes.is_not_opened(place, address) => Some((at, address)),
            _ => None,
        });
        let failed = failed.map(|(at, address)| {
            let words = small(tr!(lang, "guide-not-opened")).style(style::plain);
            let address = self.quoted(address, format!("{}-address", self.id(*at)));
            column![words, address].spacing(space::TINY).into()
        });
        std::iter::once(keys.into()).chain(failed).collect()
    }

    /// What the server said, or where no server was asked the system, folded.
    fn raw<'a>(&self, raw: String, id: &str) -> Element<'a, Message> {
        let Self { place, context } = self;
        let open = context.causes.is_unfolded(place, &raw);
        let sign = if open { Icon::ChevronUp } else { Icon::ChevronDown };
        let name = if OF_THE_SYSTEM.contains(&id) {
            tr!(context.lang, "cause-raw-system")
        } else {
            tr!(context.lang, "cause-raw")
        };
        let fold = key_icon(name, sign, Kind::Link, Some(Message::Unfold(place, raw.clone())));
        let fold = fold.value(Value::On(open)).id(format!("{place}:raw"));
        let text = open.then(|| self.quoted(&raw, super::copy_raw(place)));
        Column::new().push(fold).push(text).spacing(space::TINY).into()
    }
}

/// Whose page it is: what a person looks at before they open it.
fn host(address: &str) -> String {
    let page = Url::parse(address).ok();
    page.as_ref().and_then(Url::host_str).map_or_else(|| address.to_owned(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_causes_that_the_system_tells_are_in_the_table() {
        for id in OF_THE_SYSTEM {
            assert!(crate::diagnosis::rows().iter().any(|row| row.id == id), "{id}");
        }
    }

    #[test]
    fn a_page_is_called_by_its_host() {
        assert_eq!(host("https://aka.ms/smtp_auth_disabled"), "aka.ms");
        assert_eq!(host("no address"), "no address");
    }
}
