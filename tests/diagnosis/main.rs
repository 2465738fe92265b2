//! What is said when something is wrong: each text of `wire.toml` goes the whole way, from a server on this computer
//! through the engine's verbs to the words in both languages.

#[path = "../support/mod.rs"]
mod support;

#[path = "../mail_support/mod.rs"]
mod mail_support;

mod cases;
mod commands;
mod mail;
mod near;
mod program;
mod sign_in;
mod table;
mod told;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use cases::{Case, Where, all};
use mailkey::demo::Options;
use mailkey::secrets;
use support::Bench;
use tokio::task::JoinSet;

/// How many installations play cases at once. Most of a case is waiting for the disk.
const BENCHES: usize = 6;

/// Plays cases until none is left; gives what was wrong.
async fn play(cases: Arc<Mutex<VecDeque<Case>>>) -> Vec<String> {
    let options = Options { device_interval: std::time::Duration::from_millis(1), ..Options::default() };
    let bench = Bench::with(options, secrets::memory()).await;
    let mut wrong = Vec::new();
    loop {
        let Some(case) = cases.lock().expect("no panic").pop_front() else { return wrong };
        let played = match &case.place {
            Where::Mail(_) => mail::play(&bench, &case).await,
            Where::SignIn(_) => sign_in::play(&bench, &case).await.map(|failure| vec![failure]),
            Where::Near(near) => near::play(&case, *near).await.map(|failure| vec![failure]),
        };
        let judged = played.and_then(|failures| failures.iter().try_for_each(|failure| told::judge(&case, failure)));
        wrong.extend(judged.err().map(|why| format!("{case}\n    {why}")));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_text_leads_to_its_cause_in_both_languages() {
    let cases = all();
    let count = cases.len();
    let cases = Arc::new(Mutex::new(VecDeque::from(cases)));
    let mut benches = JoinSet::new();
    for _ in 0..BENCHES {
        let _task = benches.spawn(play(Arc::clone(&cases)));
    }
    let wrong = benches.join_all().await.concat();
    assert!(wrong.is_empty(), "{} of {count} cases:\n{}", wrong.len(), wrong.join("\n"));
}
