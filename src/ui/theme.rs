//! Spacing, radii, type scale and colours by role: the only place that knows a measure or a colour.
//!
//! Protects: every text has a contrast of at least 4.5:1 on its ground, in light and in dark (a test computes it).
//! Leaves to others: which widget plays which role (`style`).

pub mod icon;

use iced::font::{Family, Weight};
use iced::{Color, Font, Theme};

/// The bundled family; its name is its own, so that no system font can stand in for it.
const FAMILY: &str = "Mailkey Inter";

/// The font files, for the renderer.
pub const FONTS: [&[u8]; 4] = [
    include_bytes!("../../assets/font/MailkeyInter-Regular.ttf"),
    include_bytes!("../../assets/font/MailkeyInter-Medium.ttf"),
    include_bytes!("../../assets/font/MailkeyInter-SemiBold.ttf"),
    icon::FILE,
];

/// Running text.
pub const REGULAR: Font = Font { family: Family::Name(FAMILY), ..Font::DEFAULT };
/// Keys and tabs.
pub const MEDIUM: Font = Font { weight: Weight::Medium, ..REGULAR };
/// Headings and what must stand out.
pub const SEMIBOLD: Font = Font { weight: Weight::Semibold, ..REGULAR };

/// Logical pixels: type scale.
pub mod size {
    /// The question of a modal.
    pub const TITLE: f32 = 18.0;
    /// The heading of a card, and the program's name.
    pub const HEADING: f32 = 15.5;
    /// Labels, values, keys, sentences.
    pub const BODY: f32 = 14.5;
    /// What explains something else.
    pub const SMALL: f32 = 13.0;
    /// The word in the badge.
    pub const BADGE: f32 = 16.0;
    /// A sign beside words.
    pub const ICON: f32 = 16.0;
    /// A sign in a tab or before a line of small words.
    pub const SIGN: f32 = 14.0;
    /// A code that is read from a metre away.
    pub const CODE: f32 = 44.0;
}

/// Logical pixels: distances.
pub mod space {
    /// Between things that belong together.
    pub const TINY: f32 = 4.0;
    /// Between neighbours.
    pub const SMALL: f32 = 8.0;
    /// Between groups in a card.
    pub const MEDIUM: f32 = 12.0;
    /// Between cards.
    pub const LARGE: f32 = 16.0;
    /// Inside a card.
    pub const CARD: f32 = 20.0;
    /// At the window's edges.
    pub const PAGE: f32 = 24.0;
    /// The column of labels.
    pub const LABEL: f32 = 160.0;
    /// A field for a number.
    pub const NUMBER: f32 = 110.0;
    /// A modal's width, where the window is wide enough.
    pub const MODAL: f32 = 530.0;
    /// The column of names in a list with figures.
    pub const NAME: f32 = 128.0;
    /// The column of figures.
    pub const FIGURE: f32 = 52.0;
    /// The least width of a card's inside at which labels stand beside their fields.
    pub const LABEL_BESIDE: f32 = 400.0;
    /// Below this width the window's margins shrink.
    pub const NARROW: f32 = 560.0;
    /// Below this width a card's padding shrinks.
    pub const NARROW_CARD: f32 = 400.0;
    /// The widest content: lines stay readable in the widest window.
    pub const WIDEST: f32 = 1360.0;
    /// The least height of the page under the header; where there is less, the header scrolls away.
    pub const PAGE_HEIGHT: f32 = 220.0;
    /// The least height of the page beside a header that nobody asked for.
    pub const PAGE_LEAST: f32 = 160.0;
    /// The width of a panel at the side, at least and at most.
    pub const ASIDE: [f32; 2] = [400.0, 440.0];
    /// The window's width from which cards stand in two columns.
    pub const TWO_COLUMNS: f32 = 900.0;
    /// The height of a field, a key and a list.
    pub const CONTROL: f32 = 36.0;
    /// The height of a switch; it is twice as wide.
    pub const SWITCH: f32 = 22.0;
    /// Between a switch's edge and its knob.
    pub const SWITCH_GAP: f32 = 3.0;
    /// From how far below a modal comes.
    pub const RISE: f32 = 8.0;
    /// Under the words that say the scale: they stand over the bar.
    pub const SCALE_NOTE: f32 = 76.0;
    /// The program's tile in the header.
    pub const TILE: f32 = 28.0;
    /// The number of a step, as wide and high.
    pub const STEP: f32 = 26.0;
    /// The page of steps, where the window is wide enough.
    pub const STEPS: f32 = 700.0;
    /// Inside a field and a closed list: above and below, at the sides.
    pub const FIELD: [f32; 2] = [8.0, 11.0];
    /// Inside a row of an open list.
    pub const MENU_ROW: [f32; 2] = [7.0, 9.0];
}

