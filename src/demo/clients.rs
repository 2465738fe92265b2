//! The applications that the practice provider knows, and how each proves itself (RFC 6749, 2.3; RFC 7523).
//!
//! Protects: a public client that sends a secret is refused as at Microsoft, and a confidential one is let in only with
//! its secret or with a statement that its own certificate signed, for this provider, for now, and once. Leaves to
//! others: what the application may do.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hyper::StatusCode;
use hyper::header::{self, HeaderValue};
use ring::digest;
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256, UnparsedPublicKey};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::server::ParsedCertificate;
use serde_json::Value;

use super::http::{self, Asked, Params, Reply};
use super::table::Table;
use super::token_endpoint::bad;
use super::world::World;
use super::{CLIENT_ID, SERVICE_ID, SERVICE_SECRET};

/// The type of a statement (RFC 7523, 2.2).
const ASSERTION: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// The longest that a statement may hold.
const MOST_LIFETIME: Duration = Duration::from_secs(60 * 60);
/// The most statements that are remembered, so that none is used twice.
const MOST: usize = 512;
/// `SubjectPublicKeyInfo` of an RSA key of 2,048 bits or more has so many bytes before the key (RFC 5280, 4.1; RFC 8017,
/// A.1.1): two headers of four bytes, the algorithm's fifteen, and the byte for unused bits.
const BEFORE_KEY: usize = 24;

/// The application of an ID.
pub(super) fn known(id: Option<&str>) -> Option<&'static str> {
    [CLIENT_ID, SERVICE_ID].into_iter().find(|known| id == Some(*known))
}

/// What is known of the confidential application.
pub(super) struct Clients {
    certificate: Option<CertificateDer<'static>>,
    /// The signatures that discovery offers.
    pub(super) algorithms: Vec<&'static str>,
    used: Table<()>,
}

impl Clients {
    /// No certificate yet.
    pub(super) fn new() -> Self {
        Self { certificate: None, algorithms: vec!["PS256", "RS256"], used: Table::new(MOST) }
    }

    /// Takes the first certificate of a PEM text as the application's own. Whether there is one.
    pub(super) fn trust(&mut self, pem: &str) -> bool {
        self.certificate = CertificateDer::from_pem_slice(pem.as_bytes()).ok();
        self.certificate.is_some()
    }

    fn check(&mut self, jwt: &str, audience: &str, now: i64) -> Result<(), &'static str> {
        let certificate = self.certificate.as_ref().ok_or("no certificate is registered")?;
        let (signed, signature) = jwt.rsplit_once('.').ok_or("client_assertion is no JWT")?;
        let (head, claims) = signed.split_once('.').ok_or("client_assertion is no JWT")?;
        let (head, claims) = (json(head)?, json(claims)?);
        let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| "client_assertion is no JWT")?;
        let alg = head["alg"].as_str().unwrap_or_default();
        if !self.algorithms.contains(&alg) {
            return Err("alg is not supported");
        }
        let thumbprint = URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, certificate));
        if head["x5t#S256"] != thumbprint.as_str() {
            return Err("the certificate is not the registered one");
        }
        let parsed = ParsedCertificate::try_from(certificate).map_err(|_| "the registered certificate is damaged")?;
        let info = parsed.subject_public_key_info();
        let key = info.get(BEFORE_KEY..).ok_or("the registered certificate has no RSA key")?;
        let verified = match alg {
            "PS256" => UnparsedPublicKey::new(&RSA_PSS_2048_8192_SHA256, key).verify(signed.as_bytes(), &signature),
            _ => UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key).verify(signed.as_bytes(), &signature),
        };
        verified.map_err(|_| "the signature is wrong")?;
        if claims["iss"] != SERVICE_ID || claims["sub"] != SERVICE_ID {
            return Err("iss and sub must be client_id");
        }
        if claims["aud"] != audience {
            return Err("aud must be the token endpoint");
        }
        let ends = claims["exp"].as_i64().ok_or("exp is missing")?;
        if ends <= now || ends - now > MOST_LIFETIME.as_secs().cast_signed() {
            return Err("exp is over or too far away");
        }
        if claims["nbf"].as_i64().is_some_and(|begins| begins > now) {
            return Err("nbf has not come yet");
        }
        let id = claims["jti"].as_str().filter(|id| !id.is_empty() && id.len() <= 200).ok_or("jti is missing")?;
        if self.used.get(id).is_some() {
            return Err("this statement was used before");
        }
        self.used.insert(id.to_owned(), ());
        Ok(())
    }
}

fn json(part: &str) -> Result<Value, &'static str> {
    let bytes = URL_SAFE_NO_PAD.decode(part).map_err(|_| "client_assertion is no JWT")?;
    serde_json::from_slice(&bytes).map_err(|_| "client_assertion is no JWT")
}

/// The parameters of a request from a known client that proved itself, or the refusal.
pub(super) fn client<'a>(world: &World, asked: &'a Asked) -> Result<&'a Params, Box<Reply>> {
    if !asked.is_form {
        return Err(Box::new(bad("invalid_request", "the body must be application/x-www-form-urlencoded")));
    }
    let Ok(params) = &asked.params else {
        return Err(Box::new(bad("invalid_request", "a parameter came twice")));
    };
    if asked.authorization.is_some() {
        let mut reply = stranger("send client_id and its proof in the body and no Authorization header");
        http::set(&mut reply, header::WWW_AUTHENTICATE, HeaderValue::from_static("Basic realm=\"practice\""));
        return Err(Box::new(reply));
    }
    let (secret, statement) = (params.get("client_secret"), params.get("client_assertion"));
    let refused = match (params.get("client_id"), secret, statement) {
        (Some(CLIENT_ID), None, None) => return Ok(params),
        (Some(CLIENT_ID), Some(_), _) => "this client is public: send no client_secret",
        (Some(CLIENT_ID), None, Some(_)) => "this client is public: send no client_assertion",
        (Some(SERVICE_ID), Some(SERVICE_SECRET), None) => return Ok(params),
        (Some(SERVICE_ID), Some(_), None) => "client_secret is wrong",
        (Some(SERVICE_ID), None, Some(statement)) if params.get("client_assertion_type") == Some(ASSERTION) => {
            let audience = format!("{}/token", world.issuer);
            match world.clients().check(statement, &audience, world.clock.now().as_second()) {
                Ok(()) => return Ok(params),
                Err(why) => why,
            }
        }
        (Some(SERVICE_ID), None, Some(_)) => "client_assertion_type is not known",
        (Some(SERVICE_ID), Some(_), Some(_)) => "client_secret and client_assertion came together",
        (Some(SERVICE_ID), None, None) => "this client must prove itself",
        (Some(_), _, _) => "client_id is not known",
        (None, _, _) => "client_id is missing",
    };
    Err(Box::new(stranger(refused)))
}

fn stranger(description: &str) -> Reply {
    http::error(StatusCode::UNAUTHORIZED, "invalid_client", description)
}
