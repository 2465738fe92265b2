//! What an administrator would want to know afterwards, as types.
//!
//! How grave each is, is one rule: what a person asked for and did not get, and what needs a person, is an error; what
//! mends itself, because it is tried again or done another way, or because the person tries again (a wrong password), is a
//! warning; what a person cancelled is information.
//!
//! Protects: only what stands here reaches the log as an event, and no secret can: an event holds addresses, servers,
//! times and errors, which hold none. An event's name and its arguments' names are kept for good: older logs are read
//! with them. Leaves to others: the words ([`crate::words::event`]), and when something happens.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};

use super::{Area, Severity, Whose, Words};
use crate::account::{AccountId, EmailAddress, Protocol, SignInMethod};
use crate::chain::Link;
use crate::error::Error;

/// The most characters that are kept of a setting's value.
const MAX_VALUE: usize = 100;

/// A setting that has another value now. Secrets are no settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its name.
    pub key: &'static str,
    /// What it was, as text.
    pub was: String,
    /// What it is.
    pub is: String,
}

/// Something that happened.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the fields' names say it: whose, which server, why; times are when it will be or was")]
pub enum Event {
    /// Somebody begins to sign in.
    SignInBegan { account: AccountId, method: SignInMethod },
    /// The sign-in was given up here.
    SignInCancelled { account: AccountId },
    /// The sign-in ended without a token.
    SignInFailed { account: AccountId, why: Error },
    /// No browser could be started; the system's reason.
    BrowserFailed { account: AccountId, reason: String },
    /// A token is there.
    TokenAcquired { account: AccountId, signed_in_as: Option<String>, until: Option<Timestamp> },
    /// The access token was renewed.
    TokenRenewed { account: AccountId, until: Option<Timestamp> },
    /// It could not be renewed for now; when it will be tried again, and whether that may help without anybody.
    TokenNotRenewed { account: AccountId, why: Error, retry_at: Option<Timestamp>, again: bool },
    /// Renewing works again, after it had not for some time.
    TroubleOver { account: AccountId, since: Timestamp },
    /// The provider refused the grant for good.
    TokenInvalid { account: AccountId, why: Error },
    /// The token was removed here.
    TokenDeleted { account: AccountId },
    /// The provider confirmed that the grant is withdrawn.
    TokenRevoked { account: AccountId },
    /// The provider could not be asked to withdraw the grant, or refused.
    TokenNotRevoked { account: AccountId, why: Error },
    /// The keyring did not take a renewed token: it is in memory only.
    TokenUnstored { account: AccountId, why: Error },
    /// The keyring took it after all.
    TokenStoredLate { account: AccountId },
    /// It was still in memory only when the program ended.
    TokenLost { account: AccountId, why: Error },
    /// An access token was printed for somebody.
    TokenShown { account: AccountId },
    /// SMTP and POP share one account from now on; whose token stays.
    AccountsJoined { kept: AccountId },
    /// A server took a message over.
    MessageSent { server: String, to: EmailAddress },
    /// A message was not sent.
    SendFailed { to: EmailAddress, why: Error, token_held: bool },
    /// A message was handed over, and whether the server took it is not known.
    SendUncertain { to: EmailAddress, why: Error, token_held: bool },
    /// The first server could not be reached.
    SecondaryUsed { primary: String, server: String },
    /// A server refused the token; it is renewed, and the login tried once more.
    LoginRefused { protocol: Protocol, why: Error },
    /// The mailbox was looked into.
    MailboxChecked { server: String, messages: u32 },
    /// The mailbox could not be looked into; whether it is looked again without anybody, and that may help.
    CheckFailed { why: Error, token_held: bool, again: bool },
    /// Settings were changed; which, and how.
    SettingsSaved { changes: Vec<Change> },
    /// settings.toml cannot be read; what was read before counts.
    SettingsUnreadable { why: Error },
    /// A password or client secret was stored; which.
    SecretStored { name: String },
    /// It was removed.
    SecretRemoved { name: String },
    /// An administrator's password was set.
    PasswordSet,
    /// Another one was set.
    PasswordChanged,
    /// It was removed.
    PasswordRemoved,
    /// The administrator's password was entered.
    Unlocked,
    /// The permission was withdrawn.
    Locked,
    /// A wrong password was entered; how many tries are left.
    PasswordWrong { left: u32 },
    /// It was wrong too often; until when none is looked at.
    LockedOut { until: Timestamp },
    /// The background service works from now on.
    ServiceStarted,
    /// It ends.
    ServiceStopped,
    /// It was installed, to start at each login.
    ServiceInstalled,
    /// It was removed.
    ServiceRemoved,
    /// The computer slept for so long, or its clock was set by so much (negative: back).
    Woke { by: SignedDuration },
    /// The window was opened.
    WindowOpened,
    /// It was closed.
    WindowClosed,
    /// Somebody ended the test before it came to its end; whether while a message was being handed over.
    TestCancelled { protocol: Protocol, sending: bool },
    /// The test found every link sound.
    TestPassed { protocol: Protocol, took: Duration },
    /// The test found a broken link.
    TestFailed { protocol: Protocol, link: Link, why: Error, token_held: bool },
    /// Transcripts are written until then.
    TranscriptsOn { until: Timestamp },
    /// They are not written any more, because somebody switched them off.
    TranscriptsOff,
    /// A verb of the command line failed that writes no event of its own.
    CommandFailed { why: Error, whose: Whose },
    /// A mistake in the program: where, and its message.
    Panicked { place: String, message: String },
}

