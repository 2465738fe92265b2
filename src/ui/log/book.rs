//! The entries that the window holds, and which of them are shown.
//!
//! Protects: what a person reads does not move: while they read further down, what is new waits to be called in; a filter
//! or another language changes words and choice, never the order; the memory it takes is bounded. Leaves to others: reading
//! the file (`follow`), and how it looks.

use std::sync::Arc;

use crate::i18n::Lang;
use crate::log::{Area, Entry, Severity};
use crate::words::{self, Search};

/// The most entries that are held: more than a person reads, and all that a few weeks bring.
pub const MOST: usize = 10_000;
/// The name of what is no event: a developers' line.
const TRACE: &str = "trace";
/// So many more may come before the oldest are let go.
const ROOM: usize = 500;

/// An entry with its words in the language shown.
#[derive(Debug, Clone)]
pub struct Line {
    /// What the file says.
    pub entry: Arc<Entry>,
    /// The words.
    pub text: String,
    /// What the search looks in.
    sought: String,
}

impl Line {
    /// Says an entry in a language.
    #[must_use]
    pub fn new(entry: Arc<Entry>, lang: Lang) -> Self {
        let text: String = words::event(&entry, lang).chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let sought = words::sought(&entry);
        Self { entry, text, sought }
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
    /// The numbers of those that are shown, oldest first.
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
        self.lines = lines;
        self.wording += 1;
        self.choose();
    }

    /// Adds what is new.
    pub fn add(&mut self, lines: Vec<Line>) {
        let search = Search::new(&self.filter.search);
        for line in lines {
            let wanted = self.filter.wants(&line, &search);
            let number = self.first + self.lines.len() as u64;
            self.lines.push(line);
            match wanted {
                true if self.holds => self.waiting += 1,
                true => self.shown.push(number),
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

    /// Chooses anew what is shown.
    fn choose(&mut self) {
        let search = Search::new(&self.filter.search);
        let numbers = (self.first..).zip(&self.lines);
        self.shown = numbers.filter(|(_, line)| self.filter.wants(line, &search)).map(|(number, _)| number).collect();
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

    /// The numbers of those that are shown, newest first.
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
        self.shown.binary_search(&number).ok().map(|at| self.shown.len() - 1 - at)
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
