//! Settings that are valid and yet most likely a mistake: what should be said beside them, and the cure.
//!
//! Protects: nobody is kept from an unusual choice; each piece of advice names one setting and, where the right value is
//! known, that value. Pure: it sees settings and a day. Leaves to others: words, and when to show it.

use jiff::civil::Date;
use secrecy::SecretString;

use crate::account::{Host, Method, OAuthAccount, Protocol, Provider, Settings};
use crate::oauth::shapes::{Field, Oddity, Typed, notes, provider_of};
use crate::oauth::suggestion;
use crate::settings::mend::known_slip;
use crate::settings::names;

/// From how many days before its end a client secret is spoken of.
pub const SECRET_AHEAD: i32 = 30;

/// What is most likely a mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advice {
    /// Port 25 is between servers; providers and networks block it for programs.
    PortOfServers,
    /// A port of web servers.
    PortOfWeb,
    /// A port for reading mail (POP3 or IMAP), where mail is sent.
    PortOfReading,
    /// A port for sending mail, where it is read.
    PortOfSending,
    /// IMAP's port, where POP3 is spoken.
    PortOfImap,
    /// The provider does not answer on this port.
    PortUnanswered(Provider),
    /// A server for reading mail, where mail is sent.
    ServerOfReading,
    /// A server for sending mail, where it is read.
    ServerOfSending,
    /// The server of another provider than the chosen one.
    ServerOfOther(Provider),
    /// Both servers are the same.
    SameServer,
    /// The sender is not the account: a shared mailbox, or a slip.
    SenderDiffers,
    /// A well-known domain with a slip in it.
    DomainSlip,
    /// The person who signs in is the account itself.
    SignInAsSame,
    /// An ID, a tenant, an issuer or a secret that does not look as the provider's do.
    Odd(Oddity),
    /// The client secret has ended.
    SecretEnded,
    /// It ends in this many days.
    SecretEnds(i32),
}

/// A piece of advice, and what would follow it: a setting and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What is most likely a mistake.
    pub advice: Advice,
    /// What to put where instead; an empty value clears the field.
    pub cure: Option<(&'static str, String)>,
}

impl Note {
    fn new(advice: Advice) -> Option<Self> {
        Some(Self { advice, cure: None })
    }

    fn with(advice: Advice, key: &'static str, value: impl Into<String>) -> Option<Self> {
        Some(Self { advice, cure: Some((key, value.into())) })
    }
}

/// What should be said beside a setting.
#[must_use]
pub fn advise(key: &'static str, settings: &Settings, today: Date) -> Option<Note> {
    let of = if key.starts_with("pop.") { Protocol::Pop } else { Protocol::Smtp };
    let account = settings.section(of);
    if key == names::server(of) {
        return server(of, settings);
    }
    if key == names::port(of) {
        return port(of, settings);
    }
    match key {
        "smtp.secondary_server" => secondary(settings),
        "smtp.sender_address" => sender(settings),
        _ if key == names::account(of) => mailbox(key, account),
        _ if key == names::sign_in_as(of) => sign_in_as(key, account),
        _ if key == names::client_id(of) => odd(Field::ClientId, account),
        _ if key == names::tenant(of) => odd(Field::Tenant, account),
        _ if key == names::issuer(of) => odd(Field::Issuer, account),
        _ if key == names::client_secret_expires(of) => secret_end(account, today),
        _ => None,
    }
}

/// The provider whose own server this is; Microsoft's two kinds share one for reading.
fn owner(host: &str, of: Protocol) -> Option<Provider> {
    Provider::ALL.iter().copied().find(|provider| suggestion(*provider, of).0 == Some(host))
}

