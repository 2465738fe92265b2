//! How the administrator's password is asked for.

use iced::Element;
use iced::widget::{Column, row};

use super::super::cause::Cause;
use super::super::context::Context;
use super::super::format::left;
use super::super::lock::PAUSE;
use super::super::secret::Typed;
use super::super::style::{self, Tone};
use super::super::theme::{MEDIUM, space};
use super::super::widgets::{Kind, body, field, key, labelled, notice, small};
use super::admin::{AGAIN, Admin, Ask, CURRENT, Message, NEW};
use super::dialog;
use crate::admin::MIN_CHARACTERS;
use crate::i18n::Lang;
use crate::{tr, words};

impl Admin {
    /// The modal's content.
    #[must_use]
    pub fn view<'a>(&'a self, context: Context<'a>) -> Element<'a, Message> {
        let lang = context.lang;
        let (title, text) = match self.ask {
            Ask::Unlock => (tr!(lang, "win-admin-unlock-title"), tr!(lang, "win-admin-unlock-text")),
            Ask::Set => (tr!(lang, "win-admin-set-title"), tr!(lang, "win-admin-set-text")),
            Ask::Manage => (tr!(lang, "win-admin-title"), tr!(lang, "win-admin-text", minutes = PAUSE.as_mins())),
            Ask::Change => (tr!(lang, "win-admin-change-title"), tr!(lang, "win-admin-change-text")),
            Ask::Remove => (tr!(lang, "win-admin-remove-title"), tr!(lang, "win-admin-remove-text")),
        };
        let fields = [
            self.current_field(lang),
            self.new_field(lang),
            self.again_field(lang),
            self.trouble(context),
            self.note(lang),
        ];
        // Nobody is asked for a password that cannot be checked.
        let text = (!self.is_broken()).then(|| body(text).into());
        let content = text.into_iter().chain(fields.into_iter().flatten());
        dialog(title, content, self.keys(lang))
    }

    /// A field of dots beside the label, and what is wrong with it.
    fn password<'a>(
        &self,
        label: String,
        id: &'static str,
        typed: &Typed,
        message: fn(Typed) -> Message,
        wrong: Option<String>,
    ) -> Element<'a, Message> {
        let usable = self.running.is_none() && self.until.is_none();
        let input = field("", typed.shown())
            .id(id)
            .secret()
            .on_input(usable.then_some(move |text| message(Typed::new(text))))
            .wrong(wrong.is_some());
        let complaint = wrong.map(|words| small(words).style(style::toned(Tone::Danger)));
        labelled(label, Column::new().push(input).push(complaint).spacing(space::TINY))
    }

    fn current_field<'a>(&self, lang: Lang) -> Option<Element<'a, Message>> {
        let label = match self.ask {
            Ask::Unlock if self.is_broken() => return None,
            Ask::Unlock | Ask::Remove => tr!(lang, "win-admin-password"),
            Ask::Change => tr!(lang, "win-admin-current"),
            Ask::Set | Ask::Manage => return None,
        };
        let empty = self.tried && self.current.shown().is_empty();
        let wrong = empty.then(|| tr!(lang, "win-required"));
        Some(self.password(label, CURRENT, &self.current, Message::Current, wrong))
    }

    fn new_field<'a>(&self, lang: Lang) -> Option<Element<'a, Message>> {
        if !matches!(self.ask, Ask::Set | Ask::Change) {
            return None;
        }
        let wrong = self.new_complaint().filter(|_| self.tried);
        let wrong = wrong.map(|error| words::explain(&error.into(), lang).cure);
        Some(self.password(tr!(lang, "win-admin-new"), NEW, &self.new, Message::New, wrong))
    }

    fn again_field<'a>(&self, lang: Lang) -> Option<Element<'a, Message>> {
        if !matches!(self.ask, Ask::Set | Ask::Change) {
            return None;
        }
        // Only once the other one is right: one thing at a time.
        let wrong = self.tried && self.new_complaint().is_none() && self.differs();
        let wrong = wrong.then(|| tr!(lang, "win-admin-differ"));
        Some(self.password(tr!(lang, "win-admin-again"), AGAIN, &self.again, Message::Again, wrong))
    }

    /// What went wrong, and for how long nothing can be tried.
    fn trouble<'a>(&self, context: Context<'_>) -> Option<Element<'a, Message>> {
        let lang = context.lang;
        if let Some(until) = self.until {
            let said = Column::new()
                .push(body(tr!(lang, "win-admin-out")).font(MEDIUM).style(style::toned(Tone::Warn)))
                .push(small(tr!(lang, "win-admin-out-left", time = left(until, context.now))).style(style::plain));
            return Some(notice(Tone::Warn, said.spacing(space::TINY)));
        }
        let cause = Cause::of("modal-admin", self.failed.as_ref()?, context, None);
        Some(cause.view(context, Message::Cause, None))
    }

    fn note<'a>(&self, lang: Lang) -> Option<Element<'a, Message>> {
        match self.ask {
            Ask::Set => Some(small(tr!(lang, "win-admin-set-note", count = MIN_CHARACTERS)).into()),
            Ask::Change => Some(small(tr!(lang, "win-admin-change-note", count = MIN_CHARACTERS)).into()),
            Ask::Manage => Some(more(lang)),
            Ask::Unlock | Ask::Remove => None,
        }
    }

    fn keys<'a>(&self, lang: Lang) -> Vec<Element<'a, Message>> {
        let idle = self.running.is_none();
        let may_close = self.may_close().then_some(Message::Close);
        let close = |words| key(words, Kind::Secondary, may_close.clone()).id("modal-cancel").into();
        // In the key's own place, so that nothing moves for the fraction of a second that a check takes.
        let ok = |words, kind| {
            let words = if idle { words } else { tr!(lang, "win-admin-checking") };
            key(words, kind, self.primary()).id("modal-ok").into()
        };
        match self.ask {
            Ask::Unlock if self.is_broken() => vec![close(tr!(lang, "win-close"))],
            Ask::Unlock => vec![close(tr!(lang, "win-cancel")), ok(tr!(lang, "win-admin-unlock"), Kind::Primary)],
            Ask::Set => vec![close(tr!(lang, "win-cancel")), ok(tr!(lang, "win-admin-set"), Kind::Primary)],
            Ask::Change => vec![close(tr!(lang, "win-cancel")), ok(tr!(lang, "win-admin-change"), Kind::Primary)],
            Ask::Remove => vec![close(tr!(lang, "win-cancel")), ok(tr!(lang, "win-admin-remove"), Kind::Danger)],
            Ask::Manage => vec![close(tr!(lang, "win-close")), ok(tr!(lang, "win-admin-lock"), Kind::Primary)],
        }
    }
}

/// What else can be done with a password that was entered.
fn more<'a>(lang: Lang) -> Element<'a, Message> {
    let change = key(tr!(lang, "win-admin-change-open"), Kind::Secondary, Some(Message::Change)).id("admin-change");
    let remove = key(tr!(lang, "win-admin-remove-open"), Kind::Destructive, Some(Message::Remove)).id("admin-remove");
    row![change, remove].spacing(space::SMALL).wrap().vertical_spacing(space::SMALL).into()
}
