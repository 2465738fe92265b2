//! `mailkeyctl guide`: the registration guide as text.

use crate::bench::Bench;

#[test]
fn it_is_for_the_provider_that_is_set_and_made_from_the_settings() {
    let bench = Bench::new();
    let id = "11111111-2222-3333-4444-555555555555";
    assert!(bench.run("guide --lang cs").done().contains("jakmile bude správně vyplněné ID aplikace"));
    assert_eq!(bench.run(&format!("settings set smtp.oauth2.client_id {id}")).status, 0);
    assert_eq!(bench.run("settings set smtp.oauth2.tenant firma.cz").status, 0);
    let text = bench.run("guide --lang cs");
    for words in [
        "1. Otevřete registrace aplikací",
        "http://localhost",
        &format!("https://login.microsoftonline.com/firma.cz/adminconsent?client_id={id}"),
        "mailkeyctl settings set smtp.oauth2.client_id …",
        "ID aplikace: vypadá dobře",
    ] {
        assert!(text.done().contains(words), "{words}: {}", text.out);
    }
    let text = bench.run("guide google --lang en");
    assert!(text.done().contains("Desktop app") && text.words.is_empty(), "{text:?}");
}

#[test]
fn it_gives_the_commands_where_there_are_any() {
    let bench = Bench::new();
    assert!(bench.run("guide --powershell").done().contains("New-MgApplication"));
    assert!(bench.run("guide --az").done().contains("az ad app create"));
    let text = bench.run("guide --sign-in application --powershell");
    assert!(text.done().contains("Add-MgApplicationPassword") && text.out.contains("New-ServicePrincipal"));
    assert!(bench.run("guide outlook --az --lang cs").failed(2).contains("--az"));
    assert!(!bench.run("guide nobody").failed(2).is_empty());
    let json = bench.run("guide --json").json();
    assert_eq!(json["provider"], "microsoft");
    assert_eq!(json["steps"].as_array().map(Vec::len), Some(9));
}

#[test]
fn its_last_step_names_secrets_and_settings_that_exist() {
    let bench = Bench::new();
    let text = bench.run("guide google --lang en").done().to_owned();
    let named = |verb: &str| {
        let lines = text.lines().filter_map(|line| line.split_once(verb)).map(|(_, rest)| rest.trim());
        lines.filter_map(|rest| rest.split_whitespace().next().map(str::to_owned)).collect::<Vec<_>>()
    };
    let secrets = named("mailkeyctl secret set ");
    assert!(!secrets.is_empty(), "{text}");
    let known = bench.run("secret set --help").done().to_owned();
    secrets.iter().for_each(|name| assert!(known.contains(name), "{name} is none of: {known}"));
    for name in named("mailkeyctl settings set ") {
        let _is_known = bench.run(&format!("settings get {name}")).done();
    }
}
