//! Copying, and saying so for a moment.
//!
//! Protects: “Copied” is said of what was copied just now, and is gone before anybody could wonder whether it still is.
//! Leaves to others: what is copied, and which key says so.

use std::time::Duration;

use iced::{Task, clipboard};

use super::app::{App, Message};
use super::modal::Modal;

/// How long a key says that it has copied.
const SAID: Duration = Duration::from_secs(4);

impl App {
    /// Copies a text; the key that did it says so for a moment.
    pub(super) fn copy(&mut self, text: String) -> Task<Message> {
        self.copies += 1;
        let copy = self.copies;
        let over = Task::perform(tokio::time::sleep(SAID), move |()| Message::CopiedLongAgo(copy));
        Task::batch([clipboard::write(text), over])
    }

    /// The moment is over, unless something else was copied since.
    pub(super) fn copied_long_ago(&mut self, copy: u64) -> Task<Message> {
        if copy == self.copies {
            self.causes.forget_copied();
            self.smtp.chain.forget_copied();
            self.pop.chain.forget_copied();
            self.log.forget_copied();
            self.guide.forget_copied();
            if let Some(Modal::SignIn(modal)) = &mut self.modal {
                modal.forget_copied();
            }
        }
        Task::none()
    }
}