/// Logical pixels: the ring around what has the focus.
pub mod ring {
    /// Between the control and its ring.
    pub const GAP: f32 = 1.0;
    /// The ring.
    pub const LINE: f32 = 2.0;
    /// The soft halo around it.
    pub const HALO: f32 = 3.0;
    /// How much of the accent the halo has.
    pub const HALO_ALPHA: f32 = 0.22;
}

/// Logical pixels: corners.
pub mod radius {
    /// Fields and keys.
    pub const CONTROL: f32 = 8.0;
    /// What looks like words.
    pub const LINK: f32 = 4.0;
    /// Cards.
    pub const CARD: f32 = 12.0;
    /// Badges.
    pub const PILL: f32 = 999.0;
}

/// The program's own tile, the same in light and dark, as in its icon: above, below, and the sign on it.
pub const TILE: [Color; 3] = [rgb(0x0044_68E6), rgb(0x002C_4CC4), Color::WHITE];

/// Colours by what they are for.
#[derive(Debug)]
pub struct Colours {
    /// Behind everything.
    pub page: Color,
    /// Cards, bars, modals.
    pub card: Color,
    /// Edges of cards and bars.
    pub line: Color,
    /// Inside of fields.
    pub field: Color,
    /// Edges of keys, tips and open lists.
    pub field_line: Color,
    /// Edges of what takes a value, without which nobody would see where it is: at least 3:1 (WCAG 2.2, 1.4.11).
    pub field_edge: Color,
    /// Text.
    pub text: Color,
    /// Labels and explanations.
    pub muted: Color,
    /// The one accent.
    pub accent: Color,
    /// The accent under the pointer.
    pub accent_strong: Color,
    /// Text on the accent.
    pub on_accent: Color,
    /// The ground of what is chosen.
    pub accent_soft: Color,
    /// Good.
    pub ok: Color,
    /// Its ground.
    pub ok_soft: Color,
    /// Under way, or worth a look.
    pub warn: Color,
    /// Its ground.
    pub warn_soft: Color,
    /// Wrong.
    pub danger: Color,
    /// Its ground.
    pub danger_soft: Color,
    /// The ground of something neutral.
    pub quiet: Color,
    /// Over the page while a modal is open.
    pub scrim: Color,
    /// Under a card or a modal.
    pub shadow: Color,
}

