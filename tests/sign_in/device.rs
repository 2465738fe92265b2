//! A sign-in with a code that is entered on another device: each way in which it ends.

use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use mailkey::account::{Protocol, Provider};
use mailkey::demo::{Fault, Options, Route, SignIn};
use mailkey::engine::{SignInStep, Way};
use mailkey::error::Error;
use mailkey::oauth::session::TokenState;
use mailkey::oauth::{NetworkFailure, OAuthError};
use mailkey::secrets;
use url::Url;

use crate::support::{Bench, access, keyring, me, other};
use crate::ways::{Going, go};

struct Code {
    user_code: String,
    address: Url,
    complete: Option<Url>,
    deadline: Timestamp,
}

async fn bench(options: Options) -> Bench {
    let bench = Bench::with(options, secrets::memory()).await;
    // A person answers, at the device's page.
    bench.control().set_sign_in(SignIn::Ask);
    bench
}

async fn quick() -> Bench {
    bench(Options { device_interval: Duration::from_secs(1), ..Options::default() }).await
}

/// A sign-in that shows its code.
async fn showing(bench: &Bench) -> (Going, Code) {
    let mut going = go(&bench.engine(), Protocol::Smtp, Way::Device);
    match going.step().await {
        SignInStep::Code { user_code, address, complete, deadline } => {
            (going, Code { user_code, address, complete, deadline })
        }
        step => panic!("the first step is {step:?}"),
    }
}

#[track_caller]
fn oauth(result: Result<mailkey::oauth::session::Facts, Error>) -> OAuthError {
    match result.expect_err("an error") {
        Error::OAuth(error) => error,
        error => panic!("{error}"),
    }
}

#[tokio::test]
async fn a_code_is_shown_entered_and_turned_into_a_token() {
    let bench = quick().await;
    let (mut going, code) = showing(&bench).await;
    let page = format!("{}/device", bench.practice.issuer());
    assert_eq!(code.address.as_str(), page);
    assert_eq!(code.complete.map(String::from), Some(format!("{page}?user_code={}", code.user_code)));
    let left = code.deadline.duration_since(Timestamp::now());
    assert!(left > SignedDuration::from_secs(890) && left <= SignedDuration::from_mins(15), "{left}");
    let state = || bench.engine().status().of(Protocol::Pop).state;
    assert_eq!(state(), TokenState::Waiting);
    assert!(bench.control().answer_device(&code.user_code, Some(me())));
    assert!(matches!(going.step().await, SignInStep::CodeArrived));
    let facts = going.end().await.expect("a token");
    assert_eq!(facts.signed_in_as.as_deref(), Some(me().as_str()));
    assert!(facts.renewable && !facts.application);
    assert_eq!(state(), TokenState::Acquired);
    for protocol in Protocol::ALL {
        let _ = access(&bench.engine(), protocol).await.expect("a token for both");
    }
    let counters = bench.control().counters();
    assert_eq!((counters.device_exchanges, counters.slow_downs, counters.authorizations), (1, 0, 0));
}

