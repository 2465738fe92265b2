//! The application signs in for itself, or proves itself when a person does: with its secret or its certificate.

use mailkey::account::{AccountId, OAuthAccount, Protocol, Provider, SignInMethod};
use mailkey::demo::{Fault, READ, Route, SEND, SERVICE_ID, SERVICE_SECRET};
use mailkey::engine::{Engine, Revocation, SecretName, Way};
use mailkey::error::Error;
use mailkey::oauth::session::{Facts, TokenState};
use mailkey::oauth::{CertificateError, OAuthError, application_scopes, offers};

use crate::support::{Bench, access, keyring, me, sign_in};
use crate::ways::go;

const CERTIFICATE: &str = include_str!("../keys/rsa.crt");
const KEY: &str = include_str!("../keys/rsa.key");

async fn bench() -> Bench {
    let bench = Bench::start().await;
    bench.change(|settings| settings.smtp.oauth2.client_id = SERVICE_ID.parse().expect("an ID"));
    bench
}

/// What a person enters as the application's secret.
async fn enter(engine: &Engine, secret: &str) {
    engine.set_secret(SecretName::ClientSecret(AccountId::SMTP), secret.into()).await.expect("stored");
}

async fn get(bench: &Bench) -> Result<Facts, Error> {
    go(&bench.engine(), Protocol::Smtp, Way::Application).end().await
}

#[tokio::test]
async fn a_secret_opens_both_servers_without_a_person() {
    let bench = bench().await;
    enter(&bench.engine(), SERVICE_SECRET).await;
    let facts = get(&bench).await.expect("a token");
    assert!(facts.application && !facts.renewable && facts.signed_in_as.is_none());
    assert_eq!(facts.scopes, [SEND, READ]);
    assert_eq!(facts.account(), Some(&me()));
    let entry = keyring::entry(&bench).await.expect("an entry");
    assert!(entry["refresh_token"].is_null());
    for protocol in Protocol::ALL {
        let _ = access(&bench.engine(), protocol).await.expect("a token");
        assert_eq!(bench.engine().status().of(protocol).state, TokenState::Acquired);
    }
    assert!(bench.engine().check().await.is_ok());
    let counters = bench.control().counters();
    assert_eq!((counters.application_tokens, counters.authorizations, counters.pop_logins), (1, 0, 1));
}

#[tokio::test]
async fn a_certificate_is_as_good_and_signs_as_the_provider_wants() {
    for algorithms in [&["PS256", "RS256"][..], &["PS256"], &["RS256"]] {
        let bench = bench().await;
        assert!(bench.control().trust_certificate(CERTIFICATE));
        bench.control().set_signatures(algorithms);
        // As pasted into a field of one line.
        enter(&bench.engine(), &format!("{KEY}{CERTIFICATE}").replace('\n', " ")).await;
        let facts = get(&bench).await.unwrap_or_else(|error| panic!("{algorithms:?}: {error}"));
        assert!(facts.application);
        // Each statement is used once: a second token needs a second one.
        let _ = get(&bench).await.expect("another token");
        assert_eq!(bench.control().counters().application_tokens, 2);
    }
}

#[tokio::test]
async fn a_person_can_sign_in_to_an_application_with_a_certificate() {
    for algorithms in [&["PS256"][..], &["RS256"]] {
        let bench = bench().await;
        assert!(bench.control().trust_certificate(CERTIFICATE));
        bench.control().set_signatures(algorithms);
        enter(&bench.engine(), &format!("{CERTIFICATE}{KEY}")).await;
        let facts = sign_in(&bench.engine(), Protocol::Smtp).await.expect("a token");
        assert!(!facts.application && facts.renewable);
        let before = bench.access().await.expect("a token");
        let renewed = bench.engine().refresh(Protocol::Smtp).await.expect("renewed");
        assert_ne!(secrecy::ExposeSecret::expose_secret(&renewed.token), before);
        let _ = go(&bench.engine(), Protocol::Smtp, Way::Device).end().await.expect("with a code as well");
        let deleted = bench.engine().delete_token(Protocol::Smtp).await.expect("deleted");
        assert_eq!(deleted.revocation, Revocation::Revoked);
    }
}

#[tokio::test]
async fn what_is_wrong_with_the_proof_is_told() {
    let bench = bench().await;
    let missing = get(&bench).await.expect_err("no secret");
    assert_eq!(missing.fields(), ["smtp.client_secret"], "{missing}");
    let refused = |error: Error| match error {
        Error::OAuth(OAuthError::Refused(refusal)) => refusal,
        error => panic!("{error}"),
    };
    enter(&bench.engine(), "wrong").await;
    assert_eq!(refused(get(&bench).await.expect_err("wrong")).error, "invalid_client");
    enter(&bench.engine(), &format!("{CERTIFICATE}{KEY}")).await;
    assert_eq!(refused(get(&bench).await.expect_err("not registered")).error, "invalid_client");
    assert!(bench.control().trust_certificate(include_str!("../keys/other.crt")));
    assert_eq!(refused(get(&bench).await.expect_err("another registered")).error, "invalid_client");
    // A public client must not send any proof.
    bench.change(|settings| settings.smtp.oauth2.client_id = mailkey::demo::CLIENT_ID.parse().expect("an ID"));
    assert_eq!(refused(get(&bench).await.expect_err("a public client")).error, "invalid_client");
    assert!(keyring::entry(&bench).await.is_none());
}

