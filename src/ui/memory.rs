//! What the window remembers of itself: its size, whether it filled the screen, the tab, and the scale of everything.
//!
//! Protects: none of this is a setting (it is kept beside the state, by this computer's user, and never asks to be
//! saved); a file that is broken, or asks for a size that no screen has, does no harm; while a window is being dragged
//! nothing is written, and never on the window's thread. Leaves to others: language and colours, which are settings.

use std::time::Duration;

use iced::{Size, Task, window};
use serde::{Deserialize, Serialize};

use super::app::{App, Message as Event};
use super::deeds::blocking;
use super::tab::Tab;
use super::widgets::Zoom;
use super::{MINIMUM, SIZE};
use crate::home::{Home, create_private_dir};

/// What can be chosen, in percent.
pub const SCALES: [u16; 9] = [75, 80, 90, 100, 110, 125, 150, 175, 200];
/// No screen is larger.
const MAXIMUM: Size = Size::new(15360.0, 8640.0);
/// Changes that come closer together are one.
const QUIET: Duration = Duration::from_millis(400);
/// How long the window says its scale after it changed.
const SAID: Duration = Duration::from_millis(1800);

/// What is remembered, as it stands in the file.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Memory {
    /// In logical pixels of the system: the window's own scale does not count.
    width: f32,
    height: f32,
    maximized: bool,
    /// One of [`SCALES`].
    scale: u16,
    tab: Tab,
    /// The page of the first start was left: it does not come by itself any more.
    begun: bool,
}

impl Default for Memory {
    fn default() -> Self {
        Self { width: SIZE.width, height: SIZE.height, maximized: false, scale: 100, tab: Tab::Smtp, begun: false }
    }
}

impl Memory {
    /// What was remembered last; what is missing or senseless is as at the first start.
    #[must_use]
    pub fn read(home: &Home) -> Self {
        let text = std::fs::read(home.window_file()).unwrap_or_default();
        serde_json::from_slice::<Self>(&text).unwrap_or_default().sane()
    }

    fn sane(mut self) -> Self {
        let within = |value: f32, least: f32, most: f32, otherwise: f32| {
            if value.is_finite() && value > 0.0 { value.clamp(least, most) } else { otherwise }
        };
        self.width = within(self.width, MINIMUM.width, MAXIMUM.width, SIZE.width);
        self.height = within(self.height, MINIMUM.height, MAXIMUM.height, SIZE.height);
        let nearest = SCALES.into_iter().min_by_key(|scale| scale.abs_diff(self.scale));
        self.scale = nearest.unwrap_or(100);
        self
    }

    fn write(self, home: &Home) {
        let path = home.window_file();
        let folder = path.parent().map_or(Ok(()), create_private_dir);
        let json = serde_json::to_vec(&self).map_err(Into::into);
        let written = folder.and(json).and_then(|json| crate::settings::replace(&path, &json));
        if let Err(error) = written {
            tracing::warn!(%error, "the window's size could not be remembered");
        }
    }

    /// The tab that was shown last.
    #[must_use]
    pub fn tab(&self) -> Tab {
        self.tab
    }

    fn factor(self) -> f32 {
        f32::from(self.scale) / 100.0
    }

    /// The window as it is to open. The toolkit takes its size in pixels that it then scales.
    pub(super) fn settings(self) -> window::Settings {
        let size = Size::new(self.width / self.factor(), self.height / self.factor());
        window::Settings { size, maximized: self.maximized, min_size: Some(MINIMUM), ..window::Settings::default() }
    }
}

/// Something that concerns it.
#[derive(Debug, Clone, Copy)]
pub enum Message {
    /// The window has another size, in its own logical pixels.
    Resized(window::Id, Size),
    /// Whether it then fills the screen.
    Sized(Size, bool),
    /// Nothing has changed for a while.
    Quiet(u64),
    /// The scale was said long enough.
    Said(u64),
}

/// What the window knows of what it remembers.
#[derive(Debug)]
pub(super) struct State {
    now: Memory,
    written: Memory,
    changes: u64,
    /// The change after which the scale is being said.
    said: Option<u64>,
}

impl State {
    pub(super) fn new(memory: Memory) -> Self {
        Self { now: memory, written: memory, changes: 0, said: None }
    }

    /// The scale in percent, while it is being said.
    pub(super) fn said(&self) -> Option<u16> {
        self.said.map(|_| self.now.scale)
    }

