//! The administrator's lock: what a person without the password sees and cannot do, and how one with it gets in.

use iced_test::core::Size;
use iced_test::core::keyboard::{Key, Modifiers, key::Named};
use jiff::SignedDuration;
use mailkey::account::{Method, Protocol, Theme};
use mailkey::admin::{AdminError, Lock};
use mailkey::engine::Engine;
use mailkey::error::Error;
use mailkey::i18n::Lang;
use mailkey::settings;
use mailkey::ui::app::Message;
use mailkey::ui::first::{self, Step};
use mailkey::ui::modal::{self, Modal, delete, sign_in as getting};
use mailkey::ui::screens::{mailbox, pop, smtp};
use mailkey::ui::secret::{self, Typed, Which};
use mailkey::ui::tab::Tab;
use mailkey::ui::widgets::{Press, Role};
use mailkey::ui::{auth_card, background, cause, form, test};

use super::open::{empty, hurried, locked, practice};
use super::support::Window;
use super::tokens::{begin, browse, sign_in};

const PASSWORD: &str = "tajné heslo";
const ME: &str = "recepce@cviceni.test";
const MINUTES: fn(i64) -> SignedDuration = SignedDuration::from_mins;
/// High enough that nothing has to be scrolled.
const TALL: Size = Size::new(700.0, 2400.0);

fn is_locked(window: &Window) -> bool {
    window.app.lock().is_locked() && window.app.form().is_locked()
}

/// Enters the password in the modal that is open.
fn enter(window: &mut Window, password: &str) {
    window.write(password);
    window.press(Named::Enter);
}

fn unlock(window: &mut Window) {
    window.click("unlock");
    enter(window, PASSWORD);
    window.wait("unlocked", |window| !is_locked(window) && window.app.modal().is_none());
}

/// Another process sets the password.
fn set_elsewhere(window: &Window) {
    let other = Engine::new(window.home.clone(), mailkey::secrets::memory());
    window.block_on(other.set_password(None, PASSWORD.into())).expect("set");
}

/// A window that is locked.
pub fn closed() -> Window {
    locked(PASSWORD, |_| {})
}

/// One that was unlocked.
pub fn opened() -> Window {
    let mut window = closed();
    unlock(&mut window);
    window
}

/// One that another process has locked while something was typed.
pub fn closed_with_draft() -> Window {
    let mut window = practice();
    window.fill("smtp.timeout", "45");
    set_elsewhere(&window);
    window.wait("locked", |window| is_locked(window));
    window
}

/// One in which so many wrong passwords were entered.
pub fn closed_after(tries: u32) -> Window {
    let mut window = closed();
    window.click("unlock");
    for says in ["Zbývají 2 pokusy", "Zbývá poslední pokus", "třikrát po sobě"].into_iter().take(tries as usize)
    {
        enter(&mut window, "spatne heslo");
        window.wait(says, |window| window.shows(says));
    }
    window
}

/// One whose password's file is damaged.
pub fn damaged() -> Window {
    let mut window = closed();
    std::fs::write(window.home.admin_file(), "").expect("written");
    window.wait("noticed", |window| matches!(window.app.lock(), Lock::Broken(_)));
    window
}

fn stored_timeout(window: &Window) -> u64 {
    settings::load(&window.home.settings_file()).expect("readable").smtp.timeout.seconds().into()
}

/// The names of what can be used now.
fn usable(window: &mut Window) -> Vec<String> {
    window.resize(TALL);
    let controls = window.controls().into_iter().filter(|node| node.described.enabled);
    controls.map(|node| node.described.name).collect()
}

#[test]
fn it_opens_locked_with_everything_to_see_and_nothing_to_use() {
    for method in [Method::OAuth2, Method::Password, Method::None] {
        let mut window = locked(PASSWORD, |settings| {
            settings.smtp.method = method;
            settings.pop.method = method;
        });
        assert!(is_locked(&window));
        assert!(window.shows("Nastavení je zamčené."), "{:?}", window.texts());
        window.resize(TALL);
        for tab in Protocol::ALL {
            window.send(Message::Tab(tab.into()));
            window.settle();
            let usable = usable(&mut window);
            let expected =
                ["Správce: zamčeno", "Vzhled", "Čeština", "English", "SMTP", "POP", "Protokol", "Odemknout…"];
            let (all, rest) = usable.split_at(expected.len());
            assert_eq!(all, expected);
            // To unfold more to see, and to learn from the guide, is no use of anything.
            let looks = |name: &String| {
                ["Pokročilé", "Jak získat ID aplikace?", "Průvodce nastavením"].contains(&name.as_str())
                    || name.starts_with("Nápověda")
            };
            let rest: Vec<_> = rest.iter().filter(|name| !looks(name)).collect();
            assert!(rest.is_empty(), "{tab:?} {method:?}: {rest:?}");
            assert!(window.controls().iter().filter(|node| node.described.role == Role::TextInput).count() >= 3);
        }
    }
}

