//! The fault switches of the mail servers: each changes the step that it is set for, and nothing before it.

use std::sync::Arc;

use mailkey::account::Protocol;
use mailkey::demo::{BadCertificate, MailFault, MailStep, SignIn};
use rustls::pki_types::ServerName;
use tokio::net::TcpStream;

use crate::support::{Bench, Dialogue, ME, SCOPE, plain, xoauth2};

/// No real server says this.
const MARK: &str = "399 mark";

/// The whole conversation, as far as the first [`MARK`]: the step whose answer it was.
async fn first_marked(bench: &Bench, protocol: Protocol, token: &str) -> Option<MailStep> {
    use MailStep as S;
    let login = xoauth2(ME, token);
    let (port, open, secure): (_, &[_], Vec<(MailStep, &str)>) = match protocol {
        Protocol::Smtp => (
            bench.practice.smtp_port(),
            &[(S::Capabilities, "EHLO t"), (S::StartTls, "STARTTLS")],
            vec![
                (S::CapabilitiesOverTls, "EHLO t"),
                (S::Auth, "AUTH XOAUTH2"),
                (S::Challenge, &login),
                (S::Mail, "MAIL FROM:<recepce@cviceni.test>"),
                (S::Rcpt, "RCPT TO:<sklad@cviceni.test>"),
                (S::Rset, "RSET"),
                (S::Mail, "MAIL FROM:<recepce@cviceni.test>"),
                (S::Rcpt, "RCPT TO:<sklad@cviceni.test>"),
                (S::Data, "DATA"),
                (S::Message, "Subject: x\r\n\r\nx\r\n."),
                (S::Quit, "QUIT"),
            ],
        ),
        Protocol::Pop => (
            bench.practice.pop_port(),
            &[(S::Capabilities, "CAPA"), (S::StartTls, "STLS")],
            vec![
                (S::CapabilitiesOverTls, "CAPA"),
                (S::Auth, "AUTH XOAUTH2"),
                (S::Challenge, &login),
                (S::Stat, "STAT"),
                (S::Uidl, "UIDL"),
                (S::List, "LIST"),
                (S::Top, "TOP 1 0"),
                (S::Retr, "RETR 1"),
                (S::Quit, "QUIT"),
            ],
        ),
    };
    let mut dialogue = Dialogue::open(port).await;
    if dialogue.line().await == MARK {
        return Some(S::Greeting);
    }
    for (step, command) in open {
        if whole_answer(&mut dialogue, protocol, command).await == MARK {
            return Some(*step);
        }
    }
    let mut dialogue = dialogue.secure(bench, "localhost").await;
    for (step, command) in secure {
        if whole_answer(&mut dialogue, protocol, command).await == MARK {
            return Some(step);
        }
    }
    None
}

/// The first line of an answer; all of it is read.
async fn whole_answer(dialogue: &mut Dialogue, protocol: Protocol, command: &str) -> String {
    let first = dialogue.say(command).await;
    let block = matches!(command.split(' ').next(), Some("CAPA" | "UIDL" | "LIST" | "TOP" | "RETR"));
    let mut line = first.clone();
    while (protocol == Protocol::Smtp && line.as_bytes().get(3) == Some(&b'-'))
        || (block && first.starts_with("+OK") && line != ".")
    {
        line = dialogue.line().await;
    }
    first
}

#[tokio::test]
async fn each_step_fails_alone_and_is_mended() {
    use MailStep as S;
    let bench = Bench::start().await;
    let token = bench.access_token(SCOPE).await;
    let common = [S::Greeting, S::Capabilities, S::StartTls, S::CapabilitiesOverTls, S::Auth, S::Challenge, S::Quit];
    let smtp = [S::Mail, S::Rcpt, S::Rset, S::Data, S::Message];
    let pop = [S::Stat, S::Uidl, S::List, S::Top, S::Retr];
    for (protocol, own) in [(Protocol::Smtp, smtp), (Protocol::Pop, pop)] {
        for step in common.iter().chain(&own).copied() {
            bench.practice.control().fail_mail(protocol, step, MailFault::Say(MARK.into()));
            assert_eq!(first_marked(&bench, protocol, &token).await, Some(step), "{protocol}");
            bench.practice.control().mend_mail(protocol);
        }
        assert_eq!(first_marked(&bench, protocol, &token).await, None, "{protocol}: mended");
    }
    assert_eq!(bench.practice.control().counters().messages_sent, 2, "with the fault at QUIT and with none");
}

