//! The entries that the window holds, and which of them are shown.
//!
//! The newest is above. Only the lines of a conversation that follow one another stand as they were said, the question above
//! the answer; such a run has its place among the rest by its newest line.
//!
//! Protects: what a person reads does not move: while they read further down, what is new waits to be called in; a filter
//! or another language changes words and choice, never the order; the memory it takes is bounded. Leaves to others: reading
//! the file (`follow`), and how it looks.

use std::sync::Arc;

use jiff::SignedDuration;

use crate::i18n::Lang;
use crate::log::{Area, Entry, Severity};
use crate::words::{self, Search};

/// The most entries that are held: more than a person reads, and all that a few weeks bring.
pub const MOST: usize = 10_000;
/// The name of what is no event: a developers' line.
const TRACE: &str = "trace";
/// So long may a server be silent within a conversation; the longest time limit is shorter.
const APART: SignedDuration = SignedDuration::from_mins(10);
/// So many more may come before the oldest are let go.
const ROOM: usize = 500;

/// An entry with its words in the language shown.
#[derive(Debug, Clone)]
pub struct Line {
    /// What the file says.
    pub entry: Arc<Entry>,
    /// The words.
    pub text: String,
    /// Of a conversation's line, what is said below others with the same server.
    next: Option<String>,
    /// The number of the first line of its run.
    run: Option<u64>,
    /// What the search looks in.
    sought: String,
}

/// How an entry stands among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// By itself.
    Entry,
    /// A conversation's line, the first with this server.
    First,
    /// A conversation's line below such a one.
    Next,
}

impl Line {
    /// Says an entry in a language.
    #[must_use]
    pub fn new(entry: Arc<Entry>, lang: Lang) -> Self {
        let flat = |text: String| text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
        let text = flat(words::event(&entry, lang));
        let next = words::said_next(&entry, lang).map(flat);
        let sought = words::sought(&entry);
        Self { entry, text, next, run: None, sought }
    }

    /// What is shown of it.
    #[must_use]
    pub fn words(&self, form: Form) -> &str {
        self.next.as_ref().filter(|_| form == Form::Next).unwrap_or(&self.text)
    }

    /// Whether it was written soon after another one by the same process.
    fn is_after(&self, other: &Self) -> bool {
        let apart = self.entry.at.duration_since(other.entry.at).abs();
        self.entry.process == other.entry.process && apart <= APART
    }
}

/// Which entries are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Only of this area.
    pub area: Option<Area>,
    /// Only as grave as this, or graver.
    pub severity: Severity,
    /// Only with this in what is shown of them.
    pub search: String,
}

impl Default for Filter {
    /// Everything but what only those want who look closely.
    fn default() -> Self {
        Self { area: None, severity: Severity::Info, search: String::new() }
    }
}

impl Filter {
    fn wants(&self, line: &Line, search: &Search) -> bool {
        // The developers' own lines are for those who look closely, however grave they call them.
        let severity = if line.entry.event == TRACE { Severity::Detail } else { line.entry.severity };
        self.area.is_none_or(|area| area == line.entry.area) && severity >= self.severity && search.finds(&line.sought)
    }
}

/// All of it.
#[derive(Debug, Default)]
pub struct Book {
    /// Oldest first.
    lines: Vec<Line>,
    /// The number of the first of them: an entry keeps its number while others come and go.
    first: u64,
    filter: Filter,
    /// The numbers of those that are shown, from the lowest row up.
    shown: Vec<u64>,
    /// Whether what is new waits.
    holds: bool,
    /// How many are waiting.
    waiting: usize,
    /// Another number whenever anything changed.
    change: u64,
    /// Another number whenever the words changed.
    wording: u64,
}

impl Book {
    /// Replaces everything by what was read and worded.
    pub fn fill(&mut self, lines: Vec<Line>) {
        // The same entries in other words keep their numbers.
        let same = self.lines.len() == lines.len()
            && self.lines.iter().zip(&lines).all(|(old, new)| Arc::ptr_eq(&old.entry, &new.entry));
        if !same {
            self.first += self.lines.len() as u64;
        }
        self.lines.clear();
        lines.into_iter().for_each(|line| self.push(line));
        self.wording += 1;
        self.choose();
    }

    /// Adds what is new.
    pub fn add(&mut self, lines: Vec<Line>) {
        let search = Search::new(&self.filter.search);
        for line in lines {
            let wanted = self.filter.wants(&line, &search);
            let number = self.first + self.lines.len() as u64;
            self.push(line);
            match wanted {
                true if self.holds => self.waiting += 1,
                // Below what was said before it.
                true => {
                    let run = self.run(number);
                    let above = self.shown.iter().rev().take_while(|above| run.is_some() && self.run(**above) == run);
                    self.shown.insert(self.shown.len() - above.count(), number);
                }
                false => {}
            }
        }
        if self.lines.len() > MOST + ROOM {
            let gone = self.lines.len() - MOST;
            drop(self.lines.drain(..gone));
            self.first += gone as u64;
            let first = self.first;
            self.shown.retain(|number| *number >= first);
        }
        self.change += 1;
    }

