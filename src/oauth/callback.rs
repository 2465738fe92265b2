//! The loopback listener that the browser is redirected to (RFC 8252, 7.3).
//!
//! Protects: one port on 127.0.0.1 and ::1 (a browser may resolve `localhost` to either), one path, one answer, and only
//! the one with the right state; whatever else connects gets an error page or nothing, and cannot keep the listener from
//! answering the right one. The browser is told how it really ended: its page waits for the exchange,
//! or says that it still goes on. An answer that is
//! pasted goes the same way through the same attempt. Leaves to others: the pages' words, the waiting time
//! (`crate::engine`), reading what was pasted (`paste`).

use std::collections::VecDeque;
use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::{Method, Request, Response, StatusCode, header};
use hyper_util::rt::{TokioIo, TokioTimer};
use secrecy::{ExposeSecret, SecretString};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::{AbortHandle, JoinSet};

use super::attempt::{Answer, Attempt, Authorization};
use super::error::OAuthError;
use super::paste;

/// The pages that are known before the sign-in has ended: whole HTML, in the person's language.
#[derive(Debug, Clone)]
pub struct Pages {
    /// For a second answer, or one to another sign-in.
    pub stale: String,
    /// For an answer to a sign-in that was cancelled in Mailkey meanwhile.
    pub cancelled: String,
    /// For an answer that was right while what follows takes long.
    pub unfinished: String,
}

/// Where pasted texts come from, and who is told what is wrong with one.
pub struct Pasted<F> {
    /// The texts; it may end before the sign-in does.
    pub texts: mpsc::UnboundedReceiver<SecretString>,
    /// Hears of each text that is not this sign-in's answer.
    pub refused: F,
}

/// How many connections are served at once; a browser needs two.
const CONNECTIONS: usize = 64;
/// How long a connection may take to send its request.
const REQUEST_TIME: Duration = Duration::from_secs(10);
/// How long a browser's page waits for the exchange. Some requests may take 300 s, and browsers give up earlier.
const OUTCOME_TIME: Duration = Duration::from_secs(60);
/// How long the last page may take to reach the browser.
const PAGE_TIME: Duration = Duration::from_secs(2);
/// How long the port stays open after the last page.
const RELOAD_TIME: Duration = Duration::from_secs(1);

/// A listener that waits for one answer. Dropping it closes the port.
pub struct Listener {
    port: u16,
    sockets: Vec<TcpListener>,
}

/// The answer that arrived, and the browser that waits to be told how it ended.
pub struct Arrived {
    /// What the answer is worth.
    pub result: Result<Authorization, OAuthError>,
    /// Tells the browser; dropping it says "cancelled".
    pub browser: Browser,
}

/// A browser that waits for its page.
pub struct Browser {
    tell: oneshot::Sender<String>,
    /// Ends with the connection on which the right answer came.
    connection: watch::Receiver<()>,
    /// Owns the sockets: whoever else comes is told that the sign-in is over.
    door: JoinSet<Infallible>,
}

impl Browser {
    /// Shows the last page (whole HTML); the port closes a moment later, so that a reload finds no other program there.
    pub async fn tell(self, page: String) {
        let Self { tell, mut connection, door } = self;
        let _ = tell.send(page);
        // The page is on its way when its connection has ended; a browser that keeps it open must not hold us up.
        let _ = tokio::time::timeout(PAGE_TIME, connection.changed()).await;
        drop(tokio::spawn(async move {
            tokio::time::sleep(RELOAD_TIME).await;
            drop(door);
        }));
    }
}

impl Listener {
    /// Opens one free port on both loopback addresses; on a computer without IPv6 on 127.0.0.1 only.
    ///
    /// # Errors
    /// The system's reason.
    pub async fn open() -> io::Result<Self> {
        let mut last = None;
        for _ in 0..16 {
            let v4 = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
            let port = v4.local_addr()?.port();
            match TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await {
                Ok(v6) => return Ok(Self { port, sockets: vec![v4, v6] }),
                Err(error) if error.kind() == io::ErrorKind::AddrInUse => last = Some(error),
                Err(_) => return Ok(Self { port, sockets: vec![v4] }),
            }
        }
        Err(last.unwrap_or_else(|| io::ErrorKind::AddrInUse.into()))
    }

