//! POP3 after the login.

use mailkey::chain::Link;
use mailkey::demo::MailFault::{Close, Garbage, Hang};
use mailkey::demo::MailStep::{Quit, Stat, Uidl};

use crate::case::{Case, FINE, at, say};

pub fn cases() -> Vec<Case> {
    let pop = |wrong| Case::pop(wrong, Link::Command, "", FINE);
    vec![
        pop(say(Stat, "-ERR [SYS/TEMP] Mailbox cannot be opened now")),
        pop(say(Stat, "-ERR [SYS/PERM] Internal error")),
        pop(say(Stat, "-ERR [IN-USE] The mailbox is locked")),
        pop(say(Stat, "-ERR What?")),
        pop(say(Stat, "+OK many")),
        pop(at(Stat, Hang)),
        pop(at(Stat, Close)),
        pop(at(Stat, Garbage)),
        pop(at(Uidl, Hang)),
        pop(at(Uidl, Close)),
        pop(at(Uidl, Garbage)),
    ]
}

/// These are no failures.
pub fn harmless() -> Vec<Case> {
    let pop = |wrong| Case::pop(wrong, Link::Command, "", FINE);
    vec![pop(say(Uidl, "-ERR Unknown command")), pop(at(Quit, Hang)), pop(at(Quit, Close)), pop(say(Quit, "-ERR no"))]
}
