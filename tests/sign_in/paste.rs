//! The redirected address, pasted from a browser elsewhere: the same checks as at the port, and no slip ends it.

use mailkey::account::Protocol;
use mailkey::demo::SignIn;
use mailkey::engine::{SignInStep, Way};
use mailkey::error::Error;
use mailkey::oauth::session::TokenState;
use mailkey::oauth::{OAuthError, Refusal, WrongPaste};
use url::Url;

use crate::support::{Bench, answer_of, get, is_open, me, other};
use crate::ways::{Going, go};

/// A sign-in that waits, and the address to open.
async fn waiting(bench: &Bench) -> (Going, Url) {
    let mut going = go(&bench.engine(), Protocol::Smtp, Way::Address);
    match going.step().await {
        SignInStep::Listening { address, .. } => (going, address),
        step => panic!("the first step is {step:?}"),
    }
}

fn parameter(address: &Url, name: &str) -> String {
    address.query_pairs().find(|(key, _)| key == name).expect("a parameter").1.into_owned()
}

impl Going {
    fn paste(&self, text: &str) {
        self.paste.send(text.into()).expect("it still listens");
    }

    async fn refused(&mut self, text: &str) -> OAuthError {
        self.paste(text);
        match self.step().await {
            SignInStep::PasteRefused(error) => error,
            step => panic!("{text}: {step:?}"),
        }
    }
}

#[tokio::test]
async fn a_pasted_answer_is_as_good_as_the_browsers() {
    type Form = fn(&str) -> String;
    let forms: [Form; 5] = [
        str::to_owned,
        |address| format!("  \"{address}\"\r\n"),
        |address| address.split_once('?').expect("a query").1.to_owned(),
        |address| address.replace("http://", ""),
        |address| {
            address.as_bytes().chunks(40).map(|line| String::from_utf8_lossy(line)).collect::<Vec<_>>().join("\n")
        },
    ];
    for form in forms {
        let bench = Bench::start().await;
        let (mut going, address) = waiting(&bench).await;
        let port = Url::parse(&parameter(&address, "redirect_uri")).expect("an address").port().expect("a port");
        // The provider's page in a browser elsewhere; what it is redirected to does not exist there.
        let answer = answer_of(address.as_str()).await;
        going.paste(&form(&answer));
        assert!(matches!(going.step().await, SignInStep::CodeArrived));
        let facts = going.end().await.expect("a token");
        assert_eq!(facts.signed_in_as.as_deref(), Some(me().as_str()));
        assert_eq!(bench.engine().status().of(Protocol::Pop).state, TokenState::Acquired);
        let _ = bench.access().await.expect("a token");
        assert_eq!(bench.control().counters().code_exchanges, 1);
        let until = std::time::Instant::now() + std::time::Duration::from_secs(3);
        while is_open("127.0.0.1", port).await {
            assert!(std::time::Instant::now() < until, "the port stays open");
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    }
}

#[tokio::test]
async fn a_wrong_paste_says_why_and_the_waiting_goes_on() {
    let bench = Bench::start().await;
    // An answer to a sign-in that was given up.
    let (old, old_address) = waiting(&bench).await;
    let stale = answer_of(old_address.as_str()).await;
    old.cancel().await;

    let (mut going, address) = waiting(&bench).await;
    let state = parameter(&address, "state");
    let redirect = parameter(&address, "redirect_uri");
    let cases = [
        (String::new(), WrongPaste::Empty),
        ("ahoj".into(), WrongPaste::NotAnAddress),
        (address.to_string(), WrongPaste::Provider),
        (format!("{}/sign-in", bench.practice.issuer()), WrongPaste::Provider),
        (stale, WrongPaste::OtherSignIn),
        (format!("{redirect}?state={state}"), WrongPaste::CutOff),
        (format!("{redirect}?code=abc"), WrongPaste::CutOff),
        (format!("{redirect}?code=abc&state={}", &state[1..]), WrongPaste::OtherSignIn),
        ("x".repeat(1 << 20), WrongPaste::NotAnAddress),
    ];
    for (text, wrong) in cases {
        assert_eq!(going.refused(&text).await, OAuthError::Pasted(wrong), "{text:.200}");
    }
    let nameless = going.refused(&format!("{redirect}?error=access_denied")).await;
    assert_eq!(nameless, OAuthError::Refused(Refusal::new("access_denied", None, None)));
    assert_eq!(bench.control().counters().token_requests, 0);
    assert_eq!(bench.engine().status().of(Protocol::Smtp).state, TokenState::Waiting);
    let answer = answer_of(address.as_str()).await;
    let cut_off = going.refused(&answer[..answer.len() - 5]).await;
    assert_eq!(cut_off, OAuthError::Pasted(WrongPaste::CutOff), "inside the issuer, which stands last");
    going.paste(&answer);
    let _ = going.end().await.expect("a token");
}

#[tokio::test]
async fn a_pasted_refusal_ends_it() {
    let bench = Bench::signed_in().await;
    let token = bench.access().await.expect("a token");
    bench.control().set_sign_in(SignIn::Deny);
    let (going, address) = waiting(&bench).await;
    going.paste(&answer_of(address.as_str()).await);
    let error = going.end().await.expect_err("denied");
    assert!(
        matches!(&error, Error::OAuth(OAuthError::Refused(refusal)) if refusal.error == "access_denied"),
        "{error}"
    );
    assert_eq!(bench.access().await.expect("still there"), token);
}

#[tokio::test]
async fn a_code_with_anothers_verifier_or_of_another_person_is_not_taken() {
    let bench = Bench::start().await;
    let (old, old_address) = waiting(&bench).await;
    let stolen = Url::parse(&answer_of(old_address.as_str()).await).expect("an address");
    old.cancel().await;
    // The right state with the code of another attempt: PKCE and the redirect address do not fit.
    let (going, address) = waiting(&bench).await;
    let (code, state, issuer) = (parameter(&stolen, "code"), parameter(&address, "state"), bench.practice.issuer());
    going.paste(&format!("code={code}&state={state}&iss={issuer}"));
    let error = going.end().await.expect_err("another verifier");
    assert!(matches!(&error, Error::OAuth(OAuthError::CodeRefused(_))), "{error}");

    bench.control().set_sign_in(SignIn::Allow(other()));
    let (going, address) = waiting(&bench).await;
    going.paste(&answer_of(address.as_str()).await);
    let error = going.end().await.expect_err("another person");
    assert!(matches!(&error, Error::OAuth(OAuthError::OtherAccount { .. })), "{error}");
    assert_eq!(bench.engine().status().of(Protocol::Smtp).state, TokenState::NotAcquired);
}

#[tokio::test]
async fn the_port_still_answers_while_something_can_be_pasted() {
    let bench = Bench::start().await;
    let (mut going, address) = waiting(&bench).await;
    assert_eq!(going.refused("x").await, OAuthError::Pasted(WrongPaste::NotAnAddress));
    let page = get(&answer_of(address.as_str()).await).await;
    assert!(page.text.contains("Mailkey has the token"), "{}", page.text);
    // Whatever is pasted now comes too late, and is nobody's error.
    let _ = going.paste.send("y".into());
    let _ = going.end().await.expect("a token");

    // Nobody who could paste any more: the browser still can.
    let (mut going, address) = waiting(&bench).await;
    drop(std::mem::replace(&mut going.paste, tokio::sync::mpsc::unbounded_channel().0));
    let _ = get(&answer_of(address.as_str()).await).await;
    let _ = going.end().await.expect("a token");
}
