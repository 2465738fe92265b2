//! What the system says of a failure.
//!
//! Protects: the reason can be found in the table of causes ([`crate::diagnosis`]) whatever language the system speaks.
//! Leaves to others: what follows from it.

use std::io;

/// The system's words for a failure, as they are kept and shown. Windows says them in the person's own language; there the
/// name of their kind goes before, in the English of [`io::ErrorKind`].
#[must_use]
pub fn reason(error: &io::Error) -> String {
    said(error, cfg!(windows))
}

fn said(error: &io::Error, in_any_language: bool) -> String {
    if in_any_language && error.raw_os_error().is_some() {
        format!("{}: {error}", error.kind())
    } else {
        error.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::{About, diagnose};
    use crate::error::Error;

    /// The name of a kind is a part of a condition in the table's rows: it must stay one.
    #[test]
    fn a_reason_in_another_language_is_found_by_its_kind() {
        for (kind, row) in [
            (io::ErrorKind::StorageFull, "disk-full"),
            (io::ErrorKind::QuotaExceeded, "disk-full"),
            (io::ErrorKind::ReadOnlyFilesystem, "read-only"),
            (io::ErrorKind::PermissionDenied, "file-access"),
        ] {
            let error = Error::Home { path: "C:/Users".into(), reason: format!("{kind}: Selhalo (os error 0)") };
            assert_eq!(diagnose(&error, &About::default()).id, row, "{kind}");
        }
    }

    #[test]
    fn the_kind_goes_before_words_that_may_be_in_any_language() {
        let system = io::Error::from_raw_os_error(13);
        assert_eq!(said(&system, true), format!("{}: {system}", system.kind()));
        assert_eq!(said(&system, false), system.to_string());
        assert_eq!(said(&io::Error::other("not a file"), true), "not a file", "our own words");
    }
}
