//! The window by its promises: what a person sees and what happens when they click and type.

#[path = "window/bounds.rs"]
mod bounds;
#[path = "window/clipped.rs"]
mod clipped;
#[path = "window/common.rs"]
mod common;
#[path = "window/disk.rs"]
mod disk;
#[path = "window/drafts.rs"]
mod drafts;
#[path = "window/entries.rs"]
mod entries;
#[path = "window/fields.rs"]
mod fields;
#[path = "window/first.rs"]
mod first;
#[path = "window/focus.rs"]
mod focus;
#[path = "window/golden.rs"]
mod golden;
#[path = "window/guide.rs"]
mod guide;
#[path = "window/icons.rs"]
mod icons;
#[path = "window/lists.rs"]
mod lists;
#[path = "window/lock.rs"]
mod lock;
#[path = "window/log.rs"]
mod log;
#[path = "window/looks.rs"]
mod looks;
#[path = "window/memory.rs"]
mod memory;
#[path = "window/modals.rs"]
mod modals;
#[path = "window/open.rs"]
mod open;
#[path = "window/remedy.rs"]
mod remedy;
#[path = "window/saving.rs"]
mod saving;
#[path = "window/scenes.rs"]
mod scenes;
#[path = "window/screen.rs"]
mod screen;
#[path = "window/seen.rs"]
mod seen;
#[path = "window/sign_in.rs"]
mod sign_in;
#[path = "window/stale.rs"]
mod stale;
#[path = "window/support.rs"]
mod support;
#[path = "window/times.rs"]
mod times;
#[path = "window/tokens.rs"]
mod tokens;
#[path = "window/trouble.rs"]
mod trouble;
#[path = "window/walks.rs"]
mod walks;
