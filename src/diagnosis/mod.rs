//! What a failure is, and what helps: one place that turns an error into a cause and its cure.
//!
//! Protects: every failure has a cause with a stable name (`assets/diagnosis.toml` lists them all), wherever it happened;
//! what is not known keeps the raw text. Leaves to others: the words ([`crate::words`]).

use crate::account::{Protocol, Settings};

/// What is known beside the error; more makes the diagnosis better.
#[derive(Debug, Clone, Copy, Default)]
pub struct About<'a> {
    /// The stored settings: for addresses, names and links that are whole.
    pub settings: Option<&'a Settings>,
    /// Whose failure it is, where the error does not say.
    pub protocol: Option<Protocol>,
    /// Whether a token is held that is known to be good.
    pub token_held: bool,
}

/// Something that helps, with one click.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Copies a text: a command, an address to register, a link to hand on.
    Copy {
        /// What the text is.
        what: CopyWhat,
        /// The text.
        text: String,
    },
    /// Opens a page in the browser.
    Open(String),
    /// Leads to a setting; its key.
    Field(&'static str),
    /// Gets a token.
    GetToken(Protocol),
    /// Deletes the token, to get it again.
    DeleteToken(Protocol),
}

/// What a text to copy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyWhat {
    /// Commands for Exchange Online PowerShell.
    Exchange,
    /// A link for an administrator.
    Link,
    /// An address to register at the provider.
    RedirectUri,
}
