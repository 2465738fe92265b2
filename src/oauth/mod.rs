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
//! tokens ──── the token endpoint: code → grant, refresh, revocation
//! identity ── who signed in: id_token or userinfo
//! endpoints ─ where all that is: presets (assets/providers.toml) or discovery
//! http ────── the one HTTP client, with limits
//! ```

pub mod attempt;
pub mod callback;
pub mod endpoints;
mod error;
mod facts;
mod http;
mod identity;
mod presets;
pub mod session;
pub mod tokens;
mod trouble;

pub use endpoints::Endpoints;
pub use error::{NetworkFailure, OAuthError, Refusal};
pub use http::Http;
pub use presets::{Preset, fill_servers, preset, suggestion};
