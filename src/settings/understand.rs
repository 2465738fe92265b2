//! What a finished or pasted text means: a server inside a web address, an address beside a name, a date as people write it.
//!
//! Protects: what a person copied from somewhere is taken as it was meant, and what was made of it is told ([`Said`]);
//! a text that is not understood stays exactly as it is, for the rules to judge. Pure: nothing here knows a language, and
//! whoever calls decides what to do with a value that belongs into another field. Leaves to others: rules (`keys`).

use jiff::civil::Date;

use super::names;
use crate::account::{EmailAddress, Protocol, is_guid};

/// What was made of a text, worth telling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// The port in it belongs into the field of the port.
    Port(u16),
    /// The port in it was left out: both servers have the one field.
    PortLeftOut(u16),
    /// Only the server's name was kept.
    ServerOnly,
    /// The name beside the address belongs into the field of the sender's name.
    Name(String),
    /// Only the address was kept.
    AddressOnly,
    /// Only the ID was kept.
    IdOnly,
    /// Only the tenant was kept.
    TenantOnly,
    /// The end of the address, which names a document, was left out.
    IssuerOnly,
    /// The date, as it was read.
    Date(Date),
    /// Only the number was kept.
    NumberOnly,
}

/// What a text means.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Understood {
    /// What belongs into the field itself.
    pub text: String,
    /// What belongs into other fields.
    pub elsewhere: Vec<(&'static str, String)>,
    /// What is worth telling.
    pub said: Option<Said>,
}

impl Understood {
    fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    fn told(text: impl Into<String>, said: Said) -> Self {
        Self { text: text.into(), said: Some(said), ..Self::default() }
    }
}

/// What a finished text of a key's field means.
#[must_use]
pub fn understand(key: &'static str, text: &str) -> Understood {
    let clean = visible(text);
    let last = key.rsplit('.').next().unwrap_or(key);
    match last {
        "server" | "secondary_server" => server(key, &clean),
        "port" | "timeout" | "check_interval" => number(&clean),
        "sender_address" | "account" | "sign_in_as" => address(key, &clean),
        "client_id" => client_id(&clean),
        "tenant" => tenant(&clean),
        "issuer" => issuer(&clean),
        "client_secret_expires" => date(&clean),
        _ => Understood::plain(clean),
    }
}

/// The text without what cannot be seen: zero-width characters and marks go; line ends, tabs and odd blanks become plain
/// blanks; none stays at the ends.
#[must_use]
pub fn visible(text: &str) -> String {
    let unseen = |c: &char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}');
    let text: String = text.chars().filter(|c| !unseen(c)).map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    text.trim().to_owned()
}

/// What stands inside one pair of brackets or quotes around the whole text.
fn bare(text: &str) -> &str {
    const PAIRS: [(char, char); 8] =
        [('<', '>'), ('{', '}'), ('"', '"'), ('\'', '\''), ('„', '“'), ('“', '”'), ('(', ')'), ('`', '`')];
    let mut text = text.trim();
    while let Some(inner) =
        PAIRS.iter().find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close)).filter(|i| !i.is_empty())
    {
        text = inner.trim();
    }
    text
}

fn server(key: &'static str, text: &str) -> Understood {
    let text = bare(text);
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
        None => (String::new(), text),
    };
    let rest = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    // The user in `smtps://user@server`; without a scheme it is an e-mail address, which the rules refuse in words.
    let rest = if scheme.is_empty() { rest } else { rest.rsplit('@').next().unwrap_or(rest) };
    let (host, port) = host_and_port(rest);
    let host = host.strip_suffix('.').unwrap_or(host).trim();
    if host.is_empty() {
        return Understood::plain(text);
    }
    let port = port.or(match scheme.as_str() {
        "smtps" | "submissions" => Some(465),
        "pop3s" | "pops" => Some(995),
        _ => None,
    });
    let of = if key.starts_with("pop.") { Protocol::Pop } else { Protocol::Smtp };
    match port {
        Some(port) if key == names::server(of) => Understood {
            elsewhere: vec![(names::port(of), port.to_string())],
            ..Understood::told(host, Said::Port(port))
        },
        Some(port) => Understood::told(host, Said::PortLeftOut(port)),
        None if !scheme.is_empty() || rest != text => Understood::told(host, Said::ServerOnly),
        None => Understood::plain(host),
    }
}

