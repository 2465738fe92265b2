//! The table: protocol, step and fault → link, cause and what is said of the token.
//!
//! A new way to fail gets a line here. Ids are those of `assets/diagnosis.toml`.

mod connection;
mod login;
mod pop;
mod sending;
mod token;

use crate::case::Case;

/// All of it.
pub fn cases() -> Vec<Case> {
    [connection::cases(), token::cases(), login::cases(), sending::cases(), pop::cases()]
        .into_iter()
        .flatten()
        .collect()
}

/// What does no harm: the chain holds.
pub fn harmless() -> Vec<Case> {
    [sending::harmless(), pop::harmless(), token::harmless()].into_iter().flatten().collect()
}
