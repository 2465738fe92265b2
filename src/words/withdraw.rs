//! Where a permission is withdrawn by hand, when the provider does not do it for a program.

use crate::account::Provider;
use crate::i18n::Lang;
use crate::tr;

/// Where a person withdraws the permission.
#[must_use]
pub fn withdraw(provider: Provider, lang: Lang) -> String {
    match provider {
        Provider::Microsoft => tr!(lang, "win-withdraw-microsoft"),
        Provider::Outlook => tr!(lang, "win-withdraw-outlook"),
        Provider::Google => tr!(lang, "win-withdraw-google"),
        Provider::Custom => tr!(lang, "win-withdraw-custom"),
    }
}
