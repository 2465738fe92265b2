//! SMTP as it looks on the wire: the login in two steps, refusals kept word for word without secrets, STARTTLS that
//! cannot be injected into, dots, and when a second server is tried.

mod mail_support;

use std::sync::Arc;
use std::time::SystemTime;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use mail_support::scripts::{ehlo, greeting, message, quit, smtp_oauth, smtp_together, starttls, together};
use mail_support::{
    Pki, Script, Server, TOKEN, Turn, USER, endpoint, oauth, password, say, serve, serve_at, silent_at,
};
use mailkey::account::{Port, Security};
use mailkey::mail::{Cause, Endpoint, Login, MailError, Sent, Step, message::compose, smtp};

fn letter(to: &str, body: &str) -> lettre::Message {
    let from = USER.parse().unwrap();
    compose(&"Recepce".parse().unwrap(), &from, &to.parse().unwrap(), "Zkouška", body, SystemTime::now()).unwrap()
}

async fn send(to: &Endpoint, login: &Login, pki: &Pki) -> Result<Sent, MailError> {
    smtp::send(to, login, Arc::clone(&pki.trusting), &letter("to@example.org", "text")).await
}

/// One session without TLS (loopback), up to the answer to the login.
async fn log_in(login: &Login, offered: &str, script: Script) -> (Result<Sent, MailError>, Vec<String>) {
    let hello = vec![
        (Step::Capabilities, Turn::Hear("EHLO ")),
        (Step::Capabilities, say(format!("250-mail\r\n250 {offered}\r\n"))),
    ];
    let pki = Pki::new();
    let server = serve([greeting(), hello, script].concat(), pki.good());
    let to = endpoint(&["127.0.0.1"], server.port, Security::Plain, 5);
    let result = send(&to, login, &pki).await;
    (result, server.heard.await.unwrap())
}

fn at_login(turns: impl IntoIterator<Item = Turn>) -> Script {
    turns.into_iter().map(|turn| (Step::Login, turn)).collect()
}

#[tokio::test]
async fn the_token_goes_only_after_the_go_ahead_and_only_inside_tls() {
    let pki = Pki::new();
    let mut login = smtp_oauth();
    login.insert(1, (Step::Login, Turn::HearNothing));
    let script = [greeting(), starttls(), ehlo(), login, message(), quit()].concat();
    let server = serve(script, pki.good());
    let to = endpoint(&["127.0.0.1"], server.port, Security::StartTls, 5);
    let sent = send(&to, &oauth(), &pki).await.unwrap();
    assert_eq!(sent.server, format!("127.0.0.1:{}", server.port));
    assert_eq!(sent.reply, "2.0.0 Ok: queued as 4XyZ");
    let heard = server.heard.await.unwrap();
    let response = BASE64.decode(&heard[4]).unwrap();
    assert_eq!(String::from_utf8(response).unwrap(), format!("user={USER}\x01auth=Bearer {TOKEN}\x01\x01"));
}

#[tokio::test]
async fn a_refusal_told_by_a_challenge_keeps_both_texts() {
    let json = r#"{"status":"401","schemes":"bearer","scope":"https://mail.google.com/"}"#;
    for (offered, mechanism, dummy) in
        [("AUTH XOAUTH2 OAUTHBEARER", "AUTH XOAUTH2", ""), ("AUTH OAUTHBEARER", "AUTH OAUTHBEARER", "AQ==")]
    {
        let script = at_login([
            Turn::Hear(mechanism),
            say("334\r\n"),
            Turn::Hear(""),
            say(format!("334 {}\r\n", BASE64.encode(json))),
            Turn::Hear(dummy),
            say("535-5.7.8 Username and Token not accepted.\r\n535 5.7.8 See https://support.example\r\n"),
        ]);
        let (result, heard) = log_in(&oauth(), offered, script).await;
        assert_eq!(heard.last().unwrap(), dummy);
        let error = result.unwrap_err();
        assert!(error.is_login_refused() && !error.may_try_next_server());
        let Cause::Rejected(reply) = error.cause else { panic!("{error}") };
        let said = reply.challenge().unwrap();
        assert_eq!((said.status.as_deref(), said.scope.as_deref()), (Some("401"), Some("https://mail.google.com/")));
        assert_eq!(reply.code, "535");
        assert_eq!(reply.text, "5.7.8 Username and Token not accepted. See https://support.example");
        assert_eq!(reply.enhanced(), Some("5.7.8"));
        assert_eq!(reply.challenge.as_deref(), Some(json));
    }
}

