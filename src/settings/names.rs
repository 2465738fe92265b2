//! The names of the settings (and of the two kinds of secrets) that exist once for each protocol.
//!
//! Protects: a name is put together here and nowhere else, so that none is misspelt where no test looks. `of` is the
//! protocol itself, or the one whose tab edits an account ([`crate::account::AccountId::tab`]).

use crate::account::Protocol;

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident: $smtp:literal, $pop:literal;)+) => { $(
        $(#[$doc])*
        #[must_use]
        pub fn $name(of: Protocol) -> &'static str {
            match of { Protocol::Smtp => $smtp, Protocol::Pop => $pop }
        }
    )+ };
}

names! {
    /// The server.
    server: "smtp.server", "pop.server";
    /// Its port.
    port: "smtp.port", "pop.port";
    /// Whether TLS is on.
    tls: "smtp.tls", "pop.tls";
    /// The time for each step.
    timeout: "smtp.timeout", "pop.timeout";
    /// How to log in.
    method: "smtp.method", "pop.method";
    /// The user name.
    user: "smtp.user", "pop.user";
    /// The password, which is a secret.
    password: "smtp.password", "pop.password";
    /// Who issues the tokens.
    provider: "smtp.oauth2.provider", "pop.oauth2.provider";
    /// The mailbox.
    account: "smtp.oauth2.account", "pop.oauth2.account";
    /// The person who signs in.
    sign_in_as: "smtp.oauth2.sign_in_as", "pop.oauth2.sign_in_as";
    /// The application's ID.
    client_id: "smtp.oauth2.client_id", "pop.oauth2.client_id";
    /// The application's secret.
    client_secret: "smtp.client_secret", "pop.client_secret";
    /// Microsoft's tenant.
    tenant: "smtp.oauth2.tenant", "pop.oauth2.tenant";
    /// Where discovery starts.
    issuer: "smtp.oauth2.issuer", "pop.oauth2.issuer";
    /// How a token is got.
    sign_in: "smtp.oauth2.sign_in", "pop.oauth2.sign_in";
    /// The last day of the application's secret.
    client_secret_expires: "smtp.oauth2.client_secret_expires", "pop.oauth2.client_secret_expires";
    /// The permissions.
    scopes: "smtp.oauth2.scopes", "pop.oauth2.scopes";
}

/// Whether SMTP and POP share an account.
pub const COMMON: &str = "pop.common_account";

/// All that an account consists of, apart from its secret.
pub const ACCOUNT: [fn(Protocol) -> &'static str; 9] =
    [provider, account, sign_in_as, client_id, tenant, issuer, scopes, sign_in, client_secret_expires];

/// What a grant is issued for, and so cannot be changed while one is held.
pub const ISSUED_FOR: [fn(Protocol) -> &'static str; 5] = [provider, account, client_id, tenant, issuer];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::KEYS;

    #[test]
    fn an_accounts_settings_are_all_listed() {
        for (protocol, section) in [(Protocol::Smtp, "smtp.oauth2."), (Protocol::Pop, "pop.oauth2.")] {
            let mut listed: Vec<_> = ACCOUNT.iter().map(|name| name(protocol)).collect();
            let mut table: Vec<_> = KEYS.iter().map(|key| key.name).filter(|name| name.starts_with(section)).collect();
            listed.sort_unstable();
            table.sort_unstable();
            assert_eq!(listed, table);
            assert!(ISSUED_FOR.iter().all(|name| table.contains(&name(protocol))));
        }
    }
}
