//! Chains that break: where, and that nothing after it is looked at.

use mailkey::account::{Method, Protocol, Provider};
use mailkey::chain::Link;
use mailkey::engine::{Broken, TestReport};
use mailkey::error::Error;
use mailkey::mail::Cause;
use mailkey::oauth::session::IssuedFor;
use mailkey::secrets::Vault;
use secrecy::ExposeSecret as _;

use crate::support::{Bench, keyring, me, other};
use crate::{ALL, Told, links, request, test, tested};

/// The link that broke; the ones before it hold.
#[track_caller]
fn broken(report: &TestReport) -> &Broken {
    let broken = report.broken.as_ref().unwrap_or_else(|| panic!("nothing broke: {report:?}"));
    let before: Vec<_> = ALL.into_iter().take_while(|link| *link != broken.link).collect();
    assert_eq!(links(report), before, "{report:?}");
    broken
}

#[tokio::test]
async fn settings_that_are_missing_or_wrong_are_the_first_link() {
    let bench = Bench::start().await;
    bench.change(|settings| {
        settings.smtp.server = None;
        settings.smtp.sender_address = None;
        settings.pop.method = Method::Password;
        settings.pop.user = "recepce".parse().expect("a user");
    });
    let report = test(bench.engine(), Protocol::Smtp).await;
    assert_eq!(
        (broken(&report).link, broken(&report).error.fields()),
        (Link::Settings, vec!["smtp.server", "smtp.sender_address"])
    );
    let report = test(bench.engine(), Protocol::Pop).await;
    assert_eq!((broken(&report).link, broken(&report).error.fields()), (Link::Settings, vec!["pop.password"]));
    bench.change(|settings| settings.extra_ca = Some("/nonexistent/ca.pem".into()));
    bench.change(|settings| settings.pop.method = Method::OAuth2);
    let report = test(bench.engine(), Protocol::Pop).await;
    assert!(matches!(broken(&report), Broken { link: Link::Settings, error: Error::Tls(_), .. }), "{report:?}");
    std::fs::write(bench.home().settings_file(), "[smtp").expect("written");
    let report = test(bench.engine(), Protocol::Pop).await;
    assert!(matches!(broken(&report), Broken { link: Link::Settings, error: Error::Settings(_), .. }), "{report:?}");
    assert_eq!(report.settings, None);
}

#[tokio::test]
async fn without_a_token_the_way_to_the_server_is_known_to_be_good() {
    let bench = Bench::start().await;
    for protocol in Protocol::ALL {
        let report = test(bench.engine(), protocol).await;
        assert!(
            matches!(broken(&report), Broken { link: Link::Token, error: Error::NotAcquired(_), .. }),
            "{report:?}"
        );
        assert!(!report.token_held);
    }
}

/// The state file speaks of a token, and this computer's keyring has none: nothing good can be said of it.
#[tokio::test]
async fn the_token_of_a_home_that_was_copied_from_elsewhere_is_not_held() {
    let bench = Bench::signed_in().await;
    bench.change(|settings| settings.smtp.server = "nowhere.invalid".parse().ok());
    let early = test(bench.engine(), Protocol::Smtp).await;
    assert!(broken(&early).link < Link::Token && early.token_held, "{early:?}");
    keyring::remove_entry(&bench).await;
    let early = test(bench.engine(), Protocol::Smtp).await;
    assert!(broken(&early).link < Link::Token && !early.token_held, "{early:?}");
}

#[tokio::test]
async fn a_token_for_something_else_is_named() {
    let bench = Bench::signed_in().await;
    bench.change(|settings| settings.smtp.oauth2.account = Some(other()));
    let report = test(bench.engine(), Protocol::Smtp).await;
    assert!(matches!(&broken(&report).error, Error::OtherSettings { issued_for: Some(of), .. } if *of == me()));
    assert!(broken(&report).link == Link::Token && !report.token_held);
}

