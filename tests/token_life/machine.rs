//! The state machine by itself: whatever happens in whatever order, with crashes between any two steps and answers that
//! come late, what is stored stays true.
//!
//! The model is what `engine` does with a keyring and a state file, a step at a time and without its lock: so answers
//! come in every order here, and only the machine itself can refuse them.

use jiff::{SignedDuration, Timestamp};
use mailkey::account::OAuthAccount;
use mailkey::oauth::Refusal;
use mailkey::oauth::session::{Cause, Facts, IssuedFor, Reason, Record, Session, TokenState, Trouble};
use proptest::prelude::*;

#[derive(Debug, Clone)]
enum Event {
    /// Somebody begins to sign in.
    SignInBegins,
    /// The oldest sign-in that is under way ends with a grant; `crash`: before the file is written.
    SignInEnds { crash: bool },
    /// The oldest sign-in ends without one.
    SignInFails,
    /// A renewal is asked for.
    Ask,
    /// The oldest question is answered.
    Answer { crash: bool },
    /// It is refused for good.
    Refuse,
    /// It does not succeed for now.
    Fail,
    /// The token is deleted; `crash`: before the file is written.
    Delete { crash: bool },
    /// The network is back.
    Relieve,
    /// The state file is lost or damaged.
    LoseFile,
    /// Another day.
    Later,
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = prop_oneof![
        3 => Just(Event::SignInBegins),
        3 => any::<bool>().prop_map(|crash| Event::SignInEnds { crash }),
        1 => Just(Event::SignInFails),
        4 => Just(Event::Ask),
        4 => any::<bool>().prop_map(|crash| Event::Answer { crash }),
        1 => Just(Event::Refuse),
        2 => Just(Event::Fail),
        2 => any::<bool>().prop_map(|crash| Event::Delete { crash }),
        1 => Just(Event::Relieve),
        1 => Just(Event::LoseFile),
        1 => Just(Event::Later),
    ];
    proptest::collection::vec(event, 1..60)
}

/// A grant of its own for each number; the number is its application.
fn grant(number: u64, now: Timestamp) -> Facts {
    let account = OAuthAccount { client_id: number.to_string().parse().expect("an ID"), ..OAuthAccount::default() };
    Facts {
        issued_for: IssuedFor::new(&account),
        signed_in_as: None,
        token_endpoint: "https://id.example/token".into(),
        revocation_endpoint: None,
        scopes: vec![],
        obtained_at: now,
        refreshed_at: now,
        expires_at: Some(now + SignedDuration::from_hours(1)),
        renewable: true,
        application: false,
        permission_ends_at: None,
    }
}

/// One account, as it is stored, and what is under way around it.
struct World {
    now: Timestamp,
    /// The keyring's entry: the one place for a grant.
    entry: Option<(u64, Facts)>,
    record: Record,
    /// The number of deletions that each sign-in saw when it began.
    sign_ins: Vec<u64>,
    /// The generation that each renewal wants to answer, and the grant that it renews.
    renewals: Vec<(u64, Facts)>,
    grants: u64,
    highest: u64,
}

impl World {
    fn new() -> Self {
        Self {
            now: "2026-01-01T10:00:00Z".parse().expect("a time"),
            entry: None,
            record: Record::default(),
            sign_ins: vec![],
            renewals: vec![],
            grants: 0,
            highest: 0,
        }
    }

    /// What everybody does under the lock before anything else.
    fn heal(&mut self) {
        let held = self.entry.as_ref().map(|(generation, facts)| (*generation, facts));
        if let Some(healed) = self.record.healed(held) {
            self.record = healed;
        }
    }

    fn store(&mut self, record: Record, facts: Facts, crash: bool) {
        self.entry = Some((record.generation, facts));
        if !crash {
            self.record = record;
        }
    }

