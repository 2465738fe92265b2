//! The handle with which tests watch the practice provider and make it misbehave.
//!
//! Protects: it tells facts about tokens, never a token. Leaves to others: carrying out what is set here.

use std::sync::Arc;
use std::time::Duration;

use crate::account::{EmailAddress, Protocol};

use super::faults::{MailFault, MailStep};
use super::renaming::Renaming;
use super::world::World;

/// What the sign-in page does.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum SignIn {
    /// Asks the person.
    #[default]
    Ask,
    /// Lets this mailbox in without asking; also every device.
    Allow(EmailAddress),
    /// Answers `access_denied` without asking; also every device.
    Deny,
    /// Sends the browser back with this error (RFC 6749, 4.1.2.1) without asking; devices are denied.
    Refuse {
        /// The `error` parameter.
        error: String,
        /// The `error_description` parameter.
        description: String,
    },
}

/// A part of the authorization server that can be made to misbehave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// The discovery documents.
    Discovery,
    /// The token endpoint.
    Token,
    /// The device authorization endpoint.
    DeviceAuthorization,
    /// The revocation endpoint.
    Revocation,
    /// The userinfo endpoint.
    UserInfo,
}

/// How it misbehaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Answers this instead of doing anything.
    Answer {
        /// The HTTP status; one that is none becomes 500.
        status: u16,
        /// The Content-Type header; one that is none is left out.
        content_type: String,
        /// The body, as it is.
        body: String,
    },
    /// Answers with this status and a Retry-After header; does nothing.
    Later {
        /// The HTTP status; one that is none becomes 500.
        status: u16,
        /// The header: seconds or a date (RFC 9110, 10.2.3).
        retry_after: String,
    },
    /// Never answers; does nothing.
    Hang,
    /// Closes the connection without an answer; does nothing.
    Close,
    /// Does its work, then closes the connection: the answer is lost on its way.
    LoseAnswer,
}

/// What happened since the start.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counters {
    /// Authorization requests that were in order.
    pub authorizations: u64,
    /// Authorization codes given out.
    pub codes: u64,
    /// Requests at the token endpoint, of every kind.
    pub token_requests: u64,
    /// Codes traded for tokens.
    pub code_exchanges: u64,
    /// Refresh tokens traded for tokens.
    pub refreshes: u64,
    /// Device codes traded for tokens.
    pub device_exchanges: u64,
    /// Questions of devices whose person had not answered.
    pub device_waits: u64,
    /// Questions of devices that came too early.
    pub slow_downs: u64,
    /// Tokens that an application got for itself.
    pub application_tokens: u64,
    /// Used codes and refresh tokens that came back.
    pub reuses: u64,
    /// Known tokens that a client revoked.
    pub revocations: u64,
    /// Logins that SMTP accepted.
    pub smtp_logins: u64,
    /// Logins that POP3 accepted.
    pub pop_logins: u64,
    /// Logins that either refused.
    pub refused_logins: u64,
    /// Messages that SMTP accepted.
    pub messages_sent: u64,
    /// Messages that POP3 gave out whole.
    pub messages_fetched: u64,
}

/// The kind of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IssuedKind {
    /// An access token.
    Access,
    /// A refresh token.
    Refresh,
}

/// A token that works now, without its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// Its kind.
    pub kind: IssuedKind,
    /// Whose mailbox it opens.
    pub account: EmailAddress,
    /// What it allows, as in the `scope` parameter.
    pub scope: String,
    /// How long it still holds; `None` means until it is used or revoked.
    pub expires_in: Option<Duration>,
}

/// What is set; read by the servers.
#[derive(Default)]
pub(super) struct Knobs {
    pub(super) sign_in: SignIn,
    pub(super) counters: Counters,
    pub(super) renaming: Option<Renaming>,
    faults: Vec<(Route, Fault, u32)>,
    mail: Vec<(Protocol, MailStep, MailFault)>,
}

impl Knobs {
    /// The fault of a route, counted down.
    pub(super) fn take_fault(&mut self, route: Route) -> Option<Fault> {
        let at = self.faults.iter().position(|(broken, _, _)| *broken == route)?;
        let (_, fault, left) = self.faults.get_mut(at)?;
        let fault = fault.clone();
        *left = left.saturating_sub(1);
        if *left == 0 {
            drop(self.faults.remove(at));
        }
        Some(fault)
    }

    /// The fault of a step.
    pub(super) fn mail_fault(&self, protocol: Protocol, step: MailStep) -> Option<MailFault> {
        let found = self.mail.iter().find(|(of, at, _)| (*of, *at) == (protocol, step));
        found.map(|(_, _, fault)| fault.clone())
    }

    /// Whether every login is refused, whatever is presented.
    pub(super) fn refuses_logins(&self, protocol: Protocol) -> bool {
        matches!(self.mail_fault(protocol, MailStep::Login), Some(MailFault::Say(_)))
    }
}

/// The handle itself. Clones control the same provider.
#[derive(Clone)]
pub struct Control {
    world: Arc<World>,
}

