//! An SMTP server that says anything: the conversation ends, and a failure has a cause. The first byte chooses the login.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mailkey::account::Protocol;
use mailkey_fuzz::{oauth, password, talk};

fuzz_target!(|data: &[u8]| {
    let Some((first, said)) = data.split_first() else { return };
    let login = if first % 2 == 0 { oauth() } else { password() };
    let _ended = talk(Protocol::Smtp, &login, said);
});
