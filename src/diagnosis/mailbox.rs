//! What the errors of mail servers show of themselves.
//!
//! Protects: nothing beyond what the error holds, which is free of secrets. Leaves to others: the rest
//! ([`super::symptom`]).

use super::kind::Kind;
use super::symptom::{Arg, Symptom};
use crate::mail::{Cause, MailError, Step, TlsFailure};

impl From<&MailError> for Symptom {
    fn from(error: &MailError) -> Self {
        let (host, port) = split(&error.server);
        let mut symptom = caused(&error.cause)
            .with("server", error.server.as_str())
            .with("host", host)
            .with("step", Arg::Step(error.step));
        symptom.protocol = Some(error.protocol);
        symptom.link = Some(error.step.link());
        symptom.step = Some(error.step);
        symptom.host = host.to_owned();
        symptom.port = port;
        symptom
    }
}

/// `host:port`, where an IPv6 address has brackets.
fn split(server: &str) -> (&str, Option<u16>) {
    match server.rsplit_once(':').map(|(host, port)| (host, port.parse())) {
        Some((host, Ok(port))) => (host.trim_start_matches('[').trim_end_matches(']'), Some(port)),
        _ => (server, None),
    }
}

fn caused(cause: &Cause) -> Symptom {
    let new = Symptom::new;
    match cause {
        Cause::NameNotFound(_) => new(Kind::NameNotFound),
        Cause::Unreachable(reason) => new(Kind::Unreachable).because(reason),
        Cause::Refused => new(Kind::ConnectionRefused),
        Cause::TimedOut(limit) => new(Kind::TimedOut).with("seconds", Arg::Number(limit.seconds().into())),
        Cause::Closed => new(Kind::Closed),
        Cause::Tls(failure) => tls(failure),
        Cause::Rejected(reply) => {
            let mut symptom = new(Kind::Reply).coded(reply.code.as_str()).said(reply.to_string());
            symptom = symptom.with("code", reply.code.as_str());
            symptom.enhanced = reply.enhanced().unwrap_or_default().to_owned();
            symptom.text.clone_from(&reply.text);
            if let Some(challenge) = &reply.challenge {
                symptom.text.push(' ');
                symptom.text.push_str(challenge);
            }
            symptom
        }
        Cause::NoStartTls => new(Kind::NoStartTls),
        Cause::Unprotected => new(Kind::Unprotected),
        Cause::NoCommonMechanism { offered } => {
            let offered = offered.join(", ");
            let mut symptom = new(Kind::NoMechanism).with("offered", offered.as_str());
            symptom.text = offered;
            symptom
        }
        Cause::NotSupported(what) => new(Kind::NotSupported).coded(*what).with("what", *what),
        Cause::ControlCharacter => new(Kind::ControlCharacter),
        Cause::LeftoverPlaintext => new(Kind::Injected),
        Cause::Malformed => new(Kind::Malformed),
        Cause::TooLong => new(Kind::TooLong),
    }
}

fn tls(failure: &TlsFailure) -> Symptom {
    match failure {
        TlsFailure::UnknownIssuer => Symptom::new(Kind::TlsIssuer),
        TlsFailure::WrongName => Symptom::new(Kind::TlsName),
        TlsFailure::Expired => Symptom::new(Kind::TlsExpired),
        TlsFailure::NotYetValid => Symptom::new(Kind::TlsNotYet),
        TlsFailure::Revoked => Symptom::new(Kind::TlsRevoked),
        TlsFailure::NotTls => Symptom::new(Kind::TlsNotTls),
        TlsFailure::Other(reason) => Symptom::new(Kind::TlsOther).because(reason),
    }
}

/// A step's word in the table.
pub(super) fn word(step: Step) -> &'static str {
    match step {
        Step::Resolve => "resolve",
        Step::Connect => "connect",
        Step::TlsHandshake => "tls",
        Step::Greeting => "greeting",
        Step::Capabilities => "capabilities",
        Step::StartTls => "starttls",
        Step::Login => "login",
        Step::Sender => "sender",
        Step::Recipient => "recipient",
        Step::Reset => "reset",
        Step::Data => "data",
        Step::Mailbox => "mailbox",
        Step::List => "list",
        Step::Headers => "headers",
        Step::Quit => "quit",
    }
}
