//! The table of causes: `assets/diagnosis.toml`, which is data, and how a row is found.
//!
//! Protects: there is always a row (each kind ends with one that has no conditions; tests hold that), whatever a server
//! says; finding it takes a time in proportion to the text. Leaves to others: the words, and filling the actions in.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::kind::Kind;
use super::mailbox;
use super::symptom::Symptom;
use crate::account::{Method, Protocol, Provider, SignInMethod};

/// What a failure says of the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Token {
    /// It proves that the token is good.
    Fine,
    /// It says nothing of the token.
    Aside,
    /// It may be the token, or no token was at stake.
    Doubt,
    /// The token is not good.
    Bad,
}

/// A row.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// The stable name.
    pub id: String,
    cause: Option<String>,
    cure: Option<String>,
    /// What the failure says of the token.
    pub token: Token,
    /// Whether it stands for what nobody foresaw: then it is said how to report it.
    #[serde(default)]
    pub unknown: bool,
    /// The symptoms, of which any must fit.
    pub when: Vec<When>,
    /// What can be clicked.
    #[serde(default, rename = "do")]
    pub actions: Vec<Do>,
}

impl Row {
    /// The key of the text that says what failed, and why.
    #[must_use]
    pub fn cause_key(&self) -> String {
        format!("cause-{}", self.cause.as_ref().unwrap_or(&self.id))
    }

    /// The key of the text that says what to do.
    #[must_use]
    pub fn cure_key(&self) -> String {
        format!("cause-{}-cure", self.cure.as_ref().unwrap_or(&self.id))
    }
}

/// A symptom: every field that is given must hold, and in a list any entry.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// The error's type.
    pub kind: Kind,
    pub(super) protocol: Option<Protocol>,
    #[serde(default)]
    pub(super) link: Vec<String>,
    #[serde(default)]
    pub(super) step: Vec<String>,
    pub(super) of: Option<Of>,
    #[serde(default)]
    pub(super) code: Vec<String>,
    #[serde(default)]
    pub(super) enhanced: Vec<String>,
    #[serde(default)]
    pub(super) text: Vec<String>,
    #[serde(default)]
    pub(super) aadsts: Vec<u64>,
    #[serde(default)]
    pub(super) suberror: Vec<String>,
    #[serde(default)]
    pub(super) provider: Vec<Provider>,
    #[serde(default)]
    pub(super) method: Vec<Method>,
    #[serde(default)]
    pub(super) sign_in: Vec<SignInMethod>,
    #[serde(default)]
    pub(super) host: Vec<String>,
    #[serde(default)]
    pub(super) port: Vec<u16>,
    /// Whether the settings want SSL/TLS.
    pub(super) tls: Option<bool>,
}

/// What was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Of {
    /// A sign-in's code.
    Code,
}

/// What can be clicked: one of `copy` with `text`, `open`, `field` and `token`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Do {
    /// `exchange`, `link` or `redirect`: what the text is.
    pub copy: Option<Copied>,
    /// What is copied.
    pub text: Option<String>,
    /// A page to open.
    pub open: Option<String>,
    /// A setting.
    pub field: Option<String>,
    /// What becomes of the token.
    pub token: Option<Change>,
}

/// What a text to copy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Copied {
    /// A command for Exchange Online PowerShell.
    Exchange,
    /// A link for an administrator.
    Link,
    /// An address to register.
    Redirect,
}

/// What becomes of the token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// It is acquired.
    Get,
    /// It is deleted.
    Delete,
}

/// What the settings add to a symptom.
#[derive(Debug, Clone, Copy, Default)]
pub struct Surroundings {
    /// Whose failure it is.
    pub protocol: Option<Protocol>,
    /// Who issues the tokens.
    pub provider: Option<Provider>,
    /// How one logs in.
    pub method: Option<Method>,
    /// How tokens are acquired, where one logs in with them.
    pub sign_in: Option<SignInMethod>,
    /// Whether the settings want SSL/TLS.
    pub tls: Option<bool>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    cause: Vec<Row>,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    // The file is inside the program and tests read it, so this cannot fail in a person's hands.
    let file: File = toml::from_str(include_str!("../../assets/diagnosis.toml")).unwrap_or_else(|error| {
        tracing::error!(%error, "assets/diagnosis.toml");
        File::default()
    });
    file.cause
});

/// The rows' symptoms of each kind, in the file's order.
static BY_KIND: LazyLock<HashMap<Kind, Vec<(&'static When, &'static Row)>>> = LazyLock::new(|| {
    let mut kinds: HashMap<_, Vec<_>> = HashMap::new();
    for row in ROWS.iter() {
        for when in &row.when {
            kinds.entry(when.kind).or_default().push((when, row));
        }
    }
    kinds
});

