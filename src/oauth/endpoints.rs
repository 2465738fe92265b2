//! Where the authorization server's endpoints are: from the preset, or by discovery from the issuer (OpenID Connect
//! Discovery 1.0, 4; RFC 8414).
//!
//! Protects: tokens go to https only (http on this computer), and only to the issuer that was configured.

use serde::Deserialize;
use url::Url;

use super::certificate::Algorithm;
use super::error::OAuthError;
use super::http::Http;
use super::presets::preset;
use crate::account::{Invalid, Issuer, OAuthAccount, Protocol, Provider, SignInMethod, is_safe};

/// The endpoints of one account's provider.
#[derive(Debug, Clone)]
pub struct Endpoints {
    /// RFC 6749, 3.1.
    pub authorization: Url,
    /// RFC 6749, 3.2.
    pub token: Url,
    /// RFC 8628, 3.1.
    pub device: Option<Url>,
    /// RFC 7009.
    pub revocation: Option<Url>,
    /// OpenID Connect Core 1.0, 5.3.
    pub userinfo: Option<Url>,
    /// What `iss` must be; `{tid}` stands for the claim of that name.
    pub issuer: Option<String>,
    /// Whether its answers in the browser always name the issuer (RFC 9207, 3).
    pub names_issuer: bool,
    /// How a certificate's statement is signed.
    pub algorithm: Algorithm,
}

#[derive(Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: Option<String>,
    token_endpoint: Option<String>,
    device_authorization_endpoint: Option<String>,
    token_endpoint_auth_signing_alg_values_supported: Option<Vec<String>>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
    revocation_endpoint: Option<String>,
    userinfo_endpoint: Option<String>,
}

impl Endpoints {
    /// Finds the endpoints of an account. `issuer` must be there for [`Provider::Custom`] (the engine checks it).
    ///
    /// # Errors
    /// The tenant is unusable, discovery could not be fetched, or what it says is unusable.
    pub async fn find(account: &OAuthAccount, http: &Http) -> Result<Self, OAuthError> {
        match (account.provider, &account.issuer) {
            (Provider::Custom, Some(issuer)) => Self::discover(issuer, http).await,
            _ => Self::known(account),
        }
    }

    fn known(account: &OAuthAccount) -> Result<Self, OAuthError> {
        let preset = preset(account.provider);
        let tenant = preset.tenant_of(account).ok_or(OAuthError::Tenant(Invalid::Host))?;
        let at = |template: &Option<String>| {
            template.as_ref().and_then(|text| Url::parse(&text.replace("{tenant}", tenant)).ok())
        };
        let missing =
            || OAuthError::Discovery { issuer: account.provider.to_string(), problem: "no endpoints are known" };
        Ok(Self {
            authorization: at(&preset.authorization).ok_or_else(missing)?,
            token: at(&preset.token).ok_or_else(missing)?,
            device: at(&preset.device),
            revocation: at(&preset.revocation),
            userinfo: None,
            issuer: preset.issuer.clone(),
            names_issuer: false,
            algorithm: Algorithm::Ps256,
        })
    }

    /// Fetches the document of a provider of one's own.
    pub(super) async fn discover(issuer: &Issuer, http: &Http) -> Result<Self, OAuthError> {
        let unusable = |problem| OAuthError::Discovery { issuer: issuer.to_string(), problem };
        let address = format!("{issuer}/.well-known/openid-configuration");
        let address = Url::parse(&address).map_err(|_| unusable("the issuer is no address"))?;
        let document: Document = http.get_json(&address, None).await?;
        // OpenID Connect Discovery 1.0, 4.3: what it says must be exactly who was asked; a slash at the end aside.
        if document.issuer.trim_end_matches('/') != issuer.as_str() {
            return Err(unusable("it names another issuer"));
        }
        let parse = |text: Option<String>| text.and_then(|text| Url::parse(&text).ok()).filter(is_safe);
        Ok(Self {
            authorization: parse(document.authorization_endpoint)
                .ok_or_else(|| unusable("it has no safe authorization_endpoint"))?,
            token: parse(document.token_endpoint).ok_or_else(|| unusable("it has no safe token_endpoint"))?,
            device: parse(document.device_authorization_endpoint),
            revocation: parse(document.revocation_endpoint),
            userinfo: parse(document.userinfo_endpoint),
            issuer: Some(document.issuer),
            names_issuer: document.authorization_response_iss_parameter_supported,
            algorithm: algorithm(document.token_endpoint_auth_signing_alg_values_supported),
        })
    }
}

