//! Conversations in which everything goes well.

use mailkey::mail::Step;

use super::{Script, Turn, say};

const EHLO: &str =
    "250-mail.example.cz\r\n250-8BITMIME\r\n250-AUTH PLAIN LOGIN XOAUTH2 OAUTHBEARER\r\n250 SMTPUTF8\r\n";

pub fn greeting() -> Script {
    vec![(Step::Greeting, say("220 mail.example.cz ESMTP\r\n"))]
}

pub fn ehlo() -> Script {
    vec![(Step::Capabilities, Turn::Hear("EHLO [127.0.0.1]")), (Step::Capabilities, say(EHLO))]
}

pub fn starttls() -> Script {
    vec![
        (Step::Capabilities, Turn::Hear("EHLO ")),
        (Step::Capabilities, say("250-mail.example.cz\r\n250-AUTH PLAIN\r\n250 STARTTLS\r\n")),
        (Step::StartTls, Turn::Hear("STARTTLS")),
        (Step::StartTls, say("220 2.0.0 go ahead\r\n")),
        (Step::TlsHandshake, Turn::Tls),
    ]
}

pub fn smtp_oauth() -> Script {
    vec![
        (Step::Login, Turn::Hear("AUTH XOAUTH2")),
        (Step::Login, say("334 \r\n")),
        (Step::Login, Turn::Hear("dXNlcj1")),
        (Step::Login, say("235 2.7.0 welcome\r\n")),
    ]
}

pub fn smtp_login() -> Script {
    vec![
        (Step::Login, Turn::Hear("AUTH LOGIN")),
        (Step::Login, say("334 VXNlcm5hbWU6\r\n")),
        (Step::Login, Turn::Hear("cmVjZXBjZUBleGFtcGxlLmN6")),
        (Step::Login, say("334 UGFzc3dvcmQ6\r\n")),
        (Step::Login, Turn::Hear("")),
        (Step::Login, say("235 welcome\r\n")),
    ]
}

pub fn message() -> Script {
    vec![
        (Step::Sender, Turn::Hear("MAIL FROM:<recepce@example.cz>")),
        (Step::Sender, say("250 2.1.0 ok\r\n")),
        (Step::Recipient, Turn::Hear("RCPT TO:<to@example.org>")),
        (Step::Recipient, say("250 2.1.5 ok\r\n")),
        (Step::Data, Turn::Hear("DATA")),
        (Step::Data, say("354 go on\r\n")),
        (Step::Receipt, Turn::HearMessage),
        (Step::Receipt, say("250 2.0.0 Ok: queued as 4XyZ\r\n")),
    ]
}

/// A server that takes commands together: EHLO says so, and the answers come after the last.
pub fn smtp_together() -> Script {
    let ehlo = vec![
        (Step::Capabilities, Turn::Hear("EHLO ")),
        (Step::Capabilities, say("250-mail.example.cz\r\n250-PIPELINING\r\n250 AUTH XOAUTH2\r\n")),
    ];
    [
        greeting(),
        ehlo,
        smtp_oauth(),
        together("250 2.1.0 ok\r\n", "250 2.1.5 ok\r\n", "354 go on\r\n"),
        after_data(),
        quit(),
    ]
    .concat()
}

/// Sender, recipient and DATA together, and these answers.
pub fn together(sender: &str, recipient: &str, data: &str) -> Script {
    vec![
        (Step::Sender, Turn::Hear("MAIL FROM:<recepce@example.cz>")),
        (Step::Sender, Turn::Hear("RCPT TO:<to@example.org>")),
        (Step::Sender, Turn::Hear("DATA")),
        (Step::Sender, say(sender)),
        (Step::Recipient, say(recipient)),
        (Step::Data, say(data)),
    ]
}

fn after_data() -> Script {
    vec![(Step::Receipt, Turn::HearMessage), (Step::Receipt, say("250 2.0.0 Ok: queued as 4XyZ\r\n"))]
}

pub fn quit() -> Script {
    vec![(Step::Quit, Turn::Hear("QUIT")), (Step::Quit, say("221 bye\r\n"))]
}

/// Submission as Exchange and most others have it.
pub fn smtp() -> Script {
    [greeting(), starttls(), ehlo(), smtp_oauth(), message(), quit()].concat()
}

pub fn pop_greeting() -> Script {
    vec![(Step::Greeting, say("+OK ready\r\n"))]
}

