//! The chain's links by name, and what was found at each, in a few words.
//!
//! Protects: a line says what an administrator can compare with what they expected (addresses, names, times), and
//! nothing longer than a line or two, whatever a server wrote; and no secret, should a server repeat one in its greeting.
//! Leaves to others: what is said of a link that broke.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::when::{clock, date};
use crate::account::{EmailAddress, Method, Protocol, Security};
use crate::chain::{Certificate, Found, Link};
use crate::engine::TestRequest;
use crate::i18n::Lang;
use crate::log::net;
use crate::tr;

/// How much of a server's own words is shown, in characters.
const MOST: usize = 120;
/// How many addresses of a name are shown.
const ADDRESSES: usize = 3;
/// How many names of a certificate are shown.
const NAMES: usize = 3;

/// A link by its name.
#[must_use]
pub fn link_name(link: Link, protocol: Protocol, lang: Lang) -> String {
    match (link, protocol) {
        (Link::Settings, _) => tr!(lang, "link-settings"),
        (Link::Name, _) => tr!(lang, "link-name"),
        (Link::Connect, _) => tr!(lang, "link-connect"),
        (Link::Greeting, _) => tr!(lang, "link-greeting"),
        (Link::Tls, _) => tr!(lang, "link-tls"),
        (Link::Capabilities, _) => tr!(lang, "link-capabilities"),
        (Link::Token, _) => tr!(lang, "link-token"),
        (Link::Login, _) => tr!(lang, "link-login"),
        (Link::Command, Protocol::Smtp) => tr!(lang, "link-command-smtp"),
        (Link::Command, Protocol::Pop) => tr!(lang, "link-command-pop"),
        (Link::Message, _) => tr!(lang, "link-message"),
        (Link::Arrival, _) => tr!(lang, "link-arrival"),
    }
}

/// A test, with the words of its message.
#[must_use]
pub fn test_request(protocol: Protocol, send_to: Option<EmailAddress>, lang: Lang) -> TestRequest {
    TestRequest { protocol, send_to, subject: tr!(lang, "cli-send-subject"), body: tr!(lang, "cli-send-body") }
}

/// What was found at a link that holds.
#[must_use]
pub fn found(found: &Found, lang: Lang) -> String {
    net::clean_line(said(found, lang))
}

