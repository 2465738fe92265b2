//! The table is sound: every row can be reached by every one of its symptoms, and there is a row for whatever comes.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::kind::Kind;
use super::symptom::Symptom;
use super::table::{Surroundings, When, find, rows};
use super::{About, Action, action, of_symptom};
use crate::account::{Method, Protocol, Provider, Settings};
use crate::chain::Link;
use crate::mail::Step;

const STEPS: [Step; 16] = [
    Step::Resolve,
    Step::Connect,
    Step::TlsHandshake,
    Step::Greeting,
    Step::Capabilities,
    Step::StartTls,
    Step::Login,
    Step::Sender,
    Step::Recipient,
    Step::Reset,
    Step::Data,
    Step::Receipt,
    Step::Mailbox,
    Step::List,
    Step::Headers,
    Step::Quit,
];

/// What shows nothing but a symptom of the table, with each entry of its lists in turn.
fn shows(when: &When) -> Vec<(Symptom, Surroundings)> {
    // A server's answer with no more said of it: "4*" is told by "4", "disabled*tenant" by "disabledtenant".
    let plain = |entry: Option<&String>| entry.map(|entry| entry.replace('*', "")).unwrap_or_default();
    let most = [
        when.link.len(),
        when.step.len(),
        when.code.len(),
        when.enhanced.len(),
        when.text.len(),
        when.aadsts.len(),
        when.suberror.len(),
        when.host.len(),
    ];
    let count = most.into_iter().max().unwrap_or_default().max(when.port.len()).max(1);
    (0..count)
        .map(|n| {
            let nth = |list: &[String]| plain(list.get(n.min(list.len().saturating_sub(1))));
            let mut symptom = Symptom::new(when.kind);
            symptom.protocol = when.protocol;
            symptom.step = STEPS.into_iter().find(|step| when.step.contains(&super::mailbox::word(*step).to_owned()));
            let named = Link::ALL.into_iter().find(|link| nth(&when.link) == link.id());
            symptom.link = named.or_else(|| symptom.step.map(Step::link));
            symptom.of_code = when.of.is_some();
            symptom.code = nth(&when.code);
            symptom.enhanced = nth(&when.enhanced);
            symptom.text = nth(&when.text);
            symptom.suberror = nth(&when.suberror);
            symptom.host = nth(&when.host);
            symptom.aadsts = when.aadsts.get(n.min(when.aadsts.len().saturating_sub(1))).copied();
            symptom.port = when.port.get(n.min(when.port.len().saturating_sub(1))).copied();
            let around = Surroundings {
                protocol: when.protocol,
                provider: when.provider.first().copied(),
                method: when.method.first().copied(),
                sign_in: when.sign_in.first().copied(),
                tls: when.tls,
            };
            (symptom, around)
        })
        .collect()
}

#[test]
fn every_row_has_its_own_name_and_every_kind_an_open_row_at_its_end() {
    let mut names = BTreeSet::new();
    for row in rows() {
        assert!(names.insert(&row.id), "{} is there twice", row.id);
        let plain = row.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        assert!(plain && !row.when.is_empty(), "{}", row.id);
    }
    for kind in Kind::ALL {
        let open: Vec<_> =
            rows().iter().flat_map(|row| &row.when).filter(|w| w.kind == *kind).map(When::is_open).collect();
        let closed = open.iter().take_while(|open| !**open).count();
        assert_eq!(closed + 1, open.len(), "{}: the last row, and only that, has no conditions", kind.word());
    }
}