/// `server:587`, `[::1]:587`; an IPv6 address without brackets has no port.
fn host_and_port(text: &str) -> (&str, Option<u16>) {
    let split = match text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((inside, after)) => return (inside, after.strip_prefix(':').and_then(port)),
        None => text.rsplit_once(':'),
    };
    match split {
        Some((host, _)) if host.contains(':') => (text, None),
        Some((host, "")) => (host, None),
        Some((host, digits)) => port(digits).map_or((text, None), |port| (host, Some(port))),
        None => (text, None),
    }
}

fn port(digits: &str) -> Option<u16> {
    digits.trim().parse().ok().filter(|port| *port > 0)
}

/// A number without what stands around it: "port 587", "20 s", "1 000"; and without leading zeros.
fn number(text: &str) -> Understood {
    let joined: String = text.chars().filter(|c| *c != ' ').collect();
    let runs: Vec<&str> = joined.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).collect();
    let signed = joined.contains(['-', '.', ',', '+']);
    match runs.as_slice() {
        [digits] if !signed => {
            let plain = digits.trim_start_matches('0');
            let plain = if plain.is_empty() { "0" } else { plain };
            if *digits == joined { Understood::plain(plain) } else { Understood::told(plain, Said::NumberOnly) }
        }
        _ => Understood::plain(text),
    }
}

/// `Name <a@b.cz>`, `mailto:a@b.cz?subject=x`, `"a@b.cz";`.
fn address(key: &'static str, text: &str) -> Understood {
    let (name, inside) = match text.rsplit_once('<').and_then(|(name, rest)| Some((name, rest.split_once('>')?.0))) {
        Some((name, inside)) => (bare(name.trim()), inside),
        None => ("", text),
    };
    let inside = bare(inside).trim_matches([';', ',', ' ']);
    let plain = match inside.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => &inside[7..],
        _ => inside,
    };
    let plain = bare(plain.split('?').next().unwrap_or(plain)).trim_end_matches(['.', '>']);
    let Ok(address) = plain.parse::<EmailAddress>() else {
        // Only what is surely around it goes; the rest is the person's to mend.
        return Understood::plain(if plain.contains('@') && !plain.contains(' ') { plain } else { text });
    };
    let text_was_more = text.trim_end_matches(['.', ';', ',', ' ']) != plain;
    match (key, name) {
        ("smtp.sender_address", name) if !name.is_empty() => Understood {
            elsewhere: vec![("smtp.sender_name", name.to_owned())],
            ..Understood::told(address.as_str(), Said::Name(name.to_owned()))
        },
        _ if text_was_more => Understood::told(address.as_str(), Said::AddressOnly),
        _ => Understood::plain(address.as_str()),
    }
}

/// The only GUID in a text.
fn only_guid(text: &str) -> Option<&str> {
    let mut words = text.split(|c: char| !c.is_ascii_hexdigit() && c != '-').filter(|word| is_guid(word));
    words.next().filter(|_| words.next().is_none())
}

fn client_id(text: &str) -> Understood {
    let plain = bare(text);
    match only_guid(plain) {
        Some(id) if id != plain => Understood::told(id, Said::IdOnly),
        Some(id) => Understood::plain(id),
        None => {
            let address = plain.strip_prefix("https://").or_else(|| plain.strip_prefix("http://"));
            let google = address.map(|rest| rest.trim_end_matches('/')).filter(|rest| rest.ends_with(GOOGLE_ID));
            google.map_or_else(|| Understood::plain(plain), |id| Understood::told(id, Said::IdOnly))
        }
    }
}

/// What a Google client ID ends with.
const GOOGLE_ID: &str = ".apps.googleusercontent.com";

