//! From the settings to what the server offers over TLS; much of it is the same for both protocols.

use mailkey::account::{Method, Settings};
use mailkey::chain::Link;
use mailkey::demo::MailFault::{Certificate, Close, EndlessLine, Garbage, Hang, HttpPage};
use mailkey::demo::MailStep::{Capabilities, CapabilitiesOverTls, Connect, Greeting, Handshake, StartTls};
use mailkey::demo::{BadCertificate, Practice};

use crate::case::Wrong::{Password, Settings as Set};
use crate::case::{Case, FINE, UNKNOWN, at, bytes, mechanisms, say, without};

fn servers(settings: &mut Settings, host: &str) {
    settings.smtp.server = host.parse().ok();
    settings.pop.server = host.parse().ok();
}

fn ports(settings: &mut Settings, smtp: u16, pop: u16) {
    settings.smtp.port = i64::from(smtp).try_into().expect("a port");
    settings.pop.port = i64::from(pop).try_into().expect("a port");
}

/// A port that somebody had a moment ago.
fn closed() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

/// A port that lets nobody in and says nothing, for as long as the process lives.
fn silent() -> u16 {
    let socket = tokio::net::TcpSocket::new_v4().expect("a socket");
    socket.bind("127.0.0.1:0".parse().expect("an address")).expect("bound");
    let listener = socket.listen(0).expect("listening");
    let address = listener.local_addr().expect("an address");
    // The backlog of one connection is full: further ones get no answer.
    let filler = std::net::TcpStream::connect(address).expect("connected");
    std::mem::forget((listener, filler));
    address.port()
}

fn nowhere(settings: &mut Settings, _: &Practice) {
    servers(settings, "mail.nowhere.invalid");
}

fn closed_port(settings: &mut Settings, _: &Practice) {
    ports(settings, closed(), closed());
}

fn silent_port(settings: &mut Settings, _: &Practice) {
    ports(settings, silent(), silent());
}

fn tls_ports(settings: &mut Settings, practice: &Practice) {
    ports(settings, practice.smtp_tls_port(), practice.pop_tls_port());
}

fn swapped_ports(settings: &mut Settings, practice: &Practice) {
    ports(settings, practice.pop_port(), practice.smtp_port());
}

fn http_port(settings: &mut Settings, practice: &Practice) {
    let port = practice.issuer().rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port");
    ports(settings, port, port);
}

fn no_tls(settings: &mut Settings, _: &Practice) {
    settings.smtp.tls = false;
    settings.pop.tls = false;
}

fn no_servers(settings: &mut Settings, _: &Practice) {
    settings.smtp.server = None;
    settings.pop.server = None;
}

fn no_account(settings: &mut Settings, _: &Practice) {
    settings.smtp.oauth2.account = None;
}

fn no_user(settings: &mut Settings, _: &Practice) {
    settings.smtp.method = Method::Password;
    settings.pop.method = Method::Password;
}

fn no_password(settings: &mut Settings, practice: &Practice) {
    no_user(settings, practice);
    settings.smtp.user = "recepce@cviceni.test".parse().expect("a user");
    settings.pop.user = "recepce@cviceni.test".parse().expect("a user");
}

fn no_trust(settings: &mut Settings, _: &Practice) {
    settings.extra_ca = None;
}

fn missing_ca(settings: &mut Settings, _: &Practice) {
    settings.extra_ca = Some("/nonexistent/ca.pem".into());
}

fn secondary_too(settings: &mut Settings, practice: &Practice) {
    closed_port(settings, practice);
    settings.smtp.secondary_server = "127.0.0.1".parse().ok();
}

