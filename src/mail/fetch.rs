//! The same question about several messages: how long they are, and their headers.
//!
//! Protects: one odd message never hides the others; however long a message is, a bounded part of it is kept, and no long
//! one is fetched whole. Leaves to others: which messages ([`super::pop3`]), what a header says ([`super::header`]).

use super::Cause;
use super::header::Header;
use super::session::{Answer, Session};

/// How much of a header is kept, in bytes.
const KEEP_HEADER: usize = 128 << 10;
/// The longest block that is read (and, beyond what is kept, thrown away).
const MAX_BLOCK: usize = 1 << 20;
/// The longest message that is fetched whole for its header, in bytes.
const MAX_WHOLE: u64 = 256 << 10;

/// The two numbers that answers to STAT and LIST begin with.
pub(super) fn two_numbers(lines: &[String]) -> Option<(u64, u64)> {
    let mut words = lines.first()?.split_ascii_whitespace();
    Some((words.next()?.parse().ok()?, words.next()?.parse().ok()?))
}

/// Whether the server knows TOP.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Top {
    /// CAPA says so: a refusal is about the one message.
    Offered,
    /// CAPA does not list it.
    Missing,
    /// There is no CAPA: a refusal may mean either.
    Unknown,
}

/// A message as it came.
pub(super) struct Raw {
    number: u32,
    size: Option<u64>,
    /// Its header, or all of it; none when the server did not give it.
    pub(super) header: Option<Vec<u8>>,
}

impl Raw {
    pub(super) fn header(self) -> Header {
        match &self.header {
            Some(raw) => Header::parse(self.number, self.size, raw),
            None => Header::unknown(self.number, self.size),
        }
    }
}

/// Asks the same about several messages.
pub(super) struct Fetch<'a> {
    pub(super) session: &'a mut Session,
    /// Whether all questions may be sent before the first answer is read (RFC 2449, 6.6).
    pub(super) pipelining: bool,
}

impl Fetch<'_> {
    /// The size of each message, `None` where the server does not say.
    pub(super) async fn sizes(&mut self, numbers: &[u32]) -> Result<Vec<Option<u64>>, Cause> {
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
    pub(super) async fn headers(
        &mut self,
        numbers: &[u32],
        sizes: &[Option<u64>],
        top: Top,
    ) -> Result<Vec<Raw>, Cause> {
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
            headers.push(Raw { number: *number, size: *size, header: raw });
        }
        Ok(headers)
    }

    /// Sends all questions at once where the server allows it.
    async fn announce(&mut self, questions: &[String]) -> Result<(), Cause> {
        if self.pipelining && !questions.is_empty() {
            self.session.send_together(questions.iter().map(String::as_str)).await?;
        }
        Ok(())
    }

    async fn ask(&mut self, question: &str, announced: bool) -> Result<Answer, Cause> {
        if announced { self.session.answer().await } else { self.session.ask(question).await }
    }

    /// The block that answers a question; `None` when the server refuses to give it.
    async fn block(&mut self, question: &str, announced: bool) -> Result<Option<Vec<u8>>, Cause> {
        match self.ask(question, announced).await? {
            Answer::Yes(_) => self.session.message(KEEP_HEADER, MAX_BLOCK).await.map(Some),
            Answer::No(_) => Ok(None),
            Answer::Continue(_) => Err(Cause::Malformed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
