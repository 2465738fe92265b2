//! `mailkeyctl test` against real servers: the link that breaks, the cause, and whether the token is fine.

use serde_json::{Value, json};

use crate::support::{Run, World};

/// One thing that is wrong.
struct Case {
    /// What, in words.
    what: &'static str,
    /// The chain that is tested: `smtp` or `pop`, and options.
    test: &'static [&'static str],
    /// What is changed in the settings' text.
    change: &'static [(&'static str, &'static str)],
    link: &'static str,
    id: &'static str,
    token_ok: Value,
}

/// The settings that work, as they stand in their file; `{/pointer}` in a change stands for a fact of the stand.
const SMTP_SERVER: &str = "[smtp]\nserver = \"localhost\"";
const POP_SERVER: &str = "[pop]\nserver = \"localhost\"";

fn cases() -> Vec<Case> {
    const SMTP: &[&str] = &["smtp"];
    const POP: &[&str] = &["pop"];
    let case = |what, test, change, link, id, token_ok| Case { what, test, change, link, id, token_ok };
    let fine = || json!(true);
    vec![
        case("SMTP, an authority that nobody trusts", SMTP, &[("{/ca}", "{/other_ca}")], "tls", "tls-issuer", fine()),
        case("POP, an authority that nobody trusts", POP, &[("{/ca}", "{/other_ca}")], "tls", "tls-issuer", fine()),
        case(
            "SMTP, an expired certificate",
            SMTP,
            &[(SMTP_SERVER, "[smtp]\nserver = \"{/faulty/expired}\"")],
            "tls",
            "tls-expired",
            fine(),
        ),
        case(
            "POP, an expired certificate",
            POP,
            &[(POP_SERVER, "[pop]\nserver = \"{/faulty/expired}\"")],
            "tls",
            "tls-expired",
            fine(),
        ),
        case(
            "SMTP, a certificate for other names",
            SMTP,
            &[(SMTP_SERVER, "[smtp]\nserver = \"{/faulty/other_name}\"")],
            "tls",
            "tls-name",
            fine(),
        ),
        case(
            "POP, a certificate for other names",
            POP,
            &[(POP_SERVER, "[pop]\nserver = \"{/faulty/other_name}\"")],
            "tls",
            "tls-name",
            fine(),
        ),
        case(
            "SMTP without XOAUTH2",
            SMTP,
            &[(SMTP_SERVER, "[smtp]\nserver = \"{/faulty/no_xoauth2}\"")],
            "login",
            "no-token-login",
            fine(),
        ),
        case(
            "a sender who is not the account",
            SMTP,
            &[("sender_address = \"recepce@", "sender_address = \"sklad@")],
            "command",
            "smtp-sender-not-owned",
            fine(),
        ),
        case(
            "a recipient whom nobody knows",
            &["smtp", "--send-to", "nikdo@firma.test"],
            &[],
            "command",
            "smtp-recipient-unknown",
            fine(),
        ),
        case(
            "a recipient whose mailbox is full",
            &["smtp", "--send-to", "plna@firma.test"],
            &[],
            "command",
            "smtp-recipient-full",
            fine(),
        ),
        case(
            "a recipient elsewhere",
            &["smtp", "--send-to", "nekdo@jinde.test"],
            &[],
            "command",
            "smtp-sending-not-allowed",
            fine(),
        ),
        case(
            "SMTP, a port that speaks TLS only",
            SMTP,
            &[("{/ports/smtp}", "{/ports/smtps}")],
            "greeting",
            "speaks-tls",
            fine(),
        ),
        case(
            "POP, a port that speaks TLS only",
            POP,
            &[("{/ports/pop}", "{/ports/pops}")],
            "greeting",
            "speaks-tls",
            fine(),
        ),
        case(
            "SMTP, a port without STARTTLS",
            SMTP,
            &[(SMTP_SERVER, "[smtp]\nserver = \"{/faulty/plain}\"")],
            "tls",
            "no-starttls",
            fine(),
        ),
        case(
            "POP, a port without STLS",
            POP,
            &[(POP_SERVER, "[pop]\nserver = \"{/faulty/plain}\"")],
            "tls",
            "no-starttls",
            fine(),
        ),
        case(
            "SMTP, plain text on port 465",
            SMTP,
            &[(SMTP_SERVER, "[smtp]\nserver = \"{/faulty/plain}\""), ("port = {/ports/smtp}", "port = 465")],
            "tls",
            "tls-plain-port",
            fine(),
        ),
        case(
            "POP, plain text on port 995",
            POP,
            &[(POP_SERVER, "[pop]\nserver = \"{/faulty/plain}\""), ("port = {/ports/pop}", "port = 995")],
            "tls",
            "tls-plain-port",
            fine(),
        ),
        case(
            "SMTP, a port where nobody listens",
            SMTP,
            &[("{/ports/smtp}", "{/ports/nobody}")],
            "connect",
            "connection-refused",
            fine(),
        ),
        case(
            "POP, a port where nobody listens",
            POP,
            &[("{/ports/pop}", "{/ports/nobody}")],
            "connect",
            "connection-refused",
            fine(),
        ),
        case("each other's port", SMTP, &[("{/ports/smtp}", "{/ports/pop}")], "greeting", "other-protocol", fine()),
        case("a web server", SMTP, &[("{/ports/smtp}", "{/ports/issuer}")], "greeting", "http-answer", fine()),
        case(
            "a name that nobody has",
            SMTP,
            &[(SMTP_SERVER, "[smtp]\nserver = \"mail.nowhere.invalid\"")],
            "name",
            "name-not-found",
            fine(),
        ),
        case(
            "SMTP, a wrong password",
            SMTP,
            &[(
                "method = \"oauth2\"\n\n[smtp.oauth2]",
                "method = \"password\"\nuser = \"recepce@firma.test\"\n\n[smtp.oauth2]",
            )],
            "login",
            "password-refused",
            Value::Null,
        ),
        case(
            "POP, a wrong password",
            POP,
            &[("method = \"oauth2\"\ncommon", "method = \"password\"\nuser = \"recepce@firma.test\"\ncommon")],
            "login",
            "password-refused",
            Value::Null,
        ),
    ]
}

