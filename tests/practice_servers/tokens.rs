//! The token endpoint, revocation, userinfo and the id_token.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use mailkey::demo::{CLIENT_ID, Fault, IssuedKind, Options, Route};
use rustls::pki_types::alg_id::ECDSA_SHA256;
use serde_json::Value;

use crate::support::{Bench, ME, REDIRECT, SCOPE, VERIFIER, form, jwt_part};

#[tokio::test]
async fn a_code_gives_tokens_that_say_what_they_are() {
    let bench = Bench::start().await;
    let tokens = bench.tokens(SCOPE).await;
    assert_eq!(tokens["token_type"], "Bearer");
    assert_eq!(tokens["expires_in"], 3600);
    assert_eq!(tokens["scope"], SCOPE);
    assert_eq!(tokens["access_token"].as_str().unwrap().len(), 1800);
    let me = bench.userinfo(tokens["access_token"].as_str().unwrap()).await.json();
    assert_eq!((me["email"].as_str(), me["preferred_username"].as_str()), (Some(ME), Some(ME)));

    let id_token = tokens["id_token"].as_str().unwrap();
    let claims = jwt_part(id_token, 1);
    let now = jiff::Timestamp::now().as_second();
    assert_eq!(claims["iss"], bench.practice.issuer());
    assert_eq!(claims["aud"], CLIENT_ID);
    assert_eq!(claims["nonce"], "n-1");
    assert_eq!(claims["email"], ME);
    assert_eq!(claims["preferred_username"], ME);
    assert_eq!(claims["sub"], me["sub"]);
    assert!((claims["iat"].as_i64().unwrap() - now).abs() < 60 && claims["exp"].as_i64().unwrap() > now);
    assert!(signature_holds(id_token, &bench.get("/jwks", &[]).await.json()));
}

/// Checks an ES256 signature with the published key.
fn signature_holds(token: &str, jwks: &Value) -> bool {
    let key = &jwks["keys"][0];
    assert_eq!(jwt_part(token, 0)["kid"], key["kid"]);
    let part = |name: &str| URL_SAFE_NO_PAD.decode(key[name].as_str().unwrap()).unwrap();
    let point = [&[4], &part("x")[..], &part("y")[..]].concat();
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
    assert_eq!(signature.len(), 64);
    let integer = |number: &[u8]| {
        let digits: Vec<u8> = number.iter().copied().skip_while(|byte| *byte == 0).collect();
        let sign: &[u8] = if digits[0] > 127 { &[0] } else { &[] };
        [&[2, u8::try_from(sign.len() + digits.len()).unwrap()], sign, &digits].concat()
    };
    let numbers = [integer(&signature[..32]), integer(&signature[32..])].concat();
    let der = [&[0x30, u8::try_from(numbers.len()).unwrap()], &numbers[..]].concat();
    let all = rustls::crypto::ring::default_provider().signature_verification_algorithms.all;
    let p256 = rustls::pki_types::alg_id::ECDSA_P256;
    let algorithm = all.iter().find(|a| a.signature_alg_id() == ECDSA_SHA256 && a.public_key_alg_id() == p256).unwrap();
    algorithm.verify_signature(&point, signed.as_bytes(), &der).is_ok()
}

#[tokio::test]
async fn a_code_is_bound_to_verifier_redirect_and_client() {
    let bench = Bench::start().await;
    let code = bench.code(SCOPE).await;
    let other = VERIFIER.replace('a', "b");
    for (verifier, redirect) in [
        (other.as_str(), REDIRECT),
        ("short", REDIRECT),
        (VERIFIER, "http://localhost:49153/callback"),
        (VERIFIER, "http://localhost:49152/"),
    ] {
        let params = [
            ("grant_type", "authorization_code"),
            ("code", code.as_str()),
            ("redirect_uri", redirect),
            ("code_verifier", verifier),
        ];
        assert_eq!(bench.client("/token", &params).await.error(400), "invalid_grant", "{verifier} {redirect}");
    }
    let params = [("grant_type", "authorization_code"), ("code", &code), ("redirect_uri", REDIRECT)];
    assert_eq!(bench.client("/token", &params).await.error(400), "invalid_request");
    // None of that used it up.
    assert_eq!(bench.redeem(&code).await.status, 200);
}

