//! A running provider, an HTTP client that follows no redirect, and dialogues over raw sockets.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use mailkey::demo::{CLIENT_ID, Options, Practice};
use oauth2::{PkceCodeChallenge, PkceCodeVerifier};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use url::Url;

pub const REDIRECT: &str = "http://localhost:49152/callback";
pub const VERIFIER: &str = "a-verifier-of-at-least-forty-three-characters.~_";
pub const SCOPE: &str = "openid email profile offline_access mail.send mail.read";
pub const ME: &str = "recepce@cviceni.test";
const PATIENCE: Duration = Duration::from_secs(20);

pub struct Bench {
    pub practice: Practice,
    http: reqwest::Client,
    _dir: tempfile::TempDir,
}

/// An answer of the HTTP side.
pub struct Answer {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub text: String,
}

impl Answer {
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// Where a redirect leads, and its parameters.
    #[track_caller]
    pub fn location(&self) -> (Url, HashMap<String, String>) {
        assert_eq!(self.status, 303, "{}", self.text);
        let url: Url = self.headers["location"].to_str().unwrap().parse().unwrap();
        let params = url.query_pairs().into_owned().collect();
        (url, params)
    }

    /// The error code of a refusal with this status.
    #[track_caller]
    pub fn error(&self, status: u16) -> String {
        assert_eq!(self.status, status, "{}", self.text);
        assert_eq!(self.headers["content-type"], "application/json");
        assert_eq!(self.headers["cache-control"], "no-store");
        let json = self.json();
        assert!(json["error_description"].is_string());
        json["error"].as_str().unwrap().to_owned()
    }

    /// The value of a form field of the page.
    #[track_caller]
    pub fn field(&self, name: &str) -> String {
        let field = self.text.split("<input").find(|field| field.contains(&format!("name=\"{name}\""))).unwrap();
        field.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    }
}

pub fn form(params: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(params).finish()
}

pub fn challenge() -> String {
    PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(VERIFIER.to_owned())).as_str().to_owned()
}

impl Bench {
    pub async fn start() -> Self {
        Self::with(Options::default()).await
    }

    pub async fn with(options: Options) -> Self {
        // A second test finds it installed already.
        let _installed = rustls::crypto::ring::default_provider().install_default();
        let dir = tempfile::tempdir().unwrap();
        let practice = Practice::start(dir.path(), options).await.unwrap();
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .timeout(PATIENCE)
            .build()
            .unwrap();
        Self { practice, http, _dir: dir }
    }

    pub async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let request = self.http.get(format!("{}{path}", self.practice.issuer()));
        answer(headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))).await.unwrap()
    }

    pub async fn post(&self, path: &str, params: &[(&str, &str)]) -> Answer {
        self.try_post(path, params).await.unwrap()
    }

    pub async fn try_post(&self, path: &str, params: &[(&str, &str)]) -> reqwest::Result<Answer> {
        let request = self
            .http
            .post(format!("{}{path}", self.practice.issuer()))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form(params));
        answer(request).await
    }

    /// A request at an endpoint for clients, with the client's ID.
    pub async fn client(&self, path: &str, params: &[(&str, &str)]) -> Answer {
        self.post(path, &[&[("client_id", CLIENT_ID)], params].concat()).await
    }

    /// The authorization request with some parameters changed; an empty value leaves one out.
    pub async fn authorize(&self, changed: &[(&str, &str)]) -> Answer {
        let challenge = challenge();
        let mut params = vec![
            ("client_id", CLIENT_ID),
            ("response_type", "code"),
            ("redirect_uri", REDIRECT),
            ("scope", SCOPE),
            ("state", "a state & more"),
            ("nonce", "n-1"),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
            ("login_hint", ME),
        ];
        params.retain(|(name, _)| !changed.iter().any(|(other, _)| other == name));
        params.extend(changed.iter().filter(|(_, value)| !value.is_empty()));
        self.get(&format!("/authorize?{}", form(&params)), &[]).await
    }

    /// Signs in at the page and returns the code.
    pub async fn code(&self, scope: &str) -> String {
        let page = self.authorize(&[("scope", scope)]).await;
        let (request, address) = (page.field("request"), page.field("address"));
        let answer = self
            .post("/sign-in", &[("request", &request), ("address", &address), ("password", "x"), ("decision", "allow")])
            .await;
        answer.location().1["code"].clone()
    }

    pub async fn redeem(&self, code: &str) -> Answer {
        let params = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", REDIRECT),
            ("code_verifier", VERIFIER),
        ];
        self.client("/token", &params).await
    }

    /// The token endpoint's answer to a complete sign-in.
    pub async fn tokens(&self, scope: &str) -> Value {
        let answer = self.redeem(&self.code(scope).await).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json()
    }

    pub async fn access_token(&self, scope: &str) -> String {
        self.tokens(scope).await["access_token"].as_str().unwrap().to_owned()
    }

    pub async fn refresh(&self, token: &Value) -> Answer {
        let token = token.as_str().unwrap();
        self.client("/token", &[("grant_type", "refresh_token"), ("refresh_token", token)]).await
    }

    pub async fn userinfo(&self, access: &str) -> Answer {
        self.get("/userinfo", &[("authorization", &format!("Bearer {access}"))]).await
    }

    /// A connection to a port that speaks TLS from the first byte.
    pub async fn tls(&self, port: u16) -> Dialogue {
        Dialogue::open(port).await.secure(self, "127.0.0.1").await
    }
}

