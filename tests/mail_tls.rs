//! Whom Mailkey trusts: the system's store (`SSL_CERT_FILE`), the administrator's own file, and nobody else.

mod mail_support;

use std::process::Command;
use std::sync::Arc;

use mail_support::scripts::pop_greeting;
use mail_support::{Pki, Script, Turn, endpoint, oauth, say, serve, server_config};
use mailkey::account::{Port, Security};
use mailkey::mail::{Cause, Step, TlsFailure, pop3};
use mailkey::tls::{TlsSetupError, client_config};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, KeyPair, date_time_ymd};

/// What comes of a handshake with a server that has this certificate; past it the server hangs up.
async fn meet(server: Arc<rustls::ServerConfig>, client: &Arc<rustls::ClientConfig>, host: &str) -> (Step, Cause) {
    let script = [vec![(Step::TlsHandshake, Turn::Tls)], pop_greeting()].concat();
    let server = serve(script, server);
    let to = endpoint(&[host], server.port, Security::Tls, 5);
    let error = pop3::check(&to, &oauth(), Arc::clone(client), 1).await.unwrap_err();
    (error.step, error.cause)
}

/// The handshake was done, and the next step met the server that had hung up.
fn passed((step, cause): (Step, Cause)) -> bool {
    step == Step::Capabilities && cause == Cause::Closed
}

#[tokio::test]
async fn each_fault_of_a_certificate_is_told_apart() {
    let pki = Pki::new();
    let trusting = &pki.trusting;
    assert!(passed(meet(pki.good(), trusting, "127.0.0.1").await));
    assert!(passed(meet(pki.good(), trusting, "localhost").await));

    let expired = pki.server(&["127.0.0.1"], |params| {
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(2021, 1, 1);
    });
    let future = pki.server(&["127.0.0.1"], |params| {
        params.not_before = date_time_ymd(2900, 1, 1);
        params.not_after = date_time_ymd(2901, 1, 1);
    });
    let key = KeyPair::generate().unwrap();
    let self_signed = CertificateParams::new(vec!["127.0.0.1".into()]).unwrap().self_signed(&key).unwrap();
    let mut params = CertificateParams::new(vec!["127.0.0.1".into()]).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let as_openssl_makes_them = params.self_signed(&key).unwrap();
    let failure = async |server| match meet(server, trusting, "127.0.0.1").await {
        (Step::TlsHandshake, Cause::Tls(failure)) => failure,
        other => panic!("{other:?}"),
    };
    let unknown = failure(Pki::new().good()).await;
    assert!(matches!(&unknown, TlsFailure::UnknownIssuer(Some(facts)) if facts.issuer == "Mailkey test authority"));
    for certificate in [self_signed, as_openssl_makes_them] {
        let failure = failure(server_config(certificate.der().clone(), &key)).await;
        assert!(matches!(&failure, TlsFailure::SelfSigned(Some(facts)) if facts.self_signed), "{failure:?}");
    }
    let other = failure(pki.server(&["mail.example.cz", "*.example.cz", "10.0.0.1"], |_| {})).await;
    assert!(matches!(&other, TlsFailure::WrongName(Some(_))), "{other:?}");
    assert_eq!(other.certificate().unwrap().names, ["mail.example.cz", "*.example.cz", "10.0.0.1"]);
    let expired = failure(expired).await;
    assert!(matches!(&expired, TlsFailure::Expired(Some(_))), "{expired:?}");
    assert_eq!(expired.certificate().unwrap().not_after.to_string(), "2021-01-01T00:00:00Z");
    let future = failure(future).await;
    assert!(matches!(&future, TlsFailure::NotYetValid(Some(_))), "{future:?}");
    assert_eq!(future.certificate().unwrap().not_before.to_string(), "2900-01-01T00:00:00Z");
}

