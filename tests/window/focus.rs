//! The keyboard reaches everything, in the order in which people read, and each control says what it is.

use iced_test::core::Size;
use iced_test::core::keyboard::{Key, Modifiers, key::Named};
use mailkey::account::Method;
use mailkey::ui::app::Message;
use mailkey::ui::tab::Tab;
use mailkey::ui::widgets::{Node, Role, Value};
use mailkey::ui::{SIZE, auth_card, screens::smtp};

use super::modals::tab_to;
use super::open::{empty, over_file, practice, practice_with};
use super::support::Window;
use super::tokens::{begin, browse, sign_in};

const ME: &str = "recepce@cviceni.test";
/// One column, and high enough that nothing has to be scrolled: order by place is order by reading.
const TALL: Size = Size::new(700.0, 2400.0);
const HEADER: [&str; 7] = ["Správce: nastavit heslo…", "Vzhled", "Čeština", "English", "SMTP", "POP", "Protokol"];

const HELP: &str = "Nápověda: ";

/// The names, without the help that each field has.
fn names(nodes: &[Node]) -> Vec<&str> {
    nodes.iter().map(|node| node.described.name.as_str()).filter(|name| !name.starts_with(HELP)).collect()
}

/// Help is reached right after what it explains.
#[track_caller]
fn check_help(order: &[Node]) {
    for (at, node) in order.iter().enumerate() {
        let Some(explained) = node.described.name.strip_prefix(HELP) else { continue };
        let before = &order[at.saturating_sub(3)..at];
        let follows = before.iter().any(|node| node.described.name == explained);
        // What cannot be used now is passed over, and its help is not.
        let locked = order.iter().all(|node| node.described.name != explained);
        assert!(follows || locked, "help about {explained} is not beside it");
    }
}

/// The controls as Tab (or Shift+Tab) comes to them, once round, from the first (or the last) on.
fn walk(window: &mut Window, modifiers: Modifiers) -> Vec<Node> {
    let mut order: Vec<Node> = Vec::new();
    loop {
        window.press_with(Key::Named(Named::Tab), modifiers);
        let node = only_focused(window);
        if order.first().is_some_and(|first| first.bounds == node.bounds) {
            break;
        }
        order.push(node);
        assert!(order.len() < 100, "Tab never comes round: {:?}", names(&order));
    }
    let mut usable = window.controls().into_iter().filter(|node| node.described.enabled);
    let first = if modifiers.shift() { usable.next_back() } else { usable.next() };
    let first = order.iter().position(|node| first.as_ref().is_some_and(|first| first.bounds == node.bounds));
    order.rotate_left(first.expect("the first can be reached"));
    order
}

/// What has the focus; never two at once, not even one that cannot be used now.
#[track_caller]
fn only_focused(window: &mut Window) -> Node {
    let mut focused: Vec<Node> = window.controls().into_iter().filter(|node| node.described.focused).collect();
    assert_eq!(focused.len(), 1, "one control has the focus: {:?}", names(&focused));
    focused.remove(0)
}

fn is_read_before(a: &Node, b: &Node) -> bool {
    let (a, b) = (a.bounds, b.bounds);
    let beside = (a.y + a.height).min(b.y + b.height) - a.y.max(b.y) > a.height.min(b.height) / 2.0;
    if beside { a.x < b.x } else { a.center_y() < b.center_y() }
}

/// What must hold wherever the keyboard goes; `expected` are the names in their order.
#[track_caller]
fn check(window: &mut Window, expected: &[&str]) {
    window.resize(TALL);
    let controls = window.controls();
    for node in &controls {
        assert!(!node.described.name.is_empty(), "a control has no name: {node:?}");
    }
    let usable: Vec<Node> = controls.iter().filter(|node| node.described.enabled).cloned().collect();
    let order = walk(window, Modifiers::empty());
    assert_eq!(names(&order), expected);
    check_help(&order);
    assert_eq!(names(&usable), expected, "what can be used and what Tab reaches differ");
    for pair in order.windows(2) {
        let [before, after] = pair else { continue };
        assert!(is_read_before(before, after), "{} is reached before {}", before.described.name, after.described.name);
    }
    let mut back = walk(window, Modifiers::SHIFT);
    back.reverse();
    assert_eq!(names(&back), expected, "Shift+Tab goes another way");
    for point in window.clickable(9) {
        let reached = usable.iter().any(|node| node.bounds.contains(point));
        assert!(reached, "what can be clicked at {point:?} cannot be reached with Tab");
    }
    window.resize(SIZE);
    let wide: Vec<Node> = window.controls().into_iter().filter(|node| node.described.enabled).collect();
    assert_eq!(names(&wide), expected, "two columns have another order");
}

#[track_caller]
fn check_page(window: &mut Window, rest: &[&str]) {
    let expected: Vec<&str> = HEADER.iter().chain(rest).copied().collect();
    check(window, &expected);
}

