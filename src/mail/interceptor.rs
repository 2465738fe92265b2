//! Who made up a certificate: virus scanners and firewalls that look into protected connections.
//!
//! Protects: only names on the list (`assets/interceptors.toml`, with its sources) are told, so that nobody is accused by
//! a guess. Leaves to others: the facts of the certificate ([`super::certificate`]).

use std::sync::LazyLock;

use serde::Deserialize;

const TABLE: &str = include_str!("../../assets/interceptors.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    software: Vec<Software>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Software {
    name: String,
    /// Parts of an issuer's names, in small letters.
    issuer: Vec<String>,
    /// Where the names are from; for the readers of the file.
    #[serde(rename = "source")]
    _source: String,
}

// A test reads the same table, so a broken one cannot be shipped.
static KNOWN: LazyLock<Vec<Software>> =
    LazyLock::new(|| toml::from_str::<Table>(TABLE).map(|table| table.software).unwrap_or_default());

/// The program or device whose issuer calls itself like this.
pub(super) fn known(issuer_names: &[String]) -> Option<&'static str> {
    let names: Vec<String> = issuer_names.iter().map(|name| name.to_lowercase()).collect();
    let made_by =
        |software: &&Software| software.issuer.iter().any(|part| names.iter().any(|name| name.contains(part.as_str())));
    KNOWN.iter().find(made_by).map(|software| software.name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound() {
        let table: Table = toml::from_str(TABLE).unwrap();
        assert!(table.software.len() >= 20);
        for software in &table.software {
            assert!(!software.issuer.is_empty() && !software._source.is_empty(), "{}", software.name);
            for part in &software.issuer {
                assert!(part.len() >= 6 && *part == part.to_lowercase(), "{part}");
                assert_eq!(known(std::slice::from_ref(part)), Some(software.name.as_str()), "{part}");
            }
        }
    }

    #[test]
    fn only_who_is_on_the_list_is_named() {
        let known = |name: &str| known(&[name.to_owned()]);
        assert_eq!(known("avast! Web/Mail Shield Root"), Some("Avast Antivirus"));
        assert_eq!(known("ESET SSL Filter CA"), Some("ESET"));
        assert_eq!(known("Zscaler Inc."), Some("Zscaler"));
        for honest in ["Let's Encrypt", "DigiCert Inc", "Microsoft Corporation", "Firma Root CA", ""] {
            assert_eq!(known(honest), None);
        }
    }
}