/// What plain `openssl req -x509` makes is its own authority, and an administrator lists it as it is.
#[tokio::test]
async fn a_listed_certificate_is_trusted_as_it_is_and_no_other() {
    let key = KeyPair::generate().unwrap();
    let make = |name: &str, serial: u64, years: (i32, i32)| {
        let mut params = CertificateParams::new(vec![name.into()]).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.serial_number = Some(serial.into());
        params.not_before = date_time_ymd(years.0, 1, 1);
        params.not_after = date_time_ymd(years.1, 1, 1);
        params.self_signed(&key).unwrap()
    };
    let holds = (2020, 2900);
    let [good, same_key] = [1, 2].map(|serial| make("127.0.0.1", serial, holds));
    let other_name = make("mail.example.cz", 3, holds);
    let expired = make("127.0.0.1", 4, (2020, 2021));
    let future = make("127.0.0.1", 5, (2900, 2901));
    let file = tempfile::NamedTempFile::new().unwrap();
    let pem = [&good, &other_name, &expired, &future].map(rcgen::Certificate::pem).concat();
    std::fs::write(file.path(), pem).unwrap();
    let listed = client_config(Some(file.path())).unwrap();
    for versions in [&[&rustls::version::TLS12][..], &[&rustls::version::TLS13]] {
        let server = mail_support::server_config_of(good.der().clone(), &key, versions);
        assert!(passed(meet(server, &listed, "127.0.0.1").await));
    }
    let failure = async |certificate: &rcgen::Certificate, client| match meet(
        server_config(certificate.der().clone(), &key),
        client,
        "127.0.0.1",
    )
    .await
    {
        (Step::TlsHandshake, Cause::Tls(failure)) => failure,
        other => panic!("{other:?}"),
    };
    let stranger = Pki::new();
    let not_listed = failure(&good, &stranger.trusting).await;
    assert!(matches!(not_listed, TlsFailure::SelfSigned(Some(_))), "{not_listed:?}");
    let same_key = failure(&same_key, &listed).await;
    assert!(matches!(same_key, TlsFailure::SelfSigned(Some(_))), "{same_key:?}");
    let other_name = failure(&other_name, &listed).await;
    assert!(matches!(other_name, TlsFailure::WrongName(Some(_))), "{other_name:?}");
    let expired = failure(&expired, &listed).await;
    assert!(matches!(expired, TlsFailure::Expired(Some(_))), "{expired:?}");
    let future = failure(&future, &listed).await;
    assert!(matches!(future, TlsFailure::NotYetValid(Some(_))), "{future:?}");
}

/// Only whoever has the certificate's key is let in: the handshake is signed with it.
#[tokio::test]
async fn a_listed_certificate_without_its_key_is_of_no_use() {
    let (key, thief) = (KeyPair::generate().unwrap(), KeyPair::generate().unwrap());
    let mut params = CertificateParams::new(vec!["127.0.0.1".into()]).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let certificate = params.self_signed(&key).unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), certificate.pem()).unwrap();
    let listed = client_config(Some(file.path())).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let secret = rustls::pki_types::PrivateKeyDer::try_from(thief.serialize_der()).unwrap();
    let secret = provider.key_provider.load_private_key(secret).unwrap();
    let stolen = rustls::sign::CertifiedKey::new(vec![certificate.der().clone()], secret);
    let server = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(rustls::sign::SingleCertAndKey::from(stolen)));
    let (step, cause) = meet(Arc::new(server), &listed, "127.0.0.1").await;
    assert!(step == Step::TlsHandshake && matches!(cause, Cause::Tls(_)), "{step:?} {cause:?}");
}

#[tokio::test]
async fn a_virus_scanner_that_looks_into_the_connection_is_named() {
    let mut authority = CertificateParams::new(Vec::new()).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    for (kind, value) in [(DnType::CommonName, "Avast Web/Mail Shield Root"), (DnType::OrganizationName, "Avast")] {
        authority.distinguished_name.push(kind, value);
    }
    let authority = rcgen::CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let leaf = CertificateParams::new(vec!["127.0.0.1".into()]).unwrap().signed_by(&key, &authority).unwrap();
    let (_, cause) = meet(server_config(leaf.der().clone(), &key), &Pki::new().trusting, "127.0.0.1").await;
    let Cause::Tls(TlsFailure::Intercepted { by, certificate }) = cause else { panic!("{cause:?}") };
    assert_eq!((by, certificate.unwrap().issuer.as_str()), ("Avast Antivirus", "Avast"));
}

