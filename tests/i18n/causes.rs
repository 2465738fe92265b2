//! The table of causes and its texts: each row has both, in both languages, and its words fit where they are put.

use std::collections::{BTreeMap, BTreeSet};

use jiff::SignedDuration;
use mailkey::account::{Protocol, Settings};
use mailkey::diagnosis::{About, Kind, Symptom, Token, diagnose, of_symptom, rows};
use mailkey::error::Error;
use mailkey::i18n::Lang;
use mailkey::mail::{Cause, MailError, Reply, Step, TlsFailure};
use mailkey::words::explain_about;

use super::errors::errors;
use super::files::{Texts, read};

fn both() -> [(Lang, Texts); 2] {
    [(Lang::Cs, read("cs")), (Lang::En, read("en"))]
}

#[test]
fn every_cause_has_both_texts_in_both_languages() {
    let mut used = BTreeSet::new();
    for row in rows() {
        used.extend([row.cause_key(), row.cure_key()]);
        for (lang, texts) in &both() {
            for key in [row.cause_key(), row.cure_key()] {
                assert!(texts.contains_key(&key), "{lang:?}: {key} of {} is missing", row.id);
            }
        }
    }
    for (lang, texts) in &both() {
        let cures = texts.keys().filter(|key| key.starts_with("cause-") && key.ends_with("-cure"));
        let unused: Vec<_> = cures.filter(|key| *key != "cause-unknown-cure" && !used.contains(*key)).collect();
        assert!(unused.is_empty(), "{lang:?}: of no row: {unused:?}");
    }
}

/// What every failure of a kind gives to its texts.
fn given() -> BTreeMap<Kind, BTreeSet<&'static str>> {
    let clock = SignedDuration::from_mins(7);
    let more = [clock, -clock].map(Symptom::clock).into_iter().chain([Symptom::lacking(&Protocol::ALL)]);
    let mut given: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for symptom in errors().iter().map(Symptom::from).chain(more) {
        let kind = symptom.kind;
        let names = of_symptom(symptom, &About::default()).args.into_iter().map(|(name, _)| name).collect();
        let kept = match given.get(&kind) {
            Some(before) => before & &names,
            None => names,
        };
        let _ = given.insert(kind, kept);
    }
    given
}