    fn happen(&mut self, event: &Event) {
        match event {
            Event::SignInBegins => self.sign_ins.push(self.record.deletions),
            Event::SignInFails if self.sign_ins.is_empty() => {}
            Event::SignInFails => drop(self.sign_ins.remove(0)),
            Event::SignInEnds { crash } => self.sign_in_ends(*crash),
            Event::Ask => {
                self.heal();
                if let Session::SignedIn { facts, .. } = &self.record.session {
                    self.renewals.push((self.record.generation, facts.clone()));
                }
            }
            Event::Answer { crash } => self.answer(*crash),
            Event::Refuse => self.other_answer(|record, asked, _| {
                record.rejected(asked, Reason::of(&Refusal::new("invalid_grant", None, None), None))
            }),
            Event::Fail => self.other_answer(|record, asked, now| {
                let before = record.session.trouble().cloned();
                let trouble = Trouble::after(before.as_ref(), Cause::Other { text: "x".into() }, None, 0.5, now);
                record.troubled(asked, trouble, None)
            }),
            Event::Delete { crash } => self.delete(*crash),
            Event::Relieve => {
                if let Some(relieved) = self.record.relieved(self.now) {
                    self.record = relieved;
                }
            }
            // A generation can be known from the keyring only, then: the highest one counts from there.
            Event::LoseFile => {
                self.record = Record::default();
                self.heal();
                self.highest = self.record.generation;
                self.sign_ins.clear();
                self.renewals.clear();
            }
            Event::Later => self.now += SignedDuration::from_hours(24),
        }
    }

    fn sign_in_ends(&mut self, crash: bool) {
        if self.sign_ins.is_empty() {
            return;
        }
        let began = self.sign_ins.remove(0);
        self.grants += 1;
        let facts = grant(self.grants, self.now);
        let known = self.entry.as_ref().map_or(0, |(generation, _)| *generation);
        let deleted_meanwhile = began != self.record.deletions;
        match self.record.acquired(began, facts.clone(), None) {
            None => assert!(deleted_meanwhile, "a sign-in was refused without a reason"),
            Some(record) => {
                assert!(!deleted_meanwhile, "a deletion did not win");
                let record = Record { generation: record.generation.max(known + 1), ..record };
                self.store(record, facts, crash);
            }
        }
    }

    fn answer(&mut self, crash: bool) {
        if self.renewals.is_empty() {
            return;
        }
        let (asked, old) = self.renewals.remove(0);
        self.heal();
        let before = (self.entry.clone(), self.record.clone());
        let facts =
            Facts { refreshed_at: self.now, expires_at: Some(self.now + SignedDuration::from_hours(1)), ..old.clone() };
        match self.record.renewed(asked, facts.clone(), None) {
            None => assert_eq!((&self.entry, &self.record), (&before.0, &before.1)),
            Some(record) => {
                let held = before.0.expect("a renewal of nothing was taken").1;
                assert_eq!(held.issued_for, old.issued_for, "an answer was taken for another grant");
                self.store(record, facts, crash);
            }
        }
    }

    fn other_answer(&mut self, change: impl Fn(&Record, u64, Timestamp) -> Option<Record>) {
        if self.renewals.is_empty() {
            return;
        }
        let (asked, _) = self.renewals.remove(0);
        self.heal();
        let late = asked != self.record.generation;
        match change(&self.record, asked, self.now) {
            None => {}
            Some(record) => {
                assert!(!late, "a late answer changed something");
                self.record = record;
            }
        }
    }

    fn delete(&mut self, crash: bool) {
        self.entry = None;
        if !crash {
            self.record = self.record.deleted();
            assert_eq!(self.record.session.shown(false, self.now), TokenState::NotAcquired);
        }
    }

    fn check(&mut self) {
        assert!(self.record.generation >= self.highest, "a generation went back");
        self.highest = self.record.generation;
        // What anybody who uses the account finds.
        self.heal();
        assert!(self.record.generation >= self.highest, "a generation went back in healing");
        self.highest = self.record.generation;
        let shown = self.record.session.shown(false, self.now);
        match &self.entry {
            None => assert_eq!(shown, TokenState::NotAcquired, "a token without a stored grant"),
            Some((generation, facts)) => {
                assert_ne!(shown, TokenState::NotAcquired, "a stored grant that is not shown");
                assert_eq!(self.record.session.facts(), Some(facts), "the file speaks of another grant");
                assert!(*generation <= self.record.generation);
            }
        }
        if let Some(next) = self.record.session.next_renewal(self.now) {
            assert!(next.duration_since(self.now) <= SignedDuration::from_hours(24), "not renewed every day");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn whatever_happens_what_is_stored_stays_true(events in events()) {
        let mut world = World::new();
        for event in &events {
            world.happen(event);
            world.check();
        }
        world.delete(false);
        world.check();
        for event in [Event::SignInEnds { crash: false }, Event::Answer { crash: false }, Event::Refuse, Event::Fail] {
            while !(world.sign_ins.is_empty() && matches!(event, Event::SignInEnds { .. })
                || world.renewals.is_empty() && !matches!(event, Event::SignInEnds { .. }))
            {
                world.happen(&event);
                world.check();
            }
        }
        prop_assert_eq!(world.record.session, Session::SignedOut, "something late undid the deletion");
    }
}