    /// The redirect URI from a preset's form: its `{port}` becomes the port that is listened on. Its path is the root.
    #[must_use]
    pub fn redirect_uri(&self, form: &str) -> String {
        form.replace("{port}", &self.port.to_string())
    }

    /// Waits for the right answer, in the browser's redirect or pasted. Cancel by dropping the future.
    ///
    /// # Errors
    /// The port failed.
    pub async fn wait(
        self,
        attempt: Attempt,
        pages: Pages,
        pasted: Option<Pasted<impl Fn(OAuthError) + Send>>,
    ) -> Result<Arrived, OAuthError> {
        let (arrived, mut answer) = oneshot::channel();
        let desk = Arc::new(Desk { port: self.port, pages, waiting: Mutex::new(Some((attempt, arrived))) });
        // Here and not in a task of its own as long as it can be cancelled: the port must close at once then.
        let mut open_door = Box::pin(open_door(self.sockets, Arc::clone(&desk)));
        let mut take_pasted = Box::pin(take_pasted(pasted, desk));
        let answer = tokio::select! {
            biased;
            answer = &mut answer => answer,
            never = &mut open_door => match never {},
            never = &mut take_pasted => match never {},
        };
        let HandedOver { result, tell, connection } =
            answer.map_err(|_| OAuthError::Incomplete("the listener ended"))?;
        let mut door = JoinSet::new();
        let _ = door.spawn(open_door);
        Ok(Arrived { result, browser: Browser { tell, connection, door } })
    }
}

/// Looks at each pasted text until one is the answer.
async fn take_pasted(pasted: Option<Pasted<impl Fn(OAuthError) + Send>>, desk: Arc<Desk>) -> Infallible {
    if let Some(mut pasted) = pasted {
        while let Some(text) = pasted.texts.recv().await {
            if let Err(error) = desk.take_pasted(text.expose_secret()) {
                (pasted.refused)(error);
            }
        }
    }
    std::future::pending().await
}

