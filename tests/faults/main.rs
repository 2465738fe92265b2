//! Every way in which a chain can break: the test names the right link, the right cause, and says rightly whether the
//! token is fine. The table is in `table/`; all that is wrong with it is said at once.

mod case;
mod run;
#[path = "../support/mod.rs"]
mod support;
mod table;

use std::collections::BTreeSet;

use case::{Case, Tokens, UNKNOWN, Wrong};
use mailkey::chain::Link;
use run::{Found, run};

/// What CI asks for at the least.
const CASES: usize = 120;

/// Plays the cases and fails with everything that is wrong.
async fn expect(cases: Vec<Case>) {
    let count = cases.len();
    let mut wrong = Vec::new();
    for (case, found) in run(cases).await {
        let expected = Found { link: Some(case.link), id: case.id.to_owned(), token_ok: case.token_ok };
        match found {
            Ok((found, _)) if found == expected => {}
            Ok((found, error)) => wrong.push(format!("{case}\n    expected {expected}\n    found    {found}: {error}")),
            Err(problem) => wrong.push(format!("{case}\n    {problem}")),
        }
    }
    assert!(wrong.is_empty(), "{} of {count} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn each_broken_link_has_its_cause() {
    let cases = table::cases();
    let names: BTreeSet<String> = cases.iter().map(ToString::to_string).collect();
    assert_eq!(names.len(), cases.len(), "two cases are the same");
    assert!(cases.len() >= CASES, "only {} cases", cases.len());
    expect(cases).await;
}

/// A server that has seen no token proves nothing of one, whatever it says.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_token_that_is_not_there_is_never_fine() {
    let before_the_login = table::cases().into_iter().filter(|case| case.link < Link::Token);
    let without = |case: Case| Case { token_ok: UNKNOWN, ..case.and(Wrong::Tokens(Tokens::None)) };
    expect(before_the_login.filter(|case| !case.waits()).map(without).collect()).await;
}

#[tokio::test]
async fn what_does_no_harm_is_no_failure() {
    for (case, found) in run(table::harmless()).await {
        let (found, error) = found.unwrap_or_else(|problem| panic!("{case}: {problem}"));
        assert_eq!(found.link, None, "{case}: {error}");
    }
}
