//! How far a test has come, and how it ended.
//!
//! Protects: what is shown while it runs is what the engine told, in its order; at the end the engine's report counts,
//! whatever was told before. Leaves to others: how it looks.

use jiff::Timestamp;

use crate::account::EmailAddress;
use crate::chain::{Found, Holds, Link, Progress};
use crate::engine::{Broken, TestReport};
use crate::error::Error;

/// What came from the engine.
#[derive(Debug, Clone)]
pub enum Progressed {
    /// It came further.
    Step(Progress),
    /// It ended, and when.
    Ended(Box<Result<TestReport, Error>>, Timestamp),
}

/// How it ended.
#[derive(Debug)]
pub(super) enum End {
    /// At its last link or at a broken one.
    Report(Box<TestReport>, Timestamp),
    /// It could not begin.
    Refused(Error, Timestamp),
    /// A person ended it, at this link where one was being looked at.
    Cancelled(Option<Link>),
}

/// A walk along the chain.
#[derive(Debug)]
pub(super) struct Walk {
    expected: Vec<Link>,
    met: Vec<Holds>,
    at: Option<Link>,
    end: Option<End>,
}

/// A link as it stands now.
#[derive(Debug)]
pub(super) enum Line<'a> {
    Holds(&'a Holds),
    Running(Link),
    Broken(&'a Broken),
    Cancelled(Link),
    NotReached(Link),
}

impl Walk {
    pub(super) fn new(expected: Vec<Link>) -> Self {
        Self { expected, met: Vec::new(), at: None, end: None }
    }

    /// Takes what came; whether that was the end.
    pub(super) fn go_on(&mut self, progressed: Progressed) -> bool {
        match progressed {
            Progressed::Step(Progress::Begun(link)) => self.at = Some(link),
            Progressed::Step(Progress::Holds(holds)) => {
                self.at = None;
                self.met.retain(|met| met.link != holds.link);
                self.met.push(holds);
            }
            // What is behind the name is looked at anew; what was found there is no longer so.
            Progressed::Step(Progress::Again) => {
                self.at = None;
                self.met.retain(|met| met.link < Link::Name);
            }
            Progressed::Ended(result, at) => {
                self.end(match *result {
                    Ok(report) => End::Report(Box::new(report), at),
                    Err(error) => End::Refused(error, at),
                });
                return true;
            }
        }
        false
    }

    pub(super) fn end(&mut self, end: End) {
        self.at = None;
        self.end = Some(end);
    }

    /// A person ends it.
    pub(super) fn cancel(&mut self) {
        self.end(End::Cancelled(self.at));
    }

    /// The link that is being looked at.
    pub(super) fn at(&self) -> Option<Link> {
        self.at
    }

    /// The links that were met so far.
    pub(super) fn met(&self) -> &[Holds] {
        &self.met
    }

    pub(super) fn ended(&self) -> Option<&End> {
        self.end.as_ref()
    }

    /// Whether it ended at a link that does not hold.
    pub(super) fn has_broken(&self) -> bool {
        match &self.end {
            Some(End::Report(report, _)) => report.broken.is_some(),
            Some(End::Refused(..)) => true,
            Some(End::Cancelled(_)) | None => false,
        }
    }

    /// To whom the message goes that the server took over.
    pub(super) fn accepted(&self) -> Option<&EmailAddress> {
        self.lines().into_iter().find_map(|line| match line {
            Line::Holds(Holds { found: Found::Message { to, .. }, .. }) => Some(to),
            _ => None,
        })
    }

    /// Whether a message was sent, and seen in the mailbox.
    pub(super) fn has_arrived(&self) -> bool {
        let Some(End::Report(report, _)) = &self.end else { return false };
        report.links.iter().any(|holds| matches!(holds.found, Found::Arrival { .. }))
    }

    /// Whether a message was to be sent, and the walk broke before.
    pub(super) fn has_not_sent(&self) -> bool {
        let Some(End::Report(report, _)) = &self.end else { return false };
        report.broke_before(Link::Message) && self.expected.contains(&Link::Message)
    }

    /// The settings that must be mended, where the end names some.
    pub(super) fn fields(&self) -> Vec<&'static str> {
        match &self.end {
            Some(End::Report(report, _)) => report.broken.as_ref().map(|broken| broken.error.fields()),
            Some(End::Refused(error, _)) => Some(error.fields()),
            Some(End::Cancelled(_)) | None => None,
        }
        .unwrap_or_default()
    }

    /// Every link: what was met in its order, the one that is looked at or broken, and those that come after it.
    pub(super) fn lines(&self) -> Vec<Line<'_>> {
        let (met, broken) = match &self.end {
            Some(End::Report(report, _)) => (&report.links, report.broken.as_ref()),
            Some(End::Refused(..) | End::Cancelled(_)) | None => (&self.met, None),
        };
        let cancelled = match &self.end {
            Some(End::Cancelled(link)) => *link,
            _ => None,
        };
        let at = broken.map(|broken| broken.link).or(self.at).or(cancelled);
        let known = |link: &Link| at == Some(*link) || met.iter().any(|holds| holds.link == *link);
        let now = match (broken, self.at) {
            (Some(broken), _) => Some(Line::Broken(broken)),
            (None, Some(link)) => Some(Line::Running(link)),
            (None, None) => cancelled.map(Line::Cancelled),
        };
        // Where all is well, what was not met was not needed: the arrival, where POP cannot look.
        let all_is_well = matches!(&self.end, Some(End::Report(report, _)) if report.broken.is_none());
        let rest = self.expected.iter().filter(|link| !all_is_well && !known(link)).map(|link| Line::NotReached(*link));
        // A link can be met again that a former try has passed.
        let before = met.iter().filter(|holds| at != Some(holds.link)).map(Line::Holds);
        before.chain(now).chain(rest).collect()
    }
}

