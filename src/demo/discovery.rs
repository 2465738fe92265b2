//! The discovery document (OpenID Connect Discovery 1.0, 3; RFC 8414, 2).
//!
//! Protects: it says what the other modules do, no more. Leaves to others: doing it.

use hyper::StatusCode;
use serde_json::json;

use super::http::{self, Reply};
use super::scopes;
use super::world::World;

/// The same document for OpenID Connect and for plain OAuth.
pub(super) fn document(world: &World) -> Reply {
    let issuer = &world.issuer;
    let document = json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "device_authorization_endpoint": format!("{issuer}/device_authorization"),
        "revocation_endpoint": format!("{issuer}/revoke"),
        "userinfo_endpoint": format!("{issuer}/userinfo"),
        "jwks_uri": format!("{issuer}/jwks"),
        "scopes_supported": scopes::KNOWN,
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token", "client_credentials", super::token_endpoint::DEVICE_GRANT],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": ["none", "client_secret_post", "private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": world.clients().algorithms,
        "revocation_endpoint_auth_methods_supported": ["none", "client_secret_post", "private_key_jwt"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
        "claims_supported": [
            "iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "email", "email_verified", "preferred_username", "name",
        ],
        "prompt_values_supported": ["login", "consent", "select_account"],
        "ui_locales_supported": ["cs", "en"],
        "authorization_response_iss_parameter_supported": true,
        "claims_parameter_supported": false,
        "request_parameter_supported": false,
        "request_uri_parameter_supported": false,
    });
    http::json(StatusCode::OK, &document)
}