#[tokio::test]
async fn a_permission_that_was_not_granted_is_named_before_the_server_refuses() {
    let bench = Bench::signed_in().await;
    // Only of a known provider can it be told; so the practice provider's grant becomes one of Microsoft's.
    bench.change(|settings| {
        settings.smtp.oauth2.provider = Provider::Microsoft;
        settings.smtp.oauth2.scopes = Vec::new();
    });
    let settings = bench.engine().settings().expect("settings");
    let vault = Vault::new(bench.opener.clone());
    let entry = format!("smtp@{}", bench.home().config_dir().display());
    let held = vault.get(&entry).await.expect("readable").expect("a grant");
    let mut held: serde_json::Value = serde_json::from_str(held.expose_secret()).expect("JSON");
    let issued_for = serde_json::to_value(IssuedFor::new(&settings.smtp.oauth2)).expect("JSON");
    let scopes = serde_json::json!(["https://outlook.office.com/SMTP.Send"]);
    (held["facts"]["issued_for"], held["facts"]["scopes"]) = (issued_for, scopes);
    held["generation"] = 99.into();
    vault.set(&entry, held.to_string().as_str().into()).await.expect("stored");

    let report = test(bench.engine(), Protocol::Smtp).await;
    assert!(report.broken.is_none() && report.token_held, "{report:?}");
    let report = test(bench.engine(), Protocol::Pop).await;
    let Broken { link, error, .. } = broken(&report);
    assert!(*link == Link::Token && matches!(error, Error::NotPermitted(Protocol::Pop)), "{report:?}");
    assert!(!report.token_held);
    assert_eq!(bench.control().counters().refused_logins, 0);
}

#[tokio::test]
async fn a_dead_grant_is_found_at_the_token_whatever_the_mail_server_says() {
    let bench = Bench::signed_in().await;
    bench.control().revoke_all();
    for _ in 0..2 {
        // The first time it is found out by the renewal, the second time it is known.
        let report = test(bench.engine(), Protocol::Smtp).await;
        assert!(
            matches!(broken(&report), Broken { link: Link::Token, error: Error::Invalid { .. }, .. }),
            "{report:?}"
        );
        assert!(!report.token_held);
    }
}

#[tokio::test]
async fn a_server_that_goes_on_refusing_does_not_make_the_token_bad() {
    let bench = Bench::signed_in().await;
    let engine = bench.engine();
    bench
        .control()
        .refuse_logins(Protocol::Smtp, Some("535 5.7.139 SmtpClientAuthentication is disabled for the tenant"));
    let told = Told::default();
    let report = tested(engine.clone(), request(Protocol::Smtp, None), &told).await;
    let Error::Mail(error) = &broken(&report).error else { panic!("{report:?}") };
    assert!(error.is_login_refused() && error.to_string().contains("5.7.139"), "{error}");
    assert!(broken(&report).link == Link::Login && broken(&report).round_trips > 0 && report.token_held);
    assert_eq!((told.agains(), bench.control().counters().refreshes), (1, 1));
    // It is known by now that renewing does not help.
    let report = test(engine, Protocol::Smtp).await;
    assert_eq!(broken(&report).link, Link::Login);
    assert_eq!(bench.control().counters().refreshes, 1);
}

#[tokio::test]
async fn a_refused_sender_breaks_the_command_and_nothing_is_sent() {
    let bench = Bench::signed_in().await;
    bench.change(|settings| settings.smtp.sender_address = Some(other()));
    let report = tested(bench.engine(), request(Protocol::Smtp, Some(me())), &Told::default()).await;
    let Error::Mail(error) = &broken(&report).error else { panic!("{report:?}") };
    assert!(broken(&report).link == Link::Command && error.to_string().contains("553 5.7.1"), "{error}");
    assert!(report.token_held);
    assert_eq!(bench.control().counters().messages_sent, 0);
}

#[tokio::test]
async fn the_first_of_two_dead_servers_is_the_one_to_mend() {
    let bench = Bench::signed_in().await;
    bench.change(|settings| {
        settings.smtp.server = "127.0.0.9".parse().ok();
        settings.smtp.secondary_server = "secondary.invalid".parse().ok();
    });
    let report = test(bench.engine(), Protocol::Smtp).await;
    let Error::Mail(error) = &broken(&report).error else { panic!("{report:?}") };
    assert!(error.server.starts_with("127.0.0.9:") && error.cause == Cause::Refused, "{error}");
    assert_eq!(broken(&report).link, Link::Connect);
}
