//! What the errors of authorization servers and of the sign-in show of themselves.
//!
//! Protects: nothing beyond what the error holds, which is free of secrets. Leaves to others: the rest
//! ([`super::symptom`]).

use super::kind::Kind;
use super::symptom::{Arg, Symptom};
use crate::account::SignInMethod;
use crate::oauth::{CertificateError, NetworkFailure, OAuthError, Refusal, WrongPaste};

impl From<&OAuthError> for Symptom {
    fn from(error: &OAuthError) -> Self {
        let new = Self::new;
        match error {
            OAuthError::Network { host, failure } => network(failure).with("host", host.as_str()),
            OAuthError::Refused(refusal) => refused(refusal),
            OAuthError::CodeRefused(refusal) => Self { of_code: true, ..refused(refusal) },
            // The exact place of the mistake is in the log.
            OAuthError::Discovery { issuer, .. } => new(Kind::Discovery).with("issuer", issuer.as_str()),
            OAuthError::Tenant(_) => new(Kind::Tenant),
            OAuthError::Listener(reason) => new(Kind::Listener).because(reason),
            OAuthError::Http(reason) => new(Kind::HttpClient).because(reason),
            OAuthError::TimedOut(time) => {
                new(Kind::SignInLate).with("minutes", Arg::Text((time.as_secs() / 60).to_string()))
            }
            OAuthError::Incomplete(_) => new(Kind::AnswerIncomplete),
            OAuthError::Identity(_) => new(Kind::Identity),
            OAuthError::Clock { off } => new(Kind::ClockIdentity).with("clock", Arg::Clock(*off)),
            OAuthError::Pasted(wrong) => new(pasted(*wrong)),
            OAuthError::NotOffered(method) => new(not_offered(*method)),
            OAuthError::DeviceExpired => new(Kind::DeviceLate),
            OAuthError::Declined => new(Kind::DeviceDeclined),
            OAuthError::Certificate(error) => new(certificate(*error)),
            OAuthError::OtherAccount { expected, signed_in_as } => {
                new(Kind::OtherAccount).with("expected", expected.to_string()).with("signed", signed_in_as.to_string())
            }
        }
    }
}

/// The provider's own text and its code.
fn refused(refusal: &Refusal) -> Symptom {
    let raw = match &refusal.description {
        Some(text) if text.contains(&refusal.error) => text.clone(),
        Some(text) => format!("{text} ({})", refusal.error),
        None => refusal.error.clone(),
    };
    let code = refusal.aadsts().unwrap_or(&refusal.error);
    let mut symptom = Symptom::new(Kind::Refused).coded(refusal.error.as_str()).with("code", code).said(raw);
    symptom.aadsts = refusal.aadsts().and_then(|code| code.trim_start_matches("AADSTS").parse().ok());
    symptom.suberror = refusal.suberror.clone().unwrap_or_default();
    symptom.text = refusal.description.clone().unwrap_or_default();
    symptom
}

fn network(failure: &NetworkFailure) -> Symptom {
    let new = Symptom::new;
    match failure {
        NetworkFailure::Unreachable(reason) => new(Kind::AuthUnreachable).because(reason),
        NetworkFailure::Interrupted(reason) => new(Kind::AuthInterrupted).because(reason),
        NetworkFailure::TimedOut => new(Kind::AuthTimedOut),
        NetworkFailure::Tls(reason) => new(Kind::AuthTls).because(reason),
        NetworkFailure::TooMany { .. } => new(Kind::AuthTooMany).coded("429"),
        NetworkFailure::Status(status) | NetworkFailure::Later { status, .. } => {
            new(Kind::AuthStatus).coded(status.to_string()).with("status", status.to_string())
        }
        NetworkFailure::NotOAuth => new(Kind::AuthNotOAuth),
    }
}

fn pasted(wrong: WrongPaste) -> Kind {
    match wrong {
        WrongPaste::Empty => Kind::PasteEmpty,
        WrongPaste::NotAnAddress => Kind::PasteOther,
        WrongPaste::Provider => Kind::PasteProvider,
        WrongPaste::CutOff => Kind::PasteCutOff,
        WrongPaste::OtherSignIn => Kind::PasteStale,
    }
}

fn not_offered(method: SignInMethod) -> Kind {
    match method {
        SignInMethod::Browser => Kind::NoBrowserWay,
        SignInMethod::Device => Kind::NoDeviceWay,
        SignInMethod::Application => Kind::NoApplicationWay,
    }
}

fn certificate(error: CertificateError) -> Kind {
    match error {
        CertificateError::NoCertificate => Kind::CertificateNone,
        CertificateError::NoKey => Kind::CertificateNoKey,
        CertificateError::Damaged => Kind::CertificateDamaged,
        CertificateError::Encrypted => Kind::CertificateEncrypted,
        CertificateError::NotRsa => Kind::CertificateNotRsa,
        CertificateError::TooShort => Kind::CertificateShort,
        CertificateError::OddLength => Kind::CertificateLength,
        CertificateError::OtherKey => Kind::CertificateOtherKey,
        CertificateError::CannotSign => Kind::CertificateCannotSign,
    }
}