#[tokio::test]
async fn a_code_that_comes_twice_withdraws_what_it_gave() {
    let bench = Bench::start().await;
    let code = bench.code(SCOPE).await;
    let tokens = bench.redeem(&code).await.json();
    assert_eq!(bench.redeem(&code).await.error(400), "invalid_grant");
    assert_eq!(bench.userinfo(tokens["access_token"].as_str().unwrap()).await.status, 401);
    assert_eq!(bench.refresh(&tokens["refresh_token"]).await.error(400), "invalid_grant");
    assert_eq!(bench.practice.control().counters().reuses, 1);
}

#[tokio::test]
async fn a_refresh_rotates_and_reuse_withdraws_everything() {
    let bench = Bench::start().await;
    let first = bench.tokens(SCOPE).await;
    let second = bench.refresh(&first["refresh_token"]).await.json();
    let third = bench.refresh(&second["refresh_token"]).await.json();
    assert_ne!(first["refresh_token"], second["refresh_token"]);
    assert!(jwt_part(third["id_token"].as_str().unwrap(), 1).get("nonce").is_none());
    assert_eq!(bench.userinfo(third["access_token"].as_str().unwrap()).await.status, 200);
    assert_eq!(bench.practice.control().counters().refreshes, 2);
    let other = bench.tokens(SCOPE).await;

    assert_eq!(bench.refresh(&first["refresh_token"]).await.error(400), "invalid_grant");
    assert_eq!(bench.refresh(&third["refresh_token"]).await.error(400), "invalid_grant");
    assert_eq!(bench.userinfo(third["access_token"].as_str().unwrap()).await.status, 401);
    assert_eq!(bench.practice.control().counters().reuses, 1);
    assert_eq!(bench.refresh(&other["refresh_token"]).await.status, 200, "another sign-in is not touched");
}

#[tokio::test]
async fn without_rotation_the_refresh_token_stays() {
    let bench = Bench::with(Options { rotate: false, ..Options::default() }).await;
    let tokens = bench.tokens(SCOPE).await;
    for _ in 0..3 {
        let fresh = bench.refresh(&tokens["refresh_token"]).await.json();
        assert!(fresh.get("refresh_token").is_none() && fresh["access_token"].is_string());
    }
}

#[tokio::test]
async fn a_refresh_may_ask_for_less_but_not_for_more() {
    let bench = Bench::start().await;
    let tokens = bench.tokens("openid offline_access mail.read").await;
    let ask = async |token: &Value, scope: &str| {
        let token = token.as_str().unwrap();
        bench.client("/token", &[("grant_type", "refresh_token"), ("refresh_token", token), ("scope", scope)]).await
    };
    let more = ask(&tokens["refresh_token"], "mail.read mail.send").await;
    assert_eq!(more.error(400), "invalid_scope");
    let less = ask(&tokens["refresh_token"], "mail.read").await.json();
    assert_eq!(less["scope"], "mail.read");
    assert_eq!(bench.userinfo(less["access_token"].as_str().unwrap()).await.error(403), "insufficient_scope");
}

#[tokio::test]
async fn only_offline_access_gives_a_refresh_token_and_only_openid_an_id_token() {
    let bench = Bench::start().await;
    let tokens = bench.tokens("mail.send").await;
    assert!(tokens.get("refresh_token").is_none() && tokens.get("id_token").is_none());
}

#[tokio::test]
async fn revocation_takes_effect_and_forgives_unknown_tokens() {
    let bench = Bench::start().await;
    let tokens = bench.tokens(SCOPE).await;
    let access = tokens["access_token"].as_str().unwrap();
    let refresh = tokens["refresh_token"].as_str().unwrap();
    assert_eq!(bench.client("/revoke", &[("token", "unknown")]).await.status, 200);
    assert_eq!(bench.client("/revoke", &[]).await.error(400), "invalid_request");
    assert_eq!(bench.post("/revoke", &[("token", refresh)]).await.error(401), "invalid_client");
    assert_eq!(bench.userinfo(access).await.status, 200);
    assert_eq!(bench.client("/revoke", &[("token", access)]).await.status, 200);
    assert_eq!(bench.userinfo(access).await.error(401), "invalid_token");
    let next = bench.refresh(&tokens["refresh_token"]).await.json();
    let last = next["refresh_token"].as_str().unwrap();
    assert_eq!(bench.client("/revoke", &[("token", last), ("token_type_hint", "refresh_token")]).await.status, 200);
    assert_eq!(bench.userinfo(next["access_token"].as_str().unwrap()).await.status, 401);
    assert_eq!(bench.practice.control().counters().revocations, 2);
}