#[tokio::test]
async fn a_server_that_echoes_the_secret_does_not_get_it_into_the_error() {
    let response = BASE64.encode(format!("user={USER}\x01auth=Bearer {TOKEN}\x01\x01"));
    let echo =
        format!("535-5.7.3 bad token {TOKEN}\r\n535-5.7.3 in {response}\r\n535 5.7.3 \u{1b}[31m{}\r\n", &TOKEN[7..50]);
    let script = at_login([Turn::Hear("AUTH XOAUTH2"), say("334 \r\n"), Turn::Hear(""), say(echo)]);
    let (result, _) = log_in(&oauth(), "AUTH XOAUTH2", script).await;
    let error = result.unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("5.7.3 bad token [removed] in [removed]"), "{shown}");
    for piece in TOKEN.as_bytes().windows(12).chain(response.as_bytes().windows(12)) {
        assert!(!shown.contains(std::str::from_utf8(piece).unwrap()), "{shown}");
    }
    assert!(!shown.chars().any(char::is_control));
    assert!(!format!("{:?}", oauth()).contains(&TOKEN[..8]));
}

#[tokio::test]
async fn not_now_is_not_a_refusal() {
    for reply in ["421 4.7.0 later", "451 4.7.0 later", "454 4.7.0 Temporary authentication failure"] {
        let script = at_login([Turn::Hear("AUTH "), say("334 \r\n"), Turn::Hear(""), say(format!("{reply}\r\n"))]);
        let error = log_in(&oauth(), "AUTH XOAUTH2", script).await.0.unwrap_err();
        assert!(matches!(&error.cause, Cause::Rejected(said) if said.is_temporary()), "{error}");
        assert!(!error.is_login_refused() && !error.may_try_next_server(), "{error}");
    }
}

#[tokio::test]
async fn the_words_before_a_server_hangs_up_are_not_lost() {
    let script = at_login([say("421 4.3.2 shutting down\r\n"), Turn::Do(mail_support::Fault::Close)]);
    let error = log_in(&oauth(), "AUTH XOAUTH2", script).await.0.unwrap_err();
    assert!(matches!(&error.cause, Cause::Rejected(said) if said.code == "421"), "{error}");
}

#[tokio::test]
async fn without_a_common_mechanism_nothing_is_sent() {
    let (result, heard) = log_in(&oauth(), "AUTH PLAIN LOGIN", Vec::new()).await;
    let error = result.unwrap_err();
    assert_eq!(error.cause, Cause::NoCommonMechanism { offered: vec!["PLAIN".into(), "LOGIN".into()] });
    assert_eq!(heard.len(), 1);
}

#[tokio::test]
async fn a_password_goes_by_plain_in_two_steps() {
    let script =
        at_login([Turn::Hear("AUTH PLAIN"), Turn::HearNothing, say("334 \r\n"), Turn::Hear(""), say("535 no\r\n")]);
    let (result, heard) = log_in(&password(), "AUTH LOGIN PLAIN XOAUTH2", script).await;
    assert_eq!(BASE64.decode(&heard[2]).unwrap(), format!("\0{USER}\0příliš-tajné heslo").as_bytes());
    assert!(result.unwrap_err().is_login_refused());
}

