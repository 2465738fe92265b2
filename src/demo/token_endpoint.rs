//! The endpoints that a client asks directly: token (RFC 6749, 3.2), revocation (RFC 7009), userinfo (OpenID Connect).
//!
//! Protects: each refusal has the exact error code that the RFCs give it, and no answer says more about a token than
//! that. Leaves to others: what is valid (`tokens`, `device`).

use hyper::StatusCode;
use hyper::header::{self, HeaderValue};
use serde_json::json;

use super::SERVICE_ID;
use super::clients::client;
use super::http::{self, Asked, Params, Reply};
use super::identity;
use super::scopes::Scopes;
use super::tokens::{Grant, Issue, Refusal};
use super::world::World;

/// The grant type of the device flow (RFC 8628, 3.4).
pub(super) const DEVICE_GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// The token endpoint.
pub(super) fn token(world: &World, asked: &Asked) -> Reply {
    let params = match client(world, asked) {
        Ok(params) => params,
        Err(reply) => return *reply,
    };
    match params.get("grant_type") {
        Some("authorization_code") => code(world, params),
        Some("refresh_token") => refresh(world, params),
        Some(DEVICE_GRANT) => device(world, params),
        Some("client_credentials") => application(world, params),
        Some(_) => bad("unsupported_grant_type", "grant_type is not supported"),
        None => bad("invalid_request", "grant_type is missing"),
    }
}

fn code(world: &World, params: &Params) -> Reply {
    let client = params.get("client_id").unwrap_or_default();
    let (Some(code), Some(redirect_uri), Some(verifier)) =
        (params.get("code"), params.get("redirect_uri"), params.get("code_verifier"))
    else {
        return bad("invalid_request", "code, redirect_uri and code_verifier are required");
    };
    let issue = world.tokens().redeem(client, code, redirect_uri, verifier, world.now());
    answer(world, issue, true, |world| world.count(|counters| counters.code_exchanges += 1))
}

fn refresh(world: &World, params: &Params) -> Reply {
    let Some(token) = params.get("refresh_token") else {
        return bad("invalid_request", "refresh_token is missing");
    };
    let scopes = match params.get("scope").map(Scopes::parse) {
        Some(None) => return bad("invalid_scope", "scope holds an unknown permission"),
        Some(scopes) => scopes,
        None => None,
    };
    let issue = world.tokens().refresh(token, scopes, world.now());
    answer(world, issue, false, |world| world.count(|counters| counters.refreshes += 1))
}

fn device(world: &World, params: &Params) -> Reply {
    let Some(code) = params.get("device_code") else {
        return bad("invalid_request", "device_code is missing");
    };
    let now = world.now();
    let polled = world.devices().poll(code, now);
    match polled {
        Ok(grant) => {
            let issue = world.tokens().issue(grant, now);
            answer(world, Ok(issue), true, |world| world.count(|counters| counters.device_exchanges += 1))
        }
        Err((error, description)) => {
            world.count(|counters| match error {
                "authorization_pending" => counters.device_waits += 1,
                "slow_down" => counters.slow_downs += 1,
                _ => {}
            });
            bad(error, description)
        }
    }
}

/// The application's own token (RFC 6749, 4.4): for the mailbox of the settings, and without a refresh token.
fn application(world: &World, params: &Params) -> Reply {
    if params.get("client_id") != Some(SERVICE_ID) {
        return bad("unauthorized_client", "a public client cannot sign in for itself");
    }
    let Some(scopes) = params.get("scope").and_then(Scopes::parse) else {
        return bad("invalid_scope", "scope is missing or holds an unknown permission");
    };
    if ["openid", "offline_access", "email", "profile"].into_iter().any(|scope| scopes.has(scope)) {
        return bad("invalid_scope", "nobody signs in here: there is no person to tell about");
    }
    let signed_in = world.clock.now().as_second();
    let grant = Grant { client: SERVICE_ID, mailbox: world.mailbox.clone(), scopes, nonce: None, signed_in };
    let issue = world.tokens().issue(grant, world.now());
    answer(world, Ok(issue), true, |world| world.count(|counters| counters.application_tokens += 1))
}

fn answer(world: &World, issue: Result<Issue, Refusal>, fresh: bool, count: impl FnOnce(&World)) -> Reply {
    let issue = match issue {
        Ok(issue) => issue,
        Err(Refusal::Grant(why)) => return bad("invalid_grant", why),
        Err(Refusal::Reused) => {
            world.count(|counters| counters.reuses += 1);
            return bad("invalid_grant", "this was used before: all that it gave access to was withdrawn");
        }
        Err(Refusal::Scope) => return bad("invalid_scope", "more is asked for than was allowed"),
    };
    count(world);
    let mut body = json!({
        "token_type": "Bearer",
        "access_token": issue.access,
        "expires_in": issue.lifetime.as_secs(),
        "scope": issue.scopes.to_string(),
    });
    if let Some(refresh) = issue.refresh {
        body["refresh_token"] = json!(refresh);
    }
    if let Some(id_token) = identity::id_token(world, &issue.grant, fresh) {
        body["id_token"] = json!(id_token);
    }
    http::json(StatusCode::OK, &body)
}

/// The revocation endpoint: an unknown token is no error (RFC 7009, 2.2).
pub(super) fn revoke(world: &World, asked: &Asked) -> Reply {
    let params = match client(world, asked) {
        Ok(params) => params,
        Err(reply) => return *reply,
    };
    let Some(token) = params.get("token") else {
        return bad("invalid_request", "token is missing");
    };
    if world.tokens().revoke(token) {
        world.count(|counters| counters.revocations += 1);
    }
    http::json(StatusCode::OK, &json!({}))
}

/// The userinfo endpoint (OpenID Connect Core, 5.3).
pub(super) fn userinfo(world: &World, asked: &Asked) -> Reply {
    let token = asked.authorization.as_deref().and_then(|value| {
        let (scheme, token) = value.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
    });
    let (status, error, how) = match token.map(|token| world.bearer(token)) {
        Some(Some((grant, scopes))) if scopes.has("openid") => {
            return http::json(StatusCode::OK, &identity::claims(world, &grant));
        }
        Some(Some(_)) => {
            (StatusCode::FORBIDDEN, "insufficient_scope", "Bearer error=\"insufficient_scope\", scope=\"openid\"")
        }
        Some(None) => (StatusCode::UNAUTHORIZED, "invalid_token", "Bearer error=\"invalid_token\""),
        None => (StatusCode::UNAUTHORIZED, "invalid_request", "Bearer"),
    };
    let mut reply = http::error(status, error, "an access token with the permission openid is needed");
    http::set(&mut reply, header::WWW_AUTHENTICATE, HeaderValue::from_static(how));
    reply
}

/// A refusal with status 400.
pub(super) fn bad(error: &str, description: &str) -> Reply {
    http::error(StatusCode::BAD_REQUEST, error, description)
}