fn server(of: Protocol, settings: &Settings) -> Option<Note> {
    let key = names::server(of);
    let host = match of {
        Protocol::Smtp => settings.smtp.server.as_ref(),
        Protocol::Pop => settings.pop.server.as_ref(),
    }?;
    let host = host.as_str();
    let signs_in = settings.method(of) == Method::OAuth2;
    let chosen = settings.account(of).provider;
    let (own, _) = suggestion(chosen, of);
    let own = own.filter(|own| signs_in && *own != host);
    let first = host.split('.').next().unwrap_or_default();
    let (wrong_kind, elsewhere, other) = match of {
        Protocol::Smtp => (matches!(first, "pop" | "pop3" | "imap" | "imap4"), Advice::ServerOfReading, Protocol::Pop),
        Protocol::Pop => (matches!(first, "smtp" | "smtps" | "mailout"), Advice::ServerOfSending, Protocol::Smtp),
    };
    let theirs = owner(host, other).filter(|_| owner(host, of).is_none());
    if wrong_kind || theirs.is_some() {
        let same_provider = theirs.and_then(|provider| suggestion(provider, of).0);
        return match own.or(same_provider) {
            Some(own) => Note::with(elsewhere, key, own),
            None => Note::new(elsewhere),
        };
    }
    match (owner(host, of), own) {
        (Some(theirs), Some(own)) if theirs != chosen => Note::with(Advice::ServerOfOther(theirs), key, own),
        _ => None,
    }
}

fn secondary(settings: &Settings) -> Option<Note> {
    let (first, second) = (settings.smtp.server.as_ref()?, settings.smtp.secondary_server.as_ref()?);
    (first == second).then(|| Note::with(Advice::SameServer, "smtp.secondary_server", ""))?
}

fn port(of: Protocol, settings: &Settings) -> Option<Note> {
    let (port, server) = match of {
        Protocol::Smtp => (settings.smtp.port.get(), settings.smtp.server.as_ref()),
        Protocol::Pop => (settings.pop.port.get(), settings.pop.server.as_ref()),
    };
    // On this computer any port is somebody's own choice.
    if server.is_some_and(Host::is_loopback) {
        return None;
    }
    let microsoft = server.and_then(|host| owner(host.as_str(), of));
    let microsoft = microsoft.filter(|owner| matches!(owner, Provider::Microsoft | Provider::Outlook));
    let advice = match (of, port) {
        // Between servers nobody logs in, and there it is the right one.
        (Protocol::Smtp, 25) if settings.smtp.method == Method::None => return None,
        (Protocol::Smtp, 25) => Advice::PortOfServers,
        (_, 80 | 443 | 8080 | 8443) => Advice::PortOfWeb,
        (Protocol::Smtp, 110 | 143 | 993 | 995) => Advice::PortOfReading,
        (Protocol::Smtp, 465) => Advice::PortUnanswered(microsoft?),
        (Protocol::Pop, 25 | 465 | 587) => Advice::PortOfSending,
        (Protocol::Pop, 143 | 993) => Advice::PortOfImap,
        (Protocol::Pop, 110) => Advice::PortUnanswered(microsoft?),
        _ => return None,
    };
    let (_, usual) = suggestion(settings.account(of).provider, of);
    Note::with(advice, names::port(of), usual.to_string())
}

fn sender(settings: &Settings) -> Option<Note> {
    let key = "smtp.sender_address";
    let sender = settings.smtp.sender_address.as_ref()?;
    if let Some(meant) = known_slip(sender) {
        return Note::with(Advice::DomainSlip, key, meant);
    }
    if settings.smtp.method != Method::OAuth2 {
        return None;
    }
    let account = settings.smtp.oauth2.account.as_ref().filter(|account| *account != sender)?;
    Note::with(Advice::SenderDiffers, key, account.as_str())
}

fn mailbox(key: &'static str, account: &OAuthAccount) -> Option<Note> {
    let meant = known_slip(account.account.as_ref()?);
    meant.map_or_else(|| odd(Field::Account, account), |meant| Note::with(Advice::DomainSlip, key, meant))
}

fn sign_in_as(key: &'static str, account: &OAuthAccount) -> Option<Note> {
    let person = account.sign_in_as.as_ref()?;
    match known_slip(person) {
        Some(meant) => Note::with(Advice::DomainSlip, key, meant),
        None if account.account.as_ref() == Some(person) => Note::with(Advice::SignInAsSame, key, ""),
        None => None,
    }
}

