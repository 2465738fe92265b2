//! Settings that another program stores while the window is open: told, and never overwritten unseen.

use iced_test::core::keyboard::{Key, Modifiers};
use mailkey::account::Settings;
use mailkey::settings;
use mailkey::ui::app::Message;
use mailkey::ui::form::Message as Field;
use mailkey::ui::tab::Tab;

use super::open::practice;
use super::support::Window;

/// Another program stores something.
fn store(window: &Window, change: impl FnOnce(&mut Settings)) {
    let path = window.home.settings_file();
    let base = settings::load(&path).expect("readable");
    let mut new = base.clone();
    change(&mut new);
    let _ = settings::save_changes(&path, &base, &new).expect("saved");
}

fn stored(window: &Window) -> Settings {
    settings::load(&window.home.settings_file()).expect("readable")
}

fn timeout(window: &Window, seconds: i64) {
    store(window, |settings| settings.smtp.timeout = seconds.try_into().expect("in range"));
}

fn save(window: &mut Window) {
    window.press_with(Key::Character("s".into()), Modifiers::CTRL);
}

#[test]
fn what_nobody_was_typing_is_taken_over_and_said_until_it_is_read() {
    let mut window = practice();
    window.fill("smtp.sender_name", "Sklad");
    let before = stored(&window).smtp.timeout.seconds();
    timeout(&window, 77);
    window.wait("the news", |window| window.shows("Jiný program mezitím změnil"));
    let words = format!("časový limit {before}\u{a0}s → 77\u{a0}s");
    assert!(window.shows(&words), "{:?}", window.texts());
    assert_eq!(window.app.form().text("smtp.timeout"), "77");
    window.look();
    assert!(window.shows(&words), "it stays until it is read");
    window.click("news-read");
    assert!(!window.shows("Jiný program mezitím změnil"));
    assert_eq!(window.app.form().text("smtp.sender_name"), "Sklad");
    assert_eq!(window.app.form().changed(), ["smtp.sender_name"]);
}

#[test]
fn what_both_changed_waits_for_a_choice_at_the_field_and_in_the_bar() {
    for mine in [true, false] {
        let mut window = practice();
        window.fill("smtp.timeout", "45");
        timeout(&window, 77);
        window.wait("the dispute", |window| !window.app.form().disputes().is_empty());
        window.settle();
        assert!(window.shows("Vy tu máte: 45\u{a0}s"), "{:?}", window.texts());
        assert!(window.shows("Časový limit – vy máte: 45\u{a0}s; jiný program mezitím uložil: 77\u{a0}s."));
        save(&mut window);
        assert_eq!(stored(&window).smtp.timeout.seconds(), 77, "not overwritten");
        assert_eq!(window.focused(), Some("smtp.timeout".into()));
        window.click(if mine { "mine-bar:smtp.timeout" } else { "theirs-bar:smtp.timeout" });
        assert!(window.app.form().disputes().is_empty());
        assert_eq!(window.app.form().is_changed(), mine);
        save(&mut window);
        window.wait("saved", |window| !window.app.form().is_changed());
        assert_eq!(stored(&window).smtp.timeout.seconds(), if mine { 45 } else { 77 });
    }
}

#[test]
fn a_change_between_looking_and_saving_leads_to_the_same_choice() {
    let mut window = practice();
    window.fill("smtp.timeout", "45");
    // The window has not looked since.
    timeout(&window, 77);
    save(&mut window);
    window.wait("the dispute", |window| !window.app.form().disputes().is_empty());
    assert_eq!(stored(&window).smtp.timeout.seconds(), 77);
    window.settle();
    window.click("theirs:smtp.timeout");
    assert_eq!(window.app.form().text("smtp.timeout"), "77");
    assert!(!window.app.form().is_changed());
}

