//! The POP3 server with real tokens over TLS.

use crate::support::{Bench, Dialogue, ME, SCOPE, challenge_json, oauthbearer, plain, xoauth2};

/// A connection after STLS.
async fn ready(bench: &Bench) -> Dialogue {
    let mut pop = Dialogue::open(bench.practice.pop_port()).await;
    assert!(pop.line().await.starts_with("+OK"));
    let (_, capabilities) = pop.pop("CAPA").await;
    assert!(capabilities.contains(&"STLS".to_owned()) && !capabilities.iter().any(|c| c.starts_with("SASL")));
    assert!(pop.say("STLS").await.starts_with("+OK"));
    let mut pop = pop.secure(bench, "localhost").await;
    let (_, capabilities) = pop.pop("CAPA").await;
    for wanted in ["USER", "SASL PLAIN XOAUTH2 OAUTHBEARER", "TOP", "UIDL", "PIPELINING", "RESP-CODES"] {
        assert!(capabilities.contains(&wanted.to_owned()), "{wanted}");
    }
    pop
}

async fn signed_in(bench: &Bench) -> Dialogue {
    let token = bench.access_token(SCOPE).await;
    let mut pop = ready(bench).await;
    assert_eq!(pop.say("AUTH XOAUTH2").await, "+ ");
    assert!(pop.say(&xoauth2(ME, &token)).await.starts_with("+OK"));
    pop
}

async fn send(bench: &Bench, text: &str) {
    let mut smtp = bench.tls(bench.practice.smtp_tls_port()).await;
    assert!(smtp.line().await.starts_with("220 "));
    assert!(smtp.smtp("EHLO test").await.len() > 2);
    assert!(smtp.say(&format!("AUTH PLAIN {}", plain(ME, "cviceni"))).await.starts_with("235 "));
    // All at once: PIPELINING.
    smtp.send(format!("MAIL FROM:<{ME}>\r\nRCPT TO:<{ME}>\r\nDATA\r\n").as_bytes()).await;
    for expected in ["250 ", "250 ", "354 "] {
        assert!(smtp.line().await.starts_with(expected));
    }
    assert!(smtp.say(&format!("{text}\r\n.")).await.starts_with("250 "));
}

#[tokio::test]
async fn the_mailbox_starts_with_a_welcome_that_reads_well() {
    let bench = Bench::start().await;
    let mut pop = signed_in(&bench).await;
    assert!(pop.say("STAT").await.starts_with("+OK 1 "));
    let (_, lines) = pop.pop("RETR 1").await;
    let raw = lines.join("\r\n") + "\r\n";
    assert!(raw.is_ascii(), "the message is 7-bit on the wire");
    let message = mail_parser::MessageParser::default().parse(raw.as_bytes()).unwrap();
    assert_eq!(message.subject(), Some("Vítejte ve cvičné schránce · Welcome to the practice mailbox"));
    let text = message.body_text(0).unwrap();
    assert!(text.contains("cvičná schránka") && text.contains("practice mailbox"));
    assert_eq!(message.from().unwrap().first().unwrap().address(), Some("postmaster@cviceni.test"));
    assert!(message.date().is_some() && message.message_id().is_some());
    assert_eq!(bench.practice.control().counters().messages_fetched, 1);
}

#[tokio::test]
async fn a_message_comes_out_as_it_went_in() {
    let bench = Bench::start().await;
    send(&bench, "Subject: x\r\n\r\n..\r\n...dots\r\nlast").await;
    let mut pop = signed_in(&bench).await;
    let (first, list) = pop.pop("LIST").await;
    assert!(first.starts_with("+OK") && list.len() == 2, "{list:?}");
    let size: usize = list[1].strip_prefix("2 ").unwrap().parse().unwrap();
    assert_eq!(pop.say("LIST 2").await, format!("+OK {}", list[1]));
    let (_, lines) = pop.pop("RETR 2").await;
    let raw = lines.join("\r\n") + "\r\n";
    assert_eq!(raw.len(), size);
    assert!(raw.ends_with("Subject: x\r\n\r\n.\r\n..dots\r\nlast\r\n"), "{raw}");
    let (_, top) = pop.pop("TOP 2 1").await;
    assert!(top.join("\r\n").ends_with("Subject: x\r\n\r\n."), "{top:?}");
    assert!(pop.pop("TOP 2 0").await.1.ends_with(&["Subject: x".to_owned(), String::new()]));
    let (_, names) = pop.pop("UIDL").await;
    assert_ne!(names[0].split(' ').nth(1), names[1].split(' ').nth(1));
    assert_eq!(pop.say("UIDL 1").await, format!("+OK {}", names[0]));
}

