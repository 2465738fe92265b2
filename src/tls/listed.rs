//! A server's certificate that the administrator has listed itself.
//!
//! `openssl req -x509` makes a self-signed certificate that calls itself an authority, and webpki takes no authority for
//! a server (`CaUsedAsEndEntity`), not even one that is trusted. Whoever lists the certificate has named this very server:
//! nobody needs to vouch for it any more.
//!
//! Protects: only the same bytes count, so nothing that another makes can pass; the name and the time are checked as for
//! any other certificate; what the platform refuses for another reason (revoked, damaged, over) stays refused. Trust does
//! not grow: the file's certificates are trust anchors already, and whoever has the key of one that is an authority could
//! sign any other. Leaves to others: that the server has the key (the handshake's signature, which the platform's
//! verifier checks).

use rustls::CertificateError;
use rustls::client::danger::ServerCertVerified;
use rustls::client::verify_server_name;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use x509_parser::prelude::{FromDer, X509Certificate};
use x509_parser::time::ASN1Time;

/// Whether a refusal says no more than that nobody who may vouches for the certificate.
pub(super) fn may_overrule(refusal: &CertificateError) -> bool {
    matches!(refusal, CertificateError::UnknownIssuer) || super::is_authority_as_server(refusal)
}

/// Checks the time and the name of a certificate that is listed.
pub(super) fn verify(
    listed: &CertificateDer<'_>,
    server_name: &ServerName<'_>,
    now: UnixTime,
) -> Result<ServerCertVerified, rustls::Error> {
    let (_, certificate) = X509Certificate::from_der(listed).map_err(|_| CertificateError::BadEncoding)?;
    let now = i64::try_from(now.as_secs()).ok().and_then(|now| ASN1Time::from_timestamp(now).ok());
    let now = now.ok_or(rustls::Error::FailedToGetCurrentTime)?;
    let validity = certificate.validity();
    if now < validity.not_before {
        return Err(CertificateError::NotValidYet.into());
    }
    if now > validity.not_after {
        return Err(CertificateError::Expired.into());
    }
    verify_server_name(&ParsedCertificate::try_from(listed)?, server_name)?;
    Ok(ServerCertVerified::assertion())
}
