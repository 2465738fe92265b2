//! What goes wrong on this computer, and on the first steps into the network.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use mailkey::account::{AccountId, Method, Protocol, Settings};
use mailkey::clock::Clock;
use mailkey::demo::{BadCertificate, CLIENT_ID, Fault, MailFault, MailStep, Options, Route, SignIn};
use mailkey::engine::{Engine, SecretName};
use mailkey::error::Error;
use mailkey::i18n::Lang;
use mailkey::mail::{Cause, MailError, Step};
use mailkey::oauth::{NetworkFailure, OAuthError};
use mailkey::secrets::SecretError;
use mailkey::settings::FileError;
use mailkey::words;
use serde_json::json;
use tokio::net::TcpListener;

use crate::cases::{Case, Near};
use crate::support::keyring::{self, Watched};
use crate::support::{Bench, begin, browse, get, me, other, sign_in};
use crate::told::Failure;

pub async fn play(case: &Case, near: Near) -> Result<Failure, String> {
    match near {
        Near::Made => made(&case.wire),
        Near::Real => real(&case.wire).await,
    }
}

/// The error as its place in the program makes it of the system's own words.
fn made(what: &str) -> Result<Failure, String> {
    let words: Vec<_> = what.split(' ').collect();
    let number = words.last().and_then(|word| word.parse::<u16>().ok()).unwrap_or_default();
    let system = || io::Error::from_raw_os_error(number.into());
    let path = PathBuf::from("/home/recepce/.config/mailkey");
    let error: Error = match words[..] {
        [protocol @ ("smtp" | "pop"), cause, "connect", _] => {
            let protocol = if protocol == "smtp" { Protocol::Smtp } else { Protocol::Pop };
            let cause = match cause {
                "unreachable" => Cause::Unreachable("Network is unreachable (os error 101)".into()),
                "no-route" => Cause::Unreachable("No route to host (os error 113)".into()),
                _ => Cause::TimedOut(30.try_into().expect("a time")),
            };
            let server = format!("smtp.example.com:{number}");
            MailError::new(protocol, server, Step::Connect, cause).into()
        }
        ["home", _] => Error::Home { path, reason: system().to_string() },
        ["file-write", _] => Error::Settings(Arc::new(FileError::Write { path, source: system() })),
        ["file-read", _] => Error::Settings(Arc::new(FileError::Read { path, source: system() })),
        ["listener", _] => OAuthError::Listener(system().to_string()).into(),
        ["auth", "tls", _] => {
            let failure = NetworkFailure::Tls("invalid peer certificate: certificate expired".into());
            OAuthError::Network { host: "login.microsoftonline.com".into(), failure }.into()
        }
        _ => return Err("no such error".into()),
    };
    Ok(Failure { error, settings: Settings::default(), protocol: Protocol::Smtp, token_held: false })
}