    fn changed(&mut self) -> Task<Event> {
        if self.now == self.written {
            return Task::none();
        }
        self.changes += 1;
        after(QUIET, Message::Quiet(self.changes))
    }
}

fn after(time: Duration, message: Message) -> Task<Event> {
    Task::perform(tokio::time::sleep(time), move |()| Event::Memory(message))
}

impl App {
    /// How much larger than the system's own everything is.
    #[must_use]
    pub fn scale_factor(&self) -> f32 {
        self.memory.now.factor()
    }

    pub(super) fn on_memory(&mut self, message: Message) -> Task<Event> {
        match message {
            Message::Resized(id, size) => {
                window::is_maximized(id).map(move |full| Event::Memory(Message::Sized(size, full)))
            }
            Message::Sized(size, maximized) => {
                let memory = &mut self.memory.now;
                memory.maximized = maximized;
                // The size to which it returns is the one to remember.
                if !maximized {
                    let factor = memory.factor();
                    (memory.width, memory.height) = (size.width * factor, size.height * factor);
                    *memory = memory.sane();
                }
                self.memory.changed()
            }
            Message::Quiet(changes) if changes == self.memory.changes => {
                let (memory, home) = (self.memory.now, self.engine.home().clone());
                self.memory.written = memory;
                blocking(move || memory.write(&home), |()| Event::Nothing)
            }
            Message::Said(change) => {
                self.memory.said = self.memory.said.filter(|said| *said != change);
                Task::none()
            }
            Message::Quiet(_) => Task::none(),
        }
    }

    /// Larger, smaller or as the system has it; the window says which.
    pub(super) fn zoom(&mut self, zoom: Zoom) -> Task<Event> {
        let memory = &mut self.memory;
        let at = SCALES.iter().position(|scale| *scale == memory.now.scale).unwrap_or_default();
        memory.now.scale = match zoom {
            Zoom::In => SCALES[(at + 1).min(SCALES.len() - 1)],
            Zoom::Out => SCALES[at.saturating_sub(1)],
            Zoom::Reset => 100,
        };
        let keep = memory.changed();
        let change = memory.said.unwrap_or(memory.changes) + 1;
        memory.said = Some(change);
        Task::batch([keep, after(SAID, Message::Said(change))])
    }

    /// Whether the page of the first start was left before.
    pub(super) fn has_begun(&self) -> bool {
        self.memory.now.begun
    }

    /// Remembers that the page of the first start was left.
    pub(super) fn remember_begun(&mut self) -> Task<Event> {
        self.memory.now.begun = true;
        self.memory.changed()
    }

    /// Remembers the tab that is shown.
    pub(super) fn remember_tab(&mut self) -> Task<Event> {
        if self.memory.now.tab == self.tab {
            return Task::none();
        }
        self.memory.now.tab = self.tab;
        self.memory.changed()
    }

    /// What is left to do when the window closes before it was quiet.
    pub(super) fn unwritten(&self) -> impl FnOnce() + Send + 'static {
        let (memory, home) = (self.memory.now, self.engine.home().clone());
        let wanted = memory != self.memory.written;
        move || {
            if wanted {
                memory.write(&home);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Memory {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        std::fs::write(home.window_file(), text).unwrap();
        Memory::read(&home)
    }

    #[test]
    fn what_was_written_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(&folder.path().join("not there yet"));
        assert_eq!(Memory::read(&home), Memory::default());
        let memory = Memory { width: 1200.0, height: 700.5, maximized: true, scale: 150, tab: Tab::Pop, begun: true };
        memory.write(&home);
        assert_eq!(Memory::read(&home), memory);
    }

    #[test]
    fn a_broken_or_strange_file_does_no_harm() {
        for text in ["", "{", "null", "[]", "\0\u{1}", r#"{"tab":"elsewhere"}"#, r#"{"width":"wide"}"#] {
            assert_eq!(read(text), Memory::default(), "{text}");
        }
        assert_eq!(
            read(r#"{"width":1e30,"height":-5,"scale":100}"#),
            Memory { width: MAXIMUM.width, ..Memory::default() }
        );
        assert_eq!(read(r#"{"width":10,"height":10}"#).settings().size, MINIMUM);
        for (text, scale) in [("0", 75), ("137", 125), ("65535", 200)] {
            assert_eq!(read(&format!(r#"{{"scale":{text}}}"#)).scale, scale);
        }
        assert_eq!(read(r#"{"scale":110,"from a later version":{}}"#).scale, 110, "what is not known is passed over");
    }
}
