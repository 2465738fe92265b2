//! What happens while something is being stored, and when the keyring refuses: nothing typed is lost, nothing is half done.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use iced_test::core::keyboard::{Key, Modifiers};
use mailkey::account::{AccountId, Provider};
use mailkey::engine::SecretName;
use mailkey::secrets::{self, Opener, SecretError, Store};
use mailkey::settings;
use mailkey::ui::app::Message;
use mailkey::ui::form::{Message as Field, key};
use mailkey::ui::modal::Modal;
use mailkey::ui::secret::{Message as Secret, Which};
use secrecy::ExposeSecret as _;

use super::open::empty_with;
use super::support::Window;

const PASSWORD: Which = Which::Password(mailkey::account::Protocol::Smtp);

/// A keyring that takes its time, or refuses to store.
#[derive(Clone)]
pub struct Doubtful {
    entries: Opener,
    waits: Arc<AtomicBool>,
    refuses: Arc<AtomicBool>,
}

impl Doubtful {
    /// One that does as it should, so far.
    pub fn new() -> Self {
        Self { entries: secrets::memory(), waits: Arc::default(), refuses: Arc::default() }
    }

    /// The keyring itself.
    pub fn opener(&self) -> Opener {
        let this = self.clone();
        Arc::new(move || Ok(Box::new(Entries((this.entries)()?, this.clone()))))
    }

    /// Whether storing waits from now on.
    pub fn wait(&self, waits: bool) {
        self.waits.store(waits, Ordering::SeqCst);
    }

    fn refuse(&self, refuses: bool) {
        self.refuses.store(refuses, Ordering::SeqCst);
    }

    fn value(&self, window: &Window, name: &str) -> Option<String> {
        let name = format!("{name}@{}", window.home.config_dir().display());
        let vault = secrets::Vault::new(self.entries.clone());
        let value = window.block_on(async { vault.get(&name).await.expect("readable") });
        value.map(|value| value.expose_secret().to_owned())
    }
}

struct Entries(Box<dyn Store>, Doubtful);

impl Store for Entries {
    fn get(&self, name: &str) -> Result<Option<zeroize::Zeroizing<Vec<u8>>>, SecretError> {
        self.0.get(name)
    }

