//! From the settings to what the server offers over TLS; much of it is the same for both protocols.

use mailkey::account::{Method, Settings};
use mailkey::chain::Link;
use mailkey::demo::MailFault::{Certificate, Close, EndlessLine, Garbage, Hang, HttpPage};
use mailkey::demo::MailStep::{Capabilities, CapabilitiesOverTls, Connect, Greeting, Handshake, StartTls};
use mailkey::demo::{BadCertificate, Practice};

use crate::case::Wrong::Settings as Set;
use crate::case::{Case, FINE, at, bytes, mechanisms, say, without};

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
        both(Set("no server", no_servers), Link::Settings, ""),
        both(Set("no account", no_account), Link::Settings, ""),
        both(Set("no user for the password", no_user), Link::Settings, ""),
        both(Set("no password", no_password), Link::Settings, ""),
        both(Set("the certificate file is missing", missing_ca), Link::Settings, ""),
        both(Set("a name that nobody has", nowhere), Link::Name, ""),
        both(Set("a closed port", closed_port), Link::Connect, ""),
        both(Set("a silent port", silent_port), Link::Connect, ""),
        both(Set("a silent port: TLS from the first byte", tls_ports), Link::Greeting, ""),
        both(Set("each other's port", swapped_ports), Link::Greeting, ""),
        // A web server says nothing by itself and then complains about EHLO or CAPA.
        both(Set("a web server's silent port", http_port), Link::Greeting, ""),
        both(Set("TLS switched off", no_tls), Link::Login, ""),
        both(Set("the authority is not trusted", no_trust), Link::Tls, ""),
        both(at(Connect, Close), Link::Greeting, ""),
        both(at(Connect, HttpPage), Link::Greeting, ""),
        both(at(Greeting, Hang), Link::Greeting, ""),
        both(at(Greeting, Close), Link::Greeting, ""),
        both(at(Greeting, Garbage), Link::Greeting, ""),
        both(at(Greeting, EndlessLine), Link::Greeting, ""),
        both(at(Greeting, HttpPage), Link::Greeting, ""),
        both(say(Greeting, "SSH-2.0-OpenSSH_9.2p1 Debian-2"), Link::Greeting, ""),
        both(say(Greeting, "* OK [CAPABILITY IMAP4rev1] Dovecot ready."), Link::Greeting, ""),
        both(at(Capabilities, Hang), Link::Capabilities, ""),
        both(at(Capabilities, Close), Link::Capabilities, ""),
        both(at(Capabilities, Garbage), Link::Capabilities, ""),
        both(at(Capabilities, EndlessLine), Link::Capabilities, ""),
        both(without(Capabilities, &["STARTTLS", "STLS"]), Link::Tls, ""),
        both(at(StartTls, Hang), Link::Tls, ""),
        both(at(StartTls, Close), Link::Tls, ""),
        both(at(StartTls, Garbage), Link::Tls, ""),
        both(at(Handshake, Hang), Link::Tls, ""),
        both(at(Handshake, Close), Link::Tls, ""),
        both(at(Handshake, Garbage), Link::Tls, ""),
        both(at(Handshake, HttpPage), Link::Tls, ""),
        both(say(Handshake, "220 plain text"), Link::Tls, ""),
        // Alerts (RFC 8446, 6.2): protocol_version, handshake_failure.
        both(bytes(Handshake, &[21, 3, 1, 0, 2, 2, 70]), Link::Tls, ""),
        both(bytes(Handshake, &[21, 3, 1, 0, 2, 2, 40]), Link::Tls, ""),
        both(at(Handshake, Certificate(BadCertificate::SelfSigned)), Link::Tls, ""),
        both(at(Handshake, Certificate(BadCertificate::OtherAuthority("Firma root".into()))), Link::Tls, ""),
        both(
            at(Handshake, Certificate(BadCertificate::OtherAuthority("Avast Web/Mail Shield Root".into()))),
            Link::Tls,
            "",
        ),
        both(at(Handshake, Certificate(BadCertificate::Expired)), Link::Tls, ""),
        both(at(Handshake, Certificate(BadCertificate::NotYetValid)), Link::Tls, ""),
        both(at(Handshake, Certificate(BadCertificate::WrongName)), Link::Tls, ""),
        both(at(CapabilitiesOverTls, Hang), Link::Capabilities, ""),
        both(at(CapabilitiesOverTls, Close), Link::Capabilities, ""),
        both(at(CapabilitiesOverTls, Garbage), Link::Capabilities, ""),
        both(without(CapabilitiesOverTls, &["AUTH", "SASL", "USER"]), Link::Login, ""),
        both(mechanisms(&["PLAIN", "LOGIN"]), Link::Login, ""),
        both(mechanisms(&["GSSAPI", "NTLM"]), Link::Login, ""),
    ] {
        all.extend(pair);
    }
    all.extend([
        Case::smtp(Set("no sender", |settings, _| settings.smtp.sender_address = None), Link::Settings, "", FINE),
        Case::smtp(Set("a closed port, and a second server", secondary_too), Link::Connect, "", FINE),
        Case::smtp(say(Greeting, "+OK POP3 ready"), Link::Greeting, "", FINE),
        Case::smtp(
            say(Greeting, "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org"),
            Link::Greeting,
            "",
            FINE,
        ),
        Case::smtp(
            say(Greeting, "421 4.3.2 Service not available, closing transmission channel"),
            Link::Greeting,
            "",
            FINE,
        ),
        Case::smtp(bytes(Greeting, b"421 4.7.0 Too many connections from your IP\r\n"), Link::Greeting, "", FINE),
        Case::smtp(say(Capabilities, "502 5.5.2 Error: command not recognized"), Link::Capabilities, "", FINE),
        Case::smtp(
            say(Capabilities, "421 4.4.2 mail.example.com Error: timeout exceeded"),
            Link::Capabilities,
            "",
            FINE,
        ),
        Case::smtp(say(StartTls, "454 4.7.0 TLS not available due to local problem"), Link::Tls, "", FINE),
        Case::smtp(say(StartTls, "502 5.5.1 Error: command not implemented"), Link::Tls, "", FINE),
        Case::smtp(say(StartTls, "220 2.0.0 Ready\r\n250 injected"), Link::Tls, "", FINE),
        Case::smtp(say(CapabilitiesOverTls, "421 4.3.0 busy"), Link::Capabilities, "", FINE),
        Case::pop(say(Greeting, "220 smtp.example.com ESMTP"), Link::Greeting, "", FINE),
        Case::pop(say(Greeting, "-ERR [SYS/TEMP] Try again later"), Link::Greeting, "", FINE),
        Case::pop(say(Greeting, "-ERR Too many connections"), Link::Greeting, "", FINE),
        Case::pop(say(StartTls, "-ERR TLS not available"), Link::Tls, "", FINE),
        Case::pop(say(StartTls, "+OK Begin TLS\r\n+OK injected"), Link::Tls, "", FINE),
        Case::pop(say(CapabilitiesOverTls, "+OK\r\nUIDL\r\n."), Link::Login, "", FINE),
    ]);
    all
}