#[test]
fn no_field_can_be_focused_or_typed_into() {
    let mut window = locked(PASSWORD, |settings| settings.smtp.method = Method::Password);
    window.resize(TALL);
    let before = window.app.form().preview().clone();
    for name in ["smtp.server", "smtp.port", "smtp.sender_address", "smtp.user", "smtp.password"] {
        window.fill(name, "jine.example");
        assert!(!window.app.form().is_changed(), "{name}");
    }
    let texts = window.texts();
    for point in window.clickable(64) {
        window.click_at(point);
        window.write("x");
        window.press(Named::Escape);
    }
    let after = window.app.form().preview().clone();
    assert_eq!((after.smtp, after.pop), (before.smtp.clone(), before.pop.clone()), "only language and colours changed");
    assert!(!window.app.form().is_changed() && is_locked(&window));
    assert!(!texts.is_empty());
    assert_eq!(settings::load(&window.home.settings_file()).expect("readable").smtp, before.smtp);
}

#[test]
fn language_colours_and_tabs_work_while_it_is_locked() {
    let mut window = locked(PASSWORD, |_| {});
    window.click("English");
    window.wait("stored", |window| {
        settings::load(&window.home.settings_file()).is_ok_and(|stored| stored.language == Lang::En.setting())
    });
    assert!(window.shows("The settings are locked."), "{:?}", window.texts());
    window.send(Message::Theme(Theme::Dark));
    window.wait("stored", |window| {
        settings::load(&window.home.settings_file()).is_ok_and(|stored| stored.theme == Theme::Dark)
    });
    window.press_with(Key::Character("2".into()), Modifiers::CTRL);
    assert_eq!(window.app.tab(), Tab::Pop);
    assert!(is_locked(&window));
}

#[test]
fn it_is_unlocked_with_the_keyboard_alone_and_then_works() {
    let mut window = locked(PASSWORD, |_| {});
    let mut presses = 0;
    while window.focused() != Some("admin".into()) {
        window.press(Named::Tab);
        presses += 1;
        assert!(presses < 60, "Tab does not lead there");
    }
    window.press(Named::Enter);
    assert!(matches!(window.app.modal(), Some(Modal::Admin(_))));
    assert_eq!(window.focused(), Some("admin-current".into()), "the focus is where one types");
    enter(&mut window, "spatne heslo");
    window.wait("the answer", |window| window.shows("Heslo správce není správné."));
    assert!(window.shows("Zbývají 2 pokusy"), "{:?}", window.texts());
    window.wait("one can go on at once", |window| window.focused() == Some("admin-current".into()));
    enter(&mut window, PASSWORD);
    window.wait("unlocked", |window| !is_locked(window));
    assert!(window.app.modal().is_none());
    assert!(window.shows("Správce: odemčeno") && !window.shows("Nastavení je zamčené."));
    window.fill("smtp.timeout", "45");
    window.press_with(Key::Character("s".into()), Modifiers::CTRL);
    window.wait("saved", |window| !window.app.form().is_changed());
    assert_eq!(stored_timeout(&window), 45);
}

#[test]
fn escape_leaves_it_locked() {
    let mut window = locked(PASSWORD, |_| {});
    window.click("unlock");
    window.write(PASSWORD);
    window.press(Named::Escape);
    assert!(window.app.modal().is_none() && is_locked(&window));
    window.click("unlock");
    assert!(
        window.controls().iter().all(|node| format!("{:?}", node.described.value) != format!("Text({PASSWORD:?})"))
    );
    window.press(Named::Enter);
    assert!(window.shows("je potřeba vyplnit"), "what was typed is forgotten: {:?}", window.texts());
}

#[test]
fn three_wrong_ones_stop_it_with_a_countdown() {
    let mut window = closed_after(3);
    assert!(window.shows("Další pokus bude možný za 4:5"), "{:?}", window.texts());
    window.write(PASSWORD);
    window.press(Named::Enter);
    assert!(matches!(window.app.lock(), Lock::Locked { left: 0, until: Some(_) }), "{:?}", window.app.lock());
    // Closing and opening it changes nothing, nor does a new window.
    window.press(Named::Escape);
    window.click("unlock");
    assert!(window.shows("Další pokus bude možný za"));
    window.engine.clock().jump(MINUTES(5));
    window.wait("it can be tried again", |window| !window.shows("Další pokus"));
    window.settle();
    assert_eq!(window.focused(), Some("admin-current".into()));
    enter(&mut window, PASSWORD);
    window.wait("unlocked", |window| !is_locked(window));
}

