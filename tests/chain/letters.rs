//! The message at the end of the chain, and its arrival.

use std::time::Duration;

use mailkey::account::{Method, Port, Protocol};
use mailkey::chain::{Found, Link, Progress};
use mailkey::clock::Clock;
use mailkey::demo::{MailFault, MailStep, PASSWORD, Renaming};
use mailkey::engine::{Engine, SecretName};
use mailkey::error::Error;
use mailkey::i18n::Lang;
use mailkey::words;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;

use crate::support::{Bench, PATIENCE, me, other};
use crate::{ALL, Told, found, links, request, tested};

fn with_letter() -> Vec<Link> {
    ALL.into_iter().chain([Link::Message, Link::Arrival]).collect()
}

#[tokio::test]
async fn a_message_goes_out_and_its_arrival_is_seen() {
    let bench = Bench::signed_in().await;
    for protocol in Protocol::ALL {
        let told = Told::default();
        let report = tested(bench.engine(), request(protocol, Some(me())), &told).await;
        assert!(report.broken.is_none(), "{report:?}");
        assert_eq!((links(&report), report.links.clone()), (with_letter(), told.held()));
        let Found::Message { to, reply } = found(&report, Link::Message) else { panic!() };
        assert!(*to == me() && reply.contains("queued as"), "{reply}");
        assert!(matches!(found(&report, Link::Arrival), Found::Arrival { .. }));
    }
    let raw = bench.control().messages(&me()).pop().expect("a message");
    let parsed = mail_parser::MessageParser::new().parse(&raw).expect("a message");
    assert_eq!((parsed.subject(), parsed.body_text(0).as_deref().map(str::trim)), (Some("Zkouška"), Some("Tělo")));
    // One message each; SMTP's test sends it in the session that was tested.
    let counters = bench.control().counters();
    assert_eq!((counters.messages_sent, counters.smtp_logins), (2, 2));
}

#[tokio::test]
async fn a_message_to_another_mailbox_is_not_waited_for() {
    let bench = Bench::signed_in().await;
    let report = tested(bench.engine(), request(Protocol::Smtp, Some(other())), &Told::default()).await;
    assert!(report.broken.is_none(), "{report:?}");
    assert_eq!(*found(&report, Link::Arrival), Found::ArrivesElsewhere);
    assert_eq!(bench.control().counters().pop_logins, 0);
}

/// An SMTP server that sends to anybody; the practice server knows its own mailboxes only.
async fn takes_everything() -> Port {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = i64::from(listener.local_addr().expect("an address").port()).try_into().expect("a port");
    let _task = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.expect("a connection");
        let mut stream = BufReader::new(stream);
        let (mut line, mut answer, mut in_message) = (String::new(), "220 mail.example", false);
        loop {
            if !in_message {
                stream.write_all(format!("{answer}\r\n").as_bytes()).await.expect("written");
            }
            line.clear();
            if !matches!(stream.read_line(&mut line).await, Ok(1..)) {
                return;
            }
            in_message = (in_message || answer == "354 go on") && line != ".\r\n";
            answer = if line == "DATA\r\n" { "354 go on" } else { "250 2.0.0 ok" };
        }
    });
    port
}

/// A POP user without a domain is nobody of that name elsewhere.
#[tokio::test]
async fn a_namesake_at_another_domain_is_not_waited_for() {
    let bench = Bench::signed_in().await;
    let name = me().as_str().split('@').next().expect("a name").to_owned();
    let port = takes_everything().await;
    bench.change(|settings| {
        settings.pop.method = Method::Password;
        settings.pop.user = name.parse().expect("a user");
        (settings.smtp.port, settings.smtp.tls, settings.smtp.method) = (port, false, Method::None);
        settings.smtp.sender_address = Some(me());
    });
    let password = SecretName::Password(Protocol::Pop);
    bench.engine().set_secret(password, PASSWORD.into()).await.expect("stored");
    let engine = Engine::with_clock(bench.home(), bench.opener.clone(), Clock::fast(60));
    let namesake = format!("{name}@gmail.com").parse().expect("an address");
    let report = tested(engine, request(Protocol::Smtp, Some(namesake)), &Told::default()).await;
    assert!(report.broken.is_none(), "{report:?}");
    assert_eq!(*found(&report, Link::Arrival), Found::ArrivesElsewhere);
    assert_eq!(bench.control().counters().pop_logins, 0, "its mailbox is not looked into");
}

