//! Nothing that was typed is lost, and nothing is stored before it is saved and right.

use iced_test::core::keyboard::{Key, Modifiers, key::Named};
use mailkey::account::Protocol;
use mailkey::i18n::Lang;
use mailkey::settings;
use mailkey::ui::modal::Modal;
use mailkey::ui::tab::Tab;

use super::open::{empty, practice};

#[test]
fn a_change_is_named_saved_and_there_after_a_restart() {
    let mut window = practice();
    assert!(window.shows("Všechno je uloženo"));
    window.fill("smtp.timeout", "45");
    assert!(window.shows("časový limit (SMTP)"), "{:?}", window.texts());
    window.click("save");
    window.wait("saved", |window| !window.app.form().is_changed());
    assert!(window.shows("Změny jsou uložené"));
    let stored = settings::load(&window.home.settings_file()).expect("readable");
    assert_eq!(stored.smtp.timeout.seconds(), 45);
}

#[test]
fn saving_takes_a_text_as_leaving_its_field_would() {
    let mut window = empty();
    window.fill("smtp.sender_address", "Sklad <sklad@firma.cz>");
    window.fill("smtp.server", "smtp.firma.cz:2587");
    window.press_with(Key::Character("s".into()), Modifiers::CTRL);
    let file = window.home.settings_file();
    window.wait("saved", |_| settings::load(&file).is_ok_and(|stored| stored.smtp.server.is_some()));
    window.settle();
    let form = window.app.form();
    assert_eq!((form.text("smtp.server"), form.text("smtp.port")), ("smtp.firma.cz".into(), "2587".into()));
    assert_eq!(form.text("smtp.sender_address"), "sklad@firma.cz");
    assert!(!form.is_changed());
}

#[test]
fn discard_brings_back_what_is_stored() {
    let mut window = practice();
    let server = window.app.form().text("smtp.server");
    window.fill("smtp.server", "jiny.example");
    assert_eq!(window.app.form().text("smtp.server"), "jiny.example");
    window.click("discard");
    assert_eq!(window.app.form().text("smtp.server"), server);
    assert!(!window.app.form().is_changed());
}

#[test]
fn a_wrong_value_complains_when_the_field_is_left_and_not_while_it_is_typed() {
    let mut window = practice();
    window.fill("smtp.sender_address", "recepce@firma");
    let before = window.texts();
    window.press(Named::Tab);
    let new: Vec<_> = window.texts().into_iter().filter(|text| !before.contains(text)).collect();
    assert!(!new.is_empty(), "leaving the field says what is wrong");
}

#[test]
fn saving_goes_to_the_first_wrong_field_on_its_tab() {
    let mut window = practice();
    window.send(mailkey::ui::app::Message::Tab(Tab::Pop));
    window.fill("pop.timeout", "999");
    window.press_with(Key::Character("1".into()), Modifiers::CTRL);
    assert_eq!(window.app.tab(), Tab::Smtp);
    window.press_with(Key::Character("s".into()), Modifiers::CTRL);
    assert_eq!(window.app.tab(), Tab::Pop);
    assert_eq!(window.focused(), Some("pop.timeout".into()));
    let stored = settings::load(&window.home.settings_file()).expect("readable");
    assert_ne!(stored.pop.timeout.seconds(), 999);
}

#[test]
fn the_wrong_field_is_scrolled_into_view_in_a_small_window() {
    let mut window = practice();
    window.resize(mailkey::ui::MINIMUM);
    window.send(mailkey::ui::app::Message::Smtp(mailkey::ui::screens::smtp::Message::Form(
        mailkey::ui::form::Message::Typed("smtp.sender_address", "x".to_owned()),
    )));
    window.settle();
    assert_eq!(window.visible("smtp.sender_address"), None, "below the fold");
    window.press_with(Key::Character("s".into()), Modifiers::CTRL);
    assert!(window.visible("smtp.sender_address").is_some());
}

#[test]
fn switching_the_language_keeps_the_draft_and_is_stored() {
    let mut window = practice();
    window.fill("smtp.sender_name", "Sklad – příjem");
    window.click("English");
    assert_eq!(window.app.lang(), Lang::En);
    assert!(window.shows("Unsaved changes"));
    assert_eq!(window.app.form().text("smtp.sender_name"), "Sklad – příjem");
    let home = window.home.clone();
    window.wait("language stored", |_| {
        settings::load(&home.settings_file()).is_ok_and(|stored| stored.language == mailkey::account::Language::English)
    });
    window.settle();
    assert_eq!(window.app.form().text("smtp.sender_name"), "Sklad – příjem");
    let stored = settings::load(&window.home.settings_file()).expect("readable");
    assert_ne!(stored.smtp.sender_name.as_str(), "Sklad – příjem", "the draft is not stored along");
}

#[test]
fn what_another_program_stores_appears_and_the_draft_stays() {
    let mut window = practice();
    window.fill("smtp.sender_name", "Sklad");
    let base = settings::load(&window.home.settings_file()).expect("readable");
    let mut new = base.clone();
    new.smtp.timeout = 77.try_into().expect("in range");
    settings::save_changes(&window.home.settings_file(), &base, &new).expect("saved");
    window.send(mailkey::ui::app::Message::Look);
    window.wait("the new value", |window| window.app.form().text("smtp.timeout") == "77");
    assert_eq!(window.app.form().text("smtp.sender_name"), "Sklad");
}

