//! What developers tell `tracing`, as lines of the same log.
//!
//! Protects: only Mailkey's own targets, never those of libraries (which could hold a request), at whatever level
//! `MAILKEY_LOG` asks for; each line goes through the log's own way out. Leaves to others: what an administrator should
//! know, which are events ([`super::Event`]).

use std::fmt::{self, Write as _};

use serde_json::{Map, Value};
use tracing::field::{Field, Visit};
use tracing::{Level, Subscriber};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

use super::{Area, LOG, Severity};

/// The level where `MAILKEY_LOG` says nothing.
const DEFAULT: &str = "info";

/// Listens from now on.
pub(super) fn listen() {
    let wanted = std::env::var("MAILKEY_LOG").unwrap_or_else(|_| DEFAULT.into());
    let filter = EnvFilter::try_new(&wanted).unwrap_or_else(|_| EnvFilter::new(DEFAULT));
    let layer = Lines.with_filter(filter).with_filter(filter_fn(|event| event.target().starts_with("mailkey")));
    // An error means that a test or another part listens already.
    let _ = tracing_subscriber::registry().with(layer).try_init();
}

struct Lines;

impl<S: Subscriber> Layer<S> for Lines {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        let Some(log) = LOG.get() else { return };
        let mut text = Text::default();
        event.record(&mut text);
        let severity = match *event.metadata().level() {
            Level::ERROR => Severity::Error,
            Level::WARN => Severity::Warning,
            Level::INFO => Severity::Info,
            Level::DEBUG | Level::TRACE => Severity::Detail,
        };
        let target = Value::String(event.metadata().target().to_owned());
        let args = Map::from_iter([("target".to_owned(), target)]);
        log.write("trace", Area::Program, severity, args, Some(format!("{}{}", text.message, text.fields)));
    }
}

/// The message, and behind it the fields.
#[derive(Default)]
struct Text {
    message: String,
    fields: String,
}

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        // Writing to a String does not fail.
        let _ = match field.name() {
            "message" => write!(self.message, "{value:?}"),
            name => write!(self.fields, " {name}={value:?}"),
        };
    }
}