#[tokio::test]
async fn text_smuggled_in_after_starttls_is_refused() {
    let pki = Pki::new();
    let mut script = [greeting(), starttls()].concat();
    let _tls = script.pop();
    let _ready = script.pop();
    script.push((Step::StartTls, say("220 go ahead\r\n250-mail\r\n250 AUTH PLAIN\r\n")));
    script.push((Step::StartTls, Turn::Hear("nothing more is to come")));
    let server = serve(script, pki.good());
    let to = endpoint(&["127.0.0.1"], server.port, Security::StartTls, 5);
    let error = send(&to, &oauth(), &pki).await.unwrap_err();
    assert_eq!((error.step, &error.cause), (Step::StartTls, &Cause::LeftoverPlaintext));
    assert_eq!(server.heard.await.unwrap(), ["EHLO [127.0.0.1]", "STARTTLS"]);
}

#[tokio::test]
async fn a_server_without_starttls_gets_no_secret() {
    let pki = Pki::new();
    let script = [greeting(), ehlo(), at_login([Turn::Hear("AUTH must not come")])].concat();
    let server = serve(script, pki.good());
    let to = endpoint(&["127.0.0.1"], server.port, Security::StartTls, 5);
    let error = send(&to, &oauth(), &pki).await.unwrap_err();
    assert_eq!((error.step, error.cause), (Step::StartTls, Cause::NoStartTls));
    assert_eq!(server.heard.await.unwrap().len(), 1);
}

#[tokio::test]
async fn dots_are_doubled_on_the_wire() {
    let pki = Pki::new();
    let server = serve([greeting(), ehlo(), message(), quit()].concat(), pki.good());
    let to = endpoint(&["127.0.0.1"], server.port, Security::Plain, 5);
    let letter = letter("to@example.org", ".\n..x\na.b\n.");
    let _sent = smtp::send(&to, &Login::None, Arc::clone(&pki.trusting), &letter).await.unwrap();
    let heard = server.heard.await.unwrap();
    let (_, body) = heard[4].split_once("\r\n\r\n").unwrap();
    assert_eq!(body, "..\r\n...x\r\na.b\r\n..");
    assert_eq!(heard.last().unwrap(), "QUIT");
}

#[tokio::test]
async fn an_address_with_other_letters_needs_smtputf8() {
    let pki = Pki::new();
    let server = serve(
        [greeting(), vec![(Step::Capabilities, Turn::Hear("EHLO")), (Step::Capabilities, say("250 x\r\n"))]].concat(),
        pki.good(),
    );
    let to = endpoint(&["127.0.0.1"], server.port, Security::Plain, 5);
    let letter = letter("žofie@example.org", "text");
    let error = smtp::send(&to, &Login::None, Arc::clone(&pki.trusting), &letter).await.unwrap_err();
    assert_eq!((error.step, error.cause), (Step::Sender, Cause::NotSupported("SMTPUTF8")));
}

#[tokio::test]
async fn each_refusal_names_its_step() {
    for (turn, step) in [(1, Step::Sender), (3, Step::Recipient), (5, Step::Data), (7, Step::Data)] {
        let pki = Pki::new();
        let mut script = message();
        script.truncate(turn);
        script.push((step, say("550 5.7.60 SMTP; Client does not have permissions to send as this sender\r\n")));
        let server = serve([greeting(), ehlo(), script].concat(), pki.good());
        let to = endpoint(&["127.0.0.1"], server.port, Security::Plain, 5);
        let error = send(&to, &Login::None, &pki).await.unwrap_err();
        assert_eq!(error.step, step);
        assert!(matches!(&error.cause, Cause::Rejected(reply) if reply.enhanced() == Some("5.7.60")), "{error}");
    }
}

