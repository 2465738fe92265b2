//! What to ask a provider that Mailkey does not know by name.
//!
//! Sources: RFC 8252 (native applications: loopback redirect with any port, 7.3), RFC 8414 and OpenID Connect Discovery
//! 1.0 (the issuer), RFC 8628 (the code), OpenID Connect Core 1.0, 11 (`offline_access`).

use super::{Guide, Part, Step, Words};
use crate::i18n::Lang;
use crate::oauth::shapes::Field;
use crate::tr;

/// A step in words. Steps that do not belong here say nothing.
pub(super) fn words(guide: &Guide<'_>, step: Step, lang: Lang) -> Words {
    match step {
        Step::Ask => {
            let question = tr!(lang, "guide-custom-question", redirect = guide.redirect());
            Words::new(tr!(lang, "guide-custom-ask"), tr!(lang, "guide-custom-ask-text"), vec![Part::Lines(question)])
        }
        Step::Issuer => {
            let document = guide.account().issuer.as_ref().map(|issuer| Part::Page {
                name: tr!(lang, "guide-custom-issuer-page"),
                address: format!("{issuer}/.well-known/openid-configuration"),
                to_send: false,
            });
            let parts = [Part::Fill(Field::Issuer)].into_iter().chain(document).collect();
            Words::new(tr!(lang, "guide-custom-issuer"), tr!(lang, "guide-custom-issuer-text"), parts)
        }
        Step::Client => {
            let parts = vec![Part::Value(guide.redirect()), Part::Fill(Field::ClientId)];
            Words::new(tr!(lang, "guide-custom-client"), tr!(lang, "guide-custom-client-text"), parts)
        }
        Step::Permissions => {
            let parts = vec![Part::Fill(Field::Scopes)];
            Words::new(tr!(lang, "guide-custom-scopes"), tr!(lang, "guide-custom-scopes-text"), parts)
        }
        Step::Open
        | Step::Name
        | Step::Redirect
        | Step::Shell
        | Step::Commands
        | Step::Ids
        | Step::Secret
        | Step::PublicClient
        | Step::Consent
        | Step::Exchange
        | Step::Mailbox
        | Step::Publish
        | Step::Check => Words::new(String::new(), String::new(), vec![]),
    }
}
