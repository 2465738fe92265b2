//! What is on the screen: every line of text where it is drawn, what is drawn around and over it, and the controls.
//!
//! Protects: it is read from what the renderer was told to draw, with the clips it was told, so that no widget can be
//! forgotten or lie about its size. Leaves to others: what is right and wrong about it (`clipped`).

use iced::advanced::graphics::text::cosmic_text::{BufferLine, LayoutRun};
use iced::advanced::graphics::text::{Paragraph, Text};
use iced_test::core::text::{Alignment, Paragraph as _, Wrapping};
use iced_test::core::widget::operation::scrollable::AbsoluteOffset;
use iced_test::core::widget::operation::{Focusable, Scrollable, TextInput};
use iced_test::core::{Background, Color, Point, Rectangle, Size, Transformation, Vector, alignment, widget};
use iced_test::runtime::user_interface::UserInterface;

/// A line of a text, in the window's coordinates.
#[derive(Debug, Clone)]
pub struct Line {
    /// The whole text.
    pub text: String,
    /// Which line of it, of how many; without a number of lines not all of them were drawn.
    pub number: (usize, Option<usize>),
    /// Where its letters are, from the line's top to its bottom.
    pub bounds: Rectangle,
    /// What may be seen of its surroundings.
    pub clip: Rectangle,
    pub colour: Color,
    layer: usize,
}

impl Line {
    /// The line without the space above and below its letters.
    pub fn tight(&self) -> Rectangle {
        let margin = self.bounds.height * 0.15;
        Rectangle { y: self.bounds.y + margin, height: self.bounds.height - 2.0 * margin, ..self.bounds }
    }
}

/// A ground of a key, a field, a card …
#[derive(Debug, Clone)]
pub struct Ground {
    pub bounds: Rectangle,
    /// The part of it that is not scrolled away.
    pub shown: Rectangle,
    /// Whether it hides what lies under it.
    pub solid: bool,
    /// Where it is of one colour.
    pub colour: Option<Color>,
    /// Whether it fills the window.
    whole: bool,
    layer: usize,
}

/// Something that scrolls: where it is, and how large its content is.
#[derive(Debug, Clone, Copy)]
pub struct Scrolled {
    pub bounds: Rectangle,
    pub content: Rectangle,
}

/// All of it. Where a modal is open, what lies under it is left out.
#[derive(Debug, Default)]
pub struct Seen {
    pub size: Size,
    pub lines: Vec<Line>,
    pub grounds: Vec<Ground>,
    /// What can be focused: all of it, and the part that is not scrolled away.
    pub controls: Vec<(Rectangle, Option<Rectangle>)>,
    /// Text inputs: their values may be longer than they are.
    pub inputs: Vec<Rectangle>,
    pub scrolled: Vec<Scrolled>,
    /// Every text in the widgets, seen or not; without what is typed.
    pub texts: Vec<String>,
}

impl Seen {
    /// The grounds that lie under a line; a rule and the window's own ground are none.
    pub fn under(&self, line: &Line) -> impl Iterator<Item = &Ground> {
        let shown = line.tight().intersection(&line.clip).unwrap_or_default();
        let middle = |x: f32| Point::new(x, shown.center_y());
        let points = [middle(shown.x + 1.0), middle(shown.center_x()), middle(shown.x + shown.width - 1.0)];
        let is_ground = move |ground: &&Ground| {
            ground.layer <= line.layer && points.iter().any(|point| ground.shown.contains(*point))
        };
        self.grounds.iter().filter(is_ground).filter(|ground| ground.bounds.height > 4.0 && !ground.whole)
    }

    /// The grounds that lie over a line.
    pub fn over(&self, line: &Line) -> impl Iterator<Item = &Ground> {
        self.grounds.iter().filter(|ground| ground.layer > line.layer && ground.solid)
    }
}

/// Looks at widgets that have just been drawn.
pub fn see<M>(
    widgets: &mut UserInterface<'_, M, iced::Theme, iced::Renderer>,
    renderer: &mut iced::Renderer,
    size: Size,
) -> Seen {
    let everywhere = Rectangle::with_size(size);
    let mut walk = Walk { seen: Seen::default(), place: (Vector::ZERO, everywhere), entered: None };
    widgets.operate(renderer, &mut walk);
    let Walk { mut seen, .. } = walk;
    seen.size = size;
    for (at, layer) in renderer.layers().iter().enumerate() {
        for (quad, background) in &layer.quads {
            let colour = match background {
                Background::Color(colour) => Some(*colour),
                Background::Gradient(_) => None,
            };
            let solid = colour.is_none_or(|colour| colour.a >= 0.5);
            // A ring around what has the focus.
            if colour.is_some_and(|colour| colour.a == 0.0) {
                continue;
            }
            let covers = quad.bounds.width >= size.width - 1.0 && quad.bounds.height >= size.height - 1.0;
            if covers {
                // A modal's veil, or the window's own ground: what was drawn before is out of reach.
                seen.lines.clear();
                seen.grounds.clear();
            }
            let shown = quad.bounds.intersection(&layer.bounds).unwrap_or_default();
            seen.grounds.push(Ground {
                bounds: quad.bounds,
                shown,
                solid: solid && !covers,
                colour,
                whole: covers,
                layer: at,
            });
        }
        for item in &layer.text {
            let moved = item.transformation();
            let clip = layer.bounds.intersection(&(item.clip_bounds() * moved)).unwrap_or_default();
            for text in item.as_slice() {
                seen.lines.extend(lines(text, moved, clip).into_iter().map(|line| Line { layer: at, ..line }));
            }
        }
    }
    seen
}

