//! Bytes from and to a server: lines, dot-terminated blocks, and what neither may exceed.
//!
//! Protects: memory is bounded whatever the server sends, and nothing that was sent in plain text is taken for
//! something that came over TLS. Leaves to others: time limits and the meaning of lines ([`super::session`]).

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};

use super::Cause;

/// The longest line of an answer, in bytes. RFC 5321 allows 512, RFC 1939 too; challenges in base64 are longer.
pub(super) const MAX_LINE: usize = 8 << 10;

/// Something to read from and to write to: a TCP or a TLS connection.
pub(super) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// How much of what came first is remembered, in bytes: a greeting, or a web server's answer up to where it leads.
const KEEP: usize = 1 << 10;

/// A connection, read line by line.
pub(super) struct Wire {
    stream: BufReader<Box<dyn Stream>>,
    /// Whether anything has come.
    touched: bool,
    /// The lines that were read first.
    first: Vec<u8>,
}

impl Wire {
    pub(super) fn new(stream: Box<dyn Stream>) -> Self {
        Self { stream: BufReader::new(stream), touched: false, first: Vec::new() }
    }

    /// No connection: everything that is asked of it ends with [`Cause::Closed`].
    pub(super) fn dead() -> Self {
        Self::new(Box::new(tokio::io::empty()))
    }

    /// One line without its line break (CR LF, or LF alone).
    ///
    /// # Errors
    /// [`Cause::TooLong`] after [`MAX_LINE`] bytes without a line break.
    pub(super) async fn line(&mut self) -> Result<Vec<u8>, Cause> {
        let mut line = Vec::new();
        loop {
            let chunk = self.fill().await?;
            if chunk.is_empty() {
                return Err(Cause::Closed);
            }
            let end = chunk.iter().position(|byte| *byte == b'\n');
            let taken = end.unwrap_or(chunk.len());
            if line.len() + taken > MAX_LINE {
                return Err(Cause::TooLong);
            }
            let before = line.len();
            line.extend_from_slice(&chunk[..taken]);
            self.stream.consume(end.map_or(taken, |end| end + 1));
            let space = KEEP.saturating_sub(self.first.len());
            let piece = line.iter().skip(before).chain(end.map(|_| &b'\n'));
            self.first.extend(piece.take(space));
            if end.is_some() {
                if line.last() == Some(&b'\r') {
                    let _ = line.pop();
                }
                return Ok(line);
            }
        }
    }

    /// A block that ends with a line of one dot (RFC 1939, 3), its dots unstuffed. Keeps the first `keep` bytes and
    /// reads past the rest.
    ///
    /// # Errors
    /// [`Cause::TooLong`] after `max` bytes without the end.
    pub(super) async fn block(&mut self, keep: usize, max: usize) -> Result<Vec<u8>, Cause> {
        let mut unstuffer = Unstuffer::new(keep);
        let mut seen = 0;
        loop {
            let chunk = self.fill().await?;
            if chunk.is_empty() {
                return Err(Cause::Closed);
            }
            let end = unstuffer.feed(chunk);
            let taken = end.unwrap_or(chunk.len());
            self.stream.consume(taken);
            seen += taken;
            if end.is_some() {
                return Ok(unstuffer.kept);
            }
            if seen > max {
                return Err(Cause::TooLong);
            }
        }
    }

    /// What has come and was not read yet; waits for the first of it.
    pub(super) async fn peek(&mut self) -> Result<&[u8], Cause> {
        self.fill().await
    }

    /// The first lines that were read, and what has come behind them; both in pieces of any size.
    pub(super) fn first(&self) -> Vec<u8> {
        [&self.first, self.stream.buffer()].concat()
    }

    /// Whether nothing at all has come.
    pub(super) fn is_untouched(&self) -> bool {
        !self.touched
    }

    async fn fill(&mut self) -> Result<&[u8], Cause> {
        let chunk = self.stream.fill_buf().await?;
        self.touched |= !chunk.is_empty();
        Ok(chunk)
    }

    pub(super) async fn write(&mut self, bytes: &[u8]) -> Result<(), Cause> {
        self.stream.write_all(bytes).await?;
        Ok(self.stream.flush().await?)
    }

    /// The bare connection, for the TLS handshake.
    ///
    /// # Errors
    /// [`Cause::LeftoverPlaintext`] when more than the answer to STARTTLS has already been received.
    pub(super) fn into_stream(self) -> Result<Box<dyn Stream>, Cause> {
        if self.stream.buffer().is_empty() { Ok(self.stream.into_inner()) } else { Err(Cause::LeftoverPlaintext) }
    }
}

/// Takes the dots out of a dot-terminated block that comes in pieces of any size.
struct Unstuffer {
    kept: Vec<u8>,
    keep: usize,
    state: State,
}

#[derive(Clone, Copy)]
enum State {
    /// At the start of a line.
    Start,
    /// After a dot at the start of a line.
    Dot,
    /// After a dot and a CR at the start of a line.
    DotCr,
    /// Inside a line.
    Line,
}

impl Unstuffer {
    fn new(keep: usize) -> Self {
        Self { kept: Vec::new(), keep, state: State::Start }
    }

    fn push(&mut self, byte: u8) {
        if self.kept.len() < self.keep {
            self.kept.push(byte);
        }
    }

