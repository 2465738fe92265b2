//! What the errors of mail servers show of themselves.
//!
//! Protects: nothing beyond what the error holds, which is free of secrets. Leaves to others: the rest
//! ([`super::symptom`]).

use super::kind::Kind;
use super::symptom::{Arg, Symptom};
use crate::chain::Certificate;
use crate::mail::{Cause, MailError, Step, TlsFailure};

/// How many of a certificate's names are told.
const NAMES: usize = 5;

impl From<&MailError> for Symptom {
    fn from(error: &MailError) -> Self {
        let (host, port) = split(&error.server);
        let mut symptom = caused(&error.cause);
        if error.may_have_sent() {
            symptom.kind = Kind::SentPerhaps;
            symptom = symptom.with("why", silence(&error.cause));
        }
        let mut symptom =
            symptom.with("server", error.server.as_str()).with("host", host).with("step", Arg::Step(error.step));
        symptom.protocol = Some(error.protocol);
        symptom.link = Some(error.step.link());
        symptom.step = Some(error.step);
        symptom.host = host.to_owned();
        symptom.port = port;
        symptom
    }
}

/// What came in place of the word that a message was taken; texts choose by it.
fn silence(cause: &Cause) -> &'static str {
    match cause {
        Cause::TimedOut(_) => "late",
        Cause::Closed | Cause::Unreachable(_) | Cause::Tls(_) => "none",
        _ => "odd",
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
            symptom = symptom.coded(if offered.is_empty() { "none" } else { "" });
            symptom.text = offered;
            symptom
        }
        Cause::NotSupported(what) => new(Kind::NotSupported).coded(*what).with("what", *what),
        Cause::ControlCharacter => new(Kind::ControlCharacter),
        Cause::LeftoverPlaintext => new(Kind::Injected),
        Cause::SpeaksTls => new(Kind::SpeaksTls),
        Cause::Http { line, location } => {
            let leads = location.as_deref().map(|location| format!(" → {location}")).unwrap_or_default();
            new(Kind::HttpAnswer).heard(format!("{line}{leads}"))
        }
        Cause::OtherProtocol(name) => new(Kind::OtherProtocol).coded(*name).with("name", *name),
        Cause::Malformed => new(Kind::Malformed),
        Cause::TooLong => new(Kind::TooLong),
    }
}

fn tls(failure: &TlsFailure) -> Symptom {
    match failure {
        TlsFailure::UnknownIssuer(certificate) => shown(Kind::TlsIssuer, certificate.as_deref()),
        TlsFailure::SelfSigned(certificate) => shown(Kind::TlsSelfSigned, certificate.as_deref()),
        TlsFailure::Intercepted { by, certificate } => {
            shown(Kind::TlsIntercepted, certificate.as_deref()).coded(*by).with("name", *by)
        }
        TlsFailure::WrongName(certificate) => shown(Kind::TlsName, certificate.as_deref()),
        TlsFailure::Expired(certificate) => shown(Kind::TlsExpired, certificate.as_deref()),
        TlsFailure::NotYetValid(certificate) => shown(Kind::TlsNotYet, certificate.as_deref()),
        TlsFailure::Revoked(certificate) => shown(Kind::TlsRevoked, certificate.as_deref()),
        TlsFailure::TooOld => Symptom::new(Kind::TlsTooOld),
        TlsFailure::NotTls(said) if said.is_empty() => Symptom::new(Kind::TlsNotTls),
        TlsFailure::NotTls(said) => Symptom::new(Kind::TlsNotTls).heard(said.clone()),
        TlsFailure::Other(reason) => Symptom::new(Kind::TlsOther).only_because(reason),
    }
}

/// What a certificate says of itself; `none` stands where it could not be read, since texts can choose by a word only.
fn shown(kind: Kind, certificate: Option<&Certificate>) -> Symptom {
    let none = || Arg::from("none");
    let symptom = Symptom::new(kind);
    let Some(certificate) = certificate else {
        return ["subject", "issuer", "names", "until", "since"]
            .into_iter()
            .fold(symptom, |symptom, name| symptom.with(name, none()));
    };
    let or_none = |text: String| if text.is_empty() { none() } else { Arg::Text(text) };
    let mut names = certificate.names.iter().take(NAMES).cloned().collect::<Vec<_>>().join(", ");
    if certificate.names.len() > NAMES {
        names.push_str(", …");
    }
    symptom
        .with("subject", or_none(certificate.subject.clone()))
        .with("issuer", or_none(certificate.issuer.clone()))
        .with("names", or_none(names))
        .with("until", Arg::Day(certificate.not_after))
        .with("since", Arg::Day(certificate.not_before))
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
        Step::Receipt => "receipt",
        Step::Mailbox => "mailbox",
        Step::List => "list",
        Step::Headers => "headers",
        Step::Quit => "quit",
    }
}
