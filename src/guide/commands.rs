//! The registration as commands: Microsoft Graph PowerShell, Exchange Online PowerShell and the Azure CLI.
//!
//! What the person fears: to run something that they do not understand, from a program. So the commands are short, do
//! only what the steps on the web do, and print what must be copied.
//!
//! Protects: what stands in a field is always one quoted word and can never become a command. Leaves to others: running
//! them; Mailkey never does.
//!
//! Sources: learn.microsoft.com: `New-MgApplication`, `Add-MgApplicationPassword` (Microsoft Graph PowerShell),
//! `az ad app create`, `New-ServicePrincipal`, `Add-MailboxPermission`, `Set-CASMailbox` (Exchange Online PowerShell),
//! and “about_Quoting_Rules”. Permissions are looked up by their names; only `az` takes IDs, which are those of
//! “Microsoft Graph permissions reference”.

use crate::account::OAuthAccount;

use super::NAME;

/// Permissions of a person's sign-in, at Microsoft Graph.
pub(super) const MAIL: [&str; 2] = ["SMTP.Send", "POP.AccessAsUser.All"];
/// Permissions that say who signed in and keep the permission, at Microsoft Graph.
const IDENTITY: [&str; 4] = ["offline_access", "openid", "email", "profile"];
/// The application's own permissions, at Exchange Online.
pub(super) const APPLICATION: [&str; 2] = ["SMTP.SendAsApp", "POP.AccessAsApp"];

/// Microsoft Graph.
const GRAPH: &str = "00000003-0000-0000-c000-000000000000";
/// Office 365 Exchange Online.
const EXCHANGE: &str = "00000002-0000-0ff1-ce00-000000000000";
/// The IDs of [`MAIL`] and [`IDENTITY`], in that order.
const IDS: [&str; 6] = [
    "258f6531-6087-4cc4-bb90-092c5fb3ed3f",
    "d7b7f2d9-0f45-4ea1-9d42-e50810c06991",
    "7427e0e9-2fba-42fe-b0c0-848c9e6a8182",
    "37f7f235-527c-4136-accd-4a02d197296e",
    "64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0",
    "14dad69e-099b-42c9-810b-d002981feec1",
];

/// What stands in a command where a field is still empty.
const ADDRESS: &str = "mailbox@example.com";
const CLIENT_ID: &str = "APPLICATION-ID";
/// What a person puts in by hand.
const OBJECT_ID: &str = "OBJECT-ID";

/// What the commands are made from.
#[derive(Debug, Clone)]
pub struct Target {
    /// The application's name.
    pub name: String,
    /// The redirect URI.
    pub redirect: String,
    /// The tenant, or nothing.
    pub tenant: String,
    /// The application's ID, or nothing.
    pub client_id: String,
    /// The mailbox, or nothing.
    pub mailbox: String,
}

impl Target {
    /// From what stands in the fields.
    #[must_use]
    pub fn new(account: &OAuthAccount, redirect: String) -> Self {
        let mailbox = account.account.as_ref().map(ToString::to_string).unwrap_or_default();
        Self {
            name: NAME.to_owned(),
            redirect,
            tenant: account.tenant.to_string(),
            client_id: account.client_id.to_string(),
            mailbox,
        }
    }

    /// The one tenant that is meant; the words for “any” are none, and neither is what `az` would take for an option.
    fn one_tenant(&self) -> Option<&str> {
        let tenant = self.tenant.trim();
        let any = ["", "common", "organizations", "consumers"].iter().any(|word| tenant.eq_ignore_ascii_case(word));
        (!any && !tenant.starts_with('-')).then_some(tenant)
    }

    fn mailbox(&self) -> &str {
        if self.mailbox.is_empty() { ADDRESS } else { &self.mailbox }
    }

    fn client_id(&self) -> &str {
        if self.client_id.is_empty() { CLIENT_ID } else { &self.client_id }
    }
}

/// One word in PowerShell. It takes typographic quotes for the plain one, so they are doubled as well
/// (about_Quoting_Rules; `CharTraits.IsSingleQuote`), and ends a word at none of the other letters.
#[must_use]
pub fn quote_powershell(text: &str) -> String {
    let mut quoted = String::from("'");
    for letter in text.chars().filter(|letter| !letter.is_control()) {
        quoted.push(letter);
        if matches!(letter, '\'' | '‘' | '’' | '‚' | '‛') {
            quoted.push(letter);
        }
    }
    quoted.push('\'');
    quoted
}

/// One word in a POSIX shell (POSIX.1-2024, 2.2.2).
#[must_use]
pub fn quote_shell(text: &str) -> String {
    let plain: String = text.chars().filter(|letter| !letter.is_control()).collect();
    format!("'{}'", plain.replace('\'', r"'\''"))
}

fn list(words: &[&str]) -> String {
    words.iter().map(|word| quote_powershell(word)).collect::<Vec<_>>().join(", ")
}

fn connect(target: &Target) -> String {
    let tenant =
        target.one_tenant().map(|tenant| format!(" -TenantId {}", quote_powershell(tenant))).unwrap_or_default();
    format!(
        "Install-Module Microsoft.Graph.Applications -Scope CurrentUser\n\
         Connect-MgGraph -Scopes 'Application.ReadWrite.All'{tenant}\n"
    )
}

