//! The authorization server's failures in words. Microsoft's codes: `shared/facts/providers.md`, from
//! learn.microsoft.com, "Microsoft Entra authentication and authorization error codes".

use super::{Explanation, say};
use crate::i18n::Lang;
use crate::oauth::session::Reason;
use crate::oauth::{NetworkFailure, OAuthError, Refusal};
use crate::tr;

pub fn explain(error: &OAuthError, lang: Lang) -> Explanation {
    match error {
        OAuthError::Network { host, failure } => network(host, failure, lang),
        OAuthError::Refused(refusal) => refused(refusal, lang),
        OAuthError::CodeRefused(refusal) => microsoft(refusal, lang).unwrap_or_else(|| {
            say(tr!(lang, "err-code-refused", text = own_words(refusal)), tr!(lang, "err-code-refused-cure"))
        }),
        // The exact place of the mistake is in the log.
        OAuthError::Discovery { issuer, .. } => {
            say(tr!(lang, "err-discovery", issuer = issuer.clone()), tr!(lang, "err-discovery-cure"))
        }
        OAuthError::Tenant(_) => say(tr!(lang, "err-tenant"), tr!(lang, "err-tenant-cure")),
        OAuthError::Listener(reason) => {
            say(tr!(lang, "err-listener", reason = reason.clone()), tr!(lang, "err-listener-cure"))
        }
        OAuthError::TimedOut(time) => say(
            tr!(lang, "err-sign-in-timeout", minutes = (time.as_secs() / 60).to_string()),
            tr!(lang, "err-sign-in-timeout-cure"),
        ),
        OAuthError::Incomplete(_) => say(tr!(lang, "err-answer-incomplete"), tr!(lang, "err-answer-incomplete-cure")),
        OAuthError::Identity(_) => say(tr!(lang, "err-identity"), tr!(lang, "err-identity-cure")),
        OAuthError::OtherAccount { expected, signed_in_as } => say(
            tr!(lang, "err-other-account", expected = expected.to_string(), signed = signed_in_as.to_string()),
            tr!(lang, "err-other-account-cure", signed = signed_in_as.to_string()),
        ),
    }
}

fn network(host: &str, failure: &NetworkFailure, lang: Lang) -> Explanation {
    let host = host.to_owned();
    match failure {
        NetworkFailure::Unreachable(reason) => {
            say(tr!(lang, "err-auth-unreachable", host = host, reason = reason.clone()), tr!(lang, "err-network-cure"))
        }
        NetworkFailure::TimedOut => say(tr!(lang, "err-auth-timeout", host = host), tr!(lang, "err-network-cure")),
        NetworkFailure::Tls(reason) => {
            say(tr!(lang, "err-auth-tls", host = host, reason = reason.clone()), tr!(lang, "err-tls-cure"))
        }
        NetworkFailure::Status(status) => say(
            tr!(lang, "err-auth-status", host = host, status = status.to_string()),
            tr!(lang, "err-auth-status-cure"),
        ),
        NetworkFailure::NotOAuth => {
            say(tr!(lang, "err-auth-not-oauth", host = host), tr!(lang, "err-auth-not-oauth-cure"))
        }
    }
}

/// The provider's own text and its code: kept, because a search finds more with them.
fn own_words(refusal: &Refusal) -> String {
    match &refusal.description {
        Some(text) if text.contains(&refusal.error) => text.clone(),
        Some(text) => format!("{text} ({})", refusal.error),
        None => refusal.error.clone(),
    }
}

fn refused(refusal: &Refusal, lang: Lang) -> Explanation {
    if let Some(known) = microsoft(refusal, lang) {
        return known;
    }
    let text = own_words(refusal);
    match refusal.error.as_str() {
        "access_denied" => say(tr!(lang, "err-denied"), tr!(lang, "err-denied-cure")),
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

fn dead(text: &str, lang: Lang) -> Explanation {
    say(tr!(lang, "err-grant-dead", text = text.to_owned()), tr!(lang, "err-grant-dead-cure"))
}

fn microsoft(refusal: &Refusal, lang: Lang) -> Option<Explanation> {
    let code = refusal.aadsts()?.to_owned();
    Some(match code.trim_start_matches("AADSTS") {
        "50011" | "500113" | "900971" => say(tr!(lang, "ms-redirect", code = code), tr!(lang, "ms-redirect-cure")),
        "65001" | "90094" | "90095" => say(tr!(lang, "ms-consent", code = code), tr!(lang, "ms-consent-cure")),
        "65004" => say(tr!(lang, "err-denied"), tr!(lang, "err-denied-cure")),
        "50020" | "500200" | "50194" | "9002346" => {
            say(tr!(lang, "ms-audience", code = code), tr!(lang, "ms-audience-cure"))
        }
        "700016" => say(tr!(lang, "ms-unknown-app", code = code), tr!(lang, "ms-unknown-app-cure")),
        "7000215" | "7000222" => say(tr!(lang, "ms-secret", code = code), tr!(lang, "ms-secret-cure")),
        "7000218" | "700025" => say(tr!(lang, "ms-public", code = code), tr!(lang, "ms-public-cure")),
        "50057" => say(tr!(lang, "ms-disabled", code = code), tr!(lang, "ms-disabled-cure")),
        "50173" => say(tr!(lang, "ms-password-changed", code = code), tr!(lang, "err-grant-dead-cure")),
        "50078" | "50079" | "50076" | "50158" | "53003" | "530003" => {
            say(tr!(lang, "ms-policy", code = code), tr!(lang, "ms-policy-cure"))
        }
        "700082" | "70008" | "700084" | "70043" => {
            say(tr!(lang, "ms-unused", code = code), tr!(lang, "err-grant-dead-cure"))
        }
        "7000012" => say(tr!(lang, "ms-other-tenant", code = code), tr!(lang, "err-grant-dead-cure")),
        "90002" | "900023" => say(tr!(lang, "ms-tenant", code = code), tr!(lang, "err-tenant-cure")),
        _ => return None,
    })
}

/// Why a token is dead, in words.
#[must_use]
pub fn reason(reason: &Reason, lang: Lang) -> Explanation {
    match reason {
        Reason::Refused { error, description } => {
            let refusal = Refusal::new(error, description.as_deref(), None);
            microsoft(&refusal, lang).unwrap_or_else(|| dead(&own_words(&refusal), lang))
        }
        Reason::AnswerLost { at, error, description } => {
            let when = at.to_zoned(jiff::tz::TimeZone::system()).strftime("%-d. %-m. %Y %H:%M:%S").to_string();
            let text = own_words(&Refusal::new(error, description.as_deref(), None));
            say(tr!(lang, "err-answer-lost", when = when, text = text), tr!(lang, "err-answer-lost-cure"))
        }
        Reason::Expired => say(tr!(lang, "err-token-ended"), tr!(lang, "err-token-ended-cure")),
    }
}