#[tokio::test]
async fn a_login_is_refused_in_these_words_whatever_is_presented() {
    let bench = Bench::start().await;
    let token = bench.access_token(SCOPE).await;
    let control = bench.practice.control();
    for (protocol, port, refusal) in [
        (Protocol::Smtp, bench.practice.smtp_tls_port(), "535 5.7.139 disabled for the tenant"),
        (Protocol::Pop, bench.practice.pop_tls_port(), "-ERR [SYS/PERM] POP is disabled"),
    ] {
        control.fail_mail(protocol, MailStep::Login, MailFault::Say(refusal.into()));
        let before = control.counters().refused_logins;
        let mut dialogue = bench.tls(port).await;
        let _greeting = dialogue.line().await;
        let _offer =
            whole_answer(&mut dialogue, protocol, if protocol == Protocol::Smtp { "EHLO t" } else { "CAPA" }).await;
        let challenge = dialogue.say(&format!("AUTH XOAUTH2 {}", xoauth2(ME, &token))).await;
        assert!(challenge.starts_with("334 ") || challenge.starts_with("+ "), "{challenge}");
        assert_eq!(dialogue.say("").await, refusal);
        assert_eq!(dialogue.say(&format!("AUTH PLAIN {}", plain(ME, "cviceni"))).await, refusal);
        let mut refused = 2;
        if protocol == Protocol::Pop {
            assert_eq!(dialogue.say(&format!("USER {ME}")).await, "+OK");
            assert_eq!(dialogue.say("PASS cviceni").await, refusal);
            refused += 1;
        }
        assert_eq!(control.counters().refused_logins, before + refused);
        // What `refuse_logins` sets is the same switch.
        control.refuse_logins(protocol, None);
        assert!(!dialogue.say(&format!("AUTH PLAIN {}", plain(ME, "cviceni"))).await.starts_with(refusal));
    }
}

#[tokio::test]
async fn a_challenge_may_say_anything() {
    let bench = Bench::start().await;
    let token = bench.access_token(SCOPE).await;
    bench.practice.control().fail_mail(Protocol::Smtp, MailStep::Challenge, MailFault::Say("334 e30=".into()));
    let mut smtp = bench.tls(bench.practice.smtp_tls_port()).await;
    let _greeting = smtp.line().await;
    let _offer = smtp.smtp("EHLO t").await;
    assert_eq!(smtp.say(&format!("AUTH XOAUTH2 {}", xoauth2(ME, &token))).await, "334 e30=");
    assert!(smtp.say("").await.starts_with("535 "));
}

#[tokio::test]
async fn what_is_offered_can_be_less_or_other() {
    let bench = Bench::start().await;
    let control = bench.practice.control();
    let without = |words: &[&str]| MailFault::Without(words.iter().map(|word| (*word).to_owned()).collect());
    control.fail_mail(Protocol::Smtp, MailStep::Capabilities, without(&["STARTTLS", "pipelining"]));
    control.fail_mail(Protocol::Smtp, MailStep::CapabilitiesOverTls, without(&["AUTH"]));
    let mut smtp = Dialogue::open(bench.practice.smtp_port()).await;
    let _greeting = smtp.line().await;
    let offer = smtp.smtp("EHLO t").await;
    assert_eq!(offer.len(), 4, "{offer:?}");
    assert!(offer.last().is_some_and(|last| last.starts_with("250 ")), "the last line has no dash: {offer:?}");
    assert!(!offer.iter().any(|line| line.contains("STARTTLS") || line.contains("PIPELINING")), "{offer:?}");
    let mut smtp = bench.tls(bench.practice.smtp_tls_port()).await;
    let _greeting = smtp.line().await;
    assert!(!smtp.smtp("EHLO t").await.iter().any(|line| line.contains("AUTH")));
    let names = MailFault::Mechanisms(vec!["GSSAPI".into(), "NTLM".into()]);
    control.fail_mail(Protocol::Smtp, MailStep::CapabilitiesOverTls, names.clone());
    assert!(smtp.smtp("EHLO t").await.contains(&"250 AUTH GSSAPI NTLM".to_owned()));

    control.fail_mail(Protocol::Pop, MailStep::Capabilities, without(&["STLS"]));
    control.fail_mail(Protocol::Pop, MailStep::CapabilitiesOverTls, names);
    let mut pop = Dialogue::open(bench.practice.pop_port()).await;
    let _greeting = pop.line().await;
    let (_, offer) = pop.pop("CAPA").await;
    assert!(!offer.contains(&"STLS".to_owned()) && offer.contains(&"TOP".to_owned()), "{offer:?}");
    let mut pop = bench.tls(bench.practice.pop_tls_port()).await;
    let _greeting = pop.line().await;
    assert!(pop.pop("CAPA").await.1.contains(&"SASL GSSAPI NTLM".to_owned()));
}

