//! What a wrong value was most likely meant to be, to be offered with one click.
//!
//! Protects: a guess is always a value that the setting takes, and it is never put in place of what was typed without
//! being asked for. A domain is guessed from what the other fields say; an ending that nothing names only as the language's
//! own. Pure. Leaves to others: words, and what is wrong (`keys`).

use super::keys::Key;
use super::names;
use super::understand::{read_date, visible};
use crate::account::{EmailAddress, Protocol, Settings};

/// What may be known beside the text itself.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// The other settings.
    pub settings: &'a Settings,
    /// The ending that domains have where the person is: `cz`, `com`.
    pub ending: &'a str,
    /// Whether people there write the day before the month.
    pub day_first: bool,
}

/// What a wrong text of a key's field was most likely meant to be. `None`: nobody can know.
#[must_use]
pub fn mend(key: &'static str, text: &str, around: Around<'_>) -> Option<String> {
    let text = visible(text);
    let last = key.rsplit('.').next().unwrap_or(key);
    // An empty field may be meant; an empty number cannot be.
    if text.is_empty() && !matches!(last, "port" | "timeout" | "check_interval") {
        return None;
    }
    let guesses = match last {
        "sender_address" | "account" | "sign_in_as" => address(&text, around),
        "server" | "secondary_server" => server(&text),
        "port" | "timeout" | "check_interval" => number(key, &text),
        "client_id" | "tenant" => vec![text.split_whitespace().collect()],
        "issuer" => issuer(&text),
        "client_secret_expires" => {
            let mut days = read_date(&text);
            if !around.day_first {
                days.reverse();
            }
            days.iter().map(ToString::to_string).collect()
        }
        _ => Vec::new(),
    };
    let key = Key::find(key)?;
    let valid = |guess: &String| *guess != text && key.set_text(&mut Settings::default(), guess).is_ok();
    guesses.into_iter().find(valid)
}

/// Blanks and commas go, a missing domain or ending is guessed.
fn address(text: &str, around: Around<'_>) -> Vec<String> {
    let mut plain: String = text.split_whitespace().collect::<String>().replace(',', ".").replace(['<', '>'], "");
    while plain.contains("..") {
        plain = plain.replace("..", ".");
    }
    while plain.contains("@@") {
        plain = plain.replace("@@", "@");
    }
    let plain = plain.trim_matches(['.', ';']).to_owned();
    let known = domains(around.settings);
    match plain.split_once('@') {
        Some((user, domain)) if !user.is_empty() && !domain.is_empty() && !domain.contains('.') => {
            let lower = format!("{}.", domain.to_lowercase());
            let known = known.into_iter().filter(|known| known.starts_with(&lower));
            known.map(|known| format!("{user}@{known}")).chain([format!("{user}@{domain}.{}", around.ending)]).collect()
        }
        Some((user, "")) => known.into_iter().map(|known| format!("{user}@{known}")).collect(),
        Some(_) => vec![plain],
        // "recepce (at) firma.cz", "recepce.firma.cz" where the domain is known.
        None => {
            let at = plain.replace("(at)", "@").replace("[at]", "@").replace("(zavináč)", "@");
            let inside = known.iter().filter_map(|known| {
                let user = plain.strip_suffix(known.as_str())?.trim_end_matches('.');
                (!user.is_empty()).then(|| format!("{user}@{known}"))
            });
            let behind = known.iter().filter(|_| !plain.contains('.')).map(|known| format!("{plain}@{known}"));
            std::iter::once(at).chain(inside).chain(behind).collect()
        }
    }
}

/// The domains that other settings name, the likeliest first.
fn domains(settings: &Settings) -> Vec<String> {
    let accounts = [&settings.smtp.oauth2, &settings.pop.oauth2];
    let addresses = accounts.iter().flat_map(|account| [&account.account, &account.sign_in_as]);
    let addresses = addresses.chain([&settings.smtp.sender_address]).flatten();
    let of = |address: &EmailAddress| address.as_str().rsplit('@').next().unwrap_or_default().to_lowercase();
    let users = [settings.smtp.user.as_str(), settings.pop.user.as_str()];
    let users = users.into_iter().filter_map(|user| Some(user.rsplit_once('@')?.1.to_lowercase()));
    let tenants = accounts.iter().map(|account| account.tenant.as_str()).filter(|tenant| tenant.contains('.'));
    let mut all: Vec<String> = Vec::new();
    for domain in addresses.map(of).chain(users).chain(tenants.map(str::to_lowercase)) {
        if domain.contains('.') && !all.contains(&domain) {
            all.push(domain);
        }
    }
    all
}