#[test]
fn every_symptom_leads_to_its_row() {
    let mut wrong = Vec::new();
    for row in rows() {
        for when in &row.when {
            for (symptom, around) in shows(when) {
                let found = find(&symptom, around).map(|found| found.id.as_str());
                if found != Some(row.id.as_str()) {
                    wrong.push(format!("{}: {when:?} leads to {found:?}", row.id));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_tables_words_are_such_as_can_be_met() {
    let links: Vec<_> = Link::ALL.iter().map(|link| link.id()).collect();
    let steps: Vec<_> = STEPS.iter().map(|step| super::mailbox::word(*step)).collect();
    for row in rows() {
        for when in &row.when {
            assert!(when.link.iter().all(|link| links.contains(&link.as_str())), "{}: {:?}", row.id, when.link);
            assert!(when.step.iter().all(|step| steps.contains(&step.as_str())), "{}: {:?}", row.id, when.step);
            for word in [&when.code, &when.enhanced, &when.text, &when.suberror, &when.host].into_iter().flatten() {
                assert_eq!(*word, word.to_lowercase(), "{}: compared in lower case", row.id);
                assert!(!word.is_empty() && !word.contains("  "), "{}: {word:?}", row.id);
            }
        }
    }
}

/// Settings with everything in them that an action may use.
fn full() -> Settings {
    let mut settings = Settings::default();
    let account = &mut settings.smtp.oauth2;
    account.account = "o'neill@firma.cz".parse().ok();
    account.client_id = "11111111-2222-3333-4444-555555555555".parse().expect("an ID");
    account.tenant = "firma.cz".parse().expect("a tenant");
    settings.smtp.server = "smtp.office365.com".parse().ok();
    settings.smtp.sender_address = "recepce@firma.cz".parse().ok();
    settings.pop.server = "outlook.office365.com".parse().ok();
    settings
}

#[test]
fn every_action_is_well_formed_and_can_be_made_whole() {
    let settings = full();
    for row in rows() {
        for (n, wanted) in row.actions.iter().enumerate() {
            let given = [wanted.copy.is_some(), wanted.open.is_some(), wanted.field.is_some(), wanted.token.is_some()];
            assert_eq!(given.iter().filter(|given| **given).count(), 1, "{}: action {n}", row.id);
            assert_eq!(wanted.copy.is_some(), wanted.text.is_some(), "{}: action {n}", row.id);
            if let Some(address) = &wanted.open {
                assert!(address.starts_with("https://") || address == "{consent_link}", "{}: {address}", row.id);
            }
        }
        for when in &row.when {
            let mut whole = 0;
            for protocol in Protocol::ALL.into_iter().filter(|p| when.protocol.is_none_or(|of| of == *p)) {
                let mut symptom = Symptom { protocol: Some(protocol), ..Symptom::new(when.kind) };
                symptom.key = Some("smtp.port");
                symptom.port = Some(587);
                let about = About { settings: Some(&settings), ..About::default() };
                let actions = action::Known::new(&symptom, &about).actions(row);
                for action in &actions {
                    if let Action::Copy { text, .. } | Action::Open(text) = action {
                        assert!(!text.contains(['{', '}']), "{}: {text}", row.id);
                    }
                }
                whole = whole.max(actions.len());
            }
            assert_eq!(whole, row.actions.len(), "{}: an action that can never be made whole", row.id);
        }
    }
}

/// What is copied at one of Microsoft's refusals.
fn copied(code: u64, settings: &Settings) -> Vec<String> {
    let symptom = Symptom { aadsts: Some(code), protocol: Some(Protocol::Smtp), ..Symptom::new(Kind::Refused) };
    let about = About { settings: Some(settings), ..About::default() };
    let copied = of_symptom(symptom, &about).actions.into_iter().filter_map(|action| match action {
        Action::Copy { text, .. } => Some(text),
        _ => None,
    });
    copied.collect()
}

#[test]
fn what_an_administrator_or_the_registration_needs_is_whole() {
    let mut settings = full();
    let link = "https://login.microsoftonline.com/firma.cz/adminconsent?client_id=11111111-2222-3333-4444-555555555555";
    for code in [65001, 90094, 90095] {
        assert_eq!(copied(code, &settings), [link], "{code}");
    }
    for provider in [Provider::Microsoft, Provider::Outlook] {
        settings.smtp.oauth2.provider = provider;
        for code in [50011, 500_113, 900_971] {
            assert_eq!(copied(code, &settings), ["http://localhost"], "Microsoft ignores the port of this name");
        }
    }
    assert!(copied(65001, &settings).is_empty(), "personal accounts have no administrator");
    settings.smtp.oauth2.provider = Provider::Google;
    assert!(copied(50011, &settings).is_empty());
}

#[test]
fn a_value_cannot_break_out_of_a_command_or_an_address() {
    let mut settings = full();
    let mut symptom = Symptom::new(Kind::Reply);
    (symptom.protocol, symptom.link) = (Some(Protocol::Smtp), Some(Link::Login));
    symptom.enhanced = "5.7.139".into();
    symptom.text = "SmtpClientAuthentication is disabled for the Mailbox.".into();
    let command = |settings: &Settings| {
        let about = About { settings: Some(settings), ..About::default() };
        let texts = of_symptom(symptom.clone(), &about).actions.into_iter().filter_map(|action| match action {
            Action::Copy { text, .. } => Some(text),
            _ => None,
        });
        texts.collect::<Vec<_>>().join("\n")
    };
    assert!(command(&settings).contains("'o''neill@firma.cz'"), "{}", command(&settings));
    settings.smtp.oauth2.account = "o’neill@firma.cz".parse().ok();
    assert!(!command(&settings).contains("neill"), "{}", command(&settings));
    assert_eq!(command(&Settings::default()), "");
}

#[test]
fn a_token_is_only_spoken_of_where_there_is_one() {
    let mut settings = full();
    let mut symptom = Symptom::new(Kind::Closed);
    symptom.protocol = Some(Protocol::Smtp);
    let token = |settings: &Settings, symptom: &Symptom, token_held| {
        let about = About { settings: Some(settings), token_held, ..About::default() };
        of_symptom(symptom.clone(), &about).token_ok
    };
    symptom.link = Some(Link::Greeting);
    assert_eq!(token(&settings, &symptom, false), None);
    assert_eq!(token(&settings, &symptom, true), Some(true));
    symptom.link = Some(Link::Command);
    assert_eq!(token(&settings, &symptom, false), Some(true), "the login has proved it");
    for method in [Method::Password, Method::None] {
        settings.smtp.method = method;
        assert_eq!(token(&settings, &symptom, true), None, "{method}");
    }
}

/// Advice to switch on what is on already, or off what is off, would be worse than none.
#[test]
fn the_switch_for_tls_is_named_only_where_it_is_off() {
    let mut settings = full();
    for kind in [Kind::NoMechanism, Kind::SpeaksTls, Kind::NoStartTls, Kind::TlsNotTls] {
        for protocol in Protocol::ALL {
            let mut symptom = Symptom { protocol: Some(protocol), port: Some(2465), ..Symptom::new(kind) };
            symptom.code = "none".into();
            let mut told = |tls| {
                (settings.smtp.tls, settings.pop.tls) = (tls, tls);
                of_symptom(symptom.clone(), &About { settings: Some(&settings), ..About::default() })
            };
            let switch = Action::Field(if protocol == Protocol::Smtp { "smtp.tls" } else { "pop.tls" });
            let on = told(true);
            assert!(!on.actions.contains(&switch), "{}: {:?}", on.id, on.actions);
            let off = told(false);
            if matches!(kind, Kind::NoMechanism | Kind::SpeaksTls) {
                assert!(off.id.ends_with("-tls-off"), "{}", off.id);
                assert_eq!(off.actions.first(), Some(&switch), "{}", off.id);
            }
        }
    }
}

proptest! {
    #[test]
    fn whatever_is_said_there_is_a_cause(
        kind in 0..Kind::ALL.len(),
        code in any::<String>(),
        enhanced in any::<String>(),
        text in any::<String>(),
        host in any::<String>(),
        port in any::<Option<u16>>(),
        aadsts in any::<Option<u64>>(),
        smtp in any::<bool>(),
        step in 0..STEPS.len(),
    ) {
        let mut symptom = Symptom::new(Kind::ALL[kind]);
        symptom.protocol = Some(if smtp { Protocol::Smtp } else { Protocol::Pop });
        symptom.step = Some(STEPS[step]);
        symptom.link = symptom.step.map(Step::link);
        (symptom.code, symptom.enhanced, symptom.host, symptom.port) = (code, enhanced, host, port);
        symptom.aadsts = aadsts;
        symptom.raw = Some(text.clone());
        symptom.text = text;
        let settings = full();
        let diagnosis = of_symptom(symptom, &About { settings: Some(&settings), ..About::default() });
        prop_assert!(rows().iter().any(|row| row.id == diagnosis.id), "{}", diagnosis.id);
    }

    #[test]
    fn any_address_is_quoted(account in "[a-z'\"$;`‘’&|(){}%#?+ ]{1,20}@[a-z]{1,8}\\.cz") {
        let mut settings = full();
        settings.smtp.oauth2.account = account.parse().ok();
        for row in rows() {
            let symptom = Symptom { protocol: Some(Protocol::Smtp), ..Symptom::new(Kind::Reply) };
            let about = About { settings: Some(&settings), ..About::default() };
            for action in action::Known::new(&symptom, &about).actions(row) {
                match action {
                    Action::Copy { text, .. } => prop_assert!(text.matches('\'').count() % 2 == 0, "{}", text),
                    Action::Open(address) => prop_assert!(url::Url::parse(&address).is_ok(), "{}", address),
                    Action::Field(_) | Action::GetToken(_) | Action::DeleteToken(_) => {}
                }
            }
        }
    }
}