/// Many handshakes at once, each with its own certificate.
#[tokio::test(flavor = "multi_thread")]
async fn each_handshake_has_its_own_certificate() {
    let pki = Pki::new();
    let names: Vec<String> = (0..12).map(|number| format!("mail{number}.example.cz")).collect();
    let mut running = tokio::task::JoinSet::new();
    for name in names {
        let (server, trusting) = (pki.server(&[&name], |_| {}), Arc::clone(&pki.trusting));
        let _task = running.spawn(async move { (name, meet(server, &trusting, "127.0.0.1").await.1) });
    }
    for (name, cause) in running.join_all().await {
        let Cause::Tls(failure) = cause else { panic!("{cause:?}") };
        assert_eq!(failure.certificate().unwrap().names, [name]);
    }
}

/// A port that speaks TLS from the first byte says nothing to plain text; one that says an alert is known at once.
#[tokio::test]
async fn plain_text_at_a_port_for_tls_is_told() {
    let pki = Pki::new();
    for (script, seconds) in [
        (vec![(Step::Greeting, Turn::Tls), (Step::Greeting, Turn::Hear("EHLO"))], 1),
        (vec![(Step::Greeting, say("\u{15}\u{3}\u{1}\0\u{2}\u{2}\u{46}"))], 5),
    ] {
        for security in [Security::Plain, Security::StartTls] {
            let server = serve(script.clone(), pki.good());
            let to = endpoint(&["127.0.0.1"], server.port, security, seconds);
            let error = pop3::check(&to, &oauth(), Arc::clone(&pki.trusting), 1).await.unwrap_err();
            assert_eq!((error.step, &error.cause), (Step::Greeting, &Cause::SpeaksTls));
            assert!(!error.may_try_next_server());
        }
    }
}

/// To ask what else is spoken takes two seconds of the time limit, not two more.
#[tokio::test]
async fn a_server_that_says_nothing_at_all_costs_no_more_than_the_time_limit() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = Port::try_from(i64::from(listener.local_addr().unwrap().port())).unwrap();
    let to = endpoint(&["127.0.0.1"], port, Security::StartTls, 4);
    let begun = std::time::Instant::now();
    let error = pop3::check(&to, &oauth(), Arc::clone(&Pki::new().trusting), 1).await.unwrap_err();
    assert!(matches!((error.step, &error.cause), (Step::Greeting, Cause::TimedOut(_))), "{error}");
    assert!(begun.elapsed() < std::time::Duration::from_millis(5_700), "{:?}", begun.elapsed());
}

/// What a server that stops at TLS 1.1 answers: the alert `protocol_version`.
#[tokio::test]
async fn a_server_with_outdated_tls_is_told() {
    let pki = Pki::new();
    let alert = say("\u{15}\u{3}\u{1}\0\u{2}\u{2}\u{46}");
    let server = serve(vec![(Step::TlsHandshake, Turn::HearHello), (Step::TlsHandshake, alert)], pki.good());
    let to = endpoint(&["127.0.0.1"], server.port, Security::Tls, 5);
    let error = pop3::check(&to, &oauth(), Arc::clone(&pki.trusting), 1).await.unwrap_err();
    assert_eq!((error.step, error.cause), (Step::TlsHandshake, Cause::Tls(TlsFailure::TooOld)));
}

