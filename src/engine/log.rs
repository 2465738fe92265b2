//! The switch of the transcripts, and which settings were changed.
//!
//! Protects: the switch needs the administrator's permission, ends by itself, and counts in every process of this home;
//! of settings their names and values are told, which hold no secrets. Leaves to others: what is written
//! ([`crate::log`], [`crate::log::transcript`]).

use jiff::Timestamp;

use super::Engine;
use crate::account::Settings;
use crate::error::Error;
use crate::home::create_private_dir;
use crate::log::{self, Change, Event, transcript};
use crate::settings::KEYS;

/// Writes down which settings were changed, if any.
pub(super) fn saved(base: &Settings, new: &Settings) {
    let changed = KEYS.iter().map(|key| (key.name, key.get(base), key.get(new))).filter(|(_, was, is)| was != is);
    let changes: Vec<_> =
        changed.map(|(key, was, is)| Change { key, was: was.to_string(), is: is.to_string() }).collect();
    if !changes.is_empty() {
        log::event(Event::SettingsSaved { changes });
    }
}

impl Engine {
    /// Until when conversations with servers are written to the log; `None` when they are not. Reads one small file.
    #[must_use]
    pub fn transcripts(&self) -> Option<Timestamp> {
        transcript::until(self.home(), self.clock().now())
    }

    /// Switches that on for [`transcript::LASTS`] from now, or off; gives until when they are written.
    ///
    /// # Errors
    /// The settings are locked, or the switch's file cannot be written.
    pub fn set_transcripts(&self, on: bool) -> Result<Option<Timestamp>, Error> {
        let _permit = self.permit()?;
        let path = self.home().transcripts_file();
        let failed = |error: std::io::Error| Error::home(&path, &error);
        if !on {
            let was_on = self.transcripts().is_some();
            match std::fs::remove_file(&path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(failed(error)),
                Ok(()) | Err(_) => {}
            }
            if was_on {
                log::event(Event::TranscriptsOff);
            }
            return Ok(None);
        }
        let now = self.clock().now();
        let until = now.checked_add(transcript::LASTS).unwrap_or(now);
        create_private_dir(&self.home().state_dir()).map_err(failed)?;
        crate::settings::replace(&path, until.to_string().as_bytes()).map_err(failed)?;
        log::event(Event::TranscriptsOn { until });
        Ok(Some(until))
    }
}