#[test]
fn ten_minutes_without_a_hand_lock_it_and_drafts_stay() {
    let mut window = locked(PASSWORD, |settings| settings.smtp.method = Method::Password);
    window.resize(TALL);
    unlock(&mut window);
    window.fill("smtp.timeout", "45");
    window.fill("smtp.password", "heslo schránky");
    let clock = window.engine.clock().clone();
    clock.jump(MINUTES(9));
    window.press(Named::Shift);
    clock.jump(MINUTES(9));
    window.press(Named::Shift);
    assert!(!is_locked(&window), "every key counts");
    clock.jump(MINUTES(10));
    window.press_with(Key::Character("s".into()), Modifiers::CTRL);
    assert!(is_locked(&window), "the first touch after it locks …");
    assert!(window.app.form().is_changed(), "… and saves nothing");
    assert_ne!(stored_timeout(&window), 45);
    assert!(matches!(window.engine.permit(), Err(Error::Admin(AdminError::Locked))), "in the engine as well");
    assert_eq!(window.app.form().text("smtp.timeout"), "45");
    assert!(window.shows("Uložit je půjde po odemknutí"), "{:?}", window.texts());
    assert!(window.app.form().secrets.pending().is_empty(), "typed secrets are forgotten");
    assert!(!usable(&mut window).contains(&"Uložit".to_owned()));
    unlock(&mut window);
    window.click("save");
    window.wait("saved", |window| !window.app.form().is_changed());
    assert_eq!(stored_timeout(&window), 45);
}

#[test]
fn it_locks_without_any_touch_too() {
    // Ten minutes are a second.
    let mut window = hurried(600);
    window.block_on(window.engine.clone().set_password(None, PASSWORD.into())).expect("set");
    window.look();
    window.wait("set", |window| *window.app.lock() == Lock::Unlocked || is_locked(window));
    window.wait("locked by itself", |window| is_locked(window));
    assert!(window.engine.permit().is_err());
}

#[test]
fn a_sign_in_that_waits_keeps_it_open_until_it_ends() {
    let mut window = locked(PASSWORD, |_| {});
    unlock(&mut window);
    let address = begin(&mut window);
    window.engine.clock().jump(MINUTES(12));
    window.press(Named::Shift);
    assert!(!is_locked(&window) && matches!(window.app.modal(), Some(Modal::SignIn(_))));
    drop(window.beside(browse(address, ME.to_owned(), "allow")));
    window.wait("the end", |window| window.app.modal().is_none());
    window.settle();
    assert!(!is_locked(&window), "the pause begins when it has ended");
    window.engine.clock().jump(MINUTES(11));
    window.press(Named::Shift);
    assert!(is_locked(&window));
}

#[test]
fn another_process_locks_it_and_what_was_asked_closes() {
    let mut window = practice();
    sign_in(&mut window, ME);
    window.click("delete-token");
    assert!(matches!(window.app.modal(), Some(Modal::Delete(_))));
    set_elsewhere(&window);
    window.wait("locked", |window| is_locked(window));
    assert!(window.app.modal().is_none(), "a question that cannot be answered any more");
    // What Mailkey does by itself goes on, and is shown.
    window.send(Message::Tab(Tab::Pop));
    window.send(Message::CheckDue);
    window.wait("the check", |window| window.bounds("check-result").is_some());
    assert!(is_locked(&window));
}

