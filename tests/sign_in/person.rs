//! Who signed in: what the provider states about the person, and what is believed of it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use mailkey::account::Protocol;
use mailkey::clock::Clock;
use mailkey::demo::{CLIENT_ID, Fault, Route};
use mailkey::engine::Engine;
use mailkey::error::Error;
use mailkey::i18n::Lang;
use mailkey::oauth::OAuthError;
use mailkey::words::explain;
use serde_json::{Value, json};

use crate::support::{Bench, begin, browse, keyring, me, other, sign_in};

fn answer(body: &Value) -> Fault {
    Fault::Answer { status: 200, content_type: "application/json".into(), body: body.to_string() }
}

/// A bench whose id_token says no address, so that userinfo is asked.
async fn nameless() -> Bench {
    let bench = Bench::start().await;
    let scopes = ["openid", "offline_access", "mail.send", "mail.read"];
    bench.change(|settings| settings.smtp.oauth2.scopes = scopes.map(str::to_owned).to_vec());
    bench
}

#[tokio::test]
async fn a_statement_that_is_not_of_this_sign_in_is_refused() {
    let bench = Bench::start().await;
    let now = Timestamp::now().as_second();
    let issuer = bench.practice.issuer().to_owned();
    let changes = [
        (json!({}), None),
        (json!({"aud": ["x", CLIENT_ID]}), None),
        (json!({"exp": now - 200}), None),
        (json!({"iss": "https://evil.example"}), Some("another issuer")),
        (json!({"iss": format!("{issuer}x")}), Some("another issuer")),
        (json!({"iss": null}), Some("another issuer")),
        (json!({"aud": "another-application"}), Some("another application")),
        (json!({"aud": null}), Some("another application")),
        (json!({"exp": now - 400}), Some("it has ended")),
        (json!({"exp": null}), Some("it has ended")),
        (json!({"nbf": now + 400}), Some("it does not hold yet")),
        (json!({"nonce": "of another sign-in"}), Some("another sign-in")),
        (json!({"nonce": null}), Some("another sign-in")),
    ];
    for (change, why) in changes {
        let running = begin(&bench.engine(), Protocol::Smtp).await.expect("listening");
        let mut claims = json!({
            "iss": issuer, "aud": CLIENT_ID, "exp": now + 3600, "nonce": running.parameter("nonce"),
            "email": me().as_str(),
        });
        for (name, value) in change.as_object().expect("an object") {
            claims[name] = value.clone();
        }
        let id_token = format!("e30.{}.x", URL_SAFE_NO_PAD.encode(claims.to_string()));
        let body = json!({"access_token": "abc", "token_type": "Bearer", "id_token": id_token});
        bench.control().fail(Route::Token, answer(&body), 1);
        let _ = browse(running.address.as_str()).await;
        match (running.end().await, why) {
            (Ok(facts), None) => assert_eq!(facts.signed_in_as.as_deref(), Some(me().as_str()), "{change}"),
            (Err(Error::OAuth(OAuthError::Identity(found))), Some(why)) => assert_eq!(found, why, "{change}"),
            (result, _) => panic!("{change}: {result:?}"),
        }
        let _ = bench.engine().delete_token(Protocol::Smtp).await.expect("deleted");
    }
}

#[tokio::test]
async fn userinfo_names_the_person_where_the_id_token_does_not() {
    let bench = nameless().await;
    // The practice provider's name for the first mailbox, as its id_token says it.
    let told = |sub: &str, address: &str| answer(&json!({"sub": sub, "preferred_username": address}));
    bench.control().fail(Route::UserInfo, told("practice-1", me().as_str()), 1);
    let facts = sign_in(&bench.engine(), Protocol::Smtp).await.expect("a token");
    assert_eq!(facts.signed_in_as.as_deref(), Some(me().as_str()));
    let (token, state) = (bench.access().await.expect("a token"), bench.state());

    bench.control().fail(Route::UserInfo, told("practice-1", other().as_str()), 1);
    let error = sign_in(&bench.engine(), Protocol::Smtp).await.expect_err("somebody else");
    let wanted = OAuthError::OtherAccount { expected: me(), signed_in_as: other() };
    assert!(matches!(&error, Error::OAuth(found) if *found == wanted), "{error}");

    bench.control().fail(Route::UserInfo, told("practice-2", me().as_str()), 1);
    let error = sign_in(&bench.engine(), Protocol::Smtp).await.expect_err("of somebody else");
    assert!(matches!(&error, Error::OAuth(OAuthError::Identity("userinfo of another person"))), "{error}");
    assert_eq!((bench.access().await.expect("still there"), bench.state()), (token, state));
}

#[tokio::test]
async fn a_provider_that_does_not_say_who_it_was_is_believed() {
    let faults = [
        Fault::Close,
        answer(&json!([])),
        answer(&json!({"sub": "practice-1", "email": 7})),
        Fault::Answer { status: 403, content_type: "text/html".into(), body: "<html>".into() },
    ];
    for fault in faults {
        let bench = nameless().await;
        bench.control().fail(Route::UserInfo, fault.clone(), 1);
        let facts = sign_in(&bench.engine(), Protocol::Smtp).await.unwrap_or_else(|error| panic!("{fault:?}: {error}"));
        assert_eq!(facts.signed_in_as, None, "{fault:?}");
    }
}

#[tokio::test]
async fn a_wrong_clock_is_named_with_its_cure() {
    let now = Timestamp::now().as_second();
    for (hours, words) in [(2, "napřed"), (-2, "pozadu")] {
        let off = SignedDuration::from_hours(hours);
        let bench = Bench::start().await;
        let clock = Clock::fast(1);
        clock.jump(off);
        let engine = Engine::with_clock(bench.home(), bench.opener.clone(), clock);
        let running = begin(&engine, Protocol::Smtp).await.expect("listening");
        let claims = json!({
            "iss": bench.practice.issuer(), "aud": CLIENT_ID, "nbf": now - 10, "exp": now + 3600,
            "nonce": running.parameter("nonce"), "email": me().as_str(),
        });
        let id_token = format!("e30.{}.x", URL_SAFE_NO_PAD.encode(claims.to_string()));
        let body = json!({"access_token": "abc", "token_type": "Bearer", "id_token": id_token});
        bench.control().fail(Route::Token, answer(&body), 1);
        let _ = browse(running.address.as_str()).await;
        let error = running.end().await.expect_err("not now, as it seems");
        let Error::OAuth(OAuthError::Clock { off: found }) = &error else { panic!("{error}") };
        assert!((*found - off).abs() < SignedDuration::from_secs(30), "{found}");
        let told = explain(&error, Lang::Cs);
        assert!(told.what.contains(words) && told.cure.contains("čas"), "{told}");
        assert!(keyring::entry(&bench).await.is_none());
    }
}
