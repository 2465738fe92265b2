//! A person signs in: what the engine promises about browser, redirect port, provider and keyring.

#[path = "../support/mod.rs"]
mod support;

mod browser;
mod endings;
mod port;
mod provider;
