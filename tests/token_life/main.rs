//! The life of a token after the sign-in: renewal, death, deletion, and what survives a damaged home.

#[path = "../support/mod.rs"]
mod support;

mod damage;
mod ends;
mod join;
mod keep;
mod keyring;
mod machine;
mod mail;
mod renewal;
