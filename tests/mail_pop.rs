//! POP3 as it looks on the wire: the login, the newest messages, what an odd message or server does.

mod mail_support;

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use mail_support::scripts::{self, capa, pop_greeting, pop_oauth, pop_quit, stat};
use mail_support::{Pki, Script, TOKEN, Turn, endpoint, oauth, password, say, serve};
use mailkey::account::Security;
use mailkey::mail::{Cause, Login, MailError, Mailbox, Step, pop3};

async fn check(
    script: Script,
    security: Security,
    login: &Login,
    newest: usize,
) -> (Result<Mailbox, MailError>, Vec<String>) {
    let pki = Pki::new();
    let server = serve(script, pki.good());
    let to = endpoint(&["127.0.0.1"], server.port, security, 5);
    let result = pop3::check(&to, login, Arc::clone(&pki.trusting), newest).await;
    (result, server.heard.await.unwrap())
}

fn turns(step: Step, turns: impl IntoIterator<Item = Turn>) -> Script {
    turns.into_iter().map(|turn| (step, turn)).collect()
}

#[tokio::test]
async fn a_mailbox_is_read_newest_first() {
    let (result, heard) = check(scripts::pop(), Security::StartTls, &oauth(), 10).await;
    let mailbox = result.unwrap();
    assert_eq!((mailbox.messages, mailbox.bytes), (2, 4321));
    let lines: Vec<_> =
        mailbox.newest.iter().map(|h| (h.number, h.from.as_str(), h.subject.as_str(), h.size)).collect();
    assert_eq!(lines, [(2, "Second <b@example.cz>", "two", Some(200)), (1, "", "one", Some(100))]);
    assert_eq!(heard[..4], ["CAPA", "STLS", "CAPA", "AUTH XOAUTH2"]);
    assert_eq!(heard[5..], ["STAT", "LIST 2", "LIST 1", "TOP 2 0", "TOP 1 0", "QUIT"]);
}

#[tokio::test]
async fn a_server_of_old_is_read_too() {
    let (result, _) = check(scripts::old_pop(), Security::Plain, &password(), 10).await;
    let mailbox = result.unwrap();
    assert_eq!(mailbox.newest.len(), 1);
    assert_eq!(mailbox.newest[0].subject, "whole");
}

#[tokio::test]
async fn the_token_goes_in_two_steps() {
    let mut login = pop_oauth();
    login.insert(1, (Step::Login, Turn::HearNothing));
    let script = [pop_greeting(), capa("SASL XOAUTH2\r\n"), login, stat(0), pop_quit()].concat();
    let (result, heard) = check(script, Security::Plain, &oauth(), 10).await;
    assert_eq!(result.unwrap().newest, []);
    assert!(String::from_utf8(BASE64.decode(&heard[2]).unwrap()).unwrap().contains(TOKEN));
}

#[tokio::test]
async fn questions_are_sent_together_where_the_server_allows_it() {
    let list =
        [Turn::Hear("LIST 5"), Turn::Hear("LIST 4"), Turn::Hear("LIST 3"), say("+OK 5 50\r\n-ERR ?\r\n+OK 3 30\r\n")];
    let top = [
        Turn::Hear("TOP 5 0"),
        Turn::Hear("TOP 4 0"),
        Turn::Hear("TOP 3 0"),
        say(
            "+OK\r\nSubject: five\r\n\r\n.\r\n-ERR message is damaged\r\n+OK\r\nSubject: =?utf-8?q?t=C5=99i?=\r\n\r\n.\r\n",
        ),
    ];
    let script = [
        pop_greeting(),
        capa("PIPELINING\r\nTOP\r\nSASL XOAUTH2\r\n"),
        pop_oauth(),
        stat(5),
        turns(Step::List, list),
        turns(Step::Headers, top),
        pop_quit(),
    ];
    let (result, _) = check(script.concat(), Security::Plain, &oauth(), 3).await;
    let newest = result.unwrap().newest;
    let lines: Vec<_> = newest.iter().map(|h| (h.number, h.subject.as_str(), h.size)).collect();
    assert_eq!(lines, [(5, "five", Some(50)), (4, "", None), (3, "tři", Some(30))]);
}

#[tokio::test]
async fn an_odd_message_does_not_hide_the_others() {
    let list = [Turn::Hear("LIST 2"), say("+OK 2 9999999\r\n"), Turn::Hear("LIST 1"), say("+OK 1 70\r\n")];
    let noise: String = (0..400_000).map(|n| if n % 90 == 89 { '\n' } else { '\u{1}' }).collect();
    let top = [
        Turn::Hear("TOP 2 0"),
        say(format!("+OK\r\nSubject: long\r\nX: {noise}\r\n\r\n.\r\n")),
        Turn::Hear("TOP 1 0"),
        say("+OK\r\nFrom: a@example.cz\r\nSubject: a\u{1b}[2Jb\r\n\r\n.\r\n"),
    ];
    let script = [
        pop_greeting(),
        capa("TOP\r\nSASL XOAUTH2\r\n"),
        pop_oauth(),
        stat(2),
        turns(Step::List, list),
        turns(Step::Headers, top),
        pop_quit(),
    ];
    let newest = check(script.concat(), Security::Plain, &oauth(), 10).await.0.unwrap().newest;
    assert_eq!((newest[0].subject.as_str(), newest[1].subject.as_str()), ("long", "a [2Jb"));
}

