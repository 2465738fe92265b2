//! The page on which an administrator permits an application for everybody.
//!
//! Protects: the link is whole and for this account's application and tenant, so that nobody has to put it together.
//! Leaves to others: when it helps (`crate::diagnosis`), and the words around it.
//! Source: learn.microsoft.com, “Grant tenant-wide admin consent to an application”.

use url::Url;

use super::presets::preset;
use crate::account::OAuthAccount;

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

    fn link(account: &OAuthAccount) -> Option<String> {
        consent_link(account).map(Into::into)
    }

    #[test]
    fn the_consent_link_is_of_the_accounts_tenant_and_application() {
        for (tenant, shown) in [
            ("", "organizations"),
            ("common", "organizations"),
            ("firma.cz", "firma.cz"),
            ("8eaef023-2b34-4da1-9baa-8bc8c9d6a490", "8eaef023-2b34-4da1-9baa-8bc8c9d6a490"),
        ] {
            let whole = format!(
                "https://login.microsoftonline.com/{shown}/adminconsent?client_id=11111111-2222-3333-4444-555555555555"
            );
            assert_eq!(link(&account(Provider::Microsoft, tenant)), Some(whole), "{tenant}");
        }
        assert_eq!(link(&account(Provider::Outlook, "")), None, "personal accounts have no administrator");
        assert_eq!(link(&account(Provider::Microsoft, "a/b?c")), None);
        let mut odd = account(Provider::Microsoft, "");
        odd.client_id = "a&b=c#d".parse().expect("an ID");
        assert!(link(&odd).is_some_and(|link| link.ends_with("?client_id=a%26b%3Dc%23d")));
        odd.client_id = Default::default();
        assert_eq!(link(&odd), None);
    }
}
