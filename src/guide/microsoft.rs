//! Microsoft's consoles in words.
//!
//! Sources: learn.microsoft.com, “Register an application in Microsoft Entra ID”, “How to add a redirect URI”, “Add and
//! manage application credentials” and “Authenticate an IMAP, POP or SMTP connection using OAuth”. The registration form
//! of 2026 says “Single tenant only”, “Personal accounts only” and “Public client/native (mobile & desktop)”; forms that
//! say it the older way are named beside it. The permissions are Microsoft Graph's (permissions reference: `SMTP.Send`,
//! `POP.AccessAsUser.All`), and the token is asked for at Outlook; the application's own are Exchange Online's.

use super::commands::{self, Target};
use super::{Guide, Kind, NAME, Part, Step, Way, Words};
use crate::i18n::Lang;
use crate::oauth::shapes::Field;
use crate::tr;

/// The list of registrations.
const REGISTRATIONS: &str = "https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade";
/// The list of what is registered as it is used in the organization, with the other object ID.
const ENTERPRISE: &str =
    "https://entra.microsoft.com/#view/Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AppAppsPreview";
/// A shell in the browser, with PowerShell, bash and the Azure CLI.
const CLOUD_SHELL: &str = "https://shell.azure.com/";
/// Where a personal mailbox lets POP in.
const OUTLOOK_POP: &str = "https://outlook.live.com/mail/0/options/mail/accounts/popImap";

/// A step in words. Steps that Microsoft does not have say nothing.
pub(super) fn words(guide: &Guide<'_>, step: Step, lang: Lang) -> Words {
    match step {
        Step::Open => open(guide, lang),
        Step::Name => name(guide, lang),
        Step::Redirect => redirect(guide, lang),
        Step::Shell => shell(guide, lang),
        Step::Commands => commands_of(guide, lang),
        Step::Ids => ids(guide, lang),
        Step::Secret => secret(guide, lang),
        Step::Permissions => permissions(guide, lang),
        Step::PublicClient => Words::new(tr!(lang, "guide-ms-public"), tr!(lang, "guide-ms-public-text"), vec![]),
        Step::Consent => consent(guide, lang),
        Step::Exchange => exchange(guide, lang),
        Step::Mailbox => mailbox(guide, lang),
        Step::Publish | Step::Client | Step::Ask | Step::Issuer | Step::Check => {
            Words::new(String::new(), String::new(), vec![])
        }
    }
}

fn open(guide: &Guide<'_>, lang: Lang) -> Words {
    let page = Part::Page { name: tr!(lang, "guide-ms-page"), address: REGISTRATIONS.to_owned(), to_send: false };
    let directory = (guide.kind() == Kind::Personal).then(|| Part::Note(tr!(lang, "guide-ms-directory")));
    let parts = [page].into_iter().chain(directory).collect();
    Words::new(tr!(lang, "guide-ms-open"), tr!(lang, "guide-ms-open-text"), parts)
}

fn name(guide: &Guide<'_>, lang: Lang) -> Words {
    let text = match guide.kind() {
        Kind::Personal => tr!(lang, "guide-ms-name-personal"),
        Kind::Application => tr!(lang, "guide-ms-name-application"),
        _ => tr!(lang, "guide-ms-name-work"),
    };
    Words::new(tr!(lang, "guide-ms-name"), text, vec![Part::Value(NAME.to_owned())])
}

fn redirect(guide: &Guide<'_>, lang: Lang) -> Words {
    let parts = vec![Part::Value(guide.redirect()), Part::Note(tr!(lang, "guide-ms-redirect-note"))];
    Words::new(tr!(lang, "guide-ms-redirect"), tr!(lang, "guide-ms-redirect-text"), parts)
}

fn shell(guide: &Guide<'_>, lang: Lang) -> Words {
    let text = match guide.way() {
        Way::AzureCli => tr!(lang, "guide-ms-shell-az"),
        Way::PowerShell | Way::Web => tr!(lang, "guide-ms-shell-powershell"),
    };
    let page = Part::Page { name: tr!(lang, "guide-ms-cloud-shell"), address: CLOUD_SHELL.to_owned(), to_send: false };
    Words::new(tr!(lang, "guide-ms-shell"), text, vec![page])
}

