//! Servers that stall, close, send 10 MB without a line break or garbage, in place of every single answer and in the
//! middle of every answer of several lines: each session ends within its time limit with the right step and cause.

mod mail_support;

use std::sync::Arc;
use std::time::{Duration, Instant};

use mail_support::{Fault, Pki, Script, Turn, endpoint, oauth, password, scripts, serve};
use mailkey::account::{Protocol, Security};
use mailkey::mail::{Cause, Endpoint, Login, MailError, Step, message, pop3, smtp};
use tokio::sync::Semaphore;

/// The time limit of each step in the cases that reach it.
const LIMIT: i64 = 1;
/// In the other cases no step may come near its limit, however busy the machine.
const AMPLE: i64 = 20;
/// What connecting and the steps before the faulty one may take on a busy machine.
const SLACK: Duration = Duration::from_secs(4);

#[derive(Clone)]
struct Case {
    name: String,
    script: Script,
    step: Step,
    fault: Fault,
    /// What of the answer came before the fault.
    part: Part,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Nothing,
    /// The first lines of an SMTP reply.
    Lines,
    /// `+OK` and the beginning of a block.
    Block,
    Handshake,
}

impl Case {
    fn limit(&self) -> i64 {
        if self.expects_time_out() { LIMIT } else { AMPLE }
    }

    /// Garbage without an end mark is a block that does not end.
    fn expects_time_out(&self) -> bool {
        self.fault == Fault::Stall || (self.fault == Fault::Garbage && self.part == Part::Block)
    }

    fn accepts(&self, cause: &Cause) -> bool {
        match (self.fault, self.part) {
            _ if self.expects_time_out() => matches!(cause, Cause::TimedOut(limit) if limit.seconds() == 1),
            (Fault::Close, _) => *cause == Cause::Closed,
            (_, Part::Handshake) => matches!(cause, Cause::Tls(_)),
            (Fault::LongLine, _) => *cause == Cause::TooLong,
            _ => *cause == Cause::Malformed,
        }
    }
}

/// Each place of a script at which the server could do wrong, with each fault.
fn cases(name: &str, script: &Script) -> Vec<Case> {
    let mut cases = Vec::new();
    for (at, (step, turn)) in script.iter().enumerate() {
        let mut spoil = |part, partly: Option<String>| {
            for fault in Fault::ALL {
                let mut script = script[..at].to_vec();
                script.extend(partly.iter().map(|text| (*step, Turn::Say(text.clone()))));
                if part == Part::Handshake {
                    script.push((*step, Turn::HearHello)); // before it, plain text would be an injection
                }
                script.push((*step, Turn::Do(fault)));
                let name = format!("{name}, turn {at} ({step}), {part:?}, {fault:?}");
                cases.push(Case { name, script, step: *step, fault, part });
            }
        };
        match turn {
            Turn::Tls => spoil(Part::Handshake, None),
            Turn::Say(text) => {
                spoil(Part::Nothing, None);
                if let Some((first, rest)) = text.split_once("\r\n")
                    && !rest.is_empty()
                {
                    let part = if first.starts_with('+') { Part::Block } else { Part::Lines };
                    spoil(part, Some(format!("{first}\r\n")));
                }
            }
            _ => {}
        }
    }
    cases
}

async fn session(protocol: Protocol, to: Endpoint, login: Login, pki: &Pki) -> Result<(), MailError> {
    match protocol {
        Protocol::Smtp => {
            let from = "recepce@example.cz".parse().unwrap();
            let at = std::time::SystemTime::now();
            let name = "Recepce".parse().unwrap();
            let message = message::compose(&name, &from, &"to@example.org".parse().unwrap(), "s", "b", at).unwrap();
            smtp::send(&to, &login, Arc::clone(&pki.trusting), &message).await.map(drop)
        }
        Protocol::Pop => pop3::check(&to, &login, Arc::clone(&pki.trusting), 10).await.map(drop),
    }
}

