//! The authorization server's failures in words, and those of the sign-in itself.

use super::refusal::{dead, known, refused};
use super::{Explanation, clock, say};
use crate::account::SignInMethod;
use crate::i18n::Lang;
use crate::oauth::session::Reason;
use crate::oauth::{CertificateError, NetworkFailure, OAuthError, Refusal, WrongPaste};
use crate::tr;

pub fn explain(error: &OAuthError, lang: Lang) -> Explanation {
    match error {
        OAuthError::Network { host, failure } => network(host, failure, lang),
        OAuthError::Refused(refusal) => refused(refusal, lang),
        // 70008 says of a code what it says of a refresh token: it is too old.
        OAuthError::CodeRefused(refusal) => match refusal.aadsts().filter(|code| *code != "AADSTS70008") {
            Some(_) => known(refusal, lang).unwrap_or_else(|| code_refused(refusal, lang)),
            None => code_refused(refusal, lang),
        },
        // The exact place of the mistake is in the log.
        OAuthError::Discovery { issuer, .. } => {
            say(tr!(lang, "err-discovery", issuer = issuer.clone()), tr!(lang, "err-discovery-cure"))
        }
        OAuthError::Tenant(_) => say(tr!(lang, "err-tenant"), tr!(lang, "err-tenant-cure")),
        OAuthError::Listener(reason) => {
            say(tr!(lang, "err-listener", reason = reason.clone()), tr!(lang, "err-listener-cure"))
        }
        OAuthError::Http(reason) => say(tr!(lang, "err-http", reason = reason.clone()), tr!(lang, "err-http-cure")),
        OAuthError::Clock { off } => {
            let words = clock(*off, lang);
            say(tr!(lang, "err-clock-identity", clock = words.what), words.cure)
        }
        OAuthError::Pasted(wrong) => pasted(*wrong, lang),
        OAuthError::NotOffered(method) => not_offered(*method, lang),
        OAuthError::DeviceExpired => say(tr!(lang, "err-device-expired"), tr!(lang, "err-device-expired-cure")),
        OAuthError::Declined => say(tr!(lang, "err-declined"), tr!(lang, "err-denied-cure")),
        OAuthError::Certificate(error) => certificate(*error, lang),
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
        NetworkFailure::Interrupted(reason) => {
            say(tr!(lang, "err-auth-interrupted", host = host, reason = reason.clone()), tr!(lang, "err-network-cure"))
        }
        NetworkFailure::TooMany { .. } => {
            say(tr!(lang, "err-auth-too-many", host = host), tr!(lang, "err-auth-too-many-cure"))
        }
        NetworkFailure::Status(status) | NetworkFailure::Later { status, .. } => say(
            tr!(lang, "err-auth-status", host = host, status = status.to_string()),
            tr!(lang, "err-auth-status-cure"),
        ),
        NetworkFailure::NotOAuth => {
            say(tr!(lang, "err-auth-not-oauth", host = host), tr!(lang, "err-auth-not-oauth-cure"))
        }
    }
}

fn code_refused(refusal: &Refusal, lang: Lang) -> Explanation {
    say(tr!(lang, "err-code-refused", text = own_words(refusal)), tr!(lang, "err-code-refused-cure"))
}

fn pasted(wrong: WrongPaste, lang: Lang) -> Explanation {
    match wrong {
        WrongPaste::Empty => say(tr!(lang, "err-paste-empty"), tr!(lang, "err-paste-cure")),
        WrongPaste::NotAnAddress => say(tr!(lang, "err-paste-other"), tr!(lang, "err-paste-cure")),
        WrongPaste::Provider => say(tr!(lang, "err-paste-provider"), tr!(lang, "err-paste-provider-cure")),
        WrongPaste::CutOff => say(tr!(lang, "err-paste-cut-off"), tr!(lang, "err-paste-cure")),
        WrongPaste::OtherSignIn => say(tr!(lang, "err-paste-stale"), tr!(lang, "err-paste-stale-cure")),
    }
}

fn not_offered(method: SignInMethod, lang: Lang) -> Explanation {
    match method {
        SignInMethod::Browser => say(tr!(lang, "err-no-browser-way"), tr!(lang, "err-no-browser-way-cure")),
        SignInMethod::Device => say(tr!(lang, "err-no-device"), tr!(lang, "err-no-device-cure")),
        SignInMethod::Application => say(tr!(lang, "err-no-application"), tr!(lang, "err-no-application-cure")),
    }
}

/// What is wrong with the application's certificate.
pub fn certificate(error: CertificateError, lang: Lang) -> Explanation {
    use CertificateError as E;
    match error {
        E::NoCertificate => say(tr!(lang, "err-cert-none"), tr!(lang, "err-cert-both-cure")),
        E::NoKey => say(tr!(lang, "err-cert-no-key"), tr!(lang, "err-cert-both-cure")),
        E::Damaged => say(tr!(lang, "err-cert-damaged"), tr!(lang, "err-cert-damaged-cure")),
        E::Encrypted => say(tr!(lang, "err-cert-encrypted"), tr!(lang, "err-cert-encrypted-cure")),
        E::NotRsa => say(tr!(lang, "err-cert-not-rsa"), tr!(lang, "err-cert-new-cure")),
        E::TooShort => say(tr!(lang, "err-cert-short"), tr!(lang, "err-cert-new-cure")),
        E::OddLength => say(tr!(lang, "err-cert-length"), tr!(lang, "err-cert-new-cure")),
        E::OtherKey => say(tr!(lang, "err-cert-other-key"), tr!(lang, "err-cert-both-cure")),
        E::CannotSign => say(tr!(lang, "err-cert-cannot-sign"), tr!(lang, "err-cert-new-cure")),
    }
}

/// The provider's own text and its code: kept, because a search finds more with them.
pub(super) fn own_words(refusal: &Refusal) -> String {
    match &refusal.description {
        Some(text) if text.contains(&refusal.error) => text.clone(),
        Some(text) => format!("{text} ({})", refusal.error),
        None => refusal.error.clone(),
    }
}

/// Why a token is dead, in words.
#[must_use]
pub fn reason(reason: &Reason, lang: Lang) -> Explanation {
    match reason {
        Reason::Refused { error, description } => {
            let refusal = Refusal::new(error, description.as_deref(), None);
            known(&refusal, lang).unwrap_or_else(|| dead(&own_words(&refusal), lang))
        }
        Reason::AnswerLost { at, error, description } => {
            let when = at.to_zoned(jiff::tz::TimeZone::system()).strftime("%-d. %-m. %Y %H:%M:%S").to_string();
            let text = own_words(&Refusal::new(error, description.as_deref(), None));
            say(tr!(lang, "err-answer-lost", when = when, text = text), tr!(lang, "err-answer-lost-cure"))
        }
        Reason::Expired => say(tr!(lang, "err-token-ended"), tr!(lang, "err-token-ended-cure")),
    }
}
