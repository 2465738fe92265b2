//! The application's own certificate: how a confidential client proves itself without a shared secret
//! (`private_key_jwt`: OpenID Connect Core, 9; RFC 7523).
//!
//! Protects: only a certificate with its own RSA key of at least 2,048 bits is taken, and what is wrong is said when it is
//! entered, not at the first sign-in; every request gets a statement of its own, which holds for some minutes. Leaves to
//! others: where the PEM text is kept, and sending the statement.

mod pem;

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use oauth2::CsrfToken;
use ring::digest;
use ring::rand::SystemRandom;
use ring::signature::{KeyPair as _, RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaEncoding, RsaKeyPair};
use rustls::pki_types::CertificateDer;
use rustls::server::ParsedCertificate;
use serde::{Deserialize, Serialize};

/// How long a statement holds. Microsoft: "keep it short, 5–10 minutes".
const LIFETIME: SignedDuration = SignedDuration::from_mins(10);
/// How far the provider's clock may be behind.
const LEEWAY: SignedDuration = SignedDuration::from_mins(5);

/// Why a certificate cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum CertificateError {
    /// The text has no certificate.
    #[error("there is no certificate in the PEM text")]
    NoCertificate,
    /// The text has no private key.
    #[error("there is no private key in the PEM text")]
    NoKey,
    /// A part is cut off or is not what its BEGIN line says.
    #[error("the PEM text is damaged")]
    Damaged,
    /// The private key is protected by a password.
    #[error("the private key is encrypted")]
    Encrypted,
    /// The private key is not an RSA key.
    #[error("the private key is not an RSA key")]
    NotRsa,
    /// The RSA key has fewer than 2,048 bits.
    #[error("the RSA key is shorter than 2048 bits")]
    TooShort,
    /// The RSA key has a length that is not supported.
    #[error("the RSA key has neither 2048 nor 3072 nor 4096 bits")]
    OddLength,
    /// The private key is not the one of the certificate.
    #[error("the private key does not belong to the certificate")]
    OtherKey,
    /// The signature could not be made.
    #[error("the private key cannot sign")]
    CannotSign,
}

/// How a statement is signed (RFC 7518, 3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Algorithm {
    /// RSASSA-PSS with SHA-256, which Microsoft wants.
    #[default]
    Ps256,
    /// RSASSA-PKCS1-v1_5 with SHA-256, which every server should know (RFC 8414, 2).
    Rs256,
}

/// A certificate with its key. No `Debug` of the content.
#[derive(Clone)]
pub struct Certificate {
    key: Arc<RsaKeyPair>,
    /// SHA-256 of the certificate's DER form, as `x5t#S256` wants it (RFC 7515, 4.1.8).
    thumbprint: String,
}

impl std::fmt::Debug for Certificate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Certificate").field("thumbprint", &self.thumbprint).finish_non_exhaustive()
    }
}

impl Certificate {
    /// Whether a text is meant as PEM, and not as a secret.
    #[must_use]
    pub fn is_pem(text: &str) -> bool {
        text.trim_start().starts_with("-----BEGIN")
    }

    /// Reads a PEM text with a certificate and its private key, in either order. Of several certificates (a chain) the
    /// one with that key counts.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(text: &str) -> Result<Self, CertificateError> {
        let mut certificates = Vec::new();
        let mut key = None;
        for part in pem::parts(text) {
            let is_key = part.label.ends_with("PRIVATE KEY");
            if is_key && (part.encrypted || part.label.starts_with("ENCRYPTED")) {
                return Err(CertificateError::Encrypted);
            }
            let damaged = CertificateError::Damaged;
            match part.label {
                "CERTIFICATE" => certificates.push(part.der.ok_or(damaged)?),
                "PRIVATE KEY" => key = key.or(Some(rsa(RsaKeyPair::from_pkcs8(&part.der.ok_or(damaged)?))?)),
                "RSA PRIVATE KEY" => key = key.or(Some(rsa(RsaKeyPair::from_der(&part.der.ok_or(damaged)?))?)),
                _ if is_key => return Err(CertificateError::NotRsa),
                _ => {}
            }
        }
        if certificates.is_empty() {
            return Err(CertificateError::NoCertificate);
        }
        let key = key.ok_or(CertificateError::NoKey)?;
        let mut owned = None;
        for certificate in &certificates {
            let der = CertificateDer::from(certificate.as_slice());
            let parsed = ParsedCertificate::try_from(&der).map_err(|_| CertificateError::Damaged)?;
            // The key is the last thing in SubjectPublicKeyInfo (RFC 5280, 4.1), in the form in which ring gives it.
            if parsed.subject_public_key_info().as_ref().ends_with(key.public_key().as_ref()) {
                owned = owned.or(Some(certificate));
            }
        }
        let certificate = owned.ok_or(CertificateError::OtherKey)?;
        let thumbprint = URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, certificate));
        let certificate = Self { key: Arc::new(key), thumbprint };
        // Damage inside the key shows only here: ring checks each signature that it makes.
        match certificate.assertion("", "", Algorithm::Ps256, Timestamp::UNIX_EPOCH) {
            Ok(_) => Ok(certificate),
            Err(_) => Err(CertificateError::Damaged),
        }
    }

    /// A statement that the application is who it says, for one request to one endpoint (RFC 7523, 3; Microsoft:
    /// "Application authentication certificate credentials").
    ///
    /// # Errors
    /// The key cannot sign.
    pub fn assertion(
        &self,
        client_id: &str,
        audience: &str,
        algorithm: Algorithm,
        now: Timestamp,
    ) -> Result<String, CertificateError> {
        let (alg, encoding): (_, &'static dyn RsaEncoding) = match algorithm {
            Algorithm::Ps256 => ("PS256", &RSA_PSS_SHA256),
            Algorithm::Rs256 => ("RS256", &RSA_PKCS1_SHA256),
        };
        let header = serde_json::json!({ "alg": alg, "typ": "JWT", "x5t#S256": self.thumbprint });
        let claims = serde_json::json!({
            "iss": client_id,
            "sub": client_id,
            "aud": audience,
            "jti": CsrfToken::new_random().secret(),
            "iat": now.as_second(),
            "nbf": (now - LEEWAY).as_second(),
            "exp": (now + LIFETIME).as_second(),
        });
        let encode = |value: serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", encode(header), encode(claims));
        let mut signature = vec![0; self.key.public().modulus_len()];
        self.key
            .sign(encoding, &SystemRandom::new(), signed.as_bytes(), &mut signature)
            .map_err(|_| CertificateError::CannotSign)?;
        Ok(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}

fn rsa(key: Result<RsaKeyPair, ring::error::KeyRejected>) -> Result<RsaKeyPair, CertificateError> {
    // ring says what is wrong in one word only.
    key.map_err(|why| match why.to_string().as_str() {
        "TooSmall" => CertificateError::TooShort,
        "TooLarge" | "PrivateModulusLenNotMultipleOf512Bits" => CertificateError::OddLength,
        "WrongAlgorithm" => CertificateError::NotRsa,
        _ => CertificateError::Damaged,
    })
}

#[cfg(test)]
mod tests;
