//! A connection that remembers the first bytes that came: when they turn out not to be TLS, they say what they are.
//!
//! Protects: at most [`KEEP`] bytes are kept. Leaves to others: what they mean ([`super::first_words`]).

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::wire::Stream;

/// How many bytes are kept: a web server's answer up to where it leads, or a greeting.
const KEEP: usize = 1 << 10;

/// The connection.
pub(super) struct Heard {
    stream: Box<dyn Stream>,
    first: FirstBytes,
}

/// What came first. Clones are the same bytes.
#[derive(Clone, Default)]
pub(super) struct FirstBytes(Arc<Mutex<Vec<u8>>>);

impl FirstBytes {
    pub(super) fn get(&self) -> Vec<u8> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Heard {
    pub(super) fn new(stream: Box<dyn Stream>) -> Self {
        Self { stream, first: FirstBytes::default() }
    }

    pub(super) fn first(&self) -> FirstBytes {
        self.first.clone()
    }
}

impl AsyncRead for Heard {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(cx, buf);
        if let Poll::Ready(Ok(())) = polled {
            let mut first = self.first.0.lock().unwrap_or_else(PoisonError::into_inner);
            let space = KEEP.saturating_sub(first.len());
            first.extend(buf.filled().iter().skip(before).take(space));
        }
        polled
    }
}

impl AsyncWrite for Heard {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