fn lines(text: &Text, moved: Transformation, clip: Rectangle) -> Vec<Line> {
    match text {
        Text::Paragraph { paragraph, position, color, clip_bounds, transformation } => {
            let Some(paragraph) = paragraph.upgrade() else { return Vec::new() };
            let moved = moved * *transformation;
            let clip = clip.intersection(&(*clip_bounds * moved)).unwrap_or_default();
            lines_of(&paragraph, Vector::new(position.x, position.y), *color, moved, clip)
        }
        Text::Cached { content, bounds, color, size, line_height, font, align_x, align_y, shaping, clip_bounds } => {
            let paragraph = Paragraph::with_text(iced_test::core::Text {
                content,
                bounds: bounds.size(),
                size: *size,
                line_height: (*line_height).into(),
                font: *font,
                align_x: *align_x,
                align_y: *align_y,
                shaping: *shaping,
                wrapping: Wrapping::default(),
            });
            let Size { width, height } = paragraph.min_bounds();
            let x = match align_x {
                Alignment::Default | Alignment::Left | Alignment::Justified => bounds.x,
                Alignment::Center => bounds.x - width / 2.0,
                Alignment::Right => bounds.x - width,
            };
            let y = match align_y {
                alignment::Vertical::Top => bounds.y,
                alignment::Vertical::Center => bounds.y - height / 2.0,
                alignment::Vertical::Bottom => bounds.y - height,
            };
            let clip = clip.intersection(&(*clip_bounds * moved)).unwrap_or_default();
            lines_of(&paragraph, Vector::new(x, y), *color, moved, clip)
        }
        Text::Editor { .. } | Text::Raw { .. } => panic!("a kind of text that this check does not know"),
    }
}

fn lines_of(paragraph: &Paragraph, at: Vector, colour: Color, moved: Transformation, clip: Rectangle) -> Vec<Line> {
    let buffer = paragraph.buffer();
    let count = |line: &BufferLine| line.layout_opt().map(|lines| lines.len());
    let all = buffer.lines.iter().map(count).sum::<Option<usize>>();
    let text = buffer.lines.iter().map(|line| line.text()).collect::<Vec<_>>().join("\n");
    let drawn = buffer.layout_runs().count();
    let all = all.filter(|all| *all == drawn);
    let letters = |run: &LayoutRun<'_>| {
        let mut letters = run.glyphs.iter().filter(|glyph| !run.text[glyph.start..glyph.end].trim().is_empty());
        let first = letters.next()?;
        let (left, right) = letters.fold((first.x, first.x + first.w), |(left, right), glyph| {
            (left.min(glyph.x), right.max(glyph.x + glyph.w))
        });
        Some(Rectangle { x: left, y: run.line_top, width: right - left, height: run.line_height })
    };
    let lines: Vec<_> = buffer.layout_runs().filter_map(|run| letters(&run)).collect();
    let all = all.map(|_| lines.len());
    let line = |(number, bounds): (usize, Rectangle)| {
        let bounds = (bounds + at) * moved;
        Line { text: text.clone(), number: (number, all), bounds, clip, colour, layer: 0 }
    };
    lines.into_iter().enumerate().map(line).collect()
}

/// What the widgets say about themselves.
struct Walk {
    seen: Seen,
    /// How far what is being walked through has been scrolled, and where it can be seen.
    place: (Vector, Rectangle),
    /// The same of what is about to be walked through.
    entered: Option<(Vector, Rectangle)>,
}

impl widget::Operation for Walk {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn widget::Operation)) {
        let before = self.place;
        self.place = self.entered.take().unwrap_or(before);
        operate(self);
        self.place = before;
    }

    fn scrollable(
        &mut self,
        _: Option<&widget::Id>,
        bounds: Rectangle,
        content: Rectangle,
        by: Vector,
        _: &mut dyn Scrollable,
    ) {
        let (before, clip) = self.place;
        let bounds = bounds - before;
        self.seen.scrolled.push(Scrolled { bounds, content: content - before });
        self.entered = Some((before + by, clip.intersection(&bounds).unwrap_or_default()));
    }

    fn focusable(&mut self, _: Option<&widget::Id>, bounds: Rectangle, _: &mut dyn Focusable) {
        let (by, clip) = self.place;
        let bounds = bounds - by;
        self.seen.controls.push((bounds, bounds.intersection(&clip)));
    }

    fn text_input(&mut self, _: Option<&widget::Id>, bounds: Rectangle, _: &mut dyn TextInput) {
        self.seen.inputs.push(bounds - self.place.0);
    }

    fn text(&mut self, _: Option<&widget::Id>, _: Rectangle, text: &str) {
        self.seen.texts.push(text.to_owned());
    }
}

/// Scrolls the first, second … of what can be scrolled.
pub struct ScrollTo {
    pub which: usize,
    pub y: f32,
    pub at: usize,
}

impl widget::Operation for ScrollTo {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn widget::Operation)) {
        operate(self);
    }

    fn scrollable(
        &mut self,
        _: Option<&widget::Id>,
        _: Rectangle,
        _: Rectangle,
        _: Vector,
        state: &mut dyn Scrollable,
    ) {
        if self.at == self.which {
            state.scroll_to(AbsoluteOffset { x: None, y: Some(self.y) });
        }
        self.at += 1;
    }
}
