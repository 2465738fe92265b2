//! How often each link of the chain waits for the server: a table, and beside it what the server counts by itself.

mod mail_support;

use std::sync::{Arc, Mutex};

use mail_support::scripts::{self, capa, pop_greeting, pop_oauth};
use mail_support::{Pki, Script, Turn, endpoint, oauth, say, serve};
use mailkey::account::{Protocol, Security};
use mailkey::chain::{Link, Observer, Progress};
use mailkey::mail::{Step, message::compose, pop3, smtp};

/// Name, connection, TLS, greeting, capabilities, login, command, message.
const LINKS: [Link; 8] = [
    Link::Name,
    Link::Connect,
    Link::Tls,
    Link::Greeting,
    Link::Capabilities,
    Link::Login,
    Link::Command,
    Link::Message,
];

struct Case {
    protocol: Protocol,
    security: Security,
    /// TLS 1.2, whose handshake waits twice, and the server's greeting comes right behind it.
    old: bool,
    pipelining: bool,
    /// In the order of [`LINKS`].
    round_trips: [u32; 8],
}

const fn case(protocol: Protocol, security: Security, old: bool, pipelining: bool, round_trips: [u32; 8]) -> Case {
    Case { protocol, security, old, pipelining, round_trips }
}

const TABLE: [Case; 14] = {
    use Protocol::{Pop, Smtp};
    use Security::{Plain, StartTls, Tls};
    [
        //                                   name connect tls greeting capabilities login command message
        case(Smtp, StartTls, false, false, [0, 1, 3, 1, 1, 2, 3, 4]),
        case(Smtp, StartTls, false, true, [0, 1, 3, 1, 1, 2, 1, 2]),
        case(Smtp, StartTls, true, true, [0, 1, 4, 1, 1, 2, 1, 2]),
        case(Smtp, Tls, false, false, [0, 1, 1, 1, 1, 2, 3, 4]),
        case(Smtp, Tls, false, true, [0, 1, 1, 1, 1, 2, 1, 2]),
        case(Smtp, Tls, true, true, [0, 1, 2, 0, 1, 2, 1, 2]),
        case(Smtp, Plain, false, true, [0, 1, 0, 1, 1, 2, 1, 2]),
        case(Pop, StartTls, false, false, [0, 1, 3, 1, 1, 2, 2, 0]),
        case(Pop, StartTls, false, true, [0, 1, 3, 1, 1, 2, 1, 0]),
        case(Pop, StartTls, true, true, [0, 1, 4, 1, 1, 2, 1, 0]),
        case(Pop, Tls, false, false, [0, 1, 1, 1, 1, 2, 2, 0]),
        case(Pop, Tls, false, true, [0, 1, 1, 1, 1, 2, 1, 0]),
        case(Pop, Tls, true, true, [0, 1, 2, 0, 1, 2, 1, 0]),
        case(Pop, Plain, false, true, [0, 1, 0, 1, 1, 2, 1, 0]),
    ]
};

