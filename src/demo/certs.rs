//! The certificates of the practice mail servers, made at each start.
//!
//! Protects: the authority's key never leaves this function, so nobody can sign another certificate with it, and it
//! holds for one year and no name but this computer's. Leaves to others: trusting it (`extra_ca`).

use std::io;
use std::sync::Arc;

use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    date_time_ymd,
};
use rustls::pki_types::PrivateKeyDer;
use tokio_rustls::TlsAcceptor;

/// What the servers and their clients need.
pub(super) struct Certificates {
    /// The authority's certificate, for clients.
    pub(super) ca_pem: String,
    /// Speaks TLS with the servers' certificate.
    pub(super) acceptor: TlsAcceptor,
}

/// Makes an authority and a certificate for `localhost`, 127.0.0.1 and ::1.
pub(super) fn make() -> io::Result<Certificates> {
    let ca_key = KeyPair::generate().map_err(io::Error::other)?;
    let mut ca = params(&[], "Mailkey practice CA")?;
    ca.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    ca.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let ca_certificate = ca.self_signed(&ca_key).map_err(io::Error::other)?;

    let key = KeyPair::generate().map_err(io::Error::other)?;
    let mut leaf = params(&["localhost", "127.0.0.1", "::1"], "Mailkey practice server")?;
    leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    leaf.use_authority_key_identifier_extension = true;
    let certificate = leaf.signed_by(&key, &Issuer::from_params(&ca, &ca_key)).map_err(io::Error::other)?;

    let private = PrivateKeyDer::try_from(key.serialize_der()).map_err(io::Error::other)?;
    let config = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(io::Error::other)?
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], private)
        .map_err(io::Error::other)?;
    Ok(Certificates { ca_pem: ca_certificate.pem(), acceptor: TlsAcceptor::from(Arc::new(config)) })
}

/// A certificate that holds from yesterday (clocks differ) for a year: macOS refuses one that holds longer than 825 days.
fn params(names: &[&str], common_name: &str) -> io::Result<CertificateParams> {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut params = CertificateParams::new(names).map_err(io::Error::other)?;
    params.distinguished_name.push(DnType::CommonName, common_name);
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
    let day = |date: Date| {
        let number = |n: i8| u8::try_from(n).unwrap_or(1);
        date_time_ymd(date.year().into(), number(date.month()), number(date.day()))
    };
    params.not_before = day(today.saturating_sub(1.day()));
    params.not_after = day(today.saturating_add(1.year()));
    Ok(params)
}