/// An event as it is written.
pub(super) struct Parts {
    pub id: &'static str,
    pub area: Area,
    pub severity: Severity,
    pub args: Map<String, Value>,
}

/// Arguments while they are put together.
struct Args<'a> {
    map: Map<String, Value>,
    words: &'a dyn Words,
}

impl Args<'_> {
    fn put(&mut self, name: &str, value: impl Into<Value>) -> &mut Self {
        let _new = self.map.insert(name.to_owned(), value.into());
        self
    }

    /// The account's name, and its address where the settings name one.
    fn account(&mut self, id: &AccountId) -> &mut Self {
        if let Some(address) = self.words.address(id) {
            let _same = self.put("address", address);
        }
        self.put("account", id.as_str())
    }

    fn time(&mut self, name: &str, at: Option<Timestamp>) -> &mut Self {
        match at {
            Some(at) => self.put(name, at.to_string()),
            None => self,
        }
    }

    fn why(&mut self, error: &Error, whose: Whose) -> &mut Self {
        let cause = self.words.cause(error, whose);
        self.put("why", cause)
    }
}

fn of(protocol: Protocol, token_held: bool) -> Whose {
    Whose { protocol: Some(protocol), token_held }
}

fn area(protocol: Protocol) -> Area {
    match protocol {
        Protocol::Smtp => Area::Smtp,
        Protocol::Pop => Area::Pop,
    }
}

/// How grave a failure is that may be followed by a try that helps.
fn failed(again: bool) -> Severity {
    if again { Severity::Warning } else { Severity::Error }
}

fn method(method: SignInMethod) -> &'static str {
    match method {
        SignInMethod::Browser => "browser",
        SignInMethod::Device => "device",
        SignInMethod::Application => "application",
    }
}

