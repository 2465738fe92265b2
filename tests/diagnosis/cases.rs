//! The cases of `wire.toml`.

use std::fmt;

use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    case: Vec<Case>,
}

/// A text, and what must be made of it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    pub id: String,
    #[serde(rename = "where")]
    pub place: Where,
    pub wire: String,
    pub challenge: Option<String>,
    pub provider: Option<mailkey::account::Provider>,
    pub sign_in: Option<mailkey::account::SignInMethod>,
    pub source: String,
    #[serde(default)]
    pub unsure: bool,
    pub token: Token,
    pub says_cs: String,
    pub says_en: String,
    pub action: Vec<String>,
}

/// What the failure says of the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Token {
    Fine,
    Aside,
    Doubt,
    Bad,
}

/// Who says it, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Where {
    Mail(Mail),
    SignIn(SignIn),
    /// This computer, or the network right before it.
    Near(Near),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Near {
    /// It is made to happen.
    Real,
    /// It cannot be made to happen on every computer: the error that it gives is made.
    Made,
}

/// A mail server, at a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mail {
    pub protocol: mailkey::account::Protocol,
    pub step: Step,
    pub login: Login,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Greeting,
    Capabilities,
    StartTls,
    /// The answer to the login's first line.
    Auth,
    Login,
    Sender,
    Recipient,
    Message,
    Stat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Login {
    Token,
    Password,
    None,
}

/// An authorization server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignIn {
    /// The token endpoint's answer to a refresh token, with this status.
    Renewal(u16),
    /// Its answer to a code.
    Code,
    /// Its answer to a device.
    Device,
    /// What the browser brings back.
    Callback,
}

impl TryFrom<String> for Where {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        use mailkey::account::Protocol::{Pop, Smtp};
        let (protocol, rest) = match text.split_once(' ') {
            Some(("smtp", rest)) => (Smtp, rest),
            Some(("pop", rest)) => (Pop, rest),
            Some(("token", status)) if status.parse::<u16>().is_ok() => {
                return Ok(Self::SignIn(SignIn::Renewal(status.parse().unwrap_or_default())));
            }
            _ => {
                return Ok(Self::SignIn(match text.as_str() {
                    "local" => return Ok(Self::Near(Near::Real)),
                    "typed" => return Ok(Self::Near(Near::Made)),
                    "token" => SignIn::Renewal(400),
                    "code" => SignIn::Code,
                    "device token" => SignIn::Device,
                    "callback" => SignIn::Callback,
                    _ => return Err(format!("no such place: {text}")),
                }));
            }
        };
        let (login, step) = match rest.strip_prefix("anonymous ") {
            Some(step) => (Login::None, step),
            None if rest == "password" => (Login::Password, "login"),
            None => match rest.strip_prefix("password ") {
                Some(step) => (Login::Password, step),
                None => (Login::Token, rest),
            },
        };
        let step = match step {
            "greeting" => Step::Greeting,
            "ehlo" | "capa" => Step::Capabilities,
            "starttls" => Step::StartTls,
            "auth" => Step::Auth,
            "login" => Step::Login,
            "mail" => Step::Sender,
            "rcpt" => Step::Recipient,
            "message" => Step::Message,
            "stat" => Step::Stat,
            _ => return Err(format!("no such place: {text}")),
        };
        Ok(Self::Mail(Mail { protocol, step, login }))
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let wire: String = self.wire.chars().take(90).collect();
        write!(f, "{} ({:?}): {wire:?}", self.id, self.place)
    }
}

/// All of them.
pub fn all() -> Vec<Case> {
    let file: File = toml::from_str(include_str!("wire.toml")).expect("a table of cases");
    file.case
}