/// Runs all cases, some at a time, and names each that went wrong.
async fn run(protocol: Protocol, security: Security, login: Login, name: &str, script: Script) {
    let pki = Arc::new(Pki::new());
    let tls = pki.good();
    let good = serve(script.clone(), Arc::clone(&tls));
    let to = endpoint(&["127.0.0.1"], good.port, security, AMPLE);
    session(protocol, to, login.clone(), &pki).await.unwrap_or_else(|error| panic!("{name}, no fault: {error}"));
    let heard = good.heard.await.unwrap().len();
    assert_eq!(heard, script.iter().filter(|(_, turn)| matches!(turn, Turn::Hear(_) | Turn::HearMessage)).count());

    let few = Arc::new(Semaphore::new(16));
    let mut running = tokio::task::JoinSet::new();
    let cases = cases(name, &script);
    assert!(cases.len() >= 40, "{name}: only {} cases", cases.len());
    for case in cases {
        let (pki, tls, few, login) = (Arc::clone(&pki), Arc::clone(&tls), Arc::clone(&few), login.clone());
        let _task = running.spawn(async move {
            let _permit = few.acquire().await.unwrap();
            let server = serve(case.script.clone(), tls);
            let began = Instant::now();
            let to = endpoint(&["127.0.0.1"], server.port, security, case.limit());
            let result = session(protocol, to, login, &pki).await;
            let took = began.elapsed();
            server.heard.abort();
            if took > Duration::from_secs(LIMIT as u64) + SLACK {
                return Err(format!("{}: took {took:?}", case.name));
            }
            match result {
                // The work is done by then.
                Ok(()) if case.step == Step::Quit => Ok(()),
                Err(error) if error.step == case.step && case.accepts(&error.cause) => Ok(()),
                other => Err(format!("{}: {other:?}", case.name)),
            }
        });
    }
    let failed: Vec<String> = running.join_all().await.into_iter().filter_map(Result::err).collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn smtp_with_starttls_and_a_token() {
    run(Protocol::Smtp, Security::StartTls, oauth(), "smtp", scripts::smtp()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn smtp_with_tls_and_a_password() {
    let ehlo = vec![
        (Step::Capabilities, Turn::Hear("EHLO ")),
        (Step::Capabilities, mail_support::say("250-old\r\n250 AUTH=LOGIN\r\n")),
    ];
    let tls = vec![(Step::TlsHandshake, Turn::Tls)];
    let script = [tls, scripts::greeting(), ehlo, scripts::smtp_login(), scripts::message(), scripts::quit()].concat();
    run(Protocol::Smtp, Security::Tls, password(), "smtps", script).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pop_with_stls_and_a_token() {
    run(Protocol::Pop, Security::StartTls, oauth(), "pop", scripts::pop()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pop_of_old_with_a_password() {
    run(Protocol::Pop, Security::Plain, password(), "old pop", scripts::old_pop()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn smtp_with_commands_sent_together() {
    run(Protocol::Smtp, Security::Plain, oauth(), "smtp together", scripts::smtp_together()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pop_with_questions_sent_together() {
    run(Protocol::Pop, Security::Plain, oauth(), "pop together", scripts::pop_together()).await;
}

/// 10 MB in lines that are all right, one by one.
#[tokio::test]
async fn a_reply_of_endless_lines_ends() {
    let pki = Pki::new();
    for (protocol, beginning, line) in
        [(Protocol::Smtp, scripts::greeting(), "250-x\r\n"), (Protocol::Pop, scripts::pop_greeting(), "x\r\n")]
    {
        let mut script = beginning;
        script.push((Step::Capabilities, Turn::Hear("")));
        let first = if protocol == Protocol::Pop { "+OK\r\n" } else { "" };
        script.push((Step::Capabilities, Turn::Say(format!("{first}{}", line.repeat(10_000_000 / line.len())))));
        let server = serve(script, pki.good());
        let to = endpoint(&["127.0.0.1"], server.port, Security::Plain, AMPLE);
        let error = session(protocol, to, oauth(), &pki).await.unwrap_err();
        assert_eq!((error.step, error.cause), (Step::Capabilities, Cause::TooLong));
    }
}

/// An answer that trickles in, a byte now and then, never lets a limit for silence run out: the limit is for the whole.
#[tokio::test]
async fn a_trickling_answer_ends_in_time() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = i64::from(listener.local_addr().unwrap().port()).try_into().unwrap();
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        loop {
            tokio::io::AsyncWriteExt::write_all(&mut stream, b"2").await.unwrap();
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    });
    let began = Instant::now();
    let to = endpoint(&["127.0.0.1"], port, Security::Plain, LIMIT);
    let error = session(Protocol::Smtp, to, oauth(), &Pki::new()).await.unwrap_err();
    assert_eq!((error.step, error.cause), (Step::Greeting, Cause::TimedOut(LIMIT.try_into().unwrap())));
    assert!(began.elapsed() < Duration::from_secs(2));
    server.abort();
}

/// A server that takes no more of a long message does not hold the session either.
#[tokio::test]
async fn a_server_that_stops_reading_ends_in_time() {
    let mut script = [scripts::greeting(), scripts::ehlo(), scripts::message()].concat();
    script.truncate(script.len() - 2);
    script.push((Step::Data, Turn::HearNothingAnyMore));
    let pki = Pki::new();
    let server = serve(script, pki.good());
    let to = endpoint(&["127.0.0.1"], server.port, Security::Plain, LIMIT);
    let body = "x".repeat(30_000_000);
    let from = "recepce@example.cz".parse().unwrap();
    let at = std::time::SystemTime::now();
    let long =
        message::compose(&"".parse().unwrap(), &from, &"to@example.org".parse().unwrap(), "s", &body, at).unwrap();
    let began = Instant::now();
    let error = smtp::send(&to, &Login::None, Arc::clone(&pki.trusting), &long).await.unwrap_err();
    assert_eq!((error.step, error.cause), (Step::Data, Cause::TimedOut(LIMIT.try_into().unwrap())));
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
    server.heard.abort();
}
