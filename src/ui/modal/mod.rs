//! What the window asks or tells before anything else goes on.
//!
//! Protects: every modal has one shape: the focus goes to where Enter does no harm, Tab stays inside, Escape leads out;
//! Enter where no key has the focus is the primary key, but never one that takes something away; however long the text,
//! it scrolls and the keys stay in sight. While something is stored, no key ends the program. Leaves to others:
//! carrying it out, and giving the focus back (`focus`).

pub mod admin;
mod admin_view;
mod code_view;
pub mod common;
pub mod delete;
pub mod sign_in;
mod sign_in_parts;
mod sign_in_view;
pub mod waiting_view;

use std::time::Instant;

use iced::widget::{column, container, opaque, row, scrollable, space as blank, text};
use iced::{Center, Element, Fill, Padding, Right};

use super::context::Context;
use super::run::is_slow;
use super::style;
use super::theme::{SEMIBOLD, size, space};
use super::widgets::{Kind, body, busy, key, sheet, veil};
use crate::tr;

/// The one that is open.
#[derive(Debug)]
pub enum Modal {
    /// Getting a token.
    SignIn(Box<sign_in::SignIn>),
    /// Deleting a token.
    Delete(delete::Delete),
    /// The administrator's password.
    Admin(Box<admin::Admin>),
    /// Two accounts become one: whose token stays?
    Common(common::Common),
    /// Much would be discarded.
    Discard,
    /// The window was closed with unsaved changes.
    Unsaved,
    /// The window closes as soon as what must not be cut off has ended; since when.
    Closing(Instant),
}

/// What a modal shows now, and the control that has the focus when that comes up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    name: &'static str,
    /// The control's name; none where there is nothing to press.
    pub focus: Option<&'static str>,
}

impl Place {
    /// A place by a name that no other has.
    #[must_use]
    pub fn new(name: &'static str, focus: Option<&'static str>) -> Self {
        Self { name, focus }
    }
}

/// What a person did in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// While getting a token.
    SignIn(sign_in::Message),
    /// While deleting a token.
    Delete(delete::Message),
    /// With the administrator's password.
    Admin(admin::Message),
    /// Whose token stays.
    Common(common::Message),
    /// Discard what was typed.
    Discard,
    /// Save, then close the window.
    SaveAndClose,
    /// Close the window without saving.
    DiscardAndClose,
    /// Back to the window.
    Stay,
}

impl Modal {
    /// What Enter means.
    #[must_use]
    pub fn primary(&self) -> Option<Message> {
        match self {
            Self::SignIn(modal) => modal.primary().map(Message::SignIn),
            Self::Delete(modal) => modal.primary().map(Message::Delete),
            Self::Admin(modal) => modal.primary().map(Message::Admin),
            // What takes something away is never done by Enter alone.
            Self::Common(_) | Self::Discard => None,
            Self::Unsaved => Some(Message::SaveAndClose),
            Self::Closing(_) => None,
        }
    }

    /// What Escape means.
    #[must_use]
    pub fn escape(&self) -> Option<Message> {
        match self {
            Self::SignIn(modal) => modal.escape().map(Message::SignIn),
            Self::Delete(modal) => modal.escape().map(Message::Delete),
            Self::Admin(_) => Some(Message::Admin(admin::Message::Close)),
            Self::Common(modal) => modal.escape().map(Message::Common),
            Self::Discard | Self::Unsaved => Some(Message::Stay),
            Self::Closing(_) => None,
        }
    }

    /// What it shows now, and where the focus belongs.
    #[must_use]
    pub fn place(&self) -> Place {
        match self {
            Self::SignIn(modal) => modal.place(),
            Self::Delete(modal) => modal.place(),
            Self::Admin(modal) => modal.place(),
            Self::Common(_) => Place::new("common", Some("modal-cancel")),
            Self::Discard => Place::new("discard", Some("modal-cancel")),
            Self::Unsaved => Place::new("unsaved", Some("modal-ok")),
            Self::Closing(_) => Place::new("closing", None),
        }
    }