#[tokio::test]
async fn the_pause_that_the_provider_asks_for_is_kept_also_after_it_grew() {
    let bench = quick().await;
    let start = Instant::now();
    let (going, code) = showing(&bench).await;
    // From the first question on the provider wants six seconds, and says so each time it is asked too early.
    bench.control().slow_devices_down();
    while bench.control().counters().slow_downs == 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(start.elapsed() >= Duration::from_secs(1), "{:?}", start.elapsed());
    let slowed = Instant::now();
    while bench.control().counters().device_waits == 0 {
        assert_eq!(bench.control().counters().slow_downs, 1, "asked too early");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(slowed.elapsed() >= Duration::from_millis(5900), "{:?}", slowed.elapsed());
    assert!(bench.control().answer_device(&code.user_code, Some(me())));
    let _ = going.end().await.expect("a token");
    let counters = bench.control().counters();
    assert_eq!((counters.slow_downs, counters.device_exchanges), (1, 1));
}

#[tokio::test]
async fn a_person_who_declines_ends_it_and_the_earlier_token_stays() {
    let bench = quick().await;
    bench.control().set_sign_in(SignIn::Allow(me()));
    let _ = go(&bench.engine(), Protocol::Smtp, Way::Device).end().await.expect("a token");
    let (token, state) = (bench.access().await.expect("a token"), bench.state());
    bench.control().set_sign_in(SignIn::Ask);
    let (going, code) = showing(&bench).await;
    assert!(bench.control().answer_device(&code.user_code, None));
    assert_eq!(oauth(going.end().await), OAuthError::Declined);
    assert_eq!((bench.access().await.expect("still there"), bench.state()), (token, state));
}

#[tokio::test]
async fn microsofts_own_words_are_understood() {
    for (code, wanted) in [
        ("authorization_declined", OAuthError::Declined),
        ("expired_token", OAuthError::DeviceExpired),
        ("code_expired", OAuthError::DeviceExpired),
    ] {
        let bench = quick().await;
        let body = format!(r#"{{"error":"{code}","error_description":"AADSTS70018: told"}}"#);
        let fault = Fault::Answer { status: 400, content_type: "application/json".into(), body };
        bench.control().fail(Route::Token, fault, 1);
        let (going, _) = showing(&bench).await;
        assert_eq!(oauth(going.end().await), wanted, "{code}");
    }
}

#[tokio::test]
async fn a_code_that_nobody_enters_ends_in_time() {
    let bench = bench(Options {
        device_interval: Duration::from_secs(1),
        device_lifetime: Duration::from_secs(3),
        ..Options::default()
    })
    .await;
    let start = Instant::now();
    let (going, _) = showing(&bench).await;
    assert_eq!(oauth(going.end().await), OAuthError::DeviceExpired);
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    assert_eq!(bench.engine().status().of(Protocol::Smtp).state, TokenState::NotAcquired);
    assert!(bench.control().counters().device_waits >= 1);
}

#[tokio::test]
async fn somebody_else_who_enters_the_code_changes_nothing() {
    let bench = quick().await;
    let (going, code) = showing(&bench).await;
    assert!(bench.control().answer_device(&code.user_code, Some(other())));
    assert_eq!(oauth(going.end().await), OAuthError::OtherAccount { expected: me(), signed_in_as: other() });
    assert!(keyring::entry(&bench).await.is_none());
    // The person of a shared mailbox may.
    bench.change(|settings| settings.smtp.oauth2.sign_in_as = Some(other()));
    let (going, code) = showing(&bench).await;
    assert!(bench.control().answer_device(&code.user_code, Some(other())));
    let facts = going.end().await.expect("a token");
    assert_eq!((facts.signed_in_as.as_deref(), facts.account()), (Some(other().as_str()), Some(&me())));
}

#[tokio::test]
async fn failures_on_the_way_are_no_end() {
    let faults = [
        Fault::Close,
        Fault::Answer { status: 502, content_type: "text/html".into(), body: "<html>".into() },
        Fault::Later { status: 429, retry_after: "2".into() },
        Fault::Answer {
            status: 400,
            content_type: "application/json".into(),
            body: r#"{"error":"temporarily_unavailable"}"#.into(),
        },
    ];
    for fault in faults {
        let bench = quick().await;
        bench.control().fail(Route::Token, fault.clone(), 1);
        let (going, code) = showing(&bench).await;
        assert!(bench.control().answer_device(&code.user_code, Some(me())));
        let start = Instant::now();
        let _ = going.end().await.unwrap_or_else(|error| panic!("{fault:?}: {error}"));
        // One second to the question that failed, and twice that to the next.
        assert!(start.elapsed() >= Duration::from_millis(2800), "{fault:?}: {:?}", start.elapsed());
        assert_eq!(bench.control().counters().token_requests, 2, "{fault:?}");
    }
}

#[tokio::test]
async fn a_provider_that_cannot_be_asked_until_the_codes_end_is_what_is_told() {
    let bench = bench(Options {
        device_interval: Duration::from_secs(1),
        device_lifetime: Duration::from_secs(4),
        ..Options::default()
    })
    .await;
    bench.control().fail(Route::Token, Fault::Close, u32::MAX);
    let (going, _) = showing(&bench).await;
    let error = oauth(going.end().await);
    assert!(matches!(&error, OAuthError::Network { failure: NetworkFailure::Interrupted(_), .. }), "{error}");
}

#[tokio::test]
async fn a_refusal_or_rubbish_at_the_start_is_told_at_once() {
    let bench = quick().await;
    let json =
        |status, body: &str| Fault::Answer { status, content_type: "application/json".into(), body: body.to_owned() };
    type Check = fn(&OAuthError) -> bool;
    let complete = r#"{"device_code":"d","user_code":"A-B","verification_uri":"https://id.example/","expires_in":60}"#;
    let cases: [(Fault, Check); 9] = [
        (json(400, r#"{"error":"unauthorized_client"}"#), |e| matches!(e, OAuthError::Refused(_))),
        (json(200, "{}"), |e| matches!(e, OAuthError::Network { failure: NetworkFailure::NotOAuth, .. })),
        (json(500, "{}"), |e| matches!(e, OAuthError::Network { failure: NetworkFailure::Status(500), .. })),
        (json(200, &complete.replace("\"d\"", "\"\"")), |e| matches!(e, OAuthError::Incomplete(_))),
        (json(200, &complete.replace("A-B", " \\n")), |e| matches!(e, OAuthError::Incomplete(_))),
        (json(200, &complete.replace("https", "http")), |e| matches!(e, OAuthError::Incomplete(_))),
        (json(200, &complete.replace("https://id.example/", "x")), |e| matches!(e, OAuthError::Incomplete(_))),
        (json(200, &complete.replace(":60", ":\"soon\"")), |e| matches!(e, OAuthError::Incomplete(_))),
        (Fault::Close, |e| matches!(e, OAuthError::Network { failure: NetworkFailure::Interrupted(_), .. })),
    ];
    for (fault, right) in cases {
        bench.control().fail(Route::DeviceAuthorization, fault.clone(), 1);
        let error = oauth(go(&bench.engine(), Protocol::Smtp, Way::Device).end().await);
        assert!(right(&error), "{fault:?}: {error}");
    }
    assert_eq!(bench.control().counters().token_requests, 0);
    assert!(!bench.engine().status().any_waiting());
}

#[tokio::test]
async fn a_provider_without_codes_is_named_before_anything_is_asked() {
    let bench = quick().await;
    let issuer = bench.practice.issuer();
    let body = format!(
        r#"{{"issuer":"{issuer}","authorization_endpoint":"{issuer}/authorize","token_endpoint":"{issuer}/token"}}"#
    );
    let fault = Fault::Answer { status: 200, content_type: "application/json".into(), body };
    bench.control().fail(Route::Discovery, fault, 1);
    let not_offered = OAuthError::NotOffered(Way::Device.method());
    assert_eq!(oauth(go(&bench.engine(), Protocol::Smtp, Way::Device).end().await), not_offered);
    bench.change(|settings| settings.smtp.oauth2.provider = Provider::Google);
    assert_eq!(oauth(go(&bench.engine(), Protocol::Smtp, Way::Device).end().await), not_offered);
}

#[tokio::test]
async fn cancelling_ends_the_questions_at_once() {
    let bench = quick().await;
    let (going, code) = showing(&bench).await;
    going.cancel().await;
    assert_eq!(bench.engine().status().of(Protocol::Smtp).state, TokenState::NotAcquired);
    let asked = bench.control().counters().token_requests;
    assert!(bench.control().answer_device(&code.user_code, Some(me())));
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert_eq!(bench.control().counters().token_requests, asked);
    let (going, _) = showing(&bench).await;
    going.cancel().await;
}

#[tokio::test]
async fn a_deletion_elsewhere_ends_the_waiting() {
    let bench = quick().await;
    for way in [Way::Device, Way::Address] {
        let mut going = go(&bench.engine(), Protocol::Smtp, way);
        let _ = going.step().await;
        let start = Instant::now();
        let _ = bench.engine().delete_token(Protocol::Smtp).await.expect("deleted");
        let error = going.end().await.expect_err("deleted");
        assert!(matches!(error, Error::DeletedMeanwhile), "{way:?}: {error}");
        assert!(start.elapsed() < Duration::from_secs(2), "{way:?}: {:?}", start.elapsed());
        assert!(!bench.engine().status().any_waiting());
    }
    assert!(keyring::entry(&bench).await.is_none());
}
