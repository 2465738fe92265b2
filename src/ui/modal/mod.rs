//! What the window asks or tells before anything else goes on.
//!
//! Protects: Enter is the primary key and Escape always leads out; while something is stored, neither ends the
//! program. Leaves to others: carrying it out.

pub mod admin;
mod admin_view;
mod code_view;
pub mod common;
pub mod delete;
mod remedy_view;
pub mod sign_in;
mod sign_in_view;
pub mod waiting_view;

use iced::widget::{column, container, opaque, row, scrollable, space as blank, text};
use iced::{Center, Element, Fill, Padding};

use super::context::Context;
use super::style;
use super::theme::{SEMIBOLD, size, space};
use super::widgets::{Kind, body, busy, key};
use crate::tr;

/// The one that is open.
#[derive(Debug)]
pub enum Modal {
    /// Getting a token.
    SignIn(Box<sign_in::SignIn>),
    /// Deleting a token.
    Delete(delete::Delete),
    /// Two accounts become one: whose token stays?
    Common(common::Common),
    /// Much would be discarded.
    Discard,
    /// The administrator's password.
    Admin(Box<admin::Admin>),
    /// The window was closed with unsaved changes.
    Unsaved,
    /// The window closes as soon as what must not be cut off has ended.
    Closing,
}

/// What a person did in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// While getting a token.
    SignIn(sign_in::Message),
    /// While deleting a token.
    Delete(delete::Message),
    /// Whose token stays.
    Common(common::Message),
    /// Discard what was typed.
    Discard,
    /// With the administrator's password.
    Admin(admin::Message),
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
            Self::Common(modal) => modal.primary().map(Message::Common),
            Self::Discard => Some(Message::Discard),
            Self::Admin(modal) => modal.primary().map(Message::Admin),
            Self::Unsaved => Some(Message::SaveAndClose),
            Self::Closing => None,
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
            Self::Closing => None,
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
            Self::Unsaved | Self::Closing => true,
        }
    }

    /// The modal over the page.
    #[must_use]
    pub fn view<'a>(&'a self, context: Context<'a>) -> Element<'a, Message> {
        let content = match self {
            Self::SignIn(modal) => modal.view(context).map(Message::SignIn),
            Self::Delete(modal) => modal.view(context).map(Message::Delete),
            Self::Common(modal) => modal.view(context).map(Message::Common),
            Self::Discard => discard(context),
            Self::Admin(modal) => modal.view(context).map(Message::Admin),
            Self::Unsaved => unsaved(context),
            Self::Closing => {
                row![busy(), body(tr!(context.lang, "win-closing"))].spacing(space::MEDIUM).align_y(Center).into()
            }
        };
        // The scroll bar stands in the margin, not on the words.
        let content = container(content).padding(Padding::ZERO.horizontal(space::PAGE));
        let content = container(scrollable(content).style(style::scroll))
            .padding(Padding::ZERO.vertical(space::PAGE))
            .max_width(space::MODAL)
            .style(style::modal);
        let over = container(content).center(Fill).padding(space::LARGE).style(style::scrim);
        opaque(over)
    }
}

/// A question or a message: title, sentences, keys at the right.
fn dialog<'a, M: 'a>(
    title: String,
    content: impl IntoIterator<Item = Element<'a, M>>,
    keys: impl IntoIterator<Item = Element<'a, M>>,
) -> Element<'a, M> {
    let title = text(title).size(size::TITLE).font(SEMIBOLD).style(style::plain);
    let content = iced::widget::Column::with_children(content).spacing(space::MEDIUM);
    let keys = iced::widget::Row::with_children(keys).spacing(space::SMALL);
    let keys = row![blank::horizontal(), keys];
    column![title, content, keys].spacing(space::LARGE).into()
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
            key(tr!(lang, "win-stay"), Kind::Secondary, Some(Message::Stay)).into(),
            key(tr!(lang, "win-discard-close"), Kind::Destructive, Some(Message::DiscardAndClose)).into(),
            key(tr!(lang, "win-save-close"), Kind::Primary, Some(Message::SaveAndClose)).into(),
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