impl Control {
    pub(super) fn new(world: Arc<World>) -> Self {
        Self { world }
    }

    /// Sets how long access tokens hold that are made from now on.
    pub fn set_access_lifetime(&self, lifetime: Duration) {
        self.world.tokens().lifetime = lifetime;
    }

    /// Sets whether refresh tokens are replaced when they are used.
    pub fn set_rotation(&self, rotate: bool) {
        self.world.tokens().rotate = rotate;
    }

    /// Sets the pause that devices must keep, for device codes made from now on.
    pub fn set_device_interval(&self, interval: Duration) {
        self.world.devices().interval = interval;
    }

    /// Sets how long device codes hold that are made from now on.
    pub fn set_device_lifetime(&self, lifetime: Duration) {
        self.world.devices().lifetime = lifetime;
    }

    /// Sets what the sign-in page does.
    pub fn set_sign_in(&self, sign_in: SignIn) {
        self.world.knobs().sign_in = sign_in;
    }

    /// Answers the device that shows this code: lets it into a mailbox, or refuses it (`None`). Whether it was waiting.
    pub fn answer_device(&self, user_code: &str, mailbox: Option<EmailAddress>) -> bool {
        self.world.devices().answer(user_code, mailbox, self.world.now())
    }

    /// Tells the device that asks next to slow down, whose pause is five seconds longer from then on.
    pub fn slow_devices_down(&self) {
        self.world.devices().slow_next = true;
    }

    /// Takes the first certificate of a PEM text as the confidential application's own. Whether there is one.
    pub fn trust_certificate(&self, pem: &str) -> bool {
        self.world.clients().trust(pem)
    }

    /// Sets how that certificate may sign: `PS256`, `RS256` or both.
    pub fn set_signatures(&self, algorithms: &[&'static str]) {
        self.world.clients().algorithms = algorithms.to_vec();
    }

    /// Withdraws every code and token, as an administrator who ends all sessions.
    pub fn revoke_all(&self) {
        self.world.tokens().revoke_all();
    }

    /// Ends every access token; refresh tokens stay.
    pub fn expire_access_tokens(&self) {
        self.world.tokens().expire_access();
    }

    /// Makes a part of the authorization server misbehave the next `times` times; `u32::MAX` means until [`Self::mend`].
    pub fn fail(&self, route: Route, fault: Fault, times: u32) {
        self.mend(route);
        if times > 0 {
            self.world.knobs().faults.push((route, fault, times));
        }
    }

    /// Ends the misbehaviour of a part of the authorization server.
    pub fn mend(&self, route: Route) {
        self.world.knobs().faults.retain(|(broken, _, _)| *broken != route);
    }

    /// Refuses every login of a mail server with this reply line, whatever is presented; `None` ends that.
    pub fn refuse_logins(&self, protocol: Protocol, line: Option<&str>) {
        self.world.knobs().mail.retain(|(of, at, _)| (*of, *at) != (protocol, MailStep::Login));
        if let Some(line) = line {
            self.fail_mail(protocol, MailStep::Login, MailFault::Say(line.to_owned()));
        }
    }

    /// Makes a mail server do wrong at a step, in every conversation until [`Self::mend_mail`]. One fault for each step:
    /// a second one takes the first one's place.
    ///
    /// # Panics
    /// When the fault has nothing to do with the step: no keyword can be left out of a greeting.
    pub fn fail_mail(&self, protocol: Protocol, step: MailStep, fault: MailFault) {
        assert!(fault.fits(step), "{fault:?} cannot happen at {step:?}");
        let mut knobs = self.world.knobs();
        knobs.mail.retain(|(of, at, _)| (*of, *at) != (protocol, step));
        knobs.mail.push((protocol, step, fault));
    }

    /// Ends everything that was set for a mail server with [`Self::fail_mail`] or [`Self::refuse_logins`].
    pub fn mend_mail(&self, protocol: Protocol) {
        self.world.knobs().mail.retain(|(of, _, _)| *of != protocol);
    }

    /// Sets whether SMTP gives the messages that come from now on another Message-ID, and what is left of theirs.
    pub fn rename_messages(&self, renaming: Option<Renaming>) {
        self.world.knobs().renaming = renaming;
    }

    /// What happened since the start.
    #[must_use]
    pub fn counters(&self) -> Counters {
        self.world.knobs().counters
    }

    /// The tokens that work now: access tokens first, each kind oldest first.
    #[must_use]
    pub fn issued(&self) -> Vec<Issued> {
        self.world.tokens().issued(self.world.now())
    }

    /// The messages of a mailbox as they lie there, oldest first; empty for an unknown mailbox.
    #[must_use]
    pub fn messages(&self, mailbox: &EmailAddress) -> Vec<Vec<u8>> {
        let messages = self.world.mailboxes.get(mailbox.as_str()).map(|mailbox| mailbox.messages());
        messages.unwrap_or_default().iter().map(|message| message.bytes.clone()).collect()
    }
}
