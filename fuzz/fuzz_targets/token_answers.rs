//! What a token or device endpoint answers, with any status: tokens, or a failure that has a cause. And id_tokens.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mailkey::oauth::fuzzing::{id_token, token_answer};
use mailkey_fuzz::has_a_cause;

fuzz_target!(|answer: (u8, &[u8])| {
    let (status, body) = answer;
    let status = [200, 201, 302, 400, 401, 403, 404, 429, 500, 503][usize::from(status) % 10];
    token_answer(status, body).into_iter().chain(id_token(body)).for_each(has_a_cause);
});
