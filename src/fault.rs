//! Places at which a test lets the program die.
//!
//! Protects: what is promised about a crash is tried at each place where it could hurt, in the real program. A release
//! build has none of it. Leaves to others: what must hold after the crash (`engine::renewal` lists the points).

/// Every point, in the order in which a refresh, a sign-in, a deletion and two accounts that become one pass them.
pub const POINTS: &[&str] = &[
    "refresh-before-journal",
    "refresh-journalled",
    "refresh-answered",
    "refresh-stored-keyring",
    "refresh-stored",
    "sign-in-answered",
    "sign-in-stored-keyring",
    "delete-keyring",
    "join-noted",
    "join-settings",
    "join-stored-keyring",
    "join-stored",
    "join-removed",
];

/// Ends the process at once, as `kill -9` does, when the environment names this point (`MAILKEY_DIE_AT`); debug builds
/// only.
pub fn point(name: &str) {
    debug_assert!(POINTS.contains(&name), "{name} is not in the list");
    #[cfg(debug_assertions)]
    if std::env::var("MAILKEY_DIE_AT").is_ok_and(|wanted| wanted == name) {
        std::process::abort();
    }
}
