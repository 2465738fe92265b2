//! Whether the words for a failure are the ones that a case asks for.

use mailkey::account::{Method, Protocol, Settings};
use mailkey::demo::CLIENT_ID;
use mailkey::diagnosis::{About, Action};
use mailkey::error::Error;
use mailkey::i18n::Lang;
use mailkey::words::{Explanation, explain_about};

use crate::cases::{Case, Mail, Step, Token, Where};

/// A failure that really happened, and what was known beside it.
pub struct Failure {
    pub error: Error,
    pub settings: Settings,
    pub protocol: Protocol,
    pub token_held: bool,
}

/// What a person reads and can click, against what the case asks for.
pub fn judge(case: &Case, failure: &Failure) -> Result<(), String> {
    let settings = the_persons(case, &failure.settings);
    let about = About { settings: Some(&settings), protocol: Some(failure.protocol), token_held: failure.token_held };
    for (lang, says, but) in
        [(Lang::Cs, &case.says_cs, "Token je v pořádku, ale "), (Lang::En, &case.says_en, "The token is fine, but ")]
    {
        let told = explain_about(&failure.error, &about, lang);
        let say =
            |why: &str| Err(format!("{why}: {} | {}\n    ({}; {})", told.what, told.cure, told.id, failure.error));
        if told.id != case.id {
            return say(&format!("is {}", told.id));
        }
        // A clause begins with a small letter behind "The token is fine, but".
        let whole = format!("{} {}", told.what, told.cure).replace('\u{a0}', " ").to_lowercase();
        if !whole.contains(&says.to_lowercase()) {
            return say(&format!("does not say “{says}”"));
        }
        if told.token_ok != token_ok(case, failure, &settings) {
            return say(&format!("token_ok is {:?}", told.token_ok));
        }
        if told.what.starts_with(but) != (told.token_ok == Some(true)) {
            return say("a fine token is not said to be fine, or another is");
        }
        sound(&told).or_else(|why| say(&why))?;
        for wanted in &case.action {
            let offered: Vec<_> = told.actions.iter().map(name).collect();
            if !offered.iter().any(|offer| offer.starts_with(wanted.as_str())) {
                return say(&format!("does not offer “{wanted}” but {offered:?}"));
            }
        }
    }
    Ok(())
}

/// The settings of a person who is at this provider: the case was played against the practice provider.
fn the_persons(case: &Case, settings: &Settings) -> Settings {
    let mut settings = settings.clone();
    if let Some(provider) = case.provider {
        for account in [&mut settings.smtp.oauth2, &mut settings.pop.oauth2] {
            assert_eq!(account.client_id.as_str(), CLIENT_ID);
            account.provider = provider;
            account.issuer = None;
            account.client_id = "11111111-2222-3333-4444-555555555555".parse().expect("an ID");
            account.sign_in = case.sign_in.unwrap_or(account.sign_in);
        }
    }
    settings
}

fn token_ok(case: &Case, failure: &Failure, settings: &Settings) -> Option<bool> {
    let method = match failure.protocol {
        Protocol::Smtp => settings.smtp.method,
        Protocol::Pop => settings.pop.method,
    };
    match case.token {
        _ if method != Method::OAuth2 => None,
        Token::Fine => Some(true),
        // A token that a server has just refused is not vouched for by what is known here.
        Token::Aside if refuses_the_login(case) => None,
        Token::Aside => failure.token_held.then_some(true),
        Token::Doubt => None,
        Token::Bad => Some(false),
    }
}

/// Whether a server that has looked at the login says no: neither an answer for now, nor one about the command.
fn refuses_the_login(case: &Case) -> bool {
    let Where::Mail(Mail { step: Step::Auth | Step::Login, .. }) = case.place else { return false };
    let reply = case.wire.strip_prefix("-ERR ").unwrap_or(&case.wire);
    match reply.strip_prefix('[') {
        Some(code) => code.starts_with("AUTH]"),
        None => !reply.starts_with('4') && !["500", "502", "503", "504", "530", "538"].contains(&&reply[..3]),
    }
}

/// What holds of every explanation.
fn sound(told: &Explanation) -> Result<(), String> {
    for text in [&told.what, &told.cure] {
        if text.trim().is_empty() || !text.trim_end().ends_with(['.', ')', ']', '“', '”', ':']) && told.raw.is_none()
        {
            return Err("has no whole sentence".into());
        }
        if text.contains(['{', '}', '\u{2068}']) || text.contains("  ") || text.contains("()") {
            return Err("is not filled in".into());
        }
    }
    Ok(())
}

/// An action as the cases write it.
fn name(action: &Action) -> String {
    match action {
        Action::Copy { text, .. } => format!("copy {text}"),
        Action::Open(address) => format!("open {address}"),
        Action::Field(key) => format!("field {}", key.rsplit('.').next().unwrap_or(key)),
        Action::GetToken(_) => "get".to_owned(),
        Action::DeleteToken(_) => "delete".to_owned(),
    }
}
