//! What looks odd in a field, in words: what it is, and what to do.

use super::{Explanation, say};
use crate::account::Provider;
use crate::i18n::Lang;
use crate::oauth::shapes::Oddity;
use crate::tr;

/// The note under a field.
#[must_use]
pub fn oddity(oddity: Oddity, lang: Lang) -> Explanation {
    use Oddity as O;
    match oddity {
        O::AccountOf(of) => provider(of, lang, tr!(lang, "odd-account-of", provider = provider_name(of, lang))),
        O::IdOf(of) => provider(of, lang, tr!(lang, "odd-id-of", provider = provider_name(of, lang))),
        O::SecretOf(of) => provider(of, lang, tr!(lang, "odd-secret-of", provider = provider_name(of, lang))),
        O::IssuerOf(of) => provider(of, lang, tr!(lang, "odd-issuer-of", provider = provider_name(of, lang))),
        O::IdIsAddress => say(tr!(lang, "odd-id-is-address"), tr!(lang, "odd-id-is-address-cure")),
        O::IdIsWeb => say(tr!(lang, "odd-id-is-web"), tr!(lang, "odd-id-is-web-cure")),
        O::IdIsSecret => say(tr!(lang, "odd-id-is-secret"), tr!(lang, "odd-id-is-secret-cure")),
        O::IdIsTenant => say(tr!(lang, "odd-id-is-tenant"), tr!(lang, "odd-id-is-tenant-cure")),
        O::IdNotGuid => say(tr!(lang, "odd-id-not-guid"), tr!(lang, "odd-id-not-guid-cure")),
        O::IdNotGoogle => say(tr!(lang, "odd-id-not-google"), tr!(lang, "odd-id-not-google-cure")),
        O::SecretIsId => say(tr!(lang, "odd-secret-is-id"), tr!(lang, "odd-secret-is-id-cure")),
        O::SecretIsClientId => say(tr!(lang, "odd-secret-is-client-id"), tr!(lang, "odd-secret-is-client-id-cure")),
        O::SecretNotGoogle => say(tr!(lang, "odd-secret-not-google"), tr!(lang, "odd-secret-not-google-cure")),
        O::SecretNotNeeded => say(tr!(lang, "odd-secret-not-needed"), tr!(lang, "odd-secret-not-needed-cure")),
        O::TenantIsAddress => say(tr!(lang, "odd-tenant-is-address"), tr!(lang, "odd-tenant-is-address-cure")),
        O::TenantIsWeb => say(tr!(lang, "odd-tenant-is-web"), tr!(lang, "odd-tenant-cure")),
        O::TenantShape => say(tr!(lang, "odd-tenant-shape"), tr!(lang, "odd-tenant-cure")),
        O::TenantCommon => say(tr!(lang, "odd-tenant-common"), tr!(lang, "odd-tenant-common-cure")),
        O::TenantOrganizations => {
            say(tr!(lang, "odd-tenant-organizations"), tr!(lang, "odd-tenant-organizations-cure"))
        }
        O::TenantConsumers => say(tr!(lang, "odd-tenant-consumers"), tr!(lang, "odd-tenant-consumers-cure")),
        O::TenantNeeded => say(tr!(lang, "odd-tenant-needed"), tr!(lang, "odd-tenant-cure")),
        O::TenantForPersonal => say(tr!(lang, "odd-tenant-for-personal"), tr!(lang, "odd-tenant-for-personal-cure")),
        O::IssuerIsDocument => say(tr!(lang, "odd-issuer-is-document"), tr!(lang, "odd-issuer-is-document-cure")),
    }
}

fn provider(of: Provider, lang: Lang, what: String) -> Explanation {
    say(what, tr!(lang, "odd-provider-cure", provider = provider_name(of, lang)))
}

/// A provider by its name.
#[must_use]
pub fn provider_name(provider: Provider, lang: Lang) -> String {
    match provider {
        Provider::Microsoft => tr!(lang, "win-provider-microsoft"),
        Provider::Outlook => tr!(lang, "win-provider-outlook"),
        Provider::Google => tr!(lang, "win-provider-google"),
        Provider::Custom => tr!(lang, "win-provider-custom"),
    }
}
