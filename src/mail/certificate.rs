//! What a certificate says of itself, for people.
//!
//! Protects: any bytes give facts or `None`, never a panic; texts are tidied and bounded in number. Leaves to others:
//! whether the certificate is to be trusted (the platform's verifier, [`crate::tls`]).

use std::net::IpAddr;

use jiff::Timestamp;
use x509_parser::extensions::GeneralName;
use x509_parser::prelude::{FromDer, X509Certificate};
use x509_parser::x509::X509Name;

use super::reply::tidy;
use crate::chain::Certificate;

/// The most names of one certificate that are kept; a content network's can have a hundred.
const MAX_NAMES: usize = 100;

/// Reads a certificate (DER, RFC 5280).
pub(super) fn read(der: &[u8]) -> Option<Certificate> {
    let (_, certificate) = X509Certificate::from_der(der).ok()?;
    let names = names(&certificate);
    let common = first(certificate.subject().iter_common_name());
    let subject = common.or_else(|| names.first().cloned()).or_else(|| organization(certificate.subject()));
    let issuer = certificate.issuer();
    let issuer = organization(issuer).or_else(|| first(issuer.iter_common_name())).unwrap_or_default();
    let validity = certificate.validity();
    Some(Certificate {
        subject: subject.unwrap_or_default(),
        issuer,
        names,
        not_before: time(validity.not_before.timestamp()),
        not_after: time(validity.not_after.timestamp()),
        self_signed: certificate.subject().as_raw() == certificate.issuer().as_raw(),
    })
}

/// Everything that its issuer calls itself, for recognizing who made the certificate.
pub(super) fn issuer_names(der: &[u8]) -> Vec<String> {
    let Ok((_, certificate)) = X509Certificate::from_der(der) else { return Vec::new() };
    let attributes = certificate.issuer().iter_attributes();
    attributes.filter_map(|attribute| attribute.as_str().ok()).take(MAX_NAMES).map(tidy).collect()
}

/// The names and addresses that it is for (subjectAltName, RFC 5280, 4.2.1.6).
fn names(certificate: &X509Certificate<'_>) -> Vec<String> {
    let Ok(Some(alternative)) = certificate.subject_alternative_name() else { return Vec::new() };
    let names = alternative.value.general_names.iter().filter_map(|name| match name {
        GeneralName::DNSName(name) => Some(tidy(name)),
        GeneralName::IPAddress(bytes) => address(bytes).map(|address| address.to_string()),
        _ => None,
    });
    names.filter(|name| !name.is_empty()).take(MAX_NAMES).collect()
}

fn address(bytes: &[u8]) -> Option<IpAddr> {
    let four = <[u8; 4]>::try_from(bytes).map(IpAddr::from);
    four.or_else(|_| <[u8; 16]>::try_from(bytes).map(IpAddr::from)).ok()
}

fn organization(name: &X509Name<'_>) -> Option<String> {
    first(name.iter_organization())
}

fn first<'a>(mut attributes: impl Iterator<Item = &'a x509_parser::x509::AttributeTypeAndValue<'a>>) -> Option<String> {
    attributes.next().and_then(|attribute| attribute.as_str().ok()).map(tidy).filter(|text| !text.is_empty())
}

/// The time, or the end of what can be told.
fn time(seconds: i64) -> Timestamp {
    let end = if seconds < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Timestamp::from_second(seconds).unwrap_or(end)
}
