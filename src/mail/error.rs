//! What can go wrong between Mailkey and a mail server, as types.
//!
//! Protects: every failure says at which server, at which step and why, so that a person can be told the cause; no
//! secret is in any of it (a server's own words come through [`Reply`], which is cleaned). Leaves to others: the words
//! for people (`crate::words`) and what to do about it (`crate::engine`).

use std::fmt;
use std::io;

use super::MailError;
use super::reply::{Reply, tidy};
use super::tls_failure::{self, TlsFailure};
use crate::account::Timeout;
use crate::chain::Link;
use crate::system;

impl MailError {
    /// Whether the server turned the login down for good: the token or password may be wrong. Not so for answers that
    /// mean "not now" (4xx, `[SYS/TEMP]`, `[IN-USE]`, `[LOGIN-DELAY]`) or "I do not know this command".
    #[must_use]
    pub fn is_login_refused(&self) -> bool {
        match (&self.step, &self.cause) {
            (Step::Login, Cause::Rejected(reply)) => reply.refuses_login(),
            _ => false,
        }
    }

    /// Whether a second server may be tried: this one could not be reached, or went silent before it could have taken
    /// a message over. Never after an answer, and never after a certificate that failed its check.
    #[must_use]
    pub fn may_try_next_server(&self) -> bool {
        match self.cause {
            Cause::NameNotFound(_) | Cause::Unreachable(_) | Cause::Refused => self.step <= Step::Connect,
            // A load balancer with nobody behind it accepts and closes.
            Cause::Closed => self.step <= Step::Greeting,
            // After DATA the message may have been accepted: a second server would send it twice.
            Cause::TimedOut(_) => self.step < Step::Data,
            _ => false,
        }
    }

    /// Whether the server may have taken a message over, and sent it on, without saying so: whoever sends it again may
    /// send it twice (RFC 1047).
    #[must_use]
    pub fn may_have_sent(&self) -> bool {
        self.step == Step::Receipt && !matches!(self.cause, Cause::Rejected(_))
    }
}

/// The steps of a mail session, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// The name look-up.
    Resolve,
    /// The TCP connection.
    Connect,
    /// The TLS handshake, whether from the first byte or after STARTTLS/STLS.
    TlsHandshake,
    /// The server's first line.
    Greeting,
    /// EHLO or CAPA.
    Capabilities,
    /// STARTTLS or STLS.
    StartTls,
    /// AUTH, or USER and PASS.
    Login,
    /// MAIL FROM.
    Sender,
    /// RCPT TO.
    Recipient,
    /// RSET, after sender and recipient were tried.
    Reset,
    /// DATA, the message, and a refusal of it.
    Data,
    /// The server's word that it took the message, all of which is out by then.
    Receipt,
    /// STAT.
    Mailbox,
    /// LIST or UIDL.
    List,
    /// TOP or RETR.
    Headers,
    /// QUIT. Its failure is no error today; the step is named for the log.
    Quit,
}

impl Step {
    /// The link of the chain that a failure at this step is about. MAIL FROM is about the command after the login, also
    /// where a message is being sent.
    #[must_use]
    pub fn link(self) -> Link {
        match self {
            Self::Resolve => Link::Name,
            Self::Connect => Link::Connect,
            Self::TlsHandshake | Self::StartTls => Link::Tls,
            Self::Greeting => Link::Greeting,
            Self::Capabilities => Link::Capabilities,
            Self::Login => Link::Login,
            Self::Sender | Self::Recipient | Self::Reset => Link::Command,
            Self::Mailbox | Self::List | Self::Headers | Self::Quit => Link::Command,
            Self::Data | Self::Receipt => Link::Message,
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Resolve => "name look-up",
            Self::Connect => "connecting",
            Self::TlsHandshake => "TLS handshake",
            Self::Greeting => "greeting",
            Self::Capabilities => "capabilities",
            Self::StartTls => "STARTTLS",
            Self::Login => "login",
            Self::Sender => "sender",
            Self::Recipient => "recipient",
            Self::Reset => "reset",
            Self::Data => "message",
            Self::Receipt => "receipt of the message",
            Self::Mailbox => "mailbox",
            Self::List => "list of messages",
            Self::Headers => "message headers",
            Self::Quit => "end of session",
        })
    }
}

