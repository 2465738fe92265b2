//! The wait for a person who types a code on another device (RFC 8628).
//!
//! What the person sees: an address and a code, large enough to be read from a metre. What they fear: mistyping it, and
//! not knowing whether it worked; so the code stands in its groups, one letter beside the other, and the modal says that
//! it closes by itself.
//!
//! Protects: a code of any length is whole on the screen. Leaves to others: the stages (`sign_in`).

use iced::widget::{Column, Row, column, container, row, text};
use iced::{Center, Element, Fill};
use jiff::Timestamp;
use url::Url;

use super::super::style::{self, Tone};
use super::super::theme::{MEDIUM, SEMIBOLD, radius, size, space};
use super::super::widgets::{Kind, body, copy_link, key, notice, small};
use super::dialog;
use super::sign_in::{Message, SignIn};
use super::sign_in_parts::Copied;
use super::sign_in_view::{MARK, emphasized};
use crate::account::SignInMethod;
use crate::i18n::Lang;
use crate::tr;

impl SignIn {
    /// The code and where to type it.
    pub(super) fn code<'a>(
        &self,
        lang: Lang,
        code: &str,
        address: &Url,
        deadline: Timestamp,
        cancel: Element<'a, Message>,
    ) -> Element<'a, Message> {
        let copied = |what| self.copied == Some(what);
        let copy_address =
            copy_link("modal-copy", tr!(lang, "win-copy"), Message::CopyAddress, copied(Copied::Address), lang);
        let copy_code =
            copy_link("modal-copy-code", tr!(lang, "win-copy-code"), Message::CopyCode, copied(Copied::Code), lang);
        let shown = address.as_str().trim_end_matches('/').to_owned();
        let address = row![
            container(body(shown).font(MEDIUM).wrapping(text::Wrapping::WordOrGlyph)).width(Fill),
            copy_address,
            key(tr!(lang, "win-open-here"), Kind::Link, Some(Message::Open)).id("modal-open"),
        ];
        let missing = self
            .no_browser
            .then(|| notice(Tone::Warn, small(tr!(lang, "win-no-browser")).style(style::toned(Tone::Warn))));
        let code = column![large(code), copy_code];
        let code = container(code.spacing(space::TINY).align_x(Center).width(Fill))
            .id("device-code")
            .padding(space::MEDIUM)
            .width(Fill)
            .style(style::tinted(Tone::Quiet, radius::CONTROL));
        let content = Column::new()
            .push(body(tr!(lang, "win-code-open")))
            .push(address.spacing(space::MEDIUM).align_y(Center))
            .push(missing)
            .push(body(tr!(lang, "win-code-enter")))
            .push(code)
            .push(emphasized(&tr!(lang, "win-code-next", account = MARK), &self.account))
            .push(self.countdown(tr!(lang, "win-code-left"), deadline))
            .spacing(space::MEDIUM);
        let browser = Some(Message::Instead(SignInMethod::Browser));
        dialog(
            tr!(lang, "win-code-title"),
            [content.into()],
            [cancel, key(tr!(lang, "win-use-browser"), Kind::Secondary, browser).id("modal-browser").into()],
        )
    }
}

/// A code, letter by letter: all of one width, that of the widest, so that none is overlooked.
fn large<'a>(code: &str) -> Element<'a, Message> {
    let letters = code.chars().filter(|c| !c.is_control()).map(|letter| {
        let narrow = matches!(letter, '-' | ' ' | '.' | ':');
        let width = if narrow { size::CODE * 0.5 } else { size::CODE * 1.06 };
        let letter = text(letter.to_string()).size(size::CODE).font(SEMIBOLD).style(style::plain);
        container(letter).center_x(width).into()
    });
    Row::with_children(letters).wrap().into()
}
