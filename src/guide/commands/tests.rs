//! The commands carry what stands in the fields, and nothing in a field ever becomes a command.

use super::*;

const NASTY: [&str; 12] = [
    "O'Brien",
    "a'; Remove-Item C:\\ -Recurse; '",
    "$(whoami)",
    "`whoami`",
    "${env:PATH}",
    "a\"; rm -rf ~; \"",
    "’; Get-Process; ‘",
    "‚‛'’‘",
    "a\nb\r\nc\0d",
    "\\' ; id ; '",
    "#{x} %PATH% !x! & | < > ^",
    "‘",
];

fn target(text: &str) -> Target {
    Target {
        name: text.to_owned(),
        redirect: text.to_owned(),
        tenant: text.to_owned(),
        client_id: text.to_owned(),
        mailbox: text.to_owned(),
    }
}

fn all(target: &Target) -> [String; 5] {
    [powershell(target), application(target), exchange(target), mailbox(target), azure_cli(target)]
}

fn plain(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).collect()
}

/// Reads words as PowerShell does: a word in single quotes ends at a quote of any kind that is not doubled.
fn outside_of_quotes(commands: &str) -> String {
    let is_quote = |letter: char| matches!(letter, '\'' | '‘' | '’' | '‚' | '‛');
    let letters: Vec<char> = commands.chars().collect();
    let (mut outside, mut at, mut quoted) = (String::new(), 0, false);
    while let Some(letter) = letters.get(at) {
        match (quoted, is_quote(*letter)) {
            (false, false) => outside.push(*letter),
            (false, true) => quoted = true,
            (true, true) if letters.get(at + 1).copied().is_some_and(is_quote) => at += 1,
            (true, true) => quoted = false,
            (true, false) => {}
        }
        at += 1;
    }
    assert!(!quoted, "a word is not ended: {commands}");
    outside
}

#[test]
fn nothing_in_a_field_breaks_out_of_a_word_in_powershell() {
    // What is said outside of words is the same whatever stands in the fields.
    let expected = all(&target("harmless")).map(|commands| outside_of_quotes(&commands));
    for nasty in NASTY {
        let commands = all(&target(nasty));
        for (commands, expected) in commands[..4].iter().zip(&expected) {
            assert_eq!(&outside_of_quotes(commands), expected, "{nasty}");
        }
    }
}

#[test]
fn a_real_shell_reads_each_word_as_it_was_typed() {
    for nasty in NASTY {
        let script = format!("printf %s {}", quote_shell(nasty));
        let ran = std::process::Command::new("sh").args(["-c", &script]).output().expect("sh");
        assert_eq!(String::from_utf8(ran.stdout).expect("text"), plain(nasty), "{script}");
    }
}

#[test]
fn a_real_shell_calls_az_with_the_words_that_are_meant() {
    for nasty in NASTY {
        // `az` is a function here that prints its words, one on a line.
        let script = format!("az() {{ printf '%s\\n' \"$@\" --; }}\n{}", azure_cli(&target(nasty)));
        let ran = std::process::Command::new("sh").args(["-c", &script]).output().expect("sh");
        assert!(ran.status.success() && ran.stderr.is_empty(), "{nasty}: {ran:?}");
        let printed = String::from_utf8(ran.stdout).expect("text");
        let words: Vec<_> = printed.lines().collect();
        let after = |option: &str| words.iter().position(|word| *word == option).map(|at| words[at + 1].to_owned());
        assert_eq!(after("--display-name"), Some(plain(nasty)));
        assert_eq!(after("--tenant"), Some(plain(nasty)));
        assert_eq!(after("--public-client-redirect-uris"), Some(plain(nasty)));
        let access = after("--required-resource-accesses").expect("permissions");
        let access: serde_json::Value = serde_json::from_str(&access).expect("JSON");
        assert_eq!(access[0]["resourceAppId"], GRAPH);
        assert_eq!(access[0]["resourceAccess"].as_array().map(Vec::len), Some(6));
    }
}

#[test]
fn the_commands_carry_the_fields() {
    let target = Target {
        name: "Mailkey".to_owned(),
        redirect: "http://localhost".to_owned(),
        tenant: "firma.cz".to_owned(),
        client_id: "11111111-2222-3333-4444-555555555555".to_owned(),
        mailbox: "sklad@firma.cz".to_owned(),
    };
    let [powershell, application, exchange, mailbox, az] = all(&target);
    for words in [
        "-TenantId 'firma.cz'",
        "-DisplayName 'Mailkey'",
        "@('http://localhost')",
        "-IsFallbackPublicClient",
        "'SMTP.Send', 'POP.AccessAsUser.All', 'offline_access', 'openid', 'email', 'profile'",
    ] {
        assert!(powershell.contains(words), "{words}: {powershell}");
    }
    assert!(application.contains("'SMTP.SendAsApp', 'POP.AccessAsApp'") && application.contains("SecretText"));
    assert!(exchange.contains("'11111111-2222-3333-4444-555555555555'") && exchange.contains("'sklad@firma.cz'"));
    assert!(mailbox.contains("Set-CASMailbox -Identity 'sklad@firma.cz'"));
    assert!(az.contains("--tenant 'firma.cz'") && az.contains("--is-fallback-public-client true"));
}

#[test]
fn without_a_tenant_none_is_named_and_empty_fields_are_examples() {
    for tenant in ["", " ", "common", "Organizations", "--debug"] {
        let target =
            Target { tenant: tenant.to_owned(), mailbox: String::new(), client_id: String::new(), ..target("x") };
        for commands in all(&target) {
            assert!(!commands.contains("-TenantId") && !commands.contains("--tenant"), "{tenant}: {commands}");
        }
        assert!(exchange(&target).contains("-AppId 'APPLICATION-ID'"));
        assert!(mailbox(&target).contains("'mailbox@example.com'"));
    }
}
