//! What the system must have before a window can open.
//!
//! Protects: a missing library or display is a sentence that names the Debian package, where the window's toolkit would
//! panic. Leaves to others: opening the window.

use std::env;
use std::path::{Path, PathBuf};

/// Why no window can open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// Neither an X11 nor a Wayland display is named.
    NoDisplay,
    /// Libraries are missing; these Debian packages have them.
    Libraries(Vec<&'static str>),
}

/// Loaded at run time for Wayland, with their packages.
const WAYLAND: [(&str, &str); 2] =
    [("libwayland-client.so.0", "libwayland-client0"), ("libxkbcommon.so.0", "libxkbcommon0")];
/// The same for X11.
const X11: [(&str, &str); 5] = [
    ("libX11.so.6", "libx11-6"),
    ("libX11-xcb.so.1", "libx11-xcb1"),
    ("libXcursor.so.1", "libxcursor1"),
    ("libXi.so.6", "libxi6"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
];

/// What is in the way, as far as it can be told without opening a window.
///
/// # Errors
/// There is no display, or libraries are missing.
pub fn check() -> Result<(), Obstacle> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let named = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let needed: &[_] = if named("WAYLAND_DISPLAY") || named("WAYLAND_SOCKET") {
        &WAYLAND
    } else if named("DISPLAY") {
        &X11
    } else {
        return Err(Obstacle::NoDisplay);
    };
    let Ok(cache) = std::fs::read("/etc/ld.so.cache") else {
        // Another kind of system: the loader knows its own places.
        return Ok(());
    };
    let missing = missing(
        needed,
        &cache,
        &env::var_os("LD_LIBRARY_PATH").map_or_else(Vec::new, |paths| env::split_paths(&paths).collect()),
    );
    if missing.is_empty() { Ok(()) } else { Err(Obstacle::Libraries(missing)) }
}

/// The packages of the libraries that are neither in the loader's cache (where a name ends with NUL) nor in a folder.
fn missing(needed: &[(&str, &'static str)], cache: &[u8], folders: &[PathBuf]) -> Vec<&'static str> {
    let cached = |library: &str| {
        let name = [library.as_bytes(), b"\0"].concat();
        cache.windows(name.len()).any(|window| window == name)
    };
    let found = |library: &str| cached(library) || folders.iter().any(|folder: &PathBuf| is_file(folder, library));
    needed.iter().filter(|(library, _)| !found(library)).map(|(_, package)| *package).collect()
}

fn is_file(folder: &Path, name: &str) -> bool {
    folder.join(name).is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_library_is_told_by_its_package() {
        let cache = b"\0libX11.so.6\0/usr/lib/libX11.so.6\0libX11-xcb.so.1\0libXcursor.so.10\0libxkbcommon-x11.so.0\0";
        assert_eq!(missing(&X11, cache, &[]), ["libxcursor1", "libxi6"]);
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("libXi.so.6"), "").unwrap();
        assert_eq!(missing(&X11, cache, &[folder.path().to_owned()]), ["libxcursor1"]);
    }
}
