//! The log's tab: what it shows, how it is searched, copied and followed.

use std::io::Write as _;

use iced_test::core::keyboard::key::Named;
use iced_test::core::keyboard::{Key, Modifiers};
use iced_test::core::{Rectangle, Size};
use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;
use mailkey::i18n::Lang;
use mailkey::log::{Area, Entry, Severity};
use mailkey::ui::app::Message;
use mailkey::ui::log;
use mailkey::ui::tab::Tab;
use mailkey::ui::widgets::{Role, Value as Held};
use mailkey::words;
use serde_json::{Value, json};

use super::open::{empty, over_file};
use super::support::Window;

/// A time on the wall of this computer, long ago: a picture of it is the same tomorrow.
fn wall(day: i8, hour: i8, minute: i8, second: i8) -> Timestamp {
    let at = date(2025, 11, day).at(hour, minute, second, 0);
    at.to_zoned(TimeZone::system()).expect("a time").timestamp()
}

fn entry(at: Timestamp, severity: Severity, area: Area, event: &str, args: Value) -> Entry {
    let Value::Object(args) = args else { panic!("an object") };
    let mut entry = Entry { at, severity, area, event: event.to_owned(), args, text: String::new(), process: None };
    entry.text = words::event(&entry, Lang::Cs);
    entry
}

fn why(cs: (&str, &str), en: (&str, &str)) -> Value {
    let side = |(what, cure)| json!({ "what": what, "cure": cure });
    json!({ "cs": side(cs), "en": side(en) })
}

fn switched_off() -> Value {
    why(
        (
            "Token je v pořádku, ale odesílání přes SMTP je v celé organizaci vypnuté.",
            "Správce Microsoft 365 ho povolí příkazem Set-TransportConfig -SmtpClientAuthenticationDisabled $false.",
        ),
        (
            "The token is fine, but sending by SMTP is switched off in the whole organization.",
            "The administrator of Microsoft 365 allows it with Set-TransportConfig -SmtpClientAuthenticationDisabled $false.",
        ),
    )
}

/// A day in the life of a scanner at the reception.
pub fn day() -> Vec<Entry> {
    use Area::{Lock, Pop, Program, Service, SignIn, Smtp, Token, Window as Panel};
    use Severity::{Detail, Error, Info, Warning};
    let me = "recepce@firma.cz";
    let account = json!({ "account": "smtp", "address": me });
    let with = |name: &str, value: Value| {
        let mut args = account.clone();
        args[name] = value;
        args
    };
    let offline = why(
        ("Server login.microsoftonline.com nejde najít.", "Zkontrolujte připojení k internetu."),
        ("The server login.microsoftonline.com cannot be found.", "Check the connection to the internet."),
    );
    let until = |at: Timestamp| Value::String(at.to_string());
    let checked = |messages: i64| json!({ "server": "outlook.office365.com", "messages": messages });
    let sent = |to: &str| json!({ "server": "smtp.office365.com", "to": to });
    let retry = {
        let mut args = with("why", offline);
        args["retry_at"] = until(wall(2, 23, 50, 0));
        args
    };
    vec![
        entry(wall(2, 17, 2, 11), Info, Service, "service-started", json!({})),
        entry(wall(2, 17, 2, 12), Info, Pop, "mailbox-checked", checked(3)),
        entry(wall(2, 23, 46, 5), Warning, Token, "token-not-renewed", retry),
        entry(wall(2, 23, 50, 2), Info, Token, "trouble-over", with("since", until(wall(2, 23, 46, 5)))),
        entry(wall(3, 7, 31, 40), Info, Panel, "window-opened", json!({ "version": "0.1.0" })),
        entry(wall(3, 7, 32, 8), Info, Lock, "unlocked", json!({})),
        entry(wall(3, 7, 33, 17), Info, SignIn, "sign-in-began", with("method", json!("browser"))),
        entry(wall(3, 7, 34, 2), Info, Token, "token-acquired", with("until", until(wall(3, 8, 39, 2)))),
        entry(wall(3, 7, 34, 2), Detail, Program, "", json!({})),
        entry(wall(3, 7, 40, 51), Info, Smtp, "message-sent", sent("faktury@dodavatel.cz")),
        entry(wall(3, 8, 31, 0), Info, Token, "token-renewed", with("until", until(wall(3, 9, 36, 0)))),
        entry(
            wall(3, 9, 12, 34),
            Error,
            Smtp,
            "send-failed",
            json!({ "to": "faktury@dodavatel.cz", "why": switched_off() }),
        ),
        entry(wall(3, 9, 14, 3), Info, Pop, "mailbox-checked", checked(5)),
    ]
}

/// Writes entries at the log's end, as another process does.
pub fn write(window: &Window, entries: &[Entry]) {
    let path = window.home.log_file();
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("created");
    let mut file = std::fs::File::options().create(true).append(true).open(path).expect("opened");
    for entry in entries {
        writeln!(file, "{}", entry.line()).expect("written");
    }
}

