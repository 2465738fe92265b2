//! A mail server that says a case's text at its step, and is friendly otherwise.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use mailkey::account::{Method, Protocol, Settings};
use mailkey::chain::Observer;
use mailkey::engine::{SecretName, TestRequest};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::cases::{Case, Login, Mail, Step, Where};
use crate::support::{Bench, me, other, sign_in};
use crate::told::Failure;

/// Stops when it is dropped.
pub struct Server {
    pub port: u16,
    task: JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The verbs that meet the text, and their errors: the one that works, and the test.
pub async fn play(bench: &Bench, case: &Case) -> Result<Vec<Failure>, String> {
    let Where::Mail(place) = case.place else { return Err("not a mail server's".into()) };
    let server = serve(case.clone(), place).await;
    let engine = bench.engine();
    let protocol = place.protocol;
    if place.login == Login::Token && engine.access_token(protocol).await.is_err() {
        let _ = sign_in(&engine, protocol).await.map_err(|error| format!("no token: {error}"))?;
    }
    bench.change(|settings| point(settings, place, server.port));
    if place.login == Login::Password {
        let name = SecretName::Password(protocol);
        engine.set_secret(name, "heslo-ke-schránce".into()).await.map_err(|error| format!("no password: {error}"))?;
    }
    let settings = engine.settings().map_err(|error| error.to_string())?;
    let worked = match protocol {
        Protocol::Smtp => engine.send(other(), "zkouška".into(), "zkouška".into()).await.err(),
        Protocol::Pop => engine.check().await.err(),
    };
    let token_held = place.login == Login::Token && engine.status().of(protocol).is_held();
    let send_to = (place.step == Step::Message).then(other);
    let request = TestRequest { protocol, send_to, subject: "zkouška".into(), body: "zkouška".into() };
    let report = engine.test(request, Observer::default()).await.map_err(|error| error.to_string())?;
    let failure = |error, token_held| Failure { error, settings: settings.clone(), protocol, token_held };
    Ok(vec![
        failure(worked.ok_or("it went well")?, token_held),
        failure(report.broken.ok_or("the test went well")?.error, report.token_held),
    ])
}

fn point(settings: &mut Settings, place: Mail, port: u16) {
    let method = match place.login {
        Login::Token => Method::OAuth2,
        Login::Password => Method::Password,
        Login::None => Method::None,
    };
    let port = i64::from(port).try_into().expect("a port");
    let tls = place.step == Step::StartTls;
    let user = me().as_str().parse().expect("a user");
    match place.protocol {
        Protocol::Smtp => {
            (settings.smtp.port, settings.smtp.tls, settings.smtp.method) = (port, tls, method);
            settings.smtp.user = user;
        }
        Protocol::Pop => {
            (settings.pop.port, settings.pop.tls, settings.pop.method) = (port, tls, method);
            settings.pop.user = user;
        }
    }
}

pub async fn serve(case: Case, place: Mail) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let task = tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let mut talk = Talk { stream: BufReader::new(stream), case: case.clone(), step: place.step };
            // The client may leave at any time.
            let _ended = match place.protocol {
                Protocol::Smtp => talk.smtp().await,
                Protocol::Pop => talk.pop().await,
            };
        }
    });
    Server { port, task }
}

struct Talk {
    stream: BufReader<TcpStream>,
    case: Case,
    step: Step,
}

impl Talk {
    async fn hear(&mut self) -> std::io::Result<String> {
        let mut line = String::new();
        if self.stream.read_line(&mut line).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        Ok(line.trim_end().to_owned())
    }

    async fn say(&mut self, text: &str) -> std::io::Result<()> {
        let text: String = text.lines().map(|line| format!("{line}\r\n")).collect();
        self.stream.get_mut().write_all(text.as_bytes()).await
    }

