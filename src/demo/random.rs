//! Values that nobody can guess.
//!
//! Protects: every code and token of the practice provider comes from the operating system's randomness, through the
//! generator that the `oauth2` crate uses for its own. Leaves to others: what they are for.

use oauth2::CsrfToken;

/// The letters of a user code: no vowels, so that no word comes out (RFC 8628, 6.1).
const LETTERS: &str = "BCDFGHJKLMNPQRSTVWXZ";

/// `bytes` random bytes as base64url without padding: four characters for three bytes.
pub(super) fn text(bytes: u32) -> String {
    CsrfToken::new_random_len(bytes).into_secret()
}

/// A code for people, such as `WDJB-MJHT`: 20^8 possibilities.
pub(super) fn user_code() -> String {
    let mut code = String::with_capacity(9);
    while code.len() < 9 {
        // Every character of base64url is equally likely, and so is every one that is kept.
        for letter in text(48).chars().filter(|c| LETTERS.contains(*c)).take(9 - code.len()) {
            if code.len() == 4 {
                code.push('-');
            }
            if code.len() < 9 {
                code.push(letter);
            }
        }
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_codes_have_two_groups_of_four_letters_and_differ() {
        let codes: std::collections::HashSet<String> = (0..200).map(|_| user_code()).collect();
        assert_eq!(codes.len(), 200);
        for code in codes {
            let (left, right) = code.split_once('-').unwrap();
            assert!(left.len() == 4 && right.len() == 4, "{code}");
            assert!(left.chars().chain(right.chars()).all(|c| LETTERS.contains(c)), "{code}");
        }
    }

    #[test]
    fn text_is_as_long_as_promised() {
        assert_eq!(text(1350).len(), 1800);
    }
}
