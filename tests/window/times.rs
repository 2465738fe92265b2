//! Times in the window: as people say them, true without being asked, and whole for whoever wants to know.

use iced_test::core::keyboard::key::Named;
use iced_test::core::widget;
use jiff::SignedDuration;
use mailkey::account::Protocol;
use mailkey::i18n::Lang;
use mailkey::ui::app::Message;
use mailkey::ui::tab::Tab;
use mailkey::words::when::full;

use super::modals::tab_to;
use super::open::practice;
use super::tokens::sign_in;

const ME: &str = "recepce@cviceni.test";

#[test]
fn a_time_becomes_older_by_itself() {
    let mut window = practice();
    sign_in(&mut window, ME);
    assert!(window.shows("získán právě teď"), "{:?}", window.texts());
    window.engine.clock().jump(SignedDuration::from_mins(4));
    // Nothing but the next frame: no message, no look at the files.
    window.settle();
    assert!(window.shows("získán před\u{a0}4\u{a0}min"), "{:?}", window.texts());
    // Not so far that the token is renewed, which would be the news then.
    window.engine.clock().jump(SignedDuration::from_mins(16));
    window.settle();
    assert!(window.shows("získán před\u{a0}20\u{a0}min"), "{:?}", window.texts());
    window.send(Message::Language(Lang::En));
    window.settle();
    assert!(window.shows("acquired 20\u{a0}min ago"), "{:?}", window.texts());
}

#[test]
fn the_whole_time_is_there_for_pointer_and_keyboard() {
    let mut window = practice();
    sign_in(&mut window, ME);
    let at = window.app.status().of(Protocol::Smtp).facts.as_ref().expect("facts").refreshed_at;
    let whole = full(at, Lang::Cs);
    assert!(!window.shows(&whole));
    tab_to(&mut window, "time-refreshed");
    assert!(window.shows(&whole), "{:?}", window.texts());
    window.press(Named::Tab);
    assert_ne!(window.focused(), Some(widget::Id::new("time-refreshed")));
    assert!(!window.shows(&whole), "it goes with the focus");
    let words = window.visible("time-refreshed").expect("there");
    window.point(words.center());
    assert!(!window.shows(&whole), "not while the pointer only passes by");
    std::thread::sleep(std::time::Duration::from_millis(450));
    window.settle();
    assert!(window.shows(&whole), "{:?}", window.texts());
}

#[test]
fn each_result_says_when_it_was() {
    let mut window = practice();
    sign_in(&mut window, ME);
    super::walks::send(&mut window);
    assert!(window.bounds("time-tested").is_some());
    window.engine.clock().jump(SignedDuration::from_mins(3));
    window.settle();
    assert!(window.shows("před\u{a0}3\u{a0}min"), "{:?}", window.texts());
    window.send(Message::Tab(Tab::Pop));
    window.click("check");
    window.wait("checked", |window| window.bounds("check-result").is_some());
    assert!(window.bounds("time-checked").is_some() && window.bounds("time-message-1").is_some());
}
