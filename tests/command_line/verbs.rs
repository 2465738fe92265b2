//! What the verbs print where, and what they say without a keyring, without a token, and with strange arguments.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Stdio;

use serde_json::json;

use crate::bench::{Bench, Ran, finish};
use crate::files::files;

#[test]
fn status_has_exactly_these_keys() {
    let bench = Bench::new();
    assert_eq!(bench.run("settings set smtp.oauth2.account recepce@firma.cz").status, 0);
    let one = json!({
        "state": "not_acquired", "account": "recepce@firma.cz", "provider": "microsoft", "signed_in_as": null,
        "expires_at": null, "refreshed_at": null, "next_refresh_at": null, "failing_since": null, "reason": null,
        "error": null,
    });
    assert_eq!(bench.run("status --json").json(), json!({"smtp": one, "pop": one}));
    let text = bench.run("status --lang cs");
    assert_eq!(text.done().lines().count(), 2);
    assert!(text.out.contains("Nenačteno") && text.words.is_empty(), "{text:?}");
    assert!(bench.run("status --lang en").out.contains("Not acquired"));
}

#[test]
fn wrong_usage_is_two_and_a_sentence() {
    let bench = Bench::new();
    for (args, cs, en) in [
        ("settings set smtp.prot 25", "neexistuje", "There is no setting"),
        ("settings get smtp", "neexistuje", "There is no setting"),
        ("settings set smtp.port 0", "celé číslo od 1 do 65535", "1 to 65535"),
        ("settings set smtp.tls maybe", "true, nebo false", "true or false"),
        ("settings set smtp.method oauth", "none, password, oauth2", "none, password, oauth2"),
        ("settings set smtp.sender_address recepce", "e-mailová adresa", "address"),
        ("send --to nobody", "e-mailová adresa", "address"),
        ("token delete", "--yes", "--yes"),
    ] {
        let (czech, english) = (bench.run(&format!("{args} --lang cs")), bench.run(&format!("{args} --lang en")));
        assert!(czech.failed(2).contains(cs), "{args}: {czech:?}");
        assert!(english.failed(2).contains(en), "{args}: {english:?}");
        assert!(czech.words != english.words, "{args}");
    }
    for args in [
        "",
        "nonsense",
        "status extra",
        "token",
        "settings",
        "token get imap",
        "token get --paste --device",
        "token get --no-browser --app-only",
        "--lang de status",
        "send",
        "secret set x",
    ] {
        assert!(!bench.run(args).failed(2).contains('\u{1b}'), "{args}");
    }
    assert!(!bench.settings_file().exists());
}

#[test]
fn help_and_version_are_no_mistakes() {
    let bench = Bench::new();
    for args in ["--help", "-h", "help", "settings --help", "token get --help", "--version"] {
        let ran = bench.run(args);
        assert!(!ran.done().trim().is_empty() && ran.words.is_empty(), "{ran:?}");
    }
    assert_eq!(bench.run("--version").out.trim(), format!("mailkeyctl {}", env!("CARGO_PKG_VERSION")));
    assert!(!bench.home().exists(), "asking for help leaves no trace");
}

#[test]
fn the_language_is_the_flags_then_the_settings_then_the_systems() {
    let bench = Bench::new();
    let line = |ran: Ran| ran.done().lines().next().unwrap_or_default().to_owned();
    let czech_system = finish(bench.command(["status"]).env("LANG", "cs_CZ.UTF-8"), "");
    assert!(line(czech_system).contains("Nenačteno"));
    assert!(line(bench.run("status")).contains("Not acquired"));
    assert_eq!(bench.run("settings set language cs").status, 0);
    assert!(line(bench.run("status")).contains("Nenačteno"));
    assert!(line(bench.run("status --lang en")).contains("Not acquired"));
}

