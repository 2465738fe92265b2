//! Doors for the fuzz targets (`fuzz/`): a server's bytes, straight to the code that reads them. Not part of the
//! program: the feature `fuzzing` opens them.

use std::io::Cursor;
use std::sync::Arc;

use super::session::Session;
use super::{Login, MailError, message, opening, pop3, smtp};
use crate::account::{Host, Protocol, Security};
use crate::chain::Certificate;

/// As long as a short real one, so that a server can echo it.
pub const TOKEN: &str = "EwBgA8l6BAAUO9ch8cJscQLmU-LSWpbnr0vmwwAAAUzRiW.eyJ0eXAi";

/// A whole conversation in plain text with a server that says all of this and then hangs up: as far as it comes.
///
/// # Errors
/// Why it came no further.
pub async fn conversation(
    protocol: Protocol,
    login: &Login,
    tls: &Arc<rustls::ClientConfig>,
    said: &[u8],
) -> Result<(), MailError> {
    let Ok(host) = "mail.example.com".parse::<Host>() else { return Ok(()) };
    let stream = tokio::io::join(Cursor::new(said.to_vec()), tokio::io::sink());
    let mut session = Session::local(stream, protocol);
    let offered = match opening::greet(&mut session, Security::Plain, &host, tls).await {
        Ok(offered) => offered,
        Err(cause) => return Err(session.walk.fail(cause)),
    };
    match protocol {
        Protocol::Smtp => {
            let mut open = smtp::Open::opened(session, offered);
            open.log_in(login, false).await?;
            let (Ok(name), Ok(address)) = ("Recepce".parse(), "recepce@example.com".parse()) else { return Ok(()) };
            open.try_envelope(&address, &address, false).await?;
            let at = std::time::SystemTime::UNIX_EPOCH;
            let Ok(message) = message::compose(&name, &address, &address, "s", "ž\r\n.\r\n", at) else {
                return Ok(());
            };
            let _sent = open.send(&message, &address).await?;
            open.quit().await;
        }
        Protocol::Pop => {
            let mut open = pop3::Open::opened(session, offered);
            open.log_in(login, false).await?;
            let _counted = open.stat_and_uidl().await?;
            let _mailbox = open.look(5).await?;
            let _there = open.find(&["id@example.com".to_owned()], 5).await?;
            open.quit().await;
        }
    }
    Ok(())
}

/// What a certificate (DER) says of itself.
#[must_use]
pub fn certificate(der: &[u8]) -> Option<Certificate> {
    super::certificate::read(der)
}