impl Line<'_> {
    /// Which link it is.
    pub(super) fn link(&self) -> Link {
        match self {
            Self::Holds(holds) => holds.link,
            Self::Running(link) | Self::Cancelled(link) | Self::NotReached(link) => *link,
            Self::Broken(broken) => broken.link,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::links;
    use super::*;
    use crate::account::{Method, Protocol, Security};
    use crate::chain::Found;

    fn holds(link: Link) -> Holds {
        let found = match link {
            Link::Greeting => Found::Greeting("ready".to_owned()),
            _ => Found::NoToken(Method::None),
        };
        Holds { link, found, took: Duration::from_millis(3), round_trips: 1 }
    }

    fn shown(walk: &Walk) -> String {
        let line = |line: &Line<'_>| {
            let sign = match line {
                Line::Holds(_) => '+',
                Line::Running(_) => '*',
                Line::Broken(_) => '!',
                Line::Cancelled(_) => 'x',
                Line::NotReached(_) => '-',
            };
            format!("{sign}{}", line.link())
        };
        walk.lines().iter().map(line).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn every_link_is_there_from_the_beginning_and_once() {
        let mut walk = Walk::new(links(Security::Tls, false));
        assert_eq!(
            shown(&walk),
            "-settings -name -connect -tls -greeting -capabilities -token -login -command",
            "TLS comes before the greeting; nothing is sent"
        );
        let step = |walk: &mut Walk, step| assert!(!walk.go_on(Progressed::Step(step)));
        step(&mut walk, Progress::Holds(holds(Link::Settings)));
        step(&mut walk, Progress::Begun(Link::Name));
        assert!(shown(&walk).starts_with("+settings *name -connect"));
        for link in [Link::Name, Link::Connect, Link::Tls, Link::Greeting] {
            step(&mut walk, Progress::Begun(link));
            step(&mut walk, Progress::Holds(holds(link)));
        }
        assert_eq!(shown(&walk), "+settings +name +connect +tls +greeting -capabilities -token -login -command");
        step(&mut walk, Progress::Again);
        assert!(shown(&walk).starts_with("+settings -name -connect"), "{}", shown(&walk));
    }

    #[test]
    fn at_the_end_the_report_counts() {
        let mut walk = Walk::new(links(Security::StartTls, true));
        let broken = Broken {
            link: Link::Connect,
            error: Error::Incomplete(vec!["smtp.server"]),
            took: Duration::ZERO,
            round_trips: 0,
        };
        let links = vec![holds(Link::Settings), holds(Link::Name)];
        let report = TestReport {
            protocol: Protocol::Smtp,
            links,
            broken: Some(broken),
            token_held: false,
            settings: None,
            begun_at: Timestamp::UNIX_EPOCH,
        };
        assert!(walk.go_on(Progressed::Ended(Box::new(Ok(report)), Timestamp::UNIX_EPOCH)));
        assert!(shown(&walk).starts_with("+settings +name !connect -greeting -tls"), "{}", shown(&walk));
        assert!(shown(&walk).ends_with("-command -message -arrival"));
        assert_eq!(walk.fields(), ["smtp.server"]);
    }

    #[test]
    fn what_was_met_stays_when_a_person_ends_it() {
        let mut walk = Walk::new(links(Security::StartTls, false));
        let _ = walk.go_on(Progressed::Step(Progress::Holds(holds(Link::Settings))));
        let _ = walk.go_on(Progressed::Step(Progress::Begun(Link::Name)));
        walk.cancel();
        assert!(shown(&walk).starts_with("+settings xname -connect"), "{}", shown(&walk));
    }
}
