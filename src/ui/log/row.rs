//! One entry as it looks: its parts, where they stand, and how high it is.
//!
//! Where there is room, a row: sign, severity and area, time and how long ago that is, the words. In a narrow window the
//! same one under another. Very long words show their first lines and unfold. A conversation's lines stand close together,
//! each with its arrow; who speaks with whom is said above them.
//!
//! Protects: the height is known without laying anything out; what is said to be there is what is drawn. Leaves to
//! others: which rows are seen (`list`), colours (`theme`).

use iced::Font;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::book::{Form, Line};
use super::wrap::Widths;
use crate::i18n::Lang;
use crate::log::Severity;
use crate::tr;
use crate::ui::format::{exact, since};
use crate::ui::style::Tone;
use crate::ui::theme::icon::Icon;
use crate::ui::theme::{MEDIUM, REGULAR, size, space};
use crate::words;

/// The height of a line of words, and of what stands beside them.
pub const WORDS_LINE: f32 = 20.0;
/// The height of a line of small words.
pub const SMALL_LINE: f32 = 17.0;
/// Above and below.
const ABOVE: f32 = 8.0;
/// Above and below a conversation's line.
const CLOSE: f32 = 2.0;
/// Below a conversation.
pub const AFTER: f32 = ABOVE - CLOSE;
/// At the sides.
pub const SIDE: f32 = 16.0;
/// The width of the sign and of what follows it.
const SIGN: f32 = size::ICON + space::SMALL;
/// The columns of a wide row.
const SEVERITY: f32 = 116.0;
const TIME: f32 = 132.0;
/// At the end, for the sign that copies.
pub const END: f32 = 32.0;
/// The least width of a wide row.
const WIDE: f32 = 760.0;
/// So many lines of words are shown of an entry that has more than one line above that.
const FOLDED: usize = 4;

/// What colours a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// As text.
    Plain,
    /// As an explanation.
    Muted,
    /// As what can be pressed.
    Link,
    /// In a tone.
    Toned(Tone),
}

/// A part of a row, from its own upper left corner.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// How far from the left and from above.
    pub at: (f32, f32),
    /// How wide and high it may be.
    pub room: (f32, f32),
    /// The words, broken into lines.
    pub text: String,
    /// How high a line is.
    pub line: f32,
    /// How large.
    pub size: f32,
    /// In which font.
    pub font: Font,
    /// In which colour.
    pub ink: Ink,
}

/// How a row stands in a width.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shape {
    width: f32,
    wide: bool,
}

impl Shape {
    /// The shape of all rows of a list.
    #[must_use]
    pub fn new(width: f32) -> Self {
        Self { width, wide: width >= WIDE }
    }

    fn words_at(self) -> f32 {
        if self.wide { SIDE + SIGN + SEVERITY + TIME + 2.0 * space::MEDIUM } else { SIDE }
    }

    /// The width of the words.
    #[must_use]
    pub fn words(self, form: Form) -> f32 {
        // The sign that copies stands beside them, unless something stands above them.
        let end = if self.wide || form == Form::Next { END + SIDE } else { SIDE };
        (self.width - self.words_at() - end).max(1.0)
    }

    /// Where a row's first line begins.
    fn above(self, form: Form) -> f32 {
        if form == Form::Next { CLOSE } else { ABOVE }
    }

    /// The height of a row of so many lines.
    #[must_use]
    pub fn height(self, lines: usize, unfolded: bool, form: Form) -> f32 {
        let shown = shown(lines, unfolded) as f32 * WORDS_LINE;
        let fold = if is_long(lines) { SMALL_LINE } else { 0.0 };
        if form != Form::Entry {
            let head = if self.wide || form == Form::Next { 0.0 } else { SMALL_LINE + 2.0 };
            return self.above(form) + head + shown + fold + CLOSE;
        }
        let beside = 2.0 * SMALL_LINE;
        if self.wide { (shown + fold).max(beside) + 2.0 * ABOVE } else { beside + 2.0 + shown + fold + 2.0 * ABOVE }
    }
}

/// Whether an entry has so many lines that they fold.
#[must_use]
pub fn is_long(lines: usize) -> bool {
    lines > FOLDED + 1
}

fn shown(lines: usize, unfolded: bool) -> usize {
    if is_long(lines) && !unfolded { FOLDED } else { lines }
}