#[tokio::test]
async fn deleting_counts_at_quit_only() {
    let bench = Bench::start().await;
    send(&bench, "Subject: two\r\n\r\nx").await;
    let mut pop = signed_in(&bench).await;
    assert_eq!(pop.say("DELE 1").await, "+OK");
    for command in ["DELE 1", "RETR 1", "LIST 1", "UIDL 1", "TOP 1 1", "RETR 3", "RETR 0", "RETR x", "RETR"] {
        assert!(pop.say(command).await.starts_with("-ERR"), "{command}");
    }
    assert_eq!(pop.pop("LIST").await.1.len(), 1);
    drop(pop);
    let mut pop = signed_in(&bench).await;
    assert!(pop.say("STAT").await.starts_with("+OK 2 "), "without QUIT nothing goes");
    assert_eq!(pop.say("DELE 1").await, "+OK");
    assert_eq!(pop.say("DELE 2").await, "+OK");
    assert_eq!(pop.say("RSET").await, "+OK");
    assert_eq!(pop.say("NOOP").await, "+OK");
    assert_eq!(pop.say("DELE 1").await, "+OK");
    // One that arrives meanwhile is not in this session, and is not lost.
    send(&bench, "Subject: three\r\n\r\nx").await;
    assert!(pop.say("STAT").await.starts_with("+OK 1 "));
    assert!(pop.say("QUIT").await.starts_with("+OK"));
    assert_eq!(pop.line().await, "");
    let left = bench.practice.control().messages(&ME.parse().unwrap());
    let subjects: Vec<String> = left
        .iter()
        .map(|m| mail_parser::MessageParser::default().parse(m).unwrap().subject().unwrap().to_owned())
        .collect();
    assert_eq!(subjects, ["two", "three"]);
}

#[tokio::test]
async fn every_way_to_log_in_works_in_one_step_and_in_two() {
    let bench = Bench::start().await;
    let token = bench.access_token(SCOPE).await;
    for (mechanism, response) in
        [("XOAUTH2", xoauth2(ME, &token)), ("oauthbearer", oauthbearer(ME, &token)), ("PLAIN", plain(ME, "cviceni"))]
    {
        let mut pop = ready(&bench).await;
        assert!(pop.say(&format!("AUTH {mechanism} {response}")).await.starts_with("+OK"), "{mechanism}");
        assert!(pop.say(&format!("AUTH {mechanism} {response}")).await.starts_with("-ERR"), "only once");
        let mut pop = bench.tls(bench.practice.pop_tls_port()).await;
        assert!(pop.line().await.starts_with("+OK"));
        assert_eq!(pop.say(&format!("AUTH {mechanism}")).await, "+ ");
        assert!(pop.say(&response).await.starts_with("+OK"), "{mechanism}");
    }
    let mut pop = ready(&bench).await;
    assert_eq!(pop.say(&format!("USER {ME}")).await, "+OK");
    assert!(pop.say("PASS wrong").await.starts_with("-ERR [AUTH] "));
    assert!(pop.say("PASS cviceni").await.starts_with("-ERR"), "USER must come again");
    assert_eq!(pop.say(&format!("USER {ME}")).await, "+OK");
    assert!(pop.say("PASS cviceni").await.starts_with("+OK"));
    assert_eq!(bench.practice.control().counters().pop_logins, 7);
}

#[tokio::test]
async fn a_bad_token_gets_the_challenge_and_then_the_refusal() {
    let bench = Bench::start().await;
    let send_only = bench.access_token("mail.send").await;
    let good = bench.access_token(SCOPE).await;
    let mut pop = ready(&bench).await;
    for response in [xoauth2(ME, "wrong"), xoauth2(ME, &send_only), xoauth2("sklad@cviceni.test", &good)] {
        assert_eq!(pop.say("AUTH XOAUTH2").await, "+ ");
        assert_eq!(challenge_json(&pop.say(&response).await, "+ ")["status"], "401");
        assert!(pop.say("").await.starts_with("-ERR [AUTH] "));
    }
    assert!(pop.say("AUTH XOAUTH2 garbage!").await.starts_with("-ERR"));
    assert!(pop.say("AUTH").await.starts_with("-ERR"));
    assert_eq!(pop.say("AUTH XOAUTH2").await, "+ ");
    assert!(pop.say("*").await.starts_with("-ERR"));
    bench.practice.control().revoke_all();
    assert_eq!(challenge_json(&pop.say(&format!("AUTH XOAUTH2 {}", xoauth2(ME, &good))).await, "+ ")["status"], "401");
}

#[tokio::test]
async fn nothing_is_told_without_tls_and_login() {
    let bench = Bench::start().await;
    let token = bench.access_token(SCOPE).await;
    let mut pop = Dialogue::open(bench.practice.pop_port()).await;
    assert!(pop.line().await.starts_with("+OK"));
    for command in [format!("AUTH XOAUTH2 {}", xoauth2(ME, &token)), format!("USER {ME}"), "STAT".to_owned()] {
        assert!(pop.say(&command).await.starts_with("-ERR"), "{command}");
    }
    pop.send(b"STLS\r\nCAPA\r\n").await;
    assert!(pop.line().await.starts_with("+OK"));
    let mut pop = pop.secure(&bench, "localhost").await;
    assert!(pop.say("RETR 1").await.starts_with("-ERR"), "what was sent before TLS is lost");
    assert!(pop.say("STLS").await.starts_with("-ERR"));
}

#[tokio::test]
async fn commands_in_one_packet_are_answered_in_order() {
    let bench = Bench::start().await;
    let mut pop = signed_in(&bench).await;
    pop.send(b"STAT\r\nUIDL 1\r\nNOOP\r\nQUIT\r\n").await;
    for expected in ["+OK 1 ", "+OK 1 practice.", "+OK", "+OK Goodbye"] {
        let line = pop.line().await;
        assert!(line.starts_with(expected), "{line}");
    }
}
