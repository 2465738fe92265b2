//! Listening: from lines to one complete answer.
//!
//! Protects: an answer is of one piece and of a bounded length; its words are cleaned of secrets before anybody sees them,
//! in a transcript too. Leaves to others: time limits and what is asked ([`super::session`]).

use super::Cause;
use super::answer::{PopLine, SmtpLine};
use super::reply::{Redactor, Reply, challenge, join};
use super::walk::Walk;
use super::wire::Wire;
use crate::log::transcript::{Direction, Piece};

/// The most lines of one SMTP reply; Exchange's EHLO has about 15.
pub(super) const MAX_LINES: usize = 200;

/// What a server answered to a command.
#[derive(Debug)]
pub(super) enum Answer {
    /// 2xx with all lines, or `+OK` with one.
    Yes(Vec<String>),
    /// 3xx or `+`: the server waits for more.
    Continue(String),
    /// 4xx, 5xx or `-ERR`.
    No(Reply),
}

impl Answer {
    /// The lines of a yes.
    ///
    /// # Errors
    /// [`Cause::Rejected`] for a no; [`Cause::Malformed`] for a server that waits for more where nothing is to come.
    pub(super) fn yes(self) -> Result<Vec<String>, Cause> {
        match self {
            Self::Yes(lines) => Ok(lines),
            Self::Continue(_) => Err(Cause::Malformed),
            Self::No(reply) => Err(Cause::Rejected(reply)),
        }
    }

    /// What the server says while it waits for more.
    ///
    /// # Errors
    /// As for [`Answer::yes`].
    pub(super) fn more(self) -> Result<String, Cause> {
        match self {
            Self::Continue(text) => Ok(text),
            Self::Yes(_) => Err(Cause::Malformed),
            Self::No(reply) => Err(Cause::Rejected(reply)),
        }
    }
}

/// A line as it may be seen. A challenge is shown decoded: in base64 an echoed secret could not be found.
fn heard(line: &[u8], redactor: &Redactor, walk: &Walk) {
    walk.note(Direction::Received, || {
        let text = String::from_utf8_lossy(line);
        let decoded = ["334 ", "+ "].into_iter().find_map(|start| {
            let said = challenge(text.strip_prefix(start)?, redactor)?;
            Some(format!("{start}{said}"))
        });
        vec![Piece::Text(decoded.unwrap_or_else(|| redactor.tidy(&text)))]
    });
}

/// One complete SMTP reply.
pub(super) async fn smtp(wire: &mut Wire, redactor: &Redactor, walk: &Walk) -> Result<Answer, Cause> {
    let mut lines = Vec::new();
    let mut first_code = None;
    loop {
        let line = wire.line().await?;
        heard(&line, redactor, walk);
        let line = SmtpLine::parse(&line).ok_or(Cause::Malformed)?;
        if *first_code.get_or_insert(line.code) != line.code {
            return Err(Cause::Malformed);
        }
        lines.push(line.text);
        if line.last {
            return Ok(match line.code {
                200..300 => Answer::Yes(lines),
                300..400 => Answer::Continue(lines.pop().unwrap_or_default()),
                code => Answer::No(Reply {
                    code: code.to_string(),
                    text: redactor.tidy(&join(lines.iter().map(String::as_str))),
                    challenge: None,
                }),
            });
        }
        if lines.len() >= MAX_LINES {
            return Err(Cause::TooLong);
        }
    }
}

/// One POP3 status line.
pub(super) async fn pop(wire: &mut Wire, redactor: &Redactor, walk: &Walk) -> Result<Answer, Cause> {
    let line = wire.line().await?;
    heard(&line, redactor, walk);
    match PopLine::parse(&line).ok_or(Cause::Malformed)? {
        PopLine::Ok(text) => Ok(Answer::Yes(vec![text])),
        PopLine::Continue(text) => Ok(Answer::Continue(text)),
        PopLine::No { code, text } => {
            Ok(Answer::No(Reply { code: redactor.tidy(&code), text: redactor.tidy(&text), challenge: None }))
        }
    }
}
