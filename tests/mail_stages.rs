//! The stages of a conversation: what the observer is told of each link, that one link is never told twice, and what a
//! failure says of where it happened.

mod mail_support;

use std::sync::{Arc, Mutex};

use mail_support::scripts::{capa, ehlo, greeting, message, pop_greeting, pop_oauth, pop_quit, quit, smtp_oauth, stat};
use mail_support::{Pki, Script, Turn, endpoint, oauth, say, serve};
use mailkey::account::Security;
use mailkey::chain::{Found, Holds, Link, Observer, Progress};
use mailkey::mail::{Cause, Login, MailError, Step, message::compose, pop3, smtp};

/// Everything that an observer was told.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<Vec<Progress>>>);

impl Told {
    fn observer(&self) -> Observer {
        let told = Arc::clone(&self.0);
        Observer::new(move |progress| told.lock().unwrap().push(progress))
    }

    fn all(&self) -> Vec<Progress> {
        self.0.lock().unwrap().clone()
    }

    fn held(&self) -> Vec<Holds> {
        let holds = |progress| if let Progress::Holds(holds) = progress { Some(holds) } else { None };
        self.all().into_iter().filter_map(holds).collect()
    }

    fn links(&self) -> Vec<Link> {
        self.held().into_iter().map(|holds| holds.link).collect()
    }

    fn found(&self, link: Link) -> Found {
        self.held().into_iter().find(|holds| holds.link == link).unwrap().found
    }
}

fn travels<T: Send>(future: T) -> T {
    future
}

async fn smtp_walk(script: Script, security: Security, told: &Told) -> Result<u32, MailError> {
    let pki = Pki::new();
    let server = serve(script, pki.good());
    let to = endpoint(&["127.0.0.1"], server.port, security, 5);
    let (host, observer) = (to.servers[0].clone(), told.observer());
    let from = "recepce@example.cz".parse().unwrap();
    let recipient = "to@example.org".parse().unwrap();
    let at = std::time::SystemTime::now();
    let letter = compose(&"".parse().unwrap(), &from, &recipient, "s", "b", at).unwrap();
    travels(async {
        let mut open = smtp::Open::open(&to, &host, &pki.trusting, &observer).await?;
        open.log_in(&oauth(), false).await?;
        open.try_envelope(&from, &recipient, false).await?;
        let sent = open.send(&letter, &recipient).await?;
        assert_eq!(sent.reply, "2.0.0 Ok: queued as 4XyZ");
        let trips = open.round_trips();
        open.quit().await;
        Ok(trips)
    })
    .await
}

fn tried() -> Script {
    let mut script = message();
    script.truncate(4);
    script.extend([(Step::Reset, Turn::Hear("RSET")), (Step::Reset, say("250 2.0.0 ok\r\n"))]);
    script
}

#[tokio::test]
async fn smtp_tells_of_each_link_what_was_found() {
    let told = Told::default();
    let script = [greeting(), mail_support::scripts::starttls(), ehlo(), smtp_oauth(), tried(), message(), quit()];
    let trips = smtp_walk(script.concat(), Security::StartTls, &told).await.unwrap();
    let links = [
        Link::Name,
        Link::Connect,
        Link::Greeting,
        Link::Tls,
        Link::Capabilities,
        Link::Login,
        Link::Command,
        Link::Message,
    ];
    assert_eq!(told.links(), links);
    // Each is begun before it holds, and nothing else is told.
    for (pair, link) in told.all().chunks(2).zip(links) {
        assert!(matches!(pair, [Progress::Begun(begun), Progress::Holds(_)] if *begun == link), "{pair:?}");
    }
    assert_eq!(trips, told.held().iter().map(|holds| holds.round_trips).sum::<u32>());
    assert_eq!(told.found(Link::Greeting), Found::Greeting("mail.example.cz ESMTP".into()));
    let Found::Connect { address, failed, instead_of } = told.found(Link::Connect) else { panic!() };
    assert!(address.ip().is_loopback() && failed.is_empty() && instead_of.is_none());
    let Found::Tls { version, certificate, cipher } = told.found(Link::Tls) else { panic!() };
    let certificate = certificate.unwrap();
    assert_eq!((version, certificate.issuer.as_str()), ("TLS 1.3", "Mailkey test authority"));
    assert!(cipher.starts_with("TLS13_"), "{cipher}");
    assert_eq!(certificate.names, ["localhost", "127.0.0.1", "127.0.0.2"]);
    assert!(certificate.not_before < certificate.not_after && !certificate.self_signed);
    let mechanisms = ["PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER"].map(str::to_owned).to_vec();
    assert_eq!(told.found(Link::Capabilities), Found::Capabilities { mechanisms, size: None, pipelining: false });
    let user = mail_support::USER.to_owned();
    assert_eq!(told.found(Link::Login), Found::Login { mechanism: "XOAUTH2", user, second_try: false });
}

#[tokio::test]
async fn a_failure_says_at_which_link_how_long_and_after_how_many_round_trips() {
    let told = Told::default();
    let mut script = [greeting(), ehlo(), smtp_oauth(), tried()].concat();
    script.truncate(script.len() - 3);
    script.push((Step::Recipient, say("550 5.1.1 unknown\r\n")));
    let error = smtp_walk(script, Security::Plain, &told).await.unwrap_err();
    assert_eq!((error.link(), error.step, error.tried.round_trips), (Link::Command, Step::Recipient, 2));
    assert_eq!(told.all().last(), Some(&Progress::Begun(Link::Command)));
    assert!(error.tried.took > std::time::Duration::ZERO);
    assert_eq!(told.found(Link::Tls), Found::Unprotected);
}

