//! Chains that hold: every link, and what is found there.

use mailkey::account::{Method, Protocol, Security};
use mailkey::chain::{Found, Link, Progress};
use mailkey::clock::Clock;
use mailkey::demo::PASSWORD;
use mailkey::engine::{Engine, SecretName};
use mailkey::i18n::Lang;
use mailkey::words;

use crate::support::{Bench, me, other};
use crate::{ALL, Told, found, links, request, test, tested};

#[tokio::test]
async fn every_link_of_both_protocols_holds_and_is_told_in_order() {
    let bench = Bench::signed_in().await;
    for protocol in Protocol::ALL {
        let told = Told::default();
        let report = tested(bench.engine(), request(protocol, None), &told).await;
        assert!(report.broken.is_none() && report.token_held, "{report:?}");
        assert_eq!(links(&report), ALL, "{protocol}");
        assert_eq!(report.links, told.held());
        // Each is begun before it holds, and nothing else is told.
        for (pair, link) in told.all().chunks(2).zip(ALL) {
            let [Progress::Begun(begun), Progress::Holds(holds)] = pair else { panic!("{pair:?}") };
            assert_eq!((*begun, holds.link), (link, link));
        }
        let settings = bench.engine().settings().expect("settings");
        assert_eq!(report.settings.as_deref(), Some(&settings));
        let Found::Settings { security, method, .. } = found(&report, Link::Settings) else { panic!() };
        assert_eq!((*security, *method), (Security::StartTls, Method::OAuth2));
        let Found::Token { until: Some(_), renewed: false, signed_in_as } = found(&report, Link::Token) else {
            panic!()
        };
        assert_eq!(signed_in_as.as_deref(), Some(me().as_str()));
        let login = Found::Login { mechanism: "XOAUTH2", user: me().to_string(), second_try: false };
        assert_eq!(*found(&report, Link::Login), login);
    }
    let counters = bench.control().counters();
    assert_eq!((counters.smtp_logins, counters.pop_logins, counters.refused_logins), (1, 1, 0));
    assert_eq!(counters.messages_sent, 0, "the sender and the recipient are only tried");
}

#[tokio::test]
async fn what_the_server_offers_and_proves_is_said_in_words() {
    let bench = Bench::signed_in().await;
    let report = test(bench.engine(), Protocol::Pop).await;
    let said = |link| words::found(found(&report, link), Lang::En).replace('\u{a0}', " ");
    let Found::Tls { version, cipher, certificate: Some(certificate) } = found(&report, Link::Tls) else { panic!() };
    let tls = said(Link::Tls);
    assert!(!certificate.names.is_empty() && !cipher.is_empty(), "{certificate:?}");
    for name in certificate.names.iter().take(3) {
        assert!(tls.contains(name), "{name}: {tls}");
    }
    assert!(tls.starts_with(version) && tls.contains(&certificate.issuer) && !tls.contains(cipher), "{tls}");
    assert!(said(Link::Capabilities).ends_with("; PIPELINING"), "{}", said(Link::Capabilities));
    assert!(said(Link::Command).ends_with("; UIDL: yes"), "{}", said(Link::Command));
    let text = words::report(&report, Lang::En);
    assert!(text.contains(cipher.as_str()), "{text}");
}

#[tokio::test]
async fn a_password_needs_no_token() {
    let bench = Bench::start().await;
    bench.change(|settings| {
        (settings.smtp.method, settings.pop.method) = (Method::Password, Method::Password);
        settings.smtp.user = me().as_str().parse().expect("a user");
        settings.pop.user = other().as_str().parse().expect("a user");
    });
    let engine = bench.engine();
    for protocol in Protocol::ALL {
        engine.set_secret(SecretName::Password(protocol), PASSWORD.into()).await.expect("stored");
        let report = test(bench.engine(), protocol).await;
        assert_eq!(links(&report), ALL, "{report:?}");
        assert!(report.broken.is_none() && !report.token_held);
        assert_eq!(*found(&report, Link::Token), Found::NoToken(Method::Password));
    }
    assert_eq!(bench.control().counters().token_requests, 0);
}

#[tokio::test]
async fn a_token_that_is_due_is_renewed_on_the_way() {
    let bench = Bench::signed_in().await;
    let clock = Clock::fast(1);
    clock.jump(jiff::SignedDuration::from_mins(58));
    let engine = Engine::with_clock(bench.home(), bench.opener.clone(), clock);
    let report = test(engine, Protocol::Pop).await;
    assert!(matches!(found(&report, Link::Token), Found::Token { renewed: true, .. }), "{report:?}");
    assert_eq!(bench.control().counters().refreshes, 1);
}

#[tokio::test]
async fn a_refused_token_is_renewed_and_the_way_walked_once_more() {
    let bench = Bench::signed_in().await;
    for protocol in Protocol::ALL {
        bench.control().expire_access_tokens();
        let told = Told::default();
        let report = tested(bench.engine(), request(protocol, None), &told).await;
        assert!(report.broken.is_none() && report.token_held, "{report:?}");
        assert_eq!(links(&report), ALL);
        assert_eq!((report.links.clone(), told.agains()), (told.held(), 1));
        assert!(matches!(found(&report, Link::Token), Found::Token { renewed: true, .. }));
        assert!(matches!(found(&report, Link::Login), Found::Login { second_try: true, .. }));
    }
    let counters = bench.control().counters();
    assert_eq!((counters.refreshes, counters.refused_logins), (2, 2));
}

#[tokio::test]
async fn the_secondary_server_is_tried_when_the_first_is_dead() {
    let bench = Bench::signed_in().await;
    bench.change(|settings| {
        settings.smtp.secondary_server = settings.smtp.server.take();
        // Nothing listens there, whatever port the practice server has.
        settings.smtp.server = "127.0.0.9".parse().ok();
    });
    let told = Told::default();
    let report = tested(bench.engine(), request(Protocol::Smtp, None), &told).await;
    assert!(report.broken.is_none(), "{report:?}");
    assert_eq!((links(&report), told.agains()), (ALL.to_vec(), 1));
    let Found::Connect { instead_of: Some(first), .. } = found(&report, Link::Connect) else { panic!("{report:?}") };
    assert!(first.starts_with("127.0.0.9:"), "{first}");
}