/// What is odd about the shape of a value.
fn odd(field: Field, account: &OAuthAccount) -> Option<Note> {
    let oddity = notes(&Typed::of(account)).into_iter().find(|oddity| oddity.field() == field)?;
    Note::new(Advice::Odd(oddity))
}

/// Whose mailbox a password is for, where its server or the user's address says so.
#[must_use]
pub fn password_provider(settings: &Settings, of: Protocol) -> Option<Provider> {
    let (server, user) = match of {
        Protocol::Smtp => (settings.smtp.server.as_ref(), settings.smtp.user.as_str()),
        Protocol::Pop => (settings.pop.server.as_ref(), settings.pop.user.as_str()),
    };
    let theirs = owner(server?.as_str(), of)?;
    // Microsoft's two kinds read from the same server.
    match provider_of(user) {
        Some(Provider::Outlook) if theirs == Provider::Microsoft => Some(Provider::Outlook),
        _ => Some(theirs),
    }
}

/// What is odd about a client secret that was typed; a stored one is not looked at.
#[must_use]
pub fn odd_secret(account: &OAuthAccount, secret: &SecretString) -> Option<Oddity> {
    let typed = Typed { client_secret: Some(secret), ..Typed::of(account) };
    notes(&typed).into_iter().find(|oddity| oddity.field() == Field::ClientSecret)
}

