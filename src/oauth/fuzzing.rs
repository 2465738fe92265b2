//! Doors for the fuzz targets (`fuzz/`): bytes of a provider, a browser or a person, straight to the code that reads
//! them. Not part of the program: the feature `fuzzing` opens them.

use jiff::Timestamp;
use url::Url;

use super::attempt::Attempt;
use super::error::OAuthError;
use super::http::Answer;
use super::{callback, device, identity, paste, token_answer};

fn address(text: &str) -> Result<Url, OAuthError> {
    Url::parse(text).map_err(|_| OAuthError::Incomplete("an address"))
}

/// A token endpoint's answer, read as each request reads it.
pub fn token_answer(status: u16, body: &[u8]) -> Vec<OAuthError> {
    let Ok(endpoint) = address("https://id.example/token") else { return Vec::new() };
    let answer = || Answer { success: (200..300).contains(&status), status, body: body.to_vec() };
    let mut errors = Vec::new();
    match token_answer::tokens(answer(), &endpoint) {
        Ok(tokens) => {
            let now = Timestamp::UNIX_EPOCH;
            let _ = (tokens.ends(now), tokens.permission_ends(now), tokens.scopes(&[]).len());
            if let Some(id_token) = &tokens.id_token {
                let issuer = Some("https://id.example/{tid}");
                errors.extend(identity::read(id_token, issuer, "app", Some("n"), now).err());
            }
            let _ = tokens.tokens(None);
        }
        Err(error) => errors.push(error),
    }
    errors.extend(device::read(answer(), &endpoint).err());
    errors
}

/// The payload of an id_token, as it is.
pub fn id_token(payload: &[u8]) -> Option<OAuthError> {
    use base64::Engine as _;
    let token = format!("e30.{}.", base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(payload));
    identity::read(&token, Some("https://id.example"), "app", None, Timestamp::UNIX_EPOCH).err()
}

/// A request to the redirect port while a sign-in with the state `STATE` is under way: the error of the sign-in if that
/// is how it ended, and what the browser is shown.
pub async fn callback(request: &[u8]) -> (Option<OAuthError>, Vec<u8>) {
    let (result, shown) = callback::fuzz(Attempt::known(), request).await;
    (result.and_then(Result::err), shown)
}

/// A text that was pasted as the answer to it.
pub fn pasted(text: &str) -> Option<OAuthError> {
    paste::read(text, &Attempt::known()).err()
}
