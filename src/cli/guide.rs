//! The registration guide as text: the same steps, values and commands as in the window.

use std::fmt::Write as _;

use super::output::Output;
use super::{Failure, Outcome};
use crate::account::{OAuthAccount, Protocol, Provider, SignInMethod};
use crate::engine::Engine;
use crate::guide::check::{Verdict, verdicts};
use crate::guide::{Guide, Part, Step, Way};
use crate::i18n::Lang;
use crate::oauth::shapes::{Field, Typed};
use crate::{tr, words};

/// The way that the options name.
pub fn way(powershell: bool, az: bool) -> Way {
    match (powershell, az) {
        (true, _) => Way::PowerShell,
        (false, true) => Way::AzureCli,
        (false, false) => Way::Web,
    }
}

/// Prints the guide for SMTP's account, or for another provider.
pub fn show(
    engine: &Engine,
    provider: Option<Provider>,
    sign_in: Option<SignInMethod>,
    way: Way,
    output: &Output,
) -> Outcome {
    let mut account = engine.settings()?.account(Protocol::Smtp).clone();
    account.provider = provider.unwrap_or(account.provider);
    account.sign_in = sign_in.unwrap_or(account.sign_in);
    let guide = Guide::new(&account, way);
    if guide.way() != way {
        return Err(Failure::Usage(tr!(output.lang, "cli-guide-no-commands")));
    }
    output.data(&text(&guide, &account, output.lang), || json(&guide, output.lang));
    Ok(())
}

fn text(guide: &Guide<'_>, account: &OAuthAccount, lang: Lang) -> String {
    let mut text = format!("{}\n", guide.before(lang));
    for (at, step) in guide.steps().iter().enumerate() {
        let words = guide.words(*step, lang);
        let _ = write!(text, "\n{}. {}\n   {}\n", at + 1, words.title, words.text);
        for part in words.parts {
            let shown = match part {
                Part::Value(value) => format!("     {value}\n"),
                Part::Lines(lines) => lines.lines().fold(String::new(), |all, line| all + "     " + line + "\n"),
                Part::Page { address, .. } => format!("     {address}\n"),
                Part::Note(words) => format!("   {words}\n"),
                Part::Fill(field) => format!("     mailkeyctl {}\n", command(field)),
            };
            text.push_str(&shown);
        }
        if *step == Step::Check {
            text.push_str(&checked(guide, account, lang));
            text.push_str("     mailkeyctl token get\n");
        }
    }
    text.trim_end().to_owned()
}

/// What fills the field in.
fn command(field: Field) -> String {
    match field {
        Field::ClientSecret => "secret set smtp.client_secret".to_owned(),
        field => format!("settings set smtp.oauth2.{} …", field.key()),
    }
}

fn checked(guide: &Guide<'_>, account: &OAuthAccount, lang: Lang) -> String {
    // Whether a secret is stored only the keyring knows, which need not be unlocked for this.
    let found = verdicts(guide.kind(), &Typed::of(account), &account.scopes.join(" "), false);
    let found = found.into_iter().filter(|(field, _)| *field != Field::ClientSecret);
    found.fold(String::new(), |text, (field, verdict)| {
        let said = match verdict {
            Verdict::Empty => tr!(lang, "guide-verdict-empty"),
            Verdict::Held => tr!(lang, "guide-verdict-held"),
            Verdict::Fine => tr!(lang, "guide-verdict-fine"),
            Verdict::Odd(oddity) => {
                let words = words::oddity(oddity, lang);
                format!("{} {}", words.what, words.cure)
            }
        };
        text + &format!("   {}: {said}\n", words::key_name(field.key(), lang))
    })
}

fn json(guide: &Guide<'_>, lang: Lang) -> serde_json::Value {
    let steps = guide.steps().iter().map(|step| {
        let words = guide.words(*step, lang);
        let parts = words.parts.into_iter().map(|part| match part {
            Part::Value(value) => serde_json::json!({"value": value}),
            Part::Lines(lines) => serde_json::json!({"lines": lines}),
            Part::Page { name, address, .. } => serde_json::json!({"page": name, "address": address}),
            Part::Note(words) => serde_json::json!({"note": words}),
            Part::Fill(field) => serde_json::json!({"field": field.key()}),
        });
        serde_json::json!({"title": words.title, "text": words.text, "parts": parts.collect::<Vec<_>>()})
    });
    serde_json::json!({"provider": guide.provider().word(), "steps": steps.collect::<Vec<_>>()})
}
