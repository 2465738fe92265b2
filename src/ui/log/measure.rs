//! How high each row is and where it begins.
//!
//! Protects: with ten thousand entries a new one costs one measurement, and a frame none. Leaves to others: how a row is
//! made (`row`) and how a text breaks (`wrap`).

use std::collections::BTreeSet;
use std::ops::Range;

use super::book::{Book, Form};
use super::row::{self, Shape};
use super::wrap::Widths;
use crate::ui::theme::{REGULAR, size};

/// What was measured.
pub struct Measured {
    /// The letters' widths.
    pub widths: Widths,
    /// In what width and of what words.
    of: (f32, u64),
    /// The number of the entry that `lines` begins with.
    first: u64,
    /// How many lines each entry's words take in the form in which it was shown; 0: not known.
    lines: Vec<(u16, Form)>,
    /// For which rows `tops` holds.
    rows: Option<(u64, u64)>,
    /// Where each row begins, and behind the last one the end.
    tops: Vec<f32>,
}

impl Default for Measured {
    fn default() -> Self {
        let widths = Widths::new(REGULAR);
        Self { widths, of: (0.0, 0), first: 0, lines: Vec::new(), rows: None, tops: vec![0.0] }
    }
}

impl Measured {
    /// Measures what is not known yet. `folds` is another number whenever other entries are unfolded.
    pub fn update(&mut self, book: &Book, width: f32, unfolded: &BTreeSet<u64>, folds: u64) {
        let (change, wording) = book.changes();
        if self.of != (width, wording) {
            (self.of, self.first, self.rows) = ((width, wording), book.first(), None);
            self.lines.clear();
        }
        if self.rows == Some((change, folds)) {
            return;
        }
        self.rows = Some((change, folds));
        if let Ok(gone) = usize::try_from(book.first().saturating_sub(self.first)) {
            drop(self.lines.drain(..gone.min(self.lines.len())));
        }
        self.first = book.first();
        self.lines.resize(book.counts().0, (0, Form::Entry));
        let shape = Shape::new(width);
        let mut tops = Vec::with_capacity(book.counts().1 + 1);
        let mut top = 0.0;
        for (row, number) in book.shown().enumerate() {
            tops.push(top);
            let form = book.form(row);
            top += shape.height(self.lines_of(book, number, shape, form), unfolded.contains(&number), form);
            if form != Form::Entry && !book.goes_on(row + 1) {
                top += row::AFTER;
            }
        }
        tops.push(top);
        self.tops = tops;
    }

    fn lines_of(&mut self, book: &Book, number: u64, shape: Shape, form: Form) -> usize {
        let at = usize::try_from(number.saturating_sub(self.first)).unwrap_or(usize::MAX);
        let (known, of) = self.lines.get(at).copied().unwrap_or((1, form));
        if known > 0 && of == form {
            return known.into();
        }
        let text = book.line(number).map_or("", |line| line.words(form));
        let count = self.widths.lines(text, size::BODY, shape.words(form)).len();
        if let Some(place) = self.lines.get_mut(at) {
            *place = (u16::try_from(count).unwrap_or(u16::MAX), form);
        }
        count
    }

    /// How many lines a row's words take, once it was measured.
    #[must_use]
    pub fn lines(&self, number: u64) -> usize {
        let at = number.checked_sub(self.first).and_then(|at| usize::try_from(at).ok());
        at.and_then(|at| self.lines.get(at)).map_or(1, |(lines, _)| usize::from(*lines))
    }

    /// The height of all rows.
    #[must_use]
    pub fn height(&self) -> f32 {
        self.tops.last().copied().unwrap_or_default()
    }

    /// Where a row begins and ends.
    #[must_use]
    pub fn span(&self, row: usize) -> Option<(f32, f32)> {
        Some((*self.tops.get(row)?, *self.tops.get(row + 1)?))
    }

    /// The row at a height.
    #[must_use]
    pub fn row_at(&self, y: f32) -> Option<usize> {
        let row = self.tops.partition_point(|top| *top <= y).checked_sub(1)?;
        self.span(row).map(|_| row)
    }

    /// The rows of which anything is between two heights.
    #[must_use]
    pub fn between(&self, from: f32, to: f32) -> Range<usize> {
        let first = self.tops.partition_point(|top| *top <= from).saturating_sub(1);
        let last = self.tops.partition_point(|top| *top < to).min(self.tops.len() - 1);
        first.min(last)..last
    }
}