/// A domain, a GUID, an authority's address (`https://login.microsoftonline.com/TENANT/…`), an e-mail address.
fn tenant(text: &str) -> Understood {
    let plain = bare(text);
    if let Ok(address) = plain.trim_start_matches("mailto:").parse::<EmailAddress>() {
        let domain = address.as_str().rsplit('@').next().unwrap_or_default();
        return Understood::told(domain, Said::TenantOnly);
    }
    if let Some(id) = only_guid(plain) {
        return if id == plain { Understood::plain(id) } else { Understood::told(id, Said::TenantOnly) };
    }
    let without = plain.strip_prefix('@').unwrap_or(plain);
    let (had_scheme, rest) = match without.split_once("://") {
        Some((_, rest)) => (true, rest),
        None => (false, without),
    };
    let mut parts = rest.split(['/', '?', '#']).filter(|part| !part.is_empty());
    let (host, first) = (parts.next().unwrap_or_default(), parts.next());
    let authority =
        ["login.microsoftonline.", "login.partner.microsoftonline.", "sts.windows.net", "login.windows.net"]
            .iter()
            .any(|known| host.to_ascii_lowercase().starts_with(known));
    let found = match first {
        Some(first) if authority => first,
        _ if authority => return Understood::plain(plain),
        _ => host.strip_suffix('.').unwrap_or(host),
    };
    let changed = had_scheme || found != plain;
    if changed && !found.is_empty() { Understood::told(found, Said::TenantOnly) } else { Understood::plain(plain) }
}

/// The address of an issuer without the document's name at its end (OpenID Connect Discovery 1.0, section 4; RFC 8414).
fn issuer(text: &str) -> Understood {
    let plain = bare(text);
    let lower = plain.to_ascii_lowercase();
    if let Some(at) = lower.find("/.well-known/") {
        return Understood::told(&plain[..at], Said::IssuerOnly);
    }
    let has_dot = plain.split('/').next().is_some_and(|host| host.contains('.'));
    if !plain.contains("://") && has_dot && !plain.contains(' ') && !plain.contains('@') {
        return Understood::plain(format!("https://{plain}"));
    }
    Understood::plain(plain)
}

/// A date as people and the providers' pages write it; one that could be two days is left alone.
fn date(text: &str) -> Understood {
    let plain = bare(text);
    let read = read_date(plain);
    match read.as_slice() {
        [date] if date.to_string() == plain => Understood::plain(plain),
        [date] => Understood::told(date.to_string(), Said::Date(*date)),
        _ => Understood::plain(plain),
    }
}

