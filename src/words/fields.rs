//! The settings' names and what is wrong with a value, in words.

use super::shapes::provider_name;
use crate::account::{Invalid, Shape};
use crate::i18n::Lang;
use crate::settings::{Violation, Wrong};
use crate::tr;

/// What is wrong with a field, as the sentence under it.
#[must_use]
pub fn wrong(wrong: &Wrong, lang: Lang) -> String {
    match wrong {
        Wrong::Value(why) => invalid(why, lang),
        Wrong::Rule(Violation::TlsOff(_)) => tr!(lang, "rule-tls-off"),
    }
}

/// What is wrong with a value, as a sentence with the cure in it.
#[must_use]
pub fn invalid(why: &Invalid, lang: Lang) -> String {
    match why {
        Invalid::Range { min, max } => tr!(lang, "invalid-range", min = min.to_string(), max = max.to_string()),
        Invalid::TooLong { max } => tr!(lang, "invalid-too-long", max = max.to_string()),
        Invalid::Control => tr!(lang, "invalid-control"),
        Invalid::Host => tr!(lang, "invalid-host"),
        Invalid::Address => tr!(lang, "invalid-address"),
        Invalid::AddressNoDot => tr!(lang, "invalid-address-no-dot"),
        Invalid::Url => tr!(lang, "invalid-url"),
        Invalid::Date => tr!(lang, "invalid-date"),
        Invalid::OneOf(words) => tr!(lang, "invalid-one-of", words = words.join(", ")),
        Invalid::Type(Shape::Text) => tr!(lang, "invalid-text"),
        Invalid::Type(Shape::Number) => tr!(lang, "invalid-number"),
        Invalid::Type(Shape::Switch) => tr!(lang, "invalid-switch"),
        Invalid::Type(Shape::List) => tr!(lang, "invalid-list"),
        Invalid::Space => tr!(lang, "invalid-space"),
    }
}

/// The label of a setting, as the window shows it. An unknown name is its own label.
#[must_use]
pub fn key_name(name: &str, lang: Lang) -> String {
    match name {
        "language" => tr!(lang, "key-language"),
        "theme" => tr!(lang, "key-theme"),
        "extra_ca" => tr!(lang, "key-extra-ca"),
        "smtp.server" => tr!(lang, "key-primary-server"),
        "smtp.secondary_server" => tr!(lang, "key-secondary-server"),
        "pop.server" => tr!(lang, "key-pop-server"),
        "pop.check_interval" => tr!(lang, "key-check-interval"),
        "pop.common_account" => tr!(lang, "key-common-account"),
        "smtp.sender_name" => tr!(lang, "key-sender-name"),
        "smtp.sender_address" => tr!(lang, "key-sender-address"),
        other => match other.rsplit('.').next().unwrap_or(other) {
            "port" => tr!(lang, "key-port"),
            "tls" => tr!(lang, "key-tls"),
            "timeout" => tr!(lang, "key-timeout"),
            "method" => tr!(lang, "key-method"),
            "user" => tr!(lang, "key-user"),
            "password" => tr!(lang, "key-password"),
            "provider" => tr!(lang, "key-provider"),
            "account" => tr!(lang, "key-account"),
            "sign_in_as" => tr!(lang, "key-sign-in-as"),
            "client_id" => tr!(lang, "key-client-id"),
            "client_secret" => tr!(lang, "key-client-secret"),
            "tenant" => tr!(lang, "key-tenant"),
            "issuer" => tr!(lang, "key-issuer"),
            "sign_in" => tr!(lang, "key-sign-in"),
            "client_secret_expires" => tr!(lang, "key-client-secret-expires"),
            "scopes" => tr!(lang, "key-scopes"),
            _ => other.to_owned(),
        },
    }
}

/// A setting's value as people say it: "20 s", "zapnuto", "Microsoft 365 (pracovní)".
#[must_use]
pub fn value_name(name: &str, text: &str, lang: Lang) -> String {
    let text = text.trim();
    match (name.rsplit('.').next().unwrap_or(name), text) {
        (_, "") => tr!(lang, "disk-empty"),
        ("tls" | "common_account", "true") => tr!(lang, "disk-on"),
        ("tls" | "common_account", "false") => tr!(lang, "disk-off"),
        ("timeout", _) => format!("{text}\u{a0}{}", tr!(lang, "win-seconds")),
        ("check_interval", _) => format!("{text}\u{a0}{}", tr!(lang, "win-minutes")),
        ("method", "none") => tr!(lang, "win-method-none"),
        ("method", "password") => tr!(lang, "win-method-password"),
        ("method", "oauth2") => tr!(lang, "win-method-oauth2"),
        ("provider", word) => word.parse().map_or_else(|_| word.to_owned(), |of| provider_name(of, lang)),
        ("sign_in", "browser") => tr!(lang, "win-sign-in-browser"),
        ("sign_in", "device") => tr!(lang, "win-sign-in-device"),
        ("sign_in", "application") => tr!(lang, "win-sign-in-application"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::KEYS;

    #[test]
    fn every_setting_has_a_label_in_both_languages() {
        for key in KEYS {
            let (cs, en) = (key_name(key.name, Lang::Cs), key_name(key.name, Lang::En));
            assert!(!cs.contains('.') && cs != key.name, "{}: {cs}", key.name);
            assert!(!en.contains('.') && en != key.name, "{}: {en}", key.name);
        }
    }
}
