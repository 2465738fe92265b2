//! Whatever a stranger sends, a session ends with a result or a cause, in which nothing is endless and no secret is.

use std::sync::{Arc, LazyLock};

use proptest::prelude::*;

use super::fuzzing::{self, TOKEN, conversation};
use super::{Cause, Login, MailError, Reply, certificate, interceptor, reply};
use crate::account::Protocol;

static TLS: LazyLock<Arc<rustls::ClientConfig>> = LazyLock::new(|| {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    Arc::new(builder.with_root_certificates(rustls::RootCertStore::empty()).with_no_client_auth())
});

/// A conversation with a server that says all of this and hangs up.
fn talk(protocol: Protocol, said: &[u8]) -> Result<(), MailError> {
    let login = Login::OAuth { user: "recepce@example.com".into(), token: TOKEN.into() };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    let ended = runtime.block_on(conversation(protocol, &login, &TLS, said));
    if let Err(error) = &ended {
        assert!(!matches!(error.cause, Cause::TimedOut(_)), "bytes that are all there were waited for");
        let shown = format!("{error} {error:?}");
        tidy(&shown);
        assert!(
            TOKEN.as_bytes().windows(12).all(|piece| !shown.contains(std::str::from_utf8(piece).unwrap())),
            "{shown}"
        );
    }
    ended
}

fn tidy(text: &str) {
    assert!(!text.chars().any(char::is_control), "{text:?}");
    assert!(text.chars().count() <= 20_000, "{} characters", text.chars().count());
}

/// Lines that lead a session on, in any order, with odd bytes between them.
fn said(lines: &'static [&'static str]) -> impl Strategy<Value = Vec<u8>> {
    let line = prop_oneof![
        6 => proptest::sample::select(lines).prop_map(|line| format!("{line}\r\n").into_bytes()),
        1 => proptest::collection::vec(any::<u8>(), 0..40),
    ];
    proptest::collection::vec(line, 0..14).prop_map(|lines| lines.concat())
}

const SMTP: &[&str] = &[
    "220 mail ESMTP",
    "250-mail",
    "250-PIPELINING",
    "250-SIZE 0",
    "250 AUTH XOAUTH2",
    "250-AUTH XOAUTH2",
    "235 ok",
    "250 ok",
    "354 go",
    "334 ",
    "235 ok",
    "550 5.7.1 no",
    "421 4.7.0 later",
    "+OK",
    "HTTP/1.1 400 Bad",
    "250",
    "299-",
    "* OK IMAP",
];
const POP: &[&str] = &[
    "+OK",
    "+OK 2 200",
    "+OK 0 0",
    "+OK 4294967295 18446744073709551615",
    "+OK 1 100",
    ".",
    "PIPELINING",
    "TOP",
    "UIDL",
    "Message-ID: <a@example.cz>",
    "Subject: x",
    "-ERR [SYS/TEMP] no",
    "-ERR",
    "+ e30=",
    "+",
    "SASL XOAUTH2",
    "..",
    "",
    "220 mail",
];

proptest! {
    #[test]
    fn whatever_an_smtp_server_says_the_session_ends(bytes in said(SMTP)) {
        let _ended = talk(Protocol::Smtp, &bytes);
    }

    #[test]
    fn whatever_a_pop_server_says_the_session_ends(bytes in said(POP)) {
        let _ended = talk(Protocol::Pop, &bytes);
    }

    #[test]
    fn any_bytes_are_a_challenge_or_none(bytes in proptest::collection::vec(any::<u8>(), 0..300), key in "status|scope|schemes") {
        challenge(&bytes);
        challenge(format!("{{\"{key}\":{}}}", String::from_utf8_lossy(&bytes)).as_bytes());
    }

    #[test]
    fn a_certificate_with_any_byte_changed_gives_facts_or_none(at in 0usize..400, byte in any::<u8>(), cut in 0usize..500) {
        let mut params = rcgen::CertificateParams::new(vec!["mail.example.cz".into(), "127.0.0.1".into()]).unwrap();
        params.distinguished_name.push(rcgen::DnType::OrganizationName, "Firma\u{1b}[2J");
        let key = rcgen::KeyPair::generate().unwrap();
        let mut der = params.self_signed(&key).unwrap().der().to_vec();
        let place = at % der.len();
        der[place] = byte;
        read_certificate(&der);
        der.truncate(cut);
        read_certificate(&der);
    }
}

fn challenge(bytes: &[u8]) {
    let redactor = reply::Redactor::default();
    let text = String::from_utf8_lossy(bytes);
    for challenge in [reply::challenge(&text, &redactor), Some(redactor.tidy(&text))] {
        let reply = Reply { code: "535".into(), text: String::new(), challenge };
        tidy(&reply.to_string());
        if let Some(said) = reply.challenge() {
            [said.status, said.scope, said.schemes].iter().flatten().for_each(|text| tidy(text));
        }
    }
}

fn read_certificate(der: &[u8]) {
    let _known = interceptor::known(&certificate::issuer_names(der));
    if let Some(facts) = fuzzing::certificate(der) {
        assert!(facts.names.len() <= 100);
        facts.names.iter().chain([&facts.subject, &facts.issuer]).for_each(|text| tidy(text));
    }
}

#[test]
fn a_session_that_goes_well_goes_through() {
    let login = "334 \r\n235 ok\r\n";
    let envelope = "250 a\r\n250 b\r\n250 c\r\n250 a\r\n250 b\r\n354 d\r\n250 e\r\n";
    let smtp = format!("220 x\r\n250-x\r\n250-8BITMIME\r\n250 AUTH XOAUTH2\r\n{login}{envelope}");
    assert_eq!(talk(Protocol::Smtp, smtp.as_bytes()), Ok(()));
    let top = "+OK 1 9\r\n+OK 1 9\r\n+OK\r\nMessage-ID: <b@c>\r\n\r\n.\r\n";
    let pop = format!("+OK x\r\n+OK\r\nTOP\r\nSASL XOAUTH2\r\n.\r\n+ \r\n+OK\r\n+OK 1 9\r\n+OK 1 x\r\n{top}{top}");
    assert_eq!(talk(Protocol::Pop, pop.as_bytes()), Ok(()));
}
