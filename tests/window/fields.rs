//! Every field's rule as a person meets it: type, leave, read what is wrong, take the cure.

use iced_test::core::keyboard::{Key, Modifiers, key::Named};
use mailkey::account::{Protocol, Provider};
use mailkey::i18n::Lang;
use mailkey::ui::app::Message;
use mailkey::ui::form::Message as Field;
use mailkey::ui::tab::Tab;

use super::open::{empty, practice};
use super::support::Window;

fn field(window: &mut Window, message: Field) {
    window.send(Message::Field(message));
    window.settle();
}

/// Types into a field and leaves it.
fn enter(window: &mut Window, key: &'static str, text: &str) {
    field(window, Field::Typed(key, text.to_owned()));
    field(window, Field::Left(key));
}

/// Pastes the clipboard into a field that has the focus.
fn paste(window: &mut Window, key: &'static str, text: &str) {
    window.fill(key, "");
    window.click(key);
    window.paste(text);
}

/// An empty home with the folded settings open on both tabs.
fn open() -> Window {
    let mut window = empty();
    window.click("advanced");
    window
}

#[test]
fn the_key_that_is_pressed_stays_under_the_pointer_when_a_field_is_left_wrong() {
    let mut window = empty();
    window.resize(iced_test::core::Size::new(520.0, 2_000.0));
    window.fill("smtp.server", "smtp,firma,cz");
    assert!(!window.shows("Zadejte název serveru"), "not while it is typed");
    let below = window.visible("smtp.port").expect("what is below");
    window.click("advanced");
    assert!(window.shows("Zadejte název serveru"), "{:?}", window.texts());
    assert!(window.visible("smtp.port").expect("still there").y > below.y, "the complaint takes room");
    assert!(window.visible("smtp.oauth2.client_id").is_some(), "and yet it was pressed: {:?}", window.texts());
}