fn server(text: &str) -> Vec<String> {
    // A blank stands beside a dot by mistake, or in its place.
    let mut plain = text.replace(',', ".").split_whitespace().collect::<Vec<_>>().join(".");
    while plain.contains("..") {
        plain = plain.replace("..", ".");
    }
    let plain = plain.trim_matches(['.', '-', '/', ':']).to_owned();
    // The provider's own server is what an e-mail address in this field stands for; it is suggested beside the field.
    if plain.contains('@') { Vec::new() } else { vec![plain] }
}

/// The nearest value inside the range; for what is no number at all, the default.
fn number(key: &'static str, text: &str) -> Vec<String> {
    let Some(found) = Key::find(key) else { return Vec::new() };
    let usual = found.get(&Settings::default()).to_string();
    let of_port = Protocol::ALL.iter().any(|of| names::port(*of) == key);
    match (found.range(), text.parse::<i64>()) {
        // No port is near another, and who enters nothing for a time does not mean the shortest.
        (Some((_, max)), Ok(number)) if !of_port && number > max => vec![max.to_string()],
        _ => vec![usual],
    }
}

fn issuer(text: &str) -> Vec<String> {
    let plain: String = text.split_whitespace().collect();
    let plain = plain.split(['?', '#']).next().unwrap_or_default().to_owned();
    let https = plain.strip_prefix("http://").map(|rest| format!("https://{rest}"));
    let slashes = plain.strip_prefix("https:/").filter(|rest| !rest.starts_with('/'));
    let slashes = slashes.map(|rest| format!("https://{rest}"));
    https.into_iter().chain(slashes).chain([plain]).collect()
}

/// The domains of mail providers for everybody.
const MAIL: [&str; 12] = [
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "outlook.cz",
    "hotmail.com",
    "live.com",
    "msn.com",
    "seznam.cz",
    "email.cz",
    "centrum.cz",
    "yahoo.com",
    "icloud.com",
];

/// An address in a domain that looks like a slip in a well-known one (`gmial.com`), with that one.
#[must_use]
pub fn known_slip(address: &EmailAddress) -> Option<String> {
    let (user, domain) = address.as_str().rsplit_once('@')?;
    let domain = domain.to_lowercase();
    // Domains that exist and differ by one letter only.
    const REAL: [&str; 7] = ["mail.com", "gmx.com", "ymail.com", "email.com", "live.cz", "mail.cz", "gmail.cz"];
    if REAL.contains(&domain.as_str()) || MAIL.contains(&domain.as_str()) {
        return None;
    }
    let meant = MAIL.iter().find(|known| one_slip(&domain, known))?;
    Some(format!("{user}@{meant}"))
}

