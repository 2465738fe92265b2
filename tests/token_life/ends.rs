//! How a grant ends: refused for good, over, deleted; and what may not change as long as it is held.

use std::time::Duration;

use mailkey::account::{AccountId, Protocol};
use mailkey::demo::{Fault, Route};
use mailkey::engine::Revocation;
use mailkey::error::Error;
use mailkey::oauth::OAuthError;
use mailkey::oauth::session::{Reason, TokenState};

use crate::support::keyring::{self, age};
use crate::support::{Bench, access, other, sign_in};

#[tokio::test]
async fn a_grant_that_the_provider_refuses_is_invalid_and_not_asked_for_again() {
    let bench = Bench::signed_in().await;
    bench.control().revoke_all();
    age(&bench, 10).await;
    let engine = bench.engine();
    let error = bench.access().await.expect_err("revoked");
    let Error::Invalid { protocol: Protocol::Smtp, reason } = &error else { panic!("{error}") };
    assert!(matches!(reason, Reason::Refused { error, .. } if error == "invalid_grant"), "{reason:?}");
    for protocol in Protocol::ALL {
        let status = engine.status();
        assert_eq!(status.of(protocol).state, TokenState::Invalid);
        assert_eq!(status.of(protocol).reason.as_ref(), Some(reason));
    }
    let asked = bench.control().counters().token_requests;
    for protocol in Protocol::ALL {
        assert!(matches!(access(&engine, protocol).await, Err(Error::Invalid { .. })));
    }
    let counters = bench.control().counters();
    assert_eq!((counters.token_requests, counters.smtp_logins, counters.refused_logins), (asked, 0, 0));
    let _ = sign_in(&engine, Protocol::Pop).await.expect("a new token");
    assert_eq!(engine.status().of(Protocol::Smtp).state, TokenState::Acquired);
    let _ = bench.access().await.expect("a token");
}

#[tokio::test]
async fn a_grant_without_a_refresh_token_ends_with_its_access_token() {
    let bench = Bench::start().await;
    let body = r#"{"access_token":"abc","token_type":"Bearer","expires_in":1}"#;
    let fault = Fault::Answer { status: 200, content_type: "application/json".into(), body: body.into() };
    bench.control().fail(Route::Token, fault, 1);
    let _ = sign_in(&bench.engine(), Protocol::Smtp).await.expect("a token");
    tokio::time::sleep(Duration::from_millis(1100)).await;
    let error = bench.access().await.expect_err("over");
    assert!(matches!(error, Error::Invalid { reason: Reason::Expired, .. }), "{error}");
    assert_eq!(bench.engine().status().of(Protocol::Smtp).state, TokenState::Invalid);
    assert_eq!(bench.control().counters().token_requests, 1);
}

#[tokio::test]
async fn deleting_revokes_at_the_provider() {
    let bench = Bench::signed_in().await;
    assert_eq!(bench.control().issued().len(), 2);
    let deleted = bench.engine().delete_token(Protocol::Pop).await.expect("deleted");
    assert_eq!(deleted.revocation, Revocation::Revoked);
    assert_eq!(bench.control().issued(), []);
    assert!(keyring::entry(&bench).await.is_none());
    for protocol in Protocol::ALL {
        assert_eq!(bench.engine().status().of(protocol).state, TokenState::NotAcquired);
        assert!(matches!(access(&bench.engine(), protocol).await, Err(Error::NotAcquired(_))));
    }
    let again = bench.engine().delete_token(Protocol::Smtp).await.expect("nothing to do");
    assert_eq!(again.revocation, Revocation::NothingHeld);
    assert_eq!(bench.control().counters().revocations, 1);
}

#[tokio::test]
async fn deleting_works_here_whatever_the_provider_does() {
    let html = Fault::Answer { status: 503, content_type: "text/html".into(), body: "<html>".into() };
    for fault in [Fault::Close, Fault::Hang, html] {
        let bench = Bench::signed_in().await;
        bench.hurry();
        bench.control().fail(Route::Revocation, fault.clone(), 1);
        let deleted = bench.engine().delete_token(Protocol::Smtp).await.expect("deleted here");
        assert!(matches!(deleted.revocation, Revocation::Failed(_)), "{fault:?}: {deleted:?}");
        assert!(keyring::entry(&bench).await.is_none());
        assert_eq!(bench.engine().status().of(Protocol::Smtp).state, TokenState::NotAcquired);
    }
}

