//! The wait for a person who signs in with a browser: here, or elsewhere with the answer brought here by hand.
//!
//! What the person sees: that the browser is at it and how long that may last. What they fear: that no browser came up,
//! that this computer has none, that the sign-in is lost when something goes wrong; so every other way stands here, and
//! going back from the field loses nothing.
//!
//! Protects: a wrong paste says why and can be mended; what the provider cannot do is said, not tried. Leaves to
//! others: the stages (`sign_in`).

use iced::Element;
use iced::widget::{Column, column, row, text};
use jiff::Timestamp;
use url::Url;

use super::super::secret::Typed;
use super::super::style::{self, Tone};
use super::super::theme::{MEDIUM, space};
use super::super::widgets::{Kind, body, copy_key, divider, field, key, notice, small};
use super::dialog;
use super::sign_in::{Message, SignIn};
use super::sign_in_parts::Copied;
use super::sign_in_view::{MARK, emphasized};
use crate::account::{Provider, SignInMethod};
use crate::error::Error;
use crate::i18n::Lang;
use crate::{tr, words};

/// The name of the field for the focus.
pub const PASTE: &str = "paste";

impl SignIn {
    /// The browser is open; or its address must be opened.
    pub(super) fn waiting<'a>(
        &self,
        lang: Lang,
        address: &Url,
        deadline: Timestamp,
        cancel: Element<'a, Message>,
    ) -> Element<'a, Message> {
        let missing = self.no_browser.then(|| {
            let words = column![
                body(tr!(lang, "win-no-browser")).font(MEDIUM).style(style::toned(Tone::Warn)),
                small(tr!(lang, "win-no-browser-note")).style(style::plain),
                small(address.to_string()).style(style::plain).wrapping(text::Wrapping::WordOrGlyph),
            ];
            notice(Tone::Warn, words.spacing(space::TINY))
        });
        let content = Column::new()
            .push(emphasized(&tr!(lang, "win-wait-text", account = MARK), &self.account))
            .push(missing)
            .push(self.countdown(tr!(lang, "win-wait-left"), deadline))
            .push(divider())
            .push(self.elsewhere(lang))
            .spacing(space::MEDIUM);
        dialog(
            tr!(lang, "win-wait-title"),
            [content.into()],
            [cancel, key(tr!(lang, "win-open-again"), Kind::Secondary, Some(Message::Open)).id("modal-open").into()],
        )
    }

    /// The ways for a computer whose browser does not answer here.
    fn elsewhere<'a>(&self, lang: Lang) -> Element<'a, Message> {
        let copied = self.copied == Some(Copied::Address);
        let code = self.offers_code.then_some(Message::Instead(SignInMethod::Device));
        let keys = row![
            copy_key("modal-copy", tr!(lang, "win-copy-address"), Message::CopyAddress, copied, lang),
            key(tr!(lang, "win-paste"), Kind::Secondary, Some(Message::Paste)).id("modal-paste"),
            key(tr!(lang, "win-use-code"), Kind::Secondary, code).id("modal-code"),
        ];
        let none = (!self.offers_code).then(|| match self.provider {
            Provider::Google => small(tr!(lang, "win-no-code-google")),
            Provider::Microsoft | Provider::Outlook | Provider::Custom => small(tr!(lang, "win-no-code")),
        });
        Column::new()
            .push(small(tr!(lang, "win-wait-elsewhere")))
            .push(keys.spacing(space::SMALL).wrap().vertical_spacing(space::SMALL))
            .push(none)
            .spacing(space::SMALL)
            .into()
    }

    /// The field for the answer; the wait goes on meanwhile.
    pub(super) fn pasting<'a>(&'a self, lang: Lang, deadline: Timestamp) -> Element<'a, Message> {
        let paste = self.paste.as_ref();
        let wrong = paste.and_then(|paste| paste.wrong.clone());
        let typed = paste.map_or("", |paste| paste.text.shown());
        let field = field("http://127.0.0.1:…", typed)
            .id(PASTE)
            .named(tr!(lang, "win-paste-title"))
            .on_input(Some(|text| Message::Pasted(Typed::new(text))))
            .on_submit(Message::Continue)
            .wrong(wrong.is_some());
        let complaint = wrong.map(|why| {
            let words = words::explain(&Error::OAuth(why), lang);
            let words = column![small(words.what).style(style::toned(Tone::Danger)), small(words.cure)];
            words.spacing(2)
        });
        let field = Column::new().push(field).push(complaint).spacing(space::TINY);
        dialog(
            tr!(lang, "win-paste-title"),
            [
                body(tr!(lang, "win-paste-text")).into(),
                field.into(),
                self.countdown(tr!(lang, "win-wait-left"), deadline),
            ],
            [
                key(tr!(lang, "win-back"), Kind::Secondary, Some(Message::Back)).id("modal-back").into(),
                key(tr!(lang, "win-continue"), Kind::Primary, Some(Message::Continue)).id("modal-ok").into(),
            ],
        )
    }
}
