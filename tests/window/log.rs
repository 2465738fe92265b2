//! The log's tab: what it shows, how it is searched, copied and followed.

use std::io::Write as _;

use iced_test::core::keyboard::key::Named;
use iced_test::core::keyboard::{Key, Modifiers};
use iced_test::core::{Rectangle, Size};
use mailkey::i18n::Lang;
use mailkey::log::Severity;
use mailkey::ui::app::Message;
use mailkey::ui::log;
use mailkey::ui::tab::Tab;
use mailkey::ui::widgets::{Role, Value as Held};

use super::entries::{conversation, day, filtered, many, news, opened, say, shown, talking, write};
use super::open::{empty, over_file};
use super::support::Window;

/// Where a text stands on the page.
#[track_caller]
fn place(window: &mut Window, words: &str) -> Rectangle {
    let texts = window.texts_with_bounds();
    texts
        .into_iter()
        .find(|(text, _)| text.contains(words))
        .unwrap_or_else(|| panic!("{words} is not there: {:?}", window.texts()))
        .1
}

#[track_caller]
fn above(window: &mut Window, one: &str, other: &str) {
    assert!(place(window, one).y < place(window, other).y, "{one} stands above {other}");
}

/// What the entries say of themselves.
fn entries(window: &mut Window) -> mailkey::ui::widgets::Described {
    let nodes = window.controls();
    nodes.into_iter().find(|node| node.described.role == Role::List).expect("the entries").described
}

#[test]
fn the_newest_is_above_and_each_says_when_what_and_how_grave() {
    let mut window = opened(&day());
    window.resize(Size::new(1080.0, 1_200.0));
    assert!(window.shows("12 z 13 záznamů"), "{:?}", window.texts());
    above(&mut window, "5 zpráv", "nebyla odeslána");
    above(&mut window, "nebyla odeslána", "převzal zprávu");
    for words in ["Chyba", "Varování", "Informace", "3. 11. 2025 9:12:34", "pondělí", "Přihlášení", "Zámek"] {
        let words = words.replace(". 11. ", ".\u{a0}11.\u{a0}").replace("2025 ", "2025\u{a0}");
        assert!(window.shows(&words), "{words}: {:?}", window.texts());
    }
    assert!(!window.shows("The keyring answered"), "developers' lines are for those who ask for them");
}

#[test]
fn another_language_says_it_in_its_own_words() {
    let mut window = opened(&day());
    window.send(Message::Language(Lang::En));
    window.wait("English", |window| window.shows("The token is fine, but sending by SMTP"));
    window.settle();
    assert!(
        window.shows("12 of 13 entries") && window.shows("Error") && !window.shows("převzal"),
        "{:?}",
        window.texts()
    );
    window.send(Message::Language(Lang::Cs));
    window.wait("Czech", |window| window.shows("Token je v pořádku, ale"));
}

#[test]
fn lists_choose_area_and_severity_and_the_search_knows_no_case_and_no_marks() {
    let mut window = opened(&day());
    window.click("log-severity");
    window.press(Named::ArrowDown);
    window.press(Named::Enter);
    assert!(window.shows("2 z 13 záznamů") && window.shows("nebyla odeslána"), "{:?}", window.texts());
    window.click("log-area");
    for _ in 0..3 {
        window.press(Named::ArrowDown);
    }
    window.press(Named::Enter);
    assert!(window.shows("1 z 13 záznamů") && !window.shows("se nepodařilo obnovit"), "{:?}", window.texts());
    say(&mut window, log::Message::Everything);
    assert!(window.shows("12 z 13 záznamů"));

    window.fill("log-search", "PRIHLASENI firma");
    assert!(window.shows("1 z 13 záznamů") && window.shows("Začalo přihlašování"), "{:?}", window.texts());
    window.fill("log-search", "nic takového");
    assert!(window.shows("„nic takového“ není v žádném"), "{:?}", window.texts());
    let copy = window.controls().into_iter().find(|node| node.described.name == "Kopírovat").expect("the key");
    assert!(!copy.described.enabled, "there is nothing to copy");
    window.click("log-everything");
    assert!(window.shows("12 z 13 záznamů") && window.shows("5 zpráv"));
    say(&mut window, log::Message::Severity(Severity::Detail));
    assert!(window.shows("13 záznamů") && window.shows("The keyring answered"));
}