async fn real(what: &str) -> Result<Failure, String> {
    let watched = Watched::default();
    let bench = Bench::with(Options::default(), watched.opener()).await;
    let engine = bench.engine();
    let mut protocol = Protocol::Smtp;
    if !matches!(what, "clock" | "no token") && !what.starts_with("auth ") {
        let _ = sign_in(&engine, Protocol::Smtp).await.map_err(|error| format!("no token: {error}"))?;
    }
    let error = match what {
        "keyring damaged" => {
            keyring::replace_entry(&bench, "of another program").await;
            bench.access().await.err()
        }
        "password damaged" => {
            bench.change(|settings| settings.smtp.method = Method::Password);
            bench.change(|settings| settings.smtp.user = "recepce".parse().expect("a user"));
            damage(&bench, &SecretName::Password(protocol));
            engine.send(other(), "x".into(), "x".into()).await.err()
        }
        "client secret damaged" => {
            damage(&bench, &SecretName::ClientSecret(AccountId::SMTP));
            keyring::age(&bench, -10).await;
            bench.access().await.err()
        }
        keyring if keyring.starts_with("keyring ") => {
            watched.fail_reads(Some(match keyring {
                "keyring none" => SecretError::NoService("org.freedesktop.DBus.Error.ServiceUnknown".into()),
                "keyring locked" => SecretError::Locked,
                "keyring silent" => SecretError::NotAnswering,
                _ => SecretError::Other("org.freedesktop.Secret.Error.NoSession".into()),
            }));
            bench.access().await.err()
        }
        "clock" => clock(&bench).await,
        "no token" => bench.access().await.err(),
        "sign-in running" => {
            let first = begin(&engine, Protocol::Smtp).await.map_err(|error| error.to_string())?;
            let error = begin(&engine, Protocol::Pop).await.err();
            first.cancel().await;
            error
        }
        "other account" => {
            bench.control().set_sign_in(SignIn::Allow(other()));
            sign_in(&engine, Protocol::Smtp).await.err()
        }
        "no code" => {
            let running = begin(&engine, Protocol::Smtp).await.map_err(|error| error.to_string())?;
            let _ = get(&running.answer(&format!("state=STATE&iss={}", bench.practice.issuer()))).await;
            running.end().await.err()
        }
        "incomplete" => {
            bench.change(|settings| settings.smtp.oauth2.account = None);
            engine.send(other(), "x".into(), "x".into()).await.err()
        }
        "discovery" => {
            let body = json!({"issuer": "https://another.example"}).to_string();
            let answer = Fault::Answer { status: 200, content_type: "application/json".into(), body };
            bench.control().fail(Route::Discovery, answer, 1);
            begin(&engine, Protocol::Smtp).await.err()
        }
        auth if auth.starts_with("auth ") => {
            bench.hurry();
            match auth {
                "auth silent" => bench.control().fail(Route::Token, Fault::Hang, 1),
                "auth closed" => bench.control().fail(Route::Token, Fault::Close, 1),
                "auth untrusted" => {
                    // It speaks TLS from the first byte, with a certificate that nobody was told to trust.
                    let issuer = format!("https://127.0.0.1:{}", bench.practice.smtp_tls_port());
                    bench.change(|s| (s.smtp.oauth2.issuer, s.extra_ca) = (issuer.parse().ok(), None));
                }
                "auth name" => bench.change(|s| s.smtp.oauth2.issuer = "https://login.invalid".parse().ok()),
                _ => bench.change(|s| s.smtp.oauth2.issuer = "http://127.0.0.1:1".parse().ok()),
            }
            match begin(&engine, Protocol::Smtp).await {
                Err(error) => Some(error),
                Ok(running) => {
                    let _ = browse(running.address.as_str()).await;
                    running.end().await.err()
                }
            }
        }
        "settings read" | "settings write" => return settings_file(&bench, what),
        ca if ca.starts_with("ca ") => {
            let path = bench.folder.path().join("company.pem");
            let text = match ca {
                "ca empty" => Some("what the administrator sent"),
                "ca damaged" => {
                    Some("-----BEGIN CERTIFICATE-----\nbm90IGEgY2VydGlmaWNhdGU=\n-----END CERTIFICATE-----\n")
                }
                _ => None,
            };
            if let Some(text) = text {
                std::fs::write(&path, text).map_err(|error| error.to_string())?;
            }
            bench.change(|settings| settings.extra_ca = Some(path));
            engine.send(other(), "x".into(), "x".into()).await.err()
        }
        tls if tls.starts_with("tls ") => {
            let bad = match tls {
                "tls self-signed" => BadCertificate::SelfSigned,
                "tls intercepted" => BadCertificate::OtherAuthority("Avast Web/Mail Shield Root".into()),
                "tls expired" => BadCertificate::Expired,
                "tls not yet" => BadCertificate::NotYetValid,
                "tls name" => BadCertificate::WrongName,
                _ => BadCertificate::OtherAuthority("Company Root CA".into()),
            };
            bench.control().fail_mail(protocol, MailStep::Handshake, MailFault::Certificate(bad));
            engine.send(other(), "x".into(), "x".into()).await.err()
        }
        "injected" | "plain after starttls" => {
            let (step, fault) = if what == "injected" {
                (MailStep::StartTls, MailFault::Say("220 2.0.0 go\r\n250 more".into()))
            } else {
                (MailStep::Handshake, MailFault::Bytes(b"421 4.3.0 not today\r\n".to_vec()))
            };
            bench.control().fail_mail(protocol, step, fault);
            engine.send(other(), "x".into(), "x".into()).await.err()
        }
        "speaks tls" => {
            bench.hurry();
            let port = i64::from(bench.practice.smtp_tls_port()).try_into().expect("a port");
            bench.change(|settings| settings.smtp.port = port);
            engine.send(other(), "x".into(), "x".into()).await.err()
        }
        "no starttls pop" => {
            let server = plain("+OK ready", "+OK\r\nUSER\r\n.").await;
            bench.change(|settings| settings.pop.port = server);
            protocol = Protocol::Pop;
            engine.check().await.err()
        }
        _ => {
            let closed = TcpListener::bind("127.0.0.1:0").await.expect("a port");
            let port = i64::from(closed.local_addr().expect("an address").port()).try_into().expect("a port");
            match what {
                "name" => bench.change(|settings| settings.smtp.server = "posta.invalid".parse().ok()),
                "refused" => {
                    drop(closed);
                    bench.change(|settings| settings.smtp.port = port);
                }
                "silent" => {
                    bench.hurry();
                    let _task = tokio::spawn(async move {
                        let mut kept = Vec::new();
                        while let Ok(stream) = closed.accept().await {
                            kept.push(stream);
                        }
                    });
                    bench.change(|settings| settings.smtp.port = port);
                }
                "closed" => {
                    let _task = tokio::spawn(async move { while closed.accept().await.is_ok() {} });
                    bench.change(|settings| settings.smtp.port = port);
                }
                "no starttls smtp" => {
                    let port = plain("220 mail.cviceni.test", "250 mail.cviceni.test").await;
                    bench.change(|settings| settings.smtp.port = port);
                }
                _ => return Err("no such failure".into()),
            }
            engine.send(other(), "x".into(), "x".into()).await.err()
        }
    };
    let settings = engine.settings().map_err(|error| error.to_string())?;
    Ok(Failure {
        error: error.ok_or("it went well")?,
        settings,
        protocol,
        token_held: engine.status().of(protocol).is_held(),
    })
}

