//! What a sign-in is asked for, and what it tells while it runs.

use std::sync::Arc;

use jiff::Timestamp;
use secrecy::SecretString;
use tokio::sync::mpsc;
use url::Url;

use crate::account::{Protocol, SignInMethod};
use crate::error::Error;
use crate::oauth::OAuthError;

/// What the browser's last page says.
#[derive(Debug, Clone)]
pub enum Landing {
    /// The token is there; who signed in, where known.
    Done(Option<String>),
    /// It ended without a token.
    Failed(Error),
    /// It was cancelled in Mailkey meanwhile.
    Cancelled,
    /// The answer arrived, but what follows it takes long.
    Unfinished,
    /// A second answer, or one to another sign-in.
    Stale,
}

/// Makes a whole HTML page of a landing, in the person's language.
pub type PageMaker = Arc<dyn Fn(&Landing) -> String + Send + Sync>;

/// Where the person answers the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// In the browser of this computer, which is opened.
    Browser,
    /// In a browser that the person opens, here or elsewhere.
    Address,
    /// On any device, with a code (RFC 8628).
    Device,
    /// Nowhere: the application signs in for itself (RFC 6749, 4.4).
    Application,
}

impl Way {
    /// The method that it belongs to.
    #[must_use]
    pub fn method(self) -> SignInMethod {
        match self {
            Self::Browser | Self::Address => SignInMethod::Browser,
            Self::Device => SignInMethod::Device,
            Self::Application => SignInMethod::Application,
        }
    }
}

impl From<SignInMethod> for Way {
    fn from(method: SignInMethod) -> Self {
        match method {
            SignInMethod::Browser => Self::Browser,
            SignInMethod::Device => Self::Device,
            SignInMethod::Application => Self::Application,
        }
    }
}

/// A sign-in that is wanted.
pub struct SignInRequest {
    /// To whose account.
    pub protocol: Protocol,
    /// How.
    pub way: Way,
    /// Makes the browser's last page.
    pub page: PageMaker,
    /// Where pasted addresses come from, with [`Way::Browser`] and [`Way::Address`].
    pub pasted: Option<mpsc::UnboundedReceiver<SecretString>>,
}

/// What happens while a person signs in.
#[derive(Debug, Clone)]
pub enum SignInStep {
    /// The listener waits; this address is open in the browser, or must be opened.
    Listening {
        /// The address of the provider's page.
        address: Url,
        /// When the waiting ends.
        deadline: Timestamp,
    },
    /// No browser could be started; the system's reason.
    BrowserFailed(String),
    /// What was pasted is not this sign-in's answer; the waiting goes on.
    PasteRefused(OAuthError),
    /// The code that the person must enter.
    Code {
        /// The code.
        user_code: String,
        /// Where.
        address: Url,
        /// The same with the code in it, where the provider offers that.
        complete: Option<Url>,
        /// When the waiting ends.
        deadline: Timestamp,
    },
    /// The answer arrived: from now on it cannot be cancelled.
    CodeArrived,
}
