//! Every way into the log that anybody thought of, walked with secrets in hand.

use std::collections::HashSet;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use mailkey::account::{AccountId, Method, Protocol};
use mailkey::chain::Observer;
use mailkey::demo::{Fault, MailFault, MailStep, Route};
use mailkey::engine::{SecretName, TestRequest};
use mailkey::error::Error;
use mailkey::log::transcript::{self, Direction, Line, Piece};
use mailkey::log::{self, Event, Program};
use mailkey::mail::Login;
use mailkey::words::LogWords;

use crate::alone;
use crate::support::keyring::entry;
use crate::support::{Bench, access, answer_of, begin, files, get, me};

/// How long a piece must be to be a leak.
const PIECE: usize = 12;
const PASSWORD: &str = "heslo, které „nikdo“ nezná\\9";
const ADMIN: &str = "správcovo heslo 4711";
const CLIENT_SECRET: &str = "tajemstvi~aplikace.Q8_x+/=";

/// Every piece of every secret, in each form in which it could be written: found without the code that is tested here.
struct Pieces(HashSet<Vec<u8>>);

impl Pieces {
    fn of(secrets: &[String]) -> Self {
        let mut pieces = HashSet::new();
        let mut add = |form: &[u8]| pieces.extend(form.windows(PIECE).map(<[u8]>::to_vec));
        for secret in secrets {
            add(secret.as_bytes());
            add(serde_json::to_string(secret).expect("JSON").trim_matches('"').as_bytes());
            add(format!("{secret:?}").trim_matches('"').as_bytes());
            for before in 0..3 {
                let text = [&b"xxx"[..before], secret.as_bytes()].concat();
                for encoded in [STANDARD.encode(&text), URL_SAFE_NO_PAD.encode(&text)] {
                    // The characters at both ends also depend on what stands beside the secret.
                    let middle = encoded.trim_end_matches('=');
                    add(&middle.as_bytes()[before.min(1) * 4..middle.len() - 1]);
                }
            }
        }
        Self(pieces)
    }

    fn found_in(&self, bytes: &[u8]) -> Option<String> {
        let at = bytes.windows(PIECE).position(|window| self.0.contains(window))?;
        let around = &bytes[at.saturating_sub(100)..bytes.len().min(at + 100)];
        Some(String::from_utf8_lossy(around).into_owned())
    }
}

/// The forms in which a server could say a secret.
fn echoes(secret: &str) -> Vec<String> {
    let percent: String = url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
    let whole = secret.to_owned();
    let middle: String = secret.chars().skip(3).take(16).collect();
    vec![
        whole,
        middle,
        STANDARD.encode(secret),
        STANDARD.encode(format!("user=me\u{1}auth=Bearer {secret}\u{1}\u{1}")),
        URL_SAFE_NO_PAD.encode(format!("ab{secret}")),
        percent,
    ]
}

#[test]
fn no_secret_is_written_whatever_servers_and_mistakes_say() {
    const NAME: &str = "leaks::no_secret_is_written_whatever_servers_and_mistakes_say";
    if alone::role().is_some() {
        return tokio::runtime::Runtime::new().expect("a runtime").block_on(walk_all_ways());
    }
    let output = alone::finish(alone::command(NAME, "child").env("MAILKEY_LOG", "trace").env("RUST_BACKTRACE", "0"));
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(words.contains("[removed]"), "the panic was said: {words}");
    assert!(!words.contains(ADMIN), "{words}");
}

