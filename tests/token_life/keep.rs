//! Keeping alive: what happens by itself while a window or the service runs.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use mailkey::account::{EmailAddress, Protocol};
use mailkey::clock::Clock;
use mailkey::demo::{Fault, Options, Route};
use mailkey::engine::{Duties, Engine, KeepEvent, Notice};
use mailkey::oauth::session::{Reason, TokenState};
use mailkey::secrets;
use tokio::task::JoinHandle;

use crate::support::keyring::{age, entry, remove_entry};
use crate::support::{Bench, PATIENCE, client, me, sign_in};

/// A process that keeps its grants alive.
struct Keeper {
    task: JoinHandle<()>,
    seen: Arc<Mutex<Vec<KeepEvent>>>,
}

impl Keeper {
    fn start(engine: Engine, check: bool) -> Self {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let tell = Arc::clone(&seen);
        let work =
            async move { engine.keep(Duties { check }, move |event| tell.lock().expect("no panic").push(event)).await };
        Self { task: tokio::spawn(work), seen }
    }

    fn events(&self) -> Vec<KeepEvent> {
        self.seen.lock().expect("no panic").clone()
    }

    /// Waits until something was told.
    async fn until(&self, wanted: impl Fn(&KeepEvent) -> bool) -> KeepEvent {
        let began = Instant::now();
        loop {
            if let Some(event) = self.events().into_iter().find(&wanted) {
                return event;
            }
            assert!(began.elapsed() < PATIENCE, "not told: {:?}", self.events());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    fn notices(&self) -> Vec<Notice> {
        let notice = |event| if let KeepEvent::Notice(notice) = event { Some(notice) } else { None };
        self.events().into_iter().filter_map(notice).collect()
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn renewed(event: &KeepEvent) -> bool {
    matches!(event, KeepEvent::Renewed { .. })
}

/// A practice provider and engines by the same fast clock, with a token.
async fn fast(speed: u32, lifetime: Duration) -> (Bench, Clock) {
    let clock = Clock::fast(speed);
    let options = Options { access_lifetime: lifetime, clock: clock.clone(), ..Options::default() };
    let bench = Bench::with(options, secrets::memory()).await;
    let _ = sign_in(&engine(&bench, &clock), Protocol::Smtp).await.expect("a token");
    (bench, clock)
}

fn engine(bench: &Bench, clock: &Clock) -> Engine {
    Engine::with_clock(bench.home(), bench.opener.clone(), clock.clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_renewed_before_it_is_needed_and_by_one_of_many() {
    let (bench, clock) = fast(60, Duration::from_secs(120)).await;
    let keepers: Vec<_> = (0..3).map(|_| Keeper::start(engine(&bench, &clock), false)).collect();
    let began = Instant::now();
    // A life of two real seconds, renewed at its half.
    while bench.control().counters().refreshes < 3 {
        assert!(began.elapsed() < PATIENCE);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let refreshes = bench.control().counters().refreshes;
    assert!(u128::from(refreshes) <= began.elapsed().as_millis() / 900 + 1, "{refreshes} in {:?}", began.elapsed());
    assert_eq!(bench.control().counters().reuses, 0);
    let told = keepers.iter().flat_map(Keeper::events).filter(renewed).count();
    assert!(told as u64 >= refreshes - 1, "{told} of {refreshes}");
    assert!(engine(&bench, &clock).status().of(Protocol::Pop).trouble.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn trouble_is_shown_and_ends_by_itself() {
    let (bench, clock) = fast(60, Duration::from_secs(120)).await;
    let fault = Fault::Answer { status: 503, content_type: "text/plain".into(), body: "not now".into() };
    bench.control().fail(Route::Token, fault, 2);
    let before = clock.now();
    let keeper = Keeper::start(engine(&bench, &clock), false);
    let failed = keeper.until(|event| matches!(event, KeepEvent::Failed { .. })).await;
    let KeepEvent::Failed { retry_at: Some(retry_at), .. } = failed else { panic!("{failed:?}") };
    assert!(retry_at > before);
    let account = engine(&bench, &clock).status().of(Protocol::Smtp).clone();
    assert_eq!(account.state, TokenState::Acquired);
    if let Some(trouble) = account.trouble {
        assert!(trouble.since >= before && trouble.failures >= 1);
    }
    let _ = keeper.until(renewed).await;
    let account = engine(&bench, &clock).status().of(Protocol::Smtp).clone();
    assert_eq!((account.state, account.trouble), (TokenState::Acquired, None));
    assert!(keeper.events().iter().filter(|event| matches!(event, KeepEvent::Failed { .. })).count() >= 2);
}

/// The person pressed "Refresh now" long before it was due, and the network was away.
#[tokio::test(flavor = "multi_thread")]
async fn a_renewal_that_failed_before_it_was_due_is_tried_again() {
    let (bench, clock) = fast(60, Duration::from_secs(24 * 3600)).await;
    let fault = Fault::Answer { status: 502, content_type: "text/plain".into(), body: "away".into() };
    bench.control().fail(Route::Token, fault, 2);
    let engine = engine(&bench, &clock);
    let _ = engine.refresh(Protocol::Smtp).await.map(|_| ()).expect_err("the network is away");
    assert!(engine.status().of(Protocol::Smtp).trouble.is_some());
    let keeper = Keeper::start(engine.clone(), false);
    let failed = keeper.until(|event| matches!(event, KeepEvent::Failed { .. })).await;
    let KeepEvent::Failed { retry_at: Some(retry_at), .. } = failed else { panic!("{failed:?}") };
    assert!(retry_at.duration_since(clock.now()) < SignedDuration::from_mins(1), "the time that it is tried again");
    let _ = keeper.until(renewed).await;
    assert_eq!(engine.status().of(Protocol::Smtp).trouble, None);
    assert_eq!(bench.control().counters().refreshes, 1);
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(keeper.events().iter().filter(|event| renewed(event)).count(), 1, "once");
}

/// The window closes at the moment at which a renewal is due.
#[tokio::test(flavor = "multi_thread")]
async fn no_renewal_begins_while_the_program_ends() {
    let (bench, clock) = fast(60, Duration::from_secs(60)).await;
    let engine = engine(&bench, &clock);
    let _keeper = Keeper::start(engine.clone(), false);
    engine.settle().await;
    let before = bench.control().counters().refreshes;
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert_eq!(bench.control().counters().refreshes, before, "three renewals would have been due");
    engine.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_keyring_holds_is_found_when_keeping_begins() {
    let bench = Bench::signed_in().await;
    let state = |bench: &Bench| bench.engine().status().of(Protocol::Smtp).state;
    let becomes = async |bench: &Bench, wanted| {
        let _keeper = Keeper::start(bench.engine(), false);
        let began = Instant::now();
        while state(bench) != wanted {
            assert!(began.elapsed() < PATIENCE);
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    std::fs::remove_file(bench.home().state_file(&mailkey::account::AccountId::SMTP)).expect("removed");
    assert_eq!(state(&bench), TokenState::NotAcquired);
    becomes(&bench, TokenState::Acquired).await;
    remove_entry(&bench).await;
    assert_eq!(state(&bench), TokenState::Acquired);
    becomes(&bench, TokenState::NotAcquired).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_that_somebody_breaks_stop_nothing() {
    let (bench, clock) = fast(60, Duration::from_secs(60)).await;
    let _keeper = Keeper::start(engine(&bench, &clock), false);
    tokio::time::sleep(Duration::from_millis(200)).await;
    std::fs::write(bench.home().settings_file(), "[smtp\nthis is no TOML").expect("written");
    let before = bench.control().counters().refreshes;
    let began = Instant::now();
    while bench.control().counters().refreshes < before + 2 {
        assert!(began.elapsed() < PATIENCE, "it is not kept alive any more");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn after_sleep_everything_is_looked_at_again() {
    let (bench, clock) = fast(1, Duration::from_secs(3600)).await;
    let keeper = Keeper::start(engine(&bench, &clock), false);
    tokio::time::sleep(Duration::from_millis(300)).await;
    clock.jump(SignedDuration::from_hours(8));
    // Any change wakes it at once; without one the next look is half a minute away.
    bench.change(|settings| settings.smtp.sender_name = "Recepce".parse().expect("a name"));
    let woke = keeper.until(|event| matches!(event, KeepEvent::Woke(_))).await;
    let KeepEvent::Woke(time) = woke else { panic!("{woke:?}") };
    assert!((time - SignedDuration::from_hours(8)).abs() < SignedDuration::from_secs(60), "{time}");
    let _ = keeper.until(renewed).await;
    // Set back again: the token looks as if it came from the future, and is renewed rather than trusted.
    clock.jump(SignedDuration::from_hours(-8));
    bench.change(|settings| settings.smtp.sender_name = "Sklad".parse().expect("a name"));
    let _ = keeper.until(|event| matches!(event, KeepEvent::Woke(time) if time.is_negative())).await;
    let began = Instant::now();
    while bench.control().counters().refreshes < 2 {
        assert!(began.elapsed() < PATIENCE, "{:?}", keeper.events());
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(engine(&bench, &clock).status().of(Protocol::Smtp).state, TokenState::Acquired);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dead_token_is_told_once_by_whoever_sees_it() {
    let bench = Bench::signed_in().await;
    bench.control().revoke_all();
    age(&bench, 10).await;
    // What the keyring says counts once somebody has looked; until then the file says what it said.
    let _ = bench.access().await;
    let keepers = [(); 2].map(|()| Keeper::start(bench.engine(), false));
    let began = Instant::now();
    while keepers.iter().all(|keeper| keeper.notices().is_empty()) {
        assert!(began.elapsed() < PATIENCE);
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    tokio::time::sleep(Duration::from_millis(500)).await;
    let notices: Vec<_> = keepers.iter().flat_map(Keeper::notices).collect();
    let [Notice::Invalid { account_name, reason: Reason::Refused { error, .. } }] = &notices[..] else {
        panic!("{notices:?}")
    };
    assert_eq!((account_name.parse(), error.as_str()), (Ok::<EmailAddress, _>(me()), "invalid_grant"));
    let again = Keeper::start(bench.engine(), false);
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(again.notices(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_end_that_is_known_is_told_a_week_before() {
    let bench = Bench::signed_in().await;
    let day = |days: i64| (Timestamp::now() + SignedDuration::from_hours(24 * days)).strftime("%Y-%m-%d").to_string();
    let expires = |days: i64| {
        let end = day(days).parse().expect("a date");
        bench.change(|settings| settings.smtp.oauth2.client_secret_expires = Some(end));
    };
    expires(9);
    let keeper = Keeper::start(bench.engine(), false);
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(keeper.notices(), []);
    expires(5);
    let told = keeper.until(|event| matches!(event, KeepEvent::Notice(Notice::SecretEnds { .. }))).await;
    let KeepEvent::Notice(Notice::SecretEnds { on, .. }) = told else { panic!("{told:?}") };
    assert_eq!(on.to_string(), day(5));
    bench.change(|settings| settings.smtp.sender_name = "Sklad".parse().expect("a name"));
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(keeper.notices().len(), 1, "once");
}

/// Nobody was logged in when the token died: whoever comes in the morning is told.
#[tokio::test(flavor = "multi_thread")]
async fn a_notice_that_could_not_be_shown_comes_again() {
    let clock = Clock::fast(1);
    let bench = Bench::signed_in().await;
    let soon = (Timestamp::now() + SignedDuration::from_hours(60)).strftime("%Y-%m-%d").to_string();
    bench.change(|settings| settings.smtp.oauth2.client_secret_expires = Some(soon.parse().expect("a date")));
    let told = || async {
        let keeper = Keeper::start(engine(&bench, &clock), false);
        tokio::time::sleep(Duration::from_millis(400)).await;
        keeper.notices()
    };
    let first = told().await;
    assert_eq!(first.len(), 1);
    engine(&bench, &clock).not_shown(&first[0]);
    assert_eq!(told().await, [], "not at once: the log would be full of it");
    clock.jump(SignedDuration::from_hours(7));
    assert_eq!(told().await, first);
    clock.jump(SignedDuration::from_hours(7));
    assert_eq!(told().await, [], "it was shown");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_mailbox_is_looked_into_at_its_interval() {
    let (bench, clock) = fast(120, Duration::from_secs(3600)).await;
    bench.change(|settings| settings.pop.check_interval = 1.try_into().expect("a minute"));
    let keeper = Keeper::start(engine(&bench, &clock), true);
    let checked = |keeper: &Keeper| keeper.events().iter().filter(|e| matches!(e, KeepEvent::Checked(_))).count();
    let began = Instant::now();
    while checked(&keeper) < 3 {
        assert!(began.elapsed() < PATIENCE, "{:?}", keeper.events());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(began.elapsed() >= Duration::from_millis(900), "three in {:?}: a minute is half a second", began.elapsed());
    bench.change(|settings| settings.pop.check_interval = 0.try_into().expect("never"));
    tokio::time::sleep(Duration::from_millis(300)).await;
    let before = checked(&keeper);
    tokio::time::sleep(Duration::from_millis(1200)).await;
    assert_eq!(checked(&keeper), before);
}

/// Hours of service with tokens of one minute. `MAILKEY_SIMULATED_MINUTES` and `MAILKEY_SPEED` make it longer by hand.
#[tokio::test(flavor = "multi_thread")]
async fn hours_of_service_leave_no_gap_and_grow_nothing() {
    let number = |name: &str, usual: u32| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual);
    let (minutes, speed) = (number("MAILKEY_SIMULATED_MINUTES", 15), number("MAILKEY_SPEED", 60));
    let (bench, clock) = fast(speed, Duration::from_secs(60)).await;
    let keeper = Keeper::start(engine(&bench, &clock), false);
    let end = clock.now() + SignedDuration::from_mins(minutes.into());
    let (userinfo, client) = (format!("{}/userinfo", bench.practice.issuer()), client());
    let (mut samples, mut early) = (0_u32, None);
    while clock.now() < end {
        let token = entry(&bench).await.expect("an entry")["access_token"].as_str().expect("a token").to_owned();
        let answer = client.get(&userinfo).bearer_auth(&token).send().await.expect("an answer");
        // It may have been replaced while it was on its way; the one that is stored now is the one that counts.
        let stored = entry(&bench).await.expect("an entry")["access_token"] == token;
        assert!(answer.status().is_success() || !stored, "a gap after {samples} samples");
        samples += 1;
        if early.is_none() && clock.now() + SignedDuration::from_mins(i64::from(minutes) * 3 / 4) > end {
            early = Some(resources());
        }
        clock.sleep(Duration::from_secs(7)).await;
    }
    let counters = bench.control().counters();
    assert!(counters.refreshes >= u64::from(minutes), "{} renewals", counters.refreshes);
    assert_eq!(counters.reuses, 0);
    assert!(keeper.events().iter().all(renewed), "{:?}", keeper.events().iter().find(|event| !renewed(event)));
    if let (Some((files, kilobytes)), (files_now, kilobytes_now)) = (early, resources()) {
        println!(
            "{minutes} min at {speed}x: {} renewals, {samples} samples, files {files} -> {files_now}, kB {kilobytes} -> {kilobytes_now}",
            counters.refreshes
        );
        assert!(files_now <= files + 4, "open files grew from {files} to {files_now}");
        assert!(kilobytes_now <= kilobytes + 8 * 1024, "memory grew from {kilobytes} to {kilobytes_now} kB");
    }
}

/// Open files and resident kilobytes of this process (Linux; elsewhere nothing is measured).
fn resources() -> (usize, usize) {
    let files = std::fs::read_dir("/proc/self/fd").map(Iterator::count).unwrap_or_default();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default();
    (files, kilobytes)
}
