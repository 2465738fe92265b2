//! Each rule with what keeps it and what breaks it.

use super::*;

const GUID: &str = "11111111-2222-3333-4444-55555555aBcD";
const GOOGLE: &str = "1234567890-abc.apps.googleusercontent.com";
const MS_SECRET: &str = "abc8Q~defghijklmnopqrstuvwxyz-_.~012345";

fn blank(provider: Provider) -> Typed<'static> {
    let sign_in = SignInMethod::Browser;
    Typed { provider, sign_in, account: "", client_id: "", client_secret: None, tenant: "", issuer: "" }
}

#[track_caller]
fn one(typed: Typed<'_>, expected: impl Into<Option<Oddity>>) {
    let found = notes(&typed);
    assert_eq!(found, expected.into().into_iter().collect::<Vec<_>>());
}

#[test]
fn empty_fields_are_not_odd() {
    for provider in Provider::ALL {
        one(blank(*provider), None);
    }
}

#[test]
fn application_ids() {
    use Oddity as O;
    use Provider::{Custom, Google, Microsoft, Outlook};
    for (provider, client_id, expected) in [
        (Microsoft, GUID, None),
        (Microsoft, " 11111111-2222-3333-4444-555555555555\n", None),
        (Outlook, GUID, None),
        (Google, GOOGLE, None),
        (Custom, "thunderbird", None),
        (Custom, "https://app.example.com/client.json", None),
        (Microsoft, "recepce@firma.cz", Some(O::IdIsAddress)),
        (Google, "recepce@firma.cz", Some(O::IdIsAddress)),
        (Custom, "recepce@firma.cz", Some(O::IdIsAddress)),
        (Microsoft, "https://entra.microsoft.com/#view/x", Some(O::IdIsWeb)),
        (Microsoft, MS_SECRET, Some(O::IdIsSecret)),
        (Google, "GOCSPX-abcdefgh", Some(O::IdIsSecret)),
        (Microsoft, GOOGLE, Some(O::IdOf(Google))),
        (Google, GUID, Some(O::IdOf(Microsoft))),
        (Microsoft, "Mailkey", Some(O::IdNotGuid)),
        (Microsoft, "11111111-2222-3333-4444-55555555555", Some(O::IdNotGuid)),
        (Microsoft, "1111111g-2222-3333-4444-555555555555", Some(O::IdNotGuid)),
        (Microsoft, "{11111111-2222-3333-4444-555555555555}", Some(O::IdNotGuid)),
        (Outlook, "Mailkey", Some(O::IdNotGuid)),
        (Google, "1234567890", Some(O::IdNotGoogle)),
        (Google, ".apps.googleusercontent.com", Some(O::IdNotGoogle)),
        (Microsoft, "žluťoučký kůň úpěl ďábelské ódy", Some(O::IdNotGuid)),
    ] {
        one(Typed { client_id, ..blank(provider) }, expected);
    }
    let both = Typed { client_id: GUID, tenant: "11111111-2222-3333-4444-55555555ABCD", ..blank(Microsoft) };
    one(both, O::IdIsTenant);
}

#[test]
fn client_secrets() {
    use Oddity as O;
    use Provider::{Custom, Google, Microsoft, Outlook};
    use SignInMethod::{Application, Browser, Device};
    for (provider, sign_in, secret, expected) in [
        (Microsoft, Application, MS_SECRET, None),
        (Microsoft, Application, "-----BEGIN CERTIFICATE-----\nx", None),
        (Microsoft, Browser, "-----BEGIN CERTIFICATE-----\nx", None),
        (Google, Browser, "GOCSPX-abcdefgh", None),
        (Custom, Browser, GUID, None),
        (Custom, Browser, "anything", None),
        (Microsoft, Application, "", None),
        (Microsoft, Application, GUID, Some(O::SecretIsId)),
        (Outlook, Browser, GUID, Some(O::SecretIsId)),
        (Microsoft, Browser, MS_SECRET, Some(O::SecretNotNeeded)),
        (Outlook, Device, MS_SECRET, Some(O::SecretNotNeeded)),
        (Microsoft, Application, "GOCSPX-abcdefgh", Some(O::SecretOf(Google))),
        (Google, Browser, MS_SECRET, Some(O::SecretOf(Microsoft))),
        (Google, Browser, "abcdefgh", Some(O::SecretNotGoogle)),
        (Google, Browser, GOOGLE, Some(O::SecretIsClientId)),
        (Custom, Browser, "client", Some(O::SecretIsClientId)),
    ] {
        let secret = SecretString::from(secret);
        let client_id = if provider == Custom { "client" } else { "" };
        let tenant = if sign_in == Application { "firma.cz" } else { "" };
        one(Typed { client_id, sign_in, client_secret: Some(&secret), tenant, ..blank(provider) }, expected);
    }
}

