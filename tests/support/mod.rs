//! One installation of Mailkey against the practice provider, with the test as the person and the browser.
#![allow(dead_code, reason = "each test program uses a part of this")]

pub mod files;
pub mod keyring;

use std::path::PathBuf;
use std::time::Duration;

use mailkey::account::{AccountId, EmailAddress, Protocol, Settings};
use mailkey::demo::{Control, MAILBOXES, Options, Practice, SignIn};
use mailkey::engine::{Engine, SignInRequest, SignInStep, Way};
use mailkey::error::Error;
use mailkey::home::Home;
use mailkey::i18n::Lang;
use mailkey::oauth::session::Facts;
use mailkey::page;
use mailkey::secrets::{self, Opener};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use url::Url;

/// Longer than anything here may take.
pub const PATIENCE: Duration = Duration::from_secs(30);

pub fn address(text: &str) -> EmailAddress {
    text.parse().expect("an address")
}

/// The mailbox of the settings.
pub fn me() -> EmailAddress {
    address(MAILBOXES[0])
}

/// Somebody else.
pub fn other() -> EmailAddress {
    address(MAILBOXES[1])
}

pub struct Bench {
    pub practice: Practice,
    pub opener: Opener,
    pub folder: tempfile::TempDir,
}

impl Bench {
    pub async fn start() -> Self {
        Self::with(Options::default(), secrets::memory()).await
    }

    pub async fn with(options: Options, opener: Opener) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let practice = Practice::start(folder.path(), options).await.expect("the practice provider");
        let bench = Self { practice, opener, folder };
        std::fs::create_dir(bench.home_dir()).expect("a home");
        bench.control().set_sign_in(SignIn::Allow(me()));
        let settings = bench.practice.settings();
        let _ = bench.engine().replace_settings(&Settings::default(), &settings).expect("stored settings");
        bench
    }

    /// As [`Bench::start`], with a token.
    pub async fn signed_in() -> Self {
        let bench = Self::start().await;
        let _ = sign_in(&bench.engine(), Protocol::Smtp).await.expect("a token");
        bench
    }

    pub fn control(&self) -> &Control {
        self.practice.control()
    }

    pub fn home_dir(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    pub fn home(&self) -> Home {
        Home::at(&self.home_dir())
    }

    /// Another process, as far as files and locks go.
    pub fn engine(&self) -> Engine {
        Engine::new(self.home(), self.opener.clone())
    }

    /// Changes the stored settings, whatever they hold.
    pub fn change(&self, change: impl FnOnce(&mut Settings)) {
        let engine = self.engine();
        let base = engine.settings().expect("settings");
        let mut new = base.clone();
        change(&mut new);
        let _ = engine.replace_settings(&base, &new).expect("stored settings");
    }

    /// Gives every request one second.
    pub fn hurry(&self) {
        self.change(|settings| {
            settings.smtp.timeout = 1.try_into().expect("a second");
            settings.pop.timeout = 1.try_into().expect("a second");
        });
    }

    /// What the common account's state file says; empty when it is not there.
    pub fn state(&self) -> String {
        std::fs::read_to_string(self.home().state_file(&AccountId::SMTP)).unwrap_or_default()
    }

    pub fn write_state(&self, text: &str) {
        std::fs::write(self.home().state_file(&AccountId::SMTP), text).expect("written");
    }

    pub async fn access(&self) -> Result<String, Error> {
        access(&self.engine(), Protocol::Smtp).await
    }
}

/// The access token's value.
pub async fn access(engine: &Engine, protocol: Protocol) -> Result<String, Error> {
    use secrecy::ExposeSecret as _;
    engine.access_token(protocol).await.map(|access| access.token.expose_secret().to_owned())
}

/// A sign-in that waits for the browser.
pub struct Running {
    /// The page that the browser opens.
    pub address: Url,
    pub task: JoinHandle<Result<Facts, Error>>,
}

impl Running {
    /// Where the answer goes.
    pub fn port(&self) -> u16 {
        let redirect: Url = self.parameter("redirect_uri").parse().expect("an address");
        redirect.port().expect("a port")
    }

