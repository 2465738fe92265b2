//! SMTP after the login: the envelope, the message, its arrival.

use mailkey::account::Settings;
use mailkey::chain::Link;
use mailkey::demo::MailFault::{Close, EndlessLine, Garbage, Hang, HttpPage};
use mailkey::demo::MailStep::{Data, Login, Mail, Message, Quit, Rcpt, Rset, Stat};
use mailkey::demo::{MailFault, Practice};

use crate::case::Wrong::{Beyond, Settings as Set};
use crate::case::{Case, FINE, at, bytes, say};

fn other_sender(settings: &mut Settings, _: &Practice) {
    settings.smtp.sender_address = "sklad@cviceni.test".parse().ok();
}

pub fn cases() -> Vec<Case> {
    let command = |step, line, id| Case::smtp(say(step, line), Link::Command, id, FINE);
    let message = |step, line, id| Case::message(say(step, line), Link::Message, id, FINE);
    let perhaps = |wrong| Case::message(wrong, Link::Message, "sent-perhaps", FINE);
    vec![
        Case::smtp(Set("a sender who is not the account", other_sender), Link::Command, "smtp-sender-not-owned", FINE),
        command(Mail, "550 5.7.60 SMTP; Client does not have permissions to send as this sender", "send-as-denied"),
        command(
            Mail,
            "553 5.7.1 <sklad@cviceni.test>: Sender address rejected: not owned by user recepce@cviceni.test",
            "smtp-sender-not-owned",
        ),
        command(Mail, "530 5.7.57 Client not authenticated to send mail. Error: 535 5.7.3", "smtp-sending-not-allowed"),
        command(Mail, "552 5.3.4 Message size exceeds fixed limit", "smtp-too-big"),
        command(Mail, "451 4.3.0 Error: queue file write error", "temporary"),
        command(Mail, "452 4.3.1 Insufficient system storage", "smtp-server-full"),
        command(Mail, "421 4.7.66 Service unavailable", "temporary"),
        command(Mail, "550 5.1.8 Access denied, bad outbound sender", "smtp-bad-sender"),
        command(Mail, "501 5.1.7 Bad sender address syntax", "smtp-sender-syntax"),
        Case::smtp(at(Mail, Hang), Link::Command, "timed-out", FINE),
        Case::smtp(at(Mail, Close), Link::Command, "closed", FINE),
        Case::smtp(at(Mail, Garbage), Link::Command, "not-understood", FINE),
        command(
            Rcpt,
            "550 5.1.1 <recepce@cviceni.test>: Recipient address rejected: User unknown in virtual mailbox table",
            "smtp-recipient-unknown",
        ),
        command(Rcpt, "550 5.7.1 Unable to relay", "smtp-sending-not-allowed"),
        command(Rcpt, "554 5.7.1 <recepce@cviceni.test>: Relay access denied", "smtp-sending-not-allowed"),
        command(Rcpt, "450 4.2.0 <recepce@cviceni.test>: Recipient address rejected: Greylisted", "smtp-greylisted"),
        command(Rcpt, "451 4.7.1 Greylisting in action, please come back later", "smtp-greylisted"),
        command(Rcpt, "452 4.2.2 The email account that you tried to reach is over quota", "smtp-recipient-full"),
        command(Rcpt, "552 5.2.2 Mailbox full", "smtp-recipient-full"),
        command(
            Rcpt,
            "550 5.7.1 Service unavailable, Client host [192.0.2.1] blocked using Spamhaus",
            "smtp-blocklisted",
        ),
        Case::smtp(at(Rcpt, Hang), Link::Command, "timed-out", FINE),
        Case::smtp(at(Rcpt, Close), Link::Command, "closed", FINE),
        Case::smtp(at(Rcpt, Garbage), Link::Command, "not-understood", FINE),
        command(Rset, "500 5.5.2 What?", "reply"),
        Case::smtp(at(Rset, Close), Link::Command, "closed", FINE),
        message(Data, "554 5.5.1 Error: no valid recipients", "smtp-message-refused"),
        message(Data, "451 4.3.0 Temporary lookup failure", "temporary"),
        Case::message(at(Data, Hang), Link::Message, "timed-out", FINE),
        Case::message(at(Data, Close), Link::Message, "closed", FINE),
        message(
            Message,
            "554 5.2.252 SendAsDenied; recepce@cviceni.test not allowed to send as sklad@cviceni.test",
            "send-as-denied",
        ),
        message(Message, "552 5.2.2 Mailbox full", "smtp-recipient-full"),
        message(Message, "552 5.3.4 Message size exceeds fixed maximum message size", "smtp-too-big"),
        message(Message, "452 4.2.2 The mailbox is full", "smtp-recipient-full"),
        message(Message, "554 5.7.1 Message rejected as spam", "smtp-message-refused"),
        message(
            Message,
            "550 5.7.1 [192.0.2.1] Our system has detected that this message is likely unsolicited mail.",
            "smtp-message-refused",
        ),
        message(Message, "451 4.7.0 Try again later", "temporary"),
        message(
            Message,
            "554 5.2.0 STOREDRV.Submission.Exception:OutboundSpamException; Failed to process message",
            "smtp-verify-outlook",
        ),
        // The message is out by then, and nobody knows what became of it.
        perhaps(at(Message, Hang)),
        perhaps(at(Message, Close)),
        perhaps(at(Message, Garbage)),
        perhaps(at(Message, EndlessLine)),
        perhaps(at(Message, HttpPage)),
        perhaps(bytes(Message, b"250-2.0.0 Ok: half an answer\r\n")),
        perhaps(say(Message, "354 go on and on")),
        // Taken over, and then somebody else's failure: the mailbox cannot be looked into.
        Case::message(
            Beyond(Login, MailFault::Say("-ERR [SYS/PERM] POP access disabled".into())),
            Link::Arrival,
            "pop-server-broken",
            FINE,
        ),
        Case::message(Beyond(Stat, MailFault::Close), Link::Arrival, "closed", FINE),
    ]
}

/// These are no failures: the work is done by then, or nothing was to be done.
pub fn harmless() -> Vec<Case> {
    let ends = |wrong| Case::smtp(wrong, Link::Command, "", FINE);
    vec![ends(at(Quit, Hang)), ends(at(Quit, Close)), ends(say(Quit, "500 5.5.2 What?"))]
}
