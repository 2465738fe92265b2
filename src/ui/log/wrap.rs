//! Where a text breaks into lines, known without laying it out.
//!
//! Ten thousand entries have ten thousand heights, and the scroll bar wants their sum; to shape all of them takes seconds.
//! So the width of each letter is measured once, and a line's width is the sum of its letters'.
//!
//! Protects: what is drawn breaks where it was counted to break, because the breaks are put into the text; nothing is wider
//! than its place. Leaves to others: drawing.

use std::collections::HashMap;

use iced::advanced::graphics::text::Paragraph;
use iced::advanced::text::{self, Paragraph as _};
use iced::{Font, Pixels, Size, alignment};

/// The size at which letters are measured: their widths at others are in proportion.
const MEASURED: f32 = 100.0;
/// Pairs of letters may stand a little apart from what their widths say.
const SLACK: f32 = 0.985;
/// Letters up to here (Latin, with all marks) have a place in a table.
const LATIN: usize = 0x250;

/// How wide the letters of one font are.
pub struct Widths {
    font: Font,
    latin: Box<[f32; LATIN]>,
    others: HashMap<char, f32>,
}

impl Widths {
    /// A font of which nothing was measured yet.
    #[must_use]
    pub fn new(font: Font) -> Self {
        Self { font, latin: Box::new([f32::NAN; LATIN]), others: HashMap::new() }
    }

    /// A letter's width in parts of the text's size.
    fn of(&mut self, letter: char) -> f32 {
        let known = match self.latin.get(letter as usize) {
            Some(width) if width.is_nan() => None,
            Some(width) => Some(*width),
            None => self.others.get(&letter).copied(),
        };
        known.unwrap_or_else(|| self.learn(letter))
    }

    fn learn(&mut self, letter: char) -> f32 {
        // Between two bars, because blanks at the ends of a line count nothing.
        let between = width_of(&format!("|{letter}|"), self.font) - width_of("||", self.font);
        let width = between.max(0.0) / MEASURED;
        match self.latin.get_mut(letter as usize) {
            Some(place) => *place = width,
            None => drop(self.others.insert(letter, width)),
        }
        width
    }

    /// How wide a text of one line is.
    pub fn text(&mut self, text: &str, size: f32) -> f32 {
        text.chars().map(|letter| self.of(letter)).sum::<f32>() * size
    }

    /// The lines of a text in a width, all of it: where each begins and ends, without the blank at which it breaks.
    pub fn lines(&mut self, text: &str, size: f32, width: f32) -> Vec<(usize, usize)> {
        let most = (width * SLACK / size).max(0.0);
        let mut lines = Vec::new();
        // Where the line and its last word begin, where the line may end, and how wide it and that word are.
        let (mut start, mut word, mut end) = (0, 0, None);
        let (mut line_width, mut word_width) = (0.0, 0.0);
        for (at, letter) in text.char_indices() {
            let wide = self.of(letter);
            if letter == ' ' {
                end = Some(at);
                word = at + 1;
                (line_width, word_width) = (line_width + wide, 0.0);
                continue;
            }
            if line_width + wide > most && at > start {
                match end.filter(|end| *end > start) {
                    Some(end) => {
                        lines.push((start, start + text[start..end].trim_end_matches(' ').len()));
                        (start, line_width) = (word, word_width);
                    }
                    // One word alone is too wide.
                    None => {
                        lines.push((start, at));
                        (start, word, line_width, word_width) = (at, at, 0.0, 0.0);
                    }
                }
                end = None;
                // What was carried over may itself be too wide.
                if line_width + wide > most && at > start {
                    lines.push((start, at));
                    (start, word, line_width, word_width) = (at, at, 0.0, 0.0);
                }
            }
            (line_width, word_width) = (line_width + wide, word_width + wide);
        }
        lines.push((start, text.len()));
        lines
    }
}

fn width_of(text: &str, font: Font) -> f32 {
    Paragraph::with_text(text::Text {
        content: text,
        bounds: Size::INFINITE,
        size: Pixels(MEASURED),
        line_height: text::LineHeight::default(),
        font,
        align_x: text::Alignment::Default,
        align_y: alignment::Vertical::Top,
        shaping: text::Shaping::Advanced,
        wrapping: text::Wrapping::None,
    })
    .min_width()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::{FONTS, REGULAR, size};
    use proptest::prelude::*;
    use std::borrow::Cow;

    fn widths() -> Widths {
        for font in FONTS {
            iced::advanced::graphics::text::font_system().write().expect("fonts").load_font(Cow::Borrowed(font));
        }
        Widths::new(REGULAR)
    }

    /// How wide and how many lines the renderer makes of it.
    fn drawn(text: &str, width: f32) -> (f32, f32) {
        let paragraph = Paragraph::with_text(text::Text {
            content: text,
            bounds: Size::new(width, f32::INFINITY),
            size: Pixels(size::BODY),
            line_height: text::LineHeight::Absolute(Pixels(20.0)),
            font: REGULAR,
            align_x: text::Alignment::Default,
            align_y: alignment::Vertical::Top,
            shaping: text::Shaping::Advanced,
            wrapping: text::Wrapping::WordOrGlyph,
        });
        (paragraph.min_width(), paragraph.min_height() / 20.0)
    }

    fn broken(text: &str, lines: &[(usize, usize)]) -> String {
        lines.iter().map(|(start, end)| &text[*start..*end]).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_text_breaks_between_words_and_a_long_word_anywhere() {
        let mut widths = widths();
        let text = "Přihlášení ke schránce recepce@firma.cz skončilo bez tokenu.";
        let lines = widths.lines(text, size::BODY, 180.0);
        assert!(lines.len() >= 2, "{lines:?}");
        for (start, end) in &lines {
            assert!(!text[*start..*end].starts_with(' ') && !text[*start..*end].ends_with(' '));
        }
        assert_eq!(broken(text, &lines).replace('\n', " "), text);
        let word = "x".repeat(300);
        assert_eq!(broken(&word, &widths.lines(&word, size::BODY, 100.0)).replace('\n', ""), word);
        assert_eq!(widths.lines("", size::BODY, 100.0), [(0, 0)]);
        assert_eq!(widths.lines("Žluťoučký kůň", size::BODY, 1000.0).len(), 1);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        #[test]
        fn what_was_counted_is_what_is_drawn(
            text in "([a-zA-ZáčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ0-9.,:;/@_–-]{1,14} ){1,30}|AVAVToTeVo.{0,40}|[a-z/.:?=&]{1,200}",
            width in 60.0_f32..700.0,
        ) {
            let mut widths = widths();
            let lines = widths.lines(&text, size::BODY, width);
            prop_assert!(lines.iter().all(|(start, end)| start <= end));
            let kept: String = broken(&text, &lines).chars().filter(|c| !c.is_whitespace()).collect();
            let whole: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            prop_assert_eq!(kept, whole, "nothing is lost");
            if text.chars().all(|c| (c as u32) < 0x180 && !c.is_control()) {
                let (wide, count) = drawn(&broken(&text, &lines), width);
                prop_assert!(wide <= width + 0.5, "{} in {}", wide, width);
                prop_assert_eq!(count.round() as usize, lines.len());
            }
        }
    }
}
