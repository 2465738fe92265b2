//! No stale pixels: what the window paints from frame to frame is what it would paint anew.
//!
//! Protects: whatever is opened, typed, scrolled and closed in whatever order, nothing of an earlier frame stays on the
//! screen; and a frame is painted once, not once for each thing that changed. Leaves to others: how quick that is.

use iced_test::core::keyboard::{Key, Modifiers, key::Named};
use mailkey::i18n::Lang;
use mailkey::ui::app::Message;
use mailkey::ui::guide;
use mailkey::ui::tab::Tab;

use super::open::practice;
use super::screen::Screen;
use super::support::Window;

/// Numbers that are the same in each run (xorshift).
struct Dice(u32);

impl Dice {
    fn below(&mut self, count: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 % count
    }
}

fn act(window: &mut Window, dice: &mut Dice) {
    match dice.below(11) {
        0 => window.press(Named::Tab),
        1 => window.press(Named::Escape),
        2 => window.press(Named::Space),
        3 => window.press_with(Key::Character("a".into()), Modifiers::CTRL),
        4 => window.press_with(Key::Character("x".into()), Modifiers::empty()),
        5 => window.wheel(if dice.below(2) == 0 { 2.0 } else { -3.0 }),
        6 => window.send(Message::Tab(if dice.below(2) == 0 { Tab::Smtp } else { Tab::Pop })),
        7 => window.send(Message::Language(if dice.below(2) == 0 { Lang::Cs } else { Lang::En })),
        8 => window.send(Message::Guide(guide::Message::Open)),
        9 if window.app.form().is_changed() => window.send(Message::CloseRequested),
        9 => window.press(Named::ArrowDown),
        _ => window.press(Named::Enter),
    }
}

#[test]
fn what_is_painted_from_frame_to_frame_is_what_would_be_painted_anew() {
    let mut window = practice();
    let theme = iced::Theme::Dark;
    let mut screen = Screen::new(900, 640, 1.0);
    window.resize_at_once(screen.size());
    let (mut dice, mut seen) = (Dice(7), std::collections::BTreeSet::new());
    for step in 0..60 {
        act(&mut window, &mut dice);
        let (shares, same) = screen.paint_and_compare(&mut window, &theme);
        assert!(same, "step {step}: stale pixels");
        assert_eq!(shares, [1.0], "step {step}: the whole screen, once");
        seen.insert(window.texts().concat());
    }
    assert!(seen.len() > 8, "the steps changed what is shown: {}", seen.len());
}
