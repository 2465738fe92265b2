//! The mail servers' failures in words. Replies: `shared/facts/providers.md`, "Replies at login, and what they mean".

use super::{Explanation, protocol_name, say};
use crate::account::Protocol;
use crate::i18n::Lang;
use crate::mail::{Cause, MailError, Reply, Step, TlsFailure};
use crate::tr;

pub fn explain(error: &MailError, lang: Lang) -> Explanation {
    let server = error.server.clone();
    match &error.cause {
        Cause::NameNotFound(host) => say(tr!(lang, "mail-name", host = host.clone()), tr!(lang, "mail-name-cure")),
        Cause::Unreachable(reason) => {
            say(tr!(lang, "mail-unreachable", server = server, reason = reason.clone()), tr!(lang, "err-network-cure"))
        }
        Cause::Refused => say(tr!(lang, "mail-refused", server = server), tr!(lang, "mail-refused-cure")),
        Cause::TimedOut(limit) => say(
            tr!(lang, "mail-timeout", server = server, seconds = limit.seconds(), step = step(error.step, lang)),
            tr!(lang, "mail-timeout-cure"),
        ),
        Cause::Closed => {
            say(tr!(lang, "mail-closed", server = server, step = step(error.step, lang)), tr!(lang, "mail-closed-cure"))
        }
        Cause::Tls(failure) => tls(&server, failure, lang),
        Cause::Rejected(reply) => rejected(error, reply, lang),
        Cause::NoStartTls => say(tr!(lang, "mail-no-starttls", server = server), tr!(lang, "mail-no-starttls-cure")),
        Cause::Unprotected => say(tr!(lang, "rule-tls-off"), tr!(lang, "rule-tls-off-cure")),
        Cause::NoCommonMechanism { offered } => say(
            tr!(lang, "mail-no-mechanism", server = server, offered = offered.join(", ")),
            tr!(lang, "mail-no-mechanism-cure"),
        ),
        Cause::NotSupported(extension) => say(
            tr!(lang, "mail-not-supported", server = server, what = extension.to_string()),
            tr!(lang, "mail-not-supported-cure"),
        ),
        Cause::ControlCharacter => say(tr!(lang, "mail-control"), tr!(lang, "mail-control-cure")),
        Cause::LeftoverPlaintext => say(tr!(lang, "mail-injected", server = server), tr!(lang, "mail-injected-cure")),
        Cause::SpeaksTls => say(tr!(lang, "mail-speaks-tls", server = server), tr!(lang, "mail-speaks-tls-cure")),
        Cause::Http { line, .. } => {
            say(tr!(lang, "mail-http", server = server, text = line.clone()), tr!(lang, "mail-http-cure"))
        }
        Cause::OtherProtocol(name) => {
            let name = (*name).to_owned();
            say(tr!(lang, "mail-other-protocol", server = server, name = name), tr!(lang, "mail-other-protocol-cure"))
        }
        Cause::Malformed | Cause::TooLong => say(
            tr!(lang, "mail-strange", server = server, step = step(error.step, lang)),
            tr!(lang, "mail-strange-cure"),
        ),
    }
}

fn step(step: Step, lang: Lang) -> String {
    match step {
        Step::Resolve => tr!(lang, "step-resolve"),
        Step::Connect => tr!(lang, "step-connect"),
        Step::TlsHandshake => tr!(lang, "step-tls"),
        Step::Greeting => tr!(lang, "step-greeting"),
        Step::Capabilities => tr!(lang, "step-capabilities"),
        Step::StartTls => tr!(lang, "step-starttls"),
        Step::Login => tr!(lang, "step-login"),
        Step::Sender => tr!(lang, "step-sender"),
        Step::Recipient | Step::Reset => tr!(lang, "step-recipient"),
        Step::Data => tr!(lang, "step-data"),
        Step::Mailbox | Step::List | Step::Headers => tr!(lang, "step-mailbox"),
        Step::Quit => tr!(lang, "step-quit"),
    }
}

