//! An authorization server that says a case's text: to a sign-in, a renewal, a device, or by the browser.

use mailkey::account::{Method, Protocol};
use mailkey::demo::{Fault, Route, SignIn as Person};
use mailkey::engine::{SignInRequest, SignInStep, Way};
use mailkey::error::Error;
use mailkey::i18n::Lang;
use mailkey::page;
use tokio::sync::mpsc;

use crate::cases::{Case, SignIn, Where};
use crate::support::{Bench, PATIENCE, begin, get, sign_in};
use crate::told::Failure;

/// The verb that meets the text, and its error.
pub async fn play(bench: &Bench, case: &Case) -> Result<Failure, String> {
    let Where::SignIn(place) = case.place else { return Err("not an authorization server's".into()) };
    let engine = bench.engine();
    bench.change(|settings| settings.smtp.method = Method::OAuth2);
    let (status, content_type) = match place {
        SignIn::Renewal(status) if status != 400 => (status, "text/html"),
        _ => (400, "application/json"),
    };
    let answer = Fault::Answer { status, content_type: content_type.into(), body: case.wire.clone() };
    let mut token_held = false;
    let error = match place {
        SignIn::Renewal(_) => {
            if engine.access_token(Protocol::Smtp).await.is_err() {
                let _ = sign_in(&engine, Protocol::Smtp).await.map_err(|error| format!("no token: {error}"))?;
            }
            bench.control().fail(Route::Token, answer, 1);
            let error = engine.refresh(Protocol::Smtp).await.err();
            bench.control().mend(Route::Token);
            token_held = engine.status().of(Protocol::Smtp).is_held() && !matches!(error, Some(Error::Invalid { .. }));
            error
        }
        SignIn::Code => {
            bench.control().fail(Route::Token, answer, 1);
            let error = sign_in(&engine, Protocol::Smtp).await.err();
            bench.control().mend(Route::Token);
            error
        }
        SignIn::Callback => callback(bench, case).await?,
        SignIn::Device => device(bench, answer).await?,
    };
    let settings = engine.settings().map_err(|error| error.to_string())?;
    Ok(Failure { error: error.ok_or("it went well")?, settings, protocol: Protocol::Smtp, token_held })
}

async fn callback(bench: &Bench, case: &Case) -> Result<Option<Error>, String> {
    let said: serde_json::Value = serde_json::from_str(&case.wire).map_err(|error| error.to_string())?;
    let running = begin(&bench.engine(), Protocol::Smtp).await.map_err(|error| error.to_string())?;
    let pairs = ["error", "error_description"].map(|name| (name, said[name].as_str().unwrap_or_default()));
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let address = running.answer(&format!("{query}&state=STATE&iss={}", bench.practice.issuer()));
    let _ = get(&address).await;
    Ok(running.end().await.err())
}

async fn device(bench: &Bench, answer: Fault) -> Result<Option<Error>, String> {
    bench.control().set_sign_in(Person::Ask);
    bench.control().fail(Route::Token, answer, 1);
    let (tell, mut steps) = mpsc::unbounded_channel();
    let request =
        SignInRequest { protocol: Protocol::Smtp, way: Way::Device, page: page::in_language(Lang::En), pasted: None };
    let engine = bench.engine();
    let going = engine.sign_in(request, move |step| drop(tell.send(step)));
    let ended = tokio::time::timeout(PATIENCE, going).await.map_err(|_| "it hangs".to_owned())?;
    bench.control().mend(Route::Token);
    bench.control().set_sign_in(Person::Allow(crate::support::me()));
    match steps.recv().await {
        Some(SignInStep::Code { .. }) => Ok(ended.err()),
        step => Err(format!("no code was shown: {step:?}")),
    }
}
