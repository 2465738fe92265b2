//! What an authorization server refuses, in words: the standards' codes, Microsoft's and Google's own.
//!
//! Protects: codes whose cures differ have words of their own; a code that is not known shows the provider's own text.
//! Sources: `shared/facts/providers.md`; learn.microsoft.com, "Microsoft Entra authentication and authorization error
//! codes"; developers.google.com, "Using OAuth 2.0 to Access Google APIs" (refresh token expiration).

use super::oauth::own_words;
use super::{Explanation, say};
use crate::i18n::Lang;
use crate::oauth::Refusal;
use crate::tr;

/// A refusal of any kind.
pub(super) fn refused(refusal: &Refusal, lang: Lang) -> Explanation {
    if let Some(known) = known(refusal, lang) {
        return known;
    }
    let text = own_words(refusal);
    match refusal.error.as_str() {
        "access_denied" | "authorization_declined" => say(tr!(lang, "err-denied"), tr!(lang, "err-denied-cure")),
        "invalid_grant" => dead(&text, lang),
        "invalid_client" | "unauthorized_client" => {
            say(tr!(lang, "err-client", text = text), tr!(lang, "err-client-cure"))
        }
        "invalid_scope" => say(tr!(lang, "err-scope", text = text), tr!(lang, "err-scope-cure")),
        "server_error" | "temporarily_unavailable" => {
            say(tr!(lang, "err-provider-busy", text = text), tr!(lang, "err-auth-status-cure"))
        }
        _ => say(tr!(lang, "err-refused", text = text), tr!(lang, "err-refused-cure")),
    }
}

/// A grant that is dead for a reason that only the provider's own text tells.
pub(super) fn dead(text: &str, lang: Lang) -> Explanation {
    say(tr!(lang, "err-grant-dead", text = text.to_owned()), tr!(lang, "err-grant-dead-cure"))
}

/// A refusal whose cause is known exactly.
pub(super) fn known(refusal: &Refusal, lang: Lang) -> Option<Explanation> {
    microsoft(refusal, lang).or_else(|| google(refusal, lang)).or_else(|| person_wanted(refusal, lang))
}

fn microsoft(refusal: &Refusal, lang: Lang) -> Option<Explanation> {
    let code = refusal.aadsts()?.to_owned();
    let number = code.trim_start_matches("AADSTS").to_owned();
    Some(match number.as_str() {
        "50011" | "500113" | "900971" => say(tr!(lang, "ms-redirect", code = code), tr!(lang, "ms-redirect-cure")),
        "65001" => say(tr!(lang, "ms-consent", code = code), tr!(lang, "ms-consent-cure")),
        "90094" | "90095" => say(tr!(lang, "ms-admin-consent", code = code), tr!(lang, "ms-admin-consent-cure")),
        "65004" => say(tr!(lang, "err-denied"), tr!(lang, "err-denied-cure")),
        "50020" => say(tr!(lang, "ms-not-in-tenant", code = code), tr!(lang, "ms-audience-cure")),
        "500200" => say(tr!(lang, "ms-personal", code = code), tr!(lang, "ms-personal-cure")),
        "50194" => say(tr!(lang, "ms-single-tenant", code = code), tr!(lang, "ms-single-tenant-cure")),
        "9002346" => say(tr!(lang, "ms-personal-app", code = code), tr!(lang, "ms-personal-app-cure")),
        "700016" => say(tr!(lang, "ms-unknown-app", code = code), tr!(lang, "ms-unknown-app-cure")),
        "7000215" => say(tr!(lang, "ms-secret", code = code), tr!(lang, "ms-secret-cure")),
        "7000222" => say(tr!(lang, "ms-secret-expired", code = code), tr!(lang, "ms-secret-expired-cure")),
        "7000218" => say(tr!(lang, "ms-secret-missing", code = code), tr!(lang, "ms-secret-missing-cure")),
        "700025" => say(tr!(lang, "ms-public", code = code), tr!(lang, "ms-public-cure")),
        "700027" => say(tr!(lang, "ms-certificate", code = code), tr!(lang, "ms-certificate-cure")),
        "700024" => say(tr!(lang, "ms-assertion-time", code = code), tr!(lang, "err-clock-cure")),
        "50057" => say(tr!(lang, "ms-disabled", code = code), tr!(lang, "ms-disabled-cure")),
        "50105" => say(tr!(lang, "ms-not-assigned", code = code), tr!(lang, "ms-not-assigned-cure")),
        "50173" | "50133" => say(tr!(lang, "ms-password-changed", code = code), tr!(lang, "ms-sign-in-again-cure")),
        "50078" => say(tr!(lang, "ms-mfa-expired", code = code), tr!(lang, "ms-mfa-cure")),
        "50076" | "50158" => say(tr!(lang, "ms-mfa", code = code), tr!(lang, "ms-mfa-cure")),
        "50079" => say(tr!(lang, "ms-mfa-setup", code = code), tr!(lang, "ms-mfa-setup-cure")),
        "53003" => say(tr!(lang, "ms-conditional", code = code), tr!(lang, "ms-conditional-cure")),
        "530003" | "53000" | "53001" => say(tr!(lang, "ms-device", code = code), tr!(lang, "ms-device-cure")),
        "700082" | "70008" => say(tr!(lang, "ms-unused", code = code), tr!(lang, "ms-unused-cure")),
        "700084" => say(tr!(lang, "ms-spa", code = code), tr!(lang, "ms-spa-cure")),
        "70043" => say(tr!(lang, "ms-frequency", code = code), tr!(lang, "ms-frequency-cure")),
        "7000012" => say(tr!(lang, "ms-other-tenant", code = code), tr!(lang, "ms-other-tenant-cure")),
        "90002" | "900023" => say(tr!(lang, "ms-tenant", code = code), tr!(lang, "err-tenant-cure")),
        _ => return None,
    })
}

fn google(refusal: &Refusal, lang: Lang) -> Option<Explanation> {
    let text = refusal.description.as_deref().unwrap_or_default();
    let code = own_words(refusal);
    Some(match refusal.error.as_str() {
        "invalid_grant" if text.contains("expired or revoked") => {
            say(tr!(lang, "google-revoked", code = code), tr!(lang, "google-revoked-cure"))
        }
        "invalid_grant" if text.contains("invalid_rapt") => {
            say(tr!(lang, "google-session", code = code), tr!(lang, "google-session-cure"))
        }
        "invalid_grant" if text.contains("Account has been deleted") => {
            say(tr!(lang, "google-deleted", code = code), tr!(lang, "google-deleted-cure"))
        }
        "admin_policy_enforced" => say(tr!(lang, "google-policy", code = code), tr!(lang, "google-policy-cure")),
        "org_internal" => say(tr!(lang, "google-internal", code = code), tr!(lang, "google-internal-cure")),
        "deleted_client" | "disabled_client" => {
            say(tr!(lang, "google-client", code = code), tr!(lang, "google-client-cure"))
        }
        _ => return None,
    })
}

/// The provider wants to see the person (OpenID Connect Core, 3.1.2.6).
fn person_wanted(refusal: &Refusal, lang: Lang) -> Option<Explanation> {
    let text = own_words(refusal);
    Some(match refusal.error.as_str() {
        "interaction_required" | "login_required" => {
            say(tr!(lang, "err-person-wanted", text = text), tr!(lang, "ms-sign-in-again-cure"))
        }
        "consent_required" => say(tr!(lang, "err-consent-wanted", text = text), tr!(lang, "ms-consent-cure")),
        _ => return None,
    })
}