#[tokio::test]
async fn a_connection_can_end_or_go_mad() {
    let bench = Bench::start().await;
    let control = bench.practice.control();
    let greet = async || Dialogue::open(bench.practice.smtp_port()).await.line().await;
    for step in [MailStep::Connect, MailStep::Greeting] {
        control.fail_mail(Protocol::Smtp, step, MailFault::Close);
        assert_eq!(greet().await, "");
        control.fail_mail(Protocol::Smtp, step, MailFault::HttpPage);
        assert!(greet().await.starts_with("HTTP/1.1 "));
        control.fail_mail(Protocol::Smtp, step, MailFault::Bytes(b"421 4.3.2 busy\r\n".to_vec()));
        let mut dialogue = Dialogue::open(bench.practice.smtp_port()).await;
        assert_eq!((dialogue.line().await.as_str(), dialogue.line().await.as_str()), ("421 4.3.2 busy", ""));
        control.fail_mail(Protocol::Smtp, step, MailFault::Hang);
        let silent = tokio::time::timeout(std::time::Duration::from_millis(200), greet()).await;
        assert!(silent.is_err(), "{silent:?}");
        control.mend_mail(Protocol::Smtp);
        assert!(greet().await.starts_with("220 "));
    }
    for (fault, least) in [(MailFault::Garbage, 4_000), (MailFault::EndlessLine, 10 << 20)] {
        control.fail_mail(Protocol::Pop, MailStep::Greeting, fault);
        let mut stream = TcpStream::connect(("127.0.0.1", bench.practice.pop_port())).await.unwrap();
        let mut got = 0;
        let mut buffer = vec![0; 1 << 20];
        while got < least {
            got += tokio::io::AsyncReadExt::read(&mut stream, &mut buffer).await.unwrap();
        }
    }
}

/// What a client that trusts the practice authority says of the certificate.
async fn handshake(bench: &Bench) -> Result<(), String> {
    let mut roots = rustls::RootCertStore::empty();
    let ca = rustls::pki_types::pem::PemObject::from_pem_file(bench.practice.ca_file()).unwrap();
    roots.add(ca).unwrap();
    let config = rustls::ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    let stream = TcpStream::connect(("127.0.0.1", bench.practice.smtp_tls_port())).await.unwrap();
    let connector = tokio_rustls::TlsConnector::from(Arc::new(config));
    let name = ServerName::try_from("localhost").unwrap();
    connector.connect(name, stream).await.map(drop).map_err(|error| error.to_string())
}

#[tokio::test]
async fn a_certificate_can_be_wrong_in_each_way() {
    let bench = Bench::start().await;
    for (bad, says) in [
        (BadCertificate::SelfSigned, "UnknownIssuer"),
        (BadCertificate::OtherAuthority("Avast Web/Mail Shield Root".into()), "UnknownIssuer"),
        (BadCertificate::Expired, "expired"),
        (BadCertificate::NotYetValid, "not valid yet"),
        (BadCertificate::WrongName, "not valid for name"),
    ] {
        let fault = MailFault::Certificate(bad.clone());
        bench.practice.control().fail_mail(Protocol::Smtp, MailStep::Handshake, fault);
        let error = handshake(&bench).await.expect_err("refused");
        assert!(error.contains(says), "{bad:?}: {error}");
    }
    for fault in [MailFault::Close, MailFault::Say("220 plain".into()), MailFault::HttpPage, MailFault::Garbage] {
        bench.practice.control().fail_mail(Protocol::Smtp, MailStep::Handshake, fault);
        assert!(handshake(&bench).await.is_err());
    }
    bench.practice.control().mend_mail(Protocol::Smtp);
    handshake(&bench).await.unwrap();
}

#[tokio::test]
#[should_panic(expected = "cannot happen at Greeting")]
async fn a_fault_that_cannot_happen_is_not_taken() {
    let bench = Bench::start().await;
    let fault = MailFault::Certificate(BadCertificate::Expired);
    bench.practice.control().fail_mail(Protocol::Smtp, MailStep::Greeting, fault);
}

#[tokio::test]
async fn a_sign_in_can_end_with_any_error() {
    let bench = Bench::start().await;
    let refuse = SignIn::Refuse { error: "server_error".into(), description: "AADSTS90033: later".into() };
    bench.practice.control().set_sign_in(refuse);
    let (_, params) = bench.authorize(&[]).await.location();
    assert_eq!((&*params["error"], &*params["error_description"]), ("server_error", "AADSTS90033: later"));
    assert_eq!(params["state"], "a state & more");
}
