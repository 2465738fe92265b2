//! How the application proves itself to the provider (RFC 6749, 2.3).
//!
//! Protects: a public client sends no secret (Microsoft: AADSTS700025), a certificate's key never leaves this computer,
//! and each request has a statement of its own. Leaves to others: where the secret is kept.

use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use url::Url;
use url::form_urlencoded::Serializer;

use super::certificate::{Algorithm, Certificate, CertificateError};

/// The type of a statement (RFC 7523, 2.2).
const ASSERTION: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// How the application proves itself.
#[derive(Debug, Clone, Default)]
pub enum ClientAuth {
    /// Not at all: a public client (RFC 6749, 2.1).
    #[default]
    Public,
    /// With a shared secret, in the body: Microsoft and Google both take it there, and not every provider decodes the
    /// header rightly.
    Secret(SecretString),
    /// With a signed statement (`private_key_jwt`).
    Certificate(Certificate),
}

impl ClientAuth {
    /// What the keyring's entry `client_secret` stands for: a PEM text is a certificate, any other text a secret.
    ///
    /// # Errors
    /// The PEM text cannot be used.
    pub fn read(stored: Option<SecretString>) -> Result<Self, CertificateError> {
        match stored {
            None => Ok(Self::Public),
            Some(text) if Certificate::is_pem(text.expose_secret()) => {
                Certificate::read(text.expose_secret()).map(Self::Certificate)
            }
            Some(secret) => Ok(Self::Secret(secret)),
        }
    }

    /// Adds the proof to a request. The statement names the token endpoint whichever endpoint is asked (RFC 7523, 3).
    pub(super) fn prove(
        &self,
        form: &mut Serializer<'_, String>,
        client_id: &str,
        token_endpoint: &Url,
        algorithm: Algorithm,
        now: Timestamp,
    ) -> Result<(), CertificateError> {
        let _ = form.append_pair("client_id", client_id);
        match self {
            Self::Public => {}
            Self::Secret(secret) => {
                let _ = form.append_pair("client_secret", secret.expose_secret());
            }
            Self::Certificate(certificate) => {
                let statement = certificate.assertion(client_id, token_endpoint.as_str(), algorithm, now)?;
                crate::log::net::learn_text(&statement);
                let _ = form.append_pair("client_assertion_type", ASSERTION);
                let _ = form.append_pair("client_assertion", &statement);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(auth: &ClientAuth) -> Vec<(String, String)> {
        let mut form = Serializer::new(String::new());
        let endpoint = Url::parse("https://id.example/token").expect("an address");
        auth.prove(&mut form, "app", &endpoint, Algorithm::Ps256, Timestamp::UNIX_EPOCH).expect("proved");
        url::form_urlencoded::parse(form.finish().as_bytes()).into_owned().collect()
    }

    #[test]
    fn a_text_is_a_secret_and_a_pem_text_a_certificate() {
        let pem = concat!(include_str!("../../tests/keys/rsa.crt"), include_str!("../../tests/keys/rsa.key"));
        let public = ClientAuth::read(None).expect("nothing");
        assert_eq!(form(&public), [("client_id".into(), "app".into())]);
        let secret = ClientAuth::read(Some("s+e c~".into())).expect("a secret");
        assert_eq!(form(&secret)[1], ("client_secret".into(), "s+e c~".into()));
        let certificate = ClientAuth::read(Some(pem.into())).expect("a certificate");
        let sent = form(&certificate);
        assert_eq!(
            sent.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
            ["client_id", "client_assertion_type", "client_assertion"]
        );
        assert_ne!(form(&certificate)[2], sent[2], "a statement is used once");
        assert!(ClientAuth::read(Some("-----BEGIN CERTIFICATE-----".into())).is_err());
        assert!(!format!("{secret:?} {certificate:?}").contains("s+e"));
    }
}
