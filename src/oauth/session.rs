//! What is known of one account's authorization, as pure values: nothing here reads a clock, a file or a keyring.
//!
//! Protects: a state that cannot be is not representable (a signed-in session has a grant, a rejected one a reason), and
//! each change has a higher generation, so that a late answer can be told from a current one. Leaves to others: the
//! tokens themselves ([`super::tokens::Tokens`]) and where records are kept (`crate::engine`).

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::error::Refusal;
pub use super::facts::{Facts, IssuedFor};
pub use super::trouble::{Cause, Trouble};

/// What the badge shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenState {
    /// Nenačteno: no grant is stored, and no sign-in is under way.
    NotAcquired,
    /// Čekání na autorizaci: a sign-in is under way.
    Waiting,
    /// Načteno: a grant is stored, and nothing says that it is dead.
    Acquired,
    /// Neplatný: the provider refused it for good, or it has ended and cannot be renewed.
    Invalid,
}

/// Why a grant is dead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Reason {
    /// The provider refused to renew it.
    Refused {
        /// The code (`invalid_grant`).
        error: String,
        /// The provider's own text.
        description: Option<String>,
    },
    /// The access token ended, and there is no refresh token.
    Expired,
    /// A renewal was asked for, its answer never arrived or was never stored, and the provider has retired the old
    /// refresh token meanwhile (rotation; RFC 9700, 4.14.2).
    AnswerLost {
        /// When that renewal was asked for.
        at: Timestamp,
        /// The code with which the provider refused the old one.
        error: String,
        /// The provider's own text.
        description: Option<String>,
    },
}

impl From<&Refusal> for Reason {
    fn from(refusal: &Refusal) -> Self {
        Self::Refused { error: refusal.error.clone(), description: refusal.description.clone() }
    }
}

impl Reason {
    /// Why a refusal for good came; `lost` is when an earlier renewal was asked for whose answer is missing.
    #[must_use]
    pub fn of(refusal: &Refusal, lost: Option<Timestamp>) -> Self {
        // Microsoft does not retire a refresh token when it is used, and its codes say the cause themselves.
        match lost.filter(|_| refusal.error == "invalid_grant" && refusal.aadsts().is_none()) {
            Some(at) => Self::AnswerLost { at, error: refusal.error.clone(), description: refusal.description.clone() },
            None => refusal.into(),
        }
    }
}

/// What is known of keeping a grant alive.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Renewal {
    /// What stands in the way now.
    pub trouble: Option<Trouble>,
    /// How far this computer's clock is off the provider's, where that is more than 5 minutes; positive: ahead.
    pub clock_off: Option<SignedDuration>,
}

/// One account's authorization.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum Session {
    /// No grant is stored.
    #[default]
    SignedOut,
    /// A grant is stored.
    SignedIn {
        /// Its facts.
        facts: Facts,
        /// How it is kept alive.
        #[serde(default)]
        renewal: Renewal,
    },
    /// A grant is stored, and the provider refused it for good.
    Rejected {
        /// Its facts.
        facts: Facts,
        /// Why.
        reason: Reason,
    },
}

impl Session {
    /// The session of a grant of which nothing else is known.
    #[must_use]
    pub fn signed_in(facts: Facts) -> Self {
        Self::SignedIn { facts, renewal: Renewal::default() }
    }

    /// The facts of the stored grant.
    #[must_use]
    pub fn facts(&self) -> Option<&Facts> {
        match self {
            Self::SignedOut => None,
            Self::SignedIn { facts, .. } | Self::Rejected { facts, .. } => Some(facts),
        }
    }

    /// How the grant is kept alive.
    #[must_use]
    pub fn renewal(&self) -> Option<&Renewal> {
        match self {
            Self::SignedIn { renewal, .. } => Some(renewal),
            Self::SignedOut | Self::Rejected { .. } => None,
        }
    }

    /// What stands in the way of the next renewal.
    #[must_use]
    pub fn trouble(&self) -> Option<&Trouble> {
        self.renewal()?.trouble.as_ref()
    }

    /// Why the grant is dead, if it is.
    #[must_use]
    pub fn reason(&self, now: Timestamp) -> Option<Reason> {
        match self {
            Self::SignedOut => None,
            Self::SignedIn { facts, .. } if !facts.is_over(now) || facts.renewable => None,
            Self::SignedIn { facts, .. } if !facts.application => Some(Reason::Expired),
            // It can be asked for anew, unless the last answer to that was no.
            Self::SignedIn { .. } => match &self.trouble()?.cause {
                Cause::Refused(refusal) => Some(refusal.into()),
                _ => None,
            },
            Self::Rejected { reason, .. } => Some(reason.clone()),
        }
    }

    /// What the badge shows; `signing_in` says whether a sign-in is under way in any process.
    #[must_use]
    pub fn shown(&self, signing_in: bool, now: Timestamp) -> TokenState {
        match self {
            _ if signing_in => TokenState::Waiting,
            Self::SignedOut => TokenState::NotAcquired,
            Self::SignedIn { .. } | Self::Rejected { .. } if self.reason(now).is_some() => TokenState::Invalid,
            Self::SignedIn { .. } | Self::Rejected { .. } => TokenState::Acquired,
        }
    }

    /// When the grant is renewed next without anybody's doing. `None`: there is nothing to renew.
    #[must_use]
    pub fn next_renewal(&self, now: Timestamp) -> Option<Timestamp> {
        let Self::SignedIn { facts, renewal } = self else { return None };
        let due = if facts.is_due(now) { now } else { facts.due_at()? };
        match &renewal.trouble {
            // Also a renewal that failed before it was due.
            Some(trouble) if !trouble.is_over(now) => Some(trouble.retry_at),
            Some(_) => Some(due.min(now)),
            None => Some(due),
        }
    }
}