    /// Says the case's text if this is its step, else what a friendly server says. Whether it was the case's.
    async fn answer(&mut self, step: Step, friendly: &str) -> std::io::Result<bool> {
        let mine = self.step == step;
        let text = if mine { self.case.wire.clone() } else { friendly.to_owned() };
        self.say(&text).await?;
        Ok(mine)
    }

    /// A login, after its first line was heard; `prompt` stands before a challenge.
    async fn log_in(&mut self, mechanism: &str, prompt: &str, friendly: &str) -> std::io::Result<()> {
        let (name, initial) = mechanism.split_once(' ').unwrap_or((mechanism, ""));
        if self.step == Step::Auth {
            return self.say(&self.case.wire.clone()).await;
        }
        let questions = match name {
            "LOGIN" => vec!["VXNlcm5hbWU6", "UGFzc3dvcmQ6"],
            _ if initial.is_empty() => vec![""],
            _ => vec![],
        };
        for question in questions {
            self.say(&format!("{prompt} {question}")).await?;
            let _ = self.hear().await?;
        }
        if let Some(challenge) = self.case.challenge.clone().filter(|_| self.step == Step::Login) {
            self.say(&format!("{prompt} {}", STANDARD.encode(challenge))).await?;
            let _ = self.hear().await?;
        }
        let _ = self.answer(Step::Login, friendly).await?;
        Ok(())
    }

    async fn smtp(&mut self) -> std::io::Result<()> {
        if self.answer(Step::Greeting, "220 mail.cviceni.test ESMTP").await? {
            return Ok(());
        }
        loop {
            let line = self.hear().await?;
            let (command, rest) = line.split_once(' ').unwrap_or((&line, ""));
            match command.to_ascii_uppercase().as_str() {
                "EHLO" | "HELO" => {
                    let offers = "250-mail.cviceni.test\n250-8BITMIME\n250-SMTPUTF8\n250-STARTTLS\n250-ENHANCEDSTATUSCODES\n250 AUTH LOGIN PLAIN XOAUTH2 OAUTHBEARER";
                    let _ = self.answer(Step::Capabilities, offers).await?;
                }
                "STARTTLS" => drop(self.answer(Step::StartTls, "502 5.5.1 not here").await?),
                "AUTH" => self.log_in(rest, "334", "235 2.7.0 welcome").await?,
                "MAIL" => drop(self.answer(Step::Sender, "250 2.1.0 ok").await?),
                "RCPT" => drop(self.answer(Step::Recipient, "250 2.1.5 ok").await?),
                "DATA" => {
                    self.say("354 go on").await?;
                    while self.hear().await? != "." {}
                    let _ = self.answer(Step::Message, "250 2.0.0 queued as 1").await?;
                }
                "QUIT" => return self.say("221 2.0.0 bye").await,
                _ => self.say("250 2.0.0 ok").await?,
            }
        }
    }

    async fn pop(&mut self) -> std::io::Result<()> {
        if self.answer(Step::Greeting, "+OK ready").await? {
            return Ok(());
        }
        loop {
            let line = self.hear().await?;
            let (command, rest) = line.split_once(' ').unwrap_or((&line, ""));
            match command.to_ascii_uppercase().as_str() {
                "CAPA" => {
                    let offers = "+OK\nTOP\nUIDL\nRESP-CODES\nSTLS\nUSER\nSASL PLAIN XOAUTH2 OAUTHBEARER\n.";
                    let _ = self.answer(Step::Capabilities, offers).await?;
                }
                "STLS" => drop(self.answer(Step::StartTls, "-ERR not here").await?),
                "AUTH" => self.log_in(rest, "+", "+OK welcome").await?,
                "PASS" => drop(self.answer(Step::Login, "+OK welcome").await?),
                "STAT" => drop(self.answer(Step::Stat, "+OK 0 0").await?),
                "UIDL" | "LIST" if rest.is_empty() => self.say("+OK\n.").await?,
                "QUIT" => return self.say("+OK bye").await,
                _ => self.say("+OK").await?,
            }
        }
    }
}
