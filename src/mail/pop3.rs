//! Looking into a mailbox (RFC 1939, 2449, 2595, 5034). Nothing is ever deleted.
//!
//! Protects: one odd message never hides the others: when its header cannot be had, its line is empty. Leaves to
//! others: decoding headers (`header`). No crate on crates.io speaks POP3 well enough (dots, STLS, SASL,
//! limits), so this one is Mailkey's own.

use std::sync::Arc;

use super::answer::Capabilities;
use super::header::Header;
use super::sasl::{self, Mechanism, no_common_mechanism, sendable};
use super::session::{Answer, Failures, Session};
use super::{Cause, Endpoint, Login, MailError, Step};
use crate::account::{Host, Protocol, Security};

/// The most messages whose headers are fetched.
const MAX_NEWEST: usize = 100;
/// How much of a header is kept, in bytes.
const KEEP_HEADER: usize = 128 << 10;
/// The longest block that is read (and, beyond what is kept, thrown away).
const MAX_BLOCK: usize = 1 << 20;
/// The longest message that is fetched whole for its header, in bytes.
const MAX_WHOLE: u64 = 256 << 10;

/// What is in a mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// How many messages.
    pub messages: u32,
    /// How many bytes they have together.
    pub bytes: u64,
    /// The newest messages, the newest first.
    pub newest: Vec<Header>,
    /// `host:port` of the server that was asked.
    pub server: String,
}

/// Logs in, counts the messages and fetches the headers of the `newest` ones (100 at the most). Dropping the future
/// cancels.
///
/// # Errors
/// See [`MailError`]; when no server can be reached, the first one's failure.
pub async fn check(
    endpoint: &Endpoint,
    login: &Login,
    tls: Arc<rustls::ClientConfig>,
    newest: usize,
) -> Result<Mailbox, MailError> {
    let mut failures = Failures::new(Protocol::Pop, endpoint);
    for host in &endpoint.servers {
        let mut step = Step::Resolve;
        match look(endpoint, host, login, &tls, newest, &mut step).await {
            Ok((messages, bytes, newest)) => {
                return Ok(Mailbox { messages, bytes, newest, server: endpoint.server(host) });
            }
            Err(cause) => failures.add(host, step, cause)?,
        }
    }
    Err(failures.into_error())
}

/// One session with one server; gives the number of messages, their bytes and the newest headers.
async fn look(
    endpoint: &Endpoint,
    host: &Host,
    login: &Login,
    tls: &Arc<rustls::ClientConfig>,
    newest: usize,
    step: &mut Step,
) -> Result<(u32, u64, Vec<Header>), Cause> {
    let mut session = Session::open(Protocol::Pop, endpoint, host, tls, step).await?;
    *step = Step::Greeting;
    let _banner = session.answer().await?.yes()?;
    let mut offered = capabilities(&mut session, step).await?;
    if endpoint.security == Security::StartTls {
        *step = Step::StartTls;
        if offered.as_ref().is_some_and(|offered| !offered.has("STLS")) {
            return Err(Cause::NoStartTls);
        }
        let _ready = session.ask("STLS").await?.yes()?;
        session = session.start_tls(host, tls, step).await?;
        // What was offered in plain text may have been another's words (RFC 2595, 4).
        offered = capabilities(&mut session, step).await?;
    }
    *step = Step::Login;
    log_in(&mut session, login, offered.as_ref()).await?;
    *step = Step::Mailbox;
    let lines = session.ask("STAT").await?.yes()?;
    let (messages, bytes) = two_numbers(&lines).ok_or(Cause::Malformed)?;
    let messages = u32::try_from(messages).map_err(|_| Cause::Malformed)?;
    let numbers: Vec<u32> = (1..=messages).rev().take(newest.min(MAX_NEWEST)).collect();
    let pipelining = offered.as_ref().is_some_and(|offered| offered.has("PIPELINING"));
    let mut fetch = Fetch { session: &mut session, pipelining };
    *step = Step::List;
    let sizes = fetch.sizes(&numbers).await?;
    *step = Step::Headers;
    let top = match &offered {
        Some(offered) if offered.has("TOP") => Top::Offered,
        Some(_) => Top::Missing,
        None => Top::Unknown,
    };
    let headers = fetch.headers(&numbers, &sizes, top).await?;
    *step = Step::Quit;
    session.quit().await;
    Ok((messages, bytes, headers))
}

/// CAPA; `None` when the server does not know it (RFC 2449 came after RFC 1939).
async fn capabilities(session: &mut Session, step: &mut Step) -> Result<Option<Capabilities>, Cause> {
    *step = Step::Capabilities;
    match session.ask("CAPA").await? {
        Answer::Yes(_) => {
            let block = session.block(MAX_BLOCK, MAX_BLOCK).await?;
            Ok(Some(Capabilities::parse(String::from_utf8_lossy(&block).lines())))
        }
        Answer::No(_) => Ok(None),
        Answer::Continue(_) => Err(Cause::Malformed),
    }
}