/// All rows, in the file's order.
#[must_use]
pub fn rows() -> &'static [Row] {
    &ROWS
}

/// The first row that fits. `None` only if the file inside the program were damaged.
#[must_use]
pub fn find(symptom: &Symptom, around: Surroundings) -> Option<&'static Row> {
    let known = Known::new(symptom, around);
    BY_KIND.get(&symptom.kind)?.iter().find(|(when, _)| when.fits(&known)).map(|(_, row)| *row)
}

/// A symptom as it is compared: in lower case.
pub(super) struct Known<'a> {
    symptom: &'a Symptom,
    around: Surroundings,
    code: String,
    text: String,
    suberror: String,
    host: String,
}

impl<'a> Known<'a> {
    pub(super) fn new(symptom: &'a Symptom, around: Surroundings) -> Self {
        Self {
            symptom,
            around,
            code: symptom.code.to_lowercase(),
            text: symptom.text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase(),
            suberror: symptom.suberror.to_lowercase(),
            host: symptom.host.to_lowercase(),
        }
    }
}

impl When {
    /// Whether it has no conditions.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let Self {
            kind: _,
            protocol,
            link,
            step,
            of,
            code,
            enhanced,
            text,
            aadsts,
            suberror,
            provider,
            method,
            sign_in,
            host,
            port,
            tls,
        } = self;
        let lists = [link, step, code, enhanced, text, suberror, host];
        protocol.is_none()
            && of.is_none()
            && aadsts.is_empty()
            && provider.is_empty()
            && method.is_empty()
            && sign_in.is_empty()
            && port.is_empty()
            && tls.is_none()
            && lists.iter().all(|list| list.is_empty())
    }

    pub(super) fn fits(&self, known: &Known<'_>) -> bool {
        let (symptom, around) = (known.symptom, known.around);
        let is = |list: &[String], word: Option<&str>| {
            list.is_empty() || word.is_some_and(|word| list.iter().any(|entry| entry == word))
        };
        let like = |list: &[String], whole: &str| list.is_empty() || list.iter().any(|entry| matches(entry, whole));
        let holds = |list: &[String], text: &str| list.is_empty() || list.iter().any(|entry| contains(entry, text));
        self.protocol.is_none_or(|protocol| around.protocol == Some(protocol))
            && is(&self.link, symptom.link.map(|link| link.id()))
            && is(&self.step, symptom.step.map(mailbox::word))
            && self.of.is_none_or(|Of::Code| symptom.of_code)
            && like(&self.code, &known.code)
            && like(&self.enhanced, &symptom.enhanced)
            && (self.aadsts.is_empty() || symptom.aadsts.is_some_and(|code| self.aadsts.contains(&code)))
            && like(&self.suberror, &known.suberror)
            && (self.provider.is_empty() || around.provider.is_some_and(|is| self.provider.contains(&is)))
            && (self.method.is_empty() || around.method.is_some_and(|is| self.method.contains(&is)))
            && (self.sign_in.is_empty() || around.sign_in.is_some_and(|is| self.sign_in.contains(&is)))
            && holds(&self.host, &known.host)
            && (self.port.is_empty() || symptom.port.is_some_and(|port| self.port.contains(&port)))
            && self.tls.is_none_or(|tls| around.tls == Some(tls))
            && holds(&self.text, &known.text)
    }
}

/// Whether a pattern's pieces are in the text, in their order, with anything before, between and after them.
fn contains(pattern: &str, text: &str) -> bool {
    pattern.split('*').try_fold(text, |rest, piece| rest.find(piece).map(|at| &rest[at + piece.len()..])).is_some()
}

/// Whether a pattern is the whole text; `*` in it stands for anything.
fn matches(pattern: &str, text: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else { return pattern == text };
    let (middle, last) = rest.rsplit_once('*').unwrap_or(("", rest));
    text.strip_prefix(first).and_then(|text| text.strip_suffix(last)).is_some_and(|text| contains(middle, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, text) in [("", ""), ("a", "a"), ("4*", "4"), ("4*", "421"), ("*.x", "a.x"), ("a*b*c", "a1b2c")] {
            assert!(matches(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [("4*", "541"), ("a", "ab"), ("a*a", "a"), ("a*b*c", "acb"), ("", "a")] {
            assert!(!matches(pattern, text), "{pattern} {text}");
        }
        assert!(contains("disabled*tenant", "is disabled for the tenant."));
        assert!(!contains("tenant*disabled", "is disabled for the tenant."));
        assert!(contains("é*é", "ééé"));
    }
}
