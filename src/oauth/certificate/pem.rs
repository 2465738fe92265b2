//! Finds the parts of a PEM text (RFC 7468), also of one that lost its line ends on the way through an input field.
//!
//! Protects: any text is read without a panic; what is inside is bytes only when its Base64 is whole. Leaves to others:
//! what the bytes mean.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

const BEGIN: &str = "-----BEGIN ";
const DASHES: &str = "-----";

/// One part of a PEM text.
pub(super) struct Part<'a> {
    /// What the BEGIN line says, such as `CERTIFICATE`.
    pub(super) label: &'a str,
    /// Whether it is protected by a password in OpenSSL's old way (RFC 1421, 4.6.1.1, headers inside).
    pub(super) encrypted: bool,
    /// Its bytes; `None` when they are damaged.
    pub(super) der: Option<Zeroizing<Vec<u8>>>,
}

/// The parts in their order. Whatever stands between them is a comment.
pub(super) fn parts(text: &str) -> Vec<Part<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(BEGIN) {
        let Some((label, after)) = after.split_once(DASHES) else { break };
        // The next "-----" begins the END line, whose label must be the same.
        let (body, end) = after.split_once(DASHES).unwrap_or((after, ""));
        let whole =
            end.strip_prefix("END ").and_then(|end| end.strip_prefix(label)).is_some_and(|end| end.starts_with(DASHES));
        let encrypted = body.contains("4,ENCRYPTED");
        let der = if whole && !encrypted { decode(body) } else { None };
        found.push(Part { label, encrypted, der });
        rest = if whole { end } else { after };
    }
    found
}

fn decode(body: &str) -> Option<Zeroizing<Vec<u8>>> {
    let text: Zeroizing<String> = Zeroizing::new(body.chars().filter(|c| !c.is_whitespace()).collect());
    STANDARD.decode(text.as_bytes()).ok().map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, bool, Option<Vec<u8>>)> {
        let parts = parts(text).into_iter();
        parts.map(|p| (p.label.to_owned(), p.encrypted, p.der.map(|der| der.to_vec()))).collect()
    }

    #[test]
    fn parts_are_found_with_and_without_line_ends() {
        let abc = ("X".to_owned(), false, Some(b"abc".to_vec()));
        for text in [
            "-----BEGIN X-----\nYWJj\n-----END X-----\n",
            "-----BEGIN X-----\r\nYW\r\nJj\r\n-----END X-----",
            "-----BEGIN X-----YWJj-----END X-----",
            "Bag Attributes: 1\n-----BEGIN X----- YW Jj -----END X----- trailing",
        ] {
            assert_eq!(read(text), std::slice::from_ref(&abc), "{text}");
        }
        assert_eq!(
            read("-----BEGIN X-----YWJj-----END X----------BEGIN X-----YWJj-----END X-----"),
            [abc.clone(), abc]
        );
    }

    #[test]
    fn what_is_damaged_is_named_and_not_guessed() {
        let damaged = ("X".to_owned(), false, None);
        for text in [
            "-----BEGIN X-----",
            "-----BEGIN X-----YWJj",
            "-----BEGIN X-----YWJj-----END Y-----",
            "-----BEGIN X-----YWJj-----END X",
            "-----BEGIN X-----YW?j-----END X-----",
        ] {
            assert_eq!(read(text), std::slice::from_ref(&damaged), "{text}");
        }
        assert_eq!(
            read("-----BEGIN X-----\nProc-Type: 4,ENCRYPTED\n\nYWJj\n-----END X-----"),
            [("X".into(), true, None)]
        );
        for nothing in ["", "secret", "-----", "BEGIN X", "-----BEGIN X"] {
            assert_eq!(read(nothing), [], "{nothing}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "(-----|BEGIN |END |X|\n|[ -~]|.){0,60}") {
            let _ = parts(&text);
        }
    }
}
