//! POP3 after the login.

use mailkey::chain::Link;
use mailkey::demo::MailFault::{Close, Garbage, Hang};
use mailkey::demo::MailStep::{Quit, Stat, Uidl};

use crate::case::{Case, FINE, at, say};

pub fn cases() -> Vec<Case> {
    let pop = |wrong, id| Case::pop(wrong, Link::Command, id, FINE);
    vec![
        pop(say(Stat, "-ERR [SYS/TEMP] Mailbox cannot be opened now"), "pop-mailbox-temporary"),
        pop(say(Stat, "-ERR [SYS/PERM] Internal error"), "pop-server-broken"),
        pop(say(Stat, "-ERR [IN-USE] The mailbox is locked"), "pop-in-use"),
        pop(say(Stat, "-ERR What?"), "pop-mailbox"),
        pop(say(Stat, "+OK many"), "not-understood"),
        pop(at(Stat, Hang), "timed-out"),
        pop(at(Stat, Close), "closed"),
        pop(at(Stat, Garbage), "not-understood"),
        pop(at(Uidl, Hang), "timed-out"),
        pop(at(Uidl, Close), "closed"),
        pop(at(Uidl, Garbage), "not-understood"),
    ]
}

/// These are no failures.
pub fn harmless() -> Vec<Case> {
    let pop = |wrong| Case::pop(wrong, Link::Command, "", FINE);
    vec![pop(say(Uidl, "-ERR Unknown command")), pop(at(Quit, Hang)), pop(at(Quit, Close)), pop(say(Quit, "-ERR no"))]
}
