//! Passwords and client secrets in the window: whether one is stored, and a new one on its way there.
//!
//! Protects: a stored secret is never read back into the window, only whether there is one; a typed one can be pasted
//! but not copied out, is shown as dots, and neither `Debug` nor an error text shows it. Leaves to others: the keyring.

use std::fmt;

use iced::widget::{Column, row};
use iced::{Center, Element, Fill};
use secrecy::{ExposeSecret as _, SecretString};
use zeroize::Zeroizing;

use super::style::{self, Tone};
use super::theme::space;
use super::widgets::{Kind, body, field, key, small};
use crate::account::{AccountId, Protocol};
use crate::engine::SecretName;
use crate::error::Error;
use crate::i18n::Lang;
use crate::settings::names;
use crate::{tr, words};

/// Which secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The application's secret of an account.
    Client(Protocol),
    /// The password of a protocol.
    Password(Protocol),
}

impl Which {
    const ALL: [Self; 4] = [
        Self::Client(Protocol::Smtp),
        Self::Client(Protocol::Pop),
        Self::Password(Protocol::Smtp),
        Self::Password(Protocol::Pop),
    ];

    fn at(self) -> usize {
        match self {
            Self::Client(Protocol::Smtp) => 0,
            Self::Client(Protocol::Pop) => 1,
            Self::Password(Protocol::Smtp) => 2,
            Self::Password(Protocol::Pop) => 3,
        }
    }

    /// The engine's name for it.
    #[must_use]
    pub fn name(self) -> SecretName {
        match self {
            Self::Client(Protocol::Smtp) => SecretName::ClientSecret(AccountId::SMTP),
            Self::Client(Protocol::Pop) => SecretName::ClientSecret(AccountId::POP),
            Self::Password(protocol) => SecretName::Password(protocol),
        }
    }

    /// What the field is called; also its name for the focus.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Client(protocol) => names::client_secret(protocol),
            Self::Password(protocol) => names::password(protocol),
        }
    }

    /// Its label.
    #[must_use]
    pub fn label(self, lang: Lang) -> String {
        match self {
            Self::Client(_) => words::key_name("client_secret", lang),
            Self::Password(_) => words::key_name("password", lang),
        }
    }
}

/// A secret as it is being typed; wiped when dropped.
#[derive(Clone, Default)]
pub struct Typed(Zeroizing<String>);

impl Typed {
    /// What stands in the field.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// For the field itself.
    #[must_use]
    pub(super) fn shown(&self) -> &str {
        &self.0
    }

    /// For whoever takes it.
    #[must_use]
    pub fn secret(&self) -> SecretString {
        SecretString::from(self.0.as_str())
    }
}

impl fmt::Debug for Typed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Typed(…)")
    }
}

/// Whether one is stored.
#[derive(Debug, Clone, Default)]
enum Known {
    #[default]
    NotAsked,
    Asked,
    Answer(bool),
    Failed(Error),
}

#[derive(Debug, Clone, Default)]
enum Edit {
    #[default]
    None,
    Typing(Typed),
    Remove,
}

#[derive(Debug, Default)]
struct Slot {
    known: Known,
    edit: Edit,
}

/// All of them.
#[derive(Debug, Default)]
pub struct Secrets([Slot; 4]);

/// What a person did with one.
#[derive(Debug, Clone)]
pub enum Message {
    /// Typed or pasted.
    Typed(Which, Typed),
    /// Wants to put in another one.
    Change(Which),
    /// Wants it gone.
    Remove(Which),
    /// Wants neither.
    Keep(Which),
}

impl Secrets {
    /// Does what a person did.
    pub fn update(&mut self, message: Message) {
        match message {
            Message::Typed(which, typed) => self.0[which.at()].edit = Edit::Typing(typed),
            Message::Change(which) => self.0[which.at()].edit = Edit::Typing(Typed::default()),
            Message::Remove(which) => self.0[which.at()].edit = Edit::Remove,
            Message::Keep(which) => self.0[which.at()].edit = Edit::None,
        }
    }

    /// Whether to ask the keyring for this one; it counts as asked from now on.
    pub fn ask(&mut self, which: Which) -> bool {
        let slot = &mut self.0[which.at()];
        let wanted = matches!(slot.known, Known::NotAsked | Known::Failed(_));
        if wanted {
            slot.known = Known::Asked;
        }
        wanted
    }