#[test]
fn both_tabs_and_both_languages_know_of_it() {
    let mut window = practice();
    window.send(Message::Tab(Tab::Pop));
    window.fill("pop.timeout", "45");
    store(&window, |settings| settings.pop.timeout = 77.try_into().expect("in range"));
    window.wait("the dispute", |window| !window.app.form().disputes().is_empty());
    window.send(Message::Tab(Tab::Smtp));
    window.settle();
    assert!(window.shows("jiný program mezitím uložil: 77"), "{:?}", window.texts());
    window.click("English");
    assert!(window.shows("another program has stored 77"), "{:?}", window.texts());
    save(&mut window);
    assert_eq!(window.app.tab(), Tab::Pop);
    assert_eq!(window.app.form().text("pop.timeout"), "45");
}

#[test]
fn a_file_that_is_broken_and_mended_again_costs_no_draft() {
    let mut window = practice();
    window.fill("smtp.timeout", "45");
    window.fill("smtp.sender_name", "Sklad");
    let path = window.home.settings_file();
    let text = std::fs::read_to_string(&path).expect("readable");
    std::fs::write(&path, "[smtp\n").expect("broken");
    window.wait("broken", |window| window.bounds("reload").is_some());
    std::fs::write(&path, text).expect("mended");
    window.wait("mended", |window| window.bounds("save").is_some());
    window.settle();
    assert_eq!(window.app.form().changed(), ["smtp.timeout", "smtp.sender_name"]);
    assert!(window.app.form().disputes().is_empty() && window.app.form().news().is_empty());
    std::fs::write(&path, "[smtp\n").expect("broken");
    window.wait("broken", |window| window.bounds("reload").is_some());
    std::fs::write(&path, "[smtp]\ntimeout = 99\n").expect("mended otherwise");
    window.wait("disputed", |window| window.app.form().disputes().contains(&"smtp.timeout"));
    assert_eq!(window.app.form().text("smtp.sender_name"), "Sklad");
}

#[test]
fn a_file_that_was_broken_at_the_start_is_no_news_when_it_is_mended() {
    let mut window = super::open::over_file("[smtp\n");
    std::fs::write(window.home.settings_file(), "[smtp]\ntimeout = 99\n").expect("mended");
    window.wait("loaded", |window| window.bounds("save").is_some());
    assert!(window.app.form().news().is_empty());
    assert_eq!(window.app.form().text("smtp.timeout"), "99");
}

#[test]
fn under_a_slow_keyring_what_this_window_stores_is_no_news_to_it() {
    let keyring = super::saving::Doubtful::new();
    keyring.wait(true);
    let mut window = super::open::empty_with(keyring.opener());
    let send = |window: &mut Window, message| {
        window.send(Message::Field(message));
        window.settle();
    };
    send(&mut window, Field::Chosen("smtp.method", "password".to_owned()));
    send(&mut window, Field::Typed("smtp.user", "recepce".to_owned()));
    window.fill("smtp.password", "tajne");
    window.fill("smtp.timeout", "45");
    save(&mut window);
    let path = window.home.settings_file();
    window.wait("the file", |_| settings::load(&path).is_ok_and(|stored| stored.smtp.timeout.seconds() == 45));
    // The keyring still works; the person types on, and the window sees its own change on the disk.
    window.fill("smtp.timeout", "46");
    timeout_of_other(&window);
    window.look();
    window.wait("seen", |window| window.app.form().text("pop.timeout") == "31");
    assert!(window.app.form().disputes().is_empty(), "45 was this window's own");
    assert_eq!(window.app.form().news().len(), 1, "{:?}", window.app.form().news());
    keyring.wait(false);
    window.wait("saved", |window| !window.app.form().secrets.is_changed());
    assert_eq!(window.app.form().changed(), ["smtp.timeout"]);
    assert_eq!(window.app.form().text("smtp.timeout"), "46");
    assert!(window.app.form().disputes().is_empty());
    save(&mut window);
    window.wait("saved again", |window| !window.app.form().is_changed());
    assert_eq!(stored(&window).smtp.timeout.seconds(), 46);
}

fn timeout_of_other(window: &Window) {
    store(window, |settings| settings.pop.timeout = 31.try_into().expect("in range"));
}