pub fn cases() -> Vec<Case> {
    let both = |wrong, link, id| Case::both(wrong, link, id, FINE);
    let mut all = Vec::new();
    for pair in [
        both(Set("no server", no_servers), Link::Settings, "incomplete"),
        Case::both(Set("no account", no_account), Link::Settings, "incomplete", UNKNOWN),
        Case::both(Set("no user for the password", no_user), Link::Settings, "incomplete", UNKNOWN),
        both(Set("the certificate file is missing", missing_ca), Link::Settings, "ca-unreadable"),
        both(Set("a name that nobody has", nowhere), Link::Name, "name-not-found"),
        both(Set("a closed port", closed_port), Link::Connect, "connection-refused"),
        both(Set("a silent port", silent_port), Link::Connect, "timed-out-connect"),
        both(Set("a silent port: TLS from the first byte", tls_ports), Link::Greeting, "speaks-tls"),
        both(Set("each other's port", swapped_ports), Link::Greeting, "other-protocol"),
        // A web server says nothing by itself and then complains about EHLO or CAPA.
        both(Set("a web server's silent port", http_port), Link::Greeting, "http-answer"),
        both(Set("TLS switched off", no_tls), Link::Login, "no-login-tls-off"),
        both(Set("the authority is not trusted", no_trust), Link::Tls, "tls-issuer"),
        both(at(Connect, Close), Link::Greeting, "closed"),
        both(at(Connect, HttpPage), Link::Greeting, "http-answer"),
        both(at(Greeting, Hang), Link::Greeting, "timed-out-start"),
        both(at(Greeting, Close), Link::Greeting, "closed"),
        both(at(Greeting, Garbage), Link::Greeting, "not-understood"),
        both(at(Greeting, EndlessLine), Link::Greeting, "not-understood"),
        both(at(Greeting, HttpPage), Link::Greeting, "http-answer"),
        both(say(Greeting, "SSH-2.0-OpenSSH_9.2p1 Debian-2"), Link::Greeting, "other-protocol"),
        both(say(Greeting, "* OK [CAPABILITY IMAP4rev1] Dovecot ready."), Link::Greeting, "other-protocol"),
        both(at(Capabilities, Hang), Link::Capabilities, "timed-out"),
        both(at(Capabilities, Close), Link::Capabilities, "closed"),
        both(at(Capabilities, Garbage), Link::Capabilities, "not-understood"),
        both(at(Capabilities, EndlessLine), Link::Capabilities, "not-understood"),
        both(without(Capabilities, &["STARTTLS", "STLS"]), Link::Tls, "no-starttls"),
        both(at(StartTls, Hang), Link::Tls, "timed-out-start"),
        both(at(StartTls, Close), Link::Tls, "closed"),
        both(at(StartTls, Garbage), Link::Tls, "not-understood"),
        both(at(Handshake, Hang), Link::Tls, "timed-out-start"),
        both(at(Handshake, Close), Link::Tls, "closed"),
        both(at(Handshake, Garbage), Link::Tls, "tls-plain-port"),
        both(at(Handshake, HttpPage), Link::Tls, "http-answer"),
        both(say(Handshake, "220 plain text"), Link::Tls, "tls-plain-port"),
        // Alerts (RFC 8446, 6.2): protocol_version, handshake_failure.
        both(bytes(Handshake, &[21, 3, 1, 0, 2, 2, 70]), Link::Tls, "tls-too-old"),
        both(bytes(Handshake, &[21, 3, 1, 0, 2, 2, 40]), Link::Tls, "tls-other"),
        both(at(Handshake, Certificate(BadCertificate::SelfSigned)), Link::Tls, "tls-self-signed"),
        both(at(Handshake, Certificate(BadCertificate::OtherAuthority("Firma root".into()))), Link::Tls, "tls-issuer"),
        both(
            at(Handshake, Certificate(BadCertificate::OtherAuthority("Avast Web/Mail Shield Root".into()))),
            Link::Tls,
            "tls-intercepted",
        ),
        both(at(Handshake, Certificate(BadCertificate::Expired)), Link::Tls, "tls-expired"),
        both(at(Handshake, Certificate(BadCertificate::NotYetValid)), Link::Tls, "tls-not-yet"),
        both(at(Handshake, Certificate(BadCertificate::WrongName)), Link::Tls, "tls-name"),
        both(at(CapabilitiesOverTls, Hang), Link::Capabilities, "timed-out"),
        both(at(CapabilitiesOverTls, Close), Link::Capabilities, "closed"),
        both(at(CapabilitiesOverTls, Garbage), Link::Capabilities, "not-understood"),
        both(without(CapabilitiesOverTls, &["AUTH", "SASL", "USER"]), Link::Login, "no-login-offered"),
        both(mechanisms(&["PLAIN", "LOGIN"]), Link::Login, "no-token-login"),
        both(mechanisms(&["GSSAPI", "NTLM"]), Link::Login, "no-token-login"),
    ] {
        all.extend(pair);
    }
    for case in Case::both(Set("no password", no_password), Link::Settings, "incomplete-password", UNKNOWN) {
        all.push(case.and(Password("")));
    }
    all.extend([
        Case::smtp(
            Set("no sender", |settings, _| settings.smtp.sender_address = None),
            Link::Settings,
            "incomplete",
            FINE,
        ),
        Case::smtp(Set("a closed port, and a second server", secondary_too), Link::Connect, "connection-refused", FINE),
        Case::smtp(say(Greeting, "+OK POP3 ready"), Link::Greeting, "other-protocol", FINE),
        Case::smtp(
            say(Greeting, "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org"),
            Link::Greeting,
            "smtp-blocklisted",
            FINE,
        ),
        Case::smtp(
            say(Greeting, "421 4.3.2 Service not available, closing transmission channel"),
            Link::Greeting,
            "temporary",
            FINE,
        ),
        Case::smtp(
            bytes(Greeting, b"421 4.7.0 Too many connections from your IP\r\n"),
            Link::Greeting,
            "smtp-too-many-connections",
            FINE,
        ),
        Case::smtp(say(Capabilities, "502 5.5.2 Error: command not recognized"), Link::Capabilities, "reply", FINE),
        Case::smtp(
            say(Capabilities, "421 4.4.2 mail.example.com Error: timeout exceeded"),
            Link::Capabilities,
            "temporary",
            FINE,
        ),
        Case::smtp(
            say(StartTls, "454 4.7.0 TLS not available due to local problem"),
            Link::Tls,
            "smtp-server-broken",
            FINE,
        ),
        Case::smtp(say(StartTls, "502 5.5.1 Error: command not implemented"), Link::Tls, "reply", FINE),
        Case::smtp(say(StartTls, "220 2.0.0 Ready\r\n250 injected"), Link::Tls, "injected", FINE),
        Case::smtp(say(CapabilitiesOverTls, "421 4.3.0 busy"), Link::Capabilities, "temporary", FINE),
        Case::pop(say(Greeting, "220 smtp.example.com ESMTP"), Link::Greeting, "other-protocol", FINE),
        Case::pop(say(Greeting, "-ERR [SYS/TEMP] Try again later"), Link::Greeting, "pop-mailbox-temporary", FINE),
        Case::pop(say(Greeting, "-ERR Too many connections"), Link::Greeting, "pop-too-many", FINE),
        Case::pop(say(StartTls, "-ERR TLS not available"), Link::Tls, "reply", FINE),
        Case::pop(say(StartTls, "+OK Begin TLS\r\n+OK injected"), Link::Tls, "injected", FINE),
        Case::pop(say(CapabilitiesOverTls, "+OK\r\nUIDL\r\n."), Link::Login, "no-login-offered", FINE),
    ]);
    all
}
