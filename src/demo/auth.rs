//! The authorization endpoint and the answer of the sign-in page (RFC 6749, 4.1; RFC 7636; RFC 9207).
//!
//! Protects: a code only ever goes to a loopback address (RFC 8252, 7.3), for the known client, bound to an S256
//! challenge; what is wrong with client or redirect address is told to the person, everything else to the client. The
//! page's form carries an unguessable ID, so only that page can answer, once. Leaves to others: codes (`tokens`).

use std::time::{Duration, Instant};

use hyper::StatusCode;
use jiff::Timestamp;
use url::{Host, Url};

use crate::account::EmailAddress;

use super::clients::known;
use super::control::SignIn;
use super::http::{self, Asked, Params, Reply};
use super::scopes::Scopes;
use super::tokens::{Grant, later};
use super::words::{Words, words};
use super::world::World;
use super::{pages, random};

/// How long a sign-in page waits for its answer.
const LIFETIME: Duration = Duration::from_secs(15 * 60);
/// The longest redirect address, state or nonce.
const MOST: usize = 2048;

/// An authorization request that was in order.
pub(super) struct Pending {
    client: &'static str,
    redirect: Url,
    redirect_uri: String,
    state: Option<String>,
    scopes: Scopes,
    nonce: Option<String>,
    challenge: String,
    expires: Instant,
}

