//! The same from the real program: `mailkeyctl test --json` against the same servers, in both languages. It can log in
//! nowhere here (no keyring), so it plays the cases that need no login.

use std::process::{Command, Stdio};

use mailkey::account::{Method, Protocol, Settings};
use serde_json::Value;

use crate::cases::{Case, Login, Where, all};
use crate::mail;

/// What the program prints, as JSON.
fn run(home: &std::path::Path, lang: &str) -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mailkeyctl"));
    let _ = command.env("MAILKEY_HOME", home).env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    let _ = command.args(["test", "smtp", "--json", "--lang", lang]).stdin(Stdio::null());
    let output = command.output().expect("started");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

fn judge(case: &Case, cause: &Value, says: &str) {
    assert_eq!(cause["id"], case.id.as_str(), "{case}: {cause}");
    assert_eq!(cause["token_ok"], Value::Null, "nobody logs in: {cause}");
    let text = |name: &str| cause[name].as_str().unwrap_or_default().replace('\u{a0}', " ").to_lowercase();
    assert!(format!("{} {}", text("text"), text("cure")).contains(&says.to_lowercase()), "{case}: {cause}");
    let code = &case.wire[..3];
    assert!(text("raw").starts_with(code), "the server's own words stay: {cause}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_program_says_the_same() {
    let mut played = 0;
    for case in all() {
        let Where::Mail(place) = case.place else { continue };
        if place.login != Login::None || place.protocol != Protocol::Smtp {
            continue;
        }
        let server = mail::serve(case.clone(), place).await;
        let home = tempfile::tempdir().expect("a home");
        let mut settings = Settings::default();
        settings.smtp.server = "127.0.0.1".parse().ok();
        settings.smtp.port = i64::from(server.port).try_into().expect("a port");
        (settings.smtp.tls, settings.smtp.method) = (false, Method::None);
        settings.smtp.sender_address = "recepce@cviceni.test".parse().ok();
        std::fs::write(home.path().join("settings.toml"), mailkey::settings::to_toml(&settings)).expect("written");
        for (lang, says) in [("cs", &case.says_cs), ("en", &case.says_en)] {
            let path = home.path().to_owned();
            let said = tokio::task::spawn_blocking(move || run(&path, lang)).await.expect("no panic");
            judge(&case, &said["cause"], says);
        }
        played += 1;
    }
    assert!(played > 5, "{played}");
}
