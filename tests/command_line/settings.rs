//! `mailkeyctl settings …`: every setting, in and out; a file with a mistake.

use serde_json::json;

use crate::bench::{Bench, bare, finish};

/// A value of its own for every setting.
const VALUES: &[(&str, &str)] = &[
    ("language", "cs"),
    ("theme", "dark"),
    ("extra_ca", "/etc/firma/ca \"1\".pem"),
    ("smtp.server", "smtp.firma.cz"),
    ("smtp.secondary_server", "smtp2.firma.cz"),
    ("smtp.port", "465"),
    ("smtp.tls", "true"),
    ("smtp.timeout", "17"),
    ("smtp.sender_name", "Recepce – žluťoučký „kůň“"),
    ("smtp.sender_address", "recepce@firma.cz"),
    ("smtp.method", "password"),
    ("smtp.user", "-recepce"),
    ("smtp.oauth2.provider", "google"),
    ("smtp.oauth2.account", "recepce@firma.cz"),
    ("smtp.oauth2.sign_in_as", "jan@firma.cz"),
    ("smtp.oauth2.client_id", "11111111-2222"),
    ("smtp.oauth2.tenant", "firma.cz"),
    ("smtp.oauth2.issuer", "https://id.firma.cz/realms/x"),
    ("smtp.oauth2.scopes", "openid mail.send"),
    ("smtp.oauth2.sign_in", "device"),
    ("smtp.oauth2.client_secret_expires", "2027-03-31"),
    ("pop.server", "::1"),
    ("pop.port", "110"),
    ("pop.tls", "false"),
    ("pop.timeout", "300"),
    ("pop.check_interval", "480"),
    ("pop.method", "oauth2"),
    ("pop.user", "sklad"),
    ("pop.common_account", "false"),
    ("pop.oauth2.provider", "custom"),
    ("pop.oauth2.account", "sklad@firma.cz"),
    ("pop.oauth2.sign_in_as", "eva@firma.cz"),
    ("pop.oauth2.client_id", "abc"),
    ("pop.oauth2.tenant", "organizations"),
    ("pop.oauth2.issuer", "http://127.0.0.1:8080"),
    ("pop.oauth2.scopes", "mail.read"),
    ("pop.oauth2.sign_in", "application"),
    ("pop.oauth2.client_secret_expires", "2028-02-29"),
];

#[test]
fn every_setting_comes_back_as_it_was_set() {
    let names: Vec<_> = VALUES.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, mailkey::settings::KEYS.iter().map(|key| key.name).collect::<Vec<_>>());
    let bench = Bench::new();
    for (name, value) in VALUES {
        let set = bench.run_list(&["settings", "set", name, value]);
        assert_eq!(set.done(), "", "{set:?}");
        assert!(set.words.contains(name) && set.words.contains(value), "{set:?}");
        let got = bench.run_list(&["settings", "get", name]);
        assert_eq!((got.done(), got.words.as_str()), (format!("{value}\n").as_str(), ""));
        let got = bench.run_list(&["--json", "settings", "get", name]).json();
        assert_eq!(got["key"], *name);
    }
    let shown = bench.run("settings show");
    let file = bench.folder.path().join("copy.toml");
    let exported = bench.run_list(&["settings", "export", file.to_str().expect("UTF-8")]);
    assert_eq!(exported.done(), "");
    assert_eq!(std::fs::read_to_string(&file).expect("a file"), shown.out);
    assert_eq!(bench.run("settings export").out, shown.out);

    for how in ["file", "stdin"] {
        let other = Bench::new();
        let imported = match how {
            "file" => other.run_list(&["settings", "import", file.to_str().expect("UTF-8")]),
            _ => finish(&mut other.command(["settings", "import", "-"]), &shown.out),
        };
        assert_eq!(imported.done(), "", "{imported:?}");
        assert_eq!(other.run("settings show").out, shown.out);
    }
    // An empty value removes.
    assert_eq!(bench.run_list(&["settings", "set", "smtp.server", ""]).status, 0);
    assert_eq!(bench.run("settings get smtp.server").out, "\n");
}

#[test]
fn json_has_the_shape_of_the_file() {
    let bench = Bench::new();
    let set = bench.run("settings set smtp.port 465 --json").json();
    assert_eq!(set, json!({"key": "smtp.port", "value": 465}));
    let shown = bench.run("settings show --json").json();
    assert_eq!(shown["smtp"]["port"], 465);
    assert_eq!(shown["pop"]["common_account"], true);
    assert_eq!(shown["smtp"]["oauth2"]["scopes"], json!([]));
    assert_eq!(bench.run("settings get smtp.oauth2.scopes --json").json()["value"], json!([]));
    let parsed: toml_edit::DocumentMut = bench.run("settings show").out.parse().expect("TOML");
    assert_eq!(parsed["smtp"]["port"].as_integer(), Some(465));
    let file = bench.folder.path().join("x.toml");
    let file = file.to_str().expect("UTF-8");
    assert_eq!(bench.run_list(&["--json", "settings", "export", file]).json(), shown);
    assert_eq!(bench.run_list(&["settings", "import", file, "--json"]).json(), shown);
}

#[test]
fn flags_stand_before_or_after_the_verb() {
    let bench = Bench::new();
    let status = bench.run("status --json").json();
    for args in ["--json status", "--lang cs status --json", "status --lang cs --json", "--json --lang=en status"] {
        assert_eq!(bench.run(args).json(), status, "{args}");
    }
    let elsewhere = tempfile::tempdir().expect("a folder");
    let path = elsewhere.path().to_str().expect("UTF-8");
    assert_eq!(bench.run_list(&["settings", "--home", path, "set", "smtp.port", "25"]).status, 0);
    assert_eq!(bench.run_list(&["--home", path, "settings", "get", "smtp.port"]).out, "25\n");
    assert_eq!(bench.run_list(&["settings", "get", "smtp.port", "--home", path]).out, "25\n");
    // MAILKEY_HOME is another one, and it was not touched.
    assert_eq!(bench.run("settings get smtp.port").out, "587\n");
    let named = finish(bare().env("MAILKEY_HOME", path).args(["settings", "get", "smtp.port"]), "");
    assert_eq!(named.out, "25\n");
}