/// Every day that a text can mean: none, one, or two (`3/4/2027`: the first is day before month).
#[must_use]
pub fn read_date(text: &str) -> Vec<Date> {
    // A time behind an ISO date, as some pages copy it.
    let text = text.split('T').next().unwrap_or(text).trim();
    let separator = ['.', '/', '-'].into_iter().find(|separator| text.contains(*separator));
    let Some(separator) = separator else { return Vec::new() };
    let parts: Vec<&str> = text.split(separator).map(str::trim).filter(|part| !part.is_empty()).collect();
    let [a, b, c] = parts.as_slice() else { return Vec::new() };
    let digits = |part: &str, most: usize| {
        (part.len() <= most && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<i16>().ok()).flatten()
    };
    let day = |year: Option<i16>, month: Option<i16>, day: Option<i16>| {
        let date = Date::new(year?, i8::try_from(month?).ok()?, i8::try_from(day?).ok()?).ok()?;
        (2000..=9999).contains(&date.year()).then_some(date)
    };
    if a.len() == 4 {
        return day(digits(a, 4), digits(b, 2), digits(c, 2)).into_iter().collect();
    }
    if c.len() != 4 {
        return Vec::new();
    }
    let day_first = day(digits(c, 4), digits(b, 2), digits(a, 2));
    // With dots the day comes first everywhere; with slashes and dashes it depends on the country.
    let month_first = if separator != '.' { day(digits(c, 4), digits(a, 2), digits(b, 2)) } else { None };
    match (day_first, month_first) {
        (Some(one), Some(two)) if one != two => vec![one, two],
        (one, two) => one.or(two).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GUID: &str = "11111111-2222-3333-4444-555555555555";

    #[test]
    fn what_is_pasted_is_understood() {
        use Said::*;
        let cases: &[(&'static str, &str, &str, Option<Said>)] = &[
            ("smtp.server", " smtp.office365.com ", "smtp.office365.com", None),
            ("smtp.server", "smtp.office365.com.", "smtp.office365.com", None),
            ("smtp.server", "<smtp.office365.com>", "smtp.office365.com", None),
            ("smtp.server", "https://smtp.office365.com/", "smtp.office365.com", Some(ServerOnly)),
            ("smtp.server", "smtp://smtp.office365.com", "smtp.office365.com", Some(ServerOnly)),
            ("smtp.server", "SMTPS://mail.firma.cz", "mail.firma.cz", Some(Port(465))),
            ("smtp.server", "smtp.office365.com:587", "smtp.office365.com", Some(Port(587))),
            ("smtp.server", "smtp://recepce:x@mail.firma.cz:2525/?x", "mail.firma.cz", Some(Port(2525))),
            ("smtp.server", "[::1]:465", "::1", Some(Port(465))),
            ("smtp.server", "::1", "::1", None),
            ("smtp.server", "mail.firma.cz:abc", "mail.firma.cz:abc", None),
            ("smtp.server", "mail.firma.cz:70000", "mail.firma.cz:70000", None),
            ("smtp.server", "smtp\u{200b}.office365.com\u{a0}", "smtp.office365.com", None),
            ("smtp.server", "recepce@firma.cz", "recepce@firma.cz", None),
            ("smtp.secondary_server", "mail2.firma.cz:465", "mail2.firma.cz", Some(PortLeftOut(465))),
            ("pop.server", "pop3s://pop.firma.cz", "pop.firma.cz", Some(Port(995))),
            ("smtp.port", "0587", "587", None),
            ("smtp.port", " 5 87\u{a0}", "587", None),
            ("smtp.port", "port 587", "587", Some(NumberOnly)),
            ("smtp.port", "587/tcp", "587", Some(NumberOnly)),
            ("smtp.port", "000", "0", None),
            ("smtp.port", "-5", "-5", None),
            ("smtp.port", "587 465", "587465", None),
            ("smtp.timeout", "20 s", "20", Some(NumberOnly)),
            ("smtp.timeout", "1.5", "1.5", None),
            ("smtp.sender_address", "mailto:recepce@firma.cz", "recepce@firma.cz", Some(AddressOnly)),
            ("smtp.sender_address", "MAILTO:recepce@firma.cz?subject=x", "recepce@firma.cz", Some(AddressOnly)),
            ("smtp.sender_address", "Recepce <recepce@firma.cz>", "recepce@firma.cz", Some(Name("Recepce".into()))),
            ("smtp.sender_address", "\"Nov\u{e1}k, J.\" <j@firma.cz>", "j@firma.cz", Some(Name("Novák, J.".into()))),
            ("smtp.sender_address", "<recepce@firma.cz>", "recepce@firma.cz", Some(AddressOnly)),
            ("smtp.sender_address", "recepce@firma.cz;", "recepce@firma.cz", None),
            ("smtp.sender_address", "\u{feff}recepce@firma.cz\u{200b}", "recepce@firma.cz", None),
            ("smtp.sender_address", "recepce@firma", "recepce@firma", None),
            ("smtp.sender_address", "recepce firma", "recepce firma", None),
            ("smtp.oauth2.account", "Recepce <recepce@firma.cz>", "recepce@firma.cz", Some(AddressOnly)),
            ("smtp.oauth2.client_id", "{11111111-2222-3333-4444-555555555555}", GUID, None),
            ("smtp.oauth2.client_id", "\"11111111-2222-3333-4444-555555555555\" ", GUID, None),
            ("smtp.oauth2.client_id", "api://11111111-2222-3333-4444-555555555555", GUID, Some(IdOnly)),
            ("smtp.oauth2.client_id", "ID: 11111111-2222-3333-4444-555555555555", GUID, Some(IdOnly)),
            (
                "smtp.oauth2.client_id",
                "https://1-a.apps.googleusercontent.com/",
                "1-a.apps.googleusercontent.com",
                Some(IdOnly),
            ),
            ("smtp.oauth2.client_id", "recepce@firma.cz", "recepce@firma.cz", None),
            (
                "smtp.oauth2.tenant",
                "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/oauth2/v2.0/token",
                GUID,
                Some(TenantOnly),
            ),
            ("smtp.oauth2.tenant", "https://login.microsoftonline.com/firma.cz/v2.0", "firma.cz", Some(TenantOnly)),
            ("smtp.oauth2.tenant", "login.microsoftonline.com/common", "common", Some(TenantOnly)),
            ("smtp.oauth2.tenant", "https://login.microsoftonline.com/", "https://login.microsoftonline.com/", None),
            ("smtp.oauth2.tenant", "firma.onmicrosoft.com", "firma.onmicrosoft.com", None),
            ("smtp.oauth2.tenant", "https://firma.onmicrosoft.com/", "firma.onmicrosoft.com", Some(TenantOnly)),
            ("smtp.oauth2.tenant", "@firma.cz", "firma.cz", Some(TenantOnly)),
            ("smtp.oauth2.tenant", "recepce@firma.cz", "firma.cz", Some(TenantOnly)),
            (
                "smtp.oauth2.issuer",
                "https://id.firma.cz/realm/.well-known/openid-configuration",
                "https://id.firma.cz/realm",
                Some(IssuerOnly),
            ),
            ("smtp.oauth2.issuer", "id.firma.cz/realm", "https://id.firma.cz/realm", None),
            ("smtp.oauth2.issuer", "http://127.0.0.1:8080", "http://127.0.0.1:8080", None),
            ("smtp.sender_name", "Recepce\n– sklad", "Recepce – sklad", None),
        ];
        for (key, text, wanted, said) in cases {
            let got = understand(key, text);
            assert_eq!((got.text.as_str(), &got.said), (*wanted, said), "{key} = {text}");
        }
    }

    #[test]
    fn what_belongs_elsewhere_is_given_along() {
        assert_eq!(understand("pop.server", "pop.firma.cz:110").elsewhere, [("pop.port", "110".to_owned())]);
        let address = understand("smtp.sender_address", "Sklad <sklad@firma.cz>");
        assert_eq!(address.elsewhere, [("smtp.sender_name", "Sklad".to_owned())]);
        assert_eq!(understand("smtp.oauth2.sign_in_as", "Sklad <sklad@firma.cz>").elsewhere, []);
        assert_eq!(understand("smtp.secondary_server", "a.cz:25").elsewhere, []);
    }

    #[test]
    fn dates_are_read_where_they_can_be_only_one_day() {
        let key = "smtp.oauth2.client_secret_expires";
        let cases = [
            ("2027-03-31", "2027-03-31", false),
            ("31. 3. 2027", "2027-03-31", true),
            ("31.3.2027", "2027-03-31", true),
            ("31-03-2027", "2027-03-31", true),
            ("3/31/2027", "2027-03-31", true),
            ("31/3/2027", "2027-03-31", true),
            ("3/3/2027", "2027-03-03", true),
            ("2027-03-31T23:59:59Z", "2027-03-31", true),
            ("2027/3/31", "2027-03-31", true),
            ("3/4/2027", "3/4/2027", false),
            ("31. 2. 2027", "31. 2. 2027", false),
            ("31. 3. 27", "31. 3. 27", false),
            ("příští rok", "příští rok", false),
        ];
        for (text, wanted, told) in cases {
            let got = understand(key, text);
            assert_eq!((got.text.as_str(), got.said.is_some()), (wanted, told), "{text}");
        }
        assert_eq!(read_date("3/4/2027").len(), 2);
    }

    proptest::proptest! {
        #[test]
        fn nothing_panics_and_a_second_reading_changes_nothing(index in 0..crate::settings::KEYS.len(), text in ".{0,80}") {
            let key = crate::settings::KEYS[index].name;
            let once = understand(key, &text).text;
            let twice = understand(key, &once).text;
            proptest::prop_assert_eq!(understand(key, &twice).text, twice);
        }
    }
}