    #[track_caller]
    pub fn parameter(&self, name: &str) -> String {
        let found = self.address.query_pairs().find(|(key, _)| key == name);
        found.unwrap_or_else(|| panic!("no {name} in the address")).1.into_owned()
    }

    /// The redirect address with this query; STATE stands for the right state.
    pub fn answer(&self, query: &str) -> String {
        format!("http://127.0.0.1:{}/?{}", self.port(), query.replace("STATE", &self.parameter("state")))
    }

    pub async fn end(self) -> Result<Facts, Error> {
        tokio::time::timeout(PATIENCE, self.task).await.expect("an end in time").expect("no panic")
    }

    /// Drops the future, as a press on [Zrušit] does.
    pub async fn cancel(self) {
        self.task.abort();
        assert!(self.task.await.expect_err("cancelled").is_cancelled());
    }
}

/// Starts a sign-in and waits until it listens; gives its error when it ends before.
pub async fn begin(engine: &Engine, protocol: Protocol) -> Result<Running, Error> {
    begin_in(engine, protocol, Lang::En).await
}

pub async fn begin_in(engine: &Engine, protocol: Protocol, lang: Lang) -> Result<Running, Error> {
    let (steps, mut next) = mpsc::unbounded_channel();
    let engine = engine.clone();
    let request = SignInRequest { protocol, way: Way::Address, page: page::in_language(lang), pasted: None };
    let work = async move { engine.sign_in(request, move |step| drop(steps.send(step))).await };
    let task = tokio::spawn(work);
    match tokio::time::timeout(PATIENCE, next.recv()).await.expect("a step in time") {
        Some(SignInStep::Listening { address, .. }) => Ok(Running { address, task }),
        Some(step) => panic!("the first step is {step:?}"),
        None => Err(task.await.expect("no panic").expect_err("ended before it listened")),
    }
}

/// A whole sign-in: the person does what [`Control::set_sign_in`] says.
pub async fn sign_in(engine: &Engine, protocol: Protocol) -> Result<Facts, Error> {
    let running = begin(engine, protocol).await?;
    let _ = browse(running.address.as_str()).await;
    running.end().await
}

/// A page as the browser gets it.
#[derive(Debug)]
pub struct Page {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub text: String,
}

pub fn client() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).timeout(PATIENCE);
    builder.build().expect("a client")
}

pub async fn open(request: reqwest::RequestBuilder) -> reqwest::Result<Page> {
    let response = request.send().await?;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Ok(Page { status, headers, text: response.text().await? })
}

pub async fn get(address: &str) -> Page {
    open(client().get(address)).await.expect("an answer")
}

/// Opens the provider's page and gives the address that it sends the browser back to.
pub async fn answer_of(address: &str) -> String {
    let page = get(address).await;
    assert_eq!(page.status, 303, "{}", page.text);
    page.headers["location"].to_str().expect("an address").to_owned()
}

/// Opens the provider's page and follows it back; gives the last page.
pub async fn browse(address: &str) -> Page {
    get(&answer_of(address).await).await
}

/// Sends bytes to a port and gives what comes back until the other side closes.
pub async fn raw(host: &str, port: u16, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect((host, port)).await.expect("connected");
    // The other side may close before it has read everything: its answer is what counts.
    let _ = stream.write_all(bytes).await;
    let mut answer = Vec::new();
    let _ = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut answer)).await.expect("closed in time");
    String::from_utf8_lossy(&answer).into_owned()
}

pub async fn is_open(host: &str, port: u16) -> bool {
    TcpStream::connect((host, port)).await.is_ok()
}

/// Fails when a text is in any file under a folder.
#[track_caller]
pub fn assert_nowhere(folder: &std::path::Path, text: &str) {
    assert!(!text.is_empty());
    for (path, bytes) in files::files(folder) {
        let found = bytes.windows(text.len()).any(|window| window == text.as_bytes());
        assert!(!found, "a secret is in {}", path.display());
    }
}
