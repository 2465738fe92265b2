//! What can go wrong, for whoever must be told: one type over the errors of all layers.
//!
//! Protects: every failure reaches the window and the command line whole and typed, so that the words for it are made
//! in one place ([`crate::words`]) and in the language of the moment. Cheap to clone; holds no secret. `Display` is
//! English, for the log.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::account::{EmailAddress, Protocol};
use crate::admin::AdminError;
use crate::mail::MailError;
use crate::mail::message::ComposeError;
use crate::oauth::OAuthError;
use crate::oauth::session::{Cause, Reason};
use crate::secrets::SecretError;
use crate::settings::{FileError, Violation, names};
use crate::system;
use crate::tls::TlsSetupError;

/// A verb that failed.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// settings.toml cannot be read or written.
    #[error(transparent)]
    Settings(Arc<FileError>),
    /// Settings that this needs are empty; their keys.
    #[error("not filled in: {}", .0.join(", "))]
    Incomplete(Vec<&'static str>),
    /// A rule between settings does not hold.
    #[error(transparent)]
    Rule(#[from] Violation),
    /// A file or folder of Mailkey's own cannot be used.
    #[error("{}: {reason}", path.display())]
    Home {
        /// Which.
        path: PathBuf,
        /// The system's reason.
        reason: String,
    },
    /// The administrator's password.
    #[error(transparent)]
    Admin(AdminError),
    /// The keyring.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// A password or an application's secret in the keyring is not what Mailkey stored there; its setting.
    #[error("the keyring's entry of {0} is damaged")]
    SecretDamaged(&'static str),
    /// The trusted certificates.
    #[error(transparent)]
    Tls(#[from] TlsSetupError),
    /// No token is stored for this protocol.
    #[error("no token for {0}")]
    NotAcquired(Protocol),
    /// The token is dead.
    #[error("the token for {protocol} is invalid: {reason:?}")]
    Invalid {
        /// For what it served.
        protocol: Protocol,
        /// Why.
        reason: Reason,
    },
    /// The stored token was issued for another account, application or provider than the settings now name.
    #[error("the token for {protocol} was issued for other settings")]
    OtherSettings {
        /// For what it served.
        protocol: Protocol,
        /// The account that it was issued for.
        issued_for: Option<EmailAddress>,
    },
    /// There is a token, but the provider granted it no permission for this protocol.
    #[error("the token has no permission for {0}")]
    NotPermitted(Protocol),
    /// A test message was taken over and is not in the mailbox.
    #[error("the message for {to} is not in the mailbox after {} s", after.as_secs())]
    NotArrived {
        /// To whom it was sent.
        to: EmailAddress,
        /// How long it was looked for.
        after: Duration,
    },
    /// The token could not be renewed for a reason of this computer's own, in English.
    #[error("the token could not be renewed: {0}")]
    NotRenewed(String),
    /// The setting cannot change while a token is held; its key.
    #[error("{0} cannot be changed while a token is held")]
    Held(&'static str),
    /// A sign-in to this account is already under way here or in another process.
    #[error("a sign-in to this account is already under way")]
    SignInRunning,
    /// The token was deleted while this sign-in was under way.
    #[error("the token was deleted while somebody signed in")]
    DeletedMeanwhile,
    /// Another process did not let go of the account in time.
    #[error("another Mailkey process is busy with this account")]
    Busy,
    /// The authorization server, or the sign-in.
    #[error(transparent)]
    OAuth(#[from] OAuthError),
    /// The mail server.
    #[error(transparent)]
    Mail(#[from] MailError),
    /// The message.
    #[error(transparent)]
    Compose(#[from] ComposeError),
}

impl From<FileError> for Error {
    fn from(error: FileError) -> Self {
        match error {
            FileError::Rule(violation) => Self::Rule(violation),
            other => Self::Settings(Arc::new(other)),
        }
    }
}

impl From<AdminError> for Error {
    fn from(error: AdminError) -> Self {
        match error {
            AdminError::File { path, reason } => Self::Home { path, reason },
            other => Self::Admin(other),
        }
    }
}

impl From<Cause> for Error {
    fn from(cause: Cause) -> Self {
        match cause {
            Cause::Network { host, failure } => OAuthError::Network { host, failure }.into(),
            Cause::Refused(refusal) => OAuthError::Refused(refusal).into(),
            Cause::Keyring { error } => error.into(),
            Cause::Secret { of } => Self::SecretDamaged(names::client_secret(of)),
            Cause::Certificate { error } => OAuthError::Certificate(error).into(),
            Cause::Discovery { issuer } => {
                OAuthError::Discovery { issuer, problem: "it was unusable at the last renewal" }.into()
            }
            Cause::Trust { path, reason } => {
                TlsSetupError::Unreadable { path, cause: Arc::new(std::io::Error::other(reason)) }.into()
            }
            Cause::Other { text } => Self::NotRenewed(text),
        }
    }
}

impl Error {
    pub(crate) fn home(path: &Path, reason: &std::io::Error) -> Self {
        Self::Home { path: path.to_owned(), reason: system::reason(reason) }
    }

    /// Whether a new token is all that was missing: once there is one, this is no longer true.
    #[must_use]
    pub fn wants_token(&self) -> bool {
        matches!(self, Self::NotAcquired(_) | Self::Invalid { .. } | Self::OtherSettings { .. })
    }

    /// Whether a message may have been sent all the same.
    #[must_use]
    pub fn may_have_sent(&self) -> bool {
        matches!(self, Self::Mail(error) if error.may_have_sent())
    }

    /// The settings that must be filled in or mended; the first is where to look.
    #[must_use]
    pub fn fields(&self) -> Vec<&'static str> {
        match self {
            Self::Incomplete(fields) => fields.clone(),
            Self::Rule(violation) => vec![violation.key()],
            Self::Held(field) => vec![field],
            Self::Settings(error) => match error.as_ref() {
                FileError::Changed(fields) => fields.clone(),
                _ => vec![],
            },
            _ => vec![],
        }
    }
}