    /// Takes the keyring's answer.
    pub fn answered(&mut self, which: Which, answer: Result<bool, Error>) {
        self.0[which.at()].known = answer.map_or_else(Known::Failed, Known::Answer);
    }

    /// What stands in the field, if anything does.
    #[must_use]
    pub fn typed(&self, which: Which) -> Option<SecretString> {
        match &self.0[which.at()].edit {
            Edit::Typing(typed) if !typed.0.is_empty() => Some(typed.secret()),
            Edit::None | Edit::Typing(_) | Edit::Remove => None,
        }
    }

    /// What “Save” has to store: an empty value deletes.
    #[must_use]
    pub fn pending(&self) -> Vec<(Which, SecretString)> {
        let value = |which: Which| match &self.0[which.at()].edit {
            Edit::None => None,
            Edit::Typing(typed) if typed.0.is_empty() => None,
            Edit::Typing(typed) => Some(typed.secret()),
            Edit::Remove => Some(SecretString::default()),
        };
        Which::ALL.into_iter().filter_map(|which| value(which).map(|value| (which, value))).collect()
    }

    /// Whether one is known to be stored.
    #[must_use]
    pub fn is_held(&self, which: Which) -> bool {
        matches!(self.0[which.at()].known, Known::Answer(true))
    }

    /// Whether anything would be lost.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        !self.pending().is_empty()
    }

    /// One was stored by “Save” with this value, or deleted with an empty one. What was done with its field since stays.
    pub fn stored(&mut self, which: Which, value: &SecretString) {
        let slot = &mut self.0[which.at()];
        let value = value.expose_secret();
        slot.known = Known::Answer(!value.trim().is_empty());
        let done = match &slot.edit {
            Edit::None => true,
            Edit::Typing(typed) => typed.0.as_str() == value,
            Edit::Remove => value.is_empty(),
        };
        if done {
            slot.edit = Edit::None;
        }
    }

    /// Forgets everything that was typed.
    pub fn discard(&mut self) {
        self.0.iter_mut().for_each(|slot| slot.edit = Edit::None);
    }
}

/// The field of one secret.
pub fn view<'a>(secrets: &Secrets, which: Which, lang: Lang, locked: bool) -> Element<'a, Message> {
    let slot = &secrets.0[which.at()];
    let link = |words: String, message: Message| key(words, Kind::Link, (!locked).then_some(message));
    let held = matches!(slot.known, Known::Answer(true));
    let field = |typed: &str| {
        field(&tr!(lang, "win-secret-placeholder"), typed)
            .id(which.id())
            .secret()
            .on_input((!locked).then_some(move |text| Message::Typed(which, Typed::new(text))))
    };
    let said = |words: String| body(words).width(Fill);
    let links = match (&slot.edit, &slot.known) {
        (Edit::Remove, _) => {
            row![said(tr!(lang, "win-secret-removed")), link(tr!(lang, "win-secret-keep"), Message::Keep(which))]
        }
        (Edit::None, Known::Answer(true)) => row![
            said(tr!(lang, "win-secret-held")),
            link(tr!(lang, "win-secret-change"), Message::Change(which)),
            link(tr!(lang, "win-delete"), Message::Remove(which)),
        ],
        // One shape of widgets from the first letter on, or the field would lose the focus.
        (edit, known) => {
            let typed = if let Edit::Typing(typed) = edit { typed.0.as_str() } else { "" };
            let keep = held || !typed.is_empty();
            let keep = keep.then(|| link(tr!(lang, "win-cancel"), Message::Keep(which)));
            let failed = if let Known::Failed(error) = known { Some(words::explain(error, lang)) } else { None };
            let failed = failed.map(|words| format!("{} {}", words.what, words.cure));
            let failed = failed.map(|words| small(words).style(style::toned(Tone::Danger)));
            let line = row![field(typed)].push(keep).spacing(space::MEDIUM).align_y(Center);
            return Column::new().push(line).push(failed).spacing(space::TINY).into();
        }
    };
    links.spacing(space::MEDIUM).padding([8, 0]).align_y(Center).into()
}