#[tokio::test]
async fn every_address_that_failed_is_in_the_error() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let to = endpoint(&["127.0.0.1"], i64::from(closed.port()).try_into().unwrap(), Security::Plain, 5);
    let told = Told::default();
    let pki = Pki::new();
    let result = smtp::Open::open(&to, &to.servers[0], &pki.trusting, &told.observer()).await;
    let error = result.err().unwrap();
    assert_eq!((error.link(), &error.cause), (Link::Connect, &Cause::Refused));
    assert!(matches!(&error.tried.addresses[..], [(address, why)] if *address == closed && why.contains("refused")));
    assert!(error.may_try_next_server());
}

#[tokio::test]
async fn the_second_server_says_in_whose_place_it_stands() {
    let pki = Pki::new();
    let script = [greeting(), ehlo()].concat();
    let server = mail_support::serve_at("127.0.0.2:0", script, pki.good());
    let to = endpoint(&["127.0.0.1", "127.0.0.2"], server.port, Security::Plain, 5);
    let told = Told::default();
    let observer = told.observer();
    let _open = mailkey::mail::with_first(&to, mailkey::account::Protocol::Smtp, &observer, |host| {
        let (to, observer, tls) = (&to, &observer, &pki.trusting);
        async move { smtp::Open::open(to, &host, tls, observer).await }
    })
    .await
    .unwrap();
    let again = told.all().iter().position(|progress| *progress == Progress::Again).unwrap();
    assert_eq!(told.all()[again - 1], Progress::Begun(Link::Connect));
    let Found::Connect { instead_of, .. } = told.found(Link::Connect) else { panic!() };
    assert_eq!(instead_of, Some(format!("127.0.0.1:{}", server.port)));
}

#[tokio::test]
async fn pop_counts_and_asks_whether_messages_can_be_told_apart() {
    for (offered, turns, found) in [
        ("PIPELINING\r\n", vec![Turn::Hear("STAT"), Turn::Hear("UIDL 1"), say("+OK 2 320\r\n+OK 1 x\r\n")], (2, true)),
        ("UIDL\r\n", vec![Turn::Hear("STAT"), say("+OK 0 0\r\n")], (0, true)),
        ("", vec![Turn::Hear("STAT"), say("+OK 2 9\r\n"), Turn::Hear("UIDL 1"), say("-ERR what?\r\n")], (2, false)),
    ] {
        let pki = Pki::new();
        let command: Script = turns.into_iter().map(|turn| (Step::Mailbox, turn)).collect();
        let offer = capa(&format!("SASL XOAUTH2\r\n{offered}"));
        let server = serve([pop_greeting(), offer, pop_oauth(), command, pop_quit()].concat(), pki.good());
        let to = endpoint(&["127.0.0.1"], server.port, Security::Plain, 5);
        let told = Told::default();
        let mut open = pop3::Open::open(&to, &to.servers[0], &pki.trusting, &told.observer()).await.unwrap();
        open.log_in(&oauth(), true).await.unwrap();
        let (messages, _) = travels(open.stat_and_uidl()).await.unwrap();
        open.quit().await;
        assert_eq!(server.heard.await.unwrap().last().unwrap(), "QUIT");
        let Found::Mailbox { messages: told_messages, uidl, .. } = told.found(Link::Command) else { panic!() };
        assert_eq!((messages, told_messages, uidl), (found.0, found.0, found.1));
        assert!(matches!(told.found(Link::Login), Found::Login { second_try: true, .. }));
    }
}

#[tokio::test]
async fn a_message_is_found_by_its_identification() {
    let top = "+OK\r\nMessage-ID:\r\n <abc@example.cz>\r\n\r\n.\r\n";
    let list = vec![
        (Step::List, Turn::Hear("LIST 1")),
        (Step::List, say("+OK 1 100\r\n")),
        (Step::Headers, Turn::Hear("TOP 1 0")),
        (Step::Headers, say(top)),
    ];
    let looks = [stat(1), list].concat();
    let script = [pop_greeting(), capa("TOP\r\nSASL XOAUTH2\r\n"), pop_oauth(), looks.clone(), looks].concat();
    let pki = Pki::new();
    let server = serve(script, pki.good());
    let to = endpoint(&["127.0.0.1"], server.port, Security::Plain, 5);
    let mut open = pop3::Open::open(&to, &to.servers[0], &pki.trusting, &Observer::default()).await.unwrap();
    open.log_in(&oauth(), false).await.unwrap();
    assert!(travels(open.find(&["abc@example.cz".to_owned()], 10)).await.unwrap());
    assert!(!open.find(&["abd@example.cz".to_owned()], 10).await.unwrap());
    let error = open.find(&["abc@example.cz".to_owned()], 10).await.unwrap_err();
    assert_eq!((error.link(), error.cause), (Link::Arrival, Cause::Closed));
}

#[tokio::test]
async fn without_a_login_that_is_told() {
    let pki = Pki::new();
    let server = serve([greeting(), ehlo(), quit()].concat(), pki.good());
    let to = endpoint(&["127.0.0.1"], server.port, Security::Plain, 5);
    let told = Told::default();
    let mut open = smtp::Open::open(&to, &to.servers[0], &pki.trusting, &told.observer()).await.unwrap();
    open.log_in(&Login::None, false).await.unwrap();
    open.quit().await;
    assert_eq!(told.found(Link::Login), Found::NoLogin);
}