/// Without TOP a long message is not fetched whole.
#[tokio::test]
async fn a_long_message_is_not_fetched_for_its_header() {
    let list = [Turn::Hear("LIST 1"), say("+OK 1 50000000\r\n")];
    let script =
        [pop_greeting(), capa("SASL XOAUTH2\r\n"), pop_oauth(), stat(1), turns(Step::List, list), pop_quit()].concat();
    let newest = check(script, Security::Plain, &oauth(), 10).await.0.unwrap().newest;
    assert_eq!((newest[0].size, newest[0].subject.as_str()), (Some(50_000_000), ""));
}

#[tokio::test]
async fn a_refusal_keeps_code_words_and_challenge() {
    let challenge = BASE64.encode(r#"{"status":"401"}"#);
    let login = turns(
        Step::Login,
        [
            Turn::Hear("AUTH XOAUTH2"),
            say("+\r\n"),
            Turn::Hear(""),
            say(format!("+ {challenge}\r\n")),
            Turn::Hear(""),
            say(format!("-ERR [AUTH] Authentication failed for {TOKEN}.\r\n")),
        ],
    );
    let script = [pop_greeting(), capa("SASL XOAUTH2\r\n"), login].concat();
    let (result, heard) = check(script, Security::Plain, &oauth(), 10).await;
    assert_eq!(heard.last().unwrap(), "");
    let error = result.unwrap_err();
    assert!(error.is_login_refused());
    let Cause::Rejected(reply) = error.cause else { panic!("{error}") };
    assert_eq!((reply.code.as_str(), reply.text.as_str()), ("[AUTH]", "Authentication failed for [removed]."));
    assert_eq!(reply.challenge.as_deref(), Some(r#"{"status":"401"}"#));
}

#[tokio::test]
async fn not_now_is_not_a_refusal() {
    for code in ["[SYS/TEMP]", "[IN-USE]", "[LOGIN-DELAY]"] {
        let answer = say(format!("-ERR {code} try later\r\n"));
        let login = turns(Step::Login, [Turn::Hear("AUTH "), say("+ \r\n"), Turn::Hear(""), answer]);
        let script = [pop_greeting(), capa("SASL XOAUTH2\r\n"), login].concat();
        let error = check(script, Security::Plain, &oauth(), 10).await.0.unwrap_err();
        assert!(
            matches!(&error.cause, Cause::Rejected(reply) if reply.code == code && reply.is_temporary()),
            "{error}"
        );
        assert!(!error.is_login_refused(), "{error}");
    }
}

#[tokio::test]
async fn an_echoed_password_is_removed() {
    let mut login = scripts::user_pass();
    let _ok = login.pop();
    login.push((Step::Login, say("-ERR wrong: PASS příliš-tajné heslo\r\n")));
    let script = [pop_greeting(), capa("USER\r\n"), login].concat();
    let error = check(script, Security::Plain, &password(), 10).await.0.unwrap_err();
    assert!(error.is_login_refused());
    assert!(matches!(&error.cause, Cause::Rejected(reply) if reply.text == "wrong: PASS [removed]"), "{error}");
}

#[tokio::test]
async fn a_password_goes_by_plain_where_it_is_offered() {
    let login = turns(Step::Login, [Turn::Hear("AUTH PLAIN"), say("+ \r\n"), Turn::Hear(""), say("+OK\r\n")]);
    let script = [pop_greeting(), capa("USER\r\nSASL PLAIN\r\n"), login, stat(0), pop_quit()].concat();
    let (result, heard) = check(script, Security::Plain, &password(), 10).await;
    assert_eq!(result.unwrap().messages, 0);
    assert!(BASE64.decode(&heard[2]).unwrap().starts_with(b"\0recepce@example.cz\0"));
}

#[tokio::test]
async fn without_a_common_mechanism_nothing_is_sent() {
    let script = [pop_greeting(), capa("USER\r\nSASL PLAIN\r\n")].concat();
    let (result, heard) = check(script, Security::Plain, &oauth(), 10).await;
    let offered = vec!["PLAIN".to_owned(), "USER".to_owned()];
    assert_eq!(result.unwrap_err().cause, Cause::NoCommonMechanism { offered });
    assert_eq!(heard, ["CAPA"]);
}

#[tokio::test]
async fn text_smuggled_in_after_stls_is_refused() {
    let mut script = [pop_greeting(), scripts::stls()].concat();
    script.truncate(script.len() - 2);
    script.push((Step::StartTls, say("+OK begin\r\n+OK\r\nSASL PLAIN\r\n.\r\n")));
    script.push((Step::StartTls, Turn::Hear("nothing more is to come")));
    let (result, heard) = check(script, Security::StartTls, &oauth(), 10).await;
    let error = result.unwrap_err();
    assert_eq!((error.step, error.cause), (Step::StartTls, Cause::LeftoverPlaintext));
    assert_eq!(heard, ["CAPA", "STLS"]);
}

#[tokio::test]
async fn a_server_without_stls_gets_no_secret() {
    let script = [pop_greeting(), capa("USER\r\nSASL PLAIN\r\n")].concat();
    let (result, heard) = check(script, Security::StartTls, &password(), 10).await;
    assert_eq!(result.unwrap_err().cause, Cause::NoStartTls);
    assert_eq!(heard, ["CAPA"]);
}

#[tokio::test]
async fn a_greeting_that_refuses_is_told() {
    let script = vec![(Step::Greeting, say("-ERR [SYS/PERM] go away\r\n"))];
    let error = check(script, Security::Plain, &oauth(), 10).await.0.unwrap_err();
    assert_eq!(error.step, Step::Greeting);
    assert!(matches!(error.cause, Cause::Rejected(reply) if reply.text == "go away"));
}