#[tokio::test]
async fn where_pop_is_not_set_up_the_message_is_the_last_link() {
    let bench = Bench::signed_in().await;
    bench.change(|settings| settings.pop.server = None);
    let report = tested(bench.engine(), request(Protocol::Smtp, Some(me())), &Told::default()).await;
    assert_eq!((report.broken.is_none(), report.links.last().map(|holds| holds.link)), (true, Some(Link::Message)));
    bench.change(|settings| {
        settings.pop.server = settings.smtp.server.clone();
        settings.pop.method = Method::None;
    });
    let report = tested(bench.engine(), request(Protocol::Smtp, Some(me())), &Told::default()).await;
    assert_eq!(report.links.last().map(|holds| holds.link), Some(Link::Message), "{report:?}");
}

#[tokio::test]
async fn a_mailbox_that_cannot_be_read_breaks_the_arrival() {
    let bench = Bench::signed_in().await;
    bench.control().refuse_logins(Protocol::Pop, Some("-ERR [SYS/PERM] POP is disabled for this mailbox"));
    let report = tested(bench.engine(), request(Protocol::Smtp, Some(me())), &Told::default()).await;
    let broken = report.broken.as_ref().expect("broken");
    let Error::Mail(error) = &broken.error else { panic!("{report:?}") };
    assert_eq!((broken.link, error.protocol), (Link::Arrival, Protocol::Pop));
    assert_eq!(report.links.last().map(|holds| holds.link), Some(Link::Message));
}

/// A minute in a second.
#[tokio::test]
async fn a_message_that_does_not_come_is_said_to_be_missing_after_a_minute() {
    let bench = Bench::signed_in().await;
    let swallowed = MailFault::Say("250 2.0.0 Ok: queued as 4XyZ".into());
    bench.control().fail_mail(Protocol::Smtp, MailStep::Message, swallowed);
    let engine = Engine::with_clock(bench.home(), bench.opener.clone(), Clock::fast(60));
    let report = tested(engine, request(Protocol::Smtp, Some(me())), &Told::default()).await;
    let broken = report.broken.as_ref().expect("broken");
    assert!(
        matches!(&broken.error, Error::NotArrived { to, after } if *to == me() && after.as_secs() == 60),
        "{report:?}"
    );
    assert_eq!((broken.link, report.links.last().map(|holds| holds.link)), (Link::Arrival, Some(Link::Message)));
    for (lang, fine) in [(Lang::Cs, "v pořádku, ale"), (Lang::En, "is fine, but")] {
        let cause = words::broken(&report, lang).expect("a cause");
        assert_eq!((cause.id, cause.token_ok), ("not-arrived", Some(true)));
        assert!(cause.what.replace('\u{a0}', " ").contains(fine), "{cause:?}");
        let text = words::report(&report, lang);
        assert!(text.contains(&cause.what) && text.contains(&cause.cure) && text.contains("not-arrived"), "{text}");
    }
}

/// The same.
#[tokio::test]
async fn a_mailbox_that_stays_busy_is_left_after_a_minute() {
    let bench = Bench::signed_in().await;
    bench.control().refuse_logins(Protocol::Pop, Some("-ERR [LOGIN-DELAY] too soon"));
    let clock = Clock::fast(60);
    let engine = Engine::with_clock(bench.home(), bench.opener.clone(), clock.clone());
    let begun = clock.instant();
    let report = tested(engine, request(Protocol::Smtp, Some(me())), &Told::default()).await;
    let took = clock.instant().duration_since(begun);
    let broken = report.broken.as_ref().expect("broken");
    assert!(matches!(&broken.error, Error::Mail(error) if error.to_string().contains("LOGIN-DELAY")), "{report:?}");
    assert_eq!(broken.link, Link::Arrival);
    assert!(took > Duration::from_secs(60) && took < Duration::from_secs(600), "{took:?}");
    let tries = bench.control().counters().refused_logins;
    assert!((3..15).contains(&tries), "the pauses grow: {tries}");
}