#[tokio::test]
async fn deleting_works_when_the_certificates_cannot_be_read() {
    let bench = Bench::signed_in().await;
    bench.change(|settings| settings.extra_ca = Some("/nonexistent/ca.pem".into()));
    let deleted = bench.engine().delete_token(Protocol::Smtp).await.expect("deleted here");
    assert!(matches!(deleted.revocation, Revocation::Failed(OAuthError::Network { .. })), "{deleted:?}");
    assert!(keyring::entry(&bench).await.is_none());
}

#[tokio::test]
async fn a_provider_without_revocation_is_told_from_one_that_failed() {
    let bench = Bench::signed_in().await;
    let mut entry = keyring::entry(&bench).await.expect("an entry");
    entry["facts"]["revocation_endpoint"] = serde_json::Value::Null;
    keyring::replace_entry(&bench, &entry.to_string()).await;
    let deleted = bench.engine().delete_token(Protocol::Smtp).await.expect("deleted");
    assert_eq!(deleted.revocation, Revocation::NotOffered);
}

#[tokio::test]
async fn a_token_is_used_for_nothing_but_what_it_was_issued_for() {
    let bench = Bench::signed_in().await;
    let settings = bench.engine().settings().expect("settings");
    for change in [
        |account: &mut mailkey::account::OAuthAccount| account.account = Some(other()),
        |account: &mut mailkey::account::OAuthAccount| account.client_id = "other".parse().expect("an id"),
        |account: &mut mailkey::account::OAuthAccount| account.issuer = "https://id.example".parse().ok(),
    ] {
        bench.change(|settings| change(&mut settings.smtp.oauth2));
        assert!(!bench.engine().status().of(Protocol::Smtp).fits);
        for protocol in Protocol::ALL {
            let error = access(&bench.engine(), protocol).await.expect_err("other settings");
            assert!(matches!(error, Error::OtherSettings { ref issued_for, .. } if issued_for.is_some()), "{error}");
        }
        let error = bench.engine().check().await.expect_err("other settings");
        assert!(matches!(error, Error::OtherSettings { .. }), "{error}");
        bench.change(|now| *now = settings.clone());
        let _ = bench.access().await.expect("as before");
    }
    assert_eq!(bench.control().counters().pop_logins, 0);
}

#[tokio::test]
async fn what_the_token_was_issued_for_cannot_be_changed_while_it_is_held() {
    let bench = Bench::signed_in().await;
    let engine = bench.engine();
    let base = engine.settings().expect("settings");
    let file = std::fs::read(bench.home().settings_file()).expect("a file");
    for (name, value) in [
        ("smtp.oauth2.provider", "google"),
        ("smtp.oauth2.account", "sklad@cviceni.test"),
        ("smtp.oauth2.client_id", "other"),
        ("smtp.oauth2.tenant", "firma.cz"),
        ("smtp.oauth2.issuer", "https://id.example"),
    ] {
        let mut new = base.clone();
        mailkey::settings::Key::find(name).expect(name).set_text(&mut new, value).expect(value);
        let error = engine.save(&base, &new).expect_err("held");
        assert!(matches!(error, Error::Held(key) if key == name), "{name}: {error}");
        assert_eq!(std::fs::read(bench.home().settings_file()).expect("a file"), file);
    }
    let mut new = base.clone();
    new.smtp.sender_name = "Sklad".parse().expect("a name");
    new.pop.oauth2.client_id = "not-used-now".parse().expect("an id");
    let stored = engine.save(&base, &new).expect("not held");
    assert_eq!(stored, new);
    let _ = engine.delete_token(Protocol::Smtp).await.expect("deleted");
    let mut newer = stored.clone();
    newer.smtp.oauth2.account = Some(other());
    assert_eq!(engine.save(&stored, &newer).expect("free again"), newer);
}

