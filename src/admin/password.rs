//! A password as it was typed, in the one form in which it is checked.
//!
//! Protects: the same letters are the same password, whether a system writes "ř" as one character or as two (Unicode
//! normalization form C); nothing else is changed, not even a space at the end. Wiped when dropped.

use icu_normalizer::ComposingNormalizerBorrowed;
use secrecy::{ExposeSecret as _, SecretString};
use zeroize::Zeroizing;

use super::AdminError;

/// The fewest characters of a new password: NIST SP 800-63B's lowest, because each guess costs time here and three wrong
/// ones cost minutes.
pub const MIN_CHARACTERS: usize = 8;
/// The most bytes (UTF-8) of a password: longer than any sentence, short enough to bound the work.
pub const MAX_BYTES: usize = 1024;

/// A password.
pub struct Password(Zeroizing<String>);

impl Password {
    /// One that is to be checked.
    ///
    /// # Errors
    /// There is nothing, or too much.
    pub fn typed(text: &SecretString) -> Result<Self, AdminError> {
        let text = text.expose_secret();
        match text.len() {
            0 => Err(AdminError::TooShort),
            length if length > MAX_BYTES => Err(AdminError::TooLong),
            _ => Ok(Self(Zeroizing::new(ComposingNormalizerBorrowed::new_nfc().normalize(text).into_owned()))),
        }
    }

    /// One that is to be set.
    ///
    /// # Errors
    /// It breaks a rule.
    pub fn chosen(text: &SecretString) -> Result<Self, AdminError> {
        let password = Self::typed(text)?;
        if password.0.chars().count() < MIN_CHARACTERS {
            return Err(AdminError::TooShort);
        }
        Ok(password)
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(text: &str) -> Result<Vec<u8>, AdminError> {
        Password::chosen(&text.into()).map(|password| password.bytes().to_vec())
    }

    #[test]
    fn a_new_password_has_eight_characters_and_no_more_than_a_kilobyte() {
        assert_eq!(chosen(""), Err(AdminError::TooShort));
        assert_eq!(chosen("1234567"), Err(AdminError::TooShort));
        assert_eq!(chosen("příliš7"), Err(AdminError::TooShort), "characters, not bytes");
        assert_eq!(chosen("12345678"), Ok(b"12345678".to_vec()));
        assert!(chosen(&"x".repeat(MAX_BYTES)).is_ok());
        assert_eq!(chosen(&"x".repeat(MAX_BYTES + 1)), Err(AdminError::TooLong));
        assert_eq!(chosen("  12345 "), Ok(b"  12345 ".to_vec()), "nothing is trimmed");
    }

    #[test]
    fn letters_are_the_same_however_a_system_writes_them() {
        let (composed, decomposed) = ("p\u{159}\u{ed}li\u{161} ku\u{148}", "pr\u{30c}i\u{301}lis\u{30c} kun\u{30c}");
        assert_ne!(composed, decomposed);
        assert_eq!(chosen(composed), chosen(decomposed));
        assert_eq!(chosen(composed).expect("long enough"), composed.as_bytes());
    }
}
