//! Which tab is shown.
//!
//! Protects: whatever belongs to an account always knows which one, also while a tab without an account is in front: then
//! it is the one whose tab was in front before. Leaves to others: what the tabs show.

use serde::{Deserialize, Serialize};

use super::app::App;
use crate::account::Protocol;

/// A tab, in the order of the keys Ctrl+1, Ctrl+2 …
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tab {
    /// Sending.
    Smtp,
    /// Receiving.
    Pop,
    /// What happened when.
    Log,
}

impl Tab {
    /// All of them, in their order.
    pub const ALL: [Self; 3] = [Self::Smtp, Self::Pop, Self::Log];

    /// The protocol that it sets up, if it sets up one.
    #[must_use]
    pub fn protocol(self) -> Option<Protocol> {
        match self {
            Self::Smtp => Some(Protocol::Smtp),
            Self::Pop => Some(Protocol::Pop),
            Self::Log => None,
        }
    }
}

impl From<Protocol> for Tab {
    fn from(protocol: Protocol) -> Self {
        match protocol {
            Protocol::Smtp => Self::Smtp,
            Protocol::Pop => Self::Pop,
        }
    }
}

impl App {
    /// The protocol whose tab is in front, or was before a tab that sets up none.
    #[must_use]
    pub fn protocol(&self) -> Protocol {
        self.tab.protocol().unwrap_or(self.before)
    }

    /// Keeps in mind whose tab is in front.
    pub(super) fn note_tab(&mut self) {
        self.before = self.protocol();
    }
}