impl Event {
    /// Name, area, severity and arguments.
    pub(super) fn parts(&self, words: &dyn Words) -> Parts {
        use Severity::{Error as Grave, Info, Warning};
        let mut args = Args { map: Map::new(), words };
        let a = &mut args;
        let (id, area, severity) = match self {
            Self::SignInBegan { account, method: way } => {
                let _ = a.account(account).put("method", method(*way));
                ("sign-in-began", Area::SignIn, Info)
            }
            Self::SignInCancelled { account } => {
                let _ = a.account(account);
                ("sign-in-cancelled", Area::SignIn, Info)
            }
            Self::SignInFailed { account, why } => {
                let _ = a.account(account).why(why, of(account.tab(), false));
                ("sign-in-failed", Area::SignIn, Grave)
            }
            Self::BrowserFailed { account, reason } => {
                let _ = a.account(account).put("reason", reason.as_str());
                ("browser-failed", Area::SignIn, Warning)
            }
            Self::TokenAcquired { account, signed_in_as, until } => {
                let _ = a.account(account).time("until", *until);
                if let Some(name) = signed_in_as {
                    let _ = a.put("signed_in_as", name.as_str());
                }
                ("token-acquired", Area::Token, Info)
            }
            Self::TokenRenewed { account, until } => {
                let _ = a.account(account).time("until", *until);
                ("token-renewed", Area::Token, Info)
            }
            Self::TokenNotRenewed { account, why, retry_at, again } => {
                let _ = a.account(account).why(why, of(account.tab(), false)).time("retry_at", *retry_at);
                ("token-not-renewed", Area::Token, failed(*again))
            }
            Self::TroubleOver { account, since } => {
                let _ = a.account(account).time("since", Some(*since));
                ("trouble-over", Area::Token, Info)
            }
            Self::TokenInvalid { account, why } => {
                let _ = a.account(account).why(why, of(account.tab(), false));
                ("token-invalid", Area::Token, Grave)
            }
            Self::TokenDeleted { account } => {
                let _ = a.account(account);
                ("token-deleted", Area::Token, Info)
            }
            Self::TokenRevoked { account } => {
                let _ = a.account(account);
                ("token-revoked", Area::Token, Info)
            }
            Self::TokenNotRevoked { account, why } => {
                let _ = a.account(account).why(why, of(account.tab(), false));
                ("token-not-revoked", Area::Token, Grave)
            }
            Self::TokenUnstored { account, why } => {
                let _ = a.account(account).why(why, of(account.tab(), false));
                ("token-unstored", Area::Token, Grave)
            }
            Self::TokenStoredLate { account } => {
                let _ = a.account(account);
                ("token-stored-late", Area::Token, Info)
            }
            Self::TokenLost { account, why } => {
                let _ = a.account(account).why(why, of(account.tab(), false));
                ("token-lost", Area::Token, Grave)
            }
            Self::TokenShown { account } => {
                let _ = a.account(account);
                ("token-shown", Area::Token, Info)
            }
            Self::AccountsJoined { kept } => {
                let _ = a.account(kept);
                ("accounts-joined", Area::Settings, Info)
            }
            Self::MessageSent { server, to } => {
                let _ = a.put("server", server.as_str()).put("to", to.to_string());
                ("message-sent", Area::Smtp, Info)
            }
            Self::SendFailed { to, why, token_held } => {
                let _ = a.put("to", to.to_string()).why(why, of(Protocol::Smtp, *token_held));
                ("send-failed", Area::Smtp, Grave)
            }
            Self::SendUncertain { to, why, token_held } => {
                let _ = a.put("to", to.to_string()).why(why, of(Protocol::Smtp, *token_held));
                ("send-uncertain", Area::Smtp, Warning)
            }
            Self::SecondaryUsed { primary, server } => {
                let _ = a.put("primary", primary.as_str()).put("server", server.as_str());
                ("secondary-used", Area::Smtp, Warning)
            }
            Self::LoginRefused { protocol, why } => {
                let _ = a.put("protocol", protocol.to_string()).why(why, of(*protocol, false));
                ("login-refused", area(*protocol), Warning)
            }
            Self::MailboxChecked { server, messages } => {
                let _ = a.put("server", server.as_str()).put("messages", *messages);
                ("mailbox-checked", Area::Pop, Info)
            }
            Self::CheckFailed { why, token_held, again } => {
                let _ = a.why(why, of(Protocol::Pop, *token_held));
                ("check-failed", Area::Pop, failed(*again))
            }
            Self::SettingsSaved { changes } => {
                let keys: Vec<_> = changes.iter().map(|change| change.key).collect();
                let values = changes.iter().map(|change| {
                    let side = |text: &str| Value::String(text.chars().take(MAX_VALUE).collect());
                    (change.key.to_owned(), Value::Array(vec![side(&change.was), side(&change.is)]))
                });
                let _ = a.put("keys", keys).put("values", Map::from_iter(values));
                ("settings-saved", Area::Settings, Info)
            }
            Self::SettingsUnreadable { why } => {
                let _ = a.why(why, Whose::default());
                ("settings-unreadable", Area::Settings, Grave)
            }
            Self::SecretStored { name } => {
                let _ = a.put("key", name.as_str());
                ("secret-stored", Area::Settings, Info)
            }
            Self::SecretRemoved { name } => {
                let _ = a.put("key", name.as_str());
                ("secret-removed", Area::Settings, Info)
            }
            Self::PasswordSet => ("password-set", Area::Lock, Info),
            Self::PasswordChanged => ("password-changed", Area::Lock, Info),
            Self::PasswordRemoved => ("password-removed", Area::Lock, Info),
            Self::Unlocked => ("unlocked", Area::Lock, Info),
            Self::Locked => ("locked", Area::Lock, Info),
            Self::PasswordWrong { left } => {
                let _ = a.put("left", *left);
                ("password-wrong", Area::Lock, Warning)
            }
            Self::LockedOut { until } => {
                let _ = a.time("until", Some(*until));
                ("locked-out", Area::Lock, Warning)
            }
            Self::ServiceStarted => ("service-started", Area::Service, Info),
            Self::ServiceStopped => ("service-stopped", Area::Service, Info),
            Self::ServiceInstalled => ("service-installed", Area::Service, Info),
            Self::ServiceRemoved => ("service-removed", Area::Service, Info),
            Self::Woke { by } => {
                let _ = a.put("seconds", by.as_secs());
                ("woke", Area::Service, Info)
            }
            Self::WindowOpened => {
                let _ = a.put("version", env!("CARGO_PKG_VERSION"));
                ("window-opened", Area::Window, Info)
            }
            Self::WindowClosed => ("window-closed", Area::Window, Info),
            Self::TestCancelled { protocol, sending } => {
                let _ = a.put("protocol", protocol.to_string());
                if *sending {
                    let _ = a.put("sending", true);
                }
                ("test-cancelled", Area::Test, Info)
            }
            Self::TestPassed { protocol, took } => {
                let took = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
                let _ = a.put("protocol", protocol.to_string()).put("ms", took);
                ("test-passed", Area::Test, Info)
            }
            Self::TestFailed { protocol, link, why, token_held } => {
                let whose = of(*protocol, *token_held);
                let _ = a.put("protocol", protocol.to_string()).put("link", link.id()).why(why, whose);
                ("test-failed", Area::Test, Grave)
            }
            Self::TranscriptsOn { until } => {
                let _ = a.time("until", Some(*until));
                ("transcripts-on", Area::Settings, Info)
            }
            Self::TranscriptsOff => ("transcripts-off", Area::Settings, Info),
            Self::CommandFailed { why, whose } => {
                let _ = a.why(why, *whose);
                ("command-failed", Area::Program, Grave)
            }
            Self::Panicked { place, message } => {
                let _ = a.put("place", place.as_str()).put("message", message.as_str());
                ("panicked", Area::Program, Grave)
            }
        };
        Parts { id, area, severity, args: args.map }
    }
}