/// Commands that are answered one by one, or all at once after the last.
fn turns(step: Step, dialogue: &[(&'static str, &str)], pipelining: bool) -> Script {
    let mut script = Vec::new();
    let mut answers = String::new();
    for (command, answer) in dialogue {
        script.push((step, Turn::Hear(command)));
        if pipelining {
            answers.push_str(answer);
        } else {
            script.push((step, say(*answer)));
        }
    }
    script.extend(pipelining.then(|| (step, say(answers))));
    script
}

fn smtp_script(case: &Case) -> Script {
    let pipelining = if case.pipelining { "250-PIPELINING\r\n" } else { "" };
    let ehlo = say(format!("250-mail.example.cz\r\n{pipelining}250 AUTH XOAUTH2\r\n"));
    let (mail, rcpt) = (("MAIL FROM", "250 ok\r\n"), ("RCPT TO", "250 ok\r\n"));
    [
        vec![(Step::Capabilities, Turn::Hear("EHLO ")), (Step::Capabilities, ehlo)],
        scripts::smtp_oauth(),
        turns(Step::Sender, &[mail, rcpt, ("RSET", "250 ok\r\n")], case.pipelining),
        turns(Step::Sender, &[mail, rcpt, ("DATA", "354 go on\r\n")], case.pipelining),
        vec![(Step::Data, Turn::HearMessage), (Step::Data, say("250 ok\r\n"))],
    ]
    .concat()
}

fn pop_script(case: &Case) -> Script {
    let pipelining = if case.pipelining { "PIPELINING\r\n" } else { "" };
    [
        capa(&format!("UIDL\r\n{pipelining}SASL XOAUTH2\r\n")),
        pop_oauth(),
        turns(Step::Mailbox, &[("STAT", "+OK 1 100\r\n"), ("UIDL 1", "+OK 1 abc\r\n")], case.pipelining),
    ]
    .concat()
}

fn script(case: &Case) -> Script {
    let (greeting, upgrade, rest) = match case.protocol {
        Protocol::Smtp => (scripts::greeting(), scripts::starttls(), smtp_script(case)),
        Protocol::Pop => (pop_greeting(), scripts::stls(), pop_script(case)),
    };
    match case.security {
        Security::Plain => [greeting, rest].concat(),
        Security::StartTls => [greeting, upgrade, rest].concat(),
        Security::Tls => [vec![(Step::TlsHandshake, Turn::Tls)], greeting, rest].concat(),
    }
}

/// Walks the whole chain; gives the round trips of each link and of all.
async fn walk(case: &Case, pki: &Pki, port: mailkey::account::Port) -> ([u32; 8], u32) {
    let to = endpoint(&["127.0.0.1"], port, case.security, 5);
    let told = Arc::new(Mutex::new([0; 8]));
    let counts = Arc::clone(&told);
    let observer = Observer::new(move |progress| {
        if let Progress::Holds(holds) = progress {
            let at = LINKS.iter().position(|link| *link == holds.link).unwrap();
            counts.lock().unwrap()[at] += holds.round_trips;
        }
    });
    let total = match case.protocol {
        Protocol::Smtp => {
            let (from, recipient) = ("recepce@example.cz".parse().unwrap(), "to@example.org".parse().unwrap());
            let at = std::time::SystemTime::now();
            let letter = compose(&"".parse().unwrap(), &from, &recipient, "s", "b", at).unwrap();
            let mut open = smtp::Open::open(&to, &to.servers[0], &pki.trusting, &observer).await.unwrap();
            open.log_in(&oauth(), false).await.unwrap();
            open.try_envelope(&from, &recipient, false).await.unwrap();
            let _sent = open.send(&letter, &recipient).await.unwrap();
            open.round_trips()
        }
        Protocol::Pop => {
            let mut open = pop3::Open::open(&to, &to.servers[0], &pki.trusting, &observer).await.unwrap();
            open.log_in(&oauth(), false).await.unwrap();
            let _counted = open.stat_and_uidl().await.unwrap();
            open.round_trips()
        }
    };
    let told = *told.lock().unwrap();
    (told, total)
}

#[tokio::test]
async fn each_link_needs_the_round_trips_of_the_table_and_the_server_counts_the_same() {
    let pki = Pki::new();
    for case in &TABLE {
        let name =
            format!("{:?} {:?}, old: {}, pipelining: {}", case.protocol, case.security, case.old, case.pipelining);
        let server = serve(script(case), if case.old { pki.old() } else { pki.good() });
        let (told, total) = walk(case, &pki, server.port).await;
        assert_eq!(told, case.round_trips, "{name}");
        // The server does not see the connection being made, nor that its own greeting is waited for.
        let unseen = if case.security == Security::Tls { 1 } else { 2 };
        assert_eq!(total, server.flights.get() + unseen, "{name}");
        assert_eq!(total, told.iter().sum::<u32>(), "{name}");
    }
}