#[tokio::test]
async fn a_certificate_that_cannot_be_used_is_refused_when_it_is_entered() {
    let bench = bench().await;
    let engine = bench.engine();
    let name = || SecretName::ClientSecret(AccountId::SMTP);
    enter(&engine, SERVICE_SECRET).await;
    let cases = [
        (CERTIFICATE.to_owned(), CertificateError::NoKey),
        (format!(" {KEY}"), CertificateError::NoCertificate),
        (format!("{CERTIFICATE}{}", include_str!("../keys/ec.key")), CertificateError::NotRsa),
        (format!("{CERTIFICATE}{}", include_str!("../keys/encrypted.key")), CertificateError::Encrypted),
    ];
    for (pem, why) in cases {
        let error = engine.set_secret(name(), pem.into()).await.expect_err("unusable");
        assert!(matches!(&error, Error::OAuth(OAuthError::Certificate(found)) if *found == why), "{error}");
    }
    let _ = get(&bench).await.expect("the secret from before is still there");
    // A password is a password, whatever it looks like.
    engine.set_secret(SecretName::Password(Protocol::Smtp), CERTIFICATE.into()).await.expect("stored");
}

#[tokio::test]
async fn a_certificate_that_became_unusable_is_told_before_anybody_is_asked() {
    let bench = bench().await;
    // As an older version, or another program, may have stored it.
    keyring::put(&bench, "smtp.client_secret", CERTIFICATE).await;
    for way in [Way::Application, Way::Device, Way::Address] {
        let error = go(&bench.engine(), Protocol::Smtp, way).end().await.expect_err("no key");
        assert!(matches!(error, Error::OAuth(OAuthError::Certificate(CertificateError::NoKey))), "{way:?}: {error}");
    }
    assert_eq!(bench.control().counters(), Default::default());
}

#[tokio::test]
async fn microsoft_must_know_the_tenant_and_google_offers_nothing() {
    let bench = Bench::start().await;
    for tenant in ["", "organizations", "Common", "consumers"] {
        bench.change(|settings| {
            settings.smtp.oauth2.provider = Provider::Microsoft;
            settings.smtp.oauth2.tenant = tenant.parse().expect("a tenant");
        });
        let error = get(&bench).await.expect_err("no tenant");
        assert_eq!(error.fields(), ["smtp.oauth2.tenant"], "{tenant}: {error}");
    }
    bench.change(|settings| settings.smtp.oauth2.tenant = "firma.cz".parse().expect("a tenant"));
    assert_eq!(get(&bench).await.expect_err("no secret").fields(), ["smtp.client_secret"]);
    for provider in [Provider::Google, Provider::Outlook] {
        bench.change(|settings| settings.smtp.oauth2.provider = provider);
        let error = get(&bench).await.expect_err("not offered");
        let wanted = OAuthError::NotOffered(SignInMethod::Application);
        assert!(matches!(&error, Error::OAuth(found) if *found == wanted), "{provider}: {error}");
    }
}

#[test]
fn what_each_provider_offers_and_asks_for() {
    let of = |provider| OAuthAccount { provider, ..OAuthAccount::default() };
    let table = [
        (Provider::Microsoft, true, true),
        (Provider::Outlook, true, false),
        (Provider::Google, false, false),
        (Provider::Custom, true, true),
    ];
    for (provider, device, application) in table {
        assert!(offers(&of(provider), SignInMethod::Browser));
        assert_eq!(offers(&of(provider), SignInMethod::Device), device, "{provider}");
        assert_eq!(offers(&of(provider), SignInMethod::Application), application, "{provider}");
    }
    assert_eq!(application_scopes(&of(Provider::Microsoft)), ["https://outlook.office365.com/.default"]);
    let scopes = ["openid", "mail.send", "offline_access", "email", "profile", "mail.read"].map(str::to_owned).to_vec();
    let own = OAuthAccount { scopes, ..of(Provider::Custom) };
    assert_eq!(application_scopes(&own), ["mail.send", "mail.read"]);
}

#[tokio::test]
async fn an_answer_with_an_end_of_the_permission_is_remembered() {
    let bench = Bench::start().await;
    let body = r#"{"access_token":"abc","token_type":"Bearer","expires_in":3600,"refresh_token":"r","refresh_token_expires_in":604800}"#;
    let fault = Fault::Answer { status: 200, content_type: "application/json".into(), body: body.into() };
    bench.control().fail(Route::Token, fault, 1);
    let facts = sign_in(&bench.engine(), Protocol::Smtp).await.expect("a token");
    let ends = facts.permission_ends_at.expect("an end");
    assert_eq!(ends.duration_since(facts.obtained_at), jiff::SignedDuration::from_hours(7 * 24));
    assert!(facts.expires_at.is_some_and(|end| end < ends));
    assert_eq!(
        bench.engine().status().of(Protocol::Smtp).facts.as_ref().and_then(|f| f.permission_ends_at),
        Some(ends)
    );
}
