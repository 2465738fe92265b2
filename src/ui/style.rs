//! How text and grounds look: the roles of `theme` put to work.
//!
//! Protects: one role looks the same everywhere. Leaves to others: measures and colours, and controls
//! (`style_controls`, which is part of this module for whoever uses it).

use iced::gradient::Linear;
use iced::widget::{container, rule, text};
use iced::{Border, Color, Gradient, Radians, Shadow, Theme, Vector, border};

pub use super::style_controls::*;
use super::theme::{Colours, TILE, colours, radius};

/// What a sentence or a mark is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Neither good nor bad.
    Quiet,
    /// Good.
    Ok,
    /// Under way, or worth a look.
    Warn,
    /// Wrong.
    Danger,
}

impl Tone {
    /// The colour of text and marks.
    #[must_use]
    pub fn front(self, c: &Colours) -> Color {
        match self {
            Self::Quiet => c.muted,
            Self::Ok => c.ok,
            Self::Warn => c.warn,
            Self::Danger => c.danger,
        }
    }

    /// The colour of the ground.
    #[must_use]
    pub fn ground(self, c: &Colours) -> Color {
        match self {
            Self::Quiet => c.quiet,
            Self::Ok => c.ok_soft,
            Self::Warn => c.warn_soft,
            Self::Danger => c.danger_soft,
        }
    }
}

fn coloured(color: Color) -> text::Style {
    text::Style { color: Some(color) }
}

/// Ordinary text.
#[must_use]
pub fn plain(theme: &Theme) -> text::Style {
    coloured(colours(theme).text)
}

/// Labels and explanations.
#[must_use]
pub fn muted(theme: &Theme) -> text::Style {
    coloured(colours(theme).muted)
}

/// The ground of the program's sign.
#[must_use]
pub fn tile(_: &Theme) -> container::Style {
    let [above, below, sign] = TILE;
    let ground = Gradient::Linear(Linear::new(Radians::PI).add_stop(0.0, above).add_stop(1.0, below));
    let border = border::rounded(radius::CONTROL);
    container::Style { background: Some(ground.into()), text_color: Some(sign), border, ..container::Style::default() }
}

/// The number of the step that is open.
#[must_use]
pub fn number(theme: &Theme) -> container::Style {
    let c = colours(theme);
    filled(c.accent, c.on_accent, border::rounded(radius::PILL))
}

/// Text in a tone.
pub fn toned(tone: Tone) -> impl Fn(&Theme) -> text::Style {
    move |theme| coloured(tone.front(colours(theme)))
}

fn filled(ground: Color, front: Color, border: Border) -> container::Style {
    container::Style { background: Some(ground.into()), text_color: Some(front), border, ..container::Style::default() }
}

/// A card.
#[must_use]
pub fn card(theme: &Theme) -> container::Style {
    let c = colours(theme);
    filled(c.card, c.text, border::rounded(radius::CARD).width(1).color(c.line))
}

/// A modal's box.
#[must_use]
pub fn modal(theme: &Theme) -> container::Style {
    let c = colours(theme);
    let shadow = Shadow { color: c.shadow, offset: Vector::new(0.0, 8.0), blur_radius: 32.0 };
    container::Style { shadow, ..card(theme) }
}

/// What is told about something the pointer or the focus is at.
#[must_use]
pub fn tip(theme: &Theme) -> container::Style {
    let c = colours(theme);
    let shadow = Shadow { color: c.shadow, offset: Vector::new(0.0, 3.0), blur_radius: 12.0 };
    container::Style { shadow, ..filled(c.card, c.text, border::rounded(radius::CONTROL).width(1).color(c.field_line)) }
}

/// The bar at the bottom.
#[must_use]
pub fn bar(theme: &Theme) -> container::Style {
    let c = colours(theme);
    filled(c.card, c.text, Border::default())
}

/// A box in a tone: badges, notices, the strip of practice mode.
pub fn tinted(tone: Tone, corners: f32) -> impl Fn(&Theme) -> container::Style {
    move |theme| {
        let c = colours(theme);
        filled(tone.ground(c), c.text, border::rounded(corners))
    }
}

/// The frame around joined keys.
#[must_use]
pub fn group(theme: &Theme) -> container::Style {
    let c = colours(theme);
    filled(c.card, c.text, border::rounded(radius::CONTROL).width(1).color(c.field_line))
}

/// A thin line.
#[must_use]
pub fn line(theme: &Theme) -> rule::Style {
    rule::Style { color: colours(theme).line, radius: 0.into(), fill_mode: rule::FillMode::Full, snap: true }
}

/// The line under the tab that is shown; invisible under the others.
pub fn underline(shown: bool) -> impl Fn(&Theme) -> rule::Style {
    move |theme| {
        let color = if shown { colours(theme).accent } else { Color::TRANSPARENT };
        rule::Style { color, radius: 1.into(), fill_mode: rule::FillMode::Full, snap: true }
    }
}
