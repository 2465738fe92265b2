//! What the window remembers: its size, the tab and the scale.

use iced_test::core::Size;
use iced_test::core::keyboard::{Key, Modifiers};
use mailkey::ui::app::{App, Message};
use mailkey::ui::tab::Tab;
use mailkey::ui::{Launch, memory};

use super::open::{empty, practice};
use super::support::Window;

fn press(window: &mut Window, letter: &str) {
    window.press_with(Key::Character(letter.into()), Modifiers::CTRL);
}

/// The window as it would open next time.
fn again(window: &Window) -> App {
    let launch = Launch { engine: window.engine.clone(), practice: false, lang: None, browser: false };
    window.block_on(async { App::new(launch, memory::Memory::read(&window.home)).0 })
}

fn written(window: &mut Window) -> serde_json::Value {
    let text = std::fs::read(window.home.window_file()).unwrap_or_default();
    serde_json::from_slice(&text).unwrap_or_default()
}

fn is_scale(app: &App, percent: f32) -> bool {
    (app.scale_factor() * 100.0 - percent).abs() < 0.01
}

#[test]
fn the_scale_goes_in_steps_says_itself_and_is_remembered() {
    let mut window = practice();
    for percent in ["110", "125", "150", "175", "200", "200"] {
        press(&mut window, "=");
        assert!(window.shows(&format!("Velikost: {percent}")), "{:?}", window.texts());
        assert!(is_scale(&window.app, percent.parse().expect("a number")));
    }
    press(&mut window, "0");
    assert!(is_scale(&window.app, 100.0));
    for percent in ["90", "80", "75", "75"] {
        press(&mut window, "-");
        assert!(is_scale(&window.app, percent.parse().expect("a number")));
    }
    window.wait("the scale written down", |window| written(window)["scale"] == 75);
    window.wait("the words gone", |window| !window.shows("Velikost"));
    assert!(is_scale(&again(&window), 75.0));
}

#[test]
fn the_scale_changes_under_a_modal_and_keeps_it() {
    let mut window = practice();
    window.click("get-token");
    press(&mut window, "=");
    assert!(is_scale(&window.app, 110.0));
    assert!(window.app.modal().is_some());
}

#[test]
fn the_tab_and_the_size_are_remembered_but_not_in_the_settings() {
    let mut window = empty();
    let settings = std::fs::read(window.home.settings_file()).unwrap_or_default();
    window.send(Message::Tab(Tab::Pop));
    press(&mut window, "=");
    let size = Size::new(800.0, 700.0);
    window.send(Message::Memory(memory::Message::Sized(size, false)));
    window.send(Message::Memory(memory::Message::Sized(Size::new(1920.0, 1080.0), true)));
    window.wait("written down", |window| written(window)["maximized"] == true);
    let file = written(&mut window);
    assert_eq!(file["tab"], "pop");
    let near = |at: &str, value: f64| (file[at].as_f64().expect("a number") - value).abs() < 0.1;
    assert!(
        near("width", 880.0) && near("height", 770.0),
        "the scale of 110 % counts, filling the screen does not: {file}"
    );
    assert_eq!(again(&window).tab(), Tab::Pop);
    assert_eq!(std::fs::read(window.home.settings_file()).unwrap_or_default(), settings);
}

#[test]
fn many_sizes_are_written_once_and_closing_waits_for_none() {
    let mut window = empty();
    for width in 0..50_u16 {
        let size = Size::new(700.0 + f32::from(width), 700.0);
        window.send(Message::Memory(memory::Message::Sized(size, false)));
    }
    assert!(!window.home.window_file().exists(), "nothing is written while it is being dragged");
    window.send(Message::CloseRequested);
    window.wait("the end", |window| window.exited);
    assert_eq!(written(&mut window)["width"], 749.0);
}

#[test]
fn a_broken_file_is_replaced() {
    let mut window = empty();
    std::fs::write(window.home.window_file(), "\0 not JSON").expect("written");
    assert_eq!(again(&window).tab(), Tab::Smtp);
    press(&mut window, "=");
    window.wait("replaced", |window| written(window)["scale"] == 110);
}