/// Why a step failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Cause {
    /// No address is known for this host name (also when no name server can be asked).
    #[error("no address was found for {0}")]
    NameNotFound(String),
    /// No way to the server, or the network failed; what the system said.
    #[error("the server cannot be reached: {0}")]
    Unreachable(String),
    /// The host answered that nothing listens at this port.
    #[error("the connection was refused: nothing listens at this port")]
    Refused,
    /// No (complete) answer within the time limit.
    #[error("no answer within {} seconds", .0.seconds())]
    TimedOut(Timeout),
    /// The server closed the connection without an answer.
    #[error("the server closed the connection")]
    Closed,
    /// The protected connection could not be made, or broke.
    #[error("no protected connection: {0}")]
    Tls(TlsFailure),
    /// The server said no.
    #[error("the server refused: {0}")]
    Rejected(Reply),
    /// STARTTLS (STLS) is wanted and not offered.
    #[error("the server does not offer STARTTLS/STLS at this port")]
    NoStartTls,
    /// A secret was about to be sent without TLS to another computer.
    #[error("a token or password is only sent over TLS")]
    Unprotected,
    /// The server offers no way to log in that Mailkey can use here.
    #[error("the server offers no usable login method (offered: {})", if offered.is_empty() { "none".to_owned() } else { offered.join(", ") })]
    NoCommonMechanism {
        /// What it offers (SASL names, `USER` for POP3's own).
        offered: Vec<String>,
    },
    /// The server lacks an extension that this message needs (`SMTPUTF8`, `8BITMIME`).
    #[error("the server does not support {0}, which this message needs")]
    NotSupported(&'static str),
    /// The user name or the secret has a control character in it, so it cannot be sent.
    #[error("the user name, password or token contains a line break or another control character")]
    ControlCharacter,
    /// More bytes after STARTTLS/STLS than its answer: somebody on the way may be injecting text (CVE-2011-0411, the client's side).
    #[error("the server sent plain text where the protected connection had to begin")]
    LeftoverPlaintext,
    /// Not the language of this protocol.
    #[error("the answer is not understandable; perhaps this is another kind of server")]
    Malformed,
    /// A port at which TLS is spoken from the first byte was spoken to in plain text.
    #[error("this port speaks TLS from the first byte")]
    SpeaksTls,
    /// A web server or HTTP proxy answered: another port, or a network that wants a sign-in first (a captive portal).
    #[error("a web server answered: {line}")]
    Http {
        /// Its first line, tidied.
        line: String,
        /// Where it leads (its Location field), tidied.
        location: Option<String>,
    },
    /// The first line is another protocol's.
    #[error("{0} is spoken at this port")]
    OtherProtocol(&'static str),
    /// A line or an answer longer than any real one.
    #[error("the answer is far too long")]
    TooLong,
}

impl From<io::Error> for Cause {
    fn from(error: io::Error) -> Self {
        if let Some(tls) = tls_failure::inside(&error) {
            return Self::Tls(TlsFailure::of(tls, None));
        }
        match error.kind() {
            io::ErrorKind::ConnectionRefused => Self::Refused,
            io::ErrorKind::UnexpectedEof
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe
            | io::ErrorKind::NotConnected => Self::Closed,
            _ => Self::Unreachable(tidy(&system::reason(&error))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Protocol;

    fn error(step: Step, cause: Cause) -> MailError {
        MailError::new(Protocol::Smtp, "mail.example.com:587", step, cause)
    }

    fn rejected(code: &str) -> Cause {
        Cause::Rejected(Reply { code: code.into(), text: String::new(), challenge: None })
    }

    #[test]
    fn only_a_final_answer_to_the_login_is_a_refusal() {
        for code in ["535", "534", "530", "550", "554", "-ERR", "[AUTH]"] {
            assert!(error(Step::Login, rejected(code)).is_login_refused(), "{code}");
        }
        for code in ["421", "432", "451", "454", "500", "504", "[SYS/TEMP]", "[SYS/PERM]", "[IN-USE]", "[LOGIN-DELAY]"]
        {
            assert!(!error(Step::Login, rejected(code)).is_login_refused(), "{code}");
        }
        assert!(!error(Step::Sender, rejected("550")).is_login_refused());
        assert!(!error(Step::Login, Cause::Closed).is_login_refused());
    }

    #[test]
    fn a_second_server_only_without_an_answer_and_never_after_data() {
        let late = || Cause::TimedOut(Timeout::default());
        for (step, cause) in [
            (Step::Resolve, Cause::NameNotFound("mail.example.com".into())),
            (Step::Connect, Cause::Unreachable("no route".into())),
            (Step::Connect, Cause::Refused),
            (Step::Connect, late()),
            (Step::TlsHandshake, late()),
            (Step::Greeting, late()),
            (Step::Greeting, Cause::Closed),
            (Step::Login, late()),
        ] {
            assert!(error(step, cause.clone()).may_try_next_server(), "{step} {cause}");
        }
        for (step, cause) in [
            (Step::Login, rejected("535")),
            (Step::Login, rejected("451")),
            (Step::Login, Cause::Closed),
            (Step::TlsHandshake, Cause::Tls(TlsFailure::WrongName(None))),
            (Step::StartTls, Cause::NoStartTls),
            (Step::Data, late()),
            (Step::Data, Cause::Unreachable("network is down".into())),
            (Step::Receipt, late()),
            (Step::Receipt, Cause::Closed),
        ] {
            assert!(!error(step, cause.clone()).may_try_next_server(), "{step} {cause}");
        }
    }

    #[test]
    fn only_what_was_handed_over_whole_and_not_refused_may_have_been_sent() {
        for cause in [Cause::Closed, Cause::Malformed, Cause::TimedOut(Timeout::default())] {
            assert!(error(Step::Receipt, cause.clone()).may_have_sent(), "{cause}");
            assert!(!error(Step::Data, cause.clone()).may_have_sent(), "{cause}");
        }
        assert!(!error(Step::Receipt, rejected("554")).may_have_sent());
    }

    #[test]
    fn errors_can_travel() {
        fn travels<T: Send + Sync + Clone + 'static>() {}
        travels::<MailError>();
    }
}
