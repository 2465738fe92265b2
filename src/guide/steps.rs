//! Which steps make up a registration.

use super::{Kind, Way};

/// One step. What is said in it depends on the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Open the provider's page.
    Open,
    /// Name the application, and say whose accounts it is for.
    Name,
    /// Say where the browser comes back to.
    Redirect,
    /// Open a shell.
    Shell,
    /// Run the commands that register the application.
    Commands,
    /// Carry the IDs over.
    Ids,
    /// Make a client secret.
    Secret,
    /// Add the permissions.
    Permissions,
    /// Allow a client without a secret.
    PublicClient,
    /// Have the permissions approved.
    Consent,
    /// Let the application into the mailbox.
    Exchange,
    /// Switch SMTP and POP on for the mailbox.
    Mailbox,
    /// Publish the application.
    Publish,
    /// Create the client.
    Client,
    /// Ask the provider.
    Ask,
    /// The provider's address.
    Issuer,
    /// Look at what was typed, and sign in.
    Check,
}

/// The steps, in the order done.
pub(super) fn of(kind: Kind, way: Way) -> &'static [Step] {
    use Step as S;
    match (kind, way) {
        (Kind::Work, Way::Web) => {
            &[S::Open, S::Name, S::Redirect, S::Ids, S::Permissions, S::PublicClient, S::Consent, S::Mailbox, S::Check]
        }
        (Kind::Work, Way::PowerShell | Way::AzureCli) => {
            &[S::Shell, S::Commands, S::Ids, S::Consent, S::Mailbox, S::Check]
        }
        (Kind::Application, Way::Web) => {
            &[S::Open, S::Name, S::Ids, S::Secret, S::Permissions, S::Consent, S::Exchange, S::Check]
        }
        (Kind::Application, Way::PowerShell | Way::AzureCli) => {
            &[S::Shell, S::Commands, S::Ids, S::Secret, S::Consent, S::Exchange, S::Check]
        }
        (Kind::Personal, _) => {
            &[S::Open, S::Name, S::Redirect, S::Ids, S::Permissions, S::PublicClient, S::Mailbox, S::Check]
        }
        (Kind::Google, _) => &[S::Open, S::Name, S::Publish, S::Permissions, S::Client, S::Ids, S::Mailbox, S::Check],
        (Kind::Custom, _) => &[S::Ask, S::Issuer, S::Client, S::Permissions, S::Check],
    }
}
