//! What comes to the redirect port, or is pasted in its place; STATE is the right state.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mailkey::oauth::fuzzing::{callback, pasted};
use mailkey_fuzz::{has_a_cause, run};

fuzz_target!(|request: &[u8]| {
    let (error, shown) = run(callback(request));
    assert!(shown.is_empty() || shown.starts_with(b"HTTP/1."), "no HTTP: {:?}", String::from_utf8_lossy(&shown));
    error.into_iter().chain(pasted(&String::from_utf8_lossy(request))).for_each(has_a_cause);
});