/// Puts into the keyring's entry what Mailkey never writes.
fn damage(bench: &Bench, name: &SecretName) {
    let name = format!("{name}@{}", bench.home().config_dir().display());
    let store = (bench.opener)().expect("a keyring");
    store.set(&name, b"of another program").expect("stored");
}

/// A folder stands where the settings' file, or its lock, is wanted: not even the system's administrator can open that.
fn settings_file(bench: &Bench, what: &str) -> Result<Failure, String> {
    let engine = bench.engine();
    let settings = engine.settings().map_err(|error| error.to_string())?;
    let token_held = engine.status().of(Protocol::Smtp).is_held();
    let file = bench.home().settings_file();
    let place = if what == "settings read" { file } else { file.with_file_name("settings.lock") };
    std::fs::remove_file(&place).and_then(|()| std::fs::create_dir(&place)).map_err(|error| error.to_string())?;
    let mut new = settings.clone();
    new.smtp.timeout = 7.try_into().map_err(|_| "a time")?;
    let error = bench.engine().replace_settings(&settings, &new).err().ok_or("it went well")?;
    Ok(Failure { error, settings, protocol: Protocol::Smtp, token_held })
}

/// No failure, but a word at the account: a clock that is half an hour off, either way.
#[tokio::test]
async fn a_clock_that_is_off_is_said_at_the_account() {
    for (minutes, id) in [(30, "clock-ahead"), (-30, "clock-behind")] {
        let bench = Bench::start().await;
        let clock = Clock::fast(1);
        clock.jump(SignedDuration::from_mins(minutes));
        let engine = Engine::with_clock(bench.home(), bench.opener.clone(), clock);
        let _facts = sign_in(&engine, Protocol::Smtp).await.expect("signed in");
        let off = engine.status().of(Protocol::Smtp).clock_off.expect("noticed");
        assert!((off.as_mins() - minutes).abs() <= 1, "{off}");
        for lang in Lang::ALL {
            let told = words::clock(off, lang);
            let minutes = off.abs().as_mins().to_string();
            assert!(told.id == id && told.what.contains(&minutes) && !told.cure.is_empty(), "{told:?}");
        }
    }
}

/// A server that greets and gives one answer.
async fn plain(greeting: &'static str, answer: &'static str) -> mailkey::account::Port {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = i64::from(listener.local_addr().expect("an address").port()).try_into().expect("a port");
    let _task = tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.write_all(format!("{greeting}\r\n").as_bytes()).await;
            let mut heard = [0; 512];
            while matches!(stream.read(&mut heard).await, Ok(1..)) {
                let _ = stream.write_all(format!("{answer}\r\n").as_bytes()).await;
            }
        }
    });
    port
}

/// A sign-in while this computer's clock is two hours ahead.
async fn clock(bench: &Bench) -> Option<Error> {
    let clock = Clock::fast(1);
    clock.jump(SignedDuration::from_hours(2));
    let engine = Engine::with_clock(bench.home(), bench.opener.clone(), clock);
    let running = begin(&engine, Protocol::Smtp).await.expect("listening");
    let now = Timestamp::now().as_second();
    let claims = json!({
        "iss": bench.practice.issuer(), "aud": CLIENT_ID, "nbf": now - 10, "exp": now + 3600,
        "nonce": running.parameter("nonce"), "email": me().as_str(),
    });
    let id_token = format!("e30.{}.x", URL_SAFE_NO_PAD.encode(claims.to_string()));
    let body = json!({"access_token": "abc", "token_type": "Bearer", "id_token": id_token}).to_string();
    bench.control().fail(Route::Token, Fault::Answer { status: 200, content_type: "application/json".into(), body }, 1);
    let _ = browse(running.address.as_str()).await;
    running.end().await.err()
}
