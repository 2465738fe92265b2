//! What the token is for: sending a message and looking into the mailbox; and what else logs in.

use mailkey::account::{Method, Protocol};
use mailkey::demo::PASSWORD;
use mailkey::engine::SecretName;
use mailkey::error::Error;
use mailkey::mail::Step;
use mailkey::oauth::session::TokenState;

use crate::support::{Bench, address, me, other};

const SUBJECT: &str = "Příliš žluťoučký kůň – „úpěl“ 🐎";

#[tokio::test]
async fn a_message_goes_out_and_arrives() {
    let bench = Bench::signed_in().await;
    let engine = bench.engine();
    let before = engine.check().await.expect("a mailbox").mailbox.messages;
    let body = "Dobrý den,\r\n.\r\n..tečky\nžluťoučký kůň".to_owned();
    let sent = engine.send(me(), SUBJECT.into(), body).await.expect("sent");
    assert!(sent.message_id.starts_with('<') && sent.message_id.ends_with('>'), "{}", sent.message_id);
    let checked = engine.check().await.expect("a mailbox");
    assert_eq!(checked.mailbox.messages, before + 1);
    let newest = checked.mailbox.newest.first().expect("a message");
    assert_eq!(newest.subject, SUBJECT);
    assert!(newest.from.contains("Recepce (cvičení)"), "{}", newest.from);
    assert!(newest.date.is_some());
    let raw = bench.control().messages(&me()).pop().expect("a message");
    let parsed = mail_parser::MessageParser::new().parse(&raw).expect("a message");
    let text = parsed.body_text(0).expect("a text").replace("\r\n", "\n");
    assert_eq!(text.trim_end(), "Dobrý den,\n.\n..tečky\nžluťoučký kůň");
    let counters = bench.control().counters();
    assert_eq!((counters.smtp_logins, counters.pop_logins, counters.refused_logins), (1, 2, 0));
}

