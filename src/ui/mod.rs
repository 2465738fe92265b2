//! The window.
//!
//! Protects: [`application`] is the whole program apart from starting it, so that tests run what people run. Screens
//! return what they want done and only [`app`] does it. Leaves to others: everything that is not shown ([`crate::engine`]).

pub mod app;
pub mod auth_card;
pub mod background;
pub mod cause;
mod changes;
pub mod context;
#[cfg(test)]
mod contrast;
mod copied;
mod deeds;
mod disk;
mod fields;
pub mod first;
mod focus;
pub mod form;
pub mod format;
mod grants;
pub mod guide;
pub mod lock;
pub mod log;
pub mod memory;
pub mod modal;
pub mod motion;
pub mod platform;
mod run;
mod saving;
pub mod screens;
pub mod secret;
mod shell;
mod style;
mod style_controls;
pub mod tab;
pub mod test;
pub mod theme;
mod untold;
mod watch;
pub mod widgets;

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use iced::{Program, Settings, Size, Task, window};

use crate::engine::Engine;
use crate::i18n::Lang;
use app::{App, Message};
use memory::Memory;

/// The size at which the window opens, in logical pixels.
pub const SIZE: Size = Size::new(1080.0, 860.0);
/// The smallest size.
pub const MINIMUM: Size = Size::new(640.0, 560.0);

/// What the window is started with.
#[derive(Clone)]
pub struct Launch {
    /// Everything that is not shown.
    pub engine: Engine,
    /// Whether this is practice mode.
    pub practice: bool,
    /// The language, when it is not the settings' own.
    pub lang: Option<Lang>,
    /// Whether signing in opens the system's browser, or leaves the address to the person.
    pub browser: bool,
}

impl std::fmt::Debug for Launch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Launch").field("practice", &self.practice).field("lang", &self.lang).finish_non_exhaustive()
    }
}

/// Fonts and text size, for the program and for tests.
#[must_use]
pub fn settings() -> Settings {
    Settings {
        id: Some("mailkey".to_owned()),
        fonts: theme::FONTS.into_iter().map(Cow::Borrowed).collect(),
        default_font: theme::REGULAR,
        default_text_size: theme::size::BODY.into(),
        antialiasing: true,
        ..Settings::default()
    }
}

/// The program; `run()` it. `opened` becomes true when the display was reached.
pub fn application(
    launch: Launch,
    opened: Arc<AtomicBool>,
) -> iced::Application<impl Program<State = App, Message = Message, Theme = iced::Theme>> {
    let remembered = Memory::read(launch.engine.home());
    let boot = move || {
        opened.store(true, Ordering::Relaxed);
        crate::log::event(crate::log::Event::WindowOpened);
        let (app, first) = App::new(launch.clone(), remembered);
        let motion = deeds::blocking(motion::follow_system, |()| Message::Nothing);
        (app, Task::batch([first, motion]))
    };
    iced::application(boot, App::update, App::view)
        .title(App::title)
        .theme(App::theme)
        .style(App::style)
        .subscription(App::subscription)
        .scale_factor(App::scale_factor)
        .settings(settings())
        .window(window::Settings {
            icon: window::icon::from_rgba(include_bytes!("../../assets/icon/icon-64.rgba").to_vec(), 64, 64).ok(),
            exit_on_close_request: false,
            platform_specific: of_platform(),
            ..remembered.settings()
        })
}

#[cfg(target_os = "linux")]
fn of_platform() -> window::settings::PlatformSpecific {
    window::settings::PlatformSpecific { application_id: "mailkey".to_owned(), ..Default::default() }
}

#[cfg(not(target_os = "linux"))]
fn of_platform() -> window::settings::PlatformSpecific {
    window::settings::PlatformSpecific::default()
}

/// A value with its name in the language shown, for a list.
#[derive(Debug, Clone)]
pub(crate) struct Named<T> {
    value: T,
    name: String,
}

impl<T: PartialEq> PartialEq for Named<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T> std::fmt::Display for Named<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}

fn words_of<T: Copy>(values: &[T], name: impl Fn(T) -> String) -> Vec<Named<T>> {
    values.iter().map(|value| Named { value: *value, name: name(*value) }).collect()
}