/// What is wrong with a request.
enum Wrong {
    /// There is no safe address to send the browser back to: the person is told.
    Page(&'static str),
    /// The client is told (RFC 6749, 4.1.2.1).
    Client { redirect: Box<Url>, state: Option<String>, error: &'static str, description: &'static str },
}

/// The authorization endpoint.
pub(super) fn authorize(world: &World, asked: &Asked) -> Reply {
    let words = words(locales(asked), &asked.languages);
    let params = match &asked.params {
        Ok(params) => params,
        Err(_) => return pages::notice(words, StatusCode::BAD_REQUEST, words.bad_request, "a parameter came twice"),
    };
    let pending = match check(params) {
        Ok(pending) => pending,
        Err(Wrong::Page(why)) => return pages::notice(words, StatusCode::BAD_REQUEST, words.bad_request, why),
        Err(Wrong::Client { redirect, state, error, description }) => {
            return refuse(world, *redirect, state.as_deref(), error, description);
        }
    };
    world.count(|counters| counters.authorizations += 1);
    let sign_in = world.knobs().sign_in.clone();
    match sign_in {
        SignIn::Allow(mailbox) => allow(world, pending, mailbox),
        SignIn::Deny => deny(world, pending),
        SignIn::Refuse { error, description } => {
            refuse(world, pending.redirect, pending.state.as_deref(), &error, &description)
        }
        SignIn::Ask => {
            let hint = params.get("login_hint").unwrap_or(world.mailbox.as_str());
            let id = random::text(24);
            let page = pages::SignInPage {
                words,
                world,
                action: "/sign-in",
                hidden: &[("request", &id), ("ui_locales", words.tag)],
                user_code: None,
                address: hint,
                scopes: Some(&pending.scopes),
                wrong: None,
            };
            let reply = page.show(StatusCode::OK);
            world.pending().insert(id, pending);
            reply
        }
    }
}

/// The answer of the sign-in page.
pub(super) fn sign_in(world: &World, asked: &Asked) -> Reply {
    let words = words(locales(asked), &asked.languages);
    let gone = |words: &'static Words| pages::notice(words, StatusCode::BAD_REQUEST, words.gone_title, words.gone);
    let Ok(params) = &asked.params else { return gone(words) };
    let id = params.get("request").unwrap_or_default();
    let Some(pending) = world.pending().remove(id).filter(|pending| pending.expires > Instant::now()) else {
        return gone(words);
    };
    if params.get("decision") != Some("allow") {
        return deny(world, pending);
    }
    let address = params.get("address").unwrap_or_default().trim();
    if let Some(mailbox) = world.mailboxes.get(address) {
        return allow(world, pending, mailbox.address.clone());
    }
    let page = pages::SignInPage {
        words,
        world,
        action: "/sign-in",
        hidden: &[("request", id), ("ui_locales", words.tag)],
        user_code: None,
        address,
        scopes: Some(&pending.scopes),
        wrong: Some(words.unknown_mailbox),
    };
    let reply = page.show(StatusCode::OK);
    world.pending().insert(id.to_owned(), pending);
    reply
}

/// The languages that the client asks for (OpenID Connect Core, 3.1.2.1).
pub(super) fn locales(asked: &Asked) -> &str {
    asked.params.as_ref().ok().and_then(|params| params.get("ui_locales")).unwrap_or_default()
}

fn allow(world: &World, pending: Pending, mailbox: EmailAddress) -> Reply {
    let Pending { client, redirect, redirect_uri, state, scopes, nonce, challenge, .. } = pending;
    let grant = Grant { client, mailbox, scopes, nonce, signed_in: Timestamp::now().as_second() };
    let code = world.tokens().code(grant, redirect_uri, challenge, world.now());
    world.count(|counters| counters.codes += 1);
    back(world, redirect, state.as_deref(), &[("code", &code)])
}

fn deny(world: &World, pending: Pending) -> Reply {
    refuse(world, pending.redirect, pending.state.as_deref(), "access_denied", "The person did not allow it.")
}

fn refuse(world: &World, redirect: Url, state: Option<&str>, error: &str, description: &str) -> Reply {
    back(world, redirect, state, &[("error", error), ("error_description", description)])
}

/// Sends the browser back to the client with the answer, the client's state and the issuer (RFC 9207).
fn back(world: &World, mut redirect: Url, state: Option<&str>, answer: &[(&str, &str)]) -> Reply {
    let _url = redirect
        .query_pairs_mut()
        .extend_pairs(answer)
        .extend_pairs(state.map(|state| ("state", state)))
        .append_pair("iss", &world.issuer);
    http::redirect(&redirect)
}

fn check(params: &Params) -> Result<Pending, Wrong> {
    let client = known(params.get("client_id")).ok_or(Wrong::Page("client_id is not known"))?;
    let redirect_uri = params.get("redirect_uri").ok_or(Wrong::Page("redirect_uri is missing"))?;
    let redirect = loopback(redirect_uri).ok_or(Wrong::Page("redirect_uri is not an http address on this computer"))?;
    let state = params.get("state");
    if state.is_some_and(|state| state.len() > MOST) {
        return Err(Wrong::Page("state is too long"));
    }
    let told = |error, description| {
        Err(Wrong::Client { redirect: Box::new(redirect.clone()), state: state.map(str::to_owned), error, description })
    };
    if params.get("request").is_some() {
        return told("request_not_supported", "request objects are not supported");
    }
    if params.get("request_uri").is_some() {
        return told("request_uri_not_supported", "request objects are not supported");
    }
    match params.get("response_type") {
        Some("code") => {}
        Some(_) => return told("unsupported_response_type", "only response_type=code is supported"),
        None => return told("invalid_request", "response_type is missing"),
    }
    if params.get("response_mode").is_some_and(|mode| mode != "query") {
        return told("invalid_request", "only response_mode=query is supported");
    }
    let Some(challenge) = params.get("code_challenge") else {
        return told("invalid_request", "code_challenge is missing: PKCE is required");
    };
    if params.get("code_challenge_method") != Some("S256") {
        return told("invalid_request", "code_challenge_method must be S256");
    }
    // The base64url of a SHA-256 sum always has 43 characters.
    if challenge.len() != 43 || !challenge.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_') {
        return told("invalid_request", "code_challenge is not a base64url SHA-256 sum");
    }
    let Some(scopes) = params.get("scope").and_then(Scopes::parse) else {
        return told("invalid_scope", "scope is missing or holds an unknown permission");
    };
    let nonce = params.get("nonce");
    if nonce.is_some_and(|nonce| nonce.len() > MOST) {
        return told("invalid_request", "nonce is too long");
    }
    if params.get("prompt").is_some_and(|prompt| prompt.split(' ').any(|word| word == "none")) {
        return told("login_required", "nobody is signed in: a page has to be shown");
    }
    Ok(Pending {
        client,
        redirect_uri: redirect_uri.to_owned(),
        state: state.map(str::to_owned),
        scopes,
        nonce: nonce.map(str::to_owned),
        challenge: challenge.to_owned(),
        expires: later(Instant::now(), LIFETIME),
        redirect,
    })
}

/// A redirect address on this computer: http, any port, any path, nothing before the host, no fragment.
fn loopback(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok().filter(|_| text.len() <= MOST)?;
    let here = match url.host()? {
        Host::Domain(name) => name == "localhost",
        Host::Ipv4(ip) => ip.is_loopback(),
        Host::Ipv6(ip) => ip.is_loopback(),
    };
    let bare = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    (url.scheme() == "http" && here && bare).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_computer_gets_a_code() {
        for good in ["http://localhost:1234", "http://127.0.0.1/cb", "http://[::1]:80/x?y=z"] {
            assert!(loopback(good).is_some(), "{good}");
        }
        let long = format!("http://localhost/{}", "x".repeat(MOST));
        for bad in [
            "https://localhost/",
            "http://localhost.example.com/",
            "http://example.com/",
            "http://127.0.0.1@example.com/",
            "http://me@localhost/",
            "http://localhost/#x",
            "urn:ietf:wg:oauth:2.0:oob",
            "/cb",
            &long,
        ] {
            assert!(loopback(bad).is_none(), "{bad}");
        }
    }
}
