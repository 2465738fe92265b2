//! The authorization server's HTTP side: reading requests within limits, sending each to its handler, faults.
//!
//! Protects: a request is bounded in size and time before anybody looks at it; parameters that come twice are noticed
//! (RFC 6749, 3.1); another site cannot reach the pages through the browser (Host and Origin are checked). Leaves to
//! others: what the parameters mean.

use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use serde_json::Value;
use tokio::net::TcpStream;

use super::control::{Fault, Route};
use super::world::World;
use super::{auth, device, discovery, pages, token_endpoint};

/// The time allowed for the head of a request, and again for its body.
const PATIENCE: Duration = Duration::from_secs(30);
/// The longest body in bytes.
const MOST_BODY: usize = 16 * 1024;
/// The longest head in bytes: browsers send every cookie of 127.0.0.1, whatever port it came from.
const MOST_HEAD: usize = 64 * 1024;
/// The longest that a fault hangs.
const HANG: Duration = Duration::from_secs(600);

/// An answer.
pub(super) type Reply = Response<Full<Bytes>>;

/// The connection is to be closed without an answer.
#[derive(Debug, thiserror::Error)]
#[error("closed on purpose")]
struct Closed;

/// The parameters of a request, each at most once.
pub(super) struct Params(Vec<(String, String)>);

impl Params {
    /// Reads a form; answers with the name of a parameter that came twice.
    fn parse(form: &[u8]) -> Result<Self, String> {
        let mut params: Vec<(String, String)> = Vec::new();
        for (name, value) in url::form_urlencoded::parse(form) {
            if params.iter().any(|(known, _)| *known == name) {
                return Err(name.into_owned());
            }
            params.push((name.into_owned(), value.into_owned()));
        }
        Ok(Self(params))
    }

    /// A parameter; an empty one counts as absent (RFC 6749, 3.1).
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }
}

/// A request whose body has arrived.
pub(super) struct Asked {
    /// The parameters of the body (POST) or of the address, or the name of one that came twice.
    pub(super) params: Result<Params, String>,
    /// The Accept-Language header.
    pub(super) languages: String,
    /// The Authorization header.
    pub(super) authorization: Option<String>,
    /// Whether the body says that it is a form.
    pub(super) is_form: bool,
}

/// Serves one connection until it ends.
pub(super) async fn connection(stream: TcpStream, world: Arc<World>) {
    let service = service_fn(move |request| {
        let world = Arc::clone(&world);
        async move { respond(&world, request).await }
    });
    let mut server = hyper::server::conn::http1::Builder::new();
    let _server = server.timer(TokioTimer::new()).header_read_timeout(PATIENCE).max_buf_size(MOST_HEAD);
    if let Err(error) = server.serve_connection(TokioIo::new(stream), service).await {
        tracing::debug!(%error, "practice http connection ended");
    }
}

async fn respond(world: &World, request: Request<Incoming>) -> Result<Reply, Closed> {
    let (head, body) = request.into_parts();
    let text = |name: HeaderName| head.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !is_ours(world, text(header::HOST)) {
        return Ok(plain(StatusCode::MISDIRECTED_REQUEST, "This server answers only under its own address."));
    }
    let posted = head.method == Method::POST;
    let origin = text(header::ORIGIN);
    if posted && !origin.is_empty() && !origin.strip_prefix("http://").is_some_and(|host| is_ours(world, host)) {
        return Ok(plain(StatusCode::FORBIDDEN, "This form belongs to another site."));
    }
    let body = match tokio::time::timeout(PATIENCE, Limited::new(body, MOST_BODY).collect()).await {
        Ok(Ok(body)) => body.to_bytes(),
        Ok(Err(_)) => return Ok(plain(StatusCode::PAYLOAD_TOO_LARGE, "The request is too long, or broke off.")),
        Err(_) => return Err(Closed),
    };
    let form = if posted { &body[..] } else { head.uri.query().unwrap_or_default().as_bytes() };
    let asked = Asked {
        params: Params::parse(form),
        languages: text(header::ACCEPT_LANGUAGE).to_owned(),
        authorization: head
            .headers
            .get(header::AUTHORIZATION)
            .map(|v| String::from_utf8_lossy(v.as_bytes()).into_owned()),
        is_form: text(header::CONTENT_TYPE)
            .split(';')
            .next()
            .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded")),
    };
    let method = if head.method == Method::HEAD { Method::GET } else { head.method };
    route(world, &method, head.uri.path(), &asked).await
}

/// Whether a host (with port) is this server, so that no other name leads a browser here (DNS rebinding).
fn is_ours(world: &World, host: &str) -> bool {
    let port = world.issuer.rsplit(':').next().unwrap_or_default();
    host.strip_suffix(port)
        .and_then(|rest| rest.strip_suffix(':'))
        .is_some_and(|name| name == super::ADDRESS || name.eq_ignore_ascii_case("localhost"))
}