/// Google withdraws all that a person has allowed an application: the other protocol's token would end with it.
#[tokio::test]
async fn a_deletion_does_not_end_the_other_protocols_token() {
    let bench = Bench::signed_in().await;
    bench.change(|settings| settings.pop.common_account = false);
    let _ = sign_in(&bench.engine(), Protocol::Pop).await.expect("POP's own token");
    for id in [AccountId::SMTP, AccountId::POP] {
        let path = bench.home().state_file(&id);
        let state = std::fs::read_to_string(&path).expect("a state").replace("\"custom\"", "\"google\"");
        std::fs::write(&path, state).expect("written");
    }
    let entry = keyring::entry(&bench).await.expect("an entry").to_string().replace("\"custom\"", "\"google\"");
    keyring::replace_entry(&bench, &entry).await;
    let deleted = bench.engine().delete_token(Protocol::Smtp).await.expect("deleted");
    assert_eq!((deleted.revocation, bench.control().counters().revocations), (Revocation::UsedElsewhere, 0));
    let deleted = bench.engine().delete_token(Protocol::Pop).await.expect("deleted");
    assert_eq!((deleted.revocation, bench.control().counters().revocations), (Revocation::Revoked, 1));
}

#[tokio::test]
async fn a_token_that_is_dead_already_counts_as_revoked() {
    let bench = Bench::signed_in().await;
    let body = r#"{"error":"invalid_token","error_description":"Token expired or revoked"}"#.to_owned();
    let fault = Fault::Answer { status: 400, content_type: "application/json".into(), body };
    bench.control().fail(Route::Revocation, fault, 1);
    let deleted = bench.engine().delete_token(Protocol::Smtp).await.expect("deleted");
    assert_eq!(deleted.revocation, Revocation::Revoked);
}

#[tokio::test]
async fn a_token_of_pops_own_is_not_left_behind() {
    let bench = Bench::signed_in().await;
    bench.change(|settings| settings.pop.common_account = false);
    let _ = sign_in(&bench.engine(), Protocol::Pop).await.expect("POP's own token");
    let base = bench.engine().settings().expect("settings");
    let mut new = base.clone();
    new.pop.common_account = true;
    let error = bench.engine().save(&base, &new).expect_err("it would be used by nobody");
    assert_eq!(error.fields(), ["pop.common_account"]);
    let _ = bench.engine().delete_token(Protocol::Pop).await.expect("deleted");
    let _ = bench.engine().save(&base, &new).expect("stored");
}

#[tokio::test]
async fn a_secret_that_ends_is_said_where_a_server_administrator_looks() {
    let bench = Bench::signed_in().await;
    let day = |days: i64| (jiff::Zoned::now().date() + jiff::Span::new().days(days)).to_string();
    let problem = || mailkey::words::problem(bench.engine().status().of(Protocol::Pop), mailkey::i18n::Lang::En);
    for (days, kind) in [(8, None), (2, Some("secret")), (-1, Some("secret"))] {
        let end = day(days).parse().expect("a date");
        bench.change(|settings| settings.smtp.oauth2.client_secret_expires = Some(end));
        assert_eq!(problem().map(|problem| problem.kind), kind, "{days}");
    }
}

/// What was issued for other settings is not renewed, so nothing stands in its way.
#[tokio::test]
async fn a_token_of_other_settings_has_no_trouble_of_its_own() {
    let bench = Bench::signed_in().await;
    bench.control().fail(Route::Token, Fault::Close, 1);
    let _ = bench.engine().refresh(Protocol::Smtp).await.map(|_| ()).expect_err("no answer");
    assert!(bench.engine().status().of(Protocol::Smtp).trouble.is_some());
    bench.change(|settings| settings.smtp.oauth2.client_id = "another".parse().expect("an ID"));
    let account = bench.engine().status().of(Protocol::Smtp).clone();
    assert_eq!((account.fits, account.trouble), (false, None));
}

/// The file of additional certificates is gone: that is said, in the words that every verb has for it.
#[tokio::test]
async fn a_missing_file_of_certificates_is_named_as_what_it_is() {
    let bench = Bench::signed_in().await;
    bench.change(|settings| settings.extra_ca = Some("/nowhere/ca.pem".into()));
    let _ = bench.engine().refresh(Protocol::Smtp).await.map(|_| ()).expect_err("no certificates");
    let account = bench.engine().status().of(Protocol::Smtp).clone();
    let problem = mailkey::words::problem(&account, mailkey::i18n::Lang::Cs).expect("a problem");
    assert_eq!(problem.kind, "certificate");
    assert!(problem.text.contains("/nowhere/ca.pem") && !problem.text.contains("cannot read"), "{}", problem.text);
    assert!(problem.cure.contains("extra_ca"), "{}", problem.cure);
}
