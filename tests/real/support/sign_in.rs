//! Signing in to the stand's provider: with the real browser, quickly without one, or from another machine.

use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use super::children::wait_for;
use super::run::Run;
use super::stand::source;
use super::world::World;

impl World {
    /// Signs in with the browser, as the account that is configured; answers with what the browser showed at the end.
    pub fn sign_in(&self) -> String {
        let (run, page) = self.sign_in_with(&[]);
        assert_eq!(run.code, Some(0), "signed in: {run:?}\n{page}");
        self.expect_state("acquired");
        page["text"].as_str().unwrap_or_default().to_owned()
    }

    /// Signs in without a real browser: for tests that need a grant and care for nothing before it.
    pub fn sign_in_quickly(&self) {
        let (run, page) = self.sign_in_with(&[("MAILKEY_BROWSER_QUICK", "1")]);
        assert_eq!(run.code, Some(0), "signed in: {run:?}\n{page}");
    }

    /// Visits an address as somebody on another machine would, without a browser; answers with where that led.
    pub fn visit(&self, address: &str, variables: &[(&str, &str)]) -> Value {
        let run = Command::new("node")
            .args(["--no-warnings", &source().join("visitor.mjs").display().to_string(), address])
            .envs(variables.iter().copied())
            .env("MAILKEY_BROWSER_STAY", "1")
            .output()
            .expect("Node.js is installed");
        let result: Value = serde_json::from_slice(&run.stdout).expect("the visitor tells what it saw");
        assert_eq!(result["ok"], true, "{result}");
        result
    }

    /// Signs in with these variables for the browser (see `tests/real/browser.mjs`); answers also with its report.
    pub fn sign_in_with(&self, variables: &[(&str, &str)]) -> (Run, Value) {
        let mut command = self.mailkeyctl(&["token", "get"]);
        let _ = command.envs(variables.iter().copied());
        let run = self.finish(&["token", "get"], command, "");
        (run, self.browser_report())
    }

    /// Signs in with `token get --json`; answers with its one object.
    pub fn sign_in_as_json(&self) -> Value {
        let run = self.run(&["token", "get", "--json"]);
        assert_eq!(self.browser_report()["ok"], true);
        let issuer = self.stand.text("/issuer");
        assert!(run.stderr.lines().any(|line| line.starts_with(issuer)), "the address to open is on stderr: {run:?}");
        run.json()
    }

    /// What the browser saw; taken away, so that the next sign-in writes its own.
    pub fn browser_report(&self) -> Value {
        let text = wait_for("the browser's report", Duration::from_secs(30), || std::fs::read(&self.browser).ok());
        std::fs::remove_file(&self.browser).expect("the report can be removed");
        serde_json::from_slice(&text).expect("the report is JSON")
    }

    /// Opens an address in the browser, as a person who copied it.
    pub fn open(&self, address: &str) {
        let status = Command::new(source().join("bin/xdg-open"))
            .arg(address)
            .env("MAILKEY_BROWSER_RESULT", &self.browser)
            .status()
            .expect("the browser can be started");
        assert!(status.success());
    }
}