/// A SASL mechanism where one fits, else USER and PASS for a password. A server without CAPA is asked all the same.
async fn log_in(session: &mut Session, login: &Login, offered: Option<&Capabilities>) -> Result<(), Cause> {
    let mechanisms = offered.map(|offered| offered.parameters("SASL")).unwrap_or_default();
    if let Some(mechanism) = Mechanism::choose(login, &mechanisms, session.protocol()) {
        return sasl::log_in(session, login, mechanism).await;
    }
    match (login, offered) {
        (Login::OAuth { .. }, None) => sasl::log_in(session, login, Mechanism::XOAuth2).await,
        (Login::Password { user, password }, offered) if offered.is_none_or(|offered| offered.has("USER")) => {
            let (user, password) = sendable(user, password)?;
            session.require_protection()?;
            session.redactor.learn(password);
            let _ok = session.ask(&format!("USER {user}")).await?.yes()?;
            let _ok = session.ask(&format!("PASS {password}")).await?.yes()?;
            Ok(())
        }
        (_, offered) => {
            let user = offered.is_some_and(|offered| offered.has("USER")).then(|| "USER".to_owned());
            Err(no_common_mechanism(&mechanisms.into_iter().chain(user).collect::<Vec<_>>()))
        }
    }
}

/// The two numbers that answers to STAT and LIST begin with.
fn two_numbers(lines: &[String]) -> Option<(u64, u64)> {
    let mut words = lines.first()?.split_ascii_whitespace();
    Some((words.next()?.parse().ok()?, words.next()?.parse().ok()?))
}

/// Whether the server knows TOP.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Top {
    /// CAPA says so: a refusal is about the one message.
    Offered,
    /// CAPA does not list it.
    Missing,
    /// There is no CAPA: a refusal may mean either.
    Unknown,
}

/// Asks the same about several messages.
struct Fetch<'a> {
    session: &'a mut Session,
    /// Whether all questions may be sent before the first answer is read (RFC 2449, 6.6).
    pipelining: bool,
}

impl Fetch<'_> {
    /// The size of each message, `None` where the server does not say.
    async fn sizes(&mut self, numbers: &[u32]) -> Result<Vec<Option<u64>>, Cause> {
        let questions: Vec<String> = numbers.iter().map(|number| format!("LIST {number}")).collect();
        self.announce(&questions).await?;
        let mut sizes = Vec::with_capacity(numbers.len());
        for question in &questions {
            sizes.push(match self.ask(question, self.pipelining).await? {
                Answer::Yes(lines) => two_numbers(&lines).map(|(_, size)| size),
                Answer::No(_) => None,
                Answer::Continue(_) => return Err(Cause::Malformed),
            });
        }
        Ok(sizes)
    }

    /// The header of each message: by TOP, or by RETR where there is no TOP and the message is not too long.
    async fn headers(&mut self, numbers: &[u32], sizes: &[Option<u64>], top: Top) -> Result<Vec<Header>, Cause> {
        let questions: Vec<String> = numbers.iter().map(|number| format!("TOP {number} 0")).collect();
        let announced = self.pipelining && top == Top::Offered;
        if announced {
            self.announce(&questions).await?;
        }
        let mut headers = Vec::with_capacity(numbers.len());
        for ((number, size), question) in numbers.iter().zip(sizes).zip(&questions) {
            let mut raw = None;
            if top != Top::Missing {
                raw = self.block(question, announced).await?;
            }
            if raw.is_none() && top != Top::Offered && size.is_some_and(|size| size <= MAX_WHOLE) {
                raw = self.block(&format!("RETR {number}"), false).await?;
            }
            headers.push(match raw {
                Some(raw) => Header::parse(*number, *size, &raw),
                None => Header::unknown(*number, *size),
            });
        }
        Ok(headers)
    }

    /// Sends all questions at once where the server allows it.
    async fn announce(&mut self, questions: &[String]) -> Result<(), Cause> {
        if self.pipelining && !questions.is_empty() {
            self.session.send(format!("{}\r\n", questions.join("\r\n")).as_bytes()).await?;
        }
        Ok(())
    }

    async fn ask(&mut self, question: &str, announced: bool) -> Result<Answer, Cause> {
        if announced { self.session.answer().await } else { self.session.ask(question).await }
    }

    /// The block that answers a question; `None` when the server refuses to give it.
    async fn block(&mut self, question: &str, announced: bool) -> Result<Option<Vec<u8>>, Cause> {
        match self.ask(question, announced).await? {
            Answer::Yes(_) => self.session.block(KEEP_HEADER, MAX_BLOCK).await.map(Some),
            Answer::No(_) => Ok(None),
            Answer::Continue(_) => Err(Cause::Malformed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::AsyncReadExt as _;

    #[tokio::test]
    async fn no_password_leaves_without_protection() {
        let login = Login::Password { user: "u".into(), password: "secret".into() };
        let (near, mut far) = tokio::io::duplex(1000);
        let mut session = Session::unprotected(near, Protocol::Pop);
        assert_eq!(log_in(&mut session, &login, None).await, Err(Cause::Unprotected));
        drop(session);
        assert_eq!(far.read_to_end(&mut Vec::new()).await.unwrap(), 0);
    }

    #[test]
    fn numbers_that_are_none_are_none() {
        let lines = |text: &str| vec![text.to_owned()];
        assert_eq!(two_numbers(&lines("2 320")), Some((2, 320)));
        assert_eq!(two_numbers(&lines(" 2\t320 octets")), Some((2, 320)));
        for bad in ["", "2", "x y", "-1 5", "99999999999999999999 1"] {
            assert_eq!(two_numbers(&lines(bad)), None);
        }
    }
}
