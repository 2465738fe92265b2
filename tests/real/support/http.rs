//! Just enough HTTP for the stand's control port and for asking the authorization server as a resource server does.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use base64::Engine as _;
use serde_json::Value;

/// One request; the status and the JSON of the answer (`Null` where it has none).
///
/// # Panics
/// The server does not answer, or not with HTTP.
pub fn request(method: &str, url: &str, headers: &str, body: &str) -> (u16, Value) {
    let url = url::Url::parse(url).expect("the address is one");
    let host = format!("{}:{}", url.host_str().expect("a host"), url.port().expect("a port"));
    let mut socket = TcpStream::connect(&host).expect("the stand answers");
    socket.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout can be set");
    let target = &url[url::Position::BeforePath..url::Position::AfterQuery];
    // HTTP/1.0, so that the answer comes in one piece and ends with the connection.
    let text =
        format!("{method} {target} HTTP/1.0\r\nHost: {host}\r\n{headers}Content-Length: {}\r\n\r\n{body}", body.len());
    socket.write_all(text.as_bytes()).expect("the request can be sent");
    let mut answer = String::new();
    let _ = socket.read_to_string(&mut answer).expect("the answer can be read");
    let (head, body) = answer.split_once("\r\n\r\n").expect("an answer has a head");
    let status = head.split(' ').nth(1).and_then(|word| word.parse().ok()).expect("an answer has a status");
    (status, serde_json::from_str(body).unwrap_or(Value::Null))
}

/// The header for HTTP Basic authentication.
pub fn basic(user: &str, password: &str) -> String {
    let encoded = base64::engine::general_purpose::STANDARD.encode(format!("{user}:{password}"));
    format!("Authorization: Basic {encoded}\r\n")
}