#[tokio::test]
async fn wrong_clients_and_wrong_forms_get_the_errors_of_the_rfc() {
    let bench = Bench::start().await;
    let grant = ("grant_type", "refresh_token");
    let token = ("refresh_token", "x");
    assert_eq!(bench.post("/token", &[grant, token]).await.error(401), "invalid_client");
    assert_eq!(bench.post("/token", &[grant, token, ("client_id", "other")]).await.error(401), "invalid_client");
    assert_eq!(bench.client("/token", &[grant, token, ("client_secret", "s")]).await.error(401), "invalid_client");
    assert_eq!(bench.client("/token", &[grant, token, ("client_secret", "")]).await.error(400), "invalid_grant");
    assert_eq!(bench.client("/token", &[("grant_type", "password")]).await.error(400), "unsupported_grant_type");
    assert_eq!(bench.client("/token", &[]).await.error(400), "invalid_request");
    assert_eq!(bench.client("/token", &[grant]).await.error(400), "invalid_request");
    assert_eq!(bench.client("/token", &[grant, token, token]).await.error(400), "invalid_request");
    let url = format!("{}/token", bench.practice.issuer());
    let json = reqwest::Client::builder().no_proxy().build().unwrap().post(url).body(form(&[grant, token]));
    assert_eq!(json.send().await.unwrap().status().as_u16(), 400);
    let get = bench.get("/token", &[]).await;
    assert_eq!((get.status, get.headers["allow"].to_str().unwrap()), (405, "POST"));
}

#[tokio::test]
async fn control_ends_tokens_and_tells_what_was_issued() {
    let bench = Bench::start().await;
    let control = bench.practice.control();
    control.set_access_lifetime(Duration::from_secs(90));
    let tokens = bench.tokens(SCOPE).await;
    assert_eq!(tokens["expires_in"], 90);
    let issued = control.issued();
    assert_eq!(issued.iter().map(|i| i.kind).collect::<Vec<_>>(), [IssuedKind::Access, IssuedKind::Refresh]);
    assert!(issued[0].expires_in.unwrap() <= Duration::from_secs(90));
    assert_eq!((issued[1].account.as_str(), issued[1].scope.as_str()), (ME, SCOPE));

    control.expire_access_tokens();
    assert_eq!(bench.userinfo(tokens["access_token"].as_str().unwrap()).await.status, 401);
    let fresh = bench.refresh(&tokens["refresh_token"]).await.json();
    control.revoke_all();
    assert!(control.issued().is_empty());
    assert_eq!(bench.refresh(&fresh["refresh_token"]).await.error(400), "invalid_grant");

    control.set_access_lifetime(Duration::from_millis(50));
    let short = bench.access_token(SCOPE).await;
    tokio::time::sleep(Duration::from_millis(80)).await;
    assert_eq!(bench.userinfo(&short).await.status, 401);
}

#[tokio::test]
async fn faults_happen_as_often_as_wished() {
    let bench = Bench::start().await;
    let control = bench.practice.control();
    let tokens = bench.tokens(SCOPE).await;
    let page = Fault::Answer { status: 502, content_type: "text/html".to_owned(), body: "<h1>Bad Gateway".to_owned() };
    control.fail(Route::Token, page, 2);
    for _ in 0..2 {
        let answer = bench.refresh(&tokens["refresh_token"]).await;
        assert_eq!((answer.status, answer.text.as_str()), (502, "<h1>Bad Gateway"));
        assert_eq!(answer.headers["content-type"], "text/html");
    }
    assert_eq!(control.counters().refreshes, 0);
    let params = |token: &Value| token.as_str().unwrap().to_owned();
    let old = params(&tokens["refresh_token"]);
    let refresh = [("client_id", CLIENT_ID), ("grant_type", "refresh_token"), ("refresh_token", old.as_str())];

    control.fail(Route::Token, Fault::Close, 1);
    assert!(bench.try_post("/token", &refresh).await.is_err());
    control.fail(Route::Token, Fault::Hang, u32::MAX);
    let hanging = tokio::time::timeout(Duration::from_millis(200), bench.try_post("/token", &refresh)).await;
    assert!(hanging.is_err(), "it must not answer");
    control.mend(Route::Token);
    control.fail(Route::Token, Fault::LoseAnswer, 1);
    assert!(bench.try_post("/token", &refresh).await.is_err());
    assert_eq!(control.counters().refreshes, 1, "the work was done, the answer lost");
    assert_eq!(bench.refresh(&tokens["refresh_token"]).await.error(400), "invalid_grant");
}