/// The sign of a severity and its tone.
#[must_use]
pub fn sign(severity: Severity) -> (Icon, Tone) {
    match severity {
        Severity::Detail => (Icon::Dot, Tone::Quiet),
        Severity::Info => (Icon::Info, Tone::Quiet),
        Severity::Warning => (Icon::Alert, Tone::Warn),
        Severity::Error => (Icon::Bad, Tone::Danger),
    }
}

/// Where the sign's middle is.
#[must_use]
pub fn sign_at() -> (f32, f32) {
    (SIDE + size::ICON / 2.0, ABOVE + SMALL_LINE / 2.0)
}

/// Where the middle of the sign that copies is.
#[must_use]
pub fn copy_at(shape: Shape, form: Form) -> (f32, f32) {
    (shape.width - SIDE - size::ICON / 2.0, shape.above(form) + SMALL_LINE / 2.0)
}

/// What stands in a row.
#[must_use]
pub fn parts(
    (line, form): (&Line, Form),
    shape: Shape,
    widths: &mut Widths,
    unfolded: bool,
    (now, zone, lang): (Timestamp, &TimeZone, Lang),
) -> Vec<Part> {
    let (_, tone) = sign(line.entry.severity);
    let small = |at: (f32, f32), width: f32, text: String, font: Font, ink: Ink| Part {
        at,
        room: (width, SMALL_LINE),
        text,
        line: SMALL_LINE,
        size: size::SMALL,
        font,
        ink,
    };
    let severity = words::severity(line.entry.severity, lang);
    let area = words::area(line.entry.area, lang);
    let exact = exact(line.entry.at, now, zone, lang);
    let ago = since(line.entry.at, now, zone, lang);
    let above = shape.above(form);
    let second = above + SMALL_LINE;
    let beside = SIDE + SIGN;
    let time = beside + SEVERITY + space::MEDIUM;
    let mut parts = if form == Form::Next {
        if shape.wide { vec![small((time, above), TIME, exact, REGULAR, Ink::Muted)] } else { vec![] }
    } else if form == Form::First && shape.wide {
        vec![
            small((beside, above), SEVERITY, area, REGULAR, Ink::Muted),
            small((time, above), TIME, exact, REGULAR, Ink::Plain),
        ]
    } else if form == Form::First {
        let over = shape.width - beside - SIDE - END;
        vec![small((beside, above), over, format!("{area} · {exact}"), REGULAR, Ink::Muted)]
    } else if shape.wide {
        vec![
            small((beside, ABOVE), SEVERITY, severity, MEDIUM, Ink::Toned(tone)),
            small((beside, second), SEVERITY, area, REGULAR, Ink::Muted),
            small((time, ABOVE), TIME, exact, REGULAR, Ink::Plain),
            small((time, second), TIME, ago, REGULAR, Ink::Muted),
        ]
    } else {
        let most = shape.width - beside - SIDE - END;
        let over = shape.width - beside - SIDE;
        vec![
            small((beside, ABOVE), most, format!("{severity} · {area}"), MEDIUM, Ink::Toned(tone)),
            small((beside, second), over, format!("{exact} · {ago}"), REGULAR, Ink::Muted),
        ]
    };
    let (left, mut top) = match form {
        _ if shape.wide => (shape.words_at(), above - 1.5),
        Form::Entry => (shape.words_at(), second + SMALL_LINE + 2.0),
        Form::First => (shape.words_at(), second + 2.0),
        Form::Next => (shape.words_at(), above),
    };
    let text = line.words(form);
    let lines = widths.lines(text, size::BODY, shape.words(form));
    let count = shown(lines.len(), unfolded);
    let words = lines.iter().take(count).map(|(start, end)| &text[*start..*end]).collect::<Vec<_>>().join("\n");
    let height = count as f32 * WORDS_LINE;
    parts.push(Part {
        at: (left, top),
        room: (shape.words(form), height),
        text: words,
        line: WORDS_LINE,
        size: size::BODY,
        font: REGULAR,
        ink: Ink::Plain,
    });
    top += height;
    if is_long(lines.len()) {
        let more = lines.len() - count;
        let words = if unfolded { tr!(lang, "win-log-fold") } else { tr!(lang, "win-log-unfold", count = more) };
        parts.push(small((left, top), shape.words(form), words, MEDIUM, Ink::Link));
    }
    parts
}
