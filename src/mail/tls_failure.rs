//! Why TLS failed, with what the server's certificate says of itself.
//!
//! Protects: an untrusted certificate is called intercepted only when a known program made it up. Leaves to others: the
//! check itself ([`crate::tls`]), reading certificates ([`super::certificate`]).

use std::error::Error as StdError;
use std::io;
use std::sync::Arc;

use super::reply::tidy;
use super::{certificate, interceptor};
use crate::chain::Certificate;
use crate::tls::is_authority_as_server;

/// Why TLS failed. The certificate is the server's; none where it could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TlsFailure {
    /// Nobody whom this system trusts vouches for the certificate.
    #[error("the certificate's issuer is not trusted{}", issued_by(.0))]
    UnknownIssuer(Option<Arc<Certificate>>),
    /// Nobody but itself vouches for the certificate.
    #[error("the certificate is self-signed and not trusted")]
    SelfSigned(Option<Arc<Certificate>>),
    /// A known virus scanner or firewall made the certificate up, and this system does not trust it.
    #[error("{by} intercepts the connection, and its certificate is not trusted")]
    Intercepted {
        /// Its name.
        by: &'static str,
        /// The certificate.
        certificate: Option<Arc<Certificate>>,
    },
    /// The certificate is for other names.
    #[error("the certificate is not for this server's name{}", made_for(.0))]
    WrongName(Option<Arc<Certificate>>),
    /// The certificate's time is over; or this computer's clock is wrong.
    #[error("the certificate has expired")]
    Expired(Option<Arc<Certificate>>),
    /// The certificate's time has not begun; or this computer's clock is wrong.
    #[error("the certificate is not valid yet")]
    NotYetValid(Option<Arc<Certificate>>),
    /// The certificate was withdrawn.
    #[error("the certificate was revoked")]
    Revoked(Option<Arc<Certificate>>),
    /// The server knows neither TLS 1.2 nor 1.3.
    #[error("the server knows neither TLS 1.2 nor TLS 1.3")]
    TooOld,
    /// The server's first bytes are not TLS: a port where plain text is spoken. What it said, tidied; may be empty.
    #[error("the server does not speak TLS here{}", said(.0))]
    NotTls(String),
    /// Anything else, in the TLS library's words.
    #[error("{0}")]
    Other(String),
}

impl TlsFailure {
    /// From the TLS library's error and the certificate (DER) that the server presented.
    pub(super) fn of(error: &rustls::Error, presented: Option<&[u8]>) -> Self {
        use rustls::CertificateError as C;
        use rustls::Error as E;
        use rustls::InvalidMessage as M;
        use rustls::PeerIncompatible as P;
        let facts = || presented.and_then(certificate::read).map(Arc::new);
        match error {
            E::InvalidCertificate(problem) => match problem {
                // A bad signature is what a stranger of the same name as a trusted authority leaves: a test or company
                // authority that was made anew, as a rule.
                C::UnknownIssuer | C::BadSignature => Self::untrusted(presented),
                C::NotValidForName | C::NotValidForNameContext { .. } => Self::WrongName(facts()),
                C::Expired | C::ExpiredContext { .. } => Self::Expired(facts()),
                C::NotValidYet | C::NotValidYetContext { .. } => Self::NotYetValid(facts()),
                C::Revoked => Self::Revoked(facts()),
                other if is_authority_as_server(other) => Self::untrusted(presented),
                other => Self::Other(tidy(&other.to_string())),
            },
            E::InvalidMessage(
                M::InvalidContentType | M::UnknownProtocolVersion | M::InvalidEmptyPayload | M::MessageTooLarge,
            ) => Self::NotTls(String::new()),
            E::AlertReceived(rustls::AlertDescription::ProtocolVersion)
            | E::PeerIncompatible(P::ServerDoesNotSupportTls12Or13 | P::ServerTlsVersionIsDisabledByOurConfig) => {
                Self::TooOld
            }
            other => Self::Other(tidy(&other.to_string())),
        }
    }

