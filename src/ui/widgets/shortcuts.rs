//! Which keys are the window's shortcuts.
//!
//! Protects: they work on every layout: digits by their place (a Czech layout has letters there), “+”, “−” and “=” by what
//! is written on the key and else by their place, and all of them on the number pad. Leaves to others: what they do.

use iced::keyboard::key::{Code, Named, Physical};
use iced::keyboard::{Key, Modifiers};

use super::root::Open;

/// A shortcut that was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// Ctrl+S.
    Save,
    /// Ctrl+Q.
    Quit,
    /// Ctrl+1 is 0, and so on.
    Tab(usize),
    /// Ctrl with +, − or 0.
    Zoom(Zoom),
    /// Escape, while something can be closed.
    Escape,
    /// Enter that no widget wanted, while something goes on with it.
    Enter,
}

/// What happens to the scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zoom {
    /// Larger.
    In,
    /// Smaller.
    Out,
    /// As the system has it.
    Reset,
}

/// Whether a key moves the focus: forwards (Tab) or backwards (Shift+Tab).
pub(super) fn step(key: &Key, modifiers: Modifiers) -> Option<bool> {
    (*key == Key::Named(Named::Tab) && !modifiers.command() && !modifiers.alt()).then(|| !modifiers.shift())
}

/// What a key means before any widget is asked.
pub(super) fn shortcut(key: &Key, modifiers: Modifiers, place: Physical, open: Open) -> Option<Press> {
    let command = modifiers.command() && !modifiers.alt();
    match key.as_ref() {
        Key::Named(Named::Escape) if open.escapes => Some(Press::Escape),
        Key::Character(letter) if command && letter.eq_ignore_ascii_case("s") => Some(Press::Save),
        Key::Character(letter) if command && letter.eq_ignore_ascii_case("q") => Some(Press::Quit),
        key if command => match (digit(place), zoom(key, place)) {
            (Some(0), _) => Some(Press::Zoom(Zoom::Reset)),
            // A digit's key is a digit, whatever else is written on it: Czech has “+” on the 1.
            (Some(digit), _) => (!open.modal).then_some(Press::Tab(digit - 1)),
            (None, zoom) => zoom.map(Press::Zoom),
        },
        _ => None,
    }
}

fn zoom(key: Key<&str>, place: Physical) -> Option<Zoom> {
    match (key, place) {
        (Key::Character("+" | "="), _) => Some(Zoom::In),
        (Key::Character("-" | "–" | "−"), _) => Some(Zoom::Out),
        (_, Physical::Code(Code::Equal | Code::NumpadAdd)) => Some(Zoom::In),
        (_, Physical::Code(Code::Minus | Code::NumpadSubtract)) => Some(Zoom::Out),
        (_, Physical::Code(Code::Numpad0)) => Some(Zoom::Reset),
        _ => None,
    }
}

fn digit(place: Physical) -> Option<usize> {
    let codes = [
        Code::Digit0,
        Code::Digit1,
        Code::Digit2,
        Code::Digit3,
        Code::Digit4,
        Code::Digit5,
        Code::Digit6,
        Code::Digit7,
        Code::Digit8,
        Code::Digit9,
    ];
    codes.iter().position(|code| place == Physical::Code(*code))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(letter: &str, place: Code) -> Option<Press> {
        shortcut(&Key::Character(letter.into()), Modifiers::COMMAND, Physical::Code(place), Open::default())
    }

    #[test]
    fn the_scale_changes_on_every_layout() {
        let (larger, smaller) = (Some(Press::Zoom(Zoom::In)), Some(Press::Zoom(Zoom::Out)));
        let reset = Some(Press::Zoom(Zoom::Reset));
        // American, number pad, German.
        assert_eq!(pressed("=", Code::Equal), larger);
        assert_eq!(pressed("-", Code::Minus), smaller);
        assert_eq!(pressed("0", Code::Digit0), reset);
        assert_eq!(pressed("+", Code::NumpadAdd), larger);
        assert_eq!(pressed("-", Code::NumpadSubtract), smaller);
        assert_eq!(pressed("0", Code::Numpad0), reset);
        assert_eq!(pressed("+", Code::BracketRight), larger);
        assert_eq!(pressed("-", Code::Slash), smaller);
        // Czech: “=” where others have “−”, “−” where others have “/”, “é” where others have 0.
        assert_eq!(pressed("=", Code::Minus), larger);
        assert_eq!(pressed("é", Code::Digit0), reset);
        assert_eq!(pressed("´", Code::Equal), larger);
        assert_eq!(pressed("+", Code::Digit1), Some(Press::Tab(0)));
        assert_eq!(pressed("ě", Code::Digit2), Some(Press::Tab(1)));
        // Not with AltGr, and not without Ctrl.
        let alt = Modifiers::COMMAND | Modifiers::ALT;
        assert_eq!(shortcut(&Key::Character("=".into()), alt, Physical::Code(Code::Equal), Open::default()), None);
        let none = Modifiers::empty();
        assert_eq!(shortcut(&Key::Character("=".into()), none, Physical::Code(Code::Equal), Open::default()), None);
    }

    #[test]
    fn under_a_modal_tabs_rest_and_the_scale_does_not() {
        let key = |letter: &str, place| {
            shortcut(
                &Key::Character(letter.into()),
                Modifiers::COMMAND,
                Physical::Code(place),
                Open { modal: true, ..Open::default() },
            )
        };
        assert_eq!(key("2", Code::Digit2), None);
        assert_eq!(key("=", Code::Equal), Some(Press::Zoom(Zoom::In)));
        assert_eq!(key("0", Code::Digit0), Some(Press::Zoom(Zoom::Reset)));
    }
}
