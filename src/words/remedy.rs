//! What stands before a link or an address that is to be handed on.

use crate::i18n::Lang;
use crate::oauth::Remedy;
use crate::tr;

/// What it is.
#[must_use]
pub fn remedy(remedy: &Remedy, lang: Lang) -> String {
    match remedy {
        Remedy::Consent(_) => tr!(lang, "remedy-consent"),
        Remedy::Redirect(_) => tr!(lang, "remedy-redirect"),
    }
}