async fn route(world: &World, method: &Method, path: &str, asked: &Asked) -> Result<Reply, Closed> {
    let get = method == Method::GET;
    let post = method == Method::POST;
    match path {
        "/" if get => Ok(pages::home(asked)),
        "/.well-known/openid-configuration" | "/.well-known/oauth-authorization-server" if get => {
            faulty(world, Route::Discovery, || discovery::document(world)).await
        }
        "/jwks" if get => Ok(json(StatusCode::OK, &world.signer.jwks())),
        "/authorize" if get || post => Ok(auth::authorize(world, asked)),
        "/sign-in" if post => Ok(auth::sign_in(world, asked)),
        "/token" if post => {
            world.count(|counters| counters.token_requests += 1);
            faulty(world, Route::Token, || token_endpoint::token(world, asked)).await
        }
        "/revoke" if post => faulty(world, Route::Revocation, || token_endpoint::revoke(world, asked)).await,
        "/userinfo" if get || post => faulty(world, Route::UserInfo, || token_endpoint::userinfo(world, asked)).await,
        "/device_authorization" if post => {
            faulty(world, Route::DeviceAuthorization, || device::authorization(world, asked)).await
        }
        "/device" if get => Ok(device::page(world, asked)),
        "/device" if post => Ok(device::answer(world, asked)),
        "/" | "/.well-known/openid-configuration" | "/.well-known/oauth-authorization-server" | "/jwks" => {
            Ok(not_allowed("GET"))
        }
        "/sign-in" | "/token" | "/revoke" | "/device_authorization" => Ok(not_allowed("POST")),
        "/authorize" | "/userinfo" | "/device" => Ok(not_allowed("GET, POST")),
        _ => Ok(plain(StatusCode::NOT_FOUND, "There is nothing here.")),
    }
}

/// Does the work, unless a test wants otherwise.
async fn faulty(world: &World, route: Route, work: impl FnOnce() -> Reply) -> Result<Reply, Closed> {
    let fault = world.knobs().take_fault(route);
    match fault {
        None => Ok(work()),
        Some(Fault::Answer { status, content_type, body }) => {
            let mut reply = Response::new(Full::new(Bytes::from(body)));
            *reply.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            if let Ok(kind) = HeaderValue::from_str(&content_type) {
                set(&mut reply, header::CONTENT_TYPE, kind);
            }
            Ok(reply)
        }
        Some(Fault::Later { status, retry_after }) => {
            let mut reply = plain(StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), "Later.");
            if let Ok(retry_after) = HeaderValue::from_str(&retry_after) {
                set(&mut reply, header::RETRY_AFTER, retry_after);
            }
            Ok(reply)
        }
        Some(Fault::Hang) => {
            tokio::time::sleep(HANG).await;
            Err(Closed)
        }
        Some(Fault::Close) => Err(Closed),
        Some(Fault::LoseAnswer) => {
            drop(work());
            Err(Closed)
        }
    }
}

/// Sets a header.
pub(super) fn set(reply: &mut Reply, name: HeaderName, value: HeaderValue) {
    let _before = reply.headers_mut().insert(name, value);
}

fn reply(status: StatusCode, kind: &'static str, body: String) -> Reply {
    let mut reply = Response::new(Full::new(Bytes::from(body)));
    *reply.status_mut() = status;
    set(&mut reply, header::CONTENT_TYPE, HeaderValue::from_static(kind));
    set(&mut reply, header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    set(&mut reply, header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    reply
}

fn plain(status: StatusCode, text: &str) -> Reply {
    reply(status, "text/plain; charset=utf-8", format!("{text}\n"))
}

fn not_allowed(methods: &'static str) -> Reply {
    let mut reply = plain(StatusCode::METHOD_NOT_ALLOWED, "This address is asked in another way.");
    set(&mut reply, header::ALLOW, HeaderValue::from_static(methods));
    reply
}

/// A JSON answer that nobody keeps (RFC 6749, 5.1).
pub(super) fn json(status: StatusCode, value: &Value) -> Reply {
    let mut reply = reply(status, "application/json", value.to_string());
    set(&mut reply, header::PRAGMA, HeaderValue::from_static("no-cache"));
    reply
}

/// An error of RFC 6749, 5.2.
pub(super) fn error(status: StatusCode, error: &str, description: &str) -> Reply {
    json(status, &serde_json::json!({ "error": error, "error_description": description }))
}

/// A page: no scripts, nothing from elsewhere, in no frame, and its address is told to nobody else.
pub(super) fn html(status: StatusCode, page: String) -> Reply {
    let mut reply = reply(status, "text/html; charset=utf-8", page);
    let policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";
    set(&mut reply, header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    set(&mut reply, header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    reply
}

/// Sends the browser elsewhere with a GET (303, RFC 9110, 15.4.4).
pub(super) fn redirect(to: &url::Url) -> Reply {
    let mut reply = plain(StatusCode::SEE_OTHER, "");
    if let Ok(to) = HeaderValue::from_str(to.as_str()) {
        set(&mut reply, header::LOCATION, to);
    }
    set(&mut reply, header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    reply
}
