//! What is taken as a certificate, what is not and why, and that the statement is signed as it says.

use ring::signature::{RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256, UnparsedPublicKey};

use super::*;

const CERTIFICATE: &str = include_str!("../../../tests/keys/rsa.crt");
const KEY: &str = include_str!("../../../tests/keys/rsa.key");
const OTHER: &str = include_str!("../../../tests/keys/other.crt");
/// As openssl computes it.
const THUMBPRINT: &str = "Io4W3CfaftcjPnc2v5GG8_Hv3UL6dNHhHjuAHBxgb_o";

fn read(parts: &[&str]) -> Result<String, CertificateError> {
    Certificate::read(&parts.concat()).map(|certificate| certificate.thumbprint)
}

#[test]
fn a_certificate_with_its_key_is_taken_in_every_form() {
    let pkcs1 = include_str!("../../../tests/keys/rsa1.key");
    let good: [&[&str]; 6] = [
        &[CERTIFICATE, KEY],
        &[KEY, CERTIFICATE],
        &[CERTIFICATE, pkcs1],
        // A chain: the certificate of the key counts, wherever it stands.
        &[OTHER, CERTIFICATE, KEY],
        &[CERTIFICATE, OTHER, KEY],
        &["Bag Attributes\n    friendlyName: mailkey\n", CERTIFICATE, "subject=CN = x\n", KEY],
    ];
    for parts in good {
        assert_eq!(read(parts).as_deref(), Ok(THUMBPRINT));
    }
    for lost in ["", " ", "\r\n"] {
        assert_eq!(
            read(&[CERTIFICATE, KEY].map(|part| part.replace('\n', lost)).each_ref().map(String::as_str)).as_deref(),
            Ok(THUMBPRINT)
        );
    }
    assert!(Certificate::is_pem(&format!("\n {CERTIFICATE}")));
    assert!(!Certificate::is_pem("abc~-----BEGIN") && !Certificate::is_pem(""));
}

#[test]
fn what_is_wrong_is_said_exactly() {
    use CertificateError as E;
    let key = |name: &str| {
        std::fs::read_to_string(format!("{}/tests/keys/{name}", env!("CARGO_MANIFEST_DIR"))).expect("a file")
    };
    let half = KEY.len() / 2;
    let rotten = CERTIFICATE.replacen("MII", "MIJ", 1);
    let cases: [(&[&str], E); 14] = [
        (&[KEY], E::NoCertificate),
        (&[CERTIFICATE], E::NoKey),
        (&[""], E::NoCertificate),
        (&["-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"], E::NoCertificate),
        (&[OTHER, KEY], E::OtherKey),
        (&[CERTIFICATE, &key("encrypted.key")], E::Encrypted),
        (&[CERTIFICATE, &key("encrypted1.key")], E::Encrypted),
        (&[CERTIFICATE, &key("ec.key")], E::NotRsa),
        (&[CERTIFICATE, &key("ecs1.key")], E::NotRsa),
        (&[&key("short.crt"), &key("short.key")], E::TooShort),
        (&[CERTIFICATE, &KEY[..half]], E::Damaged),
        (&[&CERTIFICATE[..half], KEY], E::Damaged),
        (&[&rotten, KEY], E::Damaged),
        (&["-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", KEY], E::Damaged),
    ];
    for (parts, why) in cases {
        assert_eq!(read(parts), Err(why), "{parts:?}");
    }
}

#[test]
fn a_statement_says_who_asks_whom_until_when_and_is_signed() {
    let certificate = Certificate::read(&[CERTIFICATE, KEY].concat()).expect("good");
    let now: Timestamp = "2026-01-01T00:00:00Z".parse().expect("a time");
    let public = certificate.key.public().as_ref().to_vec();
    let mut ids = std::collections::BTreeSet::new();
    for (algorithm, name) in [(Algorithm::Ps256, "PS256"), (Algorithm::Rs256, "RS256")] {
        let jwt = certificate.assertion("app", "https://id.example/token", algorithm, now).expect("signed");
        let [header, claims, signature] = jwt.split('.').collect::<Vec<_>>()[..] else { panic!("{jwt}") };
        let bytes = |part: &str| URL_SAFE_NO_PAD.decode(part).expect("base64url");
        let json = |part: &str| serde_json::from_slice::<serde_json::Value>(&bytes(part)).expect("JSON");
        assert_eq!(json(header), serde_json::json!({"alg": name, "typ": "JWT", "x5t#S256": THUMBPRINT}));
        let mut claims_json = json(claims);
        assert!(ids.insert(claims_json["jti"].take().as_str().expect("an id").to_owned()), "each has its own id");
        let wanted = serde_json::json!({
            "iss": "app", "sub": "app", "aud": "https://id.example/token", "jti": null,
            "iat": 1_767_225_600, "nbf": 1_767_225_300, "exp": 1_767_226_200,
        });
        assert_eq!(claims_json, wanted);
        let verified = |key: &dyn Fn() -> bool| assert!(key(), "{name}");
        let (text, signature) = (format!("{header}.{claims}"), bytes(signature));
        verified(&|| match algorithm {
            Algorithm::Ps256 => {
                UnparsedPublicKey::new(&RSA_PSS_2048_8192_SHA256, &public).verify(text.as_bytes(), &signature).is_ok()
            }
            Algorithm::Rs256 => {
                UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &public).verify(text.as_bytes(), &signature).is_ok()
            }
        });
    }
    let debug = format!("{certificate:?}");
    assert!(debug.contains(THUMBPRINT) && debug.len() < 120, "{debug}");
}

proptest::proptest! {
    #[test]
    fn damage_anywhere_is_an_error_and_no_panic(at in 0usize..2700, byte in "[ -~]") {
        let mut text = [CERTIFICATE, KEY].concat();
        let at = at % text.len();
        text.replace_range(at..=at, &byte);
        // A change in a comment or in the certificate's own signature goes unnoticed here: that is the provider's to judge.
        if let Ok(certificate) = Certificate::read(&text) {
            proptest::prop_assert!(certificate.assertion("a", "b", Algorithm::Ps256, Timestamp::UNIX_EPOCH).is_ok());
        }
    }

    #[test]
    fn garbage_is_an_error_and_no_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        use base64::engine::general_purpose::STANDARD;
        let inside = STANDARD.encode(&bytes);
        for label in ["CERTIFICATE", "PRIVATE KEY", "RSA PRIVATE KEY"] {
            let part = format!("-----BEGIN {label}-----\n{inside}\n-----END {label}-----\n");
            proptest::prop_assert!(Certificate::read(&[part.as_str(), CERTIFICATE, KEY].concat()).is_err());
        }
        let _ = Certificate::read(&String::from_utf8_lossy(&bytes));
    }
}