    /// Nobody who is trusted vouches for the certificate.
    fn untrusted(presented: Option<&[u8]>) -> Self {
        let certificate = presented.and_then(certificate::read).map(Arc::new);
        let names = presented.map(certificate::issuer_names).unwrap_or_default();
        match interceptor::known(&names) {
            Some(by) => Self::Intercepted { by, certificate },
            None if certificate.as_ref().is_some_and(|certificate| certificate.self_signed) => {
                Self::SelfSigned(certificate)
            }
            None => Self::UnknownIssuer(certificate),
        }
    }

    /// The server's certificate, where the failure is about one.
    #[must_use]
    pub fn certificate(&self) -> Option<&Certificate> {
        match self {
            Self::UnknownIssuer(certificate)
            | Self::SelfSigned(certificate)
            | Self::Intercepted { certificate, .. }
            | Self::WrongName(certificate)
            | Self::Expired(certificate)
            | Self::NotYetValid(certificate)
            | Self::Revoked(certificate) => certificate.as_deref(),
            Self::TooOld | Self::NotTls(_) | Self::Other(_) => None,
        }
    }
}

fn issued_by(certificate: &Option<Arc<Certificate>>) -> String {
    certificate.as_ref().map(|certificate| format!(" ({})", certificate.issuer)).unwrap_or_default()
}

fn made_for(certificate: &Option<Arc<Certificate>>) -> String {
    certificate.as_ref().map(|certificate| format!(" but for {}", certificate.names.join(", "))).unwrap_or_default()
}

fn said(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("; it said: {text}") }
}

/// The TLS error inside an IO error, however deep: `io::Error` shows its content through `get_ref`, not through `source`.
pub(super) fn inside<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a rustls::Error> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(tls) = error.downcast_ref::<rustls::Error>() {
            return Some(tls);
        }
        let inside = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        next = inside.map(|inner| inner as &'a (dyn StdError + 'static)).or_else(|| error.source());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::Cause;

    #[test]
    fn a_tls_error_is_found_however_deep() {
        let tls = rustls::Error::InvalidCertificate(rustls::CertificateError::Expired);
        let deep = io::Error::other(io::Error::other(io::Error::new(io::ErrorKind::InvalidData, tls)));
        assert_eq!(Cause::from(deep), Cause::Tls(TlsFailure::Expired(None)));
        assert_eq!(Cause::from(io::Error::from(io::ErrorKind::ConnectionReset)), Cause::Closed);
    }

    #[test]
    fn who_made_the_certificate_up_is_named() {
        let signed = |issuer: &str| {
            let mut authority = rcgen::CertificateParams::new(Vec::new()).unwrap();
            authority.distinguished_name.push(rcgen::DnType::CommonName, issuer);
            let authority_key = rcgen::KeyPair::generate().unwrap();
            let issuer = rcgen::Issuer::new(authority, authority_key);
            let key = rcgen::KeyPair::generate().unwrap();
            rcgen::CertificateParams::new(vec!["mail.example.cz".into()]).unwrap().signed_by(&key, &issuer).unwrap()
        };
        let unknown = rustls::Error::InvalidCertificate(rustls::CertificateError::UnknownIssuer);
        let of = |issuer| TlsFailure::of(&unknown, Some(signed(issuer).der()));
        assert!(matches!(of("Avast Web/Mail Shield Root"), TlsFailure::Intercepted { by: "Avast Antivirus", .. }));
        let failure = of("Firma Root CA");
        assert!(matches!(&failure, TlsFailure::UnknownIssuer(Some(facts)) if facts.issuer == "Firma Root CA"));
        assert_eq!(failure.certificate().unwrap().names, ["mail.example.cz"]);
        assert_eq!(TlsFailure::of(&unknown, Some(b"garbage")), TlsFailure::UnknownIssuer(None));
    }
}
