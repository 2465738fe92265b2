//! What goes out with the browser, what comes back, and what the person reads at the end.

use mailkey::account::{AccountId, Protocol};
use mailkey::demo::{Fault, Route, SignIn};
use mailkey::error::Error;
use mailkey::i18n::Lang;
use mailkey::oauth::OAuthError;
use mailkey::oauth::session::TokenState;

use crate::support::{
    Bench, Page, access, answer_of, assert_nowhere, begin, begin_in, browse, get, keyring, me, other,
};
use crate::support::{address, sign_in};

#[tokio::test]
async fn a_sign_in_serves_both_protocols_and_every_process() {
    let bench = Bench::start().await;
    let engine = bench.engine();
    let facts = sign_in(&engine, Protocol::Smtp).await.expect("a token");
    assert_eq!(facts.signed_in_as.as_deref(), Some(me().as_str()));
    for engine in [&engine, &bench.engine()] {
        for protocol in Protocol::ALL {
            assert_eq!(engine.status().of(protocol).state, TokenState::Acquired);
            assert!(engine.status().of(protocol).fits && engine.status().of(protocol).is_held());
        }
        assert_eq!(engine.status().of(Protocol::Smtp).serves, Protocol::ALL);
    }
    let token = bench.access().await.expect("a token");
    assert_eq!(access(&bench.engine(), Protocol::Pop).await.expect("a token"), token);
    let entry = keyring::entry(&bench).await.expect("an entry");
    assert_eq!(entry["access_token"], token);
    assert_nowhere(&bench.home_dir(), &token);
    assert_nowhere(&bench.home_dir(), entry["refresh_token"].as_str().expect("a refresh token"));
    assert_eq!(bench.control().counters().refreshes, 0);
}

#[tokio::test]
async fn accounts_of_their_own_are_signed_in_to_one_by_one() {
    let bench = Bench::start().await;
    bench.change(|settings| {
        settings.pop.common_account = false;
        settings.pop.oauth2.account = Some(other());
    });
    let engine = bench.engine();
    let _ = sign_in(&engine, Protocol::Smtp).await.expect("a token");
    assert_eq!(engine.status().of(Protocol::Smtp).state, TokenState::Acquired);
    assert_eq!(engine.status().of(Protocol::Pop).state, TokenState::NotAcquired);
    bench.control().set_sign_in(SignIn::Allow(other()));
    let facts = sign_in(&engine, Protocol::Pop).await.expect("a token");
    assert_eq!(facts.signed_in_as.as_deref(), Some(other().as_str()));
    let (smtp, pop) = (access(&engine, Protocol::Smtp).await, access(&engine, Protocol::Pop).await);
    assert_ne!(smtp.expect("a token"), pop.expect("a token"));
}

#[tokio::test]
async fn the_address_carries_what_protects_the_sign_in() {
    let bench = Bench::start().await;
    let running = begin(&bench.engine(), Protocol::Smtp).await.expect("listening");
    assert!(running.address.as_str().starts_with(bench.practice.issuer()));
    assert_eq!(running.parameter("response_type"), "code");
    assert_eq!(running.parameter("client_id"), mailkey::demo::CLIENT_ID);
    assert_eq!(running.parameter("code_challenge_method"), "S256");
    assert_eq!(running.parameter("code_challenge").len(), 43);
    assert_eq!(running.parameter("login_hint"), me().as_str());
    assert_eq!(running.parameter("redirect_uri"), format!("http://127.0.0.1:{}/", running.port()));
    let random = [running.parameter("state"), running.parameter("nonce"), running.parameter("code_challenge")];
    assert!(random[0].len() >= 20 && random[1].len() >= 20 && random[0] != random[1]);
    running.cancel().await;
    let again = begin(&bench.engine(), Protocol::Smtp).await.expect("listening");
    assert!(["state", "nonce", "code_challenge"].iter().zip(&random).all(|(name, old)| again.parameter(name) != *old));
    again.cancel().await;
}

#[tokio::test]
async fn the_person_of_a_shared_mailbox_may_sign_in_and_nobody_else() {
    let bench = Bench::start().await;
    bench.change(|settings| settings.smtp.oauth2.sign_in_as = Some(other()));
    let engine = bench.engine();
    let running = begin(&engine, Protocol::Smtp).await.expect("listening");
    assert_eq!(running.parameter("login_hint"), other().as_str());
    running.cancel().await;
    let refused = sign_in(&engine, Protocol::Smtp).await.expect_err("the mailbox itself is not the person");
    assert!(matches!(refused, Error::OAuth(OAuthError::OtherAccount { .. })), "{refused}");
    bench.control().set_sign_in(SignIn::Allow(other()));
    let facts = sign_in(&engine, Protocol::Smtp).await.expect("a token");
    assert_eq!(facts.signed_in_as.as_deref(), Some(other().as_str()));
    assert_eq!(facts.account(), Some(&me()));
}

#[tokio::test]
async fn somebody_else_who_signs_in_changes_nothing() {
    let bench = Bench::start().await;
    bench.control().set_sign_in(SignIn::Allow(other()));
    let error = sign_in(&bench.engine(), Protocol::Smtp).await.expect_err("another account");
    let wanted = OAuthError::OtherAccount { expected: me(), signed_in_as: other() };
    assert!(matches!(&error, Error::OAuth(found) if *found == wanted), "{error}");
    assert!(keyring::entry(&bench).await.is_none());
    assert_eq!(bench.engine().status().of(Protocol::Smtp).state, TokenState::NotAcquired);

    bench.control().set_sign_in(SignIn::Allow(me()));
    let _ = sign_in(&bench.engine(), Protocol::Smtp).await.expect("a token");
    let (token, state) = (bench.access().await.expect("a token"), bench.state());
    bench.control().set_sign_in(SignIn::Allow(other()));
    let _ = sign_in(&bench.engine(), Protocol::Smtp).await.expect_err("another account");
    assert_eq!((bench.access().await.expect("still there"), bench.state()), (token, state));
}