#[test]
fn what_is_shown_is_copied_as_text_and_one_entry_alone() {
    let mut window = filtered();
    window.click("log-copy");
    let text = window.clipboard.clone().expect("copied");
    let lines: Vec<_> = text.lines().collect();
    assert!(lines[0].contains("2 z 13 záznamů") && lines[0].contains(env!("CARGO_PKG_VERSION")), "{text}");
    assert!(lines[2].starts_with("2025-11-03 09:12:34 ") && lines[2].contains("  Chyba  SMTP  Zpráva pro"), "{text}");
    assert!(lines[1].contains("  Varování  Token  Přístupový token"), "in the order in which it happened: {text}");
    assert_eq!(lines.len(), 3);
    assert!(window.shows("Zkopírováno"));

    // One entry, with the sign at its end.
    let words = place(&mut window, "se nepodařilo obnovit");
    window.point(words.center());
    let end = Rectangle { x: window.bounds(log::ENTRIES).expect("seen").x, ..words };
    let width = window.bounds(log::ENTRIES).expect("seen").width;
    window.click_at((end.x + width - 24.0, words.y + 8.0).into());
    let text = window.clipboard.clone().expect("copied");
    assert_eq!(text, lines[1], "the line alone");
}

#[test]
fn a_conversation_stands_in_reading_order_in_rows_of_one_line() {
    let mut window = talking();
    // What came of it is the newest; below it question and answer, as they were said; then what was before.
    let order = [
        "Test SMTP skončil",
        "220 smtp",
        "EHLO recepce",
        "250-smtp",
        "AUTH XOAUTH2",
        "← 535 5.7.139",
        "QUIT",
        "5 zpráv",
    ];
    for pair in order.windows(2) {
        above(&mut window, pair[0], pair[1]);
    }
    assert!(
        window.shows("← smtp.office365.com:587  220 smtp") && window.shows("→ EHLO recepce"),
        "{:?}",
        window.texts()
    );
    let apart = place(&mut window, "250-smtp").y - place(&mut window, "EHLO recepce").y;
    assert!(apart < 30.0, "one line of text each: {apart}");
    // The answer is in the words of what failed as well, and both are found.
    window.fill("log-search", "535 disabled");
    assert!(window.shows("Server odpověděl: 535 5.7.139") && window.shows("3 z 21 záznamů"), "{:?}", window.texts());
    assert!(window.shows("← smtp.office365.com:587  535"), "the first that is seen names the server");
    window.fill("log-search", "office365.com:587");
    assert!(window.shows("7 z 21 záznamů"), "{:?}", window.texts());
    window.click("log-copy");
    let text = window.clipboard.clone().expect("copied");
    let said: Vec<_> =
        text.lines().skip(1).filter_map(|line| line.split_once(":587  ")).map(|(_, said)| said).collect();
    assert_eq!((said.len(), &said[0][..3], said[6]), (7, "220", "QUIT"), "{text}");
    // What is still being said comes below.
    say(&mut window, log::Message::Everything);
    say(&mut window, log::Message::Severity(Severity::Detail));
    write(&window, &conversation()[..3]);
    window.wait("what is said next", |window| window.texts().iter().filter(|text| text.contains("EHLO")).count() == 2);
    let texts = window.texts();
    let at = |words: &str| texts.iter().position(|text| text.contains(words)).expect("shown");
    assert!(
        at("220 smtp") < at("EHLO") && at("EHLO") < at("250-smtp") && at("250-smtp") < at("Test SMTP"),
        "{texts:?}"
    );
}

#[test]
fn a_new_entry_comes_by_itself_and_never_moves_what_somebody_reads() {
    let mut window = opened(&many(60));
    write(&window, &[news("hned@firma.cz")]);
    window.wait("the new entry", |window| window.shows("hned@firma.cz"));
    above(&mut window, "hned@firma.cz", "prijemce59@");
    assert!(window.shows("61 záznamů"));

    window.wheel(-14.0);
    window.settle();
    let read = "prijemce45@";
    let before = place(&mut window, read);
    write(&window, &[news("potom@firma.cz"), news("pak@firma.cz")]);
    window.wait("they wait", |window| window.app.log().waiting() == 2);
    window.settle();
    assert_eq!(place(&mut window, read), before, "it stays where it is");
    assert!(window.shows("2 nové záznamy"), "{:?}", window.texts());
    // The word over the entries calls them in.
    let page = window.visible(log::ENTRIES).expect("seen");
    window.click_at((page.center_x(), page.y + 24.0).into());
    window.settle();
    assert!(window.shows("pak@firma.cz") && window.shows("63 záznamů"), "{:?}", window.texts());
    above(&mut window, "pak@firma.cz", "potom@firma.cz");
    assert_eq!(window.app.log().waiting(), 0);
}