/// Commands that were sent together: the first refusal is the cause, and a server that goes ahead all the same gets no
/// message, not even an empty one.
#[tokio::test]
async fn a_refusal_among_commands_sent_together_names_its_step_and_sends_nothing() {
    let (yes, no, go) = ("250 ok\r\n", "550 5.7.1 no\r\n", "354 go on\r\n");
    for (sender, recipient, data, step) in [
        (no, "503 5.5.1 first the sender\r\n", "503 5.5.1 first the sender\r\n", Step::Sender),
        (yes, no, "554 5.5.1 no valid recipients\r\n", Step::Recipient),
        (yes, no, go, Step::Recipient),
        (no, yes, go, Step::Sender),
        (yes, yes, "554 5.7.1 no\r\n", Step::Data),
    ] {
        let pki = Pki::new();
        let mut script = smtp_together();
        let at =
            script.iter().position(|(_, turn)| matches!(turn, Turn::Hear("MAIL FROM:<recepce@example.cz>"))).unwrap();
        script.truncate(at);
        script.extend(together(sender, recipient, data));
        script.push((Step::Data, Turn::HearMessage));
        let server = serve(script, pki.good());
        let to = endpoint(&["127.0.0.1"], server.port, Security::Plain, 5);
        let error = send(&to, &oauth(), &pki).await.unwrap_err();
        let Cause::Rejected(reply) = &error.cause else { panic!("{error}") };
        assert_eq!((error.step, reply.enhanced()), (step, Some("5.7.1")), "{error}");
        assert_eq!(server.heard.await.unwrap().last().unwrap(), "DATA");
    }
}

fn good(pki: &Pki, port: Port) -> Server {
    let script = [greeting(), ehlo(), smtp_oauth(), message(), quit()].concat();
    serve_at(&format!("127.0.0.2:{port}"), script, pki.good())
}

#[tokio::test]
async fn the_second_server_is_used_when_the_first_cannot_be_reached() {
    let pki = Pki::new();
    let (silent, _open) = silent_at("127.0.0.1:0").await;
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let closed = Port::try_from(i64::from(closed)).unwrap();
    let stalling = serve(vec![(Step::Greeting, Turn::HearNothing), (Step::Greeting, Turn::Hear("EHLO"))], pki.good());
    for first in [closed, silent, stalling.port] {
        let server = good(&pki, first);
        let to = endpoint(&["127.0.0.1", "127.0.0.2"], first, Security::Plain, 1);
        let sent = send(&to, &oauth(), &pki).await.unwrap();
        assert_eq!(sent.server, format!("127.0.0.2:{first}"));
        assert_eq!(server.heard.await.unwrap().last().unwrap(), "QUIT");
    }
    let to = endpoint(&["127.0.0.1", "127.0.0.2"], closed, Security::Plain, 1);
    let error = send(&to, &oauth(), &pki).await.unwrap_err();
    assert_eq!((error.server, error.cause), (format!("127.0.0.1:{closed}"), Cause::Refused));
}

#[tokio::test]
async fn the_second_server_is_left_alone_after_an_answer() {
    for answer in ["535 5.7.3 no", "451 4.7.0 later"] {
        let pki = Pki::new();
        let refusing = at_login([Turn::Hear("AUTH "), say("334 \r\n"), Turn::Hear(""), say(format!("{answer}\r\n"))]);
        let first = serve([greeting(), ehlo(), refusing].concat(), pki.good());
        let second = good(&pki, first.port);
        let to = endpoint(&["127.0.0.1", "127.0.0.2"], first.port, Security::Plain, 1);
        let error = send(&to, &oauth(), &pki).await.unwrap_err();
        assert_eq!((error.step, error.server), (Step::Login, format!("127.0.0.1:{}", first.port)));
        assert!(!second.heard.is_finished(), "the second server was asked");
        second.heard.abort();
    }
}

#[tokio::test]
async fn dropping_the_future_ends_the_session() {
    let pki = Pki::new();
    let script =
        [greeting(), vec![(Step::Capabilities, Turn::Hear("EHLO")), (Step::Capabilities, Turn::Hear("QUIT"))]].concat();
    let server = serve(script, pki.good());
    let to = endpoint(&["127.0.0.1"], server.port, Security::Plain, 300);
    let login = oauth();
    let early = tokio::time::timeout(std::time::Duration::from_millis(300), send(&to, &login, &pki)).await;
    assert!(early.is_err());
    // The server sees the end of the connection, and no QUIT.
    let heard = tokio::time::timeout(std::time::Duration::from_secs(5), server.heard).await.unwrap().unwrap();
    assert_eq!(heard, ["EHLO [127.0.0.1]"]);
}