const fn rgb(hex: u32) -> Color {
    Color::from_rgb8((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// Dark text on light ground.
pub static LIGHT: Colours = Colours {
    page: rgb(0x00F3_F4F8),
    card: rgb(0x00FF_FFFF),
    line: rgb(0x00E1_E4EC),
    field: rgb(0x00FF_FFFF),
    field_line: rgb(0x00D3_D8E2),
    field_edge: rgb(0x0084_8C9F),
    text: rgb(0x0017_191F),
    muted: rgb(0x005A_6170),
    accent: rgb(0x0032_55D6),
    accent_strong: rgb(0x0027_46B8),
    on_accent: rgb(0x00FF_FFFF),
    accent_soft: rgb(0x00E6_ECFD),
    ok: rgb(0x000B_6B4F),
    ok_soft: rgb(0x00DE_F4EB),
    warn: rgb(0x0080_4D00),
    warn_soft: rgb(0x00FD_F0D7),
    danger: rgb(0x00B3_211B),
    danger_soft: rgb(0x00FD_E9E8),
    quiet: rgb(0x00EC_EEF3),
    scrim: Color { r: 0.07, g: 0.08, b: 0.12, a: 0.45 },
    shadow: Color { r: 0.08, g: 0.1, b: 0.2, a: 0.18 },
};

/// Light text on dark ground.
pub static DARK: Colours = Colours {
    page: rgb(0x0010_1218),
    card: rgb(0x0017_1A22),
    line: rgb(0x0029_2E3A),
    field: rgb(0x0011_141B),
    field_line: rgb(0x003B_4252),
    field_edge: rgb(0x0069_7186),
    text: rgb(0x00EC_EEF3),
    muted: rgb(0x00A3_AABA),
    accent: rgb(0x008F_A3FF),
    accent_strong: rgb(0x00A8_B8FF),
    on_accent: rgb(0x0010_1424),
    accent_soft: rgb(0x0024_2C4F),
    ok: rgb(0x0063_D6AA),
    ok_soft: rgb(0x0013_352B),
    warn: rgb(0x00F2_BC62),
    warn_soft: rgb(0x0039_2C13),
    danger: rgb(0x00FF_9B93),
    danger_soft: rgb(0x0043_1B1D),
    quiet: rgb(0x0023_2833),
    scrim: Color { r: 0.0, g: 0.0, b: 0.0, a: 0.6 },
    shadow: Color { r: 0.0, g: 0.0, b: 0.0, a: 0.6 },
};

/// The colours that belong to the theme in use.
#[must_use]
pub fn colours(theme: &Theme) -> &'static Colours {
    if theme.extended_palette().is_dark { &DARK } else { &LIGHT }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// WCAG 2.2, relative luminance and contrast ratio.
    pub(in crate::ui) fn contrast(a: Color, b: Color) -> f32 {
        let luminance = |c: Color| {
            let [r, g, b, _] = c.into_linear();
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_text_stands_out_from_its_ground() {
        for (name, c) in [("light", &LIGHT), ("dark", &DARK)] {
            let pairs = [
                ("text on page", c.text, c.page),
                ("text on card", c.text, c.card),
                ("text in a field", c.text, c.field),
                ("text on quiet", c.text, c.quiet),
                ("muted on page", c.muted, c.page),
                ("muted on card", c.muted, c.card),
                ("muted in a field", c.muted, c.field),
                ("muted on quiet", c.muted, c.quiet),
                ("accent on card", c.accent, c.card),
                ("accent on page", c.accent, c.page),
                ("accent on its ground", c.accent, c.accent_soft),
                ("on accent", c.on_accent, c.accent),
                ("on strong accent", c.on_accent, c.accent_strong),
                ("ok on its ground", c.ok, c.ok_soft),
                ("ok on card", c.ok, c.card),
                ("warn on its ground", c.warn, c.warn_soft),
                ("warn on card", c.warn, c.card),
                ("danger on its ground", c.danger, c.danger_soft),
                ("danger on card", c.danger, c.card),
                ("text on danger's ground", c.text, c.danger_soft),
                ("text on ok's ground", c.text, c.ok_soft),
                ("text on warn's ground", c.text, c.warn_soft),
                ("muted on warn's ground", c.muted, c.warn_soft),
                ("accent on warn's ground", c.accent, c.warn_soft),
                ("accent on quiet", c.accent, c.quiet),
                ("ok on quiet", c.ok, c.quiet),
                ("warn on quiet", c.warn, c.quiet),
                ("danger on quiet", c.danger, c.quiet),
            ];
            for (what, front, back) in pairs {
                let ratio = contrast(front, back);
                assert!(ratio >= 4.5, "{name}: {what} has {ratio:.2}:1");
            }
        }
    }
}
