//! The device flow (RFC 8628): codes for programs without a browser, and the page where a person answers them.
//!
//! Protects: a device that asks too fast is slowed down, a code gives tokens once, and an expired code says so. Leaves
//! to others: the tokens.

use std::time::{Duration, Instant};

use hyper::StatusCode;
use jiff::Timestamp;
use serde_json::json;

use crate::account::EmailAddress;

use super::auth::locales;
use super::clients::{client, known};
use super::control::SignIn;
use super::http::{self, Asked, Reply};
use super::scopes::Scopes;
use super::table::Table;
use super::token_endpoint::bad;
use super::tokens::{Grant, later};
use super::words::{Words, words};
use super::world::World;
use super::{pages, random};

/// The most device codes that are remembered.
const MOST: usize = 64;
/// How much longer a device must wait after each `slow_down` (RFC 8628, 3.5).
const SLOWER: Duration = Duration::from_secs(5);

enum State {
    Waiting,
    Denied,
    Allowed { mailbox: EmailAddress, at: i64 },
}

struct Device {
    client: &'static str,
    user_code: String,
    scopes: Scopes,
    expires: Instant,
    interval: Duration,
    asked: Option<Instant>,
    state: State,
}

/// Every device code.
pub(super) struct Devices {
    /// The pause for the next device.
    pub(super) interval: Duration,
    /// How long the next device code holds.
    pub(super) lifetime: Duration,
    /// Whether the next question counts as too early, however late it comes.
    pub(super) slow_next: bool,
    table: Table<Device>,
}

impl Devices {
    /// None yet.
    pub(super) fn new(interval: Duration, lifetime: Duration) -> Self {
        Self { interval, lifetime, slow_next: false, table: Table::new(MOST) }
    }

    /// A new device code and the code that the person types.
    fn begin(&mut self, client: &'static str, scopes: Scopes, now: Instant) -> (String, String) {
        let (code, user_code) = (random::text(32), random::user_code());
        let device = Device {
            client,
            user_code: user_code.clone(),
            scopes,
            expires: later(now, self.lifetime),
            interval: self.interval,
            asked: None,
            state: State::Waiting,
        };
        self.table.insert(code.clone(), device);
        (code, user_code)
    }

    /// What a device is told when it asks: the grant, once, or an error code with its reason.
    pub(super) fn poll(&mut self, code: &str, now: Instant) -> Result<Grant, (&'static str, &'static str)> {
        let slow = std::mem::take(&mut self.slow_next);
        let Some(device) = self.table.get_mut(code) else {
            return Err(("invalid_grant", "the device code is unknown or was used"));
        };
        if device.expires <= now {
            return Err(("expired_token", "the device code has expired"));
        }
        let too_fast = device.asked.is_some_and(|asked| now.saturating_duration_since(asked) < device.interval);
        device.asked = Some(now);
        match &device.state {
            State::Denied => {
                let _device = self.table.remove(code);
                Err(("access_denied", "the person did not allow it"))
            }
            _ if too_fast || slow => {
                device.interval = device.interval.saturating_add(SLOWER);
                Err(("slow_down", "the device asks too often: wait five seconds longer each time"))
            }
            State::Waiting => Err(("authorization_pending", "the person has not answered yet")),
            State::Allowed { mailbox, at } => {
                let grant = Grant {
                    client: device.client,
                    mailbox: mailbox.clone(),
                    scopes: device.scopes.clone(),
                    nonce: None,
                    signed_in: *at,
                };
                let _device = self.table.remove(code);
                Ok(grant)
            }
        }
    }

    /// The device that shows a code and still waits.
    fn waiting(&mut self, user_code: &str, now: Instant) -> Option<&mut Device> {
        let typed = normal(user_code);
        self.table.values_mut().find(|device| {
            normal(&device.user_code) == typed && device.expires > now && matches!(device.state, State::Waiting)
        })
    }

