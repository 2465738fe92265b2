//! One test's world: a stand, a desktop, a home for Mailkey, and the program itself with the real browser at hand.
//!
//! Every program runs with an environment of its own, in English, and logs as much as it can. Whatever it prints is
//! kept, shown when the test fails, and searched for secrets at the end.

use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::beside::Beside;
use super::children::{wait_for, wait_or_kill};
use super::desktop::{Desktop, Keyring};
use super::run::Run;
use super::secrecy::Secrets;
use super::stand::{Stand, source};

/// The longest that any command may take.
const LONGEST: Duration = Duration::from_secs(90);

/// One test's world; everything in it ends with the value.
pub struct World {
    /// The servers.
    pub stand: Stand,
    /// The D-Bus session and its keyring.
    pub desktop: Desktop,
    /// `MAILKEY_HOME`.
    pub home: PathBuf,
    pub(super) browser: PathBuf,
    transcript: Mutex<Vec<(String, String)>>,
    _folder: Folder,
}

impl World {
    /// A stand, an unlocked keyring, and settings for the public client, imported.
    pub fn new() -> Self {
        Self::with(Keyring::Unlocked)
    }

    /// The same with another keyring.
    pub fn with(keyring: Keyring) -> Self {
        // Short, because sockets live below it.
        let folder = tempfile::Builder::new().prefix("mk").rand_bytes(5).tempdir().expect("a folder");
        let folder = Folder(folder.keep());
        // The mail servers' users pass through to theirs.
        std::fs::set_permissions(&folder.0, PermissionsExt::from_mode(0o711)).expect("it can be opened");
        let stand_folder = folder.0.join("s");
        let starting = Stand::start(&stand_folder);
        let desktop = Desktop::start(&folder.0, keyring);
        let stand = starting.ready(&stand_folder);
        let home = folder.0.join("home");
        let browser = folder.0.join("browser.json");
        let transcript = Mutex::default();
        let world = Self { stand, desktop, home, browser, transcript, _folder: folder };
        world.import(&world.settings());
        world
    }

    /// A world whose account holds a token with access tokens that live this many seconds, from now on.
    pub fn signed_in(access: u64) -> Self {
        let world = Self::new();
        world.stand.set(serde_json::json!({ "access": access }));
        world.sign_in_quickly();
        world
    }

    /// Settings that fit the stand: discovery from its issuer, STARTTLS and STLS, one account for both.
    pub fn settings(&self) -> String {
        let Self { stand, .. } = self;
        format!(
            "language = \"en\"\nextra_ca = \"{ca}\"\n\n[smtp]\nserver = \"localhost\"\nport = {smtp}\ntimeout = 10\n\
             sender_name = \"Recepce, přízemí\"\nsender_address = \"recepce@firma.test\"\nmethod = \"oauth2\"\n\n\
             [smtp.oauth2]\nprovider = \"custom\"\naccount = \"recepce@firma.test\"\nclient_id = \"{client}\"\n\
             issuer = \"{issuer}\"\nscopes = [\"openid\", \"email\", \"profile\", \"offline_access\", \
             \"https://outlook.office.com/SMTP.Send\", \"https://outlook.office.com/POP.AccessAsUser.All\"]\n\n\
             [pop]\nserver = \"localhost\"\nport = {pop}\ntimeout = 10\nmethod = \"oauth2\"\ncommon_account = true\n",
            ca = stand.text("/ca"),
            smtp = stand.port("/ports/smtp"),
            pop = stand.port("/ports/pop"),
            client = stand.text("/client_id"),
            issuer = stand.text("/issuer"),
        )
    }

    /// Gives settings to Mailkey through `settings import`.
    pub fn import(&self, settings: &str) {
        let file = self.home.with_extension("toml");
        std::fs::write(&file, settings).expect("a file can be written");
        let run = self.run(&["settings", "import", &file.display().to_string()]);
        assert_eq!(run.code, Some(0), "the settings are taken: {run:?}");
    }

    /// Changes one setting.
    pub fn set(&self, key: &str, value: &str) {
        let run = self.run(&["settings", "set", key, value]);
        assert_eq!(run.code, Some(0), "the setting is taken: {run:?}");
    }