    /// Takes bytes; says how many of them belonged to the block when its end is among them.
    fn feed(&mut self, bytes: &[u8]) -> Option<usize> {
        for (at, byte) in bytes.iter().enumerate() {
            self.state = match (self.state, byte) {
                (State::Start, b'.') => State::Dot,
                (State::Dot, b'\r') => State::DotCr,
                (State::Dot | State::DotCr, b'\n') => return Some(at + 1),
                (state, byte) => {
                    if let State::DotCr = state {
                        self.push(b'\r');
                    }
                    self.push(*byte);
                    if *byte == b'\n' { State::Start } else { State::Line }
                }
            };
        }
        None
    }
}

/// A message as it is sent after DATA: line breaks are CR LF (a bare CR or LF would let a message smuggle a second
/// one past some servers), dots at the start of lines doubled (RFC 5321, 4.5.2), and the end mark.
pub(super) fn stuff(message: &[u8]) -> Vec<u8> {
    let mut wire = Vec::with_capacity(message.len() + message.len() / 50 + 5);
    let mut bytes = message.iter().copied().peekable();
    let mut start = true;
    while let Some(byte) = bytes.next() {
        match byte {
            b'\r' | b'\n' => {
                if byte == b'\r' {
                    let _ = bytes.next_if_eq(&b'\n');
                }
                wire.extend_from_slice(b"\r\n");
                start = true;
            }
            byte => {
                if start && byte == b'.' {
                    wire.push(b'.');
                }
                wire.push(byte);
                start = false;
            }
        }
    }
    if !start {
        wire.extend_from_slice(b"\r\n");
    }
    wire.extend_from_slice(b".\r\n");
    wire
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn unstuff(wire: &[u8], piece: usize) -> (Vec<u8>, usize) {
        let mut unstuffer = Unstuffer::new(usize::MAX);
        let mut before = 0;
        for chunk in wire.chunks(piece) {
            if let Some(end) = unstuffer.feed(chunk) {
                return (unstuffer.kept, before + end);
            }
            before += chunk.len();
        }
        panic!("no end");
    }

    #[test]
    fn dots_are_doubled_and_halved() {
        for (plain, wire) in
            [("", ".\r\n"), ("a\r\n", "a\r\n.\r\n"), (".\r\n..\r\n.a\r\nb.\r\n", "..\r\n...\r\n..a\r\nb.\r\n.\r\n")]
        {
            assert_eq!(stuff(plain.as_bytes()), wire.as_bytes());
            for piece in 1..5 {
                assert_eq!(unstuff(wire.as_bytes(), piece), (plain.as_bytes().to_vec(), wire.len()));
            }
        }
    }

    #[test]
    fn bare_line_breaks_cannot_smuggle_an_end_mark() {
        assert_eq!(stuff(b"a\n.\nb\r.\rc"), b"a\r\n..\r\nb\r\n..\r\nc\r\n.\r\n");
    }

    #[tokio::test]
    async fn a_block_is_kept_and_read_within_its_limits() {
        let block = [b"x".repeat(1000), b"\r\n.\r\nnext\r\n".to_vec()].concat();
        let mut wire = Wire::new(Box::new(tokio::io::join(std::io::Cursor::new(block.clone()), tokio::io::sink())));
        assert_eq!(wire.block(10, 2000).await.unwrap(), b"x".repeat(10));
        assert_eq!(wire.line().await.unwrap(), b"next");
        assert_eq!(wire.line().await.unwrap_err(), Cause::Closed);
        let endless = tokio::io::join(tokio::io::repeat(b'x'), tokio::io::sink());
        assert_eq!(Wire::new(Box::new(endless)).block(10, 500).await.unwrap_err(), Cause::TooLong);
        let endless = tokio::io::join(tokio::io::repeat(b'x'), tokio::io::sink());
        assert_eq!(Wire::new(Box::new(endless)).line().await.unwrap_err(), Cause::TooLong);
    }

    #[tokio::test]
    async fn what_came_first_is_remembered_within_bounds() {
        let text = [b"HTTP/1.1 302 Found\r\nLocation: x\r\n".to_vec(), b"y".repeat(5_000)].concat();
        let mut wire = Wire::new(Box::new(tokio::io::join(std::io::Cursor::new(text.clone()), tokio::io::sink())));
        assert_eq!(wire.line().await.unwrap(), b"HTTP/1.1 302 Found");
        assert_eq!(wire.first(), text);
        assert_eq!(wire.line().await.unwrap(), b"Location: x");
        assert_eq!(wire.line().await.unwrap_err(), Cause::Closed);
        assert_eq!(wire.first(), text[..KEEP]);
    }

    proptest! {
        #[test]
        fn what_is_stuffed_comes_back(lines in proptest::collection::vec("[.a-z]{0,6}", 0..12), piece in 1usize..9) {
            let plain: String = lines.iter().flat_map(|line| [line, "\r\n"]).collect();
            let wire = stuff(plain.as_bytes());
            prop_assert_eq!(unstuff(&wire, piece), (plain.into_bytes(), wire.len()));
        }

        #[test]
        fn any_bytes_end_exactly_once(bytes in proptest::collection::vec(any::<u8>(), 0..300), piece in 1usize..9) {
            let wire = stuff(&bytes);
            prop_assert_eq!(unstuff(&wire, piece).1, wire.len());
        }
    }
}