    /// Lets a device into a mailbox, or refuses it (`None`). Whether it was waiting.
    pub(super) fn answer(&mut self, user_code: &str, mailbox: Option<EmailAddress>, now: Instant) -> bool {
        let Some(device) = self.waiting(user_code, now) else { return false };
        device.state = match mailbox {
            Some(mailbox) => State::Allowed { mailbox, at: Timestamp::now().as_second() },
            None => State::Denied,
        };
        true
    }
}

/// Codes are compared without regard to case, dashes and blanks (RFC 8628, 6.1).
fn normal(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).take(16).collect::<String>().to_ascii_uppercase()
}

/// The device authorization endpoint (RFC 8628, 3.1).
pub(super) fn authorization(world: &World, asked: &Asked) -> Reply {
    let params = match client(world, asked) {
        Ok(params) => params,
        Err(reply) => return *reply,
    };
    let Some(client) = known(params.get("client_id")) else {
        return bad("invalid_client", "client_id is not known");
    };
    let Some(scopes) = params.get("scope").and_then(Scopes::parse) else {
        return bad("invalid_scope", "scope is missing or holds an unknown permission");
    };
    let now = world.now();
    let sign_in = world.knobs().sign_in.clone();
    let mut devices = world.devices();
    let (code, user_code) = devices.begin(client, scopes, now);
    let _answered = match sign_in {
        SignIn::Ask => false,
        SignIn::Allow(mailbox) => devices.answer(&user_code, Some(mailbox), now),
        SignIn::Deny | SignIn::Refuse { .. } => devices.answer(&user_code, None, now),
    };
    let page = format!("{}/device", world.issuer);
    let answer = json!({
        "device_code": code,
        "user_code": user_code,
        "verification_uri": page,
        "verification_uri_complete": format!("{page}?user_code={user_code}"),
        "expires_in": devices.lifetime.as_secs(),
        // Whole seconds on the wire, never fewer than what is enforced.
        "interval": devices.interval.as_millis().div_ceil(1000).min(u128::from(u32::MAX)) as u64,
    });
    http::json(StatusCode::OK, &answer)
}

/// The page where the person types the code.
pub(super) fn page(world: &World, asked: &Asked) -> Reply {
    let words = words(locales(asked), &asked.languages);
    let code = asked.params.as_ref().ok().and_then(|params| params.get("user_code")).unwrap_or_default();
    show(world, words, code, world.mailbox.as_str(), None)
}

/// The answer of that page.
pub(super) fn answer(world: &World, asked: &Asked) -> Reply {
    let words = words(locales(asked), &asked.languages);
    let Ok(params) = &asked.params else {
        return show(world, words, "", world.mailbox.as_str(), Some(words.unknown_code));
    };
    let code = params.get("user_code").unwrap_or_default();
    let address = params.get("address").unwrap_or_default().trim();
    let allowed = params.get("decision") == Some("allow");
    let mailbox = match world.mailboxes.get(address) {
        Some(mailbox) if allowed => Some(mailbox.address.clone()),
        None if allowed => return show(world, words, code, address, Some(words.unknown_mailbox)),
        _ => None,
    };
    if !world.devices().answer(code, mailbox, world.now()) {
        return show(world, words, code, address, Some(words.unknown_code));
    }
    let (title, text) = if allowed { (words.done_title, words.done) } else { (words.denied_title, words.denied) };
    pages::notice(words, StatusCode::OK, title, text)
}

fn show(world: &World, words: &'static Words, code: &str, address: &str, wrong: Option<&str>) -> Reply {
    let scopes = world.devices().waiting(code, world.now()).map(|device| device.scopes.clone());
    let page = pages::SignInPage {
        words,
        world,
        action: "/device",
        hidden: &[("ui_locales", words.tag)],
        user_code: Some(code),
        address,
        scopes: scopes.as_ref(),
        wrong,
    };
    page.show(StatusCode::OK)
}
