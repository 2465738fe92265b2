//! The certificates of the practice mail servers, made at each start.
//!
//! Protects: the authority's key never leaves this module's functions, so nobody can sign another certificate with it,
//! and it holds for one year and no name but this computer's. Leaves to others: trusting it (`extra_ca`).

use std::io;
use std::sync::Arc;

use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use rcgen::{
    BasicConstraints, Certificate, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};
use rustls::pki_types::PrivateKeyDer;
use tokio_rustls::TlsAcceptor;

/// What the good certificate is for.
const NAMES: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

/// What can be wrong with a server's certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadCertificate {
    /// Nobody but itself vouches for it.
    SelfSigned,
    /// An authority of this name, which nobody trusts, vouches for it.
    OtherAuthority(String),
    /// It ended thirty days ago.
    Expired,
    /// It begins in thirty days.
    NotYetValid,
    /// It is for `mail.other.test` only.
    WrongName,
}

/// What the servers and their clients need.
pub(super) struct Certificates {
    /// The authority's certificate, for clients.
    pub(super) ca_pem: String,
    good: TlsAcceptor,
    expired: TlsAcceptor,
    not_yet_valid: TlsAcceptor,
    wrong_name: TlsAcceptor,
}

impl Certificates {
    /// Makes an authority, a certificate for `localhost`, 127.0.0.1 and ::1, and those with which tests try clients.
    pub(super) fn make() -> io::Result<Self> {
        let (ca, ca_key, ca_certificate) = authority("Mailkey practice CA")?;
        let issuer = Issuer::from_params(&ca, &ca_key);
        let vouched = |names: &[&str], from: i64, to: i64| {
            let key = KeyPair::generate().map_err(io::Error::other)?;
            let mut leaf = server(names)?;
            lasting(&mut leaf, from, to);
            acceptor(&leaf.signed_by(&key, &issuer).map_err(io::Error::other)?, &key)
        };
        Ok(Self {
            ca_pem: ca_certificate.pem(),
            good: vouched(&NAMES, -1, 365)?,
            expired: vouched(&NAMES, -60, -30)?,
            not_yet_valid: vouched(&NAMES, 30, 60)?,
            wrong_name: vouched(&["mail.other.test"], -1, 365)?,
        })
    }

    /// Speaks TLS with the good certificate, or with a bad one.
    pub(super) fn acceptor(&self, bad: Option<&BadCertificate>) -> io::Result<TlsAcceptor> {
        Ok(match bad {
            None => self.good.clone(),
            Some(BadCertificate::Expired) => self.expired.clone(),
            Some(BadCertificate::NotYetValid) => self.not_yet_valid.clone(),
            Some(BadCertificate::WrongName) => self.wrong_name.clone(),
            Some(BadCertificate::SelfSigned) => {
                let key = KeyPair::generate().map_err(io::Error::other)?;
                acceptor(&server(&NAMES)?.self_signed(&key).map_err(io::Error::other)?, &key)?
            }
            Some(BadCertificate::OtherAuthority(name)) => {
                let (ca, ca_key, _) = authority(name)?;
                let key = KeyPair::generate().map_err(io::Error::other)?;
                let leaf = server(&NAMES)?.signed_by(&key, &Issuer::from_params(&ca, &ca_key));
                acceptor(&leaf.map_err(io::Error::other)?, &key)?
            }
        })
    }
}

/// An authority: its parameters, its key and its own certificate.
fn authority(name: &str) -> io::Result<(CertificateParams, KeyPair, Certificate)> {
    let key = KeyPair::generate().map_err(io::Error::other)?;
    let mut ca = params(&[], name)?;
    ca.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    ca.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let certificate = ca.self_signed(&key).map_err(io::Error::other)?;
    Ok((ca, key, certificate))
}

/// A mail server's certificate, not signed yet.
fn server(names: &[&str]) -> io::Result<CertificateParams> {
    let mut leaf = params(names, "Mailkey practice server")?;
    leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    leaf.use_authority_key_identifier_extension = true;
    Ok(leaf)
}

fn acceptor(certificate: &Certificate, key: &KeyPair) -> io::Result<TlsAcceptor> {
    let private = PrivateKeyDer::try_from(key.serialize_der()).map_err(io::Error::other)?;
    let config = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(io::Error::other)?
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], private)
        .map_err(io::Error::other)?;
    Ok(TlsAcceptor::from(Arc::new(config)))
}

/// A certificate that holds from yesterday (clocks differ) for a year: macOS refuses one that holds longer than 825 days.
fn params(names: &[&str], common_name: &str) -> io::Result<CertificateParams> {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut params = CertificateParams::new(names).map_err(io::Error::other)?;
    params.distinguished_name.push(DnType::CommonName, common_name);
    lasting(&mut params, -1, 365);
    Ok(params)
}

/// From when and until when it holds, in days from today.
fn lasting(params: &mut CertificateParams, from: i64, to: i64) {
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
    let day = |later: i64| {
        let date: Date = today.saturating_add(later.days());
        let number = |n: i8| u8::try_from(n).unwrap_or(1);
        date_time_ymd(date.year().into(), number(date.month()), number(date.day()))
    };
    (params.not_before, params.not_after) = (day(from), day(to));
}
