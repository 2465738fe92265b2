//! Whether a message that was sent is in the mailbox that POP reads.
//!
//! Protects: looking ends after [`PATIENCE`], found or not; a mailbox that is busy for a moment is no failure; where POP is
//! not set up, or reads another mailbox, nobody is told that a message is missing. Leaves to others: sending it.

use std::sync::Arc;
use std::time::Duration;

use super::Engine;
use super::test::Broken;
use super::trail::Trail;
use crate::account::{EmailAddress, Method, Protocol, Settings};
use crate::chain::{Found, Link, Observer};
use crate::error::Error;
use crate::mail::{Cause, MailError, pop3, with_first};

/// How long a message is looked for; most arrive within seconds.
const PATIENCE: Duration = Duration::from_secs(60);
/// The pause after the first look; each further one is half as long again, up to [`LONGEST`].
const FIRST: Duration = Duration::from_secs(1);
/// The longest pause.
const LONGEST: Duration = Duration::from_secs(10);
/// Among how many of the newest messages it is looked for.
const NEWEST: usize = 20;

impl Settings {
    /// Whether what is sent to this address comes into the mailbox that POP reads, as far as the settings say.
    fn reads(&self, to: &EmailAddress) -> bool {
        let domain = self.smtp.sender_address.as_ref().and_then(|from| from.as_str().rsplit_once('@'));
        let same = |name: &str| {
            // A bare name is a mailbox of the sender's domain: elsewhere somebody else can have that name.
            let whole = match domain {
                _ if name.contains('@') => name.to_owned(),
                Some((_, domain)) => format!("{name}@{domain}"),
                None => return false,
            };
            whole.to_lowercase() == to.as_str().to_lowercase()
        };
        match self.pop.method {
            Method::OAuth2 => {
                self.account(Protocol::Pop).account.as_ref().is_some_and(|account| same(account.as_str()))
            }
            Method::Password => same(&self.pop.user.to_string()),
            Method::None => false,
        }
    }
}

impl Engine {
    /// The last link, where POP is set up; `ids` are the message's identifications.
    pub(super) async fn arrival(
        &self,
        settings: &Settings,
        to: &EmailAddress,
        ids: &[String],
        trail: &Trail,
    ) -> Result<(), Broken> {
        if !settings.may_check(&self.status_by(settings)) {
            return Ok(());
        }
        trail.begin(Link::Arrival);
        if !settings.reads(to) {
            trail.holds(Found::ArrivesElsewhere, 0);
            return Ok(());
        }
        match self.arrives(settings, to, ids).await {
            Ok((after, round_trips)) => {
                trail.holds(Found::Arrival { after }, round_trips);
                Ok(())
            }
            Err(error) => Err(trail.broken(error)),
        }
    }

    /// After which time it was there, and how many round trips that took.
    async fn arrives(&self, settings: &Settings, to: &EmailAddress, ids: &[String]) -> Result<(Duration, u32), Error> {
        let begun = self.clock().instant();
        let (mut pause, mut round_trips) = (FIRST, 0_u32);
        loop {
            let busy = match self.look_for(settings, ids).await {
                Ok((there, trips)) => {
                    round_trips = round_trips.saturating_add(trips);
                    if there {
                        return Ok((self.clock().instant().duration_since(begun), round_trips));
                    }
                    None
                }
                // Some let nobody log in twice within a minute ([LOGIN-DELAY], RFC 2449, 8.1.1).
                Err(Error::Mail(error)) if is_busy(&error) => Some(error),
                Err(error) => return Err(error),
            };
            let left = PATIENCE.saturating_sub(self.clock().instant().duration_since(begun));
            if left.is_zero() {
                return Err(busy.map_or_else(|| Error::NotArrived { to: to.clone(), after: PATIENCE }, Error::from));
            }
            self.clock().sleep(pause.min(left)).await;
            pause = (pause * 3 / 2).min(LONGEST);
        }
    }

    /// Whether it is there now, and how many round trips that took.
    async fn look_for(&self, settings: &Settings, ids: &[String]) -> Result<(bool, u32), Error> {
        let endpoint = &settings.endpoint(Protocol::Pop);
        let tls: &Arc<_> = &crate::tls::client_config(settings.extra_ca.as_deref())?;
        // The links of these sessions are not the ones that are tested.
        let nobody = &Observer::default();
        self.logged_in(settings, Protocol::Pop, |login| async move {
            let login = &login;
            with_first(endpoint, Protocol::Pop, nobody, |host| async move {
                let mut open = pop3::Open::open(endpoint, &host, tls, nobody).await?;
                open.log_in(login, false).await?;
                let found = (open.find(ids, NEWEST).await?, open.round_trips());
                open.quit().await;
                Ok(found)
            })
            .await
        })
        .await
    }
}

/// Whether the server says "not now".
fn is_busy(error: &MailError) -> bool {
    matches!(&error.cause, Cause::Rejected(reply) if reply.is_temporary())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mailbox_is_known_by_its_address_or_its_name() {
        let mut settings = Settings::default();
        let to = |text: &str| text.parse::<EmailAddress>().expect("an address");
        assert!(!settings.reads(&to("a@b.cz")));
        settings.smtp.oauth2.account = Some(to("Recepce@firma.cz"));
        assert!(settings.reads(&to("recepce@FIRMA.cz")) && !settings.reads(&to("recepce@jinde.cz")));
        settings.pop.method = Method::Password;
        settings.smtp.sender_address = Some(to("faktury@Firma.cz"));
        for (user, here) in [("recepce", true), ("recepce@firma.cz", true), ("recepce@jinde.cz", false), ("", false)] {
            settings.pop.user = user.parse().expect("a user");
            assert_eq!(settings.reads(&to("recepce@firma.cz")), here, "{user}");
        }
        settings.pop.user = "recepce".parse().expect("a user");
        assert!(!settings.reads(&to("recepce@gmail.com")), "somebody else of the same name");
        settings.smtp.sender_address = None;
        assert!(!settings.reads(&to("recepce@firma.cz")), "nobody knows whose domain it is");
        settings.pop.method = Method::None;
        assert!(!settings.reads(&to("recepce@firma.cz")));
    }
}
