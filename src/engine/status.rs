//! What is known now, without the keyring and without the network: the badge.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::Engine;
use crate::account::{AccountId, Protocol, SecretEnd, Settings};
use crate::home::is_locked;
use crate::oauth::endpoints::covers;
use crate::oauth::session::{Facts, IssuedFor, Reason, TokenState, Trouble};
use crate::settings::{Key, names};

/// The state of every account.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Status {
    accounts: BTreeMap<AccountId, AccountStatus>,
    used: BTreeMap<Protocol, AccountId>,
}

/// The state of one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountStatus {
    /// What the badge shows.
    pub state: TokenState,
    /// What it shows again when the sign-in that is under way ends without a token.
    pub before: TokenState,
    /// The facts of the stored grant.
    pub facts: Option<Facts>,
    /// Why the grant is dead, if it is.
    pub reason: Option<Reason>,
    /// The protocols that the account serves.
    pub serves: Vec<Protocol>,
    /// Whether the grant was issued for what the settings name.
    pub fits: bool,
    /// What stands in the way of the next renewal.
    pub trouble: Option<Trouble>,
    /// When it is renewed next by itself, while a window or the service runs.
    pub next_refresh_at: Option<Timestamp>,
    /// How far this computer's clock is off the provider's; positive: ahead.
    pub clock_off: Option<SignedDuration>,
    /// The last day of the client secret, when that is less than 7 days away.
    pub secret_ends: Option<SecretEnd>,
    /// The protocols that it should serve, and for which the provider granted no permission.
    pub lacks: Vec<Protocol>,
}

impl AccountStatus {
    const NOTHING: Self = Self {
        state: TokenState::NotAcquired,
        before: TokenState::NotAcquired,
        facts: None,
        reason: None,
        serves: Vec::new(),
        fits: true,
        trouble: None,
        next_refresh_at: None,
        clock_off: None,
        secret_ends: None,
        lacks: Vec::new(),
    };

    /// Whether a token is held, so that the account's settings must not change.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.facts.is_some()
    }

    /// Whether a token is held that nothing speaks against, for this protocol.
    #[must_use]
    pub fn is_good_for(&self, protocol: Protocol) -> bool {
        self.state == TokenState::Acquired && self.fits && !self.lacks.contains(&protocol)
    }
}

impl Status {
    /// The state of the account that a protocol uses.
    #[must_use]
    pub fn of(&self, protocol: Protocol) -> &AccountStatus {
        static NOTHING: AccountStatus = AccountStatus::NOTHING;
        self.used.get(&protocol).and_then(|id| self.accounts.get(id)).unwrap_or(&NOTHING)
    }

    /// The state of the account of this name, whether or not it is in use.
    #[must_use]
    pub fn named(&self, id: &AccountId) -> &AccountStatus {
        static NOTHING: AccountStatus = AccountStatus::NOTHING;
        self.accounts.get(id).unwrap_or(&NOTHING)
    }

    /// Every account in use, with its name.
    pub fn accounts(&self) -> impl Iterator<Item = (&AccountId, &AccountStatus)> {
        self.accounts.iter()
    }

    /// Whether a sign-in is under way anywhere.
    #[must_use]
    pub fn any_waiting(&self) -> bool {
        self.accounts.values().any(|account| account.state == TokenState::Waiting)
    }
}

impl Engine {
    /// The state of every account. Reads a few small files; a settings file that cannot be read counts as all defaults.
    #[must_use]
    pub fn status(&self) -> Status {
        self.status_by(&self.settings().unwrap_or_default())
    }

    /// The state of every account of these settings.
    pub(super) fn status_by(&self, settings: &Settings) -> Status {
        let now = self.clock().now();
        let mut status = Status::default();
        for protocol in Protocol::ALL {
            let id = settings.account_id(protocol);
            // With the common account it is one account: its files are read once.
            let account = || self.account_status(settings, protocol, &id, now);
            let _ = status.accounts.entry(id.clone()).or_insert_with(account);
            let _ = status.used.insert(protocol, id);
        }
        status
    }

    fn account_status(&self, settings: &Settings, protocol: Protocol, id: &AccountId, now: Timestamp) -> AccountStatus {
        let session = self.record(id).session;
        let signing_in = is_locked(&self.inner.home.sign_in_lock(id));
        let wanted = IssuedFor::new(settings.account(protocol));
        // What was issued for other settings is not used, and so nothing stands in its way.
        let fits = session.facts().is_none_or(|facts| facts.issued_for == wanted);
        let account = settings.account(protocol);
        let serves = settings.served_by(id);
        let lacks = |facts: &Facts| {
            serves.iter().copied().filter(|protocol| !covers(account, &facts.scopes, *protocol)).collect()
        };
        AccountStatus {
            lacks: session.facts().map(lacks).unwrap_or_default(),
            trouble: session.trouble().filter(|_| fits).cloned(),
            next_refresh_at: session.next_renewal(now),
            secret_ends: account.client_secret_expires.filter(|end| end.is_near(now)),
            clock_off: session.renewal().and_then(|renewal| renewal.clock_off),
            state: session.shown(signing_in, now),
            before: session.shown(false, now),
            facts: session.facts().cloned(),
            reason: session.reason(now),
            serves,
            fits,
        }
    }

    /// A key that differs although a token is held for its account.
    pub(super) fn held_key(&self, base: &Settings, new: &Settings) -> Option<&'static str> {
        // A token of POP's own would be used by nobody, shown nowhere and kept alive by nobody: see `join`.
        let joins = new.pop.common_account && !base.pop.common_account;
        if joins && self.record(&AccountId::POP).session.facts().is_some() {
            return Some(names::COMMON);
        }
        [AccountId::SMTP, AccountId::POP].iter().find_map(|id| self.held_key_of(id, base, new))
    }

    /// The same for one account.
    pub(super) fn held_key_of(&self, id: &AccountId, base: &Settings, new: &Settings) -> Option<&'static str> {
        let named = names::ISSUED_FOR.iter().filter_map(|name| Key::find(name(id.tab())));
        let changed = named.filter(|key| key.get(base) != key.get(new)).map(|key| key.name).next()?;
        self.record(id).session.facts().is_some().then_some(changed)
    }
}
