//! The tabs.
//!
//! Protects: a tab keeps what it shows while another is in front. Leaves to others: acting on what a tab asks for.

pub mod mailbox;
pub mod pop;
pub mod smtp;
