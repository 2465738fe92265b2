//! Mailkey: set up and keep working how this computer sends (SMTP) and receives (POP3) mail with OAuth 2.0.
#![forbid(unsafe_code)]
#![deny(missing_docs, unused_results)]
#![deny(clippy::dbg_macro, clippy::todo, clippy::unimplemented)]
#![cfg_attr(not(test), deny(clippy::unwrap_used))]

pub mod account;
pub mod demo;
pub mod engine;
pub mod error;
pub mod home;
pub mod i18n;
pub mod mail;
pub mod oauth;
pub mod page;
pub mod secrets;
pub mod settings;
pub mod tls;
#[cfg(feature = "window")]
pub mod ui;
pub mod words;