/// The stronger one where the server knows it; where it says nothing, the one that it should know (RFC 8414, 2).
fn algorithm(offered: Option<Vec<String>>) -> Algorithm {
    match offered {
        Some(offered) if offered.iter().any(|name| name == "PS256") => Algorithm::Ps256,
        _ => Algorithm::Rs256,
    }
}

/// Whether a provider can offer a way of signing in; one of one's own says so only in its document.
#[must_use]
pub fn offers(account: &OAuthAccount, method: SignInMethod) -> bool {
    let preset = preset(account.provider);
    match method {
        SignInMethod::Browser => true,
        SignInMethod::Device => preset.device.is_some() || account.provider == Provider::Custom,
        SignInMethod::Application => !preset.application_scopes.is_empty() || account.provider == Provider::Custom,
    }
}

/// The scopes that the application asks for in its own name: the preset's, or the account's own without those that are
/// about a person.
#[must_use]
pub fn application_scopes(account: &OAuthAccount) -> Vec<String> {
    const PERSONAL: [&str; 4] = ["openid", "offline_access", "email", "profile"];
    let preset = &preset(account.provider).application_scopes;
    if !preset.is_empty() {
        return preset.clone();
    }
    account.scopes.iter().filter(|scope| !PERSONAL.contains(&scope.as_str())).cloned().collect()
}

/// The scopes to ask for: the account's own, or the preset's for every protocol that it serves.
#[must_use]
pub fn scopes(account: &OAuthAccount, serves: &[Protocol]) -> Vec<String> {
    if !account.scopes.is_empty() {
        return account.scopes.clone();
    }
    let preset = preset(account.provider);
    let mut scopes = preset.identity_scopes.clone();
    for protocol in serves {
        let more = match protocol {
            Protocol::Smtp => &preset.smtp_scopes,
            Protocol::Pop => &preset.pop_scopes,
        };
        for scope in more {
            if !scopes.contains(scope) {
                scopes.push(scope.clone());
            }
        }
    }
    scopes
}

/// Whether granted scopes cover a protocol. Where the scopes are the person's own or unknown, nobody can tell: yes.
#[must_use]
pub fn covers(account: &OAuthAccount, granted: &[String], protocol: Protocol) -> bool {
    let preset = preset(account.provider);
    let needed = match protocol {
        Protocol::Smtp => &preset.smtp_scopes,
        Protocol::Pop => &preset.pop_scopes,
    };
    // Microsoft writes the host of a scope in more than one way; its last part is the permission's name.
    let name = |scope: &str| scope.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let has = |wanted: &String| granted.iter().any(|scope| name(scope) == name(wanted));
    let app_only = granted.iter().any(|scope| name(scope) == ".default");
    !account.scopes.is_empty() || granted.is_empty() || app_only || needed.iter().all(has)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn granted_scopes_are_compared_by_the_permissions_name() {
        let microsoft = OAuthAccount::default();
        let granted = |scopes: &[&str]| scopes.iter().map(ToString::to_string).collect::<Vec<_>>();
        let send = granted(&["openid", "https://outlook.office.com/SMTP.Send"]);
        assert!(covers(&microsoft, &send, Protocol::Smtp) && !covers(&microsoft, &send, Protocol::Pop));
        let other_host = granted(&["https://outlook.office365.com/pop.accessasuser.all"]);
        assert!(covers(&microsoft, &other_host, Protocol::Pop));
        assert!(covers(&microsoft, &[], Protocol::Pop), "the provider did not say");
        let own = OAuthAccount { scopes: granted(&["mail"]), ..OAuthAccount::default() };
        assert!(covers(&own, &send, Protocol::Pop));
        let google = OAuthAccount { provider: Provider::Google, ..OAuthAccount::default() };
        assert!(covers(&google, &granted(&["https://mail.google.com/"]), Protocol::Pop));
        assert!(!covers(&google, &granted(&["openid"]), Protocol::Smtp));
    }
}
