//! The log's tab.
//!
//! What the person wants there. *What happened just now?* The newest entry is above, says itself in words and comes by
//! itself. *Why did it fail last night?* Warnings and errors alone, one area alone, a word from the message; the exact time
//! beside how long ago it was. *The support asks for it:* what is shown, copied as text with one key; the folder with the
//! files; and, when they ask for more, what was said between Mailkey and the servers, for fifteen minutes and without
//! secrets.
//!
//! What they fear: that the text runs away while they read; that a secret is in what they hand over (none is: the log holds
//! none); that the log is empty because it is broken (it says which of the two).
//!
//! Protects: reading the file and finding words for all of it happen off the window's thread; a frame costs only what is in
//! sight. Leaves to others: writing the log and keeping secrets out of it ([`crate::log`]), and the words of an event
//! ([`crate::words`]).
//!
//! * `book`: the entries and which are shown. `follow`: reading them. `copy`: as text. `acts`: what the window does.
//! * `list`, `measure`, `row`, `wrap`, `draw`: the entries on the screen. `view`: everything around them.

mod acts;
mod book;
mod copy;
mod draw;
pub(super) mod follow;
mod list;
mod measure;
mod names;
mod row;
mod transcripts;
mod view;
mod wrap;

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;

pub(super) use self::acts::PAGE;
use self::book::Book;
pub use self::book::{Filter, Line, MOST};
pub use self::list::{Event, ID as ENTRIES};
use self::transcripts::Switch;
pub use self::transcripts::Turn;
use super::cause;
use crate::i18n::Lang;
use crate::log::{Area, Entry, Severity};

/// What was copied last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Copied {
    /// All that is shown.
    Shown,
    /// One entry.
    Line(u64),
    /// Where the files are.
    Folder,
}

/// What the tab remembers.
#[derive(Debug, Default)]
pub struct State {
    book: Book,
    /// The language of the words.
    lang: Option<Lang>,
    /// The log was looked at once: from then on it is followed.
    begun: bool,
    /// What was read is there.
    known: bool,
    /// Why it could not be read.
    unreadable: Option<String>,
    /// The turn in which words are awaited, and what came meanwhile.
    wording: u64,
    meanwhile: Option<Vec<Arc<Entry>>>,
    unfolded: BTreeSet<u64>,
    folds: u64,
    copied: Option<Copied>,
    /// The folder could not be opened: its path is told instead.
    not_opened: bool,
    switch: Switch,
}

/// What happened.
#[derive(Debug, Clone)]
pub enum Message {
    /// The log was read.
    Read(Result<Vec<Arc<Entry>>, String>),
    /// Something was written to it.
    New(Vec<Arc<Entry>>),
    /// The words that were asked for in a turn.
    Worded(u64, Vec<Line>),
    /// Only this area.
    Area(Option<Area>),
    /// Only as grave as this, or graver.
    Severity(Severity),
    /// Typed into the search field.
    Search(String),
    /// Wants everything again.
    Everything,
    /// “Copy”.
    Copy,
    /// “Copy” beside the folder's path.
    CopyFolder,
    /// Something with the entries.
    Entries(Event),
    /// “Open folder”.
    OpenFolder,
    /// It could not be opened.
    NotOpened,
    /// Something with the switch of the transcripts.
    Transcripts(Turn),
}

/// What the tab asks of the window.
#[derive(Debug)]
pub enum Action {
    /// Nothing.
    None,
    /// Find words for these entries; the number comes back with them.
    Word(u64, Vec<Arc<Entry>>),
    /// Copy this.
    Copy(String),
    /// Scroll to what has the focus.
    Reveal,
    /// Scroll to the top.
    Top,
    /// Open the folder.
    OpenFolder,
    /// Copy the folder's path.
    CopyFolder,
    /// Switch transcripts on or off.
    Turn(bool),
    /// Something in the box that says why that failed.
    Cause(cause::Message),
}

impl State {
    /// What was copied was copied long ago.
    pub fn forget_copied(&mut self) {
        self.copied = None;
    }

    /// The tab is shown: from now on the log is followed.
    pub fn begin(&mut self) {
        self.begun = true;
    }

    /// Whether it is followed.
    #[must_use]
    pub fn is_followed(&self) -> bool {
        self.begun
    }

    /// Whether it was read, and its words are there.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.known && self.meanwhile.is_none()
    }

    /// The numbers of entries that are held and shown.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        self.book.counts()
    }

    /// How many entries wait to be shown.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.book.waiting()
    }

    /// Another language is spoken.
    pub fn speak(&mut self, lang: Lang) -> Action {
        if self.lang.replace(lang) == Some(lang) || !self.known {
            return Action::None;
        }
        let mut entries = self.book.entries();
        entries.extend(self.meanwhile.take().into_iter().flatten());
        self.word(entries)
    }

    fn word(&mut self, entries: Vec<Arc<Entry>>) -> Action {
        self.wording += 1;
        self.meanwhile = Some(Vec::new());
        Action::Word(self.wording, entries)
    }

    /// Does what happened, in the language that is spoken.
    pub fn update(&mut self, message: Message, lang: Lang, now: Timestamp) -> Action {
        match message {
            Message::Read(Ok(entries)) => {
                (self.known, self.unreadable, self.lang) = (true, None, Some(lang));
                return self.word(entries);
            }
            Message::Read(Err(why)) => (self.known, self.unreadable) = (true, Some(why)),
            Message::New(entries) => match &mut self.meanwhile {
                Some(meanwhile) => meanwhile.extend(entries),
                None => self.book.add(entries.into_iter().map(|entry| Line::new(entry, lang)).collect()),
            },
            Message::Worded(turn, lines) => {
                if turn == self.wording {
                    self.book.fill(lines);
                    let meanwhile = self.meanwhile.take().into_iter().flatten();
                    self.book.add(meanwhile.map(|entry| Line::new(entry, lang)).collect());
                }
            }
            Message::Area(area) => self.choose(|filter| filter.area = area),
            Message::Severity(severity) => self.choose(|filter| filter.severity = severity),
            Message::Search(search) => self.choose(|filter| filter.search = search),
            Message::Everything => self.choose(|filter| *filter = Filter::default()),
            Message::Copy => {
                self.copied = Some(Copied::Shown);
                return Action::Copy(copy::shown(&self.book, lang, now));
            }
            Message::CopyFolder => {
                self.copied = Some(Copied::Folder);
                return Action::CopyFolder;
            }
            Message::Entries(event) => return self.on_entries(event, lang),
            Message::OpenFolder => {
                self.not_opened = false;
                return Action::OpenFolder;
            }
            Message::NotOpened => self.not_opened = true,
            Message::Transcripts(turn) => return self.turn(turn),
        }
        Action::None
    }

    fn choose(&mut self, change: impl FnOnce(&mut Filter)) {
        let mut filter = self.book.filter().clone();
        change(&mut filter);
        self.book.set_filter(filter);
        self.copied = None;
    }

    fn on_entries(&mut self, event: Event, lang: Lang) -> Action {
        match event {
            Event::Moved => Action::Reveal,
            Event::Reads(reads) => {
                self.book.hold(reads);
                Action::None
            }
            Event::Fold(number) => {
                if !self.unfolded.remove(&number) {
                    let _new = self.unfolded.insert(number);
                }
                self.folds += 1;
                Action::None
            }
            Event::Copy(number) => match self.book.line(number) {
                Some(line) => {
                    self.copied = Some(Copied::Line(number));
                    Action::Copy(copy::line(line, lang))
                }
                None => Action::None,
            },
            Event::Newest => {
                self.book.hold(false);
                Action::Top
            }
        }
    }
}
