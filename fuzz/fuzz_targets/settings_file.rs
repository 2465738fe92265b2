//! settings.toml: any text is settings, or a list of mistakes in words; what was read comes back as it was written.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::path::Path;

use mailkey::settings::{read_str, to_toml};
use mailkey_fuzz::has_a_cause;

fuzz_target!(|text: &str| {
    let name = Path::new("settings.toml");
    match read_str(name, text) {
        Ok(settings) => {
            let again = read_str(name, &to_toml(&settings));
            assert_eq!(again.expect("what was written can be read"), settings);
        }
        Err(error) => has_a_cause(error),
    }
});