fn secret_end(account: &OAuthAccount, today: Date) -> Option<Note> {
    let end = account.client_secret_expires?.date();
    let days = i32::try_from(end.duration_since(today).as_hours() / 24).unwrap_or(i32::MAX);
    match days {
        ..0 => Note::new(Advice::SecretEnded),
        0..=SECRET_AHEAD => Note::new(Advice::SecretEnds(days)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Key;

    fn advised(key: &'static str, values: &[(&str, &str)]) -> Option<(Advice, Option<String>)> {
        let mut settings = Settings::default();
        for (name, text) in values {
            Key::find(name).expect(name).set_text(&mut settings, text).expect(text);
        }
        let note = advise(key, &settings, jiff::civil::date(2026, 11, 23))?;
        Some((note.advice, note.cure.map(|(at, value)| format!("{at}={value}"))))
    }

    #[test]
    fn each_likely_mistake_is_noticed_with_its_cure() {
        use Advice::*;
        const GUID: &str = "11111111-2222-3333-4444-555555555555";
        let to = |text: &str| Some(text.to_owned());
        type Case<'a> = (&'static str, &'a [(&'a str, &'a str)], Option<(Advice, Option<String>)>);
        let cases: &[Case<'_>] = &[
            ("smtp.port", &[("smtp.port", "25")], Some((PortOfServers, to("smtp.port=587")))),
            ("smtp.port", &[("smtp.port", "25"), ("smtp.method", "none")], None),
            ("smtp.port", &[("smtp.port", "25"), ("smtp.server", "127.0.0.1")], None),
            ("smtp.port", &[("smtp.port", "80")], Some((PortOfWeb, to("smtp.port=587")))),
            ("smtp.port", &[("smtp.port", "995")], Some((PortOfReading, to("smtp.port=587")))),
            ("smtp.port", &[("smtp.port", "465")], None),
            (
                "smtp.port",
                &[("smtp.port", "465"), ("smtp.server", "smtp.office365.com")],
                Some((PortUnanswered(Provider::Microsoft), to("smtp.port=587"))),
            ),
            ("pop.port", &[("pop.port", "587")], Some((PortOfSending, to("pop.port=995")))),
            ("pop.port", &[("pop.port", "993")], Some((PortOfImap, to("pop.port=995")))),
            ("pop.port", &[("pop.port", "110")], None),
            (
                "smtp.server",
                &[("smtp.server", "outlook.office365.com")],
                Some((ServerOfReading, to("smtp.server=smtp.office365.com"))),
            ),
            (
                "smtp.server",
                &[("smtp.server", "imap.firma.cz"), ("smtp.method", "password")],
                Some((ServerOfReading, None)),
            ),
            (
                "pop.server",
                &[("pop.server", "smtp.office365.com")],
                Some((ServerOfSending, to("pop.server=outlook.office365.com"))),
            ),
            (
                "smtp.server",
                &[("smtp.server", "smtp.gmail.com")],
                Some((ServerOfOther(Provider::Google), to("smtp.server=smtp.office365.com"))),
            ),
            ("smtp.server", &[("smtp.server", "smtp.gmail.com"), ("smtp.method", "password")], None),
            ("smtp.server", &[("smtp.server", "smtp.office365.com")], None),
            ("smtp.server", &[("smtp.server", "posta.firma.cz")], None),
            ("pop.server", &[("pop.server", "outlook.office365.com"), ("smtp.oauth2.provider", "outlook")], None),
            (
                "smtp.secondary_server",
                &[("smtp.server", "a.cz"), ("smtp.secondary_server", "a.cz")],
                Some((SameServer, to("smtp.secondary_server="))),
            ),
            (
                "smtp.sender_address",
                &[("smtp.sender_address", "a@gmial.com")],
                Some((DomainSlip, to("smtp.sender_address=a@gmail.com"))),
            ),
            (
                "smtp.sender_address",
                &[("smtp.sender_address", "a@firma.cz"), ("smtp.oauth2.account", "b@firma.cz")],
                Some((SenderDiffers, to("smtp.sender_address=b@firma.cz"))),
            ),
            (
                "smtp.sender_address",
                &[("smtp.sender_address", "A@Firma.cz"), ("smtp.oauth2.account", "a@firma.cz")],
                None,
            ),
            (
                "smtp.oauth2.account",
                &[("smtp.oauth2.account", "a@gmail.com")],
                Some((Odd(Oddity::AccountOf(Provider::Google)), None)),
            ),
            (
                "smtp.oauth2.account",
                &[("smtp.oauth2.account", "a@gmail.com"), ("smtp.oauth2.provider", "google")],
                None,
            ),
            (
                "smtp.oauth2.sign_in_as",
                &[("smtp.oauth2.account", "a@firma.cz"), ("smtp.oauth2.sign_in_as", "a@firma.cz")],
                Some((SignInAsSame, to("smtp.oauth2.sign_in_as="))),
            ),
            (
                "smtp.oauth2.client_id",
                &[("smtp.oauth2.client_id", "recepce@firma.cz")],
                Some((Odd(Oddity::IdIsAddress), None)),
            ),
            ("smtp.oauth2.client_id", &[("smtp.oauth2.client_id", GUID)], None),
            ("smtp.oauth2.tenant", &[("smtp.oauth2.tenant", "consumers")], Some((Odd(Oddity::TenantConsumers), None))),
            (
                "smtp.oauth2.client_secret_expires",
                &[("smtp.oauth2.client_secret_expires", "2026-11-22")],
                Some((SecretEnded, None)),
            ),
            (
                "smtp.oauth2.client_secret_expires",
                &[("smtp.oauth2.client_secret_expires", "2026-12-03")],
                Some((SecretEnds(10), None)),
            ),
            ("smtp.oauth2.client_secret_expires", &[("smtp.oauth2.client_secret_expires", "2027-11-22")], None),
        ];
        for (key, values, wanted) in cases {
            assert_eq!(advised(key, values), *wanted, "{key} in {values:?}");
        }
    }

    #[test]
    fn a_cure_is_always_valid_and_ends_the_advice() {
        for (key, values) in [
            ("smtp.port", vec![("smtp.port", "25")]),
            ("pop.port", vec![("pop.port", "993")]),
            ("smtp.server", vec![("smtp.server", "smtp.gmail.com")]),
            ("pop.server", vec![("pop.server", "smtp.office365.com")]),
            (
                "smtp.oauth2.account",
                vec![("smtp.oauth2.account", "a@hotnail.com"), ("smtp.oauth2.provider", "outlook")],
            ),
        ] {
            let (_, cure) = advised(key, &values).expect(key);
            let cure = cure.expect(key);
            let (at, value) = cure.split_once('=').expect("a pair");
            let mut mended = values.clone();
            mended.push((at, value));
            assert_eq!(advised(key, &mended), None, "{key}");
        }
    }
}