#[test]
fn without_a_keyring_each_verb_says_so_and_stores_nothing() {
    let bench = Bench::new();
    let value = "a-secret-that-nobody-may-see";
    for (lang, words) in [("cs", "žádná klíčenka"), ("en", "keyring")] {
        for args in [
            "token show",
            "token show pop",
            "token refresh",
            "token refresh pop",
            "token delete --yes",
            "secret set smtp.password",
            "secret delete smtp.client_secret",
        ] {
            let list = args.split_whitespace().chain(["--lang", lang]);
            let ran = finish(bench.command(list).env("MAILKEY_LOG", "trace"), value);
            assert!(ran.failed(1).contains(words), "{args}: {ran:?}");
            assert!(ran.words.trim().lines().count() >= 2 && !ran.words.contains(value), "cause and cure: {ran:?}");
        }
    }
    for (path, bytes) in files(&bench.home()) {
        assert!(!bytes.windows(value.len()).any(|window| window == value.as_bytes()), "{}", path.display());
    }
}

/// A command in a pipe that failed must not cost a secret that works.
#[test]
fn nothing_is_not_stored_as_a_secret() {
    let bench = Bench::new();
    for (nothing, lang, words) in [("", "cs", "nic nepřišlo"), ("\n", "en", "nothing was changed")] {
        let ran = finish(&mut bench.command(["secret", "set", "smtp.client_secret", "--lang", lang]), nothing);
        assert!(ran.failed(1).contains(words), "{ran:?}");
    }
}

#[test]
fn without_a_token_the_cause_and_the_cure_are_said() {
    let bench = Bench::new();
    let state = bench.home().join("state");
    std::fs::create_dir_all(&state).expect("a folder");
    std::fs::write(state.join("smtp.json"), r#"{"generation":2,"session":{"state":"signed_out"}}"#).expect("written");
    let english = bench.run("token show --lang en");
    assert!(english.failed(1).contains("mailkeyctl token get"), "{english:?}");
    let czech = bench.run("token show pop --lang cs --json");
    assert!(czech.failed(1).contains("zatím není žádný token"), "{czech:?}");
    for (args, key) in [
        ("check", "pop.server"),
        ("send --to a@b.cz", "smtp.sender_address"),
        ("token get --no-browser", "smtp.oauth2.client_id"),
    ] {
        assert!(bench.run(args).failed(1).contains(key), "{args}");
    }
}

#[cfg(unix)]
#[test]
fn arguments_that_are_no_text_do_no_harm() {
    use std::os::unix::ffi::OsStrExt as _;
    let bench = Bench::new();
    let odd = OsStr::from_bytes(b"x\xff\xfe");
    for args in
        [vec![odd], vec!["settings".as_ref(), "get".as_ref(), odd], vec!["--lang".as_ref(), odd, "status".as_ref()]]
    {
        let _ = finish(&mut bench.command(args), "").failed(2);
    }
    let _ = finish(&mut bench.command(["settings".as_ref(), "import".as_ref(), odd]), "").failed(1);
    let home = bench.folder.path().join(odd);
    let ran = finish(&mut bench.command(["status".as_ref(), "--home".as_ref(), home.as_os_str()]), "");
    assert_eq!(ran.done().lines().count(), 2);
    let _ = finish(bench.command(["settings", "import", "-"]).stdin(Stdio::null()), "\u{0}\u{1}").failed(1);
    let long = "x".repeat(100_000);
    let _ = bench.run_list(&["settings", "set", "smtp.user", &long]).failed(2);
    let _ = bench.run_list(&["settings", "get", &long]).failed(2);
}

#[cfg(unix)]
#[test]
fn what_is_kept_is_private() {
    use std::os::unix::fs::PermissionsExt as _;
    let bench = Bench::new();
    assert_eq!(bench.run("settings set smtp.port 25").status, 0);
    let mode = |path: &Path| std::fs::metadata(path).expect("a file").permissions().mode() & 0o777;
    assert_eq!(mode(&bench.home()), 0o700);
    assert_eq!(mode(&bench.home().join("log")), 0o700);
    for (path, _) in files(&bench.home()) {
        assert_eq!(mode(&path) & 0o022, 0, "{}", path.display());
    }
}