/// A session as it is written down. Every change gives the next record; one that answers an older record gives none.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Record {
    /// Counts the changes; never goes back.
    pub generation: u64,
    /// Counts the deletions, so that a sign-in which began before one does not bring a token back.
    #[serde(default)]
    pub deletions: u64,
    /// The session.
    pub session: Session,
}

impl Record {
    fn next(&self, session: Session) -> Self {
        Self { generation: self.generation.saturating_add(1), deletions: self.deletions, session }
    }

    /// A person signed in, or the application was let in. `began` is the number of deletions when that began: `None`
    /// when somebody deleted the token meanwhile.
    #[must_use]
    pub fn acquired(&self, began: u64, facts: Facts, clock_off: Option<SignedDuration>) -> Option<Self> {
        let renewal = Renewal { trouble: None, clock_off };
        (began == self.deletions).then(|| self.next(Session::SignedIn { facts, renewal }))
    }

    /// The grant was renewed, as the record of generation `asked` wanted it.
    #[must_use]
    pub fn renewed(&self, asked: u64, facts: Facts, clock_off: Option<SignedDuration>) -> Option<Self> {
        let renewal = Renewal { trouble: None, clock_off };
        self.answered(asked, Session::SignedIn { facts, renewal })
    }

    /// The provider refused the grant for good.
    #[must_use]
    pub fn rejected(&self, asked: u64, reason: Reason) -> Option<Self> {
        let facts = self.session.facts()?.clone();
        self.answered(asked, Session::Rejected { facts, reason })
    }

    /// The renewal did not succeed for now.
    #[must_use]
    pub fn troubled(&self, asked: u64, trouble: Trouble, clock_off: Option<SignedDuration>) -> Option<Self> {
        let facts = self.session.facts()?.clone();
        self.answered(asked, Session::SignedIn { facts, renewal: Renewal { trouble: Some(trouble), clock_off } })
    }

    /// What stood in the way may be gone: the next attempt need not wait.
    #[must_use]
    pub fn relieved(&self, now: Timestamp) -> Option<Self> {
        let Session::SignedIn { facts, renewal } = &self.session else { return None };
        let waits = |trouble: &Trouble| !trouble.wait && !trouble.is_over(now);
        let trouble = match renewal.trouble.clone() {
            Some(trouble) if waits(&trouble) => Some(Trouble { retry_at: now, failures: 0, ..trouble }),
            other => other,
        };
        // The clock may have been set right; the next answer says.
        let eased = Renewal { trouble, clock_off: None };
        let renewal = (eased != *renewal).then_some(eased)?;
        Some(self.next(Session::SignedIn { facts: facts.clone(), renewal }))
    }

    /// The token of another account takes this one's place. What began before is as late as after a deletion.
    #[must_use]
    pub fn taken_over(&self, session: Session) -> Self {
        let next = self.next(session);
        Self { deletions: self.deletions.saturating_add(1), ..next }
    }

    fn answered(&self, asked: u64, session: Session) -> Option<Self> {
        let still_so = self.generation == asked && matches!(self.session, Session::SignedIn { .. });
        still_so.then(|| self.next(session))
    }

    /// The token was deleted.
    #[must_use]
    pub fn deleted(&self) -> Self {
        let next = self.next(Session::SignedOut);
        Self { deletions: self.deletions.saturating_add(1), ..next }
    }

    /// This record brought in line with what the keyring holds, which is the truth: the generation that stored it, and
    /// its facts. `None` when it is in line already.
    ///
    /// A deletion empties the keyring before the record is written, so an entry beside a record that says "signed out"
    /// is a grant that the record does not know of (a crash, or another session's keyring was asked meanwhile).
    #[must_use]
    pub fn healed(&self, held: Option<(u64, &Facts)>) -> Option<Self> {
        match (held, &self.session) {
            (None, Session::SignedOut) => None,
            (None, _) => Some(self.next(Session::SignedOut)),
            (Some((generation, facts)), session) => {
                let known = generation <= self.generation && *session != Session::SignedOut;
                let next = self.next(Session::signed_in(facts.clone()));
                (!known).then(|| Self { generation: next.generation.max(generation), ..next })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::facts::tests::facts;
    use super::*;

    #[test]
    fn the_badge_follows_the_session_and_the_time() {
        let before: Timestamp = "2026-01-01T10:30:00Z".parse().expect("a time");
        let after: Timestamp = "2026-01-01T11:30:00Z".parse().expect("a time");
        let renewable = Session::signed_in(facts("2026-01-01T10:00:00Z", Some("2026-01-01T11:00:00Z"), true));
        let fixed = Session::signed_in(facts("2026-01-01T10:00:00Z", Some("2026-01-01T11:00:00Z"), false));
        let dead = Session::Rejected {
            facts: facts("2026-01-01T10:00:00Z", None, true),
            reason: Reason::Refused { error: "invalid_grant".into(), description: None },
        };
        assert_eq!(Session::SignedOut.shown(false, before), TokenState::NotAcquired);
        assert_eq!(Session::SignedOut.shown(true, before), TokenState::Waiting);
        assert_eq!(renewable.shown(false, after), TokenState::Acquired);
        assert_eq!(fixed.shown(false, before), TokenState::Acquired);
        assert_eq!(fixed.shown(false, after), TokenState::Invalid);
        assert_eq!(dead.shown(false, before), TokenState::Invalid);
    }
}
