//! Who signed in, said by the provider: `id_token` (OpenID Connect Core, 2), its key, and the userinfo claims.
//!
//! Protects: the token is really signed (ES256, RFC 7518, 3.4) with a key that lives as long as this provider, so a
//! client that checks signatures finds them right. Leaves to others: when one is given out.

use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rcgen::{KeyPair, SigningKey as _};
use serde_json::{Value, json};

use super::tokens::Grant;
use super::world::World;

/// How long an `id_token` holds, in seconds.
const LIFETIME: i64 = 3600;
const KEY_ID: &str = "practice-1";

/// Signs with an ECDSA key on P-256.
pub(super) struct Signer {
    key: KeyPair,
}

impl Signer {
    /// With a key made on the spot.
    pub(super) fn new() -> io::Result<Self> {
        KeyPair::generate().map(|key| Self { key }).map_err(io::Error::other)
    }

    /// The public key as a JWK Set (RFC 7517, 5).
    pub(super) fn jwks(&self) -> Value {
        // An uncompressed point: 0x04, 32 bytes X, 32 bytes Y (SEC 1, 2.3.3).
        let point = self.key.public_key_raw();
        let part = |range| URL_SAFE_NO_PAD.encode(point.get(range).unwrap_or_default());
        json!({ "keys": [{
            "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": KEY_ID, "x": part(1..33), "y": part(33..65),
        }]})
    }

    /// A signed JWT with these claims (RFC 7515, 3.1). `None` when the key cannot sign.
    fn sign(&self, claims: &Value) -> Option<String> {
        let header = json!({ "alg": "ES256", "typ": "JWT", "kid": KEY_ID });
        let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", encode(&header), encode(claims));
        let der = self.key.sign(signed.as_bytes()).ok()?;
        let signature = URL_SAFE_NO_PAD.encode(fixed(&der)?);
        Some(format!("{signed}.{signature}"))
    }
}

/// The `id_token` of a grant; `None` unless `openid` was allowed. A refresh repeats no nonce (Core, 12.2).
pub(super) fn id_token(world: &World, grant: &Grant, fresh: bool) -> Option<String> {
    if !grant.scopes.has("openid") {
        return None;
    }
    let now = world.clock.now().as_second();
    let mut claims = claims(world, grant);
    claims["iss"] = json!(world.issuer);
    claims["aud"] = json!(grant.client);
    claims["iat"] = json!(now);
    claims["exp"] = json!(now + LIFETIME);
    claims["auth_time"] = json!(grant.signed_in);
    if let Some(nonce) = grant.nonce.as_ref().filter(|_| fresh) {
        claims["nonce"] = json!(nonce);
    }
    world.signer.sign(&claims)
}

/// What is told about the person: as much as `email` and `profile` allow (Core, 5.4).
pub(super) fn claims(world: &World, grant: &Grant) -> Value {
    let address = grant.mailbox.as_str();
    let mut claims = json!({ "sub": format!("practice-{}", world.mailboxes.number(address)) });
    if grant.scopes.has("email") {
        claims["email"] = json!(address);
        claims["email_verified"] = json!(true);
    }
    if grant.scopes.has("profile") {
        claims["preferred_username"] = json!(address);
        claims["name"] = json!(address.split('@').next());
    }
    claims
}

/// A DER signature (`SEQUENCE { r INTEGER, s INTEGER }`) as the 64 bytes that JWS wants.
fn fixed(der: &[u8]) -> Option<[u8; 64]> {
    let [0x30, length, numbers @ ..] = der else { return None };
    if usize::from(*length) != numbers.len() {
        return None;
    }
    let mut out = [0; 64];
    let rest = integer(numbers, out.get_mut(..32)?)?;
    let rest = integer(rest, out.get_mut(32..)?)?;
    rest.is_empty().then_some(out)
}

/// Reads one positive INTEGER into `out`, right-aligned; returns what follows it.
fn integer<'a>(der: &'a [u8], out: &mut [u8]) -> Option<&'a [u8]> {
    let [0x02, length, rest @ ..] = der else { return None };
    let (number, rest) = rest.split_at_checked(usize::from(*length))?;
    let start = number.iter().take_while(|byte| **byte == 0).count();
    let digits = number.get(start..)?;
    let at = out.len().checked_sub(digits.len())?;
    out.get_mut(at..)?.copy_from_slice(digits);
    Some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_lose_their_sign_byte_and_get_their_zeros_back() {
        let mut der = vec![0x30, 0, 0x02, 33, 0];
        der.extend([0xff; 32]);
        der.extend([0x02, 1, 5]);
        der[1] = u8::try_from(der.len() - 2).unwrap();
        let fixed = fixed(&der).unwrap();
        assert_eq!(fixed[..32], [0xff; 32]);
        assert_eq!(fixed[32..63], [0; 31]);
        assert_eq!(fixed[63], 5);
    }

    #[test]
    fn what_is_no_signature_is_refused() {
        for der in [&[][..], &[0x30], &[0x30, 2, 0x02, 9], &[0x30, 6, 2, 1, 1, 2, 1, 1, 0], &[0x31, 0]] {
            assert_eq!(fixed(der), None, "{der:?}");
        }
    }
}