    /// `mailkeyctl` in this world, not yet started.
    pub fn mailkeyctl(&self, arguments: &[&str]) -> Command {
        let path = std::env::var("PATH").unwrap_or_default();
        let mut command = Command::new(env!("CARGO_BIN_EXE_mailkeyctl"));
        let _ = command
            .args(arguments)
            // Neither this machine's desktop nor its settings matter.
            .env_clear()
            .env("PATH", format!("{}:{path}", source().join("bin").display()))
            .env("LANG", "en_US.UTF-8")
            .env("TMPDIR", std::env::temp_dir())
            .env("MAILKEY_HOME", &self.home)
            .env("MAILKEY_LOG", "trace")
            .env("MAILKEY_BROWSER_RESULT", &self.browser)
            .env("MAILKEY_BROWSER_LOG", self.browser.with_extension("log"))
            .envs(self.desktop.variables())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs `mailkeyctl` to its end.
    pub fn run(&self, arguments: &[&str]) -> Run {
        self.finish(arguments, self.mailkeyctl(arguments), "")
    }

    /// Runs `mailkeyctl` to its end, with this on its standard input.
    pub fn run_with_input(&self, arguments: &[&str], input: &str) -> Run {
        let mut command = self.mailkeyctl(arguments);
        let _ = command.stdin(Stdio::piped());
        self.finish(arguments, command, input)
    }

    /// Runs a command (from [`World::mailkeyctl`], changed by the test) to its end and keeps what it prints.
    pub fn finish(&self, arguments: &[&str], mut command: Command, input: &str) -> Run {
        let began = Instant::now();
        let mut child = command.spawn().expect("mailkeyctl can be started");
        if let Some(mut stdin) = child.stdin.take() {
            let _ = stdin.write_all(input.as_bytes());
        }
        let (stdout, stderr) = (read_aside(child.stdout.take()), read_aside(child.stderr.take()));
        // When the browser failed, nobody will answer a sign-in any more.
        let failed = || std::fs::read_to_string(&self.browser).is_ok_and(|report| report.contains("\"ok\": false"));
        let code = wait_or_kill(&mut child, LONGEST, failed).and_then(|status| status.code());
        let took = began.elapsed();
        let run = Run { code, stdout: stdout.join().expect("read"), stderr: stderr.join().expect("read"), took };
        self.note(arguments, &run);
        run
    }

    /// Keeps what was printed; the data of `token show` are meant to be secret and not searched.
    pub(super) fn note(&self, arguments: &[&str], run: &Run) {
        let shows_token = arguments.starts_with(&["token", "show"]);
        let stdout = if shows_token { "(not kept)" } else { &run.stdout };
        let text = format!("exit {:?} after {:?}\n{stdout}\n{}", run.code, run.took, run.stderr);
        self.transcript.lock().expect("nobody panics with it").push((arguments.join(" "), text));
    }

    /// `status --json`.
    pub fn status(&self) -> Value {
        self.run(&["status", "--json"]).json()
    }

    /// That both sessions are in this state; answers with the SMTP one.
    pub fn expect_state(&self, state: &str) -> Value {
        let status = self.status();
        for session in ["smtp", "pop"] {
            assert_eq!(status[session]["state"], state, "{session}: {status}");
        }
        status["smtp"].clone()
    }

    /// That the session is dead because an answer of the provider never arrived, and says exactly that.
    pub fn expect_answer_lost(&self) -> Value {
        let smtp = self.expect_state("invalid");
        assert!(says_answer_lost(&smtp), "it says that an answer was lost, and that nothing else is wrong: {smtp}");
        smtp
    }

    /// A valid access token, from `token show`.
    pub fn token(&self) -> String {
        let run = self.run(&["token", "show"]);
        let died = if run.code == Some(0) { None } else { self.desktop.keyring_died() };
        assert_eq!(died, None, "there is no token, because there is no keyring");
        assert_eq!(run.code, Some(0), "a token is shown: exit {:?}, {}", run.code, run.stderr);
        let token = run.stdout.strip_suffix('\n').unwrap_or(&run.stdout);
        assert!(!token.is_empty() && !token.contains(char::is_whitespace), "the token and nothing else is shown");
        token.to_owned()
    }

    /// Starts `mailkeyctl`, which runs beside the test; what it prints is kept when it ends.
    pub fn beside(&self, arguments: &[&str]) -> Beside<'_> {
        self.beside_with(arguments, &[])
    }

