//! The SMTP server with real tokens over TLS.

use mailkey::account::Protocol;

use crate::support::{Bench, Dialogue, ME, SCOPE, challenge_json, oauthbearer, plain, xoauth2};

/// A connection after STARTTLS and EHLO.
async fn ready(bench: &Bench) -> Dialogue {
    let mut smtp = Dialogue::open(bench.practice.smtp_port()).await;
    assert!(smtp.line().await.starts_with("220 "));
    let offer = smtp.smtp("EHLO test").await;
    assert!(offer.iter().any(|line| line.ends_with("STARTTLS")) && !offer.iter().any(|line| line.contains("AUTH")));
    assert!(smtp.say("STARTTLS").await.starts_with("220 "));
    let mut smtp = smtp.secure(bench, "localhost").await;
    let offer = smtp.smtp("EHLO test").await;
    assert!(offer.iter().any(|line| line.contains("AUTH PLAIN XOAUTH2 OAUTHBEARER")), "{offer:?}");
    assert!(offer.iter().any(|line| line.contains("SIZE ")) && !offer.iter().any(|line| line.contains("STARTTLS")));
    smtp
}

async fn signed_in(bench: &Bench) -> Dialogue {
    let token = bench.access_token(SCOPE).await;
    let mut smtp = ready(bench).await;
    assert_eq!(smtp.say("AUTH XOAUTH2").await, "334 ");
    assert!(smtp.say(&xoauth2(ME, &token)).await.starts_with("235 2.7.0"));
    smtp
}

async fn deliver(smtp: &mut Dialogue, to: &str, text: &str) -> String {
    assert_eq!(smtp.say(&format!("MAIL FROM:<{ME}> BODY=8BITMIME SIZE=100")).await, "250 2.1.0 Ok");
    assert_eq!(smtp.say(&format!("RCPT TO:<{to}>")).await, "250 2.1.5 Ok");
    assert!(smtp.say("DATA").await.starts_with("354 "));
    smtp.send(text.as_bytes()).await;
    smtp.say(".").await
}

#[tokio::test]
async fn what_is_sent_lies_in_the_mailbox() {
    let bench = Bench::start().await;
    let mut smtp = signed_in(&bench).await;
    let text = "..dot first\r\nSubject: Žluťoučký\r\n\r\n..\r\n...x\r\nend\r\n";
    assert!(deliver(&mut smtp, "Sklad@cviceni.test", text).await.starts_with("250 2.0.0 Ok: queued as "));
    assert!(smtp.say("QUIT").await.starts_with("221 "));
    assert_eq!(smtp.line().await, "");

    let messages = bench.practice.control().messages(&"sklad@cviceni.test".parse().unwrap());
    assert_eq!(messages.len(), 2, "the welcome message and this one");
    let message = String::from_utf8(messages[1].clone()).unwrap();
    assert!(message.starts_with(&format!("Return-Path: <{ME}>\r\nReceived: from test ")), "{message}");
    assert!(message.contains("with ESMTPSA id ") && message.contains("for <sklad@cviceni.test>; "));
    assert!(message.ends_with(".dot first\r\nSubject: Žluťoučký\r\n\r\n.\r\n..x\r\nend\r\n"), "{message}");
    let parsed = mail_parser::MessageParser::default().parse(&messages[1]).unwrap();
    assert!(parsed.received().unwrap().date().is_some(), "the Received header must be readable");
    assert_eq!(bench.practice.control().counters().messages_sent, 1);
}