#[tokio::test]
async fn ten_messages_are_listed_newest_first() {
    let bench = Bench::signed_in().await;
    let engine = bench.engine();
    for number in 1..=12 {
        let _ = engine.send(me(), format!("zpráva {number}"), "x".into()).await.expect("sent");
    }
    let newest = engine.check().await.expect("a mailbox").mailbox.newest;
    let subjects: Vec<_> = newest.iter().map(|header| header.subject.clone()).collect();
    assert_eq!(subjects, (3..=12).rev().map(|number| format!("zpráva {number}")).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_refused_token_is_renewed_once_and_tried_once_more() {
    let bench = Bench::signed_in().await;
    let engine = bench.engine();
    bench.control().expire_access_tokens();
    let _ = engine.send(other(), "x".into(), "x".into()).await.expect("sent at the second try");
    let counters = bench.control().counters();
    assert_eq!((counters.refreshes, counters.refused_logins, counters.smtp_logins), (1, 1, 1));
    bench.control().expire_access_tokens();
    let _ = engine.check().await.expect("a mailbox at the second try");
    let counters = bench.control().counters();
    assert_eq!((counters.refreshes, counters.refused_logins, counters.pop_logins), (2, 2, 1));
}

#[tokio::test]
async fn a_server_that_goes_on_refusing_does_not_make_the_token_invalid() {
    let bench = Bench::signed_in().await;
    let engine = bench.engine();
    bench.control().refuse_logins(Protocol::Smtp, Some("535 5.7.139 SmtpClientAuthentication is disabled"));
    bench.control().refuse_logins(Protocol::Pop, Some("-ERR [AUTH] no"));
    let Err(Error::Mail(error)) = engine.send(other(), "x".into(), "x".into()).await else { panic!("refused") };
    assert!(error.step == Step::Login && error.to_string().contains("5.7.139"), "{error}");
    let Err(Error::Mail(error)) = engine.check().await else { panic!("refused") };
    assert!(error.is_login_refused(), "{error}");
    let counters = bench.control().counters();
    // Not again for the other protocol: the token that was renewed for it is refused as well, so it is not the token.
    assert_eq!((counters.refreshes, counters.refused_logins, counters.messages_sent), (1, 3, 0));
    assert_eq!(engine.status().of(Protocol::Smtp).state, TokenState::Acquired);
    // A "not now" is no reason to renew.
    bench.control().refuse_logins(Protocol::Smtp, Some("454 4.7.0 Temporary authentication failure"));
    let _ = engine.send(other(), "x".into(), "x".into()).await.expect_err("not now");
    assert_eq!(bench.control().counters().refreshes, 1);
    // A token that was renewed in the usual course may be renewed for a refusal again.
    bench.control().refuse_logins(Protocol::Smtp, None);
    let _ = engine.refresh(Protocol::Smtp).await.expect("renewed");
    bench.control().expire_access_tokens();
    let _ = engine.send(other(), "x".into(), "x".into()).await.expect("sent at the second try");
    assert_eq!(bench.control().counters().refreshes, 3);
}

#[tokio::test]
async fn a_revoked_grant_is_found_at_the_login() {
    let bench = Bench::signed_in().await;
    bench.control().revoke_all();
    let error = bench.engine().check().await.expect_err("revoked");
    assert!(matches!(error, Error::Invalid { protocol: Protocol::Pop, .. }), "{error}");
    assert_eq!(bench.engine().status().of(Protocol::Smtp).state, TokenState::Invalid);
}

#[tokio::test]
async fn a_password_works_without_any_token() {
    let bench = Bench::start().await;
    bench.change(|settings| {
        (settings.smtp.method, settings.pop.method) = (Method::Password, Method::Password);
    });
    let engine = bench.engine();
    let error = engine.send(other(), "x".into(), "x".into()).await.expect_err("no user");
    assert_eq!(error.fields(), ["smtp.user"]);
    bench.change(|settings| {
        settings.smtp.user = me().as_str().parse().expect("a user");
        settings.pop.user = other().as_str().parse().expect("a user");
    });
    let error = engine.check().await.expect_err("no password");
    assert_eq!(error.fields(), ["pop.password"]);
    for protocol in Protocol::ALL {
        let name = SecretName::Password(protocol);
        assert!(!engine.has_secret(name.clone()).await.expect("answered"));
        engine.set_secret(name.clone(), format!(" {PASSWORD}\n").into()).await.expect("stored");
        assert!(engine.has_secret(name).await.expect("answered"));
    }
    let _ = engine.send(other(), SUBJECT.into(), "x".into()).await.expect("sent");
    assert_eq!(engine.check().await.expect("a mailbox").mailbox.newest[0].subject, SUBJECT);
    engine.set_secret(SecretName::Password(Protocol::Smtp), "wrong-and-secret".into()).await.expect("stored");
    let Err(Error::Mail(error)) = engine.send(other(), "x".into(), "x".into()).await else { panic!("wrong") };
    assert!(error.is_login_refused());
    crate::support::assert_nowhere(&bench.home_dir(), "wrong-and-secret");
    engine.set_secret(SecretName::Password(Protocol::Smtp), "".into()).await.expect("removed");
    assert!(!engine.has_secret(SecretName::Password(Protocol::Smtp)).await.expect("answered"));
    assert_eq!(bench.control().counters().token_requests, 0);
}

#[tokio::test]
async fn nothing_secret_leaves_this_computer_without_tls() {
    let bench = Bench::signed_in().await;
    let engine = bench.engine();
    let base = engine.settings().expect("settings");
    let mut open = base.clone();
    open.smtp.tls = false;
    open.pop.tls = false;
    let _ = engine.save(&base, &open).expect("on this computer it may be off");
    let mut exposed = open.clone();
    exposed.smtp.server = "192.0.2.1".parse().ok();
    exposed.pop.server = "192.0.2.1".parse().ok();
    let error = engine.save(&open, &exposed).expect_err("refused");
    assert!(matches!(error, Error::Rule(_)), "{error}");
    assert_eq!(engine.settings().expect("settings"), open);
    // A file that somebody wrote by hand is not believed either.
    std::fs::write(bench.home().settings_file(), mailkey::settings::to_toml(&exposed)).expect("written");
    assert!(engine.send(me(), "x".into(), "x".into()).await.is_err());
    assert!(engine.check().await.is_err());
}

#[tokio::test]
async fn what_sending_and_checking_need_is_named() {
    let bench = Bench::start().await;
    bench.change(|settings| {
        settings.smtp.server = None;
        settings.smtp.sender_address = None;
        settings.smtp.oauth2.account = None;
        settings.pop.server = None;
    });
    let error = bench.engine().send(address("a@b.cz"), "x".into(), "x".into()).await.expect_err("incomplete");
    assert_eq!(error.fields(), ["smtp.server", "smtp.sender_address", "smtp.oauth2.account"]);
    let error = bench.engine().check().await.expect_err("incomplete");
    assert_eq!(error.fields(), ["pop.server", "smtp.oauth2.account"]);
}
