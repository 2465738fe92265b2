//! The real `mailkeyctl`, without a keyring and without a session bus: what goes where, and with which exit status.

mod admin;
mod bench;
#[path = "../support/files.rs"]
mod files;
mod guide;
mod interrupted;
mod readme;
mod serve;
mod settings;
mod test;
mod verbs;
mod watch;
