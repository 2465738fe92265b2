//! What a person hands on or registers at the provider, so that a sign-in which was refused works the next time.
//!
//! Protects: it is whole and for this account's application and tenant, so that nobody has to put it together. Leaves to
//! others: the words around it.
//! Source: learn.microsoft.com, “Grant tenant-wide admin consent to an application” and “Redirect URI restrictions”.

use url::Url;

use super::error::Refusal;
use super::presets::preset;
use crate::account::OAuthAccount;

/// What helps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// The page on which an administrator permits the application for everybody.
    Consent(Url),
    /// The redirect URI as it must be registered.
    Redirect(String),
}

impl std::fmt::Display for Remedy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Consent(address) => address.fmt(f),
            Self::Redirect(address) => f.write_str(address),
        }
    }
}

/// What helps against a refusal, where something does that can be given here.
#[must_use]
pub fn remedy(refusal: &Refusal, account: &OAuthAccount) -> Option<Remedy> {
    let preset = preset(account.provider);
    match (refusal.aadsts(), refusal.error.as_str()) {
        (Some("AADSTS65001" | "AADSTS90094" | "AADSTS90095"), _) | (None, "consent_required") => {
            consent_link(account).map(Remedy::Consent)
        }
        (Some("AADSTS50011" | "AADSTS500113" | "AADSTS900971"), _) => {
            // Microsoft ignores the port of this computer's own name, and registers it without one.
            preset.redirect.strip_suffix(":{port}").map(|address| Remedy::Redirect(address.to_owned()))
        }
        _ => None,
    }
}

/// The page on which an administrator permits the account's application for everybody in its tenant; `None` where the
/// provider has none, or the application's ID is missing.
#[must_use]
pub fn consent_link(account: &OAuthAccount) -> Option<Url> {
    let preset = preset(account.provider);
    let tenant = match preset.tenant_of(account)? {
        // Personal accounts cannot consent for others, so Microsoft does not take this one here.
        "common" => "organizations",
        tenant => tenant,
    };
    let client_id = account.client_id.as_str();
    if client_id.is_empty() {
        return None;
    }
    let mut address = Url::parse(&preset.consent.as_ref()?.replace("{tenant}", tenant)).ok()?;
    let _ = address.query_pairs_mut().append_pair("client_id", client_id);
    Some(address)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Provider;

    fn account(provider: Provider, tenant: &str) -> OAuthAccount {
        let client_id = "11111111-2222-3333-4444-555555555555".parse().expect("an ID");
        OAuthAccount { provider, tenant: tenant.parse().expect("a tenant"), client_id, ..OAuthAccount::default() }
    }

    fn helps(code: &str, account: &OAuthAccount) -> Option<String> {
        let text = format!("{code}: As Microsoft says it. Trace ID: 0");
        remedy(&Refusal::new("invalid_grant", Some(&text), None), account).map(|remedy| remedy.to_string())
    }

    #[test]
    fn the_consent_link_is_of_the_accounts_tenant_and_application() {
        for code in ["AADSTS65001", "AADSTS90094", "AADSTS90095"] {
            for (tenant, shown) in [
                ("", "organizations"),
                ("common", "organizations"),
                ("firma.cz", "firma.cz"),
                ("8eaef023-2b34-4da1-9baa-8bc8c9d6a490", "8eaef023-2b34-4da1-9baa-8bc8c9d6a490"),
            ] {
                let link = format!(
                    "https://login.microsoftonline.com/{shown}/adminconsent?client_id=11111111-2222-3333-4444-555555555555"
                );
                assert_eq!(helps(code, &account(Provider::Microsoft, tenant)), Some(link), "{code} {tenant}");
            }
            assert_eq!(helps(code, &account(Provider::Outlook, "")), None, "personal accounts have no administrator");
            assert_eq!(helps(code, &account(Provider::Microsoft, "a/b?c")), None);
            let mut odd = account(Provider::Microsoft, "");
            odd.client_id = "a&b=c#d".parse().expect("an ID");
            assert!(helps(code, &odd).is_some_and(|link| link.ends_with("?client_id=a%26b%3Dc%23d")));
            odd.client_id = Default::default();
            assert_eq!(helps(code, &odd), None);
        }
        let wanted = Refusal::new("consent_required", None, None);
        assert!(remedy(&wanted, &account(Provider::Microsoft, "")).is_some());
    }

    #[test]
    fn the_redirect_address_is_as_microsoft_registers_it() {
        for code in ["AADSTS50011", "AADSTS500113", "AADSTS900971"] {
            for provider in [Provider::Microsoft, Provider::Outlook] {
                assert_eq!(helps(code, &account(provider, "")).as_deref(), Some("http://localhost"), "{code}");
            }
            assert_eq!(helps(code, &account(Provider::Google, "")), None);
        }
    }

    #[test]
    fn other_refusals_have_none() {
        for code in ["AADSTS50057", "AADSTS650010", "AADSTS5001", "no code"] {
            assert_eq!(helps(code, &account(Provider::Microsoft, "")), None, "{code}");
        }
    }
}
