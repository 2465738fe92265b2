//! The cases against the table itself: every cause that can come over a wire has a case, and every case a document.

use std::collections::BTreeSet;

use mailkey::diagnosis::{Token, rows};

use crate::cases::{self, all};

/// Causes that are not played here, for one of three reasons: a person brings them about (what was forgotten, entered or
/// pressed) or the engine does by itself; they are said of a state, not of a failure (clock-*: `near` plays those through
/// the status); or another test plays them (timed-out, tls-too-old, not-arrived, no-mechanism: tests/faults and tests/chain) or they
/// cannot be brought about on any computer (tls-revoked, no-trust). All their errors are listed, each with
/// its words, in tests/i18n/errors.rs.
const NOT_OVER_A_WIRE: &[&str] = &[
    "admin-already-set",
    "admin-busy",
    "admin-damaged",
    "admin-locked",
    "admin-locked-out",
    "admin-not-set",
    "admin-too-long",
    "admin-too-short",
    "admin-wrong",
    "answer-lost",
    "busy",
    "certificate-cannot-sign",
    "certificate-damaged",
    "certificate-encrypted",
    "certificate-length",
    "certificate-no-key",
    "certificate-none",
    "certificate-not-rsa",
    "certificate-other-key",
    "certificate-short",
    "clock-ahead",
    "clock-behind",
    "compose",
    "control-character",
    "deleted-meanwhile",
    "file-changed",
    "file-wrong",
    "held",
    "held-common",
    "http-client",
    "identity",
    "incomplete-client-id",
    "incomplete-client-secret",
    "incomplete-password",
    "incomplete-tenant",
    "no-application-way",
    "no-browser-way",
    "no-device-way",
    "no-login-offered",
    "no-mechanism",
    "not-granted",
    "not-granted-pop",
    "not-granted-smtp",
    "no-trust",
    "not-arrived",
    "not-renewed",
    "not-supported",
    "other-settings",
    "paste-cut-off",
    "paste-empty",
    "paste-other",
    "paste-provider",
    "paste-stale",
    "sign-in-late",
    "speaks-tls-off",
    "tenant",
    "timed-out",
    "tls-off",
    "tls-other",
    "tls-revoked",
    "tls-too-old",
    "token-ended",
];

#[test]
fn every_cause_that_comes_over_a_wire_has_a_case() {
    let played: BTreeSet<_> = all().into_iter().map(|case| case.id).collect();
    let listed: BTreeSet<_> = rows().iter().map(|row| row.id.clone()).collect();
    let unknown: Vec<_> = played.difference(&listed).collect();
    assert!(unknown.is_empty(), "cases of causes that do not exist: {unknown:?}");
    let others: BTreeSet<_> = NOT_OVER_A_WIRE.iter().map(|id| (*id).to_owned()).collect();
    let missing: Vec<_> = listed.difference(&played).filter(|id| !others.contains(*id)).collect();
    assert!(missing.is_empty(), "causes without a case: {missing:?}");
    let wrong: Vec<_> = others.iter().filter(|id| played.contains(*id) || !listed.contains(*id)).collect();
    assert!(wrong.is_empty(), "exceptions that are none: {wrong:?}");
    assert!(played.len() >= 80, "{}", played.len());
}

#[test]
fn every_case_names_its_source_and_agrees_with_the_table() {
    for case in all() {
        assert!(case.source.chars().count() > 8, "{case}: {}", case.source);
        assert!(!case.wire.is_empty() && !case.says_cs.is_empty() && !case.says_en.is_empty(), "{case}");
        let row = rows().iter().find(|row| row.id == case.id).unwrap_or_else(|| panic!("{case}"));
        let token = match row.token {
            Token::Fine => cases::Token::Fine,
            Token::Aside => cases::Token::Aside,
            Token::Doubt => cases::Token::Doubt,
            Token::Bad => cases::Token::Bad,
        };
        assert_eq!(token, case.token, "{case}");
    }
    assert!(all().iter().filter(|case| case.unsure).count() < 15);
}