#[tokio::test]
async fn every_mechanism_works_in_one_step_and_in_two() {
    let bench = Bench::start().await;
    let token = bench.access_token(SCOPE).await;
    let ways = [
        ("XOAUTH2", xoauth2(ME, &token)),
        ("xoauth2", xoauth2("RECEPCE@cviceni.test", &token)),
        ("OAUTHBEARER", oauthbearer(ME, &token)),
        ("PLAIN", plain(ME, "cviceni")),
    ];
    for (mechanism, response) in &ways {
        let mut smtp = ready(&bench).await;
        assert!(smtp.say(&format!("AUTH {mechanism} {response}")).await.starts_with("235 "), "{mechanism}");
        assert!(smtp.say(&format!("AUTH {mechanism} {response}")).await.starts_with("503 "), "only once");
        let mut smtp = bench.tls(bench.practice.smtp_tls_port()).await;
        assert!(smtp.line().await.starts_with("220 "));
        assert!(smtp.smtp("EHLO test").await.len() > 2);
        assert_eq!(smtp.say(&format!("AUTH {mechanism}")).await, "334 ");
        assert!(smtp.say(response).await.starts_with("235 "), "{mechanism}");
    }
    assert_eq!(bench.practice.control().counters().smtp_logins, 8);
}

#[tokio::test]
async fn a_bad_token_gets_the_challenge_and_then_the_refusal() {
    let bench = Bench::start().await;
    let read_only = bench.access_token("mail.read").await;
    let good = bench.access_token(SCOPE).await;
    let mut smtp = ready(&bench).await;
    for response in [xoauth2(ME, "wrong"), xoauth2(ME, &read_only), xoauth2("sklad@cviceni.test", &good)] {
        let challenge = challenge_json(&smtp.say(&format!("AUTH XOAUTH2 {response}")).await, "334 ");
        assert_eq!((challenge["status"].as_str(), challenge["schemes"].as_str()), (Some("401"), Some("bearer")));
        assert!(challenge["scope"].is_string());
        assert!(smtp.say("").await.starts_with("535 5.7.8 "));
    }
    let challenge = challenge_json(&smtp.say(&format!("AUTH OAUTHBEARER {}", oauthbearer(ME, "wrong"))).await, "334 ");
    assert_eq!(challenge["status"], "invalid_token");
    assert!(smtp.say("AQ==").await.starts_with("535 5.7.8 "));
    assert!(smtp.say(&format!("AUTH PLAIN {}", plain(ME, "wrong"))).await.starts_with("535 5.7.8 "));
    assert_eq!(smtp.say("AUTH XOAUTH2").await, "334 ");
    assert!(smtp.say("*").await.starts_with("501 "));
    assert!(smtp.say("AUTH XOAUTH2 §").await.starts_with("501 "));
    assert!(smtp.say("AUTH CRAM-MD5").await.starts_with("504 "));
    // And after all that the good one still works.
    assert!(smtp.say(&format!("AUTH XOAUTH2 {}", xoauth2(ME, &good))).await.starts_with("235 "));
    assert_eq!(bench.practice.control().counters().refused_logins, 5);
}

#[tokio::test]
async fn nothing_is_accepted_without_tls_and_login() {
    let bench = Bench::start().await;
    let token = bench.access_token(SCOPE).await;
    let mut smtp = Dialogue::open(bench.practice.smtp_port()).await;
    assert!(smtp.line().await.starts_with("220 "));
    assert!(smtp.smtp("EHLO test").await.len() > 2);
    for command in [format!("AUTH XOAUTH2 {}", xoauth2(ME, &token)), format!("MAIL FROM:<{ME}>"), "DATA".to_owned()] {
        assert!(smtp.say(&command).await.starts_with("530 5.7.0 "), "{command}");
    }
    let mut smtp = ready(&bench).await;
    assert!(smtp.say(&format!("MAIL FROM:<{ME}>")).await.starts_with("530 5.7.0 "));
}

#[tokio::test]
async fn plain_text_before_tls_is_lost() {
    let bench = Bench::start().await;
    let mut smtp = Dialogue::open(bench.practice.smtp_port()).await;
    assert!(smtp.line().await.starts_with("220 "));
    smtp.send(b"STARTTLS\r\nEHLO injected\r\n").await;
    assert!(smtp.line().await.starts_with("220 "));
    let mut smtp = smtp.secure(&bench, "localhost").await;
    assert!(smtp.say("NOOP").await.starts_with("250 2.0.0 Ok"), "the first answer is to the first command in TLS");
    assert!(smtp.say(&format!("AUTH PLAIN {}", plain(ME, "cviceni"))).await.starts_with("503 "), "EHLO must come anew");
}