fn tls(server: &str, failure: &TlsFailure, lang: Lang) -> Explanation {
    let server = server.to_owned();
    match failure {
        TlsFailure::UnknownIssuer(_) | TlsFailure::SelfSigned(_) => {
            say(tr!(lang, "tls-issuer", server = server), tr!(lang, "err-tls-cure"))
        }
        TlsFailure::Intercepted { by, .. } => {
            let by = (*by).to_owned();
            say(
                tr!(lang, "tls-intercepted", server = server, name = by.clone()),
                tr!(lang, "tls-intercepted-cure", name = by),
            )
        }
        TlsFailure::TooOld => say(tr!(lang, "tls-too-old", server = server), tr!(lang, "tls-admin-cure")),
        TlsFailure::WrongName(_) => say(tr!(lang, "tls-name", server = server), tr!(lang, "tls-name-cure")),
        TlsFailure::Expired(_) => say(tr!(lang, "tls-expired", server = server), tr!(lang, "tls-time-cure")),
        TlsFailure::NotYetValid(_) => say(tr!(lang, "tls-not-yet", server = server), tr!(lang, "tls-time-cure")),
        TlsFailure::Revoked(_) => say(tr!(lang, "tls-revoked", server = server), tr!(lang, "tls-admin-cure")),
        TlsFailure::NotTls(_) => say(tr!(lang, "tls-not-tls", server = server), tr!(lang, "tls-not-tls-cure")),
        TlsFailure::Other(reason) => {
            say(tr!(lang, "tls-other", server = server, reason = reason.clone()), tr!(lang, "tls-admin-cure"))
        }
    }
}

fn rejected(error: &MailError, reply: &Reply, lang: Lang) -> Explanation {
    // The server's own words stay visible: they are what a search engine and the provider's support understand.
    let text = reply.to_string();
    let low = reply.text.to_lowercase();
    let enhanced = reply.enhanced().unwrap_or_default();
    let smtp = error.protocol == Protocol::Smtp;
    if reply.is_temporary() {
        return say(tr!(lang, "reply-temporary", text = text), tr!(lang, "reply-temporary-cure"));
    }
    if enhanced == "5.7.139" && low.contains("disabled") {
        let cure = if low.contains("tenant") {
            tr!(lang, "reply-smtp-off-tenant-cure")
        } else {
            tr!(lang, "reply-smtp-off-mailbox-cure")
        };
        return say(tr!(lang, "reply-smtp-off", text = text), cure);
    }
    if enhanced == "5.7.139" {
        return say(tr!(lang, "reply-policy", text = text), tr!(lang, "ms-policy-cure"));
    }
    if enhanced == "5.7.30" || low.contains("basic authentication is") {
        return say(tr!(lang, "reply-basic", text = text), tr!(lang, "reply-basic-cure"));
    }
    if low.contains("authenticated but not connected") {
        return say(tr!(lang, "reply-not-connected", text = text), tr!(lang, "reply-not-connected-cure"));
    }
    if matches!(enhanced, "5.7.60" | "5.2.252") || (smtp && reply.code == "553") || low.contains("send as") {
        return say(tr!(lang, "reply-send-as", text = text), tr!(lang, "reply-send-as-cure"));
    }
    match error.step {
        Step::Login => say(
            tr!(lang, "reply-login", protocol = protocol_name(error.protocol), text = text),
            if smtp { tr!(lang, "reply-login-smtp-cure") } else { tr!(lang, "reply-login-pop-cure") },
        ),
        Step::Recipient => say(tr!(lang, "reply-recipient", text = text), tr!(lang, "reply-recipient-cure")),
        other => say(
            tr!(lang, "reply-other", server = error.server.clone(), step = step(other, lang), text = text),
            tr!(lang, "reply-other-cure"),
        ),
    }
}
