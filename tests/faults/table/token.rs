//! The token: there is none, it is dead, it is somebody else's, or it cannot be renewed now.

use mailkey::chain::Link;
use mailkey::demo::{Fault, Route};

use crate::case::Wrong::{Provider, Tokens as Held};
use crate::case::{BAD, Case, FINE, Tokens, UNKNOWN, token_endpoint};

pub fn cases() -> Vec<Case> {
    let mut all = Vec::new();
    let refused = |error: &str, description: &str, id, token_ok| {
        let body = format!(r#"{{"error":"{error}","error_description":"{description}"}}"#);
        Case::both(token_endpoint(400, &body), Link::Token, id, token_ok)
    };
    let trouble = |wrong, id| Case::both(wrong, Link::Token, id, UNKNOWN);
    for pair in [
        Case::both(Held(Tokens::None), Link::Token, "no-token", UNKNOWN),
        Case::both(Held(Tokens::OtherAccount), Link::Token, "other-settings", BAD),
        // Found at the login; the provider then says that the grant is gone.
        Case::both(Held(Tokens::Withdrawn), Link::Token, "grant-dead", BAD),
        refused(
            "invalid_grant",
            "AADSTS70008: The provided authorization code or refresh token has expired due to inactivity.",
            "ms-unused",
            BAD,
        ),
        refused(
            "invalid_grant",
            "AADSTS50173: The provided grant has expired due to it being revoked, a fresh auth token is needed.",
            "ms-password-changed",
            BAD,
        ),
        refused(
            "invalid_grant",
            "AADSTS50076: Due to a configuration change made by your administrator, you must use multi-factor authentication.",
            "ms-mfa",
            BAD,
        ),
        refused("invalid_grant", "Token has been expired or revoked.", "grant-dead", BAD),
        refused(
            "interaction_required",
            "AADSTS50079: The user is required to use multi-factor authentication.",
            "ms-mfa-setup",
            BAD,
        ),
        refused("invalid_client", "AADSTS7000215: Invalid client secret provided.", "ms-secret", UNKNOWN),
        refused(
            "invalid_client",
            "AADSTS7000222: The provided client secret keys are expired.",
            "ms-secret-expired",
            UNKNOWN,
        ),
        refused(
            "unauthorized_client",
            "AADSTS700016: Application with identifier was not found in the directory.",
            "ms-unknown-app",
            UNKNOWN,
        ),
        refused(
            "invalid_scope",
            "AADSTS70011: The provided value for the input parameter scope is not valid.",
            "ms-permission-missing",
            UNKNOWN,
        ),
        refused(
            "temporarily_unavailable",
            "AADSTS90033: A transient error has occurred. Please try again.",
            "ms-busy",
            UNKNOWN,
        ),
        refused("something_new", "Nobody has ever seen this", "refused", UNKNOWN),
        trouble(token_endpoint(500, "<html>Internal error</html>"), "auth-status"),
        trouble(token_endpoint(200, "<html>Please sign in to the network</html>"), "auth-not-oauth"),
        trouble(token_endpoint(200, "{}"), "auth-not-oauth"),
        trouble(Provider(Route::Token, Fault::Hang), "auth-timed-out"),
        trouble(Provider(Route::Token, Fault::Close), "auth-interrupted"),
        trouble(Provider(Route::Token, Fault::Later { status: 429, retry_after: "120".into() }), "auth-too-many"),
        trouble(Provider(Route::Token, Fault::Later { status: 503, retry_after: "60".into() }), "auth-status"),
    ] {
        all.extend(pair);
    }
    // The practice provider's own scopes say nothing of protocols to Mailkey, so only the mail server can tell.
    all.push(Case::smtp(Held(Tokens::WrongScope), Link::Login, "login-refused-smtp", UNKNOWN));
    all.push(Case::pop(Held(Tokens::WrongScope), Link::Login, "login-refused-pop", UNKNOWN));
    all
}

/// A token that the provider has ended early is renewed for the second try.
pub fn harmless() -> Vec<Case> {
    Case::both(Held(Tokens::Ended), Link::Login, "", FINE).into()
}