async fn answer(request: reqwest::RequestBuilder) -> reqwest::Result<Answer> {
    let response = request.send().await?;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Ok(Answer { status, headers, text: response.text().await? })
}

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

/// A line-based connection, from the client's side.
pub struct Dialogue {
    stream: BufReader<Box<dyn Stream>>,
}

impl Dialogue {
    pub async fn open(port: u16) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream: BufReader::new(Box::new(stream)) }
    }

    /// TLS, trusting nothing but the practice authority.
    pub async fn secure(self, bench: &Bench, name: &str) -> Self {
        assert!(self.stream.buffer().is_empty(), "the server sent more than its reply before TLS");
        let mut roots = rustls::RootCertStore::empty();
        roots.add(CertificateDer::from_pem_file(bench.practice.ca_file()).unwrap()).unwrap();
        let config = rustls::ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
        let connector = tokio_rustls::TlsConnector::from(Arc::new(config));
        let name = ServerName::try_from(name.to_owned()).unwrap();
        let stream = connector.connect(name, self.stream.into_inner()).await.unwrap();
        Self { stream: BufReader::new(Box::new(stream)) }
    }

    pub async fn send(&mut self, bytes: &[u8]) {
        tokio::time::timeout(PATIENCE, self.stream.write_all(bytes)).await.unwrap().unwrap();
        self.stream.flush().await.unwrap();
    }

    /// The next line without its CRLF; empty at the end of the connection.
    pub async fn line(&mut self) -> String {
        let mut line = Vec::new();
        let read = tokio::time::timeout(PATIENCE, self.stream.read_until(b'\n', &mut line)).await.unwrap();
        let _closed_roughly = read;
        String::from_utf8(line).unwrap().trim_end_matches("\r\n").to_owned()
    }

    /// Sends a command and reads one line.
    pub async fn say(&mut self, command: &str) -> String {
        self.send(format!("{command}\r\n").as_bytes()).await;
        self.line().await
    }

    /// Sends a command and reads an SMTP reply of several lines.
    pub async fn smtp(&mut self, command: &str) -> Vec<String> {
        let mut lines = vec![self.say(command).await];
        while lines.last().unwrap().as_bytes().get(3) == Some(&b'-') {
            lines.push(self.line().await);
        }
        lines
    }

    /// Sends a command and reads a POP3 reply of several lines: the first line, then the rest with its dots unstuffed.
    pub async fn pop(&mut self, command: &str) -> (String, Vec<String>) {
        let first = self.say(command).await;
        assert!(first.starts_with("+OK"), "{command}: {first}");
        let mut lines = Vec::new();
        loop {
            let line = self.line().await;
            if line == "." {
                return (first, lines);
            }
            lines.push(line.strip_prefix('.').unwrap_or(&line).to_owned());
        }
    }
}

pub fn xoauth2(user: &str, token: &str) -> String {
    STANDARD.encode(format!("user={user}\x01auth=Bearer {token}\x01\x01"))
}

pub fn oauthbearer(user: &str, token: &str) -> String {
    STANDARD.encode(format!("n,a={user},\x01auth=Bearer {token}\x01\x01"))
}

pub fn plain(user: &str, password: &str) -> String {
    STANDARD.encode(format!("\0{user}\0{password}"))
}

/// The JSON inside a challenge line.
#[track_caller]
pub fn challenge_json(line: &str, prompt: &str) -> Value {
    let encoded = line.strip_prefix(prompt).unwrap_or_else(|| panic!("no challenge: {line}"));
    serde_json::from_slice(&STANDARD.decode(encoded).unwrap()).unwrap()
}

/// One part of a JWT as JSON.
pub fn jwt_part(token: &str, part: usize) -> Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token.split('.').nth(part).unwrap()).unwrap()).unwrap()
}
