//! OAuth 2.0: from "nobody signed in" to a grant, and from a grant to an access token that is valid now.
//!
//! Protects: a code, a verifier and a state are used once; nothing but the answer to our own request becomes a grant; no
//! secret is in any error. Leaves to others: where grants are kept and who waits for whom (`crate::engine`), and words.
//!
//! ```text
//! session ─── Session, Record: what is known, as pure values (`now` is an argument)
//! facts ───── the public facts of a grant, and when it is due
//! trouble ─── a renewal that does not succeed for now
//! attempt ─── one sign-in: state, PKCE verifier, nonce, the address to open
//! callback ── the loopback listener that the browser is redirected to (RFC 8252)
//! paste ───── the same answer, pasted from a browser elsewhere
//! device ──── a sign-in with a code for any other device (RFC 8628)
//! tokens ──── the token endpoint: code → grant, refresh, the application's own token, revocation
//! client_auth how the application proves itself: not at all, a secret, or a certificate
//! identity ── who signed in: id_token or userinfo
//! endpoints ─ where all that is: presets (assets/providers.toml) or discovery
//! consent ─── where an administrator permits an application
//! shapes ──── what IDs and secrets look like, and what was typed in their place
//! http ────── the one HTTP client, with limits
//! ```

pub mod attempt;
pub mod callback;
mod certificate;
mod client_auth;
mod consent;
pub mod device;
pub mod endpoints;
mod error;
mod facts;
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub mod fuzzing;
mod http;
pub mod identity;
mod network;
mod paste;
mod presets;
pub mod session;
pub mod shapes;
mod token_answer;
pub mod tokens;
mod trouble;

pub use certificate::{Algorithm, Certificate, CertificateError};
pub use client_auth::ClientAuth;
pub use consent::consent_link;
pub use endpoints::{Endpoints, application_scopes, offers};
pub use error::{OAuthError, Refusal};
pub use http::Http;
pub use network::NetworkFailure;
pub use paste::WrongPaste;
pub use presets::{Preset, SecretUse, fill_servers, preset, suggestion};
