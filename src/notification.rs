//! A message on the desktop, for news that nobody has asked for.
//!
//! Protects: nobody waits for it, and where no desktop shows messages that is written to the log and nothing else
//! happens. What the text holds is shown as it is, never read as markup. Leaves to others: the words.

use std::thread;

/// Shows a message with the program's name and icon; returns at once. `failed` is called, on another thread, when nobody
/// could be shown it.
pub fn show(title: &str, text: &str, failed: impl FnOnce() + Send + 'static) {
    let (title, text) = (title.to_owned(), text.to_owned());
    let shown = thread::Builder::new().name("notification".into()).spawn(move || {
        if let Err(error) = system::show(&title, &text) {
            tracing::warn!(%error, title, "no notification could be shown");
            failed();
        }
    });
    if let Err(error) = shown {
        tracing::warn!(%error, "no notification could be shown");
    }
}

/// The Desktop Notifications Specification 1.2, over the D-Bus library that the keyring uses anyway.
#[cfg(all(unix, not(target_os = "macos")))]
mod system {
    use std::collections::HashMap;
    use std::time::Duration;

    use zbus::blocking::connection::Builder;
    use zbus::zvariant::{Structure, Value};

    const SERVICE: &str = "org.freedesktop.Notifications";
    const PATH: &str = "/org/freedesktop/Notifications";
    /// A frozen desktop must not keep the thread.
    const PATIENCE: Duration = Duration::from_secs(25);
    /// 64 × 64, red, green, blue and opacity.
    const ICON: &[u8] = include_bytes!("../assets/icon/icon-64.rgba");
    const SIZE: i32 = 64;

    pub fn show(title: &str, text: &str) -> zbus::Result<()> {
        let bus = Builder::session()?.method_timeout(PATIENCE).build()?;
        let abilities = bus.call_method(Some(SERVICE), PATH, Some(SERVICE), "GetCapabilities", &())?;
        let abilities: Vec<String> = abilities.body().deserialize()?;
        let markup = abilities.iter().any(|ability| ability == "body-markup");
        let text = if markup { escaped(text) } else { text.to_owned() };
        let image = Structure::from((SIZE, SIZE, SIZE * 4, true, 8, 4, ICON.to_vec()));
        let hints: HashMap<&str, Value<'_>> =
            HashMap::from([("desktop-entry", Value::from("mailkey")), ("image-data", Value::from(image))]);
        let actions: Vec<&str> = Vec::new();
        // 0 twice: it replaces no other, and it stays until somebody has seen it.
        let message = ("Mailkey", 0_u32, "mailkey", title, text.as_str(), actions, hints, 0_i32);
        bus.call_method(Some(SERVICE), PATH, Some(SERVICE), "Notify", &message).map(drop)
    }

    fn escaped(text: &str) -> String {
        text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
    }
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
mod system {
    use notify_rust::{Notification, Timeout};

    pub fn show(title: &str, text: &str) -> notify_rust::error::Result<()> {
        let mut notification = Notification::new();
        let _ = notification.appname("Mailkey").summary(title).body(text).timeout(Timeout::Never);
        notification.show().map(drop)
    }
}
