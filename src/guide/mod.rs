//! How to register an application at a provider: step by step, in the order done, with the values to be put in.
//!
//! What the person fears: a console full of words they do not know, and a mistake that shows itself only at the sign-in.
//! So every step names the label that stands there, gives the exact value, and the last one looks at what was typed.
//!
//! Protects: the steps belong to the provider and the way of signing in that stand in the fields, and every value, link
//! and command in them is made from these fields. Leaves to others: showing it (`crate::ui::guide`, `crate::cli`), and
//! what the fields may hold (`crate::account`).
//!
//! ```text
//! steps ────── which steps, for which provider and which way
//! microsoft ── a step in words, one module for each console
//! google
//! custom
//! commands ─── the same as PowerShell or `az`, quoted safely
//! check ────── what was typed: missing, odd or right
//! ```

pub mod check;
pub mod commands;
mod custom;
mod google;
mod microsoft;
mod steps;

use url::Url;

pub use self::steps::Step;
use crate::account::{OAuthAccount, Provider, SignInMethod};
use crate::i18n::Lang;
use crate::oauth::preset;
use crate::oauth::shapes::Field;
use crate::tr;

/// The name that the application is given at the provider; people read it there when they sign in.
pub const NAME: &str = "Mailkey";

/// Which registration it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Microsoft 365, where a person signs in.
    Work,
    /// Microsoft 365, where the application signs in for itself.
    Application,
    /// Outlook.com.
    Personal,
    /// Google.
    Google,
    /// Any other provider.
    Custom,
}

impl Kind {
    /// The one for an account.
    #[must_use]
    pub fn of(account: &OAuthAccount) -> Self {
        match (account.provider, account.sign_in) {
            (Provider::Microsoft, SignInMethod::Application) => Self::Application,
            (Provider::Microsoft, _) => Self::Work,
            (Provider::Outlook, _) => Self::Personal,
            (Provider::Google, _) => Self::Google,
            (Provider::Custom, _) => Self::Custom,
        }
    }

    /// The ways to do it; the first is for everybody.
    #[must_use]
    pub fn ways(self) -> &'static [Way] {
        match self {
            Self::Work => &[Way::Web, Way::PowerShell, Way::AzureCli],
            Self::Application => &[Way::Web, Way::PowerShell],
            Self::Personal | Self::Google | Self::Custom => &[Way::Web],
        }
    }

    /// The fields that are filled in afterwards, in the order in which their values turn up.
    #[must_use]
    pub fn fields(self) -> &'static [Field] {
        match self {
            Self::Work => &[Field::ClientId, Field::Tenant],
            Self::Application => &[Field::ClientId, Field::Tenant, Field::ClientSecret],
            Self::Personal => &[Field::ClientId],
            Self::Google => &[Field::ClientId, Field::ClientSecret],
            Self::Custom => &[Field::Issuer, Field::ClientId, Field::Scopes],
        }
    }
}

/// How the registration is made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// On the provider's pages.
    #[default]
    Web,
    /// With Microsoft Graph PowerShell.
    PowerShell,
    /// With the Azure CLI.
    AzureCli,
}

/// A step in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// What it is.
    pub title: String,
    /// How it is done: at most three lines.
    pub text: String,
    /// What belongs to it, in order.
    pub parts: Vec<Part>,
}

/// What belongs to a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A value that is put in as it is.
    Value(String),
    /// Several lines that are taken over whole.
    Lines(String),
    /// A page of the provider's.
    Page {
        /// What it is called.
        name: String,
        /// Its address.
        address: String,
        /// Whether the address is for somebody else, so that it is shown.
        to_send: bool,
    },
    /// Something worth knowing.
    Note(String),
    /// A field of Mailkey's that is filled in now.
    Fill(Field),
}

/// The registration for one account.
#[derive(Debug, Clone, Copy)]
pub struct Guide<'a> {
    account: &'a OAuthAccount,
    kind: Kind,
    way: Way,
}

impl<'a> Guide<'a> {
    /// The registration for this account; a way that its provider does not have becomes the first one.
    #[must_use]
    pub fn new(account: &'a OAuthAccount, way: Way) -> Self {
        let kind = Kind::of(account);
        let way = if kind.ways().contains(&way) { way } else { Way::Web };
        Self { account, kind, way }
    }

    /// Which registration it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Whose it is.
    #[must_use]
    pub fn provider(&self) -> Provider {
        self.account.provider
    }

    /// How the token will be got.
    #[must_use]
    pub fn sign_in(&self) -> SignInMethod {
        self.account.sign_in
    }