/// Whether one letter was left out, doubled, wrong, or two were swapped. Short names are near everything.
fn one_slip(text: &str, meant: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (text.chars().collect(), meant.chars().collect());
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same..], &b[same..]);
    let inserted = a.len() == b.len() + 1 && a[1..] == *b;
    let left_out = b.len() == a.len() + 1 && *a == b[1..];
    let wrong = a.len() == b.len() && !a.is_empty() && a[1..] == b[1..];
    let swapped = a.len() == b.len() && a.len() > 1 && a[0] == b[1] && a[1] == b[0] && a[2..] == b[2..];
    meant.len() > 7 && (inserted || left_out || wrong || swapped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_value_is_mended_where_it_can_be_known() {
        let mut settings = Settings::default();
        fn around(settings: &Settings) -> Around<'_> {
            Around { settings, ending: "cz", day_first: true }
        }
        let cases = [
            ("smtp.sender_address", "recepce@firma", Some("recepce@firma.cz")),
            ("smtp.sender_address", "recepce@firma,cz", Some("recepce@firma.cz")),
            ("smtp.sender_address", "recepce@ firma..cz", Some("recepce@firma.cz")),
            ("smtp.sender_address", "recepce@@firma.cz", Some("recepce@firma.cz")),
            ("smtp.sender_address", "recepce(at)firma.cz", Some("recepce@firma.cz")),
            ("smtp.sender_address", "recepce", None),
            ("smtp.sender_address", "", None),
            ("smtp.server", "smtp firma cz", Some("smtp.firma.cz")),
            ("smtp.server", "smtp,firma,cz", Some("smtp.firma.cz")),
            ("smtp.server", "smtp. firma.cz", Some("smtp.firma.cz")),
            ("smtp.server", "recepce@firma.cz", None),
            ("smtp.port", "70000", Some("587")),
            ("pop.port", "abc", Some("995")),
            ("smtp.timeout", "999", Some("300")),
            ("smtp.timeout", "0", Some("20")),
            ("pop.check_interval", "999", Some("480")),
            ("smtp.oauth2.client_id", "ab cd", Some("abcd")),
            ("smtp.oauth2.issuer", "http://id.firma.cz", Some("https://id.firma.cz")),
            ("smtp.oauth2.issuer", "https:/id.firma.cz", Some("https://id.firma.cz")),
            ("smtp.oauth2.issuer", "https://id.firma.cz?x=1", Some("https://id.firma.cz")),
            ("smtp.oauth2.issuer", "nic", None),
            ("smtp.oauth2.client_secret_expires", "3/4/2027", Some("2027-04-03")),
            ("smtp.oauth2.client_secret_expires", "brzy", None),
            ("smtp.sender_name", "x", None),
        ];
        for (key, text, wanted) in cases {
            assert_eq!(mend(key, text, around(&settings)).as_deref(), wanted, "{key} = {text}");
        }
        settings.smtp.oauth2.account = Some("ucetni@firma.eu".parse().unwrap());
        for (text, wanted) in [
            ("recepce@firma", "recepce@firma.eu"),
            ("recepce@jina", "recepce@jina.cz"),
            ("recepce", "recepce@firma.eu"),
            ("recepce@", "recepce@firma.eu"),
            ("recepce.firma.eu", "recepce@firma.eu"),
        ] {
            assert_eq!(mend("smtp.sender_address", text, around(&settings)).as_deref(), Some(wanted), "{text}");
        }
        let english = Around { settings: &settings, ending: "com", day_first: false };
        assert_eq!(mend("smtp.oauth2.client_secret_expires", "3/4/2027", english).as_deref(), Some("2027-03-04"));
        assert_eq!(mend("smtp.sender_address", "a@b", english).as_deref(), Some("a@b.com"));
    }

    #[test]
    fn slips_in_well_known_domains_are_noticed_and_others_domains_are_not() {
        let slip = |text: &str| known_slip(&text.parse().expect("an address"));
        for (typed, meant) in [
            ("a@gmial.com", "a@gmail.com"),
            ("a@gmail.co", "a@gmail.com"),
            ("a@gmaill.com", "a@gmail.com"),
            ("a@outlok.com", "a@outlook.com"),
            ("a@hotnail.com", "a@hotmail.com"),
            ("a@seznma.cz", "a@seznam.cz"),
        ] {
            assert_eq!(slip(typed).as_deref(), Some(meant), "{typed}");
        }
        for fine in ["a@gmail.com", "a@mail.com", "a@firma.cz", "a@live.cz", "a@ymail.com", "a@seznam.sk.cz"] {
            assert_eq!(slip(fine), None, "{fine}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_guess_is_always_valid(index in 0..super::super::KEYS.len(), text in ".{0,40}") {
            let key = &super::super::KEYS[index];
            let settings = Settings::default();
            let around = Around { settings: &settings, ending: "com", day_first: false };
            if let Some(guess) = mend(key.name, &text, around) {
                proptest::prop_assert!(key.set_text(&mut Settings::default(), &guess).is_ok());
            }
        }
    }
}
