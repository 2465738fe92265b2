//! The first start in the real window, with the keyboard alone: not one click from nothing to the received message.

use std::process::Command;
use std::time::Duration;

use mailkey::demo::PASSWORD;

use crate::support::children::wait_for;
use crate::support::window::{ACCENT, MUCH, PAGE, Window};

const PATIENCE: Duration = Duration::from_secs(30);
/// The ground of good news, in the light theme (`src/ui/theme.rs`).
const OK: [u8; 3] = [0xDE, 0xF4, 0xEB];

/// Answers the practice provider's page as a person does, up to the window's own page at the end.
fn sign_in(address: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("runtime");
    let _installed = rustls::crypto::ring::default_provider().install_default();
    runtime.block_on(async {
        let http = reqwest::Client::builder().no_proxy().build().expect("client");
        let page = http.get(address).send().await.expect("page").text().await.expect("text");
        let value = |name: &str| {
            let field = page.split("<input").find(|field| field.contains(&format!("name=\"{name}\""))).expect("field");
            field.split("value=\"").nth(1).expect("value").split('"').next().expect("end").to_owned()
        };
        let answer = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("request", &value("request"))
            .append_pair("ui_locales", &value("ui_locales"))
            .append_pair("address", "recepce@cviceni.test")
            .append_pair("password", PASSWORD)
            .append_pair("decision", "allow")
            .finish();
        let action = url::Url::parse(address).expect("address").join("/sign-in").expect("action");
        let post = http.post(action).header("content-type", "application/x-www-form-urlencoded").body(answer);
        let end = post.send().await.expect("the window's page");
        assert!(end.status().is_success(), "{}", end.status());
    });
}

#[test]
#[ignore = "needs an X server: run by scripts/test"]
fn from_the_first_start_to_a_received_message_without_a_mouse() {
    let folder = tempfile::tempdir().expect("a folder");
    let (home, address) = (folder.path().join("home"), folder.path().join("address"));
    let window = Window::practice(&home, &address);
    let veiled = |so: bool| move |window: &Window| (window.amount(PAGE) < MUCH) == so;
    let wait = |what: &str, is_so: &dyn Fn(&Window) -> bool| {
        wait_for(what, PATIENCE, || is_so(&window).then_some(()));
        window.wait_for_rest();
    };
    // In practice everything but the sign-in is filled in, and its key has the focus.
    wait("the page of the first start", &|window| window.amount(ACCENT) > 1500);
    window.press(&["Return"]);
    wait("the question", &veiled(true));
    window.press(&["Return"]);
    let page = wait_for("an address in the browser", PATIENCE, || std::fs::read_to_string(&address).ok());
    sign_in(&page);
    wait_for("a token", PATIENCE, || (state(&home) == "acquired").then_some(()));
    wait("the page", &veiled(false));
    // The focus is in the test message's field: Enter sends.
    let before = window.amount(OK);
    window.press(&["Return"]);
    wait("the received message", &|window| window.amount(OK) > before + 10_000);
    // On to the tabs, over to POP and back, and out.
    window.press(&["ctrl+2", "ctrl+1", "ctrl+q"]);
    window.wait_for_end();
}

/// What the command line says about the sending account.
fn state(home: &std::path::Path) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_mailkeyctl"))
        .args(["status", "--json", "--home"])
        .arg(home)
        .output()
        .expect("mailkeyctl runs");
    let status: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap_or_default();
    status["smtp"]["state"].as_str().unwrap_or_default().to_owned()
}
