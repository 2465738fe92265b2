//! What is said beside a field: advice, what was made of a pasted text, and what a password can still do where.

use super::shapes::provider_name;
use super::{Explanation, oddity};
use crate::account::{Protocol, Provider};
use crate::engine::advice::Advice;
use crate::i18n::Lang;
use crate::settings::understand::Said;
use crate::tr;

/// What is most likely a mistake, as the sentence under the field.
#[must_use]
pub fn advice(advice: Advice, lang: Lang) -> String {
    match advice {
        Advice::PortOfServers => tr!(lang, "advice-port-servers"),
        Advice::PortOfWeb => tr!(lang, "advice-port-web"),
        Advice::PortOfReading => tr!(lang, "advice-port-reading"),
        Advice::PortOfSending => tr!(lang, "advice-port-sending"),
        Advice::PortOfImap => tr!(lang, "advice-port-imap"),
        Advice::PortUnanswered(of) => tr!(lang, "advice-port-unanswered", provider = provider_name(of, lang)),
        Advice::ServerOfReading => tr!(lang, "advice-server-reading"),
        Advice::ServerOfSending => tr!(lang, "advice-server-sending"),
        Advice::ServerOfOther(of) => tr!(lang, "advice-server-other", provider = provider_name(of, lang)),
        Advice::SameServer => tr!(lang, "advice-server-same"),
        Advice::SenderDiffers => tr!(lang, "advice-sender"),
        Advice::DomainSlip => tr!(lang, "advice-slip"),
        Advice::SignInAsSame => tr!(lang, "advice-sign-in-same"),
        Advice::SecretEnded => tr!(lang, "advice-secret-ended"),
        Advice::SecretEnds(days) => tr!(lang, "advice-secret-ends", days = days),
        Advice::Odd(odd) => {
            let Explanation { what, cure, .. } = oddity(odd, lang);
            format!("{what} {cure}")
        }
    }
}

/// What was made of a pasted text; `day` writes a date.
#[must_use]
pub fn said(said: &Said, lang: Lang, day: impl Fn(jiff::civil::Date) -> String) -> String {
    match said {
        Said::Port(port) => tr!(lang, "said-port", port = port.to_string()),
        Said::PortLeftOut(port) => tr!(lang, "said-port-left-out", port = port.to_string()),
        Said::ServerOnly => tr!(lang, "said-server"),
        Said::Name(name) => tr!(lang, "said-name", name = name.clone()),
        Said::AddressOnly => tr!(lang, "said-address"),
        Said::IdOnly => tr!(lang, "said-id"),
        Said::TenantOnly => tr!(lang, "said-tenant"),
        Said::IssuerOnly => tr!(lang, "said-issuer"),
        Said::Date(date) => tr!(lang, "said-date", day = day(*date)),
        Said::NumberOnly => tr!(lang, "said-number"),
    }
}

/// What is known of passwords at a provider, where they are refused or soon will be.
///
/// Sources: Exchange Team, "Exchange Online to retire Basic auth for Client Submission" with its update of 27 January 2026
/// (message MC786329), and "Deprecation of Basic authentication in Exchange Online" (POP: 1 October 2022);
/// support.microsoft.com, "Modern Authentication Methods now needed to continue syncing Outlook Email" (16 September
/// 2024); support.google.com, "Transition from less secure apps to OAuth" (1 May 2025).
#[must_use]
pub fn password(provider: Provider, protocol: Protocol, lang: Lang) -> Option<String> {
    match (provider, protocol) {
        (Provider::Microsoft, Protocol::Smtp) => Some(tr!(lang, "method-password-microsoft-smtp")),
        (Provider::Microsoft, Protocol::Pop) => Some(tr!(lang, "method-password-microsoft-pop")),
        (Provider::Outlook, _) => Some(tr!(lang, "method-password-outlook")),
        (Provider::Google, _) => Some(tr!(lang, "method-password-google")),
        (Provider::Custom, _) => None,
    }
}
