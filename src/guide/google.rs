//! Google's console in words.
//!
//! Sources: support.google.com, “Manage OAuth Clients” (answer 15549257) and “Manage App Audience”; developers.google.com,
//! “Using OAuth 2.0 to Access Google APIs” (a refresh token of an external application in testing holds for 7 days) and
//! “OAuth 2.0 Mechanism” (the scope for IMAP, POP and SMTP).

use super::{NAME, Part, Step, Words};
use crate::account::Provider;
use crate::i18n::Lang;
use crate::oauth::preset;
use crate::oauth::shapes::Field;
use crate::tr;

const PROJECT: &str = "https://console.cloud.google.com/projectcreate";
const OVERVIEW: &str = "https://console.cloud.google.com/auth/overview";
const AUDIENCE: &str = "https://console.cloud.google.com/auth/audience";
const SCOPES: &str = "https://console.cloud.google.com/auth/scopes";
const CLIENTS: &str = "https://console.cloud.google.com/auth/clients";
const GMAIL_POP: &str = "https://mail.google.com/mail/u/0/#settings/fwdandpop";

/// A step in words. Steps that Google does not have say nothing.
pub(super) fn words(step: Step, lang: Lang) -> Words {
    let page = |name: String, address: &str| Part::Page { name, address: address.to_owned(), to_send: false };
    let called = || Part::Value(NAME.to_owned());
    match step {
        Step::Open => {
            let parts = vec![page(tr!(lang, "guide-google-project-page"), PROJECT), called()];
            Words::new(tr!(lang, "guide-google-project"), tr!(lang, "guide-google-project-text"), parts)
        }
        Step::Name => {
            let parts = vec![page(tr!(lang, "guide-google-name-page"), OVERVIEW), called()];
            Words::new(tr!(lang, "guide-google-name"), tr!(lang, "guide-google-name-text"), parts)
        }
        Step::Publish => {
            let note = Part::Note(tr!(lang, "guide-google-publish-note"));
            let parts = vec![page(tr!(lang, "guide-google-publish-page"), AUDIENCE), note];
            Words::new(tr!(lang, "guide-google-publish"), tr!(lang, "guide-google-publish-text"), parts)
        }
        Step::Permissions => {
            let scopes = preset(Provider::Google).smtp_scopes.iter().map(|scope| Part::Value(scope.clone()));
            let parts = [page(tr!(lang, "guide-google-scope-page"), SCOPES)].into_iter().chain(scopes).collect();
            Words::new(tr!(lang, "guide-google-scope"), tr!(lang, "guide-google-scope-text"), parts)
        }
        Step::Client => {
            let parts = vec![page(tr!(lang, "guide-google-client-page"), CLIENTS), called()];
            Words::new(tr!(lang, "guide-google-client"), tr!(lang, "guide-google-client-text"), parts)
        }
        Step::Ids => {
            let parts = vec![Part::Fill(Field::ClientId), Part::Fill(Field::ClientSecret)];
            Words::new(tr!(lang, "guide-google-ids"), tr!(lang, "guide-google-ids-text"), parts)
        }
        Step::Mailbox => {
            let parts = vec![page(tr!(lang, "guide-google-pop-page"), GMAIL_POP)];
            Words::new(tr!(lang, "guide-google-pop"), tr!(lang, "guide-google-pop-text"), parts)
        }
        Step::Redirect
        | Step::Shell
        | Step::Commands
        | Step::Secret
        | Step::PublicClient
        | Step::Consent
        | Step::Exchange
        | Step::Ask
        | Step::Issuer
        | Step::Check => Words::new(String::new(), String::new(), vec![]),
    }
}
