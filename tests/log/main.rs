//! The log: its files, its words, and that no secret gets into it by any way that anybody thought of.

#[path = "../support/mod.rs"]
mod support;

mod alone;
mod command;
mod files;
mod leaks;
mod panics;
mod words;