/// The facts of the stand in place of their pointers.
fn filled(world: &World, text: &str) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, (pointer, after))) =
        rest.split_once("{/").and_then(|(before, tail)| Some((before, tail.split_once('}')?)))
    {
        filled.push_str(before);
        let pointer = format!("/{pointer}");
        let is_port = pointer.starts_with("/ports/");
        filled.push_str(&if is_port {
            world.stand.port(&pointer).to_string()
        } else {
            world.stand.text(&pointer).into()
        });
        rest = after;
    }
    filled + rest
}

/// What `mailkeyctl test --json` says.
fn test(world: &World, arguments: &[&str]) -> (Run, Value) {
    let run = world.run(&[&["test"], arguments, &["--json"]].concat());
    let said = serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("one JSON object ({error}): {run:?}"));
    (run, said)
}

/// What is wrong with what was said, if anything.
fn judge(case: &Case, run: &Run, said: &Value) -> Result<(), String> {
    let Case { what, link, id, token_ok, .. } = case;
    let last = said["links"].as_array().and_then(|links| links.last()).cloned().unwrap_or_default();
    let cause = &said["cause"];
    let found = (&last["name"], &last["ok"], &cause["id"], &cause["token_ok"]);
    let filled = ["text", "cure"].iter().all(|key| cause[*key].as_str().is_some_and(|text| text.len() > 10));
    if run.code == Some(1) && found == (&json!(link), &json!(false), &json!(id), token_ok) && filled {
        return Ok(());
    }
    Err(format!("{what}: expected {link}, {id}, token {token_ok}\n    found {said}"))
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn each_failure_of_a_real_server_has_its_cause() {
    let world = World::new();
    let _ = world.sign_in();
    for secret in ["smtp.password", "pop.password"] {
        let run = world.run_with_input(&["secret", "set", secret], "spatne heslo\n");
        assert_eq!(run.code, Some(0), "{run:?}");
    }
    // Short, because some servers say nothing.
    let good = world.settings().replace("timeout = 10", "timeout = 3");
    let mut wrong = Vec::new();
    for case in cases() {
        let mut settings = good.clone();
        for (from, to) in case.change {
            let from = filled(&world, from);
            assert!(settings.contains(&from), "{}: nothing to change: {from}", case.what);
            settings = settings.replacen(&from, &filled(&world, to), 1);
        }
        world.import(&settings);
        let (run, said) = test(&world, case.test);
        wrong.extend(judge(&case, &run, &said).err());
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    world.import(&good);
    let _ = world.expect_state("acquired");
    let _ = world.expect_no_secret_outside();
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_token_that_cannot_be_checked_is_told_from_a_dead_one() {
    let world = World::new();
    let _ = world.sign_in();
    // The mail servers cannot ask about tokens: Postfix says 535 to a token that is good, Dovecot says SYS/TEMP.
    world.stand.fault(json!({ "route": "introspection", "times": 99, "status": 500, "body": "" }));
    let case = |what, link, id, token_ok| Case { what, test: &[], change: &[], link, id, token_ok };
    for (protocol, case) in [
        ("smtp", case("SMTP, introspection fails", "login", "login-refused-smtp", Value::Null)),
        ("pop", case("POP, introspection fails", "login", "pop-login-temporary", json!(true))),
    ] {
        let (run, said) = test(&world, &[protocol]);
        judge(&case, &run, &said).unwrap_or_else(|problem| panic!("{problem}"));
    }
    world.stand.heal();
    let _ = world.expect_state("acquired");
    // Withdrawn at the provider: both servers refuse it, and the renewal tells why.
    world.stand.revoke_all();
    let (run, said) = test(&world, &["smtp"]);
    judge(&case("a dead grant", "token", "grant-dead", json!(false)), &run, &said)
        .unwrap_or_else(|problem| panic!("{problem}"));
    let _ = world.expect_state("invalid");
    let _ = world.expect_no_secret_outside();
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn the_token_of_another_account_opens_no_mailbox() {
    let world = World::new();
    let account = "account = \"recepce@firma.test\"";
    let shared = "account = \"sklad@firma.test\"\nsign_in_as = \"recepce@firma.test\"";
    world.import(&world.settings().replace(account, shared));
    world.sign_in_quickly();
    let case = |what, link, id, token_ok| Case { what, test: &[], change: &[], link, id, token_ok };
    let (run, said) = test(&world, &["pop"]);
    judge(&case("a mailbox of somebody else", "login", "login-refused-pop", Value::Null), &run, &said)
        .unwrap_or_else(|problem| panic!("{problem}"));
    // Sending goes by the person, whose token it is.
    let (run, said) = test(&world, &["smtp"]);
    assert!(run.code == Some(0) && said["cause"].is_null(), "{said}");
    let _ = world.expect_state("acquired");
    let _ = world.expect_no_secret_outside();
}

#[test]
#[ignore = "needs the real servers: run by scripts/test"]
fn a_whole_chain_holds_up_to_the_message_s_arrival() {
    let world = World::new();
    let _ = world.sign_in();
    let whole = [
        "settings",
        "name",
        "connect",
        "greeting",
        "tls",
        "capabilities",
        "token",
        "login",
        "command",
        "message",
        "arrival",
    ];
    for (protocol, links) in [("smtp", &whole[..]), ("pop", &whole[..9])] {
        let send: &[&str] = if links.len() == whole.len() { &["--send-to", "recepce@firma.test"] } else { &[] };
        let (run, said) = test(&world, &[&[protocol], send].concat());
        assert!(run.code == Some(0) && said["cause"].is_null(), "{said}\n{run:?}");
        let found = said["links"].as_array().expect("links");
        let names: Vec<_> = found.iter().filter_map(|link| link["name"].as_str()).collect();
        assert_eq!(names, links, "{protocol}");
        for link in found {
            let filled = link["found"].as_str().is_some_and(|text| !text.is_empty());
            assert!(link["ok"] == true && link["ms"].is_u64() && filled, "{link}");
        }
    }
    // To somebody else: it goes out, and nobody here can see it arrive.
    let (run, said) = test(&world, &["smtp", "--send-to", "sklad@firma.test"]);
    assert!(run.code == Some(0) && said["cause"].is_null(), "{said}\n{run:?}");
    let _ = world.expect_no_secret_outside();
}
