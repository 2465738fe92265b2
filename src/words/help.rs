//! Help for the fields, in words: what a setting is, and why one would change it.

use crate::i18n::Lang;
use crate::tr;

/// Help for one setting, one sentence each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    /// What it is.
    pub what: String,
    /// Why one would change it.
    pub why: String,
}

macro_rules! help {
    ($lang:expr, $name:literal, $why:literal) => {
        Help { what: tr!($lang, $name), why: tr!($lang, $why) }
    };
}

/// The help for a setting or a secret of the panel; `None` for one that has no field there.
#[must_use]
pub fn help(name: &str, lang: Lang) -> Option<Help> {
    Some(match name {
        "smtp.server" => help!(lang, "help-server", "help-server-why"),
        "smtp.secondary_server" => help!(lang, "help-secondary", "help-secondary-why"),
        "pop.server" => help!(lang, "help-pop-server", "help-pop-server-why"),
        "smtp.port" => help!(lang, "help-port-smtp", "help-port-smtp-why"),
        "pop.port" => help!(lang, "help-port-pop", "help-port-pop-why"),
        "smtp.sender_name" => help!(lang, "help-sender-name", "help-sender-name-why"),
        "smtp.sender_address" => help!(lang, "help-sender-address", "help-sender-address-why"),
        "pop.check_interval" => help!(lang, "help-check-interval", "help-check-interval-why"),
        "pop.common_account" => help!(lang, "help-common", "help-common-why"),
        other => match other.rsplit('.').next().unwrap_or(other) {
            "tls" => help!(lang, "help-tls", "help-tls-why"),
            "timeout" => help!(lang, "help-timeout", "help-timeout-why"),
            "method" => help!(lang, "help-method", "help-method-why"),
            "user" => help!(lang, "help-user", "help-user-why"),
            "password" => help!(lang, "help-password", "help-password-why"),
            "provider" => help!(lang, "help-provider", "help-provider-why"),
            "account" => help!(lang, "help-account", "help-account-why"),
            "sign_in_as" => help!(lang, "help-sign-in-as", "help-sign-in-as-why"),
            "client_id" => help!(lang, "help-client-id", "help-client-id-why"),
            "client_secret" => help!(lang, "help-client-secret", "help-client-secret-why"),
            "client_secret_expires" => help!(lang, "help-client-secret-expires", "help-client-secret-expires-why"),
            "tenant" => help!(lang, "help-tenant", "help-tenant-why"),
            "issuer" => help!(lang, "help-issuer", "help-issuer-why"),
            "sign_in" => help!(lang, "help-sign-in", "help-sign-in-why"),
            "scopes" => help!(lang, "help-scopes", "help-scopes-why"),
            _ => return None,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::KEYS;

    #[test]
    fn every_setting_with_a_field_has_help() {
        let without: Vec<_> = KEYS.iter().map(|key| key.name).filter(|name| help(name, Lang::Cs).is_none()).collect();
        assert_eq!(without, ["language", "theme", "extra_ca"]);
        for secret in ["smtp.client_secret", "pop.password"] {
            assert!(help(secret, Lang::En).is_some());
        }
    }
}