/// Writes entries as a log that has grown over several files.
fn write_files(window: &Window, entries: &[Entry]) {
    for (number, part) in entries.rchunks(3000).enumerate() {
        let file = window.home.log_file();
        let file = if number == 0 { file } else { file.with_extension(format!("log.{number}")) };
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("created");
        let lines: String = part.iter().map(|entry| entry.line() + "\n").collect();
        std::fs::write(file, lines).expect("written");
    }
}

/// A window whose log holds these entries, and shows them.
pub fn opened(entries: &[Entry]) -> Window {
    shown(empty(), entries)
}

/// The same over a window.
pub fn shown(mut window: Window, entries: &[Entry]) -> Window {
    write_files(&window, entries);
    window.send(Message::Tab(Tab::Log));
    let count = entries.len();
    window.wait("the log", |window| window.app.log().counts().0 == count && window.app.log().is_known());
    window.settle();
    window
}

fn say(window: &mut Window, message: log::Message) {
    window.send(Message::Log(message));
    window.settle();
}

/// One that looks for something that is nowhere.
pub fn found_nothing() -> Window {
    let mut window = opened(&day());
    window.fill("log-search", "nic takového");
    window
}

/// Only what went wrong.
pub fn filtered() -> Window {
    let mut window = opened(&day());
    say(&mut window, log::Message::Severity(Severity::Warning));
    window
}

/// Something that happens now.
fn news(what: &str) -> Entry {
    let args = json!({ "server": "smtp.office365.com", "to": what });
    entry(Timestamp::now(), Severity::Info, Area::Smtp, "message-sent", args)
}

/// So many entries, one a minute.
pub fn many(count: u32) -> Vec<Entry> {
    let first = wall(3, 0, 0, 0);
    let at = |number: u32| first + jiff::SignedDuration::from_mins(number.into());
    (0..count).map(|number| Entry { at: at(number), ..news(&format!("prijemce{number}@firma.cz")) }).collect()
}

/// Where a text stands on the page.
#[track_caller]
fn place(window: &mut Window, words: &str) -> Rectangle {
    let texts = window.texts_with_bounds();
    texts.into_iter().find(|(text, _)| text.contains(words)).unwrap_or_else(|| panic!("{words} is not there")).1
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
    assert!(window.shows("12 z 13 záznamů"), "{:?}", window.texts());
    above(&mut window, "5 zpráv", "nebyla odeslána");
    above(&mut window, "nebyla odeslána", "převzal zprávu");
    for words in ["Chyba", "Varování", "Informace", "3. 11. 2025 9:12:34", "pondělí", "Přihlášení", "Zámek"] {
        let words = words.replace(". 11. ", ".\u{a0}11.\u{a0}").replace("2025 ", "2025\u{a0}");
        assert!(window.shows(&words), "{words}: {:?}", window.texts());
    }
    assert!(!window.shows("Podrobnost"), "details are for those who ask for them");
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
    let copy =
        window.controls().into_iter().find(|node| node.described.name == "Kopírovat zobrazené").expect("the key");
    assert!(!copy.described.enabled, "there is nothing to copy");
    window.click("log-everything");
    assert!(window.shows("12 z 13 záznamů") && window.shows("5 zpráv"));
    say(&mut window, log::Message::Severity(Severity::Detail));
    assert!(window.shows("13 záznamů") && window.shows("Podrobnost"));
}

#[test]
fn what_is_shown_is_copied_as_text_and_one_entry_alone() {
    let mut window = filtered();
    window.click("log-copy");
    let text = window.clipboard.clone().expect("copied");
    let lines: Vec<_> = text.lines().collect();
    assert!(lines[0].contains("2 z 13 záznamů") && lines[0].contains(env!("CARGO_PKG_VERSION")), "{text}");
    assert!(lines[1].starts_with("2025-11-03 09:12:34 ") && lines[1].contains("  Chyba  SMTP  Zpráva pro"), "{text}");
    assert!(lines[2].contains("  Varování  Token  Přístupový token"), "{text}");
    assert_eq!(lines.len(), 3);
    assert!(window.shows("Zkopírováno"));

    // One entry, with the sign at its end.
    let words = place(&mut window, "se nepodařilo obnovit");
    window.point(words.center());
    let end = Rectangle { x: window.bounds(log::ENTRIES).expect("seen").x, ..words };
    let width = window.bounds(log::ENTRIES).expect("seen").width;
    window.click_at((end.x + width - 24.0, words.y + 8.0).into());
    let text = window.clipboard.clone().expect("copied");
    assert_eq!(text, lines[2], "the line alone");
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
    let names = ["Oblast", "Závažnost", "Záznamy protokolu"];
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
    assert_eq!(window.focused_control().expect("focus").described.name, "Závažnost");
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
