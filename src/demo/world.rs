//! What the practice servers share.
//!
//! Protects: each part has its own lock, none is held across an await, and a lock whose holder panicked still works.
//! Leaves to others: everything that happens with it.

use std::collections::VecDeque;
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use crate::account::{EmailAddress, Port};
use crate::clock::Clock;

use super::auth::Pending;
use super::certs::Certificates;
use super::clients::Clients;
use super::control::{Counters, Knobs};
use super::device::Devices;
use super::identity::Signer;
use super::mailbox::Mailboxes;
use super::table::Table;
use super::tokens::{Grant, Tokens};
use super::{ADDRESS, MAILBOXES, Options};

/// The most sign-in pages that wait for an answer.
const MOST_PENDING: usize = 64;

/// Everything that outlives one connection.
pub(super) struct World {
    /// The authorization server's address, without a slash at its end.
    pub(super) issuer: String,
    /// The mailbox that the settings name, which a sign-in page without a hint suggests.
    pub(super) mailbox: EmailAddress,
    /// The mail servers' certificates.
    pub(super) certificates: Certificates,
    /// Every mailbox.
    pub(super) mailboxes: Mailboxes,
    /// Signs `id_token`s.
    pub(super) signer: Signer,
    /// What time it is in practice.
    pub(super) clock: Clock,
    tokens: Mutex<Tokens>,
    pending: Mutex<Table<Pending>>,
    devices: Mutex<Devices>,
    clients: Mutex<Clients>,
    knobs: Mutex<Knobs>,
}

impl World {
    /// A world with a welcome message in each mailbox.
    pub(super) fn new(port: Port, options: Options, certificates: Certificates) -> io::Result<Self> {
        let mut addresses = VecDeque::new();
        for fixed in MAILBOXES {
            addresses.push_back(fixed.parse::<EmailAddress>().map_err(io::Error::other)?);
        }
        if !addresses.contains(&options.mailbox) {
            addresses.push_front(options.mailbox.clone());
        }
        Ok(Self {
            issuer: format!("http://{ADDRESS}:{port}"),
            mailbox: options.mailbox,
            certificates,
            mailboxes: Mailboxes::new(addresses)?,
            signer: Signer::new()?,
            clock: options.clock,
            tokens: Mutex::new(Tokens::new(options.access_lifetime, options.rotate)),
            pending: Mutex::new(Table::new(MOST_PENDING)),
            devices: Mutex::new(Devices::new(options.device_interval, options.device_lifetime)),
            clients: Mutex::new(Clients::new()),
            knobs: Mutex::new(Knobs::default()),
        })
    }

    /// Now, by the clock that nobody sets.
    pub(super) fn now(&self) -> Instant {
        self.clock.instant()
    }

    /// Codes and tokens.
    pub(super) fn tokens(&self) -> MutexGuard<'_, Tokens> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The sign-in pages that wait for an answer, by the request's ID.
    pub(super) fn pending(&self) -> MutexGuard<'_, Table<Pending>> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Device codes.
    pub(super) fn devices(&self) -> MutexGuard<'_, Devices> {
        self.devices.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The confidential application.
    pub(super) fn clients(&self) -> MutexGuard<'_, Clients> {
        self.clients.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the tests set.
    pub(super) fn knobs(&self) -> MutexGuard<'_, Knobs> {
        self.knobs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts something.
    pub(super) fn count(&self, what: impl FnOnce(&mut Counters)) {
        what(&mut self.knobs().counters);
    }

    /// The grant of an access token that holds now.
    pub(super) fn bearer(&self, token: &str) -> Option<(std::sync::Arc<Grant>, super::scopes::Scopes)> {
        self.tokens().check(token, self.now())
    }
}
