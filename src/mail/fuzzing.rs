//! What a stranger can send, as plain functions over bytes: for fuzz targets outside this crate and the tests here.
//!
//! Protects: each function runs the same code as a session and panics when a promise is broken: every end is an end with
//! a cause, in which there is no control character and nothing endless. Not part of the interface for programs.

use std::io::Cursor;
use std::sync::{Arc, LazyLock};

use super::session::Session;
use super::{Cause, MailError, Reply, certificate, interceptor, pop3, reply, smtp};
use crate::account::{EmailAddress, Host, Protocol};

/// The longest text that may come of a server's words: what is kept, and what stands around it.
const LONGEST: usize = 20_000;

static ADDRESS: LazyLock<EmailAddress> = LazyLock::new(|| "a@example.cz".parse().expect("an address"));

/// What a session needs; the bytes never get so far that it is used.
static HOST: LazyLock<(Host, Arc<rustls::ClientConfig>)> = LazyLock::new(|| {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = builder.expect("ring knows both versions").with_root_certificates(rustls::RootCertStore::empty());
    ("mail.example.cz".parse().expect("a host"), Arc::new(config.with_no_client_auth()))
});

/// Everything that an SMTP server says in one session, from its greeting on.
pub fn smtp_replies(bytes: &[u8]) {
    ended(wait(async {
        let mut open = smtp::Open::over(session(bytes, Protocol::Smtp), &HOST.0, &HOST.1).await?;
        open.try_envelope(&ADDRESS, &ADDRESS).await?;
        open.try_envelope(&ADDRESS, &ADDRESS).await
    }));
}

/// Everything that a POP3 server says in one session, from its greeting on.
pub fn pop_replies(bytes: &[u8]) {
    ended(wait(async {
        let mut open = pop3::Open::over(session(bytes, Protocol::Pop), &HOST.0, &HOST.1).await?;
        let _counted = open.stat_and_uidl().await?;
        let _found = open.find("<a@example.cz>", 3).await?;
        let mailbox = open.look(3).await?;
        for header in &mailbox.newest {
            tidy(&header.from);
            tidy(&header.subject);
        }
        Ok(())
    }));
}

/// The text behind `334 ` or `+ `, and the JSON inside it.
pub fn challenge(bytes: &[u8]) {
    let redactor = reply::Redactor::default();
    let texts = [
        reply::challenge(&String::from_utf8_lossy(bytes), &redactor),
        Some(redactor.tidy(&String::from_utf8_lossy(bytes))),
    ];
    for challenge in texts {
        let reply = Reply { code: "535".into(), text: String::new(), challenge };
        tidy(&reply.to_string());
        if let Some(said) = reply.challenge() {
            [said.status, said.scope, said.schemes].iter().flatten().for_each(|text| tidy(text));
        }
    }
}

/// A server's certificate (DER).
pub fn certificate(bytes: &[u8]) {
    let _known = interceptor::known(&certificate::issuer_names(bytes));
    if let Some(facts) = certificate::read(bytes) {
        assert!(facts.names.len() <= 100, "a certificate has too many names");
        facts.names.iter().chain([&facts.subject, &facts.issuer]).for_each(|text| tidy(text));
    }
}

fn session(bytes: &[u8], protocol: Protocol) -> Session {
    Session::unprotected(tokio::io::join(Cursor::new(bytes.to_vec()), tokio::io::sink()), protocol)
}

fn ended(result: Result<(), MailError>) {
    let Err(error) = result else { return };
    assert!(!matches!(error.cause, Cause::TimedOut(_)), "bytes that are all there are waited for");
    tidy(&error.to_string());
}

fn tidy(text: &str) {
    assert!(!text.chars().any(char::is_control), "a control character is in {text:?}");
    assert!(text.chars().count() <= LONGEST, "a text of {} characters is kept", text.chars().count());
}

/// Runs to the end; all bytes are there, so nothing is really waited for.
fn wait<T>(work: impl Future<Output = T>) -> T {
    thread_local! {
        static RUNTIME: Option<tokio::runtime::Runtime> =
            tokio::runtime::Builder::new_current_thread().enable_time().build().ok();
    }
    RUNTIME.with(|runtime| match runtime {
        Some(runtime) => runtime.block_on(work),
        None => panic!("no runtime can be made"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
        "250 ok",
        "354 go",
        "334 ",
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
        "..",
        "",
        "220 mail",
    ];

    proptest! {
        #[test]
        fn whatever_an_smtp_server_says_the_session_ends(bytes in said(SMTP)) {
            smtp_replies(&bytes);
        }

        #[test]
        fn whatever_a_pop_server_says_the_session_ends(bytes in said(POP)) {
            pop_replies(&bytes);
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
            certificate(&der);
            der.truncate(cut);
            certificate(&der);
        }
    }

    #[test]
    fn a_session_that_goes_well_goes_through() {
        smtp_replies(b"220 x\r\n250-x\r\n250 PIPELINING\r\n250 a\r\n250 b\r\n250 c\r\n250 a\r\n250 b\r\n250 c\r\n");
        pop_replies(b"+OK x\r\n+OK\r\nTOP\r\n.\r\n+OK 1 9\r\n+OK 1 x\r\n+OK 1 9\r\n+OK 1 9\r\n+OK\r\nMessage-ID: <b@c>\r\n\r\n.\r\n");
    }
}