#[test]
fn a_broken_settings_file_is_shown_with_its_place_and_stays_as_it_is() {
    let cases = [
        ("[smtp]\nport = \"x", "2:", "TOML"),
        ("[smtp]\n  prot = 25\n", "2:3", "smtp.prot"),
        ("[smtp]\nport = 70000\n", "2:8", "smtp.port"),
        ("[smtp]\nserver = \"a.cz\"\ntls = false\nserwer = 1\n", "4:1", "smtp.serwer"),
        ("smtp = 3\n", "1:", "smtp"),
    ];
    for (text, place, what) in cases {
        let bench = Bench::new();
        bench.write_settings(text);
        for args in
            ["status", "settings show", "settings set smtp.port 25", "settings get smtp.port", "token show", "check"]
        {
            for lang in ["cs", "en"] {
                let ran = bench.run(&format!("{args} --lang {lang}"));
                let words = ran.failed(1);
                assert!(words.contains(&format!("settings.toml:{place}")) && words.contains(what), "{args}: {words}");
                assert!(words.lines().count() >= 2, "cause and cure: {words}");
            }
        }
        assert_eq!(std::fs::read_to_string(bench.settings_file()).expect("a file"), text);
    }
    let bench = Bench::new();
    bench.write_settings("[smtp]\nprot = 25\n");
    assert!(bench.run("status --lang en").failed(1).contains("smtp.port"), "the key that was meant");
    bench.write_settings("# \u{fffd}\n");
    std::fs::write(bench.settings_file(), b"language = \"\xff\"\n").expect("written");
    let _ = bench.run("status").failed(1);
    assert_eq!(std::fs::read(bench.settings_file()).expect("a file"), b"language = \"\xff\"\n");
}

#[test]
fn an_import_that_is_wrong_changes_nothing() {
    let bench = Bench::new();
    assert_eq!(bench.run("settings set smtp.port 25").status, 0);
    let before = std::fs::read(bench.settings_file()).expect("a file");
    let bad = bench.folder.path().join("bad.toml");
    for text in ["[smtp]\nport = 0\n", "[smtp]\nserver = \"a.cz\"\nmethod = \"oauth2\"\ntls = false\n", "x", "\u{0}"] {
        std::fs::write(&bad, text).expect("written");
        let ran = bench.run_list(&["settings", "import", bad.to_str().expect("UTF-8")]);
        assert!(ran.failed(1).contains("bad.toml:"), "{text}: {ran:?}");
        assert_eq!(std::fs::read(bench.settings_file()).expect("a file"), before);
    }
    let missing = bench.run("settings import /nonexistent/x.toml");
    assert!(missing.failed(1).contains("/nonexistent/x.toml"));
    assert!(bench.run("settings export /nonexistent/x.toml").failed(1).contains("/nonexistent/x.toml"));
}

#[test]
fn choosing_a_provider_fills_in_its_servers_and_replaces_nobody_elses() {
    let bench = Bench::new();
    let get = |key: &str| bench.run(&format!("settings get {key}")).out.trim().to_owned();
    assert_eq!(bench.run("settings set smtp.oauth2.provider google").status, 0);
    assert_eq!((get("smtp.server").as_str(), get("smtp.port").as_str()), ("smtp.gmail.com", "587"));
    assert_eq!((get("pop.server").as_str(), get("pop.port").as_str()), ("pop.gmail.com", "995"));
    assert_eq!(bench.run("settings set pop.server mail.example.com").status, 0);
    assert_eq!(bench.run("settings set smtp.oauth2.provider microsoft").status, 0);
    assert_eq!(get("smtp.server"), "smtp.office365.com");
    assert_eq!(get("pop.server"), "mail.example.com");
}

#[test]
fn parted_pop_has_a_copy_of_the_accounts_settings() {
    let bench = Bench::new();
    for (name, value) in [("provider", "google"), ("account", "recepce@firma.cz"), ("client_id", "abc")] {
        assert_eq!(bench.run(&format!("settings set smtp.oauth2.{name} {value}")).status, 0);
    }
    assert_eq!(bench.run("settings set pop.common_account false").status, 0);
    let shown = bench.run("--json settings show").json();
    assert_eq!(shown["pop"]["oauth2"], shown["smtp"]["oauth2"]);
    assert_eq!(shown["pop"]["oauth2"]["account"], "recepce@firma.cz");
    // Once parted they are two.
    assert_eq!(bench.run("settings set pop.oauth2.account sklad@firma.cz").status, 0);
    assert_eq!(bench.run("settings set pop.common_account false").status, 0);
    assert_eq!(bench.run("settings get pop.oauth2.account").out, "sklad@firma.cz\n");
}

#[test]
fn whose_token_stays_is_said_only_where_two_accounts_become_one() {
    let bench = Bench::new();
    for args in
        ["smtp.port 25 --keep smtp", "pop.common_account true --keep pop", "pop.common_account false --keep smtp"]
    {
        let ran = bench.run(&format!("settings set {args}"));
        assert!(ran.failed(2).contains("--keep"), "{args}: {ran:?}");
    }
    assert_eq!(bench.run("settings set pop.common_account true --keep both").status, 2);
    assert_eq!(bench.run("settings set pop.common_account false").status, 0);
    assert!(bench.run("settings get pop.common_account").out.contains("false"));
}
