//! Mailkey: set up and keep working how this computer sends (SMTP) and receives (POP3) mail with OAuth 2.0.
//!
//! # The architecture in one page
//!
//! One package: this library and two programs, `mailkey` (the window) and `mailkeyctl` (the command line, and with `serve`
//! the background service). Both are thin; what they do are the verbs of [`engine::Engine`].
//!
//! ```text
//!   ui (feature `window`)      cli               what a person sees; the only places that know a language …
//!        └───────┬──────────────┘ └ words, page  … through `words` (causes and cures in both) and `tr!`
//!             diagnosis                          what a failure is and what helps: error → cause, by a table
//!             engine                             the verbs: sign in, access token, delete, send, check, test, status, keep
//!    ┌───────┬──────┼─────────┬─────────┐
//!  oauth   mail   settings   secrets   admin     one concern each
//!    └───────┴──────┬─┴─────────┴────────┘
//!   account, chain, error, home, clock, watch,   vocabulary, the links of a test, failures, folders and locks, time,
//!   tls, log, redact, system                     certificates; what happened, as typed events; secrets taken out of texts;
//!                                                the system's reasons
//!
//!   guide: how to register an application at a provider, in words (for ui and cli; it stands beside the engine)
//!   autostart, notification: what the system does for us (starting `serve` at login, showing a message), for ui and cli
//!   demo: the practice provider; it stands beside all this and knows only `account` and `clock`
//! ```
//!
//! Imports point down, with one circle that is meant: [`error::Error`] names the error types of all that is above it, and
//! `log` names `Error`, so that a failure can be an event; who logs imports `log`. No behaviour goes round it: `log` calls
//! nothing of the layers above, and asks for words through a trait (see below).
//! Nothing below `ui` and `cli` knows iced or a word for people: errors are types ([`error::Error`]).
//!
//! # The rules that protect what must not go wrong
//!
//! * **The badge is a function** of the session and the time ([`oauth::session::Session::shown`]); nothing stores it.
//! * **Two processes, one truth.** Window, command line and service need no daemon between them. An account's tokens are in
//!   the keyring with the facts they belong to; a small state file repeats the facts, so that the state can be shown
//!   without the keyring. Both carry a generation; the keyring's entry is written first and wins. All changes are made
//!   under a lock file, after reading again what is there, so that one process uses the refresh that another has just made.
//! * **A renewal is journalled.** Before a refresh token is sent the keyring notes that it was; whoever finds the note
//!   after a crash knows why the provider refuses the old token. The points at which a process can die are listed, with
//!   what follows, at the top of `engine/renewal.rs`; tests die at each ([`fault`]).
//! * **Every change is a step of one pure machine** ([`oauth::session::Record`]): it refuses answers that come late, and
//!   counts deletions, so that nothing which began before a deletion brings a token back.
//! * **Offline is not invalid.** What does not succeed for now is kept beside the state ([`oauth::session::Trouble`]):
//!   since when, why, and when to try again. Only the authorization server makes a token invalid; a mail server's 535
//!   leads to one renewal and one more try.
//! * **Alive without anybody.** While a window or the service runs, [`engine::Engine::keep`] renews before a token is
//!   needed and at least once a day. Any number of them do it once.
//! * **Waiting is a lock.** "A sign-in is under way" means that a process holds the account's sign-in lock. When it ends,
//!   however it ends, the state is again what it was.
//! * **Cancelling is dropping a future**, until a code or a refresh token is on its way. From then on the work runs to its
//!   end ([`engine::Engine::settle`] waits for it): cutting it off between rotation and store would lose the account.
//! * **A message is handed over once.** From its last byte on a server may have sent it, whatever follows or does not
//!   ([`mail::Step::Receipt`]): no other server is asked, nothing is tried again, and nobody says that it was not sent.
//! * **A code cannot be used twice**: [`oauth::attempt::Attempt::accept`] consumes the attempt.
//! * **The test is no second implementation**: [`engine::Engine::test`] walks the stages of [`mail`] that sending and
//!   checking walk, with the same login and its second try, and tells an observer of each link ([`chain`]). After the
//!   first link that breaks nothing is looked at; its error goes through the table of causes as any other.
//! * **One table of settings** ([`settings::KEYS`]): file, command line and window read and write through it.
//! * **The administrator's lock is in the engine** ([`engine::Engine::permit`]): every verb that changes or uses anything
//!   asks it first, so window and command line cannot forget it. What Mailkey does by itself goes on while it is locked.
//! * **One table of causes** (`assets/diagnosis.toml`, [`diagnosis`]): whatever fails anywhere, an error becomes a symptom,
//!   the first row that fits is its cause, and the row's id names it for good: its two texts in `i18n/`, what it says of
//!   the token, what can be clicked. A new wording of a server is a new row and no code; what no row knows is shown in
//!   the other side's words.
//! * **The log is told types** ([`log::Event`]), at the place where something happened. A line holds the event's name and
//!   arguments, so that it can be said again in another language, and the words for whoever opens the file. They come from
//!   above: each program gives [`log::start`] something that has [`log::Words`] (`words/event.rs`), because the log itself
//!   knows no language. It never stops or changes what the program does, whatever is wrong with its files.
//! * **Secrets** are `SecretString`, in no error, no log and no message of the window. Only the keyring stores them.
//! * **And a last net** ([`log::net`]) knows every secret that this process holds or held, and takes it out ([`redact`]: in
//!   pieces and in any encoding, too) of each line of the log, the panics' among them, of what a server said, and of a
//!   test's report. Whoever receives, reads or is given a new kind of secret tells it there.
//! * **Transcripts** ([`log::transcript`]) of what is said to mail servers are written on request only. The switch is a file
//!   with its own end, so that every process follows it and nobody forgets it; a secret in a line is a type, not a text.
//!
//! Accounts have names ([`account::AccountId`]), and everything that belongs to one (state file, locks, keyring entry) is
//! found by it: more accounts need more names and nothing else.
#![forbid(unsafe_code)]
#![deny(missing_docs, unused_results)]
#![deny(clippy::dbg_macro, clippy::todo, clippy::unimplemented)]
#![cfg_attr(not(test), deny(clippy::unwrap_used))]

pub mod account;
pub mod admin;
pub mod autostart;
pub mod chain;
pub mod cli;
pub mod clock;
pub mod demo;
pub mod diagnosis;
pub mod engine;
pub mod error;
pub mod fault;
pub mod guide;
pub mod home;
pub mod i18n;
pub mod log;
pub mod mail;
pub mod notification;
pub mod oauth;
pub mod page;
pub mod redact;
pub mod secrets;
pub mod settings;
pub mod system;
pub mod tls;
#[cfg(feature = "window")]
pub mod ui;
pub mod watch;
pub mod words;