#[test]
fn a_text_uses_only_what_its_failures_give() {
    let given = given();
    for kind in Kind::ALL {
        assert!(given.contains_key(kind), "no error of the kind {}", kind.word());
    }
    let mut wrong = BTreeSet::new();
    for (lang, texts) in &both() {
        for row in rows() {
            for key in [row.cause_key(), row.cure_key()] {
                for kind in row.when.iter().map(|when| when.kind) {
                    let missing: Vec<_> =
                        texts[&key].arguments.iter().filter(|name| !given[&kind].contains(name.as_str())).collect();
                    if !missing.is_empty() {
                        let _ =
                            wrong.insert(format!("{lang:?}: {key} uses {missing:?}, which {} has not", kind.word()));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What is read as a whole, said of a token that is held and good.
#[test]
fn the_good_news_and_the_clause_behind_it_are_one_sentence() {
    let golden = [
        (
            Error::Incomplete(vec!["smtp.server"]),
            "Token je v pořádku, ale v nastavení zatím není vyplněno: Primární server (smtp.server).",
            "The token is fine, but something is not filled in yet: Primary server (smtp.server).",
        ),
        (
            MailError::new(Protocol::Smtp, "posta.firma.cz:587", Step::Resolve, Cause::NameNotFound("no".into()))
                .into(),
            "Token je v pořádku, ale pro server posta.firma.cz se nenašla žádná adresa.",
            "The token is fine, but no address was found for the server posta.firma.cz.",
        ),
        (
            MailError::new(Protocol::Smtp, "posta.firma.cz:465", Step::TlsHandshake, Cause::Tls(TlsFailure::TooOld))
                .into(),
            "Token je v pořádku, ale server posta.firma.cz:465 umí jen zastaralé verze TLS; Mailkey potřebuje TLS 1.2 nebo 1.3.",
            "The token is fine, but the server posta.firma.cz:465 supports only outdated versions of TLS; Mailkey needs TLS 1.2 or 1.3.",
        ),
        (
            rejected(Step::Recipient, "501", "5.1.3 Bad recipient address syntax"),
            "Token je v pořádku, ale zápisu adresy příjemce server nerozumí.",
            "The token is fine, but the server does not understand how the recipient’s address is written.",
        ),
        (
            rejected(Step::Recipient, "554", "5.7.1 <a@jinde.cz>: Relay access denied"),
            "Token je v pořádku, ale účet přes tento server na tuto adresu odesílat nesmí.",
            "The token is fine, but the account may not send to this address through this server.",
        ),
    ];
    let settings = Settings::default();
    for (error, cs, en) in golden {
        let about = About { settings: Some(&settings), protocol: Some(Protocol::Smtp), token_held: true };
        for (lang, whole) in [(Lang::Cs, cs), (Lang::En, en)] {
            assert_eq!(explain_about(&error, &about, lang).what.replace('\u{a0}', " "), whole);
        }
    }
}

fn rejected(step: Step, code: &str, text: &str) -> Error {
    let reply = Reply { code: code.into(), text: text.into(), challenge: None };
    MailError::new(Protocol::Smtp, "posta.firma.cz:587", step, Cause::Rejected(reply)).into()
}

/// Names that keep their capital in the middle of a sentence.
const NAMES: &[&str] = &[
    "Microsoft",
    "Google",
    "Gmail",
    "Exchange",
    "Outlook.com",
    "Mailkey",
    "SMTP",
    "POP",
    "POP3",
    "TLS",
    "IMAP",
    "AUTH",
    "STARTTLS",
    "STLS",
    "OAuth",
    "HTTP",
    "Dovecot",
    "Postfix",
];

#[test]
fn what_can_follow_the_good_news_of_the_token_is_one_clause() {
    let mut wrong = Vec::new();
    for (lang, texts) in &both() {
        let but = if *lang == Lang::Cs { " ale " } else { " but " };
        for row in rows() {
            let key = row.cause_key();
            // The text itself; what stands in choices comes before it.
            let Some(text) = texts[&key].wordings.last() else { continue };
            let first = text.split([' ', '\u{a0}', ',', ':']).next().unwrap_or_default();
            let starts_small = text.starts_with(char::is_lowercase) || NAMES.contains(&first);
            let follows = matches!(row.token, Token::Fine | Token::Aside);
            let clause = text.split(". ").next().unwrap_or_default();
            let right =
                if follows { starts_small && !clause.contains(but) } else { !text.starts_with(char::is_lowercase) };
            if !right {
                wrong.push(format!("{lang:?}: {key} ({:?}): {text}", row.token));
            }
        }
    }
    assert!(wrong.is_empty(), "to stand after “but”, and to have none: {wrong:#?}");
}

#[test]
fn a_good_token_is_said_to_be_good_and_no_other() {
    let settings = Settings::default();
    let about = About { settings: Some(&settings), protocol: Some(Protocol::Smtp), token_held: true };
    let (mut good, mut others) = (0, 0);
    for error in errors() {
        for (lang, opening) in [(Lang::Cs, "Token je v pořádku, ale "), (Lang::En, "The token is fine, but ")] {
            let told = explain_about(&error, &about, lang);
            assert_eq!(told.what.starts_with(opening), told.token_ok == Some(true), "{lang:?}: {}: {told}", told.id);
            let rest = told.what.strip_prefix(opening).unwrap_or(&told.what);
            assert!(!rest.contains(opening.trim_end()), "{lang:?}: said twice: {told}");
            if told.token_ok == Some(true) { good += 1 } else { others += 1 }
        }
    }
    assert!(good > 100 && others > 100, "{good} {others}");
}

/// What a port shows of itself; other failures that name ports say whose they are.
const AT_THE_PORT: [Kind; 5] = [Kind::NoMechanism, Kind::NoStartTls, Kind::SpeaksTls, Kind::TlsNotTls, Kind::Injected];

/// Whoever reads mail has no use for the ports of sending, nor the other way round.
#[test]
fn advice_names_the_ports_of_its_own_protocol() {
    let mut wrong = BTreeSet::new();
    for (error, tls) in errors().into_iter().flat_map(|error| [(error.clone(), true), (error, false)]) {
        let Error::Mail(mail) = &error else { continue };
        if !AT_THE_PORT.contains(&Symptom::from(&error).kind) {
            continue;
        }
        let foreign: &[&str] = if mail.protocol == Protocol::Smtp { &["110", "995"] } else { &["25", "465", "587"] };
        let mut settings = Settings::default();
        (settings.smtp.tls, settings.pop.tls) = (tls, tls);
        let about = About { settings: Some(&settings), protocol: None, token_held: false };
        for lang in Lang::ALL {
            let told = explain_about(&error, &about, lang);
            let mut numbers = told.cure.split(|c: char| !c.is_ascii_digit());
            if let Some(port) = numbers.find(|number| foreign.contains(number)) {
                let _ = wrong.insert(format!("{lang:?}: {} at {}: {port}: {}", told.id, mail.protocol, told.cure));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_failure_that_nobody_foresaw_says_how_to_report_it() {
    let foreseen: Vec<_> = rows().iter().filter(|row| row.unknown).map(|row| row.id.as_str()).collect();
    assert!(foreseen.contains(&"reply") && foreseen.contains(&"refused"), "{foreseen:?}");
    let mut seen = BTreeSet::new();
    for error in errors() {
        let diagnosis = diagnose(&error, &About::default());
        for lang in Lang::ALL {
            let told = explain_about(&error, &About::default(), lang);
            assert_eq!(told.cure.contains("mailkeyctl test"), diagnosis.unknown, "{told}");
            assert_eq!(told.id, diagnosis.id);
        }
        if diagnosis.unknown {
            let _ = seen.insert(diagnosis.id);
        }
    }
    assert!(seen.len() > 4, "{seen:?}");
}