#[tokio::test]
async fn a_denial_leaves_the_earlier_token_as_it_was() {
    let bench = Bench::signed_in().await;
    let (token, state) = (bench.access().await.expect("a token"), bench.state());
    bench.control().set_sign_in(SignIn::Deny);
    let running = begin(&bench.engine(), Protocol::Smtp).await.expect("listening");
    let page = browse(running.address.as_str()).await;
    let error = running.end().await.expect_err("denied");
    assert!(
        matches!(&error, Error::OAuth(OAuthError::Refused(refusal)) if refusal.error == "access_denied"),
        "{error}"
    );
    assert!(page.text.contains("refused in the browser"), "{}", page.text);
    assert_eq!((bench.access().await.expect("still there"), bench.state()), (token, state));
}

#[tokio::test]
async fn what_must_be_filled_in_is_named() {
    let bench = Bench::start().await;
    bench.change(|settings| {
        settings.pop.common_account = false;
        for account in [&mut settings.smtp.oauth2, &mut settings.pop.oauth2] {
            account.account = None;
            account.client_id = "".parse().expect("empty");
            account.issuer = None;
        }
    });
    for (protocol, section) in [(Protocol::Smtp, "smtp"), (Protocol::Pop, "pop")] {
        let error = begin(&bench.engine(), protocol).await.err().expect("an error");
        let wanted = ["account", "client_id", "issuer"].map(|key| format!("{section}.oauth2.{key}"));
        assert_eq!(error.fields(), wanted, "{error}");
        assert!(matches!(error, Error::Incomplete(_)));
    }
    assert_eq!(bench.control().counters(), Default::default());
}

/// A page that is safe to show.
#[track_caller]
fn assert_safe(page: &Page, language: &str) {
    let header = |name: &str| page.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    assert_eq!(header("content-type"), "text/html; charset=utf-8");
    assert_eq!(header("cache-control"), "no-store");
    assert_eq!(header("referrer-policy"), "no-referrer");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert!(header("content-security-policy").starts_with("default-src 'none'"));
    assert!(page.text.contains(&format!("<html lang=\"{language}\">")), "{}", page.text);
    assert!(!page.text.contains("<script") && !page.text.contains("http"), "{}", page.text);
}

#[tokio::test]
async fn the_browser_says_what_happened_in_the_persons_language() {
    let cases = [(Lang::Cs, "cs", "Hotovo", "Mailkey získal token"), (Lang::En, "en", "Done", "Mailkey has the token")];
    for (lang, language, title, words) in cases {
        let bench = Bench::start().await;
        let running = begin_in(&bench.engine(), Protocol::Smtp, lang).await.expect("listening");
        let answer = answer_of(running.address.as_str()).await;
        let stale = get(&running.answer("state=other&code=abc")).await;
        assert_eq!(stale.status, 400);
        assert_safe(&stale, language);
        let page = get(&answer).await;
        assert_eq!(page.status, 200);
        assert_safe(&page, language);
        assert!(
            page.text.contains(title) && page.text.contains(words) && page.text.contains(me().as_str()),
            "{}",
            page.text
        );
        assert_ne!(page.text, stale.text);
        let _ = running.end().await.expect("a token");
    }
}

#[tokio::test]
async fn the_page_says_so_when_the_exchange_fails() {
    let bench = Bench::start().await;
    let fault = Fault::Answer {
        status: 400,
        content_type: "application/json".into(),
        body: r#"{"error":"invalid_client","error_description":"<b>no such app</b>"}"#.into(),
    };
    bench.control().fail(Route::Token, fault, 1);
    let running = begin_in(&bench.engine(), Protocol::Smtp, Lang::Cs).await.expect("listening");
    let page = browse(running.address.as_str()).await;
    assert_safe(&page, "cs");
    assert!(page.text.contains("nepřijímá") && page.text.contains("&lt;b&gt;no such app"), "{}", page.text);
    assert!(!page.text.contains("Hotovo"));
    let error = running.end().await.expect_err("refused");
    assert!(matches!(&error, Error::OAuth(OAuthError::Refused(refusal)) if refusal.error == "invalid_client"));
}

#[tokio::test]
async fn the_state_has_turned_when_the_browser_says_so() {
    let bench = Bench::start().await;
    let engine = bench.engine();
    let running = begin(&engine, Protocol::Smtp).await.expect("listening");
    assert_eq!(bench.engine().status().of(Protocol::Pop).state, TokenState::Waiting);
    assert!(bench.engine().status().any_waiting());
    let _ = browse(running.address.as_str()).await;
    assert_eq!(bench.engine().status().of(Protocol::Pop).state, TokenState::Acquired);
    let _ = running.end().await.expect("a token");
    assert!(!bench.engine().status().any_waiting());
}

#[tokio::test]
async fn addresses_are_compared_without_regard_to_case() {
    let bench = Bench::start().await;
    bench.change(|settings| settings.smtp.oauth2.account = Some(address("Recepce@Cviceni.test")));
    let _ = sign_in(&bench.engine(), Protocol::Smtp).await.expect("the same person");
    assert!(bench.home().state_file(&AccountId::SMTP).exists());
}
