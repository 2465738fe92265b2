//! Whom Mailkey trusts: the system's store (`SSL_CERT_FILE`), the administrator's own file, and nobody else.

mod mail_support;

use std::process::Command;
use std::sync::Arc;

use mail_support::scripts::pop_greeting;
use mail_support::{Pki, Turn, endpoint, oauth, serve, server_config};
use mailkey::account::Security;
use mailkey::mail::{Cause, Step, TlsFailure, pop3};
use mailkey::tls::{TlsSetupError, client_config};
use rcgen::{BasicConstraints, CertificateParams, IsCa, KeyPair, date_time_ymd};

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
    for (server, failure) in [
        (Pki::new().good(), TlsFailure::UnknownIssuer),
        (server_config(self_signed.der().clone(), &key), TlsFailure::UnknownIssuer),
        (server_config(as_openssl_makes_them.der().clone(), &key), TlsFailure::UnknownIssuer),
        (pki.server(&["mail.example.cz"], |_| {}), TlsFailure::WrongName),
        (expired, TlsFailure::Expired),
        (future, TlsFailure::NotYetValid),
    ] {
        assert_eq!(meet(server, trusting, "127.0.0.1").await, (Step::TlsHandshake, Cause::Tls(failure)));
    }
}

#[tokio::test]
async fn plain_text_at_a_tls_port_is_told() {
    let pki = Pki::new();
    let server = serve(pop_greeting(), pki.good());
    let to = endpoint(&["127.0.0.1"], server.port, Security::Tls, 5);
    let error = pop3::check(&to, &oauth(), Arc::clone(&pki.trusting), 1).await.unwrap_err();
    assert_eq!((error.step, error.cause), (Step::TlsHandshake, Cause::Tls(TlsFailure::NotTls)));
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
    assert_eq!(stranger, (Step::TlsHandshake, Cause::Tls(TlsFailure::UnknownIssuer)));
}

#[test]
#[ignore = "run by an_empty_store_is_an_error_unless_there_is_a_file in a process of its own"]
fn child_has_no_store() {
    let error = client_config(None).unwrap_err();
    assert!(matches!(error, TlsSetupError::NoTrustStore(_)), "{error}");
    assert!(client_config(Some(std::env::var_os("TEST_EXTRA").unwrap().as_ref())).is_ok());
}
