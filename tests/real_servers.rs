//! Mailkey against real servers: oidc-provider, Dovecot, Postfix, gnome-keyring and Chromium, all on this machine.
//!
//! Protects what practice servers of our own cannot show: that what Mailkey sends is what others understand. Each test
//! has a stand of its own (`tests/real/stand`, 2–4 s) and a desktop of its own (D-Bus session, keyring, home), so tests
//! run side by side and in any order. They need root (Postfix), the Debian packages and `npm ci` in `tests/real`;
//! `scripts/test` sees to all of it, and therefore they are ignored in a plain `cargo test`.

#[path = "real/support/mod.rs"]
mod support;

#[path = "real/promises/chain.rs"]
mod chain;
#[path = "real/promises/clock.rs"]
mod clock;
#[path = "real/promises/command_line.rs"]
mod command_line;
#[path = "real/promises/crash_points.rs"]
mod crash_points;
#[path = "real/promises/diagnosis.rs"]
mod diagnosis;
#[cfg(feature = "window")]
#[path = "real/promises/keyboard.rs"]
mod keyboard;
#[path = "real/promises/keyring.rs"]
mod keyring;
#[path = "real/promises/keyring_refresh.rs"]
mod keyring_refresh;
#[path = "real/promises/kill.rs"]
mod kill;
#[path = "real/promises/leaks.rs"]
mod leaks;
#[path = "real/promises/mail.rs"]
mod mail;
#[path = "real/promises/other_ways.rs"]
mod other_ways;
#[path = "real/promises/processes.rs"]
mod processes;
#[path = "real/promises/service.rs"]
mod service;
#[path = "real/promises/sign_in.rs"]
mod sign_in;
#[path = "real/promises/states.rs"]
mod states;
#[path = "real/promises/token_life.rs"]
mod token_life;
#[cfg(feature = "window")]
#[path = "real/promises/window.rs"]
mod window;
