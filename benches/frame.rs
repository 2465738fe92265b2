//! From a key press to the new frame, with the real window's widgets and the software renderer: what must hold is in
//! CONTRIBUTING. A program that prints figures, not a test: the machine decides what it prints.
//!
//! `cargo bench --bench frame`. The frame is made as the real window makes it: update, view, layout, the comparison with
//! the frame before, and painting what changed into a buffer that is kept. Only handing the buffer to the screen is
//! missing. Everything is also told as a ratio to filling the same buffer once, on the same machine in the same moment.

#[path = "../tests/window/entries.rs"]
#[allow(dead_code, reason = "the window's tests need more of it")]
mod entries;
#[path = "../tests/window/open.rs"]
#[allow(dead_code, reason = "the window's tests need more of it")]
mod open;
#[path = "../tests/window/screen.rs"]
mod screen;
#[path = "../tests/window/seen.rs"]
#[allow(dead_code, reason = "the window's tests need more of it")]
mod seen;
#[path = "../tests/window/support.rs"]
#[allow(dead_code, reason = "the window's tests need more of it")]
mod support;

use std::time::{Duration, Instant};

use mailkey::account::Provider;
use mailkey::i18n::Lang;
use mailkey::ui::app::Message;
use mailkey::ui::screens::pop;
use mailkey::ui::tab::Tab;
use mailkey::ui::{auth_card, guide, log};

use screen::Screen;
use support::Window;

const FRAMES: usize = 60;

fn median(mut times: Vec<Duration>) -> (Duration, Duration) {
    times.sort_unstable();
    (times[times.len() / 2], times[times.len() * 95 / 100])
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn tell(what: &str, times: Vec<Duration>, fill: Duration) {
    let (median, worst) = median(times);
    let ratio = ms(median) / ms(fill);
    println!("{what:<44} median {:>7.2} ms   p95 {:>7.2} ms   {ratio:>6.1} fills", ms(median), ms(worst));
}

fn time<T>(work: impl FnOnce() -> T) -> Duration {
    let begun = Instant::now();
    let _done = std::hint::black_box(work());
    begun.elapsed()
}

/// The fullest form: POP with an account of its own, everything unfolded, the guide open.
fn fullest() -> Window {
    let mut window = open::practice_with(|settings| {
        settings.pop.common_account = false;
        settings.pop.oauth2.provider = Provider::Microsoft;
    });
    window.send(Message::Tab(Tab::Pop));
    window.send(Message::Pop(pop::Message::Auth(auth_card::Message::Advanced(true))));
    window.send(Message::Guide(guide::Message::Open));
    window.settle();
    window
}

fn measure(name: &str, (width, height): (u32, u32), scale: f32) {
    let theme = iced::Theme::Light;
    let mut window = fullest();
    let mut screen = Screen::new(width, height, scale);
    window.resize(screen.size());
    let mut whole = tiny_skia::Pixmap::new(width, height).expect("pixels");
    let fills = (0..9).map(|_| time(|| whole.fill(tiny_skia::Color::from_rgba8(243, 244, 248, 255)))).collect();
    let (fill, _) = median(fills);
    println!("{name}: one fill {:.2} ms", ms(fill));

    tell("  the first frame", vec![time(|| screen.paint(&mut window, &theme))], fill);
    window.reveal("pop.server");
    window.click("pop.server");
    let _steady = screen.paint(&mut window, &theme);
    let (mut keys, mut updates, mut shares) = (Vec::new(), Vec::new(), Vec::new());
    for at in 0..FRAMES {
        let letter = if at % 2 == 0 { 'a' } else { 'b' };
        let begun = Instant::now();
        window.type_at_once(letter);
        updates.push(begun.elapsed());
        shares.push(screen.paint(&mut window, &theme).iter().sum::<f32>());
        keys.push(begun.elapsed());
    }
    assert!(window.app.form().text("pop.server").contains("abab"), "what was typed is there");
    tell("  key press to frame", keys, fill);
    tell("    of this: update, view and layout", updates, fill);
    println!("    painted of the screen: {:.0} %", 100.0 * shares.iter().sum::<f32>() / shares.len() as f32);
    let mut langs = Vec::new();
    for at in 0..10 {
        let lang = if at % 2 == 0 { Lang::En } else { Lang::Cs };
        langs.push(time(|| {
            window.send(Message::Language(lang));
            screen.paint(&mut window, &theme)
        }));
    }
    tell("  another language to frame", langs, fill);
    let views = (0..FRAMES).map(|_| time(|| drop(window.app.view()))).collect();
    tell("  view() alone", views, fill);
}

/// The log with ten thousand entries: what is scrolled, searched and said anew.
fn measure_log((width, height): (u32, u32), scale: f32) {
    let theme = iced::Theme::Light;
    let mut screen = Screen::new(width, height, scale);
    let mut whole = tiny_skia::Pixmap::new(width, height).expect("pixels");
    let fills = (0..9).map(|_| time(|| whole.fill(tiny_skia::Color::from_rgba8(243, 244, 248, 255)))).collect();
    let (fill, _) = median(fills);
    for count in [100, log::MOST] {
        let mut window = entries::opened(&entries::many(count));
        window.resize(screen.size());
        println!("the log with {count} entries at {width}×{height}:");
        tell("  the first frame", vec![time(|| screen.paint(&mut window, &theme))], fill);
        let views = (0..FRAMES).map(|_| time(|| drop(window.app.view()))).collect();
        tell("  view() alone", views, fill);
        let scrolls = (0..FRAMES).map(|_| {
            time(|| {
                window.wheel(-1.0);
                screen.paint(&mut window, &theme)
            })
        });
        tell("  a turn of the wheel to frame", scrolls.collect(), fill);
        let mut at = 0;
        let jumps = (0..FRAMES).map(|_| {
            at += 97;
            time(|| {
                window.scroll(0, 40.0 * (at % count) as f32);
                screen.paint(&mut window, &theme)
            })
        });
        tell("  somewhere else by the scroll bar to frame", jumps.collect(), fill);
        window.scroll(0, 0.0);
        let sizes = (0..10_u16).map(|at| {
            time(|| {
                window.resize_at_once(iced_test::core::Size::new(900.0 + f32::from(at), 700.0));
                screen.paint(&mut window, &theme)
            })
        });
        tell("  another width to frame", sizes.collect(), fill);
        window.resize(screen.size());
        window.click("log-search");
        let _steady = screen.paint(&mut window, &theme);
        let keys = (0..20).map(|at| {
            let letter = if at % 2 == 0 { 'f' } else { 'i' };
            time(|| {
                window.type_at_once(letter);
                screen.paint(&mut window, &theme)
            })
        });
        tell("  a letter in the search field to frame", keys.collect(), fill);
    }
}

fn main() {
    measure("1080×860", (1080, 860), 1.0);
    measure("3840×2160 at 100 %", (3840, 2160), 1.0);
    measure("3840×2160 at 200 %", (3840, 2160), 2.0);
    measure_log((1080, 860), 1.0);
    measure_log((3840, 2160), 1.0);
}
