//! How what can be pressed, typed into, chosen and scrolled looks.
//!
//! Protects: the look of one kind of control is decided once. Leaves to others: measures and colours
//! (`theme`), text and grounds (`style`).

use iced::overlay::menu;
use iced::widget::{button, container, pick_list, scrollable, text_input, toggler};
use iced::{Background, Border, Color, Shadow, Theme, Vector, border};

use super::theme::{colours, radius};

fn key(ground: Color, front: Color, line: Color) -> button::Style {
    button::Style {
        background: Some(ground.into()),
        text_color: front,
        border: border::rounded(radius::CONTROL).width(1).color(line),
        ..button::Style::default()
    }
}

/// The one key of a place that is most likely wanted.
#[must_use]
pub fn primary(theme: &Theme, status: button::Status) -> button::Style {
    let c = colours(theme);
    match status {
        button::Status::Active => key(c.accent, c.on_accent, c.accent),
        button::Status::Hovered | button::Status::Pressed => key(c.accent_strong, c.on_accent, c.accent_strong),
        button::Status::Disabled => key(c.quiet, c.muted, c.quiet),
    }
}

/// Any other key.
#[must_use]
pub fn secondary(theme: &Theme, status: button::Status) -> button::Style {
    let c = colours(theme);
    match status {
        button::Status::Active => key(c.card, c.text, c.field_line),
        button::Status::Hovered | button::Status::Pressed => key(c.quiet, c.text, c.field_line),
        button::Status::Disabled => key(c.card, c.muted.scale_alpha(0.7), c.line),
    }
}

/// A key that takes something away.
#[must_use]
pub fn destructive(theme: &Theme, status: button::Status) -> button::Style {
    let c = colours(theme);
    match status {
        button::Status::Active => key(c.card, c.danger, c.field_line),
        button::Status::Hovered | button::Status::Pressed => key(c.danger_soft, c.danger, c.danger),
        button::Status::Disabled => key(c.card, c.muted.scale_alpha(0.7), c.line),
    }
}

/// The key that takes away what the question was about.
#[must_use]
pub fn danger(theme: &Theme, status: button::Status) -> button::Style {
    let c = colours(theme);
    match status {
        button::Status::Active | button::Status::Hovered | button::Status::Pressed => key(c.danger, c.card, c.danger),
        button::Status::Disabled => key(c.quiet, c.muted, c.quiet),
    }
}

/// A key that looks like a word.
#[must_use]
pub fn link(theme: &Theme, status: button::Status) -> button::Style {
    let c = colours(theme);
    let front = match status {
        button::Status::Active => c.accent,
        button::Status::Hovered | button::Status::Pressed => c.accent_strong,
        button::Status::Disabled => c.muted,
    };
    button::Style { text_color: front, ..button::Style::default() }
}

/// A heading that can be pressed: its words say enough.
#[must_use]
pub fn bare(theme: &Theme, _: button::Status) -> button::Style {
    button::Style { text_color: colours(theme).text, ..button::Style::default() }
}

/// A tab.
pub fn tab(shown: bool) -> impl Fn(&Theme, button::Status) -> button::Style {
    move |theme, status| {
        let c = colours(theme);
        let front = if shown || status == button::Status::Hovered { c.text } else { c.muted };
        button::Style { text_color: front, ..button::Style::default() }
    }
}

/// One of several joined keys.
pub fn segment(chosen: bool) -> impl Fn(&Theme, button::Status) -> button::Style {
    move |theme, status| {
        let c = colours(theme);
        let (ground, front) = match (chosen, status) {
            (true, _) => (c.accent_soft, c.accent),
            (false, button::Status::Hovered | button::Status::Pressed) => (c.quiet, c.text),
            (false, _) => (Color::TRANSPARENT, c.text),
        };
        button::Style {
            background: Some(ground.into()),
            text_color: front,
            border: border::rounded(radius::CONTROL - 2.0),
            ..button::Style::default()
        }
    }
}

/// The number of a step.
pub fn tick(done: bool) -> impl Fn(&Theme, button::Status) -> button::Style {
    move |theme, status| {
        let c = colours(theme);
        let over = matches!(status, button::Status::Hovered | button::Status::Pressed);
        let (ground, front) = match (done, over) {
            (true, _) => (c.ok_soft, c.ok),
            (false, true) => (c.accent, c.on_accent),
            (false, false) => (c.accent_soft, c.accent),
        };
        button::Style {
            background: Some(ground.into()),
            text_color: front,
            border: border::rounded(radius::PILL),
            ..button::Style::default()
        }
    }
}