    /// The controls that get the focus when it closes and the one that opened it is gone, the likeliest first.
    #[must_use]
    pub fn openers(&self) -> &'static [&'static str] {
        match self {
            Self::SignIn(_) => &["get-token", "delete-token"],
            Self::Delete(_) => &["delete-token", "get-token"],
            Self::Admin(_) => &["admin"],
            Self::Common(_) => &["pop.common_account"],
            Self::Discard | Self::Unsaved | Self::Closing(_) => &["save"],
        }
    }

    /// Whether it stays when the settings are locked: what was begun before goes on, and what was done can still be read.
    #[must_use]
    pub fn may_stay(&self) -> bool {
        match self {
            Self::SignIn(modal) => modal.is_under_way(),
            Self::Delete(modal) => modal.is_done(),
            Self::Admin(modal) => modal.ask() == admin::Ask::Unlock,
            Self::Common(_) | Self::Discard => false,
            Self::Unsaved | Self::Closing(_) => true,
        }
    }

    /// The modal over the page.
    #[must_use]
    pub fn view<'a>(&'a self, context: Context<'a>) -> Element<'a, Message> {
        let content = match self {
            Self::SignIn(modal) => modal.view(context).map(Message::SignIn),
            Self::Delete(modal) => modal.view(context).map(Message::Delete),
            Self::Admin(modal) => modal.view(context).map(Message::Admin),
            Self::Common(modal) => modal.view(context).map(Message::Common),
            Self::Discard => discard(context),
            Self::Unsaved => unsaved(context),
            // Most often there is nothing to wait for.
            Self::Closing(since) if !is_slow(*since) => return opaque(container(blank::vertical()).center(Fill)),
            Self::Closing(_) => {
                let words = row![busy(), body(tr!(context.lang, "win-closing"))].spacing(space::MEDIUM).align_y(Center);
                container(words).padding(Padding::ZERO.horizontal(space::CARD)).into()
            }
        };
        let content =
            container(content).padding(Padding::ZERO.vertical(space::CARD)).max_width(space::MODAL).style(style::modal);
        opaque(veil(container(content).center(Fill).padding(space::SMALL)))
    }
}

/// A question or a message: title and sentences, which scroll when they must; keys at the right, always in sight.
fn dialog<'a, M: 'a>(
    title: String,
    content: impl IntoIterator<Item = Element<'a, M>>,
    keys: impl IntoIterator<Item = Element<'a, M>>,
) -> Element<'a, M> {
    let title = text(title).size(size::TITLE).font(SEMIBOLD).style(style::plain);
    let content = iced::widget::Column::with_children(content).spacing(space::MEDIUM);
    let keys = iced::widget::Row::with_children(keys).spacing(space::SMALL);
    let keys = keys.wrap().vertical_spacing(space::SMALL).align_x(Right);
    // The scroll bar stands in the margin, not on the words.
    let margin = Padding::ZERO.horizontal(space::CARD);
    // And under the last control there is room for its ring.
    let text = container(column![title, content].spacing(space::LARGE)).padding(margin.bottom(space::TINY)).width(Fill);
    sheet(scrollable(text).width(Fill).style(style::scroll), container(keys).padding(margin).align_right(Fill))
}

fn unsaved(context: Context<'_>) -> Element<'_, Message> {
    let lang = context.lang;
    let what = super::changes::listed(context);
    if context.locked {
        return dialog(
            tr!(lang, "win-unsaved-locked-title"),
            [body(tr!(lang, "win-unsaved-text", what = what)).into(), body(tr!(lang, "win-unsaved-locked")).into()],
            [
                key(tr!(lang, "win-discard-close"), Kind::Destructive, Some(Message::DiscardAndClose)).into(),
                key(tr!(lang, "win-stay"), Kind::Primary, Some(Message::Stay)).id("modal-ok").into(),
            ],
        );
    }
    dialog(
        tr!(lang, "win-unsaved-title"),
        [body(tr!(lang, "win-unsaved-text", what = what)).into()],
        [
            key(tr!(lang, "win-stay"), Kind::Secondary, Some(Message::Stay)).id("modal-cancel").into(),
            key(tr!(lang, "win-discard-close"), Kind::Destructive, Some(Message::DiscardAndClose))
                .id("modal-discard")
                .into(),
            key(tr!(lang, "win-save-close"), Kind::Primary, Some(Message::SaveAndClose)).id("modal-ok").into(),
        ],
    )
}

/// What would be lost, by name.
fn discard(context: Context<'_>) -> Element<'_, Message> {
    let lang = context.lang;
    let secrets = context.form.secrets.is_changed();
    let names = super::changes::all(context).into_iter().map(|change| body(format!("• {}", change.name)).into());
    let names = iced::widget::Column::with_children(names).spacing(space::TINY);
    let note = secrets.then(|| super::widgets::small(tr!(lang, "discard-secrets")));
    let content = iced::widget::Column::new().push(body(tr!(lang, "discard-text"))).push(names).push(note);
    dialog(
        tr!(lang, "discard-title"),
        [content.spacing(space::MEDIUM).into()],
        [
            key(tr!(lang, "discard-keep"), Kind::Secondary, Some(Message::Stay)).id("modal-cancel").into(),
            key(tr!(lang, "discard-do"), Kind::Danger, Some(Message::Discard)).id("modal-ok").into(),
        ],
    )
}
