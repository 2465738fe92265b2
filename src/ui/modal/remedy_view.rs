//! What an administrator or a registration needs, under the reason why a sign-in failed.
//!
//! What the person fears: to put a link together wrongly. So it stands here whole, with a key that copies it.

use iced::widget::{column, container, row, text};
use iced::{Center, Element, Fill};

use super::super::context::Context;
use super::super::style::Tone;
use super::super::theme::{MEDIUM, space};
use super::super::widgets::{body, copy_link, notice, small};
use super::sign_in::{Message, SignIn};
use super::sign_in_parts::Copied;
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
        let shown = help.to_string();
        let copy = Message::CopyRemedy(shown.clone());
        let line = row![
            container(body(shown).font(MEDIUM).wrapping(text::Wrapping::WordOrGlyph)).width(Fill),
            copy_link("modal-copy-remedy", tr!(lang, "win-copy"), copy, copied, lang),
        ];
        let said = column![small(words::remedy(&help, lang)), line.spacing(space::MEDIUM).align_y(Center)];
        Some(notice(Tone::Quiet, said.spacing(space::TINY)))
    }
}
