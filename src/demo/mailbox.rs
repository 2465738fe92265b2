//! The practice mailboxes: what SMTP delivers and POP3 gives out.
//!
//! Protects: a message is kept as it came, only with lines that end in CRLF; a full mailbox refuses instead of growing
//! or losing something. Leaves to others: who may read and write.

use std::collections::VecDeque;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use jiff::{Timestamp, tz::TimeZone};
use lettre::message::header::ContentType;
use lettre::message::{Mailbox as Name, Message as Letter};

use crate::account::EmailAddress;

/// The largest message in bytes (RFC 1870).
pub(super) const MOST_BYTES: usize = 4 * 1024 * 1024;
/// The most messages in one mailbox.
const MOST_MESSAGES: usize = 200;
/// The most bytes in one mailbox.
const MOST_TOTAL: usize = 16 * 1024 * 1024;

/// One message.
pub(super) struct Message {
    /// Its name in UIDL (RFC 1939, 7): never used twice.
    pub(super) uid: String,
    /// Header, empty line, body; each line ends in CRLF.
    pub(super) bytes: Vec<u8>,
}

/// One mailbox.
pub(super) struct Mailbox {
    /// Its address.
    pub(super) address: EmailAddress,
    messages: Mutex<Vec<Arc<Message>>>,
}

impl Mailbox {
    fn lock(&self) -> MutexGuard<'_, Vec<Arc<Message>>> {
        self.messages.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The messages that lie there now, oldest first.
    pub(super) fn messages(&self) -> Vec<Arc<Message>> {
        self.lock().clone()
    }

    /// Whether a message of this size still fits.
    pub(super) fn has_room(&self, bytes: usize) -> bool {
        let messages = self.lock();
        let total: usize = messages.iter().map(|message| message.bytes.len()).sum();
        messages.len() < MOST_MESSAGES && total.saturating_add(bytes) <= MOST_TOTAL
    }

    /// Removes messages by their names.
    pub(super) fn remove(&self, uids: &[&str]) {
        self.lock().retain(|message| !uids.contains(&message.uid.as_str()));
    }
}

/// Every mailbox; their number is fixed.
pub(super) struct Mailboxes {
    list: Vec<Mailbox>,
    /// Tells the names of this start from those of an earlier one.
    start: i64,
    next: AtomicU64,
}

impl Mailboxes {
    /// Mailboxes with a welcome message in each.
    pub(super) fn new(addresses: VecDeque<EmailAddress>) -> io::Result<Self> {
        let list = addresses.into_iter().map(|address| Mailbox { address, messages: Mutex::default() }).collect();
        let mailboxes = Self { list, start: Timestamp::now().as_second(), next: AtomicU64::new(1) };
        for mailbox in &mailboxes.list {
            let letter = welcome(&mailbox.address).map_err(io::Error::other)?;
            mailboxes.put(mailbox, letter.formatted());
        }
        Ok(mailboxes)
    }

    /// The mailbox of an address.
    pub(super) fn get(&self, address: &str) -> Option<&Mailbox> {
        let address: EmailAddress = address.parse().ok()?;
        self.list.iter().find(|mailbox| mailbox.address == address)
    }

    /// The addresses that exist.
    pub(super) fn addresses(&self) -> impl Iterator<Item = &EmailAddress> {
        self.list.iter().map(|mailbox| &mailbox.address)
    }

    /// The number of an address, from 1; 0 when it does not exist.
    pub(super) fn number(&self, address: &str) -> usize {
        let found = self.get(address).map(|mailbox| &mailbox.address);
        self.addresses().position(|known| Some(known) == found).map_or(0, |at| at + 1)
    }

    /// Puts a message into a mailbox.
    pub(super) fn put(&self, mailbox: &Mailbox, mut bytes: Vec<u8>) {
        if !bytes.ends_with(b"\r\n") {
            bytes.extend_from_slice(b"\r\n");
        }
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let uid = format!("practice.{}.{number}", self.start);
        mailbox.lock().push(Arc::new(Message { uid, bytes }));
    }
}

/// The time now as a mail header has it (RFC 5322, 3.3).
pub(super) fn date() -> String {
    jiff::fmt::rfc2822::to_string(&Timestamp::now().to_zoned(TimeZone::UTC)).unwrap_or_default()
}

fn welcome(to: &EmailAddress) -> Result<Letter, Box<dyn std::error::Error + Send + Sync>> {
    let text = "Dobrý den,\r\n\
        \r\n\
        toto je cvičná schránka. Když tuto zprávu vidíte v Mailkey, funguje příjem pošty přes POP3 s tokenem OAuth 2.0.\r\n\
        Teď na záložce SMTP odešlete zkušební zprávu na adresu recepce@cviceni.test a zkontrolujte schránku znovu.\r\n\
        Nic tu není skutečné: zprávy zůstávají v paměti tohoto počítače a po zavření programu zmizí.\r\n\
        \r\n\
        Hello,\r\n\
        \r\n\
        this is a practice mailbox. If you see this message in Mailkey, receiving mail by POP3 with an OAuth 2.0 token works.\r\n\
        Now send a test message to recepce@cviceni.test from the SMTP tab, and check the mailbox again.\r\n\
        Nothing here is real: messages stay in this computer's memory and are gone when the program is closed.\r\n";
    let letter = Letter::builder()
        .from(Name::new(Some("Cvičný poskytovatel".to_owned()), "postmaster@cviceni.test".parse()?))
        .to(Name::new(None, to.as_str().parse()?))
        .subject("Vítejte ve cvičné schránce · Welcome to the practice mailbox")
        .date(SystemTime::now())
        .message_id(Some(format!("<welcome.{}@cviceni.test>", super::random::text(12))))
        .header(ContentType::TEXT_PLAIN)
        .body(text.replace("recepce@cviceni.test", to.as_str()))?;
    Ok(letter)
}
