//! The window by its promises: what a person sees and what happens when they click and type.

#[path = "window/support.rs"]
mod support;

#[path = "window/drafts.rs"]
mod drafts;
