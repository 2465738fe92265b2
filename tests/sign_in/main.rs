//! A person signs in: what the engine promises about browser, redirect port, provider and keyring.

#[path = "../support/mod.rs"]
mod support;

mod application;
mod browser;
mod device;
mod endings;
mod paste;
mod person;
mod port;
mod provider;
mod ways;