#[test]
fn a_wrong_value_is_said_in_words_with_its_cure_and_one_click_mends_it() {
    // The field, what is typed, words under it in Czech and English, and what one click makes of it.
    let cases: &[(&'static str, &str, &str, &str, Option<&str>)] = &[
        ("smtp.server", "smtp,firma,cz", "Zadejte název serveru", "Enter a host name", Some("smtp.firma.cz")),
        ("smtp.server", "smtp@@", "Zadejte název serveru", "Enter a host name", None),
        ("smtp.port", "", "od 1 do 65535", "from 1 to 65535", Some("587")),
        ("smtp.port", "70000", "od 1 do 65535", "from 1 to 65535", Some("587")),
        ("smtp.timeout", "999", "od 1 do 300", "from 1 to 300", Some("300")),
        ("smtp.timeout", "0", "od 1 do 300", "from 1 to 300", Some("20")),
        ("smtp.sender_address", "recepce@firma", "Doména nemá tečku:", "has no dot:", Some("recepce@firma.cz")),
        ("smtp.sender_address", "recepce@firma,cz", "není e-mailová", "not an e-mail", Some("recepce@firma.cz")),
        ("smtp.sender_address", "recepce", "není e-mailová", "not an e-mail", None),
        ("smtp.oauth2.account", "ucetni@firma", "Doména nemá tečku:", "has no dot:", Some("ucetni@firma.cz")),
        ("smtp.oauth2.sign_in_as", "ja@firma", "Doména nemá tečku:", "has no dot:", Some("ja@firma.cz")),
        ("smtp.oauth2.client_id", "ab cd", "mezery", "blanks", Some("abcd")),
        ("smtp.oauth2.client_secret_expires", "3/4/2027", "Zadejte datum", "Enter a date", Some("2027-04-03")),
        ("smtp.oauth2.client_secret_expires", "brzy", "Zadejte datum", "Enter a date", None),
        ("pop.server", "pop firma.cz", "Zadejte název serveru", "Enter a host name", Some("pop.firma.cz")),
        ("pop.check_interval", "999", "od 0 do 480", "from 0 to 480", Some("480")),
    ];
    for (key, text, cs, en, mended) in cases {
        let mut window = open();
        window.send(Message::Tab(if key.starts_with("pop.") { Tab::Pop } else { Tab::Smtp }));
        field(&mut window, Field::Typed(key, (*text).to_owned()));
        assert!(!window.shows(cs), "{key} = {text}: not while it is typed");
        field(&mut window, Field::Left(key));
        assert!(window.shows(cs), "{key} = {text}: {:?}", window.texts());
        let cure: &'static str = Box::leak(format!("mend:{key}").into_boxed_str());
        let Some(mended) = mended else {
            assert!(window.bounds(cure).is_none(), "{key} = {text}: nobody can know");
            continue;
        };
        window.send(Message::Language(Lang::En));
        window.settle();
        assert!(window.shows(en), "{key} = {text}: {:?}", window.texts());
        window.send(Message::Language(Lang::Cs));
        window.reveal(cure);
        window.click(cure);
        assert_eq!(window.app.form().text(key), *mended, "{key} = {text}");
        assert!(!window.shows(cs), "{key} = {text}: it is well now");
    }
}

#[test]
fn a_guess_follows_what_the_other_fields_say_and_the_language() {
    let mut window = open();
    enter(&mut window, "smtp.oauth2.account", "ucetni@firma.eu");
    enter(&mut window, "smtp.sender_address", "recepce@firma");
    assert!(window.shows("má být recepce@firma.eu?"), "{:?}", window.texts());
    enter(&mut window, "smtp.sender_address", "recepce@jina");
    assert!(window.shows("má být recepce@jina.cz?"), "{:?}", window.texts());
    window.send(Message::Language(Lang::En));
    window.settle();
    assert!(window.shows("should it be recepce@jina.com?"), "{:?}", window.texts());
}

#[test]
fn numbers_take_only_what_fits_and_arrows_step() {
    let mut window = empty();
    window.fill("smtp.timeout", "1a2b");
    assert_eq!(window.app.form().text("smtp.timeout"), "12");
    window.fill("smtp.port", "587654");
    assert_eq!(window.app.form().text("smtp.port"), "58765");
    window.fill("smtp.timeout", "42");
    window.press(Named::ArrowUp);
    assert_eq!(window.app.form().text("smtp.timeout"), "43");
    window.press_with(Key::Named(Named::ArrowDown), Modifiers::SHIFT);
    assert_eq!(window.app.form().text("smtp.timeout"), "33");
    window.press(Named::PageUp);
    assert_eq!(window.app.form().text("smtp.timeout"), "43");
    window.click("usual:smtp.timeout");
    assert_eq!(window.app.form().text("smtp.timeout"), "20");
    assert!(window.bounds("usual:smtp.timeout").is_none(), "it is the default");
}

#[test]
fn what_is_pasted_is_understood_and_told() {
    let mut window = empty();
    paste(&mut window, "smtp.server", "smtps://mail.firma.cz:2465/");
    assert_eq!(window.app.form().text("smtp.server"), "mail.firma.cz");
    assert_eq!(window.app.form().text("smtp.port"), "2465");
    assert!(window.shows("Port 2465 je teď v\u{a0}poli „Číslo portu“."), "{:?}", window.texts());
    paste(&mut window, "smtp.sender_address", "Sklad <mailto:sklad@firma.cz>\u{200b}");
    assert_eq!(window.app.form().text("smtp.sender_address"), "sklad@firma.cz");
    assert_eq!(window.app.form().text("smtp.sender_name"), "Sklad");
    paste(&mut window, "smtp.sender_address", "Recepce <recepce@firma.cz>");
    assert_eq!(window.app.form().text("smtp.sender_name"), "Sklad", "a name that is there stays");
    assert!(window.shows("zůstala jen adresa"));
    paste(&mut window, "smtp.port", "port 465");
    assert_eq!(window.app.form().text("smtp.port"), "465");
    window.click("discard");
    window.click("modal-ok");
    assert!(!window.app.form().is_changed(), "all of it is taken back");
    assert!(!window.shows("zůstala jen adresa"));
}

#[test]
fn likely_mistakes_are_noticed_and_mended_but_never_in_the_way() {
    let mut window = open();
    let cases: &[(&'static str, &str, &str, Option<&str>)] = &[
        ("smtp.port", "25", "Na portu 25 si poštu předávají servery", Some("587")),
        ("smtp.port", "995", "Na tomto portu se pošta čte", Some("587")),
        ("smtp.server", "outlook.office365.com", "k\u{a0}odesílání neslouží", Some("smtp.office365.com")),
        ("smtp.server", "smtp.gmail.com", "server poskytovatele Google", Some("smtp.office365.com")),
        ("smtp.oauth2.account", "recepce@gmial.com", "překlep", Some("recepce@gmail.com")),
        ("smtp.oauth2.client_id", "recepce@firma.cz", "e-mailová adresa", None),
        ("smtp.oauth2.client_secret_expires", "2020-01-31", "Tohle datum už minulo", None),
    ];
    for (key, text, words, cure) in cases {
        enter(&mut window, key, text);
        assert!(window.shows(words), "{key} = {text}: {:?}", window.texts());
        if let Some(cure) = cure {
            let name: &'static str = Box::leak(format!("advice:{key}").into_boxed_str());
            window.reveal(name);
            window.click(name);
            assert_eq!(window.app.form().text(key), *cure);
            assert!(!window.shows(words), "{key} = {text}");
        }
    }
    enter(&mut window, "smtp.oauth2.account", "recepce@firma.cz");
    enter(&mut window, "smtp.sender_address", "sklad@firma.cz");
    assert!(window.shows("Adresa se liší od názvu účtu"));
    window.press_with(Key::Character("s".into()), Modifiers::CTRL);
    window.wait("advice keeps nobody from saving", |window| !window.app.form().is_changed());
}

#[test]
fn help_opens_and_closes_under_every_field_without_a_mouse() {
    let mut window = open();
    let tabs = [
        (
            Protocol::Smtp,
            vec![
                "smtp.server",
                "smtp.secondary_server",
                "smtp.port",
                "smtp.tls",
                "smtp.timeout",
                "smtp.sender_name",
                "smtp.sender_address",
                "smtp.method",
                "smtp.oauth2.provider",
                "smtp.oauth2.account",
                "smtp.oauth2.client_id",
                "smtp.client_secret",
                "smtp.oauth2.client_secret_expires",
                "smtp.oauth2.tenant",
                "smtp.oauth2.sign_in",
                "smtp.oauth2.sign_in_as",
                "smtp.oauth2.scopes",
            ],
        ),
        (
            Protocol::Pop,
            vec!["pop.server", "pop.port", "pop.tls", "pop.timeout", "pop.check_interval", "pop.common_account"],
        ),
    ];
    for (tab, keys) in tabs {
        window.send(Message::Tab(tab.into()));
        window.settle();
        for key in keys {
            let name: &'static str = Box::leak(format!("help:{key}").into_boxed_str());
            window.reveal(name);
            assert!(window.bounds(name).is_some(), "{key} has help");
            let help = mailkey::words::help(key, Lang::Cs).expect(key);
            assert!(!window.shows(&help.what));
            window.click(name);
            assert!(window.shows(&help.what) && window.shows(&help.why), "{key}: {:?}", window.texts());
            window.press(Named::Enter);
            assert!(!window.shows(&help.what), "{key}: closed with the keyboard");
        }
    }
    window.send(Message::Tab(Tab::Smtp));
    field(&mut window, Field::Help("smtp.timeout"));
    assert!(window.shows("Rozsah 1–300\u{a0}s, výchozí 20."), "{:?}", window.texts());
}

#[test]
fn only_what_the_method_needs_is_shown_and_a_password_that_is_refused_is_said_so() {
    let mut window = empty();
    field(&mut window, Field::Provider(Protocol::Smtp, Provider::Microsoft));
    for (method, there, gone) in [
        ("oauth2", vec!["smtp.oauth2.provider", "smtp.oauth2.account", "get-token"], vec!["smtp.user"]),
        ("password", vec!["smtp.user", "use-oauth"], vec!["smtp.oauth2.provider", "get-token"]),
        ("none", vec![], vec!["smtp.user", "smtp.oauth2.provider", "get-token"]),
    ] {
        field(&mut window, Field::Chosen("smtp.method", method.to_owned()));
        there.iter().for_each(|name| assert!(window.bounds(name).is_some(), "{method}: {name}"));
        gone.iter().for_each(|name| assert!(window.bounds(name).is_none(), "{method}: {name}"));
    }
    assert!(window.shows("Mailkey se serveru nijak neprokáže"));
    field(&mut window, Field::Chosen("smtp.method", "password".to_owned()));
    assert!(window.shows("Od konce prosince 2026"), "{:?}", window.texts());
    enter(&mut window, "smtp.user", "recepce@firma.cz");
    window.reveal("use-oauth");
    window.click("use-oauth");
    assert_eq!(window.app.form().text("smtp.method"), "oauth2");
    assert_eq!(window.app.form().text("smtp.oauth2.account"), "recepce@firma.cz");
    for (server, words) in [("smtp.gmail.com", "heslo pro aplikace"), ("smtp-mail.outlook.com", "16. září 2024")] {
        field(&mut window, Field::Chosen("smtp.method", "password".to_owned()));
        enter(&mut window, "smtp.server", server);
        assert!(window.shows(words), "{server}: {:?}", window.texts());
    }
    enter(&mut window, "smtp.server", "posta.firma.cz");
    assert!(window.bounds("use-oauth").is_none(), "a server of one's own takes what it takes");
}

#[test]
fn a_secrets_id_in_place_of_the_secret_is_noticed() {
    use mailkey::ui::secret::{Message as Secret, Typed, Which};
    let mut window = open();
    let typed = Typed::new("11111111-2222-3333-4444-555555555555".to_owned());
    field(&mut window, Field::Secret(Secret::Typed(Which::Client(Protocol::Smtp), typed)));
    let words = mailkey::words::oddity(mailkey::oauth::shapes::Oddity::SecretIsId, Lang::Cs);
    assert!(window.shows(&words.what), "{:?}", window.texts());
}

#[test]
fn the_bar_names_a_few_fields_and_leads_to_them() {
    let mut window = practice();
    enter(&mut window, "smtp.timeout", "45");
    enter(&mut window, "pop.timeout", "46");
    enter(&mut window, "smtp.sender_name", "Sklad");
    enter(&mut window, "smtp.secondary_server", "mail2.firma.cz");
    enter(&mut window, "pop.check_interval", "5");
    for name in ["sekundární server,", "časový limit (SMTP),", "název odesílatele", "a\u{a0}další 2"] {
        assert!(window.shows(name), "{name}: {:?}", window.texts());
    }
    window.click("change:smtp.timeout");
    assert_eq!(window.focused(), Some("smtp.timeout".into()));
    field(&mut window, Field::Chosen("smtp.timeout", "20".to_owned()));
    window.send(Message::GoTo("pop.timeout"));
    window.settle();
    assert_eq!(window.app.tab(), Tab::Pop);
    assert_eq!(window.focused(), Some("pop.timeout".into()));
}

#[test]
fn much_is_discarded_only_after_a_question_that_lists_it() {
    let mut window = practice();
    for (key, text) in
        [("smtp.timeout", "45"), ("pop.timeout", "46"), ("smtp.sender_name", "Sklad"), ("pop.check_interval", "5")]
    {
        enter(&mut window, key, text);
    }
    window.click("discard");
    assert!(window.shows("• interval kontroly"), "{:?}", window.texts());
    window.press(Named::Escape);
    assert_eq!(window.app.form().text("pop.timeout"), "46");
    window.click("discard");
    window.click("modal-ok");
    assert!(!window.app.form().is_changed());
    assert!(window.app.modal().is_none());
}