/// What somebody could send who found a way past the widgets.
fn injected() -> Vec<Message> {
    let typed = |text: &str| Typed::new(text.to_owned());
    let field = || form::Message::Typed("smtp.server", "jiny.example".to_owned());
    let smtp = |message| Message::Smtp(smtp::Message::Auth(message));
    vec![
        Message::Save,
        Message::Discard,
        Message::Pressed(Press::Save),
        Message::Smtp(smtp::Message::Form(field())),
        Message::Pop(pop::Message::Form(field())),
        Message::Smtp(smtp::Message::Form(form::Message::Chosen("smtp.tls", "false".to_owned()))),
        Message::Smtp(smtp::Message::Form(form::Message::Secret(secret::Message::Typed(
            Which::Password(Protocol::Smtp),
            typed("x"),
        )))),
        smtp(auth_card::Message::Form(field())),
        smtp(auth_card::Message::Get),
        smtp(auth_card::Message::Delete),
        smtp(auth_card::Message::Refresh),
        smtp(auth_card::Message::FillClientId),
        Message::Smtp(smtp::Message::Chain(test::Message::Test)),
        Message::Smtp(smtp::Message::Chain(test::Message::Ask)),
        Message::Smtp(smtp::Message::Chain(test::Message::To("a@b.cz".to_owned()))),
        Message::Smtp(smtp::Message::Chain(test::Message::Send)),
        Message::Pop(pop::Message::Chain(test::Message::Test)),
        Message::Cause(cause::Message::GetToken(Protocol::Smtp)),
        Message::Cause(cause::Message::DeleteToken(Protocol::Pop)),
        Message::First(first::Message::Chain(test::Message::To("a@b.cz".to_owned()))),
        Message::First(first::Message::Chain(test::Message::Send)),
        Message::Pop(pop::Message::Mailbox(mailbox::Message::Check)),
        Message::Pop(pop::Message::Mailbox(mailbox::Message::Form(field()))),
        Message::Smtp(smtp::Message::Background(background::Message::Turn(true))),
        Message::Pop(pop::Message::Background(background::Message::Turn(false))),
        Message::Background(background::Message::Turn(true)),
        Message::Modal(modal::Message::SaveAndClose),
        Message::Modal(modal::Message::SignIn(getting::Message::Start)),
        Message::Modal(modal::Message::Delete(delete::Message::Start)),
        Message::Modal(modal::Message::Delete(delete::Message::Revoke)),
    ]
}

#[test]
fn messages_from_nowhere_change_nothing() {
    let mut window = practice();
    sign_in(&mut window, ME);
    window.fill("smtp.timeout", "45");
    set_elsewhere(&window);
    window.wait("locked", |window| is_locked(window));
    let before = (window.app.form().preview().clone(), window.app.form().typed(), window.app.status().clone());
    for message in injected() {
        let what = format!("{message:?}");
        window.send(message);
        window.settle();
        assert!(window.app.modal().is_none(), "{what}");
        assert_eq!(
            (window.app.form().preview().clone(), window.app.form().typed()),
            (before.0.clone(), before.1.clone()),
            "{what}"
        );
        assert!(window.app.form().secrets.pending().is_empty(), "{what}");
        assert!(
            !window.shows("Zkouším spojení") && !window.shows("Kontroluji schránku"),
            "{what}: {:?}",
            window.texts()
        );
    }
    assert_eq!(window.app.status().of(Protocol::Smtp).facts, before.2.of(Protocol::Smtp).facts, "not even renewed");
    assert_ne!(stored_timeout(&window), 45);
    window.send(Message::Modal(modal::Message::DiscardAndClose));
    assert!(!window.exited, "no such question was asked");
}

#[test]
fn enter_leads_past_the_lock_from_no_step_of_the_first_start() {
    let (mut before, mut after) = (practice(), practice());
    sign_in(&mut after, ME);
    for window in [&mut before, &mut after] {
        set_elsewhere(window);
        window.wait("locked", |window| is_locked(window));
        window.send(Message::First(first::Message::Begin));
        window.settle();
    }
    for step in Step::ALL {
        // Where somebody has signed in, that step goes on by itself.
        let window = if step == Step::Test { &mut after } else { &mut before };
        window.send(Message::First(first::Message::Show(step)));
        window.settle();
        let before = window.texts();
        for enter in [Message::Pressed(Press::Enter), Message::First(first::Message::Next(step))] {
            window.send(enter);
            window.settle();
            assert!(window.app.modal().is_none(), "{step:?}");
            assert_eq!(window.app.first().at(), Some(step));
            assert_eq!(window.texts(), before, "{step:?}: nothing is sent, and nothing has failed");
        }
        let usable = usable(window);
        assert!(!usable.contains(&"Další".to_owned()), "{step:?}: {usable:?}");
    }
}

#[test]
fn closing_it_locked_with_drafts_asks_and_never_saves() {
    let mut window = closed_with_draft();
    window.send(Message::CloseRequested);
    window.settle();
    assert!(window.shows("Změny nejsou uložené"), "{:?}", window.texts());
    assert!(!window.shows("Uložit a zavřít"));
    window.press(Named::Enter);
    window.settle();
    assert!(!window.exited && window.app.form().is_changed(), "Enter is not “discard”");
    window.send(Message::CloseRequested);
    window.send(Message::Pressed(Press::Enter));
    window.settle();
    assert!(!window.exited && window.app.form().is_changed(), "and not “save”, wherever the focus is");
    assert_ne!(stored_timeout(&window), 45);
    window.press(Named::Escape);
    assert!(window.app.modal().is_none());
    window.send(Message::CloseRequested);
    window.send(Message::Modal(modal::Message::DiscardAndClose));
    window.wait("closed", |window| window.exited);
    assert_ne!(stored_timeout(&window), 45);
}

