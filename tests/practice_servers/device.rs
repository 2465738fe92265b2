//! The device flow (RFC 8628), every state of it.

use std::time::Duration;

use mailkey::demo::{Options, SignIn};
use serde_json::Value;

use crate::support::{Answer, Bench, ME, SCOPE, jwt_part};

const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

async fn begin(bench: &Bench) -> Value {
    let answer = bench.client("/device_authorization", &[("scope", SCOPE)]).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

async fn poll(bench: &Bench, device: &Value) -> Answer {
    let code = device["device_code"].as_str().unwrap();
    bench.client("/token", &[("grant_type", GRANT), ("device_code", code)]).await
}

fn quick() -> Options {
    Options { device_interval: Duration::ZERO, ..Options::default() }
}

#[tokio::test]
async fn the_first_answer_has_everything_a_device_needs() {
    let bench = Bench::start().await;
    let device = begin(&bench).await;
    let page = format!("{}/device", bench.practice.issuer());
    assert_eq!(device["verification_uri"], page);
    let code = device["user_code"].as_str().unwrap();
    assert_eq!(device["verification_uri_complete"], format!("{page}?user_code={code}"));
    assert_eq!((device["expires_in"].as_u64(), device["interval"].as_u64()), (Some(900), Some(5)));
    assert_eq!(bench.post("/device_authorization", &[("scope", SCOPE)]).await.error(401), "invalid_client");
    assert_eq!(bench.client("/device_authorization", &[("scope", "x")]).await.error(400), "invalid_scope");
}

#[tokio::test]
async fn a_person_types_the_code_and_the_device_gets_its_tokens_once() {
    let bench = Bench::with(quick()).await;
    let device = begin(&bench).await;
    assert_eq!(poll(&bench, &device).await.error(400), "authorization_pending");

    let code = device["user_code"].as_str().unwrap();
    let page = bench.get(&format!("/device?user_code={code}"), &[("accept-language", "cs")]).await;
    assert_eq!((page.field("user_code"), page.field("address")), (code.to_owned(), ME.to_owned()));
    assert!(page.text.contains("Opište kód") && page.text.contains("odesílat poštu"));
    let typed = code.to_lowercase().replace('-', " ");
    let params = [("user_code", typed.as_str()), ("address", ME), ("decision", "allow"), ("ui_locales", "cs")];
    let done = bench.post("/device", &params).await;
    assert!(done.text.contains("Povoleno"), "{}", done.text);

    let tokens = poll(&bench, &device).await;
    assert_eq!(tokens.status, 200, "{}", tokens.text);
    let tokens = tokens.json();
    assert_eq!(jwt_part(tokens["id_token"].as_str().unwrap(), 1)["email"], ME);
    assert_eq!(bench.refresh(&tokens["refresh_token"]).await.status, 200);
    assert_eq!(poll(&bench, &device).await.error(400), "invalid_grant");
    let again = bench.post("/device", &params).await;
    assert!(again.text.contains("Takový kód teď na nic nečeká"));
    assert_eq!(bench.practice.control().counters().device_exchanges, 1);
}

#[tokio::test]
async fn a_refusal_reaches_the_device() {
    let bench = Bench::with(quick()).await;
    let device = begin(&bench).await;
    let code = device["user_code"].as_str().unwrap();
    let wrong = bench.post("/device", &[("user_code", code), ("address", "x@y.cz"), ("decision", "allow")]).await;
    assert!(wrong.text.contains("no such practice mailbox"));
    assert_eq!(poll(&bench, &device).await.error(400), "authorization_pending");
    let denied = bench.post("/device", &[("user_code", code), ("decision", "deny")]).await;
    assert!(denied.text.contains("Denied"));
    assert_eq!(poll(&bench, &device).await.error(400), "access_denied");
}

#[tokio::test]
async fn a_hasty_device_is_slowed_down() {
    let bench = Bench::with(Options { device_interval: Duration::from_millis(300), ..Options::default() }).await;
    let device = begin(&bench).await;
    assert_eq!(device["interval"], 1, "whole seconds, never fewer than enforced");
    assert_eq!(poll(&bench, &device).await.error(400), "authorization_pending");
    assert_eq!(poll(&bench, &device).await.error(400), "slow_down");
    tokio::time::sleep(Duration::from_millis(350)).await;
    assert_eq!(poll(&bench, &device).await.error(400), "slow_down", "five seconds longer now");

    let patient = begin(&bench).await;
    assert_eq!(poll(&bench, &patient).await.error(400), "authorization_pending");
    tokio::time::sleep(Duration::from_millis(350)).await;
    assert_eq!(poll(&bench, &patient).await.error(400), "authorization_pending");
}

#[tokio::test]
async fn an_expired_code_says_so() {
    let bench = Bench::with(quick()).await;
    bench.practice.control().set_device_lifetime(Duration::from_millis(40));
    let device = begin(&bench).await;
    tokio::time::sleep(Duration::from_millis(60)).await;
    let code = device["user_code"].as_str().unwrap();
    assert!(!bench.practice.control().answer_device(code, None));
    assert_eq!(poll(&bench, &device).await.error(400), "expired_token");
    let unknown = serde_json::json!({ "device_code": "unknown" });
    assert_eq!(poll(&bench, &unknown).await.error(400), "invalid_grant");
}

#[tokio::test]
async fn tests_can_answer_for_the_person() {
    let bench = Bench::with(quick()).await;
    let control = bench.practice.control();
    let device = begin(&bench).await;
    assert!(control.answer_device(device["user_code"].as_str().unwrap(), Some(ME.parse().unwrap())));
    assert_eq!(poll(&bench, &device).await.status, 200);
    control.set_sign_in(SignIn::Deny);
    let device = begin(&bench).await;
    assert_eq!(poll(&bench, &device).await.error(400), "access_denied");
}
