//! One TLS set-up for everything that Mailkey speaks: SMTP, POP3 and (through reqwest) the providers' web services.
//!
//! Protects: certificates are always checked, against the system's trust store (on Linux `SSL_CERT_FILE` and
//! `SSL_CERT_DIR` stand in for it) plus one PEM file that the administrator may name; a problem with that file is an
//! error of its own and never silently less trust. A server's certificate that stands in that file, byte for byte, is
//! trusted for its own names and its own time, whatever it says of being an authority (`listed` says why). Leaves to
//! others: handshakes and what their failures mean ([`crate::mail`]), and where the file's name comes from
//! ([`crate::settings`]).

mod listed;

use std::cell::RefCell;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, DigitallySignedStruct, DistinguishedName, SignatureScheme};
use rustls_platform_verifier::Verifier;

/// The largest PEM file that is read, in bytes; a whole system's trust store is about 250,000.
const MAX_FILE: u64 = 4 << 20;

/// Why TLS could not be set up. Cheap to clone.
#[derive(Debug, Clone, thiserror::Error)]
pub enum TlsSetupError {
    /// The file with additional certificates cannot be read.
    #[error("cannot read the certificate file {}: {cause}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: Arc<io::Error>,
    },
    /// The file was read, and no certificate is in it.
    #[error("there is no certificate in {} (a PEM file with BEGIN CERTIFICATE is wanted)", path.display())]
    NoCertificate {
        /// The file.
        path: PathBuf,
    },
    /// The file has a BEGIN line, and what follows is not PEM, or what is inside is not an X.509 certificate.
    #[error("certificate number {number} in {} is damaged", path.display())]
    BadCertificate {
        /// The file.
        path: PathBuf,
        /// Which one, counted from 1.
        number: usize,
    },
    /// The system's trust store is empty or missing, and no file with certificates was named.
    #[error("this system has no trusted certificates: {0}")]
    NoTrustStore(String),
    /// The TLS library refused its own defaults.
    #[error("TLS cannot be set up: {0}")]
    Library(String),
}

/// The configuration of every TLS client in this process: ring, TLS 1.2 and 1.3, the system's trust store, and
/// `extra_ca`, a PEM file whose certificates are trusted beside it.
///
/// Reads files, so call it off the UI thread.
///
/// # Errors
/// See [`TlsSetupError`].
pub fn client_config(extra_ca: Option<&Path>) -> Result<Arc<rustls::ClientConfig>, TlsSetupError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let extra = extra_ca.map(read_certificates).transpose()?.unwrap_or_default();
    let verifier = Verifier::new_with_extra_roots(extra.clone(), Arc::clone(&provider))
        .map_err(|error| TlsSetupError::NoTrustStore(error.to_string()))?;
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| TlsSetupError::Library(error.to_string()))?
        .dangerous() // the name of the builder's method; the platform's own verifier decides, but for what is listed
        .with_custom_certificate_verifier(Arc::new(Noting { platform: verifier, listed: extra }))
        .with_no_client_auth();
    Ok(Arc::new(config))
}

tokio::task_local! {
    /// Where the handshake of this task notes what the server presented.
    static PRESENTED: RefCell<Option<CertificateDer<'static>>>;
}

/// Runs a handshake; gives the server's certificate beside its result, also when the check failed.
///
/// A certificate is presented in full handshakes only: a resumed session has none.
pub(crate) async fn presented<T>(handshake: impl Future<Output = T>) -> (T, Option<CertificateDer<'static>>) {
    PRESENTED
        .scope(RefCell::new(None), async {
            let result = handshake.await;
            (result, PRESENTED.with(RefCell::take))
        })
        .await
}

/// Whether an error is webpki's for a certificate authority (also a self-signed one) that serves as a server's
/// certificate; rustls has no name for it.
pub(crate) fn is_authority_as_server(error: &CertificateError) -> bool {
    matches!(error, CertificateError::Other(other) if other.to_string().contains("CaUsedAsEndEntity"))
}

