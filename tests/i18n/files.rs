//! `i18n/{cs,en}/mailkey.ftl` side by side.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};

/// A text: its arguments, and every wording of it with 0 in an argument's place.
#[derive(Debug, Default)]
pub struct Text {
    pub arguments: BTreeSet<String>,
    pub wordings: Vec<String>,
    /// The selectors' cases.
    cases: BTreeSet<String>,
}

pub type Texts = BTreeMap<String, Text>;

pub fn read(language: &str) -> Texts {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("i18n").join(language).join("mailkey.ftl");
    let source = std::fs::read_to_string(path).expect("the texts");
    let resource = fluent_syntax::parser::parse(source).unwrap_or_else(|(_, errors)| panic!("{language}: {errors:?}"));
    let mut texts = Texts::new();
    for entry in resource.body {
        match entry {
            Entry::Message(message) => {
                let name = message.id.name;
                assert!(message.attributes.is_empty(), "{name} has attributes, which nothing shows");
                let mut text = Text::default();
                collect(&message.value.unwrap_or_else(|| panic!("{name} is empty")), &mut text);
                assert!(texts.insert(name.clone(), text).is_none(), "{language}: {name} is there twice");
            }
            Entry::Term(term) => panic!("{language}: the term -{} is used nowhere", term.id.name),
            Entry::Junk { content } => panic!("{language}: {content}"),
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
        }
    }
    assert!(texts.len() > 200, "{language}");
    texts
}

fn collect(pattern: &Pattern<String>, text: &mut Text) {
    let mut wording = String::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => wording.push_str(value),
            PatternElement::Placeable { expression: Expression::Inline(inline) } => {
                argument(inline, text);
                wording.push('0');
            }
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                argument(selector, text);
                for variant in variants {
                    let (VariantKey::Identifier { name } | VariantKey::NumberLiteral { value: name }) = &variant.key;
                    let _ = text.cases.insert(name.clone());
                    collect(&variant.value, text);
                }
            }
        }
    }
    if !wording.trim().is_empty() {
        text.wordings.push(wording);
    }
}

fn argument(inline: &InlineExpression<String>, text: &mut Text) {
    match inline {
        InlineExpression::VariableReference { id } => drop(text.arguments.insert(id.name.clone())),
        InlineExpression::StringLiteral { value } => text.wordings.push(value.clone()),
        other => panic!("{other:?} is not expected in a text"),
    }
}

#[test]
fn both_languages_have_the_same_keys_and_arguments() {
    let (cs, en) = (read("cs"), read("en"));
    let names = |texts: &Texts| texts.keys().cloned().collect::<BTreeSet<_>>();
    let differ: Vec<_> = names(&cs).symmetric_difference(&names(&en)).cloned().collect();
    assert_eq!(differ, Vec::<String>::new(), "keys of one language only");
    for (name, czech) in &cs {
        assert_eq!(czech.arguments, en[name].arguments, "{name}");
        assert!(!czech.wordings.is_empty() && !en[name].wordings.is_empty(), "{name} says nothing");
    }
}

#[test]
fn every_number_has_its_czech_form() {
    let (cs, en) = (read("cs"), read("en"));
    let mut counted = 0;
    // A choice with a case for what is not known, or for a protocol, is no number's.
    let others = ["none", "POP"];
    let by_number = |text: &Text| text.cases.contains("other") && !others.iter().any(|case| text.cases.contains(*case));
    for (name, text) in cs.iter().filter(|(_, text)| by_number(text)) {
        counted += 1;
        for case in ["one", "few"] {
            assert!(text.cases.contains(case), "{name} lacks the form for {case}");
        }
        assert!(en[name].cases.contains("one") && en[name].cases.contains("other"), "{name}");
    }
    assert!(counted > 0);
}

/// What is rightly the same in both languages.
const SAME: &[&str] = &[
    "app-name",
    "file-value",
    "cli-set",
    "key-tenant",
    "link-token",
    "log-area-program",
    "log-area-test",
    "log-area-token",
    "win-method-oauth2",
    "win-minutes",
    "win-ok",
    "win-provider-google",
    "win-seconds",
    "win-tab-pop",
    "win-tab-smtp",
    "win-token",
];

#[test]
fn nothing_was_left_in_english() {
    let (cs, en) = (read("cs"), read("en"));
    let letters = |text: &Text| text.wordings.iter().any(|wording| wording.chars().any(char::is_alphabetic));
    let same: Vec<_> = cs
        .iter()
        .filter(|(name, text)| text.wordings == en[*name].wordings && letters(text) && !SAME.contains(&name.as_str()))
        .map(|(name, text)| format!("{name}: {}", text.wordings.join(" | ")))
        .collect();
    assert!(same.is_empty(), "{same:#?}");
    for name in SAME {
        assert_eq!(cs[*name].wordings, en[*name].wordings, "{name} need not be listed");
    }
}

#[test]
fn czech_and_english_use_their_own_quotes() {
    for (language, forbidden) in [("cs", "\"'”‘’«»"), ("en", "\"'„")] {
        for (name, text) in read(language) {
            for wording in &text.wordings {
                let found: String = wording.chars().filter(|c| forbidden.contains(*c)).collect();
                assert!(found.is_empty(), "{language}: {name}: {found} in: {wording}");
                assert!(!wording.contains("..."), "{language}: {name}: three dots in place of …: {wording}");
            }
            let all = text.wordings.concat();
            let pair = if language == "cs" { ('„', '“') } else { ('“', '”') };
            let count = |wanted: char| all.chars().filter(|c| *c == wanted).count();
            assert_eq!(count(pair.0), count(pair.1), "{language}: {name}: {all}");
        }
    }
}

#[test]
fn a_failure_ends_with_a_full_stop() {
    for language in ["cs", "en"] {
        for (name, text) in read(language) {
            // A heading of the report.
            if !name.ends_with("-cure") || name == "report-cure" {
                continue;
            }
            let last = text.wordings.last().expect("a wording").trim_end().chars().last();
            // A command, or an address, that must be copied as it is.
            let command = text.wordings.concat().contains("mailkeyctl") || text.wordings.concat().contains("Set-");
            assert!(command || matches!(last, Some('.' | '?')), "{language}: {name}");
        }
    }
}