#[test]
fn the_keyboard_alone_reads_copies_and_comes_back() {
    let mut window = opened(&many(60));
    window.press_with(Key::Character("1".into()), Modifiers::CTRL);
    assert_eq!(window.app.tab(), Tab::Smtp);
    window.press_with(Key::Character("3".into()), Modifiers::CTRL);
    assert_eq!(window.app.tab(), Tab::Log);
    window.click("log-search");
    let names = ["Oblast", "Závažnost", "Přepis komunikace", "Záznamy protokolu"];
    for name in names {
        window.press(Named::Tab);
        assert_eq!(window.focused_control().expect("focus").described.name, name);
    }
    let current = |window: &mut Window| match entries(window).value {
        Held::Text(words) => words,
        other => panic!("{other:?}"),
    };
    assert!(current(&mut window).contains("prijemce59@"));
    window.press(Named::ArrowDown);
    assert!(current(&mut window).contains("prijemce58@"));
    window.press(Named::Enter);
    assert!(window.clipboard.as_deref().is_some_and(|text| text.contains("prijemce58@") && text.lines().count() == 1));
    window.press(Named::End);
    window.settle();
    assert!(current(&mut window).contains("prijemce0@"));
    assert!(window.shows("prijemce0@"), "it is scrolled to: {:?}", window.texts());
    write(&window, &[news("zatim@firma.cz")]);
    window.wait("it waits", |window| window.app.log().waiting() == 1);
    window.press(Named::Home);
    window.settle();
    assert!(current(&mut window).contains("zatim@firma.cz") && window.shows("61 záznamů"), "{:?}", window.texts());
    window.press(Named::PageDown);
    assert!(!current(&mut window).contains("zatim@firma.cz"));
    window.press(Named::ArrowUp);
    window.press_with(Key::Character("c".into()), Modifiers::CTRL);
    window.press_with(Key::Named(Named::Tab), Modifiers::SHIFT);
    assert_eq!(window.focused_control().expect("focus").described.name, "Přepis komunikace");
}

#[test]
fn a_long_entry_unfolds_and_folds() {
    let mut long = news("x@firma.cz");
    (long.event, long.text) = (String::new(), "Odpověď serveru se nevešla na řádek. ".repeat(40));
    let mut window = opened(&[long]);
    let folded = window.bounds(log::ENTRIES).expect("seen").height;
    assert!(window.shows("Zobrazit celé (ještě "), "{:?}", window.texts());
    let fold = place(&mut window, "Zobrazit celé");
    window.click_at((fold.x + 10.0, fold.center_y()).into());
    assert!(window.bounds(log::ENTRIES).expect("seen").height > 2.0 * folded);
    assert!(window.shows("Zkrátit"));
    window.press(Named::Space);
    assert_eq!(window.bounds(log::ENTRIES).expect("seen").height, folded);
}

#[test]
fn ten_thousand_entries_are_there_and_only_those_in_sight_are_made() {
    let mut window = opened(&many(10_000));
    assert!(window.shows("10000 záznamů"), "{:?}", window.texts());
    assert!(window.texts().len() < 200, "{} texts", window.texts().len());
    let whole = window.bounds(log::ENTRIES).expect("seen").height;
    assert!(whole > 400_000.0, "{whole}");
    let first = place(&mut window, "prijemce9999@").center();
    window.click_at(first);
    window.press(Named::End);
    window.settle();
    assert!(window.shows("prijemce0@firma.cz") && !window.shows("prijemce9999@"), "{:?}", window.texts());
    window.resize(Size::new(500.0, 700.0));
    assert!(window.bounds(log::ENTRIES).expect("seen").height > whole, "narrow rows are higher");
}

#[test]
fn lines_of_something_else_cost_only_themselves() {
    let mut window = opened(&day());
    let path = window.home.log_file();
    let mut file = std::fs::File::options().append(true).open(&path).expect("opened");
    file.write_all(b"\xff\xfe\0 no line of ours\n2025-11-03 08:00\tINFO\n\n").expect("written");
    write(&window, &[news("potom@firma.cz")]);
    window.wait("what comes after", |window| window.shows("potom@firma.cz"));
    assert_eq!(window.app.log().counts().0, 14);
    // Emptied by hand.
    std::fs::write(&path, "").expect("emptied");
    write(&window, &[news("znovu@firma.cz")]);
    window.wait("what comes then", |window| window.shows("znovu@firma.cz"));
}

