//! What a server says of a token before it refuses it: JSON as a rule, but it may be anything.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mailkey::account::Protocol;
use mailkey_fuzz::{oauth, talk};

fuzz_target!(|challenge: &[u8]| {
    use base64::Engine as _;
    let encoded = base64::engine::general_purpose::STANDARD.encode(challenge);
    for (protocol, before, prompt, after) in [
        (Protocol::Smtp, "220 x\r\n250-x\r\n250 AUTH XOAUTH2\r\n334 \r\n", "334", "535 5.7.8 no\r\n"),
        (Protocol::Pop, "+OK x\r\n+OK\r\nSASL XOAUTH2\r\n.\r\n+ \r\n", "+", "-ERR [AUTH] no\r\n"),
    ] {
        let said = format!("{before}{prompt} {encoded}\r\n{after}");
        assert!(talk(protocol, &oauth(), said.as_bytes()).is_err(), "a refused token was taken");
    }
});
