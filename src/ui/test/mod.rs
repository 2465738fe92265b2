//! The test: the way from the settings to the mailbox, link by link, with what was found at each and what helps where it
//! breaks.
//!
//! What the person sees at [Test connection]: a short list of everything that must hold, which fills from above, each
//! line with what was found and how long it took; and where it ends, the cause and the cure. What they fear: that the
//! test sends or changes something (it says that it does not), that it tests what is stored and not what they see (drafts
//! are stored first, and it says so), that it hangs (it can be cancelled), and that the result is gone when they have
//! gone to mend something (it stays until it is closed).
//!
//! Protects: a late answer to a cancelled or older test changes nothing. Leaves to others: walking the chain (the engine),
//! the words, what a broken link means.

mod acts;
mod basis;
mod line;
mod view;
mod walk;

pub use self::basis::Basis;
pub use self::view::{RESULT, TO};
pub use self::walk::Progressed;
use self::walk::Walk;
use super::cause;
use super::context::Context;
use super::form::key;
use super::run::{Running, awaits};
use crate::account::{EmailAddress, Protocol, Security};
use crate::chain::Link;
use crate::settings::Wrong;
use crate::words;

/// What the card of a tab remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The field for the recipient is open.
    asking: bool,
    to: Option<String>,
    left: bool,
    running: Option<Running>,
    walk: Option<Walk>,
    /// What the test was made with whose walk is shown.
    basis: Option<Basis>,
    /// A secret was stored since it began.
    overtaken: bool,
    copied: bool,
}

/// What a person did.
#[derive(Debug, Clone)]
pub enum Message {
    /// “Test connection”.
    Test,
    /// “Send a test message…”.
    Ask,
    /// Typed the address.
    To(String),
    /// Left the address.
    Left,
    /// “Send”.
    Send,
    /// “Cancel” beside the address.
    Back,
    /// “Cancel” while it runs.
    Cancel,
    /// Has read the result.
    Close,
    /// “Copy report”.
    Copy,
    /// Something in the cause box.
    Cause(cause::Message),
}

/// What the card asks of the window.
#[derive(Debug)]
pub enum Action {
    /// Nothing.
    None,
    /// Test; with a message, where an address is given.
    Test(Option<EmailAddress>),
    /// Put the focus there.
    Focus(&'static str),
    /// Copy the report.
    Copy,
    /// Something in the cause box.
    Cause(cause::Message),
}

impl Message {
    /// Whether it only reads, or ends what was begun before: that may be done while the settings are locked.
    #[must_use]
    pub fn reads(&self) -> bool {
        match self {
            Self::Left | Self::Back | Self::Cancel | Self::Close | Self::Copy => true,
            Self::Test | Self::Ask | Self::To(_) | Self::Send => false,
            Self::Cause(message) => message.reads(),
        }
    }
}

impl State {
    /// Does what a person did.
    pub fn update(&mut self, message: Message, context: Context<'_>, protocol: Protocol) -> Action {
        match message {
            // It may be under way already, without being seen.
            Message::Test | Message::Send if self.running.is_some() => Action::None,
            Message::Test => Action::Test(None),
            Message::Ask => {
                self.asking = true;
                Action::Focus(TO)
            }
            Message::To(text) => self.set(|state| state.to = Some(text)),
            Message::Left => self.set(|state| state.left = true),
            Message::Send => {
                self.left = true;
                self.to(context, protocol).parse().map_or(Action::Focus(TO), |to| Action::Test(Some(to)))
            }
            Message::Back => {
                (self.asking, self.to, self.left) = (false, None, false);
                Action::Focus(view::SEND)
            }
            Message::Cancel => self.set(Self::cancel),
            Message::Close => {
                self.walk = None;
                Action::Focus(view::TEST)
            }
            Message::Copy => {
                self.copied = true;
                Action::Copy
            }
            Message::Cause(message) => Action::Cause(message),
        }
    }

    fn set(&mut self, change: impl FnOnce(&mut Self)) -> Action {
        change(self);
        Action::None
    }

    fn cancel(&mut self) {
        self.running = None;
        if let Some(walk) = &mut self.walk {
            walk.cancel();
        }
    }

    /// Whether the field for the recipient is open.
    #[must_use]
    pub fn asks(&self) -> bool {
        self.asking
    }

    /// Whether a test takes so long that it must be seen.
    #[must_use]
    pub fn is_slow(&self) -> bool {
        self.running.as_ref().is_some_and(Running::is_slow)
    }

    /// Whether a test has ended whose result is shown.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.walk.as_ref().is_some_and(|walk| walk.ended().is_some())
    }

    /// A test has begun along these links.
    pub fn started(&mut self, running: Running, links: Vec<Link>, basis: Basis) {
        (self.asking, self.to, self.left, self.copied) = (false, None, false, false);
        (self.running, self.walk) = (Some(running), Some(Walk::new(links)));
        (self.basis, self.overtaken) = (Some(basis), false);
    }

    /// A secret was stored that a test before may have been made without.
    pub fn overtaken(&mut self) {
        self.overtaken = true;
    }

    /// Whether the result that is shown is that of what has been changed since.
    fn is_past(&self, context: Context<'_>, protocol: Protocol) -> bool {
        let differs = |basis: &Basis| basis.is_past(context.form, context.status, protocol);
        self.has_ended() && (self.overtaken || self.basis.as_ref().is_some_and(differs))
    }

    /// Whether the last test broke, and nothing was changed since.
    #[must_use]
    pub fn has_broken(&self, context: Context<'_>, protocol: Protocol) -> bool {
        self.walk.as_ref().is_some_and(Walk::has_broken) && !self.is_past(context, protocol)
    }

    /// What was copied was copied long ago.
    pub fn forget_copied(&mut self) {
        self.copied = false;
    }

    /// It came further, or to its end. Whether it is awaited; and the settings to mend, when some must be.
    pub fn progressed(&mut self, generation: u64, progressed: Progressed) -> Option<Vec<&'static str>> {
        if !awaits(self.running.as_ref(), generation) {
            return None;
        }
        let walk = self.walk.as_mut()?;
        let ended = walk.go_on(progressed);
        if ended {
            self.running = None;
        }
        Some(walk.fields())
    }

    /// The address: what was typed, else the account's own.
    fn to(&self, context: Context<'_>, protocol: Protocol) -> String {
        self.to.clone().unwrap_or_else(|| context.form.text(key::account(context.form.owner(protocol))))
    }

    /// What is wrong with the address, once it may say so.
    fn complaint(&self, to: &str, context: Context<'_>) -> Option<String> {
        let wrong = to.parse::<EmailAddress>().err().filter(|_| self.left)?;
        if to.trim().is_empty() {
            return Some(crate::tr!(context.lang, "win-required"));
        }
        Some(words::wrong(&Wrong::Value(wrong), context.lang))
    }
}

/// The links of a test, in the order in which they are most likely met.
#[must_use]
pub fn links(security: Security, with_message: bool) -> Vec<Link> {
    let wanted = |link: &Link| match link {
        Link::Message | Link::Arrival => with_message,
        _ => true,
    };
    let mut links: Vec<_> = Link::ALL.into_iter().filter(wanted).collect();
    if security == Security::Tls {
        // TLS from the first byte: the server greets only under its protection.
        let place = |wanted| Link::ALL.iter().position(|link| *link == wanted).unwrap_or_default();
        links.swap(place(Link::Greeting), place(Link::Tls));
    }
    links
}