#[test]
fn it_says_whether_it_is_empty_or_cannot_be_read() {
    let window = &mut opened(&[]);
    assert!(window.shows("Zatím žádný záznam") && window.shows("Jakmile Mailkey něco udělá"), "{:?}", window.texts());
    write(window, &[news("prvni@firma.cz")]);
    window.wait("the first entry", |window| window.shows("1 záznam"));

    let mut window = empty();
    std::fs::create_dir_all(window.home.log_file()).expect("a folder in its place");
    window.send(Message::Tab(Tab::Log));
    window.wait("the reason", |window| window.shows("Protokol nejde přečíst"));
    assert!(!window.shows("Jakmile Mailkey"));
}

#[test]
fn where_no_folder_can_be_opened_its_path_is_told_and_copied() {
    let mut window = opened(&day());
    window.click("log-folder");
    let folder = window.home.log_file().parent().expect("a folder").display().to_string();
    assert!(window.shows(&folder), "{:?}", window.texts());
    window.click("log-copy-folder");
    assert_eq!(window.clipboard, Some(folder));
}

#[test]
fn it_can_be_read_while_the_settings_are_locked_or_broken() {
    let mut locked = shown(super::lock::closed(), &day());
    assert!(locked.shows("Nastavení je zamčené.") && locked.shows("nebyla odeslána"), "{:?}", locked.texts());
    locked.fill("log-search", "obnovit");
    locked.click("log-copy");
    assert!(locked.clipboard.as_deref().is_some_and(|text| text.contains("se nepodařilo obnovit")));

    let mut broken = shown(over_file("[smtp]\nport = 99999\n"), &day());
    assert!(broken.shows("nebyla odeslána"), "{:?}", broken.texts());
    broken.click("tab-smtp");
    assert!(!broken.shows("nebyla odeslána"));
}

#[test]
fn what_belongs_to_an_account_keeps_to_the_one_before_the_log() {
    let mut window = opened(&day());
    assert_eq!(window.app.protocol(), mailkey::account::Protocol::Smtp);
    window.send(Message::Tab(Tab::Pop));
    window.send(Message::Tab(Tab::Log));
    assert_eq!(window.app.protocol(), mailkey::account::Protocol::Pop);
    window.send(Message::GoTo("smtp.server"));
    assert_eq!(window.app.tab(), Tab::Smtp);
}

#[test]
fn transcripts_are_switched_on_for_a_while_and_say_when_they_end() {
    let mut window = opened(&day());
    assert!(window.shows("Pro podporu: na 15 minut zapíše"), "{:?}", window.texts());
    window.click("log-transcripts");
    window.wait("on", |window| window.shows("Zapisuje se do"));
    assert!(window.shows("14:5") || window.shows("15:00"), "it counts down: {:?}", window.texts());
    assert!(window.engine.transcripts().is_some(), "for every process");
    assert!(window.shows("13 záznamů"), "who switches them on wants to see them: {:?}", window.texts());
    // It ends by itself.
    window.engine.clock().jump(jiff::SignedDuration::from_mins(16));
    window.look();
    window.wait("over", |window| window.shows("Pro podporu:"));
    assert!(window.engine.transcripts().is_none());
    window.click("log-transcripts");
    window.wait("on again", |window| window.shows("Zapisuje se do"));
    window.click("log-transcripts");
    window.wait("off", |window| window.shows("Pro podporu:"));
    assert!(window.engine.transcripts().is_none());
}

#[test]
fn another_process_switches_transcripts_and_the_window_follows() {
    let mut window = opened(&day());
    let other = mailkey::engine::Engine::new(window.home.clone(), mailkey::secrets::memory());
    let _until = other.set_transcripts(true).expect("switched on");
    window.wait("on", |window| window.shows("Zapisuje se do"));
    let _none = other.set_transcripts(false).expect("switched off");
    window.wait("off", |window| window.shows("Pro podporu:"));
}

#[test]
fn while_locked_transcripts_cannot_be_switched() {
    let mut window = shown(super::lock::closed(), &day());
    window.send(Message::Log(log::Message::Transcripts(log::Turn::To(true))));
    window.settle();
    let switch = window.controls().into_iter().find(|node| node.id == Some("log-transcripts".into())).expect("seen");
    assert!(!switch.described.enabled);
    assert!(window.engine.transcripts().is_none());
}

#[test]
fn what_stands_in_the_way_of_transcripts_is_said() {
    let mut window = opened(&day());
    let file = window.home.transcripts_file();
    std::fs::create_dir_all(file.join("something")).expect("a folder in its place");
    window.click("log-transcripts");
    window.wait("the reason", |window| window.shows("Zavřít"));
    assert!(window.shows("Pro podporu:"), "it is not on: {:?}", window.texts());
    window.send(Message::Log(log::Message::Transcripts(log::Turn::Close)));
    window.settle();
    assert!(!window.shows("Zavřít"));
}
