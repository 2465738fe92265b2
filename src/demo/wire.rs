//! A line-based connection, plain or TLS, for the two mail servers.
//!
//! Protects: a line has a longest length, waiting has an end, and what was sent in plain text before the switch to TLS
//! is thrown away (CVE-2011-0411, response and command injection). Leaves to others: what the lines mean.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;

/// The time allowed for a TLS handshake and for sending one reply.
const PROMPT: Duration = Duration::from_secs(30);
/// The most bytes of one over-long line that are read and thrown away.
const MOST_DROPPED: usize = 16 * 1024 * 1024;

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

/// What came.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Input {
    /// A line without its end.
    Line {
        /// Its bytes.
        bytes: Vec<u8>,
        /// Whether it ended in CRLF, as it must, and not in LF alone.
        crlf: bool,
    },
    /// A line over the limit; it was read to its end.
    TooLong {
        /// Whether it ended in CRLF.
        crlf: bool,
    },
    /// The other side closed the connection.
    End,
}

/// The connection.
pub(super) struct Wire {
    stream: BufReader<Box<dyn Stream>>,
    patience: Duration,
}

impl Wire {
    /// Takes over a connection; `patience` bounds the wait for each line.
    pub(super) fn new(stream: TcpStream, patience: Duration) -> Self {
        // Replies are small and follow one another: waiting to fill a packet would only slow them.
        let _unimportant = stream.set_nodelay(true);
        Self { stream: BufReader::new(Box::new(stream)), patience }
    }

    /// Switches to TLS; bytes that have already come in plain text are lost on purpose.
    pub(super) async fn secure(self, acceptor: &TlsAcceptor) -> io::Result<Self> {
        let plain = self.stream.into_inner();
        let secure = tokio::time::timeout(PROMPT, acceptor.accept(plain)).await??;
        Ok(Self { stream: BufReader::new(Box::new(secure)), patience: self.patience })
    }

    /// The next line of at most `most` bytes.
    pub(super) async fn line(&mut self, most: usize) -> io::Result<Input> {
        tokio::time::timeout(self.patience, read_line(&mut self.stream, most)).await?
    }

    /// Waits until the other side has sent something, or has gone.
    pub(super) async fn wait_for_anything(&mut self) -> io::Result<()> {
        let _some = tokio::time::timeout(self.patience, self.stream.fill_buf()).await??;
        Ok(())
    }

    /// Sends bytes as they are.
    pub(super) async fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        // Piece by piece, so that the time bounds the other side's silence and not the size of a message.
        for piece in bytes.chunks(64 * 1024) {
            tokio::time::timeout(PROMPT, self.stream.write_all(piece)).await??;
        }
        tokio::time::timeout(PROMPT, self.stream.flush()).await?
    }

    /// Sends one line.
    pub(super) async fn reply(&mut self, line: &str) -> io::Result<()> {
        self.send(format!("{line}\r\n").as_bytes()).await
    }

    /// Says goodbye to TLS and TCP.
    pub(super) async fn close(mut self) {
        let _gone = tokio::time::timeout(PROMPT, self.stream.shutdown()).await;
    }
}

async fn read_line(stream: &mut BufReader<Box<dyn Stream>>, most: usize) -> io::Result<Input> {
    let mut bytes = Vec::new();
    let mut dropped = 0_usize;
    let mut last = None;
    loop {
        let chunk = stream.fill_buf().await?;
        if chunk.is_empty() {
            return Ok(Input::End);
        }
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let part = chunk.get(..end.unwrap_or(chunk.len())).unwrap_or_default();
        last = part.last().copied().or(last);
        // One byte more for the CR.
        if dropped == 0 && bytes.len() + part.len() <= most + 1 {
            bytes.extend_from_slice(part);
        } else {
            dropped = dropped.saturating_add(part.len().max(1));
        }
        let used = part.len() + usize::from(end.is_some());
        stream.consume(used);
        if dropped > MOST_DROPPED {
            return Ok(Input::End);
        }
        if end.is_some() {
            let crlf = last == Some(b'\r');
            if dropped == 0 && crlf {
                let _cr = bytes.pop();
            }
            let fits = dropped == 0 && bytes.len() <= most;
            return Ok(if fits { Input::Line { bytes, crlf } } else { Input::TooLong { crlf } });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn lines(input: &[u8], most: usize) -> Vec<Input> {
        let stream: Box<dyn Stream> = Box::new(tokio::io::join(io::Cursor::new(input.to_vec()), tokio::io::sink()));
        let mut stream = BufReader::with_capacity(7, stream);
        let mut all = Vec::new();
        loop {
            match read_line(&mut stream, most).await.unwrap() {
                Input::End => return all,
                other => all.push(other),
            }
        }
    }

    fn line(text: &str, crlf: bool) -> Input {
        Input::Line { bytes: text.as_bytes().to_vec(), crlf }
    }

    #[tokio::test]
    async fn lines_come_whole_however_they_were_cut() {
        let got = lines(b"first line\r\n\r\nbare\nrest", 20).await;
        assert_eq!(got, [line("first line", true), line("", true), line("bare", false)]);
    }

    #[tokio::test]
    async fn a_line_over_the_limit_is_told_and_the_next_one_read() {
        let too_long = |crlf| Input::TooLong { crlf };
        let got = lines(b"12345\r\n123456\r\n1234567890123456789\nok\r\n", 5).await;
        assert_eq!(got, [line("12345", true), too_long(true), too_long(false), line("ok", true)]);
    }
}