fn said(found: &Found, lang: Lang) -> String {
    match found {
        Found::Settings { server, port, security, method } => {
            let address =
                if server.as_str().contains(':') { format!("[{server}]:{port}") } else { format!("{server}:{port}") };
            [address, protection(*security, lang), method_name(*method, lang)].join(", ")
        }
        Found::Name { addresses, .. } => {
            let shown = addresses.iter().take(ADDRESSES).map(ToString::to_string).collect::<Vec<_>>().join(", ");
            match addresses.len().saturating_sub(ADDRESSES) {
                0 => shown,
                more => tr!(lang, "found-name-more", addresses = shown, count = more),
            }
        }
        Found::Connect { address, failed, instead_of } => {
            let mut parts = vec![address.to_string()];
            parts.extend(instead_of.iter().map(|server| tr!(lang, "found-instead", server = server.clone())));
            parts.extend(
                failed.iter().take(ADDRESSES).map(|(address, why)| {
                    tr!(lang, "found-silent", address = address.to_string(), reason = short(why))
                }),
            );
            parts.join("; ")
        }
        Found::Greeting(text) if text.is_empty() => tr!(lang, "found-greeting"),
        Found::Greeting(text) => short(text),
        Found::Tls { version, certificate, .. } => match certificate {
            Some(certificate) => format!("{version}, {}", vouched(certificate, lang)),
            None => (*version).to_owned(),
        },
        Found::Unprotected => tr!(lang, "found-unprotected"),
        Found::Capabilities { mechanisms, size, pipelining } => {
            let mechanisms = mechanisms.join(", ");
            let mut parts = vec![match mechanisms.as_str() {
                "" => tr!(lang, "found-no-login"),
                _ => tr!(lang, "found-mechanisms", mechanisms = short(&mechanisms)),
            }];
            parts.extend(size.filter(|size| *size > 0).map(|size| tr!(lang, "found-size", size = bytes(size, lang))));
            // The protocols' own word, like the mechanisms' names.
            parts.extend(pipelining.then(|| "PIPELINING".to_owned()));
            parts.join("; ")
        }
        Found::Token { until, renewed, signed_in_as } => {
            let mut parts = vec![match until {
                Some(until) => tr!(lang, "found-token-until", time = end(*until, lang)),
                None => tr!(lang, "found-token"),
            }];
            parts.extend(renewed.then(|| tr!(lang, "found-token-renewed")));
            parts.extend(signed_in_as.iter().map(|who| tr!(lang, "found-token-who", who = who.clone())));
            parts.join(", ")
        }
        Found::NoToken(method) => tr!(lang, "found-no-token", method = method_name(*method, lang)),
        Found::Login { mechanism, user, second_try } => {
            let login = tr!(lang, "found-login", user = user.clone(), mechanism = (*mechanism).to_owned());
            if *second_try { format!("{login}; {}", tr!(lang, "found-second-try")) } else { login }
        }
        Found::NoLogin => tr!(lang, "found-not-wanted"),
        Found::Envelope { from, to, message: false } => {
            tr!(lang, "found-envelope", from = from.to_string(), to = to.to_string())
        }
        // The line below says that it was taken over.
        Found::Envelope { from, to, message: true } => {
            tr!(lang, "found-envelope-message", from = from.to_string(), to = to.to_string())
        }
        Found::Mailbox { messages, bytes: size, uidl } => {
            let counted = match *messages {
                0 => tr!(lang, "found-mailbox-empty"),
                count => format!("{}, {}", tr!(lang, "found-mailbox", count = count), bytes(*size, lang)),
            };
            let uidl = if *uidl { tr!(lang, "found-uidl") } else { tr!(lang, "found-uidl-missing") };
            format!("{counted}; {uidl}")
        }
        Found::Message { to, reply } => tr!(lang, "found-message", to = to.to_string(), reply = short(reply)),
        Found::Arrival { after } => match after.as_secs() {
            0 => tr!(lang, "found-arrival-now"),
            seconds => tr!(lang, "found-arrival", seconds = seconds),
        },
        Found::ArrivesElsewhere => tr!(lang, "found-elsewhere"),
    }
}

fn protection(security: Security, lang: Lang) -> String {
    match security {
        Security::Tls => "TLS".to_owned(),
        Security::StartTls => "STARTTLS".to_owned(),
        Security::Plain => tr!(lang, "found-unprotected"),
    }
}

fn method_name(method: Method, lang: Lang) -> String {
    match method {
        Method::None => tr!(lang, "found-method-none"),
        Method::Password => tr!(lang, "found-method-password"),
        Method::OAuth2 => tr!(lang, "win-method-oauth2"),
    }
}

/// For which names a certificate is, who vouches for it, and until when.
fn vouched(certificate: &Certificate, lang: Lang) -> String {
    let day = date(certificate.not_after.to_zoned(TimeZone::system()).date(), lang);
    let (subject, issuer) = (names(certificate), short(&certificate.issuer));
    if certificate.self_signed {
        tr!(lang, "found-certificate-own", subject = subject, day = day)
    } else {
        tr!(lang, "found-certificate", subject = subject, issuer = issuer, day = day)
    }
}

/// The first of the names that a certificate is for, the subject before others. A subject that is none of them is only a
/// label (RFC 9525, 2), and stands for them where there are none.
fn names(certificate: &Certificate) -> String {
    let Certificate { subject, names, .. } = certificate;
    let first = Some(subject).filter(|subject| names.is_empty() || names.contains(subject));
    let mut all = first.into_iter().chain(names.iter().filter(|name| *name != subject));
    let mut shown: Vec<_> = all.by_ref().take(NAMES).map(|name| short(name)).collect();
    if all.next().is_some() {
        shown.push("…".to_owned());
    }
    shown.join(", ")
}