/// Lets in whoever comes. In a crowd the oldest connection makes room: idle ones cannot keep the right answer out.
async fn open_door(sockets: Vec<TcpListener>, desk: Arc<Desk>) -> Infallible {
    let mut connections = JoinSet::new();
    let mut order = VecDeque::new();
    loop {
        let stream = tokio::select! {
            accepted = accept(&sockets) => match accepted {
                Ok(stream) => stream,
                // Too many open files, or a connection that was gone before it was accepted: not the listener's end.
                Err(error) => {
                    tracing::warn!(%error, "the redirect listener could not accept a connection");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            Some(_) = connections.join_next() => continue,
        };
        order.retain(|connection: &AbortHandle| !connection.is_finished());
        if order.len() >= CONNECTIONS
            && let Some(oldest) = order.pop_front()
        {
            oldest.abort();
        }
        order.push_back(connections.spawn(serve(stream, Arc::clone(&desk))));
    }
}

async fn accept(sockets: &[TcpListener]) -> io::Result<TcpStream> {
    match sockets {
        [v4, v6] => tokio::select! { a = v4.accept() => a, b = v6.accept() => b }.map(|(stream, _)| stream),
        [v4] => v4.accept().await.map(|(stream, _)| stream),
        _ => std::future::pending().await,
    }
}

async fn serve(stream: impl AsyncRead + AsyncWrite + Unpin + 'static, desk: Arc<Desk>) {
    let (end, connection) = watch::channel(());
    let service = hyper::service::service_fn(move |request| {
        let (desk, connection) = (Arc::clone(&desk), connection.clone());
        async move { Ok::<_, Infallible>(desk.answer(&request, connection).await) }
    });
    let mut http = hyper::server::conn::http1::Builder::new();
    let connection = http
        .timer(TokioTimer::new())
        .header_read_timeout(REQUEST_TIME)
        .keep_alive(false)
        .max_buf_size(64 * 1024)
        .serve_connection(TokioIo::new(stream), service);
    if let Err(error) = connection.await {
        // Not the error's text: it can quote the request.
        tracing::debug!(
            parse = error.is_parse(),
            "something that is not the browser's answer came to the redirect port"
        );
    }
    drop(end);
}

/// What the right answer's connection leaves to the sign-in.
struct HandedOver {
    result: Result<Authorization, OAuthError>,
    tell: oneshot::Sender<String>,
    connection: watch::Receiver<()>,
}

type Waiting = (Attempt, oneshot::Sender<HandedOver>);

/// Looks at each request; hands the right answer over, once.
struct Desk {
    port: u16,
    pages: Pages,
    waiting: Mutex<Option<Waiting>>,
}

impl Desk {
    async fn answer(&self, request: &Request<Incoming>, connection: watch::Receiver<()>) -> Response<Full<Bytes>> {
        if !self.is_addressed(request) || request.uri().path() != "/" {
            return plain(StatusCode::NOT_FOUND);
        }
        if request.method() != Method::GET {
            return plain(StatusCode::METHOD_NOT_ALLOWED);
        }
        let answer = Answer::parse(request.uri().query().unwrap_or_default());
        let Some(outcome) = self.hand_over(answer, connection) else {
            return html(StatusCode::BAD_REQUEST, self.pages.stale.clone());
        };
        match tokio::time::timeout(OUTCOME_TIME, outcome).await {
            Ok(Ok(page)) => html(StatusCode::OK, page),
            Ok(Err(_)) => html(StatusCode::OK, self.pages.cancelled.clone()),
            Err(_) => html(StatusCode::OK, self.pages.unfinished.clone()),
        }
    }

    /// A page elsewhere that made its own name point to this computer (DNS rebinding) is not our browser.
    fn is_addressed(&self, request: &Request<Incoming>) -> bool {
        let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        ["127.0.0.1", "localhost", "[::1]"].iter().any(|name| host == format!("{name}:{}", self.port))
    }

    fn hand_over(&self, answer: Answer, connection: watch::Receiver<()>) -> Option<oneshot::Receiver<String>> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if !waiting.as_ref()?.0.owns(&answer) {
            return None;
        }
        end(waiting.take()?, answer, connection)
    }

    /// Hands a pasted answer over; no browser waits for a page here. What comes when it is over is not looked at.
    fn take_pasted(&self, text: &str) -> Result<(), OAuthError> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let Some((attempt, _)) = waiting.as_ref() else { return Ok(()) };
        let answer = paste::read(text, attempt)?;
        if let Some(waiting) = waiting.take() {
            let _ = end(waiting, answer, watch::channel(()).1);
        }
        Ok(())
    }
}

fn end(
    (attempt, arrived): Waiting,
    answer: Answer,
    connection: watch::Receiver<()>,
) -> Option<oneshot::Receiver<String>> {
    let (tell, outcome) = oneshot::channel();
    arrived.send(HandedOver { result: attempt.accept(answer), tell, connection }).ok()?;
    Some(outcome)
}

fn html(status: StatusCode, page: String) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(page)));
    *response.status_mut() = status;
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        // The address holds the code: it must reach nobody else.
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    for (name, value) in headers {
        let _ = response.headers_mut().insert(name, header::HeaderValue::from_static(value));
    }
    response
}

fn plain(status: StatusCode) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::new()));
    *response.status_mut() = status;
    response
}

/// What a sign-in makes of a browser's request, and the browser of the answer: for `fuzz/`.
#[cfg(feature = "fuzzing")]
pub(super) async fn fuzz(attempt: Attempt, request: &[u8]) -> (Option<Result<Authorization, OAuthError>>, Vec<u8>) {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let (near, mut far) = tokio::io::duplex(4 << 20);
    let (arrived, answer) = oneshot::channel();
    let page = || "page".to_owned();
    let pages = Pages { stale: page(), cancelled: page(), unfinished: page() };
    let desk = Arc::new(Desk { port: 1, pages, waiting: Mutex::new(Some((attempt, arrived))) });
    let mut shown = Vec::new();
    let browser = async {
        let _ = far.write_all(request).await;
        let _ = far.shutdown().await;
        let _ = far.read_to_end(&mut shown).await;
    };
    let sign_in = async {
        let HandedOver { result, tell, .. } = answer.await.ok()?;
        let _ = tell.send(page());
        Some(result)
    };
    let (result, (), ()) = tokio::join!(sign_in, serve(near, desk), browser);
    (result, shown)
}