/// smtp.office365.com and smtp-mail.outlook.com replace the Message-ID: any one trace of the message that is left will do.
#[tokio::test]
async fn a_message_that_was_given_another_id_is_found() {
    let bench = Bench::signed_in().await;
    let nothing = Renaming { told: false, kept: false, strips: true };
    let traces = [
        Renaming::EXCHANGE,
        Renaming { told: true, ..nothing },
        Renaming { kept: true, ..nothing },
        Renaming { strips: false, ..nothing },
    ];
    for renaming in traces {
        bench.control().rename_messages(Some(renaming));
        for protocol in Protocol::ALL {
            let engine = Engine::with_clock(bench.home(), bench.opener.clone(), Clock::fast(60));
            let report = tested(engine, request(protocol, Some(me())), &Told::default()).await;
            assert!(report.broken.is_none(), "{renaming:?}: {report:?}");
            let raw = bench.control().messages(&me()).pop().expect("a message");
            let parsed = mail_parser::MessageParser::new().parse(&raw).expect("a message");
            assert!(parsed.message_id().is_some_and(|id| id.ends_with(".PROD.OUTLOOK.COM")), "{renaming:?}");
        }
    }
    // It is the traces by which it is found, and nothing else.
    bench.control().rename_messages(Some(nothing));
    let engine = Engine::with_clock(bench.home(), bench.opener.clone(), Clock::fast(60));
    let report = tested(engine, request(Protocol::Smtp, Some(me())), &Told::default()).await;
    assert!(matches!(report.broken.map(|broken| broken.error), Some(Error::NotArrived { .. })));
}

/// A server that is silent once it has the message may have sent it: no other one is asked, and no field is pointed at.
#[tokio::test]
async fn a_message_that_may_have_been_sent_is_not_sent_again() {
    let bench = Bench::signed_in().await;
    bench.change(|settings| {
        settings.smtp.timeout = 1.try_into().expect("a limit");
        settings.smtp.secondary_server = "127.0.0.1".parse().ok();
    });
    for fault in [MailFault::Hang, MailFault::Close] {
        bench.control().fail_mail(Protocol::Smtp, MailStep::Message, fault);
        let before = bench.control().counters().smtp_logins;
        let report = tested(bench.engine(), request(Protocol::Smtp, Some(me())), &Told::default()).await;
        assert_eq!(report.broken.as_ref().map(|broken| broken.link), Some(Link::Message), "{report:?}");
        let sent = bench.engine().send(me(), "Zkouška".into(), "Tělo".into()).await;
        let Err(Error::Mail(error)) = sent else { panic!("{sent:?}") };
        assert!(error.may_have_sent() && !error.may_try_next_server(), "{error}");
        assert_eq!(bench.control().counters().smtp_logins, before + 2, "once each");
        for (lang, says) in [(Lang::Cs, "Možná ji přesto odeslal"), (Lang::En, "may have been sent all the same")] {
            let cause = words::broken(&report, lang).expect("a cause");
            assert_eq!((cause.id, cause.token_ok, cause.actions.len()), ("sent-perhaps", Some(true), 0), "{cause:?}");
            assert!(cause.what.replace('\u{a0}', " ").contains(says), "{cause:?}");
        }
    }
}

#[tokio::test]
async fn dropping_it_ends_it_at_any_link() {
    let bench = Bench::signed_in().await;
    bench.control().refuse_logins(Protocol::Pop, Some("-ERR [LOGIN-DELAY] too soon"));
    let told = Told::default();
    let (engine, observer) = (bench.engine(), told.observer());
    let task = tokio::spawn(async move { engine.test(request(Protocol::Smtp, Some(me())), observer).await });
    let waits = async {
        while !told.all().contains(&Progress::Begun(Link::Arrival)) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(PATIENCE, waits).await.expect("it comes to the arrival");
    task.abort();
    assert!(task.await.expect_err("cancelled").is_cancelled());
    let before = (told.all().len(), bench.control().counters().refused_logins);
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    assert_eq!((told.all().len(), bench.control().counters().refused_logins), before, "nothing goes on");
}
