//! A server's certificate: any bytes are facts, few and tidy, or nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mailkey::mail::fuzzing::certificate;

fuzz_target!(|der: &[u8]| {
    let Some(found) = certificate(der) else { return };
    assert!(found.names.len() <= 100);
    for text in found.names.iter().chain([&found.subject, &found.issuer]) {
        assert!(text.len() < 10_000 && !text.chars().any(char::is_control), "{text:?}");
    }
});
