//! The commands that are handed on to an administrator: they name who logs in, and the smallest change comes first.

use mailkey::account::{Protocol, Settings};
use mailkey::diagnosis::{About, Action, diagnose};
use mailkey::error::Error;
use mailkey::mail::{Cause, MailError, Reply, Step};

/// A shared mailbox: SMTP knows the person, POP the mailbox.
fn shared() -> Settings {
    let mut settings = Settings::default();
    settings.smtp.oauth2.account = "recepce@firma.cz".parse().ok();
    settings.smtp.oauth2.sign_in_as = "jana@firma.cz".parse().ok();
    settings.smtp.sender_address = "recepce@firma.cz".parse().ok();
    settings
}

/// What can be copied when a server says this.
fn copied(settings: &Settings, protocol: Protocol, step: Step, code: &str, text: &str) -> Vec<String> {
    let reply = Reply { code: code.into(), text: text.into(), challenge: None };
    let error: Error = MailError::new(protocol, "mail.example.com:587", step, Cause::Rejected(reply)).into();
    let about = About { settings: Some(settings), protocol: Some(protocol), token_held: true };
    let texts = diagnose(&error, &about).actions.into_iter().filter_map(|action| match action {
        Action::Copy { text, .. } => Some(text),
        _ => None,
    });
    texts.collect()
}

#[test]
fn a_command_names_the_one_who_logs_in() {
    let mut settings = shared();
    let smtp = |settings: &Settings, step, code, text| copied(settings, Protocol::Smtp, step, code, text);
    let send_as = |settings: &Settings| {
        smtp(settings, Step::Sender, "550", "5.7.60 SMTP; Client does not have permissions to send as this sender")
    };
    assert_eq!(
        send_as(&settings),
        ["Add-RecipientPermission -Identity 'recepce@firma.cz' -Trustee 'jana@firma.cz' -AccessRights SendAs"]
    );
    for text in [
        "5.7.139 SmtpClientAuthentication is disabled for the Tenant.",
        "5.7.139 SmtpClientAuthentication is disabled for the Mailbox.",
        "5.7.139 user is locked by your organization's security defaults policy.",
        "5.7.3 Authentication unsuccessful",
    ] {
        let commands = smtp(&settings, Step::Login, "535", text).join("\n");
        assert!(commands.contains("-Identity 'jana@firma.cz'") && !commands.contains("recepce@"), "{text}: {commands}");
    }
    let pop = copied(
        &settings,
        Protocol::Pop,
        Step::Login,
        "-ERR",
        "Authentication failure: unknown user name or bad password.",
    );
    assert_eq!(pop, ["Set-CASMailbox -Identity 'recepce@firma.cz' -PopEnabled $true"]);

    settings.smtp.oauth2.sign_in_as = None;
    assert!(send_as(&settings)[0].contains("-Trustee 'recepce@firma.cz'"));
    settings.smtp.method = mailkey::account::Method::Password;
    settings.smtp.user = "petr@firma.cz".parse().expect("a user");
    assert!(send_as(&settings)[0].contains("-Trustee 'petr@firma.cz'"), "a password has a user of its own");
}

#[test]
fn what_opens_only_one_mailbox_comes_before_what_opens_all() {
    let text = "5.7.139 SmtpClientAuthentication is disabled for the Tenant.";
    let commands = copied(&shared(), Protocol::Smtp, Step::Login, "535", text);
    let [mailbox, tenant] = &commands[..] else { panic!("{commands:?}") };
    assert!(mailbox.starts_with("Set-CASMailbox ") && tenant.starts_with("Set-TransportConfig "), "{commands:?}");
}