    /// Adds a line to the run that goes on, if one does. What developers are told meanwhile stands among it.
    fn push(&mut self, mut line: Line) {
        let before = self.lines.last().filter(|before| line.is_after(before)).and_then(|before| before.run);
        let number = self.first + self.lines.len() as u64;
        line.run = match line.next {
            Some(_) => before.or(Some(number)),
            None => before.filter(|_| line.entry.event == TRACE),
        };
        self.lines.push(line);
    }

    fn run(&self, number: u64) -> Option<u64> {
        self.line(number).and_then(|line| line.run)
    }

    /// Whether a row belongs to the conversation of the row above it.
    #[must_use]
    pub fn goes_on(&self, row: usize) -> bool {
        let above = row.checked_sub(1).and_then(|above| self.number(above)).and_then(|above| self.run(above));
        above.is_some() && above == self.number(row).and_then(|number| self.run(number))
    }

    /// How a row is shown.
    #[must_use]
    pub fn form(&self, row: usize) -> Form {
        let line = |row| self.number(row).and_then(|number| self.line(number)).filter(|line| line.next.is_some());
        let Some(here) = line(row) else { return Form::Entry };
        let above = row.checked_sub(1).and_then(line).filter(|_| self.goes_on(row));
        let server = |line: &Line| line.entry.args.get("server").cloned();
        match above {
            Some(above) if server(above) == server(here) => Form::Next,
            _ => Form::First,
        }
    }

    /// Chooses anew what is shown.
    fn choose(&mut self) {
        let search = Search::new(&self.filter.search);
        let numbers = (self.first..).zip(&self.lines);
        self.shown = numbers.filter(|(_, line)| self.filter.wants(line, &search)).map(|(number, _)| number).collect();
        let mut shown = std::mem::take(&mut self.shown);
        let same_run = |one: &u64, other: &u64| self.run(*one).is_some() && self.run(*one) == self.run(*other);
        shown.chunk_by_mut(same_run).for_each(<[u64]>::reverse);
        self.shown = shown;
        self.waiting = 0;
        self.change += 1;
    }

    /// What is wanted now.
    #[must_use]
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// Something else is wanted.
    pub fn set_filter(&mut self, filter: Filter) {
        if filter != self.filter {
            self.filter = filter;
            self.choose();
        }
    }

    /// Somebody reads, and nothing may move; or nobody does, and what was waiting comes in.
    pub fn hold(&mut self, holds: bool) {
        self.holds = holds;
        if !holds && self.waiting > 0 {
            self.choose();
        }
    }

    /// How many are waiting to be shown.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.waiting
    }

    /// How many entries there are, and how many are shown.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        (self.lines.len(), self.shown.len())
    }

    /// The numbers of those that are shown, oldest first: in the order in which everything happened.
    #[must_use]
    pub fn in_order(&self) -> Vec<u64> {
        let mut shown = self.shown.clone();
        shown.sort_unstable();
        shown
    }

    /// The numbers of those that are shown, row by row.
    pub fn shown(&self) -> impl ExactSizeIterator<Item = u64> + '_ {
        self.shown.iter().rev().copied()
    }

    /// The number of a row, counted from the newest.
    #[must_use]
    pub fn number(&self, row: usize) -> Option<u64> {
        self.shown.len().checked_sub(row + 1).and_then(|at| self.shown.get(at)).copied()
    }

    /// The row of a number.
    #[must_use]
    pub fn row(&self, number: u64) -> Option<usize> {
        self.shown.iter().rev().position(|shown| *shown == number)
    }

    /// An entry by its number.
    #[must_use]
    pub fn line(&self, number: u64) -> Option<&Line> {
        usize::try_from(number.checked_sub(self.first)?).ok().and_then(|at| self.lines.get(at))
    }

    /// The number of the oldest that is held.
    #[must_use]
    pub fn first(&self) -> u64 {
        self.first
    }

    /// The entries as they are in the file, to be worded.
    #[must_use]
    pub fn entries(&self) -> Vec<Arc<Entry>> {
        self.lines.iter().map(|line| Arc::clone(&line.entry)).collect()
    }

    /// Numbers that change with what is shown, and with its words.
    #[must_use]
    pub fn changes(&self) -> (u64, u64) {
        (self.change, self.wording)
    }
}