const SERVER: [&str; 5] = ["Primární server", "Sekundární server", "Číslo portu", "Povolit SSL/TLS", "Časový limit"];

#[test]
fn the_smtp_tab_is_read_from_above() {
    let mut window = practice();
    let sender = ["Název odesílatele", "Adresa odesílatele"];
    let account = ["Způsob autorizace", "Poskytovatel", "Název účtu", "Pokročilé", "Získat token"];
    let expected =
        [&SERVER[..], &sender, &account, &["Test připojení", "Odeslat zkušební zprávu…", "Průvodce nastavením"]]
            .concat();
    check_page(&mut window, &expected);

    window.send(Message::Smtp(smtp::Message::Auth(auth_card::Message::Advanced(true))));
    window.settle();
    let account = [
        "Způsob autorizace",
        "Poskytovatel",
        "Název účtu",
        "Pokročilé",
        "Vydavatel",
        "Způsob přihlášení",
        "ID aplikace",
        "Jak získat ID aplikace?",
        "Tajný klíč",
        "Tajný klíč platí do",
        "Přihlásit jako",
        "Oprávnění (scopes)",
        "Získat token",
    ];
    let expected =
        [&SERVER[..], &sender, &account, &["Test připojení", "Odeslat zkušební zprávu…", "Průvodce nastavením"]]
            .concat();
    check_page(&mut window, &expected);
}

#[test]
fn the_pop_tab_is_read_from_above() {
    let mut window = practice();
    window.send(Message::Tab(Tab::Pop));
    window.settle();
    let account = [
        "Způsob autorizace",
        "Společný účet",
        "Poskytovatel",
        "Název účtu",
        "Pokročilé",
        "Získat token",
        "Test připojení",
        "Interval kontroly",
        "Zkontrolovat nyní",
    ];
    let server = ["Server POP3", "Číslo portu", "Povolit SSL/TLS", "Časový limit"];
    check_page(&mut window, &[&server[..], &account].concat());
}

#[test]
fn what_a_token_was_got_for_is_passed_over() {
    let mut window = practice();
    sign_in(&mut window, ME);
    let controls = window.controls();
    let locked: Vec<_> = controls.iter().filter(|node| !node.described.enabled).map(|n| &n.described.name).collect();
    for name in ["Poskytovatel", "Název účtu", "Zahodit", "Uložit"] {
        assert!(locked.iter().any(|locked| *locked == name), "{name} can be used: {locked:?}");
    }
    let order = walk(&mut window, Modifiers::empty());
    assert!(order.iter().all(|node| node.described.enabled));
    assert!(names(&order).contains(&"Smazat"));
}

#[test]
fn the_bar_is_last_and_a_secret_is_told_to_nobody() {
    let mut window = practice_with(|settings| settings.smtp.method = Method::Password);
    window.fill("smtp.password", "velmi tajné");
    let order = walk(&mut window, Modifiers::empty());
    assert!(names(&order).ends_with(&["Zahodit", "Uložit"]), "{:?}", names(&order));
    let secret = order.iter().find(|node| node.described.name == "Heslo").expect("the password's field");
    assert_eq!((secret.described.role, &secret.described.value), (Role::TextInput, &Value::Secret));
    assert!(!format!("{order:?}").contains("velmi"), "a secret is told");
}

#[test]
fn a_broken_file_leaves_what_can_be_done() {
    let mut window = over_file("[smtp]\nport = 99999\n");
    check_page(&mut window, &["Načíst znovu"]);
}

#[test]
fn each_modal_is_a_world_of_its_own() {
    let mut window = practice();
    window.click("get-token");
    check(&mut window, &["Zrušit", "OK"]);
    window.press(Named::Escape);

    let address = begin(&mut window);
    check(&mut window, &["Zkopírováno", "Vložit odpověď…", "Použít raději kód", "Zrušit", "Otevřít znovu"]);
    window.click("modal-paste");
    check(&mut window, &["Vložte odpověď prohlížeče", "Zpět", "Pokračovat"]);
    window.press(Named::Escape);
    drop(window.beside(browse(address, "sklad@cviceni.test".to_owned(), "allow")));
    window.wait("the question", |window| window.bounds("modal-use").is_some());
    check(&mut window, &["Použít sklad@cviceni.test jako přihlašovací jméno", "Zavřít", "Zkusit znovu"]);
    window.press(Named::Escape);

    sign_in(&mut window, ME);
    window.click("delete-token");
    check(&mut window, &["Zrušit", "Smazat"]);
    window.press(Named::Escape);
    window.fill("smtp.sender_name", "Jiný");
    window.send(Message::CloseRequested);
    window.settle();
    check(&mut window, &["Zůstat", "Zahodit a zavřít", "Uložit a zavřít"]);
}