pub fn capa(lines: &str) -> Script {
    vec![(Step::Capabilities, Turn::Hear("CAPA")), (Step::Capabilities, say(format!("+OK\r\n{lines}.\r\n")))]
}

pub fn stls() -> Script {
    let mut script = capa("STLS\r\nUSER\r\n");
    script.extend([
        (Step::StartTls, Turn::Hear("STLS")),
        (Step::StartTls, say("+OK begin\r\n")),
        (Step::TlsHandshake, Turn::Tls),
    ]);
    script
}

pub fn pop_oauth() -> Script {
    vec![
        (Step::Login, Turn::Hear("AUTH XOAUTH2")),
        (Step::Login, say("+ \r\n")),
        (Step::Login, Turn::Hear("dXNlcj1")),
        (Step::Login, say("+OK logged in\r\n")),
    ]
}

pub fn user_pass() -> Script {
    vec![
        (Step::Login, Turn::Hear("USER recepce@example.cz")),
        (Step::Login, say("+OK\r\n")),
        (Step::Login, Turn::Hear("PASS příliš-tajné heslo")),
        (Step::Login, say("+OK\r\n")),
    ]
}

pub fn stat(messages: u32) -> Script {
    vec![(Step::Mailbox, Turn::Hear("STAT")), (Step::Mailbox, say(format!("+OK {messages} 4321\r\n")))]
}

/// Two messages, `LIST` and `command` (TOP or RETR) one after the other.
pub fn two_messages(command: &'static str) -> Script {
    vec![
        (Step::List, Turn::Hear("LIST 2")),
        (Step::List, say("+OK 2 200\r\n")),
        (Step::List, Turn::Hear("LIST 1")),
        (Step::List, say("+OK 1 100\r\n")),
        (Step::Headers, Turn::Hear(command)),
        (Step::Headers, say("+OK\r\nFrom: Second <b@example.cz>\r\nSubject: two\r\n\r\n.\r\n")),
        (Step::Headers, Turn::Hear(command)),
        (Step::Headers, say("+OK\r\nSubject: one\r\nX: y\r\n..dot\r\n\r\n.\r\n")),
    ]
}

pub fn pop_quit() -> Script {
    vec![(Step::Quit, Turn::Hear("QUIT")), (Step::Quit, say("+OK\r\n"))]
}

/// A mailbox as Exchange and Dovecot have it.
pub fn pop() -> Script {
    let after_tls = capa("TOP\r\nUSER\r\nSASL PLAIN XOAUTH2\r\n");
    [pop_greeting(), stls(), after_tls, pop_oauth(), stat(2), two_messages("TOP "), pop_quit()].concat()
}

/// A mailbox whose server takes questions together.
pub fn pop_together() -> Script {
    let list = [
        (Step::List, Turn::Hear("LIST 2")),
        (Step::List, Turn::Hear("LIST 1")),
        (Step::List, say("+OK 2 200\r\n")),
        (Step::List, say("+OK 1 100\r\n")),
        (Step::Headers, Turn::Hear("TOP 2 0")),
        (Step::Headers, Turn::Hear("TOP 1 0")),
        (Step::Headers, say("+OK\r\nSubject: two\r\n\r\n.\r\n")),
        (Step::Headers, say("+OK\r\nSubject: one\r\n\r\n.\r\n")),
    ];
    let offered = capa("TOP\r\nPIPELINING\r\nSASL XOAUTH2\r\n");
    [pop_greeting(), offered, pop_oauth(), stat(2), list.to_vec(), pop_quit()].concat()
}

/// An old server: no CAPA, no TOP, a password.
pub fn old_pop() -> Script {
    let mut script = pop_greeting();
    script.extend([(Step::Capabilities, Turn::Hear("CAPA")), (Step::Capabilities, say("-ERR what?\r\n"))]);
    script.extend(user_pass());
    script.extend(stat(1));
    script.extend([
        (Step::List, Turn::Hear("LIST 1")),
        (Step::List, say("+OK 1 100\r\n")),
        (Step::Headers, Turn::Hear("TOP 1 0")),
        (Step::Headers, say("-ERR what?\r\n")),
        (Step::Headers, Turn::Hear("RETR 1")),
        (Step::Headers, say("+OK\r\nSubject: whole\r\n\r\nbody\r\n.\r\n")),
    ]);
    script.extend(pop_quit());
    script
}
