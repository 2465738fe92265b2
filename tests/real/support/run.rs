//! What a command did, and what is expected of it.

use std::time::Duration;

use serde_json::Value;

/// What a command did.
#[derive(Debug)]
pub struct Run {
    /// The exit status; `None` when it was killed for taking too long, or by a signal.
    pub code: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
    /// How long it took.
    pub took: Duration,
}

impl Run {
    /// Standard output as JSON, of a command that succeeded.
    pub fn json(&self) -> Value {
        assert_eq!(self.code, Some(0), "it succeeds: {self:?}");
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("one JSON object ({error}): {self:?}"))
    }

    /// That the command failed as commands do: exit 1, nothing on stdout, and each of these words on stderr.
    pub fn refused(&self, words: &[&str]) -> &Self {
        assert_eq!(self.code, Some(1), "it fails: {self:?}");
        assert_eq!(self.stdout, "", "no data where there is none: {self:?}");
        self.says(words)
    }

    /// That each of these words stands on stderr (in whatever case).
    pub fn says(&self, words: &[&str]) -> &Self {
        let said = self.stderr.to_lowercase();
        for word in words {
            assert!(said.contains(&word.to_lowercase()), "“{word}” is named: {self:?}");
        }
        self
    }
}