fn commands_of(guide: &Guide<'_>, lang: Lang) -> Words {
    let target = Target::new(guide.account(), guide.redirect());
    let (lines, text) = match (guide.kind(), guide.way()) {
        (Kind::Application, _) => (commands::application(&target), tr!(lang, "guide-ms-commands-application")),
        (_, Way::AzureCli) => (commands::azure_cli(&target), tr!(lang, "guide-ms-commands-text")),
        _ => (commands::powershell(&target), tr!(lang, "guide-ms-commands-text")),
    };
    Words::new(tr!(lang, "guide-ms-commands"), text, vec![Part::Lines(lines)])
}

fn ids(guide: &Guide<'_>, lang: Lang) -> Words {
    let text = match (guide.kind(), guide.way()) {
        (Kind::Personal, _) => tr!(lang, "guide-ms-ids-personal"),
        (_, Way::Web) => tr!(lang, "guide-ms-ids-work"),
        _ => tr!(lang, "guide-ms-ids-printed"),
    };
    let tenant = (guide.kind() != Kind::Personal).then_some(Part::Fill(Field::Tenant));
    let parts = [Part::Fill(Field::ClientId)].into_iter().chain(tenant).collect();
    Words::new(tr!(lang, "guide-ms-ids"), text, parts)
}

fn secret(guide: &Guide<'_>, lang: Lang) -> Words {
    let (title, text) = match guide.way() {
        Way::Web => (tr!(lang, "guide-ms-secret"), tr!(lang, "guide-ms-secret-text")),
        _ => (tr!(lang, "guide-ms-secret-printed"), tr!(lang, "guide-ms-secret-printed-text")),
    };
    let note = Part::Note(tr!(lang, "guide-ms-secret-note"));
    Words::new(title, text, vec![Part::Fill(Field::ClientSecret), note])
}

fn permissions(guide: &Guide<'_>, lang: Lang) -> Words {
    let values = |names: &[&str]| names.iter().map(|name| Part::Value((*name).to_owned())).collect::<Vec<_>>();
    if guide.kind() == Kind::Application {
        let text = tr!(lang, "guide-ms-permissions-application");
        return Words::new(tr!(lang, "guide-ms-permissions"), text, values(&commands::APPLICATION));
    }
    let mut parts = values(&commands::MAIL);
    parts.push(Part::Note(tr!(lang, "guide-ms-permissions-note")));
    Words::new(tr!(lang, "guide-ms-permissions"), tr!(lang, "guide-ms-permissions-text"), parts)
}

fn consent(guide: &Guide<'_>, lang: Lang) -> Words {
    // Without a redirect URI Microsoft has nowhere to send the browser after it (AADSTS500113).
    if guide.kind() == Kind::Application {
        return Words::new(tr!(lang, "guide-ms-consent"), tr!(lang, "guide-ms-consent-application"), vec![]);
    }
    let link = match guide.consent() {
        Some(address) => {
            Part::Page { name: tr!(lang, "guide-ms-consent-page"), address: address.to_string(), to_send: true }
        }
        None => Part::Note(tr!(lang, "guide-ms-consent-later")),
    };
    let parts = vec![link, Part::Note(tr!(lang, "guide-ms-consent-note"))];
    Words::new(tr!(lang, "guide-ms-consent"), tr!(lang, "guide-ms-consent-text"), parts)
}

fn exchange(guide: &Guide<'_>, lang: Lang) -> Words {
    let target = Target::new(guide.account(), guide.redirect());
    let page =
        Part::Page { name: tr!(lang, "guide-ms-enterprise-page"), address: ENTERPRISE.to_owned(), to_send: false };
    let parts = vec![page, Part::Lines(commands::exchange(&target)), Part::Note(tr!(lang, "guide-ms-exchange-note"))];
    Words::new(tr!(lang, "guide-ms-exchange"), tr!(lang, "guide-ms-exchange-text"), parts)
}

fn mailbox(guide: &Guide<'_>, lang: Lang) -> Words {
    if guide.kind() == Kind::Personal {
        let page = Part::Page { name: tr!(lang, "guide-ms-pop-page"), address: OUTLOOK_POP.to_owned(), to_send: false };
        return Words::new(tr!(lang, "guide-ms-pop"), tr!(lang, "guide-ms-pop-text"), vec![page]);
    }
    let target = Target::new(guide.account(), guide.redirect());
    let parts = vec![Part::Lines(commands::mailbox(&target))];
    Words::new(tr!(lang, "guide-ms-mailbox"), tr!(lang, "guide-ms-mailbox-text"), parts)
}