#[test]
fn the_common_account_is_one_account_on_both_tabs() {
    let mut window = practice();
    window.press_with(Key::Character("2".into()), Modifiers::CTRL);
    window.fill("smtp.oauth2.account", "sklad@cviceni.test");
    window.press_with(Key::Character("1".into()), Modifiers::CTRL);
    assert_eq!(window.app.form().text("smtp.oauth2.account"), "sklad@cviceni.test");
    window.press_with(Key::Character("2".into()), Modifiers::CTRL);
    window.click("pop.common_account");
    assert!(window.bounds("pop.oauth2.account").is_some(), "POP has an account of its own");
    assert!(window.bounds("smtp.oauth2.account").is_none());
}

#[test]
fn choosing_a_provider_fills_servers_but_never_overwrites_ones_own() {
    let mut window = empty();
    let choose = |window: &mut super::support::Window, provider| {
        window.send(mailkey::ui::app::Message::Smtp(mailkey::ui::screens::smtp::Message::Form(
            mailkey::ui::form::Message::Provider(Protocol::Smtp, provider),
        )));
    };
    choose(&mut window, mailkey::account::Provider::Google);
    assert_eq!(window.app.form().text("smtp.server"), "smtp.gmail.com");
    assert_eq!(window.app.form().text("pop.server"), "pop.gmail.com");
    choose(&mut window, mailkey::account::Provider::Microsoft);
    assert_eq!(window.app.form().text("smtp.server"), "smtp.office365.com");
    window.fill("smtp.server", "posta.firma.cz");
    choose(&mut window, mailkey::account::Provider::Google);
    assert_eq!(window.app.form().text("smtp.server"), "posta.firma.cz");
    assert_eq!(window.app.form().text("pop.server"), "pop.gmail.com");
}

#[test]
fn closing_with_unsaved_changes_asks_and_staying_keeps_them() {
    let mut window = practice();
    window.fill("smtp.sender_name", "Sklad");
    window.send(mailkey::ui::app::Message::CloseRequested);
    window.settle();
    assert!(matches!(window.app.modal(), Some(Modal::Unsaved)));
    assert!(window.shows("název odesílatele"));
    window.press(Named::Escape);
    assert!(window.app.modal().is_none());
    assert_eq!(window.app.form().text("smtp.sender_name"), "Sklad");
    window.send(mailkey::ui::app::Message::CloseRequested);
    window.settle();
    window.press(Named::Enter);
    window.wait("closed", |window| window.exited);
    let stored = settings::load(&window.home.settings_file()).expect("readable");
    assert_eq!(stored.smtp.sender_name.as_str(), "Sklad");
}

#[test]
fn closing_without_changes_closes() {
    let mut window = practice();
    window.send(mailkey::ui::app::Message::CloseRequested);
    window.wait("closed", |window| window.exited);
}

#[test]
fn a_broken_file_is_named_kept_and_not_saved_over() {
    let text = "[smtp]\nport = \"pět\"\n";
    let mut window = super::open::over_file(text);
    assert!(window.shows("Soubor s nastavením nejde načíst"));
    assert!(window.shows("2"), "the line is named: {:?}", window.texts());
    assert!(window.bounds("save").is_none());
    window.press_with(Key::Character("s".into()), Modifiers::CTRL);
    window.click("English");
    window.settle();
    assert_eq!(std::fs::read_to_string(window.home.settings_file()).expect("there"), text);
    std::fs::write(window.home.settings_file(), "[smtp]\nport = 465\n").expect("mended");
    window.click("reload");
    window.wait("loaded", |window| window.bounds("save").is_some());
    assert_eq!(window.app.form().text("smtp.port"), "465");
}

#[test]
fn tab_goes_round_through_every_control_and_stays_in_an_open_modal() {
    let mut window = practice();
    let mut seen = Vec::new();
    for _ in 0..60 {
        window.press(Named::Tab);
        seen.push(window.focused());
    }
    for name in ["theme", "English", "tab-pop", "smtp.server", "smtp.tls", "smtp.method", "get-token", "send"] {
        assert!(seen.contains(&Some(name.into())), "{name} cannot be reached");
    }
    assert!(!seen.contains(&Some("save".into())), "what cannot be pressed is passed over");
    window.fill("smtp.sender_name", "Sklad");
    window.send(mailkey::ui::app::Message::CloseRequested);
    for _ in 0..8 {
        window.press(Named::Tab);
        assert_ne!(window.focused(), Some("smtp.server".into()));
    }
}

#[test]
fn a_password_is_typed_whole_stored_in_the_keyring_only_and_never_shown() {
    let mut window = practice();
    window.send(mailkey::ui::app::Message::Smtp(mailkey::ui::screens::smtp::Message::Auth(
        mailkey::ui::auth_card::Message::Form(mailkey::ui::form::Message::Chosen("smtp.method", "password".to_owned())),
    )));
    window.settle();
    window.fill("smtp.user", "recepce@cviceni.test");
    window.fill("smtp.password", mailkey::demo::PASSWORD);
    assert!(window.shows("heslo"), "the bar names it");
    assert!(window.texts().iter().all(|text| text != mailkey::demo::PASSWORD));
    window.click("save");
    window.wait("saved", |window| !window.app.form().is_changed());
    window.settle();
    assert!(window.shows("uloženo"));
    let file = std::fs::read_to_string(window.home.settings_file()).expect("readable");
    assert!(file.contains("method = \"password\""), "{file}");
    assert!(!file.contains(&format!("\"{}\"", mailkey::demo::PASSWORD)), "{file}");
    super::walks::send(&mut window);
    assert!(window.shows("server převzal zprávu"), "the whole password was stored: {:?}", window.texts());
}