#[tokio::test]
async fn sender_recipient_and_order_are_checked() {
    let bench = Bench::start().await;
    let mut smtp = signed_in(&bench).await;
    assert!(smtp.say("MAIL FROM:<sklad@cviceni.test>").await.starts_with("553 5.7.1 "));
    assert!(smtp.say("MAIL FROM:<>").await.starts_with("553 5.7.1 "));
    assert!(smtp.say(&format!("MAIL FROM:<{ME}> SIZE=99999999")).await.starts_with("552 5.3.4 "));
    assert!(smtp.say(&format!("MAIL FROM:<{ME}> XYZ=1")).await.starts_with("555 "));
    assert!(smtp.say("MAIL FROM recepce").await.starts_with("501 "));
    assert!(smtp.say("RCPT TO:<sklad@cviceni.test>").await.starts_with("503 "));
    assert!(smtp.say("DATA").await.starts_with("503 "));
    assert!(smtp.say(&format!("MAIL FROM:<{ME}>")).await.starts_with("250 "));
    assert!(smtp.say("RCPT TO:<nobody@cviceni.test>").await.starts_with("550 5.1.1 "));
    assert!(smtp.say("DATA").await.starts_with("554 "));
    assert!(smtp.say("RCPT TO:<sklad@cviceni.test>").await.starts_with("250 "));
    assert!(smtp.say("RSET").await.starts_with("250 "));
    assert!(smtp.say("DATA").await.starts_with("503 "));
}

#[tokio::test]
async fn a_message_that_could_hide_another_is_refused_and_the_next_one_taken() {
    let bench = Bench::start().await;
    let mut smtp = signed_in(&bench).await;
    for text in ["A: b\r\n\r\nx\n.\r\ny\r\n", "A: b\r\n\r\nx\r.\r\n", "A: b\r\n\r\nx\r\n.\ny\r\n"] {
        assert!(deliver(&mut smtp, ME, text).await.starts_with("554 5.6.0 "), "{text:?}");
    }
    for end in ["\r\n", "\n.\r\ny\r\n"] {
        let long = format!("A: b\r\n\r\n{}{end}", "x".repeat(1100));
        assert!(deliver(&mut smtp, ME, &long).await.starts_with("554 5.6.0 "), "{end:?}");
    }
    let big = format!("A: b\r\n\r\n{}", format!("{}\r\n", "x".repeat(900)).repeat(5000));
    assert!(deliver(&mut smtp, ME, &big).await.starts_with("552 5.3.4 "));
    assert!(deliver(&mut smtp, ME, "A: b\r\n\r\nok\r\n").await.starts_with("250 "));
    assert_eq!(bench.practice.control().messages(&ME.parse().unwrap()).len(), 2);
}

#[tokio::test]
async fn a_full_mailbox_refuses_and_loses_nothing() {
    let bench = Bench::start().await;
    let mut smtp = signed_in(&bench).await;
    let mut accepted = 0;
    let last = loop {
        let answer = deliver(&mut smtp, ME, "A: b\r\n\r\nok\r\n").await;
        if !answer.starts_with("250 ") || accepted > 1000 {
            break answer;
        }
        accepted += 1;
    };
    assert!(last.starts_with("452 4.2.2 "), "{last}");
    assert_eq!(bench.practice.control().messages(&ME.parse().unwrap()).len(), accepted + 1);
}

#[tokio::test]
async fn tests_can_switch_smtp_logins_off() {
    let bench = Bench::start().await;
    let token = bench.access_token(SCOPE).await;
    let line = "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.";
    bench.practice.control().refuse_logins(Protocol::Smtp, Some(line));
    let mut smtp = ready(&bench).await;
    assert!(smtp.say(&format!("AUTH XOAUTH2 {}", xoauth2(ME, &token))).await.starts_with("334 "));
    assert_eq!(smtp.say("").await, line);
    bench.practice.control().refuse_logins(Protocol::Smtp, None);
    assert!(smtp.say(&format!("AUTH XOAUTH2 {}", xoauth2(ME, &token))).await.starts_with("235 "));
}