    /// How it is made.
    #[must_use]
    pub fn way(&self) -> Way {
        self.way
    }

    /// The steps, in the order done.
    #[must_use]
    pub fn steps(&self) -> &'static [Step] {
        steps::of(self.kind, self.way)
    }

    /// A step in words.
    #[must_use]
    pub fn words(&self, step: Step, lang: Lang) -> Words {
        match (step, self.kind) {
            (Step::Check, _) => Words::new(tr!(lang, "guide-check"), tr!(lang, "guide-check-text"), vec![]),
            (_, Kind::Google) => google::words(step, lang),
            (_, Kind::Custom) => custom::words(self, step, lang),
            (_, Kind::Work | Kind::Application | Kind::Personal) => microsoft::words(self, step, lang),
        }
    }

    /// What one must know before the first step.
    #[must_use]
    pub fn before(&self, lang: Lang) -> String {
        match self.kind {
            Kind::Work | Kind::Application => tr!(lang, "guide-before-work"),
            Kind::Personal => tr!(lang, "guide-before-personal"),
            Kind::Google => tr!(lang, "guide-before-google"),
            Kind::Custom => tr!(lang, "guide-before-custom"),
        }
    }

    /// The account that it is for.
    fn account(&self) -> &'a OAuthAccount {
        self.account
    }

    /// The redirect URI as it is registered: without the port, which both Microsoft and Google ignore on this computer.
    fn redirect(&self) -> String {
        preset(self.account.provider).redirect.replace(":{port}", "")
    }

    /// The page on which an administrator permits the application, once the fields hold what it is made from.
    fn consent(&self) -> Option<Url> {
        let odd = check::odd_ids(self.account);
        crate::oauth::consent_link(self.account).filter(|_| !odd)
    }
}

impl Words {
    fn new(title: String, text: String, parts: Vec<Part>) -> Self {
        Self { title, text, parts }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accounts() -> Vec<OAuthAccount> {
        let mut all: Vec<_> = Provider::ALL
            .iter()
            .map(|provider| OAuthAccount { provider: *provider, ..OAuthAccount::default() })
            .collect();
        all.push(OAuthAccount { sign_in: SignInMethod::Application, ..OAuthAccount::default() });
        all
    }

    #[test]
    fn every_step_has_its_words_in_both_languages() {
        for account in accounts() {
            for way in [Way::Web, Way::PowerShell, Way::AzureCli] {
                let guide = Guide::new(&account, way);
                assert!(guide.kind().ways().contains(&guide.way()));
                assert_eq!(guide.steps().last(), Some(&Step::Check));
                for step in guide.steps() {
                    let [cs, en] = Lang::ALL.map(|lang| guide.words(*step, lang));
                    assert_ne!(cs.title, en.title, "{step:?}");
                    assert_eq!(cs.parts.len(), en.parts.len(), "{step:?}");
                    for words in [&cs, &en] {
                        assert!(!words.title.is_empty() && words.title.chars().count() <= 60, "{}", words.title);
                        // Three lines in a panel of 400 logical pixels.
                        assert!(words.text.chars().count() <= 165, "{step:?}: {}", words.text);
                    }
                }
            }
        }
    }

    #[test]
    fn every_field_that_is_checked_is_asked_for_in_a_step() {
        for account in accounts() {
            for way in Kind::of(&account).ways() {
                let guide = Guide::new(&account, *way);
                let words = guide.steps().iter().flat_map(|step| guide.words(*step, Lang::En).parts);
                let asked: Vec<_> =
                    words.filter_map(|part| if let Part::Fill(field) = part { Some(field) } else { None }).collect();
                assert_eq!(asked, guide.kind().fields(), "{:?} {way:?}", guide.kind());
            }
        }
    }

    #[test]
    fn the_redirect_address_is_the_one_that_is_listened_on() {
        let of = |provider| Guide::new(&OAuthAccount { provider, ..OAuthAccount::default() }, Way::Web).redirect();
        assert_eq!(of(Provider::Microsoft), "http://localhost");
        assert_eq!(of(Provider::Custom), "http://127.0.0.1/");
    }

    #[test]
    fn every_page_is_an_address() {
        for account in accounts() {
            let guide = Guide::new(&account, Way::Web);
            for part in guide.steps().iter().flat_map(|step| guide.words(*step, Lang::Cs).parts) {
                if let Part::Page { address, .. } = part {
                    assert_eq!(Url::parse(&address).map(|url| url.scheme().to_owned()), Ok("https".to_owned()));
                }
            }
        }
    }
}