/// A text field; `wrong` colours its edge.
pub fn field(wrong: bool) -> impl Fn(&Theme, text_input::Status) -> text_input::Style {
    move |theme, status| {
        let c = colours(theme);
        let focused = matches!(status, text_input::Status::Focused { .. });
        let disabled = status == text_input::Status::Disabled;
        let line = match status {
            _ if wrong => c.danger,
            text_input::Status::Focused { .. } => c.accent,
            text_input::Status::Hovered => c.muted,
            text_input::Status::Active => c.field_edge,
            text_input::Status::Disabled => c.line,
        };
        text_input::Style {
            background: Background::Color(if disabled { c.quiet } else { c.field }),
            border: border::rounded(radius::CONTROL).width(if focused { 2 } else { 1 }).color(line),
            icon: c.muted,
            placeholder: c.muted,
            value: if disabled { c.muted } else { c.text },
            selection: c.accent.scale_alpha(0.35),
        }
    }
}

/// The field of a list.
#[must_use]
pub fn list(theme: &Theme, status: pick_list::Status) -> pick_list::Style {
    let c = colours(theme);
    let line = match status {
        pick_list::Status::Active => c.field_edge,
        pick_list::Status::Hovered => c.muted,
        pick_list::Status::Opened { .. } => c.accent,
    };
    pick_list::Style {
        text_color: c.text,
        placeholder_color: c.muted,
        handle_color: c.muted,
        background: c.field.into(),
        border: border::rounded(radius::CONTROL).width(1).color(line),
    }
}

/// The field of a list of which no other can be chosen now.
#[must_use]
pub fn locked_list(theme: &Theme) -> pick_list::Style {
    let c = colours(theme);
    pick_list::Style {
        text_color: c.muted,
        placeholder_color: c.muted,
        handle_color: c.field_line,
        background: c.quiet.into(),
        border: border::rounded(radius::CONTROL).width(1).color(c.line),
    }
}

/// The open list.
#[must_use]
pub fn menu(theme: &Theme) -> menu::Style {
    let c = colours(theme);
    menu::Style {
        background: c.card.into(),
        border: border::rounded(radius::CONTROL).width(1).color(c.field_line),
        text_color: c.text,
        selected_text_color: c.accent,
        selected_background: c.accent_soft.into(),
        shadow: Shadow { color: c.shadow, offset: Vector::new(0.0, 4.0), blur_radius: 16.0 },
    }
}

/// A switch.
#[must_use]
pub fn switch(theme: &Theme, status: toggler::Status) -> toggler::Style {
    let c = colours(theme);
    let (on, alpha) = match status {
        toggler::Status::Active { is_toggled } | toggler::Status::Hovered { is_toggled } => (is_toggled, 1.0),
        toggler::Status::Disabled { is_toggled } => (is_toggled, 0.5),
    };
    let ground = if on { c.accent } else { c.muted };
    toggler::Style {
        background: ground.scale_alpha(alpha).into(),
        background_border_width: 0.0,
        background_border_color: Color::TRANSPARENT,
        foreground: if on { c.on_accent } else { c.card }.into(),
        foreground_border_width: 0.0,
        foreground_border_color: Color::TRANSPARENT,
        text_color: None,
        border_radius: None,
        padding_ratio: 0.14,
    }
}

/// The page's scroll bar: a thin grey bar, nothing behind it.
#[must_use]
pub fn scroll(theme: &Theme, status: scrollable::Status) -> scrollable::Style {
    let c = colours(theme);
    let held = matches!(
        status,
        scrollable::Status::Hovered { is_vertical_scrollbar_hovered: true, .. } | scrollable::Status::Dragged { .. }
    );
    let rail = scrollable::Rail {
        background: None,
        border: Border::default(),
        scroller: scrollable::Scroller {
            background: if held { c.muted } else { c.field_line }.into(),
            border: border::rounded(4),
        },
    };
    scrollable::Style {
        container: container::Style::default(),
        vertical_rail: rail,
        horizontal_rail: rail,
        gap: None,
        ..scrollable::default(theme, status)
    }
}