#[test]
fn a_secret_is_not_in_what_is_shown_of_the_fields() {
    let secret = SecretString::from("GOCSPX-hidden");
    let typed = Typed { client_secret: Some(&secret), ..blank(Provider::Microsoft) };
    assert!(!format!("{typed:?} {:?}", notes(&typed)).contains("hidden"));
}

#[test]
fn tenants() {
    use Oddity as O;
    use Provider::{Google, Microsoft, Outlook};
    use SignInMethod::{Application, Browser};
    for (provider, sign_in, tenant, expected) in [
        (Microsoft, Browser, GUID, None),
        (Microsoft, Browser, "firma.cz", None),
        (Microsoft, Browser, "Firma.onmicrosoft.com", None),
        (Microsoft, Application, "firma.cz", None),
        (Microsoft, Browser, "common", Some(O::TenantCommon)),
        (Microsoft, Browser, "Organizations", Some(O::TenantOrganizations)),
        (Microsoft, Browser, "consumers", Some(O::TenantConsumers)),
        (Microsoft, Browser, "recepce@firma.cz", Some(O::TenantIsAddress)),
        (Microsoft, Browser, "https://firma.cz/", Some(O::TenantIsWeb)),
        (Microsoft, Browser, "Firma s.r.o.", Some(O::TenantShape)),
        (Microsoft, Browser, "firma", Some(O::TenantShape)),
        (Microsoft, Browser, "10.0.0.1", Some(O::TenantShape)),
        (Microsoft, Browser, "firma.cz/x", Some(O::TenantShape)),
        (Microsoft, Application, "", Some(O::TenantNeeded)),
        (Microsoft, Application, "common", Some(O::TenantNeeded)),
        (Outlook, Browser, "consumers", None),
        (Outlook, Browser, "firma.cz", Some(O::TenantForPersonal)),
        (Outlook, Browser, "organizations", Some(O::TenantForPersonal)),
        (Google, Browser, "firma", None),
    ] {
        one(Typed { sign_in, tenant, ..blank(provider) }, expected);
    }
}

#[test]
fn accounts_and_issuers() {
    use Oddity as O;
    use Provider::{Custom, Google, Microsoft, Outlook};
    for (provider, account, issuer, expected) in [
        (Microsoft, "recepce@firma.cz", "", None),
        (Google, "recepce@firma.cz", "", None),
        (Outlook, "recepce@outlook.cz", "", None),
        (Custom, "recepce@gmail.com", "", None),
        (Microsoft, "recepce@GMAIL.com", "", Some(O::AccountOf(Google))),
        (Microsoft, "recepce@hotmail.co.uk", "", Some(O::AccountOf(Outlook))),
        (Google, "recepce@live.com", "", Some(O::AccountOf(Outlook))),
        (Custom, "", "https://id.example.com/realms/firma", None),
        (Custom, "", "https://id.example.com/.well-known/openid-configuration", Some(O::IssuerIsDocument)),
        (Custom, "", "https://accounts.google.com", Some(O::IssuerOf(Google))),
        (Custom, "", "https://login.microsoftonline.com/x/v2.0", Some(O::IssuerOf(Microsoft))),
        (Microsoft, "", "https://accounts.google.com", None),
    ] {
        one(Typed { account, issuer, ..blank(provider) }, expected);
    }
}
