//! Eyes for what must not be seen: token values, as they are and in base64, in files, in outputs, on command lines.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use base64::Engine as _;

/// Shorter values could be met by chance.
const SHORTEST: usize = 12;

/// A value, and the middle of its base64 form at each of the three places where it can begin (SASL, HTTP Basic).
fn forms(value: &str) -> Vec<String> {
    let mut forms = vec![value.to_owned()];
    for before in 0..3 {
        let padded = [&b"xxx"[..before], value.as_bytes()].concat();
        let encoded = base64::engine::general_purpose::STANDARD_NO_PAD.encode(padded);
        // The first and the last characters also depend on what stands beside the value.
        forms.push(encoded[4..encoded.len() - 4].to_owned());
    }
    forms
}

/// The values that are secret, in every form that is looked for.
pub struct Secrets(Vec<(String, Vec<String>)>);

impl Secrets {
    /// From values with a word for each.
    ///
    /// # Panics
    /// A value is too short to be looked for.
    pub fn new(values: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(
            values
                .into_iter()
                .map(|(name, value)| {
                    assert!(value.len() >= SHORTEST, "{name} is too short to be looked for");
                    (name, forms(&value))
                })
                .collect(),
        )
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Which secrets these bytes hold.
    pub fn found_in(&self, bytes: &[u8]) -> Vec<&str> {
        let text = String::from_utf8_lossy(bytes);
        self.0
            .iter()
            .filter(|(_, forms)| forms.iter().any(|form| text.contains(form)))
            .map(|(name, _)| name.as_str())
            .collect()
    }

    /// Looks through every file under a folder, except in folders of this name; says where which secret is.
    pub fn found_under(&self, folder: &Path, except: &str) -> Vec<String> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let kind = entry.file_type().expect("a file has a type");
            if kind.is_dir() && entry.file_name() != except {
                found.extend(self.found_under(&path, except));
            } else if kind.is_file() {
                let bytes = std::fs::read(&path).unwrap_or_default();
                found.extend(self.found_in(&bytes).into_iter().map(|name| format!("{name} in {}", path.display())));
            }
        }
        found
    }
}

/// Reads every process's command line over and over, until it is asked what it saw.
pub struct CommandLines {
    end: Arc<AtomicBool>,
    thread: JoinHandle<BTreeSet<Vec<u8>>>,
}

impl CommandLines {
    /// Begins to look.
    pub fn watch() -> Self {
        let end = Arc::new(AtomicBool::new(false));
        let ended = Arc::clone(&end);
        let thread = std::thread::spawn(move || {
            let mut seen = BTreeSet::new();
            while !ended.load(Ordering::Relaxed) {
                for entry in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
                    if entry.file_name().as_encoded_bytes().iter().all(u8::is_ascii_digit) {
                        seen.extend(std::fs::read(entry.path().join("cmdline")).ok());
                    }
                }
                std::thread::sleep(Duration::from_millis(5));
            }
            seen
        });
        Self { end, thread }
    }

    /// Every command line that was seen.
    pub fn seen(self) -> BTreeSet<Vec<u8>> {
        self.end.store(true, Ordering::Relaxed);
        self.thread.join().expect("looking does not fail")
    }
}

#[test]
fn the_eyes_see_a_token_in_each_of_its_forms() {
    let token = "0cNMAPh7BkWjMWvnRr_93M-m5wJDRqs0xv_asB2dURB";
    let secrets = Secrets::new([("it".to_owned(), token.to_owned())]);
    let encode = |text: String| base64::engine::general_purpose::STANDARD.encode(text);
    for user in ["a@b.cz", "ab@b.cz", "abc@b.cz"] {
        let line = format!("AUTH {}\r\n", encode(format!("user={user}\x01auth=Bearer {token}\x01\x01")));
        assert_eq!(secrets.found_in(line.as_bytes()), ["it"], "{line}");
    }
    assert_eq!(secrets.found_in(format!("Bearer {token}").as_bytes()), ["it"]);
    assert_eq!(secrets.found_in(b"Bearer ***"), Vec::<&str>::new());
}