/// Until when a token holds.
fn end(at: Timestamp, lang: Lang) -> String {
    let (at, now) = (at.to_zoned(TimeZone::system()), Timestamp::now().to_zoned(TimeZone::system()));
    let time = clock(&at, lang);
    if at.date() == now.date() { time } else { format!("{}\u{a0}{time}", date(at.date(), lang)) }
}

/// A size as people write it: `35 MB`, `3,4 MB`.
fn bytes(size: u64, lang: Lang) -> String {
    let (unit, name) = match size {
        0..1_000 => return format!("{size}\u{a0}B"),
        1_000..1_000_000 => (1_000, "kB"),
        1_000_000..1_000_000_000 => (1_000_000, "MB"),
        _ => (1_000_000_000, "GB"),
    };
    let (whole, tenth) = (size / unit, size % unit * 10 / unit);
    let point = if lang == Lang::Cs { ',' } else { '.' };
    if whole >= 10 || tenth == 0 {
        format!("{whole}\u{a0}{name}")
    } else {
        format!("{whole}{point}{tenth}\u{a0}{name}")
    }
}

/// A server's or the system's words, cleaned (before a cut could make a secret too short to be known) and cut to a line.
fn short(text: &str) -> String {
    let text = net::clean(text);
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_written_as_people_write_them() {
        let plain = |size, lang| bytes(size, lang).replace('\u{a0}', " ");
        for (size, czech, english) in [
            (0, "0 B", "0 B"),
            (999, "999 B", "999 B"),
            (1_000, "1 kB", "1 kB"),
            (3_460_000, "3,4 MB", "3.4 MB"),
            (36_700_160, "36 MB", "36 MB"),
            (2_100_000_000, "2,1 GB", "2.1 GB"),
            (u64::MAX, "18446744073 GB", "18446744073 GB"),
        ] {
            assert_eq!(plain(size, Lang::Cs), czech);
            assert_eq!(plain(size, Lang::En), english);
        }
    }

    #[test]
    fn a_certificate_with_many_names_stays_a_line() {
        let certificate = |subject: &str, names: &[&str]| Certificate {
            subject: subject.into(),
            issuer: "R3".into(),
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            not_before: Timestamp::UNIX_EPOCH,
            not_after: Timestamp::UNIX_EPOCH,
            self_signed: false,
        };
        for (subject, all, shown) in [
            ("a.cz", &[][..], "a.cz"),
            ("a.cz", &["a.cz"], "a.cz"),
            ("a.cz", &["b.cz", "a.cz", "c.cz"], "a.cz, b.cz, c.cz"),
            ("a.cz", &["a.cz", "b.cz", "c.cz", "d.cz"], "a.cz, b.cz, c.cz, …"),
            ("Company mail", &["b.cz"], "b.cz"),
            ("Company mail", &[], "Company mail"),
        ] {
            assert_eq!(names(&certificate(subject, all)), shown);
        }
    }

    #[test]
    fn what_a_server_writes_stays_a_line() {
        let said = found(&Found::Greeting("ž".repeat(5_000)), Lang::Cs);
        assert_eq!(said.chars().count(), MOST + 1);
    }

    #[test]
    fn a_secret_that_a_server_repeats_is_not_shown() {
        let secret = "qh7TRwx0vPz3LmNs8KdYb2Uc";
        net::learn_text(secret);
        let greeting = format!("mail.example.com ready, last token: {secret}");
        // The line's end falls into the secret, so that a piece would be left that is too short to be known.
        let cut = format!("{} {secret}", "z".repeat(MOST - 8));
        let mechanisms = vec!["XOAUTH2".to_owned(), secret.to_owned()];
        for told in [
            Found::Greeting(greeting),
            Found::Greeting(cut),
            Found::Capabilities { mechanisms, size: None, pipelining: false },
            Found::Login { mechanism: "XOAUTH2", user: secret.to_owned(), second_try: false },
        ] {
            let said = found(&told, Lang::En);
            assert!(!said.contains(&secret[..7]), "{said}");
            assert!(said.len() > 10, "{said}");
        }
    }
}
