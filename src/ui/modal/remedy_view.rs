//! What an administrator or a registration needs, under the reason why a sign-in failed.
//!
//! What the person fears: to put a link together wrongly. So it stands here whole, with a key that copies it.

use iced::widget::{column, container, row, text};
use iced::{Center, Element, Fill};

use super::super::context::Context;
use super::super::style::Tone;
use super::super::theme::{MEDIUM, space};
use super::super::widgets::{Kind, body, key, notice, small};
use super::sign_in::{Copied, Message, SignIn};
use crate::account::Protocol;
use crate::error::Error;
use crate::oauth::remedy;
use crate::{tr, words};

impl SignIn {
    /// The link or the address, where there is one that helps.
    pub(super) fn remedy<'a>(&self, context: Context<'a>, error: &Error) -> Option<Element<'a, Message>> {
        let lang = context.lang;
        let stored = context.form.stored();
        let account = match context.form.owner(self.protocol) {
            Protocol::Smtp => &stored.smtp.oauth2,
            Protocol::Pop => &stored.pop.oauth2,
        };
        let help = remedy(&error.refusal()?, account)?;
        let copied = self.copied == Some(Copied::Remedy);
        let copy = if copied { tr!(lang, "win-copied") } else { tr!(lang, "win-copy") };
        let shown = help.to_string();
        let line = row![
            container(body(shown.clone()).font(MEDIUM).wrapping(text::Wrapping::WordOrGlyph)).width(Fill),
            key(copy, Kind::Link, Some(Message::CopyRemedy(shown))).id("modal-copy-remedy"),
        ];
        let said = column![small(words::remedy(&help, lang)), line.spacing(space::MEDIUM).align_y(Center)];
        Some(notice(Tone::Quiet, said.spacing(space::TINY)))
    }
}
