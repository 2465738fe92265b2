//! The window's signs, drawn from a font of its own (`scripts/make-icons`).
//!
//! Protects: a sign is told by its meaning here, not by a code point, and there is none that the font lacks (a test draws
//! each). Leaves to others: size and colour.

use iced::Font;
use iced::font::Family;

/// The font file, for the renderer.
pub const FILE: &[u8] = include_bytes!("../../../assets/font/MailkeyIcons.ttf");

/// The family; its name is its own, so that no system font can stand in for it.
pub const FONT: Font = Font { family: Family::Name("Mailkey Icons"), ..Font::DEFAULT };

/// A sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Icon {
    /// The program's own: a key whose bow is an envelope.
    Mailkey,
    /// Done.
    Check,
    /// Not done; also “close”.
    Cross,
    /// Take care: a triangle's outline.
    Warning,
    /// Worth knowing.
    Info,
    /// Waiting.
    Clock,
    /// Nothing there yet: an empty circle.
    Circle,
    /// Good: a check in a full circle.
    Ok,
    /// Wrong: a cross in a full circle.
    Bad,
    /// Take care: a full triangle.
    Alert,
    /// A small full circle.
    Dot,
    /// Opens downwards.
    ChevronDown,
    /// Closes upwards.
    ChevronUp,
    /// Leads on, or is folded.
    ChevronRight,
    /// Leads back.
    ChevronLeft,
    /// Goes there.
    ArrowRight,
    /// Copy.
    Copy,
    /// Locked.
    Lock,
    /// Unlocked.
    Unlock,
    /// Opens outside of the window.
    External,
    /// Again.
    Refresh,
    /// Show.
    Eye,
    /// Hide.
    EyeOff,
    /// More.
    Dots,
    /// Help.
    Help,
    /// A person.
    Person,
    /// A key.
    Key,
    /// The guide.
    Book,
    /// Delete.
    Trash,
    /// Send.
    Send,
    /// More of it.
    Plus,
    /// Less of it.
    Minus,
}

impl Icon {
    /// All of them, in the font's order.
    pub const ALL: [Self; 32] = [
        Self::Mailkey,
        Self::Check,
        Self::Cross,
        Self::Warning,
        Self::Info,
        Self::Clock,
        Self::Circle,
        Self::Ok,
        Self::Bad,
        Self::Alert,
        Self::Dot,
        Self::ChevronDown,
        Self::ChevronUp,
        Self::ChevronRight,
        Self::ChevronLeft,
        Self::ArrowRight,
        Self::Copy,
        Self::Lock,
        Self::Unlock,
        Self::External,
        Self::Refresh,
        Self::Eye,
        Self::EyeOff,
        Self::Dots,
        Self::Help,
        Self::Person,
        Self::Key,
        Self::Book,
        Self::Trash,
        Self::Send,
        Self::Plus,
        Self::Minus,
    ];
}

/// The sign's character in the font.
#[must_use]
pub fn glyph(icon: Icon) -> char {
    // In Unicode's private area, in the order of the enum.
    char::from_u32(0xE900 + icon as u32).unwrap_or(' ')
}

#[cfg(test)]
mod tests {
    use super::*;
    use iced::advanced::graphics::text::{Paragraph, font_system};
    use iced::advanced::text::{self, Paragraph as _};
    use iced::{Pixels, Size, alignment};

    #[test]
    fn the_font_has_every_sign_as_wide_as_its_size() {
        font_system().write().expect("fonts").load_font(std::borrow::Cow::Borrowed(FILE));
        for (at, icon) in Icon::ALL.into_iter().enumerate() {
            assert_eq!(icon as usize, at, "{icon:?} is out of order");
            let drawn = Paragraph::with_text(text::Text {
                content: glyph(icon).to_string().as_str(),
                bounds: Size::INFINITE,
                size: Pixels(24.0),
                line_height: text::LineHeight::Relative(1.0),
                font: FONT,
                align_x: text::Alignment::Default,
                align_y: alignment::Vertical::Top,
                shaping: text::Shaping::Basic,
                wrapping: text::Wrapping::None,
            });
            // What the font lacks is half as wide (.notdef), or comes from another font.
            assert!((drawn.min_width() - 24.0).abs() < 0.01, "{icon:?} is {} wide", drawn.min_width());
        }
    }
}
