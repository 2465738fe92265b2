//! Values that are one of a few words.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Invalid;

/// A set of words, one of which is chosen: gives the enum its words, `FromStr` and `Display`.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "lowercase")]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every choice, in the order in which it is offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The words of the settings file, in the same order.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The word of the settings file.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl FromStr for $name {
            type Err = Invalid;

            fn from_str(text: &str) -> Result<Self, Invalid> {
                match text.trim() {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(Invalid::OneOf(Self::WORDS)),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}

words! {
    /// How Mailkey proves to a mail server who it is.
    Method {
        /// Not at all.
        None = "none",
        /// A user name and a password (SASL PLAIN, POP3 USER/PASS).
        Password = "password",
        /// An OAuth 2.0 access token (SASL XOAUTH2 or OAUTHBEARER).
        #[default]
        OAuth2 = "oauth2",
    }
}

words! {
    /// How a token is got.
    SignInMethod {
        /// A person signs in with the browser of this computer (RFC 8252).
        #[default]
        Browser = "browser",
        /// A person types a code on another device (RFC 8628).
        Device = "device",
        /// No person: the application itself is allowed to (RFC 6749, 4.4).
        Application = "application",
    }
}

words! {
    /// Who issues the tokens.
    Provider {
        /// Microsoft 365 for work or school (Exchange Online).
        #[default]
        Microsoft = "microsoft",
        /// Outlook.com, Hotmail, Live: personal accounts.
        Outlook = "outlook",
        /// Gmail and Google Workspace.
        Google = "google",
        /// Anyone with OpenID discovery at an issuer address.
        Custom = "custom",
    }
}

words! {
    /// The language of the window and of the command line.
    Language {
        /// The system's, or English when that is neither.
        #[default]
        System = "system",
        /// Czech.
        Czech = "cs",
        /// English.
        English = "en",
    }
}

words! {
    /// The colours of the window.
    Theme {
        /// As the system is set.
        #[default]
        System = "system",
        /// Dark text on light ground.
        Light = "light",
        /// Light text on dark ground.
        Dark = "dark",
    }
}