#[test]
fn a_password_is_set_changed_and_removed() {
    let mut window = empty();
    assert!(window.shows("Správce: nastavit heslo…"));
    window.click("admin");
    assert_eq!(window.focused(), Some("admin-new".into()));
    enter(&mut window, "krátké");
    assert!(window.shows("aspoň 8 znaků; kratší heslo"), "{:?}", window.texts());
    assert_eq!(window.focused(), Some("admin-new".into()));
    window.fill("admin-new", PASSWORD);
    window.fill("admin-again", "jine heslo");
    window.press(Named::Enter);
    assert!(window.shows("Hesla se neshodují."), "{:?}", window.texts());
    window.fill("admin-again", PASSWORD);
    window.press(Named::Enter);
    window.wait("set", |window| *window.app.lock() == Lock::Unlocked);
    assert!(window.app.modal().is_none());

    window.click("admin");
    window.click("admin-change");
    assert_eq!(window.focused(), Some("admin-current".into()));
    window.write("spatne heslo");
    window.fill("admin-new", "nové heslo 2");
    window.fill("admin-again", "nové heslo 2");
    window.press(Named::Enter);
    window.wait("refused", |window| window.shows("Heslo správce není správné."));
    window.wait("the focus", |window| window.focused() == Some("admin-current".into()));
    window.write(PASSWORD);
    window.press(Named::Enter);
    window.wait("changed", |window| window.app.modal().is_none());
    assert_eq!(*window.app.lock(), Lock::Unlocked);

    window.click("admin");
    window.press(Named::Enter);
    window.wait("locked by hand", |window| is_locked(window));
    assert!(window.app.modal().is_none());
    window.click("admin");
    enter(&mut window, PASSWORD);
    window.wait("the old one is no more", |window| window.shows("Heslo správce není správné."));
    enter(&mut window, "nové heslo 2");
    window.wait("unlocked", |window| !is_locked(window));

    window.click("admin");
    window.click("admin-remove");
    enter(&mut window, "nové heslo 2");
    window.wait("removed", |window| *window.app.lock() == Lock::Open);
    assert!(window.shows("Správce: nastavit heslo…"));
}

#[test]
fn a_password_that_is_being_set_is_not_left_behind() {
    let mut window = empty();
    window.click("admin");
    window.write(PASSWORD);
    window.fill("admin-again", PASSWORD);
    window.send(Message::Modal(modal::Message::Admin(modal::admin::Message::Submit)));
    for leave in [Message::Pressed(Press::Escape), Message::Modal(modal::Message::Admin(modal::admin::Message::Close))]
    {
        window.send(leave);
        assert!(matches!(window.app.modal(), Some(Modal::Admin(_))), "it will be set, and somebody must see it");
    }
    window.wait("set", |window| *window.app.lock() == Lock::Unlocked && window.app.modal().is_none());
}

#[test]
fn a_damaged_verifier_says_what_to_do_and_stays_locked() {
    let mut window = damaged();
    assert!(is_locked(&window));
    window.click("unlock");
    assert!(window.shows("je poškozený") && window.shows("Obnovte soubor"), "{:?}", window.texts());
    enter(&mut window, PASSWORD);
    window.settle();
    assert!(is_locked(&window));
    window.press(Named::Escape);
    std::fs::remove_file(window.home.admin_file()).expect("removed");
    window.wait("deleted is removed", |window| *window.app.lock() == Lock::Open);
}

#[test]
fn no_password_is_in_a_message() {
    let message =
        Message::Modal(modal::Message::Admin(modal::admin::Message::Current(Typed::new(PASSWORD.to_owned()))));
    assert!(!format!("{message:?}").contains(PASSWORD));
    let mut modal = modal::admin::Admin::new(&Lock::Locked { left: 3, until: None });
    let _ = modal.update(modal::admin::Message::Current(Typed::new(PASSWORD.to_owned())));
    let action = modal.update(modal::admin::Message::Submit);
    assert!(matches!(action, modal::admin::Action::Unlock(_)));
    assert!(!format!("{modal:?} {action:?}").contains(PASSWORD));
}