async fn walk_all_ways() {
    let bench = Bench::start().await;
    bench.hurry();
    log::start(&bench.home(), Program::Command, LogWords::new(&bench.home()));
    let engine = bench.engine();
    let _until = engine.set_transcripts(true).expect("switched on");
    let mut secrets = vec![ADMIN.to_owned(), PASSWORD.to_owned(), CLIENT_SECRET.to_owned()];

    // A sign-in: state, code, verifier, tokens.
    let running = begin(&engine, Protocol::Smtp).await.expect("begun");
    secrets.push(running.parameter("state"));
    let answer = answer_of(running.address.as_str()).await;
    let code = url::Url::parse(&answer).expect("an address");
    let code = code.query_pairs().find(|(name, _)| name == "code").expect("a code").1.into_owned();
    secrets.push(code.clone());
    let _page = get(&answer).await;
    let _facts = running.end().await.expect("signed in");
    secrets.push(access(&engine, Protocol::Smtp).await.expect("a token"));
    let tokens = async || {
        let entry = entry(&bench).await.expect("an entry");
        ["access_token", "refresh_token"].map(|name| entry[name].as_str().expect("a token").to_owned())
    };
    let [token, refresh] = tokens().await;
    secrets.extend([token.clone(), refresh.clone()]);

    // Conversations that succeed, with transcripts; then servers that repeat what they were sent, at each step.
    let request = |protocol| TestRequest { protocol, send_to: Some(me()), subject: "s".into(), body: "b".into() };
    for protocol in Protocol::ALL {
        let report = engine.test(request(protocol), Observer::default()).await.expect("not locked");
        assert!(report.broken.is_none(), "{:?}", report.broken);
    }
    let steps = [MailStep::Challenge, MailStep::Login, MailStep::Mail, MailStep::Stat];
    for (step, echo) in steps.iter().flat_map(|step| echoes(&token).into_iter().map(move |echo| (*step, echo))) {
        bench.control().fail_mail(Protocol::Smtp, step, MailFault::Say(format!("535 5.7.8 bad token <{echo}> sorry")));
        bench.control().fail_mail(Protocol::Pop, step, MailFault::Say(format!("-ERR [AUTH] bad token <{echo}> sorry")));
        let _sent = engine.send(me(), "s".into(), "b".into()).await;
        let _checked = engine.check().await;
        let _ = Protocol::ALL.map(|protocol| bench.control().mend_mail(protocol));
        // A refused token is renewed.
        secrets.extend(tokens().await);
    }
    // A provider that repeats what it was sent.
    let [_, refresh] = tokens().await;
    for echo in echoes(&refresh) {
        for error in ["temporarily_unavailable", "invalid_request", "server_error"] {
            let body = serde_json::json!({"error": error, "error_description": format!("the token {echo} is strange")});
            let answer = Fault::Answer { status: 400, content_type: "application/json".into(), body: body.to_string() };
            bench.control().fail(Route::Token, answer, 1);
            assert!(engine.refresh(Protocol::Smtp).await.is_err());
        }
    }
    bench.control().mend(Route::Token);
    secrets.extend(tokens().await);
    let body = serde_json::json!({"error": "invalid_grant", "error_description": format!("{refresh} {CLIENT_SECRET}")});
    engine.set_secret(SecretName::ClientSecret(AccountId::SMTP), CLIENT_SECRET.into()).await.expect("stored");
    let answer = Fault::Answer { status: 400, content_type: "application/json".into(), body: body.to_string() };
    bench.control().fail(Route::Token, answer, 9);
    assert!(matches!(engine.refresh(Protocol::Smtp).await, Err(Error::Invalid { .. })));
    bench.control().mend(Route::Token);
    let _deleted = engine.delete_token(Protocol::Smtp).await.expect("deleted");
    let cancelled = begin(&engine, Protocol::Smtp).await;
    if let Ok(running) = cancelled {
        secrets.push(running.parameter("state"));
        running.cancel().await;
    }

    // Passwords: the mailbox's, and the administrator's.
    engine.set_secret(SecretName::Password(Protocol::Smtp), PASSWORD.into()).await.expect("stored");
    bench.change(|settings| {
        settings.smtp.method = Method::Password;
        settings.smtp.user = "recepce".parse().expect("a name");
    });
    for echo in echoes(PASSWORD) {
        bench.control().fail_mail(Protocol::Smtp, MailStep::Login, MailFault::Say(format!("535 no <{echo}>")));
        assert!(engine.send(me(), "s".into(), "b".into()).await.is_err());
    }
    engine.set_password(None, ADMIN.into()).await.expect("set");
    let typed = format!("{ADMIN}x");
    assert!(bench.engine().unlock(typed.clone().into()).await.is_err());
    secrets.push(typed);

    // Mistakes: somebody hands a secret to a text, at every place that takes one.
    for secret in &secrets {
        for echo in echoes(secret) {
            let account = AccountId::SMTP;
            log::event(Event::BrowserFailed { account, reason: format!("http://127.0.0.1:1/?code={echo}&x=1") });
            log::event(Event::CommandFailed { why: Error::NotRenewed(echo.clone()), whose: log::Whose::default() });
            log::event(Event::MessageSent { server: echo.clone(), to: me() });
            tracing::trace!(target: "mailkey::engine", value = %echo, "said {echo:?}");
            let text = vec![Piece::Text(format!("AUTH {echo}")), Piece::Text(echo.clone())];
            transcript::write(&Line { protocol: Protocol::Smtp, server: &echo, direction: Direction::Sent, text });
            let message = format!("a mistake with {echo}");
            assert!(std::thread::spawn(move || panic!("{message}")).join().is_err());
        }
    }
    let shown = format!(
        "{:?} {:?}",
        Login::OAuth { user: "me".into(), token: token.clone().into() },
        Login::Password { user: "me".into(), password: PASSWORD.into() }
    );
    assert!(!shown.contains(&token) && !shown.contains(PASSWORD), "{shown}");

    let pieces = Pieces::of(&secrets);
    let look = |folder: &Path| {
        for (path, bytes) in files::files(folder) {
            let found = pieces.found_in(&bytes);
            assert!(found.is_none(), "{}: {}", path.display(), found.unwrap_or_default());
        }
    };
    look(&bench.home_dir());
    let entries = log::read(&bench.home(), usize::MAX);
    let count = |id: &str| entries.iter().filter(|entry| entry.event == id).count();
    assert!(entries.iter().any(|entry| entry.text.contains("[removed]")));
    let asked = |line: &str| {
        let said = |entry: &&log::Entry| entry.event == "wire" && entry.area == log::Area::Token;
        entries.iter().filter(said).any(|entry| entry.args["line"][0] == line)
    };
    for line in ["POST /token", "HTTP 200", "HTTP 400 invalid_grant"] {
        assert!(asked(line), "{line} is in the transcript");
    }
    for id in ["trace", "wire", "panicked", "browser-failed", "command-failed"] {
        assert!(count(id) > 0, "{id} was tried");
    }
}

#[test]
fn what_is_looked_for_is_found_where_nothing_removes_it() {
    let token = "EwBgA8l6BAAUO9chh8cJscQLmU+LSWpbnr0vmwwAAQ".to_owned();
    let pieces = Pieces::of(std::slice::from_ref(&token));
    for echo in echoes(&token) {
        // Percent signs may stand closer than a piece is long; these do not.
        assert!(pieces.found_in(format!("535 <{echo}>").as_bytes()).is_some(), "{echo}");
    }
    assert_eq!(pieces.found_in(b"535 5.7.8 bad token <[removed]> sorry"), None);
}