#[test]
fn every_control_says_what_it_is_and_what_it_holds() {
    let mut window = practice();
    let controls = window.controls();
    let find = |name: &str| {
        let node = controls.iter().find(|node| node.described.name == name);
        node.map(|node| (node.described.role, node.described.value.clone())).expect("a control")
    };
    assert_eq!(find("SMTP"), (Role::Tab, Value::Chosen(true)));
    assert_eq!(find("POP"), (Role::Tab, Value::Chosen(false)));
    assert_eq!(find("Čeština"), (Role::Radio, Value::Chosen(true)));
    assert_eq!(find("Způsob autorizace"), (Role::ComboBox, Value::Text("OAuth 2.0".to_owned())));
    assert_eq!(find("Povolit SSL/TLS"), (Role::Switch, Value::On(true)));
    assert_eq!(find("Časový limit"), (Role::TextInput, Value::Text("20".to_owned())));
    assert_eq!(find("Pokročilé"), (Role::Link, Value::On(false)));
    assert_eq!(find("Získat token"), (Role::Button, Value::None));
}

#[test]
fn tabs_and_languages_answer_the_arrows() {
    let mut window = empty();
    window.press_with(Key::Named(Named::Tab), Modifiers::SHIFT);
    while window.focused_control().expect("focus").described.name != "SMTP" {
        window.press_with(Key::Named(Named::Tab), Modifiers::empty());
    }
    for (key, tab) in [
        (Named::ArrowRight, Tab::Pop),
        (Named::ArrowRight, Tab::Log),
        (Named::ArrowRight, Tab::Smtp),
        (Named::ArrowLeft, Tab::Log),
        (Named::ArrowLeft, Tab::Pop),
        (Named::Home, Tab::Smtp),
        (Named::End, Tab::Log),
    ] {
        window.press(key);
        assert_eq!(window.app.tab(), tab, "{key:?}");
        let name = match tab {
            Tab::Smtp => "SMTP",
            Tab::Pop => "POP",
            Tab::Log => "Protokol",
        };
        assert_eq!(window.focused_control().expect("focus").described.name, name, "the focus goes along");
    }
    while window.focused_control().expect("focus").described.name != "Čeština" {
        window.press_with(Key::Named(Named::Tab), Modifiers::SHIFT);
    }
    window.press(Named::ArrowRight);
    window.settle();
    assert_eq!(window.app.lang(), mailkey::i18n::Lang::En);
    assert_eq!(window.focused_control().expect("focus").described.name, "English");
}

#[test]
fn a_held_key_acts_once() {
    let mut window = practice();
    while window.focused_control().is_none_or(|node| node.described.name != "Povolit SSL/TLS") {
        window.press(Named::Tab);
    }
    let is_on = |window: &mut Window| {
        window.controls().iter().any(|node| {
            node.described.role == Role::Switch
                && node.described.name == "Povolit SSL/TLS"
                && node.described.value == Value::On(true)
        })
    };
    assert!(is_on(&mut window));
    for key in [Named::Space, Named::Enter] {
        let before = is_on(&mut window);
        window.hold(key);
        assert_ne!(is_on(&mut window), before, "{key:?} held down acts more than once");
    }
}

#[test]
fn escape_leaves_a_field_and_does_not_close_the_window() {
    let mut window = practice();
    window.click("smtp.sender_name");
    assert!(window.focused_control().is_some());
    window.press(Named::Escape);
    assert!(window.focused_control().is_none());
    assert!(window.app.modal().is_none() && !window.exited);
}

#[test]
fn what_gets_the_focus_is_scrolled_into_view() {
    let mut window = practice();
    window.resize(Size::new(640.0, 560.0));
    let count = walk(&mut window, Modifiers::empty()).len();
    for _ in 0..count {
        window.press(Named::Tab);
        let node = window.focused_control().expect("focus");
        let Some(id) = node.id else { continue };
        let visible = window.visible_of(id.clone()).expect("seen");
        assert!(visible.height >= node.bounds.height - 0.5, "{id:?} is cut: {visible:?}");
    }
}

#[test]
fn a_key_that_went_out_under_the_focus_does_not_come_back_with_it() {
    let mut window = practice();
    window.fill("smtp.sender_name", "Sklad");
    tab_to(&mut window, "discard");
    window.press(Named::Enter);
    assert!(!window.app.form().is_changed(), "discarded, and the key cannot be pressed any more");
    tab_to(&mut window, "smtp.sender_name");
    window.press(Named::End);
    window.write(" N");
    let only = only_focused(&mut window);
    assert_eq!(only.id, Some("smtp.sender_name".into()));
    // The blank bar as a keyboard sends it.
    for event in iced_test::simulator::tap_key(Named::Space, Some(" ".into())) {
        window.event(event);
    }
    window.write("x");
    let text = window.app.form().text("smtp.sender_name");
    assert!(text.ends_with(" N x"), "what was typed is still there: {text:?}");
}