/// A web server answers at once, or once something comes that it does not understand.
#[tokio::test]
async fn a_web_server_or_another_protocol_is_told() {
    let pki = Pki::new();
    let page = "HTTP/1.1 302 Found\r\nLocation: http://hotel.example/login\r\n\r\n<html>";
    let http =
        || Cause::Http { line: "HTTP/1.1 302 Found".into(), location: Some("http://hotel.example/login".into()) };
    let at_once: Script = vec![(Step::Greeting, say(page))];
    let asked = vec![(Step::Greeting, Turn::HearHello), (Step::Greeting, say(page))];
    for (security, script, cause, seconds) in [
        (Security::Plain, at_once.clone(), http(), 5),
        (Security::StartTls, asked.clone(), http(), 1),
        (Security::Tls, asked, http(), 5),
        (Security::Tls, at_once, http(), 5),
        (Security::Plain, vec![(Step::Greeting, say("* OK IMAP4rev1\r\n"))], Cause::OtherProtocol("IMAP"), 5),
        (Security::StartTls, vec![(Step::Greeting, say("220 mail ESMTP\r\n"))], Cause::OtherProtocol("SMTP"), 5),
    ] {
        let server = serve(script, pki.good());
        let to = endpoint(&["127.0.0.1"], server.port, security, seconds);
        let error = pop3::check(&to, &oauth(), Arc::clone(&pki.trusting), 1).await.unwrap_err();
        assert_eq!(error.cause, cause);
    }
}

#[tokio::test]
async fn plain_text_at_a_tls_port_is_told() {
    let pki = Pki::new();
    let server = serve(pop_greeting(), pki.good());
    let to = endpoint(&["127.0.0.1"], server.port, Security::Tls, 5);
    let error = pop3::check(&to, &oauth(), Arc::clone(&pki.trusting), 1).await.unwrap_err();
    assert_eq!((error.step, error.cause), (Step::TlsHandshake, Cause::Tls(TlsFailure::NotTls("+OK ready".into()))));
}

/// Runs one ignored test of this program with other variables: they are the whole process's.
fn in_another_process(test: &str, variables: &[(&str, &std::ffi::OsStr)]) {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--ignored", "--nocapture"])
        .env_remove("SSL_CERT_DIR")
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("1 passed"), "{text}{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn ssl_cert_file_stands_in_for_the_systems_store() {
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(vec!["127.0.0.1".into()]).unwrap().self_signed(&key).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (pem, secret) = (folder.path().join("ca.pem"), folder.path().join("key.der"));
    std::fs::write(&pem, certificate.pem()).unwrap();
    std::fs::write(&secret, key.serialize_der()).unwrap();
    in_another_process("child_trusts_ssl_cert_file", &[("SSL_CERT_FILE", pem.as_ref()), ("TEST_KEY", secret.as_ref())]);
}

#[test]
fn an_empty_store_is_an_error_unless_there_is_a_file() {
    let pki = Pki::new();
    let nothing = tempfile::NamedTempFile::new().unwrap();
    for store in [nothing.path(), "/nonexistent.pem".as_ref()] {
        let variables = [("SSL_CERT_FILE", store.as_ref()), ("TEST_EXTRA", pki.path().as_os_str())];
        in_another_process("child_has_no_store", &variables);
    }
}

#[tokio::test]
#[ignore = "run by ssl_cert_file_stands_in_for_the_systems_store in a process of its own"]
async fn child_trusts_ssl_cert_file() {
    use rustls::pki_types::{CertificateDer, pem::PemObject};
    let key = KeyPair::try_from(std::fs::read(std::env::var_os("TEST_KEY").unwrap()).unwrap()).unwrap();
    let leaf = CertificateDer::from_pem_file(std::env::var_os("SSL_CERT_FILE").unwrap()).unwrap();
    let client = client_config(None).unwrap();
    assert!(passed(meet(server_config(leaf, &key), &client, "127.0.0.1").await));
    let stranger = meet(Pki::new().good(), &client, "127.0.0.1").await;
    assert!(matches!(stranger, (Step::TlsHandshake, Cause::Tls(TlsFailure::UnknownIssuer(Some(_))))), "{stranger:?}");
}

#[test]
#[ignore = "run by an_empty_store_is_an_error_unless_there_is_a_file in a process of its own"]
fn child_has_no_store() {
    let error = client_config(None).unwrap_err();
    assert!(matches!(error, TlsSetupError::NoTrustStore(_)), "{error}");
    assert!(client_config(Some(std::env::var_os("TEST_EXTRA").unwrap().as_ref())).is_ok());
}