/// The platform's verifier, which decides, but for what is listed (see `listed`); this remembers what it was shown.
#[derive(Debug)]
struct Noting {
    platform: Verifier,
    /// The certificates of the administrator's file.
    listed: Vec<CertificateDer<'static>>,
}

impl ServerCertVerifier for Noting {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        // Nobody asks where the web services are called (reqwest): an error here means just that.
        let _nobody_asks = PRESENTED.try_with(|noted| noted.replace(Some(end_entity.clone().into_owned())));
        match self.platform.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now) {
            Err(rustls::Error::InvalidCertificate(problem))
                if listed::may_overrule(&problem) && self.listed.iter().any(|listed| listed == end_entity) =>
            {
                listed::verify(end_entity, server_name, now)
            }
            verdict => verdict,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.platform.verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.platform.verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.platform.supported_verify_schemes()
    }

    fn requires_raw_public_keys(&self) -> bool {
        self.platform.requires_raw_public_keys()
    }

    fn root_hint_subjects(&self) -> Option<&[DistinguishedName]> {
        self.platform.root_hint_subjects()
    }
}

/// All certificates of a PEM file; each is checked to be one that can be a trust anchor.
fn read_certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, TlsSetupError> {
    let pem = read(path).map_err(|error| TlsSetupError::Unreadable { path: path.into(), cause: Arc::new(error) })?;
    let mut found = Vec::new();
    for section in CertificateDer::pem_slice_iter(&pem) {
        let damaged = || TlsSetupError::BadCertificate { path: path.into(), number: found.len() + 1 };
        let certificate = section.map_err(|_| damaged())?;
        rustls::RootCertStore::empty().add(certificate.clone()).map_err(|_| damaged())?;
        found.push(certificate);
    }
    if found.is_empty() { Err(TlsSetupError::NoCertificate { path: path.into() }) } else { Ok(found) }
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    // A pipe or a device could block or never end.
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
    }
    let mut bytes = Vec::new();
    let read = std::fs::File::open(path)?.take(MAX_FILE + 1).read_to_end(&mut bytes)?;
    if read as u64 > MAX_FILE {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "larger than 4 MiB"));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(content: &[u8]) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), content).unwrap();
        file
    }

    fn pem() -> String {
        rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap().cert.pem()
    }

    #[test]
    fn a_good_file_is_taken_with_all_its_certificates() {
        let file = file(format!("comment\n{}{}", pem(), pem()).as_bytes());
        assert_eq!(read_certificates(file.path()).unwrap().len(), 2);
        assert!(client_config(Some(file.path())).is_ok());
    }

    #[test]
    fn each_fault_of_the_file_has_its_own_error() {
        let missing = Path::new("/nonexistent/ca.pem");
        let error = client_config(Some(missing)).unwrap_err();
        assert!(matches!(&error, TlsSetupError::Unreadable { path, .. } if path == missing), "{error}");
        assert!(error.to_string().contains("/nonexistent/ca.pem"), "{error}");

        let error = client_config(Some(Path::new("/"))).unwrap_err();
        assert!(matches!(error, TlsSetupError::Unreadable { .. }), "{error}");

        for nothing in
            [&b""[..], b"hello", b"\xff\xfe\x00", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]
        {
            let error = client_config(Some(file(nothing).path())).unwrap_err();
            assert!(matches!(error, TlsSetupError::NoCertificate { .. }), "{error}");
        }
        for damaged in [
            "-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n",
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
            "-----BEGIN CERTIFICATE-----\nAAAA\n",
        ] {
            let both = format!("{}{damaged}", pem());
            let error = client_config(Some(file(both.as_bytes()).path())).unwrap_err();
            assert!(matches!(error, TlsSetupError::BadCertificate { number: 2, .. }), "{damaged}: {error}");
        }
    }
}