    fn set(&self, name: &str, value: &[u8]) -> Result<(), SecretError> {
        while self.1.waits.load(Ordering::SeqCst) {
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        if self.1.refuses.load(Ordering::SeqCst) {
            return Err(SecretError::Locked);
        }
        self.0.set(name, value)
    }

    fn delete(&self, name: &str) -> Result<(), SecretError> {
        self.0.delete(name)
    }
}

fn send(window: &mut Window, message: Field) {
    window.send(Message::Field(message));
    window.settle();
}

fn control(window: &mut Window, letter: &str) {
    window.press_with(Key::Character(letter.into()), Modifiers::CTRL);
}

/// A window in which a password is being stored; the keyring still works on it.
fn storing_password(keyring: &Doubtful) -> Window {
    let mut window = empty_with(keyring.opener());
    send(&mut window, Field::Chosen("smtp.method", "password".to_owned()));
    send(&mut window, Field::Typed("smtp.user", "recepce".to_owned()));
    keyring.wait(true);
    window.fill("smtp.password", "abc");
    control(&mut window, "s");
    let file = window.home.settings_file();
    window.wait("the file", |_| settings::load(&file).is_ok_and(|stored| stored.smtp.user.as_str() == "recepce"));
    window
}

#[test]
fn closing_while_something_is_stored_asks_about_what_was_typed_since() {
    let keyring = Doubtful::new();
    let mut window = storing_password(&keyring);
    window.fill("smtp.timeout", "46");
    control(&mut window, "q");
    assert!(matches!(window.app.modal(), Some(Modal::Closing(_))));
    keyring.wait(false);
    window.wait("the question", |window| window.exited || matches!(window.app.modal(), Some(Modal::Unsaved)));
    assert!(!window.exited, "the timeout would be lost");
    assert_eq!(window.app.form().changed(), ["smtp.timeout"]);
    window.settle();
    window.click("modal-ok");
    window.wait("closed", |window| window.exited);
    let stored = settings::load(&window.home.settings_file()).expect("readable");
    assert_eq!(stored.smtp.timeout.seconds(), 46);
}

#[test]
fn closing_while_something_is_stored_closes_when_that_was_all() {
    let keyring = Doubtful::new();
    let mut window = storing_password(&keyring);
    control(&mut window, "q");
    window.settle();
    assert!(!window.exited);
    keyring.wait(false);
    window.wait("closed", |window| window.exited);
    assert_eq!(keyring.value(&window, "smtp.password").as_deref(), Some("abc"));
}

#[test]
fn a_secret_typed_while_another_is_stored_stays_typed() {
    let keyring = Doubtful::new();
    let mut window = storing_password(&keyring);
    window.fill("smtp.password", "abcd");
    keyring.wait(false);
    window.wait("stored", |window| window.app.form().secrets.is_held(PASSWORD));
    let typed = window.app.form().secrets.typed(PASSWORD).expect("still typed");
    assert_eq!(typed.expose_secret(), "abcd");
    assert_eq!(keyring.value(&window, "smtp.password").as_deref(), Some("abc"));
    window.settle();
    control(&mut window, "s");
    window.wait("stored", |window| !window.app.form().is_changed());
    assert_eq!(keyring.value(&window, "smtp.password").as_deref(), Some("abcd"));
}

#[test]
fn a_secret_that_was_stored_is_held_whatever_became_of_its_field() {
    for then in [Secret::Keep(PASSWORD), Secret::Remove(PASSWORD)] {
        let keyring = Doubtful::new();
        let mut window = storing_password(&keyring);
        let removes = matches!(then, Secret::Remove(_));
        send(&mut window, Field::Secret(then));
        keyring.wait(false);
        window.wait("stored", |window| keyring.value(window, "smtp.password").is_some());
        window.settle();
        assert!(window.app.form().secrets.is_held(PASSWORD));
        assert_eq!(window.app.form().secrets.is_changed(), removes, "removing is still to be done");
    }
}

#[test]
fn a_keyring_that_refuses_parts_nothing_and_the_next_try_parts_all() {
    let keyring = Doubtful::new();
    let mut window = empty_with(keyring.opener());
    let base = window.engine.settings().expect("settings");
    let mut new = base.clone();
    new.smtp.oauth2.provider = Provider::Google;
    new.smtp.oauth2.account = Some("recepce@firma.cz".parse().expect("an address"));
    new.smtp.oauth2.client_id = "abc".parse().expect("an ID");
    let _ = window.engine.save(&base, &new).expect("saved");
    let secret = window.engine.set_secret(SecretName::ClientSecret(AccountId::SMTP), "tajne".into());
    window.block_on(secret).expect("stored");
    window.look();
    window.wait("seen", |window| window.app.form().text("smtp.oauth2.client_id") == "abc");
    window.settle();
    send(&mut window, Field::Chosen(key::COMMON, "false".to_owned()));
    keyring.refuse(true);
    control(&mut window, "s");
    window.wait("the reason", |window| window.shows("Klíčenka je zamčená"));
    let file = window.home.settings_file();
    assert!(settings::load(&file).expect("readable").pop.common_account, "nothing was parted");
    assert!(window.app.form().is_changed(), "it can be tried again");
    keyring.refuse(false);
    control(&mut window, "s");
    window.wait("saved", |window| !window.app.form().is_changed());
    let stored = settings::load(&file).expect("readable");
    assert!(!stored.pop.common_account);
    assert_eq!(stored.pop.oauth2, stored.smtp.oauth2);
    assert_eq!(keyring.value(&window, "pop.client_secret").as_deref(), Some("tajne"));
}
