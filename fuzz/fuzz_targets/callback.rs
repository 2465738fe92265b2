//! What comes to the redirect port, or is pasted in its place; STATE stands for the right state.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mailkey::oauth::fuzzing::{callback, pasted};
use mailkey_fuzz::{has_a_cause, run};

fuzz_target!(|request: &str| {
    let (error, shown) = run(callback(request));
    assert!(shown.is_empty() || shown.starts_with(b"HTTP/1."), "no HTTP: {:?}", String::from_utf8_lossy(&shown));
    error.into_iter().chain(pasted(request)).for_each(has_a_cause);
});
