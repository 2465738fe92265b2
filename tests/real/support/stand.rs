//! The stand of servers (`tests/real/stand`) and its control port (see `tests/real/lib/control.mjs`).

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::children::Helper;
use super::http;

/// The folder `tests/real` of the source tree.
pub fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/real")
}

/// A running stand; it ends with the value.
pub struct Stand {
    facts: Value,
    _process: Helper,
}

/// A stand that is on its way: other things can be started meanwhile.
pub struct Starting(Helper);

impl Stand {
    /// Starts the servers in this folder.
    pub fn start(folder: &Path) -> Starting {
        std::fs::create_dir_all(folder).expect("the stand's folder can be made");
        let words = std::fs::File::create(folder.join("stderr.log")).expect("the stand's log can be made");
        let child = Command::new(source().join("stand"))
            .arg(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(words)
            .spawn()
            .expect("the stand can be started: Node.js is installed");
        Starting(Helper(child))
    }

    /// A fact by its JSON pointer, as text.
    pub fn text(&self, pointer: &str) -> &str {
        self.fact(pointer).as_str().unwrap_or_else(|| panic!("{pointer} is no text in {}", self.facts))
    }

    /// A port by its JSON pointer.
    pub fn port(&self, pointer: &str) -> u64 {
        self.fact(pointer).as_u64().unwrap_or_else(|| panic!("{pointer} is no port in {}", self.facts))
    }

    fn fact(&self, pointer: &str) -> &Value {
        self.facts.pointer(pointer).unwrap_or_else(|| panic!("the stand says nothing of {pointer}: {}", self.facts))
    }

    fn control(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let (status, answer) = http::request(method, &format!("{}{path}", self.text("/control")), "", &body);
        assert_eq!(status, 200, "the control port refuses {method} {path}: {answer}");
        answer
    }

    /// Changes lifetimes (seconds) and habits of the authorization server.
    pub fn set(&self, changes: Value) {
        let _ = self.control("POST", "/set", &changes);
    }

    /// From now on a route makes this fault.
    pub fn fault(&self, fault: Value) {
        let _ = self.control("POST", "/fault", &fault);
    }

    /// No faults any more.
    pub fn heal(&self) {
        let _ = self.control("DELETE", "/fault", &Value::Null);
    }

    /// Forgets everything that was granted: as when an administrator revokes it, or a password is changed.
    pub fn revoke_all(&self) {
        let _ = self.control("POST", "/revoke", &json!({}));
    }

    /// Lets time pass at the server for what was granted of this kind (`RefreshToken`, …).
    pub fn age(&self, kind: &str, seconds: u64) {
        let aged = self.control("POST", "/age", &json!({ "kinds": [kind], "seconds": seconds }));
        assert!(aged["aged"].as_u64().is_some_and(|count| count > 0), "there is something to get older: {aged}");
    }

    /// A request of somebody else to the token endpoint: the status and the answer.
    pub fn ask_for_token(&self, parameters: &[(&str, &str)]) -> (u16, Value) {
        let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
        let headers = "Content-Type: application/x-www-form-urlencoded\r\n";
        http::request("POST", &format!("{}/token", self.text("/issuer")), headers, &form)
    }

    /// Every request to this route, oldest first.
    pub fn requests(&self, route: &str) -> Vec<Value> {
        let all = self.control("GET", "/requests", &Value::Null);
        all.as_array().into_iter().flatten().filter(|request| request["route"] == route).cloned().collect()
    }

    /// The requests that asked for a new access token with a refresh token, oldest first.
    pub fn refreshes(&self) -> Vec<Value> {
        self.requests("token").into_iter().filter(|r| r["params"]["grant_type"] == "refresh_token").collect()
    }

    /// How many of those there were: quick to ask again and again.
    pub fn count_refreshes(&self) -> usize {
        let counts = self.control("GET", "/counts?grant_type=refresh_token", &Value::Null);
        counts["token"].as_u64().and_then(|count| count.try_into().ok()).unwrap_or_default()
    }

    /// Every value of this kind (`access`, `refresh`, `id`, `code`) that was handed out, oldest first.
    pub fn issued(&self, kind: &str) -> Vec<String> {
        let all = self.control("GET", "/issued", &Value::Null);
        all[kind].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// What the authorization server says about a token (RFC 7662).
    pub fn introspect(&self, token: &str) -> Value {
        let form = url::form_urlencoded::Serializer::new(String::new()).append_pair("token", token).finish();
        let who = http::basic(self.text("/introspection/id"), self.text("/introspection/secret"));
        let headers = format!("{who}Content-Type: application/x-www-form-urlencoded\r\n");
        http::request("POST", &format!("{}/token/introspection", self.text("/issuer")), &headers, &form).1
    }

    /// Whether the authorization server still accepts a token.
    pub fn accepts(&self, token: &str) -> bool {
        self.introspect(token)["active"] == true
    }
}

impl Starting {
    /// Waits until all servers answer.
    ///
    /// # Panics
    /// They do not; shows what the stand said.
    pub fn ready(mut self, folder: &Path) -> Stand {
        let mut line = String::new();
        let stdout = self.0.0.stdout.as_mut().expect("the stand's stdout is a pipe");
        let _ = BufReader::new(stdout).read_line(&mut line).expect("the stand's line can be read");
        let facts = serde_json::from_str(&line).unwrap_or_else(|_| {
            let words = std::fs::read_to_string(folder.join("stderr.log")).unwrap_or_default();
            panic!("the stand did not start (is `npm ci` done in tests/real?): {line}{words}")
        });
        Stand { facts, _process: self.0 }
    }
}