    /// The same with more variables.
    pub fn beside_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Beside<'_> {
        let mut command = self.mailkeyctl(arguments);
        let _ = command.envs(variables.iter().copied()).stdin(Stdio::piped());
        Beside::start(self, arguments, command)
    }

    /// Starts `mailkeyctl` and waits for its first line on stdout.
    pub fn start(&self, arguments: &[&str]) -> (Child, String) {
        let mut child = self.mailkeyctl(arguments).spawn().expect("mailkeyctl can be started");
        let mut line = String::new();
        let mut stdout = BufReader::new(child.stdout.as_mut().expect("stdout is a pipe"));
        let _ = stdout.read_line(&mut line).expect("a line can be read");
        (child, line.trim_end().to_owned())
    }

    /// Checks the mailbox until a message with this subject is there.
    pub fn wait_for_message(&self, subject: &str) -> Value {
        wait_for("the message", Duration::from_secs(20), || {
            let check = self.run(&["check", "--json"]).json();
            let newest = check["newest"].as_array().expect("a list of the newest messages");
            newest.iter().find(|message| message["subject"] == subject).cloned()
        })
    }

    /// Every secret that was handed out so far.
    fn secrets(&self) -> Secrets {
        let of = |client: &str| (client.to_owned(), self.stand.text(&format!("/{client}_client_secret")).to_owned());
        let mut values = vec![of("confidential"), of("application")];
        let pem = std::fs::read_to_string(self.stand.text("/certificate_with_key")).expect("the key can be read");
        let key = pem.split("PRIVATE KEY-----").nth(1).and_then(|key| key.trim().lines().nth(3)).expect("a key");
        values.push(("the certificate's key".to_owned(), key.to_owned()));
        for kind in ["access", "refresh", "id", "code"] {
            let issued = self.stand.issued(kind).into_iter().enumerate();
            values.extend(issued.map(|(n, value)| (format!("{kind} #{n}"), value)));
        }
        Secrets::new(values)
    }

    /// That no secret is in the home, in the user's other files, or in what the commands printed.
    pub fn expect_no_secret_outside(&self) -> Secrets {
        let secrets = self.secrets();
        let found = self.places_of(&secrets);
        assert!(found.is_empty(), "secrets were seen: {found:#?}");
        secrets
    }

    /// Where these are, among files and outputs.
    pub fn places_of(&self, secrets: &Secrets) -> Vec<String> {
        let mut found = secrets.found_under(&self.home, "");
        // gnome-keyring's own, encrypted files are the place for secrets.
        found.extend(secrets.found_under(&self.home.with_file_name("user"), "keyrings"));
        for (command, text) in self.transcript.lock().expect("nobody panics with it").iter() {
            found.extend(secrets.found_in(text.as_bytes()).into_iter().map(|name| format!("{name} in “{command}”")));
        }
        found
    }
}

/// Whether a session of `status --json` says that it is dead because an answer was lost.
pub fn says_answer_lost(session: &Value) -> bool {
    let text = |pointer: &str| session.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
    let says = |pointer: &str| text(pointer).starts_with("The answer to a renewal (");
    says("/reason") && says("/error/text") && text("/error/cure").contains("get it again")
}

/// When a test fails (or always, with `MAILKEY_TEST_TRANSCRIPT` set): what was run, and what the servers say.
impl Drop for World {
    fn drop(&mut self) {
        if !std::thread::panicking() && std::env::var_os("MAILKEY_TEST_TRANSCRIPT").is_none() {
            return;
        }
        for (command, text) in self.transcript.lock().map(|lines| lines.clone()).unwrap_or_default() {
            eprintln!("--- mailkeyctl {command}: {text}");
        }
        let stand = Path::new(self.stand.text("/folder")).to_owned();
        let logs = ["stand.log", "dovecot/dovecot.log", "postfix/postfix.log"].map(|name| stand.join(name));
        for log in logs.iter().chain([&self.browser.with_extension("log")]) {
            let text = std::fs::read_to_string(log).unwrap_or_default();
            let last: Vec<&str> = text.lines().rev().take(12).collect();
            eprintln!("--- {}", log.display());
            last.iter().rev().for_each(|line| eprintln!("{line}"));
        }
    }
}

/// Everything that a test writes; removed at the end.
struct Folder(PathBuf);

impl Drop for Folder {
    /// Again and again for a while: a server that was told to end may still write a last line.
    fn drop(&mut self) {
        for _ in 0..40 {
            if std::fs::remove_dir_all(&self.0).is_ok() || !self.0.exists() {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        eprintln!("{} could not be removed", self.0.display());
    }
}

/// Reads to the end on a thread of its own, so that a full pipe stops nobody.
fn read_aside<R: Read + Send + 'static>(pipe: Option<R>) -> std::thread::JoinHandle<String> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            let _ = pipe.read_to_end(&mut bytes);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}