/// A desktop application that people sign in to, with Microsoft Graph PowerShell.
#[must_use]
pub fn powershell(target: &Target) -> String {
    let (name, redirect) = (quote_powershell(&target.name), quote_powershell(&target.redirect));
    let wanted = list(&[&MAIL[..], &IDENTITY[..]].concat());
    let connect = connect(target);
    format!(
        "{connect}\
         $graph = Get-MgServicePrincipal -Filter \"appId eq '{GRAPH}'\"\n\
         $names = {wanted}\n\
         $access = $graph.Oauth2PermissionScopes | Where-Object Value -In $names | ForEach-Object {{ @{{ Id = $_.Id; Type = 'Scope' }} }}\n\
         $app = New-MgApplication -DisplayName {name} -SignInAudience 'AzureADMyOrg' `\n  \
           -PublicClient @{{ RedirectUris = @({redirect}) }} -IsFallbackPublicClient:$true `\n  \
           -RequiredResourceAccess @(@{{ ResourceAppId = $graph.AppId; ResourceAccess = @($access) }})\n\
         \"Application (client) ID: $($app.AppId)\"\n\
         \"Directory (tenant) ID:   $((Get-MgContext).TenantId)\""
    )
}

/// The same with the Azure CLI, for a POSIX shell (Cloud Shell has one).
#[must_use]
pub fn azure_cli(target: &Target) -> String {
    let (name, redirect) = (quote_shell(&target.name), quote_shell(&target.redirect));
    let tenant = target.one_tenant().map(|tenant| format!(" --tenant {}", quote_shell(tenant))).unwrap_or_default();
    let access = IDS.map(|id| format!(r#"{{"id":"{id}","type":"Scope"}}"#)).join(",");
    let access = quote_shell(&format!(r#"[{{"resourceAppId":"{GRAPH}","resourceAccess":[{access}]}}]"#));
    format!(
        "az login --allow-no-subscriptions{tenant}\n\
         az ad app create --display-name {name} --sign-in-audience AzureADMyOrg \\\n  \
           --public-client-redirect-uris {redirect} --is-fallback-public-client true \\\n  \
           --required-resource-accesses {access} \\\n  \
           --query appId --output tsv\n\
         az account show --query tenantId --output tsv"
    )
}

/// An application that signs in for itself, with Microsoft Graph PowerShell.
#[must_use]
pub fn application(target: &Target) -> String {
    let name = quote_powershell(&target.name);
    let wanted = list(&APPLICATION);
    let connect = connect(target);
    format!(
        "{connect}\
         $exchange = Get-MgServicePrincipal -Filter \"appId eq '{EXCHANGE}'\"\n\
         $names = {wanted}\n\
         $access = $exchange.AppRoles | Where-Object Value -In $names | ForEach-Object {{ @{{ Id = $_.Id; Type = 'Role' }} }}\n\
         $app = New-MgApplication -DisplayName {name} -SignInAudience 'AzureADMyOrg' `\n  \
           -RequiredResourceAccess @(@{{ ResourceAppId = $exchange.AppId; ResourceAccess = @($access) }})\n\
         $enterprise = New-MgServicePrincipal -AppId $app.AppId\n\
         $secret = Add-MgApplicationPassword -ApplicationId $app.Id -PasswordCredential @{{ DisplayName = {name} }}\n\
         \"Application (client) ID: $($app.AppId)\"\n\
         \"Directory (tenant) ID:   $((Get-MgContext).TenantId)\"\n\
         \"Object ID:               $($enterprise.Id)\"\n\
         \"Client secret:           $($secret.SecretText)\"\n\
         \"Expires:                 $($secret.EndDateTime.ToString('yyyy-MM-dd'))\""
    )
}

/// Lets the application into the mailbox, and switches SMTP and POP on for it. Exchange wants the object ID of the
/// enterprise application, not of the registration. It is put in by hand: looking it up would load Microsoft Graph into
/// the same session, and the two modules are known to disturb each other.
#[must_use]
pub fn exchange(target: &Target) -> String {
    let (name, id, mailbox) =
        (quote_powershell(&target.name), quote_powershell(target.client_id()), quote_powershell(target.mailbox()));
    format!(
        "$object = '{OBJECT_ID}'\n\
         Install-Module ExchangeOnlineManagement -Scope CurrentUser\n\
         Connect-ExchangeOnline\n\
         New-ServicePrincipal -AppId {id} -ObjectId $object -DisplayName {name}\n\
         Add-MailboxPermission -Identity {mailbox} -User $object -AccessRights FullAccess\n\
         {}",
        switch_on(&mailbox)
    )
}

/// Switches SMTP and POP on for the mailbox.
#[must_use]
pub fn mailbox(target: &Target) -> String {
    let mailbox = quote_powershell(target.mailbox());
    format!(
        "Install-Module ExchangeOnlineManagement -Scope CurrentUser\nConnect-ExchangeOnline\n{}",
        switch_on(&mailbox)
    )
}

fn switch_on(mailbox: &str) -> String {
    format!("Set-CASMailbox -Identity {mailbox} -SmtpClientAuthenticationDisabled $false -PopEnabled $true")
}

#[cfg(test)]
mod tests;
